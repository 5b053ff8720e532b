#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many bodies, one broker: one key for the accounts of all, and rows that go to the account of their body (TAP)."""
from desk import BODY, BROKER, NOT_SENT, OK, REFUSED, USAGE, Desk, check, check_equal, csv_row, csv_text, main, scenario

OTHER = "80000000000"
THIRD = "80000000018"


def share(desk, name, body, of="tari", expect=OK, **more):
    words = ["account", "add", "gpd", name, "--environment", more.get("environment", "practice"), "--base-url", desk.practice.url,
             "--set", "broker-code=" + BROKER, "--set", "organization-fiscal-code=" + body, "--share-credential-of", of]
    return desk.run(*words, *more.get("words", []), expect=expect)


def sharing(desk, name):
    return desk.json("account", "show", name)["shares_credential_with"]


@scenario("one key for several bodies: added without asking, changed once, kept until the last one goes")
def one_key():
    with Desk() as desk:
        share(desk, "provincia", OTHER)
        share(desk, "parco", THIRD, of="provincia")
        check_equal(sorted(sharing(desk, "tari")), ["parco", "provincia"], "who shares with the first")
        check_equal(sorted(sharing(desk, "parco")), ["provincia", "tari"], "who shares with the last")
        text = desk.run("account", "show", "parco", expect=OK).out.decode()
        check("provincia, tari" in text, "words for people")
        # One file in the credentials folder, named after one of them, serves all.
        for name in ("tari", "provincia", "parco"):
            check(desk.json("account", "test", name)["ok"], f"{name} with the one key")
        desk.give_key(key="chiave-errata")
        for name in ("tari", "parco"):
            desk.json("account", "test", name, expect=NOT_SENT)
        desk.give_key()
        check(desk.json("account", "test", "parco")["ok"], "changed once, changed for all")
        # Removing one leaves the key to the others.
        desk.run("account", "remove", "provincia", expect=OK)
        check_equal(sharing(desk, "tari"), ["parco"], "after removing one")
        check(desk.json("account", "test", "parco")["ok"], "the key is still there")


@scenario("a key that is not enabled for a body says so for that body alone")
def not_enabled():
    with Desk() as desk:
        share(desk, "provincia", OTHER)
        desk.practice.control("/keys", {"key": desk.key, "organizations": [BODY]}, "POST")
        check(desk.json("account", "test", "tari")["ok"], "the enabled one")
        found = desk.json("account", "test", "provincia", expect=NOT_SENT)
        check_equal((found["http_status"], found["code"]), (403, "forbidden"), "the other")
        check_equal(desk.json("account", "show", "tari")["last_test_code"], None, "noted for the one")
        check_equal(desk.json("account", "show", "provincia")["last_test_code"], "forbidden", "noted for the other")


@scenario("a key is not shared across environments, nor asked for twice")
def refused():
    with Desk() as desk:
        share(desk, "prova", OTHER, of="nessuno", expect=USAGE)
        found = share(desk, "prova", OTHER, environment="test", expect=USAGE)
        check(b"tari" in found.err, "which account is meant is said")
        share(desk, "prova", OTHER, words=["--secrets-stdin"], expect=USAGE)
        check_equal(len(desk.json("account", "list")["accounts"]), 1, "nothing was added")


@scenario("--all-ready takes what is of the account's body, or of none; a record of another body is an issue that names both")
def routed():
    with Desk() as desk:
        share(desk, "provincia", OTHER)
        bodies = {1: BODY, 2: OTHER, 3: "", 4: OTHER, 5: THIRD}
        rows = [csv_row(n, organization=body) for n, body in bodies.items()]
        desk.json("import", "debt-positions", desk.write("rows.csv", csv_text(rows, ["organization"] + list(csv_row(1)))))
        found = desk.run("prepare", "gpd.create", "--account", "tari", "--id", "2", expect=REFUSED, json_output=True).json
        issue = [entry for entry in found["issues"] if entry["level"] == "error"][0]
        check_equal(issue["code"], "other-organization", "code")
        check(OTHER in issue["message"] and BODY in issue["message"], f"both bodies are named: {issue['message']}")
        one = desk.json("prepare", "gpd.create", "--account", "provincia", "--all-ready")["submissions"][0]["id"]
        check_equal([item["key"] for item in desk.show(one)["items"]], ["TARI-000002", "TARI-000003", "TARI-000004"], "its own and nobody's")
        two = desk.json("prepare", "gpd.create", "--account", "tari", "--all-ready")["submissions"][0]["id"]
        check_equal([item["key"] for item in desk.show(two)["items"]], ["TARI-000001"], "the rest of its own")
        desk.run("prepare", "gpd.create", "--account", "tari", "--all-ready", expect=REFUSED)
        desk.send()
        check_equal(sorted(entry["ec"] for entry in desk.practice.ledger()), [BODY, OTHER], "ledger")


if __name__ == "__main__":
    main()
