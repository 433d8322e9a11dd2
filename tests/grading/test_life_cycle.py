"""The assignments through the real nbgrader, from the release to the exported marks."""

import csv
import hashlib
import re
import shutil
import sqlite3

import nbformat
import pytest

from idic_lab import AnswerBook
from idic_lab.course.demo import attack
from idic_lab.grading.tasks import NO_RESPONSE, incomplete
from tests.grading.classroom import ASSIGNMENTS, ROOT, Classroom, answer_in_a_kernel, books, expected
from tests.grading.conftest import Course
from tests.grading.rows import rows as gradebook_rows
from tests.grading.verb import run

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)
SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===\n(.*?)=== END MARK SCHEME ===", re.DOTALL)
# Besides the whole of an assignment and nothing of it: books that take another way through each check.
OTHER_WAYS = {
    "relationship-audit": ("feelings-decide", "close-seconds", "edited-by-hand"),
    "four-companies": ("three-steps", "other-scripts", "plausible-but-weak"),
    "identify-audit": ("group-not-person", "other-scripts", "edited-by-hand"),
    "trust-lab": ("near-the-rule", "wrong-shapes", "s-in-numerator"),
    "who-matters": ("best-tenth", "edited-by-hand", "ranking-by-spend"),
    "journey-and-internet": ("one-visit-off", "edited-by-hand", "as-if-independent"),
    "kleenz-trust-case": ("s-in-numerator", "wrong-branch", "no-recommendations"),
}

RELEASED = "released.db"


def in_stock(name):
    return ["reference", "nothing-answered", *OTHER_WAYS.get(name, ["plausible-but-weak"])]


@pytest.fixture(scope="session")
def released(term, tmp_path_factory):
    """A classroom with the assignments generated, released and not touched since."""
    room = Classroom(tmp_path_factory.mktemp("term"), term)
    shutil.copy(room.root / "gradebook.db", room.root / RELEASED)
    return room


def secrets(name):
    """Return the lines that no student may see, those aside that stand in the open as well."""
    notebook = nbformat.read(ROOT / "assignments" / "source" / name / f"{name}.ipynb", as_version=4)
    texts = [cell.source for cell in notebook.cells]
    found = {
        line.strip()
        for text in texts
        for region in [*HIDDEN.findall(text), *SCHEME.findall(text)]
        for line in region.splitlines()
        if len(line.strip()) > 20
    }
    open_text = "\n".join(SCHEME.sub("", HIDDEN.sub("", text)) for text in texts)
    return {line for line in found if line not in open_text}


def texts(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


def checks(grades, name):
    """Return the automatic scores of the checks alone."""
    return {check: grades[check][0] for check in expected(books(name)["reference"])}


def tasks(grades, name):
    return {id: grade for id, grade in grades.items() if id not in expected(books(name)["reference"])}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_release_gives_nothing_away(released, name):
    folder = released.exchange / "idic" / "outbound" / name
    everything = "\n".join(path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in (".ipynb", ".csv"))
    notebook = texts(nbformat.read(folder / f"{name}.ipynb", as_version=4))
    hidden = secrets(name)
    assert len(hidden) > 20
    assert [line for line in hidden if line in notebook] == []
    assert "HIDDEN TESTS" not in everything and "MARK SCHEME" not in everything
    assert not list(folder.rglob("*.py")) and not list(folder.rglob("*.answers*"))


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_from_release_to_marks(released, tmp_path, name):
    room, shelf = released, books(name)

    # Students answer: one in a kernel with Run All before and after, the others by their views alone.
    folder = room.fetch("reference", name)
    saved = answer_in_a_kernel(folder, name, shelf["reference"]["answers"])
    assert "idic-static" in str(saved), "the saved notebook shows the answers without a kernel"
    room.submit("reference", name)
    for student, book in shelf.items():
        if student != "reference":
            room.hand_in(student, name, book["answers"])
    room.nbgrader("collect", name)
    batch = Course(shutil.copytree(room.root, tmp_path / "batch"), course_id="idic")
    room.nbgrader("autograde", name)

    # The class graded at once has the same gradebook, row by row.
    run(batch, name=name)
    assert gradebook_rows(batch.root, name) == gradebook_rows(room.root, name)

    # Every book gets exactly what it deserves.
    course = room.course
    grades = {student: course.grades(student, name) for student in shelf}
    assert {student: checks(grades[student], name) for student in shelf} == {
        student: expected(book) for student, book in shelf.items()
    }
    assert set(checks(grades["nothing-answered"], name).values()) == {0}
    assert {grade[:3] for grade in tasks(grades["nothing-answered"], name).values()} == {(0, None, False)}
    assert {grade[:3] for grade in tasks(grades["reference"], name).values()} == {(None, None, True)}

    # A person marks, and the page and the table show it.
    for task, points in shelf["reference"]["manual"].items():
        course.mark("reference", task, points, name)
    room.nbgrader("generate_feedback", name)
    pages = {
        student: (room.root / "feedback" / student / name / f"{name}.html").read_text("utf-8") for student in shelf
    }
    hidden = secrets(name)
    hidden |= {"Traceback (most", "HIDDEN TESTS", "MARK SCHEME"}
    # A student who writes "MARK SCHEME" into an answer sees it again, and nothing else.
    shown = [(student, line) for student, page in pages.items() for line in hidden if line in page]
    assert [(student, line) for student, line in shown if line not in str(shelf[student]["answers"])] == []
    room.nbgrader("export", f"--to={tmp_path}/marks.csv", "--PlainExport.assignment=" + name)
    with open(tmp_path / "marks.csv", newline="", encoding="utf-8-sig") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == name}
    for student, book in shelf.items():
        by_hand = sum(book["manual"].values()) if student == "reference" else 0
        assert float(rows[student]["score"]) == sum(expected(book).values()) + by_hand, student
    assert float(rows["reference"]["score"]) == float(rows["reference"]["max_score"])


def copy_of(room, tmp_path, **options):
    """Return a copy of the released course without its submissions, whatever has been graded in it since."""
    shutil.copytree(
        room.root, tmp_path / "course", ignore=shutil.ignore_patterns("submitted", "autograded", "feedback")
    )
    (tmp_path / "course" / RELEASED).replace(tmp_path / "course" / "gradebook.db")
    return Course(tmp_path / "course", course_id="idic", **options)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_unmodified_pipeline_gives_honest_work_the_same_scores(released, tmp_path, name):
    course, shelf = copy_of(released, tmp_path, stock=True), books(name)
    batch = Course(shutil.copytree(course.root, tmp_path / "batch"), course_id="idic")
    for student in in_stock(name):
        for each in (course, batch):
            each.submit(student, shelf[student]["answers"], name=name)
        course.autograde(student, name)
        assert checks(course.grades(student, name), name) == expected(shelf[student]), student
    run(batch, name=name)
    assert differing_rows(batch, course, name) == []


def differing_rows(batch, stock, name):
    """Return the rows in which two gradebooks differ, but for two things.

    A task without answers waits for nobody; and where no answers came at all, one check waits for a person.
    """
    ours, theirs = gradebook_rows(batch.root, name), gradebook_rows(stock.root, name)
    with batch.gradebook as gradebook:
        kept, sent = incomplete(gradebook.db), gradebook.assignment_submissions(name)
        missing = {each.student_id for each in sent if kept.keys() & {notebook.id for notebook in each.notebooks}}
    held = [row for row in ours["grades"] if row[0] in missing and row[6] == 1]
    assert len(held) == len(missing) and {row[3:5] for row in held} <= {(0, None)}
    ours["grades"] = (ours["grades"] - set(held)) | {(*row[:6], 0) for row in held}
    unanswered = {row[:3] for row in ours["comments"] if row[3] == NO_RESPONSE}
    scores = {(*row[3:5], row[6]) for row in ours["grades"] if row[:3] in unanswered}
    waiting = {(*row[3:5], row[6]) for row in theirs["grades"] if row[:3] in unanswered}
    assert scores <= {(0, None, 0)} and waiting <= {(None, None, 1)}
    return [row for kind in ours for row in ours[kind] ^ theirs[kind] if row[:3] not in unanswered]


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_unmodified_pipeline_and_the_whole_class_at_once_agree_on_every_book(released, tmp_path, name):
    course, shelf = copy_of(released, tmp_path, stock=True), books(name)
    for student, book in shelf.items():
        course.submit(student, book["answers"], name=name)
    batch = Course(shutil.copytree(course.root, tmp_path / "batch"), course_id="idic")
    course.do("autograde", name, "*")
    run(batch, name=name)
    assert differing_rows(batch, course, name) == []


def everything_but(course, student):
    """Return what the gradebook says, the grades of one student aside, and the bytes of the course's files."""
    with sqlite3.connect(course.root / "gradebook.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        rows = {table: set(database.execute(f"select * from {table}")) for table in tables}
        (mine,) = database.execute("select id from submitted_assignment where student_id = ?", [student])
        notebooks = {
            id for (id,) in database.execute("select id from submitted_notebook where assignment_id = ?", mine)
        }
        grades = {id for id, *_ in database.execute("select id, notebook_id from grade") if _[0] in notebooks}
    own = {student, *mine, *notebooks, *grades}
    files = {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(course.root.rglob("*"))
        if path.is_file() and student not in path.parts and path.suffix != ".db"
    }
    return {table: {row for row in found if not own & set(row)} for table, found in rows.items()}, files


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_hostile_submission_gets_what_its_answers_deserve(released, tmp_path, name):
    course, shelf = copy_of(released, tmp_path), books(name)
    course.submit("honest", shelf["reference"]["answers"], name=name)
    course.submit("hostile", shelf["plausible-but-weak"]["answers"], name=name)
    course.do("autograde", name, "*")
    before = everything_but(course, "hostile")

    course.submit("hostile", shelf[in_stock(name)[2]]["answers"], name=name, change=attack)
    course.autograde("hostile", name)
    grades = course.grades("hostile", name)
    assert checks(grades, name) == expected(shelf[in_stock(name)[2]])
    assert {grade[1] for grade in grades.values()} == {None}
    assert everything_but(course, "hostile") == before
    assert not list(tmp_path.rglob("the-student-was-here"))


def test_the_same_attack_does_fool_the_unmodified_pipeline(released, tmp_path):
    """Otherwise the test before this one would prove nothing."""
    course, name = copy_of(released, tmp_path, stock=True), "four-companies"
    course.submit("hostile", {}, name=name, change=attack)
    course.autograde("hostile", name)
    assert sum(checks(course.grades("hostile", name), name).values()) == 5
    assert list(tmp_path.rglob("the-student-was-here"))


def test_one_process_judges_one_after_the_other_as_each_alone(released, tmp_path):
    """Nothing of one submission is left for the next: each order of the same work gives the same scores."""
    course, name = copy_of(released, tmp_path), "kleenz-trust-case"
    shelf = books(name)
    order = ["reference", "nothing-answered", "s2-not-reversed", "reference", "wrong-branch", "nothing-answered"]
    for number, stem in enumerate(order):
        folder = course.submit(f"s{number}", name=name)
        book = AnswerBook(name, folder)
        for id, value in shelf[stem]["answers"].items():
            book.record(id, value)
        course.autograde(f"s{number}", name)
        assert checks(course.grades(f"s{number}", name), name) == expected(shelf[stem]), (number, stem)
