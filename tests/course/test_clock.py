"""One deadline is one moment, whatever the machine's clock is set to, in the hours that come twice as well."""

import csv
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from traitlets.config import Config

from idic_lab import cli
from idic_lab.course import CourseProblem, dates, lms_file_names, new, plug_in, worksheet
from idic_lab.course.roster import Person
from idic_lab.grading import clock
from tests.course.conftest import LAB, answers, answers_file, zipped
from tests.course.elsewhere import elsewhere

BERLIN, NEW_YORK, KATHMANDU = (ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu"))


@pytest.mark.parametrize(
    ("text", "zone", "in_utc", "shown"),
    [
        ("2026-12-01 17:00", BERLIN, "2026-12-01 16:00", "2026-12-01 17:00 CET"),
        ("2026-07-01 17:00", BERLIN, "2026-07-01 15:00", "2026-07-01 17:00 CEST"),
        ("2026-12-01", KATHMANDU, "2026-12-01 18:14", "2026-12-01 23:59 +0545"),
        ("2026-12-01", NEW_YORK, "2026-12-02 04:59", "2026-12-01 23:59 EST"),
        ("2026-12-01T17:00+05:45", BERLIN, "2026-12-01 11:15", "2026-12-01 12:15 CET"),
        # The hours that come twice: the later counts.
        ("2026-10-25 02:30", BERLIN, "2026-10-25 01:30", "2026-10-25 02:30 CET"),
        ("2026-10-25T02:30+02:00", BERLIN, "2026-10-25 00:30", "2026-10-25 02:30 CEST"),
        ("2026-11-01 01:30", NEW_YORK, "2026-11-01 06:30", "2026-11-01 01:30 EST"),
        ("2026-10-25 02:30", KATHMANDU, "2026-10-24 20:45", "2026-10-25 02:30 +0545"),
    ],
)
def test_a_due_date_is_typed_and_shown_on_the_courses_clock(text, zone, in_utc, shown):
    moment = dates.when(text, zone)
    assert f"{moment:%Y-%m-%d %H:%M}" == in_utc and clock.shown(moment, zone) == shown
    assert bool(dates.twice(moment, zone)) is (text in ("2026-10-25 02:30", "2026-11-01 01:30") and zone != KATHMANDU)


@pytest.mark.parametrize(
    ("text", "zone", "instead"),
    [("2026-03-29 02:30", BERLIN, "2026-03-29 03:30"), ("2026-03-08 02:30", NEW_YORK, "2026-03-08 03:30")],
)
def test_a_due_date_in_a_missing_hour_is_asked_about(text, zone, instead):
    with pytest.raises(CourseProblem, match=f"There is no {text} in {zone.key}.*{instead}"):
        dates.when(text, zone)


@pytest.mark.parametrize("text", ["9" * 100, "0001-01-01 00:00", "9999-12-31 23:59", "", "2026-13-01"])
def test_what_is_no_date_or_beyond_every_calendar_is_named(text):
    with pytest.raises(CourseProblem, match="is no date"):
        dates.when(text, NEW_YORK if text.startswith("9") else KATHMANDU)


@pytest.mark.parametrize(
    ("text", "in_utc"),
    [
        ("2026-10-19 10:00:00.123456 UTC", "10:00:00"),
        ("2026-10-19 10:00:00", "10:00:00"),
        ("2026-10-19T10:00:00Z\n", "10:00:00"),
        ("2026-10-19 10:00:00 +0200", "08:00:00"),
        ("2026-10-19 10:00:00 Asia/Kathmandu", "04:15:00"),
        # nbgrader's own reader takes these two for UTC and for the first of both hours.
        ("2026-10-19 10:00:00 CEST", "08:00:00"),
        ("2026-10-25 02:30:00 CET", "01:30:00"),
        ("2026-10-25 02:30:00 CEST", "00:30:00"),
        ("2026-10-19 10:00:00 EST", "15:00:00"),
    ],
)
def test_the_time_of_handing_in_is_read_with_the_zone_that_it_names(text, in_utc):
    moment = clock.stamp(text, BERLIN)
    assert f"{moment:%H:%M:%S}" == in_utc and moment.tzinfo is None


@pytest.mark.parametrize(
    "text", ["9" * 100, "1" * 100 + " UTC", "next week", "", "2026-10-19 10:00:00 PDT", "\x00", "0001-01-01 00:00 CET"]
)
def test_a_time_that_cannot_be_read_is_no_guess(text):
    with pytest.raises(ValueError, match="is no time"):
        clock.stamp(text, BERLIN)


def test_a_time_in_an_hour_that_comes_twice_is_the_earlier_one():
    assert clock.local(datetime(2026, 10, 25, 2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock.local(datetime(2026, 10, 21, 14, 49), NEW_YORK) == datetime(2026, 10, 21, 18, 49, tzinfo=UTC)


def test_a_worksheet_is_read_on_the_courses_clock():
    listed = lms_file_names.ClassList([Person("mia", "Mia", "Holm")])
    sheet = 'Identifier,Full name,Last modified (submission)\nParticipant 101,Mia Holm,"21 October 2026, 2:49 PM"\n'
    times, _ = worksheet.read(sheet.encode(), listed, KATHMANDU)
    assert times == {"101": datetime(2026, 10, 21, 9, 4, tzinfo=UTC)}


def test_a_course_names_its_zone_and_an_older_one_is_told_which_it_has(tmp_path, capsys, course):
    assert (
        cli.main(["course", "new", str(tmp_path / "c"), "--zone", "Europe/Berlin", "--due", f"{LAB}=2026-10-25 02:30"])
        == 0
    )
    said = capsys.readouterr().out
    assert "All dates are those of Europe/Berlin." in said
    assert "2026-10-25 02:30 comes twice in Europe/Berlin, and the later one counts." in said
    assert "write 2026-10-25T02:30+02:00." in said
    assert "zone='Europe/Berlin'" in (tmp_path / "c" / new.SETTINGS).read_text()
    assert cli.main(["course", "new", str(tmp_path / "d"), "--zone", "Berlin"]) == 1
    assert "'Berlin' is no time zone. Write one like Europe/Berlin" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()

    _set_zone(course, None)
    cli.main(["course", "due", "--course", str(course.root)])
    said = capsys.readouterr().out
    assert "This course names no time zone" in said and "in nbgrader_config.py" in said
    _set_zone(course, "Nowhere/Land")
    assert cli.main(["course", "due", "--course", str(course.root)]) == 1
    assert "'Nowhere/Land' is no time zone" in capsys.readouterr().err


def test_a_clock_that_has_no_name_is_asked_about(tmp_path, course):
    made = elsewhere("XYZ-3:07", course, ["course", "due"])
    assert made["due"][LAB] == "2026-10-20 12:00:00", "the course's own zone serves"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "of_machine", lambda: None)
        with pytest.raises(CourseProblem, match="--zone Europe/Berlin"):
            new.make(tmp_path / "c")
    config = Config()
    plug_in(config, tmp_path)
    assert clock.zone(config).utcoffset(datetime(2026, 1, 1)) is not None


PLACES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "XYZ-3:07")


def test_one_deadline_on_every_machine_from_typing_to_the_table(course, tmp_path):
    """Due at half past two, which comes twice: the later one. Åsa's work came at half past two, Jane's at three."""
    _set_zone(course, "Europe/Berlin")
    place = course.root / "downloaded" / LAB / "archive"
    work = {f"{LAB}.ipynb": (course.place("release", ".", LAB) / f"{LAB}.ipynb").read_bytes()}
    work[f"{LAB}.answers.json"] = answers_file(LAB, answers(LAB, "reference"))
    people = {"asa": ("Åsa Ålund", "2:30 AM"), "jane": ("Jane Doe", "3:00 AM")}
    files, sheet = {}, [["Identifier", "Full name", "Last modified (submission)"]]
    for number, (name, time) in enumerate(people.values(), 101):
        files |= {f"{name}_{number}_assignsubmission_file_/{path}": data for path, data in work.items()}
        sheet.append([f"Participant {number}", name, f"Sunday, 25 October 2026, {time}"])
    (place / "all.zip").write_bytes(zipped(files))
    with (place / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(sheet)
    export = [f"--to={tmp_path / 'marks.csv'}", "--exporter=idic_lab.course.exports.PlainExport", f"--assignment={LAB}"]
    steps = (
        ["course", "due", LAB, "2026-10-25 02:30"],
        ["ZipCollectApp", LAB, "--force"],
        ["grade", LAB],
        ["course", "status"],
        ["ExportApp", *export],
    )
    tables = []
    for zone in PLACES:
        came = elsewhere(zone, course, *steps)
        assert came["due"][LAB] == "2026-10-25 01:30:00", zone
        assert came["late"]["asa"] == [0, 0, "2026-10-25 00:30:00"], zone
        assert came["late"]["jane"][0] == 1800 and came["late"]["jane"][1] == pytest.approx(1.2), zone
        assert f"{LAB}: 2026-10-25 02:30 CET" in came["said"] and "comes twice" in came["said"]
        tables.append((tmp_path / "marks.csv").read_bytes())
    assert len(set(tables)) == 1, "byte for byte, wherever it was made"
    rows = {row["student_id"]: row for row in csv.DictReader(tables[0].decode("utf-8-sig").splitlines())}
    assert rows["jane"]["duedate"] == "2026-10-25 02:30:00+01:00"
    assert rows["jane"]["timestamp"] == "2026-10-25 03:00:00+01:00"
    assert rows["asa"]["timestamp"] == "2026-10-25 02:30:00+02:00"


def _set_zone(course, zone):
    settings = course.root / new.SETTINGS
    given = f", zone={zone!r})" if zone else ")"
    settings.write_text(
        re.sub(r"^(plug_in\(.*?)(, zone=.*)?\)$", rf"\1{given}", settings.read_text(), flags=re.MULTILINE)
    )
    course.__init__(course.root)
