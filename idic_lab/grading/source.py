"""What the instructor released: the order and marks of the source notebook, the texts of the gradebook."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from idic_lab.grading.program import Cell


class SourceProblem(Exception):
    """The course folder and the gradebook do not fit; the message says how to mend it."""


@dataclass(frozen=True)
class SourceCell:
    """A cell of the instructor's: everything of it that nbgrader knows by a grade_id."""

    # As released; the text holds hidden tests and mark schemes
    grade_id: str
    cell_type: str
    text: str
    locked: bool  # whether a student's version of it is overwritten
    metadata: dict  # of the whole cell, nbgrader's part with the checksum of the release
    cell_id: str  # of the notebook format

    def is_(self, kind):
        """Tell whether nbgrader knows the cell as a "grade", "solution" or "task" cell."""
        return bool(self.metadata["nbgrader"].get(kind))

    @property
    def points(self):
        """What the cell is worth; None unless nbgrader keeps a grade for it."""
        return float(self.metadata["nbgrader"]["points"]) if self.is_("grade") or self.is_("task") else None

    @property
    def questions(self):
        """Ids of the questions that a task is about."""
        return tuple(self.metadata.get("idic_lab", {}).get("questions", ()))


@dataclass(frozen=True)
class Source:
    """A released notebook as the instructor has it."""

    name: str  # of the notebook
    answers_lane: bool  # whether it is graded from recorded answers alone
    cells: tuple[SourceCell, ...]  # in the instructor's order
    files: tuple[tuple[str, bytes], ...]  # that go with the notebook, by their paths
    kernel: dict | None = None  # the kernel's entry in the notebook's metadata
    # Texts of the cells that nbgrader does not know, each with how many of `cells` come before it
    plain: tuple[tuple[int, str], ...] = ()

    def __getitem__(self, grade_id):
        return next(cell for cell in self.cells if cell.grade_id == grade_id)

    @property
    def lane_cells(self):
        """The locked code cells, for :func:`idic_lab.grading.answers_grader.run`."""
        return tuple(Cell(cell.grade_id, cell.text) for cell in self.cells if cell.locked and cell.cell_type == "code")


def load(folder: Path, name: str, assignment: str, gradebook) -> Source:
    """Read what was released of a notebook."""
    path = Path(folder, f"{name}.ipynb")
    if not path.is_file():
        # Without it nobody can tell the lane, and a guess could run a student's code.
        raise SourceProblem(f"{path} is missing. Grading needs the source notebook: put it back.")
    notebook = nbformat.read(path, as_version=4)
    known = gradebook.find_notebook(name, assignment)
    released = {cell.name: cell for cell in known.source_cells}
    cells, plain = [], []
    for cell in notebook.cells:
        if (grade_id := cell.metadata.get("nbgrader", {}).get("grade_id")) in released:
            cells.append(_cell(cell, released.pop(grade_id)))
        else:
            plain.append((len(cells), cell.source))
    if released:
        raise SourceProblem(
            f"{path} no longer has the released cell {sorted(released)[0]!r}. "
            f"Put it back; or, to take it away, release again: nbgrader generate_assignment {assignment} --force"
        )
    answers_lane = notebook.metadata.get("idic_lab", {}).get("lane") == "answers"
    kernel = json.loads(known.kernelspec or "null")
    return Source(name, answers_lane, tuple(cells), _files(Path(folder)), kernel, tuple(plain))


def without(source: Source, theirs) -> Source:
    """Return what was released without the files that students may hand in changed, where their code is run."""
    if source.answers_lane:
        return source
    return replace(source, files=tuple((path, data) for path, data in source.files if path not in theirs))


def _cell(cell, released):
    """Join a cell of the source notebook with what the gradebook keeps of its release."""
    nbgrader = {**cell.metadata["nbgrader"], "locked": released.locked, "checksum": released.checksum}
    metadata = {**cell.metadata, "nbgrader": nbgrader}
    return SourceCell(released.name, released.cell_type, released.source, released.locked, metadata, cell.get("id", ""))


def _files(folder):
    """Read what lies beside the notebooks, but no answers file that an instructor's own try has left there."""
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix != ".ipynb"
        and ".ipynb_checkpoints" not in path.parts
        and ".answers" not in path.name
    )
