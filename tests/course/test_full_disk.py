"""Grading and exporting onto a full disk: a sentence, nothing half-written, and with room again it goes on."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.answers.test_answers_faults import own_mounts
from tests.course.old_course import NAME, by_hand, unpack

__all__ = ["own_mounts"]

# On a small disk that nobody else sees: fill it up to some bytes, run a command, make room, run it again.
ON_A_SMALL_DISK = """
import json, os, subprocess, sys
from tests import warm
course, mine, left, *command = sys.argv[1:]
mount = lambda options: subprocess.run(["mount", "-t", "tmpfs", "-o", options, "t", mine], check=True)
mount("size=8m")
subprocess.run(["cp", "-a", f"{course}/.", mine], check=True)
free = os.statvfs(mine)
with open(f"{mine}/filler.bin", "wb") as filler:
    filler.write(bytes(max(0, free.f_bavail * free.f_frsize - int(left))))
def run():
    done = warm.run(command, mine)
    return [done.returncode, done.stdout + done.stderr]
first = run()
subprocess.run(["rm", "-rf", f"{course}-full"], check=True)
subprocess.run(["cp", "-a", mine, f"{course}-full"], check=True)
os.remove(f"{mine}/filler.bin")
second = run()
subprocess.run(["cp", "-a", f"{mine}/.", course], check=True)
print(json.dumps([first, second]))
"""
GRADE = ("idic-lab", "grade", NAME, "--jobs", "1")


def on_a_small_disk(course, own_mounts, left, *command):
    mine = course.root.with_name("disk")
    mine.mkdir()
    words = [*own_mounts, sys.executable, "-c", ON_A_SMALL_DISK, str(course.root), str(mine), str(left), *command]
    done = subprocess.run(words, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert list(mine.iterdir()) == [], "the disk was one of its own"
    mine.rmdir()
    return json.loads(done.stdout)


def whole(folder):
    """Check that no file is half: each notebook can be read, each gradebook is sound."""
    for path in folder.rglob("*.ipynb"):
        nbformat.read(path, as_version=4)
    for path in folder.rglob("*.db"):
        with sqlite3.connect(path) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",), path


# The copy of the gradebook takes 200 kB, the graded folder 56, the journal of the gradebook the rest.
@pytest.mark.parametrize("left", [0, 100_000, 240_000, 290_000])
def test_grading(tmp_path, own_mounts, left):
    course = unpack(tmp_path)
    before = by_hand(course)
    first, second = on_a_small_disk(course, own_mounts, left, *GRADE)
    assert first[0] in (1, 2) and "Traceback" not in first[1]
    assert "disk is full" in first[1] or "No space left" in first[1], first[1]
    full = course.root.with_name("course-full")
    whole(full)
    shutil.rmtree(course.root.with_name("course-full"))
    assert second[0] == 0 and "graded before              2" in second[1]
    whole(course.root)
    assert by_hand(course) == before
    with course.gradebook() as gradebook:
        assert len(gradebook.assignment_submissions(NAME)) == 3


@pytest.mark.parametrize("exporter", ["PlainExport", "MoodleExport", "CanvasExport"])
def test_exporting(tmp_path, own_mounts, exporter):
    course = unpack(tmp_path)
    course.mark("ada", NAME)
    (course.root / "marks.csv").write_text("the marks of last week\n" * 200)
    exporter = f"--exporter=idic_lab.course.exports.{exporter}"
    command = ("nbgrader", "export", exporter, "--to=marks.csv", f"--assignment={NAME}")
    first, second = on_a_small_disk(course, own_mounts, 0, *command)
    assert first[0] == 1 and "Traceback" not in first[1]
    full = course.root.with_name("course-full")
    assert (full / "marks.csv").read_text() == "the marks of last week\n" * 200
    assert [path.name for path in full.iterdir() if path.name.endswith(".tmp")] == []
    assert second[0] == 0 and "ada" in (course.root / "marks.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("left", [0, 8_000])
def test_releasing(tmp_path, own_mounts, left):
    course = unpack(tmp_path)
    before = (course.place("release", ".", NAME) / f"{NAME}.ipynb").read_bytes()
    first, second = on_a_small_disk(course, own_mounts, left, "nbgrader", "generate_assignment", NAME, "--force")
    assert first[0] != 0 and "No space left" in first[1] and "Traceback" not in first[1]
    full = course.root.with_name("course-full") / "release"
    assert (full / NAME / f"{NAME}.ipynb").read_bytes() == before
    assert [path.name for path in full.iterdir()] == [NAME]
    assert second[0] == 0


def test_a_limit_stands_in_where_no_disk_can_be_mounted(tmp_path):
    course = unpack(tmp_path)
    before = by_hand(course)
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
        "from idic_lab import cli; sys.exit(cli.main(sys.argv[1:]))"
    )
    words = [sys.executable, "-c", limited, *GRADE[1:], "--course", str(course.root)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert done.stderr.strip().count("\n") == 0 and "The disk is full" in done.stderr
    whole(course.root)
    assert by_hand(course) == before
