# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of bench-report: json.load, then one UPDATE for each identifier, in one transaction.

Its table is the office's sheet as "sqlite3 .import" makes it, all columns, with an index over the
identifiers and two columns for what the service says.

Prints the seconds from the first byte read to the commit, and those of the processor.
"""
import json
import sqlite3
import subprocess
import sys
import time


def make_table(csv, path):
    script = """PRAGMA journal_mode = WAL;
.mode csv
.separator ;
.import %s position
ALTER TABLE position ADD COLUMN state TEXT;
ALTER TABLE position ADD COLUMN message TEXT;
CREATE UNIQUE INDEX position_iupd ON position (iupd);
""" % csv
    subprocess.run(["sqlite3", "-bail", path], input=script, text=True, check=True,
                   stdout=subprocess.DEVNULL)


def apply_report(report, path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = FULL")
    start = time.perf_counter()
    start_cpu = time.process_time()
    with open(report, encoding="utf-8") as file:
        groups = json.load(file)["responses"]
    for group in groups:
        state = "done" if group["statusCode"] < 300 else "refused"
        message = group["statusMessage"]
        for iupd in group["iupds"]:
            db.execute("UPDATE position SET state = ?, message = ? WHERE iupd = ?",
                       (state, message, iupd))
    db.commit()
    print(time.perf_counter() - start, time.process_time() - start_cpu)


if sys.argv[1] == "table":
    make_table(sys.argv[2], sys.argv[3])
else:
    apply_report(sys.argv[2], sys.argv[3])
