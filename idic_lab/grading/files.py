"""The files of a submission, in a folder or a zip: looked at and read, never run and never followed elsewhere."""

import errno
import itertools
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from idic_lab.grading import archive, harmless

MOST_FILES = 2_000  # looked at in a folder


@dataclass(frozen=True)
class File:
    """A file of a submission.

    Parameters
    ----------
    name : str
    path : pathlib.Path or None
        Where to read it; None when that has been done.
    data : bytes or None
        None when it could not be read, or has not been yet.
    problem : str
        Why not, ending a sentence that begins with the name.
    modified : float
        Seconds since 1970.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    problem: str = ""
    modified: float = 0.0


def in_folder(place, wanted):
    """Find the files in a folder, or else in the first folder below it, in which there is something wanted.

    Parameters
    ----------
    place : pathlib.Path
    wanted : callable
        Tells of a file's name whether it is.

    Returns
    -------
    list of File
        Not read yet.
    """
    for folder in itertools.chain([place], _below(place)):
        found = [_file(path) for path in _entries(folder) if wanted(path.name)]
        if found:
            return found
    return []


def in_zip(path, said):
    """Read the files in a zip; of several with one name, the one nearest to the top.

    Parameters
    ----------
    path : pathlib.Path
    said : list of str
        Gets a sentence when the zip is refused.

    Returns
    -------
    list of File
    """
    try:
        with _opened(path) as file:
            found = archive.members(file)
    except archive.RefusedArchive as problem:
        said.append(f"The zip “{harmless.name(path.name)}” {problem}.")
        return []
    except OSError as error:
        said.append(f"The zip “{harmless.name(path.name)}” could not be read: {error.strerror}.")
        return []
    files = {
        (name := each.path.rpartition("/")[2]): File(name, None, each.data, "", each.modified)
        for each in sorted(found, key=lambda each: -each.path.count("/"))
    }
    return list(files.values())


def loaded(file, limit):
    """Return a file with its bytes, which are never read through a link and never more than a limit.

    Parameters
    ----------
    file : File
    limit : int
        In bytes.

    Returns
    -------
    File
    """
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


def _entries(folder):
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(each.path) for each in itertools.islice(entries, MOST_FILES))
    except OSError:
        return []


def _below(place):
    for path in _entries(place):
        if not path.name.startswith((".", "__MACOSX")) and path.is_dir() and not path.is_symlink():
            yield path


def _file(path):
    try:
        about = path.lstat()
    except OSError as error:
        return File(path.name, problem=f"could not be read: {error.strerror}")
    if not stat.S_ISREG(about.st_mode):
        return File(path.name, problem="is a link, a folder or a device and not a file")
    return File(path.name, path, modified=about.st_mtime)


def _opened(path):
    # Looked at again: between two looks a file could have been exchanged for a link or a pipe.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    file = open(path, "rb", opener=lambda path, given: os.open(path, given | flags))  # noqa: SIM115  returned open
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is not a plain file")
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


def disarm(assignment, student, notebooks):
    """Replace links, pipes and the like in a submission by a text that names them: nbgrader's copying follows them.

    nbgrader calls this before it copies a submission (``Autograde.pre_convert_hook``).

    Parameters
    ----------
    assignment, student : str
        As nbgrader was asked, possibly ``*``.
    notebooks : list of str
        Paths of the submission's notebooks.
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
