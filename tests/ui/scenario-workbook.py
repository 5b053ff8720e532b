#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook with several sheets and no numbers comes in, its faulty rows go to a file, and the sheet goes back with its outcomes."""
import csv
import os
import re
import sqlite3
import subprocess
import zipfile
from xml.sax.saxutils import escape

from scenario import KEYS, alone, fits, fresh, point, poll, quit_and_check, run, start

HOME = fresh()
FILES = fresh("files-")
WAIT = 120  # seconds: a few on a quiet machine
HEADER = ["iupd", "fiscalCode", "fullName", "switchToExpired", "companyName", "amount", "description", "isPartialPayment", "dueDate",
          "transfer.1.remittanceInformation", "transfer.1.category", "transfer.1.iban"]


def row(number, code="RSSMRA80A01H501U"):
    return [f"SHEET-{number}", code, f"Prova {number}", "false", "Comune di Esempio", "120,00", "TARI 2026", "false", "2039-12-16",
            "TARI 2026", "9/0101100TS/", "IT60X0542811101000000123456"]


def cells(number, values):
    return f'<row r="{number}">' + "".join(f'<c t="str"><v>{escape(value)}</v></c>' for value in values) + "</row>"


def write_book(name):
    """The rows are in the second sheet; of the third row the tax code is wrong."""
    names = ["Istruzioni", "Avvisi"]
    sheets = [[["Compilare il foglio Avvisi"]], [HEADER] + [row(n, "RSSMRA80A01H501X" if n == 3 else "RSSMRA80A01H501U") for n in range(1, 6)]]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = os.path.join(FILES, name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", f'<workbook xmlns:r="{kind}"><sheets>' + "".join(
            f'<sheet name="{sheet}" sheetId="{n}" r:id="r{n}"/>' for n, sheet in enumerate(names, 1)) + "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(
            f'<Relationship Id="r{n}" Type="{kind}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)) + "</Relationships>")
        for n, rows in enumerate(sheets, 1):
            book.writestr(f"xl/worksheets/sheet{n}.xml", "<worksheet><sheetData>" + "".join(
                cells(number, values) for number, values in enumerate(rows, 1)) + "</sheetData></worksheet>")
    return path


def ask(sql):
    try:
        with sqlite3.connect(f"file:{HOME}/sportello/practice.db?mode=ro", uri=True, timeout=5) as db:
            return db.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return None


def ready():
    subprocess.run(["xdotool", "mousemove", "1", "1"], check=True)
    poll(lambda: ask("SELECT value FROM setting WHERE key = 'practice-sample'") == [("done",)], WAIT, "sample")


def answer_chooser(app, path, windows):
    """In a file chooser that has just opened: the whole path, and Return."""
    poll(lambda: len(app.xids()) >= windows, None, "file chooser")
    app.key("ctrl+a")
    app.type(path)
    app.key("Return")


def read_table(path):
    poll(lambda: os.path.exists(path) and os.path.getsize(path) > 0, None, path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@point
def workbook():
    """The sheet is chosen, numbers are assigned, what is faulty goes to a file with its reason"""
    with start("--practice", home=HOME) as app:
        ready()
        app.key("ctrl+i")
        app.wait_text("Choose or Drop a File")
        app.key("Return")
        poll(lambda: len(app.xids()) >= 3, None, "file chooser")
        app.type(write_book("Avvisi.xlsx"))
        app.key("Return")
        app.wait_text("Sheet")
        app.choose("Sheet", "Avvisi")
        app.wait_text(re.compile("sheet “Avvisi”"))
        app.find(None, "Generate missing IUVs")
        app.key("alt+o")
        app.wait_text("RSSMRA80A01H501X")
        app.wait_text(re.compile("^Import 5 Positions$"))
        rejects = os.path.join(FILES, "scartate.csv")
        app.button(re.compile("^Import Only the 4 Correct")).press()
        answer_chooser(app, rejects, 3)
        app.wait_text("4 Positions Imported")
        table = read_table(rejects)
        assert len(table) == 2 and "RSSMRA80A01H501X" in table[1], table
        assert ask("SELECT count(*), min (substr (iuv, 1, 2)), max (substr (iuv, 1, 2)) FROM position WHERE iupd LIKE 'SHEET-%'") == \
            [(4, "12", "12")], "numbers"
        app.key("Escape")
        alone(app)
        quit_and_check(app)


@point
def back():
    """Later, from the list of imports: the sheet goes back with what became of each row, in its order; the import is taken back"""
    with start("--practice", home=HOME) as app:
        ready()
        app.key(KEYS["positions"])
        app.menu("List Menu", re.compile("^Imports"))
        app.wait_text("Avvisi.xlsx")
        fits(app, 360)
        app.button("Avvisi.xlsx: Export the original sheet with the outcomes…").press()
        outcomes = os.path.join(FILES, "esiti.csv")
        answer_chooser(app, outcomes, 3)
        app.find("status bar", "Saved: the rows as they came, each with what became of it")
        table = read_table(outcomes)
        assert [line[0] for line in table] == ["iupd"] + [f"SHEET-{n}" for n in range(1, 6)], table
        place = table[0].index("Outcome")
        assert [line[place] for line in table[1:]] == ["Not sent", "Not sent", "Not imported", "Not sent", "Not sent"], table
        app.button("Avvisi.xlsx: Take the import back…").press()
        app.wait_text("Take the Import Back?")
        app.button(re.compile("Remove the 4 Imported Positions")).press()
        app.find("status bar", "4 positions removed")
        app.key("Escape")
        alone(app)
        quit_and_check(app)


run()
