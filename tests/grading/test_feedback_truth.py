"""A page of feedback says what holds now, whose it is, and nothing that only the instructor may read."""

import json
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from idic_lab.grading import hidden
from tests import warm
from tests.grading.conftest import CHECK_SUM, NAME, TASK, Course, build, cell, small_case
from tests.grading.test_feedback import page_of, text_of
from tests.grading.test_preprocessors import RIGHT, change_notebook

SECRET = "key = sum(int(line) for line in Path"


def stamp(folder, moment):
    (folder / "timestamp.txt").write_text(f"{moment} UTC\n")


def test_an_old_mark_is_not_shown_for_a_new_answer(course):
    course.config.CourseClock.zone = "UTC"
    course.submit("ann", RIGHT, change=lambda folder: stamp(folder, "2026-11-30 14:49:00"))
    course.autograde("ann")
    with course.gradebook as gradebook:
        gradebook.find_comment("why-task", NAME, NAME, "ann").manual_comment = "Too short."
        gradebook.db.commit()
    course.mark("ann", "why-task", 3)
    before = text_of(course.feedback("ann"))
    assert "9 of 9 points" in before and "3 of 3" in before
    course.submit("ann", {**RIGHT, "why": "Other."}, change=lambda folder: stamp(folder, "2026-12-01 10:00:00"))
    waiting = text_of(course.feedback("ann"))
    assert "9 of 9 points" in waiting and "You have handed in again, 2026-12-01 10:00 UTC" in waiting
    course.autograde("ann")
    with course.gradebook as gradebook:
        gradebook.find_submission_notebook(NAME, NAME, "ann").late_submission_penalty = 4.5
        gradebook.db.commit()
    again = text_of(course.feedback("ann"))
    assert "handed in again, not marked anew yet (3)" in again and "3 of 3" not in again
    assert "3 of 9 points so far" in again and "for 3 of these points" in again, (
        "6 that count, half of them for lateness"
    )
    assert "3 points were taken off" in again
    assert "Comment on what you had handed in before" in again and "Too short." in again


def test_a_page_says_whose_it_is_of_what_and_when(course):
    course.config.CourseClock.zone = "UTC"
    course.submit("ann", RIGHT, change=lambda folder: stamp(folder, "2026-11-30 14:49:00"))
    with course.gradebook as gradebook:
        gradebook.update_or_create_student("ann", first_name="Ann", last_name="<b>Lindgren")
    course.autograde("ann")
    page = course.feedback("ann")
    assert "Feedback for Ann &lt;b&gt;Lindgren" in page
    text = text_of(page)
    assert text.count("A small case") == 1 and "Handed in 2026-11-30 14:49 UTC. This page is of 20" in text
    course.config.CourseClock.zone = "Europe/Berlin"
    assert "Handed in 2026-11-30 15:49 CET" in text_of(course.feedback("ann"))


def test_regions_are_taken_from_every_cell(course):
    """As they come when the instructor's notebook is handed in, through a link in the exchange."""

    def steal(notebook):
        notebook.cells += [
            new_code_cell(CHECK_SUM),
            new_markdown_cell(TASK),
            new_code_cell("### BEGIN HIDDEN TESTS\nrest"),
        ]

    page = page_of(course, RIGHT, change_notebook(steal))
    assert "secret" not in page and "rest" not in text_of(page)


@pytest.fixture
def code_course(tmp_path):
    notebook = small_case(lane="code")
    notebook.cells = [
        new_code_cell("# your work", id="own"),
        cell("assert True\n" + CHECK_SUM[29:], "check", grade=True, points=1),
    ]
    return build(tmp_path / "course", notebook)


def printing(text):
    def change(folder):
        path = folder / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[0].source = f"print({text!r})"
        nbformat.write(notebook, path)

    return change


def test_a_page_with_a_hidden_line_is_not_written_and_the_others_are(code_course):
    line = next(line for line in CHECK_SUM.splitlines() if SECRET in line)
    for student, text in (("ann", f"<b>{line}"), ("zoe", "honest")):
        code_course.submit(student, change=printing(text))
        code_course.autograde(student)
    done = code_course.api.generate_feedback(NAME, force=True)
    assert not done["success"]
    assert "The feedback of ann on small-case was not written" in done["log"]
    assert "the cell check that is hidden" in done["log"] and SECRET in done["log"]
    feedback = code_course.root / "feedback"
    assert [path.parent.parent.name for path in feedback.rglob("*.html")] == ["zoe"]
    code_course.config.Page.search_hidden = False
    assert SECRET in text_of(Course.feedback(code_course, "ann")).replace("&quot;", '"')


def test_nbgraders_command_speaks_in_a_few_lines(code_course):
    line = next(line for line in CHECK_SUM.splitlines() if SECRET in line)
    for student, text in (("ann", line), ("bob", "honest"), ("zoe", "honest")):
        code_course.submit(student, change=printing(text))
        code_course.autograde(student)

    def told(*more):
        done = warm.run(["nbgrader", "generate_feedback", NAME, *more], code_course.root)
        return [line for line in done.stderr.splitlines() if "Warning" not in line and not line.startswith("  ")]

    first = told("--force")
    assert "Feedback: 2 written, 1 not written." in first[-1]
    assert sum("The feedback of ann on small-case was not written" in line for line in first) == 1
    assert len(first) <= 6 and not any("Traceback" in line for line in first)
    assert "Feedback: 2 there before (--force makes them anew), 1 not written." in told()[-1]
    assert len(told("--force", "--debug")) > 20


def test_what_anybody_may_write_is_no_hidden_line():
    marks = [("BEGIN", "END")]
    text = "x = the_whole_table.describe()\nBEGIN\nimport matplotlib.pyplot as plt\nkey = 4\n"
    text += "x = the_whole_table.describe()\n"
    text += "assert answer == secret_of_the_instructor\nEND\nseen"
    assert hidden.parted(text, marks)[0] == ["x = the_whole_table.describe()", "seen"]
    cells = [("a", text)]
    assert hidden.lines(cells, marks) == [("a", "assert answer == secret_of_the_instructor")]
    shown = "<span>assert</span> <b>answer ==</b>\n secret_of_\u200bthe_instructor"
    assert hidden.first_of(hidden.lines(cells, marks), shown)[0] == "a"
    assert hidden.first_of(hidden.lines(cells, marks), "assert answer") is None


def test_half_a_character_in_a_name_of_an_attachment_is_no_trouble(course):
    """It was an internal error, and the older mark stayed."""

    def attach(folder):
        path = folder / f"{NAME}.ipynb"
        notebook = json.loads(path.read_text())
        notebook["cells"].append(
            {
                "cell_type": "markdown",
                "id": "half",
                "metadata": {},
                "source": "mine \ud83d",
                "attachments": {"\ud83d.png": {"image/png": "AAAA"}},
            }
        )
        path.write_text(json.dumps(notebook))

    assert "mine" in text_of(page_of(course, RIGHT, attach))
    shutil.rmtree(course.root / "feedback")
