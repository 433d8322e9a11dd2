"""Deleting a student: nothing of that one stays, nothing of anybody else goes."""

import io
import sqlite3
from datetime import UTC

import pytest
import sqlalchemy

from idic_lab.course import dates, forget, verbs
from tests.course.conftest import CASE, LAB, answers, files, zipped
from tests.course.test_status import submit_through_exchange


@pytest.fixture
def term(course):
    """Jane and Åsa have handed in through the exchange and have their feedback, Jane by a download as well."""
    course.do("release_assignment", LAB)
    for student in ("jane", "asa"):
        submit_through_exchange(course, student)
    course.do("collect", LAB)
    for student in ("jane", "asa"):
        course.grade(student, LAB)
        course.do("generate_feedback", LAB, student)
        course.do("release_feedback", LAB, student)
    archive = course.root / "downloaded" / CASE / "archive"
    work = zipped(files(course, CASE, answers(CASE, "reference")))
    (archive / "canvas.zip").write_bytes(zipped({"doejane_9002_1_kleenz-trust-case.zip": work}))
    course.run("ZipCollectApp", CASE)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(CASE, duedate=dates.when("2026-12-01", UTC))
        dates.extend(gradebook, CASE, "jane", dates.when("2026-12-02", UTC))
    (course.root / "marks.csv").write_text("student_id,score\njane,3\nasa,4\n")
    (course.root / "notes.csv").write_text("nothing about anybody\n")
    return course


def trace(course, word):
    """Every file below the course and the exchange that names somebody, in its path or inside."""
    found = set()
    for place in (course.root, course.exchange):
        for path in place.rglob("*"):
            if word in path.relative_to(place).as_posix() or (path.is_file() and word.encode() in path.read_bytes()):
                found.add(path)
    return found


def rows(course):
    with sqlite3.connect(course.root / "gradebook.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {table: database.execute(f"select * from {table}").fetchall() for table in tables}


def test_nothing_of_the_student_stays_and_all_of_the_others(term, capsys):
    asa = {
        path: path.read_bytes() for path in trace(term, "asa") if path.is_file() and path.suffix in (".ipynb", ".html")
    }
    assert len(asa) > 3
    before = rows(term)
    assert len(trace(term, "jane")) > 10
    pages = len(list((term.exchange / "feedback").glob("*.html")))

    assert verbs.main(["forget", "jane", "--yes", "--course", str(term.root)]) == 0
    said = capsys.readouterr().out
    left = {path.name for path in trace(term, "jane")}
    assert left == {"canvas.zip", "marks.csv"}, "what also holds others is named, and left"
    assert "canvas.zip" in said and "marks.csv" in said and "notes.csv" not in said
    assert {path: path.read_bytes() for path in asa} == asa
    assert len(list((term.exchange / "feedback").glob("*.html"))) == pages - 1
    after = rows(term)
    assert len(after["student"]) == len(before["student"]) - 1
    for table in ("submitted_assignment", "submitted_notebook", "grade", "comment", "idic_lab_fingerprint"):
        assert len(after[table]) * 2 == len(before[table]), table
    assert after["idic_lab_extension"] == []
    roster = (term.root / "roster.csv").read_text("utf-8")
    assert "Doe" not in roster and "Ålund" in roster and "Points Possible" in roster


def test_deleted_rows_are_gone_from_the_file_too(term, request):
    def careless(connection, record):
        connection.execute("pragma secure_delete = off")  # as most builds of SQLite are; some overwrite by themselves

    sqlalchemy.event.listen(sqlalchemy.Engine, "connect", careless)
    request.addfinalizer(lambda: sqlalchemy.event.remove(sqlalchemy.Engine, "connect", careless))
    with term.gradebook() as gradebook:
        gradebook.update_or_create_student("jane", email="jane@nowhere.example")
    assert b"jane@nowhere" in (term.root / "gradebook.db").read_bytes()
    verbs.main(["forget", "jane", "--yes", "--course", str(term.root)])
    assert b"jane@nowhere" not in (term.root / "gradebook.db").read_bytes()


def test_it_asks_first(term, monkeypatch, capsys):
    for typed, gone in (("yes\n", False), ("\n", False), ("", False), ("jane\n", True)):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert verbs.main(["forget", "jane", "--course", str(term.root)]) == (0 if gone else 1)
        said = capsys.readouterr().out
        assert str(term.root / "submitted" / "jane") in said
        assert "the gradebook: the name, and marks for trust-lab" in said
        assert (term.root / "submitted" / "jane").exists() is not gone
        assert ("Nothing was deleted." in said) is not gone


def test_an_id_that_is_nobodys_deletes_nothing(term, capsys):
    before = {path: path.read_bytes() for path in term.root.rglob("*") if path.is_file()}
    for student in ("nobody", "", "..", "../asa", "*", "jan?", "asa/../jane", "as"):
        assert verbs.main(["forget", "--yes", "--course", str(term.root), "--", student]) == 1, student
        assert "keeps nothing" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in term.root.rglob("*") if path.is_file()} == before


def test_a_link_is_unlinked_and_not_followed(term, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    (term.root / "solution").mkdir()
    (term.root / "solution" / "jane").symlink_to(precious)
    forget.forget(term, forget.kept(term, "jane"))
    assert (precious / "thesis.txt").exists() and not (term.root / "solution" / "jane").is_symlink()
