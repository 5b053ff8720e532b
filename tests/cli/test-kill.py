#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program killed at any moment: nothing is lost, nothing is sent twice, what is in doubt is called uncertain (TAP).

SPORTELLO_KILLS: how many kills in all (60). SPORTELLO_SEED: what the moments are drawn from, printed (7)."""
import os
import random
import signal
import time

from desk import (OK, REFUSED, UNCERTAIN, Desk, check, check_equal, creation, csv_row, csv_text, main, read_rows, scenario,
                  wait_until)

KILLS = int(os.environ.get("SPORTELLO_KILLS", "60"))
SEED = int(os.environ.get("SPORTELLO_SEED", "7"))
# A world has so few kills that what is in doubt stays below what one look-up goes through.
WORLDS = max(4, KILLS // 40)
ACCOUNTS = ("anagrafe", "imu", "mensa", "tari")


def know(desk):
    """What the practice service took, by position; each at most once, whatever happened."""
    taken = {}
    for entry in desk.practice.ledger():
        for iupd in entry["iupds"]:
            check(iupd not in taken, f"{iupd} was sent twice: {taken.get(iupd)} and {entry['fileId']}")
            taken[iupd] = entry["fileId"]
    return taken


def compare(desk, documents, settled):
    """The archive against the ledger. Before settling, doubt must be called so; afterwards nothing is in doubt."""
    taken = know(desk)
    for shown in desk.submissions():
        iupd = documents[shown["id"]]
        state, what = shown["state"], f"submission {shown['id']} ({shown['state']}, {shown['code']})"
        if iupd in taken:
            check(state in (("done",) if settled else ("done", "uncertain")), f"{what} was taken by the service")
            if state == "done":
                check_equal(shown["remote_id"], taken[iupd], f"remote id of {what}")
        else:
            check(state in (("not-sent",) if settled else ("uncertain", "not-sent")), f"{what} was not taken by the service")
    check_equal(len(desk.submissions()), len(documents), "submissions in the archive")
    check(set(taken) <= set(documents.values()), "the ledger has what nobody prepared")


def world(number):
    dice = random.Random(SEED * 1000 + number)
    kills = KILLS // WORLDS + (number < KILLS % WORLDS)
    with Desk(account=False) as desk:
        documents = {}
        for name in ACCOUNTS:
            desk.add_account(name)
        for turn in range(kills):
            # Bytes are on their way, worked on or answered when the axe falls.
            desk.practice.faults(*({"operation": operation, "call": call, "fault": "delay", "ms": dice.randrange(0, 250),
                                    "before": dice.random() < 0.5}
                                   for operation in ("create", "status") for call in range(1, 4)))
            for _ in range(2):
                iupd = f"TARI-{len(documents) + 1:06d}"
                documents[desk.prepare(creation(len(documents) + 1), account=dice.choice(ACCOUNTS))] = iupd
            process = desk.start("outbox", "send", "--wait", "20", json_output=True)
            # The first request leaves after some milliseconds, the first question follows after a second.
            time.sleep(dice.uniform(0, 0.4) if dice.random() < 0.8 else dice.uniform(1.0, 1.5))
            process.send_signal(signal.SIGKILL)
            desk.finish(process)
            know(desk)
        desk.practice.faults()

        # Until nothing is under way any more: what had been ordered before each kill leaves as well.
        for _ in range(20):
            result = desk.run("outbox", "send", "--wait", 60, json_output=True, timeout=90)
            check(result.code in (OK, UNCERTAIN), f"exit {result.code}: {result.out[-600:]!r} {result.err!r}")
            states = [entry["state"] for entry in desk.submissions()]
            if not {"ready", "sending", "waiting"} & set(states):
                break
        else:
            check(False, f"still under way: {states}")
        check_equal(set(states) - {"done", "uncertain"}, set(), "states before settling")
        compare(desk, documents, settled=False)

        doubtful = [entry["id"] for entry in desk.submissions() if entry["state"] == "uncertain"]
        before = desk.practice.received()
        for entry in doubtful:
            desk.run("outbox", "settle", entry, json_output=True, timeout=60)
        check_equal(desk.practice.received(), before, "settling uploads nothing")
        compare(desk, documents, settled=True)

        # What did not happen is sent again by name, and then everything has happened once.
        again = [entry["id"] for entry in desk.submissions() if entry["state"] == "not-sent"]
        if again:
            desk.send(*again, wait=60)
        compare(desk, documents, settled=True)
        check_equal(len(know(desk)), len(documents), "positions the service has")
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")
        print(f"# world {number}, seed {SEED}: {kills} kills, {len(documents)} submissions, {len(doubtful)} in doubt, "
              f"{len(again)} sent again", flush=True)


for world_number in range(WORLDS):
    scenario(f"killed again and again, world {world_number}", number=world_number)(world)


def killed_while(operation, found, expect):
    """One kill at a known moment, work done and no answer given, with what must be true afterwards."""
    with Desk() as desk:
        desk.practice.hold(operation)
        number = desk.prepare(creation(1))
        process = desk.start("outbox", "send", "--wait", "20")
        wait_until(lambda: desk.practice.received(operation) == 1, what=f"the {operation} request")
        process.send_signal(signal.SIGKILL)
        desk.finish(process)
        if operation == "create":
            check_equal(desk.state(number), "sending", "state after the kill")
            # A send that names nothing finds it and says so.
            if found:
                said = desk.send(wait=2, expect=UNCERTAIN)
                check_equal([entry["code"] for entry in said["submissions"]], ["found-sending"], "code")
            desk.practice.release()
            desk.json("outbox", "settle", number, expect=expect)
        else:
            check_equal(desk.state(number), "waiting", "state after the kill")
            desk.practice.release()
            desk.send(expect=expect)
        check_equal(len(desk.practice.ledger()), 1, "ledger")
        check_equal(desk.practice.received(), 1, "uploads")


scenario("killed before the answer to an upload, work done", operation="create", found=True, expect=OK)(killed_while)
scenario("killed before the answer to an upload, settled without any send between", operation="create", found=False, expect=OK)(
    killed_while)
scenario("killed while asking for the status", operation="status", found=True, expect=OK)(killed_while)



# --- one large job, killed in the middle of each of its stages -----------------------------------------------------------

ROWS = int(os.environ.get("SPORTELLO_KILL_ROWS", "3000"))


def kill_while(desk, dice, longest, *words):
    """Starts a command and kills it after some time; gives whether it had come to its end before."""
    process = desk.start(*words, json_output=True)
    time.sleep(dice.uniform(0, longest))
    process.send_signal(signal.SIGKILL)
    return desk.finish(process).code == 0


def states(desk):
    """How many positions of the archive stand where."""
    return dict(read_rows(desk.archive, "SELECT state, count(*) FROM position_now GROUP BY state"))


def check_whole(desk):
    """Nothing half done: each submission has its rows, each row one submission that is open, and the chain holds."""
    for number, wanted in read_rows(desk.archive, "SELECT id, n_items FROM submission"):
        found = read_rows(desk.archive, "SELECT count(*) FROM item WHERE submission_id = ?", number)[0][0]
        check_equal(found, wanted, f"rows of submission {number}")
    twice = read_rows(desk.archive, "SELECT count(*) FROM (SELECT record_id FROM item JOIN submission AS s ON s.id = "
                                    "submission_id WHERE s.state NOT IN ('done', 'partly-done', 'refused', 'cancelled') "
                                    "AND s.followed = 0 AND record_id IS NOT NULL GROUP BY record_id HAVING count(*) > 1)")[0][0]
    check_equal(twice, 0, "records in two open submissions")
    check(desk.json("archive", "verify")["ok"], "the chain does not hold")


@scenario(f"a job of {ROWS} rows, killed in the middle of each stage")
def stages():
    dice = random.Random(SEED)
    failing = [f"TARI-{number:06d}" for number in (7, 70, 700, 1111, 1500, 2222, ROWS)]
    with Desk() as desk:
        path = desk.write("rows.csv", csv_text([csv_row(number) for number in range(1, ROWS + 1)]))
        # Import: all or nothing.
        while not kill_while(desk, dice, 1.0, "import", "debt-positions", path):
            found = sum(states(desk).values()) if os.path.exists(desk.archive) else 0
            check(found in (0, ROWS), f"{found} positions of {ROWS} came in")
            if found == ROWS:
                break
            dice.random()
        check_equal(states(desk), {"ready": ROWS}, "positions after the import")

        # Preparing: all or nothing, and once.
        prepared = 0
        for _ in range(40):
            kill_while(desk, dice, 0.8, "prepare", "gpd.create", "--account", "tari", "--all-ready")
            prepared = sum(entry["n_items"] for entry in desk.submissions())
            check(prepared in (0, ROWS), f"{prepared} rows of {ROWS} are prepared")
            check_whole(desk)
            if prepared == ROWS:
                break
        if prepared == 0:
            desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")
        number = desk.submissions()[0]["id"]
        check_equal(desk.state(number), "ready", "after preparing")

        # The order and the upload: the work is done there, the answer never comes.
        desk.practice.faults({"operation": "create", "call": "all", "fault": "delay", "ms": 3600000},
                             {"operation": "create", "call": "all", "fault": "row-500", "iupds": failing, "times": 3})
        process = desk.start("outbox", "send", number, "--wait", "60")
        wait_until(lambda: desk.practice.received("create") == 1, seconds=60, what="the upload")
        process.send_signal(signal.SIGKILL)
        desk.finish(process)
        check_equal(desk.state(number), "sending", "killed on its way")
        check_whole(desk)
        desk.practice.release()
        desk.run("outbox", "settle", number, timeout=90)
        check(desk.state(number) in ("waiting", "partly-done"), f"found again: {desk.state(number)}")
        check_equal(len(desk.practice.ledger()), 1, "ledger")

        # Waiting, and the report being written down: each time it is as before, or wholly there.
        for _ in range(12):
            desk.practice.faults(*({"operation": operation, "call": 1, "fault": "delay", "ms": dice.randrange(0, 60)}
                                   for operation in ("status", "report")))
            if desk.state(number) != "waiting":
                break
            kill_while(desk, dice, 1.6, "outbox", "send", "--wait", "60")
            shown = desk.show(number)
            check((shown["state"], shown["n_done"], shown["n_refused"]) in
                  (("waiting", 0, 0), ("partly-done", ROWS - len(failing), len(failing))),
                  f"half a report: {shown['state']}, {shown['n_done']} done, {shown['n_refused']} refused")
            check_whole(desk)
        desk.practice.faults()
        if desk.state(number) == "waiting":
            desk.send(wait=60, expect=REFUSED)
        check_equal(states(desk), {"done": ROWS - len(failing), "refused": len(failing)}, "positions after the report")
        before = desk.show(number)

        # Only what failed, prepared once, sent once.
        again = []
        for _ in range(20):
            kill_while(desk, dice, 0.25, "outbox", "resend-failed", number)
            again = [entry for entry in desk.submissions() if entry["resend_of"] == number]
            check(len(again) <= 1, "prepared twice")
            check_whole(desk)
            if again:
                break
        if not again:
            desk.json("outbox", "resend-failed", number)
            again = [entry for entry in desk.submissions() if entry["resend_of"] == number]
        second = again[0]["id"]
        desk.practice.hold("create")
        process = desk.start("outbox", "send", second, "--wait", "60")
        wait_until(lambda: desk.practice.received("create") == 2, seconds=60, what="the second upload")
        process.send_signal(signal.SIGKILL)
        desk.finish(process)
        desk.practice.release()
        desk.json("outbox", "settle", second, expect=OK)
        desk.send(wait=60)
        check_equal([(item["key"], item["state"]) for item in desk.show(second)["items"]], [(key, "done") for key in failing],
                    "sent again")
        check_equal(states(desk), {"done": ROWS}, "positions at the end")
        check_equal(desk.show(number)["items"], before["items"], "the first is as it was")
        entries = desk.practice.ledger()
        check_equal([entry["positions"] for entry in entries], [ROWS, len(failing)], "ledger")
        check_equal(entries[1]["iupds"], failing, "the second upload")
        check_whole(desk)


if __name__ == "__main__":
    main(workers=7)
