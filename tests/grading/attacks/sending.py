"""Ways to be somebody else, or to stop collecting, by what is sent through a learning platform."""

import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.course.conftest import zipped
from tests.grading.attacks.reading import RIGHT, missing, shown
from tests.grading.conftest import NAME, SETTINGS, Course

PATIENCE = 180  # seconds for a command that waits for nobody
# What nbgrader has to be told of the names in a download. Zoe's and Mallory's ids are what Canvas makes of their names.
PATTERNS = {
    "canvas": r".*/(?P<student_id>[^/_]+)(?:_LATE)?_\d+_\d+_(?P<file_id>.+)",
    "moodle": r".*/(?P<student_id>[^/_]+)_\d+_assignsubmission_file_/(?P<file_id>.+)",
}
WRONG = {"sum": 1}  # answered after the right ones
NUMBERS = {"zoe": "9001", "mallory": "9002"}
PLAIN = """c = get_config()
c.CourseDirectory.course_id = "small"
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
"""
BOOK, NOTEBOOK = f"{NAME}.answers.json", f"{NAME}.ipynb"


@dataclass(frozen=True)
class Sending:
    """An attack through a download of a learning platform, in which Zoe's work lies as well.

    Parameters
    ----------
    name : str
        In a few words.
    files : callable
        What Mallory has sent: takes Mallory's own files, right and wrong, and returns the files of the download by
        their names.
    harm : callable
        Tells of the course afterwards whether it has come off.
    said : str
        What collecting says, where something is left aside.
    platform : str
        ``canvas`` or ``moodle``.
    instead : str
        What becomes of it, where that is not plain.
    """

    name: str
    files: Callable
    harm: Callable
    said: str = ""
    platform: str = "canvas"
    instead: str = ""


def both(given, prefix):
    return {f"{prefix}{name}": data for name, data in given.items()}


def like_moodles(right, wrong):
    return both(wrong, "mallory_9002_3_x-zoe_5_assignsubmission_file_")


def like_moodles_and_late(right, wrong):
    return both(right, "mallory_LATE_9002_3_x-mallory_5_assignsubmission_file_")


def moodles_folder_in_a_zip(right, wrong):
    return {"mallory_9002_3_work.zip": zipped(both(wrong, "zoe_5_assignsubmission_file_/"))}


def canvas_name_in_a_zip(right, wrong):
    return {"mallory_9002_3_work.zip": zipped(both(wrong, "zoe_9001_9_"))}


def of_the_same_name(right, wrong):
    return both(wrong, "zoe_77_9_")


def in_other_letters(right, wrong):
    return both(wrong, "z\N{CYRILLIC SMALL LETTER O}e_9002_9_")


def out_of_a_zip(right, wrong):
    up = f"../../../../submitted/zoe/{NAME}/"
    return {"mallory_9002_3_work.zip": zipped(both(wrong, up))} | both(wrong, f"mallory_9002_4_{up}")


def a_link_in_a_zip(right, wrong):
    link = zipfile.ZipInfo(NOTEBOOK)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return {"mallory_9002_3_work.zip": zipped({link: f"../../../../../source/{NAME}/{NOTEBOOK}"})}


def a_table_of_numbers(right, wrong):
    forged = b"Identifier,Full name\nParticipant 9001,mallory\nParticipant 9002,zoe\n"
    return both(wrong | {"grades.csv": forged}, "mallory_9002_assignsubmission_file_/")


def a_group_before_the_name(right, wrong):
    return both(wrong, "Group B-zoe_9002_assignsubmission_file_/")


def emoji(right, wrong):
    return {f"mallory_9002_3_{chr(0x1F393) * 100}.ipynb": wrong[NOTEBOOK], **both(wrong, "mallory_9002_4_")}


def a_bomb(right, wrong):
    return {"mallory_9002_3_work.zip": zipped({NOTEBOOK: b"\0" * 150_000_000})}


def line_breaks(right, wrong):
    return {f"mallory_9002_3_a\nzoe: nothing came\x1b[2J/{name}": data for name, data in wrong.items()}


def mistaken(course):
    """Tell whether somebody else's work counts as Zoe's."""
    return (course.root / "submitted" / "zoe").exists() and missing(course)


def in_time(course):
    """Tell whether Mallory's late work counts as in time."""
    if not (course.root / "autograded" / "mallory").exists():
        return False
    with course.gradebook as gradebook:
        return gradebook.find_submission(NAME, "mallory").total_seconds_late == 0


def collecting_fails(course):
    return course.status != 0 or missing(course)


def forged(course):
    lines = course.said.splitlines()
    return "\x1b" in course.said or any(line.startswith("zoe: nothing came") for line in lines) or missing(course)


SENDINGS = [
    Sending("a file on Canvas named like one of Moodle's, of a classmate", like_moodles, missing),
    Sending("late work on Canvas in a file named like one of Moodle's", like_moodles_and_late, in_time),
    Sending("a folder in a zip, named like a classmate's in Moodle's download", moodles_folder_in_a_zip, missing),
    Sending("files in a zip, named like a classmate's in Canvas' download", canvas_name_in_a_zip, missing),
    Sending("a second account with a classmate's name", of_the_same_name, missing, "would be zoe, as would zoe"),
    Sending("a classmate's name in Cyrillic letters", in_other_letters, missing),
    Sending("a zip whose paths lead to a classmate's folder", out_of_a_zip, missing),
    Sending("a zip with a link to the instructor's notebook", a_link_in_a_zip, shown),
    Sending("a table that says who is who, sent as if it were Moodle's", a_table_of_numbers, missing, "", "moodle"),
    Sending(
        "an account on Moodle that is called like a classmate in a group",
        a_group_before_the_name,
        mistaken,
        "would be zoe, as would",
        "moodle",
        "both are named, and wait for Moodle's grading worksheet or the instructor",
    ),
    Sending("a file name of 100 emoji", emoji, collecting_fails),
    Sending("a zip bomb in a download", a_bomb, collecting_fails),
    Sending("a name with line breaks and escape sequences in a download", line_breaks, forged),
]


def files(course, answers):
    """Return a notebook and its answers by name."""
    folder = course.submit("nobody", answers)
    made = {name: (folder / name).read_bytes() for name in (NOTEBOOK, BOOK)}
    shutil.rmtree(folder.parent)
    return made


def happens(course, attack, plain=False):
    """Put a download there with an attack in it, collect it with the command, grade it and write the feedback."""
    settings = SETTINGS.replace("idic_lab.grading", "idic_lab.course")
    if plain:
        settings = f"{PLAIN}c.FileNameCollectorPlugin.named_regexp = {PATTERNS[attack.platform]!r}\n"
    (course.root / "nbgrader_config.py").write_text(settings)
    with course.gradebook as gradebook:
        due = datetime.utcnow() - timedelta(hours=1)
        gradebook.update_or_create_assignment(NAME, duedate=due)
        for student, number in NUMBERS.items():
            gradebook.update_or_create_student(student, last_name=student, lms_user_id=number)
    right, wrong = files(course, RIGHT), files(course, WRONG)
    canvas = attack.platform == "canvas"
    prefix = "zoe_9001_1_" if canvas else "zoe_9001_assignsubmission_file_/"
    archive = course.root / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    (archive / "download.zip").write_bytes(zipped(both(right, prefix) | attack.files(right, wrong)))
    command = [sys.executable, "-m", "nbgrader", "zip_collect", NAME, "--force"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, timeout=PATIENCE)
    course.status, course.said = done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")
    course.api.autograde(NAME, "*", force=True)  # what was Mallory's may fail
    course.api.generate_feedback(NAME, force=True)


def outcome(root: Path, attack, plain):
    """Say in words whether an attack comes off."""
    course = Course(root, stock=plain)
    happens(course, attack, plain)
    if attack.harm(course):
        return "done"
    return f"not done: {attack.instead}" if attack.instead and not plain else "not done"
