"""Nothing that somebody handed in is passed over, and nobody is somebody else: downloads, worksheets, e-mail."""

import os
import shutil
from datetime import UTC, datetime

import pytest

from idic_lab import cli
from idic_lab.course import packages
from tests import warm
from tests.course.conftest import LAB, ROOT, answers, answers_file, files
from tests.course.test_downloads import HALF, REFERENCE, collected, hand_in, put, submitted

SHEETS = ROOT / "tests" / "fixtures" / "worksheets"


def collect(course, *options):
    return course.run("ZipCollectApp", LAB, "--force", *options)


def archive(course):
    return course.root / "downloaded" / LAB / "archive"


def by_hand(course, *arguments, expected=0):
    assert cli.main(["course", "hand-in", LAB, *map(str, arguments), "--course", str(course.root)]) == expected


@pytest.mark.parametrize(
    "name",
    ["trust-lab.rar", "trust-lab.7z", "trust-lab.tar.gz", "my answers.pdf", "page.html", "essay.docx", "photo.png"]
    + ["trust-lab.zip.zip", "trust-lab.ipynb.txt", "Пример 学生.odt"],
)
@pytest.mark.parametrize("platform", ["moodle", "canvas"])
def test_what_cannot_be_read_reaches_the_students_folder(course, platform, name):
    prefix = "Jane Doe_101_assignsubmission_file_/" if platform == "moodle" else "doejane_9002_1_"
    other = "Åsa Ålund_102_assignsubmission_file_/" if platform == "moodle" else "ålundåsa_9001_2_"
    put(course, "download.zip", {prefix + name: b"what it is", f"{other}{LAB}.zip": hand_in(course)})
    collect(course)
    assert submitted(course, "jane") == {name, "timestamp.txt"}
    assert (course.place("submitted", "jane", LAB) / name).read_bytes() == b"what it is"
    assert collected(course, "asa")[0] == REFERENCE


def test_typed_text_is_kept_and_so_is_what_comes_beside_the_work(course):
    moodle = {f"Jane Doe_101_assignsubmission_file_/{n}": d for n, d in files(course, LAB, REFERENCE).items()}
    moodle["Jane Doe_101_assignsubmission_file_/remarks/a.pdf"] = b"%PDF"
    moodle["Jane Doe_101_assignsubmission_file_/__MACOSX/._a.pdf"] = b"x"
    moodle["Åsa Ålund_102_assignsubmission_onlinetext_/onlinetext.html"] = b"<p>my answers</p>"
    put(course, "moodle.zip", moodle)
    put(course, "canvas.zip", {"müllerjürgen_9005_text.html": b"<p>see my mail</p>"})
    collect(course)
    assert submitted(course, "jane") == {f"{LAB}.ipynb", f"{LAB}.answers.json", "remarks/a.pdf", "timestamp.txt"}
    assert submitted(course, "asa") == {"onlinetext.html", "timestamp.txt"}
    assert submitted(course, "juergen") == {"text.html", "timestamp.txt"}


def test_a_file_that_is_too_large_or_damaged_is_remembered(course, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_FILE", 1000)
    put(course, "canvas.zip", {"doejane_9002_1_film.mov": b"x" * 2000})
    assert "film.mov cannot be unpacked (is larger than" in collect(course)
    assert submitted(course, "jane") == {"film.mov (not unpacked).txt", "timestamp.txt"}


def test_a_name_of_any_letters_and_length_stops_nobody(course):
    names = ["🎓" * 100 + ".ipynb", "学" * 83 + ".pdf", "a" * 250 + ".pdf", "x" * 230 + "." + "y" * 20]
    contents = {f"doejane_9002_{number}_{name}": b"{}" for number, name in enumerate(names)}
    put(course, "canvas.zip", contents | {f"ålundåsa_9001_9_{LAB}.zip": hand_in(course)})
    said = collect(course)
    assert collected(course, "asa")[0] == REFERENCE and "Traceback" not in said
    kept = submitted(course, "jane") - {"timestamp.txt", f"{LAB}.ipynb"}
    assert len(kept) >= 4 and max(len(os.fsencode(name)) for name in kept) <= 255


def test_a_folder_named_like_a_worksheet_and_a_link_stop_nobody(course, tmp_path):
    put(course, "canvas.zip", {f"doejane_9002_1_{LAB}.zip": hand_in(course)})
    (archive(course) / "grades.csv").mkdir()
    (archive(course) / "link.csv").symlink_to(tmp_path / "nowhere")
    collect(course)
    assert collected(course, "jane")[0] == REFERENCE


def test_a_file_on_canvas_named_like_moodles_is_its_senders(course):
    contents = {f"doejane_9002_1_{LAB}.zip": hand_in(course)}
    contents["ålundåsa_9001_2_x-Jane Doe_5_assignsubmission_file_trust-lab.ipynb"] = b"forged"
    contents["ålundåsa_9001_3_x-Jane Doe_5_assignsubmission_file_trust-lab.answers.json"] = answers_file(LAB, HALF)
    put(course, "canvas.zip", contents)
    collect(course)
    assert collected(course, "jane")[0] == REFERENCE
    assert collected(course, "asa")[0] == HALF, "what answers are stands in them, and these are their sender's"


def test_one_platform_a_download(course):
    contents = {f"doejane_9002_1_{LAB}.zip": hand_in(course), f"ålundåsa_9001_2_{LAB}.zip": hand_in(course)}
    contents[f"Jane Doe_5_assignsubmission_file_/{LAB}.zip"] = hand_in(course, HALF)
    put(course, "canvas.zip", contents)
    said = collect(course)
    assert collected(course, "jane")[0] == REFERENCE
    assert "Jane Doe in a download of canvas (5) is not in the class list" in said


def test_two_claims_on_one_student_are_said_and_the_number_decides(course):
    contents = {f"doejane_9002_1_{LAB}.zip": hand_in(course), f"doejane_77_2_{LAB}.zip": hand_in(course, HALF)}
    put(course, "canvas.zip", contents)
    said = collect(course)
    assert "doejane (77) would be jane, as would doejane (9002)" in said
    assert collected(course, "jane")[0] == REFERENCE
    put(course, "canvas.zip", {f"doejane_{number}_2_{LAB}.zip": hand_in(course, HALF) for number in (77, 78)})
    shutil.rmtree(course.place("submitted", "jane", LAB))
    assert "would be jane" in collect(course) and "jane" not in course.holders("submitted", LAB)


def test_a_name_that_ends_in_a_classmates_number_is_nobodys(course):
    contents = {f"doejane_9002_1_{LAB}.zip": hand_in(course), "doejane_9002_2_9009_x.pdf": b"%PDF"}
    for name, data in files(course, LAB, HALF).items():
        contents[f"doejane_9002_9004_5_{name}"] = data  # of Eve, who has named herself Jane_9002 Doe
    put(course, "canvas.zip", contents)
    said = collect(course)
    assert collected(course, "jane")[0] == REFERENCE and "9009_x.pdf" in submitted(course, "jane")
    assert "doejane (9002) could also be the one with the number 9004" in said
    assert course.holders("submitted", LAB) == {"jane"}


def test_a_file_of_a_download_without_a_sender_is_named(course):
    contents = {f"doejane_9002_1_{LAB}.zip": hand_in(course), "by-hand/asa/work.ipynb": b"{}", "marks.csv": b"a,b"}
    put(course, "canvas.zip", contents | {"__MACOSX/._x": b"x"})
    said = collect(course)
    assert "canvas.zip: by-hand/asa/work.ipynb left aside: their names do not say whose they are" in said
    assert course.holders("submitted", LAB) == {"jane"}


def test_namesakes_and_nobodies_are_handed_in_by_the_instructor(course, capsys):
    with course.gradebook() as gradebook:
        gradebook.add_student("jane2", first_name="Jane", last_name="Doe")
    put(course, "moodle.zip", {f"Jane Doe_101_assignsubmission_file_/{LAB}.zip": hand_in(course)})
    said = collect(course)
    left = course.root / "downloaded" / LAB / "nobody" / "Jane Doe 101"
    assert f"idic-lab course hand-in {LAB} STUDENT '{left}'" in said and course.holders("submitted", LAB) == set()
    by_hand(course, "jane2", left)
    assert collected(course, "jane2")[0] == REFERENCE
    assert collected(course, "jane2")[1] == "2026-10-20 12:00:00", "as the platform has it: not late"
    said = collect(course)
    assert "stays behind" not in said and not left.exists(), "it is known now whose it is"
    assert collected(course, "jane2")[0] == REFERENCE and course.holders("submitted", LAB) == {"jane2"}


def test_a_zip_by_email_is_named_with_its_way_in(course, tmp_path, capsys):
    put(course, "trust-lab.zip", hand_in(course))
    put(course, "canvas.zip", {f"doejane_9002_1_{LAB}.zip": hand_in(course, HALF)})
    said = collect(course)
    assert "trust-lab.zip is no download of Moodle or Canvas" in said
    assert f"idic-lab course hand-in {LAB} STUDENT FILE" in said
    (tmp_path / "mail.zip").write_bytes(hand_in(course))
    by_hand(course, "jane", tmp_path / "mail.zip", "--at", "2026-10-20 10:30+00:00")
    assert collected(course, "jane") == (REFERENCE, "2026-10-20 10:30:00")
    assert "What was there before is kept in" in capsys.readouterr().out
    # The next download does not take it away, and a later one counts.
    assert "Work came 3 times" in collect(course)
    assert collected(course, "jane") == (REFERENCE, "2026-10-20 10:30:00")
    course.grade("jane", LAB)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(LAB, "jane").score == 12


def test_loose_files_and_other_formats_by_email(course, tmp_path, capsys):
    for name, data in (files(course, LAB, REFERENCE) | {"scan.pdf": b"%PDF"}).items():
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (1792500000, 1792500000))
    by_hand(course, "asa", *(tmp_path / name for name in (f"{LAB}.ipynb", f"{LAB}.answers.json", "scan.pdf")))
    assert collected(course, "asa") == (REFERENCE, f"{datetime.fromtimestamp(1792500000, UTC):%Y-%m-%d %H:%M:%S}")
    assert "scan.pdf" in submitted(course, "asa")
    by_hand(course, "jane", tmp_path / "scan.pdf")
    assert submitted(course, "jane") == {"scan.pdf", "timestamp.txt"}


def test_what_came_later_counts_and_nothing_is_lost(course, tmp_path, capsys):
    course.submit("jane", LAB, REFERENCE, stamp="2026-10-19 10:00:00 UTC")
    (tmp_path / "old.zip").write_bytes(hand_in(course, HALF))
    by_hand(course, "jane", tmp_path / "old.zip", "--at", "2026-10-18 10:00+00:00")
    assert "came later" in capsys.readouterr().out and collected(course, "jane")[0] == REFERENCE
    by_hand(course, "jane", tmp_path / "old.zip", "--at", "2026-10-20 12:00:05+00:00")
    assert "after the due date" in capsys.readouterr().out and collected(course, "jane")[0] == HALF


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nobody", "x.zip"], "no student 'nobody'"), (["jane", "x.zip"], "There is no x.zip")],
)
def test_a_hand_in_that_cannot_be_is_refused(course, capsys, arguments, said):
    by_hand(course, *arguments, expected=1)
    assert said in capsys.readouterr().err and not (course.root / "downloaded" / LAB / "by-hand").exists()


def of_worksheets(course):
    """Enrol the class of the worksheets, with a hand-in for each."""
    command = ["course", "roster", str(SHEETS / "class-list.csv"), "--id", "id", "--course", str(course.root)]
    assert cli.main(command) == 0
    for number, who in ((101, "Mia Holm"), (102, "Ole Lund"), (103, "Ana Roca"), (104, "Ana Roca")):
        folder = archive(course) / f"{who}_{number}_assignsubmission_file_"
        folder.mkdir(parents=True)
        given = REFERENCE if number != 103 else HALF
        for name, data in files(course, LAB, given).items():
            (folder / name).write_bytes(data)


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "en-numeric-dates"])
def test_the_worksheet_says_who_and_when_in_any_language(course, language):
    of_worksheets(course)
    shutil.copy(SHEETS / f"moodle-{language}.csv", archive(course) / "sheet.csv")
    said = collect(course)
    assert course.holders("submitted", LAB) == {"mia", "ole", "ana", "ana2"}
    assert collected(course, "ana")[0] == HALF and collected(course, "ana2")[0] == REFERENCE
    local = datetime(2026, 11, 5, 14, 49) if "numeric" in language else datetime(2026, 10, 21, 14, 49)
    assert collected(course, "mia")[1] == f"{local.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    assert "download the grading worksheet" not in said and "stays behind" not in said


def test_a_table_that_is_not_understood_is_named_and_the_worksheet_asked_for(course):
    of_worksheets(course)
    shutil.copy(SHEETS / "class-list.csv", archive(course) / "list.csv")
    said = collect(course)
    assert "list.csv is no grading worksheet" in said and "grading worksheet too" in said
    assert said.count("stays behind") == 2 and course.holders("submitted", LAB) == {"mia", "ole"}


def test_it_speaks_in_a_few_lines_and_tells_all_on_demand(course):
    with course.gradebook() as gradebook:
        for number in range(40):
            gradebook.add_student(f"s{number}", first_name="S", last_name=f"N{number}", lms_user_id=f"{6000 + number}")
    put(course, "canvas.zip", {f"x_{6000 + n}_{n}_{LAB}.zip": hand_in(course) for n in range(40)})
    said = typed(course)
    assert len(course.holders("submitted", LAB)) == 40
    assert len(said.splitlines()) <= 8, said
    assert "work of 40 students is sorted, 5 have sent nothing" in said and "--debug" in said
    assert len(typed(course, "--debug").splitlines()) > 240


def typed(course, *options):
    """Run the command in a process of its own, and return what stands in the terminal."""
    done = warm.run(["nbgrader", "zip_collect", LAB, "--force", *options], course.root, together=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_names_with_newlines_forge_no_line_of_the_status(course, capsys):
    with course.gradebook() as gradebook:
        gradebook.add_student("eve2", first_name="Eve\njane (Jane Doe)", last_name="x")
    assert cli.main(["course", "status", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert sum(line.startswith("jane (Jane Doe)") for line in said.splitlines()) == 1


@pytest.mark.parametrize("id", ["ann#1", "r&d", "a%41", "x" * 121])
def test_the_rule_for_ids_holds_at_grading_and_in_downloads_too(course, id):
    with course.gradebook() as gradebook:
        gradebook.add_student(id, first_name="Ann", last_name="Other", lms_user_id="9999")
    put(
        course,
        "canvas.zip",
        {f"otherann_9999_1_{LAB}.zip": hand_in(course), f"doejane_9002_1_{LAB}.zip": hand_in(course)},
    )
    assert "idic-lab course rename" in collect(course)
    assert course.holders("submitted", LAB) == {"jane"}
    course.submit(id, LAB, answers(LAB, "reference"))
    cli.main(["grade", LAB, "--course", str(course.root)])
    with course.gradebook() as gradebook:
        assert [each.student_id for each in gradebook.assignment_submissions(LAB)] == ["jane"]
