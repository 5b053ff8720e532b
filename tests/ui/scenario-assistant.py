#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else's spreadsheet comes in by keyboard alone: its columns, a check with planted faults, one mended in place, the import, the way back."""
import os
import re
import sqlite3
import subprocess

from scenario import (alone, choose_file, fits, focused, focused_row, fresh, italian, iuv, point, poll, quit_and_check, run,
                      start)

HOME = fresh()
FILES = fresh("files-")
WAIT = 120  # seconds: a few on a quiet machine


def write_file(name):
    """Windows-1252, a title above the names, names of its own; row 5 has a wrong tax code, row 9 no amount."""
    lines = ["Elenco avvisi;;;;;;;;;;", "Chiave;Cognome;Nome;CF;Codice IUV;Importo;Causale;Scadenza;Tassonomia;IBAN;Note"]
    for n in range(1, 41):
        code = "RSSMRA80A01H501X" if n == 3 else "RSSMRA80A01H501U"
        amount = "12o,00" if n == 7 else "1.120,50"
        lines.append(f"FOREIGN-{n};Niccolò;Prova {n};{code};{iuv(880000 + n)};{amount};TARI 2026;16/12/2039;9/0101100TS/;"
                     f"IT60X0542811101000000123456;interno {n}")
    path = os.path.join(FILES, name)
    with open(path, "wb") as file:
        file.write(("\r\n".join(lines) + "\r\n").encode("cp1252"))
    return path


def ask(sql):
    try:
        with sqlite3.connect(f"file:{HOME}/sportello/practice.db?mode=ro", uri=True, timeout=5) as db:
            return db.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return None


def ready():
    # All goes by keyboard: a pointer that rests on the list would bring up its tooltips, which are windows as well.
    subprocess.run(["xdotool", "mousemove", "1", "1"], check=True)
    poll(lambda: ask("SELECT value FROM setting WHERE key = 'practice-sample'") == [("done",)], WAIT, "sample")


def pick(app, ours, typed, chosen):
    """The focus is on one of our columns: typing finds theirs, Return takes it."""
    focused(app, "push button", re.compile(f"^{re.escape(ours)}: "))
    app.key("Return")
    focused(app, "entry", "Search columns")
    app.type(typed)
    app.key("Return")
    poll(lambda: app.all("push button", f"{ours}: {chosen}", shown=False), None, f"{chosen} in {ours}")


@point
def maps():
    """Their columns are found by themselves; what is left is chosen by typing; faults are mended in place; one click takes all back"""
    with start("--practice", home=HOME) as app:
        ready()
        choose_file(app, write_file("TARI_2026-03.csv"))
        # the names are in the second row, the encoding is the office's
        app.wait_text(re.compile("Windows-1252, separated by semicolons$"))
        app.wait_text("Niccolò Prova 1")
        # the focus is on what is missing
        pick(app, "Position identifier (IUPD)", "chia", "Chiave")
        app.key("Tab")
        pick(app, "Not payable after the due date", "same", "The same text in all rows")
        instalment = app.find("push button", "Is an instalment: Nothing", shown=False)
        for _ in range(40):
            if "focused" in instalment.states:
                break
            app.key("Tab")
        pick(app, "Is an instalment", "same", "The same text in all rows")
        if app.all("push button", "Creditor body: Nothing", shown=False):  # the account does not say what its body is called
            body = app.find("push button", "Creditor body: Nothing", shown=False)
            for _ in range(60):
                if "focused" in body.states:
                    break
                app.key("shift+Tab")
            pick(app, "Creditor body", "same", "The same text in all rows")
            focused(app, "text", "Creditor body")
            app.type("Comune di Esempio")
        app.key("alt+c")
        app.wait_text(re.compile("^Import 40 Positions$"))
        app.wait_text("Layout: TARI")
        assert ask("SELECT count(*) FROM position WHERE iupd LIKE 'FOREIGN-%'") == [(0,)], "the check changed something"

        # the first fault has the focus: Return, the value as it stands, Return
        app.wait_text("RSSMRA80A01H501X")
        focused_row(app)
        app.key("Return")
        focused(app, "text", "Correct value")
        app.type("RSSMRA80A01H501U")
        app.key("Return")
        app.wait_text(re.compile("^Import Only the 39 Correct"))
        poll(lambda: not app.all("label", "RSSMRA80A01H501X"), None, "mended row gone")
        # on to the next one, which stays to be mended later
        app.wait_text("12o,00")
        app.key("alt+i")
        app.wait_text("40 Positions Imported")
        assert ask("SELECT state, count(*) FROM position JOIN position_now USING (id) WHERE iupd LIKE 'FOREIGN-%' GROUP BY state ORDER BY state") == \
            [("ready", 39), ("to-fix", 1)]
        app.key("alt+r")
        app.wait_text("40 positions removed")
        alone(app)
        assert ask("SELECT count(*) FROM position WHERE iupd LIKE 'FOREIGN-%' AND removed IS NULL") == [(0,)]
        quit_and_check(app)


@point
def remembers():
    """The next file with the same columns goes straight to the check"""
    with start("--practice", home=HOME) as app:
        ready()
        choose_file(app, write_file("TARI_2026-04.csv"))
        app.wait_text("Layout already known: TARI")
        app.wait_text(re.compile("^Import 40 Positions$"))
        # each count shows its rows alone
        app.button(re.compile("to correct$")).press()
        app.wait_text("12o,00")
        app.key("Escape", "Escape")
        alone(app)
        quit_and_check(app)


@point
def narrow():
    """The assistant fits 360 px, in Italian"""
    env = italian()
    with start("--practice", home=HOME, env=env) as app:
        ready()
        choose_file(app, write_file("TARI_2026-05.csv"))
        app.wait_text(re.compile("^(Abbinamento già noto: TARI|Layout already known: TARI)$"))
        fits(app, 360)
        app.button(re.compile("^(Change|Cambia)$")).press()
        app.wait_text(re.compile("^(Column names are in row|Intestazione alla riga)$"))
        fits(app, 360)
        app.key("Escape")
        app.wait_text("TARI_2026-05.csv")
        fits(app, 360)
        app.key("Escape")
        alone(app)
        quit_and_check(app)


run()
