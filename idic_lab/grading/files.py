"""The files of a submission, wherever they lie in it: looked at and read, never run and never followed elsewhere."""

import errno
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from idic_lab.grading import archive, sanitize

MOST_ENTRIES = 20_000  # seen in folders
MOST_FILES = 2_000  # looked into, in folders and zips
MOST_BYTES = 100_000_000  # read of them
LARGEST_FILE = 20_000_000
DEEPEST_FOLDER = 10
DEEPEST_ZIP = 4
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
WORK = (".zip", ".ipynb", ".json")  # looked into first, where there is too much
NOT_HANDED_IN = {"timestamp.txt", "submission_secret.txt"}  # nbgrader's own, beside the work
LEFT_BY_SYSTEMS = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class File:
    """A file of a submission."""

    name: str
    path: Path | None = None  # where to read it; None when that has been done
    # None when it could not be read, has not been yet, or is neither JSON nor named like it
    data: bytes | None = None
    problem: str = ""  # why not, ending a sentence that begins with the name
    modified: float = 0.0  # seconds since 1970
    place: str = ""  # the folder or zip it lies in, with a slash at its end; empty at the top

    @property
    def hidden(self):
        """Whether it lies in a folder like ``.ipynb_checkpoints``, or is itself hidden."""
        return any(part.startswith(".") for part in f"{self.place}{self.name}".split("/"))

    @property
    def shown(self):
        """Where it lies and its name, as a part of a sentence."""
        whole = sanitize.name(f"{self.place}{self.name}")
        return f"“{whole}”" if len(whole) <= 120 else f"“{whole[:60]}…{whole[-50:]}”"


def gather(place: Path, released=()):
    """Find every file of a submission, in its folders and zips and in zips in zips."""
    looking = _Looking({data for path, data in released if path.casefold().endswith(".zip")})
    for path, where in sorted(_walk(place, looking.said), key=lambda each: _order(each[0].name, each[1])):
        looking.at_path(path, where)
    return looking.found, looking.said


def loaded(file: File, limit: int) -> File:
    """Return a file with its bytes, which are never read through a link and never more than a limit."""
    data = file.data
    if data is None and not file.problem:
        try:
            with _opened(file.path) as opened:
                data = opened.read(limit + 1)
        except OSError as error:
            return File(file.name, problem=f"could not be read: {error.strerror}")
    if data is not None and len(data) > limit:
        return File(file.name, problem=f"is larger than {limit // 1_000_000} MB")
    return replace(file, path=None, data=data)


class _Looking:
    """Looks into files until all are seen or there are too many of them."""

    def __init__(self, released):
        self.found, self.said, self._released = [], [], released
        self._files, self._bytes, self._stopped = MOST_FILES, MOST_BYTES, False

    def at_path(self, path, where):
        """Look at a file on the disk."""
        name = _text(path.name)
        try:
            with _opened(path) as file:
                modified = os.fstat(file.fileno()).st_mtime
                self._look(name, where, modified, lambda limit: file.read(limit) if file.seek(0) == 0 else b"", 0)
        except OSError as error:
            self.found.append(File(name, problem=f"could not be read: {error.strerror}", place=where))

    def _look(self, name, where, modified, read, depth):
        """Look at a file through a function that returns its first bytes."""
        file = File(name, modified=modified, place=where)
        self._files -= 1
        if self._files < 0 or self._bytes <= 0:
            self._stop(file)
            return
        head = read(64)
        text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        json = text.startswith(b"{") or head[:2] in _UTF_16
        if head.startswith(ZIP) or (not json and name.casefold().endswith(".zip")):
            self._look_into_zip(file, read, depth)
        elif json or name.casefold().endswith(WORK):
            limit = min(LARGEST_FILE, self._bytes)
            data = read(limit + 1)
            self._bytes -= len(data)
            if len(data) <= limit:
                self.found.append(replace(file, data=_utf_8(data)))
            elif limit < LARGEST_FILE:
                self._stop(file)
            else:
                self.found.append(replace(file, problem=f"is larger than {LARGEST_FILE // 1_000_000} MB"))
        else:
            self.found.append(file)

    def _look_into_zip(self, file, read, depth):
        try:
            if depth == DEEPEST_ZIP:
                raise archive.RefusedArchive("lies in too many other zips")
            data = read(archive.LARGEST_ZIP + 1)
            self._bytes -= len(data)
            members = archive.members(data) if data not in self._released else []
        except archive.RefusedArchive as problem:
            self.said.append(f"The zip {file.shown} {problem}.")
            return
        if members is None:
            self.found.append(file)
        for member in sorted(members or [], key=lambda each: _order(*reversed(each.path.rpartition("/")[::2]))):
            folder, _, name = member.path.rpartition("/")
            if not _left_by_a_system(member.path):
                where = f"{file.place}{file.name}/{folder}/" if folder else f"{file.place}{file.name}/"
                try:
                    self._look(_text(name), _text(where), member.modified, member.read, depth + 1)
                except archive.RefusedArchive as problem:
                    self.found.append(File(_text(name), problem=str(problem), place=_text(where)))

    def _stop(self, file):
        self.found.append(replace(file, problem="was not looked into"))
        if not self._stopped:
            self._stopped = True
            self.said.append(
                f"There is more in this submission than can be looked into ({MOST_FILES} files, "
                f"{MOST_BYTES // 1_000_000} MB). The rest, from {file.shown} on, was left aside."
            )


def _walk(place, said):
    """Yield the files in a folder and below it, each with the folder; a zip in the place of a folder is one itself."""
    if os.path.islink(place):
        said.append("The folder that was handed in is a link to another place, which was not followed.")
        return
    if not os.path.isdir(place):
        if os.path.lexists(place):
            yield place, ""
        return
    folders, seen = [(place, "", 0)], 0
    for folder, where, depth in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_ENTRIES:
                        said.append(f"There are more than {MOST_ENTRIES} files. The others were not looked at.")
                        return
                    if _left_by_a_system(entry.name) or (not where and entry.name in NOT_HANDED_IN):
                        continue
                    if not entry.is_dir(follow_symlinks=False):
                        yield Path(entry.path), where
                    elif depth < DEEPEST_FOLDER:
                        folders.append((Path(entry.path), f"{where}{_text(entry.name)}/", depth + 1))
        except OSError as error:
            shown = File(where.rstrip("/") or "the folder").shown
            said.append(f"{shown} could not be opened: {error.strerror}.")


def _order(name, where):
    """Return where a file stands in the order of looking; it decides only what is left when there is too much."""
    hidden = where.startswith(".") or "/." in where or name.startswith(".")
    return hidden, not name.casefold().endswith(WORK), where.count("/"), where, name


def _left_by_a_system(path):
    return any(part.casefold() in LEFT_BY_SYSTEMS or part.startswith("._") for part in path.split("/"))


def _text(name):
    """Return a name as UTF-8 can hold it; that of a file on a disk need not be text."""
    return name.encode("utf-8", "replace").decode()


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def _utf_8(data):
    """Return text that an editor of Windows has saved as UTF-16 in UTF-8, and anything else as it is."""
    try:
        return data.decode("utf-16").encode() if data[:2] in _UTF_16 else data
    except UnicodeError:
        return data


def _opened(path):
    # Looked at again: between two looks a file could have been exchanged for a link or a pipe.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        file = open(path, "rb", opener=lambda path, given: os.open(path, given | flags))  # noqa: SIM115  returned open
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise OSError(error.errno, "it is a link or a device and not a file") from None
        raise
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is a link or a device and not a file")
    return file


def _set_aside_unreadable_time(folder):
    """Rename a ``timestamp.txt`` at which nbgrader would give this student up."""
    from nbgrader.utils import parse_utc
    from traitlets.log import get_logger

    path = Path(folder, "timestamp.txt")
    try:
        parse_utc(path.read_text("utf-8").strip() or None)
    except FileNotFoundError:
        pass
    except Exception:  # dateutil lets several kinds through
        path.rename(path.with_name("timestamp-unreadable.txt"))
        get_logger().warning("%s cannot be read, so the gradebook keeps the time it had. It was renamed.", path)


def disarm(assignment: str, student: str, notebooks: list[str]):
    """Replace links, pipes and the like in a submission by a text that names them: nbgrader's copying follows them.

    nbgrader calls this before it copies a submission (``Autograde.pre_convert_hook``).
    """
    for folder in {os.path.dirname(notebook) for notebook in notebooks}:
        for here, _, files in os.walk(folder):
            for file in files:
                path = os.path.join(here, file)
                if not stat.S_ISREG(os.lstat(path).st_mode):
                    where = f" to {os.readlink(path)}" if os.path.islink(path) else ""
                    os.remove(path)
                    Path(path).write_text(f"This was not a plain file but a link or a device{where}.\n", "utf-8")
        _set_aside_unreadable_time(folder)
