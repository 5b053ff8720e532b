#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the data tables stands in Italian and in English: {"it": "...", "en": "..."}.

usage: check-texts.py [--root FOLDER]

Both are there, neither is empty, and both hold the same placeholders ({name} and printf's). A table that is no JSON, or
names a key twice, is refused as well: the second value would silently win.
"""
import argparse
import json
import os
import re
import sys

PLACEHOLDER = re.compile(r"\{[A-Za-z_][A-Za-z0-9_]*\}|%(?:\d+\$)?[-+ 0#']*\d*(?:\.\d+)?(?:l|ll|h|z)?[diouxXsc]")


def no_duplicates(pairs):
    seen = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f'the key "{key}" stands twice in one object')
        seen[key] = value
    return seen


def check(value, path, report):
    if isinstance(value, dict):
        if "it" in value or "en" in value:
            texts = {lang: value.get(lang) for lang in ("it", "en")}
            for lang, text in texts.items():
                if not isinstance(text, str) or not text.strip():
                    report(path, f'"{lang}" is missing or empty')
            if all(isinstance(t, str) for t in texts.values()):
                holders = {lang: sorted(PLACEHOLDER.findall(t)) for lang, t in texts.items()}
                if holders["it"] != holders["en"]:
                    report(path, f"the placeholders differ: {holders['it']} and {holders['en']}")
        for key, member in value.items():
            check(member, f"{path}/{key}", report)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            check(member, f"{path}/{index}", report)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    root = os.path.abspath(parser.parse_args().root)
    errors = []
    for path, _, files in sorted(os.walk(os.path.join(root, "data"))):
        for file in sorted(files):
            if not file.endswith(".json"):
                continue
            full = os.path.join(path, file)
            name = os.path.relpath(full, root)
            try:
                with open(full, encoding="utf-8") as stream:
                    value = json.load(stream, object_pairs_hook=no_duplicates)
            except ValueError as error:
                errors.append(f"{name}: {error}")
                continue
            check(value, "", lambda where, text, name=name: errors.append(f"{name}: {where or '/'}: {text}"))
    print("\n".join(errors), end="\n" if errors else "")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
