#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes on one archive: one sender, the others watch; stopping, interrupting (design 3, Several processes) (TAP)."""
import signal
import time

from desk import (NOT_SENT, OK, REFUSED, UNCERTAIN, Desk, change, check, check_equal, creation, main, read_rows, scenario,
                  wait_until)


@scenario("three at once: every upload exactly once, everybody hears the end")
def three():
    with Desk(account=False) as desk:
        for name in ("imu", "mensa", "tari"):
            desk.add_account(name)
        numbers = [desk.prepare(creation(n), account=("imu", "mensa", "tari")[n % 3]) for n in range(1, 10)]
        # One upload for each account is on its way, and no end in sight, until all three are there.
        desk.practice.hold(call=[1, 2, 3])
        processes = [desk.start("outbox", "send", *words, "--wait", "60", json_output=True)
                     for words in ((), numbers[:6], numbers[3:])]
        for process in processes:
            desk.wait_at_rest(process)
        wait_until(lambda: desk.practice.received() == 3, what="the first uploads")
        desk.practice.release()
        for process, wanted in zip(processes, (None, numbers[:6], numbers[3:])):
            found = desk.finish(process, expect=OK, timeout=90).json["submissions"]
            if wanted is not None:
                check_equal([entry["id"] for entry in found], wanted, "what it was asked for")
            check_equal({entry["state"] for entry in found}, {"done"}, "states")
        check_equal(desk.practice.received(), 9, "uploads")
        check_equal(len(desk.practice.ledger()), 9, "ledger")
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM attempt WHERE kind = 'send'"), [(9,)], "attempts")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


@scenario("three at once, the sender killed: another takes over, what was on its way is in doubt")
def succession():
    with Desk() as desk:
        numbers = [desk.prepare(creation(n)) for n in (1, 2, 3)]
        desk.practice.hold()
        first = desk.start("outbox", "send", *numbers, "--wait", "60", json_output=True)
        wait_until(lambda: desk.practice.received() == 1, what="the first upload")
        others = [desk.start("outbox", "send", "--wait", "60", json_output=True) for _ in range(2)]
        for process in others:
            desk.wait_at_rest(process)
        first.send_signal(signal.SIGKILL)
        desk.finish(first)
        for process in others:
            found = desk.finish(process, expect=UNCERTAIN, timeout=90).json["submissions"]
            check_equal([entry["state"] for entry in found], ["uncertain", "done", "done"], "states")
        desk.practice.release()
        desk.json("outbox", "settle", numbers[0])
        check_equal(len(desk.practice.ledger()), 3, "ledger")
        check_equal(desk.practice.received(), 3, "uploads")


@scenario("a second process orders while the first sends: the first takes it along, both hear the end")
def watcher():
    with Desk() as desk:
        first_number, second_number = desk.prepare(creation(1)), desk.prepare(creation(2))
        desk.practice.hold()
        first = desk.start("outbox", "send", first_number, "--wait", "30", json_output=True)
        wait_until(lambda: desk.practice.received() == 1, what="the first upload")
        # What is on its way can be followed by its name as well.
        third = desk.start("outbox", "send", first_number, "--wait", "30", json_output=True)
        second = desk.start("outbox", "send", second_number, "--wait", "30", json_output=True)
        for process in (third, second):
            desk.wait_at_rest(process)
        desk.practice.release()
        for process in (first, second, third):
            check_equal({entry["state"] for entry in desk.finish(process, expect=OK).json["submissions"]}, {"done"}, "states")
        check_equal(desk.practice.received(), 2, "uploads")


@scenario("\"Stop all sending\" on disk: every process obeys at once")
def stopped():
    with Desk() as desk:
        numbers = [desk.prepare(creation(n)) for n in range(1, 7)]
        desk.practice.hold()
        processes = [desk.start("outbox", "send", *numbers, "--wait", "15", json_output=True) for _ in range(3)]
        for process in processes:
            desk.wait_at_rest(process)
        wait_until(lambda: desk.practice.received() == 1, what="the first upload")
        change(desk.archive, "INSERT INTO setting (key, value) VALUES ('sending-stopped', '1') "
               "ON CONFLICT (key) DO UPDATE SET value = '1'")
        # What had begun before that moment may still arrive.
        begun = read_rows(desk.archive, "SELECT count (*) FROM attempt WHERE kind = 'send'")[0][0]
        desk.practice.release()
        wait_until(lambda: desk.state(numbers[0]) == "done", what="the end of the first")
        for process in processes:
            found = desk.finish(process, expect=NOT_SENT).json["submissions"]
            held = [entry for entry in found if entry["state"] == "not-sent"]
            check(held and {entry["code"] for entry in held} <= {"stopped-all"}, f"codes: {[entry['code'] for entry in held]}")
        check_equal(desk.practice.received(), begun, "uploads after stopping")
        check_equal(begun, 1, "what had left before")
        # While it is stopped nothing leaves, and nobody waits for it without being told to.
        number = desk.prepare(creation(7))
        started = time.monotonic()
        found = desk.json("outbox", "send", number, expect=NOT_SENT)
        check_equal(found["submissions"][0]["code"], "stopped-all", "code")
        check(time.monotonic() - started < 20, "it waited")
        change(desk.archive, "UPDATE setting SET value = '0' WHERE key = 'sending-stopped'")
        states = {entry["id"]: entry["state"] for entry in desk.submissions()}
        desk.send(*[n for n in numbers + [number] if states[n] == "not-sent"], wait=60)
        desk.send(wait=30)
        check_equal(len(desk.practice.ledger()), 7, "ledger")
        check_equal(desk.practice.received(), 7, "uploads")


def interrupted(which):
    with Desk() as desk:
        numbers = [desk.prepare(creation(n)) for n in (1, 2)]
        desk.practice.hold()
        process = desk.start("outbox", "send", *numbers, "--wait", "60", json_output=True)
        wait_until(lambda: desk.practice.received() == 1, what="the first upload")
        process.send_signal(which)
        desk.wait_at_rest(process)
        desk.practice.release()
        found = desk.finish(process, expect=NOT_SENT)
        check_equal([(entry["state"], entry["code"]) for entry in found.json["submissions"]],
                    [("waiting", None), ("not-sent", "stopped-by-user")], "states")
        check(found.err, "what is going on is said")
        check_equal(desk.practice.received(), 1, "uploads")
        desk.send(*numbers)
        check_equal(len(desk.practice.ledger()), 2, "ledger")


scenario("interrupted: what is on its way is heard out, nothing new leaves", which=signal.SIGINT)(interrupted)
scenario("told to end: the same", which=signal.SIGTERM)(interrupted)


@scenario("interrupted twice: it ends at once, what was on its way is in doubt")
def impatient():
    with Desk() as desk:
        number = desk.prepare(creation(1))
        desk.practice.hold()
        process = desk.start("outbox", "send", number, "--wait", "60")
        wait_until(lambda: desk.practice.received() == 1, what="the upload")
        process.send_signal(signal.SIGINT)
        desk.wait_at_rest(process)
        # It ends although the answer is held back, and would be for ever.
        process.send_signal(signal.SIGINT)
        desk.finish(process, expect=-signal.SIGINT, timeout=20)
        desk.send(wait=2, expect=UNCERTAIN)
        desk.practice.release()
        desk.json("outbox", "settle", number, expect=OK)
        check_equal(len(desk.practice.ledger()), 1, "ledger")


@scenario("many small commands at the same time: the archive holds, nothing is refused for being busy")
def crowd():
    with Desk(practice=False) as desk:
        files = [desk.write_json(f"document-{n}.json", creation(n)) for n in range(1, 25)]
        processes = [desk.start("prepare", "gpd.create", "--account", "tari", "--file", path, json_output=True) for path in files]
        numbers = {desk.finish(process, expect=OK).json["submissions"][0]["id"] for process in processes}
        check_equal(len(numbers), 24, "submissions")
        processes = [desk.start("outbox", "cancel", number) for number in numbers for _ in range(2)]
        codes = sorted(desk.finish(process).code for process in processes)
        check_equal(codes, [OK] * 24 + [REFUSED] * 24, "each cancelled once")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")


if __name__ == "__main__":
    main(workers=8)
