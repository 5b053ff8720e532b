#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad files and bad archives: each is refused with a reason, nothing is damaged, nothing crashes (TAP)."""
import os
import resource
import shutil
import signal
import sqlite3
import struct
import subprocess
import zlib

from desk import (CLI, OK, REFUSED, Desk, Failure, Skip, check, check_equal, creation, csv_row, csv_text, main, position, scenario,
                  zipped)

GOOD = creation(1)


def text_of(document):
    import json
    return json.dumps(document)


def with_field(**fields):
    document = creation(1)
    document["paymentPositions"][0].update(fields)
    return text_of(document)


def with_option(**fields):
    document = creation(1)
    document["paymentPositions"][0]["paymentOption"][0].update(fields)
    return text_of(document)


def with_amount(text):
    return text_of(creation(1)).replace('"amount": 12000', f'"amount": {text}')


def lying_zip():
    """The entry's header promises ten bytes; many more are inside."""
    data = text_of(GOOD).encode()
    packed = zlib.compress(data, 9)[2:-4]
    name = b"payment-positions.json"
    local = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 0x21, zlib.crc32(data), len(packed), 10, len(name), 0) + name + packed
    central = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 0x21, zlib.crc32(data), len(packed), 10, len(name), 0, 0, 0, 0,
                          0, 0) + name
    end = struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def bad_crc():
    data = bytearray(zipped(("a.json", text_of(GOOD))))
    data[14] ^= 0xff
    return bytes(data)


BOMB = zipped(("a.json", b'{"paymentPositions":[' + b" " * (200 * 1024 * 1024) + b"]}"))

# name, bytes, words that standard error or an issue must have at least one of (lower case); None = any
BAD = [
    ("empty file", b""),
    ("blanks only", b" \n\t "),
    ("truncated", text_of(GOOD)[:200]),
    ("two documents", text_of(GOOD) + text_of(GOOD)),
    ("garbage behind", text_of(GOOD) + " x"),
    ("not JSON", b"<xml/>"),
    ("binary", bytes(range(256)) * 40),
    ("NUL bytes", b"\0" * 500),
    ("a NUL inside", text_of(GOOD).replace("Mario", "Ma\0rio")),
    ("an escaped NUL", text_of(GOOD).replace("Mario", "Ma\\u0000rio")),
    ("a control character", text_of(GOOD).replace("Mario", "Ma\x01rio")),
    ("invalid UTF-8", text_of(GOOD).encode().replace(b"Mario", b"Mari\xff")),
    ("UTF-8 too long", text_of(GOOD).encode().replace(b"Mario", b"Mari\xc0\xaf")),
    ("a surrogate alone", text_of(GOOD).replace("Mario", "Mari\\ud800")),
    ("UTF-16", text_of(GOOD).encode("utf-16")),
    ("depth 100,000", b"[" * 100000),
    ("depth 100,000 inside", b'{"paymentPositions":' + b"[" * 100000 + b"]" * 100000 + b"}"),
    ("depth of objects", b'{"paymentPositions":[' + b'{"a":' * 100000 + b"1" + b"}" * 100000 + b"]}"),
    ("an array", b"[]"),
    ("a number", b"1"),
    ("nothing in it", b"{}"),
    ("no positions", b'{"paymentPositions":[]}'),
    ("null positions", b'{"paymentPositions":null}'),
    ("a null position", b'{"paymentPositions":[null]}'),
    ("a delete file", b'{"paymentPositionIUPDs":["A"]}'),
    ("unknown field aca", with_field(aca=False)),
    ("unknown root operation", text_of({**GOOD, "operation": "CREATE"})),
    ("a field in another case", text_of(GOOD).replace('"iupd"', '"IUPD"')),
    ("twice the same position", text_of({"paymentPositions": [position(1), position(1)]})),
    ("2^63", with_amount("9223372036854775808")),
    ("2^64", with_amount("18446744073709551616")),
    ("a number of 10,000 digits", with_amount("1" * 10000)),
    ("1e400", with_amount("1e400")),
    ("zero amount", with_amount("0")),
    ("negative amount", with_amount("-12000")),
    ("decimals in cents", with_amount("120.5")),
    ("amount as text", with_amount('"120,00"')),
    ("amount true", with_amount("true")),
    ("amounts that do not add up", with_option(amount=12001)),
    ("no amount", with_amount("null")),
    ("a date with a zone", with_option(dueDate="2030-12-16T23:59:59+01:00")),
    ("31 February", with_option(dueDate="2030-02-31T23:59:59")),
    ("a date alone", with_option(dueDate="2030-02-28")),
    ("hour 24", with_option(dueDate="2030-02-28T24:00:00")),
    ("a date in the past", with_option(dueDate="2020-02-28T23:59:59")),
    ("year 0", with_option(dueDate="0000-01-01T00:00:00")),
    ("a text too long", with_field(companyName="x" * 141)),
    ("a megabyte of text", with_field(fullName="x" * 1000000)),
    ("no identifier", with_field(iupd="")),
    ("a notice number for an IUV", with_option(iuv="302123456789012356")),
    ("a truncated zip", zipped(("a.json", text_of(GOOD)))[:200]),
    ("a lying zip", lying_zip()),
    ("a zip with a wrong checksum", bad_crc()),
    ("an empty zip", zipped()),
    ("a zip of two", zipped(("a.json", text_of(GOOD)), ("b.json", text_of(GOOD)))),
    ("a zip of a folder", zipped(("a/", ""))),
    ("a zip of another kind", zipped(("a.txt", "hello"))),
    ("a zip bomb", BOMB),
    ("a zip's first bytes", b"PK\x03\x04"),
]


def bad_document(desk, name, data):
    path = desk.write("bad.json", data)
    for words in (["check", "gpd.create", path], ["prepare", "gpd.create", "--account", "tari", "--file", path]):
        found = desk.run(*words, json_output=True)
        check_equal(found.code, REFUSED, f"exit of {words[0]} {found.out[:300]!r} {found.err[-300:]!r}")
        if found.out:
            check(found.json["errors"] >= 1, f"{words[0]} has no error")
            for issue in found.json["issues"]:
                check(issue["message"] and issue["code"], f"{issue}")
                check(len(issue["value"] or "") < 2000, f"a value too long to read: {(issue['value'] or '')[:100]}")
        else:
            check(found.err.startswith(b"sportello-cli: ") and len(found.err) < 3000, f"{found.err[:400]!r}")
    found = desk.run(words[0], *words[1:])
    for text in (found.out, found.err):
        check(not any(byte in text for byte in (b"\x1b", b"\0", b"\x01")), "control characters on the terminal")


def bad_documents(part):
    wrong = []
    with Desk(practice=False) as desk:
        for name, data in BAD[part::4]:
            try:
                bad_document(desk, name, data)
            except Failure as failure:
                wrong.append(f"{name}: {failure}")
        check(not wrong, "\n# ".join(wrong))
        check_equal(desk.submissions(), [], "submissions")
        check(desk.json("archive", "verify")["ok"], "the archive")


for number in range(4):
    scenario(f"bad documents, part {number + 1} of 4", part=number)(bad_documents)


@scenario("good documents in odd dress: a byte order mark, a zip, Z as the service takes it")
def odd_but_good():
    with Desk(practice=False) as desk:
        for name, data in (("bom", b"\xef\xbb\xbf" + text_of(GOOD).encode()), ("zip", zipped(("payment-positions.json", text_of(GOOD)))),
                           ("blanks", "\n \n" + text_of(GOOD) + "\n\n"), ("escapes", text_of(GOOD).replace("Mario", "M\\u0061rio"))):
            found = desk.run("check", "gpd.create", desk.write("good.json", data), json_output=True)
            check_equal(found.code, OK, f"{name}: {found.out!r} {found.err!r}")
        # The service takes the last of two, so it is said and stops nothing.
        found = desk.json("check", "gpd.create", desk.write("warned.json", text_of(GOOD).replace('"type": "F"', '"type": "G", "type": "F"')))
        check_equal((found["errors"], [issue["code"] for issue in found["issues"]]), (0, ["duplicate-key"]), "warnings")
        # Bad form is an error where it counts (production, and where nobody says), a warning in practice.
        path = desk.write("form.json", with_field(iupd="a/../b"))
        check_equal(desk.json("check", "gpd.create", path, expect=REFUSED)["errors"], 1, "errors without an account")
        found = desk.json("prepare", "gpd.create", "--account", "tari", "--file", path)
        check_equal([(issue["level"], issue["code"]) for issue in found["issues"]], [("warning", "iupd-characters")], "in practice")


@scenario("paths: missing, a folder, a name with odd characters, standard input's device, one that may not be read")
def paths():
    with Desk(practice=False) as desk:
        os.mkdir(desk.path("folder"))
        for path in (desk.path("missing.json"), desk.path("folder"), desk.path("no/such/folder/x.json")):
            for words in (["check", "gpd.create", path], ["prepare", "gpd.create", "--account", "tari", "--file", path],
                          ["import", "debt-positions", path]):
                found = desk.run(*words, expect=REFUSED)
                check(found.err, f"{words}: nothing said")
        desk.run("check", "gpd.create", desk.write("perché no? è\n%s%n.json", text_of(GOOD)), expect=OK)
        desk.run("check", "gpd.create", "/dev/null", expect=REFUSED)
        desk.run("--archive", desk.path("folder"), "outbox", "list", expect=REFUSED)
        desk.run("--archive", "/proc/nothing/x.db", "outbox", "list", expect=REFUSED)
        for target in (desk.path("folder"), desk.path("no/such/folder/x")):
            desk.run("import", "debt-positions", desk.write("rows.csv", csv_text([csv_row(1, amount="x")])), "--rejects", target,
                     expect=REFUSED)
            desk.run("export", "debt-positions", target, expect=REFUSED)
            desk.run("archive", "backup", target, expect=REFUSED)
        check_equal(desk.run("export", "debt-positions", expect=OK).out.count(b"\n"), 1, "records after all that")


CSV_BAD = [
    ("empty", b""),
    ("NUL bytes", b"\0" * 1000),
    ("no header", b"a;b;c\r\n1;2;3\r\n"),
    ("an open quote", csv_text([csv_row(1)]).replace("Persona", '"Persona').encode()),
    ("a row too short", (csv_text([csv_row(1)]) + "a;b\r\n").encode()),
    ("UTF-16", csv_text([csv_row(1)]).encode("utf-16")),
    ("binary", bytes(range(256)) * 100),
    ("one row, 1 MB field", csv_text([csv_row(1, fullName="x" * 1000000)]).encode()),
    ("500 columns", (";".join(f"c{n}" for n in range(500)) + "\r\n").encode()),
    ("JSON of another kind", b'{"vouchers":[]}'),
    ("a cut zip", zipped(("a.json", text_of(GOOD)))[:100]),
]


@scenario("bad tables: an error or rejected rows, never a crash; what is good stays good")
def bad_tables():
    with Desk(practice=False) as desk:
        for name, data in CSV_BAD:
            found = desk.run("import", "debt-positions", desk.write("bad.csv", data), json_output=True)
            check_equal(found.code, REFUSED, f"{name}: {found.out[:300]!r} {found.err[-300:]!r}")
            if not found.out:
                check(found.err, f"{name}: nothing said")
        check(desk.json("archive", "verify")["ok"], "the archive")
        desk.json("import", "debt-positions", desk.write("good.csv", csv_text([csv_row(77)])))


@scenario("standard output that cannot be written is no success")
def full_output():
    with Desk(practice=False) as desk:
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CLI, "services"], stdout=full, stderr=subprocess.PIPE, env=desk.env, check=False, timeout=30)
        check_equal(done.returncode, REFUSED, "exit")
        check(b"standard output" in done.stderr, f"standard error: {done.stderr!r}")


# --- archives --------------------------------------------------------------------------------------------------------


@scenario("archives that are not: another database, a text, an empty file, a newer one; none is changed")
def strange_archives():
    with Desk(practice=False) as desk:
        desk.prepare(creation(1))
        newer = desk.path("newer.db")
        desk.run("archive", "backup", newer, expect=OK)
        connection = sqlite3.connect(newer)
        connection.execute("PRAGMA user_version = 9999")
        connection.commit()
        connection.close()
        other = desk.path("other.db")
        connection = sqlite3.connect(other)
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
        connection.close()
        text = desk.write("text.db", b"this is no database at all, but long enough to be read as one " * 40)
        for path in (newer, other, text):
            with open(path, "rb") as file:
                before = file.read()
            for words in (["outbox", "list"], ["archive", "verify"], ["import", "debt-positions", desk.write("r.csv", csv_text([csv_row(1)]))],
                          ["archive", "backup", desk.path("copy.db")]):
                found = desk.run("--archive", path, *words, expect=REFUSED)
                check(found.err, f"{path}: nothing said")
            found = desk.run("archive", "restore", path, expect=REFUSED)
            with open(path, "rb") as file:
                check_equal(file.read() == before, True, f"{path} is as it was")
        check_equal(desk.state(1), "ready", "the archive that was there")


@scenario("a damaged archive: verify finds a changed byte, a cut file is refused")
def damaged():
    with Desk(practice=False) as desk:
        for n in range(1, 4):
            desk.prepare(creation(*range(n * 100, n * 100 + 40)))
        for sql in ("UPDATE event SET text = text || ' ' WHERE seq = 2", "UPDATE event SET utc = utc + 1 WHERE seq = 1",
                    "UPDATE event SET actor = 'altri' WHERE seq = 2", "DELETE FROM event WHERE seq = 2",
                    "UPDATE payload SET data = x'00' WHERE id = 1", "UPDATE event SET payload_digest = NULL WHERE seq = 1"):
            copy = desk.path("copy.db")
            if os.path.exists(copy):
                os.remove(copy)
            desk.run("archive", "backup", copy, expect=OK)
            connection = sqlite3.connect(copy)
            connection.execute(sql)
            connection.commit()
            connection.close()
            found = desk.json("--archive", copy, "archive", "verify", expect=REFUSED)
            check_equal(found["ok"], False, sql)
            check(found["problem"], f"{sql}: no problem named")
            # A proof out of it would prove nothing.
            desk.run("--archive", copy, "outbox", "proof", "1", desk.path("proof.json"), expect=REFUSED)
            check(not os.path.exists(desk.path("proof.json")), f"{sql}: a proof was written")
        cut = desk.path("cut.db")
        desk.run("archive", "backup", cut, expect=OK)
        size = os.path.getsize(cut)
        with open(cut, "r+b") as file:
            file.seek(size // 2)
            file.write(os.urandom(8192))
            file.truncate(size * 2 // 3)
        for words in (["archive", "verify"], ["outbox", "show", "1"], ["archive", "restore", cut]):
            desk.run(*([] if words[1] == "restore" else ["--archive", cut]), *words, expect=REFUSED)
        check_equal(desk.state(1), "ready", "the archive that was there")


def as_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


@scenario("an archive that may only be read: it is read, and every change is refused")
def read_only():
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        check_equal(desk.json("archive", "verify")["ok"], True, "verify")
        options = {}
        for folder, _, names in os.walk(desk.folder):
            os.chmod(folder, 0o555)
            for name in names:
                os.chmod(os.path.join(folder, name), 0o444)
        try:
            if os.getuid() == 0:
                options["preexec_fn"] = as_nobody
                try:
                    probe = subprocess.run([CLI, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **options)
                except PermissionError:  # a clone below a folder of root's own
                    raise Skip("the program is out of another user's reach here") from None
                if probe.returncode != 0:
                    raise Skip("the program cannot be run by another user here")
            found = desk.run("outbox", "cancel", number, expect=REFUSED, **options)
            check(found.err, "nothing said")
            found = desk.run("outbox", "show", number, json_output=True, **options)
            check(found.code in (OK, REFUSED), f"exit {found.code}")
            if found.code == OK:
                check_equal(found.json["state"], "ready", "state")
        finally:
            for folder, _, names in os.walk(desk.folder):
                os.chmod(folder, 0o700)
                for name in names:
                    os.chmod(os.path.join(folder, name), 0o600)
        check_equal(desk.state(number), "ready", "state")


def small_disk(limit):
    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return prepare


@scenario("no room: import and prepare are undone as a whole, the archive holds, later it goes on")
def no_room():
    with Desk(practice=False) as desk:
        number = desk.prepare(creation(1))
        rows = desk.write("rows.csv", csv_text([csv_row(n) for n in range(1, 3001)]))
        document = desk.write_json("many.json", creation(*range(5000, 7000)))
        limit = 60000
        for words in (["import", "debt-positions", rows], ["prepare", "gpd.create", "--account", "tari", "--file", document],
                      ["archive", "backup", desk.path("backup.db")], ["outbox", "proof", number, desk.path("proof.json")]):
            small = words[0] in ("outbox", "archive")
            found = desk.run(*words, preexec_fn=small_disk(4096 if small else limit), restore_signals=False)
            check_equal(found.code, REFUSED, f"{words}: {found.out[-300:]!r} {found.err[-300:]!r}")
            check(found.err, f"{words}: nothing said")
        check(not os.path.exists(desk.path("proof.json")), "half a proof")
        check(not os.path.exists(desk.path("backup.db")), "half a backup")
        check(desk.json("archive", "verify")["ok"], "the archive")
        check_equal(desk.run("export", "debt-positions", expect=OK).out.count(b"\n"), 1, "records")
        desk.json("import", "debt-positions", rows)


@scenario("a full disk (a small tmpfs): said in plain words, nothing half done, sending goes on when there is room")
def full_disk():
    if os.getuid() != 0 or shutil.which("mount") is None or shutil.which("unshare") is None:
        raise Skip("a small disk takes root, mount and unshare")
    with Desk() as desk:
        disk = desk.path("disk")
        os.mkdir(disk)
        rows = desk.write("rows.csv", csv_text([csv_row(n) for n in range(1, 4001)]))
        script = f"""mount -t tmpfs -o size=2500k none "{disk}" || exit 77
            cli () {{ "{CLI}" --archive "{disk}/a.db" "$@"; }}
            cli account add gpd tari --environment practice --base-url "{desk.practice.url}" --set broker-code=01234567897 \\
                --set organization-fiscal-code=77777777777 || exit 10
            cli import debt-positions "{rows}" > "{desk.folder}/out" 2> "{desk.folder}/err"; echo "import $?"
            cli archive verify > /dev/null; echo "verify $?"
            cli export debt-positions | wc -l
            cli prepare gpd.create --account tari --file "{desk.write_json('one.json', creation(1))}" || exit 11
            dd if=/dev/zero of="{disk}/ballast" bs=1k > /dev/null 2>&1
            cli outbox send --wait 5 > "{desk.folder}/send" 2>&1; echo "send $?"
            rm "{disk}/ballast"
            cli outbox send 1 --wait 20 > "{desk.folder}/again" 2>&1; echo "again $?"
            cli archive verify > /dev/null; echo "verify $?"
        """
        done = subprocess.run(["unshare", "-m", "sh", "-c", script], env=desk.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False, timeout=120)
        # unshare says so itself in a container, and in a chroot whose root is no mount point.
        if done.returncode == 77 or done.stderr.startswith(b"unshare: "):
            raise Skip("no mounting here")
        said = done.stdout.decode().split("\n")
        with open(desk.path("err"), encoding="utf-8") as file:
            error = file.read()
        check_equal(said[:3], ["import 1", "verify 0", "1"], f"{done.stderr[-500:]!r} {error[-500:]!r}")
        check("disk" in error, f"the reason is not said: {error!r}")
        words = dict(line.split() for line in said if line.startswith(("send", "again")))
        check(words["send"] in ("1", "4"), f"send on a full disk: {said}")
        check_equal(len(desk.practice.ledger()), 1, f"ledger: {said}")
        check_equal((words["again"], said[-2]), ("0", "verify 0"), f"{said}")


if __name__ == "__main__":
    main(workers=4)
