#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""outbox proof: a colleague on another machine can verify it, and sees every change made to it (TAP)."""
import base64
import copy
import hashlib
import io
import json
import os
import stat
import subprocess
import sys
import zipfile

from desk import (HERE, OK, REFUSED, UNCERTAIN, Desk, change, check, check_equal, creation, main, read_rows, scenario)

VERIFIER = os.path.join(HERE, "verify-proof.py")
KEYS = ["attempts", "chain", "events", "format", "items", "made", "made_by", "payloads", "program", "report", "request", "submission"]


def verify(path, *more):
    """In a process that has nothing of ours: neither environment nor archive."""
    return subprocess.run([sys.executable, "-I", VERIFIER, path, *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          env={"PATH": "/usr/bin:/bin"}, timeout=60)


def prove(desk, number, name="proof.json"):
    path = desk.path(name)
    found = desk.json("outbox", "proof", number, path)
    check_equal(sorted(found), ["events", "file", "head", "submission"], "keys on standard output")
    check_equal(stat.S_IMODE(os.stat(path).st_mode), 0o600, "mode of the proof")
    with open(path, encoding="utf-8") as file:
        proof = json.load(file)
    check_equal(found["events"], len(proof["events"]), "events")
    done = verify(path)
    check_equal(done.returncode, 0, f"verified: {done.stdout!r}")
    return path, proof


def payload(proof, number):
    found = [entry for entry in proof["payloads"] if entry["id"] == number][0]
    return found["text"].encode() if "text" in found else base64.b64decode(found["base64"])


@scenario("a submission that ended well: everything is in it, no key, and it verifies elsewhere")
def done():
    with Desk() as desk:
        other = desk.prepare(creation(5))
        number = desk.prepare(creation(1, 2))
        desk.send(number)
        path, proof = prove(desk, number)
        check_equal(sorted(proof), KEYS, "keys")
        shown = desk.show(number)
        for name in ("id", "state", "remote_id", "operation", "account"):
            check_equal(proof["submission"][name], shown[name], name)
        check_equal(proof["items"], shown["items"], "items")
        kinds = [event["kind"] for event in proof["events"]]
        check_equal(kinds[:4], ["prepared", "ordered", "attempt", "answer"], "events")
        check_equal(set(kinds[4:]), {"report"}, "events at the end")
        check_equal(proof["chain"]["head"], desk.json("archive", "verify")["head"], "head")

        body = payload(proof, proof["request"]["body"])
        check_equal(hashlib.sha256(body).hexdigest(), proof["request"]["body_sha256"], "SHA-256 of the body")
        archive = zipfile.ZipFile(io.BytesIO(body[body.index(b"PK\x03\x04"):body.rindex(b"\r\n--")]))
        sent = json.loads(archive.read(archive.namelist()[0]))
        check_equal([entry["iupd"] for entry in sent["paymentPositions"]], ["TARI-000001", "TARI-000002"], "what was sent")
        report = json.loads(payload(proof, proof["report"]))
        check_equal((report["fileId"], report["processedItem"]), (shown["remote_id"], 2), "the raw report")
        for attempt in proof["attempts"]:
            exchange = payload(proof, attempt["exchange"])
            check(exchange, "an exchange")
        check(b"Ocp-Apim-Subscription-Key" in payload(proof, proof["attempts"][0]["exchange"]), "the masked header is shown as such")
        check(not any(item["key"] == "TARI-000005" for item in proof["items"]) and b"TARI-000005" not in json.dumps(proof).encode(),
              "somebody else's submission")
        # The hash of an event, kept elsewhere, ties the proof to that day.
        check_equal(verify(path, "--head", proof["events"][-1]["hash"]).returncode, 0, "--head of an event")
        check_equal(verify(path, "--head", "00" * 32).returncode, 1, "--head of nothing")
        # A later proof takes the place of the former.
        prove(desk, number)
        prove(desk, other, "other.json")
        text = desk.run("outbox", "proof", number, desk.path("third.json"), expect=OK).out
        check(b"third.json" in text, f"for people: {text!r}")


@scenario("uncertain, decided by a person, sent again: the proof tells it all and verifies at each step")
def decided():
    with Desk() as desk:
        desk.practice.fault("drop-before")
        number = desk.prepare(creation(1))
        prove(desk, number)
        desk.send(number, expect=UNCERTAIN)
        prove(desk, number)
        desk.json("outbox", "settle", number, "--saw", "nothing", "--note", "chiesto per telefono, ufficio tributi", expect=4)
        desk.send(number)
        _, proof = prove(desk, number)
        kinds = [event["kind"] for event in proof["events"]]
        check("decision" in kinds and kinds.count("attempt") == 2, f"events: {kinds}")
        decision = [event for event in proof["events"] if event["kind"] == "decision"][0]
        check_equal(payload(proof, decision["payload"]).decode(), "chiesto per telefono, ufficio tributi", "the note")
        desk.prepare(creation(2))  # the chain goes on: events of one submission have gaps between them
        prove(desk, number)


@scenario("what was erased stays provable by its digest")
def erased():
    with Desk() as desk:
        number = desk.prepare(creation(1))
        desk.send(number)
        for (entry,) in read_rows(desk.archive, "SELECT DISTINCT payload_id FROM event WHERE payload_id IS NOT NULL"):
            change(desk.archive, "UPDATE payload SET data = NULL, salt = x'' WHERE id = ?", entry)
        check(desk.json("archive", "verify")["ok"], "the chain does not hold")
        path, proof = prove(desk, number)
        check_equal({entry["erased"] for entry in proof["payloads"]}, {True}, "erased")
        with open(path, encoding="utf-8") as file:
            check("Mario Rossi" not in file.read(), "personal data that was erased")


def changes(proof):
    """Ways to improve on the truth."""
    def put(what, function):
        changed = copy.deepcopy(proof)
        function(changed)
        return what, changed

    def text_of(changed, number, old, new):
        for entry in changed["payloads"]:
            if entry["id"] == number and "text" in entry:
                entry["text"] = entry["text"].replace(old, new)

    first = len(proof["events"]) // 2
    yield put("the time of an event", lambda p: p["events"][first].update(utc=p["events"][first]["utc"] - 86400000))
    yield put("the actor", lambda p: p["events"][first].update(actor="un altro"))
    yield put("the text of an event", lambda p: p["events"][first].update(text="send: accepted, HTTP 202"))
    yield put("its kind", lambda p: p["events"][-1].update(kind="decision"))
    yield put("its attempt", lambda p: p["events"][0].update(attempt=99))
    yield put("a hash", lambda p: p["events"][first].update(hash="ab" * 32))
    yield put("prev", lambda p: p["events"][first].update(prev="ab" * 32))
    yield put("an event left out of an unbroken run", lambda p: p["events"].pop(first))
    yield put("two events exchanged", lambda p: p["events"].insert(0, p["events"].pop(1)))
    yield put("the report", lambda p: text_of(p, p["report"], "201", "200"))
    yield put("an exchange", lambda p: text_of(p, p["attempts"][0]["exchange"], "202", "200"))
    yield put("the salt", lambda p: p["payloads"][0].update(salt="00" * 32))
    yield put("the digest", lambda p: p["payloads"][0].update(digest="00" * 32))
    yield put("the body", lambda p: p["payloads"][0].update(base64=base64.b64encode(b"another").decode()))
    yield put("the body's SHA-256", lambda p: p["request"].update(body_sha256="00" * 32))
    yield put("the reference to the body", lambda p: p["request"].update(body=p["report"]))
    yield put("the report left out", lambda p: p["payloads"].remove([e for e in p["payloads"] if e["id"] == p["report"]][0]))
    yield put("another submission", lambda p: p["submission"].update(id=p["submission"]["id"] + 1))
    yield put("another head", lambda p: p["chain"].update(head="00" * 32))
    yield put("another format", lambda p: p.update(format="sportello-proof-2"))
    yield put("the status of an attempt", lambda p: p["attempts"][0].update(http_status=200))
    yield put("the outcome of an attempt", lambda p: p["attempts"][0].update(outcome="accepted"))
    yield put("an attempt left out", lambda p: p["attempts"].pop(0))


@scenario("whatever is changed in a proof, the verifier sees it")
def forged():
    with Desk() as desk:
        number = desk.prepare(creation(1))
        desk.send(number)
        _, proof = prove(desk, number)
        for what, changed in changes(proof):
            check(changed != proof, f"{what}: nothing was changed")
            done_ = verify(desk.write_json("forged.json", changed))
            check_equal(done_.returncode, 1, f"{what}: {done_.stdout!r}")
            check(done_.stdout.startswith(b"does not hold: "), f"{what}: {done_.stdout!r}")
        for text in ("", "{}", "[]", "null"):
            check_equal(verify(desk.write("forged.json", text)).returncode, 1, f"a proof that is {text!r}")


@scenario("a folder that cannot be written, a file that is a folder: refused, nothing half done")
def no_place():
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        os.mkdir(desk.path("folder"))
        for target in (desk.path("folder"), desk.path("no/such/folder/proof.json"), "/proc/proof.json"):
            found = desk.run("outbox", "proof", number, target, expect=REFUSED)
            check(found.err and not found.out, f"{target}: {found.out!r} {found.err!r}")
        check_equal(os.listdir(desk.path("folder")), [], "the folder")
        check_equal([name for name in os.listdir(desk.folder) if name.startswith(("folder.", "proof"))], [], "what is left behind")


if __name__ == "__main__":
    main(workers=4)
