"""Copies of the gradebook, the way back, and that no gradebook is made where none should be."""

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from idic_lab import cli
from idic_lab.grading import copies
from tests import warm
from tests.course.old_course import NAME, by_hand, unpack


@pytest.fixture
def old(tmp_path):
    return unpack(tmp_path)


def kept(course):
    return list(copies.copies(course.root / "gradebook.db"))


def verb(course, *words):
    return cli.main([*words, "--course", str(course.root)])


def test_each_command_keeps_the_gradebook_as_it_was_before(old, capsys):
    assert verb(old, "course", "roster", str(old.root / "roster.csv"), "--dry-run") == 0
    assert kept(old) == [], "the empty tables that it makes are no change"
    first = (old.root / "gradebook.db").read_bytes()
    assert verb(old, "grade", NAME, "--jobs", "1") == 0
    (copy,) = kept(old)
    with sqlite3.connect(copy) as was:
        assert was.execute("select count(*) from submitted_assignment").fetchone() == (2,)
    assert copy.stat().st_size == len(first) and copy.stat().st_mode == (old.root / "gradebook.db").stat().st_mode
    assert verb(old, "course", "due", NAME, "2026-12-03") == 0
    (old.root / "new.csv").write_text("id,first_name\nada,Ada\ndan,Dan\n")
    assert verb(old, "course", "roster", str(old.root / "new.csv")) == 0
    assert len(kept(old)) == 3
    assert verb(old, "grade", NAME, "--jobs", "1", "--regrade") == 0
    assert cli.main(["course", "status", str(old.root)]) == 0
    assert verb(old, "course", "due") == 0
    assert len(kept(old)) == 3, "what only reads keeps nothing"
    assert [path.name for path in (old.root / "backups").iterdir() if path.name.startswith(".")] == []


def test_the_last_twenty_and_one_a_day_are_kept(old):
    gradebook, now = old.root / "gradebook.db", datetime(2026, 11, 30, 12, tzinfo=UTC)
    for hours in range(45 * 24, 0, -8):
        with sqlite3.connect(gradebook) as database:
            database.execute("update assignment set name = ?", (str(hours),))
        copies.keep(gradebook, now - timedelta(hours=hours))
    moments = list(copies.copies(gradebook).values())
    assert moments[-20:] == [now - timedelta(hours=8 * each) for each in range(20, 0, -1)]
    days = [moment.date() for moment in moments]
    assert set(days) == {(now - timedelta(hours=8, days=each)).date() for each in range(30)}
    assert len(days) == 20 + 30 - len(set(days[-20:]))


def test_nothing_new_is_no_new_copy_and_two_in_a_second_are_two(old):
    gradebook, now = old.root / "gradebook.db", datetime(2026, 11, 30, 12, tzinfo=UTC)
    first = copies.keep(gradebook, now)
    assert copies.keep(gradebook, now + timedelta(hours=1)) == first
    with sqlite3.connect(gradebook) as database:
        database.execute("update assignment set name = 'x'")
    assert copies.keep(gradebook, now) != first and len(kept(old)) == 2


def test_going_back_and_forth_again(old, capsys):
    before = by_hand(old)
    assert verb(old, "grade", NAME, "--jobs", "1") == 0
    with old.gradebook() as gradebook:
        gradebook.remove_submission(NAME, "ada")
    assert verb(old, "course", "restore") == 0
    listed = [line for line in capsys.readouterr().out.splitlines() if " submissions graded, " in line]
    assert ["2 submissions graded, 3 marks by hand" in line for line in listed] == [True, False]
    first, second = (line.split()[0] for line in listed)

    open_elsewhere = sqlite3.connect(old.root / "gradebook.db")  # as formgrader has it
    assert len(open_elsewhere.execute("select * from submitted_assignment").fetchall()) == 2
    assert verb(old, "course", "restore", first) == 0
    said = capsys.readouterr().out
    assert "As it was until now it is kept in" in said
    assert by_hand(old) == before
    assert len(open_elsewhere.execute("select * from submitted_assignment where student_id = 'ada'").fetchall()) == 1
    open_elsewhere.close()
    without_ada = kept(old)[-1]
    assert verb(old, "course", "restore", without_ada.stem.removeprefix("gradebook-")) == 0
    assert {student for student, *_ in by_hand(old)} == {"ben"}
    assert verb(old, "course", "restore", "yesterday") == 1
    assert f"There is no copy 'yesterday'. There are: {first}, {second}" in capsys.readouterr().err


def test_a_gradebook_that_went_away_is_said_and_put_back(old, capsys):
    assert verb(old, "grade", NAME, "--jobs", "1") == 0
    before = by_hand(old)
    with old.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=None)
    gradebook = old.root / "gradebook.db"
    gradebook.unlink()
    for words in (["grade", NAME], ["course", "due"], ["course", "forget", "ada", "--yes"], ["report", NAME]):
        assert verb(old, *words) in (1, 2), words
        assert "gradebook.db is missing, and there is work in the course" in capsys.readouterr().err, words
    assert cli.main(["course", "status", str(old.root)]) == 1
    for words in (["generate_assignment", NAME, "--force"], ["autograde", NAME]):
        done = warm.run(["nbgrader", *words], old.root)
        assert done.returncode == 1 and "is missing" in done.stderr and "Traceback" not in done.stderr
        assert not gradebook.exists()
    assert (old.root / "release" / NAME / f"{NAME}.ipynb").is_file()
    assert verb(old, "course", "restore", kept(old)[-1].stem.removeprefix("gradebook-")) == 0
    assert by_hand(old) == before


@pytest.mark.parametrize("content", [b"", b"not a gradebook at all, but a text" * 99], ids=["empty", "damaged"])
def test_a_gradebook_without_the_marks_is_said(old, capsys, content):
    assert verb(old, "grade", NAME, "--jobs", "1") == 0
    before = by_hand(old)
    with old.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=None)
    (old.root / "gradebook.db").write_bytes(content)
    assert verb(old, "grade", NAME) == 2
    assert "knows no released assignment, and there is work in the course" in capsys.readouterr().err
    assert (old.root / "gradebook.db").read_bytes() == content
    assert verb(old, "course", "restore", kept(old)[-1].stem.removeprefix("gradebook-")) == 0
    assert by_hand(old) == before


def test_without_a_copy_the_remedy_is_another(old, capsys):
    (old.root / "gradebook.db").unlink()
    assert verb(old, "grade", NAME) == 2
    assert "move autograded and submitted out of the course" in capsys.readouterr().err
    assert verb(old, "course", "restore") == 0 and "There is no copy" in capsys.readouterr().out


VERBS = (
    ["grade", NAME],
    ["grade", NAME, "--regrade"],
    ["report", NAME],
    ["kit"],
    ["doctor"],
    ["course", "due"],
    ["course", "due", NAME, "2026-12-01"],
    ["course", "forget", "ada", "--yes"],
    ["course", "restore"],
    ["course", "restore", "20261130T120000Z"],
)


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
@pytest.mark.parametrize("there", [True, False], ids=["empty", "missing"])
def test_in_a_wrong_folder_nothing_is_made(tmp_path, capsys, words, there):
    folder = tmp_path / "wrong"
    if there:
        folder.mkdir()
    assert cli.main([*words, "--course", str(folder)]) != 0
    assert "is no course" in "".join(capsys.readouterr())
    assert folder.exists() == there and list(tmp_path.rglob("*")) == ([folder] if there else [])


def test_a_roster_in_a_wrong_folder(tmp_path, old, capsys):
    roster = shutil.copy(old.root / "roster.csv", tmp_path)
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    assert cli.main(["course", "roster", str(roster), "--course", str(wrong)]) == 1
    assert cli.main(["course", "status", str(wrong)]) == 1
    assert list(wrong.iterdir()) == []


def test_forgetting_covers_the_copies(old, capsys):
    assert verb(old, "grade", NAME, "--jobs", "1") == 0
    with old.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=None)
        for table in ("submitted_assignment",):  # as an earlier copy of somebody renamed since has it
            gradebook.db.connection().exec_driver_sql(
                f"update {table} set student_id = 'adele' where student_id = 'ada'"
            )
        gradebook.db.connection().exec_driver_sql("update student set id = 'adele' where id = 'ada'")
        gradebook.db.commit()
    damaged = old.root / "backups" / "gradebook-20200101T000000Z.db"
    damaged.write_bytes(b"Ada Lindgren, and nobody can open it")
    (old.root / "backups" / ".77.tmp").write_bytes(b"Ada Lindgren, from a command that was killed")
    assert any(b"Lindgren" in path.read_bytes() for path in kept(old))
    for step in ("submitted", "autograded"):
        (old.root / step / "ada").rename(old.root / step / "adele")
    assert verb(old, "course", "forget", "adele", "--yes") == 0
    files = list((old.root / "backups").iterdir())
    assert len(files) >= 3 and not damaged.exists()
    assert [path for path in (*files, old.root / "gradebook.db") if b"Lindgren" in path.read_bytes()] == []
    for path in files:
        assert copies.asked(path, "select id from student where id = 'ben'") == [("ben",)]


def test_a_student_of_whom_only_copies_know_is_found(old, capsys):
    assert verb(old, "grade", NAME, "--jobs", "1") == 0
    with old.gradebook() as gradebook:
        gradebook.remove_student("chi")
    shutil.rmtree(old.root / "submitted" / "chi")
    shutil.rmtree(old.root / "autograded" / "chi")
    (old.root / "roster.csv").unlink()
    assert verb(old, "course", "forget", "chi", "--yes") == 0
    assert "the same in 2 copies of the gradebook" in capsys.readouterr().out
    assert all(b"Nowak" not in path.read_bytes() for path in kept(old))
