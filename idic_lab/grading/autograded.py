"""Graded work laid out where formgrader, feedback and later runs of nbgrader look for it."""

import errno
import os
from pathlib import Path, PurePosixPath

from idic_lab.grading import sanitize
from idic_lab.grading.files import loaded

MOST_FILES = 2_000  # of a student's own
LARGEST_FILE = 50_000_000  # bytes
LARGEST_TOGETHER = 200_000_000
# Names that the file system takes are not too long for it; what goes beyond them must not be either.
TEMPORARY = ".idic-lab.tmp"
OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def put(folder: Path, notebooks, files, handed_in, permissions: int) -> list[str]:
    """Make a folder hold some files and no others; each of them is whole at every instant."""
    ours = {**files, **{f"{name}.ipynb": data for name, data in notebooks.items()}}
    folder.mkdir(parents=True, exist_ok=True)
    kept, left_out = _copy(folder, handed_in, ours, permissions)
    for path, data in ours.items():
        _write(folder, path, data, permissions)
    _remove(folder, keep={folder / path for path in (*kept, *ours)})
    return left_out


def remove(folder):
    """Remove a folder of graded work, as nbgrader does when a submission cannot be graded."""
    if folder.is_dir():
        _remove(folder, keep=set())
        folder.rmdir()


def _copy(folder, handed_in, ours, permissions):
    """Copy what a student handed in beside the notebooks; return the paths, and sentences about what was not."""
    taken = {*ours, *(str(above) for path in ours for above in PurePosixPath(path).parents)}
    kept, left_out, together = [], [], 0
    for path, source in handed_in.items():
        name = f"“{sanitize.name(path)[:60]}”"
        if path in ours:
            continue  # the instructor's own, as the student had it
        if path in taken or any(str(above) in ours for above in PurePosixPath(path).parents):
            left_out.append(f"{name} is in the place of a file of the assignment, and was left out.")
            continue
        if len(kept) >= MOST_FILES:
            left_out.append(f"There are more than {MOST_FILES} files. {name} and those after it were left out.")
            break
        file = loaded(source, LARGEST_FILE)
        together += len(file.data or b"")
        problem = "is too much beside the other files" if together > LARGEST_TOGETHER else file.problem
        try:
            if not problem:
                _write(folder, path, file.data, permissions)
                kept.append(path)
        except OSError as error:
            if error.errno in OF_THE_MACHINE:
                raise
            problem = f"could not be copied: {error.strerror}"
        left_out += [f"{name} {problem}, and was left out."] if problem else []
    return kept, left_out


def _write(folder, path, data, permissions):
    target = folder / path
    for above in reversed(target.relative_to(folder).parents[:-1]):
        if (folder / above).is_symlink() or (folder / above).is_file():
            (folder / above).unlink()  # of an earlier grading
    if target.is_dir() and not target.is_symlink():
        remove(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder, where nothing is a student's, and under one name: the next run replaces what a killed one left.
    temporary = folder.with_name(TEMPORARY)
    temporary.unlink(missing_ok=True)
    temporary.write_bytes(data)
    temporary.chmod(permissions)
    os.replace(temporary, target)


def _remove(folder, keep):
    folders_kept = {above for path in keep for above in path.parents}
    for here, folders, files in os.walk(folder, topdown=False):
        for name in files:
            if Path(here, name) not in keep:
                Path(here, name).unlink()
        for name in folders:
            path = Path(here, name)
            if path.is_symlink():
                path.unlink()
            elif path not in folders_kept:
                path.rmdir()
