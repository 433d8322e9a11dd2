"""Open the lessons in JupyterLab, in a folder that belongs to the student.

What the kit ships is copied into the folder once. A file that is there already is the student's and is never
written again: a newer lesson is put beside it under a versioned name. ``.idic-lab.json`` in the folder remembers which
version of each lesson was handed over.
"""

import argparse
import hashlib
import json
import os
import secrets
import signal
import sys
import tempfile
import webbrowser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from idic_lab.lab.server import runtime_dir, serve

FIRST_LESSON = "00-start-here.ipynb"
HANDED_OVER = ".idic-lab.json"
LOG = ".jupyterlab.log"
INSTALL = 'python -m pip install "jupyterlab>=4.4,<5"'  # the extra `lab` of pyproject.toml
PACKAGE = Path(__file__).resolve().parents[1]
# A clone has the sources of the lessons beside the package, an installed kit does not.
CLONE = PACKAGE.parent if (PACKAGE.parent / "content" / "build.py").is_file() else None


def lessons() -> dict[str, dict]:
    """Return the lessons the kit ships."""
    folder = CLONE / "notebooks" if CLONE else PACKAGE / "_lessons"
    return {path.name: {"": path.read_bytes()} for path in sorted(folder.glob("*.ipynb"))}


def assignments(folder: Path) -> dict[str, dict]:
    """Return the released assignments in `folder`. Like `lessons`; the unit is the assignment's folder."""
    return {
        f"assignments/{notebook.parent.name}": {
            path.relative_to(notebook.parent).as_posix(): path.read_bytes()
            for path in sorted(notebook.parent.rglob("*"))
            if path.is_file() and ".ipynb_checkpoints" not in path.parts
        }
        for notebook in sorted(folder.glob("*/*.ipynb"))
        if notebook.stem == notebook.parent.name
    }


def digest(files):
    """Return the SHA-256 over the paths and bytes of `files`."""
    found = hashlib.sha256()
    for path, data in sorted(files.items()):
        found.update(f"{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def remembered(folder):
    """Return what was handed over to `folder` before: the digest by unit; empty where nothing can be read."""
    try:
        units = json.loads((folder / HANDED_OVER).read_text("utf-8"))["units"]
        return {str(unit): str(known) for unit, known in units.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def beside(place):
    """Return the first free versioned name beside `place`: ``lesson-v2.ipynb``, ``lesson-v3.ipynb``."""
    version = 2
    while (free := place.with_name(f"{place.stem}-v{version}{place.suffix}")).exists():
        version += 1
    return free


def present(place):
    """Return the files at `place`, a notebook or a folder, in the form of a unit."""
    if place.is_file():
        return {"": place.read_bytes()}
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def hand_over(units: dict[str, dict], folder: Path) -> list[str]:
    """Copy `units` into `folder` without writing over anything that is there. What the student must be told."""
    folder.mkdir(parents=True, exist_ok=True)
    before = remembered(folder)
    after, notices = dict(before), []
    for unit, files in units.items():
        place, new = folder / unit, digest(files)
        after[unit] = new
        if place.exists():
            if before.get(unit) == new or (unit not in before and digest(present(place)) == new):
                continue
            yours, place = place, beside(place)
            # A newer assignment stands in a folder of its own, so the answers given so far go with it.
            files = files | {book.name: book.read_bytes() for book in yours.glob("*.answers.json")}
            notices.append(
                f"{unit} has a newer version: it is in {place.relative_to(folder)}. Yours is as you left it."
            )
        for path, data in files.items():
            target = place / path if path else place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    if after != before:
        data = {"format": "idic-lab/handed-over", "version": 1, "units": after}
        (folder / HANDED_OVER).write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    return notices


def released() -> dict[str, dict]:
    """Return the assignments as students get them: of this clone, or of the student kit one stands in."""
    if not CLONE:
        kit = Path.cwd()
        return assignments(kit / "assignments") if (kit / "lessons").is_dir() else {}
    course = CLONE / "assignments"
    sources = present(course / "source") | {path.name: path.read_bytes() for path in course.glob("*.py")}
    kept = CLONE / "build" / "released" / digest(sources)[:16]
    if not kept.is_dir():
        print("Preparing the assignments.", flush=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as fresh:
            import_module("idic_lab.course.kit").release(Path(fresh) / "release")
            (Path(fresh) / "release").rename(kept)
    return assignments(kept)


def has_browser():
    """Return whether a browser can be opened here."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    ):
        return False
    try:
        return bool(webbrowser.get())
    except webbrowser.Error:
        return False


def start(folder: Path, browser: bool, options=()):
    """Start JupyterLab on the first lesson."""
    # Kernels and nbgrader's own tools are found by name, so the environment of this interpreter comes first.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = os.environ | {"PATH": path, "JUPYTER_TOKEN": secrets.token_hex(24)}
    command = [sys.executable, "-m", "jupyterlab", FIRST_LESSON, "--ServerApp.answer_yes=True", "--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    server, info = serve([*command, *options], folder / LOG, cwd=folder, env=env)
    if not info:
        return server, ""
    address = f"{info['url']}lab/tree/{FIRST_LESSON}?token={info['token']}"
    if browser:  # by a page of Jupyter's own, because on a shared machine all see how a browser was started
        pages = sorted(runtime_dir(env).glob(f"jpserver*-{server.pid}-open.html"), key=lambda page: len(page.name))
        webbrowser.open(pages[-1].as_uri() if pages else address)
    return server, address


def main(argv):
    """Copy the lessons, start JupyterLab, and stay until it ends."""
    parser = argparse.ArgumentParser(prog="idic-lab lab", description="Open the lessons in JupyterLab.")
    parser.add_argument("--folder", type=Path, default=Path("my-work"), help="where your work is kept (my-work)")
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    parser.add_argument("jupyter", nargs="*", metavar="-- OPTION", help="options for JupyterLab itself, after --")
    options = parser.parse_args(argv)
    if find_spec("jupyterlab") is None:
        print(f"JupyterLab is not installed. Install it, then try again: {INSTALL}", file=sys.stderr)
        return 1
    folder = options.folder.expanduser().resolve()
    notices = []
    try:
        units = lessons() | released()
    except RuntimeError as error:
        units = lessons()
        notices.append(f"The assignments are left out. {error}")
    try:
        notices += hand_over(units, folder)
    except OSError as error:
        print(
            f"The folder {folder} cannot be written ({error.strerror}). Name another: idic-lab lab --folder FOLDER",
            file=sys.stderr,
        )
        return 1
    print(f"Your work is kept in {folder}. No update writes over it.")
    for notice in notices:
        print(notice)
    browser = has_browser() and not options.no_browser
    print("Starting JupyterLab.", flush=True)
    # Ended by its parent, this process still ends the server and the kernels.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server, address = start(folder, browser, options.jupyter)
    try:
        if not address:
            log = (folder / LOG).read_text("utf-8", "replace").split("\n")
            why = next((line.strip() for line in reversed(log) if line.strip()), "it said nothing")
            print(f"JupyterLab did not start: {why} (more in {folder / LOG})", file=sys.stderr)
            return 1
        print(f"{'JupyterLab runs at' if browser else 'Open this address in your browser:'} {address}")
        print("Stop it with Ctrl-C; your answers are kept.", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()
