#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vouchers as records: import, mending, completing, preparing one request each, export, undo; nothing leaves (design 4 and 5) (TAP)."""
import csv
import io
import json

from desk import CLI, OK, REFUSED, USAGE, Desk, change, check, check_equal, main, read_rows, scenario

HEADER = ("famiglia.codiceFiscale;famiglia.cognome;famiglia.nome;famiglia.sesso;famiglia.dataDiNascita;famiglia.luogoDiNascita;"
          "famiglia.numeroComponentiNucleoFamigliare;famiglia.tipologia;tipoDocumento;dataScadenzaDocumento;numeroDocumento;"
          "numeroDiTelefono;email;operatore.codiceUnivocoOfferta;operatore.tecnologiaPrenotata;velocitaDownloadMbit;"
          "indirizzoInstallazione.via;indirizzoInstallazione.civico;indirizzoInstallazione.cap;comune;indirizzoInstallazione.tipo")
ROSSI = "RSSMRA80A01H501U"
BIANCHI = "BNCLGU75B02F205K"
STEPS = "famiglia.codiceFiscale;attivazione.1.dataAttivazione;attivazione.1.tecnologiaAttivata\n"


def row(code, surname, name, birth, speed=100, place="Roma"):
    return ";".join([code, surname, name, "M", birth, "Roma", "1", "FAM1", "CI", "2035-01-01", "CA00000AA", "0600000000",
                     "m.rossi@example.org", "OFFERTA-FAM1-FTTH-100", "FTTH", str(speed), "Via di Prova", "1", "00184", place,
                     "RESIDENZA"])


ROWS = "\n".join([HEADER, row(ROSSI, "Rossi", "Mario", "1980-01-01"), row(BIANCHI, "Bianchi", "Luigi", "02/02/1975", speed=20)]) + "\n"


def office():
    desk = Desk(practice=False, account=False)
    for key in ("client-secret", "subscription-key"):
        desk.write("credentials/bul." + key, "segreto")
    words = ["account", "add", "voucher", "bul", "--environment", "practice", "--base-url", "http://127.0.0.1:9/voucher"]
    for setting in ("partita-iva-operatore=00743110157", "token-url=http://127.0.0.1:9/token", "client-id=a", "scope=b/.default"):
        words += ["--set", setting]
    desk.run(*words, expect=OK)
    return desk


def dossiers(desk):
    return read_rows(desk.archive, "SELECT key, name, state, next_operation, phase FROM dossier WHERE removed IS NULL ORDER BY id")


def take(desk, code, phase, stage):
    """As if the service had said so."""
    change(desk.archive, "UPDATE dossier SET phase = ?, stage = ?, state = 'done', next_operation = NULL WHERE key = ?",
           phase, stage, code)


def codes(found, level):
    return [issue["code"] for issue in found["issues"] if issue["level"] == level]


@scenario("the service, its operations and examples; check works without an archive")
def offline():
    with Desk(practice=False, account=False) as desk:
        services = {entry["id"]: entry for entry in desk.json("services")["services"]}
        check_equal(services["voucher"]["operations"], ["voucher.prenotazione", "voucher.attivazione", "voucher.cessazione",
                                                        "voucher.disdetta", "voucher.isee"], "operations")
        for operation in services["voucher"]["operations"][:4]:
            path = desk.write("example.json", desk.run("template", operation, expect=OK).out)
            check_equal(desk.json("check", operation, path)["errors"], 0, operation)
        desk.run("template", "voucher.isee", expect=REFUSED)
        path = desk.write("wrong.json", json.dumps({"codiceFiscale": "X"}))
        check(desk.json("check", "voucher.attivazione", path, expect=REFUSED)["errors"] > 0, "a wrong document")


@scenario("reservations: a faulty row comes in to be fixed, is mended by its file, and each voucher is one request of one job")
def reservations():
    with office() as desk:
        found = desk.json("import", "vouchers", desk.write("rows.csv", ROWS), expect=REFUSED)
        check_equal((found["rows"], found["good"], found["faulty"], found["rejected"]), (2, 1, 1, 0), "counts")
        check_equal(codes(found, "error"), ["speed-low"], "errors")
        check_equal(dossiers(desk), [(ROSSI, "Rossi Mario", "ready", "prenotazione", ""),
                                     (BIANCHI, "Bianchi Luigi", "to-fix", "prenotazione", "")], "vouchers")
        document = json.loads(read_rows(desk.archive, "SELECT doc FROM dossier_doc WHERE id = 1")[0][0])
        check("058091" in json.dumps(document), "the municipality's code")
        check(read_rows(desk.archive, "SELECT updated_by FROM dossier WHERE id = 1")[0][0] in json.dumps(document), "who typed it")

        found = desk.json("import", "vouchers", desk.write("rows.csv", ROWS.replace(";20;", ";30;")), expect=REFUSED)
        check_equal((found["mended"], found["duplicates"]), (1, 1), "mended and there already")
        found = desk.json("prepare", "voucher.prenotazione", "--account", "bul", "--all-ready")
        check_equal(len(found["submissions"]), 2, "one request each")
        shown = [desk.show(entry["id"]) for entry in found["submissions"]]
        check_equal([[item["key"] for item in entry["items"]] for entry in shown], [[ROSSI], [BIANCHI]], "keys")
        check_equal(read_rows(desk.archive, "SELECT count (DISTINCT job_id), count (DISTINCT lane) FROM submission"), [(1, 1)], "job, lane")
        body = json.loads(read_rows(desk.archive, "SELECT p.data FROM submission AS s JOIN payload AS p ON p.id = s.body_id")[0][0])
        check_equal(body["famiglia"]["codiceFiscale"], ROSSI, "body")

        check_equal(desk.json("prepare", "voucher.prenotazione", "--account", "bul", "--all-ready", expect=REFUSED)["errors"], 1, "twice")
        desk.run("prepare", "voucher.prenotazione", "--account", "bul", "--id", "1", expect=REFUSED)
        desk.run("outbox", "cancel", found["submissions"][0]["id"], expect=OK)
        check_equal(dossiers(desk)[0][2:4], ("ready", "prenotazione"), "withdrawn")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


@scenario("activations: a file completes the vouchers that the service has, and only the phase that is right lets them leave")
def activations():
    with office() as desk:
        desk.json("import", "vouchers", desk.write("rows.csv", ROWS.replace(";20;", ";30;")))
        take(desk, ROSSI, "Prenotata", "open")
        take(desk, BIANCHI, "Attesa controllo ISEE", "asked")
        before = read_rows(desk.archive, "SELECT doc FROM dossier_doc ORDER BY id")
        text = STEPS + "".join(f"{code};2026-11-02;FTTH\n" for code in (ROSSI, BIANCHI))
        found = desk.json("import", "vouchers", desk.write("steps.csv", text), expect=REFUSED)
        check_equal((found["good"], found["faulty"], found["rejected"], found["mended"]), (1, 1, 0, 2), "counts")
        check_equal(codes(found, "error"), ["step-closed"], "not in that phase")
        check_equal([entry[2:4] for entry in dossiers(desk)], [("ready", "attivazione"), ("to-fix", "attivazione")], "vouchers")
        found = desk.json("prepare", "voucher.attivazione", "--account", "bul", "--id", "2", expect=REFUSED)
        check_equal(codes(found, "error"), ["step-closed"], "the one with errors does not leave")
        check_equal(desk.json("import", "vouchers", desk.path("steps.csv"), expect=REFUSED)["duplicates"], 2, "nothing to add")
        found = desk.json("prepare", "voucher.attivazione", "--account", "bul", "--all-ready")
        check_equal(len(found["submissions"]), 1, "one request")
        check(before != read_rows(desk.archive, "SELECT doc FROM dossier_doc ORDER BY id"), "documents")


@scenario("what nobody knows of is worth a word; a firm is told by its partita IVA; a row about nobody is rejected")
def unknown():
    with office() as desk:
        found = desk.json("import", "vouchers", desk.write("steps.csv", STEPS + f"{ROSSI};2026-11-02;FTTH\n;2026-11-02;FTTH\n"),
                          expect=REFUSED)
        check_equal((found["good"], found["rejected"]), (1, 1), "counts")
        check_equal((codes(found, "warning"), codes(found, "error")), (["step-unknown"], ["row-nobody"]), "findings")
        found = desk.json("import", "vouchers", desk.write("firm.csv", "impresa.partitaIva;impresa.ragioneSociale\n00743110157;Ditta\n"),
                          expect=REFUSED)
        check_equal(found["faulty"], 1, "a firm that lacks much")
        check_equal(dossiers(desk)[1][:2], ("00743110157", "Ditta"), "a firm")
        desk.json("import", "vouchers", desk.write("both.csv", STEPS + "12345670017;2026-11-02;FTTH\n"))
        check_equal(json.loads(read_rows(desk.archive, "SELECT doc FROM dossier_doc ORDER BY id DESC LIMIT 1")[0][0])["impresa.partitaIva"],
                    "12345670017", "a number among the tax codes")
        rows = list(csv.DictReader(io.StringIO(desk.run("export", "vouchers", expect=OK).out.decode("utf-8")), delimiter=";"))
        check_equal([entry["tipo"] for entry in rows], ["famiglia", "impresa", "impresa"], "export")
        check_equal(rows[0]["attivazione.1.tecnologiaAttivata"], "FTTH", "export of a step")


def withdrawals(desk, name, text, expect):
    return desk.json("import", "vouchers", desk.write(name, text), expect=expect)


@scenario("the column “operazione” says what rows ask for, also a withdrawal, which needs nothing else; no other word is one")
def operations():
    with office() as desk:
        desk.json("import", "vouchers", desk.write("rows.csv", ROWS.replace(";20;", ";30;")))
        take(desk, ROSSI, "Prenotata", "open")
        take(desk, BIANCHI, "Attivata", "active")
        text = f"operazione;famiglia.codiceFiscale;cessazione.1.dataCessazione\nRecesso;{ROSSI};\nCessazione;{BIANCHI};2026-11-02\nBoh;{ROSSI};\n"
        found = withdrawals(desk, "ends.csv", text, REFUSED)
        check_equal((found["good"], found["faulty"], found["rejected"]), (2, 0, 1), "counts")
        check_equal(codes(found, "error"), ["row-operation"], "no operation")
        check_equal([entry[2:4] for entry in dossiers(desk)], [("ready", "disdetta"), ("ready", "cessazione")], "steps")
        check_equal(len(desk.json("prepare", "voucher.disdetta", "--account", "bul", "--all-ready")["submissions"]), 1, "one request")


@scenario("a step finds its voucher by protocollo, else by codice fiscale; where two may be meant the row says what to do")
def numbers():
    with office() as desk:
        one = row(ROSSI, "Rossi", "Mario", "1980-01-01")
        desk.json("import", "vouchers", desk.write("rows.csv", f"{HEADER}\n{one}\n"))
        take(desk, ROSSI, "Prenotata", "open")
        change(desk.archive, "UPDATE dossier SET remote_id = 'BUL-1'")
        desk.json("import", "vouchers", desk.write("more.csv", f"{HEADER}\n" + row(BIANCHI, "Bianchi", "Luigi", "1975-02-02") + "\n"))
        change(desk.archive, "INSERT INTO dossier (kind, key, name, state, phase, stage, remote_id, created, updated) "
                             "VALUES ('vouchers', ?, 'Rossi Mario', 'done', 'Prenotata', 'open', 'BUL-2', 1, 1)", ROSSI)
        change(desk.archive, "INSERT INTO dossier_doc (id, doc) SELECT max (id), '{}' FROM dossier")
        head = "protocollo;" + STEPS
        text = head + "".join(f"{number};{code};2026-11-02;FTTH\n" for number, code in
                              (("", ROSSI), ("BUL-9", ROSSI), ("BUL-2", BIANCHI), ("", BIANCHI), ("BUL-7", "")))
        found = desk.json("import", "vouchers", desk.write("bad.csv", text), expect=REFUSED)
        check_equal((found["good"], found["faulty"], found["rejected"]), (0, 0, 5), "nothing comes in")
        check_equal(codes(found, "error"), ["row-ambiguous", "number-unknown", "number-of-another", "row-not-reserved", "number-unknown"],
                    "why")
        check("protocollo" in found["issues"][0]["message"], "what to do")
        text = head + f"BUL-1;{ROSSI};2026-11-02;FTTH\nBUL-2;;2026-11-03;FTTC\n"
        found = desk.json("import", "vouchers", desk.write("good.csv", text))
        check_equal((found["good"], found["mended"]), (2, 2), "by number")
        check_equal([(entry[0], entry[3]) for entry in dossiers(desk)], [(ROSSI, "attivazione"), (BIANCHI, "prenotazione"),
                                                                      (ROSSI, "attivazione")], "each its own")
        docs = [json.loads(entry[0]) for entry in read_rows(desk.archive, "SELECT doc FROM dossier_doc ORDER BY id")]
        check_equal(docs[2]["famiglia.codiceFiscale"], ROSSI, "whose it is")
        check_equal(docs[2]["attivazione"][0]["tecnologiaAttivata"], "FTTC", "its own date")


@scenario("the sheet goes back in its order with what became of each row")
def original():
    with office() as desk:
        desk.json("import", "vouchers", desk.write("rows.csv", ROWS.replace(";20;", ";30;")))
        take(desk, ROSSI, "Prenotata", "open")
        change(desk.archive, "UPDATE dossier SET remote_id = 'BUL-1' WHERE key = ?", ROSSI)
        found = desk.json("import", "vouchers", desk.write("steps.csv", STEPS + f"{BIANCHI};2026-11-02;FTTH\n{ROSSI};2026-11-02;FTTH\n"),
                          expect=REFUSED)
        out = desk.run("export", "original", str(found["import"]), expect=OK).out.decode("utf-8")
        rows = list(csv.DictReader(io.StringIO(out), delimiter=";"))
        check_equal([entry["famiglia.codiceFiscale"] for entry in rows], [BIANCHI, ROSSI], "their order")
        check_equal(list(rows[0])[3:], ["sportello.state", "sportello.number", "sportello.phase", "sportello.code", "sportello.message",
                                        "sportello.date"], "columns")
        check_equal([entry["sportello.state"] for entry in rows], ["Not imported", "Not sent"], "states")
        check_equal(rows[0]["sportello.code"], "row-not-reserved", "why")
        check_equal((rows[1]["sportello.number"], rows[1]["sportello.phase"]), ("BUL-1", "Prenotata"), "where it stands")


@scenario("a row that is to be corrected says at which columns of the sheet, and what")
def original_faulty():
    with office() as desk:
        found = desk.json("import", "vouchers", desk.write("rows.csv", ROWS.replace(";20;", ";2;")), expect=REFUSED)
        out = desk.run("export", "original", str(found["import"]), expect=OK).out.decode("utf-8")
        rows = list(csv.DictReader(io.StringIO(out), delimiter=";"))
        faulty = [entry for entry in rows if entry["sportello.state"] == "Not sent: to be corrected"]
        check_equal(len(faulty), found["faulty"], "what is to be corrected")
        check(faulty, "something is to be corrected")
        for entry in faulty:
            check(entry["sportello.message"] != "", f"what: {entry}")
        for entry in rows:
            check(entry in faulty or entry["sportello.message"] == "", "nothing of the others")
        wanted = [issue["message"] for issue in found["issues"] if issue["level"] == "error"]
        check(any(wanted[0] in entry["sportello.message"] for entry in faulty), f"{wanted[0]}: {faulty[0]['sportello.message']}")


@scenario("an export has the service's number: its rows find their vouchers again, in another archive too")
def round_trip():
    with office() as desk:
        desk.json("import", "vouchers", desk.write("rows.csv", ROWS.replace(";20;", ";30;")))
        take(desk, ROSSI, "Prenotata", "open")
        change(desk.archive, "UPDATE dossier SET remote_id = 'BUL-1' WHERE key = ?", ROSSI)
        out = desk.run("export", "vouchers", expect=OK).out
        rows = list(csv.DictReader(io.StringIO(out.decode("utf-8")), delimiter=";"))
        check_equal({entry["famiglia.codiceFiscale"]: entry["protocollo"] for entry in rows}.get(ROSSI), "BUL-1", "the number")
        check_equal([entry["protocollo"] for entry in rows if entry["famiglia.codiceFiscale"] != ROSSI], [""] * (len(rows) - 1), "no number")
        before = read_rows(desk.archive, "SELECT doc FROM dossier_doc ORDER BY id")
        again = desk.json("import", "vouchers", desk.write("again.csv", out.decode("utf-8")), expect=REFUSED)
        check_equal((again["duplicates"], again["good"], again["rejected"]), (len(rows), 0, len(rows)), "the same archive")
        with office() as other:
            there = other.json("import", "vouchers", other.write("again.csv", out.decode("utf-8")))
            check_equal((there["good"], there["rejected"]), (len(rows), 0), "another archive")
            check_equal(read_rows(other.archive, "SELECT doc FROM dossier_doc ORDER BY id"), before, "the same documents")


@scenario("the list is a submission that takes nothing")
def isee():
    with office() as desk:
        found = desk.json("prepare", "voucher.isee", "--account", "bul")
        check_equal(len(found["submissions"]), 1, "one request")
        check_equal(desk.show(found["submissions"][0]["id"])["items"], [], "items")
        desk.run("prepare", "voucher.isee", "--account", "bul", "--all-ready", expect=USAGE)
        desk.run("outbox", "resend-failed", "--whole-job", found["submissions"][0]["id"], expect=REFUSED)


if __name__ == "__main__":
    main()
