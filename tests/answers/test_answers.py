"""The answer book in good order: what is recorded is there, for everyone who opens the file."""

import json
import os
import threading
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic_lab import AnswerBook, answers
from idic_lab.answers import file


@pytest.fixture
def book(tmp_path):
    return AnswerBook("case", tmp_path)


def in_file(book):
    return json.loads(book.path.read_text("utf-8"))["answers"]


def test_the_file_is_as_documented(book):
    before = datetime.now().astimezone().replace(microsecond=0)
    book.record("companies", [{"company": "Café Ünï", "step": "identify"}])
    book.record("trust", 4.5)
    book.record("companies", [])
    text = book.path.read_text("utf-8")
    document = json.loads(text)
    assert book.path.name == "case.answers.json"
    assert {key: document[key] for key in ("format", "version", "book")} == {
        "format": "idic-lab/answers",
        "version": 1,
        "book": "case",
    }
    assert list(document["answers"]) == ["companies", "trust"]
    assert list(document["answers"]["companies"]) == ["value", "saved_at", "revision"]
    assert document["answers"]["companies"]["value"] == []
    assert document["answers"]["companies"]["revision"] == 2
    saved_at = datetime.fromisoformat(document["answers"]["trust"]["saved_at"])
    assert saved_at.utcoffset() is not None and saved_at.microsecond == 0
    assert before <= saved_at <= datetime.now().astimezone()
    assert answers.parse(text.encode()) == document


def test_the_file_is_readable_without_the_kit(book):
    book.record("why", "Ünïcode\nand a second line")
    text = book.path.read_text("utf-8")
    assert "Ünïcode" in text and text.count("\n") > 5 and text.endswith("\n")


def test_the_folder_is_fixed_at_creation(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = AnswerBook("case")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    book.record("q", 1)
    assert book.path == tmp_path / "case.answers.json" and book.path.exists()
    assert not list(Path().iterdir())


def test_opening_and_reading_write_nothing(tmp_path):
    book = AnswerBook("case", tmp_path)
    assert book.get("q") is None and book.answered() == [] and "q" not in book and book.answer("q") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../case", "a/b", "a\\b", "..", "", ".", "case ", "a..b", "nul", "x" * 200, None, 3, "a\n"]
)
def test_a_name_that_is_no_safe_file_name_is_refused(name, tmp_path):
    with pytest.raises(ValueError, match="cannot be the name of a book"):
        AnswerBook(name, tmp_path)
    assert not list(tmp_path.parent.glob("case*"))


def test_a_missing_answer_lists_the_known_ones(book):
    book.record("trust", 1)
    book.record("companies", 2)
    with pytest.raises(KeyError) as caught:
        book["trusst"]
    assert str(caught.value) == "There is no answer to 'trusst'. Answered so far: trust, companies."
    assert book.get("trusst", "default") == "default"


def test_clearing_twice_is_fine_for_a_question_that_is_asked(book):
    book.questions["q"] = object()
    book.record("q", 1)
    book.clear("q")
    book.clear("q")
    assert "q" not in in_file(book)


@pytest.mark.parametrize("id", [None, 3, "", ("q",)])
def test_an_id_is_text(book, id):
    with pytest.raises(TypeError, match="cannot name a question"):
        book.record(id, 1)


def test_an_id_with_half_a_character_does_not_spoil_the_book(book):
    with pytest.raises(ValueError, match="half a character"):
        book.record("\ud800", 1)
    assert book.record("q", 1).saved_at


def test_changing_a_value_changes_no_answer(book):
    given = {"rows": [1, 2]}
    answer = book.record("q", given)
    given["rows"].append("given")
    answer.value["rows"].append("returned")
    book["q"]["rows"].append("read")
    book.get("q")["rows"].append("got")
    book.answer("q").value["rows"].append("answered")
    assert book["q"] == {"rows": [1, 2]}
    book.record("other", 1)
    assert in_file(book)["q"]["value"] == {"rows": [1, 2]}


def test_numbers_from_numpy_are_numbers(book):
    for id, value in {
        "i": numpy.int64(3),
        "f": numpy.float32(0.5),
        "d": numpy.float64(0.1),
        "b": numpy.bool_(True),
    }.items():
        book.record(id, value)
    found = AnswerBook("case", book.path.parent)
    assert [found[id] for id in "ifdb"] == [3, 0.5, 0.1, True]
    assert [type(found[id]) for id in "ifdb"] == [int, float, float, bool]


def test_a_tuple_is_a_list_from_the_first(book):
    book.record("q", (1, (2,)))
    assert book["q"] == AnswerBook("case", book.path.parent)["q"] == [1, [2]]


LOOP = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (float("nan"), "nan is not a number"),
        (float("inf"), "inf is not a number"),
        ({"a": [1, -float("inf")]}, "-inf"),
        (numpy.float64("nan"), "nan"),
        (10**400, "too large a number"),
        (10**5000, "too large a number"),
        ({1: "a"}, "the key 1 is not text"),
        ({"a": {2, 3}}, "a set is not"),
        (Fraction(1, 2), "a Fraction is not"),
        (numpy.array([1, 2]), "a ndarray is not"),
        (threading.Lock(), "a lock is not"),
        ("cut \ud83d", "half a character"),
        ({"\ud83d": 1}, "half a character"),
        (LOOP, "nested too deeply"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_json_is_refused_and_kept_in_memory(book, value, named):
    book.record("q", "good")
    book.record("other", 1)
    before = book.path.read_bytes()
    with pytest.raises(answers.NotSaved, match=named) as caught:
        book.record("q", value)
    assert "'q'" in str(caught.value)
    assert book.path.read_bytes() == before
    assert type(book["q"]) is type(value)
    assert book.answer("q").saved_at is None
    # It is in nobody's way: other answers are saved, and so is a better answer to the same question.
    assert book.record("other", 2).saved_at
    assert in_file(book)["q"]["value"] == "good" and in_file(book)["other"]["value"] == 2
    book.record("q", "better")
    assert AnswerBook("case", book.path.parent)["q"] == "better"


def test_a_refused_value_is_kept_as_it_was_and_as_a_copy_where_it_can_be(book):
    lock, given = threading.Lock(), {"years": {2, 3}}
    for id, value in {"lock": lock, "set": given}.items():
        with pytest.raises(answers.NotSaved):
            book.record(id, value)
    given["years"].clear()
    assert book["lock"] is lock and book["set"] == {"years": {2, 3}}
    assert list(book) == ["lock", "set"]


def test_undo_of_a_refused_value_brings_the_good_one_back(book):
    book.record("q", "good")
    with pytest.raises(answers.NotSaved):
        book.record("q", float("nan"))
    assert book.undo("q").value == "good"
    assert in_file(book)["q"]["value"] == "good"


def test_a_book_that_no_reader_would_accept_is_not_written(book, monkeypatch):
    book.record("q", "short")
    monkeypatch.setattr("idic_lab.answers.storage.MAX_BYTES", 2000)
    with pytest.raises(answers.NotSaved, match="larger than"):
        book.record("long", "x" * 3000)
    assert book["long"] == "x" * 3000
    assert book.record("q", "again").saved_at
    assert list(in_file(book)) == ["q"]


def test_undo_takes_back_what_another_notebook_did(book):
    other = AnswerBook("case", book.path.parent)
    book.record("q", "mine")
    other.record("q", "theirs")
    assert book["q"] == "theirs"
    assert book.undo("q").value == "mine"
    assert other["q"] == "mine"


def test_a_revision_rises_even_after_the_answer_was_cleared(book):
    for n in range(3):
        book.record("q", n)
    reopened = AnswerBook("case", book.path.parent)
    reopened.clear("q")
    assert reopened.record("q", "again").revision > 3


def test_ids_that_are_no_longer_asked_are_kept(book):
    book.record("old-question", [1])
    later = AnswerBook("case", book.path.parent)
    later.questions["new-question"] = object()
    later.record("new-question", 2)
    assert list(in_file(book)) == ["old-question", "new-question"]
    assert later["old-question"] == [1]


def test_saving_goes_through_to_the_disk_before_the_old_file_goes(book, monkeypatch):
    calls = []
    real = {"fsync": os.fsync, "replace": os.replace}
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append("fsync"), real["fsync"](fd)))
    monkeypatch.setattr(os, "replace", lambda a, b: (calls.append(Path(b).name), real["replace"](a, b)))
    book.record("q", 1)
    # Each file before its renaming, and the folder after it, so that a power cut cannot undo the renaming.
    assert calls == ["fsync", "case.answers.json", "fsync", "fsync", "case.answers.backup.json", "fsync"]


def test_a_file_that_is_busy_for_a_moment_is_replaced_after_all(book, monkeypatch):
    real, refusals = os.replace, iter([True, True])

    def busy(source, target):
        if next(refusals, False):
            raise PermissionError(13, "being read")
        real(source, target)

    monkeypatch.setattr(os, "replace", busy)
    book.record("q", 1)
    assert in_file(book)["q"]["value"] == 1


def entry(value=1, saved_at="2026-03-01T14:03:00+01:00", revision=1):
    return {"value": value, "saved_at": saved_at, "revision": revision}


def document(**changes):
    whole = {"format": "idic-lab/answers", "version": 1, "book": "case", "answers": {"q": entry()}}
    return json.dumps({**whole, **changes}).encode()


def nested(depth):
    return "[" * depth + "]" * depth


def test_parse_reads_what_is_well_formed():
    assert answers.parse(document())["answers"] == {"q": entry()}
    assert answers.parse(b"\xef\xbb\xbf" + document())["book"] == "case", "some editors put a mark in front"
    assert answers.parse(document(surprise=1)) == answers.parse(document())
    assert answers.parse(document(answers={})) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0\0\0",
        b"{",
        b"[]",
        b"null",
        b"NaN",
        document()[:-20],
        document() + b"{}",
        document().decode().encode("utf-16"),
        document().replace(b"case", b"\xff"),
        document(format="other"),
        document(version="1"),
        document(version=True),
        document(version=1.0),
        document(version=0),
        document(version=None),
        document(version=[]),
        document(book=None),
        document(answers=None),
        document(answers=[]),
        document(answers={"q": 1}),
        document(answers={"q": {"saved_at": "2026-03-01T14:03:00+01:00", "revision": 1}}),
        document(answers={"q": entry(revision=0)}),
        document(answers={"q": entry(revision=True)}),
        document(answers={"q": entry(revision="2")}),
        document(answers={"q": entry(revision=1e300)}),
        document(answers={"q": entry(revision=2**60)}),
        document(answers={"q": entry(saved_at=None)}),
        document(answers={"q": entry(saved_at="2026-03-01T14:03:00")}),
        document(answers={"q": entry(saved_at="0001-01-01T00:00:00+23:59")}),
        document(answers={"q": entry(saved_at="2026-02-30T14:03:00+01:00")}),
        document(answers={"q": entry(saved_at="<b>")}),
        document(answers={"q": entry(float("nan"))}),
        document(answers={"q": entry(float("inf"))}),
        document(answers={"q": entry(10**400)}),
        document(answers={"q": entry("\ud800")}),
        document().replace(b'"value": 1', b'"value": 1e999'),
        document().replace(b'"value": 1', b'"value": ' + b"9" * 5000),
        document().replace(b'"value": 1', b'"value": 1, "value": 2'),
        document().replace(b'"q":', b'"q": {}, "q":'),
        document().replace(b'"value": 1', b'"value": ' + nested(41).encode()),
        document().replace(b'"value": 1', b'"value": ' + nested(400_000).encode()),
        nested(2_000_000).encode(),
        b'{"a":' * 500_000,
        b" " * (answers.MAX_BYTES + 1),
    ],
    ids=lambda data: ascii(data[:30]),
)
def test_parse_refuses_everything_else_in_one_way(data):
    with pytest.raises(answers.BrokenFile) as caught:
        answers.parse(data)
    assert 5 < len(str(caught.value)) < 200


@settings(max_examples=300)
@given(st.binary(max_size=60), st.integers(0, 120), st.integers(0, 20))
def test_parse_survives_any_damage(noise, at, gone):
    whole = document()
    try:
        found = answers.parse(whole[:at] + noise + whole[at + gone :])
    except answers.RefusedFile:
        return
    assert set(found) == {"format", "version", "book", "answers"}


def test_as_deep_as_can_be_recorded_can_be_read(book):
    deepest = json.loads(nested(file.DEEPEST_VALUE))
    book.record("q", deepest)
    assert AnswerBook("case", book.path.parent)["q"] == deepest
    with pytest.raises(answers.NotSaved, match="nested too deeply"):
        book.record("q", [deepest])


def test_an_older_version_is_migrated_step_by_step_and_written_as_the_newest(tmp_path, monkeypatch):
    def from_minus_one(old):
        return {"format": old["format"], "name": old["book"], "values": old["values"]}

    def from_zero(old):
        return {
            "format": old["format"],
            "book": old["name"],
            "answers": {id: entry(value) for id, value in old["values"].items()},
        }

    monkeypatch.setattr(file, "MIGRATIONS", {-1: from_minus_one, 0: from_zero})
    path = tmp_path / "case.answers.json"
    path.write_text(
        json.dumps({"format": "idic-lab/answers", "version": -1, "book": "case", "values": {"a": 1, "b": [2]}})
    )
    book = AnswerBook("case", tmp_path)
    assert (book["a"], book["b"], book.notices) == (1, [2], [])
    book.record("c", 3)
    assert json.loads(path.read_text())["version"] == 1
    assert list(in_file(book)) == ["a", "b", "c"]


def test_read_follows_no_link_and_waits_for_no_pipe(tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_bytes(document())
    (tmp_path / "case.answers.json").symlink_to(secret)
    os.mkfifo(tmp_path / "pipe.answers.json")
    (tmp_path / "folder.answers.json").mkdir()
    for name in ("case", "pipe", "folder"):
        with pytest.raises(answers.BrokenFile, match=f"^{name}.answers.json cannot be used: it is a link or a folder"):
            answers.read(tmp_path / f"{name}.answers.json")
    with pytest.raises(FileNotFoundError):
        answers.read(tmp_path / "none.answers.json")
    assert answers.read(secret)["answers"] == {"q": entry()}


def test_read_looks_at_the_size_first(tmp_path):
    huge = tmp_path / "case.answers.json"
    with huge.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(answers.BrokenFile, match="larger than 5 MB"):
        answers.read(huge)
