#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders of single requests and what is in doubt, pressed by a person against the practice service, whose ledger tells the truth."""
import csv
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from scenario import KEYS, alone, fresh, point, poll, quit_and_check, run, start  # noqa: E402 (the folder has to be known first)
from desk import NOT_SENT, REFUSED, UNCERTAIN, read_rows  # noqa: E402
from vouchers import TEST_OFFER, Office, family, once_each, person, table  # noqa: E402

FILES = fresh("files-")
ANNA, BRUNO, CARLA, DINO, EVA = (person(number) for number in range(1, 6))


def open_office(desk):
    """The window over the desk's archive, with the secrets of its folder."""
    return start(home=desk.env["XDG_DATA_HOME"], env={"CREDENTIALS_DIRECTORY": desk.env["CREDENTIALS_DIRECTORY"]})


def go(app, keys, title):
    """To a page of the sidebar; the program asks who works here first."""
    app.wait_text("Who works here?")
    app.type("Rosa")
    app.key("Return")
    alone(app)
    app.key(keys)
    app.find("frame", re.compile("^" + title))


def open_first(app, words):
    """The first row of a list that says that, by its double click."""
    app.find("label", re.compile(words)).click(times=2)


def standing(desk, code):
    return read_rows(desk.archive, "SELECT state, phase, remote_id FROM dossier WHERE key = ? AND removed IS NULL ORDER BY id", code)


@point
def stopped():
    """Five reservations: stopped in the middle, the stopped one sent with a new order, what is in doubt cleared by one click"""
    with Office() as desk:
        desk.settings(robot="manual")
        desk.bring(table([family(ANNA), family(BRUNO, "Salvata"), family(CARLA, "Interno"), family(DINO), family(EVA)]))
        desk.order("prenotazione")
        # What is in doubt stays so until it is asked for here: the list does not come before.
        no_list = [{"operation": "isee", "call": call, "fault": "http", "status": 503} for call in range(1, 40)]
        desk.practice.faults({"operation": "prenotazione", "call": 4, "fault": "delay", "ms": 3600000}, *no_list)
        with open_office(desk) as app:
            go(app, KEYS["submissions"], "Submissions")
            open_first(app, "5 reservations")
            app.button(re.compile("^Send the 5 Not Sent")).press()
            app.find(None, "1 accepted, 2 uncertain, 2 to send")
            poll(lambda: desk.practice.received("prenotazione") == 4, None, "the fourth request")
            app.button("Stop").press()
            app.find("label", re.compile("^1 request stopped"))
            desk.practice.release()
            desk.practice.faults(*no_list)
            app.find(None, "2 accepted, 2 uncertain, 1 stopped")

            app.button(re.compile("^Send the One Stopped")).press()
            app.button(re.compile("^Send 1 Voucher")).press()
            poll(lambda: EVA in once_each(desk), None, "the stopped one")
            app.key("Escape")
            alone(app)

            desk.practice.faults()
            app.button(re.compile("^Check the .*Uncertain Outcome")).press()
            app.find("label", re.compile("^Checked: of [12] of 2 "))
            app.find(None, "3 accepted, 1 not sent, 1 stopped")
            assert set(once_each(desk)) == {ANNA, BRUNO, DINO, EVA}, "ledger"
            assert desk.practice.received("prenotazione") == 5, "settling sends nothing"
            quit_and_check(app)
        desk.verify()


@point
def asked():
    """The list asked for with "Ask Now": the news come to the page; the list goes to a file as it is shown"""
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(ANNA), family(BRUNO, "Bianchi")])
        with open_office(desk) as app:
            go(app, KEYS["vouchers"], "Vouchers")
            open_first(app, "Rossi Mario")
            # The program asks by itself when it opens: that brings the numbers.
            poll(lambda: standing(desk, ANNA)[0][2] == once_each(desk)[ANNA], None, "PROTOCOLLO")
            app.button("Ask Now").press()
            app.find("label", "The list of the service is as it was")
            desk.advance("Prenotata")
            app.button("Ask Now").press()
            app.wait_text(re.compile("“Prenotata” since"))
            assert [row[1] for row in standing(desk, BRUNO)] == ["Prenotata"]

            app.key(KEYS["vouchers"])
            app.find("frame", re.compile("^Vouchers"))
            app.key("ctrl+a")
            app.find(None, "2 vouchers selected")
            app.button(re.compile("^Export")).press()
            path = os.path.join(FILES, "vouchers.csv")
            poll(lambda: len(app.xids()) >= 2, None, "file chooser")
            app.key("ctrl+a")
            app.type(path)
            app.key("Return")
            poll(lambda: os.path.exists(path) and os.path.getsize(path) > 0, None, path)
            with open(path, encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file, delimiter=";"))
            assert sorted(row["famiglia.codiceFiscale"] for row in rows) == sorted([ANNA, BRUNO]), rows
            alone(app)
            quit_and_check(app)


@point
def there_already():
    """Lost, hidden by a list that lags, ordered again and refused because it is there: the page proposes it, one click joins, one parts"""
    with Office() as desk:
        desk.settings(robot="manual")
        desk.practice.fault("drop-after", "prenotazione")
        number = desk.ask("prenotazione", [family(ANNA)], expect=UNCERTAIN)[ANNA]["id"]
        desk.practice.faults(*({"operation": "isee", "call": call, "fault": "http", "status": 204} for call in range(1, 9)))
        desk.json("outbox", "settle", number, expect=NOT_SENT)
        desk.send(number, expect=REFUSED)
        desk.practice.faults()
        assert standing(desk, ANNA) == [("refused", "", None)]
        protocollo = once_each(desk)[ANNA]
        with open_office(desk) as app:
            go(app, KEYS["submissions"], "Submissions")
            open_first(app, "^Rossi Mario$")
            app.button("Refresh the List").press()
            app.find("label", re.compile("^The list is here"))
            app.button("Open the Voucher").press()
            app.wait_text(re.compile(f"PROTOCOLLO {protocollo}"))
            app.button("It Is the Same").press()
            app.find("label", "Joined: they are one voucher now")
            poll(lambda: standing(desk, ANNA) == [("done", "Inviata con esito positivo", protocollo)], None, "joined")
            app.button("Undo").press()
            app.wait_text(re.compile(f"PROTOCOLLO {protocollo}"))
            assert len(standing(desk, ANNA)) == 2
            app.menu("Voucher Menu", re.compile("^Compare"))
            app.wait_text("Is It the Same Voucher?")
            app.find("push button", "It Is the Same", index=1).press()
            poll(lambda: standing(desk, ANNA) == [("done", "Inviata con esito positivo", protocollo)], None, "joined again")
            alone(app)
            quit_and_check(app)
        assert len(desk.ledger()) == 1, "one line"
        desk.verify()


@point
def possible():
    """In the test environment what the list shows is a possible match: this is it, this is not it"""
    with Office(environment="test") as desk:
        desk.settings(robot="manual")
        rows = [family(code, **{"operatore.codiceUnivocoOfferta": TEST_OFFER}) for code in (ANNA, BRUNO)]
        desk.practice.faults({"operation": "prenotazione", "call": 1, "fault": "drop-after"},
                             {"operation": "prenotazione", "call": 2, "fault": "drop-after"})
        sent = desk.ask("prenotazione", rows, expect=UNCERTAIN)
        desk.practice.faults()
        with open_office(desk) as app:
            go(app, KEYS["submissions"], "Submissions")
            open_first(app, "2 reservations")
            app.button(re.compile("^Check the 2 Uncertain Outcomes")).press()
            poll(lambda: read_rows(desk.archive, "SELECT count(*) FROM submission WHERE code = 'settle-possible'") == [(2,)], None, "looked up")
            app.find("label", re.compile("of 0 of 2 the outcome is known now"))
            open_first(app, ANNA)
            app.wait_text(re.compile("may be this one"))
            app.wait_text(re.compile("Order: request . of 2"))
            app.button("This Is It").press()
            app.wait_text("Is This the One?")
            app.find("push button", "This Is It", index=1).press()
            poll(lambda: desk.state(sent[ANNA]["id"]) == "done", None, "accepted")
            alone(app)
            app.button("Next Request of the Order").press()
            app.wait_text(re.compile("may be this one"))
            app.button("This Is Not It").press()
            app.wait_text("Is It Another One’s?")
            app.find("push button", "This Is Not It", index=1).press()
            poll(lambda: desk.state(sent[BRUNO]["id"]) == "not-sent", None, "not recorded")
            alone(app)
            app.button(re.compile("^Order: request")).press()
            app.find(None, "1 accepted, 1 not sent")
            quit_and_check(app)
        notes = [text for text, in read_rows(desk.archive, "SELECT text FROM event WHERE kind = 'decision' ORDER BY seq")]
        assert len(notes) == 2, notes
        desk.verify()


run()
