#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vouchers against the practice service, which was written from the document by somebody who never saw the client (issue 4) (TAP)."""
import json
import os
import time

from desk import HERE, NOT_SENT, OK, REFUSED, UNCERTAIN, USAGE, Failure, change, check, check_equal, main, read_rows, scenario
from vouchers import COLUMNS, TEST_OFFER, TODAY, Office, checked, company, family, firm, once_each, person, step_row, steps, table

ANNA, BRUNO, CARLA, DITTA = person(1), person(2), person(3), firm(1)


@scenario("a family's and a firm's voucher from reservation to the end, and one withdrawn")
def whole_life():
    with Office() as desk:
        tested = desk.json("account", "test", "bul")
        check(tested["ok"], f"the account's test: {tested}")
        check_equal((desk.practice.received("token"), desk.practice.received("isee")), (1, 1), "token and gateway")

        desk.settings(robot="manual")
        sent = desk.ask("prenotazione", [family(ANNA), family(BRUNO, "Bianchi"), company(DITTA)])
        check_equal([entry["state"] for entry in sent.values()], ["done"] * 3, "reserved")
        check_equal(once_each(desk).keys(), {ANNA, BRUNO, DITTA}, "ledger")
        check_equal([desk.phase(code) for code in (ANNA, BRUNO, DITTA)], ["Inviata con esito positivo"] * 3, "phases")

        desk.advance()
        check_equal(desk.look()["state"], "done", "the list")
        check_equal([desk.phase(code) for code in (ANNA, BRUNO, DITTA)], ["Attesa controllo ISEE"] * 2 + ["Prenotata"], "one step on")
        numbers = dict(read_rows(desk.archive, "SELECT key, remote_id FROM dossier"))
        check_equal(numbers, once_each(desk), "PROTOCOLLO joins")
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM dossier WHERE is_found = 1"), [(0,)], "nothing found elsewhere")
        desk.advance()
        desk.look()
        check_equal([desk.dossier(code)[2:] for code in (ANNA, BRUNO, DITTA)], [("Prenotata", "open")] * 3, "to be activated")
        check(read_rows(desk.archive, "SELECT min (due_date) FROM dossier")[0][0] > TODAY, "until when")

        sent = desk.ask("attivazione", [step_row("attivazione", ANNA, TODAY), step_row("attivazione", DITTA, TODAY)])
        check_equal([entry["state"] for entry in sent.values()], ["done"] * 2, "activated")
        check_equal([desk.there(code) for code in (ANNA, DITTA)], [["Attivata"]] * 2, "at the service")
        check_equal([desk.dossier(code)[2:] for code in (ANNA, DITTA)], [("Attivata", "active")] * 2, "here")
        desk.look()
        check_equal([desk.phase(code) for code in (ANNA, DITTA)], ["Attivata"] * 2, "a list without them changes nothing")

        sent = desk.ask("cessazione", [step_row("cessazione", ANNA, TODAY), step_row("cessazione", DITTA, TODAY)])
        check_equal([entry["state"] for entry in sent.values()], ["done"] * 2, "ended")
        sent = desk.ask("disdetta", [step_row("disdetta", BRUNO, TODAY)])
        check_equal(sent[BRUNO]["state"], "done", "withdrawn")
        check_equal([desk.phase(code) for code in (ANNA, BRUNO, DITTA)], ["Cessata", "Disdetta", "Cessata"], "the end")
        check_equal([desk.there(code) for code in (ANNA, BRUNO, DITTA)], [["Cessata"], ["Disdetta"], ["Cessata"]], "there as well")
        check_equal(len(desk.ledger()), 3 + 2 + 2 + 1, "one line for each request")
        desk.verify()


def words_of(code):
    """What the program says of an outcome, from the data files that hold the sentences."""
    for name in ("voucher/messages.json", "messages.json"):
        with open(os.path.join(HERE, "..", "..", "data", name), encoding="utf-8") as file:
            messages = json.load(file)
        if code in messages:
            return messages[code]
    raise Failure(f"no words for {code}")


def check_said(desk, number, state, code, status=None, words=None):
    """The exact outcome of one request, its sentence, and what is to be done."""
    shown = desk.check_state(number, state, code)
    if status is not None:
        check_equal([entry["http_status"] for entry in shown["attempts"] if entry["kind"] == "send"], [status], f"HTTP of {code}")
    if words is not None:
        check(words in (shown["message"] or ""), f"{code}: the service's words: {shown['message']!r}")
    said = desk.run("outbox", "show", number, expect=OK).out.decode("utf-8")
    message = words_of(code)
    check(f"{number}: {message['text']['en']}" in said, f"{code}: no sentence: {said!r}")
    if "next" in message:
        check(message["next"]["en"] in said, f"{code}: not what to do: {said!r}")
    return shown


# What the service refuses of a reservation by itself: (code, words, row). 011 the client does not let out: below.
RESERVATIONS = [
    ("voucher-validation", "numeroComponentiNucleoFamigliare",
     family(person(100), **{"famiglia.numeroComponentiNucleoFamigliare": "3"})),
    ("voucher-validation-busy", "Stiamo gia' elaborando", family(person(101), "Lavorazione")),
    ("voucher-001", "058999", family(person(102), **{"indirizzoInstallazione.codiceIstatComune": "058999"})),
    ("voucher-002", "Prenotazioni/Attivazioni in corso", family(person(103))),
    ("voucher-003", "CLSCMT41B42H501C", family(person(104), **{"famigliari.1.codiceFiscale": "CLSCMT41B42H501C",
                                                               "famiglia.numeroComponentiNucleoFamigliare": "2"})),
    ("voucher-004", "non presente tra quelli censiti", family(person(105), **{"operatore.codiceUnivocoOfferta": "OFFERTA-IGNOTA"})),
    ("voucher-005", "tecnologiaPrenotata", family(person(106), **{"operatore.tecnologiaPrenotata": "FWA"})),
    ("voucher-008", "altro operatore", family("CLSCMT41B42H501C")),
    ("voucher-other", "REQUEST_BUSINESS_NOK_099", family(person(107), "Novantanove")),
    ("voucher-002", "Prenotazioni/Attivazioni in corso", family(person(108), "Duecento")),
]


@scenario("every outcome of a reservation that appendix A has, with its sentence")
def reservation_codes():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.on_portal(person(103), "Prenotata", operator="00743110157")
        rows = [row for _, _, row in RESERVATIONS]
        sent = desk.ask("prenotazione", rows, expect=REFUSED)
        check_equal(len(sent), len(rows), "each row is a request")
        for code, words, row in RESERVATIONS:
            key = row["famiglia.codiceFiscale"]
            check_said(desk, sent[key]["id"], "refused", code, 200 if row["famiglia.cognome"] == "Duecento" else 400, words)
            check_equal(desk.dossier(key), ("refused", "prenotazione", "", ""), f"the voucher after {code}")
        check_equal(desk.ledger(), [], "ledger")
        check_equal(desk.practice.received("prenotazione"), len(rows), "each left once")

        # 011, and the operator's date: what only a document of another age would provoke.
        for number, (esito, text, code) in enumerate((
                ("REQUEST_BUSINESS_NOK_011", "Velocità di download inferiore a 30Mbit/s", "voucher-011"),
                ("REQUEST_BUSINESS_NOK_009", "data fornita in input non valida", "voucher-009"),
                ("REQUEST_BUSINESS_NOK_010", "Riscontrata anomalia: per lo stesso beneficiario sono presenti più richieste attive.",
                 "voucher-010"))):
            desk.practice.fault("nok", "prenotazione", esito=esito, text=text)
            key = person(110 + number)
            sent = desk.ask("prenotazione", [family(key)], expect=REFUSED)
            check_said(desk, sent[key]["id"], "refused", code, 400, text)
        desk.practice.faults()
        desk.settings(dates="require")
        sent = desk.ask("prenotazione", [family(person(120))], expect=REFUSED)
        check_said(desk, sent[person(120)]["id"], "refused", "voucher-dates-asked", 400, "dataPrenotazione")
        check_equal(desk.ledger(), [], "ledger")
        # Nothing was recorded, so what is mended goes out again.
        desk.settings(dates="ignore")
        found = desk.json("outbox", "resend-failed", sent[person(120)]["id"])
        desk.send(found["submissions"][0]["id"])
        check_equal(list(once_each(desk)), [person(120)], "sent again")
        desk.verify()


@scenario("every outcome of the steps that follow, with its sentence")
def step_codes():
    with Office() as desk:
        desk.settings(robot="manual")
        held, ended, many, moved = person(200), person(201), "FLSCMT43D44H501X", person(202)
        desk.ask("prenotazione", [family(code) for code in (held, ended, moved)])
        desk.advance("Prenotata")
        desk.look()
        desk.advance("Prenotazione sospesa", held)
        desk.advance("Attivata", ended)
        cases = [
            ("attivazione", person(203), TODAY, {}, "voucher-006", "Non è presente alcuna richiesta"),
            ("attivazione", held, TODAY, {}, "voucher-007", "Prenotazione sospesa"),
            ("attivazione", "CLSCMT41B42H501C", TODAY, {}, "voucher-008", "altro operatore"),
            ("attivazione", many, TODAY, {}, "voucher-010", "anomalia"),
            ("attivazione", moved, "2035-01-01", {}, "voucher-009", "data fornita"),
            ("disdetta", ended, TODAY, {}, "voucher-007", "Attivata"),
            ("cessazione", person(204), TODAY, {}, "voucher-006", "Non è presente alcuna richiesta"),
        ]
        before = {code: desk.phase(code) for code in (held, ended, moved)}
        for step, code, day, more, outcome, words in cases:
            sent = desk.ask(step, [step_row(step, code, day, **more)], expect=REFUSED)
            shown = check_said(desk, sent[code]["id"], "refused", outcome, 400, words)
            if outcome == "voucher-007":
                check_equal(shown["phase"], words, "where it stands, as a hint")
        check_equal({code: desk.phase(code) for code in before}, before, "a refusal is no news")
        sent = desk.ask("attivazione", [step_row("attivazione", moved, TODAY, **{"attivazione.1.codiceUnivocoOfferta": "OFFERTA-CHIUSA"})],
                        expect=REFUSED)
        check_said(desk, sent[moved]["id"], "refused", "voucher-004", 400, "offerta non attiva")
        check_equal(len(desk.ledger()), 3, "ledger")
        check_equal(desk.there(moved), ["Prenotata"], "nothing was done")
        desk.verify()


def check_uncertain(desk, number, code):
    """In doubt, with its sentence; nothing leaves again by itself."""
    before = desk.practice.received("prenotazione")
    shown = check_said(desk, number, "uncertain", code)
    desk.run("outbox", "send", number, "--wait", 2, expect=UNCERTAIN)
    desk.run("outbox", "send", "--wait", 2)
    check_equal(desk.practice.received("prenotazione"), before, "what is in doubt does not leave again")
    return shown


def doubted(desk, fault, code, **more):
    """One reservation whose answer was lost in some way."""
    desk.practice.fault(fault, "prenotazione", **more)
    sent = desk.ask("prenotazione", [family(ANNA)], expect=UNCERTAIN)
    number = sent[ANNA]["id"]
    check_uncertain(desk, number, code)
    desk.practice.faults()
    return number


# (fault, code of the outcome, whether the service did it)
LOST = [
    ("commit-500", "server-error", True), ("committed-nok", "voucher-processing", True), ("processing-nok", "voucher-processing", False),
    ("drop-after", "answer-lost", True), ("drop-before", "answer-lost", False), ("truncated", "answer-truncated", True),
    ("half", "answer-not-understood", True), ("garbage", "answer-not-understood", True), ("empty", "answer-not-understood", True),
    ("wrong-type", "answer-not-understood", True), ("no-esito", "answer-not-understood", True), ("html-502", "server-error", False),
]


def lost(fault, code, done):
    with Office() as desk:
        desk.settings(robot="manual")
        number = doubted(desk, fault, code)
        check_equal(len(desk.ledger()), int(done), "ledger")
        check_equal(desk.dossier(ANNA)[:2], ("uncertain", None), "the voucher")
        desk.advance()
        if done:
            desk.json("outbox", "settle", number, expect=OK)
            shown = desk.check_state(number, "done", "settled-found")
            check_equal(shown["remote_id"], once_each(desk)[ANNA], "PROTOCOLLO")
            check_equal(desk.dossier(ANNA)[0::2][:2], ("done", "Attesa controllo ISEE"), "where it stands")
        else:
            desk.json("outbox", "settle", number, expect=NOT_SENT)
            check_said(desk, number, "not-sent", "settled-nothing")
            check_equal(desk.phase(ANNA), "", "nobody knows of it there")
            desk.send(number)
            check_equal(desk.phase(ANNA), "Inviata con esito positivo", "ordered again by a person")
        check_equal(len(desk.ledger()), 1, "exactly one line")
        desk.verify()


for lost_fault, lost_code, lost_done in LOST:
    scenario(f"a reservation's answer lost: {lost_fault}", fault=lost_fault, code=lost_code, done=lost_done)(lost)


@scenario("a step's answer lost: what the list shows, and what only a person can say")
def lost_steps():
    with Office() as desk:
        desk.settings(robot="manual")
        codes = [person(number) for number in range(1, 6)]
        desk.ask("prenotazione", [family(code) for code in codes])
        desk.advance("Prenotata")
        desk.look()
        # Done, and gone from the list: probably done. Still Prenotata: not done. Active ones are in no list.
        desk.practice.faults({"operation": "attivazione", "call": 1, "fault": "commit-500"},
                             {"operation": "attivazione", "call": 2, "fault": "processing-nok"},
                             {"operation": "disdetta", "call": 1, "fault": "drop-after"},
                             {"operation": "disdetta", "call": 2, "fault": "drop-before"},
                             {"operation": "cessazione", "call": 1, "fault": "drop-after"})
        sent = desk.ask("attivazione", [step_row("attivazione", code, TODAY) for code in (codes[0], codes[1], codes[4])], expect=UNCERTAIN)
        sent.update(desk.ask("disdetta", [step_row("disdetta", code, TODAY) for code in codes[2:4]], expect=UNCERTAIN))
        number = {code: sent[code]["id"] for code in codes}
        desk.json("outbox", "settle", number[codes[0]], expect=UNCERTAIN)
        check_said(desk, number[codes[0]], "uncertain", "settle-probably-done")
        desk.json("outbox", "settle", number[codes[1]], expect=NOT_SENT)
        check_said(desk, number[codes[1]], "not-sent", "settled-nothing")
        desk.json("outbox", "settle", number[codes[2]], expect=UNCERTAIN)
        check_said(desk, number[codes[2]], "uncertain", "settle-probably-done")
        desk.json("outbox", "settle", number[codes[3]], expect=NOT_SENT)
        # A person looked at the portal.
        desk.run("outbox", "settle", number[codes[0]], "--saw", "accepted", "--note", "portale: Attivata", expect=OK)
        desk.run("outbox", "settle", number[codes[2]], "--saw", "accepted", "--note", "portale: Disdetta", expect=OK)
        check_equal([desk.dossier(code)[0] for code in codes[:4]], ["done", "not-sent", "done", "not-sent"], "states")
        check_equal([desk.phase(code) for code in codes[:4]], ["Attivata", "Prenotata", "Disdetta", "Prenotata"], "phases")
        desk.send(number[codes[1]], number[codes[3]])
        check_equal([desk.there(code) for code in codes[:4]], [["Attivata"], ["Attivata"], ["Disdetta"], ["Disdetta"]], "there")

        sent = desk.ask("cessazione", [step_row("cessazione", codes[4], TODAY)], expect=UNCERTAIN)
        desk.json("outbox", "settle", sent[codes[4]]["id"], expect=UNCERTAIN)
        check_said(desk, sent[codes[4]]["id"], "uncertain", "settle-portal")
        check_equal(desk.phase(codes[4]), "Attivata", "as far as is proven")
        for operation, count in (("prenotazione", 5), ("attivazione", 3), ("disdetta", 2), ("cessazione", 1)):
            check_equal(len(once_each(desk, operation)), count, operation)
        desk.verify()


@scenario("several lost answers: one list settles all of them, each to its own truth, and sends nothing")
def lost_together():
    with Office() as desk:
        desk.settings(robot="manual")
        codes = [person(number) for number in range(1, 9)] + [firm(1)]
        rows = [family(code) for code in codes[:8]] + [company(codes[8])]
        done = {1, 3, 4, 7, 9}
        desk.practice.faults(*({"operation": "prenotazione", "call": call, "fault": "drop-after" if call in done else "drop-before"}
                               for call in range(1, 10)))
        sent = desk.ask("prenotazione", rows, expect=UNCERTAIN)
        taken = once_each(desk)
        check_equal(set(taken), {codes[call - 1] for call in done}, "ledger")
        desk.practice.faults()
        numbers = [sent[code]["id"] for code in codes]
        before, lists = desk.practice.received("prenotazione"), desk.practice.received("isee")
        desk.run("outbox", "settle", *numbers, "--saw", "nothing", expect=USAGE)
        desk.run("outbox", "settle", *numbers, expect=NOT_SENT, timeout=60)
        lists = desk.practice.received("isee") - lists
        check_equal([desk.state(number) for number in numbers],
                    ["done" if call in done else "not-sent" for call in range(1, 10)], "each its own truth")
        # The first answers those that are there; what is not there is looked for twice more, together.
        check(1 <= lists <= 4, f"{lists} lists for {len(numbers)} look-ups")
        check_equal(desk.practice.received("prenotazione"), before, "settling sends nothing")
        check_equal(once_each(desk), taken, "ledger after it")
        check_equal({desk.show(sent[code]["id"])["remote_id"] for code in taken}, set(taken.values()), "PROTOCOLLO of each")
        # Only a person's order sends what was not done.
        desk.send(*(sent[code]["id"] for code in codes if code not in taken))
        check_equal(set(once_each(desk)), set(codes), "all of them once")
        desk.verify()


@scenario("several lost answers while the list does not come: it is asked for once, and all stay in doubt")
def lost_without_list():
    with Office() as desk:
        desk.settings(robot="manual")
        codes = [person(number) for number in range(1, 6)]
        desk.practice.faults({"operation": "prenotazione", "call": "all", "fault": "drop-after"},
                             {"operation": "isee", "call": "all", "fault": "html-502"})
        sent = desk.ask("prenotazione", [family(code) for code in codes], expect=UNCERTAIN)
        taken = once_each(desk)
        numbers = [sent[code]["id"] for code in codes]
        before = desk.practice.received("prenotazione"), desk.practice.received("isee")
        desk.run("outbox", "settle", *numbers, expect=UNCERTAIN, timeout=60)
        check_equal((desk.practice.received("prenotazione"), desk.practice.received("isee")), (before[0], before[1] + 1), "asked for")
        check_equal({desk.state(number) for number in numbers}, {"uncertain"}, "all in doubt")
        desk.practice.faults()
        desk.run("outbox", "settle", *numbers, expect=OK, timeout=60)
        check_equal(desk.practice.received("isee"), before[1] + 2, "one list")
        check_equal(once_each(desk), taken, "ledger")
        desk.verify()


@scenario("not accepted, not sent: other successes, HTML, no list, the token and the key")
def turned_away():
    with Office() as desk:
        desk.settings(robot="manual")
        # A list of nothing is an answer.
        check_equal(desk.look()["attempts"][0]["http_status"], 204, "an empty list")
        for number, (fault, code) in enumerate((("http", "answer-not-understood"), ("redirect", "redirect"), ("403", "voucher-forbidden"))):
            more = {"status": 200, "type": "text/html", "body": "<html>Accesso alla rete</html>"} if fault == "http" else {}
            desk.practice.fault(fault, "prenotazione", **more)
            state, status = ("uncertain", UNCERTAIN) if fault == "http" else ("not-sent", NOT_SENT)
            sent = desk.ask("prenotazione", [family(person(300 + number))], expect=status)
            check_said(desk, sent[person(300 + number)]["id"], state, code)
            desk.practice.faults()
        check_equal(desk.ledger(), [], "ledger")


@scenario("a token that is refused is renewed once; what the gateway refuses twice is not sent")
def renewed():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.practice.fault("401", "prenotazione")
        desk.ask("prenotazione", [family(ANNA)])
        check_equal((desk.practice.received("token"), desk.practice.received("prenotazione")), (2, 2), "renewed once")
        check_equal(list(once_each(desk)), [ANNA], "ledger")
        desk.practice.fault("401", "prenotazione", call="all")
        sent = desk.ask("prenotazione", [family(BRUNO)], expect=NOT_SENT)
        check_equal(desk.practice.received("prenotazione"), 4, "twice and no more")
        desk.practice.faults()
        check_equal(sent[BRUNO]["state"], "not-sent", "state")
        desk.send(sent[BRUNO]["id"])
        check_equal(len(once_each(desk)), 2, "ledger")
        desk.verify()


@scenario("too many requests: nothing was done, and the time asked for is waited")
def throttled():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.practice.fault("429", "prenotazione", **{"retry-after": 2})
        started = time.monotonic()
        sent = desk.ask("prenotazione", [family(ANNA)])
        check(time.monotonic() - started >= 2, "it did not wait")
        check_equal([entry["outcome"] for entry in sent[ANNA]["attempts"]], ["not-sent", "accepted"], "attempts")
        desk.practice.fault("429", "prenotazione", **{"retry-date": 2})
        sent = desk.ask("prenotazione", [family(BRUNO)])
        check_equal([entry["outcome"] for entry in sent[BRUNO]["attempts"]], ["not-sent", "accepted"], "attempts, a date")
        check_equal(len(once_each(desk)), 2, "ledger")
    # The token endpoint as well: plain text, and nobody asks before its time.
    with Office(client="client-limitato") as desk:
        desk.bring(table([family(ANNA)]))
        numbers = desk.order("prenotazione")
        desk.send(*numbers.values(), wait=4, expect=NOT_SENT)
        check_said(desk, numbers[ANNA], "not-sent", "voucher-token-throttled")
        check_equal((desk.practice.received("token"), desk.practice.received("prenotazione")), (1, 0), "asked once")


# (what is wrong with the account, code)
WRONG = [
    ({"secret": "segreto-scaduto"}, "voucher-secret-expired"), ({"secret": "segreto-errato"}, "voucher-secret-rejected"),
    ({"client": "client-sconosciuto"}, "voucher-client-unknown"), ({"tenant": "tenant-inesistente"}, "voucher-token-request"),
    ({"scope": "api-inesistente/.default"}, "voucher-scope-rejected"), ({"client": "client-revocato"}, "voucher-token-rejected"),
    ({"subscription_key": "chiave-errata"}, "voucher-key-rejected"), ({"subscription_key": "chiave-esaurita"}, "voucher-forbidden"),
]


@scenario("accounts that are wrong, each told apart, before anything leaves")
def wrong_accounts():
    for wrong, code in WRONG:
        with Office(**wrong) as desk:
            check_equal(desk.json("account", "test", "bul", expect=NOT_SENT)["code"], code, f"the test of {wrong}")
            sent = desk.ask("prenotazione", [family(ANNA)], expect=NOT_SENT)
            check_said(desk, sent[ANNA]["id"], "not-sent", code)
            check_equal(desk.ledger(), [], "ledger")


@scenario("odd tokens: a day long, none at all, of zero seconds, as text; a secret that must be encoded")
def odd_tokens():
    for client in ("client-giornaliero", "client-zero", "client-testo", "client-senza-scadenza", "client-breve"):
        with Office(client=client) as desk:
            desk.ask("prenotazione", [family(ANNA), family(BRUNO)])
            check_equal(len(once_each(desk)), 2, client)
    with Office(client="client-segreto", secret="S~8Q+prova/BUL=2026&x%41 z") as desk:
        desk.ask("prenotazione", [family(ANNA)])
        check_equal(len(once_each(desk)), 1, "an odd secret")


@scenario("odd lists: another case, blanks, words nobody knows, no array, nulls, 20,000 rows")
def odd_lists():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(ANNA), company(DITTA)])
        desk.advance("Prenotata")
        for fault in ("state-case", "list-bare", "list-lower", "extra-fields"):
            desk.practice.fault(fault, "isee")
            check_equal(desk.look()["state"], "done", fault)
            check_equal([desk.phase(code) for code in (ANNA, DITTA)], ["Prenotata"] * 2, fault)
            desk.advance("Prenotazione sospesa")
            desk.look()
            check_equal([desk.phase(code) for code in (ANNA, DITTA)], ["Prenotazione sospesa"] * 2, "and on hold")
            desk.advance("Prenotata")
        desk.practice.fault("unknown-state", "isee")
        desk.look()
        check_equal(desk.dossier(ANNA)[2:], ("In verifica documentale", ""), "shown as it is")
        desk.look()
        before = desk.dossiers()
        # One that is not whole is none.
        for fault in ("truncated", "half", "garbage", "http", "commit-500"):
            desk.practice.fault(fault, "isee")
            shown = desk.look(expect=NOT_SENT)
            check(shown["code"].startswith(("voucher-list-", "answer-")), f"{fault}: {shown['code']}")
            check_equal(desk.dossiers(), before, fault)
        for fault in ("list-empty", "list-hollow", "null-fields"):
            desk.practice.fault(fault, "isee")
            desk.look()
            check_equal(desk.dossiers(), before, fault)
        desk.practice.fault("list-rows", "isee", count=20000)
        desk.look()
        check_equal(len(desk.dossiers()), 20002, "found")
        desk.look()
        check_equal(len(desk.dossiers()), 20002, "not found a second time")
        desk.verify()


@scenario("made on the portal: found, activated, ended from here")
def found():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.on_portal(ANNA, "Prenotata", operator="00743110157")
        desk.practice.control("/vouchers/clients", {"service": "voucher", "client": desk.client, "operator": "00743110157"})
        desk.look()
        check_equal(read_rows(desk.archive, "SELECT key, is_found, phase FROM dossier"), [(ANNA, 1, "Prenotata")], "found")
        desk.ask("attivazione", [step_row("attivazione", ANNA, TODAY)])
        desk.ask("cessazione", [step_row("cessazione", ANNA, TODAY)])
        check_equal((desk.there(ANNA), desk.phase(ANNA)), (["Cessata"], "Cessata"), "the end")
        check_equal(len(desk.dossiers()), 1, "one voucher")


@scenario("the test environment is everybody's: a match is possible, a person decides")
def shared():
    with Office(environment="test") as desk:
        desk.settings(robot="manual")
        check(desk.json("account", "test", "bul")["ok"], "test")
        row = family(ANNA, **{"operatore.codiceUnivocoOfferta": TEST_OFFER})
        desk.practice.fault("drop-after", "prenotazione")
        sent = desk.ask("prenotazione", [row], expect=UNCERTAIN)
        number = sent[ANNA]["id"]
        desk.look()
        desk.json("outbox", "settle", number, expect=UNCERTAIN)
        shown = check_said(desk, number, "uncertain", "settle-possible")
        check(once_each(desk)[ANNA] in shown["message"], f"which one may be meant: {shown['message']!r}")
        desk.look()
        check_equal([row[:2] for row in read_rows(desk.archive, "SELECT is_found, phase FROM dossier WHERE key = ? ORDER BY id", ANNA)],
                    [(0, ""), (1, "Inviata con esito positivo")], "nothing joins by its key")
        desk.run("outbox", "settle", number, "--saw", "accepted", "--note", "protocollo sul portale", expect=OK)
        check_equal(desk.state(number), "done", "a person decided")
        check_equal(len(desk.ledger()), 1, "exactly one line")
        desk.verify()


@scenario("a list that lags puts nothing back that was just done; a real change wins, at the latest after half an hour")
def lagging():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(code) for code in (ANNA, BRUNO, CARLA)])
        desk.advance()
        desk.look()
        desk.advance("Prenotata")
        desk.look()
        desk.ask("attivazione", [step_row("attivazione", code, TODAY) for code in (ANNA, BRUNO, CARLA)])
        # As it was before our request, or before that: an older picture.
        desk.advance("Prenotata", ANNA)
        desk.advance("Attesa controllo ISEE", BRUNO)
        desk.advance("Annullata dal portale", CARLA)
        desk.look()
        check_equal([desk.phase(code) for code in (ANNA, BRUNO, CARLA)], ["Attivata", "Attivata", "Annullata dal portale"], "after the list")
        check_equal(desk.dossier(ANNA)[:2], ("done", None), "nothing to do")
        # A row that completes something else does not make the activation leave again.
        desk.bring(steps([{"famiglia.codiceFiscale": CARLA, "pec": "carla@example.org"}]))
        check_equal(desk.dossier(CARLA)[:2], ("done", None), "what was done is not prepared")
        change(desk.archive, "UPDATE dossier_fact SET utc = utc - 31 * 60000")
        desk.look()
        check_equal([desk.dossier(code)[2:] for code in (ANNA, BRUNO)], [("Prenotata", "open"), ("Attesa controllo ISEE", "asked")],
                    "half an hour later it is true")
        check_equal(desk.dossier(ANNA)[:2], ("done", None), "and nothing leaves by itself")
        # Where the service asks for it again, a person can.
        desk.bring(steps([step_row("attivazione", ANNA, TODAY, pec="anna@example.org")]))
        check_equal(desk.dossier(ANNA)[:2], ("ready", "attivazione"), "asked for again")


@scenario("news check what is prepared again: too early, then right, then not any more")
def checked_again():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(ANNA), family(BRUNO)])
        desk.advance()
        desk.look()
        desk.bring(steps([step_row("attivazione", code, TODAY) for code in (ANNA, BRUNO)]), expect=REFUSED)
        check_equal([desk.dossier(code)[:2] for code in (ANNA, BRUNO)], [("to-fix", "attivazione")] * 2, "too early")
        before = read_rows(desk.archive, "SELECT id, updated, updated_by FROM dossier")
        desk.advance()
        desk.look()
        check_equal([desk.dossier(code)[:2] for code in (ANNA, BRUNO)], [("ready", "attivazione")] * 2, "now it may leave")
        desk.advance("Prenotazione sospesa", BRUNO)
        desk.look()
        check_equal([desk.dossier(code)[:2] for code in (ANNA, BRUNO)], [("ready", "attivazione"), ("to-fix", "attivazione")], "and now not")
        check_equal(read_rows(desk.archive, "SELECT id, updated, updated_by FROM dossier"), before, "no person edited them")
        numbers = desk.order("attivazione")
        check_equal(list(numbers), [ANNA], "what leaves")
        desk.send(*numbers.values())
        check_equal(list(once_each(desk, "attivazione")), [ANNA], "ledger")


@scenario("what the look after a lost answer shows beside counts as far as it is proven")
def proven():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(ANNA), family(BRUNO)])
        desk.advance("Prenotata")
        desk.look()
        # BRUNO's number was never seen: whose the listed one is, nobody knows.
        change(desk.archive, "UPDATE dossier SET remote_id = NULL WHERE key = ?", BRUNO)
        desk.practice.fault("drop-before", "attivazione", call="all")
        for code in (ANNA, BRUNO):
            sent = desk.ask("attivazione", [step_row("attivazione", code, TODAY)], expect=UNCERTAIN)
            desk.advance("Prenotazione sospesa", code)
            desk.json("outbox", "settle", sent[code]["id"], expect=NOT_SENT)
            desk.check_state(sent[code]["id"], "not-sent", "settled-nothing")
        check_equal([desk.phase(code) for code in (ANNA, BRUNO)], ["Prenotazione sospesa", "Prenotata"], "phases")
        desk.verify()


@scenario("what failed of a job is sent again; what asks for something else meanwhile stays behind, and that is said")
def sent_again():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.practice.fault("nok", "prenotazione", call=[1, 2, 3])
        sent = desk.ask("prenotazione", [family(code) for code in (ANNA, BRUNO, CARLA)], expect=REFUSED)
        number = sent[ANNA]["id"]
        # BRUNO was reserved by somebody on the portal, as a person found and joined, and is to be activated now.
        change(desk.archive, "UPDATE dossier SET phase = 'Prenotata', stage = 'open' WHERE key = ?", BRUNO)
        desk.bring(steps([step_row("attivazione", BRUNO, TODAY)]))
        check_equal(desk.dossier(BRUNO)[:2], ("ready", "attivazione"), "something else is asked for")
        found = desk.json("outbox", "resend-failed", "--whole-job", number, expect=OK)
        check_equal(len(found["submissions"]), 2, "the two others")
        check_equal([(entry["level"], entry["value"]) for entry in found["issues"] if entry["code"] == "not-prepared"], [("warning", BRUNO)],
                    "said")
        said = desk.run("outbox", "resend-failed", "--whole-job", number, expect=REFUSED)
        check(words_of("not-prepared")["text"]["en"].format(value=BRUNO).encode() in said.out, f"in words: {said.out!r}")
        desk.send(*(entry["id"] for entry in found["submissions"]))
        check_equal(set(once_each(desk)), {ANNA, CARLA}, "ledger")
        # By name it is refused, in words.
        found = desk.run("outbox", "resend-failed", sent[BRUNO]["id"], expect=REFUSED)
        check(words_of("not-prepared")["text"]["en"].split("{")[0].encode() in found.out + found.err, f"words: {found.out!r} {found.err!r}")
        check_equal(desk.dossier(BRUNO)[:2], ("ready", "attivazione"), "it is as it was")



@scenario("of a list what changed is kept as evidence, however long the list, and nothing where nothing did")
def kept():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(code) for code in (ANNA, BRUNO)])
        desk.practice.fault("list-rows", "isee", call="all", count=300)
        desk.look()
        desk.advance(code=ANNA)
        desk.look()
        desk.look()
        news = read_rows(desk.archive, "SELECT e.text, p.data FROM event AS e JOIN payload AS p ON p.id = e.payload_id WHERE e.kind = 'news'")
        kept_lines = [[json.loads(line) for line in bytes(data).decode().splitlines()] for _, data in news]
        check_equal(kept_lines[-1], [{"key": ANNA, "number": once_each(desk)[ANNA], "what": "phase", "before": "Inviata con esito positivo",
                                      "after": "Attesa controllo ISEE"}], "what changed")
        check_equal(sum(line["what"] == "found" for lines in kept_lines for line in lines), 300, "each found once")
        check_equal(sum(line["what"] == "joined" for lines in kept_lines for line in lines), 2, "each joined once")
        check("account 1: 1 changed, 0 found, 0 joined" == news[-1][0], f"words: {news[-1][0]}")
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM event WHERE kind = 'news' AND payload_id IS NULL"), [(0,)], "each with its lines")
        before = read_rows(desk.archive, "SELECT count (*) FROM event WHERE kind = 'news'")
        desk.look()
        check_equal(read_rows(desk.archive, "SELECT count (*) FROM event WHERE kind = 'news'"), before, "nothing new")
        desk.verify()



@scenario("an earlier reservation of the same person is not taken for the one that was lost")
def earlier():
    with Office() as desk:
        desk.ask("prenotazione", [family(ANNA, "Respinta")])
        desk.look()
        check_equal(desk.phase(ANNA), "Non prenotabile ISEE", "refused by INPS")
        desk.practice.fault("processing-nok", "prenotazione")
        sent = desk.ask("prenotazione", [family(ANNA, "Rossi")], expect=UNCERTAIN)
        number = sent[ANNA]["id"]
        desk.json("outbox", "settle", number, expect=NOT_SENT)
        desk.check_state(number, "not-sent", "settled-nothing")
        desk.send(number)
        desk.look()
        check_equal(read_rows(desk.archive, "SELECT phase FROM dossier ORDER BY id"), [("Non prenotabile ISEE",), ("Prenotata",)], "two vouchers")
        check_equal([number for number, in read_rows(desk.archive, "SELECT remote_id FROM dossier ORDER BY id")],
                    [entry["protocollo"] for entry in desk.ledger()], "each with its number")



@scenario("a dossier that begins anew loses the parts that were done before, and keeps what it was in its submissions")
def anew():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.ask("prenotazione", [family(ANNA)])
        desk.ask("disdetta", [step_row("disdetta", ANNA, TODAY)])
        check_equal(desk.phase(ANNA), "Disdetta", "withdrawn")
        check("disdetta" in read_rows(desk.archive, "SELECT doc FROM dossier_doc")[0][0], "the part is there")
        # No command asks for this on the same page; whoever does must not withdraw the new one with it.
        change(desk.archive, "UPDATE dossier SET state = 'ready', next_operation = 'prenotazione'")
        desk.send(*desk.order("prenotazione").values())
        check_equal(desk.dossier(ANNA)[:3], ("done", None, "Inviata con esito positivo"), "reserved again")
        check("disdetta" not in read_rows(desk.archive, "SELECT doc FROM dossier_doc")[0][0], "the part is gone")
        desk.bring(steps([{"famiglia.codiceFiscale": ANNA, "pec": "anna@example.org"}]))
        check_equal(desk.dossier(ANNA)[:2], ("done", None), "nothing is prepared")
        check_equal([entry["operation"] for entry in desk.ledger()], ["prenotazione", "disdetta", "prenotazione"], "ledger")



@scenario("dates where the service wants them, in every zone the account can write")
def dates():
    now = TODAY + "T00:00:00"
    for zone in ("offset", "z", "none"):
        with Office(**{"send-dates": "true", "date-zone": zone}) as desk:
            desk.settings(robot="manual", dates="require")
            columns = {"operatore.dataPrenotazione": now}
            desk.bring(table([family(ANNA, **columns), family(BRUNO, **columns)], [*COLUMNS, *columns]))
            desk.send(*desk.order("prenotazione").values())
            desk.advance("Prenotata")
            desk.look()
            desk.ask("attivazione", [step_row("attivazione", ANNA, now)])
            desk.ask("disdetta", [step_row("disdetta", BRUNO, now)])
            check_equal((desk.there(ANNA), desk.there(BRUNO)), (["Attivata"], ["Disdetta"]), f"dates in zone {zone}")
            desk.settings(dates="reject")
            desk.bring(table([family(CARLA, **columns)], [*COLUMNS, *columns]))
            number = desk.order("prenotazione")[CARLA]
            desk.send(number, expect=REFUSED)
            check_said(desk, number, "refused", "voucher-validation", 400, "dataPrenotazione")
    # As the document's last revision has it: nothing is sent, whatever the service does with it.
    with Office() as desk:
        desk.settings(robot="manual", dates="reject")
        desk.ask("prenotazione", [family(ANNA)])
        desk.ask("disdetta", [step_row("disdetta", ANNA, TODAY)])
        check_equal(desk.there(ANNA), ["Disdetta"], "withdrawn")


@scenario("the list's dates in whatever zone: what was lost is found by them")
def zones():
    for zone in ("offset", "local", "utc"):
        with Office() as desk:
            desk.settings(robot="manual", zone=zone)
            desk.practice.fault("drop-after", "prenotazione")
            sent = desk.ask("prenotazione", [family(ANNA)], expect=UNCERTAIN)
            desk.json("outbox", "settle", sent[ANNA]["id"], expect=OK)
            desk.check_state(sent[ANNA]["id"], "done", "settled-found")


LONGEST = {"famiglia.cognome": 100, "famiglia.nome": 100, "famiglia.luogoDiNascita": 40, "numeroDocumento": 25,
           "operatore.codiceUnivocoOfferta": 100, "indirizzoInstallazione.via": 150, "indirizzoInstallazione.civico": 10,
           "indirizzoInstallazione.palazzina": 10, "indirizzoInstallazione.scala": 10, "indirizzoInstallazione.piano": 10,
           "indirizzoInstallazione.interno": 10}


@scenario("both sides draw the same limits: lengths in characters, speed, cell, relatives, accents, omocodia")
def limits():
    with Office() as desk:
        desk.settings(robot="manual")
        relatives = {f"famigliari.{number}.codiceFiscale": person(500 + number) for number in range(1, 11)}
        longest = {field: "è" * length for field, length in LONGEST.items()}
        apart = {field: "e\u0300" * length for field, length in LONGEST.items()}  # as a Mac writes it
        rows = [
            family(person(1), **longest, **relatives, **{"famiglia.numeroComponentiNucleoFamigliare": "11"}),
            family(person(2), **apart), family(person(3), "D'Àvalos dell'Ò", "Niccolò"), family(person(4), velocitaDownloadMbit="30"),
            family(person(5), velocitaDownloadMbit="99999"), family(person(6), codiceUnivocoCella="20MN1234567E1234567"),
            family(person(7), codiceUnivocoCella="100MN1234567E1234567"), family(checked("RSSMRA80A01H50M"), **{"famiglia.tipologia": "FAM2"}),
            family(person(8), email="a" * 28 + "@example.org", pec="b" * 28 + "@example.org", numeroDiTelefono="0" * 20),
            company(firm(1), "è" * 80, **{"impresa.codiceAteco": "62.01.00", "impresa.tipologia": "IMP2"}),
            *(family(person(20 + number), **{"operatore.codiceUnivocoOfferta": "OFFERTA-MULTI-1", "operatore.tecnologiaPrenotata": word})
              for number, word in enumerate(("FWA", "FTTH", "FTTC", "FTTB", "SAT"))),
            *(family(person(30 + number), tipoDocumento=word) for number, word in enumerate(("CI", "PP", "PT"))),
            family(person(40), **{"indirizzoInstallazione.tipo": "DOMICILIO", "famiglia.sesso": "F"})]
        columns = [*COLUMNS, "codiceUnivocoCella", "pec", "impresa.codiceAteco",
                   *(field for field in (*LONGEST, *relatives) if field not in COLUMNS)]
        found = desk.bring(table(rows, columns))
        check_equal((found["rows"], found["good"]), (len(rows), len(rows)), f"taken: {found['issues'][:5]}")
        numbers = desk.order("prenotazione")
        desk.send(*numbers.values())
        check_equal(len(once_each(desk)), len(rows), "all of them taken there as well")

        # One more is an error before anything leaves.
        over = [family(person(100 + number), **{field: "è" * (length + 1)}) for number, (field, length) in enumerate(LONGEST.items())]
        over += [family(person(200), velocitaDownloadMbit="29"), family(person(201), velocitaDownloadMbit="100000"),
                 family(person(202), codiceUnivocoCella="20MN123456E12345678"), family(person(203), numeroDiTelefono="0" * 21),
                 family(person(204), **{"indirizzoInstallazione.codiceIstatComune": "58091"}), family(person(205), tipoDocumento="XX"),
                 family(person(206), **{"famigliari.1.codiceFiscale": person(206), "famiglia.numeroComponentiNucleoFamigliare": "2"})]
        found = desk.bring(table(over, columns), expect=REFUSED)
        check_equal(found["faulty"] + found["rejected"], len(over), f"faulty: {found['good']} are good")



@scenario("a list that does not show yet what it should: sent again on a person's order, refused as double, one line")
def lagging_look():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.practice.faults({"operation": "prenotazione", "call": 1, "fault": "drop-after"},
                             {"operation": "isee", "call": "all", "fault": "list-lag", "ms": 600000})
        sent = desk.ask("prenotazione", [family(ANNA)], expect=UNCERTAIN)
        number = sent[ANNA]["id"]
        desk.json("outbox", "settle", number, expect=NOT_SENT)
        desk.check_state(number, "not-sent", "settled-nothing")
        desk.send(number, expect=REFUSED)
        desk.check_state(number, "refused", "voucher-002")
        desk.practice.faults()
        desk.look()
        check_equal(read_rows(desk.archive, "SELECT is_found, phase, remote_id FROM dossier ORDER BY id"),
                    [(0, "", None), (1, "Inviata con esito positivo", once_each(desk)[ANNA])], "found, and proposed to a person as the same")
        check_equal(len(desk.ledger()), 1, "exactly one line")
        desk.verify()


@scenario("a token that ends before its time, and one request for a person at a time")
def odd_moments():
    with Office() as desk:
        desk.settings(robot="manual")
        desk.practice.faults({"operation": "token", "call": 1, "fault": "early-end", "seconds": 1},
                             {"operation": "prenotazione", "call": 1, "fault": "delay", "ms": 1500})
        desk.ask("prenotazione", [family(ANNA), family(BRUNO)])
        check_equal((desk.practice.received("token"), desk.practice.received("prenotazione")), (2, 3), "renewed on the way")
        check_equal(len(once_each(desk)), 2, "ledger")
        # The service still works on what was lost: the refusal of the second says which of the two meanings it has.
        desk.practice.faults({"operation": "disdetta", "call": 1, "fault": "lock", "ms": 600000},
                             {"operation": "disdetta", "call": 1, "fault": "drop-before"})
        sent = desk.ask("disdetta", [step_row("disdetta", ANNA, TODAY)], expect=UNCERTAIN)
        desk.json("outbox", "settle", sent[ANNA]["id"], expect=NOT_SENT)
        desk.practice.fault("busy", "disdetta")
        desk.send(sent[ANNA]["id"], expect=REFUSED)
        desk.check_state(sent[ANNA]["id"], "refused", "voucher-validation-busy")
        check_equal(desk.ledger("disdetta"), [], "nothing done")



ROWS = int(os.environ.get("SPORTELLO_VOUCHER_ROWS", "500"))


@scenario(f"{ROWS} rows of a file, one by one, each with its exact outcome")
def many():
    with Office() as desk:
        desk.settings(robot="manual")
        words = {17: "Novantanove", 29: "Interno", 31: "Lavorazione", 101: "Salvata", 203: "Caduta"}
        rows = [company(firm(number), words.get(number, "Ditta")) if number % 10 == 3 and number not in words
                else family(person(number), words.get(number, "Rossi")) for number in range(1, ROWS + 1)]
        sent = desk.ask("prenotazione", rows, expect=UNCERTAIN, wait=150)
        check_equal(len(sent), ROWS, "requests")
        check_equal(read_rows(desk.archive, "SELECT count (DISTINCT job_id), count (DISTINCT lane) FROM submission"), [(1, 1)], "one job")
        outcomes = {person(17): ("refused", "voucher-other"), person(31): ("refused", "voucher-validation-busy"),
                    person(29): ("uncertain", "voucher-processing"), person(101): ("uncertain", "voucher-processing"),
                    person(203): ("uncertain", "answer-lost")}
        for key, shown in sent.items():
            check_equal((shown["state"], shown["code"]), outcomes.get(key, ("done", None)), f"outcome of {key}")
        taken = once_each(desk)
        refused = {person(17), person(29), person(31)}
        check_equal(set(taken), set(sent) - refused, "ledger")
        check_equal(desk.practice.received("prenotazione"), ROWS, "each left once")
        check_equal(desk.practice.received("token"), 1, "one token")
        # In their order, never two at a time.
        order = [entry["beneficiary"] for entry in desk.ledger()]
        wanted = [row["impresa.partitaIva"] if row["tipo"] == "impresa" else row["famiglia.codiceFiscale"] for row in rows]
        check_equal(order, [key for key in wanted if key in taken], "order")
        desk.run("outbox", "settle", *(sent[key]["id"] for key in (person(29), person(101), person(203))), timeout=60)
        check_equal([desk.state(sent[key]["id"]) for key in (person(29), person(101), person(203))], ["not-sent", "done", "done"], "settled")
        check_equal(once_each(desk), taken, "settling sends nothing")
        desk.look()
        check_equal(dict(read_rows(desk.archive, "SELECT key, remote_id FROM dossier WHERE remote_id NOT NULL")), taken, "archive and ledger")
        desk.verify()


if __name__ == "__main__":
    main()
