"""How ${name} is judged. What the table alone decides is marked `once`."""

import csv
from pathlib import Path

from idic_lab import checks
from idic_lab.checks import once


@once
def touchpoints():
    """Return the rows of the table."""
    with Path("touchpoints.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers_check(book):
    """Which of the three, and how many touchpoints."""
    often = "Buying often is something that one side does. What does the other side know of it?"
    which = checks.choice(
        checks.recorded(book, "which"),
        "both",
        "which of the three is a relationship",
        1,
        {"often": ("repeat-buying-is-relationship", often, 0.5)},
    )
    rows = len(touchpoints())
    heading = "That counts the heading of the table as well."
    how_many = checks.number(
        checks.recorded(book, "how-many"),
        rows,
        "how many touchpoints the table holds",
        1,
        known=[(rows + 1, "", heading, 0.5)],
        low=0,
        high=100,
    )
    return which + how_many
