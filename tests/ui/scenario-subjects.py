#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of people and companies as a clerk fills and uses it: somebody else's table in, one of two, a debtor out of it, the table out."""
import csv
import os
import re
import sqlite3
import subprocess

from scenario import (alone, choose_file, fits, focused, focused_row, fresh, italian, iuv, point, poll, quit_and_check, run,
                      start)

HOME = fresh()
FILES = fresh("files-")
WAIT = 120  # seconds: a few on a quiet machine

HEADER = "Cod. Fisc.;P.IVA;Cognome;Nome;Ragione Sociale;Indirizzo;Località;Prov.;Mail;Indirizzo PEC;Interno"
PEOPLE = [
    "RSSMRA80A01H501U;;Rossi;Mario;;Via Po;Roma;RM;mario@example.org;;=1+1",
    "CNTCHR83T41D969D;;Conte;Chiara;;Via Roma;Genova;GE;;chiara@pec.example.org;",
    ";00743110157;;;Società <Agricola> & Figli à r.l.;Via del Lavoro;Mantova;MN;;;",
    ";;Verdi;Luca;;;Pisa;PI;;;",
    "VRDLCU75C10D612T;;Verdi;Luca;;;;;luca@example.org;;",
    "DGRFNC84T31G371E;;;;;Via Nuova;Nuoro;NU;;;",  # nobody's name: the fault
]


def write_file(name, text, encoding="cp1252"):
    path = os.path.join(FILES, name)
    with open(path, "wb") as file:
        file.write(text.encode(encoding))
    return path


def write_people(name):
    """Windows-1252, a title above the names, names of its own; row 8 has no name."""
    return write_file(name, "\r\n".join(["Anagrafica dell'ufficio;;;;;;;;;;", HEADER, *PEOPLE]) + "\r\n")


def write_positions(name):
    lines = ["iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;dueDate;"
             "transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban"]
    for n, (code, who) in enumerate((("RSSMRA80A01H501U", "Mario Rossi"), ("NRESRA88H45L219P", "Sara Neri"),
                                     ("NRESRA88H45L219P", "Sara Neri"), ("BNCGLI90B54F205Q", "Giulia Bianchi")), 1):
        lines.append(f"DEBTOR-{n};{code};{who};false;Comune di Esempio;{iuv(930000 + n)};120,00;Prova;false;2039-12-16;Prova;9/0101100TS/;"
                     "IT60X0542811101000000123456")
    return write_file(name, "\n".join(lines) + "\n", "utf-8")


def ask(sql):
    try:
        with sqlite3.connect(f"file:{HOME}/sportello/practice.db?mode=ro", uri=True, timeout=5) as db:
            return db.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return None


def count(where="1"):
    return ask(f"SELECT count(*) FROM subject WHERE removed IS NULL AND {where}")[0][0]


def ready():
    # All goes by keyboard: a pointer that rests on the list would bring up its tooltips, which are windows as well.
    subprocess.run(["xdotool", "mousemove", "1", "1"], check=True)
    poll(lambda: ask("SELECT value FROM setting WHERE key = 'practice-sample'") == [("done",)], WAIT, "sample")


def go(app, page):
    """To a page by its name alone."""
    app.key("ctrl+k")
    poll(lambda: len(app.xids()) >= 2, None, "finder")
    app.type(page)
    app.key("Return")  # at once: quick fingers do not wait for the list
    alone(app)


@point
def imports():
    """Other people's columns are known by themselves; a fault is mended in place; what came in is shown"""
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "People and companies")
        app.wait_text("No People or Companies")
        choose_file(app, write_people("anagrafica_2026.csv"))
        app.wait_text(re.compile("Windows-1252, separated by semicolons$"))
        focused(app, "push button", re.compile("Check"))
        app.key("alt+c")
        app.wait_text("Import 6 Subjects")
        app.wait_text("The subject has no name.")
        assert count() == 0, "the check changed something"

        focused_row(app)
        app.key("Return")
        focused(app, "text", "Correct value")
        app.type("De Gregori")
        app.key("Return")
        poll(lambda: not app.all("label", "The subject has no name."), None, "mended row gone")
        poll(lambda: not app.all("push button", re.compile("^Import Only"), shown=True), None, "nothing left out")
        app.key("alt+i")
        app.wait_text("6 Subjects Imported")
        assert ask("SELECT state, count(*) FROM subject GROUP BY state") == [("ready", 6)]
        assert count("name = 'Società <Agricola> & Figli à r.l.' AND kind = 'G' AND vat_number = '00743110157'") == 1
        focused(app, "push button", "Show the Imported Subjects")
        app.key("Return")
        alone(app)
        app.wait_text("Only the subjects of one import")
        app.wait_text("Conte Chiara")
        quit_and_check(app)


@point
def completes():
    """The same columns go straight to the check; who is there is completed, nobody comes twice, and one click takes it back"""
    path = write_file("anagrafica_2027.csv", "\r\n".join([
        "Anagrafica dell'ufficio;;;;;;;;;;", HEADER, "CNTCHR83T41D969D;;Conte;Chiara;;;;;chiara@example.org;;"]) + "\r\n")
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "People and companies")
        choose_file(app, path)
        app.wait_text(re.compile("^Layout already known: anagrafica$"))
        app.wait_text("Import 1 Subject")
        app.key("alt+i")
        app.wait_text("1 Subject Imported")
        assert count() == 6
        assert count("email = 'chiara@example.org' AND pec = 'chiara@pec.example.org'") == 1
        app.key("alt+t")
        app.wait_text("Taken back")
        alone(app)
        assert count() == 6 and count("email = 'chiara@example.org'") == 0
        quit_and_check(app)


@point
def searches():
    """From the search the arrow goes to what was found, not to the filters; a key chooses all wherever the focus is"""
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "People and companies")
        app.wait_text("Conte Chiara")
        app.key("ctrl+f")
        focused(app, "entry", "Search people and companies")
        app.type("conte")
        poll(lambda: not app.all("label", "Rossi Mario"), None, "one row")
        app.key("Down")
        focused_row(app)
        app.key("Return")
        app.find("frame", re.compile("^Conte Chiara"))
        app.key("alt+Left")
        quit_and_check(app)


@point
def merges():
    """Two that may be the same stand side by side; one is made of them, and two again"""
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "People and companies")
        app.wait_text("1 pair may be the same subject twice")
        app.button("Compare").press()
        app.button("Merge")
        app.wait_text("VRDLCU75C10D612T")
        app.key("ctrl+Return")
        app.wait_text("Nothing to Compare")
        assert count() == 5
        # what only one of them had is kept of both
        assert count("city = 'Pisa' AND email = 'luca@example.org'") == 1
        app.button("Undo").press()
        app.wait_text("Taken back")
        assert count() == 6
        quit_and_check(app)


@point
def owes():
    """A new position takes its debtor out of the directory, by keyboard alone, and keeps the link"""
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "Debt positions")
        app.key("ctrl+n")
        app.wait_text("New Position")
        name = app.entry("Full name or company name")
        name.click()
        app.type("cont")
        app.wait_text(re.compile("^CNTCHR83T41D969D"))
        app.key("Down", "Return")
        poll(lambda: name.text == "Chiara Conte", None, "debtor taken over")
        app.key("ctrl+s")
        app.wait_text("Saved")
        assert ask("SELECT s.fiscal_code FROM position AS p JOIN subject AS s ON s.id = p.subject_id "
                   "WHERE p.debtor_name = 'Chiara Conte'") == [("CNTCHR83T41D969D",)]
        quit_and_check(app)


@point
def debtors():
    """After an import of positions the debtors whom the directory lacks are one click away, and one click back"""
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "Debt positions")
        choose_file(app, write_positions("dovuti.csv"))
        app.wait_text("Import 4 Positions")
        app.key("alt+i")
        app.wait_text("4 Positions Imported")
        app.wait_text("Add the 2 Debtors to the Subjects")  # two rows are of one person, one is there already
        app.key("alt+a")
        app.wait_text("2 debtors added to the subjects")
        assert count() == 8 and count("fiscal_code = 'BNCGLI90B54F205Q' AND name = 'Bianchi Giulia'") == 1
        app.key("alt+o")
        app.wait_text("Add the 2 Debtors to the Subjects")
        assert count() == 6
        app.key("alt+a")
        app.wait_text("2 debtors added to the subjects")
        app.key("Escape")
        alone(app)
        assert count() == 8
        quit_and_check(app)


@point
def exports():
    """What is searched goes out as a table that comes in again; nothing of it is a formula for a spreadsheet"""
    path = os.path.join(FILES, "out.csv")
    with start("--practice", home=HOME) as app:
        ready()
        go(app, "People and companies")
        app.wait_text("Conte Chiara")
        app.key("ctrl+f")
        app.type("rossi")
        poll(lambda: not app.all("label", "Conte Chiara"), None, "search")
        app.menu("List Menu", "Export as CSV…")
        poll(lambda: len(app.xids()) >= 2, None, "file chooser")
        app.key("ctrl+a")
        app.type(path)
        app.key("Return")
        app.wait_text(re.compile("^1 row saved"))
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        assert [(row["fiscalCode"], row["surname"], row["unit"]) for row in rows] == [("RSSMRA80A01H501U", "Rossi", "'=1+1")], rows
        assert os.stat(path).st_mode & 0o077 == 0, "others may read it"
        # all that are chosen, whatever the list shows
        app.key("ctrl+f", "Escape")
        app.wait_text("Conte Chiara")
        quit_and_check(app)


@point
def narrow():
    """Every page of it fits 360 px, in Italian"""
    env = italian()
    with start("--practice", home=HOME, env=env) as app:
        ready()
        go(app, "Soggetti")
        app.wait_text("Conte Chiara")
        fits(app, 360)
        app.wait_text("Conte Chiara").double_click()
        app.wait_text(re.compile("^CNTCHR83T41D969D"))
        fits(app, 360)
        app.key("alt+Left")
        app.wait_text("Rossi Mario")
        app.button("Confronta").press()
        app.button("Unisci")
        fits(app, 360)
        app.key("alt+Left")
        choose_file(app, write_people("anagrafica_2028.csv"))
        app.wait_text(re.compile("^Abbinamento già noto: anagrafica$"))
        fits(app, 360)
        app.key("Escape", "Escape")
        alone(app)
        quit_and_check(app)


run()
