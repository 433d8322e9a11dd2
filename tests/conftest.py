"""One Chromium for all tests of a worker: playwright's loop cannot be started twice in one thread."""

import pytest

import idic_lab.subject  # noqa: F401 (registers its kinds of questions and its mistakes)
from tests.browser.jupyterlab import CHROMIUM, running_browser


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: install your system's package named chromium to run the browser tests")
    with running_browser() as browser:
        yield browser
