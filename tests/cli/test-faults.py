#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault the practice service can play (design 3, GPD facts 9-15): what is said, what is kept, and never a second upload (TAP)."""
import time

from desk import (NOT_SENT, OK, REFUSED, UNCERTAIN, WAITING, Desk, check, check_equal, creation, deletion, main, read_rows, scenario, change)

NUMBERS = (1, 2)


def play_create(desk, expect, state, code, ledger, received=1, wait=20, http=None):
    """Sends two new positions; looks at everything a lost or odd answer could have damaged."""
    number = desk.prepare(creation(*NUMBERS))
    desk.send(number, wait=wait, expect=expect)
    shown = desk.check_state(number, state, code)
    check_equal(len(desk.practice.ledger()), ledger, "lines of the ledger")
    check_equal(desk.practice.received(), received, "uploads that reached the service")
    check_equal(sum(attempt["kind"] == "send" for attempt in shown["attempts"]), received, "attempts")
    if http is not None:
        check_equal(shown["attempts"][0]["http_status"], http, "HTTP status of the attempt")
    check(desk.json("archive", "verify")["ok"], "the chain does not hold")
    return number


# fault, more of the rule, exit, state, code (None = any), lines of the ledger, and what settling gives
CREATE = [
    ("drop-before", {}, UNCERTAIN, "uncertain", "answer-lost", 0, "not-sent"),
    ("drop-after", {}, UNCERTAIN, "uncertain", "answer-lost", 1, "done"),
    ("commit-500", {}, UNCERTAIN, "uncertain", "server-error", 1, "done"),
    ("html-502", {}, UNCERTAIN, "uncertain", "server-error", 0, "not-sent"),
    ("http", {"status": 503}, UNCERTAIN, "uncertain", "server-error", 0, "not-sent"),
    ("http", {"status": 200}, UNCERTAIN, "uncertain", None, 0, "not-sent"),
    ("http", {"status": 408}, UNCERTAIN, "uncertain", "answer-lost", 0, "not-sent"),
    ("http", {"status": 400, "type": "text/html", "body": "<html>no</html>"}, UNCERTAIN, "uncertain", None, 0, "not-sent"),
    ("truncated", {}, UNCERTAIN, "uncertain", None, 1, "done"),
    ("empty", {}, UNCERTAIN, "uncertain", None, 1, "done"),
    ("no-location", {}, UNCERTAIN, "uncertain", "location-missing", 1, "done"),
    ("redirect", {}, NOT_SENT, "not-sent", "redirect", 0, None),
    ("redirect", {"location": "http://127.0.0.1:9/elsewhere"}, NOT_SENT, "not-sent", "redirect", 0, None),
    ("401", {}, NOT_SENT, "not-sent", "auth-rejected", 0, None),
    ("403", {}, NOT_SENT, "not-sent", "forbidden", 0, None),
    ("garbage", {}, UNCERTAIN, "uncertain", "location-missing", 1, "done"),
    ("wrong-type", {}, OK, "done", None, 1, None),
    ("junk", {"bytes": 3000000}, UNCERTAIN, "uncertain", "location-missing", 1, "done"),
    ("deep", {"bytes": 300000}, UNCERTAIN, "uncertain", "location-missing", 1, "done"),
    ("slow-drip", {"ms": 20}, OK, "done", None, 1, None),
    ("delay", {"ms": 400}, OK, "done", None, 1, None),
    ("completed-gap", {"ms": 300}, OK, "done", None, 1, None),
    ("double", {}, OK, "done", None, 1, None),
    ("old-messages", {}, OK, "done", None, 1, None),
    ("slow-processing", {"ms": 300}, OK, "done", None, 1, None),
    ("report-foreign", {"iupds": ["ALTRUI-1", "ALTRUI-2"]}, OK, "done", None, 1, None),
]


def create_fault(fault, more, expect, state, code, ledger, settled):
    with Desk() as desk:
        desk.practice.fault(fault, **more)
        number = play_create(desk, expect, state, code, ledger)
        if settled is not None:
            # Neither a new order nor another one's takes what is uncertain along.
            desk.run("outbox", "send", number, "--wait", 3, expect=UNCERTAIN)
            desk.run("outbox", "send", "--wait", 3, expect=OK)
            desk.check_state(number, "uncertain")
            check_equal(desk.practice.received(), 1, "uploads after another order")
            found = desk.json("outbox", "settle", number, expect=OK if settled == "done" else NOT_SENT)
            check_equal(found["submissions"][0]["state"], settled, "settled")
            check_equal(desk.practice.received(), 1, "settling uploads nothing")
        if state == "done" or settled == "done":
            shown = desk.check_state(number, "done")
            check_equal([(item["key"], item["state"]) for item in shown["items"]],
                        [(f"TARI-{n:06d}", "done") for n in NUMBERS], "items")
            check_equal(shown["remote_id"], desk.practice.ledger()[0]["fileId"], "remote id")
            desk.run("outbox", "send", number, expect=REFUSED)
        else:
            # Nothing happened there: the same body goes once more, and is taken once.
            desk.practice.faults()
            desk.send(number)
            desk.check_state(number, "done")
        check_equal(len(desk.practice.ledger()), 1, "lines of the ledger at the end")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


for name, more, *rest in CREATE:
    label = "".join(f" {key}={value}" for key, value in more.items())
    scenario(f"create: {name}{label[:40]}", fault=name, more=more, expect=rest[0], state=rest[1], code=rest[2], ledger=rest[3],
             settled=rest[4])(create_fault)


@scenario("create: 429 is waited out, and tried again")
def too_many():
    with Desk() as desk:
        desk.practice.fault("429", **{"retry-after": 1})
        number = play_create(desk, OK, "done", None, 1, received=2)
        check_equal(desk.show(number)["attempts"][0]["http_status"], 429, "the first try")


@scenario("create: 429 for ever: --wait ends, not sent, nothing left half-way")
def too_many_for_ever():
    with Desk() as desk:
        desk.practice.fault("429", call="all", **{"retry-after": 600})
        number = play_create(desk, NOT_SENT, "not-sent", "rate-limited", 0, wait=2)
        check_equal(desk.show(number)["ordered"], None, "the order is off")
        # Without --wait a try in vain is enough.
        started = time.monotonic()
        desk.json("outbox", "send", number, expect=NOT_SENT)
        check(time.monotonic() - started < 10, "it waited")
        desk.practice.faults()
        desk.send(number)
        check_equal(len(desk.practice.ledger()), 1, "ledger")


@scenario("no service at that address: not sent, and why")
def nobody_there():
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        found = desk.send(number, wait=2, expect=NOT_SENT)
        check_equal(found["submissions"][0]["code"], "refused-connection", "code")
        found = desk.json("outbox", "send", expect=OK)
        check_equal(found["submissions"], [], "what is not sent is not ready: only its name orders it again")


@scenario("stuck: still waiting (5), followed the next time, cancelled never by itself", fault="stuck")
@scenario("counted twice by the service, never at its end: still waiting (5)", fault="double", count=True)
def stuck(fault, **more):
    with Desk() as desk:
        desk.practice.fault(fault, **more)
        number = play_create(desk, WAITING, "waiting", None, 1, wait=4)
        shown = desk.show(number)
        check(shown["next_check"] is not None, "when it is asked next")
        # The same command again follows it, and so does one that names nothing.
        desk.send(number, wait=1, expect=WAITING)
        found = desk.send(wait=1, expect=WAITING)
        check_equal([entry["id"] for entry in found["submissions"]], [number], "what is followed")
        desk.run("outbox", "cancel", number, expect=REFUSED)
        check_equal(desk.practice.received(), 1, "uploads")


@scenario("sent without --wait is left waiting (5); the next send follows it to the end")
def no_wait():
    with Desk() as desk:
        number = desk.prepare(creation(1))
        desk.json("outbox", "send", number, expect=WAITING)
        desk.check_state(number, "waiting")
        found = desk.send()
        check_equal([(entry["id"], entry["state"]) for entry in found["submissions"]], [(number, "done")], "followed")
        check_equal(len(desk.practice.ledger()), 1, "ledger")


@scenario("a row missing from the report is in doubt, its neighbour is not")
def report_missing():
    with Desk() as desk:
        desk.practice.fault("report-missing", iupds=["TARI-000002"])
        number = play_create(desk, REFUSED, "partly-done", None, 1)
        items = {item["key"]: item for item in desk.show(number)["items"]}
        check_equal(items["TARI-000001"]["state"], "done", "the row that was named")
        check_equal((items["TARI-000002"]["state"], items["TARI-000002"]["code"]), ("uncertain", "not-in-report"), "the other")


@scenario("a report that names none of ours: uncertain")
def report_of_nothing():
    with Desk() as desk:
        desk.practice.faults({"operation": "create", "fault": "report-missing", "count": 2},
                             {"operation": "report", "call": "all", "fault": "report-foreign", "iupds": ["ALTRUI-1"]})
        play_create(desk, UNCERTAIN, "uncertain", None, 1)


@scenario("foreign rows in a report count for nothing, and the chain says how many")
def report_foreign():
    with Desk() as desk:
        desk.practice.fault("report-foreign", iupds=["ALTRUI-1", "ALTRUI-2", "ALTRUI-3"], status=409)
        number = play_create(desk, OK, "done", None, 1)
        check_equal((desk.show(number)["n_items"], desk.show(number)["n_done"]), (2, 2), "items")
        texts = [text for (text,) in read_rows(desk.archive, "SELECT text FROM event WHERE submission_id = ?", number)]
        check(any("3 results for keys that were never sent" in text for text in texts), f"events: {texts}")


@scenario("a row that fails at the service (500): partly done, resend-failed sends that row alone")
def row_500():
    with Desk() as desk:
        desk.practice.fault("row-500", iupds=["TARI-000002"])
        number = play_create(desk, REFUSED, "partly-done", None, 1)
        before = desk.show(number)
        check_equal([item["state"] for item in before["items"]], ["done", "refused"], "items")
        check([issue for issue in before["issues"] if issue["row"] == 2 and issue["value"] == "TARI-000002"], "issue of the row")
        found = desk.json("outbox", "resend-failed", number)
        other = found["submissions"][0]["id"]
        check_equal((found["job"], found["submissions"][0]["state"]), (before["job"], "ready"), "the new submission")
        check_equal([item["key"] for item in desk.show(other)["items"]], ["TARI-000002"], "its items")
        check_equal(desk.show(other)["resend_of"], number, "resend_of")
        desk.send(other)
        check_equal([entry["iupds"] for entry in desk.practice.ledger()], [["TARI-000001", "TARI-000002"], ["TARI-000002"]], "ledger")
        check_equal(desk.show(number), before, "the first is as it was")


@scenario("what another archive sent before is refused row by row (409); resend-failed leaves the first readable")
def conflict():
    with Desk() as first, Desk(practice=False, account=False) as desk:
        first.send(first.prepare(creation(1, 2)))
        desk.practice = first.practice
        try:
            desk.add_account("tari", url=first.practice.url)
            number = desk.prepare(creation(1, 2))
            desk.send(number, expect=REFUSED)
            before = desk.check_state(number, "refused")
            check_equal({(item["state"], item["code"]) for item in before["items"]}, {("refused", "gpd-409-create")}, "items")
            check("409" in before["items"][0]["message"], "what the service said")
            partly = desk.prepare(creation(2, 3))
            desk.send(partly, expect=REFUSED)
            desk.check_state(partly, "partly-done")
            other = desk.json("outbox", "resend-failed", number)["submissions"][0]["id"]
            desk.send(other, expect=REFUSED)
            check_equal(desk.show(number), before, "the first is as it was")
            check_equal(len(desk.practice.ledger()), 4, "ledger")
            desk.run("outbox", "resend-failed", desk.prepare(creation(9)), expect=REFUSED)
        finally:
            desk.practice = None


@scenario("update and delete: the answer lost after the work, one request each, settled as done")
def changing_methods():
    with Desk() as desk:
        desk.send(desk.prepare(creation(1, 2)))
        update = creation(1, 2)
        for entry in update["paymentPositions"]:
            entry["paymentOption"][0]["description"] = "TARI corretta"
        for operation, document in (("update", update), ("delete", deletion(1, 2))):
            desk.practice.fault("drop-after", operation)
            number = desk.prepare(document, "gpd." + operation)
            desk.send(number, expect=UNCERTAIN)
            check_equal(desk.practice.received(operation), 1, f"{operation}: requests")
            desk.json("outbox", "settle", number, expect=OK)
            desk.check_state(number, "done")
            check_equal(desk.practice.received(operation), 1, f"{operation}: requests after settling")
        check_equal([entry["operation"] for entry in desk.practice.ledger()], ["create", "update", "delete"], "ledger")


@scenario("update and delete of what is not there are refused; after a reused connection each is sent once")
def changing_nothing():
    with Desk() as desk:
        for operation, document in (("update", creation(7)), ("delete", deletion(7))):
            number = desk.prepare(document, "gpd." + operation)
            desk.send(number, expect=REFUSED)
            shown = desk.check_state(number, "refused")
            check_equal(shown["items"][0]["code"], f"gpd-404-{operation}", "code")
            check_equal(desk.practice.received(operation), 1, "requests")


def poll_fault(fault, operation, more):
    with Desk() as desk:
        desk.practice.faults({"operation": operation, "call": 1, "fault": fault, **more})
        number = play_create(desk, OK, "done", None, 1, wait=40)
        check(desk.practice.received(operation) >= 2, f"{operation} asked again")
        check_equal(desk.show(number)["n_done"], 2, "items")


for name, call, more in (("drop-before", "status", {}), ("garbage", "status", {}), ("html-502", "report", {}), ("truncated", "report", {}),
                         ("401", "status", {}), ("429", "report", {"retry-after": 1}), ("deep", "report", {"bytes": 100000}),
                         ("http", "status", {"status": 404, "type": "application/json", "body": '{"title":"STATUS NOT FOUND","status":404}'})):
    scenario(f"while it is followed: {call} {name}", fault=name, operation=call, more=more)(poll_fault)


@scenario("two lost answers that look the same: uncertain for a person, who may say accepted, refused, nothing")
def several():
    with Desk() as desk:
        desk.practice.faults({"operation": "create", "call": "all", "fault": "drop-after"},
                             {"operation": "create", "call": "all", "fault": "stuck"})
        numbers = [desk.prepare(creation(n)) for n in (1, 2, 3)]
        desk.send(*numbers, expect=UNCERTAIN)
        check_equal(len(desk.practice.ledger()), 3, "ledger")
        for number in numbers:
            found = desk.json("outbox", "settle", number, expect=UNCERTAIN)
            check_equal(found["submissions"][0]["code"], "several-candidates", "code")
        for number, saw, expect, state in zip(numbers, ("accepted", "refused", "nothing"), (OK, REFUSED, NOT_SENT),
                                              ("done", "refused", "not-sent")):
            note = f"visto nel portale {number}"
            found = desk.json("outbox", "settle", number, "--saw", saw, "--note", note, expect=expect)
            check_equal(found["submissions"][0]["state"], state, saw)
            kept = read_rows(desk.archive, "SELECT e.kind, e.text, CAST (p.data AS TEXT) FROM event e JOIN payload p ON p.id = e.payload_id "
                             "WHERE e.submission_id = ? AND e.kind = 'decision'", number)
            check_equal(kept, [("decision", f"a person saw: {saw}", note)], "what is kept of the decision")
            desk.run("outbox", "settle", number, "--saw", saw, expect=REFUSED)
        check_equal(desk.practice.received(), 3, "uploads")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


@scenario("what another account of the same body sent is not taken for one's own lost upload")
def foreign_account():
    with Desk() as desk:
        desk.add_account("imu")
        desk.send(desk.prepare(creation(1)))
        desk.practice.fault("drop-before")
        number = desk.prepare(creation(1), account="imu")
        desk.send(number, expect=UNCERTAIN)
        desk.json("outbox", "settle", number, expect=NOT_SENT)
        desk.check_state(number, "not-sent", "settled-nothing")


@scenario("settle sends nothing, not even what is ordered and ready")
def settle_only():
    with Desk() as desk:
        desk.practice.fault("drop-before")
        number = desk.prepare(creation(1))
        desk.send(number, expect=UNCERTAIN)
        other = desk.prepare(creation(2))
        change(desk.archive, "UPDATE submission SET ordered_at = 1 WHERE id = ?", other)
        desk.json("outbox", "settle", number, expect=NOT_SENT)
        desk.check_state(other, "ready")
        check_equal(desk.practice.received(), 1, "uploads")


@scenario("a settle that cannot ask proves nothing")
def settle_blind():
    with Desk() as desk:
        desk.practice.faults({"operation": "create", "fault": "drop-after"}, {"operation": "files", "call": "all", "fault": "html-502"})
        number = desk.prepare(creation(1))
        desk.send(number, expect=UNCERTAIN)
        desk.json("outbox", "settle", number, expect=UNCERTAIN)
        desk.give_key(key="chiave-errata")
        desk.json("outbox", "settle", number, expect=UNCERTAIN)
        desk.give_key()
        desk.practice.faults()
        desk.json("outbox", "settle", number, expect=OK)
        check_equal(len(desk.practice.ledger()), 1, "ledger")


@scenario("a wrong key pauses the account: the others behind it are not tried")
def wrong_key():
    with Desk(key="chiave-errata") as desk:
        numbers = [desk.prepare(creation(n)) for n in (1, 2, 3)]
        found = desk.send(expect=NOT_SENT)
        check_equal({entry["state"] for entry in found["submissions"]}, {"not-sent"}, "states")
        check_equal(desk.practice.received(), 1, "uploads")
        desk.key = "chiave-" + "buona" * 3
        desk.give_key()
        desk.send(*numbers)
        check_equal(len(desk.practice.ledger()), 3, "ledger")


def version(flavour, api):
    with Desk(flavour=flavour, version=api) as desk:
        number = play_create(desk, OK, "done", None, 1)
        check_equal(desk.practice.ledger()[0]["service"], "gpd-aca" if flavour == "aca" else "gpd", "service in the ledger")
        update = creation(*NUMBERS)
        update["paymentPositions"][0]["fullName"] = "Maria Bianchi"
        desk.send(desk.prepare(update, "gpd.update"))
        desk.practice.fault("drop-after", "delete")
        number = desk.prepare(deletion(*NUMBERS), "gpd.delete")
        desk.send(number, expect=UNCERTAIN)
        desk.json("outbox", "settle", number)
        check_equal(len(desk.practice.ledger()), 3, "ledger")


scenario("GPD, version 1 of its API", flavour="gpd", api="v1")(version)
scenario("ACA", flavour="aca", api=None)(version)


if __name__ == "__main__":
    main(workers=8)
