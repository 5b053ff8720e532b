#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each of the seventeen operations refused: by the practice register for what only it knows, told with sentence and place; and here, for a
planted mistake, before anything leaves (issue 6: 4, 5, 9; catasto facts 11) (TAP)."""
from desk import OK, REFUSED, USAGE, check, check_equal, main, read_rows, scenario
from plants import Office

NEW_SERIAL = {"a": (">GT-A1<", ">GT-Z9<")}
GONE = {"a": ("2015-06-01</L4_1dataInstallazione>", "2015-06-01</L4_1dataInstallazione><L4_1dataDismissione>2026-02-10</L4_1dataDismissione>")}
BURNER = {"a": ("<scheda_6_4_pompe>", "<scheda_4_2_bruciatori><L4_2BR><L4_2numero>2</L4_2numero><L4_2bruciatore>"
                "<L4_2dataInstallazione>2020-01-01</L4_2dataInstallazione><L4_2fabbricante>Prova</L4_2fabbricante><L4_2modello>Prova</L4_2modello>"
                "<L4_2matricola>B-1</L4_2matricola><L4_2GtCollegato>9</L4_2GtCollegato><L4_2tipologia>Prova</L4_2tipologia>"
                "<L4_2portataMaxNominale>20</L4_2portataMaxNominale></L4_2bruciatore></L4_2BR></scheda_4_2_bruciatori><scheda_6_4_pompe>")}
ALTRUI = "PROVA-ALTRUI"

# Operation, what the register has before, the document, its changes, code, where it points; the plant's code.
THERE = [
    ("1", "", "01-scheda-1", {}, "E-PRIMO-INVIO", "L1_codice_impianto", "PROVA0001"),
    ("2", "09-libretto 08-dismissione", "02-responsabile", {}, "E-IMPIANTO-DISMESSO", "L1_codice_impianto", "PROVA0001"),
    ("3", "09-libretto 03-terzo", "03-terzo", {"a": ("LE-100001", "LE-100002")}, "E-TERZO-RESP", "terzo_responsabile[0]", "PROVA0001"),
    ("4", "04-nuovo", "04-nuovo", {}, "E-GIA-PRESENTE", "L1_codice_impianto", "PROVA0001"),
    ("5", "09-libretto 08-dismissione", "05-ristrutturazione", {}, "E-IMPIANTO-DISMESSO", "L1_codice_impianto", "PROVA0001"),
    ("8", "09-libretto 84-rcee-1-gasolio", "08-dismissione", {"a": ("2026-03-01", "2026-02-20")}, "E-COMP-RAPPORTI", None, "PROVA0001"),
    ("9", "", "09-libretto", {}, "E-COMPETENZA", "L1_codice_impianto", ALTRUI),
    ("9", "09-libretto 84-rcee-1", "09-libretto", GONE, "E-COMP-RAPPORTI", "L4_1GT[0]", "PROVA0001"),
    ("10", "09-libretto", "10-generatori", NEW_SERIAL, "E-SOSTITUITO", None, "PROVA0001"),
    ("16", "09-libretto", "16-parti", BURNER, "E-GT-COLLEGATO", "L4_2BR[0]", "PROVA0001"),
    ("52", "09-libretto", "52-generatore-dismesso", {"a": ("<numero>3", "<numero>9")}, "E-NUMERO-COMP", "generatore_dismesso[0]", "PROVA0001"),
    ("58", "09-libretto", "58-parte-dismessa", {"a": ("BR", "VM")}, "E-NUMERO-COMP", "parte_dismessa[0]", "PROVA0001"),
    ("84", "09-libretto", "84-rcee-1", {"a": ("<A_E_numGT>1", "<A_E_numGT>8")}, "E-RCEE-COMP", "sezione_E[0]", "PROVA0001"),
    ("84", "09-libretto 84-rcee-2", "84-rcee-2", {}, "E-RCEE-DOPPIO", None, "PROVA0001"),
    ("84", "09-libretto", "84-rcee-1", {"a": ("<numeroREA>", "<numeroREA>999001</numeroREA><!--"), "b": ("</numeroREA>\n", "</numeroREA>-->\n")},
     "E-MANUTENTORE", "numeroREA", "PROVA0001"),
    ("85", "09-libretto 84-rcee-1", "85-rettifica", GONE, "E-COMP-RAPPORTI", "L4_1GT[0]", "PROVA0001"),
    ("86", "", "86-ispezione", {}, "E-COMPETENZA", "L1_codice_impianto", ALTRUI),
    ("87", "09-libretto 08-dismissione", "87-consumi", {}, "E-IMPIANTO-DISMESSO", "L1_codice_impianto", "PROVA0001"),
    ("88", "09-libretto", "88-prova", {"a": ("<numero>1<", "<numero>8<")}, "E-NUMERO-COMP", None, "PROVA0001"),
    ("99", "", "99-semplificato", {}, "E-PRIMO-INVIO", "L1_codice_impianto", "PROVA0001"),
]

PLACE = "impianto[0].scheda_1_2_ubicazione[0]."
PERSON = "impianto[0].scheda_1_6_responsabile[0]."

# Operation, what is chosen before, what is planted, code, its field.
HERE = [
    ("1", [], PLACE + "L1_2cap=7310", "E-CAP", "L1_2cap"),
    ("2", [], PERSON + "L1_6cf=RSSMRA80A01H501X", "E-CF:controllo", "L1_6cf"),
    ("3", [], "impianto[0].scheda_3_terzo_responsabile[0].terzo_responsabile[0].L3dataValiditaContrattoAl=2020-01-01", "E-TERZO-RESP",
     "L3dataValiditaContrattoAl"),
    ("4", [], "", "E-GIA-PRESENTE", "L1_codice_impianto"),
    ("5", [], "L1_1tipoIntervento=1", "E-TIPO-INTERVENTO", "L1_1tipoIntervento"),
    ("8", [], "impianto[0].dataDismissione=2095-01-01", "E-DATA-FUTURA", "dataDismissione"),
    ("9", [], PLACE + "unita_immobiliare[0].L1_2pod=IT1E2", "E-POD", "L1_2pod"),
    ("10", ["component=GT1", "replace"], "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1dataInstallazione=1899-12-31",
     "E-DATA-1900", "L4_1dataInstallazione"),
    ("16", ["component=BR1", "replace"], "impianto[0].scheda_4_2_bruciatori[0].L4_2BR[0].L4_2bruciatore[0].L4_2GtCollegato=9", "E-GT-COLLEGATO",
     "L4_2GtCollegato"),
    ("52", ["component=GF1"], "impianto[0].generatore_dismesso[0].numero=9", "E-NUMERO-COMP:assente", "numero"),
    ("58", ["component=BR1"], "impianto[0].parte_dismessa[0].dataDismissione=2001-01-01", "E-DATA-COMP", "dataDismissione"),
    ("84", ["component=GT1"], "impianto[0].rcee_tipo_1[0].sezione_E[0].rowFumi[0].A_E_COcorretto=1000.01", "E-RCEE-ESITO", "A_E_flagRisultati"),
    ("84", ["component=GF1"], "impianto[0].rcee_tipo_2[0].sezione_E[0].A_E_numGF=7", "E-RCEE-COMP", "A_E_numGF"),
    ("85", [], PLACE + "unita_immobiliare[0].L1_2pdr=123", "E-PDR", "L1_2pdr"),
    ("86", [], "impianto[0].scheda_13_ispezioni[0].L13ispezione[0].L13dataIspez=2095-01-01", "E-DATA-FUTURA", "L13dataIspez"),
    ("87", [], "impianto[0].scheda_14_1_combustibile[0].L14_1blocco[0].L14_1riga[0].L14_1esercizioA=2031", "E-CONSUMI:esercizio", "L14_1esercizioA"),
    ("88", ["component=GT1"], "impianto[0].rapporto_prova[0].#turn[0].generatore_GT[0].numero=8", "E-NUMERO-COMP:assente", "numero"),
    ("99", [], PERSON + "L1_6cf=RSSMRA80A01H501", "E-CF", "L1_6cf"),
]

OPERATIONS = {"1", "2", "3", "4", "5", "8", "9", "10", "16", "52", "58", "84", "85", "86", "87", "88", "99"}


def play_there(desk, case):
    operation, before, name, changes, code, place, plant = case
    for earlier in before.split():
        made = desk.json("prepare", f"catasto.{int(earlier[:2])}", "--account", "cit", "--file", desk.document(earlier, plant))
        desk.send(made["submissions"][0]["id"])
    taken = desk.taken()
    made = desk.json("prepare", "catasto." + operation, "--account", "cit", "--file", desk.document(name, plant, **changes))
    number = made["submissions"][0]["id"]
    desk.send(number, expect=REFUSED)
    shown = desk.show(number)
    check_equal((shown["state"], shown["code"]), ("refused", code), f"{operation}: {shown['message']}")
    found = [issue for issue in shown["issues"] if issue["level"] == "error"]
    check(found and found[0]["code"] == code, f"{operation}: what was found: {shown['issues']}")
    for issue in found:
        check(len(issue["message"]) > 10 and "{" not in issue["message"], f"{operation}: the sentence of {issue}")
    check(place is None or place in found[0]["path"], f"{operation}: where: {found[0]}")
    check(found[0]["row"] > 0, f"{operation}: line: {found[0]}")
    told = desk.run("outbox", "show", number).out.decode()
    for issue in found:
        check(issue["message"] in told and f"[{issue['code']}]" in told and issue["path"] in told, f"{operation}: told as text: {told}")
    check_equal(desk.taken(), taken, "the ledger")


@scenario("each operation refused by the register: the right code, its sentence and its field, in both forms of outbox show")
def there():
    check_equal({case[0] for case in THERE}, OPERATIONS, "operations")
    faults = []
    for case in THERE:
        with Office() as desk:
            try:
                play_there(desk, case)
            except Exception as error:  # all of a table at once
                faults.append(f"{case[0]} {case[4]}: {error}")
    check(not faults, "\n".join(faults))


@scenario("each operation refused here for a planted mistake, at its field; nothing is prepared, nothing leaves")
def here():
    check_equal({case[0] for case in HERE}, OPERATIONS, "operations")
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        faults = []
        for operation, chosen, planted, code, field in HERE:
            number = desk.begin(plant, operation, "day=2026-02-02", *chosen, *(["set=" + planted] if planted else []), faulty=True)
            found = [(issue["code"], issue["path"].split(".")[-1].split("[")[0]) for issue in desk.last["issues"] if issue["level"] == "error"]
            if (code, field) not in found:
                faults.append(f"{operation}: no {code} at {field}: {desk.last['issues']}")
            made = desk.office("prepare", number)
            if made["submissions"] or code not in [issue["code"] for issue in made["issues"]]:
                faults.append(f"{operation}: prepared: {made}")
            desk.office("abandon", number)
        check(not faults, "\n".join(faults))
        check_equal(desk.taken(), [9], "the ledger")


NO_TOWN = {"a": ("<L1_2comune>Lecce<", "<L1_2comune>Paese di Prova<"), "b": ("<L1_2codiceComune>E506</L1_2codiceComune>", "")}


@scenario("what was only concluded may be accepted with a document, by name, on record; what the document itself says may not")
def overridden():
    with Office() as desk:
        words = ["prepare", "catasto.9", "--account", "cit", "--file"]
        path = desk.document("09-libretto", **NO_TOWN)
        refused = desk.json(*words, path, expect=REFUSED)
        check_equal([(issue["level"], issue["code"]) for issue in refused["issues"]], [("error", "E-COMUNE")], "findings")
        desk.run(*words, path, "--override", "E-CAP", expect=REFUSED)
        desk.run("prepare", "catasto.9", "--account", "cit", "--all-ready", "--override", "E-COMUNE", expect=USAGE)
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM submission")[0][0], 0, "nothing is prepared")
        made = desk.json(*words, path, "--override", "E-COMUNE", "--override", "E-CAP")
        check_equal([(issue["level"], issue["code"]) for issue in made["issues"]], [("warning", "E-COMUNE")], "findings, accepted")
        number = made["submissions"][0]["id"]
        events = read_rows(desk.archive, "SELECT text FROM event WHERE kind = 'overridden' AND submission_id = ?", number)
        check_equal(events, [("E-COMUNE",)], "on record")
        desk.send(number)
        desk.run("archive", "verify", expect=OK)
        cap = desk.document("09-libretto", "PROVA0002", a=("73100", "7310"))
        desk.run(*words, cap, "--override", "E-CAP", expect=REFUSED)
        check_equal(desk.taken(), [9], "the ledger")


if __name__ == "__main__":
    main()
