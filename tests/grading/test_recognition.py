"""Answers that have lost id and metadata: found where one cell can be it, left alone where two can."""

import copy
import dataclasses
import random

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from idic_lab.grading.core import Source, SourceCell
from idic_lab.grading.notebook import new_cell
from idic_lab.grading.repair import repair as repaired

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
# The instructor's cells in their order; those without a name are plain text, as in most courses.
RELEASED = [
    (None, "markdown", "## 1. Squares"),
    ("squares", "code", f'def squares(n):\n    """The first squares."""\n    {STUB}'),
    ("squares-test", "code", "assert squares(2) == [1, 4]"),
    (None, "markdown", "## 2. A number"),
    ("number", "code", STUB),
    (None, "markdown", "## 3. Why"),
    ("why", "markdown", "YOUR ANSWER HERE"),
    (None, "markdown", "## 4. Sum"),
    ("total", "code", f'def total(n):\n    """Their sum."""\n    {STUB}'),
    ("total-test", "code", "assert total(2) == 5"),
]
ANSWERS = {
    "squares": 'def squares(n):\n    """The first squares."""\n    return [each**2 for each in range(1, n + 1)]',
    "number": "number = 7",
    "why": "Because sums grow.",
    "total": 'def total(n):\n    """Their sum."""\n    return sum(squares(n))',
}


def repair(work, source):
    """Repair a notebook; return what is told of it, in words."""
    return [str(note) for note in repaired(work, source)]


def about(grade_id):
    return {"nbgrader": {"grade_id": grade_id, "solution": grade_id in ANSWERS, "locked": grade_id not in ANSWERS}}


@pytest.fixture
def source():
    cells, plain = [], []
    for grade_id, kind, text in RELEASED:
        if grade_id:
            cells.append(SourceCell(grade_id, kind, text, grade_id not in ANSWERS, about(grade_id), grade_id))
        else:
            plain.append((len(cells), text))
    return Source("classic", False, tuple(cells), (), None, tuple(plain))


@pytest.fixture
def work():
    """A submission with every answer given, and without any id or metadata."""
    return new_notebook(
        cells=[
            new_cell(kind, ANSWERS.get(grade_id, text), f"new-{at}")
            for at, (grade_id, kind, text) in enumerate(RELEASED)
        ]
    )


def answers(notebook):
    """Return the answers that stand in the instructor's cells."""
    cells = {
        cell.metadata["nbgrader"]["grade_id"]: cell.source for cell in notebook.cells if "nbgrader" in cell.metadata
    }
    return {grade_id: cells[grade_id] for grade_id in ANSWERS}


def find(notebook, text):
    return next(at for at, cell in enumerate(notebook.cells) if cell.source.startswith(text))


def test_the_instructors_plain_cells_stand_in_nobodys_way(work, source):
    (said,) = repair(work, source)
    assert "recognised" in said
    assert answers(work) == ANSWERS
    assert len(work.cells) == len(RELEASED)


def test_an_answer_is_found_by_the_head_of_its_function_wherever_it_stands(work, source):
    work.cells.append(work.cells.pop(find(work, "def squares")))
    work.cells.insert(0, new_code_cell("scratch = squares"))
    repair(work, source)
    assert answers(work) == ANSWERS


def test_an_answer_is_found_beside_cells_of_the_students_own(work, source):
    work.cells.insert(find(work, "number"), new_cell("markdown", "my notes"))
    repair(work, source)
    assert answers(work) == ANSWERS


def test_of_two_cells_that_can_be_the_answer_neither_is_taken(work, source):
    for text in ("def squares", "number"):
        at = find(work, text)
        work.cells.insert(at, new_code_cell(work.cells[at].source + "\nother = 1"))
    repair(work, source)
    expected = {each: text for each, _, text in RELEASED if each in ("squares", "number")}
    assert answers(work) == ANSWERS | expected
    kept = [cell.source for cell in work.cells if "nbgrader" not in cell.metadata]
    assert all(any(ANSWERS[each] == text for text in kept) for each in expected)


def test_what_follows_an_answer_does_not_become_the_next_one(work, source):
    """The check between two answers and the second of them are gone, and the first one goes on in a cell of its own."""
    del work.cells[find(work, "assert squares") : find(work, "## 3")]
    work.cells.insert(find(work, "## 3"), new_code_cell("more = squares(3)"))
    repair(work, source)
    assert answers(work) == ANSWERS | {"number": STUB}
    assert any(cell.source == "more = squares(3)" and "nbgrader" not in cell.metadata for cell in work.cells)


def test_in_a_shuffled_notebook_a_place_tells_nothing(work, source):
    for seed in range(50):
        shuffled = copy.deepcopy(work)
        random.Random(seed).shuffle(shuffled.cells)
        repair(shuffled, source)
        found = answers(shuffled)
        stubs = {each: text for each, _, text in RELEASED if each}
        assert {each: found[each] for each in ("squares", "total")} == {
            each: ANSWERS[each] for each in ("squares", "total")
        }
        assert all(found[each] in (ANSWERS[each], stubs[each]) for each in ANSWERS)


@pytest.mark.parametrize("change", [{"locked": False}, {"grade": True, "points": 5}, {"solution": True}])
def test_what_nbgrader_would_refuse_is_told(work, source, change):
    for cell, (grade_id, *_) in zip(work.cells, RELEASED, strict=True):
        cell.metadata = NotebookNode(about(grade_id) if grade_id else {})
    assert repair(copy.deepcopy(work), source) == []
    work.cells[find(work, "assert squares")].metadata["nbgrader"].update(change)
    (said,) = repair(work, source)
    assert said == "The cell “squares-test” had other settings of nbgrader's than in the release; they were put back."


def test_what_nbgrader_takes_for_the_same_is_no_change(work, source):
    """It writes a check as unlocked, and keeps it as locked."""
    settings = {"grade": True, "solution": False, "points": 1.0, "grade_id": "squares-test"}
    kept = dataclasses.replace(source["squares-test"], metadata={"nbgrader": {**settings, "locked": True, "points": 1}})
    source = dataclasses.replace(
        source, cells=tuple(kept if each.locked else each for each in source.cells[:2]), plain=()
    )
    cells = [new_cell(each.cell_type, each.text, each.grade_id) for each in source.cells]
    for cell, about in zip(cells, (source.cells[0].metadata["nbgrader"], {**settings, "locked": False}), strict=True):
        cell.metadata["nbgrader"] = NotebookNode(about)
    assert repair(new_notebook(cells=cells), source) == []
