#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's everyday things with plants from the command line: a year's consumption out of a table, what other software sent
already, documents as files, deadlines for a calendar and a spreadsheet (issue 6: 3, 6, 7) (TAP)."""
import csv
import datetime
import io
import os
import stat
import xml.etree.ElementTree as xml

from desk import OK, REFUSED, USAGE, check, check_equal, main, read_rows, scenario
from plants import Office

HEAD = "codice;contatore;dal;al;iniziale;acquisti;finale;consumo"


def table(*rows):
    return "\r\n".join([HEAD, *rows]) + "\r\n"


def consumption(desk, *rows, expect, dry=False):
    """What the import of a table says, as JSON."""
    path = desk.write("consumi.csv", table(*rows))
    return desk.json("import", "consumption", path, *(["--dry-run"] if dry else []), expect=expect)


def interventions(desk):
    return read_rows(desk.archive, "SELECT id, n_errors FROM dossier WHERE type = '87' ORDER BY id")


def lines(desk, plant, number):
    """The lines of an intervention: names without namespace and scheda, in their order."""
    root = xml.fromstring(desk.office_raw("show", plant, number).encode())
    return [{child.tag.split("}")[1].split("_", 1)[1].lstrip("0123456789"): child.text for child in row}
            for row in root.iter() if row.tag.endswith("riga")]


@scenario("a year's consumption out of an Italian spreadsheet: looked at first, made once, sent and accepted")
def consumption_good():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        row = "prova0001;Gas NATURALE;2025;2026;10.000;;12.500,5;"
        check_equal(consumption(desk, row, expect=OK, dry=True), {"lines": 1, "made": 0, "to_fix": 0, "left": []}, "looked at")
        check_equal(interventions(desk), [], "a look makes nothing")
        check_equal(consumption(desk, row, expect=OK), {"lines": 1, "made": 1, "to_fix": 0, "left": []}, "made")
        number = interventions(desk)[0][0]
        check_equal(interventions(desk), [(number, 0)], "what was made")
        check_equal(read_rows(desk.archive, "SELECT updated_by <> '' FROM dossier WHERE id = ?", number), [(1,)], "by whom")
        check_equal(lines(desk, plant, number), [{"esercizioDa": "2025", "esercizioA": "2026", "letturaIniziale": "10000",
                                                  "letturaFinale": "12500.5", "consumo": "2500.5"}], "the line")
        desk.prepare(number)
        desk.send()
        desk.same(plant, "87")
        check_equal(desk.taken(), [9, 87], "the ledger")
        # The next season begins where the meter stood. What is metered may be said in either language.
        check_equal(consumption(desk, "PROVA0001;natural GAS;;;;;13000;", expect=OK)["made"], 1, "the next one")
        number = interventions(desk)[1][0]
        check_equal(lines(desk, plant, number), [{"esercizioDa": "2026", "esercizioA": "2027", "letturaIniziale": "12500.5",
                                                  "letturaFinale": "13000", "consumo": "499.5"}], "the next line")


@scenario("rows without a place are left aside, each with its reason; the others are made")
def consumption_left():
    with Office() as desk:
        plant = desk.libretto()
        desk.libretto(code="PROVA0002")
        desk.live(plant, "9", "day=2026-02-01")
        rows = ["PROVA0009;gas naturale;2025;2026;1;;2;", ";gas naturale;2025;2026;1;;2;", "PROVA0001;legna;2025;2026;1;;2;",
                "PROVA0001;gas naturale;2025;2026;100;;200,25;", "PROVA0001;gas naturale;2025;2026;100;;300;"]
        said = consumption(desk, *rows, expect=REFUSED)
        check_equal((said["lines"], said["made"], said["to_fix"]), (1, 1, 0), "made")
        check_equal([(left["row"], left["reason"]) for left in said["left"]], [(2, "no-plant"), (3, "no-plant"), (4, "no-meter"), (6, "taken")],
                    "left aside")
        number = interventions(desk)[0][0]
        check_equal(lines(desk, plant, number)[0]["consumo"], "100.25", "the first row of two counts")
        # The same file once more: what is open already is not made a second time. People are told in words.
        again = desk.run("import", "consumption", desk.write("consumi.csv", table(*rows)), expect=REFUSED)
        check_equal(again.out.decode(), "0 documents made, 0 to correct, 5 rows left aside\n", "the second time")
        check_equal(again.err.decode().splitlines(),
                    ["sportello-cli: row 2 is left aside: no plant in use has this code", "sportello-cli: row 3 is left aside: no plant in use has this code",
                     "sportello-cli: row 4 is left aside: the plant has no such line, or several",
                     "sportello-cli: row 5 is left aside: its consumption is prepared already",
                     "sportello-cli: row 6 is left aside: its consumption is prepared already"], "why")
        check_equal(len(interventions(desk)), 1, "interventions")


@scenario("amounts with a unit, backwards meters, seasons that are over before they begin: made, and to be corrected at their place")
def consumption_faulty():
    for fault, row, place in ("a unit", "PROVA0001;gas naturale;2025;2026;100;;200 m3;", "letturaFinale"), \
            ("backwards", "PROVA0001;gas naturale;2025;2026;200;;100;", "consumo"), \
            ("the years", "PROVA0001;gas naturale;2026;2025;100;;200;", "esercizio"):
        with Office() as desk:
            desk.live(desk.libretto(), "9", "day=2026-02-01")
            said = consumption(desk, row, expect=REFUSED)
            check_equal((said["made"], said["to_fix"], said["left"]), (1, 1, []), fault)
            number = interventions(desk)[0][0]
            found = desk.office("edit", number)["issues"]
            check(any(issue["level"] == "error" and place in issue["path"] for issue in found), f"{fault}: {found}")
    with Office() as desk:
        desk.live(desk.libretto(), "9", "day=2026-02-01")
        said = consumption(desk, "PROVA0001;gas naturale;2025;2026;100;;200;150", expect=OK)
        check_equal((said["made"], said["to_fix"]), (1, 0), "another sum is no error")
        found = desk.office("edit", interventions(desk)[0][0])["issues"]
        check_equal([(issue["level"], issue["code"]) for issue in found], [("warning", "E-CONSUMI:differenza")], "and is said")


@scenario("a table without codes, no table at all, a file that is not there: refused, and nothing is made")
def consumption_unreadable():
    with Office() as desk:
        desk.live(desk.libretto(), "9", "day=2026-02-01")
        for fault, data in ("no codes", "contatore;finale\r\ngas;1\r\n"), ("nothing", ""), ("no text", b"\x00\x01\x02\xff" * 50):
            said = desk.run("import", "consumption", desk.write("consumi.csv", data), expect=REFUSED)
            check(said.err.decode().startswith("sportello-cli: ") and len(said.err) > 30, f"{fault}: {said.err}")
        desk.run("import", "consumption", desk.path("nowhere.csv"), expect=REFUSED)
        check_equal(interventions(desk), [], "interventions")


@scenario("already present: said with day, source and who, once, of all the named plants or of none; taken back until something is sent")
def present():
    with Office() as desk:
        first, second = desk.libretto(), desk.libretto(code="PROVA0002")

        def facts(plant):
            return read_rows(desk.archive, "SELECT kind, who <> '', before, after FROM plant_fact WHERE plant_id = ? ORDER BY id", plant)

        def shown(plant):
            return read_rows(desk.archive, "SELECT present_utc IS NOT NULL, present_date, present_source, present_who <> '' FROM plant WHERE id = ?",
                             plant)[0]

        desk.run("plants", "present", "PROVA0001", expect=USAGE)
        desk.run("plants", "present", "PROVA0001", "--source", "", expect=USAGE)
        desk.run("plants", "present", "PROVA0001", "--source", "x", "--date", "32/01/2026", expect=USAGE)
        desk.run("plants", "present", "PROVA0001", "NESSUNO", "--source", "x", expect=USAGE)
        check_equal(facts(first) + facts(second), [], "nothing was changed")
        said = desk.json("plants", "present", "PROVA0001", "PROVA0002", "--date", "10/01/2026", "--source", "Ricevuta 7/2026", expect=OK)
        check_equal(said, {"plants": 2, "left": []}, "both")
        for plant in first, second:
            check_equal(facts(plant), [("present", 1, "2026-01-10", "Ricevuta 7/2026")], "on record")
        # It counts as the first submission: what comes after it may go.
        number = desk.begin(first, "87")
        desk.office("abandon", number)
        again = desk.run("plants", "present", "PROVA0001", "--source", "again", expect=REFUSED)
        check_equal((again.out.decode(), again.err.decode()), ("0 plants changed\n", "sportello-cli: plant “PROVA0001” stays as it was: that was "
                                                               "said of it already\n"), "once")
        check_equal(desk.run("plants", "present", "PROVA0002", "--revoke", expect=OK).out.decode(), "1 plant changed\n", "taken back")
        check_equal([fact[0] for fact in facts(second)], ["present", "revoked"], "both on record")
        desk.begin(second, "87", faulty=True)
        check("E-PRIMO-INVIO" in [issue["code"] for issue in desk.last["issues"]], "87 first")
        # Sent on: too late.
        desk.practice.control("/catasto/plants", {"code": "PROVA0001", "province": "LE", "state": "active", "libretto": 1})
        desk.prepare(desk.begin(first, "87"))
        desk.send()
        check_equal(desk.json("plants", "present", "PROVA0001", "PROVA0002", "--revoke", expect=REFUSED),
                    {"plants": 0, "left": [{"code": "PROVA0001", "reason": "in-use"}, {"code": "PROVA0002", "reason": "not-marked"}]}, "too late")
    # What the register accepted needs no word of anybody's.
    with Office() as desk:
        desk.live(desk.libretto(), "9", "day=2026-02-01")
        late = desk.run("plants", "present", "PROVA0001", "--source", "x", expect=REFUSED)
        check("the register accepted something of it already" in late.err.decode(), f"why: {late.err}")
        check_equal(desk.json("plants", "present", "PROVA0001", "--source", "x", expect=REFUSED)["left"],
                    [{"code": "PROVA0001", "reason": "already-sent"}], "why")


@scenario("documents as files: libretto and what was accepted, of the plants that are named; for their owner alone; read again elsewhere")
def documents():
    with Office() as desk:
        plant = desk.libretto()
        desk.libretto(code="PROVA0002")
        desk.live(plant, "9", "day=2026-02-01")
        desk.live(plant, "84", "component=GT1", "day=2026-02-03")
        open_one = desk.begin(plant, "87")
        folder = desk.path("documenti")
        desk.run("plants", "documents", folder, "NESSUNO", expect=USAGE)
        check(not os.path.exists(folder), "a folder for nothing")
        check_equal(desk.json("plants", "documents", folder, "PROVA0001", expect=OK), {"files": 3}, "of one plant")
        names = sorted(os.listdir(folder))
        check_equal([name.rsplit("-", 1)[0] for name in names], ["PROVA0001-84", "PROVA0001-9", "PROVA0001"], "names")
        check(not any(str(open_one) + ".xml" in name for name in names), "what is open is no document")
        for name in names:
            check_equal(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode), 0o600, f"who may read {name}")
            if "-84-" in name or "-9-" in name:
                desk.run("check", "catasto." + name.split("-")[1], os.path.join(folder, name), expect=OK)
        check_equal(desk.run("plants", "documents", folder, expect=OK).out.decode(), "4 files written\n", "of all, over what was there")
        with Office() as other:
            other.run("import", "plants", os.path.join(folder, "PROVA0001-libretto.xml"), "--source", "altro software", "--present", "01/02/2026",
                      expect=OK)
            check_equal(other.office_raw("show", 1), desk.office_raw("show", plant), "the libretto in another archive")
        with Office() as other:
            paths = [os.path.join(folder, name) for name in names]
            check_equal(names[-1], "PROVA0001-libretto.xml", "the libretto is the last one by name")
            table = desk.write("t.csv", "codice\nPROVA0009\n")
            said = other.run("import", "plants", *paths, table, expect=REFUSED).err.decode()
            check("t.csv" in said, f"which file is none of them: {said}")
            other.run("import", "beneficiaries", *paths, expect=USAGE)
            with open(paths[0], encoding="utf-8") as file:
                half = other.write("metà.xml", file.read()[:2000])
            said = other.json("import", "plants", half, paths[-1], "--dry-run", expect=None)
            check_equal({issue["file"] for issue in said["issues"] if issue["level"] == "error"}, {"metà.xml"}, "which file is to be mended")
            check(", metà.xml: " in other.run("import", "plants", half, paths[-1], "--dry-run", expect=None).out.decode(), "and for people")
            said = other.json("import", "plants", *paths, "--source", "altro software", expect=OK)
            check_equal([said[name] for name in ("rows", "good", "rejected")], [3, 3, 0], "several files are one import, the libretto first")
            check_equal(other.office_raw("show", 1), desk.office_raw("show", plant), "and the plant is the same")


def events(text):
    """Days and reminders by what a calendar shows."""
    found = {}
    for part in text.split("BEGIN:VEVENT\r\n")[1:]:
        fields = dict(line.partition(":")[::2] for line in part.replace("\r\n ", "").split("\r\n") if ":" in line)
        found[fields["SUMMARY"]] = fields["DTSTART;VALUE=DATE"], fields["TRIGGER"], fields["UID"]
    return found


@scenario("deadlines for a calendar and for a spreadsheet: the same days; a month's notice, fifteen days for what is to be sent; names on request")
def deadlines():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        desk.live(plant, "84", "component=GT1", "day=2026-02-03")
        desk.begin(plant, "84", "component=GT2", "day=2026-02-04")
        ics = desk.path("scadenze.ics")
        desk.run("export", "deadlines", ics, expect=OK)
        check_equal(stat.S_IMODE(os.stat(ics).st_mode), 0o600, "who may read it")
        with open(ics, encoding="utf-8", newline="") as file:
            text = file.read()
        check("Assunta" not in text and "Prova Assunta" in desk.run("export", "deadlines", "--with-names", expect=OK).out.decode(), "names")
        found = events(text)
        check_equal(events(desk.run("export", "deadlines", "--format", "ics", expect=OK).out.decode()), found, "the other way")
        # Reports: a month before at nine in the morning; to be sent: 45 days, of which 30 are over (catasto facts 9.2).
        check_equal(found["Efficiency report of GT1 · Lecce (LE)"][:2], ("20280203", "-P29DT15H"), "the next report")
        check_equal(found["Report of GT2 to be sent · Lecce (LE)"][:2], ("20260321", "-P14DT15H"), "what is to be sent")
        rows = list(csv.DictReader(io.StringIO(desk.run("export", "deadlines", "--format", "csv", expect=OK).out.decode(), newline=""), delimiter=";"))
        check_equal(len(rows), len(found), "as many")
        check_equal(sorted(datetime.datetime.strptime(row["Date"], "%d/%m/%Y").strftime("%Y%m%d") for row in rows),
                    sorted(day for day, _, _ in found.values()), "the same days")
        check_equal([row["Responsible"] for row in rows if row["What"] == "Report to be sent"], ["Prova Assunta"], "a spreadsheet has all of it")
        check_equal([row["Days"] for row in rows], [str(number) for number in sorted(int(row["Days"]) for row in rows)], "the next one first")
        only = list(csv.DictReader(io.StringIO(desk.run("export", "deadlines", "--format", "csv", "--filter", "gt2", expect=OK).out.decode(),
                                               newline=""), delimiter=";"))
        check_equal({row["Component"] for row in only}, {"GT2"}, "chosen by words")
        desk.run("export", "deadlines", "--format", "pdf", expect=USAGE)
        desk.run("export", "plants", "--format", "ics", expect=USAGE)
        desk.run("export", "deadlines", desk.path("nowhere/x.ics"), expect=REFUSED)


if __name__ == "__main__":
    main()
