# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios share: numbered points in TAP, a home of one's own for each program, Italian on a bare machine."""
import os
import re
import subprocess
import sys
import tempfile
import traceback

from drive import App, poll

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else None
POINTS = []

# Which key leads to which page: as the sidebar has them.
KEYS = {name: f"alt+{number % 10}" for number, name in
        enumerate(("overview", "positions", "plants", "interventions", "vouchers", "lookups", "registry", "subjects", "submissions",
                   "accounts"), 1)}


class Skip(Exception):
    """A point that this machine has no means for."""


def point(function):
    """A numbered point of the test: passes unless it raises."""
    POINTS.append(function)
    return function


def run():
    print(f"1..{len(POINTS)}", flush=True)
    failed = 0
    for number, function in enumerate(POINTS, 1):
        name = (function.__doc__ or function.__name__).strip().splitlines()[0]
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except Skip as skip:
            print(f"ok {number} - {name} # SKIP {skip}", flush=True)
        except Exception as error:  # whatever it is, the other points are still told
            failed += 1
            # the reason and the step first: a record of the run may keep only the beginning
            steps = [step for step in traceback.extract_tb(error.__traceback__)
                     if os.path.basename(step.filename).startswith("scenario-")]
            reason = (str(error).splitlines() or [""])[0]
            print(f"# line {steps[-1].lineno if steps else '?'}: {type(error).__name__}: {reason}")
            text = traceback.format_exc()
            if len(text) > 12000:  # a tree of widgets at its end
                text = text[:3000] + "\n[...]\n" + text[-9000:]
            for line in text.splitlines():
                print(f"# {line}")
            print(f"not ok {number} - {name}", flush=True)
    sys.exit(1 if failed else 0)


def fresh(prefix="home-"):
    """A folder of the session's own, gone with it."""
    return tempfile.mkdtemp(prefix=prefix, dir=os.environ.get("SESSION_DIR"))


def start(*arguments, home=None, env=None):
    """The program, with its own data folder; use it as a context."""
    home = home or fresh()
    return App([PROGRAM, *arguments], env={"XDG_DATA_HOME": home, **(env or {})})


def alone(app):
    """Waits until no dialog is over the window: a key would go to one that is just closing."""
    def look():
        if len(app.look().children) != 1:
            return False
        if len(app.xids()) == 1:
            return True
        # What is left may be a tooltip of what came under the pointer when the dialog went: it stays as long as the pointer does.
        app.leave()
        return False

    poll(look, None, "window without dialogs")


def quit_and_check(app):
    """Ended as a person would; a critical or a sanitizer's finding shows in the status."""
    alone(app)
    app.key("ctrl+q")
    status = app.proc.wait(60)
    assert status == 0, f"the program ended with {status}"


def italian():
    """Environment of an Italian desktop, also where no Italian locale is installed."""
    folder = os.path.join(os.environ["SESSION_DIR"], "locales")
    env = {"LOCPATH": folder, "LANG": "it_IT.UTF-8", "LC_ALL": "it_IT.UTF-8", "LANGUAGE": "it"}
    try:
        if not os.path.isdir(folder):
            os.mkdir(folder)
            subprocess.run(["localedef", "-i", "it_IT", "-f", "UTF-8", os.path.join(folder, "it_IT.UTF-8")],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        # A folder may be there although the language's description, a package of its own, was not.
        charmap = subprocess.run(["locale", "charmap"], env={**os.environ, **env}, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, check=False).stdout
    except FileNotFoundError as error:
        raise Skip(f"no Italian locale: {error}") from error
    if charmap.strip() != b"UTF-8":
        raise Skip("no Italian locale, and localedef cannot make one: the package locales is missing")
    return env


def text_size(percent):
    """How large the text is of programs started from now on (an X resource: GTK takes it where no settings daemon runs)."""
    subprocess.run(["xrdb", "-nocpp", "-merge"], input=f"Xft.dpi: {96 * percent // 100}\n", text=True, check=True)


def fits(app, width, height=720):
    """The window can be that wide: what is shown asks for no more."""
    got = app.resize(width, height)
    assert got[0] <= width + 12, f"asked for {width} px, the window takes {got[0]}"


def choose_file(app, path):
    """Into the import assistant, by keyboard."""
    app.key("ctrl+i")
    app.wait_text(re.compile("^(Choose or Drop a File|Scegliere o trascinare un file)$"))
    app.key("Return")
    poll(lambda: len(app.xids()) >= 3, None, "file chooser")
    app.type(path)
    app.key("Return")


def focused(app, role, name=None):
    """What a person looks for before pressing a key."""
    poll(lambda: any("focused" in node.states for node in app.all(role, name, shown=False)), None, f"focus in {role} {name}")


def focused_row(app):
    """A row of the table has the focus: "row" is GTK's word, which the bus says in another way from release to release."""
    poll(lambda: any("focused" in node.states and node.role not in ("push button", "text", "entry")
                     for node in app.all(shown=False)), None, "focus in a row")


def iuv(number):
    """A notice number's own part, with its check digits."""
    base = f"{number:013d}"
    return f"02{base}{int('302' + base) % 93:02d}"


__all__ = ["App", "KEYS", "alone", "choose_file", "fits", "focused", "focused_row", "fresh", "italian", "iuv", "point", "poll",
           "quit_and_check", "run", "start", "text_size"]
