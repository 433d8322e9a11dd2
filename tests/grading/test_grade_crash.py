"""The grader is killed at any instant and started again: the gradebook is whole, nothing graded twice, nothing lost."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time

import nbformat

from tests.grading.conftest import NAME, Course
from tests.grading.rows import rows
from tests.grading.verb import run, states

CLASS = 60
KILLS = 6
ANSWERS = ({"sum": 10, "why": "Rows add up."}, {"sum": 7, "why": "x"}, {"sum": 11, "why": "y"})
GRADED = "select s.student_id from submitted_assignment s join idic_lab_graded g on g.submission_id = s.id"


def start(course):
    command = [sys.executable, "-m", "idic_lab.cli", "grade", NAME, "--course", str(course.root), "--jobs", "2"]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill(grader):
    """Kill the grader alone: its processes have to end by themselves."""
    grader.kill()
    grader.wait()


def laid_out(course):
    return len(list((course.root / "autograded").glob(f"*/{NAME}/*.ipynb")))


def whole(course):
    """Check that what is in the gradebook belongs together, and return who is in it."""
    with sqlite3.connect(course.root / "gradebook.db") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in database.execute("select name from sqlite_master")}
        graded = {who for (who,) in database.execute(GRADED)} if "idic_lab_graded" in tables else set()
    found = rows(course.root, NAME)
    assert {who for who, *_ in found["submissions"]} == graded, "with all its grades, or not at all"
    assert (len(found["grades"]), len(found["comments"])) == (3 * len(graded), len(graded))
    for student in graded:
        nbformat.validate(course.graded(student))
    return graded


def test_killed_again_and_again_it_ends_where_it_would_have_ended(course, tmp_path):
    for number in range(CLASS):
        course.submit(f"s{number:02}", ANSWERS[number % len(ANSWERS)])
    shutil.copytree(course.root, tmp_path / "undisturbed")
    undisturbed = Course(tmp_path / "undisturbed")
    run(undisturbed)

    chance, graded, in_the_middle = random.Random(7), set(), 0
    for _ in range(KILLS):
        grader, enough = start(course), laid_out(course) + chance.randrange(1, 30)
        while grader.poll() is None and laid_out(course) < enough:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.05))
        kill(grader)
        now = whole(course)
        assert graded <= now
        in_the_middle += len(now) < CLASS
        # A person marks at once. Whoever is graded again after that is sent to the person again.
        for student in chance.sample(sorted(now - graded), min(4, len(now - graded))):
            for each in (course, undisturbed):
                each.mark(student, "sum-check", 1)
                each.mark(student, "why-task", 3)
        graded = now
    assert in_the_middle >= 2 and graded
    told = run(course)
    assert whole(course) == set(states(told)) and len(states(told)) == CLASS
    assert rows(course.root, NAME) == rows(undisturbed.root, NAME)
    assert not list((course.root / "autograded").rglob("*.tmp"))
