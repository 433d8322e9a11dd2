"""``idic-lab doctor``: is this machine ready, and if not, what to do."""

import argparse
import importlib.metadata
import os
import re
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from idic_lab.grading import disk, isolation
from idic_lab.grading.course_folder import SETTINGS, CourseFolder, NoCourse

ROOT = Path(__file__).resolve().parents[2]
NEEDS_PYTHON = (3, 11)
# JupyterLab's part of each: without it the lessons show no widgets, or nothing can be handed in or marked.
LAB_EXTENSIONS = {
    "anywidget": "the questions of the lessons",
    "@jupyter-widgets/jupyterlab-manager": "the questions of the lessons",
    "@jupyter/nbgrader": "Assignment List and Formgrader",
}
SERVER_EXTENSIONS = {
    "jupyterlab": "JupyterLab",
    "nbgrader.server_extensions.assignment_list": "Assignment List",
    "nbgrader.server_extensions.formgrader": "Formgrader",
}
ROOM = 500_000_000  # bytes: a class's graded work and a few copies of the gradebook
AGAIN = "set the environment up again: make setup (or pip install --require-hashes -r requirements.lock)"


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    what: str  # what was looked at
    well: bool | None  # None for a thing that not everybody needs
    told: str  # what was seen
    remedy: str = ""  # what to do; empty where all is well


def findings(course_folder: Path | None = None):
    """Look at everything."""
    yield python(sys.version_info[:3])
    yield packages((ROOT / "requirements.lock").read_text("utf-8"), _installed())
    yield tools()
    yield kernel()
    yield from extensions()
    yield from folders(course_folder)
    if course_folder is None:
        yield Finding("exchange", None, "not looked at", f"in a course (a folder with {SETTINGS}) it is looked at too")
    else:
        yield exchange(course_folder)
    yield code_lane(isolation.problem())


def python(version):
    """Look at the version of Python, a tuple of numbers."""
    shown, needed = (".".join(map(str, each)) for each in (version, NEEDS_PYTHON))
    if version >= NEEDS_PYTHON:
        return Finding("Python", True, shown)
    return Finding("Python", False, f"{shown} is too old", f"install Python {needed} or newer, and {AGAIN}")


def packages(lock: str, installed: dict[str, str]) -> Finding:
    """Compare what is installed with the lock."""
    from packaging.markers import Marker

    missing, other, count = [], [], 0
    for line in lock.splitlines():
        pin = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", line)
        if not pin or (pin[3] and not Marker(pin[3].strip()).evaluate()):
            continue
        name, version, count = _plain(pin[1]), pin[2], count + 1
        if name not in installed:
            missing.append(name)
        elif installed[name] != version:
            other.append(f"{name} {installed[name]} for {version}")
    if missing:
        return Finding("packages", False, f"missing: {_some(missing)}", AGAIN)
    if other:
        return Finding("packages", None, f"{len(other)} not as tested: {_some(other)}", f"if something is odd, {AGAIN}")
    return Finding("packages", True, f"{count}, each in the version of requirements.lock")


def tools():
    """Look for the program that nbgrader starts by name when it makes a gradebook."""
    beside = shutil.which("alembic", path=str(Path(sys.executable).parent))
    if shutil.which("alembic"):
        return Finding("tools on the path", True, "alembic")
    remedy = "activate the environment, so that its bin folder is on PATH" if beside else AGAIN
    return Finding("tools on the path", False, "alembic is not found, and nbgrader needs it", remedy)


def kernel():
    """Look for the kernel in which notebooks run, and whether it is this Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    install = f"run {sys.executable} -m ipykernel install"
    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Finding("kernel", False, "there is no kernel python3", f"{install} --user")
    found = shutil.which(program) or program
    if os.path.realpath(found) != os.path.realpath(sys.executable) and os.path.isabs(program):
        return Finding("kernel", False, f"python3 runs another Python: {program}", f"{install} --sys-prefix")
    return Finding("kernel", True, "python3")


def extensions():
    """Look for what JupyterLab and its server need."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path
    from jupyter_server.extension.config import ExtensionConfigManager

    there = {
        name
        for name in LAB_EXTENSIONS
        for at in jupyter_path()
        if Path(at, "labextensions", name, "package.json").is_file()
    }
    switched = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    on = {name for name, enabled in switched.items() if enabled}
    for kind, wanted, found in (("JupyterLab", LAB_EXTENSIONS, there), ("server", SERVER_EXTENSIONS, on)):
        told = "; ".join(
            f"{name} is missing or switched off, so {what} does not work"
            for name, what in wanted.items()
            if name not in found
        )
        yield Finding(f"{kind} extensions", not told, told or ", ".join(wanted), AGAIN if told else "")


def folders(course_folder):
    """Try to write where something will be written."""
    from jupyter_core.paths import jupyter_data_dir, jupyter_runtime_dir

    wanted = {"Jupyter's own folder": jupyter_data_dir(), "Jupyter's runtime folder": jupyter_runtime_dir()}
    wanted |= {"temporary files": tempfile.gettempdir(), "your home": Path.home(), "this folder": os.getcwd()}
    if course_folder is not None and Path(course_folder).is_dir():
        wanted["the course"] = str(course_folder)
    for what, folder in wanted.items():
        if trouble := _unwritable(folder):
            yield Finding(what, False, trouble, f"make {folder} writable for you, or work elsewhere")
        elif (free := shutil.disk_usage(folder).free) < ROOM:
            yield Finding(what, None, f"{folder}: {free / 1e6:.0f} MB are left on this disk", "make room there")
        elif trouble := disk.without_locks(folder):
            remedy = "two programs at once may undo each other's work; put the course on a disk of this machine"
            yield Finding(what, None, f"{folder} has no locks ({trouble})", remedy)
        else:
            yield Finding(what, True, str(folder))


def exchange(course_folder: Path) -> Finding:
    """Look at the folder through which students fetch and hand in."""
    try:
        own = CourseFolder(course_folder).exchange
        place, inbound = own.parent, own / "inbound"
    except NoCourse as problem:
        return Finding("exchange", False, str(problem), "name the course: idic-lab doctor --course DIR")
    otherwise = "or hand assignments out and collect them through your learning platform, which needs none"
    if sys.platform == "win32":
        return Finding("exchange", None, "nbgrader has none on Windows", otherwise.removeprefix("or "))
    if not place.is_dir():
        remedy = (
            f"as an administrator: mkdir -p {place} && chmod 1777 {place}; or name another folder in {SETTINGS}: "
            f"c.Exchange.root = '…'; {otherwise}"
        )
        return Finding("exchange", None, f"{place} does not exist", remedy)
    mode, remedy = place.stat().st_mode, f"chmod 1777 {place}, if students with accounts of their own use it"
    if mode & 0o007 != 0o007:
        return Finding("exchange", None, f"others cannot write to {place}", remedy)
    if not mode & stat.S_ISVTX:
        return Finding("exchange", None, f"others can put their own folder in your course's place in {place}", remedy)
    if inbound.is_dir() and not inbound.stat().st_mode & stat.S_ISVTX:
        told = f"who knows the name of what another student handed in can move or delete it in {inbound}"
        return Finding("exchange", None, told, f"chmod +t {inbound}, if students with accounts of their own use it")
    if trouble := _unwritable(place):
        return Finding("exchange", False, trouble, f"chmod 1777 {place}; {otherwise}")
    return Finding("exchange", True, str(place))


def code_lane(trouble: str) -> Finding:
    """Say whether students' code can be run so that it harms nothing; assignments of this course need no such thing."""
    if not trouble:
        return Finding("isolation for students' code", True, "bubblewrap")
    remedy = "needed only for assignments of your own in which students' code is run: install the package bubblewrap"
    return Finding("isolation for students' code", None, trouble, remedy)


def _installed():
    found = {}
    for each in importlib.metadata.distributions():
        # Some packages bring others of their own, further back on the path.
        found.setdefault(_plain(each.metadata["Name"]), each.version)
    return found


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _some(names):
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _unwritable(folder):
    """Return why nothing can be written to a folder, which is made where it is missing; empty when it can."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".idic-lab-"):
            return ""
    except OSError as problem:
        return f"{folder} cannot be written ({problem.strerror})"


def main(argv):
    """Say what was found; the exit status is 1 when something everybody needs is amiss."""
    parser = argparse.ArgumentParser(prog="idic-lab doctor", description="Check this machine, and say what to do.")
    parser.add_argument(
        "--course", type=Path, metavar="DIR", help="a course to look at too (this folder, if it is one)"
    )
    folder = parser.parse_args(argv).course or (Path() if Path(SETTINGS).is_file() else None)
    amiss = 0
    for finding in findings(folder):
        sign = {True: "ok     ", False: "AMISS  ", None: "note   "}[finding.well]
        print(f"{sign}{finding.what}: {finding.told}")
        if finding.remedy:
            print(f"         {finding.remedy[:1].upper()}{finding.remedy[1:]}.")
        amiss += finding.well is False
    things = "1 thing is" if amiss == 1 else f"{amiss} things are"
    print(f"{things} amiss; what to do stands under each." if amiss else "Everything that is needed is there.")
    return 1 if amiss else 0
