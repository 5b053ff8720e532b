#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Companies created in the registry by a person before the screen, against the practice service, whose ledger tells the truth."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, choose_file, focused, fresh, point, poll, quit_and_check, run, start  # noqa: E402
from desk import OK, Desk, read_rows  # noqa: E402 (the folder has to be known first)
from vouchers import firm  # noqa: E402

FILES = fresh("files-")
SECRET = "segreto-di-prova"  # that of every key of the practice service
ONE, TWO, THREE, BAD, LOST = (firm(number) for number in range(1, 6))
HEADER = "taxId;vatNumber;description;addresses.1.streetName;addresses.1.streetNumber;addresses.1.zipCode;addresses.1.city;addresses.1.province"


class Office(Desk):
    def __init__(self):
        super().__init__(account=False, key=SECRET)
        self.write("credentials/ts.key-secret", SECRET)
        services = self.practice.about["services"]
        words = ["account", "add", "tsdigital", "ts", "--environment", "practice", "--base-url", services["tsdigital"]]
        for item in {"item-path": "/api/v3/items", "auth-url": services["tsdigital-auth"], "key-id": "chiave-di-studio"}.items():
            words += ["--set", "=".join(item)]
        self.run(*words, expect=OK)

    def leaks(self):
        # The practice service has the secrets of its keys in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    def created(self):
        return [entry["taxId"] for entry in self.practice.ledger() if entry["operation"] == "create-item"]

    def states(self):
        return dict(read_rows(self.archive, "SELECT key, state FROM dossier"))


def write_file():
    path = os.path.join(FILES, "aziende.csv")
    rows = [HEADER]
    for number, code in enumerate((ONE, TWO, THREE, BAD, LOST), 1):
        rows.append(f"{code};{code};Ditta {number};Via di Prova;{number};00184;Roma;RM")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    return path


@point
def created():
    """Five from a file: three taken in charge, one refused at its field, one uncertain and settled by hand; nothing twice"""
    with Office() as desk:
        desk.json("import", "beneficiaries", desk.write("people.csv", f"type;vatNumber;companyName\nG;{ONE};Vivaio Trifoglio\n"))
        desk.practice.faults({"service": "tsdigital", "operation": "create-item", "call": 4, "fault": "error", "status": 400,
                              "message": "Richiesta errata", "field": "item.base.details.addresses[0].zipCode"},
                             {"service": "tsdigital", "operation": "create-item", "call": 5, "fault": "drop-after"})
        with start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"]}) as app:
            app.wait_text("Who works here?")
            app.type("Rosa")
            app.key("Return")
            alone(app)
            app.key(KEYS["registry"])
            app.wait_text("No Companies in TSDigital")
            choose_file(app, write_file())
            app.wait_text("Import 5 Items")
            app.key("alt+i")
            app.wait_text(re.compile("^5 .*Imported"))
            app.button(re.compile("^Send the 5 Ready")).press()
            app.button(re.compile("^Send 5 Registry Items")).press()
            poll(lambda: desk.practice.received("create-item") == 5, None, "five requests")
            poll(lambda: sorted(desk.states().values()) == ["done", "done", "done", "refused", "uncertain"], None, "five outcomes")
            app.key("Escape")
            alone(app)

            # What was refused opens at the field, with the service's words.
            app.find("label", re.compile("^Ditta 4")).click(times=2)
            app.wait_text(re.compile("valore non ammesso"))
            focused(app, "text", "Postal code")
            app.key("ctrl+a")
            app.type("00185")
            app.key("ctrl+s")
            app.wait_text("Saved")
            poll(lambda: any("sensitive" in node.states for node in app.all("push button", "Send…", shown=False)), None, "Send")
            app.button("Send…", shown=False).press()
            app.button(re.compile("^Send 1 Registry Item")).press()
            poll(lambda: desk.states()[BAD] == "done", None, "the mended one")
            app.key("Escape")
            alone(app)
            app.key("alt+Left")

            # What is uncertain a person settles who has looked; it is not sent again.
            app.find("label", re.compile("^Ditta 5")).click(times=2)
            app.button("Say What Was Seen…").press()
            app.button("Save Proof…")
            app.button("Say What Was Seen…").press()
            app.find("check box", "It was accepted").press()
            app.button("Record").press()
            poll(lambda: desk.states()[LOST] == "done", None, "the settled one")
            alone(app)

            # Whom it is about has the service's id.
            identifier = next(entry["id"] for entry in desk.practice.ledger() if entry.get("taxId") == ONE)
            app.key(KEYS["subjects"])
            app.find("label", re.compile("^Vivaio Trifoglio")).click(times=2)
            app.find("label", "Entry with a service 1", shown=False)
            poll(lambda: [node for node in app.all("text", shown=False) if node.text == identifier], None, "the id on the subject's page")
            quit_and_check(app)
        assert sorted(desk.created()) == sorted((ONE, TWO, THREE, BAD, LOST)), desk.created()
        desk.run("archive", "verify", expect=OK)


@point
def answers():
    """What the service may answer is said with what to do: 403, 500, 502; the account is tested"""
    codes = [firm(number) for number in range(11, 14)]
    with Office() as desk:
        desk.practice.faults(*({"service": "tsdigital", "operation": "create-item", "call": call, "fault": "error", "status": status}
                               for call, status in ((1, 403), (2, 500), (3, 502))))
        rows = "".join(f"{code};{code};Ditta {number};Via di Prova;{number};00184;Roma;RM\n" for number, code in enumerate(codes, 1))
        desk.json("import", "registry-items", desk.write("items.csv", HEADER + "\n" + rows))
        with start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"]}) as app:
            app.wait_text("Who works here?")
            app.type("Rosa")
            app.key("Return")
            alone(app)
            app.key(KEYS["accounts"])
            app.button("Test the Connection of ts").press()
            app.wait_text(re.compile("Reached today"))
            app.key(KEYS["registry"])
            app.button(re.compile("^Send 3 Items")).press()
            app.button(re.compile("^Send 3 Registry Items")).press()
            poll(lambda: sorted(desk.states().values()) == ["refused", "uncertain", "uncertain"], None, "three outcomes")
            app.key("Escape")
            alone(app)
            for number, words, follows in ((1, "may not create", "ask TeamSystem for the right"),
                                           (2, "^Not known: whether the service recorded it", "say what was seen"),
                                           (3, "^Not known: whether the service recorded it", "say what was seen")):
                app.find("label", re.compile(f"^Ditta {number}")).click(times=2)
                if number > 1:
                    app.button("Say What Was Seen…").press()
                    app.button("Copy Tax Code")
                app.wait_text(re.compile(words))
                app.wait_text(re.compile(follows))
                app.key("alt+Left")
                if number > 1:
                    app.key("alt+Left")
                app.find("label", re.compile("^Ditta 1"))
            quit_and_check(app)
        assert desk.created() == [], desk.created()
        desk.run("archive", "verify", expect=OK)


@point
def mistyped():
    """A mistyped key is said at the test of the account, with what to do, and the focus is where it is written anew"""
    with Office() as desk:
        with start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"]}) as app:
            app.wait_text("Who works here?")
            app.type("Rosa")
            app.key("Return")
            alone(app)
            app.key(KEYS["accounts"])
            app.find("label", "ts").click()
            field = app.find("password text", re.compile("^Secret of the technical key"), shown=False)
            field.set_text("non-e-questa")
            app.key("alt+t")
            app.wait_text(re.compile("^The authentication did not take"))
            app.find(None, re.compile("Copy them again from the activation e-mail"), shown=False)
            focused(app, "password text", re.compile("^Secret of the technical key"))
            app.key("ctrl+a")
            app.type("segreto-di-prova")
            app.key("alt+t")
            app.find(None, re.compile("^The (key is|technical key was) accepted"), shown=False)
            app.key("Escape")
            alone(app)
            quit_and_check(app)


if __name__ == "__main__":
    run()
