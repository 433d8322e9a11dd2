"""How large the package is, and how far an answer travels in it: the numbers that may only go down."""

import ast
import re
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from sqlalchemy.exc import SAWarning

import idic_lab
from idic_lab import AnswerBook, questions
from idic_lab.questions import KINDS, views
from tests.grading.conftest import NAME, build, small_case

PACKAGE = Path(idic_lab.__file__).parent
ROOT = PACKAGE.parent

# What was reached, which is lowered whenever less is reached and never raised, and what is aimed at.
CEILINGS = {
    "lines of Python in the package": (16_225, 12_000),
    "docstrings among them, in percent": (12.6, 25),
    "modules that work on one answer": (33, 25),
    "places that name one kind of question": (7, 3),
}


def lines():
    """Count lines and lines of docstrings by room."""
    counted = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        documented = (
            node.body[0]
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False)
        )
        docstrings = sum(each.end_lineno - each.lineno + 1 for each in documented)
        counted.setdefault(room, Counter()).update(files=1, lines=len(text.splitlines()), docstrings=docstrings)
    return counted


def modules_on_the_way():
    """Follow one answer from the move of a slider to the feedback page; return the modules whose functions ran."""
    ran = set()

    def note(frame, event, _):
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith("idic_lab.") and frame.f_code.co_name != "<module>":
            ran.add(name)

    with tempfile.TemporaryDirectory() as temporary, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own
        course = build(Path(temporary), small_case())
        folder = course.submit("ada")
        sys.setprofile(note)
        try:
            book = AnswerBook(NAME, folder)
            views.view(questions.Number("sum", "What is the sum?"), book).value = "10"
            course.autograde("ada")
            course.feedback("ada")
        finally:
            sys.setprofile(None)
    return sorted(ran)


def places_of_a_kind(kind="rank"):
    """List what names a kind of question without asking one; the module and its view beside it are one place."""
    of_python = KINDS[kind].__name__
    names = re.compile(rf'\bask\.{kind}\b|"{kind}"|\bkinds\.{kind}\b|\b{of_python}\(|import .*\b{of_python}\b')
    files = [ROOT / "CONTRIBUTING.md", *PACKAGE.rglob("*.py"), *ROOT.glob("tests/questions/*.py")]
    files += [*ROOT.glob("tests/browser/*.py"), *ROOT.glob("tests/*.py")]
    naming = {path.relative_to(ROOT).as_posix() for path in files if names.search(path.read_text("utf-8"))}
    return sorted(naming - {"idic_lab/judging/checks.py"})  # judges what any kind has recorded


def main():
    rooms = lines()
    for room, count in rooms.items():
        print(f"{room:<10} {count['files']:>4} files {count['lines']:>6} lines, {count['docstrings']:>5} of docstrings")
    total, modules, places = sum(rooms.values(), Counter()), modules_on_the_way(), places_of_a_kind()
    print("Work on one answer:", ", ".join(name.removeprefix("idic_lab.") for name in modules))
    print("Name the kind rank:", ", ".join(places))
    share = round(100 * total["docstrings"] / total["lines"], 1)
    numbers = dict(zip(CEILINGS, (total["lines"], share, len(modules), len(places)), strict=True))
    print(f"\n{'':<40} {'now':>7} {'at most':>8} {'aim':>7}")
    for what, (reached, aim) in CEILINGS.items():
        print(f"{what:<40} {numbers[what]:>7} {reached:>8} {aim:>7}")
    return any(numbers[what] > reached for what, (reached, _) in CEILINGS.items())


if __name__ == "__main__":
    sys.exit(main())
