"""Print how the answer books do on each automatic criterion: ``python -m tests.assignments.statistics [NAME …]``.

The books are judged, not looked up. What must hold of the numbers is held in test_assignments.py.
"""

import contextlib
import io
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.assignments.books import FIXTURES, NAMES, fixture, judged, run

HEAD = ("check", "criterion", "points", "full", "part", "none", "mistakes named, by how many books")


@dataclass
class Item:
    """What the books of an assignment got for one criterion."""

    check: str
    criterion: str
    points: float
    earned: list = field(default_factory=list)
    mistakes: Counter = field(default_factory=Counter)

    def row(self):
        """Return the item as texts, under HEAD."""
        count = len(self.earned)
        full, none = self.earned.count(self.points), self.earned.count(0)
        shares = (f"{number / count:.0%}" for number in (full, count - full - none, none))
        mistakes = ", ".join(f"{tag} {number}" for tag, number in sorted(self.mistakes.items()))
        return (self.check, self.criterion, f"{self.points:g}", *shares, mistakes or "–")


def items(name):
    """Judge all answer books of an assignment.

    Parameters
    ----------
    name : str

    Returns
    -------
    list of Item
        In the order of the assignment.
    """
    found = {}
    with tempfile.TemporaryDirectory() as place:
        for stem in (stem for of, stem in FIXTURES if of == name):
            with contextlib.redirect_stdout(io.StringIO()):
                values = run(Path(place, stem), name, fixture(name, stem)["answers"])
            for check, result in judged(values).items():
                for each in result.criteria:
                    item = found.setdefault((check, each.criterion), Item(check, each.criterion, each.possible))
                    item.earned.append(each.earned)
                    item.mistakes.update([each.misconception] if each.misconception else [])
    return list(found.values())


def table(name):
    """Return the statistics of an assignment as a Markdown table."""
    rows = [HEAD, ["---"] * len(HEAD), *(item.row() for item in items(name))]
    count = sum(of == name for of, _ in FIXTURES)
    return "\n".join([f"## {name}: {count} answer books", "", *(f"| {' | '.join(row)} |" for row in rows), ""])


if __name__ == "__main__":
    for assignment in sys.argv[1:] or NAMES:
        print(table(assignment))
