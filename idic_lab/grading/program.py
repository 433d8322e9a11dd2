"""The instructor's cells, compiled once and run for one submission after another."""

import ast
import contextlib
import io
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from idic_lab.grading import shell, values
from idic_lab.grading.statements import Statement, split


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
class Known:
    """What some statements give for every submission alike, in their place.

    Parameters
    ----------
    bound : mapping of str to object
        Names and values; whoever uses them gets copies.
    outputs : list of dict
    """

    bound: Mapping
    outputs: list


@dataclass(frozen=True)
class Compiled:
    """A cell, ready to run.

    Parameters
    ----------
    cell : Cell
    steps : tuple of Statement or Known
    broken : SyntaxError or None
    """

    cell: Cell
    steps: tuple
    broken: SyntaxError | None = None


def compiled(cells):
    """Compile cells, each statement by itself.

    Parameters
    ----------
    cells : sequence of Cell

    Returns
    -------
    tuple of Compiled
    """
    with shell.lent() as lent:
        return tuple(_compiled(cell, lent) for cell in cells)


def _compiled(cell, lent):
    try:
        source = lent.transform_cell(cell.source)
        ast.parse(source)  # what comes now takes it for granted that it can be read
        quiet = lent.displayhook.semicolon_at_end_of_expression(source)
        return Compiled(cell, split(source, cell.grade_id, quiet))
    except SyntaxError as problem:
        return Compiled(cell, (), problem)


def run(program):
    """Run compiled cells one after another in a fresh namespace, in the surroundings that are there.

    Parameters
    ----------
    program : sequence of Compiled

    Returns
    -------
    dict of str to Run
        By grade_id. A cell that raises does not stop those after it, as in nbgrader.

    Raises
    ------
    KeyboardInterrupt
        When the grader interrupts; everything else ends in ``Run.error``.
    """
    with shell.lent() as lent:
        copies = values.Copies()
        return {each.cell.grade_id: _run_cell(lent, each, copies) for each in program}


def _run_cell(lent, compiled, copies):
    with collecting(lent) as run:
        if compiled.broken:
            raise compiled.broken
        for step in compiled.steps:
            if isinstance(step, Statement):
                execute(lent, step)
            else:
                lent.user_ns.update({name: copies.of(value) for name, value in step.bound.items()})
                _add(run.outputs, copies.of(step.outputs))
    return run


def _add(outputs, more):
    for output in more:
        if output["output_type"] == "stream":
            print(output["text"], end="")  # what is printed in one go is one output
        else:
            outputs.append(output)


def execute(lent, statement):
    """Run one statement in the shell's namespace, and display its value where a notebook does."""
    if statement.shown:
        lent.displayhook(eval(statement.code, lent.user_ns))
    else:
        exec(statement.code, lent.user_ns)


@contextlib.contextmanager
def collecting(lent):
    """Collect what a cell shows, says and raises.

    Yields
    ------
    Run
    """
    run = Run()
    before = lent.collect(run.outputs)
    with (
        contextlib.redirect_stdout(_Stream(run.outputs)),
        contextlib.redirect_stderr(io.StringIO()) as stderr,
        # The filters go back to what they were, so that one submission's "shown once" is not the next one's silence.
        warnings.catch_warnings(),
        lent.builtin_trap,
    ):
        try:
            yield run
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # a cell may even exit
            run.error = "".join(traceback.format_exception(problem))
        finally:
            run.stderr = stderr.getvalue()
            lent.collect(before)


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
