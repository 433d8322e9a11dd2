"""One class through the command: whatever 500 have handed in, five honest students get their marks."""

import ctypes
import json
import os
import random
import subprocess
import sys
import time

import nbformat
import pytest

from idic_lab.grading import sandbox
from idic_lab.grading.assignment import NO_TEXT
from idic_lab.grading.notes import State
from tests.grading.attacks import plain
from tests.grading.attacks.stopping import STOPPING
from tests.grading.classroom import BOOKS
from tests.grading.conftest import NAME, SETTINGS
from tests.grading.damages import TO_THE_ANSWERS, TO_THE_FOLDER, TO_THE_NOTEBOOK
from tests.grading.in_memory import answers_of, hand_in
from tests.grading.verb import run, states

ASSIGNMENT = "four-companies"
DAMAGED = 500
HONEST = [f"honest-{number}" for number in range(5)]


def of(attack):
    return lambda chance, folder, name: attack.change(folder, name, None)


DAMAGES = [*TO_THE_NOTEBOOK, *TO_THE_FOLDER, *TO_THE_ANSWERS, *map(of, STOPPING)]


def without_rights():
    """Take from a process of root's the right to read what its owner may not, so that modes count for it too."""
    read_all, override = 2, 1
    for right in (read_all, override):
        ctypes.CDLL(None).prctl(24, right, 0, 0, 0)


def command(root, *verb):
    """Run the command as a user types it."""
    argv = [sys.executable, "-m", "idic_lab.cli", *verb]
    rights = without_rights if os.getuid() == 0 else None
    return subprocess.run(argv, cwd=root, capture_output=True, text=True, preexec_fn=rights, stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A course in which everybody has handed in, and what the command said."""
    course = plain.release(tmp_path_factory.mktemp("class") / "course")
    (course.root / "nbgrader_config.py").write_text(SETTINGS)
    shelf = sorted(path.stem for path in (BOOKS / ASSIGNMENT).glob("*.json"))

    def work(student, book="reference"):
        place = course.root / "submitted" / student / ASSIGNMENT
        place.parent.mkdir(parents=True)
        hand_in(place, ASSIGNMENT, answers_of(ASSIGNMENT, book))
        return place

    for number in range(DAMAGED):
        chance = random.Random(number)
        place = work(f"s{number:03}", chance.choice(shelf))
        DAMAGES[number % len(DAMAGES)](chance, place, ASSIGNMENT)
    for student in HONEST:
        work(student)
    for student, change in MODES.items():
        change(work(student))
    return course, command(course.root, "grade", ASSIGNMENT, "--jobs", "2", "--json")


def file_unreadable(place):
    (place / "notes.txt").write_text("mine")
    (place / "notes.txt").chmod(0o044)


def notebook_unreadable(place):
    (place / f"{ASSIGNMENT}.ipynb").chmod(0o044)


def folder_closed(place):
    place.chmod(0o400)


def folder_beside_closed(place):
    (place / "more").mkdir()
    (place / "more" / "notes.txt").write_text("mine")
    (place / "more").chmod(0o400)


def student_closed(place):
    place.parent.chmod(0o000)


MODES = {each.__name__: each for each in (file_unreadable, notebook_unreadable, folder_closed, folder_beside_closed)}
MODES |= {"student_closed": student_closed}


def test_the_honest_get_their_marks_and_every_other_one_is_named(room):
    course, done = room
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)["submissions"]
    assert len(told) == DAMAGED + len(HONEST) + len(MODES)
    assert {each["state"] for each in told.values()} <= set(State)
    assert all(each["said"] and all(each["said"]) for each in told.values() if each["state"] == State.REFUSED)
    for student in HONEST:
        assert told[student] == {"state": State.GRADED, "said": []}
        assert plain.score(course, student) == "5 of 5"
    assert {tuple(each["said"]) for name, each in told.items() if not name.isprintable()} == {(NO_TEXT,)}
    assert sum(each["state"] == State.REFUSED for each in told.values()) < 100, "most of them can be graded"


def test_rights_that_the_grader_lacks_are_told_of_each(room):
    _, done = room
    told = json.loads(done.stdout)
    troubles = {student: each["what"] for each in told["troubles"] for student in each["students"]}
    said = {student: " ".join(told["submissions"][student]["said"]) for student in MODES}
    assert "“notes.txt” could not be read: Permission denied" in troubles["file_unreadable"]
    assert "“more/notes.txt” could not be looked at: Permission denied" in troubles["folder_beside_closed"]
    assert "Permission denied" in said["student_closed"]
    for student in ("notebook_unreadable", "folder_closed"):
        assert said[student] or student in troubles, student


def test_a_second_grading_is_as_calm(room):
    course, _ = room
    done = command(course.root, "grade", ASSIGNMENT, "--regrade", "--apply", "--json")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout[done.stdout.index("{") :])
    assert [told["submissions"][student]["state"] for student in HONEST] == [State.GRADED] * len(HONEST)


@pytest.mark.parametrize("verb", [("course", "status"), ("report", ASSIGNMENT)])
def test_the_desk_reads_the_same_class(room, verb):
    course, _ = room
    done = command(course.root, *verb)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1) and (done.stdout.count("honest-") == len(HONEST) or verb[0] == "report")


def test_who_stops_reading_gets_no_error(course):
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; from idic_lab import cli; sys.exit(cli.main(['course', 'status']))"],
        cwd=course.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        running.stdout.close()  # as head does, only sooner
        assert b"Error" not in running.stderr.read()
        assert running.wait() == 141


def test_a_row_that_the_gradebook_does_not_take_costs_the_batch_nothing(course, monkeypatch):
    from idic_lab.grading.gradebook_writer import GradebookWriter

    keep = GradebookWriter._keep

    def keep_all_but_one(self, entry, *rest):
        if entry.outcome.student == "bob":
            raise ValueError("such a row cannot be kept")
        keep(self, entry, *rest)

    monkeypatch.setattr(GradebookWriter, "_keep", keep_all_but_one)
    for student in ("ann", "bob", "cyd"):
        course.submit(student, {"sum": 10})
    told = run(course, status=1)
    assert states(told) == {"ann": State.GRADED, "bob": State.REFUSED, "cyd": State.GRADED}
    assert told["submissions"]["bob"]["said"] == ["ValueError: such a row cannot be kept"]
    assert course.grades("cyd")["sum-check"][0] == 4


def test_an_endless_check_costs_one_student_the_grade_and_a_second_one_nothing(course, monkeypatch):
    from idic_lab.grading import core, deadline, workers

    monkeypatch.setattr(deadline, "COMPUTING", 1)
    monkeypatch.setattr(core, "repair", repair_for_ever)
    course.submit("ann", {"sum": 10})
    course.submit("bob", {"sum": 10}, change=add_marked_cell)
    told = run(course, status=1)
    assert states(told) == {"ann": State.GRADED, "bob": State.REFUSED}
    assert told["submissions"]["bob"]["said"] == [workers.TOO_LONG]


def add_marked_cell(folder):
    path = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("endless"))
    nbformat.write(notebook, path)


def repair_for_ever(made, source):
    from idic_lab.grading.repair import repair

    while any(cell.source == "endless" for cell in made.cells):
        pass
    return repair(made, source)


def test_the_same_answers_file_is_told_and_costs_nothing(course):
    folder = course.submit("ann", {"sum": 10})
    copied = (folder / f"{NAME}.answers.json").read_bytes()
    course.submit("bob", {}, change=lambda folder: (folder / f"{NAME}.answers.json").write_bytes(copied))
    course.submit("cyd", {"sum": 11})
    told = run(course)
    assert told["same_answers_file"] == [["ann", "bob"]]
    assert course.grades("bob")["sum-check"][0] == 4
    assert run(course)["same_answers_file"] == [["ann", "bob"]], "also of what was graded before"
    done = command(course.root, "grade", NAME)
    assert "ann, bob handed in one and the same answers file" in done.stdout


def test_what_a_killed_grader_left_in_the_temporary_folder_is_removed(course, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"{sandbox.PREFIX}abc"
    (left / "answers").mkdir(parents=True)
    with sandbox.temporary_folder() as running:
        course.submit("ann", {"sum": 10})
        run(course)
        assert not left.exists() and running.is_dir()


def test_half_a_character_anywhere_in_a_notebook_is_read(course):
    def change(folder):
        path = folder / f"{NAME}.ipynb"
        document = json.loads(path.read_text())
        document["cells"][0] |= {"attachments": {"\ud83d.png": {"image/png": "AAAA"}}}
        document["cells"][4]["source"] = "\udc00"
        path.write_text(json.dumps(document))

    course.submit("ann", {"sum": 10}, change=change)
    assert states(run(course)) == {"ann": State.GRADED}
    assert course.grades("ann")["sum-check"][0] == 4


def test_a_folder_in_the_answers_place_costs_nobody_the_feedback(course):
    def change(folder):
        path = folder / f"{NAME}.answers.json"
        path.unlink(missing_ok=True)
        path.mkdir()
        (path / os.fsdecode(b"\xff.txt")).write_text("x")

    course.submit("ann", {}, change=change)
    course.submit("bob", {"sum": 10})
    run(course)
    assert "Rows add up" not in course.feedback("ann") and course.feedback("bob")
    assert not list((course.root / "feedback").glob("*/*/*.answers*"))


def test_a_damaged_page_of_the_last_grading_is_one_students_trouble(course):
    for student in ("ann", "bob"):
        course.submit(student, {"sum": 10})
    run(course)
    page = course.root / "autograded" / "ann" / NAME / f"{NAME}.ipynb"
    page.unlink()
    page.write_text("{")
    assert states(run(course, "--regrade", "--apply", status=1)) == {"ann": State.REFUSED, "bob": State.GRADED}


def test_the_report_names_whose_work_it_could_not_read(course, monkeypatch, capsys):
    from idic_lab.course import class_work, report

    course.submit("ann", {"sum": 10, "why": "x"})
    course.submit("bob", {"sum": 10, "why": "x"})
    run(course)
    read = class_work._work

    def fail_for_bob(course, assignment, student, *rest):
        if student == "bob":
            raise ValueError("no such luck")
        return read(course, assignment, student, *rest)

    monkeypatch.setattr(class_work, "_work", fail_for_bob)
    assert report.main([NAME, "--course", str(course.root)]) == 1
    assert "bob is not in it, the work could not be read: ValueError: no such luck" in capsys.readouterr().out


@pytest.mark.parametrize("opening", [r"\\[", r"\\(", r"\begin{a}", "$", "$$", r"\["])
def test_a_page_of_openings_of_formulas_takes_seconds(opening):
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    from idic_lab.grading import sanitize

    text = sanitize.markdown(opening * (99_000 // len(opening)))
    start = time.process_time()
    markdown2html_mistune(text)
    assert time.process_time() - start < 5
    assert sanitize.markdown(r"$\frac{1}{2}$") == r"$\frac{1}{2}$"
