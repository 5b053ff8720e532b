#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty reservations of an office's own spreadsheet come in by keyboard alone: two faults mended where they stand, on to the send sheet."""
import os
import re
import sqlite3
import subprocess

from scenario import KEYS, alone, choose_file, fits, focused, focused_row, fresh, italian, point, poll, quit_and_check, run, start

HOME = fresh()
FILES = fresh("files-")
HEADER = ("CF;Cognome;Nome;Sesso;Data di nascita;Luogo di nascita;Componenti;Tipologia;Tipo documento;Scadenza documento;N. documento;"
          "Telefono;E-mail;Codice offerta;Tecnologia;Velocità;Via;Civico;CAP;Comune")
ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11,
                                                        3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)))


def person(number):
    """The codice fiscale of a Mario Rossi who was never born, a different one for each number."""
    code = f"RSSMRA{40 + number}A01H501"
    total = sum(ODD[sign] if place % 2 == 0 else int(sign, 36) - (10 if sign.isalpha() else 0) for place, sign in enumerate(code))
    return code + chr(ord("A") + total % 26)


def write_file(name):
    """Row 5 asks for too slow a line, row 12 is of a kind of family that there is not."""
    lines = [HEADER]
    for n in range(1, 21):
        kind = "FAM9" if n == 11 else "FAM1"
        speed = 20 if n == 4 else 100
        lines.append(f"{person(n)};Rossi;Mario;M;01/01/19{40 + n};Roma;1;{kind};CI;01/01/2035;CA{n:05d}AA;0600000000;m.rossi@example.org;"
                     f"OFFERTA-FAM1-FTTH-100;FTTH;{speed};Via di Prova;{n};00184;Roma")
    path = os.path.join(FILES, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def ask(sql):
    with sqlite3.connect(f"file:{HOME}/sportello/sportello.db?mode=ro", uri=True, timeout=5) as db:
        return db.execute(sql).fetchall()


def to_vouchers(app, title):
    """Past the question for the clerk's name, to the list."""
    subprocess.run(["xdotool", "mousemove", "1", "1"], check=True)
    poll(lambda: app.all("push button", re.compile("^(Later|Più tardi)$")), None, "question for the name")
    app.key("Escape")
    alone(app)
    app.key(KEYS["vouchers"])
    app.wait_text(title)


def mend(app, value, right):
    """The fault with the focus: Return, what it should be, Return."""
    app.wait_text(value)
    focused_row(app)
    app.key("Return")
    focused(app, "text", re.compile("Correct value|Valore corretto"))
    app.type(right)
    app.key("Return")


@point
def reserves():
    """Twenty rows, two faults, mended in place; what came in goes on to the send sheet"""
    with start(home=HOME) as app:
        to_vouchers(app, "No Vouchers")
        choose_file(app, write_file("clienti.csv"))
        app.wait_text("Check the File")
        app.key("alt+c")
        app.wait_text("The rows ask for: Reservation")
        app.wait_text(re.compile("^Import Only the 18 Correct"))
        mend(app, "20", "100")
        app.wait_text(re.compile("^Import Only the 19 Correct"))
        mend(app, "FAM9", "FAM1")
        poll(lambda: not app.all("push button", re.compile("^Import Only")), None, "nothing left out")
        assert ask("SELECT count(*) FROM dossier") == [(0,)], "the check changed something"
        app.key("alt+i")
        app.wait_text("20 Vouchers Imported")
        assert ask("SELECT state, next_operation, count(*) FROM dossier GROUP BY 1, 2") == [("ready", "prenotazione", 20)]
        focused(app, "push button", re.compile("Send the 20 Ready Vouchers"))
        app.key("Return")
        app.wait_text("An Account Is Needed")
        app.key("Escape")
        quit_and_check(app)


@point
def narrow():
    """The same file again: all are there already, in Italian and at 360 px"""
    with start(home=HOME, env=italian()) as app:
        to_vouchers(app, "Rossi Mario")  # the sidebar has the title at once, the list its rows when it is there
        choose_file(app, write_file("clienti.csv"))
        app.wait_text(re.compile("Le righe chiedono: Prenotazione|The rows ask for: Reservation"))
        app.wait_text(re.compile("c'è già un voucher|There is a voucher of"))
        fits(app, 360)
        app.key("Escape", "Escape")
        quit_and_check(app)


if __name__ == "__main__":
    run()
