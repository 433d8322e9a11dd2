"""Every kind of question in a real JupyterLab, answered by keyboard alone and then by mouse, in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.jupyterlab import Notebook
from tests.browser.kinds import CELLS, cells

# By question: the keys that answer it, beginning at its first control ("type:" types), and what is recorded then.
BY_KEYBOARD = {
    "visit": (
        ["to:Self-orientation", *["ArrowRight"] * 5],
        {"first visit": {"credibility": 5.5, "reliability": 5.5, "intimacy": 5.5, "self_orientation": 8}},
    ),
    "firms": (
        ["type:Library", "Tab", "type:It greets me.", "Tab", "type:Id", "Tab", "Enter"],
        [{"company": "Library", "step": "identify", "reason": "It greets me."}],
    ),
    "quiz": (["ArrowDown"], "b"),
    "pair": (["Space", "to:Differentiate", "Space"], ["a", "c"]),
    "share": (["type:67,4", "Enter"], "67,4"),
    "guess": (["type:70", "Enter"], "70"),
    "name": (["type:Library", "Enter"], "Library"),
    "letter": (["Enter", "type: write first."], "Kleenz should … write first."),
    "plan": (
        ["type:Stop.", "to:By when", "type:03312027", "to:Component it moves", "type:s", "Tab", "type:40 000"],
        [{"row": "first", "action": "Stop.", "by": "2027-03-31", "moves": "s", "cost": "40 000"}],
    ),
    "audit": (["to:Organisation", "type:Gym", "Tab", "type:card"], [{"firm": "Gym", "how": "card"}]),
    "deck": (["Space", "Tab", "Space", "ArrowDown"], {"desk": "identify", "coat": "differentiate"}),
    "order": (["to:move down: Identify", "Enter"], ["b", "a", "c"]),
    "traits": (["type:it"], {"soda": "iterative"}),
    "map": (["ArrowRight", "Tab", "ArrowLeft"], {"now": {"order": 2}, "then": {"order": 5}}),
    "curve": (["ArrowRight"], {"best": 20}),
    "club": (["ArrowDown", "Tab", "ArrowRight"], {"first": "bo", "contagion": 90}),
}


def click_right_end(control):
    box = control.bounding_box()
    control.click(position={"x": box["width"] - 2, "y": box["height"] / 2})


def overwrite(field, text):
    field.click(click_count=3)
    field.page.keyboard.insert_text(text)


def add_a_company(card):
    for name, text in (("Company", "Bakery"), ("What it did for you, where and when", "It bakes rye.")):
        card.get_by_role("group", name="Add a company").get_by_label(name).click()
        card.page.keyboard.insert_text(text)
    card.get_by_label("Step", exact=True).select_option("Customize")
    card.get_by_role("button", name="Add", exact=True).click()


def commit(card):
    overwrite(card.get_by_role("textbox"), "60")
    card.get_by_role("button", name="Commit and see").click()


def turn_both(card):
    card.get_by_role("combobox").select_option("Ada")
    card.get_by_role("slider").click(position={"x": 3, "y": 8})


# By question: what the mouse does after that, and what is recorded then. A list that drops down belongs to the system
# and not to the page, so an option of it is chosen directly.
BY_MOUSE = {
    "visit": (
        lambda card: (
            card.get_by_role("button", name="second visit").click(),
            click_right_end(card.get_by_role("slider", name="Credibility")),
            card.get_by_role("button", name="first visit").click(),
        ),
        BY_KEYBOARD["visit"][1]
        | {"second visit": {"credibility": 10, "reliability": 5.5, "intimacy": 5.5, "self_orientation": 5.5}},
    ),
    "firms": (
        add_a_company,
        [*BY_KEYBOARD["firms"][1], {"company": "Bakery", "step": "customize", "reason": "It bakes rye."}],
    ),
    "quiz": (lambda card: card.get_by_text("9", exact=True).click(), "c"),
    "pair": (lambda card: card.get_by_text("Identify", exact=True).click(), ["c"]),
    "share": (lambda card: overwrite(card.get_by_role("textbox"), "25 %"), "25 %"),
    "guess": (commit, "60"),
    "name": (lambda card: overwrite(card.get_by_role("textbox"), "Bakery"), "Bakery"),
    "letter": (
        lambda card: card.get_by_role("button", name="because the survey").click(),
        "Kleenz should … write first. because the survey shows …",
    ),
    "plan": (
        lambda card: card.get_by_label("Component it moves").first.select_option("credibility"),
        [BY_KEYBOARD["plan"][1][0] | {"moves": "c"}],
    ),
    "audit": (
        lambda card: card.get_by_role("button", name="Add a row").click(),
        [*BY_KEYBOARD["audit"][1], {}],
    ),
    "deck": (
        lambda card: card.get_by_role("radio", name="Customize").last.click(),
        {"desk": "identify", "coat": "customize"},
    ),
    "order": (lambda card: card.get_by_role("button", name="move up: Customize").click(), ["b", "c", "a"]),
    "traits": (lambda card: card.get_by_role("combobox").select_option("unique"), {"soda": "unique"}),
    "map": (
        lambda card: card.get_by_role("group", name="Waiting for news: as it is").get_by_role("radio").first.click(),
        {"now": {"order": 2, "wait": 1}, "then": {"order": 5}},
    ),
    "curve": (lambda card: click_right_end(card.get_by_role("slider")), {"best": 30}),
    "club": (turn_both, {"first": "ada", "contagion": 20}),
}

STATE = """() => [...document.querySelectorAll(".idic")].map((card) => [
    card.dataset.question,
    [...card.querySelectorAll("input, select, textarea")].map(({ type, checked, value }) =>
        ["radio", "checkbox"].includes(type) ? checked : value),
    [...card.querySelectorAll(".note, .figure img")].map((node) => node.alt ?? node.textContent),
])"""


def press(card, keys):
    """Press keys, beginning at the first control of a card; "to:" goes on with Tab to the control of that name."""
    keyboard = card.page.keyboard
    card.locator("input, select, textarea, button").first.focus()
    for key in keys:
        what, _, name = key.partition(":")
        if what == "type":
            keyboard.type(name)
        elif what == "to":
            wanted = card.get_by_label(name, exact=True).first
            for _ in range(30):
                if wanted.evaluate("node => node === document.activeElement"):
                    break
                keyboard.press("Tab")
            expect(wanted).to_be_focused()
        else:
            keyboard.press(key)


def assert_clean(page):
    page.locator(".idic .figure img").wait_for()
    found = Axe().run(page, context={"include": [[".idic"], [".idic-hand-in"]]})
    assert found.response["passes"]
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_by_keyboard_alone_by_mouse_and_again_after_reload_restart_and_run_all(lab, page, theme):
    assert set(BY_KEYBOARD) == set(BY_MOUSE) == set(CELLS)
    path = lab.write(f"every-kind-{theme}/lesson.ipynb", *cells(), "ask.hand_in(book)")
    notebook = Notebook(page, lab, path)
    notebook.theme(theme)
    notebook.run_all()

    def assert_recorded(hands):
        lab.assert_answers(path, "lesson", {id: value for id, (_, value) in hands.items()})
        for id in hands:
            expect(notebook.status(id), id).to_contain_text("saved at")

    for id, (keys, _) in BY_KEYBOARD.items():
        press(notebook.card(id), keys)
    page.get_by_role("button", name="Check again and make the zip").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("receipt").first).to_be_visible()
    assert_recorded(BY_KEYBOARD)
    assert_clean(page)

    for id, (act, _) in BY_MOUSE.items():
        act(notebook.card(id))
    page.get_by_role("button", name="Check again and make the zip").click()
    assert_recorded(BY_MOUSE)
    assert_clean(page)

    before = page.evaluate(STATE)
    notebook.save()
    notebook.reload()
    assert_recorded(BY_MOUSE)
    assert page.evaluate(STATE) == before
    notebook.restart()
    for id in CELLS:
        expect(notebook.status(id), id).to_have_text("not saved: run this cell again")
    notebook.run_all()
    assert_recorded(BY_MOUSE)
    assert page.evaluate(STATE) == before
