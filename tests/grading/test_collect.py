"""What lies in the exchange and is no plain folder of plain files: named, left out, and nobody else waits for it."""

import os
from datetime import UTC, datetime

import pytest

from idic_lab.grading.collect import CollectPlainFiles
from tests.grading.conftest import NAME
from tests.grading.test_preprocessors import RIGHT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nbgrader's exchange refuses Windows")
NOW = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"


@pytest.fixture
def exchange(course):
    """The course with an exchange, in which Zoe has handed in honestly."""
    inbound = course.root.parent / "exchange" / "small" / "inbound"
    inbound.mkdir(parents=True)
    course.config.Exchange.root = str(inbound.parents[1])
    course.inbound = inbound
    lay(course, "zoe")
    return course


def lay(course, student, when=NOW):
    """Put work into the exchange as nbgrader submit does."""
    folder = course.submit(student, RIGHT)
    (folder / "timestamp.txt").write_text(when)
    target = course.inbound / f"{student}+{NAME}+{when}+Zm9v"
    folder.rename(target)
    folder.parent.rmdir()
    return target


def collected(course):
    log = course.do("collect", NAME)
    submitted = course.root / "submitted"
    assert (submitted / "zoe" / NAME / f"{NAME}.ipynb").is_file()
    return log, {path.relative_to(submitted).as_posix() for path in submitted.rglob("*") if not path.is_dir()}


def test_honest_work_is_collected_as_nbgrader_does(exchange):
    work = exchange.inbound / f"zoe+{NAME}+{NOW}+Zm9v"
    os.utime(work / f"{NAME}.ipynb", (1e9, 1e9))
    log, found = collected(exchange)
    expected = {f"zoe/{NAME}/{path.name}" for path in work.iterdir()}
    assert found == expected and "left out" not in log
    assert (exchange.root / f"submitted/zoe/{NAME}/{NAME}.ipynb").stat().st_mtime == 1e9
    assert exchange.do("collect", NAME, update=True)


def test_a_link_to_the_instructors_notebook_is_not_followed(exchange):
    ann = lay(exchange, "ann")
    (ann / f"{NAME}.ipynb").unlink()
    (ann / f"{NAME}.ipynb").symlink_to(exchange.root / "source" / NAME / f"{NAME}.ipynb")
    (ann / "whole-course").symlink_to(exchange.root / "source")
    log, found = collected(exchange)
    assert (
        f"ann handed in {NAME}.ipynb, which is a link to {exchange.root}" in log and "ann handed in whole-course" in log
    )
    assert f"ann/{NAME}/{NAME}.ipynb" not in found and not any("whole-course" in path for path in found)
    for path in (exchange.root / "submitted" / "ann").rglob("*"):
        assert path.is_dir() or b"secret" not in path.read_bytes()


def test_a_link_to_a_classmates_folder_is_not_followed(exchange):
    (exchange.inbound / f"ben+{NAME}+{NOW}+Zm9v").symlink_to(f"zoe+{NAME}+{NOW}+Zm9v")
    log, found = collected(exchange)
    assert "is left out: it is a link to zoe+" in log and not any(path.startswith("ben") for path in found)


def test_pipes_dangling_links_and_odd_names_stop_nobody(exchange):
    ann = lay(exchange, "ann")
    os.mkfifo(ann / "pipe")
    (ann / "nowhere").symlink_to("/nowhere")
    (exchange.inbound / f"cem+{NAME}+{NOW}+Zm9v").symlink_to("/nowhere")
    for name in (f"zz+{NAME}+", f"zz+{NAME}+yesterday+x", f"zz+{NAME}+{'9' * 100}+x", f"zz+{NAME}+evil+{NOW}+x"):
        (exchange.inbound / name).mkdir()
    os.mkfifo(exchange.inbound / f"pip+{NAME}+{NOW}+x")
    log, found = collected(exchange)
    assert {path.split("/")[0] for path in found} == {"ann", "zoe"}
    assert f"ann/{NAME}/{NAME}.answers.json" in found and not {f"ann/{NAME}/pipe", f"ann/{NAME}/nowhere"} & found
    for word in ("“yesterday” in its name is no time", "it is no folder", "a pipe or a device", "a link to /nowhere"):
        assert word in log
    assert log.count("is left out") == 6


def test_a_time_that_lies_ahead_does_not_take_the_place_of_the_right_one(exchange):
    lay(exchange, "ben")
    forged = exchange.inbound / f"ben+{NAME}+2099-01-01 00:00:00 UTC+x"
    forged.mkdir()
    log, found = collected(exchange)
    assert "the time in its name, 2099-01-01 00:00:00 UTC, lies ahead" in log
    assert f"ben/{NAME}/{NAME}.answers.json" in found


def test_a_classmate_cannot_hand_in_for_another(exchange, monkeypatch):
    ben, mallory = lay(exchange, "ben", "2026-01-01 10:00:00 UTC"), f"ben+{NAME}+{NOW}+x"
    (exchange.inbound / mallory).mkdir()
    with exchange.gradebook as gradebook:
        gradebook.update_or_create_student("mallory")
    own = (exchange.inbound / mallory).stat().st_ino
    owner = lambda about: "mallory" if about.st_ino == own else "root"  # noqa: E731  whose files these are needs root
    monkeypatch.setattr("idic_lab.grading.collect._owner", owner)
    log, found = collected(exchange)
    assert "it claims to be by ben, and it was mallory who put it there" in log
    assert {f"ben/{NAME}/{path.name}" for path in ben.iterdir()} <= found


def test_what_becomes_a_link_while_it_is_copied_is_not_followed(exchange, monkeypatch):
    ann = lay(exchange, "ann")
    key = exchange.root / "source" / NAME / f"{NAME}.ipynb"
    before = CollectPlainFiles.get_size

    def exchanged(self, root):
        monkeypatch.setattr("idic_lab.grading.collect._kind", lambda path: "")  # it was looked at just before
        if "ann+" in root:
            (ann / f"{NAME}.ipynb").unlink()
            (ann / f"{NAME}.ipynb").symlink_to(key)
        return before(self, root)

    monkeypatch.setattr(CollectPlainFiles, "get_size", exchanged)
    log, found = collected(exchange)
    assert "The work of ann could not be collected" in log
    assert not any(path.startswith("ann") for path in found)
