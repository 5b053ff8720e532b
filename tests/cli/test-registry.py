#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registry items from the command line, against a server that this test scripts: files, one request each, refusals, lost answers that a
person settles, what is told before a second one leaves (design 5) (TAP)."""
import base64
import glob
import http.server
import json
import os
import threading
import time
import uuid

from desk import NOT_SENT, OK, REFUSED, UNCERTAIN, Desk, check, check_equal, main, read_rows, scenario

KEY_ID = "chiave-di-prova"
SECRET = "segreto-di-prova"
HEADER = "taxId;vatNumber;description;lastName;firstName;addresses.1.streetName;addresses.1.city\n"
DITTA, DUE, TRE = "00743110157", "12345671205", "12345678887"
ROSSI = "RSSMRA80A01H501U"


def company(code, name):
    return f"{code};{code};{name};;;Via di Prova;Milano\n"


class Server:
    """Answers as the table says, by tax id; keeps what reached it."""

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.items = []
        self.heads = []
        self.logins = 0
        self.refuse_keys = False
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_POST(self):
                document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.heads.append(dict(self.headers))
                answer = server.answer(self.path, document)
                if answer is None:
                    self.close_connection = True
                    return
                status, body = answer
                data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html" if isinstance(body, str) else "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, path, document):
        if path == "/api/v3/nonces":
            return (200, {"nonce": "nonce-0001"}) if document["id"] == KEY_ID else (401, {"message": "chiave?"})
        if path == "/api/v3/tokens":
            self.logins += 1
            if self.refuse_keys:
                return 401, {"code": "401", "message": "digest?", "status": "Unauthorized"}
            payload = base64.urlsafe_b64encode(json.dumps({"exp": int(time.time()) + 3600}).encode()).rstrip(b"=").decode()
            return 200, {"accessToken": f"intestazione.{payload}.firma-segreta"}
        check_equal(path, "/api/v3/items", "path")
        self.items.append(document)
        identifier = document["item"]["base"]["identifier"]
        return self.answers.get(identifier.get("taxId"), (202, {"id": str(uuid.uuid4())}))

    def close(self):
        self.http.shutdown()
        self.http.server_close()


def office(server, **settings):
    desk = Desk(practice=False, account=False, key=SECRET)
    desk.write("credentials/ts.key-secret", SECRET)
    words = ["account", "add", "tsdigital", "ts", "--environment", "test", "--base-url", server.url]
    for item in {"item-path": "/api/v3/items", "auth-url": server.url, "key-id": KEY_ID, **settings}.items():
        words += ["--set", "=".join(item)]
    desk.run(*words, expect=OK)
    return desk


def items(desk):
    return read_rows(desk.archive, "SELECT key, name, state, phase, IFNULL (remote_id, '') <> '' FROM dossier WHERE removed IS NULL "
                                   "ORDER BY id")


def codes(found, level="warning"):
    return [issue["code"] for issue in found["issues"] if issue["level"] == level]


@scenario("the service, its settings, an example that is right; a faulty document says why")
def offline():
    with Desk(practice=False, account=False) as desk:
        services = {entry["id"]: entry for entry in desk.json("services")["services"]}
        check_equal(services["tsdigital"]["operations"], ["tsdigital.create-item"], "operations")
        example = desk.write("example.json", desk.run("template", "tsdigital.create-item", expect=OK).out)
        check_equal(desk.json("check", "tsdigital.create-item", example)["issues"], [], "the example")
        faulty = json.loads(open(example, encoding="utf-8").read())
        faulty["certified"] = True
        faulty["item"]["nuovo"] = 1
        path = desk.write("faulty.json", json.dumps(faulty))
        found = desk.json("check", "tsdigital.create-item", path, expect=REFUSED)
        check_equal(sorted(codes(found, "error")), ["certified-alone", "member-unknown"], "errors")


@scenario("a file of companies and people: one request each, taken in charge with the service's number")
def many():
    server = Server()
    with office(server) as desk:
        path = desk.write("items.csv", HEADER + company(DITTA, "Ditta Uno") + company(DUE, "Ditta Due") +
                          f"{ROSSI};;;Rossi;Mario;Via di Prova;Roma\n" + ";;Nessuno;;;;\n")
        found = desk.json("import", "registry-items", path, expect=REFUSED)
        check_equal(codes(found, "error"), ["row-nobody"], "the row without codes")
        prepared = desk.json("prepare", "tsdigital.create-item", "--account", "ts", "--all-ready", expect=OK)
        check_equal(len(prepared["submissions"]), 3, "one submission each")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal([row[2:] for row in items(desk)], [("done", "presa in carico", 1)] * 3, "where they stand")
        check_equal([item["item"]["base"]["identifier"]["taxId"] for item in server.items], [DITTA, DUE, ROSSI], "what left")
        check_equal(server.logins, 1, "one log-in for all")
        shown = desk.json("outbox", "show", prepared["submissions"][0]["id"])
        check_equal((shown["state"], shown["items"][0]["key"]), ("done", DITTA), "the submission")
        check(shown["remote_id"], "the service's number")
        # Nothing is ready any more; the same file brings nothing twice.
        desk.run("prepare", "tsdigital.create-item", "--account", "ts", "--all-ready", expect=REFUSED)
        check_equal(set(codes(desk.json("import", "registry-items", path, expect=REFUSED), "error")), {"row-in-archive", "row-nobody"},
                    "again")
        check_equal(len(server.items), 3, "nothing more left")
        # What support would ask for is kept; what is secret is not.
        kept = b"".join(open(name, "rb").read() for name in glob.glob(desk.archive + "*"))
        for head in server.heads:
            check(head["X-Request-ID"].encode() in kept, "each X-Request-ID is kept")
        check_equal(len({head["X-Request-ID"] for head in server.heads}), len(server.heads), "each is another one")
        check(SECRET.encode() not in kept and b"firma-segreta" not in kept, "no secret in the archive")
    server.close()


@scenario("what was entered from here is told before a second one leaves, in that environment alone")
def twice():
    server = Server()
    with office(server) as desk:
        example = desk.write("example.json", desk.run("template", "tsdigital.create-item", expect=OK).out)
        first = desk.write("first.csv", HEADER + company(DITTA, "Ditta Uno"))
        desk.run("import", "registry-items", first, expect=OK)
        desk.run("prepare", "tsdigital.create-item", "--account", "ts", "--all-ready", expect=OK)
        check_equal(codes(desk.json("prepare", "tsdigital.create-item", "--account", "ts", "--file", example)), ["twin-uncertain"],
                    "while it is under way")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal(codes(desk.json("prepare", "tsdigital.create-item", "--account", "ts", "--file", example)), ["twin-created"],
                    "once it was taken")
        other = desk.write("other.csv", HEADER + f"{DUE};{DITTA};Ditta Due;;;Via di Prova;Milano\n")
        check_equal(codes(desk.json("import", "registry-items", other, expect=OK)), ["twin-created"], "the number alone")
    server.close()


@scenario("a refusal says what the service said and leads to the field; it may be mended and sent again")
def refused():
    server = Server({DITTA: (400, {"code": "400", "message": "Richiesta errata", "status": "Bad Request", "subErrors": [
        {"field": "item.base.details.addresses[0].zipCode", "message": "obbligatorio"}, {"tipo": {"x": 1}}],
        "timestamp": "21-11-2026 12:00:00"}), DUE: (403, {"code": "403", "message": "vietato", "status": "Forbidden"})})
    with office(server) as desk:
        path = desk.write("items.csv", HEADER + company(DITTA, "Ditta Uno") + company(DUE, "Ditta Due"))
        desk.run("import", "registry-items", path, expect=OK)
        prepared = desk.json("prepare", "tsdigital.create-item", "--account", "ts", "--all-ready")["submissions"]
        desk.run("outbox", "send", "--wait", "60", expect=REFUSED)
        shown = desk.json("outbox", "show", prepared[0]["id"])
        check_equal(shown["items"][0]["code"], "tsdigital-bad-request", "the code")
        for words in ("Richiesta errata", "[item.base.details.addresses[0].zipCode] obbligatorio", '{"tipo":{"x":1}}'):
            check(words in shown["items"][0]["message"], f"“{words}” is kept")
        check_equal(desk.json("outbox", "show", prepared[1]["id"])["items"][0]["code"], "tsdigital-forbidden", "no right")
        server.answers.clear()
        for entry in prepared:
            desk.run("outbox", "resend-failed", entry["id"], expect=OK)
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal(len(server.items), 4, "each once more")
    server.close()


@scenario("lost answers are uncertain, nothing repeats them, and a person settles them")
def lost():
    server = Server({DITTA: None, DUE: (502, {"code": "502", "message": "auth", "status": "Bad Gateway"}), TRE: (200, {"id": "x"}),
                     ROSSI: (202, {})})
    with office(server) as desk:
        path = desk.write("items.csv", HEADER + company(DITTA, "Uno") + company(DUE, "Due") + company(TRE, "Tre") +
                          f"{ROSSI};;;Rossi;Mario;Via di Prova;Roma\n")
        desk.run("import", "registry-items", path, expect=OK)
        ids = [entry["id"] for entry in desk.json("prepare", "tsdigital.create-item", "--account", "ts", "--all-ready")["submissions"]]
        desk.run("outbox", "send", "--wait", "60", expect=UNCERTAIN)
        check_equal([row[2] for row in items(desk)], ["uncertain"] * 4, "all are in doubt")
        check_equal([desk.json("outbox", "show", one)["attempts"][-1]["code"] for one in ids],
                    ["answer-lost", "tsdigital-dependency", "tsdigital-other-success", "tsdigital-no-id"], "why")
        desk.run("outbox", "send", "--wait", "5")
        check_equal(len(server.items), 4, "nothing left again")
        desk.run("outbox", "settle", ids[0], "--saw", "accepted", "--note", "è sul portale", expect=OK)
        desk.run("outbox", "settle", ids[1], "--saw", "nothing", "--note", "non c'è")
        desk.run("outbox", "settle", ids[2], "--saw", "refused")
        check_equal([(row[2], row[3]) for row in items(desk)][0], ("done", "presa in carico"), "seen accepted")
        server.answers.clear()
        desk.run("outbox", "send", ids[1], "--wait", "60", expect=OK)
        check_equal([item["item"]["base"]["identifier"]["taxId"] for item in server.items].count(DUE), 2, "sent again by order")
        check_equal([item["item"]["base"]["identifier"]["taxId"] for item in server.items].count(DITTA), 1, "never this one")
    server.close()


@scenario("what an account lacks, and a key that is refused: nothing leaves for the registry")
def accounts():
    server = Server()
    with Desk(practice=False, account=False) as desk:
        # Nobody documents where it is, so nothing is proposed (services facts 2.2).
        found = desk.run("account", "add", "tsdigital", "ts", "--environment", "production", "--set", "item-path=items", expect=REFUSED)
        for code in ("required", "bad-path", "key-none"):
            check(code.encode() in found.out, f"{code} is told")
    server.refuse_keys = True
    with office(server) as desk:
        example = desk.write("example.json", desk.run("template", "tsdigital.create-item", expect=OK).out)
        desk.run("prepare", "tsdigital.create-item", "--account", "ts", "--file", example, expect=OK)
        desk.run("outbox", "send", "--wait", "60", expect=NOT_SENT)
        check_equal((server.logins, len(server.items)), (2, 0), "two tries, and no request")
        desk.run("account", "test", "ts", expect=NOT_SENT)
        server.refuse_keys = False
        desk.run("account", "test", "ts", expect=OK)
        desk.run("outbox", "send", "1", "--wait", "60", expect=OK)
        check_equal(len(server.items), 1, "sent")
    server.close()


if __name__ == "__main__":
    main()
