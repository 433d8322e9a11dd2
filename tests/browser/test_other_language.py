"""Every kind of question in a language with longer words: nothing is cut, and no word of ours stays in English."""

import dataclasses
import re
from collections.abc import Mapping

import pytest

from idic_lab import AnswerBook, ask, words
from idic_lab.judging import checks
from idic_lab.questions import hand_in_view, html
from tests.browser.bare import show
from tests.browser.kinds import ANSWERS, CELLS
from tests.browser.test_access import CUT_OFF

OURS = words.catalogue()
ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "åƀçđéƒğĥîĵķłɱñöþɋřšţûṽŵẋýžÅƁÇĐÉƑĞĤÎĴĶŁṂÑÖÞɊŘŠŢÛṼŴẊÝŽ"
)
# What a card says when it is used: by question, what is done to it.
USES = {
    "firms": [
        "card.querySelector('.add .main').click()",
        "type('.add input', 'A'); card.querySelector('.add .main').click()",
        "card.querySelector('.add input').dispatchEvent(new FocusEvent('focusout', { bubbles: true }))",
    ],
    "share": ["type('input', '1,2,3')", "type('input', '1,234')", "type('input', '700')", "type('input', '1/0')"],
    "order": ["card.querySelector('.nudge:last-of-type').click()"],
    "deck": ["card.querySelector('input').click()"],
    "audit": ["card.querySelector('.rows + button').click()"],
    "visit": ["type('input', '10')"],
}
TYPE = """const type = (where, text) => {
    const field = card.querySelector(where);
    Object.assign(field, { value: text }).dispatchEvent(new Event('input', { bubbles: true }));
};"""
SHOWN = """() => {
    const names = ["aria-label", "aria-valuetext", "placeholder", "title", "alt"];
    const said = [];
    for (const node of document.querySelectorAll("body *:not(style, script)")) {
        for (const { nodeType, data } of node.childNodes) if (nodeType === Node.TEXT_NODE) said.push(data);
        for (const name of names) if (node.getAttribute(name)) said.push(node.getAttribute(name));
    }
    return said.filter((text) => text.trim());
}"""
# What a control cuts off leaves no trace in boxes, so its text is measured: a hint in a field, a choice in a list.
CUT_IN_CONTROLS = """() => [...document.querySelectorAll(".idic :is(input[placeholder], select)")].filter((control) => {
    const style = getComputedStyle(control);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const text = control.placeholder ?? control.options[0].text;
    const arrow = control.tagName === "SELECT" ? 16 : 0;
    const room = control.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow;
    return control.offsetWidth && pen.measureText(text).width > room + 1;
}).map((control) => control.outerHTML.slice(0, 200))"""
CUT_IN_BOXES = """() => [...document.querySelectorAll(".idic *:not(.unseen, .unseen *, svg *)")]
    .filter((node) => getComputedStyle(node).overflowX !== "visible" && !node.matches("input, select, textarea"))
    .filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.outerHTML.slice(0, 200))"""


def longer(text):
    """Return a text in the other language: every letter accented, two of five twice, parameters as they are."""
    made, owed = [], 1.0  # so that what is left over at the end is made up for
    for part in re.split(r"(\{\w+\})", text):
        if part.startswith("{"):
            made.append(part)
            continue
        for letter in part:
            owed += 0.4
            times = 1 + (int(owed) if letter.isalpha() else 0)
            owed -= times - 1
            made.append(letter.translate(ACCENTED) * times)
    return "".join(made)


@pytest.fixture
def catalogue(monkeypatch):
    """Put the other language in the place of ours."""
    theirs = {
        id: longer(text) if isinstance(text, str) else {form: longer(each) for form, each in text.items()}
        for id, text in OURS.items()
    }
    monkeypatch.setattr(words, "catalogue", lambda: theirs)
    return theirs


def asked():
    """Return the questions of a notebook with every kind, by id."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ask, "_show", lambda question, book: found.update({question.id: question}))
        exec("from idic_lab import ask, questions\nbook = None\n" + "\n".join(CELLS.values()), {})
    return found


def texts(content):
    """Yield every text in a question or an answer, which is what the course says and not the interface."""
    if isinstance(content, str):
        yield from (content, content[:1].lower() + content[1:])
    elif dataclasses.is_dataclass(content):
        yield from texts([getattr(content, field.name) for field in dataclasses.fields(content)])
    elif isinstance(content, Mapping):
        yield from texts([*content, *content.values()])
    elif isinstance(content, list | tuple):
        for each in content:
            yield from texts(each)


def english_left(page, *content):
    """Return what is shown or read out and is neither in the other language nor in the question."""
    own = sorted({line for text in texts(content) for line in text.splitlines() if line}, key=len, reverse=True)
    left = []
    for shown in page.evaluate(SHOWN):
        # Longest first; a word that a picture breaks off its text is found in it by itself.
        rest = re.sub("|".join(map(re.escape, own)), "", shown)
        if re.search("[A-Za-z]{2}", rest) and not any(shown.strip() in text for text in own):
            left.append(shown)
    return left


def assert_whole(page, where):
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    assert page.evaluate(CUT_OFF) == [], where
    assert page.evaluate(CUT_IN_BOXES) == [], where
    assert page.evaluate(CUT_IN_CONTROLS) == [], where
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, where


@pytest.fixture
def narrow(page):
    # localStorage needs an address; nothing is fetched from it.
    page.route("http://kit.test/", lambda route: route.fulfill(body="<!doctype html><title>Kit</title>"))
    page.goto("http://kit.test/")
    page.set_viewport_size({"width": 320, "height": 900})
    page.add_style_tag(content="body { margin: 0 }")
    return page


def test_the_other_language_is_longer_by_two_fifths(catalogue):
    def letters(texts):
        forms = [form for text in texts for form in ([text] if isinstance(text, str) else text.values())]
        return re.sub(r"\{\w+\}", "", "".join(forms))

    ours, theirs = letters(OURS.values()), letters(catalogue.values())
    assert not re.search("[A-Za-z]", theirs)
    assert len(theirs) >= 1.4 * len(ours)


@pytest.mark.parametrize("id", CELLS)
def test_a_card_is_whole_and_all_in_the_other_language(narrow, catalogue, tmp_path, id):
    question = asked()[id]
    book = AnswerBook("lesson", tmp_path)
    book.questions[id] = question
    from idic_lab.questions.views import View  # only a live view imports widgets

    def drawn(value, **state):
        if value is not None:
            book.record(id, value)
        at = View._state(_Seen(question, book))["saved"]
        narrow.evaluate("document.body.replaceChildren(); localStorage.clear()")
        card = show(narrow, question, value, notes=at["notes"], **state)
        assert_whole(narrow, id)
        assert english_left(narrow, question, value) == []
        return card

    drawn(None)
    for use in USES.get(id, ()):
        narrow.evaluate(f"() => {{ const card = document.querySelector('.idic'); {TYPE} {use} }}")
        assert_whole(narrow, use)
        assert english_left(narrow, question, ["A"]) == []
    drawn(ANSWERS[id], revision=1)
    drawn(ANSWERS[id], connected=False)


class _Seen:
    """A view's state without a view, so that no kernel is needed."""

    def __init__(self, question, book):
        self._asked, self._book = question, book


@pytest.mark.parametrize("id", CELLS)
def test_a_static_view_is_all_in_the_other_language(narrow, catalogue, tmp_path, id):
    question = asked()[id]
    book = AnswerBook("lesson", tmp_path)
    book.questions[id] = question
    for value in (None, ANSWERS[id], [{"no": "answer"}] * 100):
        if value is not None:
            book.record(id, value)
        complete = checks.complete(book, id, points=1)
        pages = [html.view(question, book.answer(id), book.name), complete.html(), hand_in_view.page(book, ())]
        narrow.evaluate("(html) => (document.body.innerHTML = html)", "".join(pages))
        assert english_left(narrow, question, value, ["lesson.ipynb", "lesson", str(value), "'no'", "answer"]) == []


def test_a_draft_that_was_never_saved_is_offered_in_the_other_language(narrow, catalogue):
    question = asked()["name"]
    show(narrow, question).get_by_role("textbox").fill("Harbour")
    narrow.evaluate("unmount(); document.body.replaceChildren()")
    show(narrow, question, "Kleenz", revision=7).get_by_text("Harbour").wait_for()
    date = narrow.evaluate("new Date().toLocaleString([], { dateStyle: 'medium' })")
    assert_whole(narrow, "draft")
    assert english_left(narrow, question, ["Harbour", "Kleenz", date, "AM", "PM"]) == []
