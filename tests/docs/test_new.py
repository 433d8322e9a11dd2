"""A lesson and an assignment are begun with one command each, and what it writes passes the tests."""

import os
import re
import shutil
import subprocess
import sys

import pytest

import new

# No name that anybody would take, so that the tests also pass beside what was really begun.
LESSON, ASSIGNMENT = "98-only-in-tests", "only-in-tests"


def do(folder, *command):
    """Run a command in a copy of the repository, with the package of the copy."""
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(folder)}
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A copy of the repository with a new lesson and a new assignment, and what the commands printed."""
    copy = tmp_path_factory.mktemp("begun") / "copy"
    shutil.copytree(new.ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__", "pictures", "student-kit*"))
    # The environment is that of the test; -o keeps make from setting one up. Both ways to give the name are used.
    make = ("make", "--silent", "-o", ".venv/.ready")
    done = [do(copy, *make, "new-lesson", LESSON), do(copy, *make, "new-assignment", f"NAME={ASSIGNMENT}")]
    assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]
    return copy, [each.stdout for each in done]


def test_the_commands_say_what_they_wrote(begun):
    copy, said = begun
    for text in said:
        paths = re.findall(r"^(?:written|changed): (.+)$", text, re.MULTILINE)
        assert len(paths) > 5 and all((copy / path).is_file() for path in paths)
    assert f"content/lessons/{LESSON}.py" in said[0] and f"notebooks/{LESSON}.ipynb" in said[0]
    assert f"| {LESSON} |" in (copy / "docs/readability.md").read_text("utf-8")


def test_the_skeletons_pass_the_check_and_the_style(begun):
    copy, _ = begun
    for command in (("content/build.py", "--check"), ("-m", "ruff", "check", "."), ("-m", "ruff", "format", "--check")):
        done = do(copy, sys.executable, *command)
        assert done.returncode == 0, done.stdout


def test_the_skeletons_pass_the_tests(begun):
    copy, _ = begun
    tests = ("tests/assignments", "tests/notebooks", "tests/content/test_concepts.py", "tests/subject/test_items.py")
    chosen = "only-in-tests or misconception or concept or items or map"
    done = do(copy, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", chosen)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("begin", "name", "said"),
    [
        (new.lesson, "15_my_lesson", "names no lesson"),
        (new.lesson, "My lesson", "names no lesson"),
        (new.lesson, "", "names no lesson"),
        (new.lesson, "../15-my-lesson", "names no lesson"),
        (new.lesson, "02-loyalty", "a second lesson beside '02-loyalty'"),
        (new.lesson, "02-other", "a second lesson beside '02-loyalty'"),
        (new.lesson, "98-loyalty", "a second lesson beside '02-loyalty'"),
        (new.lesson, "98-encounter", "'encounter' is an idea of the course already"),
        (new.assignment, "My assignment", "names no assignment"),
        (new.assignment, "", "names no assignment"),
        (new.assignment, "98-assignment", "names no assignment"),
        (new.assignment, "trust-lab", "There is an assignment 'trust-lab' already"),
    ],
)
def test_a_name_that_will_not_do_is_refused_in_one_sentence(begin, name, said):
    with pytest.raises(new.Refused, match=said) as refusal:
        begin(name)
    assert str(refusal.value).count(". ") == 0


def test_a_refusal_writes_nothing(capsys):
    assert new.main("assignment", "trust-lab") == 1
    said = capsys.readouterr()
    assert said.out == "" and "already" in said.err
