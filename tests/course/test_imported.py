"""Every table is read back by what the importers of Moodle and Canvas do with it: no mark is lost on the way."""

import csv
import io
import re
from contextlib import redirect_stdout

import pytest

from idic_lab import cli
from tests.course.conftest import CASE, LAB, answers
from tests.course.importers import Canvas, CourseProblem, Moodle

ROSTER = """Student,ID,SIS User ID,SIS Login ID,Section,Trust lab (77),Current Score
    Points Possible,,,,,17.0,(read only)
"Ålund, Åsa",9001,S1,asa,A,,
"Doe, Jane",9002,S2,jane,A,,
"O'Neil, Anne-Marie",9003,S3,anne,B,,
"Müller, Jürgen",9005,S5,juergen,B,,
"""
IN_TIME = "2026-10-19 00:00:00 UTC"
MAIL = {
    "asa": "asa@uni.example",
    "jane": "jane+uni@uni.example",
    "anne": "anne@uni.example",
    "juergen": "j@uni.example",
}


@pytest.fixture
def graded(course, tmp_path):
    """Jane is final, Åsa waits for a person, Jürgen is not graded, Anne handed in nothing, Eve has left the course."""
    (tmp_path / "newer.csv").write_text(ROSTER, "utf-8")
    assert cli.main(["course", "roster", str(tmp_path / "newer.csv"), "--course", str(course.root)]) == 0
    with course.gradebook() as gradebook:
        for id, mail in MAIL.items():
            gradebook.update_or_create_student(id, email=mail)
    for student in ("jane", "asa", "juergen", "eve"):
        course.submit(student, LAB, answers(LAB, "reference"), stamp=IN_TIME)
    for student in ("jane", "asa", "eve"):
        course.grade(student, LAB)
    for student in ("jane", "eve"):
        course.mark(student, LAB)
    with redirect_stdout(io.StringIO()):
        assert cli.main(["course", "roster", str(course.root / "roster.csv"), "--course", str(course.root)]) == 0
    return course


@pytest.fixture
def canvas():
    """Four students; Åsa, Anne and Jürgen have marks from before."""
    names = {"9001": "Ålund, Åsa", "9002": "Doe, Jane", "9003": "O'Neil, Anne-Marie", "9005": "Müller, Jürgen"}
    logins = ("asa", "jane", "anne", "juergen")
    students = {id: (login, name) for login, (id, name) in zip(logins, names.items(), strict=True)}
    course = Canvas(students, {77: ("Trust lab", 17.0), 78: ("Kleenz", 38.0)})
    course.grades = {("9001", 77): "7", ("9003", 77): "3", ("9005", 77): "11", ("9001", 78): "20"}
    return course


@pytest.fixture
def moodle():
    users = [{"username": who, "idnumber": "", "email": mail} for who, mail in MAIL.items()]
    course = Moodle(users, {"Trust lab": 18.0})
    course.grades = {("asa", "Trust lab"): 7.0, ("anne", "Trust lab"): 3.0, ("juergen", "Trust lab"): 11.0}
    return course


def exported(course, tmp_path, kind, *options, name=LAB):
    """Export one assignment, and return the table and what was said."""
    target = tmp_path / "marks.csv"
    exporter = f"--exporter=idic_lab.course.exports.{kind}Export"
    said = course.run("ExportApp", f"--to={target}", f"--assignment={name}", exporter, *options)
    return target.read_bytes(), said


def test_an_empty_field_erases_which_is_why_there_is_none(canvas, moodle):
    table = '"Student","ID","Section","Trust lab (77)"\n"Ålund, Åsa","9001","A",""\n'
    assert canvas.take(table.encode()) == {("9001", 77): ""} and canvas.grades["9001", 77] == ""
    moodle.take(b"Username,trust-lab\nasa,\n", "Username", "username", {"trust-lab": "Trust lab"})
    assert moodle.grades["asa", "Trust lab"] is None
    with pytest.raises(CourseProblem):
        moodle.take(b"Username,trust-lab\neve,3\n", "Username", "username", {"trust-lab": "Trust lab"})


def test_canvas_changes_what_is_final_and_nothing_else(graded, canvas, tmp_path):
    before = dict(canvas.grades)
    table, said = exported(graded, tmp_path, "Canvas")
    assert canvas.take(table) == {("9002", 77): "18"}, "not even the maximum, which is Canvas' own"
    assert canvas.grades == before | {("9002", 77): "18"}
    assert canvas.asked_about == [] and canvas.ignored == []
    for left_out in ("waiting for a person: asa", "not handed in: anne", "not graded: juergen"):
        assert left_out in said.lower()
    assert "In Canvas Trust lab (77) has a maximum of 17.0 points, in this course one of 18." in said
    assert "Not in the class any more, and left out: eve." in said

    graded.mark("asa", LAB, points=0)
    assert canvas.take(exported(graded, tmp_path, "Canvas")[0]) == {("9001", 77): "12"}, "a newer mark arrives"


def test_moodle_changes_what_is_final_and_nothing_else(graded, moodle, tmp_path):
    before = dict(moodle.grades)
    table, said = exported(graded, tmp_path, "Moodle")
    for column, field in (("Username", "username"), ("Email address", "email")):
        moodle.grades = dict(before)
        moodle.take(table, column, field, {LAB: "Trust lab"})
        assert moodle.grades == before | {("jane", "Trust lab"): 18.0}
    assert "so that Moodle keeps what it has" in said and "to 18 points" in said
    new = Moodle(moodle.users, {})
    new.take(table, "Username", "username", {LAB: "new"})
    assert new.items["new"] == 100.0, "why the maximum is said"


def test_work_handed_in_again_leaves_the_imported_mark_until_it_is_graded(graded, canvas, tmp_path):
    canvas.take(exported(graded, tmp_path, "Canvas")[0])
    graded.submit("jane", LAB, answers(LAB, "s-in-numerator"), stamp="2026-10-20 00:00:00 UTC")
    graded.mark("asa", LAB)
    table, said = exported(graded, tmp_path, "Canvas")
    assert "handed in again since it was graded: jane" in said.lower()
    assert canvas.take(table) == {("9001", 77): "18"} and canvas.grades["9002", 77] == "18"
    graded.grade("jane", LAB)
    graded.mark("jane", LAB)
    (changed,) = canvas.take(exported(graded, tmp_path, "Canvas")[0]).items()
    assert changed[0] == ("9002", 77) and float(changed[1]) < 18


def test_a_refusal_after_a_mark_leaves_the_imported_one(graded, moodle, tmp_path):
    moodle.take(exported(graded, tmp_path, "Moodle")[0], "Username", "username", {LAB: "Trust lab"})
    folder = graded.submit("jane", LAB, {}, stamp="2026-10-20 00:00:00 UTC")
    for path in folder.iterdir():
        path.write_bytes(b"\x00")
    table = tmp_path / "marks.csv"
    table.unlink()
    said = graded.run(
        "ExportApp", f"--to={table}", f"--assignment={LAB}", "--exporter=idic_lab.course.exports.MoodleExport"
    )
    assert "no mark is final, and no table is written" in said and not table.exists()
    assert moodle.grades["jane", "Trust lab"] == 18.0


def test_several_assignments_are_several_tables(graded, canvas, tmp_path):
    """In one table Jane's open case would be an empty field beside her mark."""
    canvas.grades["9002", 78] = "30"
    graded.submit("jane", CASE, answers(CASE, "reference"), stamp=IN_TIME)
    graded.run("ExportApp", f"--to={tmp_path / 'marks.csv'}", "--exporter=idic_lab.course.exports.CanvasExport")
    assert [path.name for path in tmp_path.glob("marks*")] == [f"marks-{LAB}.csv"]
    canvas.take((tmp_path / f"marks-{LAB}.csv").read_bytes())
    assert (canvas.grades["9002", 77], canvas.grades["9002", 78]) == ("18", "30")


def test_a_column_in_which_one_has_nothing_is_not_offered(graded, moodle, tmp_path):
    """Moodle would give the mark of a line without an address to the student of the line above."""
    graded.mark("asa", LAB)
    with graded.gradebook() as gradebook:
        gradebook.update_or_create_student("jane", email=None)
    table, said = exported(graded, tmp_path, "Moodle")
    assert "The table has no column Email address: jane have none." in said
    assert table.splitlines()[0] == f'"Username","First name","Surname","{LAB}"'.encode()


def test_ids_and_addresses_arrive_as_they_are(graded, tmp_path):
    id = "jane+uni@uni.example"
    with graded.gradebook() as gradebook:
        gradebook.add_student(id, first_name="Jane", email=id)
    graded.submit(id, LAB, answers(LAB, "reference"), stamp=IN_TIME)
    graded.grade(id, LAB)
    graded.mark(id, LAB)
    (graded.root / "roster.csv").unlink()
    rows = list(csv.DictReader(io.StringIO(exported(graded, tmp_path, "Moodle")[0].decode())))
    assert id in [row["Username"] for row in rows]
    rows = list(csv.DictReader(io.StringIO(exported(graded, tmp_path, "Canvas")[0].decode())))
    assert id in [row["SIS Login ID"] for row in rows]


@pytest.mark.parametrize(
    ("name", "column", "said"),
    [
        ("current-score", "current-score", ""),
        ("final-score", "final-score", "of its own"),
        ("the-final-case", "The final case (91)", "of its own"),
    ],
)
def test_columns_of_canvas_itself_are_never_taken(graded, canvas, tmp_path, name, column, said):
    with graded.gradebook() as gradebook:
        gradebook.find_assignment(LAB).name = name
        gradebook.db.commit()
    listed = ROSTER.replace("Current Score", "Current Score,Final Score,The final case (91)").replace(
        "(read only)", ",,18"
    )
    (graded.root / "roster.csv").write_text(listed, "utf-8")
    table, told = exported(graded, tmp_path, "Canvas", name=name)
    assert table.decode().splitlines()[0].endswith(f',"{column}"')
    assert said in told and ("of its own" in told) is bool(said)
    canvas.assignments[91] = ("The final case", 18.0)
    canvas.take(table)
    assert canvas.ignored == [] and canvas.assignments[77] == ("Trust lab", 17.0)


def test_what_canvas_ignores_without_a_word_is_said(canvas):
    canvas.take(b'"Student","ID","Section","Final Score quiz (5)"\n"Doe, Jane","9002","A","3"\n')
    assert canvas.ignored == ["Final Score quiz (5)"] and canvas.grades.get(("9002", 5)) is None


HOSTILE = ["Ada;=1+1", 'Ada";=1+1', "Ada\t=1+1", "Ada\n@SUM(1)", "Ada;;+1", "Ada; -1+1", "=1+1", "Ada|＝1"]


@pytest.mark.parametrize("kind", ["Plain", "Canvas", "Moodle"])
def test_no_separator_makes_a_formula_of_a_name(graded, tmp_path, kind):
    (graded.root / "roster.csv").unlink()
    for name in HOSTILE:
        with graded.gradebook() as gradebook:
            gradebook.update_or_create_student("jane", first_name=name, last_name=name, email=name)
        data, _ = exported(graded, tmp_path, kind)
        for separator in ",;\t|":
            rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)
            found = [cell for row in rows for cell in row if re.match(r'[\s"]*[=+\-@＝]', cell)]
            assert found == [], (name, separator)
        assert b"Ada" in data or name.startswith("=")


def test_a_table_that_cannot_be_written_is_said_and_leaves_no_half(graded, tmp_path, capsys):
    target = tmp_path / "marks.csv"
    target.mkdir()
    with pytest.raises(SystemExit) as ended:
        graded.run("ExportApp", f"--to={target}", f"--assignment={LAB}")
    assert ended.value.code == 1 and list(tmp_path.glob(".*.tmp")) == []
    with pytest.raises(SystemExit):
        graded.run("ExportApp", f"--to={tmp_path / 'nowhere' / 'marks.csv'}", f"--assignment={LAB}")
