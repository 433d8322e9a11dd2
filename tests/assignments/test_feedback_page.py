"""The page that a student gets back: what was wrong by name, and which lesson to read again."""

import re

import pytest

from tests.assignments.books import fixture
from tests.grading.classroom import Classroom
from tests.grading.verb import run as grade

NAME = "trust-lab"


@pytest.fixture(scope="module")
def pages(term, tmp_path_factory):
    """The pages of three students, as one line of text each and as HTML."""
    course = Classroom(tmp_path_factory.mktemp("term"), term).course
    shelf = ("reference", "lowering-s-always-wins", "near-the-rule")
    for stem in shelf:
        course.submit(stem, fixture(NAME, stem)["answers"], name=NAME)
    grade(course, name=NAME)
    course.mark("near-the-rule", "claim-marks", 1, NAME)
    return {stem: course.feedback(stem, NAME) for stem in shelf}


def text_of(page):
    text = re.sub(r"<[^>]*>", " ", page[page.index("<body>") :])
    return re.sub(r" ([.,;”])|(“) ", r"\1\2", re.sub(r"\s+", " ", text))


def test_parts_have_the_names_of_the_assignment(pages):
    text = text_of(pages["reference"])
    for title in ("A. Trust in numbers", "C. Which of two moves?", "D. Eight forms", "The claim"):
        assert text.count(title) >= 2, title
    assert not re.search(r"(?i)(reverse|moves|scale) check", text)
    assert "A person still has to mark parts of this work, for 6 of these points." in text


def test_full_marks_send_nobody_back_to_a_lesson(pages):
    assert "read again" not in text_of(pages["reference"]).casefold()


def test_a_named_mistake_says_what_holds_and_where_it_is_taught(pages):
    text = text_of(pages["lowering-s-always-wins"])
    assert "lesson 09-trust-equation-tested, for C. Which of two moves?" in text
    assert "Known mistake: “lowering self-orientation is always best”. One point less" in text
    assert text.count("Read again: lesson 09-trust-equation-tested") == 1, "a lesson is named once in a part"


def test_a_mistake_without_a_name_has_its_lesson_too(pages):
    text = text_of(pages["near-the-rule"])
    assert "Known mistake" not in text
    assert "lesson 09-trust-equation-tested, for C. Which of two moves?" in text
    assert "Read again: lesson 09-trust-equation-tested." in text


def test_what_a_person_took_off_has_its_lesson_too(pages):
    text = text_of(pages["near-the-rule"])
    assert "lesson 09-trust-equation-tested, for C. Which of two moves?; The claim" in text
    assert "The claim 1 of 3" in text
    assert text.count("Lesson: 09-trust-equation-tested") == 1
