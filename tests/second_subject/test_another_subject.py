"""A subject that the package does not know goes from its sources to marks and feedback."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

import build
from idic_lab.judging.known_mistakes import MISCONCEPTIONS
from idic_lab.questions import KINDS
from tests.grading.classroom import answer
from tests.grading.conftest import Course

NAME = "burns-and-breaks"
RIGHT = {
    "order": ["safe", "call", "cool"],
    "cooling": "water",
    "signs": ["pale", "fast"],
    "burns": {"red": "degree-1", "blister": "degree-2"},
    "pulse": 118,
    "minutes": "20",
    "pain": {"pain": {"a": 8, "b": 3}},
    "report": [{"row": "first", "what": "a red hand"}],
    "number": "112",
    "why": "Because fat keeps the heat inside the skin.",
}
WRONG = RIGHT | {"order": ["cool", "call", "safe"], "cooling": "butter", "pulse": 72}


@pytest.fixture(scope="module")
def first_aid():
    """The other subject, known while these tests run and to no other test."""
    before = dict(KINDS), dict(MISCONCEPTIONS)
    yield import_module("tests.second_subject.first_aid")
    for known, was in zip((KINDS, MISCONCEPTIONS), before, strict=True):
        known.clear()
        known.update(was)
    del sys.modules["tests.second_subject.first_aid"]


@pytest.fixture(scope="module")
def course(first_aid, tmp_path_factory):
    root = tmp_path_factory.mktemp("first-aid") / "course"
    for path, data in build.built(Path(__file__).parent).items():
        place = root / path.relative_to("assignments")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    made = Course(root)
    made.do("generate_assignment", NAME)
    for student, answers in (("ana", RIGHT), ("bo", WRONG)):
        asked = answer(made.submit(student, name=NAME), NAME, answers)
        assert asked.keys() == RIGHT.keys(), "ten questions"
        made.autograde(student, NAME)
    return made


def test_its_kind_and_its_module_are_found_beside_it(first_aid):
    assert KINDS["pulse"] is first_aid.Pulse
    assert first_aid.Pulse.script() == Path(first_aid.__file__).with_name("pulse.js")
    assert first_aid.Pulse.script().is_file()


def test_each_answer_gets_what_it_deserves(course):
    scores = {student: course.grades(student, NAME) for student in ("ana", "bo")}
    assert (scores["ana"]["steps-check"][0], scores["ana"]["numbers-check"][0]) == (4, 3)
    assert (scores["bo"]["steps-check"][0], scores["bo"]["numbers-check"][0]) == (0, 1)
    assert scores["ana"]["why-marks"][2] is True, "a person has to look"


def test_feedback_shows_the_answer_and_names_the_mistake(course):
    page = course.feedback("bo", NAME)
    assert "72 beats a minute" in page and "butter cools a burn" in page
    for hidden in ("first_patient", "MARK SCHEME", "says that fat"):
        assert hidden not in page
