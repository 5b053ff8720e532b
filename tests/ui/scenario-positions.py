#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work on debt positions as a clerk does it: import, mend by keyboard alone, send; and every page fits a telephone."""
import os
import re
import sqlite3
import subprocess
import sys

from scenario import alone, fits, fresh, italian, point, poll, quit_and_check, run, start

HOME = fresh()
FILES = fresh("files-")
WAIT = 120  # seconds: a few on a quiet machine

COLUMNS = ("iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;dueDate;"
           "transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban")


def iuv(number):
    base = f"{number:013d}"
    return f"02{base}{int('302' + base) % 93:02d}"


def write_file(prefix="SCENARIO", count=8):
    """All rows in order but two with one fault each."""
    lines = [COLUMNS]
    for n in range(1, count + 1):
        code = "RSSMRA80A01H501X" if n == 3 else "RSSMRA80A01H501U"
        name = "" if n == 5 else f"Prova & <Figli> {n}"
        lines.append(f"{prefix}-{n};{code};{name};false;Comune di Esempio;{iuv((900000 if count == 8 else 910000) + n)};120,00;Prova di importazione;"
                     "false;2039-12-16;Prova;9/0101100TS/;IT60X0542811101000000123456")
    path = os.path.join(FILES, f"{prefix}.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def ask(sql):
    try:
        with sqlite3.connect(f"file:{HOME}/sportello/practice.db?mode=ro", uri=True, timeout=5) as db:
            return db.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return None


def ready():
    """The sample is made: nothing more comes by itself."""
    poll(lambda: ask("SELECT value FROM setting WHERE key = 'practice-sample'") == [("done",)], WAIT, "sample")


def focused(app, role):
    """What a person looks for before pressing a key: a row has the focus."""
    poll(lambda: any("focused" in node.states for node in app.all(role)), None, f"focus in a {role}")


def open_positions(app):
    app.wait_text(re.compile("^(Debt positions|Posizioni debitorie)$")).click()
    app.wait_text(re.compile("^(Debtor|Debitore)$"))


@point
def imports():
    """A file is checked first, then imported; what is faulty comes in to be mended"""
    path = write_file()
    with start("--practice", home=HOME) as app:
        ready()
        open_positions(app)
        app.key("ctrl+i")
        app.wait_text("Choose or Drop a File")
        app.key("Return")
        poll(lambda: len(app.xids()) >= 3, None, "file chooser")
        app.type(path)
        app.key("Return")
        app.wait_text(re.compile("^Import Only the 6 Correct"))
        assert ask("SELECT count(*) FROM position WHERE iupd LIKE 'SCENARIO-%'") == [(0,)], "the check changed something"
        app.button("Import 8 Positions").press()
        app.wait_text("8 Positions Imported")
        assert ask("SELECT state, count(*) FROM position JOIN position_now USING (id) WHERE iupd LIKE 'SCENARIO-%' GROUP BY state ORDER BY state") == \
            [("ready", 6), ("to-fix", 2)]
        app.button("Correct the 2 Positions").press()
        app.wait_text("Prova & <Figli> 3")
        app.wait_text("Only the positions of one import")
        quit_and_check(app)


@point
def mends():
    """Two faults are mended by keyboard alone"""
    with start("--practice", home=HOME) as app:
        ready()
        open_positions(app)
        app.key("ctrl+f")
        app.type("prova")
        app.wait_text("Prova & <Figli> 1")
        app.key("F8")
        poll(lambda: not app.all("label", "Prova & <Figli> 1"), None, "filtered list")
        app.key("F8")
        # the newest comes first, and the fault has the focus
        app.wait_text("Position without a debtor")
        app.wait_text("1 thing to correct")
        app.type("Anna Prova")
        poll(lambda: not app.all("label", "1 thing to correct"), None, "checked while typing")
        app.key("ctrl+Return")
        poll(lambda: ask("SELECT state, debtor_name FROM position JOIN position_now USING (id) WHERE iupd = 'SCENARIO-5'") == [("ready", "Anna Prova")],
             None, "saved")
        app.wait_text(re.compile("check character"))
        app.key("ctrl+a")
        app.type("RSSMRA80A01H501U")
        poll(lambda: not app.all("label", "1 thing to correct"), None, "checked while typing")
        app.key("ctrl+s")
        poll(lambda: ask("SELECT state FROM position JOIN position_now USING (id) WHERE iupd = 'SCENARIO-3'") == [("ready",)], None, "saved")
        quit_and_check(app)


@point
def row_menu():
    """The second button of the mouse opens a menu on the row, with a screen reader listening"""
    with start("--practice", home=HOME) as app:
        ready()
        open_positions(app)
        app.wait_text(re.compile("^TARI, seconda rata$")).click(button=3)
        poll(lambda: len(app.xids()) >= 2, None, "menu")
        app.key("Escape")
        quit_and_check(app)


@point
def unsaved():
    """Unsaved work is not left without a word"""
    with start("--practice", home=HOME) as app:
        ready()
        open_positions(app)
        app.key("ctrl+n")
        app.wait_text("New Position")
        app.entry("Full name or company name").set_text("Da scartare")
        app.button("Back").press()
        app.wait_text("Save the changes?")
        app.button("Discard").press()
        alone(app)
        app.wait_text("Debtor")
        assert ask("SELECT count(*) FROM position WHERE debtor_name = 'Da scartare'") == [(0,)]
        quit_and_check(app)


@point
def sends():
    """The sheet says what leaves and where, then how far it is; the focus is never on the button"""
    with start("--practice", home=HOME) as app:
        ready()
        open_positions(app)
        count = ask("SELECT count(*) FROM position JOIN position_now USING (id) WHERE state = 'ready' AND removed IS NULL")[0][0]
        app.button(f"Send {count} Ready…").press()
        app.wait_text(f"{count} new positions")
        app.key("Return")  # what has the focus is "Cancel"
        alone(app)
        assert ask("SELECT count(*) FROM position JOIN position_now USING (id) WHERE state = 'ready' AND removed IS NULL") == [(count,)]
        app.button(f"Send {count} Ready…").press()
        # before the click: in how many files, and how many of them not for the first time
        app.wait_text("In 1 file")
        app.wait_text("None of these positions was sent before")
        app.button(f"Send {count} Positions to Practice").press()
        app.find("status bar", "All Positions Accepted", timeout=WAIT)
        assert ask("SELECT count(*) FROM position JOIN position_now USING (id) WHERE iupd LIKE 'SCENARIO-%' AND state = 'done'") == [(8,)]
        app.key("Escape")
        quit_and_check(app)


@point
def shows():
    """All positions with a warning are listed; by keyboard one of them opens at its field, and back"""
    with start("--practice", home=HOME) as app:
        ready()
        open_positions(app)
        app.key("ctrl+i")
        app.wait_text("Choose or Drop a File")
        app.key("Return")
        poll(lambda: len(app.xids()) >= 3, None, "file chooser")
        app.type(write_file("MORE", 40))
        app.key("Return")
        app.button("Import 40 Positions").press()
        app.wait_text("40 Positions Imported")
        app.key("Escape")
        alone(app)
        app.button("Send 38 Ready…").press()
        app.wait_text("In 1 file")
        app.button(re.compile("^Show Far-off due date")).press()
        app.wait_text("Prova & <Figli> 1")
        focused(app, "list item")
        app.key("End")
        app.wait_text("Prova & <Figli> 40")
        app.key("Escape")  # one step back, not out
        app.wait_text("In 1 file")
        app.key("Return")  # the focus is where one came from
        app.wait_text("Prova & <Figli> 1")
        focused(app, "list item")
        app.key("Down", "Return")
        alone(app)
        app.wait_text(re.compile("very far off"))
        assert app.find("text", re.compile("^Due date")).states is not None
        quit_and_check(app)


@point
def proves():
    """The proof of a submission is saved from its page, and holds elsewhere"""
    path = os.path.join(FILES, "proof.json")
    with start("--practice", home=HOME) as app:
        ready()
        app.resize(1200, 980)  # the oldest stand last
        app.wait_text("Submissions").click()
        app.scroll(60, app.wait_text("Mirto Origano"))
        app.wait_text("Waste tax, first instalment").click()
        app.key("Return")
        app.button("Save Proof…").press()
        poll(lambda: len(app.xids()) >= 2, None, "file chooser")
        poll(lambda: any(re.match(r"proof-of-submission-\d+\.json$", node.text) for node in app.all("text", shown=False)), None, "suggested name")
        app.key("ctrl+a")
        app.type(path)
        app.key("Return")
        app.wait_text(re.compile("^Proof saved"))
        quit_and_check(app)
    verifier = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "verify-proof.py")
    done = subprocess.run([sys.executable, "-I", verifier, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60)
    assert done.returncode == 0, done.stdout
    assert os.stat(path).st_mode & 0o777 == 0o600


@point
def narrow():
    """Every page fits 360 px, in Italian"""
    env = italian()
    with start("--practice", home=HOME, env=env) as app:
        ready()
        open_positions(app)
        app.resize(580, 720)
        fits(app, 360)
        app.wait_text(re.compile(r"Prova & <Figli> \d+")).click()
        app.key("Return")
        app.wait_text(re.compile("^(Data|Dati)$"))
        fits(app, 360)
        app.key("alt+Left")
        app.resize(1200, 720)
        app.wait_text(re.compile("^(Accounts|Account)$")).click()
        fits(app, 360)
        quit_and_check(app)


run()
