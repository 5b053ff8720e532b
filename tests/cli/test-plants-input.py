#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of heating plants that mean harm, or are merely wrong: refused with a word and a place, at once, nothing fetched, nothing sent (TAP)."""
import http.server
import threading
import time

from desk import OK, REFUSED, check, check_equal, main, scenario
from plants import Office

ROOT = '<api_call_2 xmlns="api_call_2">'


class Canary:
    """Whoever asks it for anything is caught."""

    def __init__(self):
        self.asked = []
        canary = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def do_GET(self):
                canary.asked.append(self.path)
                self.send_error(404)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()


def codes(desk, data, expect=REFUSED):
    """(code, last step of the place) of the errors that check finds in a document."""
    began = time.monotonic()
    found = desk.json("check", "catasto.9", desk.write("bad.xml", data), expect=expect)
    check(time.monotonic() - began < 30, "it took too long")
    for issue in found["issues"]:
        check(len(issue["message"]) > 10 and len(issue["message"]) < 2000 and "{" not in issue["message"], f"the sentence of {issue}"[:500])
    return [(issue["code"], (issue["path"] or "").split(".")[-1]) for issue in found["issues"] if issue["level"] == "error"]


def libretto(desk, **changes):
    with open(desk.document("09-libretto", **changes), encoding="utf-8") as file:
        return file.read()


@scenario("entities, bombs, document types: refused before they are looked into; nothing is read or fetched for them")
def entities():
    canary = Canary()
    with Office() as desk:
        good = libretto(desk)
        secret = desk.write("secret.txt", "canarino-nel-file")
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        for kind, head in {
                "a file": f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>',
                "an address": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{canary.url}x">]>',
                "a DTD from outside": f'<!DOCTYPE api_call_2 SYSTEM "{canary.url}dtd">',
                "a parameter entity": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{canary.url}p"> %p;]>',
                "a bomb": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}<!ENTITY x "&l9;">]>',
                "nothing": "<!DOCTYPE api_call_2>"}.items():
            text = good.replace(ROOT, head + ROOT).replace("Via di Prova", "&x;" if "x " in head else "Via")
            check_equal(codes(desk, text), [("E-XML:doctype", "")], kind)
        text = good.replace("<impianto>", f'<impianto><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{canary.url}i"/>')
        check(codes(desk, text), "XInclude")
        text = good.replace(ROOT, ROOT.replace(">", f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="api_call_2 {canary.url}s">'))
        desk.run("check", "catasto.9", desk.write("bad.xml", text))
        check_equal(canary.asked, [], "what was asked for")
        check(not any(b"canarino" in said for said in desk.said), "the file was read")
    canary.close()


@scenario("another call's namespace or root, another version, another encoding, no XML at all: each by its name")
def heads():
    with Office() as desk:
        good = libretto(desk)
        check_equal(codes(desk, good.replace('xmlns="api_call_2"', 'xmlns="api_call_4"')), [("E-ENDPOINT:namespace", "")], "namespace")
        check_equal(codes(desk, good.replace("api_call_2", "api_call_4")), [("E-ENDPOINT", "")], "root")
        check_equal(codes(desk, good.replace('"2.2"', '"2.3"')), [("E-VERSIONE", "versione")], "version")
        for kind, data in {
                "UTF-16": good.replace("UTF-8", "UTF-16").encode("utf-16"), "UTF-32": good.replace("UTF-8", "UTF-32").encode("utf-32"),
                "Latin 1": good.replace("UTF-8", "ISO-8859-1").replace("Via di Prova", "Via dell'Unità").encode("latin-1")}.items():
            check(any(code in ("E-XML", "E-XML:codifica") for code, _ in codes(desk, data)), kind)
        for kind, data in {
                "Latin 1 that says UTF-8": good.replace("Via di Prova", "Via dell'Unità").encode("latin-1"), "a zero": good.replace("Prova", "Pro\0va"),
                "half of it": good[:len(good) // 2], "nothing": "", "blanks": " \n", "not XML": "{}", "two roots": good + "<a/>"}.items():
            check_equal([code for code, _ in codes(desk, data)], ["E-XML"], kind)
        check_equal(codes(desk, "\ufeff" + good, expect=OK), [], "a byte order mark is no fault")


@scenario("huge texts, ten thousand repeats, deep nesting: an answer in time, short sentences")
def sizes():
    with Office() as desk:
        good = libretto(desk)
        check_equal(codes(desk, good.replace("Via di Prova", "a" * 4000000)),
                    [("too-long", "L1_2indirizzo")], "a huge text")
        check_equal([code for code, _ in codes(desk, good.replace("Via di Prova", "a" * 6000000))], ["E-XML:dimensione"], "a huge document")
        unit = good[good.index("<unita_immobiliare>"):good.index("</unita_immobiliare>") + len("</unita_immobiliare>")]
        many = "".join(unit.replace("<L1_2sub>6<", f"<L1_2sub>{number}<") for number in range(10000))
        check_equal(codes(desk, good.replace(unit, many), expect=OK), [], "ten thousand units")
        found = codes(desk, good.replace(unit, unit * 10000))
        check(set(found) == {("E-CATASTO:doppia", "unita_immobiliare[1]")} or all(code == "E-CATASTO:doppia" for code, _ in found), "the same unit each time")
        check(codes(desk, ROOT + "<a>" * 100000 + "</a>" * 100000 + "</api_call_2>"), "deep")


@scenario("empty tags, fillers, numbers and days as people write them: named, with their field")
def texts():
    with Office() as desk:
        for new, wanted in {
                "<L1_2civico/>": "E-TAG-VUOTO", "<L1_2civico>  </L1_2civico>": "E-TAG-VUOTO", "<L1_2civico>---</L1_2civico>": "E-RIEMPITIVO",
                "<L1_2civico>***</L1_2civico>": "E-RIEMPITIVO", "<L1_2civico>n.d.</L1_2civico>": "E-RIEMPITIVO"}.items():
            check_equal(codes(desk, libretto(desk, a=("<L1_2civico>7</L1_2civico>", new))), [(wanted, "L1_2civico")], new)
        check_equal(codes(desk, libretto(desk, a=(">900.00<", ">900,00<"))), [("xsd-decimal", "L1_2volLordoRisc")], "a comma")
        check_equal(codes(desk, libretto(desk, a=("<L1_1dataIntervento>2026-02-01<", "<L1_1dataIntervento>01/02/2026<"))),
                    [("xsd-date", "L1_1dataIntervento")], "a day")
        empty = libretto(desk, a=("<scheda_5_1", "<scheda_3_terzo_responsabile/><scheda_5_1"))
        check(("E-TAG-VUOTO", "scheda_3_terzo_responsabile[0]") in codes(desk, empty), "an empty scheda")


@scenario("a libretto that lost components against the archive's history is warned of, and may be sent")
def losses():
    with Office() as desk:
        plant = desk.libretto()
        desk.live(plant, "9", "day=2026-02-01")
        text = libretto(desk)
        pumps = text[text.index("<scheda_6_4_pompe>"):text.index("</scheda_6_4_pompe>") + len("</scheda_6_4_pompe>")]
        made = desk.office("begin", plant, "9", "file=" + desk.write("less.xml", text.replace(pumps, "")))
        check_equal([(issue["level"], issue["code"]) for issue in made["issues"] if "PERSI" in issue["code"]], [("warning", "W-COMPONENTI-PERSI")],
                    "what is lost")
        check_equal([issue for issue in made["issues"] if issue["level"] == "error"], [], "errors")


if __name__ == "__main__":
    main()
