"""What a book asks of any place where it keeps its answers: the same tests for a file and for memory."""

import io
import os
import tempfile
import threading
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from idic_lab import AnswerBook, answers, questions
from idic_lab.answers import FileStorage, MemoryStorage, hand_in, storage

FINITE = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | FINITE | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
IDS = st.text(min_size=1, max_size=8)
# Hundreds of books, none of which has to outlive a power cut.
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
MANY_BOOKS = settings(deadline=None, max_examples=40)


class FileBook(AnswerBook):
    """A book whose answers are in a file."""

    storage = FileStorage


class MemoryBook(AnswerBook):
    """A book whose answers are in memory."""

    storage = MemoryStorage


BOOKS = [FileBook, MemoryBook]


@pytest.fixture(params=BOOKS, ids=lambda Book: Book.__name__)
def open_book(request, tmp_path):
    return lambda name="case": request.param(name, tmp_path)


def test_books_keep_their_answers_in_files_unless_told_otherwise(tmp_path):
    assert AnswerBook.storage is FileStorage
    MemoryBook("case", tmp_path).record("q", 1)
    assert list(tmp_path.iterdir()) == []


def test_another_book_sees_what_was_recorded_and_a_book_of_another_name_does_not(open_book):
    book, other = open_book(), open_book()
    book.record("q", [1])
    other["q"].append(2)  # what a book gives is a copy
    assert book["q"] == other["q"] == open_book()["q"] == [1]
    assert "q" not in open_book("second")


def test_an_answer_that_another_book_has_changed_can_be_undone_here(open_book):
    book, other = open_book(), open_book()
    book.record("q", 1)
    other.record("q", 2)
    assert book["q"] == 2
    assert book.undo("q").value == other["q"] == 1


def test_many_threads_lose_nothing(open_book):
    books = [open_book() for _ in range(4)]

    def work(number, book):
        for count in range(10):
            book.record(f"{number}-{count}", count)
            book.record("shared", number)

    threads = [threading.Thread(target=work, args=each) for each in enumerate(books)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_book().answer("shared").revision == 40
    assert len(open_book().answered()) == 41


def test_what_is_too_large_is_refused_and_the_rest_goes_on(open_book, monkeypatch):
    monkeypatch.setattr(storage, "MAX_BYTES", 2000)
    book = open_book()
    book.record("small", 1)
    with pytest.raises(answers.NotSaved, match="larger than"):
        book.record("large", "x" * 3000)
    book.record("next", 2)
    assert open_book().answered() == ["small", "next"]


def test_a_place_that_fails_keeps_the_answer_in_the_book_until_it_works_again(open_book, monkeypatch):
    book = open_book()
    book.record("q", 1)
    with monkeypatch.context() as broken:
        broken.setattr(book._storage, "update", lambda change, known: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(answers.NotSaved, match="the disk is full"):
            book.record("q", 2)
    assert book["q"] == 2 and open_book()["q"] == 1
    assert book.answer("q").saved_at is None
    book.record("next", 3)
    assert open_book()["q"] == 2


def test_the_zip_to_hand_in_holds_what_is_saved(open_book):
    book = open_book()
    book.questions["q"] = questions.Text("q", "Why?")
    with pytest.raises(FileNotFoundError, match="Nothing has been answered"):
        hand_in.zipped(book, b"{}")
    book.record("q", "Because.")
    data, receipt = hand_in.zipped(book, b"{}")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert answers.parse(archive.read("case.answers.json"))["answers"]["q"]["value"] == "Because."
        assert archive.read("case.ipynb") == b"{}"
    assert [name for name, *_ in receipt.files] == ["case.ipynb", "case.answers.json"]
    assert [line.answered for line in hand_in.lines(book)] == [True]


@pytest.mark.parametrize("Book", BOOKS)
@MANY_BOOKS
@given(recorded=st.dictionaries(IDS, VALUES, max_size=6))
def test_whatever_is_recorded_comes_back(Book, recorded):
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        book = Book("case", folder)
        for id, value in recorded.items():
            assert book.record(id, value).value == value
        for reader in (book, Book("case", folder)):
            assert {id: reader[id] for id in reader} == recorded
            assert list(reader) == reader.answered() == list(recorded)
            assert [type(reader[id]) for id in reader] == [type(value) for value in recorded.values()]


@pytest.mark.parametrize("Book", BOOKS)
@MANY_BOOKS
@given(changes=st.lists(VALUES | st.just("clear it"), min_size=1, max_size=6))
def test_undo_walks_back_through_every_change(Book, changes):
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        book = Book("case", folder)
        book.record("q", "first")
        states = [book.answer("q")]
        for change in changes:
            if change == "clear it" and "q" in book:
                book.clear("q")
            else:
                book.record("q", change)
            states.append(book.answer("q"))
        revision = max(state.revision for state in states if state)
        for state in reversed([None, *states[:-1]]):
            undone = book.undo("q")
            assert book.get("q", "none") == Book("case", folder).get("q", "none")
            assert book.get("q", "none") == (state.value if state else "none")
            if undone:
                assert undone.revision > revision
                revision = undone.revision
        with pytest.raises(LookupError, match="nothing to undo in 'q'"):
            book.undo("q")


class TwoBooksInOnePlace(RuleBasedStateMachine):
    """Two books in one place, and a plain dict that says what must be in both."""

    Book = FileBook

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY)
        self.books = [self.Book("case", self.folder.name) for _ in range(2)]
        self.expected = {}
        self.revisions = {}

    @rule(which=st.integers(0, 1), id=st.sampled_from("abcd"), value=VALUES)
    def record(self, which, id, value):
        answer = self.books[which].record(id, value)
        self.expected[id] = value
        assert answer.revision > self.revisions.get(id, 0)
        self.revisions[id] = answer.revision

    @rule(which=st.integers(0, 1), id=st.sampled_from("abcd"))
    def clear(self, which, id):
        if id in self.expected:
            self.books[which].clear(id)
            del self.expected[id], self.revisions[id]
        else:
            with pytest.raises(answers.NoAnswer):
                self.books[which].clear(id)

    @rule(which=st.integers(0, 1))
    def reopen(self, which):
        self.books[which] = self.Book("case", self.folder.name)

    @invariant()
    def same_answers_in_the_same_order_everywhere(self):
        for book in self.books:
            assert list(book) == list(self.expected)
            assert {id: book[id] for id in book} == self.expected

    def teardown(self):
        self.folder.cleanup()


class TwoBooksInMemory(TwoBooksInOnePlace):
    """The same in memory."""

    Book = MemoryBook


TestTwoBooks, TestTwoBooksInMemory = TwoBooksInOnePlace.TestCase, TwoBooksInMemory.TestCase
TestTwoBooks.settings = TestTwoBooksInMemory.settings = settings(
    deadline=None, max_examples=25, stateful_step_count=15, suppress_health_check=[HealthCheck.too_slow]
)
