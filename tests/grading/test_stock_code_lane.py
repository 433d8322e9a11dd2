"""Where code is run: nbgrader's own documentation course and the submissions of its test suite get nbgrader's marks.

Each course is graded by ``nbgrader autograde``, unmodified, and by ``idic-lab grade``, which isolates the code, and
every row of the two gradebooks is compared. This takes minutes: run it with ``-m slow``.
"""

import shutil
from pathlib import Path

import nbgrader
import pytest

from idic_lab.grading import isolation
from tests.grading.attacks import plain
from tests.grading.conftest import Course
from tests.grading.rows import rows
from tests.grading.verb import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(isolation.problem()), reason="nothing to isolate students' code with"),
]
PLACE = Path(nbgrader.__file__).parent
FILES = PLACE / "tests" / "apps" / "files"
GUIDE = PLACE / "docs" / "source" / "user_guide"
NAME = "ps1"
# By source notebook: which notebooks of the test suite are submitted for it.
SUITE = {
    "submitted-unchanged": (
        "submitted-unchanged",
        "submitted-changed",
        "submitted-grade-cell-changed",
        "submitted-locked-cell-changed",
        "submitted-cheat-attempt",
        "submitted-cheat-attempt-alternative",
    ),
    "autotest-simple": ("autotest-simple-unchanged", "autotest-simple-changed"),
    "autotest-hashed": ("autotest-hashed-unchanged", "autotest-hashed-changed"),
    "autotest-multi": ("autotest-multi-unchanged", "autotest-multi-changed"),
    "autotest-hidden": ("autotest-hidden-unchanged", "autotest-hidden-changed-wrong", "autotest-hidden-changed-right"),
    "test": ("test", "test-with-output"),
    "test-hidden-tests": ("test-hidden-tests",),
    "side-effects": ("side-effects",),
    "open_relative_file": ("open_relative_file",),
    "validating-environment-variable": ("validating-environment-variable",),
    "validation-zero-points": ("validation-zero-points",),
    "infinite-loop": ("infinite-loop",),
    "timeout": ("timeout",),
}


def of_the_suite(root, source):
    """Lay out a course with one notebook and what is submitted for it."""
    places = {root / "source" / NAME: source} | {root / "submitted" / each / NAME: each for each in SUITE[source]}
    for place, notebook in places.items():
        place.mkdir(parents=True)
        shutil.copy(FILES / f"{notebook}.ipynb", place / "p1.ipynb")
        shutil.copy(FILES / "data.txt", place)
    shutil.copy(FILES / "autotests.yml", root)


def of_the_guide(root):
    """Lay out the course that nbgrader's documentation leads through."""
    for step in ("source", "submitted"):
        shutil.copytree(GUIDE / step, root / step)


def graded_by_both(root, tmp_path):
    """Return what nbgrader says and what this grader says, as rows."""
    course = Course(root, stock=True)
    course.do("generate_assignment", NAME)
    ours = Course(shutil.copytree(root, tmp_path / "ours"), stock=True)
    settings = f"{plain.SETTINGS}c.CourseDirectory.course_id = {course.course_id!r}\n"
    (ours.root / "nbgrader_config.py").write_text(settings)
    plain.autograde(course, NAME)
    run(ours, name=NAME)
    return rows(root, NAME), rows(ours.root, NAME)


@pytest.mark.parametrize("source", SUITE)
def test_the_submissions_of_nbgraders_test_suite(tmp_path, source):
    of_the_suite(tmp_path / "course", source)
    theirs, ours = graded_by_both(tmp_path / "course", tmp_path)
    assert {student for student, *_ in theirs["submissions"]} == set(SUITE[source])
    assert ours == theirs


def test_the_course_of_nbgraders_documentation(tmp_path):
    of_the_guide(tmp_path / "course")
    theirs, ours = graded_by_both(tmp_path / "course", tmp_path)
    assert {student for student, *_ in theirs["submissions"]} == {"bitdiddle", "hacker"}
    assert len(theirs["grades"]) > 10
    assert ours == theirs
