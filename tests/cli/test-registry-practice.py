#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registry items against the practice service, which was written from the document by somebody else: taken in charge, refused, without the
right, lost answers that a person settles; held against its ledger (design 6) (TAP)."""
import glob
import json

from desk import OK, REFUSED, UNCERTAIN, Desk, check, check_equal, main, read_rows, scenario

SECRET = "segreto-di-prova"  # that of every key of the practice service
HEADER = "taxId;vatNumber;description;lastName;firstName;addresses.1.streetName;addresses.1.city\n"
DITTA, DUE = "00743110157", "12345671205"
ROSSI = "RSSMRA80A01H501U"


def company(code, name):
    return f"{code};{code};{name};;;Via di Prova;Milano\n"


class Office(Desk):
    def __init__(self, key_id="chiave-di-studio"):
        super().__init__(account=False, key=SECRET)
        self.write("credentials/ts.key-secret", SECRET)
        services = self.practice.about["services"]
        words = ["account", "add", "tsdigital", "ts", "--environment", "practice", "--base-url", services["tsdigital"]]
        for item in {"item-path": "/api/v3/items", "auth-url": services["tsdigital-auth"], "key-id": key_id}.items():
            words += ["--set", "=".join(item)]
        self.run(*words, expect=OK)

    def leaks(self):
        # The practice service has the secrets of its keys in its own books.
        return [place for place in super().leaks() if not place.startswith("practice/")]

    def order(self, *rows):
        """The rows become items, and each a submission that is about to leave."""
        self.json("import", "registry-items", self.write("items.csv", HEADER + "".join(rows)))
        return [entry["id"] for entry in self.json("prepare", "tsdigital.create-item", "--account", "ts", "--all-ready")["submissions"]]

    def created(self):
        return [entry["taxId"] for entry in self.practice.ledger() if entry["operation"] == "create-item"]

    def standing(self):
        return read_rows(self.archive, "SELECT key, state, phase FROM dossier ORDER BY id")


@scenario("companies and people are taken in charge, each in the ledger once; whom an item is about has the service's number")
def taken():
    with Office() as desk:
        desk.run("account", "test", "ts", expect=OK)
        desk.json("import", "beneficiaries", desk.write("people.csv", f"type;fiscalCode;fullName\nF;{ROSSI};Mario Rossi\n"))
        numbers = desk.order(company(DITTA, "Ditta Uno"), f"{ROSSI};;;Rossi;Mario;Via di Prova;Roma\n")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal(desk.standing(), [(DITTA, "done", "presa in carico"), (ROSSI, "done", "presa in carico")], "where they stand")
        check_equal(desk.created(), [DITTA, ROSSI], "the ledger")
        given = [desk.show(number)["remote_id"] for number in numbers]
        check_equal([entry["id"] for entry in desk.practice.ledger()], given, "the service's numbers")
        (doc,), = read_rows(desk.archive, "SELECT d.doc FROM subject AS s JOIN subject_doc AS d ON d.id = s.id")
        check_equal([(entry["service"], entry["account"], entry["id"]) for entry in json.loads(doc)["registry"]],
                    [("tsdigital", "ts", given[1])], "kept on the person")
        # What support would ask for is the same on both sides, and is kept.
        archive = b"".join(open(name, "rb").read() for name in glob.glob(desk.archive + "*"))
        for entry in desk.practice.ledger():
            check(entry["requestId"].encode() in archive, "the X-Request-ID of the ledger is kept")
        check_equal(desk.practice.control("/tsdigital")["repeated_request_ids"], [], "each X-Request-ID is another one")
        check(desk.json("archive", "verify")["ok"], "the chain holds")


@scenario("a 400 with its subErrors leads to the field and leaves no line; mended, the item is taken")
def refused():
    with Office() as desk:
        desk.practice.faults({"service": "tsdigital", "operation": "create-item", "call": 1, "fault": "error", "status": 400,
                              "message": "Richiesta errata", "field": "item.base.details.addresses[0].zipCode"})
        number, = desk.order(company(DITTA, "Ditta Uno"))
        desk.run("outbox", "send", "--wait", "60", expect=REFUSED)
        item = desk.show(number)["items"][0]
        check_equal(item["code"], "tsdigital-bad-request", "the code")
        for words in ("Richiesta errata", "addresses[0].zipCode", "valore non ammesso"):
            check(words in item["message"], f"“{words}” is kept")
        check_equal((desk.created(), desk.standing()[0][1]), ([], "refused"), "nothing was done")
        desk.practice.faults()
        desk.run("outbox", "resend-failed", number, expect=OK)
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal((desk.created(), desk.standing()[0][1]), ([DITTA], "done"), "once it was mended")


@scenario("a key without the right to create: 403, and nothing in the ledger")
def forbidden():
    with Office("chiave-senza-ruolo") as desk:
        number, = desk.order(company(DITTA, "Ditta Uno"))
        desk.run("outbox", "send", "--wait", "60", expect=REFUSED)
        check_equal(desk.show(number)["items"][0]["code"], "tsdigital-forbidden", "the code")
        check_equal((desk.created(), desk.standing()[0][1:]), ([], ("refused", "")), "nothing was done")


@scenario("an answer lost after the commit, or before: uncertain, sent once; a person looks and settles, and only what was not there goes again")
def lost():
    with Office() as desk:
        desk.practice.faults({"service": "tsdigital", "operation": "create-item", "call": 1, "fault": "drop-after"},
                             {"service": "tsdigital", "operation": "create-item", "call": 2, "fault": "drop-before"})
        first, second = desk.order(company(DITTA, "Ditta Uno"), company(DUE, "Ditta Due"))
        desk.run("outbox", "send", "--wait", "60", expect=UNCERTAIN)
        check_equal([row[1] for row in desk.standing()], ["uncertain", "uncertain"], "both are in doubt")
        desk.run("outbox", "send", "--wait", "5")
        check_equal((desk.practice.received("create-item"), desk.created()), (2, [DITTA]), "nothing left again")
        # What the person sees on the portal.
        check_equal([entry["taxId"] for entry in desk.practice.control("/tsdigital")["items"]], [DITTA], "the portal")
        desk.run("outbox", "settle", first, "--saw", "accepted", "--note", "è sul portale", expect=OK)
        desk.run("outbox", "settle", second, "--saw", "nothing", "--note", "non c'è")
        desk.run("outbox", "send", second, "--wait", "60", expect=OK)
        check_equal([row[1:] for row in desk.standing()], [("done", "presa in carico")] * 2, "settled")
        check_equal(desk.created(), [DITTA, DUE], "one line each")
        check(desk.json("archive", "verify")["ok"], "the chain holds")


@scenario("the same code is looked for and entered: each kind keeps to itself, and both are about the same company")
def both():
    with Office() as desk:
        desk.write("credentials/pec.key", "chiave-di-prova")
        desk.run("account", "add", "trovapec", "pec", "--environment", "practice", "--base-url", desk.practice.about["services"]["trovapec"],
                 expect=OK)
        desk.json("import", "beneficiaries", desk.write("firms.csv", f"type;fiscalCode;vatNumber;companyName\nG;{DITTA};{DITTA};Ditta Uno\n"))
        desk.order(company(DITTA, "Ditta Uno"))
        desk.json("import", "lookups", desk.write("codes.csv", f"codice\n{DITTA}\n"))
        desk.json("prepare", "trovapec.lookup", "--account", "pec", "--all-ready")
        desk.run("outbox", "send", "--wait", "90", expect=OK)
        check_equal(sorted((entry["service"], entry["operation"]) for entry in desk.practice.ledger()),
                    [("trovapec", "lookup"), ("tsdigital", "create-item")], "the ledger")
        check_equal(read_rows(desk.archive, "SELECT kind, state, subject_id = (SELECT id FROM subject) FROM dossier ORDER BY id"),
                    [("registry-items", "done", 1), ("lookups", "done", 1)], "both are of the company")
        (doc,), = read_rows(desk.archive, "SELECT d.doc FROM subject AS s JOIN subject_doc AS d ON d.id = s.id")
        kept = json.loads(doc)
        check_equal(len(kept["registry"]), 1, "the number of the registry")
        check("@" in kept["pec"] and kept["pecSource"] == "trovapec", "the address that was found")


if __name__ == "__main__":
    main()
