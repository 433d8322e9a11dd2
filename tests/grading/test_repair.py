import copy
import time

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from idic_lab.grading.core import Source, SourceCell
from idic_lab.grading.notebook import new_cell
from idic_lab.grading.repair import repair as repaired
from tests.grading.conftest import small_case

ORDER = ["story", "set-up", "ask-sum", "ask-why", "sum-check", "why-check", "why-task", "end"]


def repair(work, source):
    """Repair a notebook; return what is told of it, in words."""
    return [str(note) for note in repaired(work, source)]


@pytest.fixture
def source():
    cells = [
        SourceCell(
            each.metadata.nbgrader.grade_id,
            each.cell_type,
            each.source,
            each.metadata.nbgrader.locked,
            {**each.metadata, "nbgrader": {**each.metadata.nbgrader, "checksum": "as released"}},
            each.id,
        )
        for each in small_case().cells
        if "nbgrader" in each.metadata
    ]
    return Source("small-case", True, tuple(cells), ())


@pytest.fixture
def notebook():
    return small_case()


def grade_ids(notebook):
    return [cell.metadata["nbgrader"]["grade_id"] for cell in notebook.cells if "nbgrader" in cell.metadata]


def find(notebook, grade_id):
    return next(
        i for i, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def test_a_whole_notebook_stays_as_it_is(notebook, source):
    before = [(cell.cell_type, cell.source, cell.id) for cell in notebook.cells]
    assert repair(notebook, source) == []
    assert [(cell.cell_type, cell.source, cell.id) for cell in notebook.cells] == before


@pytest.mark.parametrize("grade_id", ORDER)
def test_a_duplicated_cell_counts_once(notebook, source, grade_id):
    at = find(notebook, grade_id)
    notebook.cells.insert(at + 1, copy.deepcopy(notebook.cells[at]))
    (said,) = repair(notebook, source)
    assert grade_id in said and "2 times" in said
    assert grade_ids(notebook) == ORDER
    assert len(notebook.cells) == len(small_case().cells) + 1
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@pytest.mark.parametrize("grade_id", ORDER)
def test_a_deleted_cell_comes_back_whole(notebook, source, grade_id):
    del notebook.cells[find(notebook, grade_id)]
    (said,) = repair(notebook, source)
    assert grade_id in said and "missing" in said
    assert grade_ids(notebook) == ORDER
    back = notebook.cells[find(notebook, grade_id)]
    assert (back.source, back.metadata.nbgrader.checksum) == (source[grade_id].text, "as released")


def test_everything_deleted(notebook, source):
    notebook.cells = [new_code_cell("mine = 1")]
    assert repair(notebook, source) == [
        "The cells “story”, “set-up”, “ask-sum”, “ask-why”, “sum-check” and 3 more were missing and were put back."
    ]
    assert grade_ids(notebook) == ORDER
    assert notebook.cells[0].source == "mine = 1"


def test_moved_cells_return_and_the_students_own_stay_behind_what_they_followed(notebook, source):
    notebook.cells.insert(find(notebook, "why-check") + 1, new_markdown_cell("mine"))
    notebook.cells = notebook.cells[4:] + notebook.cells[:4]
    (said,) = repair(notebook, source)
    assert "moved" in said
    assert grade_ids(notebook) == ORDER
    assert notebook.cells[find(notebook, "why-check") + 1].source == "mine"


def test_forged_marks_and_texts_are_replaced(notebook, source):
    check = notebook.cells[find(notebook, "sum-check")]
    check.source, check.cell_type, check.metadata.nbgrader["points"] = "full marks", "raw", 400
    check.metadata.nbgrader["grade"] = False
    repair(notebook, source)
    check = notebook.cells[find(notebook, "sum-check")]
    assert (check.cell_type, check.source) == ("code", source["sum-check"].text)
    assert (check.metadata.nbgrader.points, check.metadata.nbgrader.grade) == (4, True)


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        ("text", []),
        ([], []),
        ({}, []),
        ({"grade_id": ["sum-check"]}, []),
        (
            {"grade_id": "unknown", "grade": True},
            ["The cell “unknown” was of another assignment or release, and kept as your own."],
        ),
    ],
)
def test_strange_metadata_is_taken_off_the_students_own_cells(notebook, source, forged, said):
    notebook.cells.append(new_code_cell("mine = 1", metadata={"nbgrader": forged}))
    assert repair(notebook, source) == said
    assert notebook.cells[-1].source == "mine = 1" and "nbgrader" not in notebook.cells[-1].metadata


def test_a_cell_that_was_renamed_in_the_release_is_not_said_to_be_the_students_own(notebook, source):
    notebook.cells[find(notebook, "ask-sum")].metadata.nbgrader["grade_id"] = "last-year"
    (said,) = repair(notebook, source)
    assert "“ask-sum” had lost" in said and "last-year" not in said


def test_an_older_format_gets_no_ids(notebook, source):
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]
    del notebook.cells[find(notebook, "sum-check")]
    repair(notebook, source)
    assert grade_ids(notebook) == ORDER
    assert not any("id" in cell for cell in notebook.cells)


def test_the_worked_copy_of_a_classic_answer_cell_counts(notebook, source):
    answer = SourceCell("own", "code", "# your code", False, {"nbgrader": {"grade_id": "own", "solution": True}}, "own")
    source = Source("small-case", False, (*source.cells, answer), ())
    for text in ("# your code", "worked = 1"):
        notebook.cells.append(new_code_cell(text, metadata={"nbgrader": {"grade_id": "own", "solution": True}}))
    repair(notebook, source)
    assert notebook.cells[find(notebook, "own")].source == "worked = 1"
    assert any(cell.source == "# your code" and "nbgrader" not in cell.metadata for cell in notebook.cells)


CLASSIC = [
    ("first", "code", "def first():\n    # your code\n    raise NotImplementedError"),
    ("second", "code", "second = None  # yours"),
    ("essay", "markdown", "Your answer here."),
]
WORKED = {
    "first": "def first():\n    total = 1\n    return total",
    "second": "second = 2",
    "essay": "Trust is earned.\n\nSlowly.",
}


@pytest.fixture
def classic():
    """The source of an assignment that is answered in cells, as plain nbgrader knows it."""
    about = {"nbgrader": {"solution": True, "grade": False, "locked": False}}
    cells = [
        SourceCell(id, kind, text, False, {"nbgrader": {**about["nbgrader"], "grade_id": id}}, id)
        for id, kind, text in CLASSIC
    ]
    test = SourceCell("test", "code", "assert first() == 1", True, {"nbgrader": {"grade_id": "test"}}, "test")
    return Source("classic", False, (*cells[:2], test, cells[2]), ())


@pytest.fixture
def work(classic):
    """A submission of it with every answer given."""
    made = [new_cell(each.cell_type, WORKED.get(each.grade_id, each.text), each.grade_id) for each in classic.cells]
    for cell in made:
        cell.metadata["nbgrader"] = NotebookNode(classic[cell.id].metadata["nbgrader"])
    return new_notebook(cells=made)


def answers(notebook):
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in notebook.cells if "nbgrader" in cell.metadata}


def split(notebook, grade_id, at):
    """Split a cell as JupyterLab does: both halves keep the metadata, the second gets an id of its own."""
    place = find(notebook, grade_id)
    second = copy.deepcopy(notebook.cells[place])
    second["id"] = f"{grade_id}-half"
    lines = second.source.split("\n")
    notebook.cells[place].source, second.source = "\n".join(lines[:at]), "\n".join(lines[at:])
    notebook.cells.insert(place + 1, second)


def test_halves_of_an_answer_are_put_together(work, classic):
    split(work, "first", 1)
    split(work, "essay", 1)
    said = repair(work, classic)
    assert [sentence.split(" was ")[1] for sentence in said] == ["in 2 pieces; they were put together again."] * 2
    assert {id: answers(work)[id].split() for id in WORKED} == {id: text.split() for id, text in WORKED.items()}
    assert len(work.cells) == len(classic.cells)


def test_the_copy_that_was_worked_on_counts_wherever_it_stands(work, classic):
    work.cells.insert(2, new_code_cell(classic["second"].text, metadata=classic["second"].metadata))
    (said,) = repair(work, classic)
    assert "last one that was worked on" in said
    assert answers(work)["second"] == WORKED["second"]


@pytest.mark.parametrize("ids", [True, False])
def test_cells_without_their_names_are_recognised(work, classic, ids):
    for cell in work.cells:
        cell.metadata.clear()
        if not ids:
            cell["id"] = f"new-{cell.id}"
    (said,) = repair(work, classic)
    assert "recognised" in said
    assert {id: answers(work)[id] for id in WORKED} == WORKED
    assert len(work.cells) == len(classic.cells)


def test_a_cell_without_its_name_is_recognised_by_its_place(work, classic):
    cell = work.cells[find(work, "second")]
    cell.metadata, cell["id"] = NotebookNode(), "other"
    (said,) = repair(work, classic)
    assert "“second” had lost what tells it apart" in said
    assert answers(work)["second"] == WORKED["second"]


def test_names_that_were_exchanged_are_given_back(work, classic):
    first, second = (work.cells[find(work, id)] for id in ("first", "second"))
    first.metadata, second.metadata = second.metadata, first.metadata
    (said,) = repair(work, classic)
    assert "exchanged" in said
    assert {id: answers(work)[id] for id in WORKED} == WORKED


def test_cells_of_another_type_get_theirs_back(work, classic):
    for grade_id, kind in (("first", "raw"), ("essay", "code"), ("test", "markdown")):
        place = find(work, grade_id)
        cell = work.cells[place]
        work.cells[place] = new_cell(kind, cell.source, cell.id)
        work.cells[place].metadata = cell.metadata
    said = repair(work, classic)
    assert len(said) == 3 and all(" had been made a " in sentence for sentence in said)
    assert answers(work) == {**WORKED, "test": classic["test"].text}
    assert [cell.cell_type for cell in work.cells] == [each.cell_type for each in classic.cells]
    nbformat.validate(work)


def test_what_a_student_put_into_metadata_is_gone(work, classic):
    for cell in work.cells:
        cell.metadata.update(tags=["<script>"], editable=True)
    repair(work, classic)
    assert [dict(cell.metadata) for cell in work.cells] == [each.metadata for each in classic.cells]


def test_an_empty_notebook_says_nothing_of_single_cells(classic):
    notebook = new_notebook()
    assert repair(notebook, classic) == []
    assert len(notebook.cells) == len(classic.cells)


def test_a_hostile_notebook_takes_no_longer_than_its_length(work, classic):
    start = time.process_time()
    work.cells += [new_code_cell("BEGIN HIDDEN TESTS " * 5000 + " " * 5000) for _ in range(100)]
    repair(work, classic)
    assert time.process_time() - start < 5
