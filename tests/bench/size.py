"""How large the package is, and how far an answer travels in it: the numbers that are not to grow."""

import ast
import sys
import tempfile
from collections import Counter
from pathlib import Path

import idic_lab
from tests.grading.conftest import NAME, build, small_case

PACKAGE = Path(idic_lab.__file__).parent
MOST_LINES, MOST_MODULES = 12_000, 25


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
        if event == "call" and (name := frame.f_globals.get("__name__", "")).startswith("idic_lab."):
            ran.add(name)

    with tempfile.TemporaryDirectory() as temporary:
        course = build(Path(temporary), small_case())
        folder = course.submit("ada")
        from idic_lab import AnswerBook, questions
        from idic_lab.questions import views

        sys.setprofile(note)
        try:
            book = AnswerBook(NAME, folder)
            views.view(questions.Number("sum", "What is the sum?"), book).value = "10"
            course.autograde("ada")
            course.feedback("ada")
        finally:
            sys.setprofile(None)
    return sorted(ran)


def main():
    counted = lines()
    total = sum(counted.values(), Counter())
    for room, count in counted.items():
        print(f"{room:<10} {count['files']:>4} files {count['lines']:>6} lines, {count['docstrings']:>5} of docstrings")
    share = total["docstrings"] / total["lines"]
    print(f"{'together':<10} {total['files']:>4} files {total['lines']:>6} lines, {share:.0%} of docstrings")
    print(f"  (aims: {MOST_LINES} lines at most, a quarter of docstrings)")
    ran = modules_on_the_way()
    print(f"{len(ran)} modules work on one answer, from the view to the feedback page (aim: {MOST_MODULES} at most):")
    print(" ", ", ".join(name.removeprefix("idic_lab.") for name in ran))


if __name__ == "__main__":
    main()
