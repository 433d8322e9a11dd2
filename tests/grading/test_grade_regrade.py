"""A corrected key: who changes, by what and why, before anything is written."""

import hashlib

import nbformat
import pytest

from idic_lab.grading import grade
from tests.grading.conftest import NAME
from tests.grading.rows import rows
from tests.grading.verb import run, states

KEY = "known=[(7, "
CORRECTED = "known=[(11, "


def release_corrected(course, old=KEY, new=CORRECTED):
    """Correct the hidden test and generate the assignment again, as an instructor does."""
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)
    course.do("generate_assignment", NAME, force=True)


def everything(course):
    paths = [course.root / "gradebook.db", *sorted((course.root / "autograded").rglob("*"))]
    files = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}
    return files | {"rows": rows(course.root, NAME)}


@pytest.fixture
def corrected(course):
    """A class graded by a wrong key, which has been corrected since."""
    for student, number in {"right": 10, "seven": 7, "eleven": 11, "marked": 7}.items():
        course.submit(student, {"sum": number, "why": "x"})
    course.submit("nothing")
    run(course)
    course.mark("marked", "sum-check", 3)
    course.mark("right", "why-task", 2)
    release_corrected(course)
    return course


def test_a_regrade_tells_who_changes_by_what_and_why_and_writes_nothing(corrected):
    before = everything(corrected)
    told = run(corrected, "--regrade")
    assert everything(corrected) == before
    assert told["written"] is False
    changes = {change["student"]: change for change in told["changes"]}
    assert set(changes) == {"seven", "eleven", "marked"}
    assert (changes["seven"]["before"], changes["seven"]["after"]) == (1, 0)
    assert (changes["eleven"]["before"], changes["eleven"]["after"]) == (0, 1)
    assert changes["marked"]["by_hand"] == 3
    (criterion,) = changes["eleven"]["criteria"]
    assert (criterion["criterion"], criterion["before"], criterion["after"]) == ("the sum", 0, 1)
    assert "That is the last row." in criterion["message"]


def test_applied_it_is_written_and_what_people_gave_stays(corrected):
    run(corrected, "--regrade", "--apply")
    assert corrected.grades("seven")["sum-check"][0] == 0
    assert corrected.grades("eleven")["sum-check"][0] == 1
    assert corrected.grades("marked")["sum-check"][:3] == (0, 3, True)
    assert corrected.grades("right")["why-task"] == (None, 2, False, None)
    assert "That is the last row." in str(corrected.graded("eleven").cells)
    told = run(corrected, "--regrade")
    assert told["changes"] == [] and told["graded_by_an_earlier_release"] == 0


def test_without_regrading_nobody_changes_but_it_is_told(corrected):
    told = run(corrected)
    assert set(states(told).values()) == {"graded before"}
    assert told["graded_by_an_earlier_release"] == 5


def test_what_is_printed(corrected, capsys):
    assert grade.main([NAME, "--course", str(corrected.root), "--jobs", "1", "--regrade"]) == 0
    out = capsys.readouterr().out
    assert "eleven  sum-check: 0 → 1" in out
    assert "the sum: 0 → 1. Recorded: 11. That is the last row." in out
    assert "the mark given by hand stays: 3" in out
    assert "3 of 5 submissions would change. Nothing is written without --apply." in out


def test_an_answer_that_came_since_is_part_of_what_changes(corrected):
    corrected.submit("nothing", {"sum": 10, "why": "x"})
    corrected.submit("new", {"sum": 10, "why": "x"})
    changes = {(each["student"], each["grade_id"]): each for each in run(corrected, "--regrade")["changes"]}
    assert (changes["nothing", "why-task"]["before"], changes["nothing", "why-task"]["after"]) == (0, None)
    assert (changes["new", "sum-check"]["before"], changes["new", "sum-check"]["after"]) == (None, 4)


def test_chosen_students_alone(corrected):
    told = run(corrected, "--regrade", "--apply", "--student", "seven")
    assert list(states(told)) == ["seven"]
    assert corrected.grades("seven")["sum-check"][0] == 0 and corrected.grades("eleven")["sum-check"][0] == 0
