"""Zips that students hand in, read in memory: nothing is ever unpacked to a disk."""

import io
import re
import stat
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime

from idic_lab.grading import sanitize

MOST_FILES = 20_000
LARGEST_ZIP = 50_000_000
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others can ask for gigabytes of memory by themselves
OFFICE = {"[Content_Types].xml", "mimetype"}  # Word, Excel, PowerPoint, OpenDocument and EPUB files are zips


class RefusedArchive(ValueError):
    """A zip, or a file in one, that is not read; the message ends a sentence that begins with its name."""


@dataclass(frozen=True)
class Member:
    """A file in a zip."""

    path: str  # with slashes, as the zip has it
    modified: float  # seconds since 1970. A zip names no zone, so UTC is taken: the same on every machine
    _archive: zipfile.ZipFile = field(repr=False, compare=False)
    _info: zipfile.ZipInfo = field(repr=False, compare=False)

    def read(self, limit: int) -> bytes:
        """Return the first bytes of the file."""
        try:
            with self._archive.open(self._info) as file:
                return file.read(limit)
        except Exception as problem:  # zipfile lets a dozen kinds of errors through when a zip is damaged on purpose
            raise RefusedArchive("is damaged and could not be unpacked") from problem


def members(data: bytes) -> list[Member] | None:
    """Return the files in a zip; None for an office document, which is a zip of parts."""
    if len(data) > LARGEST_ZIP:
        raise RefusedArchive(f"is larger than {LARGEST_ZIP // 1_000_000} MB")
    if data.count(b"PK\x01\x02") > MOST_FILES:  # before zipfile makes an object of each, which takes seconds
        raise RefusedArchive(f"holds more than {MOST_FILES} files")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        wanted = [info for info in archive.infolist() if not info.is_dir()]
        if any(info.filename in OFFICE for info in wanted[:2]):
            return None
        return [Member(_path(info), _modified(info), archive, info) for info in wanted]
    except RefusedArchive:
        raise
    except Exception as problem:  # as above
        raise RefusedArchive("is damaged and could not be unpacked") from problem


def _path(info):
    """Return a member's path with slashes; refuse what only a zip made to do harm holds, and what cannot be read."""
    path = info.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
        raise RefusedArchive(f"holds a file that would be written outside its folder: {sanitize.name(path)[:60]}")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise RefusedArchive(f"holds {sanitize.name(path)[:60]}, which is a link or a device and not a file")
    if info.flag_bits & 0x1:
        raise RefusedArchive("is locked with a password")
    if info.compress_type not in METHODS:
        raise RefusedArchive("is packed in an unusual way")
    return path


def _modified(info):
    try:
        return datetime(*info.date_time, tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return 0.0
