"""Views in JupyterLab for those who use a keyboard, a screen reader, a dark theme or a narrow window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from idic_lab import AnswerBook
from tests.browser.jupyterlab import Notebook
from tests.browser.kinds import ANSWERS, CELLS, cells

KEYS = [*"ddabmx00", "ArrowDown", "ArrowUp", "ArrowRight", "Shift+Enter", "Control+Enter", "Escape"]


@pytest.fixture
def notebook(lab, page, request):
    path = lab.write(f"{request.node.name}/lesson.ipynb", *cells())
    for id, value in ANSWERS.items():
        AnswerBook("lesson", path.parent).record(id, value)
    notebook = Notebook(page, lab, path)
    notebook.run_all()
    expect(page.locator(".idic")).to_have_count(len(CELLS))
    return notebook


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_in_a_view_that_has_lost_its_kernel(lab, page, theme):
    notebook = Notebook(page, lab, lab.write(f"lost-{theme}/lesson.ipynb", *cells("quiz", "name")))
    notebook.run_all()
    notebook.theme(theme)
    notebook.restart()
    expect(notebook.status("quiz")).to_contain_text("not saved")
    found = Axe().run(page, context=".idic")
    assert found.violations_count == 0, found.generate_report()


def test_no_key_reaches_the_commands_of_the_notebook(notebook, lab, page):
    before = notebook.sources()
    targets = [
        notebook.card("quiz").get_by_label("18"),
        notebook.card("firms").get_by_label("Move Library to step", exact=True),
        notebook.card("visit").get_by_role("slider", name="Intimacy"),
        notebook.card("visit").get_by_role("button", name="second visit"),
        notebook.card("letter").get_by_role("textbox"),
        notebook.card("deck").get_by_role("radio").first,
    ]
    for target in targets:
        target.focus()
        for key in KEYS:
            page.keyboard.press(key)
        assert target.evaluate("target => target.closest('.idic').contains(document.activeElement)")
    assert notebook.sources() == before
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(notebook.status("visit")).to_contain_text("saved at")
    assert lab.answers(notebook.path, "lesson")["visit"]["first visit"]["intimacy"] == 2.5
    assert notebook.card("letter").get_by_role("textbox").input_value().count("dd") == 1


def test_the_key_that_saves_still_saves_the_notebook(notebook, lab, page):
    notebook.save()
    notebook.card("name").get_by_role("textbox").fill("Kleenz")
    page.keyboard.press("Control+s")
    expect(notebook.status("name")).to_contain_text("saved at")
    assert lab.answers(notebook.path, "lesson")["name"] == "Kleenz"
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.model.dirty")
    assert "The bicycle shop" not in notebook.path.read_text(encoding="utf-8")


def test_every_control_can_be_reached_by_tab_and_shows_its_focus(notebook, page):
    unreachable = page.evaluate(
        """() => [...document.querySelectorAll(".idic :is(button, input, select, textarea):not([hidden])")]
            .filter((control) => control.tabIndex < 0 || control.disabled).map((control) => control.outerHTML)"""
    )
    assert unreachable == []
    without_focus = page.evaluate(
        """() => [...document.querySelectorAll(".idic :is(button, input, select, textarea):not([hidden])")]
            .filter((control) => {
            control.focus({ focusVisible: true });
            const around = [control, control.nextElementSibling, control.closest(".option")].filter(Boolean);
            return !around.some((node) => parseFloat(getComputedStyle(node).outlineWidth) >= 2
                && getComputedStyle(node).outlineStyle === "solid");
        }).map((control) => control.outerHTML)"""
    )
    assert without_focus == []


# Text may stick out of a box that does not, so its lines are looked at by themselves.
CUT_OFF = """() => {
    const textsOf = (node) => [...node.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const linesOf = (node) => textsOf(node).flatMap((text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()];
    });
    return [...document.querySelectorAll(".idic")].flatMap((card) => {
        const right = card.getBoundingClientRect().right + 0.5;
        return [...card.querySelectorAll(":not(style, option)")]
            .filter((node) => !node.closest(".unseen"))
            .filter((node) => [node.getBoundingClientRect(), ...linesOf(node)].some((box) => box.right > right))
            .map((node) => card.dataset.question + ": " + node.outerHTML.slice(0, 120));
    });
}"""


@pytest.mark.parametrize("width", [320, 210])  # JupyterLab leaves 210 of a window of 320
def test_nothing_is_cut_off_in_narrow_cards(notebook, page, width):
    page.evaluate(
        "(width) => document.querySelectorAll('.idic').forEach((card) => (card.parentElement.style.width = width))",
        f"{width}px",
    )
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert page.evaluate(CUT_OFF) == []
    widest = page.evaluate("Math.max(...[...document.querySelectorAll('.idic')].map((card) => card.offsetWidth))")
    assert widest <= width


def test_what_is_saved_and_said_is_read_out(notebook):
    spoken = notebook.card("quiz").get_by_role("status")
    notebook.card("quiz").get_by_label("9").check()
    expect(spoken).to_contain_text("saved at")
    expect(spoken).to_contain_text("Yes: 18 divided by 2.")
    notebook.card("visit").get_by_role("slider", name="Intimacy").press("ArrowRight")
    expect(notebook.card("visit").get_by_role("status")).to_contain_text("trust 1.31")
