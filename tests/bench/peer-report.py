# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of bench-report: json.load, then one UPDATE for each identifier, in one transaction.

Prints the seconds from the first byte read to the commit.
"""
import json
import sqlite3
import sys
import time

report, path = sys.argv[1:]
db = sqlite3.connect(path)
start = time.perf_counter()
with open(report, encoding="utf-8") as file:
    groups = json.load(file)["responses"]
for group in groups:
    state = "done" if group["statusCode"] < 300 else "refused"
    message = group["statusMessage"]
    db.executemany("UPDATE position SET state = ?, message = ? WHERE iupd = ?",
                   ((state, message, iupd) for iupd in group["iupds"]))
db.commit()
print(time.perf_counter() - start)
