"""What docs/privacy.md promises."""

import re
import shutil
import socket
import sqlite3

import pytest

from idic_lab import cli
from tests.course.conftest import LAB, ROOT, answers
from tests.course.test_report import Links

PAGE = (ROOT / "docs" / "privacy.md").read_text("utf-8")


@pytest.fixture
def no_network(monkeypatch):
    """Let nothing speak to another machine, and keep what was tried."""
    tried, connect = [], socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            tried.append(address)
            raise OSError("no network here")
        return connect(self, address)

    def resolve(host, *rest, **options):
        tried.append(host)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return tried


def test_an_instructors_whole_way_asks_the_network_nothing(course, no_network, tmp_path):
    for number in range(5):
        course.submit(f"s{number}", LAB, answers(LAB, "reference"), stamp="2026-10-19 10:00:00 UTC")
        course.grade(f"s{number}", LAB)
        course.mark(f"s{number}", LAB)
    course.do("generate_feedback", LAB, "s0")
    course.run("ExportApp", f"--to={tmp_path / 'marks.csv'}")
    for command in (["report", LAB, "--course"], ["course", "status"], ["doctor", "--course"]):
        cli.main([*command, str(course.root)])
    assert no_network == []


def test_the_page_that_a_student_gets_back_loads_nothing(course):
    course.submit("jane", LAB, answers(LAB, "html-and-formulas"))
    course.grade("jane", LAB)
    course.do("generate_feedback", LAB, "jane")
    page = (course.place("feedback", "jane", LAB) / f"{LAB}.html").read_text("utf-8")
    links = Links()
    links.feed(page)
    assert [link for link in links.found if not link.startswith(("#", "http"))] == []
    assert "<script" not in page and "cdnjs" not in page and not re.search(r"url\((?!data:)|@import", page)


def test_every_place_that_a_course_fills_is_told(course):
    course.submit("jane", LAB, answers(LAB, "reference"))
    course.grade("jane", LAB)
    course.do("generate_feedback", LAB, "jane")
    public = {"source", "release", "nbgrader_config.py"}
    places = {path.name for path in course.root.iterdir()} - public
    assert places == {"autograded", "backups", "downloaded", "feedback", "gradebook.db", "roster.csv", "submitted"}
    assert [place for place in places if f"`{place}" not in PAGE] == []


def test_every_table_about_a_student_is_emptied(course):
    """A table that somebody adds tomorrow, too, if it names a student, a submission or a grade."""
    for student in ("jane", "asa"):
        course.submit(student, LAB, answers(LAB, "reference"))
        course.grade(student, LAB)
    with sqlite3.connect(course.root / "gradebook.db") as database:
        mine = [id for (id,) in database.execute("select id from submitted_assignment where student_id = 'jane'")]
        database.execute("create table idic_lab_tomorrow (submission_id text, note text)")
        database.execute("insert into idic_lab_tomorrow values (?, 'x'), ('another', 'y')", mine)
        database.execute("create table somebody_elses (name text)")
        database.execute("insert into somebody_elses values ('jane')")
    assert cli.main(["course", "forget", "jane", "--yes", "--course", str(course.root)]) == 0
    with sqlite3.connect(course.root / "gradebook.db") as database:
        assert database.execute("select * from idic_lab_tomorrow").fetchall() == [("another", "y")]
        assert database.execute("select * from somebody_elses").fetchall() == [("jane",)]
        assert database.execute("select count(*) from idic_lab_fingerprint").fetchone()[0] > 0


def test_the_commands_of_the_page_exist(course, capsys):
    for command in re.findall(r"^idic-lab (.+)$", PAGE, re.MULTILINE):
        words = [{"STUDENT": "jane"}.get(word, word) for word in command.split()]
        assert cli.main([*words, "--yes", "--course", str(course.root)]) == 0, command
    assert "Deleted." in capsys.readouterr().out
    shutil.rmtree(course.root)
