#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vouchers, and the program killed in the middle of each stage: nothing is lost, nothing goes twice, the archive is the ledger (TAP).

SPORTELLO_VOUCHER_KILL_ROWS: how many vouchers (200). SPORTELLO_SEED: what the moments are drawn from, printed (7)."""
import os
import random
import signal
import time

from desk import NOT_SENT, OK, UNCERTAIN, check, check_equal, main, read_rows, scenario, wait_until
from vouchers import TODAY, Office, company, family, firm, once_each, person, step_row, steps, table

ROWS = int(os.environ.get("SPORTELLO_VOUCHER_KILL_ROWS", "200"))
SEED = int(os.environ.get("SPORTELLO_SEED", "7"))
KEYS = [firm(number) if number % 4 == 0 else person(number) for number in range(1, ROWS + 1)]


def kill_while(desk, seconds, *words):
    """Starts a command and kills it after some time; gives whether it had come to its end before."""
    process = desk.start(*words, json_output=True)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return desk.finish(process).code >= 0


def check_whole(desk):
    """Nothing half done: each submission has its item, each voucher one submission that is open, and all holds."""
    check_equal(read_rows(desk.archive, "SELECT count (*) FROM submission AS s WHERE n_items <> (SELECT count (*) FROM item WHERE "
                                        "submission_id = s.id)"), [(0,)], "submissions without their item")
    check_equal(read_rows(desk.archive, "SELECT record_id FROM item JOIN submission AS s ON s.id = submission_id WHERE s.state NOT IN "
                                        "('done', 'partly-done', 'refused', 'cancelled') GROUP BY record_id HAVING count (*) > 1"), [],
                "vouchers in two open submissions")
    desk.verify()


def states(desk, operation):
    return dict(read_rows(desk.archive, "SELECT state, count (*) FROM submission WHERE operation = ? GROUP BY state", "voucher." + operation))


def send_all(desk, dice, operation, kills):
    """Sends what is prepared, killed again and again, looks up what is in doubt, and sends again what did not arrive."""
    for _ in range(kills):
        # Bytes are on their way, worked on or answered when the axe falls.
        desk.practice.faults(*({"operation": operation, "call": call, "fault": "delay", "ms": dice.randrange(0, 120),
                                "before": dice.random() < 0.5} for call in range(1, 60)))
        ended = kill_while(desk, dice.uniform(0.02, 0.7), "outbox", "send", "--wait", "60")
        once_each(desk, operation)
        check(states(desk, operation).get("sending", 0) <= 1, "two requests at a time")
        if ended:
            break
    desk.practice.faults()
    check_whole(desk)
    desk.run("outbox", "send", "--wait", 120, timeout=150)
    left = states(desk, operation)
    check_equal(set(left) - {"done", "uncertain"}, set(), "before settling")
    doubtful = read_rows(desk.archive, "SELECT s.id, i.key FROM submission AS s JOIN item AS i ON i.submission_id = s.id WHERE s.state = "
                                       "'uncertain' ORDER BY s.id")
    before = desk.practice.received(operation)
    taken = once_each(desk, operation)
    done = {key for key, in read_rows(desk.archive, "SELECT i.key FROM submission AS s JOIN item AS i ON i.submission_id = s.id WHERE "
                                                    "s.state = 'done' AND s.operation = ?", "voucher." + operation)}
    check_equal(done - set(taken), set(), "done here and not there")
    check_equal(set(taken) - done, {key for _, key in doubtful} & set(taken), "there, and neither done nor in doubt here")
    again = []
    for number, key in doubtful:
        result = desk.run("outbox", "settle", number, timeout=60)
        if key in taken and operation != "prenotazione":
            # It left the list: the portal is looked at, by a person.
            desk.check_state(number, "uncertain", "settle-probably-done")
            desk.run("outbox", "settle", number, "--saw", "accepted", expect=OK)
        else:
            check_equal(result.code, OK if key in taken else NOT_SENT, f"settling {key}: {result.out!r} {result.err!r}")
            again += [number] if key not in taken else []
    check_equal(desk.practice.received(operation), before, "settling sends nothing")
    if again:
        desk.send(*again, wait=60)
    check_equal(states(desk, operation), {"done": ROWS}, "in the end")
    check_equal(set(once_each(desk, operation)), set(KEYS), "ledger")
    check_equal(len(desk.ledger(operation)), ROWS, "lines")
    check_whole(desk)
    print(f"# {operation}: {len(doubtful)} in doubt, {len(again)} sent again (seed {SEED})", flush=True)


def bring_killed(desk, dice, path, longest, count):
    """Imports a file, killed; all or nothing each time. Gives when it is in."""
    for _ in range(20):
        kill_while(desk, dice.uniform(0, longest), "import", "vouchers", path)
        found = count()
        check(found in (0, ROWS), f"{found} rows of {ROWS} came in")
        if found == ROWS:
            return
    desk.run("import", "vouchers", path, expect=OK)
    check_equal(count(), ROWS, "rows")


def prepare_killed(desk, dice, operation, longest):
    for _ in range(20):
        kill_while(desk, dice.uniform(0, longest), "prepare", "voucher." + operation, "--account", "bul", "--all-ready")
        found = sum(states(desk, operation).values())
        check(found in (0, ROWS), f"{found} requests of {ROWS} are prepared")
        if found == ROWS:
            break
    else:
        desk.order(operation)
    check_whole(desk)
    check_equal(states(desk, operation), {"ready": ROWS}, "prepared once")


def look_killed(desk, dice, old, new):
    """The list brings all vouchers from one phase to another, killed: all of them or none."""
    for _ in range(20):
        number = desk.json("prepare", "voucher.isee", "--account", "bul")["submissions"][0]["id"]
        desk.practice.fault("delay", "isee", ms=dice.randrange(0, 100))
        kill_while(desk, dice.uniform(0.05, 0.5), "outbox", "send", number, "--wait", "30")
        phases = read_rows(desk.archive, "SELECT phase, count (*) FROM dossier GROUP BY phase")
        check(phases in ([(old, ROWS)], [(new, ROWS)]), f"half a list: {phases}")
        # One of nothing but a question never stays in doubt.
        check(desk.state(number) in ("ready", "sending", "done"), f"a question that is {desk.state(number)}")
        if phases == [(new, ROWS)]:
            break
    desk.practice.faults()
    desk.run("outbox", "send", "--wait", 30)
    check_equal(states(desk, "isee").keys() - {"done", "not-sent"}, set(), "questions")
    desk.look()
    check_equal(read_rows(desk.archive, "SELECT phase, count (*) FROM dossier GROUP BY phase"), [(new, ROWS)], "phases")
    check_whole(desk)


def count_dossiers(desk):
    if not os.path.exists(desk.archive):
        return 0
    tables = read_rows(desk.archive, "SELECT count (*) FROM sqlite_master WHERE name = 'dossier'")[0][0]
    return read_rows(desk.archive, "SELECT count (*) FROM dossier")[0][0] if tables else 0


@scenario(f"{ROWS} vouchers reserved, followed and activated, killed in the middle of each stage")
def stages():
    dice = random.Random(SEED)
    with Office() as desk:
        desk.settings(robot="manual")
        path = desk.write("rows.csv", table([company(key) if len(key) == 11 else family(key) for key in KEYS]))
        bring_killed(desk, dice, path, 0.4, lambda: count_dossiers(desk))
        prepare_killed(desk, dice, "prenotazione", 0.4)
        send_all(desk, dice, "prenotazione", 14)
        old = "Inviata con esito positivo"
        check_equal(read_rows(desk.archive, "SELECT DISTINCT phase FROM dossier"), [(old,)], "reserved")

        desk.advance("Prenotata")
        look_killed(desk, dice, old, "Prenotata")
        check_equal(dict(read_rows(desk.archive, "SELECT key, remote_id FROM dossier")), once_each(desk), "the archive is the ledger")
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM dossier_fact WHERE kind = 'phase'"), [(ROWS,)], "each moved once")
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM event WHERE kind = 'news' AND text LIKE ?", f"%: {ROWS} changed%"), [(1,)],
                    "news once")

        path = desk.write("steps.csv", steps([step_row("attivazione", key, TODAY) for key in KEYS]))
        bring_killed(desk, dice, path, 0.4,
                     lambda: read_rows(desk.archive, "SELECT count (*) FROM dossier WHERE next_operation = 'attivazione'")[0][0])
        prepare_killed(desk, dice, "attivazione", 0.4)
        send_all(desk, dice, "attivazione", 10)
        check_equal(read_rows(desk.archive, "SELECT phase, state, next_operation, count (*) FROM dossier GROUP BY 1, 2, 3"),
                    [("Attivata", "done", None, ROWS)], "activated")


def killed_at(operation, settled):
    """One kill at a known moment, work done and no answer given, with what must be true afterwards."""
    with Office() as desk:
        desk.settings(robot="manual")
        key = KEYS[0]
        if operation == "prenotazione":
            desk.bring(table([family(key)]))
        else:
            desk.ask("prenotazione", [family(key)])
            desk.advance("Prenotata")
            desk.look()
            desk.bring(steps([step_row(operation, key, TODAY)]))
        number = desk.order(operation)[key]
        before = desk.practice.received(operation)
        desk.practice.hold(operation)
        process = desk.start("outbox", "send", number, "--wait", "20")
        wait_until(lambda: desk.practice.received(operation) == before + 1, what=f"the {operation} request")
        process.send_signal(signal.SIGKILL)
        desk.finish(process)
        check_equal(desk.state(number), "sending", "state after the kill")
        said = desk.send(wait=2, expect=UNCERTAIN)
        check_equal([entry["code"] for entry in said["submissions"]], ["found-sending"], "code")
        desk.practice.release()
        desk.json("outbox", "settle", number, expect=OK if settled == "done" else UNCERTAIN)
        check_equal(desk.state(number), settled, "settled")
        check_equal(len(desk.ledger(operation)), 1, "ledger")
        check_equal(desk.practice.received(operation), before + 1, "requests")
        desk.verify()


scenario("killed before the answer to a reservation, work done", operation="prenotazione", settled="done")(killed_at)
scenario("killed before the answer to an activation, work done: it is in no list", operation="attivazione", settled="uncertain")(killed_at)


@scenario("killed before the answer to a question: it is not in doubt, and is asked again")
def killed_asking():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(KEYS[1])])
        desk.advance("Prenotata")
        number = desk.json("prepare", "voucher.isee", "--account", "bul")["submissions"][0]["id"]
        before = desk.practice.received("isee")
        desk.practice.hold("isee")
        process = desk.start("outbox", "send", number, "--wait", "20")
        wait_until(lambda: desk.practice.received("isee") == before + 1, what="the question")
        process.send_signal(signal.SIGKILL)
        desk.finish(process)
        check_equal(desk.state(number), "sending", "state after the kill")
        desk.practice.release()
        said = desk.send(wait=2, expect=NOT_SENT)
        check_equal([(entry["state"], entry["code"]) for entry in said["submissions"]], [("not-sent", "found-asking")], "what is said")
        desk.send(number, wait=20)
        desk.check_state(number, "done")
        check_equal(read_rows(desk.archive, "SELECT phase FROM dossier"), [("Prenotata",)], "phase")
        desk.verify()


if __name__ == "__main__":
    main(workers=3)
