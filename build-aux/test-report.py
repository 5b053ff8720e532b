#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Count what the test runs found, show what failed, and end with "N passed, N failed[, N skipped]".

usage: test-report.py [--passed N] [--skipped N] [--broken TEXT]... BUILD_FOLDER...
       test-report.py --gave-up BUILD_FOLDER     names of the tests in which the leak checker itself crashed, a line each

Reads meson's testlog.json of each build folder, and again.json, where some ran once more. A test that speaks TAP counts each of its points (with nested subtests
only the innermost); any other counts as one. A program that crashed, timed out or ended before its plan adds one
failure to the points it printed, so that nothing can fail without being counted. A test that meson knows and that never ran is a
failure too, but for those of the suites "lint" and "scenario" where the log holds none of that suite.
"""
import argparse
import json
import os
import re
import sys

POINT = re.compile(r"^( *)(not )?ok\b(?:\s+\d+)?(.*)$")
PLAN = re.compile(r"^( *)1\.\.(\d+)\s*(?:#\s*(.*))?$")
DIRECTIVE = re.compile(r"(?<!\\)#\s*(skip|todo)\b", re.IGNORECASE)
TAIL = 60
# clang 14's own fault, at the end of a program whose threads end in that moment; it says nothing of the program.
GAVE_UP = "LeakSanitizer has encountered a fatal error"


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


def count_tap(text):
    """The points of a TAP stream, and whether it was TAP and kept to its plan."""
    count, seen, deeper, plan = Count(), 0, 0, None
    is_tap = False
    for line in text.splitlines():
        if line.startswith("TAP version"):
            is_tap = True
            continue
        match = PLAN.match(line)
        if match:
            is_tap = True
            if not match.group(1):
                plan = int(match.group(2))
                if plan == 0:
                    count.skipped += 1
            continue
        match = POINT.match(line)
        if not match:
            continue
        indent, bad, rest = len(match.group(1)), match.group(2), match.group(3)
        if indent == 0:
            seen += 1
            if deeper:  # the line that sums up the subtests just counted
                deeper = 0
                continue
        else:
            deeper += 1
        directive = DIRECTIVE.search(rest)
        if directive and (directive.group(1).lower() == "skip" or bad):
            count.skipped += 1
        elif bad:
            count.failed += 1
        else:
            count.passed += 1
    return count, is_tap, plan is not None and plan == seen


def count_test(entry):
    result, text = entry["result"], entry.get("stdout") or ""
    count, is_tap, complete = count_tap(text)
    bad = result not in ("OK", "SKIP", "EXPECTEDFAIL")
    if is_tap:
        if (bad or not complete) and count.failed == 0 and not (result == "SKIP" and not bad):
            count.failed += 1
        elif bad and not complete:
            count.failed += 1
        return count
    count = Count()
    if bad:
        count.failed = 1
    elif result == "SKIP":
        count.skipped = 1
    else:
        count.passed = 1
    return count


def show_failure(folder, entry):
    print(f"\n--- {folder}: {entry['name']}: {entry['result']} (status {entry.get('returncode')}, "
          f"{entry.get('duration') or 0:.1f} s)")
    for stream in ("stdout", "stderr"):
        lines = [line for line in (entry.get(stream) or "").rstrip().splitlines() if not line.lstrip().startswith("ok ")]
        if not lines:
            continue
        notable = [line for line in lines[:-TAIL] if line.lstrip().startswith(("not ok", "Bail out!"))]
        print(f"[{stream}]")
        for line in notable[:20] + (["…"] if len(lines) > TAIL else []) + lines[-TAIL:]:
            print("  " + line)


def plain_name(name):
    return name.rsplit(" / ", 1)[-1]


def read_log(folder, name, count):
    entries = {}
    try:
        with open(os.path.join(folder, "meson-logs", name), encoding="utf-8", errors="replace") as log:
            for line in log:
                try:
                    entry = json.loads(line)
                    entries[entry["name"]] = entry
                except ValueError:  # meson was killed while it wrote
                    count.failed += 1
    except FileNotFoundError:
        pass
    return entries


def list_given_up(folder):
    return [plain_name(name) for name, entry in read_log(folder, "testlog.json", Count()).items()
            if count_test(entry).failed and GAVE_UP in (entry.get("stderr") or "")]


def read_folder(folder):
    name, count, ran = os.path.basename(folder), Count(), set()
    entries = read_log(folder, "testlog.json", count)
    again = read_log(folder, "again.json", count)
    for what in again:
        print(f"{name}: {what} ran once more: the leak checker had crashed")
    entries.update(again)
    entries = list(entries.values())
    for entry in entries:
        ran.add(plain_name(entry["name"]))
        one = count_test(entry)
        count.add(one)
        if one.failed:
            show_failure(name, entry)

    status = None
    try:
        with open(os.path.join(folder, "dev-status"), encoding="ascii") as file:
            status = int(file.read())
    except (FileNotFoundError, ValueError):
        return count, len(entries), False  # it was never started; the broken build is counted by the caller

    known = []
    try:
        with open(os.path.join(folder, "meson-info", "intro-tests.json"), encoding="utf-8") as file:
            known = json.load(file)
    except (FileNotFoundError, ValueError):
        pass
    wanted = {t["name"] for t in known}
    for optional in ("lint", "scenario"):
        suite = {t["name"] for t in known if any(s.split(":")[-1] == optional for s in t["suite"])}
        if not ran & suite:
            wanted -= suite
    for test in sorted(wanted - ran):
        print(f"\n--- {name}: {test}: never ran")
        count.failed += 1
    if status != 0 and count.failed == 0:
        print(f"\n--- {name}: meson test ended with status {status}, though no test failed")
        count.failed += 1
    return count, len(entries), True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--passed", type=int, default=0)
    parser.add_argument("--skipped", type=int, default=0)
    parser.add_argument("--broken", action="append", default=[])
    parser.add_argument("--gave-up")
    parser.add_argument("folder", nargs="*")
    args = parser.parse_args()
    if args.gave_up:
        print("\n".join(list_given_up(args.gave_up)))
        return 0

    total = Count()
    total.passed, total.skipped, total.failed = args.passed, args.skipped, len(args.broken)
    rows = []
    for folder in args.folder:
        count, programs, started = read_folder(folder)
        total.add(count)
        rows.append(f"{os.path.basename(folder):10} " + (f"{count} ({programs} programs)" if started else "did not start"))
    print()
    for row in rows:
        print(row)
    for text in args.broken:
        print(f"failed:    {text}")
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
