"""Ways to mislead whoever reads a terminal or a table, and to pass other people's work off as one's own."""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.grading.attacks.reading import RIGHT
from tests.grading.attacks.sending import PATIENCE, PLAIN
from tests.grading.conftest import NAME, SETTINGS, build, cell, small_case

ESCAPE = "\x1b]0;evil\x07\x1b[2J"
FORGED = "zoe (Doe, Zoe)"
RECEIPT = {
    "format": "idic-lab/receipt",
    "version": 1,
    "files": [{"name": f"{NAME}.answers.json", "size": 1, "sha256": "0" * 64}],
}
GRADE = {True: ("nbgrader", "autograde", NAME, "--force"), False: ("idic_lab.cli", "grade", NAME)}


@dataclass(frozen=True)
class Showing:
    """An attack on who reads what the grader says.

    Parameters
    ----------
    name : str
        In a few words.
    done : callable
        Does it in a released course, and tells whether it came off: takes the course, and whether nbgrader is plain.
    """

    name: str
    done: Callable


def command(course, *words):
    """Run a command in the course and return all that stands in the terminal."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=course.root, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def enrol(course, plain, first_name):
    """Bring in a class list with one name of Eve's making."""
    with (course.root / "list.csv").open("w", newline="") as file:
        rows = [("id", "first_name", "last_name"), ("zoe", "Zoe", "Doe"), ("eve", first_name, "x")]
        csv.writer(file).writerows(rows)
    if plain:
        return command(course, "nbgrader", "db", "student", "import", "list.csv")
    return command(course, "idic_lab.cli", "course", "roster", "list.csv")


def a_line_of_the_status(course, plain):
    enrol(course, plain, f"Eve\n{FORGED} -- graded")
    status = ("nbgrader", "db", "student", "list") if plain else ("idic_lab.cli", "course", "status")
    said = command(course, *status)
    assert "Eve" in said, said
    return any(line.startswith(FORGED) and "graded" in line for line in said.splitlines())


def escapes(course, plain):
    course.submit("zoe", {"why": ESCAPE}, change=lambda folder: (folder / f"{ESCAPE}.txt").write_text("x"))
    log = command(course, *GRADE[plain], *(["--log-level=DEBUG"] if plain else []))
    assert "zoe" in log or plain, log
    return "\x1b]0;evil" in log


def a_formula(course, plain):
    enrol(course, plain, "Ada;=1+1")
    course.submit("eve", RIGHT)
    command(course, *GRADE[plain])
    said = command(course, "nbgrader", "export", "--to=marks.csv")
    text = (course.root / "marks.csv").read_text("utf-8-sig")
    assert "Ada" in text, said
    # A spreadsheet may take either for the separator.
    return any(
        field.startswith("=") for each in ",;" for row in csv.reader(io.StringIO(text), delimiter=each) for field in row
    )


def the_same_answers(course, plain):
    folder = course.submit("zoe", RIGHT)
    course.submit("eve")
    shutil.copy(folder / f"{NAME}.answers.json", course.root / "submitted" / "eve" / NAME)
    said = command(course, *GRADE[plain])
    assert sum(each[0] or 0 for each in course.grades("eve").values()) == 6, said
    return "eve, zoe handed in one and the same answers file" not in said


def anothers_receipt(course, plain):
    course.submit("eve", RIGHT, change=lambda folder: (folder / "receipt.json").write_text(json.dumps(RECEIPT)))
    return "was made for other answers" not in command(course, *GRADE[plain])


SHOWINGS = [
    Showing("a name with a line break, which forges a line of the status", a_line_of_the_status),
    Showing("escape sequences in a file's name, and in the message of a check that raises", escapes),
    Showing("a first name that a spreadsheet computes, `Ada;=1+1`", a_formula),
    Showing("a classmate's answers file, byte for byte, is not noticed", the_same_answers),
    Showing("a receipt that was made for other answers is not noticed", anothers_receipt),
]


def outcome(folder: Path, attack, plain):
    """Say in words whether an attack comes off."""
    notebook = small_case()
    if attack.done is escapes:
        raising = "### BEGIN HIDDEN TESTS\nraise ValueError(book.get('why'))\n### END HIDDEN TESTS"
        notebook.cells[5] = cell(raising, "sum-check", grade=True, points=4)
    course = build(folder / "course", notebook, stock=plain)
    settings = PLAIN if plain else SETTINGS.replace("idic_lab.grading", "idic_lab.course")
    (course.root / "nbgrader_config.py").write_text(settings)
    return "done" if attack.done(course, plain) else "not done"
