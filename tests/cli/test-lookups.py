#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look-ups of certified addresses from the command line, against a server that this test scripts: lists, files, balance, a lost answer,
cancel and ask again; what left is counted and the key is looked for in all that is kept or said (design 5) (TAP)."""
import csv
import glob
import http.server
import io
import os
import threading
import urllib.parse

from desk import NOT_SENT, OK, REFUSED, UNCERTAIN, USAGE, Desk, check, check_equal, main, read_rows, scenario, wait_until

ROSSI = "RSSMRA80A01H501U"
BIANCHI = "BNCLGU75B02F205K"
DITTA = "00743110157"
KEY = "n0t~a+real/key=at&all"


class Server:
    """Answers as the table says; keeps what reached it."""

    def __init__(self, results=None, lose=(), present=(), waits=0):
        self.results = results or {}
        self.lose = set(lose)       # codes whose next request is taken, and the answer dropped
        self.open = set(present)    # codes with a request that is not finished
        self.waits = waits          # so many looks are told to wait
        self.tokens = {}
        self.balance = 1000
        self.calls = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def say(self, text):
                data = text.encode("latin-1")
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
                answer = server.post({name: values[0] for name, values in form.items()})
                if answer is None:
                    self.close_connection = True
                else:
                    self.say(answer)

            def do_GET(self):
                form = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                self.say(server.get({name: values[0] for name, values in form.items()}))

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/index_ws.php"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def post(self, form):
        key = form.pop("key")
        check_equal(len(form), 1, "one parameter beside the key")
        (name, value), = form.items()
        self.calls.append((name, value))
        if key != KEY:
            return "ERROR|chiave non valida"
        if name == "saldo":
            return "€ {},{:02d}".format(*divmod(self.balance, 100)).replace("€", "EUR")
        if name == "cf-delete":
            if value not in self.open:
                return "Error|nessuna richiesta"
            self.open.discard(value)
            return "OK|richiesta cancellata correttamente"
        if value in self.open:
            return "Error|Richiesta già presente"
        self.open.add(value)
        self.balance -= 30
        token = f"tok{len(self.tokens)}"
        self.tokens[token] = value
        if value in self.lose:
            self.lose.discard(value)
            return None
        return "OK|" + token

    def get(self, form):
        self.calls.append(("token", form["token"]))
        if form["key"] != KEY:
            return "ERROR|chiave non valida"
        code = self.tokens[form["token"]]
        if self.waits > 0:
            self.waits -= 1
            return "WAIT|" + form["token"]
        self.open.discard(code)
        return self.results.get(code, "Ok||pec non trovata")

    def posts(self, name):
        return [value for call, value in self.calls if call == name]

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


class Office(Desk):
    def __init__(self, key=KEY, **script):
        super().__init__(practice=False, account=False, key=KEY)
        self.server = Server(**script)
        self.write("credentials/pec.key", key)
        self.run("account", "add", "trovapec", "pec", "--environment", "practice", "--base-url", self.server.url, expect=OK)

    def __exit__(self, *arguments):
        self.server.stop()
        return super().__exit__(*arguments)

    def lookups(self):
        return read_rows(self.archive, "SELECT key, name, state, next_operation, stage, result FROM dossier WHERE removed IS NULL "
                         "ORDER BY id")

    def assert_no_key(self):
        """Neither as it is nor encoded, in nothing that is kept and nothing that was said."""
        found = []
        for path in glob.glob(os.path.join(self.folder, "**"), recursive=True):
            if os.path.isfile(path) and "credentials" not in path:
                with open(path, "rb") as stream:
                    data = stream.read()
                if KEY.encode() in data or b"n0t~a" in data:
                    found.append(path)
        check_equal(found, [], "files that hold the key")


@scenario("the service, its operations, its example; there is no test environment")
def offline():
    with Desk(practice=False, account=False) as desk:
        services = {entry["id"]: entry for entry in desk.json("services")["services"]}
        check_equal(services["trovapec"]["operations"], ["trovapec.lookup", "trovapec.cancel", "trovapec.balance"], "operations")
        path = desk.write("codes.txt", desk.run("template", "trovapec.lookup", expect=OK).out)
        check_equal(desk.json("check", "trovapec.lookup", path)["errors"], 0, "the example")
        desk.run("template", "trovapec.balance", expect=REFUSED)
        found = desk.json("check", "trovapec.lookup", desk.write("codes.txt", f"{ROSSI}\nABC\n{ROSSI}\n"), expect=REFUSED)
        check_equal([(issue["code"], issue["row"]) for issue in found["issues"]], [("bad-fiscal-code", 2), ("code-twice", 3)], "issues")
        desk.write("credentials/pec.key", KEY)
        desk.run("account", "add", "trovapec", "pec", "--environment", "test", "--base-url", "http://127.0.0.1:9/x", expect=REFUSED)


@scenario("a list of codes: each asked for once, polled, answered; the balance before and after")
def listed():
    with Office(results={ROSSI: "OK|rossi@pec.it|pec trovata", DITTA: "OK|ditta(at)pec.it|pec trovata"}) as desk:
        balance = desk.json("prepare", "trovapec.balance", "--account", "pec")["submissions"][0]["id"]
        desk.run("outbox", "send", balance, "--wait", "20", expect=OK)
        path = desk.write("codes.txt", f"codice\n{ROSSI}\nIT{DITTA};Ditta\n{ROSSI}\n{BIANCHI}\n")
        found = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--file", path)
        check_equal(len(found["submissions"]), 3, "one request for each code")
        desk.run("outbox", "send", *[entry["id"] for entry in found["submissions"]], "--wait", "60", expect=OK)
        check_equal(sorted(desk.server.posts("cf")), sorted([ROSSI, DITTA, BIANCHI]), "asked")
        shown = [desk.show(entry["id"]) for entry in found["submissions"]]
        check_equal([entry["state"] for entry in shown], ["done"] * 3, "states")
        check_equal([(entry["items"][0]["code"], entry["items"][0]["message"]) for entry in shown],
                    [("trovapec-found", "rossi@pec.it"), ("trovapec-check", "ditta(at)pec.it"),
                     ("trovapec-not-found", "pec non trovata")], "results")
        check_equal([entry["remote_id"] for entry in shown], ["tok0", "tok1", "tok2"], "tokens")
        desk.run("outbox", "proof", found["submissions"][0]["id"], desk.path("proof.zip"), expect=OK)
        check_equal(desk.server.balance, 1000 - 3 * 30, "paid for three")
        desk.run("prepare", "trovapec.balance", "--account", "pec", "--all-ready", expect=USAGE)
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")
        desk.assert_no_key()


@scenario("a file of look-ups comes back with the addresses; they land on the people; asking again needs a word")
def records():
    with Office(results={ROSSI: "OK|rossi@pec.it|pec trovata"}) as desk:
        desk.json("import", "beneficiaries", desk.write("people.csv", f"fiscalCode;surname;name;type\n{ROSSI};Rossi;Mario;F\n"))
        found = desk.json("import", "lookups", desk.write("codes.csv", f"codice;nome\n{ROSSI};\n{DITTA};Ditta\n;Nessuno\n"), expect=REFUSED)
        check_equal((found["good"], found["rejected"]), (2, 1), "rows")
        found = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--all-ready")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal(desk.lookups(), [(ROSSI, "Rossi Mario", "done", None, "found", "rossi@pec.it"),
                                     (DITTA, "Ditta", "done", None, "not-found", "")], "look-ups")
        people = list(csv.DictReader(io.StringIO(desk.run("export", "beneficiaries", expect=OK).out.decode("utf-8")), delimiter=";"))
        check_equal((people[0]["pec"], people[0]["pecSource"]), ("rossi@pec.it", "trovapec"), "the directory")
        rows = list(csv.DictReader(io.StringIO(desk.run("export", "lookups", expect=OK).out.decode("utf-8")), delimiter=";"))
        check_equal([(row["codice"], row["risultato.1.indirizzo"], row["risultato.1.stato"]) for row in rows],
                    [(ROSSI, "rossi@pec.it", "pec trovata"), (DITTA, "", "pec non trovata")], "the file")
        found = desk.json("import", "lookups", desk.path("codes.csv"), expect=REFUSED)
        check_equal([issue["code"] for issue in found["issues"] if issue["level"] == "error"][:2], ["asked-lately"] * 2, "again")
        desk.run("prepare", "trovapec.lookup", "--account", "pec", "--all-ready", expect=REFUSED)
        check_equal(len(desk.server.posts("cf")), 2, "asked once each")
        desk.assert_no_key()


@scenario("the original sheet comes back with every address: of repeated rows and of codes that were known, too")
def sheet():
    with Office(results={ROSSI: "OK|rossi@pec.it|pec trovata"}) as desk:
        def back(found):
            desk.run("export", "original", found["import"], desk.path("out.csv"), expect=OK)
            with open(desk.path("out.csv"), encoding="utf-8", newline="") as stream:
                return [tuple(row[name] for name in ("codice", "sportello.state", "sportello.pec", "sportello.phase"))
                        for row in csv.DictReader(stream, delimiter=";")]

        address, nothing = ("rossi@pec.it", "pec trovata"), ("", "pec non trovata")
        first = desk.json("import", "lookups", desk.write("a.csv", f"codice\n{ROSSI}\n{DITTA}\n{ROSSI}\nABC\nIT{DITTA}\n"), expect=REFUSED)
        desk.json("prepare", "trovapec.lookup", "--account", "pec", "--all-ready")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal(back(first), [(ROSSI, "Accepted", *address), (DITTA, "Accepted", *nothing), (ROSSI, "Accepted", *address),
                                  ("ABC", "Not sent: to be corrected", "", ""), ("IT" + DITTA, "Accepted", *nothing)], "repeated rows")
        second = desk.json("import", "lookups", desk.write("b.csv", f"codice\n{DITTA}\n{ROSSI}\n{BIANCHI}\n{ROSSI}\n"), expect=REFUSED)
        desk.json("prepare", "trovapec.lookup", "--account", "pec", "--all-ready")
        desk.run("outbox", "send", "--wait", "60", expect=OK)
        check_equal(back(second), [(DITTA, "Known already", *nothing), (ROSSI, "Known already", *address),
                                   (BIANCHI, "Accepted", *nothing), (ROSSI, "Known already", *address)], "known ones")
        check_equal(desk.server.posts("cf"), [ROSSI, DITTA, BIANCHI], "each asked once")


@scenario("a lost answer: uncertain, the balance as a hint, and only a person cancels and asks again")
def lost():
    with Office(results={ROSSI: "OK|rossi@pec.it|pec trovata"}, lose=[ROSSI]) as desk:
        desk.run("outbox", "send", desk.json("prepare", "trovapec.balance", "--account", "pec")["submissions"][0]["id"], "--wait", "20",
                 expect=OK)
        path = desk.write("codes.txt", ROSSI)
        first = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--file", path)["submissions"][0]["id"]
        desk.run("outbox", "send", first, "--wait", "20", expect=UNCERTAIN)
        desk.run("outbox", "settle", first, expect=UNCERTAIN)
        shown = desk.show(first)
        check_equal((shown["state"], shown["code"] if "code" in shown else shown["attempts"][-1]["code"]),
                    ("uncertain", "trovapec-settle-less"), "the hint")
        desk.run("outbox", "send", first, expect=UNCERTAIN)
        check_equal(desk.server.posts("cf"), [ROSSI], "nothing was sent again")

        desk.run("outbox", "settle", first, "--saw", "accepted", "--note", "il saldo è sceso", expect=OK)
        second = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--file", path)["submissions"][0]["id"]
        desk.run("outbox", "send", second, "--wait", "20", expect=REFUSED)
        check_equal(desk.show(second)["items"][0]["code"], "trovapec-present", "told apart")
        cancel = desk.json("prepare", "trovapec.cancel", "--account", "pec", "--file", path)["submissions"][0]["id"]
        desk.run("outbox", "send", cancel, "--wait", "20", expect=OK)
        third = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--file", path)["submissions"][0]["id"]
        desk.run("outbox", "send", third, "--wait", "60", expect=OK)
        check_equal(desk.show(third)["items"][0]["message"], "rossi@pec.it", "found at last")
        check_equal((desk.server.posts("cf"), desk.server.posts("cf-delete")), ([ROSSI] * 3, [ROSSI]), "what left")
        again = desk.json("prepare", "trovapec.cancel", "--account", "pec", "--file", path)["submissions"][0]["id"]
        desk.run("outbox", "send", again, "--wait", "20", expect=REFUSED)
        check_equal(desk.show(again)["items"][0]["code"], "trovapec-cancel-refused", "nothing left to cancel")
        desk.assert_no_key()


@scenario("a wrong key is turned away before anything is asked; what waits can be asked about")
def key():
    with Office(key="another-key") as desk:
        desk.run("account", "test", "pec", expect=NOT_SENT)
        found = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--file", desk.write("codes.txt", f"{ROSSI}\n{DITTA}\n"))
        desk.run("outbox", "send", "--wait", "20", expect=NOT_SENT)
        check_equal([desk.show(entry["id"])["state"] for entry in found["submissions"]], ["not-sent"] * 2, "states")
        check_equal(len(desk.server.posts("cf")), 1, "the second was not even tried")
        desk.write("credentials/pec.key", KEY)
        desk.run("account", "test", "pec", expect=OK)
        first = found["submissions"][0]["id"]
        desk.run("outbox", "send", first, expect=None)
        check_equal(desk.show(first)["state"], "waiting", "on its way")
        desk.run("outbox", "ask-again", first, expect=OK)
        check_equal(desk.show(first)["state"], "done", "asked about")


@scenario("killed while it waits: the token is on disk, and nothing is asked for twice")
def killed():
    with Office(results={ROSSI: "OK|rossi@pec.it|pec trovata"}, waits=2) as desk:
        first = desk.json("prepare", "trovapec.lookup", "--account", "pec", "--file", desk.write("codes.txt", ROSSI))["submissions"][0]["id"]
        process = desk.start("outbox", "send", first, "--wait", "60")
        wait_until(lambda: read_rows(desk.archive, "SELECT remote_id FROM submission WHERE state = 'waiting'") == [("tok0",)],
                   what="the token on disk")
        process.kill()
        process.communicate()
        desk.processes.remove(process)
        desk.run("outbox", "send", first, "--wait", "60", expect=OK)
        check_equal(desk.show(first)["items"][0]["message"], "rossi@pec.it", "found")
        check_equal(desk.server.posts("cf"), [ROSSI], "asked once")
        check_equal(set(desk.server.posts("token")), {"tok0"}, "with the token of before")


if __name__ == "__main__":
    main()
