"""The answers grader: the instructor's code cells run over recorded answers, in this process, and nothing else.

A pure function of cells, answers and files: no gradebook, no notebook, no cell that a student could edit. The cells are
compiled once, and run in IPython's shell without a kernel: cells in, outputs in nbformat's form out.
"""

import ast
import contextlib
import functools
import gc
import io
import linecache
import sys
import traceback
import types
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import CodeType

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from idic_lab.grading.sandbox import surroundings, workplace
from idic_lab.judging.checks import MIME, Criterion, Result
from idic_lab.judging.once import Kept, keeping, shown

NOT_RUN = "This check did not run, so it earns no points."
COULD_NOT_RUN = "This check could not be run; your instructor has been told."
NO_RESULT = "This check gave no result; your instructor has been told."


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
    lane = Lane(_compile(cells), Kept())
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
    with surroundings(folder, keep_out), keeping(lane.kept), _shell() as shell:
        return {each.cell.grade_id: _run_cell(shell, each) for each in lane.program}


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


def _compile(cells):
    with _shell() as shell:
        return tuple(_compiled(cell, shell) for cell in cells)


def _compiled(cell, shell):
    try:
        source, file = shell.transform_cell(cell.source), f"<{cell.grade_id}>"
        # So that a traceback in the grader's log quotes the line.
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        tree = ast.parse(source, file)
        quiet, last = shell.displayhook.semicolon_at_end_of_expression(source), None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not quiet:
            last = compile(ast.Expression(tree.body.pop().value), file, "eval")
        return Compiled(cell, compile(tree, file, "exec"), last)
    except SyntaxError as problem:
        return Compiled(cell, broken=problem)


def _run_cell(shell, compiled):
    with _collecting(shell) as run:
        if compiled.broken:
            raise compiled.broken
        exec(compiled.body, shell.user_ns)
        if compiled.last:
            shell.displayhook(eval(compiled.last, shell.user_ns))
    return run


@contextlib.contextmanager
def _collecting(shell):
    """Collect what a cell shows, says and raises."""
    run = Run()
    before = shell.collect(run.outputs)
    with (
        contextlib.redirect_stdout(_Stream(run.outputs)),
        contextlib.redirect_stderr(io.StringIO()) as stderr,
        # The filters go back to what they were, so that one submission's "shown once" is not the next one's silence.
        warnings.catch_warnings(),
        shell.builtin_trap,
    ):
        try:
            yield run
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # a cell may even exit
            run.error = "".join(traceback.format_exception(problem))
        finally:
            run.stderr = stderr.getvalue()
            shell.collect(before)


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


class _LastExpression(DisplayHook):
    """Collects the value of a cell's last expression."""

    outputs = []

    def __call__(self, result=None):
        if result is None:
            return
        data, metadata = shown(result, self.shell.display_formatter.format)
        self.outputs.append(
            {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": metadata}
        )


class _Displayed(DisplayPublisher):
    """Collects what ``display`` is given."""

    outputs, shown = [], {}

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        display_id = (transient or {}).get("display_id")
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        if update:
            self.shown.get(display_id, {}).update(output)
            return
        self.outputs.append(output)
        if display_id:
            self.shown[display_id] = output

    def clear_output(self, wait=False):
        self.outputs.clear()


class Shell(InteractiveShell):
    """A shell that keeps no history, reads no profile and prints nothing of its own."""

    displayhook_class = Type(_LastExpression)
    display_pub_class = Type(_Displayed)

    def __init__(self):
        main = sys.modules["__main__"]
        super().__init__(config=Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}}), user_ns={})
        sys.modules["__main__"] = main

    def init_profile_dir(self, profile_dir):
        """Do without: nothing is read from or written to the grader's own settings."""

    def init_virtualenv(self):
        """Do without: it would change the import path."""

    def showtraceback(self, *args, **kwargs):
        """Say nothing: the exception is in the result, and a traceback quotes hidden tests."""

    def showsyntaxerror(self, *args, **kwargs):
        """Say nothing, as in :meth:`showtraceback`."""

    def collect(self, outputs):
        """Collect what the next cell shows in a list; return the list from before."""
        before = self.displayhook.outputs
        self.displayhook.outputs = self.display_pub.outputs = outputs
        return before


# Made once a process: a new one for each submission would pile up exit handlers.
_the_shell = functools.cache(Shell)


@contextlib.contextmanager
def _shell():
    """Give the shell a new namespace and let it be *the* shell that ``display`` and ``get_ipython`` find."""
    shell = _the_shell()
    main, before = types.ModuleType("__main__"), (InteractiveShell._instance, sys.modules["__main__"])
    shell.user_module, shell.user_ns = main, main.__dict__
    shell.init_user_ns()
    shell.display_pub.shown = {}
    InteractiveShell._instance, sys.modules["__main__"] = shell, main
    try:
        yield shell
    finally:
        InteractiveShell._instance, sys.modules["__main__"] = before
        shell.user_module, shell.user_ns = types.ModuleType("__main__"), {}
