"""Names and answers that would move a cursor, in what graders see in a terminal and in log files."""

import json

import pytest

from idic_lab.grading.grade import main
from tests import warm
from tests.grading.conftest import NAME, SETTINGS, build, cell, small_case

ESCAPE = "\x1b]0;evil\x07\x1b[2J\u202e"
STUDENT = f"ann{ESCAPE}"


@pytest.fixture
def course(course):
    """The small course, with a submission whose every name and answer is hostile."""
    (course.root / "nbgrader_config.py").write_text(f"{SETTINGS}c.NbGrader.logfile = 'log.txt'\n")
    for student in (STUDENT, "bob"):
        folder = course.submit(student, {"sum": ESCAPE, "why": ESCAPE})
        for name in (f"{ESCAPE}.txt", f"{ESCAPE}.ipynb", f"{NAME} (1).ipynb"):
            (folder / name).write_text(json.dumps({"cells": [{"cell_type": ESCAPE, "source": ESCAPE}]}))
        (folder / f"{NAME}.answers.backup.json").write_text(ESCAPE)
    return course


def test_nbgraders_own_command_prints_text(course):
    done = warm.run(["nbgrader", "autograde", NAME], course.root)
    printed = done.stdout + done.stderr + (course.root / "log.txt").read_text()
    assert "\\x1b]0;evil" in printed
    assert not set("\x1b\x07\u202e") & set(printed)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_our_command_prints_text(course, capsys, options):
    assert main([NAME, "--course", str(course.root), "--jobs", "1", *options]) == 1, "nobody can have this id"
    printed = "".join(capsys.readouterr())
    assert "evil" in printed and "bob" in printed
    assert not set("\x1b\x07\u202e") & set(printed)


def test_the_message_of_a_check_that_raises_is_text(tmp_path, capsys):
    notebook = small_case()
    raising = "### BEGIN HIDDEN TESTS\nraise ValueError(book.get('why'))\n### END HIDDEN TESTS"
    notebook.cells[5] = cell(raising, "sum-check", grade=True, points=4)
    course = build(tmp_path / "course", notebook)
    course.submit("ann", {"why": f"{ESCAPE}\nbob: could not be graded"})
    main([NAME, "--course", str(course.root), "--jobs", "1"])
    printed = "".join(capsys.readouterr())
    assert "ValueError: \\x1b]0;evil" in printed and not set("\x1b\x07\u202e") & set(printed)
    assert "\nbob" not in printed
