import os
import pickle

import pytest

from idic_lab import AnswerBook
from idic_lab.answer_format import render
from idic_lab.grading.files import disarm
from idic_lab.grading.submission import (
    FROM_COPY,
    MISSING,
    MOST_ANSWERS,
    OTHER_BOOK,
    UNREADABLE,
    Submitted,
    read,
    read_answers,
    recorded,
    unusable,
)
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
    recorded = read_answers(folder, "case")
    assert recorded.values == {"a": 1, "b": ["x"]}
    assert not recorded.note
    assert b'"idic-lab/answers"' in recorded.data


def damage_by_link(file, tmp_path):
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")


def damage_by_dangling_link(file, tmp_path):
    file.unlink()
    file.symlink_to(tmp_path / "nowhere.json")


def damage_by_folder(file, tmp_path):
    file.unlink()
    file.mkdir()


def damage_by_pipe(file, tmp_path):
    file.unlink()
    os.mkfifo(file)


def damage_by_size(file, tmp_path):
    os.truncate(file, 100_000_000)


DAMAGES = [damage_by_link, damage_by_dangling_link, damage_by_folder, damage_by_pipe, damage_by_size]
BYTES = [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format": "idic-lab/answers", "version": 1}', b"NaN"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_hostile_file_is_not_read(file, tmp_path, damage):
    damage(file, tmp_path)
    recorded = read_answers(file.parent, "case")
    assert (recorded.data, recorded.values, recorded.note) == (None, {}, UNREADABLE)
    assert recorded.reason


@pytest.mark.parametrize("content", BYTES)
def test_a_broken_file_is_not_read(file, content):
    file.write_bytes(content)
    assert read_answers(file.parent, "case").note == UNREADABLE


def test_a_missing_file_and_that_of_another_book(file, folder):
    assert read_answers(folder, "other").note == MISSING
    file.rename(folder / "other.answers.json")
    assert read_answers(folder, "other").note == OTHER_BOOK


def test_the_last_good_copy_counts(folder):
    (folder / "case.answers.json").write_bytes(b"{")
    recorded = read_answers(folder, "case")
    assert recorded.values == {"a": 1, "b": ["x"]}
    assert recorded.note == FROM_COPY


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
    assert read_answers(folder, "case").note == UNREADABLE


def write(folder, answers=None, age=0, **files):
    """Write notebooks (by their names, given as keys) and answers files, `age` seconds old."""
    for name, data in {**files, **(answers or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))


def answers_of(value, book="case"):
    answer = {"value": value, "saved_at": "2026-11-01T10:00:00+01:00", "revision": 1}
    return render(book, {"a": answer})


def test_a_submission_is_bytes(folder):
    (folder / "case.ipynb").write_bytes(b"{}")
    submitted = read(folder, "case")
    assert submitted.notebook == b"{}" and submitted.said == ()
    assert pickle.loads(pickle.dumps(submitted)) == submitted
    assert recorded(submitted).values == {"a": 1, "b": ["x"]} and not recorded(submitted).note


@pytest.mark.parametrize("second", ["case (1)", "case(1)", "case-Copy1", "Case (1)"])
@pytest.mark.parametrize("answers", ["{}.answers.json", "case.answers (1).json"])
def test_the_newest_copy_counts_with_its_own_answers(tmp_path, second, answers):
    own = answers.format(second)
    write(tmp_path, {"case.ipynb": b"old", "case.answers.json": answers_of(1)}, age=100)
    write(tmp_path, {f"{second}.ipynb": b"new", own: answers_of(2)})
    submitted = read(tmp_path, "case")
    assert submitted.notebook == b"new"
    assert f"There were 2 copies of the notebook. The newest, “{second}.ipynb”, was graded." in submitted.said
    assert recorded(submitted).values == {"a": 2}
    assert recorded(submitted).note == f"The answers were taken from “{own}”."


def test_an_older_copy_does_not_count(tmp_path):
    write(tmp_path, {"case (1).ipynb": b"old", "case (1).answers.json": answers_of(1)}, age=100)
    write(tmp_path, {"case.ipynb": b"new", "case.answers.json": answers_of(2)})
    assert read(tmp_path, "case").notebook == b"new"
    assert recorded(read(tmp_path, "case")).values == {"a": 2}


def test_of_copies_of_one_age_the_last_counts(tmp_path):
    write(tmp_path, {f"case ({number}).ipynb": b"%d" % number for number in (2, 10, 9)})
    assert read(tmp_path, "case").notebook == b"10"


def test_own_answers_that_cannot_be_read_give_way_to_the_others(tmp_path):
    write(tmp_path, {"case (1).ipynb": b"x", "case (1).answers.json": b"{", "case.answers.json": answers_of(3)})
    found = recorded(read(tmp_path, "case"))
    assert found.values == {"a": 3} and found.note == FROM_COPY


def test_a_notebook_of_another_name_is_taken_when_it_is_the_only_one(tmp_path):
    write(tmp_path, {"my work.ipynb": b"x", "case.answers.json": answers_of(1)})
    submitted = read(tmp_path, "case")
    assert submitted.notebook == b"x"
    assert submitted.said == ("The notebook was named “my work.ipynb” and was taken for “case.ipynb”.",)
    assert read(tmp_path, "case", others=["my work"]).notebook is None
    write(tmp_path, {"other.ipynb": b"y"})
    assert read(tmp_path, "case").notebook is None


def test_names_are_shown_without_what_moves_a_cursor(tmp_path):
    write(tmp_path, {"\x1b[2Jmy\u202e.ipynb": b"x"})
    (said,) = read(tmp_path, "case").said
    assert said.isprintable() and r"\x1b" in said and r"\u202e" in said


def test_a_notebook_that_is_no_plain_file_is_not_read(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    folder = tmp_path / "work"
    write(folder, {"case.answers.json": answers_of(1)})
    (folder / "case.ipynb").symlink_to(tmp_path / "secret")
    submitted = read(folder, "case")
    assert submitted.notebook is None and "link" in submitted.said[0]
    assert recorded(submitted).values == {"a": 1}
    (folder / "case.ipynb").unlink()
    os.mkfifo(folder / "case.ipynb")
    assert read(folder, "case").notebook is None


def test_an_enormous_notebook_is_not_read(tmp_path):
    write(tmp_path, {"case.ipynb": b""})
    os.truncate(tmp_path / "case.ipynb", 3_000_000_000)
    submitted = read(tmp_path, "case")
    assert submitted.notebook is None and submitted.said == ("“case.ipynb” is larger than 20 MB.",)


def test_ten_thousand_copies_are_looked_at_and_few_are_read(tmp_path):
    for number in range(999):
        (tmp_path / f"case.answers ({number}).json").write_bytes(b"{")
        os.truncate(tmp_path / f"case.answers ({number}).json", 6_000_000)
    submitted = read(tmp_path, "case")
    assert len(submitted.answers) == MOST_ANSWERS
    assert recorded(submitted).note == UNREADABLE


def test_work_one_folder_down_is_found(tmp_path):
    write(tmp_path / "case", {"case.ipynb": b"x", "case.answers.json": answers_of(1)})
    (tmp_path / ".case").symlink_to(tmp_path)
    assert read(tmp_path, "case").notebook == b"x"


@pytest.mark.parametrize("inside", ["", "case/", "class/case/"])
def test_a_zip_is_looked_into(tmp_path, inside):
    data = packed((f"{inside}case.ipynb", b"{}"), (f"{inside}case.answers.json", answers_of(4)), ("receipt.json", b"x"))
    write(tmp_path, {"case.zip": data})
    for place in (tmp_path, tmp_path / "case.zip"):
        submitted = read(place, "case")
        assert (submitted.notebook, submitted.said) == (b"{}", ())
        assert recorded(submitted).values == {"a": 4}


def test_the_files_themselves_come_before_the_zip_that_was_made_of_them(folder):
    write(folder, {"case.ipynb": b"{}", "case.zip": packed(("case.answers.json", answers_of(4)))})
    assert recorded(read(folder, "case")).values == {"a": 1, "b": ["x"]}


@pytest.mark.parametrize("attack", REFUSED)
def test_a_hostile_zip_leaves_nothing_to_grade(tmp_path, attack):
    write(tmp_path, {"case.zip": REFUSED[attack][0]})
    submitted = read(tmp_path, "case")
    assert (submitted.notebook, submitted.answers) == (None, ())
    assert submitted.said[0].startswith("The zip “case.zip” ")
    assert recorded(submitted).note == MISSING


@pytest.mark.parametrize("student", ["<b>", 'a"onclick=x', "a&lt;b", "<\x1b[2J", "a\nb>"])
def test_names_that_would_act_in_formgrader_are_refused(student):
    assert unusable(student).isprintable() and "another name" in unusable(student)
    for fine in ("ann", "O'Brien, Zoë", "s-12345", "東京", "ann@example.org"):
        assert unusable(fine) == ""


def test_nothing_handed_in(tmp_path):
    for place in (tmp_path, tmp_path / "nowhere"):
        assert read(place, "case") == Submitted("case")
