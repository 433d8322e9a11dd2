"""The code lane: a classic notebook of nbgrader's, whose every cell is run by nbgrader's own execution.

What is run is the student's, so it runs in a process of its own (:mod:`idic_lab.grading.run_notebook`), isolated
(:mod:`idic_lab.grading.isolation`), and its marks are not proof against tampering: they are read from what that process
says.
"""

import json
import sys
from importlib.machinery import all_suffixes
from pathlib import PurePosixPath

import nbformat

from idic_lab.grading import answers_grader, isolation, kernels
from idic_lab.grading.notes import NotebookNote, Trouble, note
from idic_lab.grading.run_notebook import KERNEL_ENDED, NO_KERNEL
from idic_lab.grading.sandbox import temporary_folder, written

ENDED = "Its kernel ended while a cell was running, as it does at exit() or when memory runs out."


def ready(sources, execution, unsafe: bool):
    """Make sure that students' code can be run on this machine, before anybody's is."""
    if isolation.problem() and not unsafe:
        raise isolation.NotIsolated(
            f"{isolation.problem()} This assignment is graded by running students' code, which would have "
            "all your rights. To allow that, add --unsafe."
        )
    for source in sources:
        if not source.answers_lane:
            kernels.needed(kernels.name_of(source, execution))


def run(made, source, work):
    """Run a notebook and fill in what its cells show; return how to judge them, and what is told."""
    if source.kernel:
        made.metadata["kernelspec"] = source.kernel
    name = kernels.name_of(source, work.execution)
    readable, environment = kernels.needed(name)
    # As it was handed in: what is run holds the hidden tests.
    own = [(f"{each.name}.ipynb", each.notebook) for each in work.submitted if each.name == source.name]
    fixed = [*source.files, *((path, data) for path, data in own if data)]
    kept, notes = _beside(work.files, fixed)
    troubles = _inconsistent(made, source)
    with temporary_folder() as folder:
        written(folder, [*kept, *fixed])
        program = [sys.executable, "-m", "idic_lab.grading.run_notebook", source.name, json.dumps(work.execution or {})]
        ended = isolation.run(
            program,
            folder,
            readable,
            environment=environment,
            unsafe=work.unsafe,
            given=nbformat.writes(made).encode(),
        )
    said = ended.errors.decode("utf-8", "replace").strip()
    if ended.returncode == NO_KERNEL and not ended.stopped:
        raise kernels.NoKernel(f"The kernel {name!r} could not be started: {said[-300:].splitlines()[-1]}")
    given = _understood(ended.output)
    for cell, (outputs, count) in zip((each for each in made.cells if each.cell_type == "code"), given, strict=False):
        cell.outputs, cell.execution_count = outputs, count
    if ended.stopped or ended.returncode or not given:
        why = ended.stopped or (ENDED if ended.returncode == KERNEL_ENDED else "")
        notes.append(note(NotebookNote.NOT_FINISHED, why=why and f" {why}"))
        troubles.append(note(Trouble.NOT_FINISHED, text=said[-2000:]))
    return _judge, notes, troubles


def _beside(handed_in, shipped):
    """Return which of a student's files stay beside the notebook, and what is to be said of the others.

    What comes with the assignment takes the place of a student's file of its name, and of what Python would import
    under its name: a package or a compiled module comes before the module ``NAME.py``, and compiled code before its
    source.
    """
    theirs, modules = dict(shipped), {_module(path) for path, _ in shipped if path.endswith(".py")}
    folders = {str(folder) for path in theirs for folder in PurePosixPath(path).parents}
    left_out = [
        path
        for path, data in handed_in
        if theirs.get(path, data) != data
        or (path not in theirs and _module(path) in modules)
        or path in folders
        or theirs.keys() & {str(folder) for folder in PurePosixPath(path).parents}
    ]
    kept = [(path, data) for path, data in handed_in if path not in left_out and "__pycache__" not in path.split("/")]
    return kept, [note(NotebookNote.INSTEAD, path=path) for path in left_out]


def _module(path):
    """Return what is imported from a file, as the path of its folder and the name there; None for other files."""
    file = PurePosixPath(path)
    if not file.name.endswith(tuple(all_suffixes())):
        return None
    name = file.name.partition(".")[0]
    return file.parent if name == "__init__" else file.parent / name


def _inconsistent(made, source):
    """Return what nbgrader would refuse: locked cells whose text is not the one that the gradebook's checksum is of."""
    from nbgrader import utils

    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in made.cells}
    return [
        note(Trouble.INCONSISTENT, cell=each.grade_id)
        for each in source.cells
        if each.locked and utils.compute_checksum(cells[each.grade_id]) != each.metadata["nbgrader"].get("checksum")
    ]


def _judge(each, cell):
    """Read a test cell's score as nbgrader does, but for what would stop its batch or give points for nothing."""
    from nbgrader import utils

    if cell.execution_count is None:
        # A cell without output has nbgrader's full marks, and a cell that never ran has no output.
        return answers_grader.judge(None, each.points)
    try:
        return answers_grader.Judgement(utils.determine_grade(cell)[0], None)
    except ValueError as problem:
        return answers_grader.judge(answers_grader.Run(error=str(problem)), each.points)


def _understood(printed):
    """Return (outputs, execution count) of each code cell, as far as the student's process tells the like."""
    try:
        told = json.loads(printed)
        return [_cell(each) for each in told] if isinstance(told, list) else []
    except (ValueError, RecursionError):
        return []


def _cell(told):
    try:
        cell = nbformat.from_dict({"cell_type": "code", "metadata": {}, "source": "", "id": "told", **told})
        nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
        return cell.outputs, cell.execution_count
    except (TypeError, AttributeError, nbformat.ValidationError):
        return [], None
