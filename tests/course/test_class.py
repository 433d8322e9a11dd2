"""A class of two hundred, from an empty folder to the marks in the learning platform, by the instructor's commands."""

import csv
import random
import re

import pandas as pd
import pytest

from idic_lab import cli
from idic_lab.course.reseed import lay_first_tables
from tests.course import generated_class
from tests.course.conftest import CASE, LAB, Course, answers_file, zipped

STUDENTS = 200
LATE = "2026-10-21T09:00:00+00:00"  # 21 hours after it was due
IN_TIME = "2026-10-19T09:00:00+00:00"


def run(*command):
    """Run one of the kit's commands, which must succeed."""
    assert cli.main([str(each) for each in command]) == 0, command


def test_a_class_of_two_hundred(tmp_path, capsys):
    """One test, because the way is long and each part of it stands on the one before."""
    term = graded(tmp_path)
    everybody_who_handed_in_is_graded_and_late_where_late(term)
    for exporter in ("CanvasExport", "MoodleExport", "PlainExport"):
        marks_in_the_exports_equal_the_gradebook(term, tmp_path / f"{exporter}.csv", exporter)
    capsys.readouterr()
    run("report", LAB, "--course", term.root, "--to", tmp_path / "report.html")
    run("course", "status", term.root)
    report_and_table_count_the_same(term, capsys.readouterr().out, (tmp_path / "report.html").read_text("utf-8"))
    feedback_goes_out_with_the_penalty_that_is_exported(term)


def graded(folder):
    """Return the course after the class list, two releases, two downloads, grading, and half of the marks by hand."""
    people = generated_class.people(STUDENTS)
    with (folder / "class.csv").open("w", encoding="utf-16", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Trust lab (77)"])
        table.writerow(["    Points Possible", "", "", "", "", "18"])
        for number, (id, first, last) in enumerate(people):
            table.writerow([f"{last}, {first}", 5000 + number, f"SIS{number}", id, "ABCD"[number % 4], ""])
    due = ["--due", f"{LAB}=2026-10-20 12:00+00:00", "--due", f"{CASE}=2026-10-20 12:00+00:00"]
    run("course", "new", folder / "course", "--roster", folder / "class.csv", *due, "--late-percent", 10)
    course = Course(folder / "course")
    lay_first_tables(course.root / "source")
    for name in (LAB, CASE):
        course.do("generate_assignment", name)
    hand_in(course, people)
    for name in (LAB, CASE):
        course.run("ZipCollectApp", name)
        run("grade", name, "--course", course.root, "--jobs", 2)
    with course.gradebook() as gradebook:
        for name in (LAB, CASE):
            for number, submission in enumerate(gradebook.assignment_submissions(name)):
                for grade in submission.notebooks[0].grades if number % 2 else ():
                    if grade.needs_manual_grade:
                        grade.manual_score, grade.needs_manual_grade = number % (grade.max_score + 1), False
        gradebook.db.commit()
    return course


def hand_in(course, people):
    """Lay a Canvas download for one assignment and a Moodle download with its worksheet for the other."""
    draw, sheet = random.Random(3), []
    lab, case = (generated_class.work(name, [id for id, *_ in people]) for name in (LAB, CASE))
    canvas, moodle = {}, {}
    for number, (id, first, last) in enumerate(people):
        if number % 20 == 7:
            continue  # nothing handed in
        late = number % 9 == 0
        notebook = (course.place("release", ".", LAB) / f"{LAB}.ipynb").read_bytes()
        book = answers_file(LAB, lab[id], LATE if late else IN_TIME)
        who = re.sub(r"\W", "", f"{last}{first}".lower()) + ("_LATE" if late else "") + f"_{5000 + number}"
        again = draw.choice(["", "-1", " (2)"])
        if number % 2:
            canvas[f"{who}_{9 * number}_{LAB}{again}.ipynb"] = notebook
            canvas[f"{who}_{9 * number + 1}_{LAB}.answers{again}.json"] = book
        else:
            work = zipped({f"{LAB}.ipynb": notebook, f"{LAB}.answers.json": book, "receipt.json": b"{}"})
            canvas[f"{who}_{9 * number}_{LAB}{again}.zip"] = work
        place = f"{first} {last}_{7000 + number}_assignsubmission_file_".replace("'", "")
        moodle[f"{place}/{CASE}.ipynb"] = (course.place("release", ".", CASE) / f"{CASE}.ipynb").read_bytes()
        moodle[f"{place}/{CASE}.answers.json"] = answers_file(CASE, case[id], IN_TIME)
        when = "Wednesday, 21 October 2026, 9:00 AM" if late else "Monday, 19 October 2026, 9:00 AM"
        sheet.append([f"Participant {7000 + number}", f"{first} {last}", id, when])
    canvas["strangerstan_1_2_trust-lab.ipynb"] = b"{}"
    (course.root / "downloaded" / LAB / "archive" / "submissions.zip").write_bytes(zipped(canvas))
    (course.root / "downloaded" / CASE / "archive" / "IDIC-Kleenz-4321.zip").write_bytes(zipped(moodle))
    with (course.root / "downloaded" / CASE / "archive" / "worksheet.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["Identifier", "Full name", "Username", "Last modified (submission)"], *sheet])


def scores(course, name):
    """Return what the gradebook says, in nbgrader's own words: late penalty, final, score."""
    with course.gradebook() as gradebook:
        return {
            each.student_id: (
                each.late_submission_penalty or 0.0,
                not each.needs_manual_grade,
                max(0.0, each.score - (each.late_submission_penalty or 0.0)),
            )
            for each in gradebook.assignment_submissions(name)
        }


def everybody_who_handed_in_is_graded_and_late_where_late(term):
    for name in (LAB, CASE):
        found = scores(term, name)
        assert len(found) == STUDENTS - STUDENTS // 20
        lost = {student for student, (penalty, _, score) in found.items() if penalty}
        late = {f"s{number:03}" for number in range(0, STUDENTS, 9) if number % 20 != 7}
        nothing = {student for student, (_, _, score) in found.items() if score == 0}
        assert late - nothing <= lost <= late, name
        assert 0 < sum(score for _, _, score in found.values()) / len(found) < 38


def marks_in_the_exports_equal_the_gradebook(term, target, exporter):
    term.run("ExportApp", f"--to={target}", f"--exporter=idic_lab.course.exports.{exporter}")
    for name in (LAB, CASE):
        path = target if exporter == "PlainExport" else target.with_stem(f"{target.stem}-{name}")
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        gradebook = scores(term, name)
        if exporter == "PlainExport":
            rows = table[table["assignment"] == name].set_index("student_id")
            column, final = rows["score"], rows["state"] == "final"
            assert len(rows) == STUDENTS
            assert {id for id in rows.index if rows.loc[id, "state"] == "not handed in"} == set(rows.index) - set(
                gradebook
            )
        else:
            rows = table[table.iloc[:, 0].str.strip() != "Points Possible"]
            rows = rows.set_index("SIS Login ID" if exporter == "CanvasExport" else "Username")
            column = rows["Trust lab (77)" if exporter == "CanvasExport" and name == LAB else name]
            final = column != ""
            assert set(rows.index) == {id for id, (_, done, _) in gradebook.items() if done}, "a row is a final mark"
        assert rows.index.is_unique
        for student, (_, done, score) in gradebook.items():
            assert bool(final.get(student, False)) is done
            if done or exporter == "PlainExport":
                assert float(column[student]) == pytest.approx(score, abs=1e-4), (name, student)


def report_and_table_count_the_same(term, said, page):
    handed_in = STUDENTS - STUDENTS // 20
    assert f"{handed_in} of {STUDENTS} students" in said
    done = sum(final for _, final, _ in scores(term, LAB).values())
    assert f"{LAB}: {handed_in - done} to mark, {done} graded" in said
    assert "Teach again" in page and "my agency" in page and "http" not in page


def feedback_goes_out_with_the_penalty_that_is_exported(term):
    student = next(id for id, (penalty, done, _) in scores(term, LAB).items() if penalty and done)
    term.do("generate_feedback", LAB, student)
    page = (term.place("feedback", student, LAB) / f"{LAB}.html").read_text("utf-8")
    assert f"Handed in late: {round(scores(term, LAB)[student][0], 2):g} points were taken off" in page
