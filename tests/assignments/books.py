"""The answer books of the assignments, and what their checks make of them.

A book in tests/fixtures/answer_books/ASSIGNMENT/ holds: why it is there, its answers, what each criterion of each test
cell must earn, which misconceptions must be named, `right` where it must earn every automatic point, and where graders
calibrate on it, the manual marks by task cell.
"""

import ast
import contextlib
import json
import os
import re
import shutil
from functools import cache
from pathlib import Path

import nbformat

from idic_lab.course import reseed
from idic_lab.judging.checks import Result

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "tests/fixtures/answer_books"
NAMES = sorted(path.parent.name for path in (ROOT / "content/assignments").glob("*/checks.py"))
FIXTURES = [(name, path.stem) for name in NAMES for path in sorted((BOOKS / name).glob("*.json"))]


def fixture(name, stem):
    return json.loads((BOOKS / name / f"{stem}.json").read_text("utf-8"))


@cache
def written_for(name):
    """The drawn tables that an assignment's books are about, also in a clone where they were drawn anew since."""
    return reseed.tables(name) if name in reseed.GENERATORS else {}


def cells(name):
    return nbformat.read(ROOT / "assignments/source" / name / f"{name}.ipynb", as_version=4).cells


@cache
def promised(name):
    """Return the automatic and the manual points that the notebook promises in its table of what is marked by whom."""
    text = "\n".join(cell.source for cell in cells(name) if cell.cell_type == "markdown")
    return tuple(
        sum(map(float, re.findall(rf"^\|.*\| ([\d.]+) \| {who} \|$", text, re.MULTILINE)))
        for who in ("the computer", "a person")
    )


def last_value(code, namespace):
    """Run a cell and return the value of its last line, as a notebook does."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), namespace)
    return None if last is None else eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)


@contextlib.contextmanager
def _graded_in(folder):
    """Work where a submission lies, as nbgrader does."""
    before = os.environ.get("NBGRADER_EXECUTION")
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.pop("NBGRADER_EXECUTION")
        if before is not None:
            os.environ["NBGRADER_EXECUTION"] = before


def run(folder, name, answers, tables=None, hidden=True):
    """Record answers in a new folder like a student's and run the locked code cells; return their values by grade_id.

    The tables are those for which the answer books were written; `tables` are others, DataFrames by file name.
    """
    shutil.copytree(ROOT / "assignments/source" / name, folder)
    for file, data in written_for(name).items():
        (folder / file).write_bytes(data)
    for file, table in (tables or {}).items():
        table.to_csv(folder / file, index=False)
    saved = {
        id: {"value": value, "saved_at": "2026-11-22T14:00:00+00:00", "revision": 1} for id, value in answers.items()
    }
    recorded = {"format": "idic-lab/answers", "version": 1, "book": name, "answers": saved}
    (folder / f"{name}.answers.json").write_text(json.dumps(recorded), "utf-8")
    values, namespace = {}, {}
    with _graded_in(folder):
        for cell in cells(name):
            told = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and told.get("locked"):
                code = cell.source if hidden else re.sub("(?s)### BEGIN HIDDEN.*?### END HIDDEN TESTS", "", cell.source)
                values[told.grade_id] = last_value(code, namespace)
    return values | {"book": namespace["book"], "namespace": namespace}


def judged(values):
    return {grade_id: value for grade_id, value in values.items() if isinstance(value, Result)}


def criteria(values):
    return [criterion for result in judged(values).values() for criterion in result.criteria]


def earned(values):
    return {
        grade_id: {criterion.criterion: criterion.earned for criterion in result.criteria}
        for grade_id, result in judged(values).items()
    }


def total(values):
    return round(sum(result.earned for result in judged(values).values()), 6)


def texts(value):
    """Every text of some length in an answer, however deep it lies."""
    if isinstance(value, str):
        return [value] if len(value) > 30 else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in texts(each)]
