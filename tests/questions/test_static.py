from html import escape
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab import questions
from idic_lab.questions import html

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
ASKED = {
    "choice": (questions.Choice("q", HOSTILE, [HOSTILE, "two"]), "a"),
    "choices": (questions.Choices("q", HOSTILE, [HOSTILE, "two"]), ["a"]),
    "number": (questions.Number("q", HOSTILE, unit=HOSTILE), HOSTILE),
    "guess": (questions.Guess("q", HOSTILE), "3,5"),
    "text": (questions.Text("q", HOSTILE), HOSTILE),
    "long_text": (questions.LongText("q", HOSTILE), HOSTILE),
    "trust": (
        questions.Trust("q", HOSTILE, profiles=[HOSTILE]),
        {HOSTILE: {"credibility": 5, "reliability": 3, "intimacy": 2, "self_orientation": 8}},
    ),
    "board": (questions.Board("q", HOSTILE), [{"company": HOSTILE, "step": "identify", "reason": HOSTILE}]),
    "table": (
        questions.Table("q", HOSTILE, [questions.Column("c", HOSTILE)], rows={"r": HOSTILE}),
        [{"row": "r", "c": HOSTILE}],
    ),
    "rank": (questions.Rank("q", HOSTILE, {"a": HOSTILE, "b": "two"}, top=HOSTILE), ["b", "a"]),
    "rate": (questions.Rate("q", HOSTILE, {"a": HOSTILE}, {"now": HOSTILE}), {"now": {"a": 2}}),
    "explore": (
        questions.Explore("q", HOSTILE, [questions.Dial("d", HOSTILE, options={"a": HOSTILE})], frames={"0": {}}),
        {"d": "a"},
    ),
    "sort": (questions.Sort("q", HOSTILE, {HOSTILE: HOSTILE}, "steps"), {HOSTILE: "identify"}),
}


def answer(value):
    return SimpleNamespace(value=value, saved_at="2026-03-01T14:03:00+01:00", revision=1)


def test_every_kind_has_a_static_view():
    assert set(ASKED) == set(questions.KINDS)


@pytest.mark.parametrize("kind", ASKED)
def test_what_was_typed_is_shown_as_text(kind):
    question, value = ASKED[kind]
    page = html.view(question, answer(value), HOSTILE)
    assert "<script" not in page
    assert "<img" not in page
    assert "as of 14:03" in page
    if kind not in ("guess", "trust"):
        assert "&lt;script&gt;" in html.recorded(question, value)


@pytest.mark.parametrize("kind", ASKED)
def test_an_open_question_says_so(kind):
    assert "No answer yet." in html.view(ASKED[kind][0], None)


OFFERED = {
    "choice": ["two"],
    "choices": ["two"],
    "number": [f"… {HOSTILE}"],
    "trust": ["To set from 1 to 10: Credibility, Reliability, Intimacy, Self-orientation."],
    "board": ["Identify: ", "To tell: company, what it did."],
    "table": [HOSTILE, f"To fill in: {HOSTILE}."],
    "rate": [HOSTILE, f"To rate from 1 (low) to 5 (high): {HOSTILE}."],
    "explore": [f"{HOSTILE}: {HOSTILE}"],
    "sort": [HOSTILE, "To sort into: Identify, Differentiate, Interact, Customize."],
}


@pytest.mark.parametrize("kind", OFFERED)
def test_an_open_question_shows_what_can_be_answered(kind):
    page = html.view(ASKED[kind][0], None)
    assert [text for text in OFFERED[kind] if escape(text) not in page] == []


def test_an_open_text_shows_its_length_and_its_sentence_frames():
    page = html.view(questions.LongText("q", min_words=5, max_words=40, frames=["I agree …"]), None)
    assert "5 to 40 words" in page
    assert "“I agree …”" in page


@pytest.mark.parametrize("kind", ASKED)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_a_file_edited_by_hand_never_breaks_the_page(kind, value):
    page = html.view(ASKED[kind][0], answer(value))
    assert page.startswith('<div class="idic-static"')
    assert "<script" not in page


def test_what_is_only_in_memory_is_not_shown_as_saved():
    unsaved = SimpleNamespace(value="a text", saved_at=None, revision=1)
    page = html.view(questions.Text("q"), unsaved)
    assert "not saved" in page
    assert "as of" not in page


def test_the_trust_table_shows_the_sum():
    question, value = ASKED["trust"]
    assert "(5 + 3 + 2) ÷ 8 = 1.25" in html.recorded(question, value)


def test_nothing_is_cut_off_a_long_text():
    text = "word " * 4000
    assert text in html.recorded(questions.LongText("q"), text)


@pytest.mark.parametrize(("typed", "shown"), [("67.4", ">67.4 per cent<"), ("67,4 %", ">67,4 %<")])
def test_a_unit_is_not_shown_behind_a_sign_that_says_it(typed, shown):
    assert shown in html.view(questions.Number("q", "Which share?", unit="per cent", percent=True), answer(typed))
