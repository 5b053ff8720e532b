#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as offices make them: mappings, spreadsheets, the sheet back with its outcomes, and what is refused (TAP)."""
import contextlib
import csv
import hashlib
import io
import json
import os
import sqlite3
import time
import zlib
from xml.sax.saxutils import escape

from desk import (BODY, IBAN, OK, REFUSED, USAGE, Desk, change, check, check_equal, creation, csv_row, csv_text, due, iuv, main, read_rows, scenario,
                  wait_until, zipped)

HEADER = ["Pratica", "Cognome", "Nome", "Codice fiscale", "Importo", "Scadenza", "Causale", "IUV", "Note"]
TEMPLATES = {
    "iupd": "{Pratica}", "fiscalCode": "{Codice fiscale}", "fullName": "{Cognome} {Nome}", "amount": "{Importo}", "dueDate": "{Scadenza}",
    "description": "{Causale}", "iuv": "{IUV}", "switchToExpired": "false", "isPartialPayment": "false",
    "companyName": "Comune di {{Esempio}}", "transfer.1.remittanceInformation": "{Causale} n. {Pratica}",
    "transfer.1.category": "9/0101100IM/", "transfer.1.iban": IBAN}


def mapping(header_row=1, decimal="auto", sheet=None, **templates):
    document = {"version": 1, "decimal": decimal, "headerRow": header_row, "columns": {**TEMPLATES, **templates}}
    if sheet is not None:
        document["sheet"] = sheet
    return {**document, "columns": {name: text for name, text in document["columns"].items() if text is not None}}


def row(number, **more):
    cells = {"Pratica": f"TARI-{number:06d}", "Cognome": "Rossi", "Nome": "Mario", "Codice fiscale": "RSSMRA80A01H501U",
             "Importo": "120,00", "Scadenza": "/".join(reversed(due().split("-"))), "Causale": "TARI di prova", "IUV": iuv(number),
             "Note": ""}
    cells.update(more)
    return [cells[name] for name in HEADER]


def sheet_text(rows, header=HEADER, above=()):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([*above, header, *rows])
    return out.getvalue()


def run_import(desk, name, data, document=None, *words, expect=OK):
    path = desk.write(name, data)
    more = ["--mapping", desk.write_json("mapping.json", document)] if document is not None else []
    return desk.json("import", "debt-positions", path, *more, *words, expect=expect)


def records(desk):
    exported = desk.run("export", "debt-positions", expect=OK).out.decode()
    return list(csv.DictReader(io.StringIO(exported), delimiter=";"))


# --- spreadsheets, made here ---------------------------------------------------------------------------------------

STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/>
<numFmt numFmtId="166" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>"""


def letters(index):
    return (chr(64 + index // 26) if index >= 26 else "") + chr(65 + index % 26)


def xlsx_cell(reference, value):
    """A text, or (type, style, value) as the file has it."""
    if isinstance(value, tuple):
        kind, style, text = value
        return f'<c r="{reference}" s="{style}"{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}>{text}</c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value != "" else f'<c r="{reference}" s="1"/>'


def xlsx(sheets, strings=None, parts=(), gap=()):
    book = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    relations = "".join(f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
                        f'Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
    entries = [("xl/workbook.xml", '<workbook xmlns:r="r"><workbookPr/><sheets>' + book + "</sheets></workbook>"),
               ("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>"), ("xl/styles.xml", STYLES)]
    for n, rows in enumerate(sheets.values(), 1):
        xml = rows if isinstance(rows, str) else "".join(
            f'<row r="{r}">' + "".join(xlsx_cell(f"{letters(c)}{r}", value) for c, value in enumerate(cells)) + "</row>"
            for r, cells in enumerate(rows, 1) if r not in gap)
        entries.append((f"xl/worksheets/sheet{n}.xml", f"<worksheet><sheetData>{xml}</sheetData></worksheet>"))
    if strings is not None:
        entries.append(("xl/sharedStrings.xml", "<sst>" + "".join(f"<si>{text}</si>" for text in strings) + "</sst>"))
    return zipped(*entries, *parts)


def ods(rows, more=""):
    def cell(value):
        if isinstance(value, tuple):
            return value[0]
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>' if value else \
            "<table:table-cell/>"
    xml = "".join(cells if isinstance(cells, str) else "<table:table-row>" + "".join(map(cell, cells)) + "</table:table-row>" for cells in rows)
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    return zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                  ("content.xml", f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="Elenco">{xml}'
                                  f"</table:table>{more}</office:spreadsheet></office:body></office:document-content>"))


# --- mappings -------------------------------------------------------------------------------------------------------


@scenario("a mapping: other columns, other order, titles above, Windows-1252; the same records as our own layout gives")
def mapped():
    with Desk(practice=False) as desk:
        rows = [row(n, Nome="Nicolò" if n % 2 else "", Causale="TARI \n2026", Note=f"nota {n}") for n in range(1, 101)]
        text = sheet_text(rows, above=[["Elenco della TARI"], [], ["Debitore", "", "", "", "Dovuto"]])
        found = run_import(desk, "a.csv", text.encode("cp1252"), mapping(header_row=4))
        check_equal((found["good"], found["faulty"], found["rejected"]), (100, 0, 0), "counts")
        got = records(desk)
        check_equal([got[0][name] for name in ("iupd", "fullName", "amount", "description", "companyName")],
                    ["TARI-000001", "Rossi Nicolò", "120,00", "TARI 2026", "Comune di {Esempio}"], "first")
        check_equal(got[1]["fullName"], "Rossi", "an empty cell leaves no blank behind")
        check_equal(got[0]["transfer.1.remittanceInformation"], "TARI 2026 n. TARI-000001", "a text of two columns")


@scenario("amounts: the sign of the cents is that of the whole column")
def amounts():
    cases = [
        (["1.234,50 €", "12", "€ 5,1", "1.234"], "auto", ["1.234,50 €", "12", "€ 5,1", "1.234"], [123450, 1200, 510, 123400], 0),
        (["1,234.50", "12", "5.1", "1,234", "1,234,567.89"], "auto", None, [123450, 1200, 510, 123400, 123456789], 0),
        (["1,234", "12"], "auto", None, [123400, 1200], 0),
        (["12,50", "12.50"], "auto", None, [1250, 1250], 1),
        (["1,234", "2.5"], "point", None, [123400, 250], 0),
        (["1.234", "2,5"], "comma", None, [123400, 250], 0),
    ]
    for given, decimal, _, wanted, n_warnings in cases:
        with Desk(practice=False) as desk:
            rows = [row(n, Importo=text) for n, text in enumerate(given, 1)]
            found = run_import(desk, "a.csv", sheet_text(rows), mapping(decimal=decimal))
            check_equal((found["good"], found["warnings"]), (len(given), n_warnings), f"{given}")
            cents = [amount for amount, in read_rows(desk.archive, "SELECT amount FROM position ORDER BY import_row")]
            check_equal(cents, wanted, f"{given}")
    with Desk(practice=False) as desk:
        rows = [row(1, Importo="-5"), row(2, Importo=""), row(3, Importo="1.234,567"), row(4, Importo="0"), row(5, Importo="dodici")]
        found = run_import(desk, "a.csv", sheet_text(rows), mapping(), expect=REFUSED)
        check_equal((found["good"], found["faulty"]), (0, 5), "what is no amount comes in to be fixed")


@scenario("a mapping that does not fit says which column is missing, and nothing comes in")
def misfit():
    with Desk(practice=False) as desk:
        for document, code in ((mapping(amount="{Importo dovuto}"), "mapping-column"), (mapping(iupd=None), "mapping-no-key")):
            found = run_import(desk, "a.csv", sheet_text([row(1)]), document, expect=REFUSED)
            check_equal([issue["code"] for issue in found["issues"]], [code], "finding")
            check_equal(records(desk), [], "records")
        path = desk.write("a.csv", sheet_text([row(1)]))
        for text in ("{", "[]", '{"columns": {"iupd": "{Pratica"}}', '{"columns": {"iupd": 5}}', '{"columns": {}, "decimal": "dot"}', ""):
            result = desk.run("import", "debt-positions", path, "--mapping", desk.write("bad.json", text), expect=REFUSED)
            check(result.err, "no reason")
        desk.run("import", "debt-positions", path, "--mapping", "nessuna", expect=USAGE)
        desk.run("import", "debt-positions", path, "--mapping", desk.path("none.json"), expect=REFUSED)


@scenario("a mapping that is remembered is used by its name")
def remembered():
    with Desk(practice=False) as desk:
        records(desk)  # makes the archive
        change(desk.archive, "INSERT INTO csv_mapping (kind, name, header, doc, used) VALUES ('debt-positions', 'TARI', 'x', ?, 1)",
               json.dumps(mapping()))
        found = desk.json("import", "debt-positions", desk.write("a.csv", sheet_text([row(1)])), "--mapping", "TARI")
        check_equal(found["good"], 1, "good")


@scenario("several rows of one position: instalments, and beneficiaries in rows of their own")
def joined():
    columns = {"iupd": "{Pratica}", "isPartialPayment": "{Rata}", "transfer.1.amount": "{Quota}", "transfer.1.organizationFiscalCode": "{Ente}",
               "transfer.1.companyName": "{Nome ente}"}
    header = HEADER + ["Rata", "Quota", "Ente", "Nome ente"]
    with Desk(practice=False) as desk:
        rows = [
            row(1, Importo="100,00") + ["no", "95,00", "", ""],                                       # 2: TARI
            row(2, Importo="30,00") + ["sì", "30,00", "", ""],                                        # 3
            row(1, Importo="100,00") + ["no", "5,00", "80000000000", "Provincia di Esempio"],         # 4: TEFA, same notice
            row(2, Importo="40,00", IUV=iuv(3)) + ["sì", "40,00", "", ""],                            # 5: second instalment
            row(2, Importo="", IUV="", Scadenza="", Causale="") + ["", "", "80000000000", "Provincia di Esempio"],  # 6: no amount
            row(1, Importo="100,00") + ["no", "5,00", "80000000000", "Provincia di Esempio"],         # 7: the same again
            row(1, Importo="101,00") + ["no", "1,00", "80000000000", "Altra provincia"],              # 8: another amount
        ]
        found = run_import(desk, "a.csv", sheet_text(rows, header), mapping(**columns), expect=REFUSED)
        check_equal((found["good"], found["faulty"], found["rejected"], found["duplicates"]), (1, 1, 2, 2), "counts")
        places = sorted((issue["row"], issue["code"]) for issue in found["issues"] if issue["level"] == "error")
        check_equal([place for place in places if place[0] in (7, 8)], [(7, "row-duplicate"), (8, "row-duplicate")], "repeated rows")
        check(all(place[0] == 6 for place in places if place[0] not in (7, 8)), f"a beneficiary's fault is in his row: {places}")
        got = [entry for entry in records(desk) if entry["iupd"] == "TARI-000001"]
        check_equal([(entry["amount"], entry["transfer.1.amount"], entry["transfer.2.amount"], entry["transfer.2.companyName"])
                     for entry in got], [("100,00", "95,00", "5,00", "Provincia di Esempio")], "one notice, two beneficiaries")
        # Each row has its own outcome and number.
        desk.run("export", "original", found["import"], desk.path("out.csv"), expect=OK)
        with open(desk.path("out.csv"), encoding="utf-8", newline="") as file:
            out = list(csv.DictReader(file, delimiter=";"))
        check_equal([entry["sportello.iuv"] for entry in out], [iuv(1), iuv(2), iuv(1), iuv(3), iuv(3), "", ""], "IUV of each row")
        check_equal([entry["sportello.code"] for entry in out][5:], ["row-duplicate", "row-duplicate"], "why rows stayed out")


@scenario("--account: rows without a body are of the account's")
def of_account():
    with Desk(practice=False) as desk:
        run_import(desk, "a.csv", sheet_text([row(1)]), mapping(), "--account", "tari")
        run_import(desk, "b.csv", sheet_text([row(2)]), mapping(organization="11111111115"), "--account", "tari")
        check_equal([entry["organization"] for entry in records(desk)], [BODY, "11111111115"], "bodies")
        desk.run("import", "debt-positions", desk.path("a.csv"), "--account", "nessuno", expect=USAGE)


@scenario("the body's name comes from the account that answers for the body, where rows do not say it")
def body_name():
    with Desk(practice=False, account=False) as desk:
        nameless = mapping(companyName=None, organization="{Note}")
        run_import(desk, "1.csv", sheet_text([row(1)]), nameless, expect=REFUSED)
        desk.add_account("tari", more={"organization-name": "Comune di Prova"})
        run_import(desk, "2.csv", sheet_text([row(2)]), nameless)
        desk.add_account("parco", body="80000000018", more={"organization-name": "Parco di Prova"})
        rows = [row(3, Note=BODY), row(4, Note="80000000018"), row(5, Note="11111111115"), row(6)]
        run_import(desk, "3.csv", sheet_text(rows), nameless, expect=REFUSED)
        run_import(desk, "4.csv", sheet_text([row(7)]), nameless, "--account", "parco")
        run_import(desk, "5.csv", sheet_text([row(8)]), mapping(), "--account", "parco")
        names = [entry["companyName"] for entry in sorted(records(desk), key=lambda entry: entry["iupd"])]
        check_equal(names, ["", "Comune di Prova", "Comune di Prova", "Parco di Prova", "", "", "Parco di Prova", "Comune di {Esempio}"],
                    "names")
        # A company among the subjects has a name of its own, or none.
        desk.run("import", "beneficiaries", desk.write("s.csv", "type;fiscalCode;fullName\nF;RSSMRA80A01H501U;Mario Rossi\n"))
        check(b"Comune di Prova" not in desk.run("export", "beneficiaries", expect=OK).out, "not a subject's name")


@scenario("numbers from the counter; after a restore without the file beside it a person says which comes next")
def numbers():
    with Desk(practice=False, account=False) as desk:
        desk.add_account("tari")
        desk.run("account", "iuv", "tari", expect=REFUSED)
        desk.run("account", "iuv", "nessuno", expect=USAGE)
        said = desk.add_account("altro", body="80000000018", more={"iuv-segregation": "47"})
        check(b"segregation-reserved" in said.err and said.out == b"", f"a code of the central services: {said.err!r}")
        desk.add_account("numeri", more={"iuv-segregation": "12", "iuv-first": "30"})
        state = desk.json("account", "iuv", "tari")
        check_equal(state, {"account": "tari", "organization": BODY, "segregation": "12", "next": 30, "iuv": "12000000000003048",
                            "last_seen": 0, "confirmed": True}, "before")
        nameless = mapping(iuv=None, organization=BODY)
        run_import(desk, "1.csv", sheet_text([row(1), row(2)]), nameless, "--generate-iuv", "--dry-run")
        run_import(desk, "1.csv", sheet_text([row(1), row(2)]), nameless, "--generate-iuv")
        check_equal([entry["iuv"][:15] for entry in records(desk)], ["120000000000030", "120000000000031"], "numbers")
        check_equal(desk.json("account", "iuv", "numeri")["next"], 32, "behind them")
        desk.run("import", "beneficiaries", desk.write("s.csv", "type;fiscalCode;fullName\nF;RSSMRA80A01H501U;Mario Rossi\n"),
                 "--generate-iuv", expect=OK)

        os.unlink(desk.archive + ".iuv")
        desk.write_json("mapping.json", nameless)
        found = desk.run("import", "debt-positions", desk.write("2.csv", sheet_text([row(3)])), "--mapping", desk.path("mapping.json"),
                         "--generate-iuv", expect=REFUSED)
        check(b"account iuv" in found.err, f"what to do: {found.err!r}")
        check_equal(len(records(desk)), 2, "nothing came in")
        state = desk.json("account", "iuv", "tari")
        check_equal((state["confirmed"], state["last_seen"]), (False, 31), "to be confirmed")
        check(b"--next" in desk.run("account", "iuv", "tari", expect=OK).out, "words for people")
        for wrong in ("0", "-3", "12345678901234", "x", ""):
            desk.run("account", "iuv", "tari", "--next", wrong, expect=USAGE)
        desk.run("account", "iuv", "tari", "--next", "31", expect=REFUSED)
        state = desk.json("account", "iuv", "tari", "--next", "500")
        check_equal((state["confirmed"], state["next"]), (True, 500), "confirmed")
        check_equal(read_rows(desk.archive, "SELECT actor <> '' FROM event WHERE kind = 'iuv-confirmed'"), [(1,)], "by whom")
        run_import(desk, "2.csv", sheet_text([row(3)]), nameless, "--generate-iuv")
        check_equal(records(desk)[2]["iuv"][:15], "120000000000500", "the number")
        check(desk.json("archive", "verify")["ok"], "the chain of events")


@scenario("rejects keep their columns and titles, with the reason in their words; mended there they come in through the same mapping")
def rejects():
    with Desk(practice=False) as desk:
        rows = [row(1), row(2, Importo="zero", Note="=HYPERLINK(\"http://example.invalid\";\"x\")"), row(3, **{"Codice fiscale": "X"}), row(4)]
        path = desk.path("rejects.csv")
        found = run_import(desk, "a.csv", sheet_text(rows, above=[["Elenco"], []]), mapping(header_row=3), "--rejects", path, expect=REFUSED)
        check_equal((found["good"], found["rejected"]), (2, 2), "counts")
        with open(path, encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, delimiter=";"))
        check_equal((lines[0], lines[2]), (["Elenco"], HEADER + ["sportello.reason"]), "title and header")
        check("Importo" in lines[3][-1], f"the reason names their column: {lines[3][-1]}")
        check(lines[3][8].startswith("'=HYPERLINK"), f"a formula goes out as text: {lines[3][8]}")
        lines[3][4], lines[4][3] = "12,00", "RSSMRA80A01H501U"
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(lines)
        check_equal(run_import(desk, "b.csv", out.getvalue(), mapping(header_row=3))["good"], 2, "mended")


@scenario("the file is kept with its import: name, digest, mapping")
def kept():
    with Desk(practice=False) as desk:
        run_import(desk, "a.csv", sheet_text([row(n) for n in range(1, 51)]), mapping())
        name, size, digest, stored = read_rows(desk.archive, "SELECT name, size, sha256, mapping FROM import_source")[0]
        with open(desk.path("a.csv"), "rb") as file:
            data = file.read()
        check_equal((name, size, digest), ("a.csv", len(data), hashlib.sha256(data).hexdigest()), "kept")
        check_equal(json.loads(stored)["columns"]["fullName"], "{Cognome} {Nome}", "the mapping with it")
        parts = read_rows(desk.archive, "SELECT data FROM import_source_part ORDER BY n")
        check_equal(b"".join(zlib.decompress(part) for part, in parts), data, "the file")


# --- spreadsheets ----------------------------------------------------------------------------------------------------

XLSX_HEADER = ["iupd", "fiscalCode", "fullName", "postalCode", "switchToExpired", "companyName", "iuv", "amount", "description",
               "isPartialPayment", "dueDate", "transfer.1.remittanceInformation", "transfer.1.category", "transfer.1.iban", "city"]


def xlsx_row(number, **more):
    cells = {name: csv_row(number).get(name, "") for name in XLSX_HEADER}
    cells.update(postalCode=(None, 1, "<v>184</v>"), switchToExpired=("b", 0, "<v>0</v>"), amount=(None, 3, "<f>A1*3</f><v>33.333333</v>"),
                 dueDate=(None, 2, "<v>73050</v>"), description=("s", 0, "<v>1</v>"), city="", **more)
    return [cells[name] for name in XLSX_HEADER]


@scenario(".xlsx: shared texts, numbers as shown, dates, formulas by their value, gaps, several sheets")
def read_xlsx():
    with Desk(practice=False) as desk:
        strings = ["<t>a</t>", "<r><t>TARI </t></r><r><t xml:space='preserve'>2026 =1+1</t></r><rPh><t>no</t></rPh>"]
        data = xlsx({"Elenco": [XLSX_HEADER, xlsx_row(1), xlsx_row(2), xlsx_row(3), xlsx_row(4)], "Altro": [["x"]]}, strings, gap=(4,))
        path = desk.write("a.xlsx", data)
        found = desk.json("import", "debt-positions", path)
        check_equal((found["good"], found["rejected"], found["warnings"]), (3, 0, 3), f"{found['issues']}")
        got = records(desk)
        check_equal([got[0][name] for name in ("postalCode", "switchToExpired", "amount", "dueDate", "description", "iuv")],
                    ["00184", "false", "33.33", "2099-12-31", "TARI 2026 =1+1", iuv(1)], "cells")
        check_equal(read_rows(desk.archive, "SELECT import_row FROM position ORDER BY id"), [(2,), (3,), (5,)], "row numbers are the sheet's")
        # It goes back as CSV, and its outcomes with it.
        desk.run("export", "original", found["import"], desk.path("out.csv"), expect=OK)
        with open(desk.path("out.csv"), encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, delimiter=";"))
        check_equal([len(line) for line in lines], [22, 22, 22, 0, 22], "shape")
        check_equal((lines[1][0], lines[4][0], lines[1][15]), ("TARI-000001", "TARI-000004", "Not sent"), "rows")
        # Another sheet has to be there.
        result = desk.run("import", "debt-positions", path, "--mapping", desk.write_json("m.json", mapping(sheet="Manca")), expect=REFUSED)
        check(b"sheet" in result.err.lower(), "a sheet that is not there")
        found = desk.json("import", "debt-positions", path, "--mapping", desk.write_json("m.json", mapping(sheet="Altro")), expect=REFUSED)
        check_equal(found["issues"][0]["code"], "mapping-column", "the other sheet was read")


@scenario(".ods: repeats, values beside what is shown, notes passed over")
def read_ods():
    def number(value, shown):
        return (f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>',)
    with Desk(practice=False) as desk:
        header = ["iupd", "fiscalCode", "fullName", "postalCode", "switchToExpired", "companyName", "iuv", "amount", "description",
                  "isPartialPayment", "dueDate", "transfer.1.remittanceInformation", "transfer.1.category", "transfer.1.iban"]
        cells = [csv_row(1).get(name, "") for name in header]
        cells[3] = number("184", "00184")
        cells[4] = ('<table:table-cell office:value-type="boolean" office:boolean-value="false"><text:p>FALSO</text:p></table:table-cell>',)
        cells[7] = number("1234.5", "1.234,50 €")
        cells[8] = ('<table:table-cell office:value-type="string"><office:annotation><text:p>nota</text:p></office:annotation>'
                    '<text:p>TARI<text:s text:c="1"/><text:span>2026</text:span></text:p></table:table-cell>',)
        cells[10] = ('<table:table-cell office:value-type="date" office:date-value="2099-12-31T00:00:00"><text:p>31/12/99</text:p>'
                     "</table:table-cell>",)
        blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        rest = blank.replace('"3"', '"1048570"')
        found = run_import(desk, "a.ods", ods([header, blank, cells, rest], '<table:table table:name="B"/>'))
        check_equal((found["good"], [issue["code"] for issue in found["issues"]]), (1, ["due-far"]), "counts")
        got = records(desk)[0]
        check_equal([got[name] for name in ("postalCode", "switchToExpired", "amount", "description", "dueDate")],
                    ["00184", "false", "1234.50", "TARI 2026", "2099-12-31"], "cells")
        check_equal(read_rows(desk.archive, "SELECT import_row FROM position"), [(5,)], "row number")


def hostile_sheets():
    plain = [["iupd"], ["A"]]
    book = xlsx({"A": plain})
    entity = '<!DOCTYPE worksheet [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData/></worksheet>'
    outside = '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd"><worksheet/>'
    bomb = '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "A" * (400 * 1024 * 1024) + "</t></is></c></row>"
    yield "an entity bomb", zipped(("xl/workbook.xml", entity))
    yield "an external entity", zipped(("xl/workbook.xml", outside))
    yield "a zip bomb", xlsx({"A": bomb})
    yield "a zip bomb of many texts", xlsx({"A": plain}, parts=[("xl/sharedStrings.xml", "<sst>" + "<si><t>aaaaaaaa</t></si>" * 12000000 + "</sst>")])
    yield "1,001 columns", xlsx({"A": '<row r="1"><c r="ALM1" t="inlineStr"><is><t>x</t></is></c></row>'})
    yield "row four milliards", xlsx({"A": '<row r="4000000000"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'})
    yield "rows out of order", xlsx({"A": '<row r="5"><c t="inlineStr"><is><t>iupd</t></is></c></row><row r="2"><c t="str"><v>x</v></c></row>'})
    yield "depth 10,000", xlsx({"A": "<a>" * 10000 + "</a>" * 10000})
    yield "no sheet", zipped(("xl/workbook.xml", "<workbook/>"))
    yield "a sheet that is not there", zipped(("xl/workbook.xml", '<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>'))
    yield "XML cut short", xlsx({"A": "<row>"})
    yield "a zip cut short", book[:-40]
    yield "a bad checksum", book.replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:60] + b"\0" + book[61:]
    yield "an old Excel file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield "a binary workbook", zipped(("xl/workbook.bin", b"\0"))
    yield "5,000 parts", zipped(*[(f"x{n}", "") for n in range(5000)], ("xl/workbook.xml", "<workbook/>"))
    yield "a row a million times", ods(['<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string">'
                                        "<text:p>xxxxxxxxxx</text:p></table:table-cell></table:table-row>"])
    yield "a cell a million times", ods(['<table:table-row><table:table-cell table:number-columns-repeated="1000000" office:value-type="string">'
                                         "<text:p>x</text:p></table:table-cell></table:table-row>"])
    yield "a password", zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                               ("META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>"), ("content.xml", "\1\2"))
    yield "no content", zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"))


@scenario("hostile spreadsheets are refused with a reason, at once and in little memory")
def hostile():
    with Desk(practice=False) as desk:
        for name, data in hostile_sheets():
            path = desk.write("bad.xlsx", data)
            start = time.monotonic()
            result = desk.run("import", "debt-positions", path, expect=None, json_output=True, timeout=60)
            check_equal(result.code, REFUSED, f"{name}: exit {result.out[-300:]!r} {result.err[-300:]!r}")
            check(result.err.strip() or result.json["issues"], f"{name}: no reason")
            check(b"rror 0x" not in result.err and b"GLib" not in result.err, f"{name}: {result.err!r}")
            check(time.monotonic() - start < 30, f"{name}: {time.monotonic() - start:.0f} s")
            check_equal(records(desk), [], f"{name}: records")


# --- bad tables ------------------------------------------------------------------------------------------------------


@scenario("a line of 1 GB, 10,000 columns, quotes that never close: refused with a sentence, in little memory")
def huge():
    import resource

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (700 * 1024 * 1024, 700 * 1024 * 1024))
    with Desk(practice=False) as desk:
        # A sanitizer needs more addresses than that to begin at all.
        limited = {"preexec_fn": limit} if desk.run("services", preexec_fn=limit).code == OK else {}
        records(desk)
        path = desk.write("line.csv", csv_text([csv_row(1)]) + "x" * (16 * 1024 * 1024))
        with open(path, "r+b") as file:
            file.truncate(1024 ** 3)
        cases = [("line", path), ("columns", desk.write("columns.csv", ";".join(f"c{n}" for n in range(10000)) + "\r\n")),
                 ("quote", desk.write("quote.csv", csv_text([csv_row(1)]) + '"' + "a;b\r\n" * 3000000))]
        for name, file in cases:
            result = desk.run("import", "debt-positions", file, expect=REFUSED, timeout=60, **limited)
            check(b"nothing was imported" in result.err, f"{name}: {result.err!r}")
        check_equal(records(desk), [], "records")


@scenario("encodings that are mixed in one file are read row by row")
def encodings():
    with Desk(practice=False) as desk:
        lines = sheet_text([row(n, Nome="Nicolò", Causale="È più «giù»") for n in range(1, 7)]).split("\r\n")
        data = b"\r\n".join(line.encode("cp1252" if n % 2 else "utf-8") for n, line in enumerate(lines))
        run_import(desk, "a.csv", data, mapping())
        check_equal({(entry["fullName"], entry["description"]) for entry in records(desk)}, {("Rossi Nicolò", "È più «giù»")}, "letters")


@scenario("two header rows and merged cells: the row that is said is the header, what stands above is left out")
def two_headers():
    with Desk(practice=False) as desk:
        above = [["Debitore", "", "", "", "Pagamento", "", "", "", ""]]
        run_import(desk, "a.csv", sheet_text([row(1)], above=above), mapping(header_row=2))
        merged = xlsx({"A": above + [HEADER, row(2)]})
        run_import(desk, "a.xlsx", merged, mapping(header_row=2))
        check_equal([entry["iupd"] for entry in records(desk)], ["TARI-000001", "TARI-000002"], "records")


@scenario("a formula comes in as text and goes out neutralised where a spreadsheet will open it")
def formulas():
    with Desk(practice=False) as desk:
        formula = '=HYPERLINK("http://example.invalid/?"&A1;"Mario")'
        found = run_import(desk, "a.csv", sheet_text([row(1, Cognome=formula, Nome="", Note="@SUM(A1)")]), mapping())
        check_equal(records(desk)[0]["fullName"], formula, "as text")
        exported = desk.run("export", "debt-positions", "--for-spreadsheet", expect=OK).out.decode()
        check_equal(next(csv.DictReader(io.StringIO(exported), delimiter=";"))["fullName"], "'" + formula, "exported")
        desk.run("export", "original", found["import"], desk.path("o.csv"), "--for-spreadsheet", expect=OK)
        with open(desk.path("o.csv"), encoding="utf-8-sig", newline="") as file:
            line = list(csv.reader(file, delimiter=";"))[1]
        check_equal((line[1], line[8], line[4]), ("'" + formula, "'@SUM(A1)", "120,00"), "original")
        desk.run("export", "original", found["import"], desk.path("p.csv"), expect=OK)
        with open(desk.path("p.csv"), encoding="utf-8", newline="") as file:
            check_equal(list(csv.reader(file, delimiter=";"))[1][:9], row(1, Cognome=formula, Nome="", Note="@SUM(A1)"), "untouched")


@scenario("a file that changes while it is read stops the import, and nothing of it stays")
def changing():
    with Desk(practice=False) as desk:
        records(desk)
        path = desk.write("a.csv", csv_text([csv_row(n) for n in range(1, 2001)]))

        def is_open():
            try:
                files = [os.readlink(f"/proc/{process.pid}/fd/{name}") for name in os.listdir(f"/proc/{process.pid}/fd")]
                return files.count(path) > 1  # by who reads it, and by who keeps it
            except FileNotFoundError:
                return False

        # Both have the file open before the archive is asked for: as long as somebody else writes there the import cannot come to
        # its end. Without this hold a busy machine lets it be over between two looks.
        with contextlib.closing(sqlite3.connect(desk.archive, isolation_level=None)) as archive:
            archive.execute("BEGIN IMMEDIATE")
            process = desk.start("import", "debt-positions", path)
            wait_until(is_open, what="the file opened")
            with open(path, "ab") as file:
                file.write(csv_text([csv_row(70000)]).split("\r\n")[1].encode() + b"\r\n")
            archive.execute("ROLLBACK")
        result = desk.finish(process, expect=REFUSED)
        check(b"changed" in result.err, result.err)
        check_equal(records(desk), [], "records")
        check_equal(read_rows(desk.archive, "SELECT (SELECT count(*) FROM import_source), (SELECT count(*) FROM import_batch)"), [(0, 0)], "kept")


# --- the sheet back --------------------------------------------------------------------------------------------------


@scenario("the original sheet with outcomes: every row in its place, refused ones with what the service said")
def outcomes():
    with Desk() as desk:
        rows = [row(n) for n in range(1, 31)]
        rows.insert(10, row(11, Importo="zero"))                 # to fix: row 12
        rows[15] = row(16)[:3]                                    # too short
        data = sheet_text([*rows, row(1)])                        # the last: twice in the file
        # What was sent before from elsewhere is refused now.
        desk.send(desk.prepare(creation(5, 7)))
        found = run_import(desk, "a.csv", data, mapping(), expect=REFUSED)
        prepared = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")
        desk.send(*[entry["id"] for entry in prepared["submissions"]], expect=REFUSED)
        desk.run("export", "original", found["import"], desk.path("out.csv"), expect=OK)
        with open(desk.path("out.csv"), encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, delimiter=";"))
        check_equal([line[:9] for line in lines[1:12]], rows[:11], "the rows as they came, in their order")
        states = {number: line[9] for number, line in enumerate(lines, 1)}
        check_equal((states[2], states[6], states[8], states[12]), ("Accepted", "Refused", "Refused", "Not sent: to be corrected"), "states")
        check(lines[5][10] == "gpd-409-create" and lines[5][11], f"why it was refused: {lines[5]}")
        check_equal(states[17], "Not imported", "too short")
        check_equal(states[len(lines)], "Not imported", "twice")
        check(lines[16][10] == "row-columns" and lines[-1][10] == "row-duplicate", "why they stayed out")
        check(BODY in lines[1][12], f"the uploaded file: {lines[1]}")
        check_equal(lines[1][14:16], [iuv(1), "3" + iuv(1)], "IUV and notice number")
        check(lines[1][13].startswith("20"), "date")
        desk.run("export", "original", 999, expect=REFUSED)
        desk.run("export", "original", expect=USAGE)
        desk.run("export", "original", "x", expect=USAGE)


if __name__ == "__main__":
    main()
