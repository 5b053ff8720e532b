#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifests ask for what the program needs and nothing more.

usage: check-flatpak.py [--root FOLDER]

Both are JSON, pin their runtime, hold exactly the allowed permissions, fetch nothing without a checksum, build without
the network, and differ only where a development build must.
"""
import argparse
import copy
import json
import os
import re
import sys

ID = "io.github.sportello.Sportello"
ALLOWED = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"}


def sources(modules):
    for module in modules:
        if isinstance(module, str):
            yield module, {"type": "another manifest"}
            continue
        for source in module.get("sources", []):
            yield module.get("name"), source
        yield from sources(module.get("modules", []))


def check(name, manifest, app_id, error):
    if manifest.get("id", manifest.get("app-id")) != app_id:
        error(name, f"the id is not {app_id}")
    if manifest.get("runtime") != "org.gnome.Platform" or not re.fullmatch(r"\d+", str(manifest.get("runtime-version"))):
        error(name, "the runtime is org.gnome.Platform with a numbered version")
    arguments = manifest.get("finish-args", [])
    if set(arguments) != ALLOWED or len(arguments) != len(ALLOWED):
        error(name, f"finish-args must be exactly {sorted(ALLOWED)}; differing: {sorted(set(arguments) ^ ALLOWED)}")
    text = json.dumps(manifest)
    if "--share=network" in json.dumps([m.get("build-options") for m in manifest["modules"] if isinstance(m, dict)]):
        error(name, "the build has no network")
    if "/home/" in text or "file://" in text:
        error(name, "a path of one machine")
    for module, source in sources(manifest["modules"]):
        kind = source.get("type")
        if kind == "dir":
            if source.get("path") != "..":
                error(name, f"{module}: a folder other than this tree")
        elif kind in ("archive", "file"):
            if not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
                error(name, f"{module}: a source without its sha256")
        elif kind == "git":
            if not re.fullmatch(r"[0-9a-f]{40}", source.get("commit", "")):
                error(name, f"{module}: a git source without its commit")
        elif kind not in ("patch", "inline", "shell", "script"):
            error(name, f"{module}: source of type {kind}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    root = os.path.abspath(parser.parse_args().root)
    errors = []
    error = lambda name, text: errors.append(f"{name}: {text}")  # noqa: E731
    manifests = {}
    for app_id in (ID, ID + ".Devel"):
        name = f"flatpak/{app_id}.json"
        try:
            with open(os.path.join(root, name), encoding="utf-8") as file:
                manifests[app_id] = json.load(file)
        except (OSError, ValueError) as problem:
            error(name, str(problem))
            continue
        check(name, manifests[app_id], app_id, error)
    if len(manifests) == 2:
        plain, devel = (copy.deepcopy(manifests[i]) for i in (ID, ID + ".Devel"))
        for manifest in (plain, devel):
            manifest.pop("id", None)
            manifest.pop("tags", None)
            manifest["modules"][-1].pop("config-opts", None)
        if plain != devel:
            error("flatpak", "the two manifests may differ in id, tags and our own config-opts only")
    print("\n".join(errors), end="\n" if errors else "")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
