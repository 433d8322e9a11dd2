"""A folder and a process put in order for one submission, and put back afterwards."""

import contextlib
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

# Says whose a folder is, so that one that was left by a killed process is known: another machine may share the folder.
PREFIX = f"idic-lab-{platform.node()}-"


def private():
    """Return a new temporary folder, to be used with ``with``."""
    return tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)


def clean():
    """Remove what killed processes have left in the temporary folder: students' answers are in it."""
    # On Windows asking whether a process runs would end it.
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*") if os.name == "posix" else ():
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            if folder.lstat().st_uid == os.getuid() and process.isdecimal() and not _runs(int(process)):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another's, or no process's number
        return True
    return True


@contextlib.contextmanager
def workplace(files, name="", answers=None):
    """Lay out a folder of its own for one submission: the instructor's files and the answers, nothing else.

    Parameters
    ----------
    files : iterable of (str, bytes)
        The instructor's, by their paths.
    name : str
        Of the notebook; the answers become ``NAME.answers.json``.
    answers : bytes or None
        Recorded answers, already found readable.

    Yields
    ------
    pathlib.Path
    """
    with private() as temporary:
        folder = Path(temporary)
        for path, data in files:
            file = folder / path
            if file.parent != folder:
                file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if answers is not None:
            Path(folder, f"{name}.answers.json").write_bytes(answers)
        yield folder


@contextlib.contextmanager
def surroundings(folder, keep_out=()):
    """Set working directory, environment and import path for the time of a run, and put all of them back.

    Parameters
    ----------
    folder : path
        The working directory meanwhile. Nothing is imported from it.
    keep_out : sequence of path
        Further folders from which nothing is imported.
    """
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
