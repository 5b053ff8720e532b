# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a desk of its own for each scenario (archive, key, practice service), documents, and TAP."""
import base64
import concurrent.futures
import io
import json
import os
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
import zipfile

CLI = os.environ.get("SPORTELLO_CLI", "sportello-cli")
PRACTICE = os.environ.get("SPORTELLO_PRACTICE", "sportello-practice")
HERE = os.path.dirname(os.path.abspath(__file__))

BROKER = "01234567897"
BODY = "77777777777"
IBAN = "IT60X0542811101000000123456"

OK, REFUSED, USAGE, UNCERTAIN, NOT_SENT, WAITING = range(6)


class Failure(Exception):
    """A scenario found something else than it expects."""


class Skip(Exception):
    """A scenario cannot be played on this machine."""


def check(condition, what):
    if not condition:
        raise Failure(what)


def check_equal(found, wanted, what):
    if found != wanted:
        raise Failure(f"{what}: {found!r}, expected {wanted!r}")


def free_opener():
    # Whatever proxy the machine has, loopback is loopback.
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Practice:
    """sportello-practice on a free port of loopback; ends with its standard input."""

    def __init__(self, folder, *arguments, fast=True):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.log = open(os.path.join(folder, "practice.log"), "ab")
        command = [PRACTICE, "--port", "0", "--state", folder] + (["--fast"] if fast else []) + list(arguments)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log)
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.stop()
            raise Failure("sportello-practice said nothing in 30 s")
        self.about = json.loads(line)
        self.url = self.about["services"]["gpd"]
        self.aca_url = self.about["services"]["gpd-aca"]
        self.opener = free_opener()

    def control(self, path, data=None, method=None):
        body = json.dumps(data).encode() if data is not None else None
        request = urllib.request.Request(self.about["control"] + path, data=body, method=method)
        with self.opener.open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def faults(self, *rules):
        self.control("/faults", list(rules))

    def fault(self, name, operation="create", call=1, **more):
        self.faults({"operation": operation, "call": call, "fault": name, **more})

    def hold(self, operation="create", call=1, **more):
        """Keeps those requests waiting until release(): what is to be seen meanwhile has all the time it takes."""
        self.fault("delay", operation, call, ms=3600000, **more)

    def release(self):
        """Clears the faults and lets go what is held back."""
        self.faults()
        return self.control("/release", method="POST")["released"]

    def ledger(self):
        return self.control("/ledger")["entries"]

    def received(self, operation="create"):
        """How many requests of that operation reached the service, whatever became of them."""
        return sum(entry["received"] for entry in self.control("/requests")["requests"] if entry["operation"] == operation)

    def stop(self):
        for stream in (self.process.stdin, self.process.stdout, self.log):
            if stream is not None:
                stream.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Result:
    """What a command gave; json is read on demand and must be one document."""

    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err

    @property
    def json(self):
        try:
            return json.loads(self.out.decode("utf-8"))
        except ValueError as error:
            raise Failure(f"{self.command}: no JSON document: {error}: {self.out[:300]!r} {self.err[-300:]!r}") from error


class Desk:
    """A clerk's desk: XDG folders of its own, a credentials folder, an account "tari", and a practice service when wanted."""

    def __init__(self, practice=True, account=True, key=None, flavour="gpd", **options):
        self.folder = tempfile.mkdtemp(prefix="sportello-cli-")
        self.key = key if key is not None else "chiave-" + secrets.token_hex(12)
        self.said = []      # all that any command ever printed
        self.processes = []
        self.practice = None
        self.env = {name: value for name, value in os.environ.items()
                    if not name.startswith(("XDG_", "DBUS_", "SPORTELLO_")) and name.lower() not in ("http_proxy", "https_proxy", "all_proxy")}
        for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR"):
            self.env["XDG_" + name] = self.path("xdg-" + name.lower())
            os.makedirs(self.env["XDG_" + name], mode=0o700)
        self.env.update(HOME=self.folder, LC_ALL="C.UTF-8", TZ="Europe/Rome", CREDENTIALS_DIRECTORY=self.path("credentials"))
        for name in ("SPORTELLO_DATADIR", "SPORTELLO_LOCALEDIR"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        os.mkdir(self.path("credentials"), 0o700)
        self.archive = os.path.join(self.env["XDG_DATA_HOME"], "sportello", "sportello.db")
        if practice:
            self.practice = Practice(self.path("practice"))
        if account:
            self.add_account("tari", flavour=flavour, **options)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        path = self.path(name)
        with open(path, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    def write_json(self, name, document):
        return self.write(name, json.dumps(document, ensure_ascii=False))

    def give_key(self, account="tari", key=None):
        self.write(os.path.join("credentials", account + ".subscription-key"), key if key is not None else self.key)

    def add_account(self, name, flavour="gpd", version=None, url=None, body=BODY, more=None):
        if url is None:
            url = (self.practice.aca_url if flavour == "aca" else self.practice.url) if self.practice else "http://127.0.0.1:9/gpd"
        self.give_key(name)
        settings = {"broker-code": BROKER, "organization-fiscal-code": body, **(more or {})}
        if flavour != "gpd":
            settings["flavour"] = flavour
        if version is not None:
            settings["api-version"] = version
        words = ["account", "add", "gpd", name, "--environment", "practice", "--base-url", url]
        for item in settings.items():
            words += ["--set", "=".join(item)]
        return self.run(*words, expect=OK)

    # --- commands ---

    def start(self, *words, json_output=False, env=None, **options):
        command = [CLI] + (["--format", "json"] if json_output else []) + [str(word) for word in words]
        process = subprocess.Popen(command, stdin=options.pop("stdin", subprocess.DEVNULL), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**self.env, **(env or {})}, cwd=self.folder, **options)
        process.words = words
        self.processes.append(process)
        return process

    def wait_at_rest(self, process):
        """Until a command that has the archive open waits for something from outside: all its threads sleep, again and again."""
        def threads():
            task = f"/proc/{process.pid}/task"
            for thread in os.listdir(task):
                with open(f"{task}/{thread}/stat", encoding="utf-8", errors="replace") as file:
                    yield file.read().rpartition(")")[2].split()[0]

        def quiet():
            check(process.poll() is None, f"{process.words}: over before it came to rest")
            try:
                folder = f"/proc/{process.pid}/fd"
                if not any(os.readlink(f"{folder}/{name}") == self.archive for name in os.listdir(folder)):
                    return False
                for _ in range(10):
                    if set(threads()) != {"S"}:
                        return False
                    time.sleep(0.01)
            except FileNotFoundError:  # a file or a thread that has just gone
                return False
            return True
        wait_until(quiet, seconds=60, what=f"{process.words} at rest")

    def finish(self, process, expect=None, timeout=90, data=None):
        try:
            out, err = process.communicate(data, timeout=timeout)
        except subprocess.TimeoutExpired as error:
            where = self.backtrace(process.pid)
            process.kill()
            out, err = process.communicate()
            raise Failure(f"{process.words}: not over after {timeout} s: {out[-300:]!r} {err[-600:]!r}\n{where}") from error
        finally:
            self.processes.remove(process)
        self.said += [out, err]
        result = Result(process.words, process.returncode, out, err)
        if expect is not None and result.code != expect:
            raise Failure(f"{process.words}: exit {result.code}, expected {expect}: {out[-1500:]!r} {err[-1500:]!r}")
        return result

    @staticmethod
    def backtrace(pid):
        """Where a process hangs, if a debugger is at hand."""
        if shutil.which("gdb") is None:
            return "(no gdb)"
        try:
            done = subprocess.run(["gdb", "-p", str(pid), "-batch", "-ex", "thread apply all bt 16"], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, timeout=60)
        except subprocess.TimeoutExpired:
            return "(gdb hangs as well)"
        return "\n".join(line for line in done.stdout.decode(errors="replace").splitlines() if line.startswith(("#", "Thread")))

    def run(self, *words, expect=None, json_output=False, stdin=None, timeout=90, env=None, **options):
        process = self.start(*words, json_output=json_output, env=env,
                             **({"stdin": subprocess.PIPE} if stdin is not None else {}), **options)
        return self.finish(process, expect, timeout, stdin)

    def json(self, *words, expect=OK, **options):
        return self.run(*words, expect=expect, json_output=True, **options).json

    def prepare(self, document, operation="gpd.create", account="tari"):
        """Prepares a document, gives the id of its one submission."""
        path = self.write_json("document.json", document)
        prepared = self.json("prepare", operation, "--account", account, "--file", path)
        check_equal(len(prepared["submissions"]), 1, "submissions of one document")
        return prepared["submissions"][0]["id"]

    def send(self, *ids, wait=30, expect=OK):
        return self.json("outbox", "send", *ids, "--wait", wait, expect=expect, timeout=wait + 60)

    def show(self, number):
        return self.json("outbox", "show", number)

    def state(self, number):
        return self.show(number)["state"]

    def submissions(self):
        return self.json("outbox", "list")["submissions"]

    def check_state(self, number, state, code=None):
        shown = self.show(number)
        check_equal(shown["state"], state, f"state of submission {number} ({shown['code']}: {shown['message']})")
        if code is not None:
            check_equal(shown["code"], code, f"code of submission {number}")
        return shown

    # --- the end ---

    def leaks(self):
        """Files and outputs that hold the key, in any dress it could travel in."""
        key = self.key.encode()
        dresses = [key, base64.b64encode(key).rstrip(b"=")[:-1], key.hex().encode(), key.decode().encode("utf-16-le")]
        found = []
        for number, text in enumerate(self.said):
            if any(dress in text for dress in dresses):
                found.append(f"output {number}")
        for folder, _, names in os.walk(self.folder):
            if folder == self.path("credentials"):
                continue
            for name in names:
                path = os.path.join(folder, name)
                if not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    data = file.read()
                if any(dress in data for dress in dresses):
                    found.append(os.path.relpath(path, self.folder))
        return found

    def close(self, failed=False):
        for process in list(self.processes):
            process.kill()
            process.communicate()
        if self.practice is not None:
            self.practice.stop()
        try:
            if not failed:
                check_equal(self.leaks(), [], "places where the key was found")
        finally:
            if not (failed and os.environ.get("SPORTELLO_KEEP")):
                shutil.rmtree(self.folder, ignore_errors=True)
            else:
                sys.stderr.write(f"kept: {self.folder}\n")

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close(failed=kind is not None)


# --- documents -----------------------------------------------------------------------------------------------------


def iuv(number, segregation="02"):
    """17 digits: segregation code, 13 of free base, (3 + both) mod 93 (GPD facts 7bis)."""
    base = segregation + f"{number:013d}"
    return base + f"{int('3' + base) % 93:02d}"


def due(days=60):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + days * 86400))


def position(number, iupd=None, amount=12000, name="Mario Rossi", **more):
    return {
        "iupd": iupd or f"TARI-{number:06d}", "type": "F", "payStandIn": True, "fiscalCode": "RSSMRA80A01H501U", "fullName": name,
        "switchToExpired": False, "companyName": "Comune di Esempio",
        "paymentOption": [{
            "iuv": iuv(number), "amount": amount, "description": "TARI di prova", "isPartialPayment": False,
            "dueDate": due() + "T23:59:59",
            "transfer": [{"idTransfer": "1", "amount": amount, "remittanceInformation": "TARI di prova", "category": "9/0101100IM/",
                          "iban": IBAN}]}], **more}


def creation(*numbers, **more):
    return {"paymentPositions": [position(number, **more) for number in numbers]}


def deletion(*numbers):
    return {"paymentPositionIUPDs": [f"TARI-{number:06d}" for number in numbers]}


COLUMNS = ["iupd", "type", "payStandIn", "fiscalCode", "fullName", "switchToExpired", "companyName", "iuv", "amount", "description",
           "isPartialPayment", "dueDate", "transfer.1.remittanceInformation", "transfer.1.category", "transfer.1.iban"]


def csv_row(number, **more):
    row = {"iupd": f"TARI-{number:06d}", "type": "F", "payStandIn": "true", "fiscalCode": "RSSMRA80A01H501U",
           "fullName": f"Persona Numero {number}", "switchToExpired": "false", "companyName": "Comune di Esempio", "iuv": iuv(number),
           "amount": f"{100 + number % 50},{number % 100:02d}", "description": "TARI di prova", "isPartialPayment": "false",
           "dueDate": due(), "transfer.1.remittanceInformation": "TARI di prova", "transfer.1.category": "9/0101100IM/",
           "transfer.1.iban": IBAN}
    row.update(more)
    return row


def csv_text(rows, columns=None, separator=";"):
    columns = columns or COLUMNS
    lines = [separator.join(columns)] + [separator.join(row.get(column, "") for column in columns) for row in rows]
    return "\r\n".join(lines) + "\r\n"


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


# --- waiting -------------------------------------------------------------------------------------------------------


def wait_until(condition, seconds=30, what="what was waited for"):
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, f"{what} did not happen in {seconds} s")
        time.sleep(0.02)


def read_rows(path, sql, *arguments):
    """Reads the archive with another tool than ours."""
    import sqlite3
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(sql, arguments).fetchall()
    finally:
        connection.close()


def change(path, sql, *arguments):
    import sqlite3
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute(sql, arguments)
        connection.commit()
    finally:
        connection.close()


# --- TAP -----------------------------------------------------------------------------------------------------------

SCENARIOS = []


def scenario(name, **arguments):
    def add(function):
        SCENARIOS.append((name, function, arguments))
        return function
    return add


def play(entry):
    name, function, arguments = entry
    started = time.monotonic()
    try:
        function(**arguments)
        return f"ok {{}} - {name}", time.monotonic() - started
    except Skip as skip:
        return f"ok {{}} - {name} # SKIP {skip}", time.monotonic() - started
    except Exception:
        text = traceback.format_exc().rstrip().replace("\n", "\n# ")
        return f"not ok {{}} - {name}\n# {text}".replace("{", "{{").replace("}", "}}").replace("not ok {{}}", "not ok {}", 1), \
            time.monotonic() - started


def main(workers=4):
    """Plays all scenarios, several at a time: most of each is waiting. Words on the command line choose some of them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    chosen = [entry for entry in SCENARIOS if not sys.argv[1:] or any(word in entry[0] for word in sys.argv[1:])]
    failed = 0
    print(f"1..{len(chosen)}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
        for number, (line, seconds) in enumerate(pool.map(play, chosen), 1):
            failed += line.startswith("not ok")
            print(line.format(number), flush=True)
            print(f"# {seconds:.1f} s", flush=True)
    sys.exit(1 if failed else 0)
