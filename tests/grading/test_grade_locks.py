"""Two graders in one course: kept apart by a lock, also on a network home that has none."""

import errno
import fcntl
import subprocess
import sys
import time

import pytest
from filelock import SoftFileLease

from idic_lab.course import doctor
from idic_lab.grading import grade
from tests.grading.verb import run, states

ERRORS = [errno.ENOLCK, errno.EOPNOTSUPP, errno.ESTALE, errno.EPERM]
named = pytest.mark.parametrize("number", ERRORS, ids=[errno.errorcode[each] for each in ERRORS])

HOLD = """
import errno, fcntl, sys, time
from pathlib import Path
def refuse(*rest): raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = refuse
from idic_lab.grading import grade
with grade._alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def without_locks(monkeypatch, number):
    def refuse(*rest):
        raise OSError(number, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)


@named
def test_without_locks_it_is_graded_all_the_same(course, monkeypatch, number):
    course.submit("ann", {"sum": 10, "why": "Rows add up."})
    without_locks(monkeypatch, number)
    monkeypatch.setattr(grade, "LAPSE", 3600)  # nobody holds it, so nothing is waited for
    assert states(run(course)) == {"ann": "graded"}
    assert not (course.root / ".idic-lab-grade.lease").exists()


def test_without_locks_two_graders_are_kept_apart_and_a_killed_one_is_not_waited_for(course, monkeypatch):
    course.submit("ann", {"sum": 10, "why": "Rows add up."})
    without_locks(monkeypatch, errno.ENOLCK)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(course.root)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        assert "Another idic-lab grade is at work" in run(course, status=2)
    finally:
        holder.kill()
        holder.communicate()
    assert states(run(course)) == {"ann": "graded"}


def test_a_claim_of_another_machine_that_nobody_renews_lapses(course, monkeypatch):
    """As a killed pod leaves it: its process cannot be asked."""
    course.submit("ann", {"sum": 10, "why": "Rows add up."})
    without_locks(monkeypatch, errno.ENOLCK)
    path = course.root / ".idic-lab-grade.lease"
    left = SoftFileLease(path, lease_duration=grade.LAPSE)
    left.acquire()
    theirs = path.read_bytes()
    left.release()
    import socket

    path.write_bytes(theirs.replace(socket.gethostname().encode(), b"another-machine"))
    start = time.monotonic()
    assert states(run(course)) == {"ann": "graded"}
    assert time.monotonic() - start >= grade.LAPSE / 2


def test_doctor_tells_of_a_home_without_locks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    without_locks(monkeypatch, errno.ENOLCK)
    found = {finding.what: finding for finding in doctor.folders(None)}
    assert found["this folder"].well is None
    assert f"{tmp_path} has no locks (no locks here)" in found["this folder"].told
    assert "a disk of this machine" in found["this folder"].remedy
    assert "your home" in found


def test_doctor_tells_of_a_nearly_full_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    found = {finding.what: finding for finding in doctor.folders(None)}
    assert found["this folder"].well is None and "MB are left on this disk" in found["this folder"].told


def test_doctor_makes_no_course_folder(tmp_path):
    list(doctor.folders(tmp_path / "wrong"))
    assert not (tmp_path / "wrong").exists()
