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


def quicken_gradebooks():
    """Spare nbgrader's gradebooks what takes time and shows tests nothing."""
    from nbgrader import api
    from sqlalchemy import Engine, event

    # Each of thousands of commits waits for the disk, and what a power failure would lose is no test's subject.
    event.listen(Engine, "connect", lambda connection, _: connection.execute("pragma synchronous = off"))
    # alembic is started for each new gradebook, and says the same each time.
    api.get_alembic_version = cache(api.get_alembic_version)
