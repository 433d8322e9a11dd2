"""The assignment of own-questions.md, built as the Create Assignment view would, released, answered and graded."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from idic_lab.grading import source
from idic_lab.grading.demo import RUN_NOTHING
from tests.docs.following import own_notebook
from tests.grading.classroom import answer
from tests.grading.conftest import Course

NAME = "my-week"
STORY = "The baker remembered in May that I had asked for rye in March."


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course" / "source" / NAME
    folder.mkdir(parents=True)
    nbformat.write(own_notebook(), folder / f"{NAME}.ipynb")
    course = Course(tmp_path / "course")
    course.do("generate_assignment", NAME)
    return course


def submit(course, student, answers, change=None):
    folder = course.submit(student, name=NAME, change=change)
    answer(folder, NAME, answers)
    course.autograde(student, NAME)
    return course.grades(student, NAME)


def test_the_release_has_the_questions_and_not_the_key(course):
    released = (course.root / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "ask.number" in released and "ask.long_text" in released
    assert "7 * 2" not in released and "MARK SCHEME" not in released


def test_answers_get_what_they_deserve(course):
    right = submit(course, "ada", {"shops": "14", "story": STORY})
    assert right["shops-check"][0] == 2 and right["story-marks"][2] is True
    assert submit(course, "ben", {"shops": "9", "story": STORY})["shops-check"][0] == 0
    nothing = submit(course, "chi", {})
    assert nothing["shops-check"][0] == 0 and nothing["story-marks"][:3] == (0, None, False)


def test_the_line_in_the_metadata_keeps_a_students_code_out_of_the_marks(course):
    with course.gradebook as gradebook:
        assert source.load(course.root / "source" / NAME, NAME, NAME, gradebook).answers_lane

    def attack(folder):
        notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
        notebook.cells.insert(0, new_code_cell(RUN_NOTHING))
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    assert submit(course, "eve", {"shops": "9"}, attack)["shops-check"][0] == 0


def test_a_changed_text_comes_back_to_the_grader_and_its_answer_stands_there(course):
    submit(course, "ada", {"shops": "14", "story": STORY})
    course.mark("ada", "story-marks", 3, NAME)
    assert submit(course, "ada", {"shops": "14", "story": STORY})["story-marks"][1:3] == (3, False)
    assert submit(course, "ada", {"shops": "14", "story": STORY.replace("rye", "spelt")})["story-marks"][1:3] == (
        3,
        True,
    )
    assert "spelt" in str(course.graded("ada", NAME)) and "spelt" in course.feedback("ada", NAME)


def test_released_again_the_answers_stay(course):
    folder = course.submit("ada", name=NAME)
    answer(folder, NAME, {"shops": "14"})
    notebook = own_notebook()
    notebook.cells[2].source = notebook.cells[2].source.replace("Which shop", "Which company")
    nbformat.write(notebook, course.root / "source" / NAME / f"{NAME}.ipynb")
    course.do("generate_assignment", NAME, force=True)
    course.autograde("ada", NAME)
    assert course.grades("ada", NAME)["shops-check"][0] == 2
