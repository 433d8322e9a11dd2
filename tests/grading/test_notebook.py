import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from idic_lab.grading import notebook
from idic_lab.grading.notebook import MOST_CELLS
from idic_lab.grading.notes import NotebookNote

WHOLE = new_notebook(
    cells=[
        new_markdown_cell("# Grüße", id="title", metadata={"nbgrader": {"grade_id": "title", "points": 400}}),
        new_code_cell("x = 1", id="own", metadata={"tags": ["<script>"]}),
    ],
    metadata={"widgets": {"state": "</script>"}, "idic_lab": {"lane": "code"}},
)
BYTES = json.dumps(WHOLE, ensure_ascii=False).encode()


def opened(data):
    """Return a notebook read from its bytes, and which notes there are on it."""
    read, notes = notebook.opened(data)
    return read, [note.what for note in notes]


def of(*cells, **document):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **document}).encode()


def test_a_whole_notebook_is_read_without_a_word():
    read, said = opened(BYTES)
    assert said == []
    assert [(cell.id, cell.cell_type, cell.source) for cell in read.cells] == [
        ("title", "markdown", "# Grüße"),
        ("own", "code", "x = 1"),
    ]
    assert read.cells[0].metadata == {"nbgrader": {"grade_id": "title", "points": 400}}
    assert read.metadata == read.cells[1].metadata == {}
    nbformat.validate(read)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_of_unicode_are_read(encoding):
    assert opened(json.dumps(WHOLE, ensure_ascii=False).encode(encoding))[0].cells[0].source == "# Grüße"


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[]", b"3", b"[" * 100_000, b'{"cells": ' + b"[" * 50_000, b'{"cells": 1e999}', b"9" * 5000]
    + [b"\x00\xff\xfe", BYTES[:-20], of("x"), of(7, None), b'{"cells": [{"source": 3}]}'],
)
def test_what_cannot_be_read_is_said(data):
    read, said = opened(data)
    assert (read.cells, said) == ([], [NotebookNote.UNREADABLE_NOTEBOOK])


def test_a_missing_and_an_empty_notebook_are_told_apart():
    assert opened(None)[1] == [NotebookNote.NO_NOTEBOOK]
    assert opened(of())[1] == [NotebookNote.EMPTY]


def test_the_oldest_formats_are_read():
    old = {
        "nbformat": 3,
        "metadata": {"name": "x"},
        "worksheets": [
            {"cells": [{"cell_type": "heading", "level": 2, "source": "Title"}]},
            {"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"], "outputs": []}]},
        ],
    }
    read, said = opened(json.dumps(old).encode())
    assert said == [NotebookNote.OLDER]
    assert [cell.source for cell in read.cells] == ["## Title", "x = 1\ny = 2"]


def test_a_flipped_byte_costs_a_character_and_not_the_notebook():
    read, said = opened(BYTES.replace("ü".encode(), b"\xc3\x28"))
    assert said == [NotebookNote.CHARACTERS]
    assert read.cells[1].source == "x = 1"


def test_cells_that_make_no_sense_are_left_out_and_the_others_kept():
    read, said = opened(of(None, {"cell_type": "code", "source": "x"}, {"cell_type": "code", "source": {}}))
    assert said == [NotebookNote.LEFT_OUT]
    assert [cell.source for cell in read.cells] == ["x"]


def test_strange_ids_types_and_metadata_are_made_regular():
    strange = [
        {"cell_type": "code", "source": "a", "id": "same"},
        {"cell_type": "markdown", "source": "b", "id": "same", "metadata": 4, "attachments": 3},
        {"cell_type": ["x"], "source": "c", "id": '"><script>', "metadata": {"nbgrader": {"grade_id": ["x"]}}},
        {"cell_type": "heading", "level": [], "source": "\ud800 half"},
    ]
    read, said = opened(of(*strange))
    assert said == []
    assert [cell.cell_type for cell in read.cells] == ["code", "markdown", "raw", "markdown"]
    assert len({cell.id for cell in read.cells}) == 4
    nbformat.validate(read)
    json.dumps(read, ensure_ascii=False).encode()


def test_only_pictures_are_attached():
    cell = new_markdown_cell(
        "x", attachments={"a.png": {"image/png": "AAAA", "text/html": "<script>"}, "b": {"x": "y"}}
    )
    assert opened(of(cell))[0].cells[0].attachments == {"a.png": {"image/png": "AAAA"}}


def test_no_more_cells_than_a_notebook_can_have():
    read, said = opened(of(*[{"cell_type": "raw", "source": ""}] * (MOST_CELLS + 5)))
    assert (len(read.cells), said) == (MOST_CELLS, [NotebookNote.TOO_MANY])


def test_every_note_is_a_sentence():
    assert len(NotebookNote) > 20
    assert [each for each in NotebookNote if not each.value.removesuffix("{why}").endswith(".")] == []
