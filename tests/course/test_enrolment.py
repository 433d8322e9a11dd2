"""Who is in a course: newer class lists, other ids, those who left; nobody's work is lost on the way."""

import csv
import sqlite3

import pytest

from idic_lab import cli
from idic_lab.course import class_work, enrolment, forget, roster, status
from idic_lab.course.marks import Stage
from tests.course.conftest import CASE, LAB, ROSTER, answers
from tests.course.test_forget import rows, trace
from tests.course.test_status import submit_through_exchange

ADDRESS = "jane+uni@uni.example"


def run(course, *command, expected=0):
    """Run a verb of ``idic-lab course`` in a course."""
    assert cli.main(["course", *map(str, command), "--course", str(course.root)]) == expected


def listed(tmp_path, text):
    (tmp_path / "newer.csv").write_text(text, "utf-8")
    return tmp_path / "newer.csv"


def in_course(course):
    with course.gradebook() as gradebook:
        return {student.id for student in enrolment.enrolled(gradebook)}


def export(course, kind, tmp_path):
    target = tmp_path / f"{kind}.csv"
    target.unlink(missing_ok=True)
    course.run("ExportApp", f"--to={target}", f"--exporter=idic_lab.course.exports.{kind}Export", f"--assignment={LAB}")
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def finish(course, *students):
    """Give students a final mark: others are in no table for a platform."""
    for student in students:
        course.submit(student, LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
        course.grade(student, LAB)
        course.mark(student, LAB)


def without(*names):
    return "".join(line for line in ROSTER.splitlines(True) if not any(f",{name}," in line for name in names))


def test_it_is_said_before_anything_is_written(course, tmp_path, capsys):
    before = {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file()}
    newer = listed(tmp_path, without("asa") + '"Student, Test",9999,,5f0c1d,A,,,\n"New, Neo",9007,,neo,A,,,\n')
    run(course, "roster", newer, "--dry-run")
    said = capsys.readouterr().out
    assert "5 students; id = SIS Login ID." in said and "1 test student" in said
    assert "New: neo." in said and "not in the list: asa" in said and "Nothing was changed." in said
    assert {path: path.read_bytes() for path in before if path.name != "gradebook.db"} == {
        path: data for path, data in before.items() if path.name != "gradebook.db"
    }
    assert in_course(course) == {"asa", "jane", "anne", "eve", "juergen"}


def test_exports_and_status_follow_the_list_and_work_is_kept(course, tmp_path, capsys):
    finish(course, "asa", "jane")
    run(course, "roster", listed(tmp_path, without("asa")))
    assert {row["SIS Login ID"] for row in export(course, "Canvas", tmp_path)} == {"", "jane"}
    assert {row["Username"] for row in export(course, "Moodle", tmp_path)} == {"jane"}
    assert {row["student_id"] for row in export(course, "Plain", tmp_path)} == {"jane", "anne", "eve", "juergen"}
    klass = class_work.read(course, LAB)
    assert [work.student for work in klass.work] == ["jane"] and klass.enrolled == 4
    capsys.readouterr()
    assert cli.main(["course", "status", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert (
        "asa (Åsa" not in said and "4 students" in said and "Not shown, work kept: asa (not in the class list)" in said
    )
    run(course, "roster", listed(tmp_path, ROSTER))
    (asa,) = [row for row in export(course, "Canvas", tmp_path) if row["SIS Login ID"] == "asa"]
    assert float(asa[LAB]) == 18, "who is in the list again has the marks again"
    assert {work.student for work in class_work.read(course, LAB).work} == {"asa", "jane"}


def test_withdrawn_until_back(course, tmp_path, capsys):
    finish(course, "asa", "jane")
    run(course, "withdraw", "jane")
    assert "jane" not in in_course(course)
    run(course, "roster", listed(tmp_path, ROSTER))
    assert "Withdrawn, and in the list: jane" in capsys.readouterr().out
    assert "jane" not in in_course(course)
    assert {row["SIS Login ID"] for row in export(course, "Canvas", tmp_path)} == {"", "asa"}
    run(course, "withdraw", "jane", "--back")
    assert "jane" in in_course(course)
    assert {row["SIS Login ID"] for row in export(course, "Canvas", tmp_path)} == {"", "asa", "jane"}
    run(course, "withdraw", "nobody", expected=1)


def test_a_list_of_another_class_changes_nothing(course, tmp_path, capsys):
    other = listed(tmp_path, "username,name\nzoe,Zoe Other\n")
    run(course, "roster", other, expected=1)
    assert "Nobody of the 5 students" in capsys.readouterr().err
    assert len(in_course(course)) == 5 and (course.root / "roster.csv").read_text("utf-8") == ROSTER


def test_what_a_list_holds_moves_no_cursor_when_it_is_refused(course, tmp_path, capsys):
    run(course, "roster", listed(tmp_path, '\x1b[2Jfoo,"a\nThe course follows this list now."\nann,x\n'), expected=1)
    said = capsys.readouterr().err
    assert "\\x1b[2Jfoo" in said and "\x1b" not in said and "\nThe course" not in said


def test_teachers_are_left_out_now_and_with_the_next_list(course, tmp_path, capsys):
    teacher = ROSTER + '"Brandt, Gisela",9100,,gisela,A,,,\n'
    run(course, "roster", listed(tmp_path, teacher))
    assert "New: gisela." in capsys.readouterr().out
    run(course, "roster", listed(tmp_path, teacher), "--leave-out", "gisela")
    assert "1 left out: Gisela Brandt" in capsys.readouterr().out and "gisela" not in in_course(course)
    for text in (teacher, ROSTER, teacher):
        run(course, "roster", listed(tmp_path, text))
        said = capsys.readouterr().out
        assert ("1 left out: Gisela Brandt" in said) is (text == teacher) and "not in the list" not in said
    assert "gisela" not in in_course(course)


def test_the_same_address_in_other_capitals_is_the_same_person(course, tmp_path, capsys):
    people = "Email address,First name,Surname\n{},Jane,Doe\nbo@uni.example,Bo,Holm\n"
    run(course, "roster", listed(tmp_path, people.format("Jane+Uni@Uni.example")), "--id", "Email address")
    run(course, "roster", listed(tmp_path, people.format(ADDRESS)))
    assert in_course(course) == {"Jane+Uni@Uni.example", "bo@uni.example"}
    finish(course, "Jane+Uni@Uni.example", "bo@uni.example")
    assert {row["Email address"] for row in export(course, "Moodle", tmp_path)} == {ADDRESS, "bo@uni.example"}


def test_who_has_another_id_and_the_same_number_is_the_same_person(course, tmp_path, capsys):
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
    run(course, "roster", listed(tmp_path, ROSTER.replace(",jane,", ",jdoe,")))
    assert "jane is jdoe now: the same person" in capsys.readouterr().out
    assert in_course(course) == {"asa", "jdoe", "anne", "eve", "juergen"}
    assert course.holders("submitted", LAB) == {"jdoe"}


def test_a_name_alone_is_asked_about_and_one_command_makes_them_one(course, tmp_path, capsys):
    finish(course, "jane")
    changed = ROSTER.replace('"Doe, Jane",9002,S2,jane', '"Doe, Jane",9802,S8,janed')
    run(course, "roster", listed(tmp_path, changed))
    said = capsys.readouterr().out
    assert "idic-lab course rename jane janed" in said and course.holders("submitted", LAB) == {"jane"}
    run(course, "rename", "jane", "janed")
    assert course.holders("submitted", LAB) == {"janed"} and "janed" in in_course(course)
    assert {row["SIS Login ID"] for row in export(course, "Canvas", tmp_path)} == {"", "janed"}


@pytest.fixture
def term(course):
    """Jane has handed in through the exchange, is marked and has feedback; so is Åsa."""
    course.do("release_assignment", LAB)
    for student in ("jane", "asa"):
        submit_through_exchange(course, student)
    course.do("collect", LAB)
    for student in ("jane", "asa"):
        course.grade(student, LAB)
        course.mark(student, LAB)
        course.do("generate_feedback", LAB, student)
        course.do("release_feedback", LAB, student)
    run(course, "due", CASE, "2026-12-01")
    run(course, "due", CASE, "2026-12-05", "--student", "jane")
    return course


def test_another_id_keeps_everything(term, tmp_path, capsys):
    before, state = rows(term), dict(status.status(term)[1][0].cells)
    marks = {row["student_id"]: row for row in export(term, "Plain", tmp_path)}
    run(term, "rename", "jane", ADDRESS)
    assert f"jane is {ADDRESS} now" in capsys.readouterr().out
    assert not any("jane" in path.relative_to(term.root).parts for path in term.root.rglob("*"))
    after = rows(term)
    assert {table: len(each) for table, each in after.items()} == {table: len(each) for table, each in before.items()}
    with sqlite3.connect(term.root / "gradebook.db") as database:
        for table in after:
            for column, *_ in database.execute(f"select name from pragma_table_info('{table}')"):
                assert not database.execute(f"select 1 from {table} where {column} = 'jane'").fetchall(), (
                    table,
                    column,
                )
        assert database.execute("select student from idic_lab_extension").fetchall() == [(ADDRESS,)]
    now = {row["student_id"]: row for row in export(term, "Plain", tmp_path)}
    assert now[ADDRESS] == marks["jane"] | {"student_id": ADDRESS} and now["asa"] == marks["asa"]
    assert status.status(term)[1][0].cells[ADDRESS] == state["jane"] == (Stage.FEEDBACK, 0)
    assert f",{ADDRESS}," in (term.root / "roster.csv").read_text("utf-8")
    (jane,) = [row for row in export(term, "Canvas", tmp_path) if row["ID"] == "9002"]
    assert jane["SIS Login ID"] == ADDRESS and float(jane[LAB]) == float(now[ADDRESS]["score"])
    # Grading goes on under the new name, and collecting finds nothing to do.
    term.do("collect", LAB, update=True)
    assert term.holders("submitted", LAB) == {ADDRESS, "asa"}
    term.grade(ADDRESS, LAB)
    # One who is called like the first half of an address is somebody else.
    assert not forget.kept(term, "jane").folders
    run(term, "forget", ADDRESS, "--yes")
    assert {path.name for path in trace(term, ADDRESS)} == set()
    assert term.holders("submitted", LAB) == {"asa"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jane", "asa", "'asa' has work"),
        ("nobody", "x", "no student 'nobody'"),
        ("jane", "r&d", "has &"),
        ("jane", "../x", "has /"),
        ("jane", "jane", "already"),
    ],
)
def test_a_rename_that_would_harm_is_refused_and_changes_nothing(course, capsys, old, new, said):
    for student in ("jane", "asa"):
        course.submit(student, LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
    before = set(course.root.rglob("*"))
    run(course, "rename", old, new, expected=1)
    assert said in capsys.readouterr().err
    assert set(course.root.rglob("*")) == before and len(in_course(course)) == 5


def test_a_rename_that_fails_half_way_is_taken_back(course, monkeypatch, capsys):
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
    (course.root / "gradebook.db").chmod(0o400)

    def full(*_):
        raise OSError(28, "No space left on device", "gradebook.db")

    monkeypatch.setattr(enrolment, "_rename_in", full)
    run(course, "rename", "jane", "jdoe", expected=1)
    assert "No space left on device. Nothing was renamed." in capsys.readouterr().err
    assert course.holders("submitted", LAB) == {"jane"} and (course.root / "roster.csv").read_text("utf-8") == ROSTER


def test_a_new_course_says_what_its_list_became(tmp_path, capsys):
    people = listed(
        tmp_path, "First name,Last name,Email address,Roles\nT,Eacher,t@x.example,Teacher\nJ,D,j+u@x.example,Student\n"
    )
    assert cli.main(["course", "new", str(tmp_path / "c"), "--roster", str(people)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 student; id = Email address.\n1 left out: T Eacher (line 2).")
    assert [each.id for each in roster.load(tmp_path / "c" / "roster.csv").people] == ["j+u@x.example"]
