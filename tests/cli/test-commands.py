#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of the contract (design 5): exit status, JSON keys, words for people, usage errors, secrets (TAP)."""
import os
import pty
import re
import select
import stat
import subprocess
import time

from desk import (BODY, BROKER, CLI, NOT_SENT, OK, REFUSED, USAGE, Desk, Skip, check, check_equal, creation, csv_row, csv_text, main,
                  scenario)

SUBMISSION = {"id", "service", "operation", "account", "state", "remote_id", "created", "updated", "next_check", "job", "phase", "code",
              "message", "ordered", "resend_of", "followed", "n_items", "n_done", "n_refused"}
SHOWN = SUBMISSION | {"attempts", "items", "issues"}
ATTEMPT = {"kind", "started", "ended", "outcome", "http_status", "code", "message"}
ITEM = {"key", "row", "state", "code", "message", "also", "reason"}
ISSUE = {"level", "code", "row", "path", "value", "message"}
UTC = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")

COMMANDS = ["services", "template", "schema", "import", "export", "check", "prepare", "account add", "account list", "account show",
            "account iuv", "account remove", "account test", "outbox list", "outbox show", "outbox send", "outbox cancel", "outbox settle",
            "outbox ask-again", "outbox resend-failed", "outbox uploads", "outbox follow", "outbox proof", "archive verify", "archive backup",
            "archive restore"]


def keys(found, wanted, what):
    check_equal(sorted(found), sorted(wanted), f"keys of {what}")


@scenario("services, template, schema, check need no archive")
def without_archive():
    with Desk(practice=False, account=False) as desk:
        found = desk.json("services")
        keys(found, {"services"}, "services")
        gpd = [entry for entry in found["services"] if entry["id"] == "gpd"][0]
        keys(gpd, {"id", "name", "operations", "settings", "secrets"}, "a service")
        check_equal(gpd["operations"], ["gpd.create", "gpd.update", "gpd.delete"], "operations")
        check_equal(sorted(gpd["settings"]), ["api-version", "broker-code", "flavour", "iuv-first", "iuv-segregation",
                                             "organization-fiscal-code", "organization-name"], "settings")
        check_equal(gpd["secrets"], ["subscription-key"], "secrets")
        for operation in gpd["operations"]:
            for json_output in (False, True):
                path = desk.write("template", desk.run("template", operation, expect=OK, json_output=json_output).out)
                found = desk.json("check", operation, path)
                keys(found, {"operation", "errors", "warnings", "issues"}, "check")
                check_equal((found["operation"], found["errors"], found["warnings"]), (operation, 0, 0), "template checked")
        desk.run("schema", "gpd.create", expect=REFUSED)
        faulty = creation(1)
        faulty["paymentPositions"][0]["paymentOption"][0]["transfer"][0]["amount"] = 1
        found = desk.json("check", "gpd.create", desk.write_json("faulty.json", faulty), expect=REFUSED)
        check(found["errors"] >= 1 and found["issues"], "a fault was not found")
        for issue in found["issues"]:
            keys(issue, ISSUE, "an issue")
        check_equal(found["issues"][0]["row"], 1, "row of the fault")
        check(not os.path.exists(desk.archive), "an archive was made")


@scenario("accounts: add, list, show, test, remove")
def accounts():
    with Desk() as desk:
        found = desk.json("account", "list")
        keys(found, {"accounts"}, "account list")
        account = found["accounts"][0]
        keys(account, {"name", "service", "environment", "base_url", "settings", "last_success", "last_test", "last_test_code",
                       "shares_credential_with"},
             "an account")
        check_equal(desk.json("account", "show", "tari"), account, "account show")
        check_equal(account["settings"], {"broker-code": BROKER, "organization-fiscal-code": BODY}, "settings")
        check_equal((account["service"], account["environment"]), ("gpd", "practice"), "service and environment")
        found = desk.json("account", "test", "tari")
        keys(found, {"account", "ok", "http_status", "code", "message"}, "account test")
        check_equal((found["account"], found["ok"], found["http_status"]), ("tari", True, 200), "account test")
        check(UTC.match(desk.json("account", "show", "tari")["last_test"]), "the test is noted")
        desk.run("account", "add", "gpd", "tari", "--base-url", desk.practice.url, "--set", "broker-code=" + BROKER,
                 "--set", "organization-fiscal-code=" + BODY, expect=REFUSED)
        desk.give_key(key="chiave-errata")
        found = desk.json("account", "test", "tari", expect=NOT_SENT)
        check_equal((found["ok"], found["http_status"], found["code"]), (False, 401, "auth-rejected"), "wrong key")
        desk.give_key()
        number = desk.prepare(creation(1))
        desk.run("account", "remove", "tari", expect=REFUSED)
        desk.run("outbox", "cancel", number, expect=OK)
        desk.run("account", "remove", "tari", expect=OK)
        check_equal(desk.json("account", "list"), {"accounts": []}, "accounts after removing")
        check_equal(desk.state(number), "cancelled", "what it sent is still there")
        desk.run("account", "show", "tari", expect=USAGE)


@scenario("an account without a keyring is kept, its secret is not: 4")
def no_keyring():
    with Desk(account=False) as desk:
        words = ["account", "add", "gpd", "tari", "--environment", "practice", "--base-url", desk.practice.url, "--set",
                 "broker-code=" + BROKER, "--set", "organization-fiscal-code=" + BODY]
        found = desk.run(*words, "--secrets-stdin", stdin=f"subscription-key={desk.key}\n".encode(), expect=NOT_SENT)
        check(b"subscription-key" in found.err, "which secret was not kept is not said")
        check_equal(len(desk.json("account", "list")["accounts"]), 1, "the account is saved")
        number = desk.prepare(creation(1))
        found = desk.send(number, expect=NOT_SENT)
        check_equal(found["submissions"][0]["state"], "not-sent", "no key, not sent")
        check(found["submissions"][0]["code"] in ("no-credentials", "keyring-missing"), f"code {found['submissions'][0]['code']}")
        check_equal(desk.practice.received(), 0, "requests without a key")
        desk.run("account", "test", "tari", expect=NOT_SENT)
        # The systemd folder holds it from now on: the same submission leaves.
        desk.give_key()
        desk.send(number)
        check_equal(len(desk.practice.ledger()), 1, "ledger")
        # With the folder no keyring is needed.
        desk.give_key("imu")
        words[3] = "imu"
        desk.run(*words, expect=OK)


@scenario("--secrets-stdin takes only secrets of the service, and says nothing of them")
def secrets_stdin():
    with Desk(account=False) as desk:
        words = ["account", "add", "gpd", "tari", "--base-url", desk.practice.url, "--set", "broker-code=" + BROKER, "--set",
                 "organization-fiscal-code=" + BODY, "--secrets-stdin"]
        for text in (f"wrong={desk.key}\n", f"{desk.key}\n", "subscription-key=\n", f"broker-code={desk.key}\n",
                     f"subscription-key={desk.key}\nother={desk.key}\n"):
            desk.run(*words, stdin=text.encode(), expect=USAGE)
        check_equal(desk.json("account", "list")["accounts"], [], "accounts")
        # A secret among the settings is refused, and is not repeated.
        found = desk.run("account", "add", "gpd", "tari", "--set", "subscription-key=zqzq", expect=USAGE)
        check(b"zqzq" not in found.err, "the value is repeated")


@scenario("usage errors are 2 and change nothing")
def usage():
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        document = desk.write_json("good.json", creation(2))
        for words in (
                [], ["nothing"], ["outbox"], ["account"], ["archive"], ["outbox", "nothing"], ["--format", "xml", "services"],
                ["--format"], ["--archive"], ["--archive", "", "services"], ["--nothing", "services"],
                ["services", "more"], ["services", "--nothing"],
                ["template"], ["template", "gpd.nothing"], ["template", "gpd.create", "more"], ["schema"], ["schema", "nothing"],
                ["account", "add"], ["account", "add", "gpd"], ["account", "add", "nothing", "x"],
                ["account", "add", "gpd", "with space"], ["account", "add", "gpd", ""], ["account", "add", "gpd", "x" * 65],
                ["account", "add", "gpd", "x", "--environment", "moon"], ["account", "add", "gpd", "x", "--set", "nothing=1"],
                ["account", "add", "gpd", "x", "--set", "broker-code"], ["account", "add", "gpd", "x", "--set"],
                ["account", "list", "more"], ["account", "show"], ["account", "show", "nobody"], ["account", "remove"],
                ["account", "remove", "nobody"], ["account", "test"], ["account", "test", "nobody"],
                ["import"], ["import", "debt-positions"], ["import", "nothing", "x.csv"],
                ["import", "debt-positions", "x.csv", "--mapping", "nobody"], ["import", "debt-positions", "x.csv", "--nothing"],
                ["export"], ["export", "nothing"], ["export", "debt-positions", "a", "b"],
                ["export", "deadlines", "--format", "pdf"], ["export", "debt-positions", "--format", "ics"],
                ["check"], ["check", "gpd.create"], ["check", "nothing", document], ["check", "gpd.create", document, "more"],
                ["prepare"], ["prepare", "gpd.create"], ["prepare", "gpd.create", "--account", "tari"],
                ["prepare", "gpd.create", "--file", document], ["prepare", "nothing", "--account", "tari", "--file", document],
                ["prepare", "gpd.create", "--account", "nobody", "--file", document],
                ["prepare", "gpd.create", "--account", "tari", "--file", document, "--all-ready"],
                ["prepare", "gpd.create", "--account", "tari", "--id", "x"], ["prepare", "gpd.create", "--account", "tari", "--id", "0"],
                ["prepare", "gpd.create", "--account", "tari", "--id", "-1"],
                ["prepare", "gpd.create", "--account", "tari", "--id", "9223372036854775808"],
                ["prepare", "gpd.create", "--account", "tari", "--all-ready", "more"],
                ["outbox", "list", "more"], ["outbox", "show"], ["outbox", "show", "x"], ["outbox", "show", "0"],
                ["outbox", "send", "x"], ["outbox", "send", "--wait"], ["outbox", "send", "--wait", "x"],
                ["outbox", "send", "--wait", "-1"], ["outbox", "cancel"],
                ["outbox", "cancel", "1.5"], ["outbox", "settle"], ["outbox", "ask-again"], ["outbox", "settle", number, "--saw", "maybe"],
                ["outbox", "resend-failed"], ["outbox", "resend-failed", "x"], ["outbox", "proof"], ["outbox", "proof", number],
                ["outbox", "proof", "x", "file"], ["archive", "verify", "more"], ["archive", "backup"], ["archive", "restore"]):
            found = desk.run(*words, expect=USAGE)
            check(found.err, f"{words}: nothing on standard error")
            check_equal(found.out, b"", f"{words}: standard output")
        check_equal(desk.state(number), "ready", "state after all that")
        check_equal(len(desk.submissions()), 1, "submissions after all that")


@scenario("what is not there or not in the right state is 1")
def not_there():
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        for words in (["outbox", "show", "99"], ["outbox", "send", "99"], ["outbox", "cancel", "99"], ["outbox", "settle", "99"],
                      ["outbox", "settle", "99", "--saw", "nothing"], ["outbox", "resend-failed", "99"], ["outbox", "ask-again", "99"], ["outbox", "ask-again", number],
                      ["outbox", "proof", "99", "proof.json"], ["outbox", "settle", number],
                      ["outbox", "settle", number, "--saw", "accepted"], ["outbox", "resend-failed", number],
                      ["prepare", "gpd.create", "--account", "tari", "--id", "99"],
                      ["archive", "restore", "nowhere.db"], ["archive", "backup", "no/such/folder/x.db"]):
            found = desk.run(*words, expect=REFUSED)
            check(found.err, f"{words}: nothing on standard error")
        check_equal(desk.state(number), "ready", "state after all that")
        desk.run("outbox", "cancel", number, expect=OK)
        desk.run("outbox", "cancel", number, expect=REFUSED)
        desk.run("outbox", "send", number, expect=REFUSED)
        check_equal(desk.state(number), "cancelled", "state")
        check(not os.path.exists(desk.path("proof.json")), "a proof of nothing was written")


@scenario("--help for all and for each command; --version")
def helps():
    with Desk(practice=False, account=False) as desk:
        for words in (["--help"], ["-h"], ["help"]):
            found = desk.run(*words, expect=OK)
            for name in COMMANDS:
                check(f"  {name}".encode() in found.out, f"--help lacks {name}")
        for name in COMMANDS:
            for words in (name.split() + ["--help"], ["--help"] + name.split(), ["help"] + name.split()):
                found = desk.run(*words, expect=OK)
                check(found.out.startswith(b"sportello-cli ") and name.encode() in found.out.splitlines()[0], f"{words}: {found.out!r}")
        for group in ("account", "outbox", "archive"):
            found = desk.run(group, "--help", expect=OK)
            check(found.out.count(b"  " + group.encode() + b" ") >= 3 and b"  services" not in found.out, f"{group} --help: {found.out!r}")
        check_equal(desk.run("--version", expect=OK).out.split()[0], b"sportello-cli", "--version")
        check(not os.path.exists(desk.archive), "an archive was made")


@scenario("check, prepare, list, show, send: the keys and the words")
def spine():
    with Desk() as desk:
        path = desk.write_json("document.json", creation(1, 2))
        found = desk.json("prepare", "gpd.create", "--account", "tari", "--file", path)
        check({"job", "submissions"} <= set(found), f"keys of prepare: {sorted(found)}")
        keys(found["submissions"][0], {"id", "operation", "state"}, "a prepared submission")
        check_equal(found["submissions"][0]["state"], "ready", "state")
        number = found["submissions"][0]["id"]
        os.remove(path)  # what is ready needs it no more

        shown = desk.show(number)
        keys(shown, SHOWN, "outbox show")
        check_equal((shown["state"], shown["attempts"], shown["remote_id"], shown["ordered"]), ("ready", [], None, None), "ready")
        check_equal([(item["key"], item["row"]) for item in shown["items"]], [("TARI-000001", 1), ("TARI-000002", 2)], "items")
        found = desk.json("outbox", "list")
        keys(found, {"submissions"}, "outbox list")
        keys(found["submissions"][0], SUBMISSION, "a listed submission")

        found = desk.send()
        keys(found, {"submissions"}, "outbox send")
        keys(found["submissions"][0], SUBMISSION, "a sent submission")
        shown = desk.check_state(number, "done")
        keys(shown, SHOWN, "outbox show")
        check(shown["remote_id"].startswith(f"{BROKER}_{BODY}_"), "remote id")
        check(UTC.match(shown["created"]) and UTC.match(shown["updated"]), "times")
        for attempt in shown["attempts"]:
            keys(attempt, ATTEMPT, "an attempt")
        check_equal([(a["kind"], a["http_status"]) for a in shown["attempts"]], [("send", 202), ("poll", 200)], "attempts")
        for item in shown["items"]:
            keys(item, ITEM, "an item")
            check_equal(item["state"], "done", "an item")
        check_equal(len(desk.practice.ledger()), 1, "ledger")

        text = desk.run("outbox", "list", expect=OK).out.decode()
        check("gpd.create" in text and "tari" in text and "done" in text, f"outbox list: {text!r}")
        text = desk.run("outbox", "show", number, expect=OK).out.decode()
        check("TARI-000002" in text, f"outbox show: {text!r}")
        check_equal(desk.json("outbox", "send", expect=OK), {"submissions": []}, "nothing more to send")


@scenario("a faulty document prepares nothing: 1, and what check says")
def faulty_document():
    with Desk(practice=False) as desk:
        faulty = creation(1, 2)
        faulty["paymentPositions"][1]["companyName"] = ""
        path = desk.write_json("faulty.json", faulty)
        found = desk.json("prepare", "gpd.create", "--account", "tari", "--file", path, expect=REFUSED)
        keys(found, {"operation", "errors", "warnings", "issues"}, "prepare of a faulty document")
        check_equal({issue["row"] for issue in found["issues"] if issue["level"] == "error"}, {2}, "faulty rows")
        check_equal(found, desk.json("check", "gpd.create", path, expect=REFUSED), "prepare and check")
        check_equal(desk.submissions(), [], "submissions")
        check_equal(desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready", expect=REFUSED)["errors"], 1,
                    "prepare of nothing")


@scenario("archive verify, backup, restore: nothing leaves after a restore before a person looked")
def archive():
    with Desk() as desk:
        number = desk.prepare(creation(1))
        other = desk.prepare(creation(2))
        found = desk.json("archive", "verify")
        keys(found, {"ok", "events", "payloads", "erased", "first_bad", "problem", "head"}, "archive verify")
        check_equal((found["ok"], found["problem"], found["first_bad"]), (True, None, None), "verify")
        backup = desk.path("backup.db")
        desk.run("archive", "backup", backup, expect=OK)
        check_equal(stat.S_IMODE(os.stat(backup).st_mode), 0o600, "mode of the backup")
        desk.send(number)
        found = desk.json("archive", "restore", backup)
        keys(found, {"archive", "kept"}, "archive restore")
        check(os.path.exists(found["kept"]), "the archive that was there is kept")
        check_equal(desk.state(number), "ready", "state in the restored archive")
        # It left before the restore: ordering everything at once must not send it again.
        desk.json("outbox", "send", "--wait", 3, expect=NOT_SENT)
        check_equal(len(desk.practice.ledger()), 1, "ledger after the restore")
        # Named one by one they have been gone through.
        desk.run("outbox", "cancel", number, expect=OK)
        desk.send(other)
        check_equal(len(desk.practice.ledger()), 2, "ledger")
        check(desk.json("archive", "verify")["ok"], "verify after all of it")


@scenario("files for the owner alone; --archive; no other language in JSON")
def modes():
    with Desk(practice=False) as desk:
        check_equal(stat.S_IMODE(os.stat(desk.archive).st_mode), 0o600, "mode of the archive")
        check_equal(stat.S_IMODE(os.stat(os.path.dirname(desk.archive)).st_mode), 0o700, "mode of its folder")
        other = desk.path("elsewhere/other.db")
        os.mkdir(desk.path("elsewhere"))
        check_equal(desk.json("--archive", other, "account", "list"), {"accounts": []}, "another archive")
        check(os.path.exists(other), "the other archive is not there")
        desk.run("import", "debt-positions", desk.write("rows.csv", csv_text([csv_row(1)])), expect=OK)
        desk.run("export", "debt-positions", desk.path("out.csv"), expect=OK)
        check_equal(stat.S_IMODE(os.stat(desk.path("out.csv")).st_mode), 0o600, "mode of an export")
        desk.run("export", "deadlines", desk.path("out.ics"), expect=OK)
        check_equal(stat.S_IMODE(os.stat(desk.path("out.ics")).st_mode), 0o600, "mode of a calendar")
        with open(desk.path("out.ics"), "rb") as file:
            check(file.read().startswith(b"BEGIN:VCALENDAR\r\n"), "no calendar")


def type_at(desk, secret, *words):
    """Runs a command on a terminal; types the secret when asked. Gives exit status and all that was on the screen."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen([CLI, *words], stdin=terminal, stdout=terminal, stderr=terminal, env=desk.env, start_new_session=True)
    os.close(terminal)
    screen, typed, end = b"", False, time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([controller], [], [], 0.2)
        if ready:
            try:
                screen += os.read(controller, 4096)
            except OSError:
                break  # the last one has closed the terminal
        elif process.poll() is not None:
            break
        if not typed and b"subscription-key" in screen and screen.rstrip(b" ").endswith(b":"):
            os.write(controller, secret.encode() + b"\n")
            typed = True
    os.close(controller)
    code = process.wait(timeout=30)
    desk.said.append(screen)
    return code, screen, typed


@scenario("a secret that is in no keyring is asked for on a terminal, without echo, and used once")
def asked():
    with Desk() as desk:
        os.remove(desk.path("credentials/tari.subscription-key"))
        number = desk.prepare(creation(1))
        code, screen, typed = type_at(desk, desk.key, "outbox", "send", str(number), "--wait", "30")
        check(typed, f"it was not asked for: {screen!r}")
        check_equal(code, OK, f"exit: {screen!r}")
        check_equal(len(desk.practice.ledger()), 1, "ledger")
        # An empty answer is a refusal to give it.
        number = desk.prepare(creation(2))
        code, screen, typed = type_at(desk, "", "outbox", "send", str(number), "--wait", "10")
        check_equal((code, typed), (NOT_SENT, True), f"exit: {screen!r}")
        # Adding an account asks as well; without a keyring it says that the secret was not kept.
        code, screen, typed = type_at(desk, desk.key, "account", "add", "gpd", "imu", "--base-url", desk.practice.url, "--set",
                                      "broker-code=" + BROKER, "--set", "organization-fiscal-code=" + BODY)
        check_equal((code, typed), (NOT_SENT, True), f"exit: {screen!r}")


@scenario("no key in the messages of a debugging run, nor in a backup")
def debugging():
    with Desk() as desk:
        desk.env.update(G_MESSAGES_DEBUG="all", G_DEBUG="")
        desk.run("account", "test", "tari", expect=OK)
        number = desk.prepare(creation(1))
        desk.run("outbox", "send", number, "--wait", 30, expect=OK)
        desk.run("outbox", "proof", number, desk.path("proof.json"), expect=OK)
        desk.run("archive", "backup", desk.path("backup.db"), expect=OK)
        check(os.path.getsize(desk.path("backup.db")) > 10000, "the backup")


@scenario("Italian for people, the same words for scripts")
def italian():
    if "SPORTELLO_LOCALEDIR" not in os.environ:
        raise Skip("SPORTELLO_LOCALEDIR does not say where the catalogues are")
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        before = desk.show(number)
        desk.env.update(LANGUAGE="it", LANG="C.UTF-8", LC_ALL="C.UTF-8")
        check_equal(desk.show(number), before, "JSON")
        text = desk.run("outbox", "list", expect=OK).out.decode()
        check("Operazione" in text and "Stato" in text and "ready" in text, f"outbox list: {text!r}")
        text = desk.run("--help", expect=OK).out.decode()
        check("Stato d'uscita" in text, f"--help: {text!r}")
        text = desk.run("outbox", "send", "--wait", "x", expect=USAGE).err.decode()
        check("numero di secondi" in text, f"a usage error: {text!r}")
        text = desk.run("outbox", "send", "--wait", 1, expect=NOT_SENT).out.decode()
        check("nulla è stato inviato" in text, f"what happened: {text!r}")


@scenario("text is aligned: every column begins where its heading does")
def aligned():
    with Desk(practice=False) as desk:
        desk.add_account("un-account-dal-nome-molto-lungo")
        for number, account in ((1, "tari"), (2, "un-account-dal-nome-molto-lungo")):
            desk.prepare(creation(number), account=account)
        for words in (["outbox", "list"], ["account", "list"]):
            lines = desk.run(*words, expect=OK).out.decode().splitlines()
            check_equal(len(lines), 3, f"lines of {words}")
            for heading in ("Operation", "Account", "Service", "Address"):
                at = lines[0].find(heading)
                for line in lines[1:] if at >= 0 else []:
                    check(line[at] != " " and (at == 0 or line[at - 1] == " "), f"{heading}: {lines}")
            check(all(line == line.rstrip() for line in lines), f"blanks at the end: {lines}")


@scenario("what a service or a file says cannot steer the terminal")
def terminal():
    with Desk() as desk:
        desk.practice.fault("http", status=400, type="application/json",
                            body='{"title":"INVALID JSON","status":400,"detail":"\\u001b[2Jgone\\u202e\\nsecond"}')
        number = desk.prepare(creation(1))
        desk.send(number, expect=REFUSED)
        for words in (["outbox", "show", number], ["outbox", "list"]):
            out = desk.run(*words, expect=OK).out
            check(b"\x1b" not in out and "\u202e".encode() not in out, f"{words}: {out!r}")
        check(b"gone" in desk.run("outbox", "show", number).out, "what the service said is shown")


if __name__ == "__main__":
    main()
