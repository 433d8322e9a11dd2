"""The student's half by itself: the wheel asks, records and hands in without JupyterLab, widgets or locks."""

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from idic_lab import cli
from idic_lab.course import kit
from idic_lab.lab import start
from tests.browser.kinds import ANSWERS, CELLS

LEFT_OUT = ("jupyterlab", "nbgrader", "ipywidgets", "anywidget", "filelock")
PROGRAM = """
import io, json, sys, zipfile
place, given = sys.argv[1], json.loads(sys.argv[2])

class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in given["left_out"]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.path.insert(0, place)
sys.meta_path.insert(0, LeftOut())
from idic_lab import AnswerBook, ask, questions
from idic_lab.answers import MemoryStorage, hand_in

AnswerBook.storage = MemoryStorage
book = AnswerBook("lesson")
for turn in range(2):
    for id, cell in given["cells"].items():
        exec(cell)
        book.record(id, given["answers"][id])
ask.hand_in(book)
data, receipt = hand_in.zipped(book, b"{}")
with zipfile.ZipFile(io.BytesIO(data)) as archive:
    answers = json.loads(archive.read("lesson.answers.json"))["answers"]
print(json.dumps([{id: answer["value"] for id, answer in answers.items()}, len(hand_in.lines(book))]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Lay out the wheel's own files, and nothing that it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(kit.wheel(folder)) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


@pytest.mark.parametrize("flags", [["-I", "-S"], ["-I"]], ids=["with nothing else", "beside IPython and matplotlib"])
def test_every_kind_is_asked_recorded_and_handed_in(wheel, tmp_path, flags):
    given = json.dumps({"left_out": LEFT_OUT, "cells": CELLS, "answers": ANSWERS})
    command = [sys.executable, *flags, "-c", PROGRAM, str(wheel), given]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answers, asked = json.loads(done.stdout.splitlines()[-1])
    assert answers == ANSWERS and asked == len(CELLS)
    assert list(tmp_path.iterdir()) == []


def test_what_the_package_needs_brings_no_jupyterlab_along():
    project = tomllib.loads((kit.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "jupyterlab" not in {Requirement(line).name for line in project["dependencies"]}
    assert project["optional-dependencies"]["lab"] == [start.INSTALL.split('"')[1]]


def test_without_jupyterlab_the_verb_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(start, "find_spec", lambda name: None)
    assert cli.main(["lab", "--folder", str(tmp_path / "work")]) == 1
    assert 'pip install "jupyterlab' in capsys.readouterr().err
    assert not Path(tmp_path, "work").exists()
