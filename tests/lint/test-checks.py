#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check of the lint suite passes a clean tree and finds the fault that is planted in it (TAP)."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
LAYERS, SPDX, TEXTS, UI, FLATPAK = ("tests/check-layers.py", "build-aux/check-spdx.py", "build-aux/check-texts.py",
                                    "build-aux/check-ui.py", "build-aux/check-flatpak.py")
PRIVACY = "build-aux/check-log.py"
POTFILES, REPORT = "build-aux/check-potfiles.sh", "build-aux/test-report.py"
ID = "flatpak/io.github.sportello.Sportello"


def plant(root, files):
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def run(script, root, *arguments):
    if script.endswith(".sh"):
        command = ["bash", os.path.join(TOP, script), root]
    elif script == REPORT:
        command = [sys.executable, os.path.join(TOP, script), *arguments]
    else:
        command = [sys.executable, os.path.join(TOP, script), "--root", root]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=60)
    return done.returncode, done.stdout


# A small tree in which every rule is kept; the ids are invented, the checks take them from the folders.
CLEAN = {
    "src/base/spt-a.h": HEAD + "#pragma once\n#include <glib.h>\n",
    "src/base/spt-a.c": HEAD + '#include "config.h"\n#include "base/spt-a.h"\n#include "spt-a.h"\n/* alfa facts 7 */\n',
    "src/store/spt-s.c": HEAD + '#include <sqlite3.h>\n#include "model/spt-m.h"\n',
    "src/services/alfa/spt-alfa.c": HEAD + '#include "net/spt-http.h"\nint spt_alfa;\n',
    "src/services/beta/spt-beta.c": HEAD + '#include "service/spt-service.h"\n',
    "src/practice/alfa/alfa.c": HEAD + '#include <libsoup/soup.h>\n#include "practice/ledger.h"\n',
    "src/practice/main.c": HEAD + '#include "practice/alfa/alfa.h"\n',
    "src/ui/spt-toast.c": HEAD + "#include <adwaita.h>\nvoid f (void) { adw_toast_new (_(\"Done\")); }\n",
    "src/ui/alfa/spt-page.c": HEAD + '#include "ui/spt-toast.h"\n#include "services/alfa/spt-alfa.h"\n',
    "src/app/main.c": HEAD + '#include "services/spt-registry.h"\n#include "ui/spt-window.h"\nint main (void) { spt_log_install (); }\n',
    "build-aux/service-names.allow": "# SPDX-License-Identifier: GPL-3.0-or-later\nsrc/practice/*.c * its own table\n",
    "ui/window.ui": '<?xml version="1.0"?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n<interface><object class="X">'
                    '<property name="label" translatable="yes">Send</property><property name="label">…</property>'
                    "</object></interface>\n",
    "data/alfa/texts.json": '{"E1": {"it": "Errore {n}", "en": "Error {n}"}, "list": [{"it": "a", "en": "b"}]}',
    "po/POTFILES.in": "src/ui/spt-toast.c\nui/window.ui\n",
}


def manifests(change=None):
    made = {}
    for suffix in ("", ".Devel"):
        with open(os.path.join(TOP, ID + suffix + ".json"), encoding="utf-8") as file:
            value = json.load(file)
        if change:
            change(value)
        made[ID + suffix + ".json"] = json.dumps(value)
    return made


def in_c(name, line):
    return {name: HEAD + line + "\n"}


CASES = [  # script, what is planted, a word of the finding
    (LAYERS, in_c("src/base/spt-b.c", '#include "model/spt-m.h"'), "may not include src/model"),
    (LAYERS, in_c("src/model/spt-m.c", "#include <gtk/gtk.h>"), "GTK belongs"),
    (LAYERS, in_c("src/ui/spt-w.c", "#include <sqlite3.h>"), "SQLite belongs"),
    (LAYERS, in_c("src/ui/spt-w.c", '#include "services/alfa/spt-alfa.h"'), "may not include src/services/alfa"),
    (LAYERS, in_c("src/ui/spt-w.c", '#include "ui/alfa/spt-page.h"'), "may not include src/ui/alfa"),
    (LAYERS, in_c("src/ui/alfa/spt-w.c", '#include "services/beta/spt-beta.h"'), "may not include src/services/beta"),
    (LAYERS, in_c("src/services/beta/spt-b.c", '#include "services/alfa/spt-alfa.h"'), "may not include"),
    (LAYERS, in_c("src/outbox/spt-o.c", '#include "services/alfa/spt-alfa.h"'), "may not include"),
    (LAYERS, in_c("src/practice/alfa/a.c", '#include "base/spt-a.h"'), "may not include src/base"),
    (LAYERS, in_c("src/app/a.c", '#include "practice/ledger.h"'), "may not include src/practice"),
    (LAYERS, in_c("src/net/spt-n.c", '#include "../base/spt-a.h"'), "write the path from src"),
    (LAYERS, in_c("src/practice/alfa/a.c", '#include "../beta/b.h"'), "may not include src/practice/beta"),
    (LAYERS, in_c("src/practice/alfa/a.c", '#include "../../base/spt-a.h"'), "write the path from src"),
    (LAYERS, in_c("src/attic/spt-x.c", "int x;"), "no room"),
    (LAYERS, in_c("src/outbox/spt-o.c", 'const char *s = "alfa.create";'), 'names the service "alfa"'),
    (LAYERS, in_c("src/model/spt-m.c", "int SPT_ALFA_X;"), 'names the service "alfa"'),
    (LAYERS, in_c("src/model/spt-m.c", "SptAlfaThing x;"), 'names the service "alfa"'),
    (LAYERS, in_c("src/base/spt-long.c", "int x;\n" * 1001), "is the end"),
    (SPDX, {"src/base/spt-x.c": "int x;\n"}, "SPDX"),
    (SPDX, {"src/base/spt-x.h": HEAD + "#ifndef X\n"}, "#pragma once"),
    (TEXTS, {"data/x/t.json": '{"a": {"it": "Solo"}}'}, '"en" is missing'),
    (TEXTS, {"data/x/t.json": '[{"it": "", "en": "x"}]'}, '"it" is missing'),
    (TEXTS, {"data/x/t.json": '{"it": "{a}", "en": "{b}"}'}, "placeholders differ"),
    (TEXTS, {"data/x/t.json": '{"a": 1, "a": 2}'}, "stands twice"),
    (TEXTS, {"data/x/t.json": "{"}, "t.json"),
    (PRIVACY, in_c("src/app/main.c", "int main (void) { return 0; } /* spt_log_install () */"), "unmasked"),
    (PRIVACY, in_c("src/base/spt-p.c", 'void f (void) { g_print ("x"); }'), "past the log"),
    (PRIVACY, in_c("src/base/spt-p.c", 'void f (void) { fprintf (stderr, "x"); }'), "past the log"),
    (PRIVACY, in_c("src/base/spt-p.c", 'void f (void) { g_warning ("x: %s",\n row->doc); }'), "somebody's data"),
    (PRIVACY, in_c("src/ui/spt-p.c", 'void f (void) { g_debug ("%s", spt_form_field_get_text (field)); }'), "somebody's data"),
    (PRIVACY, in_c("src/net/spt-p.c", 'void f (void) { g_message ("%s", secret); }'), "a secret"),
    (UI, {"ui/x.ui": "<interface><object></interface>"}, "mismatched"),
    (UI, {"ui/x.ui": '<interface><property name="title">Plants</property></interface>'}, "translatable"),
    (UI, {"ui/x.ui": '<interface><item>Plants</item></interface>'}, "translatable"),
    (UI, in_c("src/ui/spt-other.c", "void g (void) { adw_toast_new (name); }"), "one helper"),
    (POTFILES, in_c("src/ui/spt-new.c", 'const char *s = N_("New");'), "src/ui/spt-new.c"),
    (POTFILES, in_c("src/ui/spt-table.c", 'const SptCountText t = NN_("%s item", "%s items");'), "src/ui/spt-table.c"),
    (POTFILES, {"po/POTFILES.in": "src/ui/gone.c\nsrc/ui/spt-toast.c\nui/window.ui\n"}, "not there"),
    (FLATPAK, manifests(lambda m: m["finish-args"].append("--filesystem=home")), "finish-args"),
    (FLATPAK, manifests(lambda m: m["finish-args"].pop()), "finish-args"),
    (FLATPAK, manifests(lambda m: m["modules"][0]["sources"].append({"type": "archive", "url": "x"})), "sha256"),
    (FLATPAK, manifests(lambda m: m.update({"runtime-version": "master"})), "numbered version"),
]

KNOWN = [{"name": n, "suite": ["sportello:unit"]} for n in ("good", "bad", "crash", "plain", "lost")]
LOG = [
    {"name": "sportello:unit / good", "result": "OK", "returncode": 0,
     "stdout": "TAP version 13\n1..3\nok 1 /a\nok 2 /b # SKIP no display\nok 3 /c\n"},
    {"name": "sportello:unit / bad", "result": "FAIL", "returncode": 1,
     "stdout": "TAP version 14\n# Subtest: x\n    ok 1 /x/a\n    not ok 2 /x/b\n    1..2\nnot ok 1 x\n1..1\n"},
    {"name": "sportello:unit / crash", "result": "ERROR", "returncode": -11, "stdout": "TAP version 13\n1..5\nok 1 /a\n"},
    {"name": "sportello:unit / plain", "result": "TIMEOUT", "returncode": -15, "stdout": "working\n"},
]


def report_folder(root, name, log, known, status):
    plant(root, {f"{name}/meson-logs/testlog.json": "".join(json.dumps(e) + "\n" for e in log),
                 f"{name}/meson-info/intro-tests.json": json.dumps(known), f"{name}/dev-status": str(status)})
    return os.path.join(root, name)


def cases():
    for script in (LAYERS, SPDX, TEXTS, UI, PRIVACY, POTFILES):
        yield f"{script} passes a clean tree", script, CLEAN, 0, ""
    yield f"{FLATPAK} passes our manifests", FLATPAK, manifests(), 0, ""
    for script, files, word in CASES:
        yield f"{script} finds: {word}", script, {**CLEAN, **files}, 1, word


def main():
    lines = []
    for title, script, files, status, word in cases():
        root = tempfile.mkdtemp(prefix="spt-lint-")
        try:
            plant(root, files)
            got, output = run(script, root)
        finally:
            shutil.rmtree(root)
        lines.append((got == status and word in output, title, f"status {got}, {output}"))

    root = tempfile.mkdtemp(prefix="spt-report-")
    try:
        good = report_folder(root, "good", LOG[:1], KNOWN[:1], 0)
        every = report_folder(root, "every", LOG, KNOWN, 3)
        killed = report_folder(root, "killed", LOG[:1], KNOWN[:1], 1)
        scenarios = [{"name": n, "suite": ["sportello:ui", "sportello:scenario"]} for n in ("walk", "ride")]
        without = report_folder(root, "without", LOG[:1], KNOWN[:1] + scenarios, 0)
        some = report_folder(root, "some", LOG[:1] + [{**LOG[0], "name": "sportello:ui+scenario / walk"}], KNOWN[:1] + scenarios, 0)
        broken = {"name": "sportello:unit / b", "result": "ERROR", "returncode": 1, "stdout": LOG[0]["stdout"],
                  "stderr": "==1==LeakSanitizer has encountered a fatal error.\n"}
        twice = report_folder(root, "twice", LOG[:1] + [broken], KNOWN[:1], 1)
        again = report_folder(root, "again", LOG[:1] + [broken], KNOWN[:1], 0)
        with open(os.path.join(again, "meson-logs", "again.json"), "w", encoding="utf-8") as file:
            file.write(json.dumps({**broken, "result": "OK", "stderr": ""}) + "\n")
        for title, arguments, status, last in (
                ("the report names where the leak checker crashed", ["--gave-up", twice], 0, "b"),
                ("the report counts such a crash", [twice], 1, "4 passed, 1 failed, 2 skipped"),
                ("the report goes by what ran once more", [again], 0, "4 passed, 0 failed, 2 skipped"),
                ("the report counts TAP points", [good], 0, "2 passed, 0 failed, 1 skipped"),
                ("the report counts crashes, time-outs and what never ran", [every], 1, "4 passed, 4 failed, 1 skipped"),
                ("the report asks for no suite that was left out", [without], 0, "2 passed, 0 failed, 1 skipped"),
                ("the report asks for all of a suite that ran", [some], 1, "4 passed, 1 failed, 2 skipped"),
                ("the report believes a bad status", [killed], 1, "2 passed, 1 failed, 1 skipped"),
                ("the report counts a broken build", ["--broken", "gcc build", good], 1, "2 passed, 1 failed, 1 skipped"),
                ("the report counts what the caller ran", ["--passed", "2", "--skipped", "1"], 0,
                 "2 passed, 0 failed, 1 skipped")):
            got, output = run(REPORT, root, *arguments)
            lines.append((got == status and output.splitlines()[-1] == last, title, f"status {got}, {output}"))
    finally:
        shutil.rmtree(root)

    print("TAP version 13")
    print(f"1..{len(lines)}")
    for number, (good, title, detail) in enumerate(lines, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {title}".replace("#", "\\#"))
        if not good:
            print("# " + detail.replace("\n", "\n# "))
    return 0 if all(good for good, _, _ in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
