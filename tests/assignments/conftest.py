"""Run an assignment's cells in this process, one after the other, as the answers lane runs them."""

import pytest

from tests.assignments import books


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run an assignment with answers in a folder of its own, and stay there; see `books.run`."""

    def run(name, answers, tables=None, hidden=True):
        folder = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        values = books.run(folder, name, answers, tables, hidden)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        return values

    return run
