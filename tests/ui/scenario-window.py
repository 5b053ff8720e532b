#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of an empty and of a broken archive, as a person meets it."""
import os
import re
import sqlite3

from scenario import KEYS, alone, fits, fresh, italian, point, poll, quit_and_check, run, start


def dismiss_name(app):
    """The question of the first start."""
    app.wait_text("Who works here?")
    app.button("Keep").press()
    alone(app)


@point
def first_start():
    """A first start asks for the name, then shows the first steps; the name is kept"""
    home = fresh()
    with start(home=home) as app:
        dismiss_name(app)
        app.wait_text("Welcome to Sportello")
        app.wait_text("Prepared, checked, sent and followed from here: Debt positions · Interventions · Vouchers · PEC · TSDigital companies")
        app.wait_text("Create an account")
        quit_and_check(app)
    with start(home=home) as app:
        app.wait_text("Welcome to Sportello")
        assert len(app.look().children) == 1, "asked again"
        quit_and_check(app)


@point
def keyboard():
    """Every page and window is reached with the keyboard alone"""
    with start() as app:
        dismiss_name(app)
        app.key(KEYS["submissions"])
        app.wait_text("No submissions")
        app.key("alt+Left")
        app.wait_text("Welcome to Sportello")
        app.key("alt+Right")
        app.wait_text("No submissions")
        app.key("F10")
        app.find("menu item", "Verify Archive")
        app.key("Escape")
        alone(app)
        app.key("ctrl+k")
        app.find("entry", "Find anything", shown=False)
        app.key("Escape")
        alone(app)
        app.key("ctrl+question")
        app.wait_text("Search this page")
        app.key("Escape")
        alone(app)
        app.key("ctrl+comma")
        app.wait_text("Announce outcomes")
        app.key("Escape")
        quit_and_check(app)


@point
def verify():
    """Verifying the archive says that it is whole"""
    with start() as app:
        dismiss_name(app)
        app.menu("Main Menu", "Verify Archive")
        app.wait_text("The archive is whole")
        app.key("Escape")
        quit_and_check(app)


@point
def stop_sending():
    """Stop all sending is a strip on every page, survives a restart and can be taken back"""
    home = fresh()
    with start(home=home) as app:
        dismiss_name(app)
        app.menu("Main Menu", "Stop All Sending")
        app.wait_text("All sending is stopped.")
        quit_and_check(app)
    with start(home=home) as app:
        app.wait_text("All sending is stopped.")
        app.button("Resume").press()
        poll(lambda: not [n for n in app.all("label") if n.text == "All sending is stopped."], None, "strip gone")
        quit_and_check(app)


@point
def narrow():
    """Every page fits 360 px, and the sidebar is one step back"""
    with start() as app:
        dismiss_name(app)
        fits(app, 360)
        for key in (KEYS["overview"], KEYS["submissions"]):
            app.key(key)
            fits(app, 360)
        app.wait_text("No submissions")
        app.button("Back").press()
        app.find("list item", "Today")
        quit_and_check(app)


@point
def second_start():
    """A second start shows the first window and ends"""
    import subprocess
    from scenario import PROGRAM
    home = fresh()
    with start(home=home) as app:
        dismiss_name(app)
        done = subprocess.run([PROGRAM], env={**os.environ, "XDG_DATA_HOME": home}, timeout=60, check=False)
        assert done.returncode == 0
        quit_and_check(app)


def broken(path, text, button=None):
    with start("--archive", path) as app:
        app.wait_text(text)
        app.button("Show the Folder")
        if button:
            app.button(button)
        fits(app, 360)
        app.key("ctrl+q")
        assert app.proc.wait(60) == 0


@point
def not_ours():
    """A file that is no archive is left alone and said so"""
    path = os.path.join(fresh(), "x.db")
    with open(path, "w", encoding="ascii") as file:
        file.write("this is no database\n" * 400)
    broken(path, "Not an archive of Sportello")
    with open(path, encoding="ascii") as file:
        assert file.read(19) == "this is no database"


def make_archive():
    home = fresh()
    with start(home=home) as app:
        dismiss_name(app)
        quit_and_check(app)
    return os.path.join(home, "sportello", "sportello.db")


@point
def newer():
    """An archive of a newer version is not touched"""
    path = make_archive()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9999")
    broken(path, "Archive newer than the program")


@point
def damaged():
    """A damaged archive offers a backup"""
    path = make_archive()
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    broken(path, "Archive damaged", "Restore a Backup…")


@point
def damaged_within():
    """An archive whose damage shows only while it is read is said so over the whole window, and a backup brings it back"""
    home = fresh()
    with start(home=home) as app:
        dismiss_name(app)
        quit_and_check(app)
    path = os.path.join(home, "sportello", "sportello.db")
    with sqlite3.connect(path) as db:
        page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'submission'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    with open(path, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    # Warnings in the journal are right here.
    with start(home=home, env={"G_DEBUG": "gc-friendly"}) as app:
        app.wait_text("Archive damaged")
        app.button("Restore a Backup…")
        app.button("Try Again").press()
        app.wait_text("Archive damaged")
        alone(app)
        app.key("ctrl+q")
        assert app.proc.wait(60) == 0


@point
def no_keyring():
    """Without a keyring an account says where its key is, and a later test asks for it instead of failing"""
    home = fresh()
    with start(home=home) as app:
        dismiss_name(app)
        app.key(KEYS["accounts"])
        app.button("New Account…").press()
        app.wait_text("Which service?")
        app.key("Return")
        app.wait_text("Which environment?")
        app.key("Return")
        app.entry("Name of the account").set_text("Comune di Prova")
        app.entry("Address of the service").set_text("http://127.0.0.1:9/gpd")
        app.entry("Tax code of the creditor body", shown=False).set_text("77777777777")
        app.entry("Broker code", shown=False).set_text("15376371009")
        app.find("label", "Where credentials are kept", shown=False)
        app.find("list item", "Only in memory", shown=False)
        app.button("Test the Connection", shown=False).press()
        poll(lambda: [n for n, _ in app.look().walk() if n.text.startswith("There is no key yet")], None, "no key")
        app.key("ctrl+s")
        alone(app)
        app.wait_text("Comune-di-Prova")
        for answer in ("Escape", "Return"):
            app.button("Test the Connection of Comune-di-Prova").press()
            app.wait_text("Credential of “Comune-di-Prova”")
            if answer == "Return":
                app.type("secret-of-a-test")
            app.key(answer)
            alone(app)
        app.wait_text(re.compile("^Comune-di-Prova: "))
        quit_and_check(app)
    for folder, _, names in os.walk(home):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                assert b"secret-of-a-test" not in file.read(), f"the key is in {name}"


@point
def restore():
    """A backup goes through the file chooser; what is none leaves the archive alone; a restored one asks to be looked through"""
    home = fresh()
    backup = os.path.join(home, "kept.backup")
    other = os.path.join(home, "other.backup")
    with open(other, "w", encoding="ascii") as file:
        file.write("this is no backup\n" * 400)

    def choose(app, entry, path):
        app.menu("Main Menu", entry)
        poll(lambda: len(app.xids()) >= 2, None, "file chooser")
        app.key("ctrl+a")
        app.type(path)
        app.key("Return")

    with start(home=home) as app:
        dismiss_name(app)
        choose(app, "Back Up Archive…", backup)
        app.wait_text("Archive backed up as “kept.backup”")
        alone(app)
        choose(app, "Restore Archive…", other)
        app.wait_text("Replace the archive by the backup?")
        app.button("Restore").press()
        app.wait_text("The backup was not restored")
        app.button("Details").press()
        app.wait_text(re.compile("^The chosen file is no backup"))
        app.key("Escape")
        alone(app)
        assert not [n for n in os.listdir(os.path.join(home, "sportello")) if "before-restore" in n]
        choose(app, "Restore Archive…", backup)
        app.wait_text("Replace the archive by the backup?")
        app.button("Restore").press()
        app.wait_text(re.compile("^The archive was restored from a backup: nothing leaves"))
        app.button("Look Through…").press()
        app.wait_text("Have the submissions been gone through?")
        app.key("Escape")
        alone(app)
        app.wait_text(re.compile("^The archive was restored from a backup"))
        app.button("Look Through…").press()
        app.button("I Have Gone Through Them").press()
        alone(app)
        poll(lambda: not app.all("label", re.compile("^The archive was restored")), None, "strip gone")
        quit_and_check(app)
    assert [n for n in os.listdir(os.path.join(home, "sportello")) if "before-restore" in n], "the former archive is kept"


@point
def in_italian():
    """The window speaks Italian on an Italian desktop"""
    env = italian()
    with start(env=env) as app:
        app.wait_text("Chi lavora qui?")
        app.button("Conserva").press()
        alone(app)
        app.wait_text("Benvenuti in Sportello")
        fits(app, 360)
        quit_and_check(app)


run()
