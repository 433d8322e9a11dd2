"""A class of forty by Moodle, by Canvas and by the exchange, from its list to the marks, by commands alone."""

import csv
import re

import pytest
from nbgrader.exchange import default as exchange

from idic_lab import cli
from idic_lab.course.reseed import lay_first_tables
from tests.course import generated_class
from tests.course.conftest import LAB, Course, answers_file, zipped
from tests.course.test_status import as_student, submit_through_exchange

STUDENTS = 40
SENT = "2026-10-19T09:00:00+00:00"
# What some of them do: by number, for both platforms.
NOTHING, RAR, TYPED, TWINS, GONE = (3, 17), (5,), (8,), (20, 21), 30


def run(*command):
    """Run one of the kit's commands, which must succeed."""
    assert cli.main([str(each) for each in command]) == 0, command


def person(platform, number, id, first, last):
    """Return id, address, first and last name, and the platform's number."""
    if number in TWINS:
        first, last = "Ana", "Roca"
    address = f"{id}+uni@uni.example" if number % 2 else f"{id.upper()}.X@uni.example"
    return (address if platform == "moodle" else id), address, first, last, 5000 + number


@pytest.fixture(params=["moodle", "canvas"])
def platform(request):
    return request.param


def class_list(platform, people):
    """Return the platform's own list: teachers without a group in it, or Canvas' extra rows and split names."""
    if platform == "moodle":
        rows = [["Vorname", "Nachname", "E-Mail-Adresse", "Gruppen"], ["Gisela", "Brandt", "brandt@uni.example", ""]]
        return rows + [[first, last, address, "A"] for _, address, first, last, _ in people]
    heading = ["LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Section", "Trust lab (77)"]
    rows = [heading, ["", "", "", "", "", "", "Manual Posting"], ["    Points Possible", "", "", "", "", "", "18"]]
    rows += [[last, first, number, f"S{number}", id, "A", ""] for id, _, first, last, number in people]
    return [*rows, ["Student", "Test", 9999, "", "5f0c1d", "A", ""]]


def saved(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def download(platform, course, people):
    """Return the contents of the platform's zip, and Moodle's worksheet in German."""
    contents, sheet = {}, [["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Zuletzt geändert (Abgabe)"]]
    notebook = (course.place("release", ".", LAB) / f"{LAB}.ipynb").read_bytes()
    work = generated_class.work(LAB, [id for id, *_ in people])
    for at, (id, address, first, last, number) in enumerate(people):
        late = at % 9 == 4
        if platform == "moodle":
            begin = f"{first} {last}_{700 + at}_assignsubmission_".replace("'", "")
            kind = "onlinetext_/" if at in TYPED else "file_/"
            when = "Mittwoch, 21. Oktober 2026, 11:00" if late else "Montag, 19. Oktober 2026, 11:00"
            sheet.append([f"Teilnehmer/in{700 + at}", f"{first} {last}", address, "Abgegeben", when])
            begin += kind
        else:
            who = re.sub(r"\W", "", f"{last}{first}".lower()) + ("_LATE" if late else "")
            begin = f"{who}_{number}_" + ("" if at in TYPED else f"{at}_")
        book = answers_file(LAB, work[id], SENT)
        if at in NOTHING:
            continue
        if at in TYPED:
            contents[begin + ("onlinetext.html" if platform == "moodle" else "text.html")] = b"<p>by mail</p>"
        elif at in RAR:
            contents[f"{begin}{LAB}.rar"] = b"Rar!"
        elif at % 2:
            contents[f"{begin}{LAB}.zip"] = zipped({f"{LAB}.ipynb": notebook, f"{LAB}.answers.json": book})
        else:
            contents |= {f"{begin}{LAB}.ipynb": notebook, f"{begin}{LAB}.answers.json": book}
    return contents, sheet


def test_from_the_list_to_the_exports(platform, tmp_path, capsys):
    given = generated_class.people(STUDENTS, seed=7)
    people = [person(platform, number, *each) for number, each in enumerate(given)]
    ids = [id for id, *_ in people]
    saved(tmp_path / "class.csv", class_list(platform, people))
    options = ["--leave-out", "brandt@uni.example"] if platform == "moodle" else []
    due = ["--due", f"{LAB}=2026-10-20 12:00+00:00", "--late-percent", 10, "--export", platform]
    run("course", "new", tmp_path / "course", "--roster", tmp_path / "class.csv", *options, *due)
    said = capsys.readouterr().out
    assert "40 students; id = " + ("E-Mail-Adresse" if platform == "moodle" else "SIS Login ID") in said
    assert ("1 left out: Gisela Brandt" if platform == "moodle" else "1 test student") in said
    course = Course(tmp_path / "course")
    lay_first_tables(course.root / "source")
    course.do("generate_assignment", LAB)

    contents, sheet = download(platform, course, people)
    archive = course.root / "downloaded" / LAB / "archive"
    (archive / "download.zip").write_bytes(zipped(contents))
    if platform == "moodle":
        saved(archive / "Bewertungen.csv", sheet)
    said = course.run("ZipCollectApp", LAB)
    sent = {id for at, id in enumerate(ids) if at not in NOTHING}
    assert course.holders("submitted", LAB) == sent
    assert f"work of {len(sent)} students is sorted, {len(NOTHING)} have sent nothing" in said
    assert "stays behind" not in said, "two of one name are told apart by number"

    cli.main(["grade", LAB, "--course", str(course.root), "--jobs", "2"])
    unread = {ids[at] for at in (*RAR, *TYPED)}
    with course.gradebook() as gradebook:
        graded = {each.student_id: each for each in gradebook.assignment_submissions(LAB)}
        assert sent - unread <= set(graded)
        for student, submission in graded.items():
            for grade in submission.notebooks[0].grades:
                if grade.needs_manual_grade and student not in unread:
                    grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()

    # One leaves, one has a new address or login.
    gone, old = ids[GONE], ids[1]
    new = "new." + old
    run("course", "withdraw", gone, "--course", course.root)
    run("course", "rename", old, new, "--course", course.root)
    course.run("ExportApp", f"--to={tmp_path / 'marks.csv'}", f"--assignment={LAB}")
    with course.gradebook() as gradebook:
        scores = {
            each.student_id: max(0.0, each.score - (each.late_submission_penalty or 0.0))
            for each in gradebook.assignment_submissions(LAB)
        }
        late = {each.student_id for each in gradebook.assignment_submissions(LAB) if each.late_submission_penalty}
    assert late and late <= {new if id == old else id for at, id in enumerate(ids) if at % 9 == 4}
    with (tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "Points Possible" not in next(iter(row.values()))]
    if platform == "canvas":
        column, who = "Trust lab (77)", "SIS Login ID"
        numbers = {new if id == old else id: str(number) for id, *_, number in people}
        assert all(row["ID"] == numbers[row[who]] for row in rows)
    else:
        column, who = LAB, "Username"
        addresses = {new if id == old else id: address for id, address, *_ in people}
        assert all(row["Email address"] == addresses[row[who]] for row in rows)
    marks = {row[who]: row[column] for row in rows}
    expected = (sent - unread - {gone, old}) | {new}
    assert expected == set(marks), "final marks alone: an empty field would erase what the platform has"
    for student in expected:
        assert float(marks[student]) == pytest.approx(scores[student], abs=1e-4), student


def test_from_the_list_to_the_exports_through_the_exchange(tmp_path):
    given = generated_class.people(STUDENTS, seed=7)
    saved(tmp_path / "class.csv", [["id", "first_name", "last_name"], *given])
    options = ["--due", f"{LAB}=2099-10-20 12:00", "--exchange", tmp_path / "exchange"]
    run("course", "new", tmp_path / "course", "--roster", tmp_path / "class.csv", *options)
    course = Course(tmp_path / "course")
    lay_first_tables(course.root / "source")
    course.do("generate_assignment", LAB)
    course.do("release_assignment", LAB)
    work = generated_class.work(LAB, [id for id, *_ in given])
    sent = [id for at, (id, *_) in enumerate(given) if at not in NOTHING]
    for id in sent:
        submit_through_exchange(course, id, work[id])
    course.do("collect", LAB)
    assert course.holders("submitted", LAB) == set(sent)

    run("grade", LAB, "--course", course.root, "--jobs", "2")
    for id in sent:
        course.mark(id, LAB, points=1)
    course.do("generate_feedback", LAB)
    course.do("release_feedback", LAB)
    assert course.holders("feedback", LAB) == set(sent)
    with course.gradebook() as gradebook:
        scores = {each.student_id: each.score for each in gradebook.assignment_submissions(LAB)}
    for id in (sent[0], sent[-1]):
        (page,) = as_student(course, exchange.ExchangeFetchFeedback, id, LAB).rglob("*.html")
        assert f"{scores[id]:g} of" in page.read_text("utf-8")

    course.run("ExportApp", f"--to={tmp_path / 'marks.csv'}", f"--assignment={LAB}")
    with (tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert set(marks) == {id for id, *_ in given} and set(scores) == set(sent)
    assert all(float(marks[id]) == pytest.approx(scores[id]) for id in sent)
