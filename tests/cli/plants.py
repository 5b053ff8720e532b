# SPDX-License-Identifier: GPL-3.0-or-later
"""An office of heating plants beside the practice register: interventions as records, by the program plants-office, and what either side has."""
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree as xml

from desk import HERE, OK, Desk, Failure, check, check_equal, free_opener, read_rows

PASSWORD = "segreto-di-prova"
FOLDER = os.path.join(HERE, "..", "practice", "catasto")
OFFICE = os.environ.get("SPORTELLO_PLANTS_OFFICE", "plants-office")

# Components: their scheda, their element, what stands now. What stood there before is named so with "Sostituito".
PARTS = {
    "GT": ("4_1_gruppi_termici", "L4_1GT", "gruppoTermico"), "BR": ("4_2_bruciatori", "L4_2BR", "bruciatore"),
    "RC": ("4_3_recuperatori", "L4_3RC", "recuperatore"), "GF": ("4_4_gruppi_frigo", "L4_4GF", "gruppoFrigo"),
    "SC": ("4_5_scambiatori", "L4_5SC", "scambiatore"), "CG": ("4_6_cogeneratori", "L4_6CG", "cogeneratore"),
    "CS": ("4_7_campi_solari", "L4_7CS", "campoSolare"), "AG": ("4_8_altri_generatori", "L4_8AG", "altroGeneratore"),
    "SR": ("5_1_regolazione_primaria", "L5_1SR", "sistemaRegolazione"), "VR": ("5_1_regolazione_primaria", "L5_1VR", "valvolaRegolazione"),
    "VX": ("6_3_vasi_espansione", "L6_3VX", None), "PO": ("6_4_pompe", "L6_4PO", "pompa"), "AC": ("8_1_accumuli", "L8_1AC", "accumulo"),
    "TE": ("9_1_torri_evaporative", "L9_1TE", "torre"), "RV": ("9_2_raffreddatori", "L9_2RV", "raffreddatore"),
    "SCX": ("9_3_scambiatori_intermedi", "L9_3SCX", "scambiatore"), "CI": ("9_4_circuiti_interrati", "L9_4CI", "circuito"),
    "UT": ("9_5_unita_trattamento_aria", "L9_5UT", "unitaTrattamento"), "RCX": ("9_6_recuperatori_aria", "L9_6RCX", "recuperatore"),
    "VM": ("10_1_ventilazione", "L10_1VM", "impiantoVentilazione"),
}


def plain(node):
    return node.tag.split("}")[-1]


def strip(node):
    """An element as lists: names without namespace, texts without blanks."""
    return [plain(node), (node.text or "").strip(), [strip(child) for child in node if isinstance(child.tag, str)]]


def text_of(node, suffix):
    return next(((child.text or "").strip() for child in node if isinstance(child.tag, str) and plain(child).endswith(suffix)), None)


def schede_of(impianto):
    return {plain(child): child for child in impianto if isinstance(child.tag, str) and plain(child).startswith("scheda_")}


def components_here(libretto):
    """(component, state, installed, dismissed, serial number) of all that a libretto has, what was replaced too."""
    schede = schede_of(next(child for child in libretto if isinstance(child.tag, str) and plain(child) == "impianto"))
    found = []
    for kind, (scheda, element, item) in PARTS.items():
        for part in schede.get("scheda_" + scheda, ()):
            if plain(part) != element:
                continue
            name = f"{kind}-{text_of(part, 'numero') or text_of(part, 'numero' + kind)}"
            if item is None:
                found.append((name, "attivo", None, None, None))
            for child in part if item is not None else ():
                gone = plain(child).endswith("Sostituito")
                if gone or plain(child).endswith(item):
                    days = [text_of(child, "dataInstallazione"), text_of(child, "dataDismissione")]
                    found.append((name, "sostituito" if gone else "dismesso" if days[1] else "attivo", *days, text_of(child, "matricola")))
    return sorted(found, key=str)


def components_there(twin):
    found = [(text_of(part, "nome"), text_of(part, "stato"), text_of(part, "dataInstallazione"), text_of(part, "dataDismissione"),
              text_of(part, "matricola")) for part in next(child for child in twin if plain(child) == "componenti")]
    # A vessel has no days in a libretto: what is gone is not in it.
    return sorted((part for part in found if not (part[0].startswith("VX-") and part[1] == "dismesso")), key=str)


ELEMENTS = {element for _, element, _ in PARTS.values()}


def contents(schede):
    """What schede say but of components; what adds up in no order; without what is compared elsewhere (12, 13, 14) or adds up here alone (11)."""
    found = {}
    for name, scheda in schede.items():
        said = [strip(child) for child in scheda if isinstance(child.tag, str) and plain(child) not in ELEMENTS]
        if not name.startswith(("scheda_11_", "scheda_12_", "scheda_13_", "scheda_14_")) and said:
            found[name] = sorted(said, key=str) if name.startswith("scheda_3_") else said
    return found


def schede_here(libretto):
    return schede_of(next(child for child in libretto if isinstance(child.tag, str) and plain(child) == "impianto"))


def schede_there(twin):
    return schede_of(next(child for child in twin if plain(child) == "schede"))


def days_of(schede, name, suffix):
    return {text_of(row, suffix) for row in schede.get(name, ()) if isinstance(row.tag, str)}


def reports_there(twin, scheda):
    return {text_of(row, "data") for row in next(child for child in twin if plain(child) == "rapporti") if row.get("scheda") == scheda}


def seasons_here(schede):
    return sorted((strip(row) for name, scheda in schede.items() if name.startswith("scheda_14_") for row in scheda.iter()
                   if isinstance(row.tag, str) and plain(row).endswith("riga")), key=str)


def seasons_there(twin):
    return sorted((strip(row) for row in next(child for child in twin if plain(child) == "consumi")), key=str)


class Office(Desk):
    def __init__(self, libretto=None, **settings):
        super().__init__(account=False, key=PASSWORD)
        self.write("credentials/cit.password", PASSWORD)
        self.register = self.practice.about["services"]["catasto"]
        self.run("account", "add", "catasto", "cit", "--environment", "practice", "--base-url", self.register,
                 "--set", "authorization=basic", "--set", "username=ufficio", expect=OK)
        self.account = read_rows(self.archive, "SELECT id FROM account WHERE name = 'cit'")[0][0]
        if settings:
            self.practice.control("/catasto/settings", settings)

    def leaks(self):
        # The practice register has the words of its log-in in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    # --- what a person does ---

    def office_raw(self, *words):
        done = subprocess.run([OFFICE, self.archive, str(self.account), *[str(word) for word in words]], env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=120)
        self.said += [done.stdout, done.stderr]
        if done.returncode != 0:
            raise Failure(f"{words}: {done.stderr.decode(errors='replace')[-1500:]}")
        return done.stdout.decode()

    def office(self, *words):
        return json.loads(self.office_raw(*words))

    def document(self, name, code="PROVA0001", **changes):
        with open(os.path.join(FOLDER, name + ".xml"), encoding="utf-8") as file:
            text = file.read().replace("@CODE@", code)
        for old, new in changes.values():
            check(old in text, f"{old} in {name}")
            text = text.replace(old, new)
        return self.write(name + code + ".xml", text)

    def libretto(self, name="09-libretto", code="PROVA0001", **changes):
        return self.office("libretto", self.document(name, code, **changes))["plant"]

    def begin(self, plant, kind, *words, faulty=False):
        """A new intervention, whole; its id."""
        made = self.office("begin", plant, kind, *words)
        errors = [issue for issue in made["issues"] if issue["level"] == "error"]
        if not faulty:
            check_equal(errors, [], f"errors of {kind}")
        self.last = made
        return made["id"]

    def prepare(self, *ids):
        made = self.office("prepare", *ids)
        check_equal([issue for issue in made["issues"] if issue["level"] == "error"], [], f"errors of {ids}")
        return made["submissions"]

    def send(self, *ids, expect=OK, wait=60):
        self.run("outbox", "send", *ids, "--wait", wait, expect=expect, timeout=wait + 60)

    def live(self, plant, kind, *words):
        """Begun, filled in, prepared, sent, accepted; then both sides say the same of the plant."""
        number = self.begin(plant, kind, *words)
        submission = self.prepare(number)[0]
        self.run("outbox", "send", "--wait", "60")
        shown = self.show(submission)
        check_equal((kind, shown["state"], shown["issues"] and [(issue["code"], issue["path"]) for issue in shown["issues"] if issue["level"] == "error"]),
                    (kind, "done", []), f"{kind}: {shown['code']} {shown['message']}")
        self.same(plant, kind)
        return number

    # --- what either side has ---

    def plant_xml(self, plant):
        return xml.fromstring(self.office_raw("show", plant).encode())

    def row(self, plant):
        return read_rows(self.archive, "SELECT code, standing, state, generators FROM plant WHERE id = ?", plant)[0]

    def twin(self, code="PROVA0001"):
        request = urllib.request.Request(f"{self.register}/impianti/{code}")
        try:
            with free_opener().open(request, timeout=30) as answer:
                return xml.fromstring(answer.read())
        except urllib.error.HTTPError:
            return None

    def taken(self, code=None):
        return [entry["api_id"] for entry in self.practice.ledger() if code in (None, entry["code"])]

    def same(self, plant, when, code="PROVA0001"):
        """The plant's libretto here says what the register says: components with their history, schede, reports, seasons."""
        libretto, twin = self.plant_xml(plant), self.twin(code)
        check_equal(components_here(libretto), components_there(twin), f"components after {when}")
        ours, theirs = schede_here(libretto), schede_there(twin)
        mine, others = contents(ours), contents(theirs)
        if when == "99":  # the simplified one keeps what a libretto must have
            mine = {name: said for name, said in mine.items() if name in others}
        check_equal(mine, others, f"schede after {when}")
        for name, suffix, number in (("scheda_12_interventi_controllo", "dataControllo", "12"), ("scheda_13_ispezioni", "dataIspez", "13")):
            check_equal(days_of(ours, name, suffix), days_of(theirs, name, suffix) | reports_there(twin, number), f"{name} after {when}")
        for name in theirs:
            check(not name.startswith("scheda_11_") or len(list(ours[name].iter())) >= len(list(theirs[name].iter())), f"{name} after {when}")
        check_equal(seasons_here(ours), seasons_there(twin), f"seasons after {when}")
