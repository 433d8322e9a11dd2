"""Every answer book through nbgrader's own execution, without the kit's plug-in: each criterion earns what it should.

This takes about five minutes, so run it with ``-m slow`` after a change to an assignment or its books.
"""

import pytest

from idic_lab.judging.checks import MIME
from tests.assignments.books import FIXTURES, NAMES, fixture
from tests.grading.classroom import Classroom
from tests.grading.conftest import Course

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def earned(notebook):
    """Return what each criterion of each check earned, as the executed notebook of a submission shows it."""
    shown = {
        cell.metadata.nbgrader.grade_id: [each.data[MIME] for each in cell.outputs if MIME in each.get("data", {})]
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    return {
        grade_id: {each["criterion"]: each["earned"] for each in results[-1]} if results else None
        for grade_id, results in shown.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_book_gets_exactly_what_it_deserves(tmp_path, name):
    room = Classroom(tmp_path)
    room.course.do("generate_assignment", name)
    course = Course(room.root, stock=True, course_id="idic")
    shelf = {stem: fixture(name, stem) for of, stem in FIXTURES if of == name}
    for student, book in shelf.items():
        course.submit(student, book["answers"], name=name)
    course.do("autograde", name, "*")
    wrong = {}
    for student, book in shelf.items():
        criteria = earned(course.graded(student, name))
        scores = {check: grade[0] for check, grade in course.grades(student, name).items() if check in criteria}
        sums = {check: sum(each.values()) for check, each in book["expected"].items()}
        if criteria != book["expected"] or scores != sums:
            wrong[student] = (criteria, scores)
    assert wrong == {}
