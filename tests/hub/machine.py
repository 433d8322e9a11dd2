"""A machine for a class inside this one: accounts, homes and programs of its own, all gone at the end.

Root may give a process its own view of the file system. In that view `/etc` is a copy, in which accounts can be made,
and `/home`, `/srv` and `/usr/local/share` are empty; the machine itself is not touched.
"""

import shlex
import stat
import subprocess
import sys
from pathlib import Path

from tests.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
EMPTY = [Path("/home"), Path("/srv"), Path("/usr/local/share")]
VIEW = ["unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"]


def problem():
    """Return why there can be no such machine here; empty when there can."""
    if sys.platform != "linux":
        return "the accounts of a class are made on Linux only"
    try:
        subprocess.run([*VIEW, "mount", "-t", "tmpfs", "tmpfs", "/srv"], check=True, capture_output=True)
        subprocess.run(["newusers", "--help"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return "only root, where it may have its own view of the file system, can make the accounts of a class"
    return ""


def closed(path):
    """Return the topmost folder on the way to a path that other accounts cannot pass, or None."""
    return next(
        (folder for folder in [*reversed(path.parents), path] if not folder.stat().st_mode & stat.S_IXOTH), None
    )


class Machine:
    """A shell of its administrator.

    Parameters
    ----------
    folder : pathlib.Path
        For what the machine keeps aside; not below one that is empty on it.
    """

    def __init__(self, folder):
        self.shell = Shell(*VIEW, cwd="/")
        self.type(f"cp -a /etc {folder}/etc && mount --bind {folder}/etc /etc")
        self._empty(folder)
        self.type(f'sudo() {{ "$@"; }}; umask 022; cd {ROOT}')

    def _empty(self, folder):
        """Lay an empty folder over each that shall be, and over what others cannot pass; what all need comes back."""
        needed = {ROOT, Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()}
        covered = {*EMPTY, *filter(None, map(closed, needed))}
        hidden = [path for path in sorted(needed) if covered & {path, *path.parents}]
        for number, path in enumerate(hidden):
            self.type(f"mkdir {folder}/{number} && mount --bind {path} {folder}/{number}")
        for place in sorted(covered):
            self.type(f"mount -t tmpfs -o mode=755 tmpfs {place}")
        for number, path in enumerate(hidden):
            self.type(f"mkdir -p {path} && mount --bind {folder}/{number} {path}")

    def type(self, line, user=None):
        """Type a line, as an account if one is named, and return what it said; it must succeed."""
        said, status = self.shell.run(f"runuser -l {user} -c {shlex.quote(line)}" if user else line)
        assert status == 0, f"{line}\n{said}"
        return said

    def refused(self, line, user):
        """Type a line that must fail, as an account, and return what it said."""
        said, status = self.shell.run(f"runuser -l {user} -c {shlex.quote(line)}")
        assert status, f"{line}\n{said}"
        return said

    def close(self):
        """End the shell and with it every process on the machine."""
        self.shell.process.kill()
        self.shell.process.wait(30)
