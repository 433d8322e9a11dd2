"""Formgrader's page for marking, in a real browser that reaches nothing but the server."""

import contextlib
import re

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from tests.browser.jupyterlab import CHROMIUM, running_lab
from tests.grading.conftest import NAME, build, small_case
from tests.grading.test_preprocessors import RIGHT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: install your system's package named chromium"),
]
EVIL = "<img src=evil onerror=\"document.title='evil'\">"


def write_formula(folder):
    path = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_markdown_cell("mine $\\frac{1}{2}$"))
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    home = tmp_path_factory.mktemp("marking")
    root = home / "work" / "course"
    course = build(root, small_case())
    with course.gradebook as gradebook:
        gradebook.update_or_create_student("ann", first_name=EVIL, last_name=f"Lindgren {EVIL}")
    for student in ("ann", "bob"):
        course.submit(student, RIGHT, change=write_formula)
        course.autograde(student)
    # Formgrader takes its page from the course in whose folder the server was started.
    with contextlib.chdir(root), running_lab(home) as lab:
        course.lab = lab
        yield course


@pytest.fixture
def marking(browser, course):
    """The page for marking Ann's work; nothing but the server is reached."""
    with course.gradebook as gradebook:
        grade = gradebook.find_grade("why-task", NAME, NAME, "ann")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = None, None, True
        gradebook.find_comment("why-task", NAME, NAME, "ann").manual_comment = None
        gradebook.db.commit()
        place = gradebook.find_submission_notebook(NAME, NAME, "ann").id
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.route(re.compile(r"^https?://(?!localhost|127\.0\.0\.1)"), lambda route: route.abort())
    page.goto(f"{course.lab.url}formgrader?token={course.lab.token}")
    page.goto(f"{course.lab.url}formgrader/submissions/{place}/", wait_until="load")
    page.wait_for_function("formgrader.grades.loaded && formgrader.comments.loaded")
    yield page
    context.close()


def kept(course):
    return course.grades("ann")["why-task"][1]


def saved(page):
    """Wait until nothing is on its way to the server."""
    page.wait_for_function("$.active === 0")


@pytest.mark.parametrize(("typed", "points"), [("2,5", 2.5), ("2.5", 2.5), (" 1 ", 1), (".5", 0.5), ("0", 0)])
def test_points_are_typed_with_a_comma_or_a_point(marking, course, typed, points):
    marking.locator("#why-task").fill("")
    marking.locator("#why-task").press_sequentially(typed)
    with marking.expect_response(re.compile("/api/grade/")):
        marking.keyboard.press("Tab")
    saved(marking)
    assert kept(course) == points and marking.locator("#idic-unsaved").count() == 0


@pytest.mark.parametrize("typed", ["35", "3,5,", "2 5", "-1", "two", "1e0"])
def test_what_is_no_number_of_points_is_refused_and_stays_to_be_seen(marking, course, typed):
    marking.locator("#why-task").fill(typed)
    marking.keyboard.press("Tab")
    assert "Not saved: the points of why-task." in marking.locator("#idic-unsaved").inner_text()
    assert marking.locator("#why-task").input_value() == typed
    saved(marking)
    assert kept(course) is None
    marking.locator("#why-task").fill("3")
    with marking.expect_response(re.compile("/api/grade/")):
        marking.keyboard.press("Tab")
    marking.locator("#idic-unsaved").wait_for(state="detached")
    saved(marking)
    assert kept(course) == 3


@pytest.mark.parametrize("answer", [{"status": 500}, {"status": 403}, None])
def test_a_save_that_fails_is_seen_until_it_is_made_good(marking, course, answer):
    api = re.compile("/api/(grade|comment)/")
    fail = (lambda route: route.fulfill(**answer)) if answer else (lambda route: route.abort())
    marking.route(api, fail)
    marking.locator("#why-task").fill("2")
    marking.keyboard.press("Tab")
    marking.keyboard.type("Say which rows.")
    marking.keyboard.press("Tab")
    bar = marking.locator("#idic-unsaved")
    bar.get_by_text("the comment of why-task").wait_for()
    assert "the points of why-task" in bar.inner_text()
    assert marking.locator(".save-icon:visible").count() == 0, "nothing may look like saved"
    asked = []
    marking.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with marking.expect_event("dialog"):  # the way to the next page is barred
        marking.evaluate("address => { setTimeout(() => location.assign(address)) }", f"{course.lab.url}formgrader")
    assert asked == ["beforeunload"]
    assert kept(course) is None
    marking.unroute(api)
    bar.get_by_role("button", name="Try again").click()
    bar.wait_for(state="detached")
    assert kept(course) == 2 and course.grades("ann")["why-task"][3] == "Say which rows."


def test_keys_work_without_the_internet_and_tab_goes_to_the_comment(marking, course):
    marking.locator("#why-task").focus()
    order = []
    for _ in range(3):
        marking.keyboard.press("Tab")
        order.append(marking.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert order[:2] == ["why-task-comment", "why-task_extra_credit"], order
    marking.keyboard.press("Shift+Tab")
    assert marking.evaluate("document.activeElement.id") == "why-task_extra_credit"
    marking.locator("#why-task").focus()
    here = marking.url.split("/submissions/")[1].split("/")[0]
    marking.keyboard.press("Control+.")
    marking.wait_for_function(f"!location.href.includes('{here}')")


def test_points_that_cannot_be_loaded_are_not_typed_over(browser, course, marking):
    marking.route(re.compile("/api/grades"), lambda route: route.fulfill(status=500))
    marking.reload()
    marking.locator("#idic-unsaved").get_by_text("Load the page again").wait_for()
    assert marking.locator("#why-task").is_disabled()


def test_a_name_is_text(marking):
    marking.locator(".glyphicon-eye-open").click()
    assert "<img src=evil" in marking.locator(".breadcrumb").inner_text()
    assert marking.title() != "evil"
