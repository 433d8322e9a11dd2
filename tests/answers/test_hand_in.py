import hashlib
import json
import zipfile

import pytest

from idic_lab import AnswerBook, ask, questions
from idic_lab.answers import hand_in
from idic_lab.questions import hand_in_view

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def book(tmp_path):
    book = AnswerBook("case", tmp_path)
    book.questions["which"] = questions.Choice("which", f"Which? {HOSTILE}", ["one", "two"])
    book.questions["letter"] = questions.LongText("letter", "Write a letter", min_words=3)
    return book


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "case.ipynb"
    path.write_text("{}")
    return path


def test_every_question_is_listed_with_what_is_open(book):
    book.record("letter", "Dear you")
    assert [(line.answered, line.open) for line in hand_in.lines(book)] == [
        (False, ("not answered yet",)),
        (False, ("2 words so far; at least 3 are asked for",)),
    ]
    book.record("letter", "Dear Ms Okoro")
    book.record("which", "a")
    assert all(line.answered for line in hand_in.lines(book))
    assert "2 of 2 questions are answered. Nothing is missing." in hand_in_view.page(book)


def test_what_is_no_answer_is_open_with_its_reason(book):
    book.record("which", "z")
    assert "is not an option" in hand_in.lines(book)[0].open[0]


def test_what_is_only_in_memory_is_not_ready(book, monkeypatch):
    from idic_lab.answers import NotSaved

    book.questions["which"] = questions.Number("which", "How many?")
    with pytest.raises(NotSaved):
        book.record("which", float("nan"))
    assert not hand_in.lines(book)[0].answered


def test_the_page_names_inconsistencies_and_escapes(book, notebook):
    page = hand_in_view.page(book, ["Your target moves <b>S</b>, and no recommendation does."])
    assert "<script" not in page
    assert "&lt;b&gt;S" in page
    assert "Nothing is missing" not in page
    assert "The notebook was last saved at" in page


def test_the_zip_holds_notebook_answers_and_a_true_receipt(book, notebook):
    book.record("which", "a")
    receipt = hand_in.pack(book)
    with zipfile.ZipFile(receipt.path) as archive:
        assert sorted(archive.namelist()) == ["case.answers.json", "case.ipynb", "receipt.json"]
        listed = json.loads(archive.read("receipt.json"))
        for file in listed["files"]:
            data = archive.read(file["name"])
            assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    assert receipt.made_at[:10] in listed["made_at"]
    assert "case.zip" in hand_in_view.receipt_page(receipt)


def test_an_answer_after_the_last_save_of_the_notebook_is_told(book, notebook):
    import os

    os.utime(notebook, (1_000_000_000, 1_000_000_000))
    book.record("which", "a")
    assert "You have answered since then" in hand_in_view.page(book)


def test_without_notebook_or_answers_no_zip_and_a_reason(book, notebook):
    with pytest.raises(FileNotFoundError, match="Nothing has been answered"):
        hand_in.pack(book)
    book.record("which", "a")
    notebook.unlink()
    with pytest.raises(FileNotFoundError, match=r"case\.ipynb"):
        hand_in.pack(book)


def test_a_renamed_notebook_is_the_one_that_runs(book, notebook, monkeypatch):
    book.record("which", "a")
    renamed = notebook.rename(notebook.with_name("my case.ipynb"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(renamed))
    assert hand_in.notebook_of(book) == renamed
    assert [name for name, *_ in hand_in.pack(book).files] == ["case.ipynb", "case.answers.json"]


def test_ask_shows_the_state_and_a_button_that_tells_what_it_did(book, notebook, monkeypatch):
    shown = []
    monkeypatch.setenv("IDIC_LAB_VIEW", "live")
    monkeypatch.setattr("IPython.display.display", lambda output, **more: shown.append(output))
    ask.hand_in(book, [lambda book: ["A sentence of a rule."]])
    assert "A sentence of a rule." in shown[0]["text/html"]
    button, outcome = shown[1].children
    button.click()
    assert "Nothing has been answered yet" in outcome.value
    book.record("which", "a")
    button.click()
    assert "case.zip" in outcome.value
    assert "1 of 2 questions" in outcome.value


def test_what_has_been_handed_in_is_not_asked_for_again(book, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr("IPython.display.display", lambda *given, **more: pytest.fail("nothing is to be shown"))
    ask.hand_in(book)
