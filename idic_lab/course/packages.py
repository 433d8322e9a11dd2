"""What lies in a download or is handed in for a student: read from folders and zips, and laid out for grading."""

import contextlib
import hashlib
import os
import zipfile

from idic_lab.grading import sanitize, submission

MOST_FILES = 20_000
LARGEST_FILE = 50_000_000
LONGEST_NAME = 200  # bytes; most disks take 255, and some programs add to it
LONGEST_PATH = 1_000  # characters: made of combining marks, a longer one takes minutes to compare
NO_NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
WORK = (".ipynb", ".json", ".zip")
# nbgrader would take these for its own.
RESERVED = ("timestamp.txt", "submission_secret.txt", "feedback")


def downloads(archive, is_work, say):
    """Yield each download in a folder: its name, and its files as (path, size, function for the bytes)."""
    loose = {}
    for path in sorted(archive.rglob("*"), key=lambda path: (path.lstat().st_mtime, path)):
        inside = path.relative_to(archive)
        if path.is_symlink() or not path.is_file():
            continue
        if path.suffix.casefold() == ".zip" and not is_work(inside.as_posix()):
            yield from _in_zip(path, say)
        else:
            top = inside.parts[0] if len(inside.parts) > 1 else ""
            loose.setdefault(top, []).append((inside.as_posix(), path.stat().st_size, path.read_bytes))
    yield from loose.items()


def _in_zip(path, say):
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                say(f"{path.name} holds more than {MOST_FILES} files and is left aside. Is it the right one?")
                return
            for info in infos:
                if len(info.filename) > LONGEST_PATH:
                    say(f"{sanitize.name(info.filename[:60])}… has too long a name: left aside.")
            infos = [info for info in infos if len(info.filename) <= LONGEST_PATH]
            yield path.name, [(_member(each), each.file_size, lambda each=each: archive.read(each)) for each in infos]
    except (zipfile.BadZipFile, OSError) as problem:
        say(f"{sanitize.name(path.name)} cannot be unpacked ({problem}). Download it once more.")


def _member(info):
    """Return a member's path; some platforms write UTF-8 without saying so, and zipfile then reads it as cp437."""
    if not info.flag_bits & 0x800:
        try:
            return info.orig_filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.filename


def put(folder, name: str, size: int, read, say):
    """Write a file of a student's into a folder; one that cannot be had is remembered there by a text in its place."""
    parts = [file_name(each) for each in name.replace("\\", "/").split("/") if each not in ("", ".", "..")][-5:]
    target = folder.joinpath(*(parts or ["unnamed"]))
    if target.name in RESERVED:
        target = target.with_name(f"sent-{target.name}")
    try:
        if size > LARGEST_FILE:
            raise ValueError(f"is larger than {LARGEST_FILE // 1_000_000} MB")
        data = read()
    except Exception as problem:  # zipfile lets a dozen kinds of errors through when a member is damaged
        say(f"{sanitize.name(name)[:100]} cannot be unpacked ({problem}): left aside. Download it once more.")
        data, target = str(problem).encode(), target.with_name(f"{target.name} (not unpacked).txt")
    number, first = 1, target
    while target.exists():
        if target.is_file() and target.read_bytes() == data:
            return
        number += 1
        target = first.parent / f"copy {number}" / first.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    # Equal times, so that the number in its name tells which of two copies is the newer; the same name came later.
    os.utime(target, (number - 1, number - 1))


def file_name(name):
    """Return a name under which a file can be kept on any disk."""
    name = "".join(letter if letter.isprintable() and letter not in ':*?"<>|/\\' else "_" for letter in name)
    name = name.encode("utf-8", "replace").decode()
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 20:
        stem, dot, ending = name, "", ""
    return stem.encode()[: LONGEST_NAME - len(ending.encode())].decode("utf-8", "ignore") + dot + ending


def chosen(folder, notebooks: list[str]):
    """Choose what counts of a student's files."""
    files, answers, said, complete = {}, [], [], True
    for name in notebooks:
        submitted = submission.read(folder, name, others=[each for each in notebooks if each != name])
        recorded = submission.recorded(submitted)
        said += [sentence for sentence in (*submitted.said, recorded.note) if sentence]
        complete = complete and recorded.data is not None
        if recorded.data is not None:
            files[f"{name}.answers.json"] = recorded.data
            answers.append(recorded.data)
        if submitted.notebook is not None or recorded.data is not None:
            files[f"{name}.ipynb"] = submitted.notebook or NO_NOTEBOOK
    # Where something is missing, grading looks at all that was sent, and names it to the student.
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        if not (complete and name.casefold().endswith(WORK)) and not _by_a_program(name):
            files.setdefault(name, path.read_bytes())
    return files, answers, said if complete else []


def _by_a_program(name):
    """Tell whether a computer adds such a file by itself."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def has_a_sender(path):
    """Tell whether a file of a download is one that somebody sent: tables are worksheets, and some are a program's."""
    return not path.casefold().endswith((".csv", ".xlsx")) and not _by_a_program(path)


def write(files: dict[str, bytes], folder, moment):
    """Write files into a folder, with the time at which they came."""
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        os.utime(target, (moment.timestamp(), moment.timestamp()))


def by_hand(place, student: str = "*"):
    """Return the folders of what was handed in for students, the newest last."""
    students = place.iterdir() if student == "*" and place.is_dir() else [place / student]
    found = [each for folder in students if folder.is_dir() for each in folder.iterdir() if each.is_dir()]
    return sorted(found, key=lambda each: each.stat().st_mtime)


def digests(folders):
    """Return the hashes of all files in some folders."""
    found = set()
    for folder in folders:
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):
                found |= {hashlib.sha256(path.read_bytes()).digest()}
    return found
