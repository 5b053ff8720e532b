#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing of people reaches a log.

usage: check-log.py [--root FOLDER]

- Each program (src/app, src/cli) installs the writer that masks what is logged, spt_log_install ().
- Nobody prints past it: g_print and its kin only in the command line, whose answers they are, and in the practice services.
- No call that logs is handed what holds somebody's data or a secret, which no pattern would know: a document, a row, a secret.
"""
import argparse
import os
import re
import sys

PRINTS = re.compile(r"\b(g_print|g_printerr|printf|puts|perror)\s*\(|\bf(?:printf|puts)\s*\([^;]*\bstderr\b")
LOGS = re.compile(r"\bg_(?:debug|message|warning|info|critical|error)\s*\(([^;]*);", re.DOTALL)
DATA = re.compile(r"(?:->|\.|\b)(doc|raw|body|secret|secrets|token|password|iupd|fiscal_code|debtor_name)\b(?!\s*\()|_get_text\s*\(|_get_iupd\s*\(")
PRINTING = ("src/cli/", "src/practice/", "src/app/main.c")


def strip(text):
    """Without comments and without what stands in string constants: lines stay where they are."""
    keep = lambda match: re.sub(r"[^\n]", " ", match.group(0))
    text = re.sub(r"/\*.*?\*/", keep, text, flags=re.DOTALL)
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    root = os.path.abspath(parser.parse_args().root)
    errors = []
    for path, _, files in sorted(os.walk(os.path.join(root, "src"))):
        for file in sorted(files):
            if not file.endswith(".c"):
                continue
            name = os.path.relpath(os.path.join(path, file), root)
            with open(os.path.join(path, file), encoding="utf-8") as stream:
                text = strip(stream.read())
            if name in ("src/app/main.c", "src/cli/main.c") and not re.search(r"\bspt_log_install\s*\(\s*\)", text):
                errors.append(f"{name}: spt_log_install () is not called: what is logged goes out unmasked")
            if not name.startswith(PRINTING):
                for match in PRINTS.finditer(text):
                    errors.append(f"{name}:{text[:match.start()].count(chr(10)) + 1}: prints past the log")
            if name.startswith("src/practice/"):
                continue
            for match in LOGS.finditer(text):
                if DATA.search(match.group(1)):
                    errors.append(f"{name}:{text[:match.start()].count(chr(10)) + 1}: logs somebody's data, or a secret")
    print("\n".join(errors), end="\n" if errors else "")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
