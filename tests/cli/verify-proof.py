#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verifies a proof of Sportello on any machine, without Sportello: docs/proof.md says what is checked and why.

usage: verify-proof.py PROOF.json [--head HEX]

Exit status: 0 it holds, 1 it does not. It was written from docs/proof.md, and shares nothing with the program.
"""
import argparse
import base64
import hashlib
import json
import struct
import sys

NO_VALUE = struct.pack(">Q", 2**64 - 1)


class Broken(Exception):
    pass


def demand(condition, what):
    if not condition:
        raise Broken(what)


def field(data):
    """One field of an event: its length as 8 bytes, then its bytes."""
    return NO_VALUE if data is None else struct.pack(">Q", len(data)) + data


def number(value):
    return None if value is None else struct.pack(">q", value)


def event_hash(event):
    digest = event["payload_digest"]
    return hashlib.sha256(b"".join((
        field(b"sportello-event-1"), field(number(event["seq"])), field(number(event["utc"])), field(event["kind"].encode()),
        field(number(event["submission"])), field(number(event["attempt"])), field(event["actor"].encode()),
        field(event["text"].encode()), field(None if digest is None else bytes.fromhex(digest)),
        field(bytes.fromhex(event["prev"]))))).hexdigest()


def payload_bytes(payload):
    if "text" in payload:
        return payload["text"].encode()
    return base64.b64decode(payload["base64"], validate=True)


def check_payloads(proof):
    payloads = {}
    for payload in proof["payloads"]:
        demand(payload["id"] not in payloads, f"payload {payload['id']} is there twice")
        demand(("text" in payload) + ("base64" in payload) == (0 if payload["erased"] else 1), f"payload {payload['id']} has no one content")
        if not payload["erased"]:
            found = hashlib.sha256(bytes.fromhex(payload["salt"]) + payload_bytes(payload)).hexdigest()
            demand(found == payload["digest"], f"payload {payload['id']} is not the one that was recorded")
        payloads[payload["id"]] = payload
    return payloads


def check_events(proof, payloads):
    before = None
    for event in proof["events"]:
        name = f"event {event['seq']}"
        demand(event["submission"] == proof["submission"]["id"], f"{name} is about something else")
        demand(event["hash"] == event_hash(event), f"{name} was changed")
        if before is not None:
            demand(event["seq"] > before["seq"] and event["utc"] is not None, f"{name} is out of order")
            if event["seq"] == before["seq"] + 1:
                demand(event["prev"] == before["hash"], f"{name} does not follow the one before")
        if event["seq"] == 1:
            demand(event["prev"] == "00" * 32, f"{name} follows nothing, but says it does")
        demand((event["payload"] is None) == (event["payload_digest"] is None), f"{name} and its payload disagree")
        if event["payload"] is not None:
            demand(event["payload"] in payloads, f"the payload of {name} is missing")
            demand(payloads[event["payload"]]["digest"] == event["payload_digest"], f"the payload of {name} is another one")
        before = event
    return before


def check_references(proof, payloads):
    """What the submission shows must be what the events are about."""
    told = {event["payload"] for event in proof["events"]}
    request, body = proof["request"], None
    for name, reference in [("the body", request["body"]), ("the report", proof["report"])] + [
            (f"the exchange of attempt {attempt['id']}", attempt["exchange"]) for attempt in proof["attempts"]]:
        if reference is not None:
            demand(reference in payloads, f"{name} is missing")
            demand(reference in told, f"no event is about {name}")
    if request["body"] is not None and not payloads[request["body"]]["erased"]:
        body = payload_bytes(payloads[request["body"]])
        demand(hashlib.sha256(body).hexdigest() == request["body_sha256"], "the body is not the one that was prepared")
    if proof["events"] and proof["events"][0]["kind"] == "prepared":
        demand(request["body_sha256"] in proof["events"][0]["text"], "what was prepared had another body")
    attempts = {attempt["id"]: attempt for attempt in proof["attempts"]}
    for event in proof["events"]:
        if event["attempt"] is None:
            continue
        demand(event["attempt"] in attempts, f"event {event['seq']} is about an attempt that is missing")
        attempt = attempts[event["attempt"]]
        if event["kind"] in ("answer", "report") and event["text"]:
            demand(event["text"].startswith(f"{attempt['kind']}: {attempt['outcome']}") and
                   f", HTTP {attempt['http_status']}" in event["text"], f"attempt {attempt['id']} ended in another way")
    return body


def verify(proof, head=None):
    """Raises Broken, or gives what holds in words."""
    demand(proof.get("format") == "sportello-proof-1", "this is no proof of a kind that is known here")
    payloads = check_payloads(proof)
    last = check_events(proof, payloads)
    check_references(proof, payloads)
    chain = proof["chain"]
    if last is not None:
        demand(last["seq"] <= chain["head_seq"], "the chain ends before the last event")
        if last["seq"] == chain["head_seq"]:
            demand(last["hash"] == chain["head"], "the last event is not the head of the chain")
    if head is not None:
        demand(head.lower() in [event["hash"] for event in proof["events"]] + [chain["head"]], "the head given is not of this proof")
    erased = sum(payload["erased"] for payload in proof["payloads"])
    return (f"submission {proof['submission']['id']}, {proof['submission']['operation']}, {proof['submission']['state']}: "
            f"{len(proof['events'])} events, {len(payloads)} payloads ({erased} erased), head {chain['head']}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("proof")
    parser.add_argument("--head", help="a hash kept elsewhere: of an event, or the head of the chain")
    arguments = parser.parse_args()
    try:
        with open(arguments.proof, encoding="utf-8") as file:
            print("holds:", verify(json.load(file), arguments.head))
    except (Broken, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"does not hold: {error}" if isinstance(error, Broken) else f"does not hold: {type(error).__name__}: {error}")
        sys.exit(1)


if __name__ == "__main__":
    main()
