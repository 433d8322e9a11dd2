"""Bring a submitted notebook back to the instructor's sequence of cells, keeping everything a student wrote.

`REPAIRS` is the list of steps. A step takes the cells in hand and adds a note for each thing it mends, which both
grader and student read. A new kind of damage is a new step.
"""

import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nbformat import from_dict

from idic_lab.grading.notebook import new_cell
from idic_lab.grading.notes import Message, NotebookNote, note

if TYPE_CHECKING:
    from idic_lab.grading.core import Source

_NOT_RELEASED = re.compile(
    r"^.*(?:BEGIN HIDDEN TESTS(?s:.*?)END HIDDEN TESTS|BEGIN MARK SCHEME(?s:.*?)END MARK SCHEME).*$", re.MULTILINE
)


@dataclass
class Repair:
    """A notebook under repair."""

    source: "Source"
    cells: list  # of the submission, as they stand
    claims: dict = field(default_factory=dict)  # which cell, by its ``id()``, stands for which of the instructor's
    notes: list = field(default_factory=list)  # what was repaired
    # What cells were called whose names are not in the release, by their ``id()``
    strange: dict = field(default_factory=dict)

    def missing(self):
        """Return those of the instructor's cells for which none stands."""
        claimed = set(self.claims.values())
        return [each for each in self.source.cells if each.grade_id not in claimed]

    def unclaimed(self):
        """Return the cells that stand for none of the instructor's."""
        return [cell for cell in self.cells if id(cell) not in self.claims]

    def repeated(self):
        """Return the instructor's cells that several cells say they are, each with those, in their order."""
        claimants = {}
        for cell in self.cells:
            claimants.setdefault(self.claims.get(id(cell)), []).append(cell)
        found = ((each, claimants.get(each.grade_id, [])) for each in self.source.cells)
        return [(each, cells) for each, cells in found if len(cells) > 1]


def repair(notebook, source: "Source") -> list[Message]:
    """Rebuild a notebook's cells in place."""
    work = Repair(source, list(notebook.cells))
    for step in REPAIRS:
        step(work)
    _unique_ids(work.cells, needed=(notebook.nbformat, notebook.nbformat_minor) >= (4, 5))
    notebook.cells = work.cells
    return work.notes


def claim(work):
    """Find which cells say that they are the instructor's; other claims on nbgrader's attention are taken away."""
    known, changed = {cell.grade_id: cell for cell in work.source.cells}, []
    for cell in work.cells:
        nbgrader = cell.metadata.get("nbgrader")
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        if isinstance(grade_id, str) and grade_id in known:
            work.claims[id(cell)] = grade_id
            if _about(nbgrader) != _about(known[grade_id].metadata["nbgrader"]):
                changed.append(grade_id)
        else:
            cell.metadata.pop("nbgrader", None)
            if isinstance(grade_id, str):
                work.strange[id(cell)] = grade_id
    if changed:
        work.notes.append(note(NotebookNote.SETTINGS, cells=changed))


def exchange(work):
    """Give back names that were exchanged between cells: a cell's id is never edited, its metadata may be."""
    identities = {cell.cell_id: cell.grade_id for cell in work.source.cells if cell.cell_id}
    claims = {
        id(cell): identities[cell.id]
        for cell in work.cells
        if id(cell) in work.claims and identities.get(cell.get("id"), work.claims[id(cell)]) != work.claims[id(cell)]
    }
    # Only an exchange: a cell that was given another's name, while that other has kept its own, is a copy.
    if claims and sorted(claims.values()) == sorted(work.claims[each] for each in claims):
        work.claims |= claims
        work.notes.append(note(NotebookNote.EXCHANGED))


def recognise(work):
    """Find the instructor's cells among those that have lost their names."""
    if work.missing() and work.unclaimed():
        from idic_lab.grading import cell_recognition  # few notebooks need it

        if found := cell_recognition.recognise(work):
            work.notes.append(note(NotebookNote.RECOGNISED, cells=found))
    if strange := [name for cell, name in work.strange.items() if cell not in work.claims]:
        work.notes.append(note(NotebookNote.STRANGE, cells=strange))


def join(work):
    """Put an answer cell together again that was split in two: both halves carry its name, and follow each other."""
    for each, halves in work.repeated():
        if each.locked or not _follow(work.cells, halves):
            continue
        texts = [lines(cell.source) for cell in halves]
        seen = [line for text in texts for line in set(text)]
        if len(set(seen)) < len(seen) or lines(each.text) in texts or [] in texts:
            continue  # copies have lines in common, or are as they were released
        blank = "\n" if each.cell_type == "code" else "\n\n"
        halves[0].source = blank.join(cell.source for cell in halves)
        halves[0].cell_type = each.cell_type
        work.cells = [cell for cell in work.cells if not any(cell is half for half in halves[1:])]
        work.notes.append(note(NotebookNote.JOINED, cell=each.grade_id, number=len(halves)))


def keep_one_of_each(work):
    """Let one of several copies count; the others stay as the student's own cells."""
    for each, copies in work.repeated():
        # The last one, as nbgrader has it, of those that were worked on.
        worked_on = [cell for cell in copies if words(cell.source) != released(each)] or copies
        for copy in copies:
            if copy is not worked_on[-1]:
                del work.claims[id(copy)]
                copy.metadata.pop("nbgrader", None)
        told = NotebookNote.COPIES if worked_on[-1] is copies[-1] else NotebookNote.COPIES_WORKED_ON
        work.notes.append(note(told, cell=each.grade_id, number=len(copies)))


def retype(work):
    """Make cells again what they were: code, text or raw."""
    for at, cell in enumerate(work.cells):
        if id(cell) in work.claims and cell.cell_type != (each := work.source[work.claims[id(cell)]]).cell_type:
            work.notes.append(note(NotebookNote.RETYPED, cell=each.grade_id, was=cell.cell_type, now=each.cell_type))
            work.cells[at] = new_cell(each.cell_type, cell.source, cell.get("id"))
            work.claims[id(work.cells[at])] = work.claims.pop(id(cell))


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
        work.notes.append(note(NotebookNote.MOVED))
    missing = [each.grade_id for each in work.missing()]
    if missing and work.cells:
        work.notes.append(note(NotebookNote.MISSING_CELLS, cells=missing))
    work.cells = list(own[None])
    for each in work.source.cells:
        work.cells += [_restored(each, present.get(each.grade_id)), *own.get(each.grade_id, [])]


# In this order: names first, because all else goes by them; copies are settled before the sequence is built, which
# needs at most one cell for each name; halves come before copies, which would be taken for such.
REPAIRS = [claim, exchange, recognise, join, keep_one_of_each, retype, rebuild]


def _restored(each, cell):
    """Return a cell as it was released; of a student's answer cell, only what belongs to the instructor."""
    if cell is None or each.locked:
        kept = cell or {}
        cell = new_cell(each.cell_type, each.text, kept.get("id") or each.cell_id)
        if "attachments" in kept and cell.cell_type == "markdown":
            cell["attachments"] = kept.attachments
    cell["metadata"] = from_dict(each.metadata)
    return cell


def _follow(cells, halves):
    """Tell whether some cells stand directly one after another."""
    start = next(at for at, cell in enumerate(cells) if cell is halves[0])
    return all(one is other for one, other in zip(cells[start:], halves, strict=False))


def _about(nbgrader):
    """Return what nbgrader holds against the release of a cell: what it is, and what it is worth."""
    solution, grade, task, locked = (bool(nbgrader.get(each)) for each in ("solution", "grade", "task", "locked"))
    locked = not solution and (grade or locked)  # as nbgrader has it; it leaves checks unlocked in the file
    return solution, grade, task, locked, nbgrader.get("points") if grade or task else None


def _unique_ids(cells, needed):
    """Give each cell an id of its own, or none where the notebook's format knows none."""
    seen = set()
    for cell in cells:
        if not needed:
            cell.pop("id", None)
        elif not cell.get("id") or cell.id in seen:
            cell["id"] = secrets.token_hex(4)
        seen.add(cell.get("id"))


def words(text):
    """Return a text with its spaces and lines made alike."""
    return " ".join(text.split())


def released(each):
    """Return the text of an instructor's cell as students got it, however its spaces stand."""
    return words(_NOT_RELEASED.sub("", each.text))


def lines(text):
    """Return the lines of a text that hold something, without the spaces around them."""
    return [line for each in text.splitlines() if (line := each.strip())]
