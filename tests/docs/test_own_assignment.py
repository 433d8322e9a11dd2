"""The assignment of own-questions.md, built as the Create Assignment view would, released, answered and graded."""

import contextlib
import re
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import TimeoutError

from idic_lab.course.demo import RUN_NOTHING
from idic_lab.grading import assignment
from tests.browser.jupyterlab import PATIENCE, running_lab
from tests.docs.following import KINDS, blocks, own_notebook
from tests.grading.classroom import answer
from tests.grading.conftest import Course

NAME = "my-week"
STORY = "The baker remembered in May that I had asked for rye in March."


@pytest.mark.browser
def test_the_view_writes_the_notebook_that_the_other_tests_take(browser, tmp_path):
    """Follow the page in a real JupyterLab, from File, New to the last cell."""
    wanted = own_notebook()
    page = browser.new_page(viewport={"width": 1300, "height": 1000}, reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)

    def menu(*names):
        page.locator(".lm-MenuBar-item", has_text=names[0]).click()
        for at, name in enumerate(names[1:], 2):
            entry = page.locator(".lm-Menu-itemLabel", has_text=re.compile(rf"^{name}…?$")).last
            entry.hover() if at < len(names) else entry.click()

    def add_metadata(whose, line, last):
        menu("View", "Property Inspector")
        editor = page.locator(f".jp-{whose}MetadataEditor")
        if not editor.is_visible():
            page.get_by_text("Advanced Tools").click()
        # The line ends with a comma, so something must follow it; and what the kernel still adds replaces what is not
        # committed yet, which hides the button again.
        commit = editor.get_by_title("Commit changes to data")
        committed = False
        while not committed:
            editor.locator(".cm-content", has_text=last).click()
            page.keyboard.press("Control+Home")
            page.keyboard.press("ArrowRight")
            page.keyboard.insert_text(line.strip())
            with contextlib.suppress(TimeoutError):
                commit.click(timeout=10_000)
                committed = True

    with running_lab(tmp_path) as lab:
        (lab.folder / NAME).mkdir()
        page.goto(f"{lab.url}lab/tree/{NAME}?token={lab.token}&reset")
        page.wait_for_selector(".jp-Launcher")
        menu("File", "New", "Notebook")
        page.get_by_role("button", name="Select Kernel").click()
        page.locator(".jp-Notebook .cm-content").first.wait_for()
        menu("File", "Rename Notebook")
        page.locator(".jp-Dialog input").last.fill(f"{NAME}.ipynb")
        page.locator(".jp-Dialog").get_by_role("button", name="Rename").click()
        about_notebook, about_task = blocks("own-questions.md", "json")
        add_metadata("Notebook", about_notebook, "language_info")
        page.locator(".jp-SideBar .lm-TabBar-tab", has_text="Create Assignment").click()
        for at, cell in enumerate(wanted.cells):
            if at:
                page.locator(".jp-NotebookPanel-toolbar [data-command='notebook:insert-cell-below']").click()
            if cell.cell_type == "markdown":
                page.locator(".jp-Notebook-toolbarCellTypeDropdown select").select_option("markdown")
            page.locator(".jp-Notebook .jp-Cell").nth(at).locator(".cm-content").click()
            page.keyboard.insert_text(cell.source)
            about, box = cell.metadata.nbgrader, page.locator(".nbgrader-CellWidget.nbgrader-mod-active")
            kind = next(name for name, marks in reversed(KINDS.items()) if marks.items() <= about.items())
            box.locator(".nbgrader-CellType select").select_option(label=kind)
            box.locator(".nbgrader-CellId input").fill(about.grade_id)
            if "points" in about:
                box.locator(".nbgrader-CellPoints input").fill(str(about.points))
            page.keyboard.press("Tab")
            if about.task:
                add_metadata("Cell", about_task, "nbgrader")
                page.locator(".jp-SideBar .lm-TabBar-tab", has_text="Create Assignment").click()
        page.keyboard.press("Control+s")
        page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
        written = nbformat.read(lab.folder / NAME / f"{NAME}.ipynb", as_version=4)
    page.close()

    assert written.metadata.idic_lab == wanted.metadata.idic_lab
    assert [cell.source for cell in written.cells] == [cell.source for cell in wanted.cells]
    for cell, same in zip(written.cells, wanted.cells, strict=True):
        assert cell.cell_type == same.cell_type and cell.metadata.nbgrader == same.metadata.nbgrader
        assert cell.metadata.get("idic_lab") == same.metadata.get("idic_lab")


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course with the assignment released, to be copied."""
    folder = tmp_path_factory.mktemp("released") / "course"
    (folder / "source" / NAME).mkdir(parents=True)
    nbformat.write(own_notebook(), folder / "source" / NAME / f"{NAME}.ipynb")
    Course(folder).do("generate_assignment", NAME)
    return folder


@pytest.fixture
def course(released, tmp_path):
    return Course(shutil.copytree(released, tmp_path / "course"))


def submit(course, student, answers, change=None):
    folder = course.submit(student, name=NAME, change=change)
    answer(folder, NAME, answers)
    course.autograde(student, NAME)
    return course.grades(student, NAME)


def test_the_release_has_the_questions_and_not_the_key(course):
    released = (course.root / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "ask.number" in released and "ask.long_text" in released
    assert "7 * 2" not in released and "MARK SCHEME" not in released


def test_answers_get_what_they_deserve(course):
    right = submit(course, "ada", {"shops": "14", "story": STORY})
    assert right["shops-check"][0] == 2 and right["story-marks"][2] is True
    assert submit(course, "ben", {"shops": "9", "story": STORY})["shops-check"][0] == 0
    nothing = submit(course, "chi", {})
    assert nothing["shops-check"][0] == 0 and nothing["story-marks"][:3] == (0, None, False)


def test_the_line_in_the_metadata_keeps_a_students_code_out_of_the_marks(course):
    with course.gradebook as gradebook:
        assert assignment.load(course.root / "source" / NAME, NAME, NAME, gradebook).answers_lane

    def attack(folder):
        notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
        notebook.cells.insert(0, new_code_cell(RUN_NOTHING))
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    assert submit(course, "eve", {"shops": "9"}, attack)["shops-check"][0] == 0


def test_a_changed_text_comes_back_to_the_grader_and_its_answer_stands_there(course):
    submit(course, "ada", {"shops": "14", "story": STORY})
    course.mark("ada", "story-marks", 3, NAME)
    assert submit(course, "ada", {"shops": "14", "story": STORY})["story-marks"][1:3] == (3, False)
    assert submit(course, "ada", {"shops": "14", "story": STORY.replace("rye", "spelt")})["story-marks"][1:3] == (
        3,
        True,
    )
    assert "spelt" in str(course.graded("ada", NAME)) and "spelt" in course.feedback("ada", NAME)


def test_released_again_the_answers_stay(course):
    folder = course.submit("ada", name=NAME)
    answer(folder, NAME, {"shops": "14"})
    notebook = own_notebook()
    notebook.cells[2].source = notebook.cells[2].source.replace("Which shop", "Which company")
    nbformat.write(notebook, course.root / "source" / NAME / f"{NAME}.ipynb")
    course.do("generate_assignment", NAME, force=True)
    course.autograde("ada", NAME)
    assert course.grades("ada", NAME)["shops-check"][0] == 2
