#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of several plants sent in one order by a person before the screen, against the practice register: each plant's in its order, what
waits is said, and what is in doubt is asked again with the same number."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, point, poll, quit_and_check, run, start  # noqa: E402
from desk import HERE, OK, Desk, read_rows  # noqa: E402 (the folder has to be known first)

PASSWORD = "segreto-di-prova"
FOLDER = os.path.join(HERE, "..", "practice", "catasto")
DOCUMENTS = ("84-rcee-1-gasolio", "87-consumi")


class Office(Desk):
    def __init__(self, *codes):
        super().__init__(account=False, key=PASSWORD)
        self.write("credentials/cit.password", PASSWORD)
        self.run("account", "add", "catasto", "cit", "--environment", "practice", "--base-url", self.practice.about["services"]["catasto"],
                 "--set", "authorization=basic", "--set", "username=ufficio", expect=OK)
        for code in codes:  # other software sent the librettos
            path = self.document("09-libretto", code)
            self.run("prepare", "catasto.9", "--account", "cit", "--file", path, expect=OK)
        self.run("outbox", "send", "--wait", "60", expect=OK)
        for code in codes:
            self.run("import", "plants", self.document("09-libretto", code), "--account", "cit", expect=OK)
            self.run("plants", "present", code, "--source", "prova", expect=OK)
            for name in DOCUMENTS:
                self.run("import", "plants", self.document(name, code), "--account", "cit", "--drafts", expect=OK)

    def document(self, name, code):
        with open(os.path.join(FOLDER, name + ".xml"), encoding="utf-8") as file:
            return self.write(f"{name}-{code}.xml", file.read().replace("@CODE@", code))

    def leaks(self):
        # The practice register has the words of its log-in in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    def taken(self, code):
        return [entry["api_id"] for entry in self.practice.ledger() if code in entry.values()]

    def states(self):
        return read_rows(self.archive, "SELECT key, type, state FROM dossier ORDER BY key, id")


def open_list(desk):
    return start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"]})


def send_all(app, n):
    app.wait_text("Who works here?")
    app.type("Rosa")
    app.key("Return")
    alone(app)
    app.key(KEYS["interventions"])
    app.button(re.compile(f"^Send {n} Ready Documents")).press()
    app.wait_text(f"{n} documents")
    app.wait_text(re.compile("^2 wait for an earlier one of their plant"))
    app.button(re.compile(f"^Send {n} Documents to Practice")).press()


@point
def ordered():
    """Two plants, a report and a year's consumption each: one order of two operations, each plant's in its order, all accepted"""
    with Office("PROVA0001", "PROVA0002") as desk:
        assert [state for _, _, state in desk.states()] == ["ready"] * 4, desk.states()
        with open_list(desk) as app:
            send_all(app, 4)
            poll(lambda: {state for _, _, state in desk.states()} == {"done"}, None, "four accepted")
            for code in ("PROVA0001", "PROVA0002"):
                assert desk.taken(code) == [9, 84, 87], desk.practice.ledger()
            app.key("Escape")
            alone(app)
            app.wait_text(re.compile("^Accepted"))
            quit_and_check(app)
        desk.run("archive", "verify", expect=OK)


@point
def doubted():
    """An answer is lost: that plant's consumption waits, the other plant goes on; asked again with the same number both go through, once"""
    with Office("PROVA0001", "PROVA0002") as desk:
        desk.practice.faults({"service": "catasto", "call": 1, "fault": "drop-after"})
        with open_list(desk) as app:
            send_all(app, 4)
            poll(lambda: [state for code, _, state in desk.states() if code == "PROVA0002"] == ["done"] * 2, None, "the other plant")
            rows = [row for row in desk.states() if row[0] == "PROVA0001"]
            assert rows[0][2] == "uncertain" and rows[1][2] != "done", rows
            app.key("Escape")
            alone(app)
            app.wait_text(re.compile(r"^RCEE report \(outcome uncertain\)"))
            app.key(KEYS["submissions"])
            app.find("label", re.compile("^4 documents")).click(times=2)
            app.button(re.compile("^Check the .*Uncertain Outcome")).press()
            poll(lambda: {state for _, _, state in desk.states()} == {"done"}, None, "settled, and its consumption after it")
            assert desk.taken("PROVA0001") == [9, 84, 87], desk.practice.ledger()
            quit_and_check(app)
        desk.run("archive", "verify", expect=OK)


run()
