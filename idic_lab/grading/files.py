"""The files of a hand-in, in folders, zips and zips in zips: read in memory, and never unpacked, run or followed."""

import errno
import io
import os
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from idic_lab.grading import sanitize
from idic_lab.grading.notes import FileNote, Message

MOST_ENTRIES = 20_000  # seen in folders
MOST_FILES = 2_000  # looked into, in folders and zips
MOST_BYTES = 100_000_000  # read of them
LARGEST_FILE = 20_000_000
DEEPEST_FOLDER = 10
DEEPEST_ZIP = 4
MOST_IN_ZIP = 20_000
LARGEST_ZIP = 50_000_000
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others can ask for gigabytes of memory by themselves
OFFICE = {"[Content_Types].xml", "mimetype"}  # Word, Excel, PowerPoint, OpenDocument and EPUB files are zips
WORK = (".zip", ".ipynb", ".json")  # looked into first, where there is too much
NOT_HANDED_IN = {"timestamp.txt", "submission_secret.txt"}  # nbgrader's own, beside the work
LEFT_BY_SYSTEMS = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}
NO_FILE = "it is a link or a device and not a file"


class CannotRead(ValueError):
    """A file or zip that is not read; the message ends a sentence that begins with its name."""

    def __init__(self, what: FileNote, **about):
        super().__init__(Message(what, about))
        self.message = self.args[0]


@dataclass(frozen=True)
class ListedFile:
    """A file as a folder or a zip lists it, and the way to its first bytes."""

    name: str
    place: str  # the folder or zip it lies in, with a slash at its end; empty at the top
    modified: float  # seconds since 1970
    read: Callable[[int], bytes]

    @property
    def order(self):
        """Where it stands in the order of looking; it decides only what is left when there is too much."""
        hidden = _is_hidden(self.place, self.name)
        return hidden, not self.name.casefold().endswith(WORK), self.place.count("/"), self.place, self.name


@dataclass(frozen=True)
class File:
    """A file of a submission."""

    name: str
    data: bytes | None = None  # None when it could not be read, or is neither JSON nor named like it
    problem: Message | None = None  # why not, ending a sentence that begins with the name
    modified: float = 0.0
    place: str = ""  # as that of an entry

    @property
    def hidden(self):
        """Whether it lies in a folder like ``.ipynb_checkpoints``, or is itself hidden."""
        return _is_hidden(self.place, self.name)

    @property
    def shown(self):
        """Where it lies and its name, as a part of a sentence."""
        whole = sanitize.name(f"{self.place}{self.name}")
        return f"“{whole}”" if len(whole) <= 120 else f"“{whole[:60]}…{whole[-50:]}”"


def gather(place: Path, released=()) -> tuple[list[File], list[Message]]:
    """Find every file of a submission, and what is to be said of those that were not looked into."""
    walk = _Walk({data for path, data in released if path.casefold().endswith(".zip")})
    walk.through(in_folder(place, walk.said), 0)
    return walk.found, walk.said


class _Walk:
    """Looks into files until all are seen or there are too many of them."""

    def __init__(self, released):
        self.found, self.said = [], []
        self._released, self._files, self._bytes, self._stopped = released, MOST_FILES, MOST_BYTES, False

    def through(self, entries, depth):
        """Look at the files of a folder and all below it, or of a zip."""
        for entry in sorted(entries, key=lambda entry: entry.order):
            self._files -= 1
            if self._files < 0 or self._bytes <= 0:
                self._stop(File(entry.name, place=entry.place))
                continue
            try:
                self._look(entry, depth)
            except CannotRead as problem:
                self.found.append(File(entry.name, problem=problem.message, place=entry.place))

    def _look(self, entry, depth):
        file = File(entry.name, modified=entry.modified, place=entry.place)
        head = entry.read(64)
        json = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") or head[:2] in UTF_16
        if head.startswith(ZIP) or (not json and entry.name.casefold().endswith(".zip")):
            self._look_into_zip(file, entry, depth)
        elif json or entry.name.casefold().endswith(WORK):
            limit = min(LARGEST_FILE, self._bytes)
            data = entry.read(limit + 1)
            self._bytes -= len(data)
            if len(data) <= limit:
                self.found.append(replace(file, data=_utf_8(data)))
            elif limit < LARGEST_FILE:
                self._stop(file)
            else:
                raise CannotRead(FileNote.TOO_LARGE, most=LARGEST_FILE // 1_000_000)
        else:
            self.found.append(file)

    def _look_into_zip(self, file, entry, depth):
        try:
            if depth == DEEPEST_ZIP:
                raise CannotRead(FileNote.TOO_DEEP)
            data = entry.read(LARGEST_ZIP + 1)
            self._bytes -= len(data)
            inside = [] if data in self._released else in_zip(data, f"{file.place}{file.name}/")
        except CannotRead as problem:
            self.said.append(Message(FileNote.ZIP_REFUSED, {"file": file.shown, "problem": problem.message}))
            return
        if inside is None:
            self.found.append(file)
        else:
            self.through(inside, depth + 1)

    def _stop(self, file):
        self.found.append(replace(file, problem=Message(FileNote.NOT_LOOKED_INTO)))
        if not self._stopped:
            self._stopped = True
            about = {"files": MOST_FILES, "most": MOST_BYTES // 1_000_000, "file": file.shown}
            self.said.append(Message(FileNote.TOO_MUCH, about))


def in_folder(place: Path, said: list[Message]):
    """Yield the files in a folder and below it; a zip in the place of a folder is one itself."""
    if os.path.islink(place):
        said.append(Message(FileNote.LINKED_FOLDER))
        return
    if not os.path.isdir(place):
        if os.path.lexists(place):
            yield _on_disk(place, "")
        return
    folders, seen = [(place, "", 0)], 0
    for folder, where, depth in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_ENTRIES:
                        said.append(Message(FileNote.TOO_MANY_ENTRIES, {"most": MOST_ENTRIES}))
                        return
                    if _left_by_a_system(entry.name) or (not where and entry.name in NOT_HANDED_IN):
                        continue
                    if not entry.is_dir(follow_symlinks=False):
                        yield _on_disk(Path(entry.path), where)
                    elif depth < DEEPEST_FOLDER:
                        folders.append((Path(entry.path), f"{where}{_text(entry.name)}/", depth + 1))
        except OSError as error:
            shown = File(where.rstrip("/") or "the folder").shown
            said.append(Message(FileNote.CLOSED_FOLDER, {"folder": shown, "why": error.strerror}))


def _on_disk(path, where):
    try:
        modified = os.lstat(path).st_mtime
    except OSError:  # gone by now, which is said when it is read
        modified = 0.0
    return ListedFile(_text(path.name), where, modified, partial(read, path))


def in_zip(data: bytes, place: str = "") -> list[ListedFile] | None:
    """Return the files in a zip; None for an office document, which is a zip of parts."""
    if len(data) > LARGEST_ZIP:
        raise CannotRead(FileNote.TOO_LARGE, most=LARGEST_ZIP // 1_000_000)
    if data.count(b"PK\x01\x02") > MOST_IN_ZIP:  # before zipfile makes an object of each, which takes seconds
        raise CannotRead(FileNote.TOO_MANY_IN_ZIP, most=MOST_IN_ZIP)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        wanted = [info for info in archive.infolist() if not info.is_dir()]
        if any(info.filename in OFFICE for info in wanted[:2]):
            return None
        found = []
        for info in wanted:
            path = _safe_path(info)
            folder, slash, name = path.rpartition("/")
            where, unpack = _text(f"{place}{folder}{slash}"), partial(_unpack, archive, info)
            if not _left_by_a_system(path):
                found.append(ListedFile(_text(name), where, _modified(info), unpack))
        return found
    except CannotRead:
        raise
    except Exception as problem:  # zipfile lets a dozen kinds of errors through when a zip is damaged on purpose
        raise CannotRead(FileNote.DAMAGED) from problem


def _unpack(archive, info, limit):
    try:
        with archive.open(info) as file:
            return file.read(limit)
    except Exception as problem:  # as above
        raise CannotRead(FileNote.DAMAGED) from problem


def _safe_path(info):
    """Return a member's path with slashes; refuse what only a zip made to do harm holds, and what cannot be read."""
    path = info.orig_filename.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
        raise CannotRead(FileNote.LEADS_OUTSIDE, file=sanitize.name(path)[:60])
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise CannotRead(FileNote.HOLDS_LINK, file=sanitize.name(path)[:60])
    if info.flag_bits & 0x1:
        raise CannotRead(FileNote.PASSWORD)
    if info.compress_type not in METHODS:
        raise CannotRead(FileNote.UNUSUALLY_PACKED)
    return path


def _modified(info):
    """Return when a zip says that a file was changed; it names no zone, so UTC is taken: the same on every machine."""
    try:
        return datetime(*info.date_time, tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def read(path: Path, limit: int) -> bytes:
    """Return the first bytes of a plain file on the disk, which is never read through a link."""
    # Looked at again: between two looks a file could have been exchanged for a link or a pipe.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(path, "rb", opener=lambda path, given: os.open(path, given | flags)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CannotRead(FileNote.UNREADABLE_FILE, why=NO_FILE)
            return file.read(limit)
    except OSError as error:
        why = NO_FILE if error.errno in (errno.ELOOP, errno.ENXIO) else error.strerror
        raise CannotRead(FileNote.UNREADABLE_FILE, why=why) from None


def loaded(path: Path, limit: int) -> File:
    """Return a plain file on the disk with its bytes, or with what is wrong; more than a limit is never read."""
    try:
        data = read(path, limit + 1)
        if len(data) > limit:
            raise CannotRead(FileNote.TOO_LARGE, most=limit // 1_000_000)
        return File(path.name, data)
    except CannotRead as problem:
        return File(path.name, problem=problem.message)


def _is_hidden(place, name):
    return any(part.startswith(".") for part in f"{place}{name}".split("/"))


def _left_by_a_system(path):
    return any(part.casefold() in LEFT_BY_SYSTEMS or part.startswith("._") for part in path.split("/"))


def _text(name):
    """Return a name as UTF-8 can hold it; that of a file on a disk need not be text."""
    return name.encode("utf-8", "replace").decode()


def _utf_8(data):
    """Return text that an editor of Windows has saved as UTF-16 in UTF-8, and anything else as it is."""
    try:
        return data.decode("utf-16").encode() if data[:2] in UTF_16 else data
    except UnicodeError:
        return data
