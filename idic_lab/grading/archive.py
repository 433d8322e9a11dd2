"""Zips that students hand in: everything is checked before anything is unpacked."""

import re
import stat
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from idic_lab.grading import harmless

MOST_FILES = 500
LARGEST_ZIP = 50_000_000
LARGEST_CONTENT = 100_000_000
LONGEST_PATH = 240
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others can ask for gigabytes of memory by themselves
LEFT_BEHIND = ("__MACOSX", ".DS_Store")


class RefusedArchive(ValueError):
    """A zip that is not unpacked; the message ends a sentence that begins with its name."""


@dataclass(frozen=True)
class Member:
    """A file in a zip.

    Parameters
    ----------
    path : str
        With slashes, never outside the folder it is unpacked into.
    modified : float
        Seconds since 1970, as the zip says.
    data : bytes
    """

    path: str
    modified: float
    data: bytes


def members(file):
    """Read the files of a zip into memory.

    Parameters
    ----------
    file : binary file

    Returns
    -------
    list of Member

    Raises
    ------
    RefusedArchive
        For whatever is wrong with it; nothing has been written then.
    """
    if file.seek(0, 2) > LARGEST_ZIP:
        raise RefusedArchive(f"is larger than {LARGEST_ZIP // 1_000_000} MB")
    try:
        with zipfile.ZipFile(file) as archive:
            wanted = [info for info in archive.infolist() if not info.is_dir()]
            _check(wanted)
            return [
                Member(_path(info), _modified(info), archive.read(info))
                for info in wanted
                if not any(part in LEFT_BEHIND for part in PurePosixPath(_path(info)).parts)
            ]
    except RefusedArchive:
        raise
    except Exception as problem:  # zipfile lets a dozen kinds of errors through when a zip is damaged on purpose
        raise RefusedArchive("is damaged and could not be unpacked") from problem


def unpack(path, into):
    """Unpack a zip.

    Parameters
    ----------
    path : path
        Of the zip.
    into : path
        Of a folder that does not exist yet.

    Raises
    ------
    RefusedArchive
        As from :func:`members`.
    """
    with open(path, "rb") as file:
        found = members(file)
    Path(into).mkdir(parents=True)
    for member in found:
        target = Path(into, member.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "xb") as written:
            written.write(member.data)


def _check(infos):
    """Refuse a zip for what its table of contents says; zipfile holds every file to the size it says there."""
    if len(infos) > MOST_FILES:
        raise RefusedArchive(f"holds more than {MOST_FILES} files")
    if sum(info.file_size for info in infos) > LARGEST_CONTENT:
        raise RefusedArchive(f"holds more than {LARGEST_CONTENT // 1_000_000} MB")
    paths = [_path(info) for info in infos]
    # Letters are folded as some disks do it, where two such names would be one file.
    files = {path.casefold() for path in paths}
    if len(files) < len(paths):
        raise RefusedArchive("holds two files of the same name")
    for info, path in zip(infos, paths, strict=True):
        if any(str(folder).casefold() in files for folder in PurePosixPath(path).parents):
            raise RefusedArchive(f"holds {harmless.name(path)[:60]} inside something that is a file")
        if info.flag_bits & 0x1:
            raise RefusedArchive("is locked with a password")
        if info.compress_type not in METHODS:
            raise RefusedArchive("is packed in an unusual way")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise RefusedArchive(f"holds {harmless.name(path)[:60]}, which is a link or a device and not a file")


def _path(info):
    """Return a member's path with slashes; refuse one that leads elsewhere or that some disk cannot hold."""
    path = info.orig_filename.replace("\\", "/")
    parts = path.split("/")
    leads_out = path.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", path)
    if leads_out:
        raise RefusedArchive(f"holds a file that would be written outside its folder: {harmless.name(path)[:60]}")
    if len(path.encode("utf-8", "replace")) > LONGEST_PATH or not path.isprintable() or "" in parts or "." in parts:
        raise RefusedArchive(f"holds a file with an unusable name: {harmless.name(path)[:60]}")
    return path


def _modified(info):
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
