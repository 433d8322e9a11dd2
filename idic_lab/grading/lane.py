"""The answers lane: run the instructor's code cells over recorded answers, in this process, and nothing else.

A pure function of cells, answers and files: no gradebook, no notebook, no cell that a student could edit.
"""

import contextlib
import io
import os
import shutil
import sys
import tempfile
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from idic_lab.checks import MIME, Criterion, Result
from idic_lab.grading import shell

NOT_RUN = "This check did not run, so it earns no points."
COULD_NOT_RUN = "This check could not be run; your instructor has been told."
NO_RESULT = "This check gave no result; your instructor has been told."


@dataclass(frozen=True)
class Cell:
    """One of the instructor's locked code cells.

    Parameters
    ----------
    grade_id : str
    source : str
        As the gradebook keeps it, hidden tests included.
    """

    grade_id: str
    source: str


@dataclass
class Run:
    """What one cell gave.

    Attributes
    ----------
    outputs : list of dict
        In nbformat's form, without anything from stderr and without tracebacks.
    error : str
        The traceback, for the grader's log alone; empty when the cell ran through.
    stderr : str
        Warnings and the like, for the grader's log alone.
    """

    outputs: list = field(default_factory=list)
    error: str = ""
    stderr: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a test cell earns.

    Attributes
    ----------
    score : float
        Points, between 0 and what the cell is worth.
    output : dict
        The one output of the test cell, in nbformat's form.
    trouble : str
        For the grader: why the score is not the check's own word; empty when it is.
    """

    score: float
    output: dict
    trouble: str = ""


@contextlib.contextmanager
def workplace(files, name, answers):
    """Lay out a folder of its own for one submission: the instructor's files and the answers, nothing else.

    Parameters
    ----------
    files : path or None
        The instructor's folder; its notebooks stay behind.
    name : str
        Of the notebook; the answers become ``NAME.answers.json``.
    answers : bytes or None
        Recorded answers, already found readable.

    Yields
    ------
    pathlib.Path
    """
    with tempfile.TemporaryDirectory(prefix="idic-lab-") as temporary:
        folder = Path(temporary, "answers")
        if files is None:
            folder.mkdir()
        else:
            shutil.copytree(files, folder, ignore=shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", "*.answers*"))
        if answers is not None:
            Path(folder, f"{name}.answers.json").write_bytes(answers)
        yield folder


def run(cells: Sequence[Cell], folder, keep_out=()):
    """Run cells one after another in a fresh namespace.

    Parameters
    ----------
    cells : sequence of Cell
    folder : path
        The working directory meanwhile, see :func:`workplace`. Never on the import path.
    keep_out : sequence of path
        Further folders from which nothing may be imported.

    Returns
    -------
    dict of str to Run
        By grade_id. A cell that raises does not stop those after it, as in nbgrader.

    Raises
    ------
    KeyboardInterrupt
        When the grader interrupts; everything else ends in ``Run.error``.
    """
    folder = Path(folder).resolve()
    with _surroundings(folder, [folder, *(Path(each).resolve() for each in keep_out)]), shell.lent() as lent:
        return {cell.grade_id: _run_cell(lent, cell.source) for cell in cells}


def judge(run, points):
    """Read a test cell's score from what it gave.

    nbgrader's own reading gives full marks to a cell without output and stops the batch at a score above the maximum.

    Parameters
    ----------
    run : Run or None
        None when the cell was not run.
    points : float
        What the cell is worth.

    Returns
    -------
    Judgement
    """
    if run is None:
        return _nothing(points, NOT_RUN, "did not run")
    if run.error:
        return _nothing(points, COULD_NOT_RUN, "raised an exception")
    shown = [each for each in run.outputs if each["output_type"] == "execute_result" and MIME in each["data"]]
    try:
        score = float(shown[-1]["data"]["text/plain"])
    except (IndexError, KeyError, ValueError):
        return _nothing(points, NO_RESULT, "gave no Result as its last expression")
    kept = min(max(score, 0.0), points) if score == score else 0.0
    if kept == score:
        return Judgement(score, shown[-1])
    bounded = {**shown[-1], "data": {**shown[-1]["data"], "text/plain": f"{kept:g}"}}
    return Judgement(kept, bounded, f"gave {score:g} of {points:g} points, counted as {kept:g}")


def _nothing(points, sentence, trouble):
    return Judgement(0.0, result_output(Result([Criterion("check", 0, points, sentence)])), trouble)


def result_output(result):
    """Return a Result as the output of a cell, in nbformat's form."""
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": result._repr_mimebundle_(),
        "metadata": {},
    }


def _run_cell(lent, source):
    run = Run()
    lent.collect(run.outputs, source)
    with (
        contextlib.redirect_stdout(_Stream(run.outputs)),
        contextlib.redirect_stderr(io.StringIO()) as stderr,
        # The filters go back to what they were, so that one submission's "shown once" is not the next one's silence.
        warnings.catch_warnings(),
    ):
        done = lent.run_cell(source, store_history=False)
    run.stderr = stderr.getvalue()
    problem = done.error_before_exec or done.error_in_exec
    if isinstance(problem, KeyboardInterrupt):
        raise problem
    if problem is not None:
        run.error = "".join(traceback.format_exception(problem))
    return run


class _Stream(io.TextIOBase):
    """Standard output as notebook outputs, in order with what is displayed."""

    def __init__(self, outputs):
        self.outputs = outputs

    def writable(self):
        return True

    def write(self, text):
        if self.outputs and self.outputs[-1]["output_type"] == "stream":
            self.outputs[-1]["text"] += text
        elif text:
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": text})
        return len(text)


@contextlib.contextmanager
def _surroundings(folder, keep_out):
    """Set working directory, environment and import path for the time of a run, and put all of them back."""
    before = os.getcwd(), dict(os.environ), list(sys.path)
    os.chdir(folder)
    # A student's pandas.py would be imported from "" or from a relative entry, whatever the working directory is.
    sys.path[:] = [each for each in sys.path if os.path.isabs(each) and not _inside(each, keep_out)]
    os.environ.update(NBGRADER_EXECUTION="autograde", MPLBACKEND="agg", PYTHONPATH="")
    os.environ.pop("IDIC_LAB_VIEW", None)
    try:
        yield
    finally:
        os.chdir(before[0])
        os.environ.clear()
        os.environ.update(before[1])
        sys.path[:] = before[2]
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


def _inside(entry, folders):
    resolved = Path(entry).resolve()
    return any(resolved == folder or folder in resolved.parents for folder in folders)
