#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certified addresses as a clerk looks them up: twenty pasted codes, what they cost, results, one answer lost and settled on order; the
ledger of the practice service tells the truth."""
import csv
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, choose_file, fits, focused, point, poll, quit_and_check, run, start  # noqa: E402 (the folder has to be known first)
from desk import OK, Desk, read_rows  # noqa: E402

KEY = "chiave-di-prova"  # one that the practice service knows
LOST, PRESENT, FAULTY = "99900101009", "99900121007", "99900091002"


def firm(number):
    """A VAT number that belongs to nobody."""
    digits = f"{9991000 + number:07d}001"
    total = sum(int(d) if i % 2 == 0 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(digits))
    return digits + str(-total % 10)


PLAIN = [firm(number) for number in range(17)]
FOUND = [code for code in PLAIN if code[-1] not in "05"]


class Office(Desk):
    def __init__(self, people=True):
        super().__init__(account=False, key=KEY)
        self.write("credentials/pec.key", self.key)
        self.run("account", "add", "trovapec", "pec", "--environment", "practice", "--base-url",
                 self.practice.about["services"]["trovapec"], "--set", "price=0,50", expect=OK)
        if people:
            self.json("import", "beneficiaries", self.write("people.csv", "type;vatNumber;companyName\n"
                                                            f"G;{FOUND[0]};Vivaio Trifoglio\nG;{FOUND[1]};Forno Rosmarino\n"))

    def leaks(self):
        # The practice service has its customers' keys in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    def asked(self):
        return [entry["code"] for entry in self.practice.ledger() if entry["operation"] == "lookup"]

    def standing(self, code=None):
        where = " AND key = ?" if code is not None else ""
        return read_rows(self.archive, "SELECT state, stage, result FROM dossier WHERE kind = 'lookups' AND removed IS NULL" + where,
                         *([code] if code is not None else []))


def open_office(desk):
    return start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"]})


def go(app):
    """To the list; the program asks who works here first."""
    app.wait_text("Who works here?")
    app.type("Rosa")
    app.key("Return")
    alone(app)
    app.key(KEYS["lookups"])
    app.find("frame", re.compile("^Certified Addresses"))


def send(app, words):
    app.button(re.compile(words)).press()
    app.find(None, re.compile("^(Taken in charge|Outcomes|Sending)"))
    app.key("Escape")
    alone(app)


@point
def twenty():
    """Twenty codes pasted, one order: found, not found, error, already there, one answer lost and settled; nothing is asked twice"""
    codes = PLAIN + [LOST, PRESENT, FAULTY]
    with Office() as desk:
        with open_office(desk) as app:
            go(app)
            app.button("Paste Codes…", index=1).press()
            app.find("text", "Text with codes, or a name")
            app.type("Codici: " + " ".join(codes[:10]) + ", IT " + "; ".join(codes[10:]) + " e ancora " + codes[0])
            app.find(None, "20 to look up, 1 repeated")
            app.wait_text(re.compile(" · Vivaio Trifoglio$"))
            app.button(re.compile("^Look Up 20 Codes")).press()
            app.wait_text("20 codes to look up")
            app.wait_text(re.compile("^About 10,00 €: 20 look-ups at 0,50 € each"))
            app.button("Update the Balance").press()
            app.wait_text(re.compile("^Last known balance: 100,00 €"))
            app.button(re.compile("^Send 20 Requests to Practice")).press()
            poll(lambda: len(desk.asked()) == 19, 90, "all but the one that is there already")
            app.key("Escape")
            poll(lambda: [row for row in desk.standing() if row[0] in ("ready", "sending", "waiting")] == [], 90, "results")

            stands = {code: desk.standing(code)[0] for code in codes}
            assert all(stands[code][1:] == ("found", f"{code}@pec.esempio.example") for code in FOUND), stands
            assert all(stands[code][1:] == ("not-found", "") for code in PLAIN if code not in FOUND), stands
            assert [stands[code][0] for code in (LOST, PRESENT, FAULTY)] == ["uncertain", "refused", "refused"], stands
            assert sorted(desk.asked()) == sorted(PLAIN + [LOST, FAULTY]), "each once"
            poll(lambda: len(app.look().children) == 1, None, "closed sheet")

            app.find("label", PRESENT).click(times=2)
            app.wait_text("A request for this code is at the service already")
            app.button("Cancel and Ask Again…")
            fits(app, 360)
            app.resize(1200, 900)
            app.key("alt+Left")

            # What was lost: the balance is a hint, and only a person cancels and asks again.
            app.find("label", LOST).click(times=2)
            app.wait_text("The request left, and no answer came")
            app.button("Compare the Balance").press()
            app.wait_text(re.compile("The balance has gone down by more than the other look-ups"))
            assert desk.asked().count(LOST) == 1, "comparing asks nothing"
            app.button("Cancel and Ask Again…").press()
            app.wait_text("Give Up the Request?")
            app.wait_text(re.compile("another 0,50 €"))
            app.button("Give It Up").press()
            app.wait_text("1 cancellation")
            app.button(re.compile("^Send 1 Request to Practice")).press()
            poll(lambda: desk.standing(LOST)[0][1] == "cancelled", 60, "cancelled")
            app.key("Escape")
            app.wait_text("The earlier request is cancelled")
            desk.practice.control("/trovapec/codes", {"code": LOST, "remove": True})
            app.button("Look Up…").press()
            app.button(re.compile("^Send 1 Request to Practice")).press()
            poll(lambda: desk.standing(LOST)[0][1] == "found", 60, "found after all")
            app.key("Escape")
            app.wait_text(f"{LOST}@pec.esempio.example")
            assert sorted(desk.asked()) == sorted(PLAIN + [LOST, LOST, FAULTY]), "twice only what was ordered"
            quit_and_check(app)
        people = desk.run("export", "beneficiaries", expect=OK).out.decode("utf-8")
        assert all(f"{code}@pec.esempio.example" in people for code in FOUND[:2]), people
        assert desk.json("archive", "verify")["ok"]
        assert desk.leaks() == [], "the key is nowhere"


@point
def chain():
    """Twenty companies from a file, their addresses looked up in one go, on the companies with date and source; a sheet goes back whole"""
    codes = [firm(number) for number in range(20)]
    found = [code for code in codes if code[-1] not in "05"]
    with Office(people=False) as desk:
        people = desk.write("aziende.csv", "type;vatNumber;companyName\n" + "".join(f"G;{code};Azienda {n:02d}\n"
                                                                                     for n, code in enumerate(codes)))
        with open_office(desk) as app:
            go(app)
            app.key(KEYS["subjects"])
            choose_file(app, people)
            app.button(re.compile("^Import 20 ")).press()
            app.wait_text(re.compile("^20 .*Imported$"))
            app.key("Escape")
            alone(app)
            # The list is gone on with at once, by keyboard.
            app.wait_text("Azienda 00")
            app.key("ctrl+a")
            app.find(None, "20 subjects selected")
            app.menu("More", "Look Up the PEC…")
            app.find(None, "20 to look up")
            app.button(re.compile("^Look Up 20 Codes")).press()
            app.wait_text("20 codes to look up")
            send(app, "^Send 20 Requests to Practice")
            poll(lambda: len(desk.standing()) == 20 and all(row[0] == "done" for row in desk.standing()), 90, "results")
            assert sorted(desk.asked()) == sorted(codes), "each once"
            rows = {row["vatNumber"]: row for row in csv.DictReader(
                desk.run("export", "beneficiaries", expect=OK).out.decode("utf-8").splitlines(), delimiter=";")}
            assert all((rows[code]["pec"], rows[code]["pecSource"]) == (f"{code}@pec.esempio.example", "trovapec") and
                       re.match("20[0-9]{2}-", rows[code]["pecDate"]) for code in found), rows
            assert all(rows[code]["pec"] == "" for code in codes if code not in found), rows

            # A sheet of codes: one that is known, one twice, one new.
            new = firm(20)
            app.key(KEYS["lookups"])
            app.find("frame", re.compile("^Certified Addresses"))
            choose_file(app, desk.write("codici.csv", f"Azienda;codice\nA;{found[0]}\nB;{new}\nC;{new}\n"))
            app.button("Check the File").press()
            app.button(re.compile("^Import [0-9]")).press()
            app.wait_text(re.compile("Imported$"))
            app.key("Escape")
            alone(app)
            app.button(re.compile("^Send 1 Look-up")).press()
            send(app, "^Send 1 Request to Practice")
            poll(lambda: desk.standing(new) and desk.standing(new)[0][0] == "done", 60, "the new one")
            app.menu("List Menu", re.compile("^Imports"))
            app.wait_text("codici.csv")
            app.button("codici.csv: Export the original sheet with the outcomes…").press()
            poll(lambda: len(app.xids()) >= 3, None, "file chooser")
            app.key("ctrl+a")
            app.type(desk.path("esiti.csv"))
            app.key("Return")
            poll(lambda: os.path.exists(desk.path("esiti.csv")) and os.path.getsize(desk.path("esiti.csv")) > 0, None, "the sheet")
            with open(desk.path("esiti.csv"), encoding="utf-8-sig", newline="") as stream:
                table = list(csv.DictReader(stream, delimiter=";"))
            address = f"{new}@pec.esempio.example" if new[-1] not in "05" else ""
            assert [(row["Azienda"], row["PEC"]) for row in table] == [("A", f"{found[0]}@pec.esempio.example"), ("B", address),
                                                                     ("C", address)], table
            assert sorted(desk.asked()) == sorted(codes + [new]), "each once"
            app.key("Escape")
            alone(app)
            quit_and_check(app)


@point
def killed():
    """Killed while results are waited for: started again it goes on with the tokens it has, and nothing is asked twice"""
    with Office() as desk:
        for code in FOUND[:3]:
            desk.practice.control("/trovapec/codes", {"code": code, "address": f"{code}@pec.esempio.example", "state": "pec trovata",
                                                      "delay_ms": -1})
        with open_office(desk) as app:
            go(app)
            app.button("Paste Codes…", index=1).press()
            app.find("text", "Text with codes, or a name")
            app.type(" ".join(FOUND[:3]))
            app.button(re.compile("^Look Up 3 Codes")).press()
            app.button(re.compile("^Send 3 Requests to Practice")).press()
            poll(lambda: [row[0] for row in desk.standing()] == ["waiting"] * 3, 60, "tokens")
            app.proc.kill()
            app.proc.wait(60)
        tokens = read_rows(desk.archive, "SELECT remote_id FROM submission ORDER BY id")
        assert len({token for token, in tokens}) == 3, "each has its own on disk"
        with open_office(desk) as app:
            app.find("frame", re.compile("^Today"))
            assert sorted(desk.asked()) == sorted(FOUND[:3]), "not asked again"
            for code in FOUND[:3]:
                desk.practice.control("/trovapec/complete", {"code": code})
            poll(lambda: all(row[:2] == ("done", "found") for row in desk.standing()), 90, "results")
            assert sorted(desk.asked()) == sorted(FOUND[:3]), "asked once each"
            assert read_rows(desk.archive, "SELECT remote_id FROM submission ORDER BY id") == tokens, "the same"
            alone(app)
            quit_and_check(app)
        assert desk.json("archive", "verify")["ok"]


@point
def mistyped():
    """A mistyped key is said at the test of the account, with what to do, and the focus is where it is written anew"""
    with Office(people=False) as desk:
        with open_office(desk) as app:
            go(app)
            # A tooltip is a window, and no dialog.
            app.button("Paste Codes…").hover()
            poll(lambda: len(app.xids()) == 2, None, "tooltip")
            alone(app)
            app.key(KEYS["accounts"])
            app.find("label", "pec").click()
            field = app.find("password text", re.compile("^User key"), shown=False)
            field.set_text("non-e-questa")
            app.key("alt+t")
            app.wait_text(re.compile("^TrovaPEC does not know the user key: copy it whole"))
            focused(app, "password text", re.compile("^User key"))
            app.key("ctrl+a")
            app.type("chiave-di-prova")
            app.key("alt+t")
            app.find(None, re.compile("^The (key is|technical key was) accepted"), shown=False)
            app.key("Escape")
            alone(app)
            quit_and_check(app)


if __name__ == "__main__":
    run()
