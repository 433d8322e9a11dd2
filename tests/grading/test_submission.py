import hashlib
import json
import os
import pickle
import time

import pytest

from idic_lab import AnswerBook
from idic_lab.answers.file import render
from idic_lab.grading import files, submission
from idic_lab.grading.core import Source
from idic_lab.grading.identity import unusable
from idic_lab.grading.notebook import opened
from idic_lab.grading.notes import FileNote
from idic_lab.grading.releasing import disarm
from idic_lab.grading.submission import Submitted, read, read_all, recorded
from tests.grading.test_archive import REFUSED, packed


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "submission"
    folder.mkdir()
    book = AnswerBook("case", folder)
    book.record("a", 1)
    book.record("b", ["x"])
    return folder


@pytest.fixture
def file(folder):
    """The answers file, without its backup."""
    (folder / "case.answers.backup.json").unlink()
    return folder / "case.answers.json"


def test_recorded_values_are_read(folder):
    found = recorded(read(folder, "case"))
    assert found.values == {"a": 1, "b": ["x"]}
    assert not found.note
    assert b'"idic-lab/answers"' in found.data


def damage_by_link(file, tmp_path):
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")


def damage_by_dangling_link(file, tmp_path):
    file.unlink()
    file.symlink_to(tmp_path / "nowhere.json")


def damage_by_pipe(file, tmp_path):
    file.unlink()
    os.mkfifo(file)


def damage_by_size(file, tmp_path):
    os.truncate(file, 100_000_000)


DAMAGES = [damage_by_link, damage_by_dangling_link, damage_by_pipe, damage_by_size]
BYTES = [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format": "idic-lab/answers", "version": 1}', b"NaN"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_hostile_file_is_not_read(file, tmp_path, damage):
    damage(file, tmp_path)
    found = recorded(read(file.parent, "case"))
    assert (found.data, found.values, found.note) == (None, {}, FileNote.UNREADABLE.value)
    assert found.reason


@pytest.mark.parametrize("content", BYTES)
def test_a_broken_file_is_not_read(file, content):
    file.write_bytes(content)
    assert recorded(read(file.parent, "case")).note == FileNote.UNREADABLE.value


def test_a_missing_file_and_that_of_another_book(file, folder):
    other = FileNote.OTHER_BOOK.value.format(book="“case”")
    assert recorded(read(folder, "other")).note == other
    file.rename(folder / "other.answers.json")
    assert recorded(read(folder, "other")).note == other
    (folder / "other.answers.json").unlink()
    assert recorded(read(folder, "other")).note == FileNote.MISSING.value


def test_the_last_good_copy_counts(folder):
    (folder / "case.answers.json").write_bytes(b"{")
    found = recorded(read(folder, "case"))
    assert found.values == {"a": 1, "b": ["x"]}
    assert found.note == FileNote.FROM_COPY.value


def test_links_and_pipes_are_disarmed_before_nbgrader_follows_them(file, folder, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "pipe")
    damage_by_dangling_link(file, tmp_path)
    (folder / "deep").mkdir()
    (folder / "deep" / "plain.txt").write_text("plain")
    disarm("*", "*", [str(folder / "case.ipynb")])
    assert all(path.is_file() and not path.is_symlink() for path in folder.iterdir() if path.name != "deep")
    assert "secret.txt" in (folder / "link.txt").read_text()
    assert (tmp_path / "secret.txt").read_text() == "secret"
    assert (folder / "deep" / "plain.txt").read_text() == "plain"
    assert recorded(read(folder, "case")).note == FileNote.UNREADABLE.value


def write(folder, answers=None, age=0, **files):
    """Write notebooks (by their names, given as keys) and answers files, `age` seconds old."""
    for name, data in {**files, **(answers or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))


def answers_of(value, book="case", minute=0):
    answer = {"value": value, "saved_at": f"2026-11-01T10:{minute:02}:00+01:00", "revision": 1}
    return render(book, {"a": answer})


def notebook_of(text, book="case", grade_id="set-up"):
    """Return a notebook that opens a book."""
    about = {"nbgrader": {"grade_id": grade_id}}
    set_up = {"cell_type": "code", "source": f'book = AnswerBook("{book}")', "metadata": about, "outputs": []}
    own = {"cell_type": "code", "source": [text], "metadata": {}, "outputs": []}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [set_up, own]}).encode()


def test_a_submission_is_bytes(folder):
    (folder / "case.ipynb").write_bytes(b"{}")
    submitted = read(folder, "case")
    assert submitted.notebook == b"{}" and submitted.said == ()
    assert pickle.loads(pickle.dumps(submitted)) == submitted
    assert recorded(submitted).values == {"a": 1, "b": ["x"]} and not recorded(submitted).note


@pytest.mark.parametrize("second", ["case (1)", "case - Copy", "Kopie von case", "x"])
def test_of_answers_the_later_saves_count_and_the_notebook_beside_them(tmp_path, second):
    old = {"case.ipynb": notebook_of("old"), "case.answers.json": answers_of(1)}
    new = {f"{second}.ipynb": notebook_of("new"), f"{second}.answers.json": answers_of(2, minute=1)}
    for late, early in (("", "backup/"), ("later/", "")):
        folder = tmp_path / f"in {late or 'the top'}"
        write(folder, {f"{early}{name}": data for name, data in old.items()})
        write(folder, {f"{late}{name}": data for name, data in new.items()}, age=100)
        submitted = read(folder, "case")
        assert submitted.notebook == new[f"{second}.ipynb"]
        assert recorded(submitted).values == {"a": 2}
        assert submitted.said == (
            "There were 2 answers files of different content. "
            f"“{late}{second}.answers.json” has the latest save (2026-11-01 10:01) and was counted. "
            f"“{early}case.answers.json” was left aside.",
            f"There were 2 different copies of the notebook. “{late}{second}.ipynb”, the one beside the answers, "
            f"was graded. “{early}case.ipynb” was left aside.",
        )


def test_of_notebooks_alone_the_newest_counts(tmp_path):
    write(tmp_path, {"case (1).ipynb": notebook_of("old")}, age=100)
    write(tmp_path, {"case.ipynb": notebook_of("new"), ".ipynb_checkpoints/case-checkpoint.ipynb": notebook_of("x")})
    submitted = read(tmp_path, "case")
    assert submitted.notebook == notebook_of("new")
    assert "“case.ipynb”, the newest, was graded. “case (1).ipynb” was left aside." in submitted.said[0]
    assert not any("checkpoint" in sentence for sentence in submitted.said)


def test_copies_of_the_same_content_are_nothing_to_speak_of(folder):
    write(folder, {"case.ipynb": notebook_of("x"), "again/case.ipynb": notebook_of("x")})
    write(folder, {"again/Kopie.json": (folder / "case.answers.json").read_bytes()})
    assert read(folder, "case").said == () and not recorded(read(folder, "case")).note


def test_answers_that_cannot_be_read_give_way_to_others(tmp_path):
    write(tmp_path, {"case.ipynb": b"x", "case.answers.json": b"{", "copy.json": answers_of(3)})
    found = recorded(read(tmp_path, "case"))
    assert found.values == {"a": 3} and found.note == FileNote.FROM_COPY.value
    write(tmp_path, {"case.answers.json": answers_of(3), "case.answers.broken-2026-11-01.json": b"{"})
    assert recorded(read(tmp_path, "case")).note == ""
    assert read(tmp_path, "case").said == (
        "“case.answers.broken-2026-11-01.json” could not be read and was left aside.",
    )


def test_answers_of_another_book_are_refused_and_named(tmp_path):
    write(tmp_path, {"case.ipynb": notebook_of("x"), "case.answers.json": answers_of(1, "other")})
    assert recorded(read(tmp_path, "case")).note == FileNote.OTHER_BOOK.value.format(book="“other”")
    write(tmp_path, {"mine.json": answers_of(2)})
    assert recorded(read(tmp_path, "case")).values == {"a": 2}
    left = "“case.answers.json” holds the answers of another assignment, “other”, and was left aside."
    assert left in read(tmp_path, "case").said


def test_a_notebook_is_known_by_the_book_it_opens(tmp_path):
    write(tmp_path, {"my work.ipynb": notebook_of("x"), "case.answers.json": answers_of(1)})
    taken = "The notebook was named “my work.ipynb” and was taken for “case.ipynb”."
    assert read(tmp_path, "case").said == (taken,)
    write(tmp_path, {"case-2.ipynb": notebook_of("y", "other")})
    submitted = read(tmp_path, "case")
    assert submitted.notebook == notebook_of("x")
    assert submitted.said == ("“case-2.ipynb” was left aside: no notebook of this assignment.", taken)


def test_a_stranger_is_taken_when_it_is_the_only_one(tmp_path):
    write(tmp_path, {"my work.ipynb": b"x", "case.answers.json": answers_of(1)})
    submitted = read(tmp_path, "case")
    assert submitted.notebook == b"x"
    assert submitted.said == ("The notebook was named “my work.ipynb” and was taken for “case.ipynb”.",)
    assert read(tmp_path, "case", others=["my work"]).notebook is None
    write(tmp_path, {"other.ipynb": b"y"})
    assert read(tmp_path, "case").notebook is None


@pytest.mark.parametrize("names", [("one", "two"), ("part", "part-2")])
def test_two_notebooks_of_one_assignment_are_told_apart(tmp_path, names):
    first, second = names
    write(tmp_path, {f"{name} (1).ipynb": notebook_of(name, name) for name in names})
    write(tmp_path, {"a.json": answers_of(1, first), "b.json": answers_of(2, second)})
    for name, value in zip(names, (1, 2), strict=True):
        submitted = read(tmp_path, name, others=set(names) - {name})
        assert submitted.notebook == notebook_of(name, name)
        assert recorded(submitted).values == {"a": value}
        assert not any("left aside" in sentence for sentence in submitted.said)


def test_names_are_shown_without_what_moves_a_cursor(tmp_path):
    write(tmp_path, {"\x1b[2Jmy\u202e.ipynb": b"x"})
    said = " ".join(read(tmp_path, "case").said)
    assert said.isprintable() and r"\x1b" in said and r"\u202e" in said
    (tmp_path / os.fsdecode(b"\xff.ipynb")).write_bytes(b"y")
    " ".join(read(tmp_path, "case").said).encode()


def test_what_is_no_plain_file_is_not_read(tmp_path):
    (tmp_path / "secret").write_bytes(notebook_of("secret"))
    folder = tmp_path / "work"
    write(folder, {"case.answers.json": answers_of(1)})
    (folder / "case.ipynb").symlink_to(tmp_path / "secret")
    submitted = read(folder, "case")
    assert submitted.notebook is None
    assert submitted.said == ("“case.ipynb” could not be read: it is a link or a device and not a file.",)
    assert recorded(submitted).values == {"a": 1}
    (folder / "case.ipynb").unlink()
    os.mkfifo(folder / "case.ipynb")
    assert read(folder, "case").notebook is None
    (tmp_path / "link").symlink_to(folder)
    assert "link" in read(tmp_path / "link", "case").said[0] and read(tmp_path / "link", "case").answers == ()
    (folder / "round").symlink_to(folder)
    assert recorded(read(folder, "case")).values == {"a": 1}


def test_an_enormous_notebook_is_not_read(tmp_path):
    write(tmp_path, {"case.ipynb": b""})
    os.truncate(tmp_path / "case.ipynb", 1_000_000_000_000)
    submitted = read(tmp_path, "case")
    assert submitted.notebook is None and "“case.ipynb” is larger than 20 MB." in submitted.said


def test_ten_thousand_files_are_looked_at_and_few_are_sent_on(tmp_path):
    for number in range(999):
        (tmp_path / f"case.answers ({number}).json").write_bytes(b"{%d" % number)
    submitted = read(tmp_path, "case")
    assert len(submitted.answers) == submission.MOST_ANSWERS
    assert recorded(submitted).note == FileNote.UNREADABLE.value


@pytest.mark.parametrize("ending", ["py", "json", "ipynb"])
def test_work_among_thousands_of_files_is_found_or_the_rest_is_named(tmp_path, ending, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 50)
    write(tmp_path, {"case.ipynb": notebook_of("x"), "case.answers.json": answers_of(5)})
    write(tmp_path, {f"src/{number}.{ending}": b"{}" for number in range(100)})
    submitted = read(tmp_path, "case")
    assert recorded(submitted).values == {"a": 5}
    assert any("The rest, from “src/" in sentence for sentence in submitted.said)
    monkeypatch.setattr(files, "MOST_ENTRIES", 50)
    assert any("more than 50 files" in sentence for sentence in read(tmp_path, "case").said)


def test_all_zips_are_looked_into_and_zips_in_zips(tmp_path):
    inner = packed(("deep/case.answers.json", answers_of(4)), ("__MACOSX/._case.ipynb", b"{"), (".DS_Store", b"x"))
    outer = packed(("work.zip", inner), ("case.ipynb", notebook_of("x")))
    write(tmp_path, {"sent.zip": outer, "other.zip": packed(("notes.txt", b"x"))})
    submitted = read(tmp_path, "case")
    assert submitted.notebook == notebook_of("x") and submitted.said == ()
    assert recorded(submitted).values == {"a": 4}
    for _ in range(files.DEEPEST_ZIP):
        outer = packed(("x.zip", outer))
    write(tmp_path, {"sent.zip": outer})
    assert any("too many other zips" in sentence for sentence in read(tmp_path, "case").said)


@pytest.mark.parametrize("inside", ["", "case/", "class/case/"])
def test_a_zip_is_looked_into(tmp_path, inside):
    receipt = b'{"format": "idic-lab/receipt"}'
    data = packed(
        (f"{inside}case.ipynb", b"{}"), (f"{inside}case.answers.json", answers_of(4)), ("receipt.json", receipt)
    )
    write(tmp_path, {"case.zip": data})
    for place in (tmp_path, tmp_path / "case.zip"):
        submitted = read(place, "case")
        assert (submitted.notebook, submitted.said) == (b"{}", ())
        assert recorded(submitted).values == {"a": 4}


def test_a_receipt_that_belongs_to_other_answers_is_named(tmp_path):
    own, older = answers_of(5, minute=1), answers_of(4)
    receipt = json.dumps({"format": "idic-lab/receipt", "files": [{"sha256": hashlib.sha256(older).hexdigest()}]})
    write(tmp_path, {"case.ipynb": b"{}", "case.answers.json": own, "receipt.json": receipt.encode()})
    (said,) = read(tmp_path, "case").said
    assert said.startswith("“receipt.json” was made for other answers") and recorded(read(tmp_path, "case")).values == {
        "a": 5
    }
    write(tmp_path, {"case.zip": packed(("case.answers.json", older))})
    assert not any("other answers" in said for said in read(tmp_path, "case").said), "made for the copy that lies there"
    write(tmp_path, {"receipt.json": b'{"format": "idic-lab/receipt", "files": [7, null, {"sha256": [1]}]}'})
    assert any("other answers" in said for said in read(tmp_path, "case").said)


def test_an_older_copy_in_a_zip_is_named(tmp_path):
    write(tmp_path, {"case.ipynb": b"{}", "case.answers.json": answers_of(5, minute=1)})
    write(tmp_path, {"case.zip": packed(("case.answers.json", answers_of(4)))})
    assert recorded(read(tmp_path, "case")).values == {"a": 5}
    assert "“case.zip/case.answers.json” was left aside" in read(tmp_path, "case").said[0]


@pytest.mark.parametrize("attack", REFUSED)
def test_a_hostile_zip_is_named_and_what_lies_beside_it_counts(tmp_path, attack):
    write(tmp_path, {"case.zip": REFUSED[attack][0]})
    submitted = read(tmp_path, "case")
    assert (submitted.notebook, submitted.answers) == (None, ())
    assert submitted.said[0].startswith("The zip “case.zip” ")
    assert recorded(submitted).note == FileNote.MISSING.value
    write(tmp_path, {"case.answers.json": answers_of(4)})
    assert recorded(read(tmp_path, "case")).values == {"a": 4}


def test_a_bomb_takes_neither_memory_nor_time(tmp_path):
    bomb = packed(("case.ipynb", b"{" + b" " * 300_000_000), ("x.bin", b"\0" * 300_000_000), ("a.json", answers_of(4)))
    write(tmp_path, {f"{number}.zip": bomb for number in range(5)})
    start = time.process_time()
    submitted = read(tmp_path, "case")
    assert time.process_time() - start < 5
    assert recorded(submitted).values == {"a": 4} and submitted.notebook is None
    assert any("larger than 20 MB" in sentence for sentence in submitted.said)


@pytest.mark.parametrize(
    "name",
    ["case.rar", "case.7z", "case.tar.gz", "essay.pdf", "case.html", "essay.docx", "screen.png", "my answers.txt", "x"],
)
def test_what_cannot_be_read_is_named(tmp_path, name):
    write(tmp_path, {name: b"\x89something", "timestamp.txt": b"2026", "Thumbs.db": b"x", "._case.ipynb": b"x"})
    left = f"“{name}” was left aside: this kind of file cannot be graded."
    assert read(tmp_path, "case").said == (left, FileNote.HAND_IN.value)
    write(tmp_path, {"case.ipynb": b"{}", "case.answers.json": answers_of(1)})
    assert read(tmp_path, "case").said == (() if name in ("screen.png", "my answers.txt", "x") else (left,))


@pytest.mark.parametrize("name", ["case.ipynb.txt", "case.ipynb (1)", "case", "case.json", "case.zip.ipynb.bin"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_notebook_under_another_ending_is_read(tmp_path, name, encoding):
    write(tmp_path, {name: notebook_of("é").decode().encode(encoding)})
    write(tmp_path, {"answers": answers_of("é").decode().encode(encoding)})
    submitted = read(tmp_path, "case")
    assert opened(submitted.notebook)[0].cells[1].source == "é"
    assert recorded(submitted).values == {"a": "é"}


@pytest.mark.parametrize("student", ["<b>", 'a"onclick=x', "a&lt;b", "<\x1b[2J", "a\nb>"])
def test_names_that_would_act_in_formgrader_are_refused(student):
    assert unusable(student).isprintable() and "another name" in unusable(student)
    for fine in ("ann", "O'Brien, Zoë", "s-12345", "東京", "ann@example.org"):
        assert unusable(fine) == ""


def test_nothing_handed_in(tmp_path):
    for place in (tmp_path, tmp_path / "nowhere"):
        assert read(place, "case") == Submitted("case")


def test_a_zip_that_was_handed_out_is_nothing_to_speak_of(tmp_path):
    source = Source("case", True, (), (("data.zip", b"PK\x03\x04 of the instructor's"),))
    write(tmp_path, {"data.zip": source.files[0][1], "case.answers.json": answers_of(1)})
    assert read_all(tmp_path, {"case": source})[0].said == ()
    assert "data.zip" in read(tmp_path, "case").said[0]


def test_who_hands_in_no_notebook_of_classic_work_is_told_what_to_hand_in(tmp_path):
    source = Source("case", False, (), (("data.csv", b"1"),))
    write(tmp_path, {"case.pdf": b"%PDF", "data.csv": b"1"})
    left = "“case.pdf” was left aside: this kind of file cannot be graded."
    assert read_all(tmp_path, {"case": source})[0].said == (left, FileNote.HAND_IN_NOTEBOOK.value)
