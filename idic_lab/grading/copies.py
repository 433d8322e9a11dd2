"""Dated copies of the gradebook: one before each command of this kit that writes to it, and the way back."""

import contextlib
import filecmp
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

FOLDER = "backups"
LATEST, DAYS = 20, 30  # so many of the last are kept, and of each of so many days the last one
STAMP = "gradebook-%Y%m%dT%H%M%SZ.db"


def database(db_url):
    """Return the file of a gradebook by its URL; None when a server holds it, which has copies of its own."""
    from sqlalchemy.engine import make_url

    url = make_url(db_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def copies(gradebook: Path) -> dict[Path, datetime]:
    """Return the copies of a gradebook. When each was made, the oldest first."""
    found = {}
    for path in sorted(gradebook.parent.glob(f"{FOLDER}/*.db")):
        with contextlib.suppress(ValueError):
            found[path] = datetime.strptime(path.name, STAMP).replace(tzinfo=UTC)
    return found


def keep(gradebook: Path | None, now: datetime | None = None) -> Path | None:
    """Copy a gradebook as it is, unless the last copy is the same, and let old copies go."""
    if gradebook is None or not gradebook.is_file():
        return None
    folder, now = gradebook.parent / FOLDER, now or datetime.now(UTC)
    if not folder.is_dir():
        folder.mkdir()
        shutil.copymode(gradebook.parent, folder)  # who may use the course may use its copies
    temporary = folder / f".{os.getpid()}.tmp"
    try:
        # sqlite's own way, which sees no half of what somebody else is writing just now.
        with closing(_opened(gradebook)) as live, closing(sqlite3.connect(temporary)) as copy:
            live.backup(copy)
        there = copies(gradebook)
        if there and filecmp.cmp(temporary, last := list(there)[-1], shallow=False):
            return last
        shutil.copymode(gradebook, temporary)
        while (target := folder / now.strftime(STAMP)).exists():
            now += timedelta(seconds=1)
        temporary.rename(target)
    finally:
        temporary.unlink(missing_ok=True)
    for path in _old(copies(gradebook), now):
        path.unlink(missing_ok=True)
    return target


def _old(there, now):
    """Return the copies that are kept no longer."""
    since = now.date() - timedelta(days=DAYS)
    last_of_day = {moment.date(): path for path, moment in there.items() if moment.date() > since}
    return there.keys() - last_of_day.values() - set(list(there)[-LATEST:])


def before_first_write(engine, gradebook: Path | None):
    """Keep a copy when something is about to be written for the first time."""
    from sqlalchemy import event

    kept = False

    def watch(connection, cursor, statement, *rest):
        nonlocal kept
        # Who only reads may make the empty tables of ours that an older gradebook lacks.
        if not kept and not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "CREATE TABLE IDIC_LAB_")):
            keep(gradebook)
            kept = True

    if gradebook:
        event.listen(engine, "before_cursor_execute", watch)


def restore(copy: Path, gradebook: Path) -> Path | None:
    """Make a gradebook what a copy of it is; what it was is kept."""
    try:
        before = keep(gradebook)
    except sqlite3.DatabaseError:  # it is damaged, and perhaps somebody can still mend it
        before = gradebook.with_name(f"{gradebook.name}.damaged")
        gradebook.rename(before)
    # Written into the file there is: formgrader has it open, and would go on with one that is replaced.
    with closing(_opened(copy)) as source, closing(sqlite3.connect(gradebook)) as live:
        source.backup(live)
    return before


def asked(gradebook, question, *values):
    """Return the rows that answer a question to a gradebook; none when the file is no gradebook."""
    with contextlib.suppress(sqlite3.DatabaseError), closing(_opened(gradebook)) as live:
        return live.execute(question, values).fetchall()
    return []


def _opened(path):
    # Never made when it is missing; and not read-only, because sqlite may have to finish what a killed program began.
    return sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)
