#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of the register of heating plants from the command line, against a server that this test scripts: templates, schema, checks,
one number per submission, refusals at their fields, lost answers that a person settles (design 5) (TAP)."""
import http.server
import os
import threading

from desk import NOT_SENT, OK, REFUSED, UNCERTAIN, USAGE, Desk, check, check_equal, main, scenario

OPERATIONS = [1, 2, 3, 4, 5, 8, 9, 10, 16, 52, 58, 84, 85, 86, 87, 88, 99]
PASSWORD = "parola-di-prova"
HEAD = '<?xml version="1.0"?><risposta xmlns="urn:catasto:risposta:1">'
TAKEN = HEAD + "<esito>ACCETTATO</esito><codice>OK</codice><id_invio>2026-000007</id_invio></risposta>"
FIRST = HEAD + ("<esito>RIFIUTATO</esito><codice>E-CAP</codice><segnalazioni><segnalazione><livello>ERRORE</livello><codice>E-CAP</codice>"
                "<riga>11</riga><xpath>/api_call_2/impianto/scheda_1_2_ubicazione/L1_2cap</xpath><messaggio>CAP errato</messaggio></segnalazione>"
                "<segnalazione><livello>AVVISO</livello><codice>W-MATRICOLA</codice><xpath>/api_call_2/impianto</xpath><messaggio>Doppia</messaggio>"
                "</segnalazione></segnalazioni></risposta>")


class Server:
    """Gives the answers in their order, None drops the line; keeps what reached it."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.requests.append((self.path, dict(self.headers), body))
                answer = server.answers.pop(0)
                if answer is None:
                    self.close_connection = True
                    return
                status, text = answer
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/registro/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()


def office(server):
    desk = Desk(practice=False, account=False, key=PASSWORD)
    desk.write("credentials/cit.password", PASSWORD)
    desk.run("account", "add", "catasto", "cit", "--environment", "test", "--base-url", server.url, "--set", "authorization=basic",
             "--set", "username=ufficio", expect=OK)
    return desk


def prepared(desk, operation="catasto.9"):
    path = desk.write("document.xml", desk.run("template", operation, expect=OK).out)
    return desk.json("prepare", operation, "--account", "cit", "--file", path, expect=OK)["submissions"][0]["id"], path


@scenario("every operation has an example without a finding, and its schema as a file; 6 and 7 are none")
def offline():
    with Desk(practice=False, account=False) as desk:
        services = {entry["id"]: entry for entry in desk.json("services")["services"]}
        check_equal(sorted(services["catasto"]["operations"]), sorted(f"catasto.{number}" for number in OPERATIONS), "operations")
        for number in OPERATIONS:
            path = desk.write("example.xml", desk.run("template", f"catasto.{number}", expect=OK).out)
            check_equal(desk.json("check", f"catasto.{number}", path)["issues"], [], f"the example of {number}")
            schema = desk.run("schema", f"catasto.{number}", expect=OK).out.strip()
            check(os.path.isfile(schema) and "<xs:schema" in open(schema, encoding="utf-8").read(), f"the schema of {number}")
        desk.run("check", "catasto.6", path, expect=USAGE)
        faulty = open(desk.write("f.xml", desk.run("template", "catasto.9", expect=OK).out), encoding="utf-8").read()
        path = desk.write("f.xml", faulty.replace("<API_ID>9<", "<API_ID>7<").replace("70121", "7012").replace("\"2.2\"", "\"2.1\""))
        found = desk.json("check", "catasto.9", path, expect=REFUSED)
        check_equal(sorted((issue["code"], issue["path"]) for issue in found["issues"]),
                    [("E-API-ID:non-invocabile", "API_ID"), ("E-CAP", "impianto[0].scheda_1_2_ubicazione[0].L1_2cap"), ("E-VERSIONE", "versione")],
                    "findings")
        check(all(issue["row"] > 0 for issue in found["issues"]), "lines")
        bomb = desk.write("bomb.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><api_call_2>&b;</api_call_2>')
        check_equal([issue["code"] for issue in desk.json("check", "catasto.9", bomb, expect=REFUSED)["issues"]], ["E-XML:doctype"], "a DOCTYPE")


@scenario("sent once, with its number and the bytes of the file; accepted with the register's number")
def accepted():
    server = Server((200, TAKEN))
    with office(server) as desk:
        number, path = prepared(desk)
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        where, headers, body = server.requests[0]
        check_equal(where, "/registro/api_call_2", "the address")
        check_equal(body, open(path, "rb").read(), "what left")
        check(len(headers["X-Id-Richiesta"]) == 36, "its number")
        shown = desk.json("outbox", "show", str(number))
        check_equal((shown["state"], shown["remote_id"], shown["items"][0]["key"]), ("done", "2026-000007", "PROVA0001"), "the submission")
        check_equal(len(server.requests), 1, "requests")
        used = shown["schema"]
        check_equal((used["file"], used["version"], used["origin"], used["label"]), ("api_call_2.xsd", "2.2", "supplied", None), "the schema")
        told = desk.run("outbox", "show", str(number)).out.decode()
        check("api_call_2.xsd (2.2), supplied with Sportello" in told and used["sha256"] in told, f"the schema is not said: {told}")
    server.close()


@scenario("what the register finds stands at the fields")
def refused():
    server = Server((422, FIRST))
    with office(server) as desk:
        number, _ = prepared(desk)
        desk.run("outbox", "send", "--wait", "60", expect=REFUSED)
        shown = desk.json("outbox", "show", str(number))
        check_equal([(issue["level"], issue["code"], issue["row"], issue["path"]) for issue in shown["issues"]],
                    [("error", "E-CAP", 11, "impianto[0].scheda_1_2_ubicazione[0].L1_2cap"), ("warning", "W-MATRICOLA", 0, "impianto[0]")], "issues")
        check_equal(shown["state"], "refused", "state")
    server.close()


@scenario("a lost answer is uncertain and nothing repeats it; a person's order sends the same number and bytes")
def lost():
    server = Server(None, (500, "<html/>"), (200, TAKEN))
    with office(server) as desk:
        number, _ = prepared(desk)
        desk.run("outbox", "send", "--wait", "60", expect=UNCERTAIN)
        desk.run("outbox", "send", "--wait", "3", expect=OK)
        check_equal(len(server.requests), 1, "nothing repeats it")
        desk.run("outbox", "settle", str(number), expect=UNCERTAIN)
        desk.run("outbox", "settle", str(number), expect=OK)
        check_equal(len(server.requests), 3, "requests")
        check_equal(len({headers["X-Id-Richiesta"] for _, headers, _ in server.requests}), 1, "one number")
        check_equal(len({body for _, _, body in server.requests}), 1, "one body")
        check_equal(desk.json("outbox", "show", str(number))["state"], "done", "state")
    server.close()


@scenario("a busy register is waited for; a wrong password stops the account")
def turned_away():
    server = Server((503, ""), (200, TAKEN))
    with office(server) as desk:
        number, _ = prepared(desk)
        desk.run("outbox", "send", "--wait", "90", expect=OK)
        check_equal(len(server.requests), 2, "requests")
        check_equal(desk.json("outbox", "show", str(number))["state"], "done", "state")
    server.close()
    server = Server((401, ""))
    with office(server) as desk:
        number, _ = prepared(desk)
        desk.run("outbox", "send", "--wait", "60", expect=NOT_SENT)
        check_equal(desk.json("outbox", "show", str(number))["state"], "not-sent", "state")
    server.close()


if __name__ == "__main__":
    main()
