"""Graded work laid out where formgrader, feedback and later runs of nbgrader look for it."""

import os
from pathlib import Path


def put(folder, notebooks, files, permissions):
    """Make a folder hold some files and no others; each of them is whole at every instant.

    Parameters
    ----------
    folder : pathlib.Path
    notebooks : mapping of str to bytes
        By their names, without the ending; they come last.
    files : mapping of str to (bytes or pathlib.Path)
        By their paths in the folder; a path says what to copy.
    permissions : int
        Of every file.
    """
    everything = {**files, **{f"{name}.ipynb": data for name, data in notebooks.items()}}
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in everything.items():
        _write(folder / path, content if isinstance(content, bytes) else content.read_bytes(), permissions)
    _remove(folder, keep={folder / path for path in everything})


def remove(folder):
    """Remove a folder of graded work, as nbgrader does when a submission cannot be graded."""
    if folder.is_dir():
        _remove(folder, keep=())
        folder.rmdir()


def _write(path, data, permissions):
    if path.is_dir():
        remove(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # One fixed name, so that what a killed run has left is replaced by the next.
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    temporary.write_bytes(data)
    temporary.chmod(permissions)
    os.replace(temporary, path)


def _remove(folder, keep):
    for here, folders, files in os.walk(folder, topdown=False):
        for name in files:
            if Path(here, name) not in keep:
                Path(here, name).unlink()
        for name in folders:
            path = Path(here, name)
            if path.is_symlink():
                path.unlink()
            elif not any(path in each.parents for each in keep):
                path.rmdir()
