#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants that come in by a person before the screen: a table with other people's headers, a libretto and a report in XML, taken back."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, choose_file, fits, fresh, point, poll, quit_and_check, run, start  # noqa: E402
from desk import OK, Desk, read_rows  # noqa: E402 (the folder has to be known first)

FILES = fresh("files-")
DOCUMENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "practice", "catasto")
TABLE = ("Codice impianto;Indirizzo;N. civico;CAP;Comune;Provincia;Responsabile;Codice fiscale responsabile;Marca caldaia;Matricola caldaia;"
         "Combustibile;Potenza kW;Data installazione;Ultimo RCEE\n"
         "PROVA0001;Via di Prova;10;70121;Bari;BA;Rossi Mario;RSSMRA80A01H501U;Prova;PRV-1;Gas naturale;24,0;29/02/2012;15/10/2024\n"
         "PROVA0002;Via Lunga;1;7012;Bari;BA;Rossi Mario;RSSMRA80A01H501U;Prova;PRV-2;Gas naturale;abc;01/03/2014;\n"
         ";Via Corta;1;70121;Bari;BA;;;;;;;;\n")


def plants(desk):
    return read_rows(desk.archive, "SELECT code, name, present_source FROM plant WHERE removed IS NULL ORDER BY code")


def office(desk):
    return start(home=desk.env["XDG_DATA_HOME"])


def write(name, text):
    path = os.path.join(FILES, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def document(name, code):
    with open(os.path.join(DOCUMENTS, name), encoding="utf-8") as file:
        return write(code + "-" + name, file.read().replace("@CODE@", code))


def open_plants(app):
    app.key(KEYS["plants"])
    app.wait_text(re.compile("^(No Plants|Plants)"))


@point
def table():
    """A table of theirs: headers are known, faults stand at the column, marked as present, taken back"""
    with Desk(account=False) as desk:
        with office(desk) as app:
            app.wait_text("Who works here?")
            app.type("Rosa")
            app.key("Return")
            alone(app)
            open_plants(app)
            choose_file(app, write("impianti.csv", TABLE))
            app.button("Check the File").press()
            app.wait_text("Import 2 Rows or Documents")
            app.find("label", re.compile("70?12"))
            app.find("check box", re.compile("^Other software has sent")).click()
            entry = app.find("text", "How it is known that the register has them")
            entry.click()
            app.type("Portale")
            if os.environ.get("PICTURES"):
                app.screenshot(os.path.join(os.environ["PICTURES"], "check.png"), screen=True)
            app.key("alt+i")
            app.wait_text(re.compile("^2 .*Imported"))
            assert plants(desk) == [("PROVA0001", "Rossi Mario", "Portale"), ("PROVA0002", "Rossi Mario", "Portale")], plants(desk)
            app.button(re.compile("^Remove the 2 Imported Plants")).press()
            poll(lambda: plants(desk) == [], None, "nothing left")
            app.key("Escape")
            alone(app)
            quit_and_check(app)


@point
def documents():
    """A libretto makes a plant, its report becomes history, and a second libretto says what it changes"""
    with Desk(account=False) as desk:
        with office(desk) as app:
            app.wait_text("Who works here?")
            app.type("Rosa")
            app.key("Return")
            alone(app)
            open_plants(app)
            choose_file(app, document("09-libretto.xml", "PROVA0001"))
            app.wait_text("Import 1 Row or Document")
            app.key("alt+i")
            app.wait_text(re.compile("^1 .*Imported"))
            app.key("Escape")
            alone(app)
            desk.run("import", "plants", document("84-rcee-1.xml", "PROVA0001"), expect=OK)
            rows = read_rows(desk.archive, "SELECT type, phase FROM dossier WHERE kind = 'interventions'")
            assert rows == [("84", "accepted")], rows
            quit_and_check(app)


run()
