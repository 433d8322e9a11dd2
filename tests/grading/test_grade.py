"""The verb that grades a whole class, held against nbgrader's own pipeline."""

import shutil
import sqlite3
import sys
from datetime import datetime

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from idic_lab import cli
from idic_lab.grading import grade, isolation, workers
from idic_lab.grading.notes import FileNote, State
from idic_lab.grading.summary import Progress
from idic_lab.grading.tasks import NO_RESPONSE
from tests.grading.conftest import NAME, Course, build, cell, small_case
from tests.grading.rows import rows
from tests.grading.test_preprocessors import change_notebook, remove_file
from tests.grading.verb import run, states

RIGHT = {"sum": 10, "why": "Rows add up."}


def delete_check(notebook):
    notebook.cells = [each for each in notebook.cells if each.get("id") != "sum-check"]


def add_own_cells(notebook):
    notebook.cells.insert(2, new_markdown_cell("mine <script>"))
    notebook.cells.append(new_code_cell("1 / 0"))


def hand_in_late(folder):
    (folder / "timestamp.txt").write_text("2026-11-03 10:00:00 UTC")


def hand_in_everything(course):
    """Hand in one of each kind."""
    course.submit("right", RIGHT)
    course.submit("typed", {"sum": "10,0", "why": ""})
    course.submit("near", {"sum": 7, "why": "x"})
    course.submit("nothing")
    course.submit("damaged", RIGHT, change=change_notebook(delete_check))
    course.submit("own-cells", RIGHT, change=change_notebook(add_own_cells))
    course.submit("no-answers", RIGHT, change=remove_file)
    course.submit("late", RIGHT, change=hand_in_late)


def pages(course):
    """Return the graded notebooks by student, without ids that are drawn."""
    found = {}
    for path in sorted((course.root / "autograded").glob("*/*/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        found[path.relative_to(course.root)] = [{**each, "id": ""} for each in notebook.cells]
    return found


def test_the_gradebook_says_what_nbgraders_pipeline_would_have_written(course, tmp_path):
    course.config.LateSubmissionPlugin.penalty_method = "zero"
    with open(course.root / "nbgrader_config.py", "a") as settings:
        settings.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with course.gradebook as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=datetime(2026, 11, 1))
    hand_in_everything(course)
    shutil.copytree(course.root, tmp_path / "pipeline")
    pipeline = Course(tmp_path / "pipeline")
    pipeline.config.LateSubmissionPlugin.penalty_method = "zero"

    told = run(course)
    pipeline.do("autograde", NAME, "*")
    assert rows(course.root, NAME) == rows(pipeline.root, NAME)
    assert len(rows(course.root, NAME)["grades"]) == 8 * 3
    assert ("late", "2026-11-03 10:00:00.000000", None, NAME, 6.0, 0) in rows(course.root, NAME)["submissions"]
    assert pages(course) == pages(pipeline)
    files = [{path.relative_to(each.root) for path in each.root.glob("autograded/**/*")} for each in (course, pipeline)]
    assert files[0] == files[1]
    found = {student: state for student, state in states(told).items() if state != State.GRADED}
    assert found == {"damaged": State.REPAIRED, "no-answers": State.ANSWERS_MISSING, "nothing": State.ANSWERS_MISSING}

    # A second round: people have marked, some hand in again, and all that nbgrader keeps is kept alike.
    for each in (course, pipeline):
        each.mark("right", "why-task", 3)
        each.mark("near", "sum-check", 2.5)
        each.mark("typed", "why-task", 1)
        with each.gradebook as gradebook:
            gradebook.find_comment("why-task", NAME, NAME, "right").manual_comment = "well put"
            gradebook.find_grade("sum-check", NAME, NAME, "right").extra_credit = 1
            gradebook.db.commit()
        each.submit("near", {"sum": 10, "why": "y"})
        each.submit("right", {"sum": 7, "why": "Rows add up."})
        each.submit("nothing", RIGHT)
        each.submit("new", RIGHT)
        each.submit("late", {"sum": 7, "why": "x"}, change=hand_in_late)
    told = run(course)
    again = ["near", "right", "nothing", "new", "late"]
    for student in again:
        pipeline.autograde(student)
    assert rows(course.root, NAME) == rows(pipeline.root, NAME)
    assert {student for student, state in states(told).items() if state != State.UNCHANGED} == set(again)
    assert course.grades("right")["why-task"] == (None, 3, False, "well put")
    assert course.grades("near")["sum-check"][:3] == (4, 2.5, True)


def test_nbgrader_goes_on_where_this_ended(course):
    course.submit("ann", RIGHT)
    run(course)
    before = rows(course.root, NAME)
    course.do("autograde", NAME, "ann")
    assert rows(course.root, NAME) == before
    course.autograde("ann")
    assert rows(course.root, NAME) == before
    assert "Rows add up." in course.feedback("ann")
    assert states(run(course)) == {"ann": State.UNCHANGED}


def test_a_corrected_course_grades_a_new_cell_of_an_old_submission(course):
    course.submit("ann", RIGHT)
    run(course)
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    checked = "from idic_lab import checks\nchecks.complete(book, 'why', points=1)"
    notebook.cells.append(cell(checked, "late-check", grade=True, points=1))
    nbformat.write(notebook, path)
    with course.gradebook as gradebook:
        gradebook.update_or_create_grade_cell("late-check", NAME, NAME, max_score=1, cell_type="code")
        gradebook.update_or_create_source_cell("late-check", NAME, NAME, source=checked, cell_type="code", locked=True)
    run(course, "--regrade", "--apply")
    assert course.grades("ann")["late-check"][0] == 1


def test_what_cannot_be_read_is_refused_and_keeps_no_old_score(course):
    def destroy(folder):
        for path in folder.iterdir():
            path.write_bytes(b"\x00\xff")

    course.submit("ann", RIGHT)
    course.submit("bob", RIGHT)
    run(course)
    course.mark("ann", "why-task", 2)
    course.submit("ann", RIGHT, change=destroy)
    course.submit("cyd", {}, change=destroy)
    told = run(course, status=1)
    assert states(told) == {"ann": State.REFUSED, "bob": State.UNCHANGED, "cyd": State.REFUSED}
    assert "neither a notebook" in told["submissions"]["cyd"]["said"][0]
    assert course.grades("ann")["sum-check"] == (0, None, True, None)
    assert course.grades("ann")["why-task"][:3] == (0, 2, True), "a mark given by hand stays, and waits"
    assert course.grades("cyd")["sum-check"] == (0, None, True, None)
    assert "neither a notebook" in course.feedback("cyd") and "provisional" in course.feedback("cyd")
    assert set(states(run(course)).values()) == {State.UNCHANGED}
    course.submit("ann", RIGHT)
    assert states(run(course, "--student", "ann")) == {"ann": State.GRADED}
    assert course.grades("ann")["sum-check"][0] == 4


def test_a_mistake_of_the_graders_own_costs_nobody_a_score(course, monkeypatch):
    course.submit("ann", RIGHT)
    run(course)
    course.submit("ann", {"sum": 7})
    monkeypatch.setattr("idic_lab.grading.core.repair", lambda *_: 1 / 0)
    told = run(course, status=1)
    assert "ZeroDivisionError" in told["submissions"]["ann"]["said"][0]
    assert course.grades("ann")["sum-check"][0] == 4
    monkeypatch.undo()
    run(course)
    assert course.grades("ann")["sum-check"][0] == 1


def test_a_time_that_cannot_be_read_is_told_and_stops_nobody(course):
    course.submit("ann", RIGHT, change=lambda folder: (folder / "timestamp.txt").write_text("next week"))
    told = run(course)
    assert told["troubles"] == [{"what": told["troubles"][0]["what"], "students": ["ann"]}]
    assert "timestamp.txt" in told["troubles"][0]["what"]
    assert course.grades("ann")["sum-check"][0] == 4


def test_a_check_that_raises_is_told_to_the_grader_once(tmp_path):
    notebook = small_case()
    notebook.cells.append(cell("### BEGIN HIDDEN TESTS\n1 / 0\n### END HIDDEN TESTS", "bad", grade=True, points=1))
    course = build(tmp_path, notebook)
    for student in ("ann", "bob"):
        course.submit(student, RIGHT)
    told = run(course)
    assert [each["students"] for each in told["troubles"]] == [["ann", "bob"]] * 2
    assert "ZeroDivisionError" in told["troubles"][0]["what"]
    assert course.grades("ann")["bad"] == (0, None, True, None)
    assert "ZeroDivisionError" not in course.feedback("ann")


def test_two_notebooks_of_one_assignment(course, capsys):
    second = small_case()
    second.cells[1].source = second.cells[1].source.replace(NAME, "second")
    nbformat.write(second, course.root / "source" / NAME / "second.ipynb")
    course.do("generate_assignment", NAME, force=True)
    folder = course.submit("ann", RIGHT)
    answers = (folder / f"{NAME}.answers.json").read_text()
    (folder / "second.answers.json").write_text(answers.replace(NAME, "second").replace(": 10,", ": 7,"))
    course.submit("bob", RIGHT, change=lambda folder: (folder / "second.ipynb").unlink())
    assert states(run(course)) == {"ann": State.GRADED, "bob": State.REPAIRED}
    scores = {(who, name, check): score for who, name, check, score, *_ in rows(course.root, NAME)["grades"]}
    assert (scores["ann", NAME, "sum-check"], scores["ann", "second", "sum-check"]) == (4, 1)
    assert (scores["bob", NAME, "sum-check"], scores["bob", "second", "sum-check"]) == (4, 0)
    assert not (course.root / "autograded" / "bob" / NAME / "second.ipynb").exists()


@pytest.mark.skipif(bool(isolation.problem()), reason="nothing to isolate students' code with")
def test_a_classic_notebook_gets_nbgraders_scores_and_a_warning(tmp_path):
    notebook = small_case(lane="code")
    notebook.cells.insert(4, cell("mine = 0", "answer", solution=True, locked=False))
    notebook.cells += [
        cell("assert mine == 10", "classic", grade=True, points=1),
        cell("100", "too-much", grade=True, points=1),
        cell("assert 'secret' == 1", "failing", grade=True, points=1),
        cell("Write here.", "essay", prose=True, grade=True, solution=True, locked=False, points=2),
    ]
    course = build(tmp_path / "ours", notebook)
    with open(course.root / "nbgrader_config.py", "a") as settings:
        settings.write("c.Execute.timeout = 60\n")

    def work(notebook):
        for each in notebook.cells:
            if each.get("id") == "answer":
                each.source = "mine = 10\nopen('left.txt', 'w').write('x')"

    course.submit("worked", RIGHT, change=change_notebook(work))
    course.submit("untouched", RIGHT)
    shutil.copytree(course.root, tmp_path / "pipeline")
    told = run(course)
    Course(tmp_path / "pipeline").do("autograde", NAME, "*")
    assert rows(course.root, NAME) == rows(tmp_path / "pipeline", NAME)
    assert course.grades("worked")["classic"][0] == 1 and course.grades("untouched")["classic"][0] == 0
    assert course.grades("untouched")["essay"] == (0, None, False, NO_RESPONSE)
    assert told["tamper_proof"] is False


def test_without_isolation_students_code_runs_only_when_it_is_allowed(tmp_path, monkeypatch):
    course = build(tmp_path, small_case(lane="code"))
    course.submit("ann", RIGHT)
    monkeypatch.setattr(isolation, "problem", lambda: "There is none.")
    assert "--unsafe" in run(course, status=2)
    assert not (course.root / "autograded").exists()
    assert states(run(course, "--unsafe")) == {"ann": State.GRADED}
    assert course.grades("ann")["sum-check"][0] == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["elsewhere"], "generate_assignment elsewhere"),
        ([NAME, "--student", "nobody\x1b[2J"], r"nobody\x1b[2J"),
        ([NAME, "--course", "/nowhere"], "is no course"),
        ([NAME, "--scheduler", "tcp://127.0.0.1:1"], "no scheduler"),
    ],
)
def test_what_is_asked_wrongly_is_said_and_nothing_happens(course, capsys, options, said, monkeypatch):
    monkeypatch.chdir(course.root)
    monkeypatch.setattr(workers, "PATIENCE", 0.5)
    course.submit("ann", RIGHT)
    assert cli.main(["grade", *options]) == 2
    assert said in capsys.readouterr().err
    assert not (course.root / "autograded").exists()


@pytest.mark.parametrize("options", [["--apply"], ["--jobs", "0"]])
def test_options_that_make_no_sense(options):
    with pytest.raises(SystemExit):
        grade.main([NAME, *options])


def test_two_graders_keep_out_of_each_others_way(course, capsys):
    course.submit("ann", RIGHT)
    with grade._alone(course.root):
        assert "at work" in run(course, status=2)


def test_the_report_for_people(course, capsys):
    course.submit("ann", RIGHT)
    course.submit("b\x1b[2Jb", RIGHT)
    course.submit("cyd", RIGHT, change=change_notebook(delete_check))
    course.submit("dan", RIGHT, change=remove_file)
    assert grade.main([NAME, "--course", str(course.root), "--jobs", "1"]) == 1
    out = capsys.readouterr().out
    assert "4 submissions" in out and "seconds" in out
    assert "“sum-check” was missing" in out
    assert FileNote.MISSING.value in out and r"b\x1b[2Jb" in out and "\x1b" not in out


def test_progress_is_shown_on_a_terminal_alone(capsys):
    class Terminal:
        shown, isatty = "", lambda self: True
        flush = lambda self: None  # noqa: E731  a stream in two lines

        def write(self, text):
            self.shown += text

    terminal = Terminal()
    for stream in (terminal, sys.stderr):
        Progress(stream, 2).show(2)
    assert "2 of 2" in terminal.shown and terminal.shown.endswith("\n")
    assert capsys.readouterr().err == ""


def test_the_tables_of_our_own_bother_nbgrader_not(course):
    course.submit("ann", RIGHT)
    run(course)
    course.do("generate_assignment", NAME, force=True)
    with sqlite3.connect(course.root / "gradebook.db") as database:
        assert database.execute("select count(*) from idic_lab_graded").fetchone() == (1,)
    assert states(run(course)) == {"ann": State.UNCHANGED}
