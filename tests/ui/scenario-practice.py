#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice mode: the sample makes itself, an uncertain outcome is cleared up, what was refused is told."""
import os
import re
import sqlite3
import urllib.parse
import urllib.request

from scenario import KEYS, alone, fits, fresh, italian, point, poll, quit_and_check, run, start, text_size

HOME = fresh()
WAIT = 120  # seconds: ten on a quiet machine


def archive():
    return os.path.join(HOME, "sportello", "practice.db")


def ask(sql):
    """Looks into the archive beside the program."""
    try:
        with sqlite3.connect(f"file:{archive()}?mode=ro", uri=True, timeout=5) as db:
            return db.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return None


def states():
    rows = ask("SELECT state FROM submission WHERE service IN ('gpd', 'voucher', 'trovapec') ORDER BY id")
    return [row[0] for row in rows or []]


@point
def sample():
    """The first start makes the sample by itself, and it survives being interrupted"""
    with start("--practice", home=HOME) as app:
        app.wait_text("Practice: no data leaves this computer")
        poll(lambda: len(states()) >= 1, WAIT, "first submission")
    with start("--practice", home=HOME) as app:
        poll(lambda: ask("SELECT value FROM setting WHERE key = 'practice-sample'") == [("done",)], WAIT, "whole sample")
        try:
            poll(lambda: sorted(states()) == ["done"] * 8 + ["partly-done"] + ["refused"] * 2 + ["uncertain"] * 3, WAIT)
        except AssertionError as error:
            raise AssertionError(f"five outcomes, not {states()}") from error
        assert ask("SELECT count(*) FROM position_now WHERE state = 'to-fix'") == [(12,)]
        assert ask("SELECT count(*) FROM position_now WHERE state = 'refused'") == [(6,)]
        assert ask("SELECT count(*) FROM position") == [(335,)]
        # No fault of the sample waits for what a person sends.
        place = urllib.parse.urlsplit(ask("SELECT base_url FROM account")[0][0])
        with urllib.request.urlopen(f"http://{place.netloc}/control/faults", timeout=WAIT) as answer:
            assert b"operation" not in (left := answer.read()), left
        app.wait_text("12 debt positions with errors")
        app.wait_text("School meals, balance")

        # A voucher of each kind: nobody is there twice, whenever the start was interrupted.
        rows = ask("SELECT state, phase, is_found, due_confirmed FROM dossier WHERE kind = 'vouchers' ORDER BY key")
        assert sorted(rows) == sorted([
            ("done", "Attesa controllo ISEE", 0, 0), ("done", "Prenotata", 0, 1), ("done", "Attivata", 0, 0), ("done", "Prenotata", 1, 0),
            ("uncertain", "", 0, 0), ("ready", "", 0, 0), ("to-fix", "", 0, 0)]), rows
        assert sorted(ask("SELECT state, stage FROM dossier WHERE kind = 'lookups'")) == sorted([
            ("done", "found"), ("done", "found"), ("done", "not-found"), ("refused", ""), ("refused", ""), ("uncertain", ""), ("ready", ""),
            ("ready", "")])
        rows = ask("SELECT state, phase FROM dossier WHERE kind = 'registry-items'")
        assert sorted(rows) == sorted([("done", "presa in carico"), ("done", "presa in carico"), ("refused", ""), ("uncertain", ""),
                                       ("ready", ""), ("to-fix", "")]), rows
        # A plant of each state.
        rows = ask("SELECT code, standing, state, n_errors > 0, present_utc IS NOT NULL FROM plant ORDER BY code")
        assert rows == [("PRATICA0001", "", "draft", 0, 0), ("PRATICA0002", "active", "done", 0, 0), ("PRATICA0003", "active", "done", 0, 0),
                        ("PRATICA0004", "", "refused", 0, 1), ("PRATICA0005", "dismissed", "done", 0, 0), ("PRATICA0006", "", "uncertain", 0, 0),
                        ("PRATICA0007", "", "to-fix", 1, 1), ("PRATICA0008", "", "to-fix", 1, 0)], rows
        rows = ask("SELECT operation, state FROM submission WHERE service = 'catasto' ORDER BY id")
        assert rows == [("catasto.9", "done")] * 3 + [("catasto.8", "done"), ("catasto.1", "refused"), ("catasto.2", "ready"),
                                                      ("catasto.9", "uncertain")], rows
        assert ask("SELECT count(*) FROM account") == [(5,)]
        assert len(ask("SELECT 1 FROM catalogue WHERE removed IS NULL")) == 3
        app.find("label", "1 voucher with errors", shown=False)
        app.find("label", "1 voucher to activate soon", shown=False)  # below what is in sight
        app.wait_text("Mirto Origano")
        app.key(KEYS["vouchers"])
        app.wait_text("Larice Primula")
        app.wait_text("Found in the portal")
        quit_and_check(app)


@point
def uncertain():
    """Checking an uncertain outcome finds the truth and sends nothing"""
    ledger = os.path.join(HOME, "sportello", "practice-services", "ledger.jsonl")
    with open(ledger, encoding="utf-8") as file:
        before = len(file.readlines())
    with start("--practice", home=HOME) as app:
        app.wait_text("School meals, balance").click()
        app.wait_text("Outcome uncertain")
        app.button("Check Outcome").press()
        poll(lambda: states().count("done") == 9, WAIT, "cleared up")
        app.wait_text("The service has accepted everything.", timeout=WAIT)
        # The token's address has moved with the practice service, whose port is another one at each start.
        app.key(KEYS["overview"])
        app.wait_text("Mirto Origano").click()
        app.button("Check Outcome").press()
        poll(lambda: states().count("uncertain") == 1, WAIT, "the voucher's outcome")
        quit_and_check(app)
    with open(ledger, encoding="utf-8") as file:
        assert len(file.readlines()) == before, "something was sent"


@point
def refused():
    """A submission accepted in part tells the reason of each refusal, narrow as well"""
    with start("--practice", home=HOME) as app:
        app.wait_text("Practice: no data leaves this computer")
        app.resize(1200, 980)
        app.key(KEYS["submissions"])
        app.scroll(60, app.wait_text("Mirto Origano"))  # the oldest stand last, out of sight
        app.wait_text("Traffic fines").click()
        app.wait_text("Accepted in part")
        app.find("check box", "Only what was refused or is uncertain").click()
        app.wait_text("MULTE-A-0004")
        poll(lambda: not [n for n in app.all("label") if n.text == "MULTE-A-0001"], None, "filtered list")
        app.find(None, "History").click()
        app.wait_text("Ordered by Sportello")
        app.find(None, "Request and answer").click()
        app.wait_text("Sending")
        fits(app, 360)
        quit_and_check(app)


@point
def italian_states():
    """States agree with their noun in Italian"""
    env = italian()
    with start("--practice", home=HOME, env=env) as app:
        app.wait_text("Simulazione: nessun dato esce da questo computer")
        app.resize(1200, 980)
        app.key(KEYS["submissions"])
        app.scroll(60, app.wait_text("Mirto Origano"))
        app.wait_text("Accettato in parte").click()
        app.wait_text("Rifiutata")
        quit_and_check(app)


@point
def large_text():
    """With text at 200 % every page and the sheets of an office's day fit a small screen"""
    text_size(200)
    try:
        with start("--practice", home=HOME) as app:
            assert app.wait_text("Today").extents[3] > 26, "the text is not large"
            fits(app, 480)
            for page, words in (("positions", "Debt positions"), ("plants", "Plants"), ("interventions", "Interventions"), ("vouchers", "Vouchers"), ("lookups", "Certified addresses"),
                                ("registry", "TSDigital"), ("subjects", "People and companies"), ("accounts", "Accounts"),
                                ("submissions", "Submissions")):
                app.key(KEYS[page])
                app.wait_text(re.compile(words, re.IGNORECASE))
                fits(app, 600)
            app.button("Follow an Upload…").press()
            app.button("Show the List", shown=False).press()  # one has to scroll
            app.find("label", "Known already: submission 1", shown=False)
            fits(app, 600)
            app.key("Escape")
            alone(app)
            app.find("label", "Traffic fines", shown=False).reveal()
            app.wait_text("Traffic fines").click()
            app.button("Fix and Send 6 Again…", shown=False)
            fits(app, 600)
            quit_and_check(app)
    finally:
        text_size(100)


run()
