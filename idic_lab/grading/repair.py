"""Bring a submitted notebook back to the instructor's sequence of cells, keeping everything a student wrote.

`REPAIRS` is the list of steps. A step takes the cells in hand and adds a sentence for each thing it mends, in words
that both grader and student read. A new kind of damage is a new step.
"""

import secrets
from dataclasses import dataclass, field

from nbformat import from_dict

from idic_lab.grading import cell_recognition
from idic_lab.grading.cell_recognition import lines, released, words
from idic_lab.grading.notebook import new_cell
from idic_lab.grading.source import Source

KINDS = {"code": "a code cell", "markdown": "a text cell", "raw": "a raw cell"}
NAMED_AT_MOST = 5


@dataclass
class Work:
    """A notebook under repair."""

    source: Source
    cells: list  # of the submission, as they stand
    claims: dict = field(default_factory=dict)  # which cell, by its ``id()``, stands for which of the instructor's
    said: list = field(default_factory=list)  # what was repaired
    # What cells were called whose names are not in the release, by their ``id()``
    strange: dict = field(default_factory=dict)

    def missing(self):
        """Return those of the instructor's cells for which none stands."""
        return [each for each in self.source.cells if each.grade_id not in self.claims.values()]

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


def repair(notebook, source: Source) -> list[str]:
    """Rebuild a notebook's cells in place."""
    work = Work(source, list(notebook.cells))
    for step in REPAIRS:
        step(work)
    _unique_ids(work.cells, needed=(notebook.nbformat, notebook.nbformat_minor) >= (4, 5))
    notebook.cells = work.cells
    return work.said


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
        work.said.append(f"{_named(changed)} had other settings of nbgrader's than in the release; they were put back.")


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
        work.said.append("The names of cells had been exchanged; each cell counts as what it was.")


def recognise(work):
    """Find the instructor's cells among those that have lost their names."""
    if found := cell_recognition.recognise(work):
        work.said.append(f"{_named(found)} had lost what tells {_its(found)} apart, and {_was(found)} recognised.")
    if strange := [name for cell, name in work.strange.items() if cell not in work.claims]:
        work.said.append(f"{_named(strange)} {_was(strange)} of another assignment or release, and kept as your own.")


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
        work.said.append(f"The cell “{each.grade_id}” was in {len(halves)} pieces; they were put together again.")


def keep_one_of_each(work):
    """Let one of several copies count; the others stay as the student's own cells."""
    for each, copies in work.repeated():
        # The last one, as nbgrader has it, of those that were worked on.
        worked_on = [cell for cell in copies if words(cell.source) != released(each)] or copies
        for copy in copies:
            if copy is not worked_on[-1]:
                del work.claims[id(copy)]
                copy.metadata.pop("nbgrader", None)
        which = "The last one counts" if worked_on[-1] is copies[-1] else "The last one that was worked on counts"
        work.said.append(
            f"The cell “{each.grade_id}” was there {len(copies)} times. {which}; "
            "the others were kept as your own cells."
        )


def retype(work):
    """Make cells again what they were: code, text or raw."""
    for at, cell in enumerate(work.cells):
        if id(cell) in work.claims and cell.cell_type != (each := work.source[work.claims[id(cell)]]).cell_type:
            work.said.append(
                f"The cell “{each.grade_id}” had been made {KINDS.get(cell.cell_type, 'something else')}; "
                f"it is {KINDS[each.cell_type]} again."
            )
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
        work.said.append("Cells of the assignment had been moved; they were put back in their order.")
    missing = [each.grade_id for each in work.missing()]
    if missing and work.cells:
        work.said.append(f"{_named(missing)} {_was(missing)} missing and {_was(missing)} put back.")
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


def _named(grade_ids):
    names = ", ".join(f"“{each}”" for each in grade_ids[:NAMED_AT_MOST])
    more = f" and {len(grade_ids) - NAMED_AT_MOST} more" if len(grade_ids) > NAMED_AT_MOST else ""
    return f"The cell{'s' if len(grade_ids) > 1 else ''} {names}{more}"


def _was(grade_ids):
    return "were" if len(grade_ids) > 1 else "was"


def _its(grade_ids):
    return "them" if len(grade_ids) > 1 else "it"


def _unique_ids(cells, needed):
    """Give each cell an id of its own, or none where the notebook's format knows none."""
    seen = set()
    for cell in cells:
        if not needed:
            cell.pop("id", None)
        elif not cell.get("id") or cell.id in seen:
            cell["id"] = secrets.token_hex(4)
        seen.add(cell.get("id"))
