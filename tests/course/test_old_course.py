"""Upgrading in mid-term: what the first version graded is graded on, regraded, exported and given back by this one."""

import re
import sqlite3
from zoneinfo import ZoneInfo

from idic_lab import cli
from idic_lab.grading import clock
from idic_lab.grading.gradebook_writer import KIT
from tests.course.elsewhere import elsewhere
from tests.course.old_course import NAME, by_hand, unpack


def test_a_course_of_the_first_version_goes_on(tmp_path, capsys):
    course = unpack(tmp_path)
    here = ["--course", str(course.root)]
    before = by_hand(course)
    assert len(before) == 7

    assert cli.main(["grade", NAME, "--jobs", "1", *here]) == 0
    said = capsys.readouterr().out
    assert "graded before              2" in said
    assert "2 submissions of those graded before had another version of this kit: unknown." in said
    assert f"idic-lab grade {NAME} --regrade" in said
    assert by_hand(course) == before

    assert cli.main(["grade", NAME, "--jobs", "1", "--regrade", *here]) == 0
    assert "0 of 3 submissions would change." in capsys.readouterr().out
    with sqlite3.connect(course.root / "gradebook.db") as database:
        kits = dict(database.execute("select kit, count(*) from idic_lab_graded group by kit"))
    assert kits == {None: 2, KIT: 1}, "a regrade that writes nothing notes nothing"

    assert cli.main(["grade", NAME, "--jobs", "1", "--regrade", "--apply", *here]) == 0
    capsys.readouterr()
    assert by_hand(course) == before
    assert cli.main(["grade", NAME, "--jobs", "1", *here]) == 0
    assert "another version" not in capsys.readouterr().out

    course.do("generate_feedback", NAME, force=True)
    page = (course.place("feedback", "ada", NAME) / f"{NAME}.html").read_text("utf-8")
    assert "Well seen, ada." in page
    said = course.run("ExportApp", "--to=marks.csv")
    assert "3 students and 1 assignments are in marks.csv" in said
    ada = next(line for line in (course.root / "marks.csv").read_text("utf-8-sig").splitlines() if "ada" in line)
    assert "12.5" in ada, "5 automatic points, 4 and 3 by hand, half a point extra"
    assert cli.main(["course", "status", str(course.root)]) == 0
    assert "to mark 2" in capsys.readouterr().out


def test_the_next_version_says_who_was_graded_by_this_one(tmp_path, capsys, monkeypatch):
    course = unpack(tmp_path)
    here = ["--course", str(course.root), "--jobs", "1"]
    assert cli.main(["grade", NAME, "--regrade", "--apply", *here]) == 0
    capsys.readouterr()
    monkeypatch.setattr("idic_lab.grading.gradebook_writer.KIT", "99.0")
    assert cli.main(["grade", NAME, *here]) == 0
    assert f"3 submissions of those graded before had another version of this kit: {KIT}." in (capsys.readouterr().out)


def test_its_feedback_shows_dates_in_the_zone_of_the_machine_as_status_does(tmp_path):
    course = unpack(tmp_path)
    elsewhere("America/New_York", course, ["GenerateFeedbackApp", NAME, "--student=ada", "--force"])
    page = (course.place("feedback", "ada", NAME) / f"{NAME}.html").read_text("utf-8")
    with course.gradebook() as gradebook:
        handed_in = gradebook.find_submission(NAME, "ada").timestamp
    assert f"Handed in {clock.shown(handed_in, ZoneInfo('America/New_York'))}." in page
    assert re.search(r"This page is of \d{4}-\d\d-\d\d \d\d:\d\d E[SD]T", page) and "UTC" not in page
