"""Locks on network homes: the system refuses to lock a file, or a killed process has left its lease behind."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import SoftFileLease

from idic_lab import AnswerBook, answers
from idic_lab.answers import storage as locks
from idic_lab.grading import disk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="flock as POSIX has it")

# In a process of its own, because every lock of this one would fail.
WITHOUT = """
import errno, fcntl, os, sys, time
def refuse(*_):
    raise OSError(getattr(errno, sys.argv[2]), os.strerror(getattr(errno, sys.argv[2])))
fcntl.flock = refuse
from idic_lab import AnswerBook
from idic_lab.answers import storage as locks
folder = sys.argv[1]
"""
SAVE = WITHOUT + 'AnswerBook("case", folder).record("q", 42)'
MANY = (
    WITHOUT
    + 'book, name = AnswerBook("case", folder), sys.argv[3]\nfor n in range(40):\n    book.record(f"{name}-{n}", n)\n'
    '    book.record("shared", n)'
)
LEASE = ".case.answers.json.lease"


def start(code, folder, refusal, *more):
    command = [sys.executable, "-W", "error::UserWarning", "-c", code, str(folder), refusal, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0 and not complaint, complaint
    return said


def values(folder):
    found = answers.read(Path(folder, "case.answers.json"), "case")["answers"]
    return {id: answer["value"] for id, answer in found.items()}


@pytest.mark.parametrize("refusal", ["ENOLCK", "EOPNOTSUPP", "ESTALE", "EPERM", "ENOSYS", "EINVAL"])
def test_a_home_without_locks_takes_answers(tmp_path, refusal):
    end(start(SAVE, tmp_path, refusal))
    assert values(tmp_path) == {"q": 42}
    assert not (tmp_path / LEASE).exists()


def test_two_processes_without_locks_lose_nothing(tmp_path):
    for writer in [start(MANY, tmp_path, "ENOLCK", name) for name in "ab"]:
        end(writer)
    found = answers.read(tmp_path / "case.answers.json", "case")["answers"]
    assert {id for id in found if id != "shared"} == {f"{name}-{n}" for name in "ab" for n in range(40)}
    assert found["shared"]["revision"] == 80, "each save of the shared answer saw the one before it"


HOLD = (
    WITHOUT
    + """
with locks.alone(__import__("pathlib").Path(folder, ".case.answers.json.lock"), 10):
    print("held", flush=True)
    time.sleep(600)
"""
)


@pytest.fixture
def holder(tmp_path):
    process = start(HOLD, tmp_path, "ENOLCK")
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_lease_left_by_a_killed_pod_on_another_host_is_taken_over(tmp_path, holder):
    holder.kill()
    holder.wait()
    lease = tmp_path / LEASE
    there = lease.read_text()
    assert os.uname().nodename in there
    lease.write_text(there.replace(os.uname().nodename, "a-pod-that-is-gone"))  # nobody here can ask about its process
    end(start(SAVE, tmp_path, "ENOLCK"))
    assert values(tmp_path) == {"q": 42}


def test_a_lease_that_is_renewed_is_not_taken_over(tmp_path, holder):
    lock = SoftFileLease(tmp_path / LEASE, timeout=0, lease_duration=locks.STALE, heartbeat_interval=locks.STALE / 5)
    before = (tmp_path / LEASE).stat().st_mtime_ns
    until = time.monotonic() + 3 * locks.STALE
    while time.monotonic() < until:
        with pytest.raises(TimeoutError):
            lock.acquire()
    assert (tmp_path / LEASE).stat().st_mtime_ns > before


def test_a_process_that_slept_through_its_lease_reads_anew_before_it_writes(tmp_path, monkeypatch):
    """What a laptop does that is closed in the middle of a save, while another machine has the same home."""
    slow, quick = AnswerBook("case", tmp_path), AnswerBook("case", tmp_path)
    quick.record("first", 1)
    real, asleep = os.fsync, [True]

    def sleeping(file):
        if asleep.pop() if asleep else False:
            code = f"from idic_lab import AnswerBook; AnswerBook('case', {str(tmp_path)!r}).record('theirs', 2)"
            (tmp_path / ".case.answers.json.lock").unlink()  # the lock is no longer theirs to wait for
            subprocess.run([sys.executable, "-c", code], check=True)
        real(file)

    monkeypatch.setattr(os, "fsync", sleeping)
    slow.record("mine", 3)
    assert values(tmp_path) == {"first": 1, "theirs": 2, "mine": 3}


def test_a_home_without_locks_is_named(tmp_path):
    assert disk.without_locks(tmp_path) == ""
    told = end(
        start(WITHOUT + "from idic_lab.grading import disk\nprint(disk.without_locks(folder))", tmp_path, "ENOLCK")
    )
    assert told.strip() == os.strerror(errno.ENOLCK)
    assert list(tmp_path.iterdir()) == []


def test_two_graders_are_kept_apart_without_locks_too(tmp_path):
    hold = WITHOUT + (
        "from pathlib import Path\nfrom idic_lab.grading import grade\n"
        "try:\n    with grade._alone(Path(folder)):\n        print('alone', flush=True)\n        sys.stdin.read()\n"
        "except grade.NotPossible as problem:\n    print(problem)"
    )
    command = [sys.executable, "-c", hold, str(tmp_path), "ENOLCK"]
    first = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout.readline() == "alone\n"
    second = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    first.communicate("")
    assert "Another idic-lab grade is at work" in second.stdout and first.returncode == 0
