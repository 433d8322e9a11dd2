"""One writer at a time, also in homes on a network where the system locks no files."""

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

# What a disk says that knows no locks, or whose lock server is away.
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EPERM, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ESTALE}
STALE = 1.0  # seconds without a sign of life after which a lease is taken over: its holder was killed


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


def refused(folder: Path) -> str:
    """Return why the system locks no files in a folder, as it says it; empty where it does."""
    from filelock import FileLock

    with tempfile.TemporaryDirectory(prefix=".idic-lab-", dir=folder) as own:
        try:
            with FileLock(Path(own, "lock"), timeout=5, fallback_to_soft=False):
                return ""
        except OSError as error:
            return error.strerror or os.strerror(error.errno or 0) or type(error).__name__
