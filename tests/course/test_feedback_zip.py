"""One zip of all feedback, read back as Moodle and Canvas read it."""

import re
import zipfile
from pathlib import PurePosixPath

import pytest

from idic_lab import cli
from idic_lab.course import feedback_zip
from tests.course.conftest import LAB, answers, files
from tests.course.test_downloads import put

CANVAS = {"asa": "alundasa_9001_77_", "jane": "doejane_LATE_9002_78_"}
MOODLE = {
    "asa": "Åsa Ålund_4711_assignsubmission_file_/",
    "jane": "Jane Doe_4712_assignsubmission_file_/",
}


def moodle_import(names, participants):
    """Do what Moodle's ``assignfeedback_file`` does with the names in a zip: participants by their numbers."""
    found = {}
    for name in names:
        parts = name.split("/")
        while parts:
            about = parts.pop(0).split("_", 4)
            if len(about) < 4 or not about[1].isdigit() or about[1] not in participants:
                continue
            assert (about[2], about[3]) == ("assignsubmission", "file")
            rest = [*about[4:], *parts]
            found.setdefault(participants[about[1]], []).append("/".join(part for part in rest if part))
            break
    return found


def canvas_import(names, users, attachments):
    """Do what Canvas does with the names in a zip that comes back: the first two numbers are user and attachment."""
    found = {}
    for name in names:
        numbers = [part for part in PurePosixPath(name).name.split("_") if re.fullmatch(r"\d+", part)][:2]
        if len(numbers) == 2 and numbers[0] in users and numbers[1] in attachments:
            found.setdefault(users[numbers[0]], []).append(name)
    return found


def page(course, student, name=LAB):
    path = course.place("feedback", student, name) / f"{name}.html"
    path.parent.mkdir(parents=True)
    path.write_text(f"for {student}")


@pytest.fixture
def with_pages(course):
    for student in ("asa", "jane", "eve"):
        page(course, student)
    return course


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(("platform", "prefixes"), [("moodle", MOODLE), ("canvas", CANVAS)])
def test_each_platform_finds_its_students(with_pages, platform, prefixes, packed):
    contents = {f"{prefix}{LAB}.ipynb": b"{}" for prefix in prefixes.values()}
    contents |= {f"{prefix}{LAB}.answers.json": b"{}" for prefix in prefixes.values()}
    put(with_pages, "download.zip", contents)
    archive = with_pages.root / "downloaded" / LAB / "archive"
    if not packed:
        with zipfile.ZipFile(archive / "download.zip") as made:
            made.extractall(archive)
        (archive / "download.zip").unlink()
    path, without = feedback_zip.bundle(with_pages, LAB, platform)
    assert without == ["eve"]
    with zipfile.ZipFile(path) as made:
        names = made.namelist()
        assert {made.read(name).decode() for name in names} == {"for asa", "for jane"}
    if platform == "moodle":
        found = moodle_import(names, {"4711": "asa", "4712": "jane", "4713": "eve"})
        assert found == {"asa": [f"{LAB}.html"], "jane": [f"{LAB}.html"]}
    else:
        found = canvas_import(names, {"9001": "asa", "9002": "jane", "9004": "eve"}, {"77", "78"})
        assert {student: len(each) for student, each in found.items()} == {"asa": 1, "jane": 1}
    assert not any(other.name.endswith(".tmp") for other in with_pages.root.iterdir())


def test_the_command_says_who_has_a_page_and_who_not(course, capsys):
    for student in ("asa", "jane"):
        course.submit(student, LAB, answers(LAB, "reference"))
    course.grade("asa", LAB)
    contents = {f"{CANVAS['asa']}{LAB}.ipynb": files(course, LAB, {})[f"{LAB}.ipynb"]}
    put(course, "submissions.zip", contents)
    assert cli.main(["feedback", LAB, "--course", str(course.root), "--zip", "canvas"]) == 1
    told = capsys.readouterr()
    assert f"Feedback for 1 of the 2 students who handed in is in feedback/STUDENT/{LAB}/." in told.out
    assert f"feedback-{LAB}-canvas.zip holds 1 of them. In Canvas:" in told.out
    assert told.err.strip() == "jane has no page: the work is not graded, or could not be."
    assert len(told.out.splitlines()) == 2
