"""What all tests have: the programs beside Python, and one Chromium for each worker."""

import os
import sys
from pathlib import Path

import pytest

import idic_lab.subject  # noqa: F401 (registers its kinds of questions and its mistakes)
from tests.browser.jupyterlab import CHROMIUM, running_browser


@pytest.fixture(scope="session", autouse=True)
def tools_on_path():
    """nbgrader starts alembic by name when it makes a gradebook."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    yield
    os.environ["PATH"] = before


@pytest.fixture(scope="session")
def browser():
    """Give the one Chromium: playwright's loop cannot be started twice in one thread."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: install your system's package named chromium to run the browser tests")
    with running_browser() as browser:
        yield browser
