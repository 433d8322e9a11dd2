"""Folders with students' work: gone afterwards, and after a killed run gone with the next."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from idic_lab.grading import sandbox
from tests.grading.verb import run, states

HOLD = """
import sys
from idic_lab.grading.sandbox import workplace
with workplace([("table.csv", b"1")], "case", b"{}") as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(sandbox.fcntl is None, reason="Windows keeps no such locks")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The temporary folder of this test and of what it starts."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "tmp"


def held():
    """Start a program that works in a folder, and return both."""
    running = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return running, Path(running.stdout.readline().strip())


def test_what_a_killed_run_has_left_goes_with_the_next_and_what_is_in_use_stays(place, course):
    (killed, left), (working, in_use) = held(), held()
    killed.kill()
    killed.wait()
    (place / "idic-lab-work-link").symlink_to(course.root)
    (place / "somebody-elses").mkdir()
    assert (left / "case.answers.json").read_bytes() == b"{}"
    course.submit("ann", {"sum": 10})
    assert states(run(course)) == {"ann": "graded"}
    assert not left.exists()
    assert (in_use / "case.answers.json").exists() and (place / "somebody-elses").exists()
    assert (course.root / "submitted").exists()
    working.communicate("")
    assert not in_use.exists()


def test_only_its_owner_enters_it_and_it_is_gone_afterwards(place):
    with sandbox.temporary_folder() as folder:
        assert folder.parent == place and folder.stat().st_mode & 0o077 == 0
    assert list(place.iterdir()) == []
