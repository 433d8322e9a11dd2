"""The answers lane: run the instructor's code cells over recorded answers, in this process, and nothing else.

A pure function of cells, answers and files: no gradebook, no notebook, no cell that a student could edit.
"""

import gc
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from idic_lab.grading import program
from idic_lab.grading.sandbox import surroundings, workplace
from idic_lab.judging.checks import MIME, Criterion, Result
from idic_lab.judging.once import Kept, keeping

NOT_RUN = "This check did not run, so it earns no points."
COULD_NOT_RUN = "This check could not be run; your instructor has been told."
NO_RESULT = "This check gave no result; your instructor has been told."


@dataclass(frozen=True)
class Lane:
    """The instructor's cells, ready to run."""

    program: tuple
    kept: Kept  # what is the same for every submission


@dataclass(frozen=True)
class Judgement:
    """What a test cell earns."""

    score: float  # points, between 0 and what the cell is worth
    output: dict | None  # the one output of the test cell, in nbformat's form; None to leave those that it has
    trouble: str = ""  # for the grader: why the score is not the check's own word; empty when it is


@lru_cache(maxsize=8)  # a few assignments of a few notebooks; what is kept of each is a few tables
def prepare(cells, files: tuple[tuple[str, bytes], ...]) -> Lane:
    """Make cells ready to be run for many submissions."""
    lane = Lane(program.compiled(cells), Kept())
    with workplace(files) as folder:  # without answers, so that what is kept can know none
        run(lane, folder, keep_out=_strangers())
    gc.freeze()  # what is there now stays, and need not be looked through for garbage with each submission
    return lane


def _strangers():
    """Return where something else than Python and the kit could be imported from; any of it may be a submission."""
    ours = [Path(each).resolve() for each in (sys.prefix, sys.base_prefix, Path(__file__).parents[2])]
    paths = [Path(each).resolve() for each in sys.path]
    return [path for path in paths if path not in ours and not set(ours[:2]) & set(path.parents)]


def run(lane: Lane, folder: Path, keep_out=()):
    """Run cells one after another in a fresh namespace."""
    with surroundings(folder, keep_out), keeping(lane.kept):
        return program.run(lane.program)


def judge(run, points: float) -> Judgement:
    """Read a test cell's score from what it gave.

    nbgrader's own reading gives full marks to a cell without output and stops the batch at a score above the maximum.
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
