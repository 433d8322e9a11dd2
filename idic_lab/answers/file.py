"""The answers file: what its bytes mean, whoever wrote them, and how it is written so that it is always whole."""

import errno
import json
import os
import re
import stat
import time
from codecs import BOM_UTF8
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from idic_lab.words import say

FORMAT = "idic-lab/answers"
VERSION = 1
# About 800,000 words. The limit is the grader's protection against a file made to exhaust its memory.
MAX_BYTES = 5_000_000
DEEPEST_VALUE = 40
LEVELS_AROUND_A_VALUE = 3

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


class RefusedFile(ValueError):
    """An answers file that cannot be used; the message is a sentence for the student."""


class BrokenFile(RefusedFile):
    """A file that holds no readable answers: empty, cut off, damaged, a link, or made to do harm."""


class NewerVersion(RefusedFile):
    """A file written by a newer idic_lab; it is left untouched."""


class OtherBook(RefusedFile):
    """A file that holds the answers of another book; it is left untouched."""


def plain(value: object) -> object:
    """Copy a value as plain JSON, which reads back from the file exactly as it was written."""
    return _plain(value, DEEPEST_VALUE)


def _plain(value, levels):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError(say("value.half_a_character", text=ascii(value[:40]))) from None
        return str.__str__(value)
    if isinstance(value, int | float):
        return _plain_number(value)
    if levels == 0:
        raise ValueError(say("value.too_deep"))
    if isinstance(value, list | tuple):
        return [_plain(item, levels - 1) for item in value]
    if isinstance(value, dict):
        if odd := [key for key in value if not isinstance(key, str)]:
            raise ValueError(say("value.key", key=repr(odd[0])))
        return {_plain(key, 0): _plain(item, levels - 1) for key, item in value.items()}
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return _plain(value.item(), 0)
    raise ValueError(say("value.other", type=type(value).__name__))


def _plain_number(value):
    try:
        size = abs(float(value))
    except OverflowError:
        size = float("inf")
    if size < float("inf"):
        return int(value) if isinstance(value, int) else float(value)
    raise ValueError(say("value.too_large") if isinstance(value, int) else say("value.not_finite", value=value))


def parse(data: bytes) -> dict:
    """Read an answers file from its bytes, whoever wrote them; touches no disk and runs nothing."""
    if len(data) > MAX_BYTES:
        raise BrokenFile(say("file.too_large", megabytes=MAX_BYTES // 1_000_000))
    if not data.strip():
        raise BrokenFile(say("file.empty"))
    try:
        document = json.loads(data.removeprefix(BOM_UTF8).decode(), object_pairs_hook=_without_repeats)
    except BrokenFile:
        raise
    except json.JSONDecodeError as error:
        raise BrokenFile(say("file.damaged", line=error.lineno)) from None
    except UnicodeDecodeError:
        raise BrokenFile(say("file.not_utf8")) from None
    except RecursionError:
        raise BrokenFile(say("file.too_deep")) from None
    except ValueError:
        raise BrokenFile(say("file.long_number")) from None
    try:
        document = _plain(document, LEVELS_AROUND_A_VALUE + DEEPEST_VALUE)
    except ValueError as error:
        raise BrokenFile(str(error)) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BrokenFile(say("file.other_format"))
    document = migrate(document)
    book, answers = document.get("book"), document.get("answers")
    if not isinstance(book, str) or not isinstance(answers, dict):
        raise BrokenFile(say("file.nothing_in_it"))
    return {
        "format": FORMAT,
        "version": VERSION,
        "book": book,
        "answers": {k: _entry(k, v) for k, v in answers.items()},
    }


def _without_repeats(pairs):
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise BrokenFile(say("file.twice"))
    return mapping


def _entry(id, entry):
    if not isinstance(entry, dict) or "value" not in entry:
        raise BrokenFile(say("file.no_value", id=repr(id[:60])))
    saved_at, revision = entry.get("saved_at"), entry.get("revision")
    if type(revision) is not int or not 1 <= revision < 2**53:
        raise BrokenFile(say("file.no_revision", id=repr(id[:60])))
    try:
        # The first and last years are refused: moved to another time zone they overflow.
        in_range = _TIME.fullmatch(saved_at) and 1970 <= datetime.fromisoformat(saved_at).year <= 9998
    except (TypeError, ValueError):
        in_range = False
    if not in_range:
        raise BrokenFile(say("file.no_time", id=repr(id[:60])))
    return {"value": entry["value"], "saved_at": saved_at, "revision": revision}


# From each older version, the function that makes the next one of it. Version 1 is the first that was ever released.
MIGRATIONS = {}


def migrate(document: dict) -> dict:
    """Bring a document of an older version to the current one. The same answers in the current version."""
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise NewerVersion(say("file.newer", version=version, known=VERSION))
    while version != VERSION or type(version) is not int:
        if type(version) is not int or version not in MIGRATIONS:
            raise BrokenFile(say("file.version", version=repr(str(version)[:40])))
        document = MIGRATIONS[version](document) | {"version": version + 1}
        version += 1
    return document


def render(book: str, answers: dict) -> bytes:
    """Write a book as the bytes of its file."""
    document = {"format": FORMAT, "version": VERSION, "book": book, "answers": answers}
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


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
        raise NewerVersion(say("file.left_newer", file=path.name, why=error)) from None
    except BrokenFile as error:
        raise BrokenFile(say("file.unusable", file=path.name, why=error)) from None
    if book is not None and document["book"] != book:
        raise OtherBook(say("file.left_other", file=path.name, other=repr(document["book"][:60]), book=repr(book)))
    return document


def _bytes(path):
    if not stat.S_ISREG(path.lstat().st_mode):
        raise BrokenFile(say("file.link"))
    with open(path, "rb", opener=_open_without_links) as file:
        # Looked at again: between the two looks the file could have been exchanged for a pipe.
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise BrokenFile(say("file.no_file"))
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
        return say("disk.full")
    if name in ("EACCES", "EPERM", "EROFS"):
        return say("disk.read_only", folder=path.parent)
    if name in ("ENOENT", "ENOTDIR"):
        return say("disk.no_folder", folder=path.parent)
    if isinstance(error, TimeoutError):
        return say("disk.held", file=path.name)
    return f"{error.strerror or error}."
