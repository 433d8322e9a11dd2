"""A second submission never keeps a score of the first, on either lane, whatever is wrong with it."""

import nbformat
import pytest
from nbformat.v4 import new_notebook

from idic_lab.grading import isolation
from tests.grading.conftest import NAME, SETTINGS, build, cell
from tests.grading.test_preprocessors import change_notebook
from tests.grading.verb import run

pytestmark = pytest.mark.skipif(bool(isolation.problem()), reason=isolation.problem())

ANSWER = cell("# your code", "own", locked=False, solution=True)
CHECK = cell("assert worked == 1", "check", grade=True, points=1)


def work(text):
    """Return a change that answers, and then what else is to be done to the notebook."""

    def change(notebook):
        notebook.cells[0].source = text

    return change


def without_check(notebook):
    work("worked = 2")(notebook)
    del notebook.cells[1]


def check_not_graded(notebook):
    work("worked = 2")(notebook)
    notebook.cells[1].metadata.nbgrader.update(grade=False, points=0, solution=True)


def no_json(folder):
    (folder / f"{NAME}.ipynb").write_text("{")


def nothing(folder):
    (folder / f"{NAME}.ipynb").unlink()


SECOND = {
    "answers": change_notebook(work("worked = 2")),
    "no check": change_notebook(without_check),
    "a check that is not graded": change_notebook(check_not_graded),
    "the kernel ended": change_notebook(work("import os; os._exit(0)")),
    "no JSON": no_json,
    "nothing at all": nothing,
}


def test_a_second_submission_of_a_classic_notebook_is_scored_anew(tmp_path):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    course = build(tmp_path / "course", new_notebook(cells=[ANSWER, CHECK], metadata={"kernelspec": kernel}))
    (course.root / "nbgrader_config.py").write_text(SETTINGS)
    students = {f"s{number}": change for number, change in enumerate(SECOND.values())}
    for student in students:
        course.submit(student, change=change_notebook(work("worked = 1")))
    run(course, "--jobs", "2")
    assert {scores(course, student) for student in students} == {1}
    for student, change in students.items():
        course.submit(student, change=change)
    told = run(course, "--jobs", "2", status=1)
    assert {name: scores(course, student) for name, student in zip(SECOND, students, strict=True)} == dict.fromkeys(
        SECOND, 0
    )
    for student in list(students)[-2:]:
        assert told["submissions"][student]["state"] == "could not be graded"
        assert "provisional" in course.graded(student).cells[0].source
    graded = nbformat.read(course.root / "autograded" / "s1" / NAME / f"{NAME}.ipynb", as_version=4)
    assert "“check” was missing" in graded.cells[0].source


def scores(course, student):
    """Return a student's score as nbgrader shows it."""
    with course.gradebook as gradebook:
        return gradebook.find_submission_notebook(NAME, NAME, student).score
