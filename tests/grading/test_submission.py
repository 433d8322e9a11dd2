import os

import pytest

from idic_lab import AnswerBook
from idic_lab.grading.submission import FROM_COPY, MISSING, OTHER_BOOK, UNREADABLE, disarm, read_answers


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
