"""Run a student's code where it can harm nothing: bubblewrap, limits that the kernel keeps, and a watch.

Nothing of the real disk can be written. The program finds a copy of its folder in memory, and what it has to tell it
writes to its standard output.
"""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from idic_lab.grading.notes import Refused
from idic_lab.grading.sandbox import temporary_folder

PLACE = "/submission"
HOME = "/home/student"
PATH = os.pathsep.join([str(Path(sys.prefix, "bin")), "/usr/local/bin", "/usr/bin", "/bin"])
LOOK_EVERY = 0.1  # seconds between two looks at processes and memory
MISSING = "bubblewrap is not installed (the program bwrap, on Linux; the packages of most systems have it)."


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    seconds: float = 600  # on the clock; generous, because a busy machine must cost nobody points
    cpu_seconds: int = 120  # of computing, for each process
    memory: int = 2_000_000_000  # in bytes, all processes together
    processes: int = 150
    disk: int = 200_000_000  # in bytes, in each of the folders that can be written, all of them in memory
    output: int = 50_000_000  # in bytes, on standard output


@dataclass(frozen=True)
class Ended:
    """How a program ended."""

    returncode: int
    output: bytes  # from standard output
    errors: bytes  # the end of what came on standard error
    stopped: str = ""  # why it was stopped, a plain sentence; empty when it ended by itself


class CannotRun(Refused):
    """Students' code cannot be run on this machine, whoever wrote it; the message says what to do."""


class NotIsolated(CannotRun):
    """There is nothing here to isolate with, and nobody has allowed to do without; the message says what to do."""


@functools.cache
def problem():
    """Tell why programs cannot be isolated here, in a sentence that is empty when they can."""
    if not shutil.which("bwrap"):
        return MISSING
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(command(["true"], folder), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return f"bubblewrap does not work here: {tried.stderr.strip()[-300:]}" if tried.returncode else ""


def command(argv, folder: Path, readable=(), limits: Limits = Limits(), environment=None) -> list[str]:
    """Return the command that runs a program in isolation."""
    variables = {
        "PATH": PATH,
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "NBGRADER_EXECUTION": "autograde",
        "MPLBACKEND": "agg",
        # The submission's folder is the working directory: its pandas.py must not be imported for ours.
        "PYTHONSAFEPATH": "1",
        # Numerical libraries start a thread for every core of the machine otherwise.
        **dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"], "1"),
        **(environment or {}),
    }
    size = str(limits.disk)
    caps = [
        f"--cpu={limits.cpu_seconds}",
        f"--nproc={limits.processes}",
        f"--fsize={limits.disk}",
        f"--as={2 * limits.memory}",  # addresses, of which much is never used; memory itself is watched
        "--nofile=512",
        "--core=0",
    ]
    # Should the machine itself run out of memory, this is what it ends first.
    start = 'echo 1000 > /proc/self/oom_score_adj; cp -R /handed-in/. . && exec prlimit "$@"'
    return [
        # Without surroundings of its own: what bwrap runs could read those of bwrap.
        *(
            shutil.which("env") or "/usr/bin/env",
            "-i",
            shutil.which("bwrap") or "bwrap",
            "--unshare-all",
            "--unshare-user",
            "--disable-userns",
            "--die-with-parent",
            "--new-session",
        ),
        *("--uid", "1000", "--gid", "1000", "--cap-drop", "ALL", "--hostname", "grading", "--clearenv"),
        *(each for name, value in variables.items() for each in ("--setenv", name, value)),
        *_system(),
        *("--proc", "/proc", "--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),
        *("--size", size, "--tmpfs", "/tmp", "--size", size, "--tmpfs", HOME),
        *(each for path in [*_python(), *readable] for each in ("--ro-bind", str(path), str(path))),
        *("--ro-bind", str(Path(folder).resolve()), "/handed-in", "--size", size, "--tmpfs", PLACE, "--chdir", PLACE),
        *("--remount-ro", "/", "--"),
        *("sh", "-c", start, "sh", *caps, "--", *argv),
    ]


def run(
    argv, folder, readable=(), limits=Limits(), environment=None, unsafe: bool = False, given: bytes = b""
) -> Ended:
    """Run a program in isolation, within limits, and wait for it."""
    if not problem():
        return _watched(command(argv, folder, readable, limits, environment), None, None, limits, given)
    if not unsafe:
        raise NotIsolated(f"{problem()} Students' code would run with all your rights. To allow that, add --unsafe.")
    with temporary_folder() as temporary:
        place = shutil.copytree(folder, Path(temporary, "submission"), symlinks=True)
        surroundings = {**os.environ, "NBGRADER_EXECUTION": "autograde", "PYTHONSAFEPATH": "1", **(environment or {})}
        return _watched(argv, place, surroundings, limits, given)


def _system():
    """Return the options that show the system's programs and nothing of what is the grader's."""
    options = ["--ro-bind", "/usr", "/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib64", "/lib32"):
        if os.path.islink(name):
            options += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            options += ["--ro-bind", name, name]
    for name in ("ld.so.cache", "alternatives", "fonts", "localtime", "mime.types"):
        options += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    return options


def shown(path):
    """Tell whether a file or folder can be read by every program that runs in isolation."""
    return any(Path(path).is_relative_to(each) for each in (*_python(), "/usr", "/bin"))


def _python():
    """Return the folders of this Python and of this package, without whatever lies beside them."""
    package = Path(__file__).resolve().parents[1]
    folders = {Path(sys.prefix), Path(sys.base_prefix), package, package.parent / "datasets"}
    return sorted(each for each in folders if each.is_dir() and not each.is_relative_to("/usr"))


def _watched(argv, folder, environment, limits, given):
    """Run a program until it ends or breaks a limit."""
    end = time.monotonic() + limits.seconds
    with tempfile.TemporaryFile() as errors:
        running = subprocess.Popen(
            argv,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        output = bytearray()
        reader = threading.Thread(target=_collect, args=(running.stdout, output, limits.output), daemon=True)
        reader.start()
        threading.Thread(target=_give, args=(running.stdin, given), daemon=True).start()
        stopped = ""
        while running.poll() is None and not stopped:
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(LOOK_EVERY)
            stopped = _broken_limit(running.pid, output, end, limits, errors)
        if stopped and running.poll() is None:  # it may have broken a limit as the last thing it did
            # bwrap takes everything with it that was started inside.
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        reader.join(5)
        errors.seek(max(0, errors.seek(0, 2) - 20_000))
        return Ended(running.returncode, bytes(output[: limits.output]), errors.read(), stopped)


def _broken_limit(pid, output, end, limits, errors):
    """Tell which limit is broken; an empty sentence while none is."""
    if time.monotonic() > end:
        return f"It was stopped after {limits.seconds:g} seconds."
    if len(output) > limits.output or os.fstat(errors.fileno()).st_size > limits.output:
        return f"It was stopped because it printed more than {limits.output // 1_000_000} MB."
    pids = _family(pid)
    if len(pids) > limits.processes:
        return f"It was stopped because it started more than {limits.processes} processes."
    if sum(map(_memory, pids)) > limits.memory:
        return f"It was stopped because it used more than {limits.memory // 1_000_000} MB of memory."
    return ""


def _give(stream, given):
    """Let a program read what it is given; one that ends before it has read it all misses nothing."""
    with contextlib.suppress(OSError), stream:
        stream.write(given)


def _collect(stream, output, limit):
    """Keep what a program prints, and after that let it print into the void until it is stopped."""
    with stream:
        while block := stream.read1(65536):
            if len(output) <= limit:
                output += block


def _family(pid):
    """Return a process and all that come from it; without /proc only itself."""
    found = [pid]
    for each in found:
        try:
            for task in os.listdir(f"/proc/{each}/task"):
                found += map(int, Path(f"/proc/{each}/task/{task}/children").read_text().split())
        except OSError:
            continue
    return found


def _memory(pid):
    """Return the bytes that a process has for itself or shares in memory, its programs' files aside."""
    held = 0
    with contextlib.suppress(OSError):  # it may end while it is looked at
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        held += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("RssAnon:", "RssShmem:")))
        with os.scandir(f"/proc/{pid}/fd") as files:  # a file that exists in memory alone is in no count
            held += sum(each.stat().st_blocks * 512 for each in files if os.readlink(each.path).startswith("/memfd:"))
    return held
