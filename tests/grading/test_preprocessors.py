"""The small course through nbgrader's own commands."""

import hashlib
import os
import sqlite3

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from idic_lab.grading import answers_grader
from idic_lab.grading.notes import FileNote
from idic_lab.grading.tasks import NO_RESPONSE
from tests.grading.conftest import NAME, build, cell, small_case

RIGHT = {"sum": 10, "why": "Rows add up."}


def change_notebook(change):
    """Return a change of a submission's folder that changes its notebook."""

    def change_folder(folder):
        path = folder / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        change(notebook)
        nbformat.write(notebook, path)

    return change_folder


def scores(course, student="ann"):
    """Return the two automatic scores."""
    grades = course.grades(student)
    return grades["sum-check"][0], grades["why-check"][0]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (RIGHT, (4, 2)),
        ({"sum": "10,0", "why": ""}, (4, 0)),
        ({"sum": 7, "why": "x"}, (1, 2)),
        ({"sum": 11}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_recorded_answers_decide_the_score(course, answers, expected):
    course.submit("ann", answers)
    course.autograde("ann")
    assert scores(course) == expected


def test_the_graded_notebook_shows_what_was_recorded(course):
    course.submit("ann", {**RIGHT, "why": "<script>alert(1)</script>"})
    course.autograde("ann")
    shown = {
        each.metadata.get("nbgrader", {}).get("grade_id", "again"): each.outputs
        for each in course.graded("ann").cells
        if each.get("outputs")
    }
    assert list(shown) == ["ask-sum", "ask-why", "sum-check", "why-check", "again"]
    assert shown["again"] == shown["ask-why"]
    assert "&lt;script&gt;" in shown["ask-why"][0].data["text/html"]
    assert "<script>" not in shown["ask-why"][0].data["text/html"]
    assert answers_grader.MIME in shown["sum-check"][0].data


def test_the_students_own_cells_do_not_run(course, tmp_path):
    def add(notebook):
        notebook.cells.insert(1, new_code_cell(f"open({str(tmp_path / 'ran')!r}, 'w'); book = 1"))
        notebook.cells.append(new_code_cell("get_ipython().input_transformers_cleanup.clear()"))

    course.submit("ann", RIGHT, change=change_notebook(add))
    course.autograde("ann")
    assert scores(course) == (4, 2)
    assert not (tmp_path / "ran").exists()


def test_repairs_are_told_and_cost_nothing(course):
    def damage(notebook):
        del notebook.cells[5]
        notebook.cells.insert(2, notebook.cells[1])

    course.submit("ann", RIGHT, change=change_notebook(damage))
    assert "missing" in course.autograde("ann")
    assert scores(course) == (4, 2)
    assert "“sum-check” was missing" in course.graded("ann").cells[0].source
    assert "“set-up” was there 2 times" in course.graded("ann").cells[0].source
    assert "“sum-check” was missing" in course.feedback("ann")


def test_an_older_notebook_becomes_one_of_the_present_format(course):
    def age(notebook):
        notebook.nbformat_minor = 4
        for each in notebook.cells:
            del each["id"]
        del notebook.cells[5]

    course.submit("ann", RIGHT, change=change_notebook(age))
    course.autograde("ann")
    assert scores(course) == (4, 2)
    graded = course.graded("ann")
    nbformat.validate(graded)
    assert graded.nbformat_minor == 5 and "“sum-check” was missing" in graded.cells[0].source


def test_a_deleted_check_keeps_no_old_score(course):
    course.submit("ann", RIGHT)
    course.autograde("ann")

    def forget(notebook):
        notebook.cells = [each for each in notebook.cells if each.get("id") != "sum-check"]

    course.submit("ann", {"sum": 11, "why": "x"}, change=change_notebook(forget))
    course.autograde("ann")
    assert scores(course) == (0, 2)


def test_flipped_flags_and_forged_outputs_gain_nothing(course):
    def forge(notebook):
        notebook.metadata["idic_lab"] = {"lane": "code", "notices": ["forged"]}
        for each in notebook.cells:
            if each.get("id") == "sum-check":
                each.metadata.nbgrader.update(points=400, grade=False, solution=True)
                each.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "4"})]

    course.submit("ann", {"sum": 11, "why": "x"}, change=change_notebook(forge))
    course.autograde("ann")
    assert scores(course) == (0, 2)
    assert "forged" not in course.graded("ann").cells[0].source


def test_without_execution_there_are_no_points(course):
    course.config.Execute.enabled = False

    def forge(notebook):
        for each in notebook.cells:
            if each.get("id") == "sum-check":
                each.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "4"})]

    course.submit("ann", RIGHT, change=change_notebook(forge))
    assert "did not run" in course.autograde("ann")
    assert scores(course) == (0, 0)
    assert answers_grader.NOT_RUN in course.feedback("ann")


def break_file(folder):
    (folder / f"{NAME}.answers.json").write_text("{")
    (folder / f"{NAME}.answers.backup.json").unlink(missing_ok=True)


def link_file(folder):
    break_file(folder)
    (folder / f"{NAME}.answers.json").unlink()
    (folder / f"{NAME}.answers.json").symlink_to("/nowhere/at/all")


def inflate_file(folder):
    break_file(folder)
    os.truncate(folder / f"{NAME}.answers.json", 50_000_000)


def remove_file(folder):
    break_file(folder)
    (folder / f"{NAME}.answers.json").unlink()


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (break_file, FileNote.UNREADABLE.value),
        (link_file, FileNote.UNREADABLE.value),
        (inflate_file, FileNote.UNREADABLE.value),
        (remove_file, FileNote.MISSING.value),
    ],
)
def test_an_unreadable_answers_file_scores_nothing_and_stops_nobody(course, change, note):
    course.submit("ann", RIGHT, change=change)
    course.submit("bob", RIGHT)
    course.do("autograde", NAME, "*")
    assert scores(course) == (0, 0)
    assert course.grades("ann")["why-task"] == (0, None, False, NO_RESPONSE)
    assert scores(course, "bob") == (4, 2)
    assert note in course.feedback("ann")


def test_a_check_that_raises_scores_nothing_and_tells_the_grader_alone(tmp_path):
    notebook = small_case()
    broken = "hidden_key = 1\n### BEGIN HIDDEN TESTS\nraise RuntimeError('secret key')\n### END HIDDEN TESTS"
    notebook.cells.append(cell(broken, "broken-check", grade=True, points=1))
    course = build(tmp_path, notebook)
    course.submit("ann", RIGHT)
    assert "secret key" in course.autograde("ann")
    assert course.grades("ann")["broken-check"] == (0, None, True, None)
    assert scores(course) == (4, 2)
    page = course.feedback("ann")
    assert answers_grader.COULD_NOT_RUN in page
    assert "secret" not in page and "RuntimeError" not in page and "hidden_key" not in page


def test_a_changed_answer_is_queued_again_and_the_mark_stays(course):
    course.submit("ann", RIGHT)
    course.autograde("ann")
    assert course.grades("ann")["why-task"] == (None, None, True, None)
    course.mark("ann", "why-task", 3)

    course.submit("ann", {**RIGHT, "sum": 11})
    course.autograde("ann")
    assert course.grades("ann")["why-task"] == (None, 3, False, None)

    course.submit("ann", {**RIGHT, "why": "Something else."})
    course.autograde("ann")
    assert course.grades("ann")["why-task"] == (None, 3, True, None)
    course.autograde("ann")
    assert course.grades("ann")["why-task"] == (None, 3, True, None)


def test_nothing_recorded_is_no_response_until_there_is_one(course):
    course.submit("ann", {"sum": 10, "why": "  "})
    course.autograde("ann")
    assert course.grades("ann")["why-task"] == (0, None, False, NO_RESPONSE)
    course.submit("ann", RIGHT)
    course.autograde("ann")
    assert course.grades("ann")["why-task"] == (None, None, True, None)


def test_marks_by_hand_are_kept_when_graded_again(course):
    course.submit("ann", RIGHT)
    course.autograde("ann")
    course.mark("ann", "sum-check", 2.5)
    course.submit("ann", {"sum": 11, "why": "x"})
    course.autograde("ann")
    assert course.grades("ann")["sum-check"][:3] == (0, 2.5, True)


def test_the_table_of_fingerprints_bothers_nobody(course):
    course.submit("ann", RIGHT)
    course.autograde("ann")
    with sqlite3.connect(course.root / "gradebook.db") as database:
        assert database.execute("select count(*) from idic_lab_fingerprint").fetchone() == (1,)
    course.do("generate_assignment", NAME, force=True)
    course.autograde("ann")
    assert scores(course) == (4, 2)


def test_a_submission_is_left_as_it_was_handed_in(course):
    folder = course.submit("ann", RIGHT)

    def state():
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}

    before = state()
    course.autograde("ann")
    assert state() == before


def test_a_missing_source_notebook_is_an_instructors_error(course):
    course.submit("ann", RIGHT)
    (course.root / "source" / NAME / f"{NAME}.ipynb").unlink()
    done = course.api.autograde(NAME, "ann")
    assert not done["success"] and "put it back" in done["log"]


def test_a_released_cell_must_stay_in_the_source(course):
    course.submit("ann", RIGHT)
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [each for each in notebook.cells if each.id != "sum-check"]
    nbformat.write(notebook, path)
    done = course.api.autograde(NAME, "ann")
    assert not done["success"] and "sum-check" in done["log"] and "generate_assignment" in done["log"]


def test_the_unmodified_pipeline_gives_an_honest_submission_the_same_scores(tmp_path):
    course = build(tmp_path, small_case(), stock=True)
    course.submit("ann", {"sum": 7, "why": "Rows add up."})
    course.autograde("ann")
    assert scores(course) == (1, 2)


def test_a_notebook_of_the_code_lane_is_run_as_nbgrader_runs_it(tmp_path):
    notebook = small_case(lane="code")
    notebook.cells.append(cell("assert book['sum'] == 10", "classic-check", grade=True, points=1))
    notebook.cells.append(cell("100", "printed-check", grade=True, points=1))
    notebook.cells.append(
        cell(
            "print('hello')\n### BEGIN HIDDEN TESTS\nassert 'secret' == 1\n### END HIDDEN TESTS",
            "failing-check",
            grade=True,
            points=1,
        )
    )
    course = build(tmp_path, notebook)
    course.submit(
        "ann", RIGHT, change=change_notebook(lambda nb: nb.cells.insert(6, new_code_cell("mine = book['sum']")))
    )
    course.autograde("ann")
    grades = course.grades("ann")
    assert scores(course) == (4, 2)
    assert grades["classic-check"][0] == 1
    assert grades["printed-check"][:3] == (0, None, True), "more than the maximum stops nbgrader's batch"
    assert grades["failing-check"][0] == 0
    page = course.feedback("ann")
    assert "secret" not in page and "AssertionError" not in page
    assert "mine" in page
