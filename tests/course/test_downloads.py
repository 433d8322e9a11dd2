"""Whole downloads from Moodle and Canvas, through nbgrader's own ``zip_collect``."""

from datetime import UTC, datetime

import pytest

from idic_lab.course import dates, downloads
from idic_lab.grading import submission
from tests.course.conftest import CASE, LAB, answers, answers_file, files, zipped

REFERENCE, HALF = answers(LAB, "reference"), answers(LAB, "s-in-numerator")


def put(course, name, contents, assignment=LAB):
    """Put a download where the instructor puts it."""
    folder = course.root / "downloaded" / assignment / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(contents if isinstance(contents, bytes) else zipped(contents))


def collected(course, student, assignment=LAB):
    """Return the answers that would be graded, and when they came."""
    folder = course.place("submitted", student, assignment)
    return submission.recorded(submission.read(folder, assignment)).values, (folder / "timestamp.txt").read_text()


def submitted(course, student, assignment=LAB):
    """Return the paths of all files of a submission."""
    folder = course.place("submitted", student, assignment)
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def hand_in(course, given=REFERENCE, extra=()):
    """Return a student's zip as ``ask.hand_in`` makes it."""
    return zipped(files(course, LAB, given) | {"receipt.json": b"{}"} | dict(extra))


def test_a_canvas_download_with_everything_in_it(course):
    mine = files(course, LAB, REFERENCE)
    notebook, book = mine[f"{LAB}.ipynb"], mine[f"{LAB}.answers.json"]
    put(
        course,
        "trust-lab submissions.zip",
        {
            f"doejane_LATE_9002_1_{LAB}.zip": hand_in(course),
            f"ålundåsa_9001_2_{LAB} (1).ipynb": notebook,
            f"ålundåsa_9001_3_{LAB}.answers (1).json": book,
            f"müllerjürgen_9005_4_{LAB}-2.ipynb": notebook,
            f"müllerjürgen_9005_5_{LAB}.answers-2.json": book,
            "müllerjürgen_9005_6_timestamp.txt": b"2000-01-01 00:00:00 UTC",
            f"oneilannemarie_1_7_{LAB}.ipynb": notebook,
            f"oneilannemarie_1_8_{LAB}.answers.json": book,
            f"strangerstan_77_9_{LAB}.ipynb": notebook,
            f"anon_aB3x9_10_{LAB}.ipynb": notebook,
        },
    )
    said = course.run("ZipCollectApp", LAB)
    assert course.holders("submitted", LAB) == {"jane", "asa", "juergen", "anne"}
    for student in ("jane", "asa", "juergen", "anne"):
        assert collected(course, student)[0] == REFERENCE, student
        # What a student calls like nbgrader's own files is kept, under another name.
        own = {"sent-timestamp.txt"} if student == "juergen" else set()
        assert submitted(course, student) == {f"{LAB}.ipynb", f"{LAB}.answers.json", "timestamp.txt"} | own
    assert "strangerstan (77) is not in the class list" in said
    assert "Show the names in Canvas" in said
    # Due on 20 October at noon; the last answer is of the 19th, and Canvas calls Jane's late.
    assert collected(course, "jane")[1].startswith("2026-10-20 12:00:01")
    assert collected(course, "asa")[1].startswith("2026-10-19 10:00:00")
    assert collected(course, "juergen")[1].startswith("2026-10-19"), "a student's own timestamp does not count"

    course.grade("jane", LAB)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(LAB, "jane").late_submission_penalty == pytest.approx(1.2)


def test_a_moodle_download_with_its_worksheet(course):
    mine = files(course, LAB, REFERENCE)
    put(
        course,
        "IDIC-Trust lab-4321.zip",
        {
            f"Jane Doe_101_assignsubmission_file_/{LAB}.zip": hand_in(course),
            f"Åsa Ålund_102_assignsubmission_file_/{LAB}.ipynb": mine[f"{LAB}.ipynb"],
            f"Åsa Ålund_102_assignsubmission_file_/{LAB}.answers.json": mine[f"{LAB}.answers.json"],
            "Group B-Anne-Marie ONeil_103_assignsubmission_file_/My work.ipynb": mine[f"{LAB}.ipynb"],
            f"Group B-Anne-Marie ONeil_103_assignsubmission_file_/{LAB}.answers.json": mine[f"{LAB}.answers.json"],
            "Jane Doe_101_assignsubmission_onlinetext_/onlinetext.html": b"<p>hello</p>",
        },
    )
    put(
        course,
        "Grades-IDIC-Trust lab-4321.csv",
        b"Identifier,Full name,Last modified (submission)\n"
        b'Participant 101,Jane Doe,"Wednesday, 21 October 2026, 2:49 PM"\n'
        b'Participant 102,"\xc3\x85sa \xc3\x85lund","Monday, 19 October 2026, 9:00 AM"\n',
    )
    course.run("ZipCollectApp", LAB)
    assert course.holders("submitted", LAB) == {"jane", "asa", "anne"}
    local = datetime(2026, 10, 21, 14, 49).astimezone(UTC)
    assert collected(course, "jane") == (REFERENCE, f"{local:%Y-%m-%d %H:%M:%S}")
    assert collected(course, "anne")[0] == REFERENCE, "a renamed notebook is taken for what it is"


def test_without_a_worksheet_nobody_is_late_and_it_is_said(course):
    late = files(course, LAB, REFERENCE) | {f"{LAB}.answers.json": answers_file(LAB, REFERENCE, "2026-10-25T10:00:00Z")}
    put(course, "moodle.zip", {f"Jane Doe_101_assignsubmission_file_/{name}": data for name, data in late.items()})
    assert "nobody counts as late" in course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[1].startswith("2026-10-20 12:00:00")


def test_a_newer_download_replaces_the_older_with_force(course):
    put(course, "canvas.zip", {f"doejane_9002_1_{LAB}.zip": hand_in(course, HALF)})
    course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == HALF
    put(course, "canvas.zip", {f"doejane_9002_2_{LAB}-1.zip": hand_in(course)})
    with pytest.raises(SystemExit):
        course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == HALF
    course.run("ZipCollectApp", LAB, "--force")
    assert collected(course, "jane")[0] == REFERENCE


def test_of_several_copies_the_answers_that_were_saved_last_count(course):
    notebook = files(course, LAB, REFERENCE)[f"{LAB}.ipynb"]
    put(
        course,
        "canvas.zip",
        {
            # What stands in the files tells, whatever their names and the order in the download.
            f"doejane_9002_3_{LAB} (2).ipynb": notebook,
            f"doejane_9002_4_{LAB}.answers.json": answers_file(LAB, HALF),
            f"doejane_9002_1_{LAB}.ipynb": notebook,
            f"doejane_9002_2_{LAB}.answers (1).json": answers_file(LAB, REFERENCE, "2026-10-19T10:00:01+00:00"),
        },
    )
    assert "answers files of different content" in course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == REFERENCE


def test_an_unpacked_download_is_read_too(course):
    folder = course.root / "downloaded" / LAB / "archive" / "moodle" / "Jane Doe_101_assignsubmission_file_"
    folder.mkdir(parents=True)
    for name, data in files(course, LAB, REFERENCE).items():
        (folder / name).write_bytes(data)
    course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == REFERENCE


def test_a_table_that_a_student_handed_in_does_not_say_who_is_who(course):
    forged = b"Identifier,Full name\nParticipant 102,Jane Doe\n"
    mine = files(course, LAB, REFERENCE) | {"grades.csv": forged}
    theirs = files(course, LAB, HALF)
    for who, contents in (("Jane Doe_101", mine), ("Åsa Ålund_102", theirs)):
        folder = course.root / "downloaded" / LAB / "archive" / "moodle" / f"{who}_assignsubmission_file_"
        folder.mkdir(parents=True)
        for name, data in contents.items():
            (folder / name).write_bytes(data)
    course.run("ZipCollectApp", LAB)
    assert (collected(course, "jane")[0], collected(course, "asa")[0]) == (REFERENCE, HALF)


def test_answers_alone_can_be_graded(course):
    put(course, "canvas.zip", {f"doejane_9002_2_{LAB}.answers.json": answers_file(LAB, REFERENCE)})
    course.run("ZipCollectApp", LAB)
    course.grade("jane", LAB)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(LAB, "jane").score == 12


def test_names_in_utf8_that_do_not_say_so(course):
    """As some packers write them: zipfile would read them in the letters of old DOS."""
    contents = {f"AAsa AAlund_102_assignsubmission_file_/{n}": d for n, d in files(course, LAB, REFERENCE).items()}
    put(course, "moodle.zip", zipped(contents).replace(b"AAsa AAlund", "Åsa Ålund".encode()))
    course.run("ZipCollectApp", LAB)
    assert collected(course, "asa")[0] == REFERENCE


@pytest.mark.parametrize(
    "name",
    [
        "doejane_9002_1_../../../escaped.ipynb",
        "../../escaped_9002_1_trust-lab.ipynb",
        "/tmp/doejane_9002_1_trust-lab.ipynb",
        "Jane Doe_101_assignsubmission_file_/../../../escaped.ipynb",
        "doejane_9002_1_..\\..\\escaped.ipynb",
    ],
)
def test_no_name_leads_outside(course, tmp_path, name):
    before = {path for path in tmp_path.rglob("*") if "downloaded" not in path.parts and "submitted" not in path.parts}
    put(course, "canvas.zip", {name: files(course, LAB, REFERENCE)[f"{LAB}.ipynb"]})
    course.run("ZipCollectApp", LAB)
    after = {path for path in tmp_path.rglob("*") if "downloaded" not in path.parts and "submitted" not in path.parts}
    assert after == before
    assert course.holders("submitted", LAB) <= {"jane"}


def test_damaged_files_stop_nobody(course):
    good = {f"doejane_9002_1_{LAB}.zip": hand_in(course), f"ålundåsa_9001_1_{LAB}.zip": b"PK no zip"}
    damaged = bytearray(zipped(good | {"müllerjürgen_9005_4_trust-lab.ipynb": b"x" * 5000}))
    put(course, "canvas.zip", bytes(damaged))
    put(course, "empty.zip", b"")
    put(course, "readme.txt", b"hello")
    said = course.run("ZipCollectApp", LAB)
    assert "empty.zip cannot be unpacked" in said
    assert "jane" in course.holders("submitted", LAB)
    assert collected(course, "jane")[0] == REFERENCE


def test_an_extension_holds_here_too(course):
    with course.gradebook() as gradebook:
        dates.extend(gradebook, LAB, "jane", dates.when("2026-10-22 12:00+00:00", UTC))
    put(course, "canvas.zip", {f"doejane_LATE_9002_1_{LAB}.zip": hand_in(course)})
    course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[1].startswith("2026-10-22 12:00:01")


def test_a_course_without_people_or_assignment_says_what_to_do(course):
    put(course, "canvas.zip", {f"doejane_9002_1_{CASE}.zip": b""}, assignment="no-such")
    assert "There is no assignment no-such" in course.run("ZipCollectApp", "no-such")
    with course.gradebook() as gradebook:
        for student in [each.id for each in gradebook.students]:
            gradebook.remove_student(student)
    assert "idic-lab course roster" in course.run("ZipCollectApp", LAB)


def test_the_time_of_the_last_answer_is_held_on_the_side_that_the_platform_says():
    due = datetime(2026, 10, 20, 12, tzinfo=UTC)
    forged = answers_file("a", {"q": 1}, "2000-01-01T00:00:00Z")
    assert downloads.came([forged], due, late=True, told=None) > due
    assert downloads.came([forged], due, late=False, told=None) <= due
    assert downloads.came([], due, late=False, told=None) == due
    assert downloads.came([], None, late=False, told=None) <= datetime.now(UTC)
    told = datetime(2026, 10, 1, tzinfo=UTC)
    assert downloads.came([forged], due, late=True, told=told) == told
