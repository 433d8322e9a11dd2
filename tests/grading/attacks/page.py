"""The table of attacks, docs/attacks.md, written from what was measured."""

import json
import tempfile
from pathlib import Path

from filelock import FileLock

from tests.grading.attacks.attack import MEASURED, measured
from tests.grading.attacks.held import HELD

PAGE = Path(__file__).resolve().parents[3] / "docs" / "attacks.md"
ANSWERS = """# Attacks on the grader

Everything here was done to nbgrader {version}, with longer time-outs than its own, and to `idic-lab grade`; each
line says what happened. The page is written by `make attacks`, not by hand.

## Where answers are recorded

Each attack is a submission of *four-companies* in which no question is answered, so it deserves 0 of 5 points. The
submission graded after it is an honest one and deserves 5 of 5. `idic-lab grade` runs nobody's code here, and the
honest submission gets its 5 points beside every one of these attacks.

In the tables, *its code ran with the grader's rights* means that it could have read, changed or deleted whatever you
can. *Could not be graded* means that the grader names the submission and says why, and goes on with the others.

| Attack | nbgrader gives it | `idic-lab grade` gives it |
| --- | --- | --- |
"""
STOPPING = """
## Stopping or hanging the class

Each attack is again a submission in which no question is answered, and the one graded after it is an honest one. What
`idic-lab grade` says of it is in the table; the honest submission gets its 5 points beside every one, also where a
check would never end: a submission that takes more than {computing} seconds of computing is ended and named.

| Attack | nbgrader gives it | `idic-lab grade` gives it |
| --- | --- | --- |
"""
READING = """
## Reading keys, and what is a classmate's

Mallory has answered nothing and puts something into the exchange, which belongs to whoever hands in. *Done* means that
afterwards Mallory is shown a hidden line, has points, that the honest Zoe is without hers, or that collecting ends on
the way, which costs those theirs who come later.

| What is done | nbgrader | `idic-lab` |
| --- | --- | --- |
"""
SENDING = """
## Being somebody else

Zoe and Mallory hand in through a learning platform, Mallory something wrong that was made after Zoe's work. *Done*
means that Zoe is without her points, that Mallory's late work counts as in time, that a hidden line is shown, or that
collecting ends, or its words are forged. nbgrader has to be told how the platform names files: here by a pattern that
fits Canvas' names or Moodle's, and takes the name before the number for the student's id. Where two claim to be one
student and no number tells them apart, the kit takes neither and names both.

| What is sent | nbgrader | `idic-lab` |
| --- | --- | --- |
"""
SHOWING = """
## Misleading whoever reads what the grader says

| What is tried | nbgrader | `idic-lab` |
| --- | --- | --- |
"""
HELD_BY_TESTS = """
## What was not done to nbgrader

These need a browser, a hub, a cluster or another account. A test does each of them to the kit.

| What is tried | What becomes of it | The test |
| --- | --- | --- |
"""
TIMES = """
## When work was handed in

The work is handed in an hour late. The exchange is a folder of the machine, and what students have put into it remains
theirs to change: neither grader can tell. Where points depend on the day, look at the dates in the exchange, or let
students hand in through a learning platform, whose own time counts.

| Attack | nbgrader counts it as | `idic-lab grade` counts it as |
| --- | --- | --- |
"""
CODE = """
## Where code is run

A classic assignment, without the kit's questions, is graded by running the student's notebook. Each line is code in it
that tries to do harm; what would trouble a real machine is kept small. `idic-lab grade` runs it through bubblewrap,
cut off from the machine and within limits, which are set low here. Its marks are still not proof against tampering,
because the student's code and the checks run in one kernel, and the grader says so each time. For the same reason such
code can learn the hidden tests while they run, and print them on its own feedback: use new ones for the next class.

| What the code does | nbgrader | `idic-lab grade` |
| --- | --- | --- |
"""
SAME = """
## Honest work

On honest work both write the same grades, comments and submissions, row by row: on every answer book of the tests, and
where code is run on the course of nbgrader's documentation and the submissions of its test suite
(`pytest -m slow`). Apart from attacks, their marks differ here, and for these reasons:

| What happens | nbgrader | `idic-lab grade` | Why |
| --- | --- | --- | --- |
"""
DIFFERENCES = (
    (
        "nothing is recorded for a task",
        "it waits for a person",
        "0 points, *No response.*",
        "there is nothing to read",
    ),
    (
        "no answers file came, or it cannot be read",
        "0 points",
        "0 points, of which one part waits for a person",
        "the work may lie somewhere else",
    ),
    (
        "a cell of the checks is there twice",
        "the run ends, and whoever comes later is not graded",
        "graded, and told",
        "one copy is the instructor's",
    ),
    (
        "a check is deleted in a second submission",
        "the points of the first stay",
        "counted anew",
        "a mark belongs to what was handed in last",
    ),
    (
        "a check of recorded answers prints a warning",
        "0 points",
        "the check's own points, and the grader is told",
        "the student did not cause it",
    ),
    (
        "a check of recorded answers gives no result",
        "full points",
        "0 points, and the grader is told",
        "nothing was shown to be right",
    ),
)


def in_words(outcome):
    """Say how a program in isolation ended."""
    if outcome.stopped:
        return f"stopped {outcome.stopped.removeprefix('It was stopped ').rstrip('.')}"
    return "not done" if outcome.output or outcome.returncode else "it ends, and nobody else with it"


def render():
    """Return the page."""
    from importlib.metadata import version

    from idic_lab.grading import deadline

    parts = (
        ("answers", ANSWERS.replace("{version}", version("nbgrader"))),
        ("stopping", STOPPING.replace("{computing}", str(deadline.COMPUTING))),
        ("reading", READING),
        ("sending", SENDING),
        ("showing", SHOWING),
        ("times", TIMES),
        ("code", CODE),
    )
    known = measured()
    attacks = [(head, [(what, *each.values()) for what, each in known.get(name, {}).items()]) for name, head in parts]
    held = [(what, becomes, f"`{test}`") for what, becomes, test in HELD]
    return "".join(head + _lines(rows) for head, rows in (*attacks, (HELD_BY_TESTS, held), (SAME, DIFFERENCES)))


def _lines(rows):
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def write(names, kind, attack, row):
    """Keep what was measured of one attack, and write the page; rows of attacks that are no more go."""
    with FileLock(Path(tempfile.gettempdir(), "idic-lab-attacks.lock")):  # two may measure at a time
        known = measured()
        known.setdefault(kind, {})[attack] = row
        found = {}
        for section, rows in names.items():
            of_section = known.get(section, {})
            found[section] = {name: of_section[name] for name in rows if name in of_section}
        MEASURED.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
        PAGE.write_text(render(), "utf-8")
