#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records by the hundred: import with planted faults, rejects, rehearsal, mending, preparing, sending, export (design 4 and 5) (TAP)."""
import csv
import io
import os
import stat

from desk import (BODY, IBAN, OK, REFUSED, Desk, check, check_equal, creation, csv_row, csv_text, deletion, iuv, main, read_rows,
                  scenario)

# row -> what is wrong there and the field it must be found in
PLANTED = {
    17: ({"fiscalCode": "RSSMRA80A01H501X"}, "fiscalCode"),
    250: ({"amount": "12,345"}, "paymentOption/1/amount"),
    511: ({"transfer.1.iban": "IT60X0542811101000000123457"}, "paymentOption/1/transfer/1/iban"),
    777: ({"dueDate": "2030-02-31"}, "paymentOption/1/dueDate"),
    1000: ({"switchToExpired": ""}, "switchToExpired"),
}
N = 1000


def rows_with_faults():
    return [csv_row(n, **PLANTED.get(n, ({},))[0]) for n in range(1, N + 1)]


def errors_of(found):
    # The header is row 1, as a spreadsheet counts.
    return [(issue["row"] - 1, issue["path"]) for issue in found["issues"] if issue["level"] == "error"]


def normal(path):
    """"paymentOption/1/amount" and "/paymentOption/0/amount" alike: the last name is what a clerk looks for."""
    return [part for part in path.replace("[", "/").replace("]", "").replace(".", "/").split("/") if part and not part.isdigit()][-1]


def check_faults(found):
    errors = errors_of(found)
    check_equal(sorted(row for row, _ in errors), sorted(PLANTED), f"rows with errors: {errors}")
    for row, path in errors:
        check_equal(normal(path), normal(PLANTED[row][1]), f"field of row {row}")


def exported(desk, *words):
    text = desk.run("export", "debt-positions", *words, expect=OK).out.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@scenario("1,000 positions with five faults: exactly those rows and fields; the rest is prepared, sent, and ends well")
def thousand():
    with Desk() as desk:
        path = desk.write("rows.csv", csv_text(rows_with_faults()))
        found = desk.json("import", "debt-positions", path, expect=REFUSED)
        check_equal(sorted(found), ["duplicates", "errors", "faulty", "good", "import", "issues", "mended", "rejected",
                                    "rows", "warnings"], "keys of import")
        check_equal((found["rows"], found["good"], found["faulty"], found["rejected"], found["errors"]), (N, N - 5, 5, 0, 5), "counts")
        check_faults(found)
        found = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")
        numbers = [entry["id"] for entry in found["submissions"]]
        check_equal(len(desk.json("outbox", "list")["submissions"]), len(numbers), "submissions")
        check_equal(desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready", expect=REFUSED)["errors"], 1, "twice")
        desk.send(wait=60)
        items = [item for number in numbers for item in desk.show(number)["items"]]
        check_equal(len(items), N - 5, "items")
        check_equal({item["state"] for item in items}, {"done"}, "outcomes")
        check_equal({item["key"] for item in items}, {f"TARI-{n:06d}" for n in range(1, N + 1) if n not in PLANTED}, "keys")
        check_equal(sum(entry["positions"] for entry in desk.practice.ledger()), N - 5, "positions in the ledger")
        check_equal(len(desk.practice.control(f"/positions?service=gpd&ec={BODY}&limit=2000")["positions"]), N - 5, "positions there")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


@scenario("--rejects: faulty rows go to the file with a reason, mended there they come in")
def rejects():
    with Desk(practice=False) as desk:
        path = desk.write("rows.csv", csv_text(rows_with_faults()))
        rejected = desk.path("rejects.csv")
        found = desk.json("import", "debt-positions", path, "--rejects", rejected, expect=REFUSED)
        check_equal((found["good"], found["faulty"], found["rejected"]), (N - 5, 0, 5), "counts")
        check_faults(found)
        check_equal(stat.S_IMODE(os.stat(rejected).st_mode), 0o600, "mode")
        check_equal(len(exported(desk)), N - 5, "records")
        with open(rejected, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        check_equal([row["iupd"] for row in rows], [f"TARI-{n:06d}" for n in PLANTED], "rejected rows")
        check(all(row["sportello.reason"] for row in rows), "reasons")
        # An existing file is nobody's to overwrite.
        desk.run("import", "debt-positions", path, "--rejects", rejected, expect=REFUSED)
        # The column of reasons may stay where it is.
        for row, number in zip(rows, PLANTED):
            row.update({name: csv_row(number)[name] for name in PLANTED[number][0]})
        columns = list(rows[0])
        mended = desk.write("mended.csv", csv_text(rows, columns))
        found = desk.json("import", "debt-positions", mended, "--rejects", desk.path("rejects-2.csv"))
        check_equal((found["good"], found["rejected"], found["errors"]), (5, 0, 0), "mended")
        check_equal(len(exported(desk)), N, "records")


@scenario("--dry-run says the same and keeps nothing")
def dry_run():
    with Desk(practice=False) as desk:
        path = desk.write("rows.csv", csv_text(rows_with_faults()))
        found = desk.json("import", "debt-positions", path, "--dry-run", expect=REFUSED)
        check_equal((found["import"], found["good"], found["faulty"]), (None, N - 5, 5), "rehearsal")
        check_faults(found)
        check_equal(exported(desk), [], "records")
        real = desk.json("import", "debt-positions", path, expect=REFUSED)
        found.pop("import"), real.pop("import")
        check_equal(real, found, "the real thing")


@scenario("people and companies: in, found by a word, completed by a second file, out as they came")
def beneficiaries():
    with Desk(practice=False) as desk:
        path = desk.write("people.csv", "fiscalCode;fullName;city\nRSSMRA80A01H501U;Mario Rossi;Roma\n00743110157;Ditta & Figli;\n;;\n")
        found = desk.json("import", "beneficiaries", path, expect=REFUSED)
        check_equal((found["rows"], found["good"], found["faulty"], found["rejected"]), (3, 2, 0, 1), "counts")
        again = desk.json("import", "beneficiaries", desk.write("more.csv", "fiscalCode;city;email\nRSSMRA80A01H501U;Pisa;m@example.org\n"))
        check_equal(sorted(issue["code"] for issue in again["issues"]), ["completed", "kept-other"], "what the second file says")
        text = desk.run("export", "beneficiaries", "--filter", "rossi", expect=OK).out.decode("utf-8")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        check_equal([(row["surname"], row["name"], row["city"], row["email"]) for row in rows],
                    [("Rossi", "Mario", "Roma", "m@example.org")], "exported")
        check_equal(desk.json("import", "beneficiaries", desk.write("back.csv", text), "--dry-run")["errors"], 0, "and in again")


@scenario("mending by importing again: what was to fix is replaced, what is good is not touched")
def mend():
    with Desk() as desk:
        rows = [csv_row(n) for n in range(1, 6)]
        rows[1]["amount"] = "zero"
        rows[3]["fullName"] = ""
        found = desk.json("import", "debt-positions", desk.write("rows.csv", csv_text(rows)), expect=REFUSED)
        check_equal((found["good"], found["faulty"]), (3, 2), "first import")
        numbers = dict(read_rows(desk.archive, "SELECT iupd, id FROM position"))
        rows[1]["amount"] = "99,00"
        rows[3]["fullName"] = "Persona Mendata"
        rows[0]["fullName"] = "Qualcun Altro"
        found = desk.json("import", "debt-positions", desk.write("mended.csv", csv_text(rows)), expect=REFUSED)
        check_equal((found["good"], found["faulty"], found["rejected"]), (2, 0, 3), "second import")
        check_equal({issue["code"] for issue in found["issues"] if issue["level"] == "error"}, {"row-in-archive"}, "why the others not")
        check_equal(dict(read_rows(desk.archive, "SELECT iupd, id FROM position WHERE removed IS NULL")), numbers, "the same records")
        names = {row["iupd"]: row["fullName"] for row in exported(desk)}
        check_equal((names["TARI-000001"], names["TARI-000004"]), ("Persona Numero 1", "Persona Mendata"), "names")
        desk.send(desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")["submissions"][0]["id"])
        check_equal(sorted(desk.practice.ledger()[0]["iupds"]), [f"TARI-{n:06d}" for n in range(1, 6)], "ledger")


@scenario("--id prepares what is named, in its order; a record under way is not taken twice")
def by_id():
    with Desk() as desk:
        desk.json("import", "debt-positions", desk.write("rows.csv", csv_text([csv_row(n) for n in range(1, 6)])))
        numbers = dict(read_rows(desk.archive, "SELECT iupd, id FROM position"))
        chosen = [numbers["TARI-000004"], numbers["TARI-000002"]]
        number = desk.json("prepare", "gpd.create", "--account", "tari", "--id", chosen[0], "--id", chosen[1])["submissions"][0]["id"]
        check_equal([item["key"] for item in desk.show(number)["items"]], ["TARI-000004", "TARI-000002"], "items")
        found = desk.run("prepare", "gpd.create", "--account", "tari", "--id", chosen[1], expect=REFUSED)
        check(str(number).encode() in found.err, f"what it is in is not said: {found.err!r}")
        other = desk.json("prepare", "gpd.create", "--account", "tari", "--id", numbers["TARI-000001"], numbers["TARI-000003"])
        check_equal(len(desk.show(other["submissions"][0]["id"])["items"]), 2, "several behind one --id")
        desk.run("outbox", "cancel", number, expect=OK)
        found = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")["submissions"][0]["id"]
        check_equal(sorted(item["key"] for item in desk.show(found)["items"]), [f"TARI-{n:06d}" for n in (2, 4, 5)], "free again")
        # Twice the same in one order is once.
        desk.run("outbox", "cancel", found, expect=OK)
        found = desk.run("prepare", "gpd.create", "--account", "tari", "--id", chosen[0], "--id", chosen[0])
        check(found.code in (OK, REFUSED), f"exit {found.code}")
        if found.code == OK:
            check_equal(len(desk.show(int(found.out))["items"]), 1, "items of the same record named twice")


@scenario("resend-failed with records: the record as it is now, in the same job, the first stays as it was")
def resend_records():
    with Desk() as desk:
        desk.json("import", "debt-positions", desk.write("rows.csv", csv_text([csv_row(n) for n in range(1, 4)])))
        desk.practice.fault("row-500", iupds=["TARI-000002"])
        found = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")
        number = found["submissions"][0]["id"]
        desk.send(expect=REFUSED)
        before = desk.check_state(number, "partly-done")
        # The failed record is not ready by itself: the service has said no.
        again = desk.json("outbox", "resend-failed", number)
        check_equal(again["job"], found["job"], "job")
        other = again["submissions"][0]["id"]
        check_equal([item["key"] for item in desk.show(other)["items"]], ["TARI-000002"], "items")
        desk.run("outbox", "resend-failed", number, expect=REFUSED)  # it is under way
        desk.send(other)
        check_equal(desk.show(number), before, "the first")
        check_equal([entry["positions"] for entry in desk.practice.ledger()], [3, 1], "ledger")
        states = dict(read_rows(desk.archive, "SELECT iupd, state FROM position JOIN position_now USING (id)"))
        check_equal(set(states.values()), {"done"}, "records")


@scenario("export and import come round; another account's archive takes the file as it is")
def round_trip():
    with Desk(practice=False) as desk, Desk(practice=False, account=False) as other:
        rows = [csv_row(n) for n in range(1, 30)]
        rows[2].update({"fullName": 'Bar "Da Mario"; e figli', "streetName": "Via dell'Unità d’Italia", "city": "Forlì", "country": "IT"})
        rows[3].update({"transfer.1.amount": "60,00", "transfer.2.amount": "43,03", "transfer.2.organizationFiscalCode": "80000000000",
                        "transfer.2.remittanceInformation": "TEFA", "transfer.2.category": "9/0201133IM/", "transfer.2.iban": IBAN,
                        "amount": "103,03"})
        rows[4].update({"amount": "1.234,50"})
        rows[5].update({"dueDate": "16/12/2030", "email": "mario@example.org", "phone": "+39 06 0000"})
        columns = list(csv_row(1)) + ["streetName", "city", "country", "email", "phone", "transfer.1.amount"] + \
            ["transfer.2." + name for name in ("amount", "organizationFiscalCode", "remittanceInformation", "category", "iban")]
        quoted = [{name: ('"' + value.replace('"', '""') + '"' if ";" in value or '"' in value else value) for name, value in row.items()}
                  for row in rows]
        desk.json("import", "debt-positions", desk.write("rows.csv", csv_text(quoted, columns)))
        first = desk.path("first.csv")
        desk.run("export", "debt-positions", first, expect=OK)
        other.json("import", "debt-positions", first)
        second = other.path("second.csv")
        other.run("export", "debt-positions", second, expect=OK)
        with open(first, "rb") as one, open(second, "rb") as two:
            check_equal(one.read(), two.read(), "the same file")
        names = [row["fullName"] for row in exported(desk)]
        check_equal(names[2], 'Bar "Da Mario"; e figli', "a name with quotes")
        check_equal([row["amount"] for row in exported(desk)][3:5], ["103,03", "1.234,50"], "amounts as they were typed")
        check_equal(exported(desk)[5]["dueDate"], "16/12/2030", "a date as it was typed")
        check_equal([row["iupd"] for row in exported(desk, "--filter", "Mario")], ["TARI-000003"], "--filter")


@scenario("--for-spreadsheet keeps formulas and long numbers from becoming something else")
def spreadsheet():
    with Desk(practice=False) as desk:
        desk.run("import", "debt-positions", desk.write("rows.csv", csv_text([csv_row(1, fullName="=1+1"), csv_row(2, fullName="@SOMMA(A1)")])))
        plain = desk.run("export", "debt-positions", expect=OK).out
        safe = desk.run("export", "debt-positions", "--for-spreadsheet", expect=OK).out
        check(b";=1+1;" in plain, f"plain: {plain!r}")
        for formula in (b"=1+1", b"@SOMMA"):
            check(b";" + formula not in safe and b';"' + formula not in safe, f"a formula: {safe!r}")
        check(iuv(1).encode() in safe, "the IUV is whole")
        # What was made safe for a spreadsheet is read back as it was.
        desk.write("safe.csv", safe)


@scenario("two bodies in one file: each account takes its own; what is bound to one stays there")
def organizations():
    with Desk() as desk:
        desk.add_account("provincia", body="80000000000")
        rows = [csv_row(n, organization=BODY if n % 2 else "80000000000") for n in range(1, 7)]
        columns = ["organization"] + list(csv_row(1))
        desk.json("import", "debt-positions", desk.write("rows.csv", csv_text(rows, columns)))
        one = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")["submissions"][0]["id"]
        two = desk.json("prepare", "gpd.create", "--account", "provincia", "--all-ready")["submissions"][0]["id"]
        check_equal([item["key"] for item in desk.show(one)["items"]], ["TARI-000001", "TARI-000003", "TARI-000005"], "the first's")
        check_equal([item["key"] for item in desk.show(two)["items"]], ["TARI-000002", "TARI-000004", "TARI-000006"], "the other's")
        desk.send()
        check_equal({entry["ec"] for entry in desk.practice.ledger()}, {BODY, "80000000000"}, "ledger")


@scenario("all the way by documents: create, update, delete; twice is refused")
def documents():
    with Desk() as desk:
        desk.send(desk.prepare(creation(1, 2, 3)))
        update = creation(1, 2)
        update["paymentPositions"][0]["paymentOption"][0]["amount"] = 20000
        update["paymentPositions"][0]["paymentOption"][0]["transfer"][0]["amount"] = 20000
        desk.send(desk.prepare(update, "gpd.update"))
        desk.send(desk.prepare(deletion(1, 2), "gpd.delete"))
        number = desk.prepare(deletion(1), "gpd.delete")
        desk.send(number, expect=REFUSED)
        check_equal(desk.show(number)["items"][0]["code"], "gpd-404-delete", "code")
        check_equal([entry["operation"] for entry in desk.practice.ledger()], ["create", "update", "delete", "delete"], "ledger")
        left = desk.practice.control(f"/positions?service=gpd&ec={BODY}")["positions"]
        check_equal([entry["iupd"] for entry in left], ["TARI-000003"], "what is left there")
        number = desk.prepare(creation(1, 3, 4))
        desk.send(number, expect=REFUSED)
        check_equal([item["state"] for item in desk.show(number)["items"]], ["done", "refused", "done"], "items")


@scenario("columns of others are a warning, misspelt ones an error, in any order")
def columns():
    with Desk(practice=False) as desk:
        row = csv_row(1, colore="verde")
        names = list(reversed(list(row)))
        found = desk.json("import", "debt-positions", desk.write("rows.csv", csv_text([row], names)))
        check_equal((found["good"], found["errors"], found["warnings"]), (1, 0, 1), f"a column of somebody's own: {found}")
        row = {("fullNme" if name == "fullName" else name): value for name, value in csv_row(2).items()}
        found = desk.json("import", "debt-positions", desk.write("rows.csv", csv_text([row], list(row))), expect=REFUSED)
        check_equal([issue["code"] for issue in found["issues"]], ["column-unknown-near"], "a misspelt column")


@scenario("tables in other dress: commas, tabs, Windows-1252, a byte order mark, points in amounts")
def dresses():
    with Desk(practice=False) as desk:
        row = csv_row(1, fullName="Nicolò Però")
        amount = {**row, "amount": "120.00"}
        for number, data in enumerate((csv_text([row]).encode("cp1252"), b"\xef\xbb\xbf" + csv_text([row]).encode(),
                                       csv_text([amount], separator=",").encode(), csv_text([amount], separator="\t").encode())):
            archive = desk.path(f"archive-{number}.db")
            found = desk.json("--archive", archive, "import", "debt-positions", desk.write("rows.csv", data))
            check_equal((found["good"], found["errors"]), (1, 0), f"dress {number}: {found}")
            text = desk.run("--archive", archive, "export", "debt-positions", expect=OK).out.decode("utf-8")
            check("Nicolò Però" in text, f"dress {number}: {text!r}")


if __name__ == "__main__":
    main(workers=6)
