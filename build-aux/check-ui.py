#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a .ui file must have, and the calls that only one helper of ours may make.

usage: check-ui.py [--root FOLDER]

- every .ui file is well-formed XML with <interface> as its root;
- what a person reads is marked translatable (a text without letters, such as "12" or "…", need not be);
- in C, calls whose text libadwaita parses as markup are made in one file, which escapes it.
"""
import argparse
import os
import re
import sys
import xml.etree.ElementTree as xml

# Properties, accessibility attributes and menu attributes that end up before someone's eyes or ears.
READABLE = {"label", "title", "subtitle", "description", "tooltip-text", "placeholder-text", "text", "body", "heading",
            "help-text", "value-text", "role-description", "window-title", "secondary-text"}
ONE_HELPER = {
    "adw_toast_new": r"\badw_toast_new(?:_format)?\s*\(",
}


def check_file(name, path, errors):
    try:
        tree = xml.parse(path).getroot()
    except xml.ParseError as error:
        errors.append(f"{name}: {error}")
        return
    if tree.tag != "interface":
        errors.append(f"{name}: the root is <{tree.tag}>, not <interface>")
    for node in tree.iter():
        if node.tag not in ("property", "attribute", "item", "col"):
            continue
        readable = node.get("name", "").replace("_", "-") in READABLE if node.tag in ("property", "attribute") else True
        text = (node.text or "").strip()
        if not readable or len(node) or not any(c.isalpha() for c in text):
            continue
        if node.get("bind-source") or node.get("translatable") in ("yes", "true", "no", "false"):
            continue
        errors.append(f'{name}: <{node.tag} name="{node.get("name", "")}">{text[:40]}: translatable="yes", or "no" and why')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    root = os.path.abspath(parser.parse_args().root)
    errors, callers = [], {call: [] for call in ONE_HELPER}
    for folder in ("ui", "src"):
        for path, _, files in sorted(os.walk(os.path.join(root, folder))):
            for file in sorted(files):
                full = os.path.join(path, file)
                name = os.path.relpath(full, root)
                if file.endswith(".ui"):
                    check_file(name, full, errors)
                elif file.endswith(".c"):
                    with open(full, encoding="utf-8", errors="replace") as stream:
                        text = re.sub(r"/\*.*?\*/", "", stream.read(), flags=re.S)
                    for call, pattern in ONE_HELPER.items():
                        if re.search(pattern, text):
                            callers[call].append(name)
    for call, names in callers.items():
        if len(names) > 1:
            errors.append(f"{call} parses markup and is called in one helper that escapes, not in " + ", ".join(names))
    print("\n".join(errors), end="\n" if errors else "")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
