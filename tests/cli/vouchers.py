# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of vouchers share: an office with an account at the practice service, people and firms of nobody, rows of files."""
import os
import secrets
import time

from desk import OK, Desk, check, check_equal, read_rows, wait_until

OPERATOR = "00743110157"
TEST_OPERATOR = "12345678900"
TEST_OFFER = "OPE040-FAM1-FTTH-100-245"
OFFER = "OFFERTA-FAM1-FTTH-100"
STEPS = ("attivazione", "cessazione", "disdetta")
TEST_PATHS = {"path-" + name: f"/colapitibco{name}/v1/{name}" for name in ("prenotazione", *STEPS)}
TEST_PATHS["path-isee"] = "/colesitoiseeprenotazioni/getprenotazioni"


def today_in_italy():
    """Where the register is it may be tomorrow already. The rule is written out: no machine has to have a table of time zones."""
    zone = os.environ.get("TZ")
    try:
        os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
        time.tzset()
        return time.strftime("%Y-%m-%d")
    finally:
        if zone is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = zone
        time.tzset()


TODAY = today_in_italy()

ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
                23)))


def checked(code):
    """A codice fiscale of 15 characters with its 16th."""
    total = sum(ODD[sign] if place % 2 == 0 else int(sign, 36) - (10 if sign.isalpha() else 0) for place, sign in enumerate(code))
    return code + chr(ord("A") + total % 26)


def person(number):
    """The codice fiscale of somebody who was never born, a different one for each number."""
    letters = "BCDFGLMNPR"
    return checked("".join(letters[int(digit)] for digit in f"{number:06d}") + "80A01H501")


def firm(number):
    """A partita IVA of no firm: its check digit is right."""
    digits = [int(digit) for digit in f"{number:07d}015"]
    total = sum(sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits))
    return "".join(map(str, digits)) + str(-total % 10)


COLUMNS = ["tipo", "famiglia.codiceFiscale", "famiglia.cognome", "famiglia.nome", "famiglia.sesso", "famiglia.dataDiNascita",
           "famiglia.luogoDiNascita", "famiglia.numeroComponentiNucleoFamigliare", "famiglia.tipologia", "impresa.partitaIva",
           "impresa.ragioneSociale", "impresa.tipologia", "tipoDocumento", "dataScadenzaDocumento", "numeroDocumento", "numeroDiTelefono",
           "email", "operatore.codiceUnivocoOfferta", "operatore.tecnologiaPrenotata", "velocitaDownloadMbit",
           "indirizzoInstallazione.via", "indirizzoInstallazione.civico", "indirizzoInstallazione.cap",
           "indirizzoInstallazione.codiceIstatComune", "indirizzoInstallazione.tipo", "famigliari.1.codiceFiscale"]


def common(more):
    return {"numeroDiTelefono": "0600000000", "email": "prova@example.org", "operatore.codiceUnivocoOfferta": OFFER,
            "operatore.tecnologiaPrenotata": "FTTH", "velocitaDownloadMbit": "100", "indirizzoInstallazione.via": "Via di Prova",
            "indirizzoInstallazione.civico": "1", "indirizzoInstallazione.cap": "00184",
            "indirizzoInstallazione.codiceIstatComune": "058091", "indirizzoInstallazione.tipo": "RESIDENZA", **more}


def family(code, surname="Rossi", name="Mario", **more):
    return common({"tipo": "famiglia", "famiglia.codiceFiscale": code, "famiglia.cognome": surname, "famiglia.nome": name,
                   "famiglia.sesso": "M", "famiglia.dataDiNascita": "1980-01-01", "famiglia.luogoDiNascita": "Roma",
                   "famiglia.numeroComponentiNucleoFamigliare": "1", "famiglia.tipologia": "FAM1", "tipoDocumento": "CI",
                   "dataScadenzaDocumento": "2035-01-01", "numeroDocumento": "CA00000AA", **more})


def company(code, name="Ditta di Prova", **more):
    return common({"tipo": "impresa", "impresa.partitaIva": code, "impresa.ragioneSociale": name, "impresa.tipologia": "IMP1",
                   "tipoDocumento": "", **more})


def table(rows, columns=None):
    columns = columns or COLUMNS
    return "\n".join([";".join(columns)] + [";".join(row.get(column, "") for column in columns) for row in rows]) + "\n"


def step_row(step, code, day, **more):
    """A row that asks for a step of somebody's voucher."""
    key = "impresa.partitaIva" if len(code) == 11 else "famiglia.codiceFiscale"
    row = {key: code}
    if step == "attivazione":
        row.update({"attivazione.1.dataAttivazione": day, "attivazione.1.tecnologiaAttivata": "FTTH"})
    else:
        row[f"{step}.1.data{step.capitalize()}"] = day
    return {**row, **more}


def steps(rows):
    columns = sorted({column for row in rows for column in row})
    return table(rows, columns)


class Office(Desk):
    """A telecom operator's desk with the account "bul"."""

    def __init__(self, environment="practice", secret=None, subscription_key=None, client=None, tenant="tenant-prova", practice=True, **more):
        super().__init__(practice=practice, account=False, key=secret or "segreto-" + secrets.token_hex(12))
        self.environment = environment
        self.service = "voucher-test" if environment == "test" else "voucher"
        self.client = client or "client-prova"
        base = self.practice.about["services"][self.service] if self.practice else "http://127.0.0.1:9/" + self.service
        self.write("credentials/bul.client-secret", self.key)
        self.write("credentials/bul.subscription-key", subscription_key or "chiave-" + secrets.token_hex(12))
        settings = {"partita-iva-operatore": TEST_OPERATOR if environment == "test" else OPERATOR,
                    "token-url": f"{base}/{tenant}/oauth2/v2.0/token", "client-id": self.client, "scope": "api-prova/.default",
                    **(TEST_PATHS if environment == "test" else {}), **more}
        words = ["account", "add", "voucher", "bul", "--environment", environment, "--base-url", base]
        for item in settings.items():
            words += ["--set", "=".join(item)]
        self.run(*words, expect=OK)

    # --- the service ---

    def ledger(self, operation=None):
        return [entry for entry in self.practice.ledger()
                if entry["service"] == self.service and operation in (None, entry["operation"])]

    def settings(self, **what):
        self.practice.control("/vouchers/settings", what)

    def advance(self, state=None, code=None):
        body = {"service": self.service}
        if code is not None:
            body["partitaIva" if len(code) == 11 else "codiceFiscale"] = code
        if state is not None:
            body["state"] = state
        return self.practice.control("/vouchers/advance", body)["moved"]

    def on_portal(self, code, state="Prenotata", **more):
        key = "partitaIva" if len(code) == 11 else "codiceFiscale"
        self.practice.control("/vouchers", {"service": self.service, key: code, "state": state, **more})

    def there(self, code):
        """Where the service has somebody's vouchers."""
        found = self.practice.control("/vouchers?service=" + self.service)["vouchers"]
        return [entry["state"] for entry in found if entry["beneficiary"] == code]

    # --- the archive ---

    def dossiers(self):
        return {row[0]: row[1:] for row in
                read_rows(self.archive, "SELECT key, state, next_operation, phase, stage FROM dossier WHERE removed IS NULL ORDER BY id")}

    def dossier(self, code):
        return self.dossiers()[code]

    def phase(self, code):
        return self.dossier(code)[2]

    def bring(self, text, expect=OK):
        return self.json("import", "vouchers", self.write("rows.csv", text), expect=expect)

    def order(self, operation, ids=None, expect=OK):
        """Prepares all that is ready for an operation, gives the submissions' ids by key."""
        words = ["--id", *ids] if ids else ["--all-ready"]
        found = self.json("prepare", "voucher." + operation, "--account", "bul", *words, expect=expect)
        keys = dict(read_rows(self.archive, "SELECT submission_id, key FROM item"))
        return {keys[entry["id"]]: entry["id"] for entry in found["submissions"]}

    def ask(self, operation, rows, expect=OK, wait=60):
        """Rows of a file as requests: imported, prepared, sent. Gives what became of each, by key."""
        text = table(rows) if operation == "prenotazione" else steps(rows)
        self.bring(text)
        numbers = self.order(operation)
        self.send(*numbers.values(), wait=wait, expect=expect)
        return {key: self.show(number) for key, number in numbers.items()}

    def look(self, expect=OK):
        """The list, asked for now."""
        found = self.json("prepare", "voucher.isee", "--account", "bul")
        number = found["submissions"][0]["id"]
        self.send(number, expect=expect)
        return self.show(number)

    def verify(self):
        check(self.json("archive", "verify")["ok"], "the archive does not hold")


def once_each(desk, operation="prenotazione"):
    """What the service took, by beneficiary, each at most once."""
    taken = {}
    for entry in desk.ledger(operation):
        code = entry["beneficiary"]
        check(code not in taken, f"{code}: {operation} twice")
        taken[code] = entry["protocollo"]
    return taken


__all__ = [name for name in dir() if not name.startswith("_")]
