"""Where answers are kept: what a book asks of such a place, and two of them: a file that kernels share, and memory."""

import errno
import os
import threading
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from idic_lab.answers.file import (
    MAX_BYTES,
    BrokenFile,
    Overtaken,
    RefusedFile,
    file_name,
    read,
    render,
    set_aside,
    write,
)
from idic_lab.words import clock, say

# Where a system cannot lock files, filelock says so on stderr; in a graded cell that costs the mark.
warnings.filterwarnings("ignore", message="only soft file lock is available")

# What a disk says that knows no locks, or whose lock server is away.
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EPERM, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ESTALE}
STALE = 1.0  # seconds without a sign of life after which a lease is taken over: its holder was killed
_PATIENCE = 10  # seconds to wait while another kernel saves

# One lock for each place, shared by all books on it in this process: a save may arrive on another thread than the one
# that runs the cell.
_THREAD_LOCKS: dict[Path, AbstractContextManager] = {}


class TooLarge(ValueError):
    """All answers together would make a file that no reader accepts."""


@dataclass(frozen=True)
class Answer:
    """One answer, as recorded."""

    value: object  # plain JSON; a copy, so that changing it changes no answer
    saved_at: str | None  # ISO-8601 with zone, in seconds; None while it is in memory only
    revision: int  # rises with every change of this answer


Answers = dict[str, Answer]


class Storage(Protocol):
    """What a book asks of the place where its answers are kept. It is made with the book's name and its folder."""

    path: Path  # by which people and other books know the place
    lock: AbstractContextManager  # keeps the other threads of this process out
    notices: list[str]  # what the student must be told

    def __init__(self, book: str, folder: str | Path): ...

    def read(self) -> Answers:
        """Return what is kept, or raise RefusedFile."""

    def news(self) -> Answers | None:
        """Return what is kept, if others have changed it since it was last read or written; never raises."""

    def update(self, change: Callable[[Answers], None], known: Answers) -> Answers:
        """Let `change` work on what is kept now, with everybody else kept out, and return what is kept then.

        Once this returns, it is safe. It raises OSError, RefusedFile or TooLarge where it is not, and then nothing has
        changed. `known` is what the book has last seen, should the place have lost it.
        """


def rendered(book: str, answers: Answers) -> bytes:
    """Return answers as the bytes of an answers file."""
    data = render(book, {id: asdict(answer) for id, answer in answers.items()})
    if len(data) > MAX_BYTES:
        raise TooLarge(say("saving.too_large", megabytes=MAX_BYTES // 1_000_000))
    return data


class MemoryStorage:
    """Answers that this process keeps: for tests, and for a page that keeps them itself."""

    _kept: dict[Path, Answers] = {}

    def __init__(self, book: str, folder: str | Path):
        self.path = Path(folder).absolute() / file_name(book)
        self.lock: AbstractContextManager = _THREAD_LOCKS.setdefault(self.path, threading.RLock())
        self.notices: list[str] = []
        self._book = book

    def read(self) -> Answers:
        """Return what is kept."""
        self._seen = self._kept.get(self.path, {})
        return dict(self._seen)

    def news(self) -> Answers | None:
        """Return what is kept, if another book has changed it."""
        return None if self._kept.get(self.path, self._seen) is self._seen else self.read()

    def update(self, change: Callable[[Answers], None], known: Answers) -> Answers:
        """Change what is kept."""
        with self.lock:
            answers = self.read()
            change(answers)
            rendered(self._book, answers)
            self._kept[self.path] = answers
            return self.read()


class FileStorage:
    """An answers file that several kernels and threads share, with its backup and its locks."""

    def __init__(self, book: str, folder: str | Path):
        self.path = Path(folder).absolute() / file_name(book)
        self.lock: AbstractContextManager = _THREAD_LOCKS.setdefault(self.path, threading.RLock())
        self.notices: list[str] = []
        self._backup = self.path.with_name(f"{book}.answers.backup.json")
        self._book = book
        self._seen = None

    def read(self) -> Answers:
        """Read the file for the first time; where it is broken or missing, mend it from the backup."""
        problem = None
        try:
            return self._read()
        except FileNotFoundError:
            if not self._backup.exists():
                return {}
        except BrokenFile as error:
            problem = str(error)
        except OSError as error:
            raise RefusedFile(say("file.unreadable", file=self.path, why=error.strerror)) from error
        # Grading must leave a submission as it was handed in.
        if not os.environ.get("NBGRADER_EXECUTION"):
            with suppress(OSError):
                return self.update(lambda answers: None, {})
            if self.notices:  # the broken file was put away and said so; only the new one could not be written
                return self._last_good({})
        return self._rescue({}, problem)

    def news(self) -> Answers | None:
        """Return what other kernels have put into the file since it was last looked at."""
        with suppress(OSError, RefusedFile):
            if self._look() != self._seen:
                return self._read()
        return None

    def update(self, change: Callable[[Answers], None], known: Answers) -> Answers:
        """Change the newest answers on the disk, alone among all threads and processes. What is in the file now."""
        with self._alone():
            for attempt in range(5):
                answers = self._newest(known)
                change(answers)
                data = rendered(self._book, answers)
                with suppress(Overtaken):  # this process stood still for so long that its lease was taken over
                    write(self.path, data, attempt < 4 and (lambda: self._look_again() == self._seen))
                    break
            self._seen = self._look()
            # The answers are safe now. A backup that fails must not be reported as an answer that was lost.
            with suppress(OSError):
                write(self._backup, data)
        return answers

    def _newest(self, known):
        """Return what is on the disk now, mended where it is broken or missing."""
        self._seen = None
        try:
            return self._read()
        except FileNotFoundError:
            return self._rescue(known, None)
        except BrokenFile as problem:
            return self._rescue(known, say("file.set_aside", problem=problem, kept=set_aside(self.path).name))

    @contextmanager
    def _alone(self):
        # filelock would make the folder anew, and the answers would be saved where nobody looks for them.
        if not self.path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path.parent))
        with self.lock, alone(self.path.with_name(f".{self.path.name}.lock"), _PATIENCE):
            yield

    def _look(self):
        status = os.lstat(self.path)
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _look_again(self):
        with suppress(FileNotFoundError):
            return self._look()

    def _read(self):
        # Looked at before reading: a change in between is then read once more, and never missed.
        seen = self._look()
        answers = self._answers(self.path)
        self._seen = seen
        return answers

    def _answers(self, path):
        return {id: Answer(**entry) for id, entry in read(path, self._book)["answers"].items()}

    def _rescue(self, known, problem):
        """Return the last good answers, and tell the student why they were needed."""
        rescued = self._last_good(known)
        if problem is None and rescued and not known:
            problem = say("file.missing", file=self.path.name, backup=self._backup.name)
        if problem and rescued:
            latest = max((answer.saved_at for answer in rescued.values()), key=datetime.fromisoformat)
            last = datetime.fromisoformat(latest)
            self.notices.append(say("file.rescued", problem=problem, date=last.date().isoformat(), time=clock(last)))
        elif problem:
            self.notices.append(say("file.lost", problem=problem))
        return rescued

    def _last_good(self, known):
        """Return the newest of each answer that the backup and memory still hold."""
        try:
            rescued = self._answers(self._backup)
        except (OSError, BrokenFile):
            rescued = {}
        for id, answer in known.items():
            if id not in rescued or rescued[id].revision < answer.revision:
                rescued[id] = answer
        return rescued


@contextmanager
def alone(path: Path, patience: float, stale: float = STALE, mode: int = 0o644):
    """Keep all other processes out while a file is held.

    Where the system refuses to lock it, a lease beside it is held instead: a small file that its holder renews. A lease
    that a killed process left behind, on this machine or another, is taken over when it was not renewed for a while.
    """
    from filelock import FileLock

    lock = FileLock(path, timeout=patience, poll_interval=0.005, fallback_to_soft=False, mode=mode)
    try:
        lock.acquire()
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        from filelock import SoftFileLease

        longest = max(patience, 2 * stale)
        lock = SoftFileLease(
            path.with_suffix(".lease"),
            timeout=longest,
            poll_interval=0.02,
            lease_duration=stale,
            heartbeat_interval=stale / 5,
        )
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
