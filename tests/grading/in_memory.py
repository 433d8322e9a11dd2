"""An assignment of the repository graded without nbgrader and its gradebook: files in, scores and a notebook out."""

import copy
import json
from dataclasses import dataclass
from functools import cache

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from idic_lab.answers.file import render
from idic_lab.grading import core, submission
from idic_lab.grading.core import Source, SourceCell
from tests.grading.classroom import BOOKS, ROOT

SOURCES = ROOT / "assignments" / "source"
SAVED_AT = "2026-11-01T10:00:00+01:00"


@dataclass(frozen=True)
class Graded:
    """What became of a submission; there is no notebook when nothing of it could be read."""

    scores: dict
    said: tuple
    notebook: nbformat.NotebookNode | None

    @property
    def total(self):
        return sum(self.scores.values())


@cache
def released(name):
    """Return the source of an assignment, and the notebook that students get, as the text of its file."""
    folder = SOURCES / name
    made = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    cells = tuple(
        SourceCell(
            cell.metadata.nbgrader.grade_id,
            cell.cell_type,
            cell.source,
            cell.metadata.nbgrader.locked,
            copy.deepcopy(dict(cell.metadata)),
            cell.id,
        )
        for cell in made.cells
        if "nbgrader" in cell.metadata
    )
    files = tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.suffix == ".csv")
    for cell in made.cells:
        ClearHiddenTests()._remove_hidden_test_region(cell)
        ClearMarkScheme()._remove_mark_scheme_region(cell)
    return Source(name, True, cells, files), nbformat.writes(made)


@cache
def answers_of(name, book):
    """Return the answers of one of the answer books that the checks are tested with."""
    return json.loads((BOOKS / name / f"{book}.json").read_text("utf-8"))["answers"]


def answers_file(name, answers):
    """Return the bytes of an answers file."""
    entries = {id: {"value": value, "saved_at": SAVED_AT, "revision": 1} for id, value in answers.items()}
    return render(name, entries)


def hand_in(folder, name, answers):
    """Lay an honest submission into a new folder."""
    folder.mkdir()
    (folder / f"{name}.ipynb").write_text(released(name)[1], "utf-8")
    (folder / f"{name}.answers.json").write_bytes(answers_file(name, answers))


def grade(folder, name):
    """Grade a submission on the answers lane, as it lies in its folder."""
    source, _ = released(name)
    outcome = core.grade(core.Submission("ann", (source,), (submission.read(folder, name),)))
    checks = [each.grade_id for each in source.cells if each.points is not None and each.cell_type == "code"]
    if outcome.refused:
        assert outcome.incomplete, outcome.refused
        return Graded(dict.fromkeys(checks, 0.0), (outcome.refused,), None)
    (made,) = outcome.notebooks
    scores = {mark.grade_id: mark.score for mark in made.marks if mark.grade_id in checks}
    assert bool(outcome.incomplete) == any(mark.review for mark in made.marks)
    return Graded(scores, made.said, nbformat.reads(made.data, as_version=4))
