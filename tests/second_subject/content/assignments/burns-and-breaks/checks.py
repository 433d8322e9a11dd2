"""How burns-and-breaks is judged. What the table alone decides is marked `once`."""

import csv
from pathlib import Path

from idic_lab import checks
from idic_lab.checks import once


@once
def first_patient():
    """Return the first line of the table."""
    return next(csv.DictReader(Path("patients.csv").read_text("utf-8").splitlines()))


def steps_check(book):
    """First steps."""
    order = checks.rank(checks.recorded(book, "order"), ["safe", "call", "cool"], "order of the steps", 3)
    known = {"butter": ("butter-cools", "Fat keeps the heat in.")}
    return order + checks.choice(checks.recorded(book, "cooling"), "water", "what cools", 1, known)


def numbers_check(book):
    """Numbers."""
    pulse = checks.number(checks.recorded(book, "pulse"), int(first_patient()["pulse"]), "pulse", 2, 5)
    return pulse + checks.number(checks.recorded(book, "minutes"), 20, "minutes of cooling", 1, 10)
