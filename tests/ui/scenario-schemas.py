#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Official schemas as an office gets them: a zip with names of its own, faults said, what changes shown, put in use, taken back; the command line
sees the same (issue 6, "dropping a different XSD set changes the form and the validation without a rebuild")."""
import os
import re
import shutil
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, fits, fresh, italian, point, poll, quit_and_check, run, start  # noqa: E402
from desk import OK, REFUSED, Desk  # noqa: E402 (the folder has to be known first)

SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "catasto", "xsd")
FILES = fresh("files-")
PICTURES = os.environ.get("SCHEMAS_PICTURES")


class Office(Desk):
    def __init__(self):
        super().__init__(practice=False, account=False, key="chiave-di-prova")
        self.run("account", "add", "catasto", "registro", "--environment", "test", "--base-url", "http://127.0.0.1:9/",
                 "--set", "authorization=none", expect=OK)


def make_zip(name, change, only=None):
    """The shipped schemas in a folder of a zip, a text replaced in one file; @only: of the files whose names it has."""
    path = os.path.join(FILES, name)
    with zipfile.ZipFile(path, "w") as file:
        for entry in sorted(os.listdir(SHIPPED)):
            with open(os.path.join(SHIPPED, entry), encoding="utf-8") as source:
                text = source.read()
            if entry == change[0]:
                assert change[1] in text, entry
                text = text.replace(change[1], change[2])
            if only is None or entry in only:
                file.writestr("Schemi Regione 2027/" + entry, text)
        file.writestr("Manuale.pdf", "%PDF-")
    return path


def picture(app, name):
    if PICTURES:
        app.screenshot(os.path.join(PICTURES, name + ".png"))


def open_dialog(app, who="Who works here?", menu="Account Menu", item=re.compile("^Official Schemas"), title="In Use"):
    app.wait_text(who)
    app.type("Rosa")
    app.key("Return")
    alone(app)
    app.key(KEYS["accounts"])
    app.menu(menu, item)
    app.wait_text(title)


def choose(app, path, button=re.compile("^Choose Files")):
    app.button(button).press()
    poll(lambda: len(app.xids()) >= 3, None, "file chooser")
    app.type(path)
    app.key("Return")


def begin(desk, env=None):
    return start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"], **(env or {})})


@point
def imported():
    """A zip: recognised, what changes by call and element, put in use, seen by the command line, taken back"""
    path = make_zip("schemi-2027.zip", ("api_call_3.xsd", 'fixed="2.2"', 'fixed="2.3"'))
    with Office() as desk:
        example = desk.write("example.xml", desk.run("template", "catasto.8", expect=OK).out)
        desk.run("check", "catasto.8", example, expect=OK)
        with begin(desk) as app:
            open_dialog(app)
            app.wait_text("Supplied with Sportello · 11 calls")
            choose(app, path)
            app.wait_text("What Changes")
            app.wait_text(re.compile(r"api_call_3\.xsd\n1 change"))
            app.find("status bar", re.compile("^Forms and checks follow at once"))
            picture(app, "offer")
            app.key("Escape")
            app.wait_text("In Use")
            choose(app, path)
            app.wait_text("What Changes")
            app.find("list item", re.compile("^Decommissioning of a plant")).click()
            app.wait_text(re.compile("^The rules of the value change from “fixed 2.2” to “fixed 2.3”"))
            picture(app, "changes")
            app.key("alt+Left")
            app.wait_text("What Changes")
            app.button("Use These Schemas").press()
            app.wait_text(re.compile(r"^schemi-2027\.zip, imported today .* · 11 calls"))
            # the same document, and no longer what the register takes
            found = desk.json("check", "catasto.8", example, expect=REFUSED)["issues"]
            assert any("2.3" in issue["message"] for issue in found), found
            assert desk.json("schemas", "catasto")["label"] == "schemi-2027.zip"
            picture(app, "use")
            app.button("Go Back to These").press()
            app.wait_text("Supplied with Sportello · 11 calls")
            app.wait_text("schemi-2027.zip")
            desk.run("check", "catasto.8", example, expect=OK)
            app.button("Restore").press()
            app.wait_text(re.compile(r"^schemi-2027\.zip, imported today"))
            desk.run("check", "catasto.8", example, expect=REFUSED)
            app.key("Escape")
            quit_and_check(app)


@point
def faulty():
    """A file that wants another from the network: said, refused, and nothing has changed; a part completes itself"""
    bad = make_zip("rotto.zip", ("api_call_3.xsd", 'schemaLocation="catasto_tipi.xsd"', 'schemaLocation="https://esempio.invalid/tipi-comuni.xsd"'))
    part = make_zip("solo-tre.zip", ("api_call_3.xsd", 'fixed="2.2"', 'fixed="2.4"'),
                    only=("api_call_3.xsd", "catasto_tipi.xsd", "catasto_liste.xsd"))
    with Office() as desk:
        with begin(desk) as app:
            open_dialog(app)
            choose(app, bad)
            app.wait_text(re.compile("that is never read from the network"))
            app.find("status bar", "1 fault: these files cannot be used")
            assert "enabled" not in app.button("Use These Schemas").states
            picture(app, "faulty")
            app.key("Escape")
            app.wait_text("In Use")
            choose(app, part)
            app.wait_text("Calls that are missing stay as they are")
            app.wait_text("Not among the files: it stays as it is")
            picture(app, "part")
            app.button("Use These Schemas").press()
            app.wait_text(re.compile(r"^solo-tre\.zip, imported today .* · 11 calls"))
            app.key("Escape")
            quit_and_check(app)


@point
def by_hand():
    """Files put into the user's folder: seen while the dialog is open, a broken one named, the way back offered"""
    with Office() as desk:
        folder = os.path.join(desk.env["XDG_DATA_HOME"], "sportello", "catasto", "xsd")
        with begin(desk) as app:
            open_dialog(app)
            app.wait_text("Supplied with Sportello · 11 calls")
            shutil.copytree(SHIPPED, folder)
            with open(os.path.join(folder, "api_call_3.xsd"), "w", encoding="utf-8") as file:
                file.write('<!DOCTYPE x><x/>')
            app.key("Escape")
            alone(app)
            app.menu("Account Menu", re.compile("^Official Schemas"))
            app.wait_text(re.compile("^Put into the data folder by hand · 10 calls"))
            app.wait_text(re.compile("“api_call_3.xsd” has a DOCTYPE"))
            picture(app, "broken")
            app.button("Go Back to These").press()
            app.wait_text("Supplied with Sportello · 11 calls")
            app.wait_text("Put there by hand")
            app.key("Escape")
            quit_and_check(app)


@point
def narrow():
    """In Italian, 360 px wide: nothing asks for more"""
    path = make_zip("schemi-2027.zip", ("api_call_3.xsd", 'fixed="2.2"', 'fixed="2.3"'))
    env = italian()
    with Office() as desk:
        with begin(desk, env) as app:
            open_dialog(app, "Chi lavora qui?", "Menù dell'account", re.compile("^Schemi ed elenchi"), "In uso")
            choose(app, path, re.compile("^Scegli i file|^Scegli file"))
            app.wait_text("Che cosa cambia")
            fits(app, 360)
            picture(app, "narrow")
            app.key("Escape")
            app.wait_text("In uso")
            app.key("Escape")
            quit_and_check(app)


run()
