#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold the house together: who may include whom, who may see which library, where a service's name may stand.

usage: check-layers.py [--root FOLDER]

The table is design section 2. The ids of the services are the names of the folders in src/services and src/practice,
so a new service needs no line here. Exceptions stand, each with its reason, in build-aux/service-names.allow.
"""
import argparse
import fnmatch
import os
import re
import sys

BASE = {"base"}
TABLE = {  # room: the rooms it may include besides itself
    "base": {"data"},  # the header made from the bundle of the shipped tables, data/*.gresource.xml
    "data": set(),
    "model": BASE,
    "store": BASE | {"model"},
    "net": BASE,
    "secrets": BASE,
    "form": BASE | {"model"},
    "service": BASE | {"model", "net", "secrets", "form"},
    "services": BASE | {"model", "net", "secrets", "form", "service", "services/*"},
    "services/*": BASE | {"model", "net", "secrets", "form", "service"},
    "outbox": BASE | {"model", "store", "net", "secrets", "form", "service"},
    "ui": BASE | {"model", "store", "net", "secrets", "form", "service", "outbox"},
    "ui/*": BASE | {"model", "store", "net", "secrets", "form", "service", "outbox", "ui", "services/="},
    "cli": {"*"},
    "app": {"*"},
    "practice": {"practice/*"},
    "practice/*": {"practice"},
}
LIBRARIES = [  # header pattern, rooms that may see it (the first part of the room's name), why
    (re.compile(r"^(gtk|gdk|gsk)/|^adwaita\.h$|^adw-"), {"ui", "app"}, "GTK belongs to the window"),
    (re.compile(r"^sqlite3\.h$"), {"store", "practice"}, "SQLite belongs to the store"),
    (re.compile(r"^libsoup/"), {"net", "practice"}, "libsoup belongs to net"),
    (re.compile(r"^libsecret/"), {"secrets"}, "libsecret belongs to secrets"),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
SOFT, HARD = 600, 1000
NAMED_IN = ("src", "ui", "data", "tests")  # where a service's name is looked for
TEXT = (".c", ".h", ".inc", ".in", ".build", ".ui", ".xml", ".json", ".sql", ".css", ".py", ".sh", ".csv", ".tsv")


class Findings:
    def __init__(self):
        self.errors = 0

    def error(self, where, text):
        self.errors += 1
        print(f"{where}: {text}")


def walk(root, *folders):
    for folder in folders:
        for path, names, files in os.walk(os.path.join(root, folder)):
            names[:] = sorted(n for n in names if not n.startswith(".") and n != "__pycache__")
            for file in sorted(files):
                yield os.path.relpath(os.path.join(path, file), root)


def read(root, name):
    with open(os.path.join(root, name), encoding="utf-8", errors="replace") as file:
        return file.read()


def service_ids(root):
    ids = set()
    for folder in ("src/services", "src/practice"):
        path = os.path.join(root, folder)
        if os.path.isdir(path):
            ids |= {n for n in os.listdir(path) if os.path.isdir(os.path.join(path, n)) and re.fullmatch(r"[a-z][a-z0-9]+", n)}
    return ids - {"common", "data", "support"}


def room_of(parts, ids):
    """The room of a path below src, as a key of TABLE, and the service it serves."""
    room = parts[0] if len(parts) > 1 else "app"
    if room in ("services", "ui", "practice") and len(parts) > 2 and parts[1] in ids:
        return room + "/*", parts[1]
    return room, None


def check_includes(root, ids, findings):
    for name in walk(root, "src"):
        if not name.endswith((".c", ".h", ".inc", ".in")):
            continue
        parts = name.split("/")[1:]
        room, service = room_of(parts, ids)
        if room not in TABLE:
            findings.error(name, f"src/{room} is no room of the house (docs/adding-a-service.md)")
            continue
        for number, line in enumerate(read(root, name).splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            where, header = f"{name}:{number}", match.group(2)
            for pattern, rooms, why in LIBRARIES:
                if pattern.search(header) and room.split("/")[0] not in rooms:
                    findings.error(where, f"<{header}> is not for src/{room}: {why}")
            if match.group(1) == "<" or "/" not in header:
                continue
            if header.startswith(".."):
                full = os.path.normpath(os.path.join(os.path.dirname(name), header))
                if parts[0] != "practice" or not full.startswith("src/practice/"):
                    findings.error(where, f'"{header}": write the path from src, as in "base/spt-clock.h"')
                    continue
                header = full[len("src/"):]  # that program has no include path but its own folder
            target, other = room_of(header.split("/"), ids)
            if target == room and other == service:
                continue
            allowed = TABLE[room]
            if target not in TABLE:
                findings.error(where, f'"{header}": src/{target} is no room of the house')
            elif "*" in allowed and target.split("/")[0] != "practice":
                continue
            elif target in allowed:
                continue
            elif target == "services/*" and "services/=" in allowed and other == service:
                continue
            else:
                findings.error(where, f"src/{'/'.join(parts[:-1])} may not include src/{os.path.dirname(header)}")


def check_size(root, findings):
    for name in walk(root, "src", "tests"):
        if name.endswith((".c", ".h", ".py")):
            lines = read(root, name).count("\n")
            if lines > HARD:
                findings.error(name, f"{lines} lines; {HARD} is the end, split it by topic")
            elif lines > SOFT:
                print(f"note: {name}: {lines} lines; {SOFT} is a sign")


def strip_comments(name, text):
    """Blank comments out (a rule may be explained anywhere) and keep the line numbers."""
    blank = lambda m: re.sub(r"[^\n]", " ", m.group(0))  # noqa: E731
    if name.endswith((".c", ".h", ".inc", ".css")):
        keep = lambda m: m.group(0) if m.group(0)[0] == '"' else blank(m)  # noqa: E731
        return re.sub(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/|//[^\n]*', keep, text, flags=re.S)
    if name.endswith((".ui", ".xml", ".xml.in", ".svg")):
        return re.sub(r"<!--.*?-->", blank, text, flags=re.S)
    if name.endswith((".build", ".py", ".sh", ".in")):
        return re.sub(r"(?m)^\s*#.*$", blank, text)
    if name.endswith(".sql"):
        return re.sub(r"--[^\n]*", blank, text)
    return text


def name_pattern(service):
    title = service[0].upper() + service[1:]
    # "gpd", "GPD_X", "spt_gpd_y" and "gpd-z"; "SptGpdService" and "gpdWire"; never "vouchers" or "agpdx"
    return re.compile(rf"(?<![A-Za-z])(?i:{service})(?![A-Za-z])|(?<=[a-z0-9]){title}(?![a-z])"
                      rf"|(?<![A-Za-z])(?:{service}|{title})(?=[A-Z])")


def read_allowed(root, findings):
    rules, name = [], "build-aux/service-names.allow"
    if os.path.exists(os.path.join(root, name)):
        for number, line in enumerate(read(root, name).splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = line.split(None, 2)
            if len(fields) < 3:
                findings.error(f"{name}:{number}", "a line is: PATTERN  ID or *  REASON")
                continue
            rules.append(fields)
    return rules


def at_home(name, service):
    parts = name.split("/")
    if service in parts[1:-1]:
        return True
    # data/<id>.gresource.xml and the like do not count; tests/services/test-<id>-x.c does
    return parts[0] == "tests" and service in re.split(r"[-_.]", parts[-1]) and parts[1] in ("services", "practice")


def check_names(root, ids, findings):
    rules = read_allowed(root, findings)
    patterns = {s: name_pattern(s) for s in sorted(ids)}
    for name in walk(root, *NAMED_IN):
        if not name.endswith(TEXT):
            continue
        text = None
        for service, pattern in patterns.items():
            if at_home(name, service):
                continue
            if any(fnmatch.fnmatch(name, rule) and which in ("*", service) for rule, which, _ in rules):
                continue
            if text is None:
                text = strip_comments(name, read(root, name))
            hits = [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
            if hits:
                more = f" and {len(hits) - 1} more" if len(hits) > 1 else ""
                findings.error(f"{name}:{hits[0]}", f'names the service "{service}" outside its rooms{more}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    root = os.path.abspath(parser.parse_args().root)
    findings = Findings()
    ids = service_ids(root)
    check_includes(root, ids, findings)
    check_size(root, findings)
    check_names(root, ids, findings)
    if findings.errors:
        print(f"{findings.errors} found; the table is in tests/check-layers.py, the reasons in HACKING.md")
    return 1 if findings.errors else 0


if __name__ == "__main__":
    sys.exit(main())
