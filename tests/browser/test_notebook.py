"""Answers in a real JupyterLab: given, saved, and there again after whatever happens to page and kernel."""

import pytest
from playwright.sync_api import expect

from idic_lab import AnswerBook
from tests.browser.jupyterlab import Notebook
from tests.browser.kinds import ANSWERS, cells

LOST = "not saved: run this cell again"
SAVED = "saved at"


@pytest.fixture
def ask(lab, page, request):
    """Return a function that opens a notebook with some of the questions, and runs it."""

    def ask(*names, given=None):
        path = lab.write(f"{request.node.name}/lesson.ipynb", *cells(*names))
        for id, value in (given or {}).items():
            AnswerBook("lesson", path.parent).record(id, value)
        notebook = Notebook(page, lab, path)
        notebook.run_all()
        return notebook

    return ask


def test_a_board_is_changed_and_changed_back_by_keyboard_alone(ask, lab):
    notebook = ask("firms")
    card, keys = notebook.card("firms"), notebook.page.keyboard
    given = [
        {"company": "Campus library", "step": "identify", "reason": "It greets me with my loans."},
        {"company": "Bus operator", "step": "customize", "reason": "It greets me with my loans."},
    ]
    card.get_by_role("textbox", name="Company").focus()
    for firm, step in (("Campus library", "Id"), ("Bus operator", "Int")):
        keys.type(firm)
        keys.press("Tab")
        keys.type("It greets me with my loans.")
        keys.press("Tab")
        keys.type(step)
        keys.press("Tab")
        keys.press("Enter")
        expect(card.get_by_role("group", name=firm)).to_be_visible()
    card.get_by_label("Move Bus operator to step").focus()
    keys.type("Cus")
    expect(card.get_by_label("Move Bus operator to step")).to_be_focused()
    expect(card.get_by_label("What is different now?")).to_be_visible()
    lab.assert_answers(notebook.path, "lesson", {"firms": given})
    keys.press("Tab")
    keys.press("Enter")
    expect(card.get_by_role("group", name="Bus operator")).to_have_count(0)
    lab.assert_answers(notebook.path, "lesson", {"firms": given[:1]})
    card.get_by_role("button", name="Undo").focus()
    keys.press("Enter")
    expect(card.get_by_role("group", name="Bus operator")).to_be_visible()
    lab.assert_answers(notebook.path, "lesson", {"firms": given})


def test_what_is_typed_after_a_restart_is_saved_when_the_cell_runs_again(ask, lab):
    notebook = ask("letter")
    field = notebook.card("letter").get_by_role("textbox")
    field.fill("Kleenz should write.")
    expect(notebook.status("letter")).to_contain_text(SAVED)
    notebook.restart()
    field.fill("Kleenz should write first.")
    expect(notebook.status("letter")).to_have_text(LOST)
    assert lab.answers(notebook.path, "lesson")["letter"] == "Kleenz should write."
    notebook.run_all()
    expect(notebook.status("letter")).to_contain_text(SAVED)
    assert lab.answers(notebook.path, "lesson")["letter"] == "Kleenz should write first."


def test_what_is_typed_without_a_kernel_outlives_the_tab(ask, lab, page):
    notebook = ask("letter")
    field = notebook.card("letter").get_by_role("textbox")
    field.fill("Kleenz should write.")
    expect(notebook.status("letter")).to_contain_text(SAVED)
    notebook.restart()
    field.fill("Kleenz should write first.")
    expect(notebook.status("letter")).to_have_text(LOST)
    context = page.context
    page.close()
    again = Notebook(context.new_page(), lab, notebook.path)
    assert lab.answers(notebook.path, "lesson")["letter"] == "Kleenz should write."
    again.run_all()
    expect(again.card("letter").get_by_role("textbox")).to_have_value("Kleenz should write first.")
    lab.assert_answers(notebook.path, "lesson", {"letter": "Kleenz should write first."})
    expect(again.status("letter")).to_contain_text(SAVED)


def test_a_kernel_that_dies_is_noticed_without_any_input(ask):
    notebook = ask("quiz")
    expect(notebook.status("quiz")).to_have_text("not answered yet")
    notebook.append("import os; os.kill(os.getpid(), 9)")
    notebook.command("notebook:run-cell")
    expect(notebook.status("quiz")).to_have_text(LOST)


def test_answers_are_saved_while_a_cell_runs(ask, lab, page):
    heard = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    notebook = ask("quiz")
    # The view opens its way past a running cell within a second: a first message of its own and the answer to it.
    while not any("anywidget-command-response" in frame for frame in heard):
        page.wait_for_timeout(50)
    notebook.append("import time; time.sleep(600)")
    notebook.command("notebook:run-cell")
    notebook.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='busy']", state="attached")
    notebook.card("quiz").get_by_label("18").check()
    expect(notebook.status("quiz")).to_contain_text(SAVED)
    assert lab.answers(notebook.path, "lesson") == {"quiz": "b"}
    notebook.command("notebook:interrupt-kernel")


def test_a_cell_that_is_run_twice_shows_one_view_with_the_answer(ask, lab):
    notebook = ask("quiz")
    notebook.card("quiz").get_by_label("18").check()
    expect(notebook.status("quiz")).to_contain_text(SAVED)
    notebook.run_all()
    expect(notebook.card("quiz")).to_have_count(1)
    expect(notebook.card("quiz").get_by_label("18")).to_be_checked()
    notebook.card("quiz").get_by_label("9").check()
    expect(notebook.status("quiz")).to_contain_text(SAVED)
    assert lab.answers(notebook.path, "lesson") == {"quiz": "c"}


def test_a_notebook_reopened_without_its_kernel_shows_the_answers(ask, page):
    notebook = ask(given=ANSWERS)
    static = page.locator(".idic-static")
    expect(static.first).to_be_hidden()
    notebook.card("quiz").get_by_label("9").check()
    expect(notebook.status("quiz")).to_contain_text(SAVED)
    notebook.save()
    notebook.restart()
    notebook.reload()
    expect(page.locator(".idic")).to_have_count(0)
    assert static.count() == len(ANSWERS)
    for id, text in {"quiz": "9 (chosen)", "name": "The bicycle shop", "firms": "The desk greets me"}.items():
        shown = page.locator(f".idic-static[data-question='{id}']")
        expect(shown).to_be_visible()
        expect(shown).to_contain_text(text)
