"""The answers file on disk: read as data from anyone, written so that it is whole at every instant."""

import errno
import os
import re
import stat
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from idic_lab.answers.format import MAX_BYTES, BrokenFile, NewerVersion, OtherBook, parse

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}(?<![ .])")
# Windows gives these names to devices, whatever follows the point.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Overtaken(OSError):
    """Another process has written the file meanwhile; nothing was changed."""


def file_name(book: str) -> str:
    """Return the name of a book's answers file."""
    if not isinstance(book, str) or not _NAME.fullmatch(book) or ".." in book or _DEVICES.fullmatch(book):
        raise ValueError(
            f"{book!r} cannot be the name of a book. Use letters, digits and hyphens, for example 'four-companies'."
        )
    return f"{book}.answers.json"


def read(path: str | Path, book: str | None = None) -> dict:
    """Read an answers file as data, never through a link. As from `parse`."""
    path = Path(path)
    try:
        document = parse(_bytes(path))
    except NewerVersion as error:
        raise NewerVersion(f"{path.name} was left untouched: {error}. Update idic_lab, then try again.") from None
    except BrokenFile as error:
        raise BrokenFile(f"{path.name} cannot be used: {error}.") from None
    if book is not None and document["book"] != book:
        raise OtherBook(
            f"{path.name} was left untouched: it holds the answers of {document['book'][:60]!r}, not of {book!r}. "
            "Move it to where it belongs or give it another name, then try again."
        )
    return document


def _bytes(path):
    if not stat.S_ISREG(path.lstat().st_mode):
        raise BrokenFile("it is a link or a folder, not a file")
    with open(path, "rb", opener=_open_without_links) as file:
        # Looked at again: between the two looks the file could have been exchanged for a pipe.
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise BrokenFile("it is not a file")
        return file.read(MAX_BYTES + 1)


def _open_without_links(path, flags):
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def write(path: Path, data: bytes, is_unchanged=None):
    """Put bytes in the place of a file, so that at every instant the old or the new file is there, and whole.

    The caller holds the lock of the file: the temporary file has one fixed name, so that one a killed process left
    behind is cleared by the next save.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            own = os.fstat(file.fileno()).st_ino
        if is_unchanged and not (is_unchanged() and os.path.exists(temporary) and temporary.stat().st_ino == own):
            raise Overtaken(f"{path.name} was written by another process")
        _replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        # Without it a power cut may undo the renaming. Some network disks cannot do it, and have their own way.
        with suppress(OSError):
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _replace(temporary, path):
    for _ in range(20):
        try:
            return os.replace(temporary, path)
        except PermissionError:
            # On Windows a file that another program is just reading cannot be replaced for a moment.
            time.sleep(0.02)
    return os.replace(temporary, path)


def set_aside(path: Path) -> Path:
    """Rename a broken file to a dated name beside it that no file has yet. Where it is now."""
    stem = f"{path.name.removesuffix('.json')}.broken-{datetime.now():%Y-%m-%d-%H%M%S}"
    aside = path.with_name(f"{stem}.json")
    number = 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{stem}-{number}.json")
    os.rename(path, aside)
    return aside


def explain(error, path: Path) -> str:
    """Say in the student's words why a file could not be written, and what to do."""
    name = errno.errorcode.get(error.errno)
    if name in ("ENOSPC", "EDQUOT", "EFBIG"):
        return "the disk is full. Delete something you no longer need."
    if name in ("EACCES", "EPERM", "EROFS"):
        return (
            f"the folder {path.parent} cannot be written. Copy the notebook to a folder of your own and open it there."
        )
    if name in ("ENOENT", "ENOTDIR"):
        return f"the folder {path.parent} is not there. Close the notebook and open it where it is now."
    if isinstance(error, TimeoutError):
        return f"another program holds {path.name}. Close other windows with this notebook."
    return f"{error.strerror or error}."
