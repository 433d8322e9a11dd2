"""Handed in again: the same bytes keep their first time, and the status and the next grading go by one rule."""

import io
import json
import logging
import os
import shutil

import pytest

from idic_lab import cli
from idic_lab.course.marks import Stage
from idic_lab.grading import collect as collecting
from tests.course.conftest import LAB, answers, files, zipped
from tests.course.test_status import states

BEFORE, AFTER, LATER = (f"2026-10-{day} 10:00:00.000000 UTC" for day in (19, 21, 22))  # due on the 20th, at noon
RIGHT, WRONG = "reference", "s-in-numerator"


def sent(course, student, when, stem=RIGHT):
    """Lay work into the exchange as nbgrader's submit does."""
    folder = course.exchange / "inbound" / f"{student}+{LAB}+{when}+abc"
    folder.mkdir(parents=True)
    for name, data in files(course, LAB, answers(LAB, stem)).items():
        (folder / name).write_bytes(data)
    (folder / "timestamp.txt").write_text(when)
    (folder / "submission_secret.txt").write_text(when)
    return folder


def time(course, student):
    return (course.place("submitted", student, LAB) / "timestamp.txt").read_text()


def graded(course, capsys, *options):
    """Run ``idic-lab grade`` and return the state of each student."""
    capsys.readouterr()
    cli.main(["grade", LAB, "--course", str(course.root), "--json", *options])
    return {who: each["state"] for who, each in json.loads(capsys.readouterr().out)["submissions"].items()}


def late(course, student):
    with course.gradebook() as gradebook:
        return gradebook.find_submission(LAB, student).total_seconds_late


def collect(course):
    """Run the command itself: it reads the settings for its class."""
    return course.run("CollectApp", LAB, "--update", "--CollectApp.check_owner=False", "--Exchange.check_owner=False")


def test_the_same_from_the_exchange_counts_as_of_the_first_time(course, capsys):
    sent(course, "jane", BEFORE)
    collect(course)
    assert graded(course, capsys) == {"jane": "graded"}
    before = states(course, LAB)["jane"]
    sent(course, "jane", AFTER)
    assert states(course, LAB)["jane"] == before, "nothing to collect"
    assert "handed in the same again: it counts as of 2026-10-19" in collect(course)
    assert time(course, "jane") == BEFORE and states(course, LAB)["jane"] == before
    assert graded(course, capsys) == {"jane": "graded before"} and late(course, "jane") == 0

    sent(course, "jane", LATER, WRONG)
    assert states(course, LAB)["jane"] == Stage.TO_COLLECT
    collect(course)
    assert states(course, LAB)["jane"] == Stage.NEWER
    assert graded(course, capsys) == {"jane": "graded"} and late(course, "jane") > 0


def test_collected_for_the_first_time_after_both(course):
    sent(course, "jane", BEFORE)
    sent(course, "jane", AFTER)
    sent(course, "asa", BEFORE)
    sent(course, "asa", AFTER, WRONG)
    sent(course, "asa", LATER)
    collect(course)
    assert (time(course, "jane"), time(course, "asa")) == (BEFORE, LATER), "what was changed in between is new work"


@pytest.mark.parametrize("trick", ["a link", "a pipe", "a link to the folder"])
def test_nothing_is_read_through_links_and_pipes_to_compare(course, trick):
    first, second = sent(course, "jane", BEFORE), sent(course, "jane", AFTER)
    if trick == "a link":
        (first / f"{LAB}.answers.json").unlink()
        (first / f"{LAB}.answers.json").symlink_to(second / f"{LAB}.answers.json")
    elif trick == "a pipe":
        os.mkfifo(first / "pipe")
    else:
        shutil.rmtree(first)
        first.symlink_to(second)
    collect(course)
    assert time(course, "jane") == AFTER


@pytest.mark.parametrize("trick", ["somebody else's folder", "a time that lies ahead", "a link to nowhere"])
def test_what_somebody_else_put_there_is_no_earlier_hand_in(course, monkeypatch, trick):
    sent(course, "jane", AFTER)
    if trick == "somebody else's folder":
        forged = sent(course, "jane", BEFORE).stat().st_ino
        monkeypatch.setattr(collecting, "_owner", lambda about: "asa" if about.st_ino == forged else "jane")
    elif trick == "a time that lies ahead":
        sent(course, "jane", "2099-01-01 10:00:00 UTC", WRONG)
    else:
        (course.exchange / "inbound" / f"jane+{LAB}+{LATER}+x").symlink_to("/nowhere")
    said = course.run("CollectApp", LAB, "--update")
    assert course.holders("submitted", LAB) == {"jane"}, said
    assert time(course, "jane") == AFTER
    assert states(course, LAB)["jane"] == Stage.NOT_GRADED


@pytest.mark.parametrize("trick", ["no secret", "a secret of bytes", "by hand", "a folder for the time"])
def test_whoever_has_no_secret_keeps_nobodys_feedback_back(course, capsys, tmp_path, trick):
    sent(course, "jane", BEFORE)
    if trick == "by hand":
        (tmp_path / "mail.zip").write_bytes(zipped(files(course, LAB, answers(LAB, RIGHT))))
        assert (
            cli.main(["course", "hand-in", LAB, "asa", str(tmp_path / "mail.zip"), "--course", str(course.root)]) == 0
        )
    else:
        folder = sent(course, "asa", BEFORE)
        (folder / "submission_secret.txt").unlink()
        if trick == "a secret of bytes":
            (folder / "submission_secret.txt").write_bytes(b"\xff")
        if trick == "a folder for the time":
            (folder / "timestamp.txt").unlink()
            (folder / "timestamp.txt").mkdir()
    collect(course)
    assert graded(course, capsys) == {"asa": "graded", "jane": "graded"}
    course.do("generate_feedback", LAB)
    said = course.run("ReleaseFeedbackApp", LAB)
    assert f"feedback/asa/{LAB} is not in the exchange, send it another way" in said
    assert len(list(course.exchange.glob("feedback/*.html"))) == 1 and states(course, LAB)["jane"] == Stage.WAITING


def test_a_time_that_cannot_be_read_is_said_and_stops_nobody(course, capsys, monkeypatch):
    # The log belongs to whatever application was begun first in this process, so this test brings its own.
    log, logged = logging.Logger("of this test"), io.StringIO()
    log.addHandler(logging.StreamHandler(logged))
    monkeypatch.setattr("idic_lab.grading.releasing.get_logger", lambda: log)
    (sent(course, "jane", BEFORE) / "timestamp.txt").write_text("9" * 100)
    sent(course, "asa", BEFORE)
    assert "timestamp.txt cannot be read: the time is that of jane+" in collect(course)
    assert time(course, "jane") == "2026-10-19 10:00:00 UTC"
    collect(course)

    shutil.rmtree(course.exchange / "inbound")
    for student in ("jane", "asa"):
        (course.place("submitted", student, LAB) / "timestamp.txt").write_text("9" * 100)
    assert graded(course, capsys, "--student", "asa") == {"asa": "graded"}
    assert states(course, LAB)["asa"] == Stage.WAITING
    said = course.run("AutogradeApp", LAB, "--student=jane")
    assert "timestamp.txt cannot be read" in logged.getvalue() + said and "Traceback" not in said
    assert states(course, LAB)["jane"] == Stage.WAITING


def test_status_and_grade_go_by_one_rule(course, capsys):
    """By what lies there and not by its time: a file can be put in the place of another by hand."""
    folder = course.submit("jane", LAB, answers(LAB, RIGHT), stamp=BEFORE)
    course.grade("jane", LAB)
    assert states(course, LAB)["jane"] == Stage.WAITING
    assert graded(course, capsys) == {"jane": "graded before"}, "by nbgrader itself"
    corrected = files(course, LAB, answers(LAB, WRONG))[f"{LAB}.answers.json"]
    (folder / f"{LAB}.answers.json").write_bytes(corrected)
    assert states(course, LAB)["jane"] == Stage.NEWER
    assert graded(course, capsys) == {"jane": "graded"}
    assert states(course, LAB)["jane"] == Stage.WAITING
    (folder / "timestamp.txt").write_text(AFTER)
    assert states(course, LAB)["jane"] == Stage.NEWER
    assert graded(course, capsys) == {"jane": "graded"}


def test_nbgrader_grades_with_the_time_that_the_course_reads(course):
    """nbgrader takes EDT for UTC."""
    settings = course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text().replace("zone='", "zone='America/New_York') #"))
    course.__init__(course.root)
    course.submit("jane", LAB, answers(LAB, RIGHT), stamp="2026-10-20 09:00:00 EDT")
    course.grade("jane", LAB)
    assert late(course, "jane") == 3600


def download(course, day, stem=RIGHT, worksheet=True):
    """Put a download from Moodle in the place of the one before."""
    place = course.root / "downloaded" / LAB / "archive"
    shutil.rmtree(place)
    place.mkdir()
    work = files(course, LAB, answers(LAB, stem))
    folder = "Jane Doe_101_assignsubmission_file_"
    (place / "all.zip").write_bytes(zipped({f"{folder}/{name}": data for name, data in work.items()}))
    if worksheet:
        sheet = (
            'Identifier,Full name,Last modified (submission)\nParticipant 101,Jane Doe,"{} October 2026, 11:00 AM"\n'
        )
        (place / "sheet.csv").write_text(sheet.format(day))
    course.run("ZipCollectApp", LAB, "--force")
    return time(course, "jane")


def test_the_same_in_a_later_download_counts_as_of_the_first_time(course):
    assert download(course, 20).startswith("2026-10-20")
    assert download(course, 22).startswith("2026-10-20"), "the same bytes"
    assert download(course, 23, WRONG).startswith("2026-10-23")
    assert download(course, 24, RIGHT).startswith("2026-10-24"), "what was changed in between is new work"


def test_a_worksheet_that_comes_later_is_believed(course):
    assert download(course, 0, worksheet=False).startswith("2026-10-19"), "a guess: when the last answer was saved"
    assert download(course, 22).startswith("2026-10-22")
