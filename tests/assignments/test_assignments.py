"""Each check of the graded assignments bites, and says what it saw.

The way through nbgrader is tested with the grading.
"""

import ast
import re

import pytest

from idic_lab.subject.misconceptions import MISCONCEPTIONS
from tests.assignments.books import (
    FIXTURES,
    NAMES,
    ROOT,
    cells,
    criteria,
    earned,
    fixture,
    judged,
    promised,
    texts,
    total,
)


@pytest.mark.parametrize(("name", "stem"), FIXTURES)
def test_a_book_gets_exactly_what_it_deserves(run, name, stem):
    book = fixture(name, stem)
    values = run(name, book["answers"])
    assert earned(values) == book["expected"]
    assert sorted({each.misconception for each in criteria(values)} - {""}) == sorted(book["misconceptions"])
    for each in criteria(values):
        assert each.message, f"{each.criterion} says nothing"
    for grade_id, result in judged(values).items():
        html = result.html()
        assert "<script" not in html and "<img" not in html and "</div><h1>" not in html, grade_id
        for tag in {each.misconception for each in result.criteria} - {""}:
            assert MISCONCEPTIONS[tag].name in html and MISCONCEPTIONS[tag].reread in html


@pytest.mark.parametrize("name", NAMES)
def test_points_add_up(run, name):
    automatic, manual = promised(name)
    told = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader for cell in cells(name) if "nbgrader" in cell.metadata
    }
    assert sum(cell.points for cell in told.values() if cell.grade) == automatic
    assert sum(cell.points for cell in told.values() if cell.task) == manual
    full = run(name, fixture(name, "reference")["answers"])
    assert {grade_id: result.earned for grade_id, result in judged(full).items()} == {
        grade_id: cell.points for grade_id, cell in told.items() if cell.grade
    }
    assert total(run(name, {})) == 0
    # Without hidden tests, as in nbgrader validate, the cells judge completeness alone.
    assert total(run(name, fixture(name, "reference")["answers"], hidden=False)) == automatic
    assert total(run(name, {}, hidden=False)) == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_criterion_tells_books_apart(name):
    """The statistics in tests/assignments/statistics.py show by how much."""
    books = [fixture(name, stem) for of, stem in FIXTURES if of == name]
    full = fixture(name, "reference")["expected"]
    right = [book["expected"] for book in books if book.get("right")]
    wrong = [book["expected"] for book in books if not book.get("right")]
    wrong = [cells for cells in wrong if any(sum(cell.values()) for cell in cells.values())]
    assert len(right) >= 2 and len(wrong) >= 5
    for grade_id, cell in full.items():
        for criterion, points in cell.items():
            what = f"{grade_id}: {criterion}"
            assert {each[grade_id][criterion] for each in right} == {points}, f"{what}: a right book fails it"
            seen = {each[grade_id][criterion] for each in wrong}
            assert seen != {points}, f"{what}: every wrong book passes it"
            assert points in seen, f"{what}: whoever does anything wrong fails it"
            seen |= {book["expected"][grade_id][criterion] for book in books}
            assert 0 in seen, f"{what}: no book gets nothing"
            # Half a point is the smallest step that a grader thinks in; what is worth more can be had in part.
            assert points <= 0.5 or any(0 < each < points for each in seen), f"{what}: no book gets a part"


@pytest.mark.parametrize("name", NAMES)
def test_every_named_mistake_has_its_book(name):
    source = (ROOT / "content/assignments" / name / "checks.py").read_text("utf-8")
    used = {tag for tag in MISCONCEPTIONS if f'"{tag}"' in source}
    shown = {tag for of, stem in FIXTURES if of == name for tag in fixture(name, stem)["misconceptions"]}
    assert used == shown and used


def test_every_misconception_of_the_course_is_named_in_some_feedback():
    """By a check, or where only a person can see it, by the mark scheme that tells graders how to call it."""
    by_checks = {tag for name, stem in FIXTURES for tag in fixture(name, stem)["misconceptions"]}
    schemes = [cell.source for name in NAMES for cell in cells(name) if cell.metadata.get("nbgrader", {}).get("task")]
    by_people = {
        tag
        for tag, each in MISCONCEPTIONS.items()
        for scheme in schemes
        if f"“{each.name}”" in re.sub(r"\s+", " ", scheme) and each.reread in scheme
    }
    assert by_people == {"proactive-is-upselling", "relevance-is-trustability", "apology-is-compensation"}
    assert by_checks | by_people == set(MISCONCEPTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_each_wrong_book_loses_points_and_no_other_form_does(name):
    for of, stem in FIXTURES:
        if of == name:
            book = fixture(name, stem)
            sums = sum(sum(cell.values()) for cell in book["expected"].values())
            assert (sums == promised(name)[0]) == book.get("right", False), stem


@pytest.mark.parametrize("name", NAMES)
def test_graders_can_calibrate(name):
    strong, weak = (fixture(name, stem) for stem in ("reference", "plausible-but-weak"))
    page = (ROOT / "content/assignments" / name / "calibration.md").read_text("utf-8")
    tasks = {
        cell.metadata.nbgrader.grade_id: cell for cell in cells(name) if cell.metadata.get("nbgrader", {}).get("task")
    }
    assert list(strong["manual"]) == list(weak["manual"]) == list(tasks)
    for task, cell in tasks.items():
        points = cell.metadata.nbgrader.points
        assert f"| {task} | {points} | {strong['manual'][task]} | {weak['manual'][task]} |" in page
        assert cell.source.count("=== BEGIN MARK SCHEME ===") == cell.source.count("=== END MARK SCHEME ===") == 1
        assert cell.metadata.idic_lab.questions
    assert sum(strong["manual"].values()) == promised(name)[1]
    assert sum(strong["manual"].values()) - sum(weak["manual"].values()) >= promised(name)[1] / 3
    # What a grader calibrates on is what is recorded, word for word.
    plain = re.sub(r"\s+", " ", page.replace("\n>", "\n"))
    for book in (strong, weak):
        for text in texts(book["answers"]):
            assert re.sub(r"\s+", " ", text).strip() in plain


@pytest.mark.parametrize("name", NAMES)
def test_the_hidden_parts_are_closed_and_hold_no_typed_key(name):
    for cell in cells(name):
        assert cell.source.count("### BEGIN HIDDEN TESTS") == cell.source.count("### END HIDDEN TESTS")
        if cell.metadata.get("nbgrader", {}).get("grade"):
            hidden = cell.source.split("### BEGIN HIDDEN TESTS")[1]
            # Two decimals other than a tolerance or the chi-squared limit would be a key that somebody typed in.
            assert set(re.findall(r"(?<![\w.])\d+\.\d\d\b", hidden)) <= {"0.02", "0.03", "0.15", "0.05", "0.01", "7.81"}


@pytest.mark.parametrize("name", NAMES)
def test_each_check_can_be_read_in_one_look(name):
    source = (ROOT / "content/assignments" / name / "checks.py").read_text("utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            lines = [line for line in ast.unparse(node).splitlines() if not re.match(r' +"[\w-]+": ', line)]
            assert len(lines) <= 46, node.name


@pytest.mark.parametrize("name", NAMES)
def test_each_check_says_what_it_is_about_and_which_lesson_to_read_again(name):
    lessons = {path.stem for path in (ROOT / "content/lessons").glob("*.py")}
    for cell in cells(name):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            title, told, *_ = cell.source.splitlines()
            assert re.fullmatch(r"# [A-Z].{3,70}", title), title
            assert title != told
        elif cell.metadata.get("nbgrader", {}).get("task"):
            told = next(line for line in cell.source.splitlines() if line.startswith("Lesson"))
        else:
            continue
        assert re.match(r"(# )?Lessons?: \d\d-", told), told
        assert set(re.findall(r"[\w-]+", told.partition(": ")[2])) <= lessons


def shown(values):
    """Return what the questions say, and what the tables between them hold."""
    tables = {id: getattr(value, "data", None) for id, value in values.items() if hasattr(value, "_repr_markdown_")}
    tables |= {id: value.to_dict() for id, value in values.items() if hasattr(value, "to_dict")}
    return tables | {id: question.spec() for id, question in values["book"].questions.items()}


@pytest.mark.parametrize("name", NAMES)
def test_hidden_tests_change_no_question(run, name):
    """All cells share their names: what a hidden test calls `sold` is what the next question would say."""
    asked, graded = (run(name, fixture(name, "reference")["answers"], hidden=hidden) for hidden in (False, True))
    assert shown(graded) == shown(asked)
