"""Run an assignment's cells in this process, one after the other, as the answers lane runs them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.assignments.books import ROOT, cells, last_value, written_for


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Record answers in a folder like a student's and run the locked code cells; return their values by grade_id.

    The tables are those for which the answer books were written; `tables` are others, DataFrames by file name.
    """

    def run(name, answers, tables=None, hidden=True):
        folder = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(ROOT / "assignments/source" / name, folder)
        for file, data in written_for(name).items():
            (folder / file).write_bytes(data)
        for file, table in (tables or {}).items():
            table.to_csv(folder / file, index=False)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        saved = {
            id: {"value": value, "saved_at": "2026-11-22T14:00:00+00:00", "revision": 1}
            for id, value in answers.items()
        }
        recorded = {"format": "idic-lab/answers", "version": 1, "book": name, "answers": saved}
        Path(f"{name}.answers.json").write_text(json.dumps(recorded), "utf-8")
        values, namespace = {}, {}
        for cell in cells(name):
            told = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and told.get("locked"):
                code = cell.source if hidden else re.sub("(?s)### BEGIN HIDDEN.*?### END HIDDEN TESTS", "", cell.source)
                values[told.grade_id] = last_value(code, namespace)
        values |= {"book": namespace["book"], "namespace": namespace}
        return values

    return run
