#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look-ups of certified addresses against the practice service, which was written from the document by somebody else: results, "already
present", a lost answer, the balance; held against its ledger (design 6) (TAP)."""
from desk import OK, REFUSED, UNCERTAIN, Desk, check, check_equal, main, scenario

ROSSI = "RSSMRA80A01H501U"
BIANCHI = "BNCLGU75B02F205K"
DITTA = "00743110157"
KEY = "chiave-di-prova"  # one that the practice service knows


class Office(Desk):
    def __init__(self, *settings):
        super().__init__(account=False, key=KEY)
        self.write("credentials/pec.key", self.key)
        self.run("account", "add", "trovapec", "pec", "--environment", "practice", "--base-url",
                 self.practice.about["services"]["trovapec"], *settings, expect=OK)

    def leaks(self):
        # The practice service has its customers' keys in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    def ask(self, operation, *codes):
        found = self.json("prepare", "trovapec." + operation, "--account", "pec", "--file", self.write("codes.txt", "\n".join(codes)))
        return [entry["id"] for entry in found["submissions"]]

    def balance(self):
        number = self.json("prepare", "trovapec.balance", "--account", "pec")["submissions"][0]["id"]
        self.run("outbox", "send", number, "--wait", "30", expect=OK)
        return self.show(number)["message"]

    def asked(self):
        return [entry["code"] for entry in self.practice.ledger() if entry["operation"] == "lookup"]


@scenario("codes found and not found, each in the ledger once; the balance goes down by what they cost")
def plain():
    with Office() as desk:
        desk.run("account", "test", "pec", expect=OK)
        before = desk.balance()
        numbers = desk.ask("lookup", ROSSI, DITTA, BIANCHI, ROSSI)
        desk.run("outbox", "send", *numbers, "--wait", "60", expect=OK)
        items = [desk.show(number)["items"][0] for number in numbers]
        check_equal([item["code"] for item in items], ["trovapec-found", "trovapec-found", "trovapec-not-found"], "results")
        check(all("@" in item["message"] for item in items[:2]), "addresses")
        check_equal(desk.asked(), [ROSSI, DITTA, BIANCHI], "the ledger")
        check(desk.balance() != before, "the balance has not moved")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


@scenario("an answer that is lost after the request was taken: uncertain, asked for once; cancelled and asked again by a person alone")
def lost():
    with Office() as desk:
        desk.balance()
        desk.practice.faults({"service": "trovapec", "operation": "lookup", "call": 1, "fault": "drop-after"})
        first, = desk.ask("lookup", ROSSI)
        desk.run("outbox", "send", first, "--wait", "30", expect=UNCERTAIN)
        check_equal(desk.asked(), [ROSSI], "the ledger")
        desk.run("outbox", "settle", first, expect=UNCERTAIN)
        check_equal(desk.show(first)["code"], "trovapec-settle-less", "the hint")
        desk.run("outbox", "settle", first, "--saw", "accepted", expect=OK)
        second, = desk.ask("lookup", ROSSI)
        desk.run("outbox", "send", second, "--wait", "30", expect=REFUSED)
        check_equal(desk.show(second)["code"], "trovapec-present", "told apart")
        check_equal(desk.asked(), [ROSSI], "the ledger")
        cancel, = desk.ask("cancel", ROSSI)
        desk.run("outbox", "send", cancel, "--wait", "30", expect=OK)
        third, = desk.ask("lookup", ROSSI)
        desk.run("outbox", "send", third, "--wait", "60", expect=OK)
        check_equal(desk.asked(), [ROSSI, ROSSI], "the ledger")


@scenario("an answer lost among others: what those cost is taken off before the balance is compared")
def lost_among_others():
    for fault, code in (("drop-after", "trovapec-settle-less-others"), ("drop-before", "trovapec-settle-same-others")):
        with Office("--set", "price=0,50") as desk:
            desk.balance()
            desk.practice.faults({"service": "trovapec", "operation": "lookup", "call": 2, "fault": fault})
            numbers = desk.ask("lookup", ROSSI, DITTA, BIANCHI)
            desk.run("outbox", "send", *numbers, "--wait", "60", expect=UNCERTAIN)
            desk.run("outbox", "settle", numbers[1], expect=UNCERTAIN)
            check_equal(desk.show(numbers[1])["code"], code, "the hint")


@scenario("a file of look-ups: the addresses come back beside the codes")
def records():
    with Office() as desk:
        desk.json("import", "lookups", desk.write("codes.csv", f"codice;nome\n{ROSSI};Rossi\n{BIANCHI};Bianchi\n"))
        desk.json("prepare", "trovapec.lookup", "--account", "pec", "--all-ready")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        text = desk.run("export", "lookups", expect=OK).out.decode("utf-8")
        check(f"{ROSSI};Rossi;;" in text and "@" in text and "pec non trovata" in text, text)
        check_equal(desk.asked(), [ROSSI, BIANCHI], "the ledger")


if __name__ == "__main__":
    main()
