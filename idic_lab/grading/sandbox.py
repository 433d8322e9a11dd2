"""A folder and a process put in order for one submission, and put back afterwards."""

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows, where what a killed run has left stays
    fcntl = None  # type: ignore[assignment]

PREFIX = "idic-lab-work-"


@contextlib.contextmanager
def temporary_folder():
    """Make a folder for students' work that is gone afterwards; :func:`clear_left_behind` lets it be meanwhile."""
    made = tempfile.TemporaryDirectory(prefix=f".{PREFIX}", ignore_cleanup_errors=True)
    with made, contextlib.ExitStack() as stack:
        with contextlib.suppress(
            OSError
        ):  # where the system locks nothing, the folder keeps a name that is not cleared
            if fcntl:
                stack.callback(os.close, _locked(made.name))
                # It gets the name that is cleared only now, when it is locked.
                folder = Path(made.name)
                made.name = str(folder.rename(folder.with_name(folder.name[1:])))
        yield Path(made.name)


def clear_left_behind():
    """Delete the folders of :func:`temporary_folder` that killed runs have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*") if fcntl else ():
        with contextlib.suppress(OSError):  # it is somebody else's, or somebody is at work in it
            held = _locked(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _locked(folder):
    held = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise
    return held


def written(folder: Path, files):
    """Write files into a folder."""
    for path, data in files:
        file = folder / path
        if file.parent != folder:
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@contextlib.contextmanager
def workplace(files, name: str = "", answers: bytes | None = None):
    """Lay out a folder of its own for one submission: the instructor's files and the answers, nothing else."""
    with temporary_folder() as folder:
        written(folder, files)
        if answers is not None:
            Path(folder, f"{name}.answers.json").write_bytes(answers)
        yield folder


@contextlib.contextmanager
def surroundings(folder: Path, keep_out=()):
    """Set working directory, environment and import path for the time of a run, and put all of them back."""
    folders = [Path(each).resolve() for each in (folder, *keep_out)]
    before = os.getcwd(), dict(os.environ), list(sys.path)
    os.chdir(folder)
    # A student's pandas.py would be imported from "" or from a relative entry, whatever the working directory is.
    sys.path[:] = [each for each in sys.path if os.path.isabs(each) and not _inside(each, folders)]
    os.environ.update(NBGRADER_EXECUTION="autograde", MPLBACKEND="agg", PYTHONPATH="")
    os.environ.pop("IDIC_LAB_VIEW", None)
    try:
        yield
    finally:
        os.chdir(before[0])
        os.environ.clear()
        os.environ.update(before[1])
        sys.path[:] = before[2]
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


def _inside(entry, folders):
    resolved = Path(entry).resolve()
    return any(resolved == folder or folder in resolved.parents for folder in folders)
