import re

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.grading.conftest import NAME
from tests.grading.test_preprocessors import RIGHT, change_notebook


def page_of(course, answers, change=None):
    course.submit("ann", answers, change=change)
    course.autograde("ann")
    return course.feedback("ann")


def text_of(page):
    """Return what a reader of the page sees, in one line."""
    body = page[page.index("<body>") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def test_each_criterion_is_told_with_what_was_recorded_and_a_mistake_by_name(course):
    text = text_of(page_of(course, {"sum": 7, "why": "Rows add up."}))
    assert "3 of 9 points" in text
    assert "1 of 4 the sum Recorded: 7. That is the last row." in text
    assert "Read again: lesson" in text
    assert "Rows add up." in text


def test_no_code_no_hidden_test_and_no_mark_scheme(course):
    page = page_of(course, RIGHT)
    for secret in ("secret", "checks.number", "checks.complete", "AnswerBook", "ask.number", "MARK SCHEME", "HIDDEN"):
        assert secret not in page
    assert "Why it matters" in page


def test_what_waits_for_a_person_is_no_zero(course):
    page = page_of(course, RIGHT)
    assert "not marked yet (3)" in text_of(page)
    with course.gradebook as gradebook:
        gradebook.find_comment("why-task", NAME, NAME, "ann").manual_comment = "Good. <script>x</script>"
        gradebook.db.commit()
    course.mark("ann", "why-task", 2)
    page = course.feedback("ann")
    assert "not marked yet" not in page and "2 of 3" in text_of(page)
    assert "Good." in page and "<script>x" not in page


def test_the_answers_file_is_not_handed_out_again(course):
    page_of(course, RIGHT)
    handed_out = {path.name for path in (course.root / "feedback" / "ann" / NAME).iterdir()}
    assert not any("answers" in name for name in handed_out)


def test_what_a_student_wrote_is_text(course):
    def write(notebook):
        notebook.cells.append(
            new_markdown_cell("**bold** <script>alert(1)</script><img src=x onerror=alert(2)> [go](javascript:x)")
        )
        notebook.cells.append(new_code_cell("'<script>alert(3)</script>'  ### BEGIN HIDDEN TESTS"))

    page = page_of(course, {**RIGHT, "why": "<script>alert(4)</script>"}, change_notebook(write))
    assert "<strong>bold</strong>" in page
    assert not re.search(r"<script>alert|<\w[^>]*onerror=|href=.javascript", page)


def test_a_cell_of_the_students_own_is_shown_as_such(course):
    page = page_of(course, RIGHT, change_notebook(lambda notebook: notebook.cells.append(new_code_cell("mine = 41"))))
    assert "A cell of your own, not marked" in page and "41" in page


def test_late_work_says_so(course):
    course.submit("ann", RIGHT)
    course.autograde("ann")
    with course.gradebook as gradebook:
        gradebook.find_submission_notebook(NAME, NAME, "ann").late_submission_penalty = 2
        gradebook.db.commit()
    assert "2 points were taken off" in text_of(course.feedback("ann"))


def test_the_graded_notebook_keeps_what_graders_need(course):
    page_of(course, RIGHT)
    sources = "\n".join(cell.source for cell in nbformat.v4.upgrade(course.graded("ann")).cells)
    assert "secret scheme" in sources and "secret key" in sources
