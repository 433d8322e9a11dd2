"""What is costly to make is made once a run, by the worker that needs it first."""

import os
from functools import cache

from filelock import FileLock


def once_a_run(tmp_path_factory, name, make):
    """Return the folder `name` that ``make(folder)`` has filled, for all workers; who changes it takes a copy."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    made = folder.with_name(f"{name}-is-made")
    with FileLock(folder.with_name(f"{name}.lock")):
        if not made.exists():
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


def ask_alembic_once():
    """Let nbgrader, which starts alembic for each new gradebook to be told the same, do so once a worker."""
    from nbgrader import api

    api.get_alembic_version = cache(api.get_alembic_version)
