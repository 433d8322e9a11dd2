"""The answers file as several kernels and threads share it: merging, the backup, and mending a broken file."""

import errno
import os
import threading
import warnings
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from idic_lab.answers import locks
from idic_lab.answers.file import Overtaken, file_name, read, set_aside, write
from idic_lab.answers.format import MAX_BYTES, BrokenFile, RefusedFile, render

# Where a system cannot lock files, filelock says so on stderr; in a graded cell that costs the mark.
warnings.filterwarnings("ignore", message="only soft file lock is available")

_PATIENCE = 10  # seconds to wait while another kernel saves

# One lock for each file, shared by all books on it in this process: a save may arrive on another thread than the one
# that runs the cell.
_THREAD_LOCKS = {}


class TooLarge(ValueError):
    """All answers together would make a file that no reader accepts."""


@dataclass(frozen=True)
class Answer:
    """One answer, as recorded."""

    value: object  # plain JSON; a copy, so that changing it changes no answer
    saved_at: str | None  # ISO-8601 with zone, in seconds; None while it is in memory only
    revision: int  # rises with every change of this answer


class Store:
    """One answers file, its backup and its locks."""

    def __init__(self, book, folder, notices):
        self.path = Path(folder).absolute() / file_name(book)
        self.thread_lock = _THREAD_LOCKS.setdefault(self.path, threading.RLock())
        self._backup = self.path.with_name(f"{book}.answers.backup.json")
        self._book = book
        self._notices = notices
        self._seen = None

    def open(self) -> dict[str, Answer]:
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
            raise RefusedFile(
                f"{self.path} cannot be read: {error.strerror}. See that you may read it, then run this cell again."
            ) from error
        # Grading must leave a submission as it was handed in.
        if not os.environ.get("NBGRADER_EXECUTION"):
            with suppress(OSError):
                return self.update(lambda answers: None, {})
            if self._notices:  # the broken file was put away and said so; only the new one could not be written
                return self._last_good({})
        return self._rescue({}, problem)

    def news(self):
        """Return what other kernels have put into the file since it was last looked at."""
        with suppress(OSError, RefusedFile):
            if self._look() != self._seen:
                return self._read()
        return None

    def update(self, change, known: dict[str, Answer]) -> dict[str, Answer]:
        """Change the newest answers on the disk, alone among all threads and processes. What is in the file now."""
        with self._alone():
            for attempt in range(5):
                answers = self._newest(known)
                change(answers)
                data = render(self._book, {id: asdict(answer) for id, answer in answers.items()})
                if len(data) > MAX_BYTES:
                    raise TooLarge(f"the book would be larger than {MAX_BYTES // 1_000_000} MB")
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
            return self._rescue(known, f"{problem} It was kept as {set_aside(self.path).name}.")

    @contextmanager
    def _alone(self):
        # filelock would make the folder anew, and the answers would be saved where nobody looks for them.
        if not self.path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path.parent))
        with self.thread_lock, locks.alone(self.path.with_name(f".{self.path.name}.lock"), _PATIENCE):
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
            problem = f"{self.path.name} is missing. To start afresh, delete {self._backup.name} as well."
        if problem:
            latest = max((answer.saved_at for answer in rescued.values()), key=datetime.fromisoformat, default=None)
            self._notices.append(
                f"{problem} The last good copy was used instead: answers up to {latest[:16].replace('T', ' ')}."
                if rescued
                else f"{problem} There is no earlier copy, so this book starts empty."
            )
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
