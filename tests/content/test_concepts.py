"""The concept map is true: what it says is taught, practised, checked and graded there, is."""

import re
from functools import cache
from pathlib import Path

import pytest

from idic_lab import AnswerBook
from idic_lab.subject import idic, items, plots, trust
from idic_lab.subject.concepts import concepts
from tests.notebooks.test_lessons import LESSONS, asked, notebook, prose, words

ROOT = Path(__file__).parents[2]
CONCEPTS = concepts()
ASSIGNMENTS = sorted(path.parent.name for path in (ROOT / "content/assignments").glob("*/checks.py"))


@cache
def read(lesson):
    """Return the prose of a lesson on one line, in small letters and without its marks of emphasis."""
    return " ".join(" ".join(prose(lesson)).replace("*", "").split()).lower()


@cache
def questions(name):
    return {id for _, id in asked(notebook(name).cells)}


@cache
def glossary():
    """Return the line of each term."""
    rows = [row for text in prose("glossary") for row in re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)]
    return {term.lower(): line for term, line in rows if term not in ("term", "---")}


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.name)
class TestEveryConcept:
    def test_is_taught_in_lessons_that_speak_of_it(self, concept):
        assert concept.teach
        assert [lesson for lesson in concept.teach if lesson not in LESSONS] == []
        told = [re.compile(rf"\b{re.escape(said.lower())}") for said in concept.says or (concept.name,)]
        assert [lesson for lesson in concept.teach if not any(each.search(read(lesson)) for each in told)] == []

    def test_is_practised_in_questions_that_are_asked(self, concept):
        assert concept.practise
        places = [place.split("/") for place in concept.practise]
        assert [lesson for lesson, _ in places if lesson not in LESSONS] == []
        assert [question for lesson, question in places if question not in questions(lesson)] == []

    def test_is_checked_by_items_that_are_in_the_bank_and_asked(self, concept):
        assert concept.check
        assert [item for item in concept.check if item not in items.bank()] == []
        everywhere = questions("concept-map").union(*map(questions, LESSONS))
        assert [item for item in concept.check if item not in everywhere] == []

    def test_is_graded_in_assignments_that_there_are(self, concept):
        assert [name for name in concept.graded if name not in ASSIGNMENTS] == []

    def test_has_one_plain_line_in_the_glossary(self, concept):
        assert concept.name.lower() in glossary()
        assert 3 <= words(glossary()[concept.name.lower()]) <= 25


def test_names_are_used_once_and_parts_stand_together():
    names = [concept.name.lower() for concept in CONCEPTS]
    assert len(set(names)) == len(names)
    parts = [concept.part for concept in CONCEPTS]
    assert [part for place, part in enumerate(parts) if part in parts[:place] and parts[place - 1] != part] == []


def test_nothing_that_the_package_names_is_missing():
    known = {concept.name.lower() for concept in CONCEPTS}
    needed = [each.name for each in (*idic.STEPS, *idic.PRINCIPLES, *idic.APOLOGY_ELEMENTS, *trust.COMPONENTS)]
    characteristics = {"ongoing-benefit": "ongoing benefit", "change": "change in behaviour", "trust": "trust"}
    needed += [characteristics.get(each.key, each.name) for each in idic.CHARACTERISTICS]
    assert [name for name in needed if name.lower() not in known] == []


def test_every_lesson_teaches_and_every_assignment_grades_something():
    assert {lesson for concept in CONCEPTS for lesson in concept.teach} == set(LESSONS)
    assert {name for concept in CONCEPTS for name in concept.graded} == set(ASSIGNMENTS)


def test_every_item_checks_some_idea():
    used = {item for concept in CONCEPTS for item in concept.check}
    about_the_kit = {id for id, item in items.bank().items() if item["concept"] == "working-with-the-kit"}
    assert set(items.bank()) - used == about_the_kit


class TestTheNotebookOfTheMap:
    def run(self, folder, monkeypatch):
        shown = []
        monkeypatch.chdir(folder)
        monkeypatch.setenv("IDIC_LAB_VIEW", "static")
        monkeypatch.setattr(plots, "show", lambda ax: None)
        monkeypatch.setattr("IPython.display.display", lambda output, raw=False: shown.append(output))
        space = {}
        for cell in notebook("concept-map").cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, "concept-map", "exec"), space)
        return shown, space

    def test_shows_every_idea_with_its_lessons(self, tmp_path, monkeypatch):
        shown, _ = self.run(tmp_path, monkeypatch)
        page = " ".join(output.data for output in shown if hasattr(output, "data"))
        rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
        told = [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in rows if row]
        assert told == [
            [
                concept.name,
                ", ".join(name[:2] for name in concept.teach),
                ", ".join(sorted({place[:2] for place in concept.practise})),
                ", ".join(sorted({items.bank()[each]["lesson"][:2] for each in concept.check})),
                ", ".join(concept.graded),
            ]
            for concept in CONCEPTS
        ]
        assert set(re.findall(r'href="([^"]+)\.ipynb"', page)) == set(LESSONS)

    def test_counts_what_is_answered_right_beside_it(self, tmp_path, monkeypatch):
        _, space = self.run(tmp_path, monkeypatch)
        assert set(space["seen"]) == {0}
        book = AnswerBook("01-relationships", tmp_path)
        book.record("start-encounter", "a")
        _, space = self.run(tmp_path, monkeypatch)
        assert set(space["seen"]) == {0}, "a wrong answer does not count"
        book.record("start-encounter", "b")
        _, space = self.run(tmp_path, monkeypatch)
        assert space["seen"].iloc[0] > 0
        assert set(space["seen"].iloc[1:]) == {0}

    def test_reads_plainly(self):
        for text in prose("concept-map"):
            assert words(text) <= 120
            assert not re.search(r"!(?!\[)|\b(TODO|FIXME|learners?|students?)\b", text)
