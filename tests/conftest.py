"""What all tests have: the programs beside Python, and one Chromium for each worker."""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

import idic_lab.subject  # noqa: F401 (registers its kinds of questions and its mistakes)
from tests.browser.jupyterlab import CHROMIUM, running_browser
from tests.shared import once_a_run


def pytest_terminal_summary(terminalreporter):
    """Say how long each folder took, of all workers together, where the slowest tests are asked for too."""
    if terminalreporter.config.getoption("durations"):
        took = Counter()
        for report in sum(terminalreporter.stats.values(), []):
            took["/".join(report.nodeid.split("/")[:2]).split("::")[0]] += getattr(report, "duration", 0)
        told = ", ".join(f"{folder} {seconds:.0f} s" for folder, seconds in took.most_common())
        terminalreporter.write_line(f"By folder: {told}")


@pytest.fixture(scope="session", autouse=True)
def tools_on_path():
    """nbgrader starts alembic by name when it makes a gradebook."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    yield
    os.environ["PATH"] = before


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk():
    """Each recorded answer waits for the disk, 20 ms and more; only a power failure could tell the difference."""
    before, os.fsync = os.fsync, lambda file: None
    yield
    os.fsync = before


@pytest.fixture(scope="session")
def browser():
    """Give the one Chromium: playwright's loop cannot be started twice in one thread."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: install your system's package named chromium to run the browser tests")
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def term(tmp_path_factory):
    """The folder of a classroom with every assignment generated and released: `Classroom` takes a copy of it."""
    from tests.grading.classroom import ASSIGNMENTS, Classroom

    def make(folder):
        room = Classroom(folder)
        for name in ASSIGNMENTS:
            room.course.do("generate_assignment", name)
            room.course.do("release_assignment", name)

    return once_a_run(tmp_path_factory, "term", make)
