"""A class of generated students: names in many scripts, answers mixed from the fixtures, some late, some missing."""

import random

from tests.course.conftest import BOOKS, answers

FIRST = ("Åsa", "Jürgen", "Zoë", "Łukasz", "Νίκος", "Мария", "美咲", "أمل", "O'Brien", "Anne-Marie", "José", "Ngọc")
LAST = (
    "Ålund",
    "Müller",
    "da Silva",
    "Łęcki",
    "Παππάς",
    "Иванова",
    "田中",
    "حداد",
    "van den Berg",
    "D'Souza",
    "Doe, Jr",
)
# Books whose values are refused or absurd are for the checks; a class is made of plausible ones.
STRANGE = {"html-and-formulas", "wrong-shapes", "other-scripts", "edited-by-hand", "zero-is-a-number"}


def people(count, seed=1):
    """Return (id, first name, last name) of so many students; many share a name."""
    draw = random.Random(seed)
    return [(f"s{number:03}", draw.choice(FIRST), f"{draw.choice(LAST)} {number % 97}") for number in range(count)]


def work(name, students, seed=1):
    """Return by student the answers recorded for an assignment: question by question as good as the student is.

    Who is strong answers most questions like the reference, who is weak like one of the known mistakes.
    """
    draw = random.Random(f"{name} {seed}")
    stems = sorted(path.stem for path in (BOOKS / name).glob("*.json") if path.stem not in STRANGE)
    books = {stem: answers(name, stem) for stem in stems}
    reference, others = books["reference"], [book for stem, book in books.items() if stem != "reference"]
    found = {}
    for student in students:
        skill, mine = draw.betavariate(3, 1.6), {}
        for id, value in reference.items():
            wrong = [book[id] for book in others if book.get(id, value) != value]
            if draw.random() < skill or not wrong:
                mine[id] = value
            elif draw.random() < 0.9:
                mine[id] = draw.choice(wrong)
        if "own-profile" in mine:
            mine["own-profile"] = {"my agency": _profile(draw)}
        found[student] = mine
    return found


def _profile(draw):
    centres = {"credibility": 6, "reliability": 5, "intimacy": 4, "self_orientation": 6}
    return {key: min(10, max(1, round(draw.gauss(centre, 1.8)))) for key, centre in centres.items()}
