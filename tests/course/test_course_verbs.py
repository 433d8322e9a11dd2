"""``idic-lab course``: new, roster, due, and the refusal to write over anything."""

import shutil
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from idic_lab import cli
from idic_lab.course import dates, new, verbs
from tests.course.conftest import CASE, LAB, ROOT, ROSTER, Course


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_course_has_every_assignment_its_settings_and_its_people(course):
    sources = {path.name for path in (ROOT / "assignments" / "source").iterdir() if path.is_dir()}
    assert set(course.assignments()) == sources
    assert course.course_id == "idic"
    assert (course.root / "roster.csv").read_text("utf-8") == ROSTER
    with course.gradebook() as gradebook:
        students = {each.id: (each.first_name, each.last_name, each.lms_user_id) for each in gradebook.students}
        due = {each.name: each.duedate for each in gradebook.assignments}
    assert students["asa"] == ("Åsa", "Ålund", "9001")
    assert len(students) == 5
    assert set(due) == sources and f"{due[LAB]:%d %H:%M}" == "20 12:00" and due[CASE] is None


def test_nothing_is_ever_written_over(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert verbs.main(["new", str(tmp_path)]) == 1
    assert "nothing is written over" in capsys.readouterr().err
    assert tree(tmp_path) == {(tmp_path / "thesis.txt").relative_to(tmp_path): b"years of work"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--due", "none=2026-12-01"], "no assignment 'none'"),
        (["--due", f"{LAB}=tomorrow"], "'tomorrow' is no date"),
        (["--due", "2026-12-01"], "names no assignment"),
        (["--roster", "missing.csv"], "cannot be opened"),
        (["--course-id", "a/b"], "cannot name a course"),
    ],
)
def test_a_course_that_cannot_be_made_leaves_nothing_behind(tmp_path, capsys, options, said):
    assert cli.main(["course", "new", str(tmp_path / "course"), *options]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "course").exists()


def test_there_is_no_course_here(tmp_path, capsys):
    assert verbs.main(["status", str(tmp_path)]) == 1
    assert "is no course" in capsys.readouterr().err


def test_settings_that_cannot_be_read_are_named(tmp_path, capsys):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config(\n")
    assert verbs.main(["status", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_newer_class_list_adds_and_corrects_and_removes_nobody(course, tmp_path, capsys):
    newer = tmp_path / "newer.csv"
    newer.write_text("username;first name;last name\njane;Janet;Doe\nnew;Neo;New\n", "utf-8")
    assert verbs.main(["roster", str(newer), "--course", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert "New: new." in said and "asa" in said
    with course.gradebook() as gradebook:
        students = {each.id: each.first_name for each in gradebook.students}
    assert students["jane"] == "Janet" and students["new"] == "Neo" and "asa" in students
    assert (course.root / "roster.csv").read_bytes() == newer.read_bytes()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-12-01T17:00+01:00", "2026-12-01 16:00"),
        ("2026-12-01 17:00Z", "2026-12-01 17:00"),
    ],
)
def test_a_date_is_kept_in_utc(text, read):
    assert f"{dates.when(text, UTC):%Y-%m-%d %H:%M}" == read
    assert dates.when(text, UTC).tzinfo is None


def test_a_day_lasts_until_its_end_in_the_course():
    zone = ZoneInfo("Asia/Kathmandu")
    assert dates.shown(dates.when("2026-12-01", zone), zone).startswith("2026-12-01 23:59")


def test_due_dates_and_more_time_for_one(course, capsys):
    where = ["--course", str(course.root)]
    assert verbs.main(["due", CASE, "2026-12-01 12:00+00:00", *where]) == 0
    assert verbs.main(["due", CASE, "2026-12-04 12:00+00:00", "--student", "jane", *where]) == 0
    said = capsys.readouterr().out
    assert f"  jane: {dates.shown(dates.when('2026-12-04 12:00+00:00', UTC), course.zone)}" in said
    with course.gradebook() as gradebook:
        assert (CASE, "jane") in dates.extensions(gradebook)
        found = [each for each in gradebook.assignments if each.name == CASE]
        assert found[0].submissions == [], "formgrader would show work that was never handed in"
    assert verbs.main(["due", CASE, "2026-11-01", "--student", "jane", *where]) == 1
    assert "is earlier" in capsys.readouterr().err
    assert verbs.main(["due", CASE, "2026-12-09", "--student", "nobody", *where]) == 1
    assert verbs.main(["due", "four-companies", "2026-12-09", "--student", "jane", *where]) == 1
    assert "no due date" in capsys.readouterr().err
    assert verbs.main(["due", "nothing", *where]) == 1


def test_the_repository_still_draws_its_tables_anew(capsys):
    with pytest.raises(SystemExit):
        verbs.main(["reseed", "--help"])
    assert "--seed" in capsys.readouterr().out


def test_the_course_can_be_moved(course, tmp_path):
    shutil.move(course.root, tmp_path / "elsewhere")
    again = Course(tmp_path / "elsewhere")
    with again.gradebook() as gradebook:
        assert len(gradebook.students) == 5


def test_a_list_of_canvas_makes_a_course_for_canvas(course):
    assert "export='canvas'" in (course.root / new.SETTINGS).read_text()
