"""The code lane: a classic notebook of nbgrader's, whose every cell is run by nbgrader's own execution.

What is run is the student's, so it runs in a process of its own, isolated (:mod:`idic_lab.grading.isolation`), and its
marks are not proof against tampering: they are read from what that process says.

As a program, ``python -m idic_lab.grading.code_lane NAME SETTINGS`` runs the notebook in the working directory and
prints what each cell gave, as JSON.
"""

import json
import sys
from pathlib import Path

import nbformat

from idic_lab.grading import isolation, lane
from idic_lab.grading.program import Run
from idic_lab.grading.workplace import private

NOT_FINISHED = "The notebook did not run to its end, so checks that need it earn no points."


def run(made, source, work):
    """Run a notebook and fill in what its cells show.

    Parameters
    ----------
    made : nbformat.NotebookNode
        Repaired; changed in place.
    source : idic_lab.grading.source.Source
    work : idic_lab.grading.batch.Work

    Returns
    -------
    note : str
        To student and grader; empty when the notebook ran to its end.
    troubles : list of str
        To the grader alone.

    Raises
    ------
    idic_lab.grading.isolation.NotIsolated
        When there is nothing to isolate with, and nobody has allowed to do without.
    """
    if source.kernel:
        made.metadata["kernelspec"] = source.kernel
    with private() as temporary:
        folder = Path(temporary, "submission")
        for path, data in (*work.files, *source.files):  # the instructor's files take the place of the student's
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        folder.mkdir(exist_ok=True)
        nbformat.write(made, folder / f"{source.name}.ipynb")
        program = [sys.executable, "-m", "idic_lab.grading.code_lane", source.name, json.dumps(work.execution or {})]
        ended = isolation.run(program, folder, unsafe=work.unsafe)
    given, said = _understood(ended.output), ended.errors.decode("utf-8", "replace").strip()
    for cell, (outputs, count) in zip((each for each in made.cells if each.cell_type == "code"), given, strict=False):
        cell.outputs, cell.execution_count = outputs, count
    if ended.stopped or ended.returncode or not given:
        return f"{NOT_FINISHED} {ended.stopped}".strip(), [f"the notebook did not run to its end\n{said[-2000:]}"]
    return "", []


def judge(each, cell):
    """Read a test cell's score as nbgrader does, but for what would stop its batch or give points for nothing.

    Parameters
    ----------
    each : idic_lab.grading.source.SourceCell
    cell : nbformat.NotebookNode
        After the run.

    Returns
    -------
    idic_lab.grading.lane.Judgement
        Without an output of its own where the cell's outputs are to stay.
    """
    from nbgrader import utils

    if cell.execution_count is None:
        # A cell without output has nbgrader's full marks, and a cell that never ran has no output.
        return lane.judge(None, each.points)
    try:
        return lane.Judgement(utils.determine_grade(cell)[0], None)
    except ValueError as problem:
        return lane.judge(Run(error=str(problem)), each.points)


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


def main(name, settings):
    """Run a notebook in the working directory as nbgrader does and print what its code cells gave."""
    from nbgrader import preprocessors
    from traitlets.config import Config

    config, printed = Config(json.loads(settings)), sys.stdout
    sys.stdout = sys.stderr  # whatever else prints, it is not to be taken for the result
    made = nbformat.read(f"{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(Path.cwd()), "name": name}, "nbgrader": {}}
    for step in (preprocessors.Execute, preprocessors.IgnorePattern, preprocessors.LimitOutput):
        made, resources = step(config=config)(made, resources)
    told = [
        {"outputs": cell.outputs, "execution_count": cell.execution_count}
        for cell in made.cells
        if cell.cell_type == "code"
    ]
    json.dump(told, printed)


if __name__ == "__main__":
    main(*sys.argv[1:])
