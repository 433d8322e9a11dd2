"""What is in an answers file, and how its bytes are judged, whoever wrote them; nothing here touches the disk."""

import json
import re
from codecs import BOM_UTF8
from datetime import datetime

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
            raise ValueError(f"{value[:40]!a} contains half a character") from None
        return str.__str__(value)
    if isinstance(value, int | float):
        return _plain_number(value)
    if levels == 0:
        raise ValueError("it is nested too deeply")
    if isinstance(value, list | tuple):
        return [_plain(item, levels - 1) for item in value]
    if isinstance(value, dict):
        if odd := [key for key in value if not isinstance(key, str)]:
            raise ValueError(f"the key {odd[0]!r} is not text")
        return {_plain(key, 0): _plain(item, levels - 1) for key, item in value.items()}
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return _plain(value.item(), 0)
    raise ValueError(f"a {type(value).__name__} is not text, a number, a list or a table of these")


def _plain_number(value):
    try:
        size = abs(float(value))
    except OverflowError:
        size = float("inf")
    if size < float("inf"):
        return int(value) if isinstance(value, int) else float(value)
    raise ValueError("it is too large a number" if isinstance(value, int) else f"{value} is not a number")


def parse(data: bytes) -> dict:
    """Read an answers file from its bytes, whoever wrote them; touches no disk and runs nothing."""
    if len(data) > MAX_BYTES:
        raise BrokenFile(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        raise BrokenFile("it is empty")
    try:
        document = json.loads(data.removeprefix(BOM_UTF8).decode(), object_pairs_hook=_without_repeats)
    except BrokenFile:
        raise
    except json.JSONDecodeError as error:
        raise BrokenFile(f"it is damaged or cut off at line {error.lineno}") from None
    except UnicodeDecodeError:
        raise BrokenFile("it is not UTF-8 text") from None
    except RecursionError:
        raise BrokenFile("it is nested too deeply") from None
    except ValueError:
        raise BrokenFile("it holds a number of thousands of digits") from None
    try:
        document = _plain(document, LEVELS_AROUND_A_VALUE + DEEPEST_VALUE)
    except ValueError as error:
        raise BrokenFile(str(error)) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BrokenFile("it is not an answers file")
    document = migrate(document)
    book, answers = document.get("book"), document.get("answers")
    if not isinstance(book, str) or not isinstance(answers, dict):
        raise BrokenFile("its book or its answers are missing")
    return {
        "format": FORMAT,
        "version": VERSION,
        "book": book,
        "answers": {k: _entry(k, v) for k, v in answers.items()},
    }


def _without_repeats(pairs):
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise BrokenFile("it names one thing twice")
    return mapping


def _entry(id, entry):
    if not isinstance(entry, dict) or "value" not in entry:
        raise BrokenFile(f"the answer to {id[:60]!r} has no value")
    saved_at, revision = entry.get("saved_at"), entry.get("revision")
    if type(revision) is not int or not 1 <= revision < 2**53:
        raise BrokenFile(f"the answer to {id[:60]!r} has no revision number")
    try:
        # The first and last years are refused: moved to another time zone they overflow.
        in_range = _TIME.fullmatch(saved_at) and 1970 <= datetime.fromisoformat(saved_at).year <= 9998
    except (TypeError, ValueError):
        in_range = False
    if not in_range:
        raise BrokenFile(f"the answer to {id[:60]!r} has no time with a zone")
    return {"value": entry["value"], "saved_at": saved_at, "revision": revision}


# From each older version, the function that makes the next one of it. Version 1 is the first that was ever released.
MIGRATIONS = {}


def migrate(document: dict) -> dict:
    """Bring a document of an older version to the current one. The same answers in the current version."""
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise NewerVersion(f"it was written by a newer idic_lab (file version {version}, this one reads {VERSION})")
    while version != VERSION or type(version) is not int:
        if type(version) is not int or version not in MIGRATIONS:
            raise BrokenFile(f"its version, {str(version)[:40]!r}, is unknown")
        document = MIGRATIONS[version](document) | {"version": version + 1}
        version += 1
    return document


def render(book: str, answers: dict) -> bytes:
    """Write a book as the bytes of its file."""
    document = {"format": FORMAT, "version": VERSION, "book": book, "answers": answers}
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
