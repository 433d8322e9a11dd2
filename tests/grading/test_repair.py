import copy
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from idic_lab.grading.repair import repair
from idic_lab.grading.source import Source, SourceCell
from tests.grading.conftest import small_case

ORDER = ["story", "set-up", "ask-sum", "ask-why", "sum-check", "why-check", "why-task", "end"]


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
    return Source("small-case", True, tuple(cells), Path("."))


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
    assert len(repair(notebook, source)) == len(ORDER)
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
    "forged", ["text", [], {}, {"grade_id": "unknown", "grade": True}, {"grade_id": ["sum-check"]}]
)
def test_strange_metadata_is_taken_off_the_students_own_cells(notebook, source, forged):
    notebook.cells.append(new_code_cell("mine = 1", metadata={"nbgrader": forged}))
    assert repair(notebook, source) == []
    assert notebook.cells[-1].source == "mine = 1" and "nbgrader" not in notebook.cells[-1].metadata


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
    source = Source("small-case", False, (*source.cells, answer), Path("."))
    for text in ("# your code", "worked = 1"):
        notebook.cells.append(new_code_cell(text, metadata={"nbgrader": {"grade_id": "own", "solution": True}}))
    repair(notebook, source)
    assert notebook.cells[find(notebook, "own")].source == "worked = 1"
    assert any(cell.source == "# your code" and "nbgrader" not in cell.metadata for cell in notebook.cells)
