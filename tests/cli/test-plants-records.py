#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants that live as records: interventions begun from what the archive has, prepared, sent to the practice register in the order of their
plant's queue; after each the libretto here is what the register has (issue 6: 3, 4, 9) (TAP)."""
import os
import signal

from desk import NOT_SENT, OK, REFUSED, UNCERTAIN, check, check_equal, main, read_rows, scenario, wait_until
from plants import Office

REPORT_1 = "impianto[0].rcee_tipo_1[0]"


@scenario("the whole life of a plant: each intervention is accepted in order, and makes of the libretto what the register has")
def life():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        desk.live(plant, "10", "component=GT1", "replace", "day=2026-02-02")
        desk.live(plant, "84", "component=GT1", "day=2026-02-03")
        desk.live(plant, "84", "component=GF1", "day=2026-02-04")
        desk.live(plant, "87")
        desk.live(plant, "3", "day=2026-02-05")
        desk.live(plant, "2", "day=2026-02-06")
        desk.live(plant, "1", "day=2026-02-07")
        desk.live(plant, "16", "component=BR1", "replace", "day=2026-02-08")
        desk.live(plant, "52", "component=GF1", "day=2026-02-09")
        desk.live(plant, "58", "component=BR1", "day=2026-02-10")
        desk.live(plant, "88", "component=GT1", "day=2026-02-11")
        desk.live(plant, "85", "day=2026-02-12")
        desk.live(plant, "86", "day=2026-02-13")
        desk.live(plant, "8", "day=2026-02-14")
        check_equal(desk.taken(), [9, 10, 84, 84, 87, 3, 2, 1, 16, 52, 58, 88, 85, 86, 8], "the ledger")
        check_equal(desk.row(plant)[1], "dismissed", "standing")


@scenario("new, renovated, simplified: what begins a plant, or says all of it again; reports of every type, from the one before; a local correction")
def others():
    with Office() as desk:
        number = desk.begin(0, "4", "file=" + desk.document("04-nuovo", "PROVA0002"))
        plant = desk.last["plant"]
        desk.run("outbox", "send", desk.prepare(number)[0], "--wait", "60", expect=OK)
        desk.same(plant, "4", "PROVA0002")
        plant = desk.libretto()
        check(any(issue["code"] == "E-PRIMO-INVIO" for issue in desk.office("begin", plant, "99", "day=2026-02-01")["issues"]), "99 first")
        desk.office("abandon", read_rows(desk.archive, "SELECT max (id) FROM dossier")[0][0])
        desk.live(plant, "9", "day=2026-02-01")
        desk.live(plant, "5", "day=2026-02-02")
        for component in "SC1", "CG1", "GT2":
            first = desk.live(plant, "84", "component=" + component, "day=2026-02-03")
            desk.live(plant, "84", "component=" + component, f"previous={first}", "day=2026-02-04")
        again = desk.begin(plant, "84", "component=CG1", "day=2026-02-04", faulty=True)
        check(any(issue["code"] == "E-RCEE-DOPPIO" for issue in desk.last["issues"]), f"the same report twice: {desk.last['issues']}")
        desk.office("abandon", again)
        desk.live(plant, "99", "day=2026-02-05")
        local = desk.begin(plant, "libretto", "set=impianto[0].scheda_1_2_ubicazione[0].L1_2interno=7", faulty=True)
        desk.office("apply", local)
        desk.live(plant, "9", "day=2026-02-06")
        interno = [child.text for child in desk.twin().iter() if child.tag.endswith("L1_2interno")]
        check_equal(interno, ["7"], "what was corrected here is there with the next libretto")
        check_equal(desk.taken(), [4, 9, 5] + [84] * 6 + [99, 9], "the ledger")


def afternoon(desk, plant, **report):
    """A boiler, its report, a year's consumption: one afternoon, in one go. The report is of a firm that the register does not know, or is not."""
    boiler = desk.begin(plant, "10", "component=GT1", "replace", "day=2026-02-02")
    rcee = desk.begin(plant, "84", "component=GT1", "day=2026-02-03", *(f"set={REPORT_1}.{name}={value}" for name, value in report.items()))
    year = desk.begin(plant, "87")
    return [boiler, rcee, year]


@scenario("what the register refuses holds what stands behind it, of that plant alone; mended and accepted, the rest goes on")
def blocked():
    with Office() as desk:
        plant, other = desk.libretto(), desk.libretto(code="PROVA0002")
        first = [desk.begin(plant, "9", "day=2026-02-01"), desk.begin(other, "9", "day=2026-02-01")]
        ids = afternoon(desk, plant, **{"datiManutentore[0].numeroREA": "999003"})
        elsewhere = desk.begin(other, "87")
        made = desk.prepare(*first, *ids, elsewhere)
        desk.send(expect=NOT_SENT)
        states = dict(zip([*first, *ids, elsewhere], [desk.state(number) for number in made]))
        check_equal([states[number] for number in [*first, *ids, elsewhere]], ["done", "done", "done", "refused", "not-sent", "done"], "states")
        check_equal([desk.show(made[number])["code"] for number in (3, 4)], ["E-MANUTENTORE", "plant-waits"], "why")
        check_equal(desk.office("reason", made[4])["id"], ids[1], "what waits says for whom")
        desk.same(plant, "half of it")
        desk.send(made[4], expect=NOT_SENT, wait=30)
        check_equal((desk.taken("PROVA0001"), desk.taken("PROVA0002")), ([9, 10], [9, 87]), "nothing jumps its queue")
        mended = desk.office("edit", ids[1], f"set={REPORT_1}.datiManutentore[0].numeroREA=123456")
        check_equal([issue for issue in mended["issues"] if issue["level"] == "error"], [], "mended")
        again = desk.prepare(ids[1])[0]
        desk.send(made[4], again)
        check_equal([desk.state(again), desk.state(made[4])], ["done", "done"], "the report, and what waited")
        check_equal(desk.taken("PROVA0001"), [9, 10, 84, 87], "the ledger")
        desk.same(plant, "all of it")
        desk.same(other, "all of it", "PROVA0002")


@scenario("what a person gives up lets go what waits behind it")
def abandoned():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        ids = afternoon(desk, plant, **{"datiManutentore[0].numeroREA": "999001"})
        made = desk.prepare(*ids)
        desk.send(expect=NOT_SENT)
        desk.office("abandon", ids[1])
        desk.send(made[2])
        check_equal([desk.state(number) for number in made], ["done", "refused", "done"], "states")
        check_equal(desk.taken(), [9, 10, 87], "the ledger")
        desk.same(plant, "giving up")


@scenario("an answer lost on its way: what stands behind it waits, the same number settles it, and the libretto follows once")
def lost():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        ids = afternoon(desk, plant)
        desk.practice.faults({"service": "catasto", "operation": "api_call_4", "call": 1, "fault": "drop-after"})
        made = desk.prepare(*ids)
        desk.send(expect=UNCERTAIN)
        check_equal([desk.state(number) for number in made], ["uncertain", "not-sent", "not-sent"], "states")
        check_equal(desk.taken(), [9, 10], "there it is stored")
        desk.send(*made[1:], expect=NOT_SENT, wait=30)
        check_equal([desk.state(number) for number in made], ["uncertain", "not-sent", "not-sent"], "nothing repeats it, nothing overtakes it")
        desk.run("outbox", "settle", made[0], expect=OK)
        desk.same(plant, "settling")
        desk.send(*made[1:])
        check_equal([desk.state(number) for number in made], ["done", "done", "done"], "states")
        check_equal(desk.taken(), [9, 10, 84, 87], "the ledger")
        desk.same(plant, "all of it")
        check_equal(len(read_rows(desk.archive, "SELECT 1 FROM plant_fact WHERE kind = 'applied'")), 4, "each became part of the libretto once")


@scenario("killed with a request on its way, before or after the register stored it: settled by the same number, nothing twice, nothing lost")
def killed():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        ids = afternoon(desk, plant)
        made = desk.prepare(*ids)
        for number, operation, before in (0, "api_call_4", False), (1, "api_call_8", True), (2, "api_call_10", False):
            desk.practice.hold(operation, service="catasto", before=before)
            process = desk.start("outbox", "send", made[number], "--wait", "60")
            wait_until(lambda: desk.practice.received(operation) > 0, 60, "the request")
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            desk.processes.remove(process)
            desk.practice.release()
            desk.run("outbox", "send", "--wait", "5")
            check_equal(desk.state(made[number]), "uncertain", f"{operation} after the kill")
            desk.run("outbox", "settle", made[number], expect=OK)
            check_equal(desk.state(made[number]), "done", f"{operation} settled")
            desk.same(plant, f"a kill in {operation}")
        check_equal(desk.taken(), [9, 10, 84, 87], "the ledger")
        desk.run("archive", "verify", expect=OK)


@scenario("already present: counts as the first submission; taken back while nothing was sent on it, not after")
def present():
    with Office() as desk:
        plant = desk.libretto()
        check("E-PRIMO-INVIO" in [issue["code"] for issue in desk.office("begin", plant, "87")["issues"]], "87 first")
        desk.office("abandon", read_rows(desk.archive, "SELECT max (id) FROM dossier")[0][0])
        desk.office("present", plant)
        check_equal(desk.office("revoke", plant)["id"], 1, "taken back")
        desk.begin(plant, "87", faulty=True)
        check("E-PRIMO-INVIO" in [issue["code"] for issue in desk.last["issues"]], "87 first, again")
        desk.office("present", plant)
        check_equal(read_rows(desk.archive, "SELECT n_errors FROM dossier WHERE id = ?", desk.last["id"])[0][0], 0, "what was begun before is looked at again")
        made = desk.prepare(desk.last["id"])
        desk.send(expect=REFUSED)
        check_equal(desk.show(made[0])["code"], "E-PRIMO-INVIO", "the register has the last word")
        desk.practice.control("/catasto/plants", {"code": "PROVA0001", "province": "LE", "state": "active", "libretto": 1})
        desk.office("edit", desk.last["id"])
        made = desk.prepare(desk.last["id"])
        desk.send()
        check_equal(desk.state(made[0]), "done", "state")
        check_equal(desk.office("revoke", plant)["id"], 0, "too late to take it back")
        desk.live_report = desk.begin(plant, "9", "day=2026-02-03")
        desk.prepare(desk.live_report)
        desk.send()
        desk.same(plant, "9")
        check_equal(desk.taken(), [87, 9], "the ledger")


if __name__ == "__main__":
    main()
