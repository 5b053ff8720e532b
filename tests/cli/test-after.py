#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After sending, with every dress of the service: API v1, v2 and the twin ACA; what failed sent again alone; uploads of
other software followed; two words about one position (GPD facts 9, 11-14) (TAP)."""
from desk import (BODY, NOT_SENT, OK, REFUSED, UNCERTAIN, USAGE, Desk, change, check, check_equal, creation, csv_row, csv_text,
                  deletion, main, position, scenario)

DRESSES = [("gpd", "v2"), ("gpd", "v1"), ("aca", "v2")]


def items(shown):
    return [(item["key"], item["state"]) for item in shown["items"]]


def key(number):
    return f"TARI-{number:06d}"


def walk(flavour, version):
    """One position from its creation to its end, and the answers that go with it."""
    with Desk(flavour=flavour, version=version) as desk:
        desk.json("account", "test", "tari")
        first = desk.prepare(creation(1, 2, 3))
        desk.send(first)
        shown = desk.check_state(first, "done")
        check_equal(items(shown), [(key(n), "done") for n in (1, 2, 3)], "created")
        # v1 has no word for where it stands.
        check_equal(shown["phase"], "COMPLETED" if version == "v2" else None, "phase")

        # Some there already, some new.
        second = desk.prepare(creation(3, 4))
        desk.send(second, expect=REFUSED)
        shown = desk.check_state(second, "partly-done")
        check_equal(items(shown), [(key(3), "refused"), (key(4), "done")], "created again")
        check_equal(shown["items"][0]["code"], "gpd-409-create", "why not")
        check_equal(shown["phase"], "COMPLETED_WITH_WARNINGS" if version == "v2" else None, "phase")

        update = desk.prepare({"paymentPositions": [position(1, amount=13000), position(9)]}, "gpd.update")
        desk.send(update, expect=REFUSED)
        check_equal(items(desk.show(update)), [(key(1), "done"), (key(9), "refused")], "updated")
        unknown = desk.prepare(creation(8), "gpd.update")
        desk.send(unknown, expect=REFUSED)
        shown = desk.check_state(unknown, "refused")
        check_equal(shown["items"][0]["code"], "gpd-404-update", "why not")
        check_equal(shown["phase"], "COMPLETED_UNSUCCESSFULLY" if version == "v2" else None, "phase")

        # Asked once more: the same words change nothing, and of what the archive thought refused the success comes in.
        check_equal(desk.json("outbox", "ask-again", second, expect=REFUSED)["submissions"][0]["state"], "partly-done", "the same report")
        change(desk.archive, "UPDATE item SET state = 'refused', message = 'too late' WHERE submission_id = ? AND n = 1", int(first))
        change(desk.archive, "UPDATE submission SET state = 'partly-done' WHERE id = ?", int(first))
        check_equal(desk.json("outbox", "ask-again", first, expect=OK)["submissions"][0]["state"], "done", "the late report")
        shown = desk.check_state(first, "done")
        check_equal([item["also"] for item in shown["items"]], ["too late", None, None], "the other word")

        # The answer is lost, and the list of uploads tells.
        desk.practice.fault("drop-after", "delete")
        gone = desk.prepare(deletion(2), "gpd.delete")
        desk.send(gone, expect=UNCERTAIN)
        desk.json("outbox", "settle", gone, expect=OK)
        check_equal(items(desk.check_state(gone, "done")), [(key(2), "done")], "deleted")

        service = "gpd-aca" if flavour == "aca" else "gpd"
        entries = desk.practice.ledger()
        check_equal([entry["operation"] for entry in entries], ["create", "create", "update", "update", "delete"], "ledger")
        check_equal({entry["service"] for entry in entries}, {service}, "the service that took them")
        left = desk.practice.control(f"/positions?service={service}&ec={BODY}")["positions"]
        check_equal(sorted(entry["iupd"] for entry in left), [key(1), key(3), key(4)], "positions there")

        found = desk.json("outbox", "uploads", "--account", "tari")
        check_equal(found["code"], None, "the list is whole")
        check_equal([entry["remote_id"] for entry in found["uploads"]], [entry["fileId"] for entry in reversed(entries)], "uploads")
        check_equal([entry["submission"] for entry in found["uploads"]], [gone, unknown, update, second, first], "known")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


for dress in DRESSES:
    scenario("from creation to deletion: " + " ".join(dress), flavour=dress[0], version=dress[1])(walk)


def gap(flavour, version, fault, more):
    """Between the last position and the report there may be a gap; v1 gives an unfinished report instead of 425."""
    with Desk(flavour=flavour, version=version) as desk:
        desk.practice.fault(fault, **more)
        number = desk.prepare(creation(*range(1, 45)))
        desk.send(number)
        check_equal(len(items(desk.check_state(number, "done"))), 44, "items")
        check_equal(len(desk.practice.ledger()), 1, "ledger")


for dress in DRESSES:
    scenario("the report comes late: " + " ".join(dress), flavour=dress[0], version=dress[1], fault="completed-gap",
             more={"ms": 600})(gap)
    scenario("worked through bit by bit: " + " ".join(dress), flavour=dress[0], version=dress[1], fault="slow-processing",
             more={"ms": 300})(gap)


@scenario("ACA has no v1: the account says so, and nothing is prepared")
def aca_v1():
    with Desk(account=False) as desk:
        desk.give_key("tari")
        said = desk.run("account", "add", "gpd", "tari", "--environment", "practice", "--base-url", desk.practice.aca_url, "--set",
                        "broker-code=01234567897", "--set", f"organization-fiscal-code={BODY}", "--set", "flavour=aca", "--set",
                        "api-version=v1")
        check(said.code != OK, f"an account that cannot work was added: {said.out!r}")
        check_equal(len(desk.practice.ledger()), 0, "ledger")


def resend(flavour, version):
    """Ten rows, three refused by the service: those three alone go again, once, and the first stays as it was."""
    with Desk(flavour=flavour, version=version) as desk:
        path = desk.write("rows.csv", csv_text([csv_row(n) for n in range(1, 11)]))
        desk.json("import", "debt-positions", path)
        failing = [key(3), key(6), key(7)]
        desk.practice.fault("row-500", iupds=failing, times=3)
        prepared = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")
        first = prepared["submissions"][0]["id"]
        desk.send(first, expect=REFUSED)
        before = desk.check_state(first, "partly-done")
        check_equal([entry for entry, state in items(before) if state == "refused"], failing, "refused")

        again = desk.json("outbox", "resend-failed", first)
        check_equal(again["job"], prepared["job"], "job")
        check_equal(len(again["submissions"]), 1, "submissions")
        second = again["submissions"][0]["id"]
        check_equal([entry["key"] for entry in desk.show(second)["items"]], failing, "only what failed")
        check_equal(desk.show(second)["resend_of"], first, "resend of")
        # It is under way: a second time would be twice.
        desk.run("outbox", "resend-failed", first, expect=REFUSED)
        # Withdrawn, it is free again.
        desk.run("outbox", "cancel", second, expect=OK)
        desk.practice.faults()
        again = desk.json("outbox", "resend-failed", first)
        second = again["submissions"][0]["id"]
        desk.send(second)
        check_equal(items(desk.check_state(second, "done")), [(entry, "done") for entry in failing], "sent again")
        desk.run("outbox", "resend-failed", first, expect=REFUSED)

        after = desk.show(first)
        check_equal(after["items"], before["items"], "items of the first")
        check_equal((after["state"], after["n_done"], after["n_refused"]), ("partly-done", 7, 3), "the first")
        check_equal([entry["positions"] for entry in desk.practice.ledger()], [10, 3], "ledger")
        check_equal(desk.practice.ledger()[1]["iupds"], failing, "iupds of the second")


for dress in DRESSES:
    scenario("only what failed is sent again: " + " ".join(dress), flavour=dress[0], version=dress[1])(resend)


@scenario("what failed of a document is sent again as it was")
def resend_document():
    with Desk() as desk:
        desk.practice.fault("row-500", iupds=[key(2)], times=3)
        first = desk.prepare(creation(1, 2))
        desk.send(first, expect=REFUSED)
        desk.practice.faults()
        second = desk.json("outbox", "resend-failed", first)["submissions"][0]["id"]
        desk.send(second)
        desk.run("outbox", "resend-failed", first, expect=REFUSED)
        check_equal([entry["iupds"] for entry in desk.practice.ledger()], [[key(1), key(2)], [key(2)]], "ledger")


def twice(flavour, version):
    """The worker takes the file twice (T11): the success stands, the refusal stands beside it."""
    with Desk(flavour=flavour, version=version) as desk:
        desk.practice.fault("double")
        number = desk.prepare(creation(1))
        desk.send(number)
        item = desk.check_state(number, "done")["items"][0]
        check_equal((item["state"], item["code"]), ("done", "gpd-both"), "the success wins")
        check(item["message"].startswith("201") and item["also"].startswith("409"), f"both are shown: {item}")


for dress in DRESSES:
    scenario("two words about one position: " + " ".join(dress), flavour=dress[0], version=dress[1])(twice)


def follow(flavour, version, operation):
    """An upload made with other software: its rows come from its report, and nothing of ours is claimed to be in it."""
    with Desk(flavour=flavour, version=version) as desk:
        # The other software: an archive of its own, the same broker and body.
        other = ["--archive", desk.path("other.db")]
        settings = ["--set", "broker-code=01234567897", "--set", f"organization-fiscal-code={BODY}", "--set", f"flavour={flavour}",
                    "--set", f"api-version={version}"]
        url = desk.practice.aca_url if flavour == "aca" else desk.practice.url
        desk.run(*other, "account", "add", "gpd", "tari", "--environment", "practice", "--base-url", url, *settings, expect=OK)
        path = desk.write_json("other.json", creation(1, 2))
        theirs = desk.json(*other, "prepare", "gpd.create", "--account", "tari", "--file", path)["submissions"][0]["id"]
        desk.json(*other, "outbox", "send", theirs, "--wait", 30)

        # Ours has the first of those positions, not sent yet.
        desk.json("import", "debt-positions", desk.write("rows.csv", csv_text([csv_row(1), csv_row(5)])))
        found = desk.json("outbox", "uploads", "--account", "tari")["uploads"]
        check_equal([entry["submission"] for entry in found], [None], "not ours yet")
        remote_id = found[0]["remote_id"]
        check_equal(remote_id, desk.practice.ledger()[0]["fileId"], "its number")

        words = ["outbox", "follow", f"file/{remote_id}/status", "--account", "tari"]
        started = desk.json(*words, *(["--operation", operation] if operation else []))
        number = started["submissions"][0]["id"]
        check_equal((started["submissions"][0]["state"], started["submissions"][0]["remote_id"]), ("waiting", remote_id), "followed")
        desk.send(wait=20)
        shown = desk.check_state(number, "done")
        check_equal((shown["followed"], shown["operation"]), (True, "gpd.create"), "what it was, as its report shows")
        check_equal(sorted(items(shown)), [(key(1), "done"), (key(2), "done")], "its rows")
        check_equal(desk.practice.received(), 1, "uploads")
        check_equal(desk.json("outbox", "uploads", "--account", "tari")["uploads"][0]["submission"], number, "ours now")

        # Our position is as it was: what was uploaded under its name nobody here knows.
        prepared = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")
        check_equal(len(desk.show(prepared["submissions"][0]["id"])["items"]), 2, "still ready")
        desk.run("outbox", "follow", remote_id, "--account", "tari", expect=REFUSED)
        desk.run("outbox", "resend-failed", number, expect=REFUSED)
        desk.run("outbox", "send", number, expect=REFUSED)
        proof = desk.path("proof.json")
        desk.run("outbox", "proof", number, proof, expect=OK)
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


for dress in DRESSES:
    scenario("an upload of other software is followed: " + " ".join(dress), flavour=dress[0], version=dress[1], operation=None)(follow)
scenario("an upload of other software is followed, said to be an update: the report knows better", flavour="gpd", version="v2", operation="gpd.update")(follow)


@scenario("following what is not there, and the list's ends")
def follow_wrong():
    with Desk() as desk:
        desk.run("outbox", "follow", "a b", "--account", "tari", expect=REFUSED)
        desk.run("outbox", "follow", "x", expect=USAGE)
        desk.run("outbox", "follow", "x", "--account", "nobody", expect=USAGE)
        desk.run("outbox", "follow", "x", "--account", "tari", "--operation", "gpd.nothing", expect=REFUSED)
        number = desk.json("outbox", "follow", "01234567897_77777777777_00", "--account", "tari")["submissions"][0]["id"]
        desk.run("outbox", "send", "--wait", 3)
        desk.check_state(number, "waiting", "gpd-status-not-found")

        desk.prepare(creation(1))
        found = desk.json("outbox", "uploads", "--account", "tari", "--from", "2020-01-01")
        check_equal(found["uploads"], [], "nothing uploaded")
        found = desk.json("outbox", "uploads", "--account", "tari", "--from", "2020-01-01", "--to", "2020-01-05")
        check_equal(found["code"], "gpd-gone", "older than 60 days")
        desk.run("outbox", "uploads", "--account", "tari", "--from", "yesterday", expect=USAGE)
        desk.practice.fault("html-502", "files", "all")
        desk.run("outbox", "uploads", "--account", "tari", expect=NOT_SENT)


@scenario("an upload list longer than a page is read to its end")
def many_uploads():
    with Desk() as desk:
        for number in range(1, 13):
            desk.prepare(creation(number))
        desk.send(wait=60)
        found = desk.json("outbox", "uploads", "--account", "tari", "--from", "2026-01-01")
        check_equal(len(found["uploads"]), 12, "uploads")
        check_equal(len({entry["submission"] for entry in found["uploads"]}), 12, "each known")


if __name__ == "__main__":
    main(workers=4)
