#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certified addresses as a clerk looks them up: twenty pasted codes, what they cost, results, one answer lost and settled on order; the
ledger of the practice service tells the truth."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, fits, point, poll, quit_and_check, run, start  # noqa: E402 (the folder has to be known first)
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
    def __init__(self):
        super().__init__(account=False, key=KEY)
        self.write("credentials/pec.key", self.key)
        self.run("account", "add", "trovapec", "pec", "--environment", "practice", "--base-url",
                 self.practice.about["services"]["trovapec"], "--set", "price=0,50", expect=OK)
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
            app.wait_text(re.compile("The balance is lower than before"))
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


if __name__ == "__main__":
    run()
