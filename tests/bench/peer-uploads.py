# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of bench-uploads: rows of a table become upload files, with json and zipfile.

It checks nothing, keeps no history and cuts every 50,000 positions: what a script of an evening does.
"""
import csv
import hashlib
import json
import sqlite3
import sys
import zipfile

PER_FILE = 50000


def make_table(csv_path, path):
    db = sqlite3.connect(path)
    with open(csv_path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        header = next(rows)
        columns = ", ".join('"%s"' % name for name in header)
        db.execute("CREATE TABLE position (%s)" % columns)
        db.executemany("INSERT INTO position VALUES (%s)" % ", ".join("?" * len(header)), rows)
    db.execute("CREATE TABLE outbox (file INTEGER, row INTEGER, iupd TEXT, sha256 TEXT)")
    db.commit()


def make_position(row):
    cents = int(row["amount"].replace(",", ""))
    day, month, year = row["dueDate"].split("/")
    position = {key: row[key] for key in ("iupd", "type", "fiscalCode", "fullName", "streetName", "civicNumber",
                                          "postalCode", "city", "province", "region", "country", "email", "phone",
                                          "companyName", "officeName")}
    position["payStandIn"] = row["payStandIn"] == "true"
    position["switchToExpired"] = row["switchToExpired"] == "true"
    position["paymentOption"] = [{
        "iuv": row["iuv"],
        "amount": cents,
        "description": row["description"],
        "isPartialPayment": row["isPartialPayment"] == "true",
        "dueDate": "%s-%s-%sT23:59:59" % (year, month, day),
        "transfer": [{
            "idTransfer": "1",
            "amount": cents,
            "remittanceInformation": row["transfer.1.remittanceInformation"],
            "category": row["transfer.1.category"],
            "iban": row["transfer.1.iban"],
        }],
    }]
    return position


def make_file(db, folder, number, positions):
    path = "%s/upload-%d.zip" % (folder, number)
    text = json.dumps({"paymentPositions": positions}, ensure_ascii=False, separators=(",", ":"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("payment-positions.json", text)
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    db.executemany("INSERT INTO outbox VALUES (?, ?, ?, ?)",
                   ((number, row, position["iupd"], digest) for row, position in enumerate(positions, 1)))


def make_uploads(path, folder):
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    db.execute("DELETE FROM outbox")
    positions = []
    number = 0
    for row in db.execute("SELECT * FROM position ORDER BY rowid"):
        positions.append(make_position(row))
        if len(positions) == PER_FILE:
            number += 1
            make_file(db, folder, number, positions)
            positions = []
    if positions:
        make_file(db, folder, number + 1, positions)
    db.commit()


if sys.argv[1] == "table":
    make_table(sys.argv[2], sys.argv[3])
else:
    make_uploads(sys.argv[2], sys.argv[3])
