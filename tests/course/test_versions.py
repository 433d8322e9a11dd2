"""A corrected release after students have begun: answers stay, new questions appear, the report says who saw what."""

import json
import re
import shutil

import nbformat
import pytest

from idic_lab.answers import AnswerBook
from idic_lab.course import class_work, report_page, versions
from idic_lab.lab import start
from tests.course.conftest import LAB, answers
from tests.course.test_status import as_student, exchange

NEW_QUESTION = 'ask.text(book, "afterthought", "What would you ask Kleenz?")'
REFERENCE = answers(LAB, "reference")
FIRST = dict(list(REFERENCE.items())[:3])


@pytest.fixture
def released(course):
    course.run("ReleaseAssignmentApp", LAB, "--force")
    return course


def correct(course):
    """Mend a prompt, add a question, release again, as an instructor does."""
    path = course.place("source", ".", LAB) / f"{LAB}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    about = {cell.metadata.get("nbgrader", {}).get("grade_id"): at for at, cell in enumerate(notebook.cells)}
    mended = notebook.cells[about["one-trust"]]
    mended.source = mended.source.replace("What is T of the agency", "What is the trust T of the agency")
    extra = nbformat.from_dict(json.loads(json.dumps(mended)))
    extra.source, extra.id = NEW_QUESTION, "afterthought"
    extra.metadata.nbgrader.grade_id = "afterthought"
    notebook.cells.insert(about["one-trust"] + 1, extra)
    nbformat.write(notebook, path)
    course.do("generate_assignment", LAB, force=True)
    course.run("ReleaseAssignmentApp", LAB, "--force")


def record(folder, given):
    book = AnswerBook(LAB, folder)
    for id, value in given.items():
        book.record(id, value)


def asks(folder, text):
    return any(text in cell.source for cell in nbformat.read(folder / f"{LAB}.ipynb", as_version=4).cells)


def test_who_fetches_the_notebook_again_keeps_the_answers(released):
    folder = as_student(released, exchange.ExchangeFetchAssignment, "jane", LAB)
    record(folder, FIRST)
    correct(released)
    (folder / f"{LAB}.ipynb").unlink()
    as_student(released, exchange.ExchangeFetchAssignment, "jane", LAB, replace_missing_files=True)
    book = AnswerBook(LAB, folder)
    assert {id: book[id] for id in book} == FIRST
    assert asks(folder, "afterthought") and asks(folder, "the trust T of the agency")


def test_who_works_in_the_kit_finds_the_new_one_beside_with_the_answers(released, tmp_path):
    work = tmp_path / "my-work"
    start.hand_over(start.assignments(released.root / "release"), work)
    record(work / "assignments" / LAB, FIRST)
    correct(released)
    notices = start.hand_over(start.assignments(released.root / "release"), work)
    assert any(f"{LAB}-v2" in notice for notice in notices)
    book = AnswerBook(LAB, work / "assignments" / f"{LAB}-v2")
    assert {id: book[id] for id in book} == FIRST
    assert asks(work / "assignments" / f"{LAB}-v2", "afterthought")
    assert not asks(work / "assignments" / LAB, "afterthought"), "the student's own is as it was"


def test_everybody_is_judged_by_the_latest_and_the_report_says_who_worked_on_which(released):
    old = released.place("release", ".", LAB).parent / "old"
    shutil.copytree(released.place("release", ".", LAB), old)
    correct(released)
    for number in range(6):
        released.submit(f"new{number}", LAB, REFERENCE | {"afterthought": "Why?"})
    for student in ("jane", "asa"):
        folder = released.submit(student, LAB, REFERENCE)
        shutil.copy(old / f"{LAB}.ipynb", folder)
    shutil.rmtree(old)
    for student in released.holders("submitted", LAB):
        released.grade(student, LAB)
    with released.gradebook() as gradebook:
        assert {each.score for each in gradebook.assignment_submissions(LAB)} == {12.0}
        known = versions.releases(gradebook.db, LAB, LAB)
    new, changed, gone = known[1].differs_from(known[0])
    assert (new, gone) == (["afterthought"], []) and changed == ["one-trust"]

    klass = class_work.read(released, LAB)
    assert {work.student: work.version for work in klass.work if work.version != 1} == {"jane": 0, "asa": 0}
    page = report_page.page(klass, {})
    section = page[page.index("Who worked on which version") :]
    assert re.search(r'<th scope="row">6</th><td>Released on [^<]*, the latest', section)
    assert re.search(r'<th scope="row">2</th>', section) and "asa, jane" in section
    assert "Not there yet: afterthought; still with the old text: one-trust." in section
    assert "new0" not in page
    graded = nbformat.read(released.place("autograded", "jane", LAB) / f"{LAB}.ipynb", as_version=4)
    assert any("afterthought" in cell.source for cell in graded.cells), "the grader sees the latest version"


def test_the_same_release_again_is_no_new_version(released):
    released.do("generate_assignment", LAB, force=True)
    with released.gradebook() as gradebook:
        assert len(versions.releases(gradebook.db, LAB, LAB)) == 1


def test_one_version_needs_no_table(released):
    for number in range(5):
        released.submit(f"s{number}", LAB, REFERENCE)
        released.grade(f"s{number}", LAB)
    assert "Who worked on which version" not in report_page.page(class_work.read(released, LAB), {})


A, B = {"a": "1", "b": "1"}, {"a": "1", "b": "2", "c": "1"}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (A, 0),
        (B, 1),
        ({"a": "1", "b": "2"}, 1),  # the student deleted a cell
        ({"a": "1"}, 0),
        ({"x": "1"}, None),
        ({}, None),
    ],
)
def test_a_version_is_recognised_by_most_of_its_cells(cells, found):
    known = [versions.Release(None, A), versions.Release(None, B)]
    assert versions.worked_on(cells, known) == found


@pytest.mark.parametrize(
    "metadata",
    [{}, {"nbgrader": None}, {"nbgrader": {"grade_id": 3}}, {"nbgrader": {"grade_id": "a"}}, {"nbgrader": []}],
)
def test_nothing_in_a_notebook_is_trusted(metadata):
    assert versions.checksums([{"metadata": metadata}]) == {}


def test_nbgrader_asked_to_leave_the_gradebook_alone_is_obeyed(course):
    from nbgrader.converters import GenerateAssignment

    course.coursedir.assignment_id = LAB
    (course.root / "gradebook.db").unlink()
    shutil.rmtree(course.root / "release")
    course.config.GenerateAssignment.no_database = True  # as --no-db does
    course.config.SaveCells.enabled = False
    generating = GenerateAssignment(coursedir=course.coursedir, config=course.config)
    generating.start()
    assert (course.place("release", ".", LAB) / f"{LAB}.ipynb").is_file()
    assert not (course.root / "gradebook.db").exists()
