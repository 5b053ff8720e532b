#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The head of every file: its licence, and in headers #pragma once instead of a guard.

usage: check-spdx.py [--root FOLDER]
"""
import argparse
import os
import re
import sys

FOLDERS = (".ci", "build-aux", "data", "flatpak", "po", "src", "tests", "ui")
TOP = ("dev", "meson.build", "meson_options.txt", ".editorconfig", ".clang-tidy")
ENDINGS = (".c", ".h", ".inc", ".in", ".py", ".sh", ".sql", ".css", ".cfg", ".supp", ".allow", ".dict", ".build", ".ui",
           ".svg", ".xml", "run")
# Lists that a tool reads line by line, and what others wrote (official schemas, recorded answers).
EXEMPT = re.compile(r"^po/(POTFILES|LINGUAS)|/fixtures/|/corpus/|/schemas?/|/xsd/|\.inc\.in$")
HEAD = 6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    root = os.path.abspath(parser.parse_args().root)
    names = [n for n in TOP if os.path.exists(os.path.join(root, n))]
    for folder in FOLDERS:
        for path, folders, files in os.walk(os.path.join(root, folder)):
            folders[:] = [f for f in folders if f != "__pycache__"]
            names += [os.path.relpath(os.path.join(path, f), root) for f in files if f.endswith(ENDINGS)]
    errors = 0
    for name in sorted(names):
        if EXEMPT.search(name):
            continue
        with open(os.path.join(root, name), encoding="utf-8", errors="replace") as file:
            text = file.read()
        head = "\n".join(text.splitlines()[:HEAD])
        licence = re.search(r"SPDX-License-Identifier: (\S+)", head)
        allowed = ("GPL-3.0-or-later", "CC0-1.0") if name.endswith(".metainfo.xml.in") else ("GPL-3.0-or-later",)
        if not licence or licence.group(1) not in allowed:
            print(f"{name}: the first {HEAD} lines lack SPDX-License-Identifier: {allowed[0]}")
            errors += 1
        if name.endswith(".h"):
            if "#pragma once" not in text:
                print(f"{name}: a header has #pragma once")
                errors += 1
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
