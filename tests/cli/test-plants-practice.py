#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of the register of heating plants against the practice register, which was written from the document by somebody else: the life
of a plant through all its calls, refusals on both sides, lost answers that the same number settles; held against its ledger (design 6) (TAP)."""
import os

from desk import HERE, OK, REFUSED, UNCERTAIN, Desk, check, check_equal, main, scenario

PASSWORD = "segreto-di-prova"
FOLDER = os.path.join(HERE, "..", "practice", "catasto")

# In the order in which they happen to one plant.
LIFE = ["09-libretto", "01-scheda-1", "02-responsabile", "03-terzo", "84-rcee-1-modulare", "84-rcee-1-gasolio", "84-rcee-2", "84-rcee-3",
        "84-rcee-4", "10-generatori", "84-rcee-1", "88-prova", "87-consumi", "16-parti", "58-parte-dismessa", "05-ristrutturazione",
        "85-rettifica", "86-ispezione", "99-semplificato", "52-generatore-dismesso", "08-dismissione"]
# A generator that went before its report of the 25th would be refused.
MENDED = {"52-generatore-dismesso": {"day": ("2026-02-20", "2026-02-26")}}


class Office(Desk):
    def __init__(self):
        super().__init__(account=False, key=PASSWORD)
        self.write("credentials/cit.password", PASSWORD)
        self.run("account", "add", "catasto", "cit", "--environment", "practice", "--base-url", self.practice.about["services"]["catasto"],
                 "--set", "authorization=basic", "--set", "username=ufficio", expect=OK)

    def leaks(self):
        # The practice register has the words of its log-in in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    def document(self, name, code="PROVA0001", **changes):
        with open(os.path.join(FOLDER, name + ".xml"), encoding="utf-8") as file:
            text = file.read().replace("@CODE@", code)
        for old, new in changes.values():
            check(old in text, f"{old} in {name}")
            text = text.replace(old, new)
        return f"catasto.{int(name[:2])}", self.write(name + ".xml", text)

    def order(self, name, code="PROVA0001", **changes):
        operation, path = self.document(name, code, **changes)
        return self.json("prepare", operation, "--account", "cit", "--file", path, expect=OK)["submissions"][0]["id"]

    def send(self, name, expect=OK, **changes):
        number = self.order(name, **changes)
        self.run("outbox", "send", "--wait", "60", expect=expect)
        return self.show(number)

    def taken(self):
        return [entry["api_id"] for entry in self.practice.ledger()]


@scenario("the life of a plant: each call is without a finding here and accepted there, in the ledger once")
def life():
    with Office() as desk:
        desk.run("account", "test", "cit")
        for name in LIFE:
            mended = MENDED.get(name, {})
            operation, path = desk.document(name, **mended)
            found = desk.json("check", operation, path)["issues"]
            check_equal([issue for issue in found if issue["level"] == "error"], [], f"findings in {name}")
            shown = desk.send(name, **mended)
            check_equal((shown["state"], shown["items"][0]["key"]), ("done", "PROVA0001"), name)
            check(shown["remote_id"], f"the register's number of {name}")
        desk.send("04-nuovo", code="PROVA0002")
        check_equal(desk.taken(), [int(name[:2]) for name in LIFE] + [4], "the ledger")
        check_equal(len(set(desk.taken())), 17, "operations")


@scenario("what only the register knows is refused there with its code, and nothing of it is in the ledger")
def refused():
    with Office() as desk:
        shown = desk.send("10-generatori", expect=REFUSED)
        check_equal((shown["state"], shown["code"]), ("refused", "E-PRIMO-INVIO"), "a first call that is not 2")
        desk.send("09-libretto")
        desk.send("84-rcee-1-gasolio")
        shown = desk.send("52-generatore-dismesso", expect=REFUSED)
        check_equal((shown["state"], shown["code"]), ("refused", "E-COMP-RAPPORTI"), "gone before its report")
        told = desk.run("outbox", "show", str(shown["id"])).out.decode()
        check("{" not in told, f"a place is left empty: {told}")
        shown = desk.send("84-rcee-1-gasolio", expect=REFUSED)
        check_equal((shown["state"], shown["code"]), ("refused", "E-RCEE-DOPPIO"), "reported twice")
        check_equal(desk.taken(), [9, 84], "the ledger")


@scenario("three planted mistakes are refused here, each at its place, and never leave")
def planted():
    with Office() as desk:
        operation, path = desk.document("09-libretto", a=("73100", "7310"), b=("2015-06-01", "2095-06-01"),
                                        c=("RSSMRA80A01H501U", "RSSMRA80A01H501X"))
        found = [(issue["code"], issue["path"].split(".")[-1]) for issue in desk.json("check", operation, path, expect=REFUSED)["issues"]
                 if issue["level"] == "error"]
        for code, place in (("E-CAP", "L1_2cap"), ("E-CF:controllo", "L1_6cf")):
            check((code, place) in found, f"{code} at {place}: {found}")
        check(any(code.startswith("E-DATA") for code, _ in found), f"the day to come: {found}")
        desk.run("prepare", operation, "--account", "cit", "--file", path, expect=REFUSED)
        check_equal(desk.practice.ledger(), [], "the ledger")


@scenario("an answer lost after the register had stored the call is uncertain; asked again with the same number it is accepted, once")
def lost():
    with Office() as desk:
        desk.practice.faults({"service": "catasto", "call": 1, "fault": "drop-after"})
        shown = desk.send("09-libretto", expect=UNCERTAIN)
        check_equal(shown["state"], "uncertain", "state")
        desk.run("outbox", "send", "--wait", "3", expect=OK)
        check_equal(desk.taken(), [9], "nothing repeats it by itself")
        desk.run("outbox", "settle", str(shown["id"]), expect=OK)
        check_equal(desk.show(shown["id"])["state"], "done", "settled")
        check_equal(desk.taken(), [9], "the ledger")
        desk.practice.faults({"service": "catasto", "call": 1, "fault": "drop-before"})
        shown = desk.send("84-rcee-2", expect=UNCERTAIN)
        desk.run("outbox", "settle", str(shown["id"]), expect=OK)
        check_equal(desk.taken(), [9, 84], "what had not come is stored when it comes")


if __name__ == "__main__":
    main()
