"""What to do when the disk, or the file of the gradebook, does not take what is to be written: in one sentence."""

import errno
import functools
import sqlite3
from tempfile import TemporaryFile

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, "SQLITE_FULL", "SQLITE_IOERR"}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS, "SQLITE_READONLY", "SQLITE_CANTOPEN"}
BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


def sentence(problem) -> str:
    """Return what to do about an error; empty when it is not one of the disk's."""
    number: str | int
    problem = getattr(problem, "orig", problem)  # SQLAlchemy wraps what sqlite raises
    if isinstance(problem, sqlite3.Error):
        name = getattr(problem, "sqlite_errorname", None) or ""
        number = "_".join(name.split("_")[:2])  # SQLITE_IOERR_WRITE and its kind
        where = "gradebook.db"
    elif isinstance(problem, OSError):
        if problem.errno is None:
            return str(problem)  # a sentence already
        number, where = problem.errno, problem.filename
    else:
        return ""
    if number in FULL:
        return "The disk is full, and nothing is left half-written. Make room and run the same again."
    if number in CLOSED:
        return f"{where} cannot be written: {problem}. See that you may write there, and run the same again."
    if number in BUSY:
        return "Another program is writing to gradebook.db. Run the same again in a moment."
    if number in DAMAGED:
        return "gradebook.db is damaged. Put a copy back: idic-lab course restore lists them."
    return ""


def in_a_sentence(method):
    """Let a method of an nbgrader plug-in end with a sentence instead of a traceback where the disk is at fault."""

    @functools.wraps(method)
    def told(self, *rest):
        try:
            return method(self, *rest)
        except Exception as problem:
            if not (what := sentence(problem)):
                raise
            self.log.error(what)
            raise SystemExit(1) from None

    return told


def without_locks(folder):
    """Return why no file in a folder can be locked, as on some network homes; empty when it can."""
    try:
        import fcntl
    except ImportError:  # Windows locks in its own way, on every disk
        return ""
    try:
        with TemporaryFile(dir=folder, prefix=".idic-lab-") as file:
            for lock in (fcntl.flock, fcntl.lockf):  # the kit's own, and sqlite's
                lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                lock(file, fcntl.LOCK_UN)
    except OSError as problem:
        return problem.strerror or str(problem)
    return ""
