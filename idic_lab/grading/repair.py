"""Bring a submitted notebook back to the instructor's sequence of cells, keeping everything a student wrote.

`REPAIRS` is the list of steps. A step takes the cells in hand and adds a sentence for each thing it mends, in words
that both grader and student read. A new kind of damage is a new step.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from idic_lab.grading.source import Source

NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


@dataclass
class Work:
    """A notebook under repair.

    Attributes
    ----------
    source : Source
    cells : list
        Of the submission, as they stand.
    claims : dict of int to str
        Which cell, by its ``id()``, stands for which of the instructor's.
    said : list of str
        What was repaired.
    """

    source: Source
    cells: list
    claims: dict = field(default_factory=dict)
    said: list = field(default_factory=list)


def repair(notebook, source):
    """Rebuild a notebook's cells in place.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The submission.
    source : Source
        What was released.

    Returns
    -------
    list of str
        Plain sentences of what was repaired; empty for a notebook that was whole.
    """
    work = Work(source, list(notebook.cells))
    for step in REPAIRS:
        step(work)
    _unique_ids(work.cells, needed=(notebook.nbformat, notebook.nbformat_minor) >= (4, 5))
    notebook.cells = work.cells
    return work.said


def claim(work):
    """Find which cells say that they are the instructor's; other claims on nbgrader's attention are taken away."""
    known = {cell.grade_id for cell in work.source.cells}
    for cell in work.cells:
        nbgrader = cell.metadata.get("nbgrader")
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        if isinstance(grade_id, str) and grade_id in known:
            work.claims[id(cell)] = grade_id
        else:
            cell.metadata.pop("nbgrader", None)


def keep_one_of_each(work):
    """Let one of several copies count; the others stay as the student's own cells."""
    for each in work.source.cells:
        copies = [cell for cell in work.cells if work.claims.get(id(cell)) == each.grade_id]
        # The last one, as nbgrader has it: of a copied answer cell it is the one that was worked on.
        for copy in copies[:-1]:
            del work.claims[id(copy)]
            copy.metadata.pop("nbgrader")
        if len(copies) > 1:
            work.said.append(
                f"The cell “{each.grade_id}” was there {len(copies)} times. The last one counts; "
                "the others were kept as your own cells."
            )


def rebuild(work):
    """Put the instructor's cells in their order, missing ones too, and the student's own after what they followed."""
    present, own, anchor = {}, {None: []}, None
    for cell in work.cells:
        if id(cell) in work.claims:
            anchor = work.claims[id(cell)]
            present[anchor] = cell
            own[anchor] = []
        else:
            own[anchor].append(cell)
    order = [cell.grade_id for cell in work.source.cells]
    if [each for each in order if each in present] != list(present):
        work.said.append("Cells of the assignment had been moved; they were put back in their order.")
    missing = [each for each in order if each not in present]
    work.said += [f"The cell “{each}” was missing and was put back." for each in missing]
    work.cells = list(own[None])
    for each in work.source.cells:
        work.cells += [_restored(each, present.get(each.grade_id)), *own.get(each.grade_id, [])]


def _restored(each, cell):
    """Return a cell as it was released; of a student's answer cell, only what belongs to the instructor."""
    if cell is None or each.locked:
        identity = {} if cell is None or "id" not in cell else {"id": cell.id}
        cell = NEW_CELL[each.cell_type](source=each.text, **{"id": each.cell_id, **identity})
    cell.metadata.update(deepcopy(each.metadata))
    return cell


# Copies are settled before the sequence is built, which needs at most one cell for each name.
REPAIRS = [claim, keep_one_of_each, rebuild]


def _unique_ids(cells, needed):
    """Give each cell an id of its own, or none where the notebook's format knows none."""
    seen = set()
    for cell in cells:
        if not needed:
            cell.pop("id", None)
        elif not cell.get("id") or cell.id in seen:
            cell["id"] = NEW_CELL["raw"]().id
        seen.add(cell.get("id"))
