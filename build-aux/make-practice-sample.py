#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write data/gpd/practice-*.csv: the invented debt positions that practice mode starts with.

usage: make-practice-sample.py [FOLDER]

Nobody in them exists: names are plants, places have a land-registry code that was never given (Z998). Dates stand as
{+45}, days from the day on which the sample is made. The same run gives the same files.
"""
import os
import random
import sys

HEADER = ("iupd;type;fiscalCode;fullName;streetName;civicNumber;postalCode;city;province;country;switchToExpired;companyName;"
          "officeName;iuv;amount;description;isPartialPayment;dueDate;retentionDate;transfer.1.remittanceInformation;"
          "transfer.1.category;transfer.1.iban")
FIRST = ["Alloro", "Betulla", "Calendula", "Dalia", "Erica", "Felce", "Genziana", "Iris", "Lavanda", "Malva", "Narciso",
         "Origano", "Primula", "Rosmarino", "Salvia", "Timo", "Verbena", "Zafferano"]
LAST = ["Acero", "Biancospino", "Castagno", "Dattero", "Faggio", "Ginepro", "Larice", "Mirto", "Nocciolo", "Ontano", "Pioppo",
        "Quercia", "Rovere", "Sambuco", "Tiglio", "Ulivo", "Viburno"]
FIRMS = ["Vivaio La Radice S.r.l.", "Cooperativa Agricola Foglia & Ramo", "Falegnameria Il Ceppo S.n.c.",
         "Società Cooperativa Agricola fra Allevatori & Figli a r.l. in liquidazione"]
ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
                22, 25, 24, 23]))
IBAN = "IT60X0542811101000000123456"


def letters(word, first):
    word = word.upper()
    consonants = [c for c in word if c.isalpha() and c not in "AEIOU"]
    vowels = [c for c in word if c in "AEIOU"]
    if first and len(consonants) > 3:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return "".join((consonants + vowels + ["X"] * 3)[:3])


def fiscal_code(first, last, dice):
    day = dice.randint(1, 28) + (40 if first.endswith("a") else 0)
    code = f"{letters(last, False)}{letters(first, True)}{dice.randint(50, 99):02d}{dice.choice('ABCDEHLMPRST')}{day:02d}Z998"
    total = sum(ODD[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(code))
    return code + chr(65 + total % 26)


def vat(number):
    digits = [int(c) for c in f"{number:010d}"]
    total = sum(d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits))
    return "".join(map(str, digits)) + str((10 - total % 10) % 10)


def iuv(base):
    body = f"02{base:013d}"  # segregation code 02
    return body + f"{int('3' + body) % 93:02d}"


class Writer:
    def __init__(self, seed, prefix, base):
        self.dice, self.prefix, self.base, self.n, self.rows = random.Random(seed), prefix, base, 0, []

    def add(self, text, cents, due, category="9/0101100IM/", office="Ufficio tributi", **change):
        self.n += 1
        firm = self.dice.random() < 0.08
        first, last = self.dice.choice(FIRST), self.dice.choice(LAST)
        row = {
            "iupd": f"{self.prefix}-{self.n:04d}",
            "type": "G" if firm else "F",
            "fiscalCode": vat(9990000000 + self.dice.randint(0, 999999)) if firm else fiscal_code(first, last, self.dice),
            "fullName": self.dice.choice(FIRMS) if firm else f"{first} {last}",
            "streetName": "Via " + self.dice.choice(["dei Prati", "del Mulino", "della Fonte", "dell'Orto"]),
            "civicNumber": str(self.dice.randint(1, 90)), "postalCode": "00000", "city": "Esempio", "province": "EE",
            "country": "IT", "switchToExpired": "false", "companyName": "Comune di Esempio", "officeName": office,
            "iuv": iuv(self.base + self.n), "amount": f"{cents // 100},{cents % 100:02d}", "description": text,
            "isPartialPayment": "false", "dueDate": f"{{+{due}}}", "retentionDate": f"{{+{due + 365}}}",
            "transfer.1.remittanceInformation": text, "transfer.1.category": category, "transfer.1.iban": IBAN,
        }
        row.update(change)
        self.rows.append(";".join(row[name] for name in HEADER.split(";")))

    def write(self, folder, name):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([HEADER] + self.rows) + "\n")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "gpd")

    waste = Writer(1, "TARI-A", 100000)
    for _ in range(120):
        waste.add("TARI, prima rata", waste.dice.randint(4500, 38000), 45)
    waste.write(folder, "practice-1.csv")

    fines = Writer(2, "MULTE-A", 200000)
    for _ in range(40):
        fines.add("Sanzione al codice della strada", fines.dice.choice([4200, 8700, 17300]), 30, "9/0201102IM/", "Polizia locale")
    fines.write(folder, "practice-2.csv")

    meals = Writer(3, "MENSA-A", 300000)
    for _ in range(25):
        meals.add("Mensa scolastica, saldo", meals.dice.randint(3000, 24000), 20, "9/0601101AP/", "Ufficio scuola")
    meals.write(folder, "practice-3.csv")

    second = Writer(4, "TARI-B", 400000)
    faults = {7: {"fiscalCode": "LLRTSM80A01Z998X"}, 19: {"transfer.1.iban": "IT60X0542811101000000123455"}, 28: {"amount": "12,5o"},
              41: {"fullName": ""}, 55: {"dueDate": "31/02/2027"}, 63: {"iuv": "02000000040006300"}, 77: {"switchToExpired": ""},
              90: {"amount": "0,00"}, 104: {"description": "x" * 141}, 118: {"fiscalCode": "12345678901"},
              126: {"isPartialPayment": ""}, 139: {"transfer.1.category": ""}}
    for i in range(1, 151):
        second.add("TARI, seconda rata", second.dice.randint(4500, 38000), 135, **faults.get(i, {}))
    second.write(folder, "practice-4.csv")


if __name__ == "__main__":
    main()
