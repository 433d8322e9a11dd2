"""The live views as a reader of their traits sees them; what they look like is tested in a browser."""

import json

import pytest

from idic_lab import AnswerBook, questions
from idic_lab.answers import NotSaved
from idic_lab.questions import BadAnswer, Option, views

SUM = Option("b", "18", "18 is the sum. What does self-orientation do to it?", correct=False)
CHOICE = questions.Choice("t", "What is T?", [Option("a", "9", "Yes.", correct=True), SUM])
VALUES = {
    "choice": (CHOICE, "b", "z"),
    "choices": (questions.Choices("pair", "Which two?", ["Identify", "Differentiate", "Interact"]), ["a", "b"], ["z"]),
    "number": (questions.Number("share", "Which share?", unit="%"), "67,4", True),
    "guess": (questions.Guess("guess", "Guess first", reveal=lambda guess: None), "70", []),
    "text": (questions.Text("name", "Which firm?"), "Kleenz", 3),
    "long_text": (questions.LongText("letter", "Write", min_words=2), "We were late.", None),
    "trust": (
        questions.Trust("visit", "Set it"),
        {"profile": {"credibility": 5, "reliability": 3, "intimacy": 2, "self_orientation": 8}},
        {"profile": {"credibility": 5, "reliability": 3, "intimacy": 2, "self_orientation": 0}},
    ),
    "board": (
        questions.Board("firms", "Place them"),
        [{"company": "Kleenz", "step": "identify", "reason": "Knows my name."}],
        [{"company": "Kleenz", "step": "advertise"}],
    ),
    "table": (
        questions.Table("plan", "Plan it", columns=[questions.Column("what", "What")]),
        [{"what": "Write first"}],
        [{"who": "Harbour"}],
    ),
    "sort": (
        questions.Sort("deck", "Sort it", items={"one": "A name on a cup"}, categories="steps"),
        {"one": "identify"},
        {"two": "identify"},
    ),
    "rank": (questions.Rank("order", "Order them", {"a": "one", "b": "two"}), ["b", "a"], ["b"]),
    "rate": (
        questions.Rate("map", "Rate it", {"wait": "waiting"}, {"now": "as it is"}),
        {"now": {"wait": 2}},
        {"now": {"wait": 9}},
    ),
    "explore": (
        questions.Explore(
            "curve", "Turn it", [questions.Dial("x", "threshold", values=[10, 20])], frames={"0": {}, "1": {}}
        ),
        {"x": 20},
        {"x": 15},
    ),
}


@pytest.fixture
def book(tmp_path):
    return AnswerBook("lesson", tmp_path)


def on_disk(book):
    return json.loads(book.path.read_text(encoding="utf-8"))["answers"]


def test_every_kind_of_question_has_a_view():
    assert set(questions.KINDS) == set(VALUES)
    assert all(kind.script().is_file() for kind in questions.KINDS.values())


@pytest.mark.parametrize("kind", VALUES)
def test_setting_the_value_saves_it(book, kind):
    question, value, _ = VALUES[kind]
    view = views.view(question, book)
    view.value = value
    assert on_disk(book)[question.id]["value"] == value
    assert view.saved["revision"] == on_disk(book)[question.id]["revision"] == 1
    assert not view.saved["error"]


@pytest.mark.parametrize("kind", VALUES)
def test_what_the_page_gets_is_json_without_key_or_feedback(book, kind):
    question, value, _ = VALUES[kind]
    view = views.view(question, book)
    view.value = value
    shown = json.dumps([view.question, view.value, view.saved])
    assert question.prompt in shown
    assert '"correct"' not in shown and "Yes." not in shown


@pytest.mark.parametrize("kind", [kind for kind in VALUES if kind != "long_text"])
def test_a_value_of_another_shape_is_refused_and_changes_nothing(book, kind):
    question, value, bad = VALUES[kind]
    view = views.view(question, book)
    view.value = value
    with pytest.raises(BadAnswer):
        view.value = bad
    reply, _ = view._save({"value": bad}, [])
    assert reply["error"]
    assert view.value == value == book[question.id]
    assert view.saved["revision"] == 1 and not view.saved["error"]


def test_the_page_is_told_the_revision_the_time_and_the_notes(book):
    view = views.view(CHOICE, book)
    reply, _ = view._save({"value": "b"}, [])
    assert reply["revision"] == 1
    assert reply["at"] == on_disk(book)["t"]["saved_at"][11:16]
    assert reply["notes"] == [{"level": "wrong", "text": SUM.feedback, "where": "b"}]
    assert reply == view.saved


def test_opening_a_view_shows_what_is_recorded_and_saves_nothing(book):
    book.record("t", "a")
    before = book.path.read_bytes()
    view = views.view(CHOICE, book)
    assert (view.value, view.saved["revision"]) == ("a", 1)
    assert views.view(CHOICE, book).value == "a"
    assert book.path.read_bytes() == before


def test_an_answer_of_another_day_names_the_day(book, monkeypatch):
    book.record("t", "a")
    text = book.path.read_text(encoding="utf-8").replace(on_disk(book)["t"]["saved_at"], "2026-03-04T14:03:00+00:00")
    book.path.write_text(text, encoding="utf-8")
    view = views.view(CHOICE, AnswerBook("lesson", book.path.parent))
    assert view.saved["at"] == "14:03 on 4 March 2026"


def test_the_same_value_is_saved_again_after_a_failure(book, monkeypatch):
    view = views.view(CHOICE, book)

    def full(id, value):
        raise NotSaved("t", "The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(book, "record", full)
        reply, _ = view._save({"value": "a"}, [])
        assert reply["error"] == "The disk is full."
    reply, _ = view._save({"value": "a"}, [])
    assert not reply["error"] and on_disk(book)["t"]["value"] == "a"


def test_undo_goes_back_one_change_at_a_time(book):
    view = views.view(CHOICE, book)
    view.value = "a"
    view.value = "b"
    view._undo({}, [])
    assert view.value == book["t"] == "a"
    reply, _ = view._undo({}, [])
    assert view.value is None and "t" not in book
    assert (reply["revision"], reply["at"]) == (0, None)
    reply, _ = view._undo({}, [])
    assert "nothing more to undo" in reply["notes"][-1]["text"]


def test_one_question_keeps_one_view(book):
    view = views.view(CHOICE, book)
    view.value = "a"
    assert views.view(CHOICE, AnswerBook("lesson", book.path.parent)) is view
    assert views.view(questions.Choice("other", "And?", ["yes"]), book) is not view
    assert views.view(CHOICE, AnswerBook("second", book.path.parent)) is not view


def test_a_cell_that_is_run_again_shows_what_changed_meanwhile(book):
    view = views.view(CHOICE, book)
    AnswerBook("lesson", book.path.parent).record("t", "b")
    reworded = questions.Choice("t", "What is T, again?", ["9", "18"])
    assert views.view(reworded, book) is view
    assert (view.value, view.question["prompt"]) == ("b", "What is T, again?")


def test_a_question_of_another_kind_gets_a_new_view(book):
    view = views.view(CHOICE, book)
    view.value = "a"
    other = views.view(questions.Choices("t", "Which?", ["9", "18"]), book)
    text = views.view(questions.Text("t", "Which?"), book)
    assert other is view  # one module draws both
    assert text is not view and text.value == "a"


def test_a_recorded_value_that_no_longer_fits_is_kept_and_said(book):
    book.record("t", "z")
    view = views.view(CHOICE, book)
    assert view.value == "z"
    assert [note["level"] for note in view.saved["notes"]] == ["open"]


def test_after_saving_the_callbacks_run_and_cannot_break_it(book, caplog):
    view = views.view(CHOICE, book)
    seen = []
    view.on_saved = [lambda: 1 / 0, lambda: seen.append(book["t"])]
    reply, _ = view._save({"value": "a"}, [])
    assert seen == ["a"] and not reply["error"]
    view._save({"value": "z"}, [])
    assert seen == ["a"]
    assert "division" in caplog.text
