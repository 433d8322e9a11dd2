"""The instructor's cells, compiled once and run for one submission after another."""

import ast
import contextlib
import io
import linecache
import traceback
import warnings
from dataclasses import dataclass, field
from types import CodeType

from idic_lab.grading import runner


@dataclass(frozen=True)
class Cell:
    """One of the instructor's locked code cells."""

    grade_id: str
    source: str  # as the gradebook keeps it, hidden tests included


@dataclass
class Run:
    """What one cell gave."""

    # In nbformat's form, without anything from stderr and without tracebacks
    outputs: list = field(default_factory=list)
    error: str = ""  # the traceback, for the grader's log alone; empty when the cell ran through
    stderr: str = ""  # warnings and the like, for the grader's log alone


@dataclass(frozen=True)
class Compiled:
    """A cell, ready to run."""

    cell: Cell
    body: CodeType | None = None
    last: CodeType | None = None  # the last expression, whose value is displayed
    broken: SyntaxError | None = None


def compiled(cells) -> tuple[Compiled, ...]:
    """Compile cells."""
    with runner.lent() as lent:
        return tuple(_compiled(cell, lent) for cell in cells)


def _compiled(cell, lent):
    try:
        source, file = lent.transform_cell(cell.source), f"<{cell.grade_id}>"
        # So that a traceback in the grader's log quotes the line.
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        tree = ast.parse(source, file)
        quiet, last = lent.displayhook.semicolon_at_end_of_expression(source), None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not quiet:
            last = compile(ast.Expression(tree.body.pop().value), file, "eval")
        return Compiled(cell, compile(tree, file, "exec"), last)
    except SyntaxError as problem:
        return Compiled(cell, broken=problem)


def run(program) -> dict[str, Run]:
    """Run compiled cells one after another in a fresh namespace, in the surroundings that are there."""
    with runner.lent() as lent:
        return {each.cell.grade_id: _run_cell(lent, each) for each in program}


def _run_cell(lent, compiled):
    with _collecting(lent) as run:
        if compiled.broken:
            raise compiled.broken
        exec(compiled.body, lent.user_ns)
        if compiled.last:
            lent.displayhook(eval(compiled.last, lent.user_ns))
    return run


@contextlib.contextmanager
def _collecting(lent):
    """Collect what a cell shows, says and raises."""
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
