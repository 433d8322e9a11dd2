"""`idic-lab lab`: the student's copy is never written over, and JupyterLab really starts."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from idic_lab import cli, lab

LESSON = "08-trust-equation.ipynb"


def lesson(text):
    return {LESSON: {"": text.encode()}}


def case(notebook, table):
    return {"assignments/case": {"case.ipynb": notebook.encode(), "data/survey.csv": table.encode()}}


def test_the_first_time_everything_is_copied(tmp_path):
    folder = tmp_path / "my work" / "über"
    assert lab.hand_over(lesson("one") | case("n", "t"), folder) == []
    assert (folder / LESSON).read_text() == "one"
    assert (folder / "assignments/case/data/survey.csv").read_text() == "t"


def test_what_the_student_did_stays_and_nothing_is_said(tmp_path):
    lab.hand_over(lesson("one") | case("n", "t"), tmp_path)
    (tmp_path / LESSON).write_text("mine")
    (tmp_path / "assignments/case/case.ipynb").write_text("mine too")
    before = sorted(tmp_path.rglob("*"))
    assert lab.hand_over(lesson("one") | case("n", "t"), tmp_path) == []
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / LESSON).read_text() == "mine"
    assert (tmp_path / "assignments/case/case.ipynb").read_text() == "mine too"


def test_a_newer_lesson_stands_beside_the_students_once(tmp_path):
    lab.hand_over(lesson("one"), tmp_path)
    (tmp_path / LESSON).write_text("mine")
    (notice,) = lab.hand_over(lesson("two"), tmp_path)
    assert LESSON in notice and "08-trust-equation-v2.ipynb" in notice
    assert (tmp_path / LESSON).read_text() == "mine"
    assert (tmp_path / "08-trust-equation-v2.ipynb").read_text() == "two"
    assert lab.hand_over(lesson("two"), tmp_path) == []
    lab.hand_over(lesson("three"), tmp_path)
    assert (tmp_path / "08-trust-equation-v2.ipynb").read_text() == "two"
    assert (tmp_path / "08-trust-equation-v3.ipynb").read_text() == "three"


def test_a_newer_assignment_takes_the_answers_along(tmp_path):
    lab.hand_over(case("one", "t"), tmp_path)
    mine = tmp_path / "assignments/case"
    (mine / "case.answers.json").write_text("{}")
    (notice,) = lab.hand_over(case("one", "u"), tmp_path)
    newer = tmp_path / "assignments/case-v2"
    assert "case-v2" in notice
    assert (newer / "data/survey.csv").read_text() == "u"
    assert (newer / "case.answers.json").read_text() == "{}"
    assert (mine / "data/survey.csv").read_text() == "t"


def test_a_lesson_the_student_deleted_comes_back(tmp_path):
    lab.hand_over(lesson("one"), tmp_path)
    (tmp_path / LESSON).unlink()
    assert lab.hand_over(lesson("one"), tmp_path) == []
    assert (tmp_path / LESSON).read_text() == "one"


@pytest.mark.parametrize("memory", [None, "", "{", "[]", '{"units": 3}'])
def test_without_a_readable_memory_nothing_is_lost(tmp_path, memory):
    lab.hand_over(lesson("one") | case("n", "t"), tmp_path)
    (tmp_path / LESSON).write_text("mine")
    (tmp_path / lab.HANDED_OVER).unlink()
    if memory is not None:
        (tmp_path / lab.HANDED_OVER).write_text(memory)
    (notice,) = lab.hand_over(lesson("one") | case("n", "t"), tmp_path)
    assert LESSON in notice
    assert (tmp_path / LESSON).read_text() == "mine"
    assert not (tmp_path / "assignments/case-v2").exists(), "an untouched assignment needs no second copy"


def test_a_kit_offers_its_released_assignments_only(tmp_path):
    for path in ("case/case.ipynb", "case/survey.csv", "case/.ipynb_checkpoints/case.ipynb", "source/case/case.ipynb"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    assert {unit: set(files) for unit, files in lab.assignments(tmp_path).items()} == {
        "assignments/case": {"case.ipynb", "survey.csv"}
    }


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path, monkeypatch, capsys):
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setattr(lab, "released", dict)
    assert lab.main(["--folder", str(tmp_path / "taken"), "--no-browser"]) == 1
    said = capsys.readouterr().err
    assert str(tmp_path / "taken") in said and "--folder" in said


def test_an_assignment_that_cannot_be_released_does_not_stop_the_lessons(tmp_path, monkeypatch, capsys):
    def broken():
        raise RuntimeError("nbgrader could not release case")

    monkeypatch.setattr(lab, "released", broken)
    monkeypatch.setattr(lab, "start", lambda *_: (subprocess.Popen([sys.executable, "-c", ""]), "http://here/"))
    assert lab.main(["--folder", str(tmp_path)]) == 0
    assert "could not release case" in capsys.readouterr().out
    assert (tmp_path / lab.FIRST_LESSON).is_file()


def test_without_a_display_no_browser_is_looked_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not lab.has_browser()


def test_an_unknown_verb_lists_the_known_ones(capsys):
    assert cli.main(["labb"]) == 2
    said = capsys.readouterr().err
    assert "'labb'" in said and all(verb in said for verb in cli.VERBS)


def test_a_verb_of_the_instructor_says_so_in_the_students_part(monkeypatch, capsys):
    def absent(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name="idic_lab.grading")

    monkeypatch.setattr(cli, "import_module", absent)
    assert cli.main(["demo"]) == 2
    assert "instructor" in capsys.readouterr().err


def test_a_package_that_is_missing_is_not_taken_for_the_students_part(monkeypatch):
    def absent(name):
        raise ModuleNotFoundError("No module named 'nbgrader'", name="nbgrader")

    monkeypatch.setattr(cli, "import_module", absent)
    with pytest.raises(ModuleNotFoundError):
        cli.main(["demo"])


@pytest.fixture
def running(tmp_path):
    """A real `idic-lab lab`, its address, and the working folder."""
    command = [sys.executable, "-m", "idic_lab.cli", "lab", "--no-browser", "--folder", str(tmp_path / "my-work")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Stop it"):
            break
    yield process, said, tmp_path / "my-work"
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    process.stdout.close()


def fetch(address, path):
    base, token = address.split("lab/tree/")[0], address.split("token=")[1]
    with urllib.request.urlopen(f"{base}{path}?token={token}", timeout=10) as answer:
        return json.load(answer)


def test_a_real_start(running):
    process, said, folder = running
    (line,) = [line for line in said if "http" in line]
    assert line.startswith("Open this address in your browser: http")
    address = line.split()[-1]
    assert "/lab/tree/00-start-here.ipynb?token=" in address
    assert "started" in fetch(address, "api/status")
    assert {entry["name"] for entry in fetch(address, "api/contents")["content"]} >= {lab.FIRST_LESSON, "assignments"}

    news = fetch(address, "lab/api/settings/@jupyterlab/apputils-extension:notification")
    assert news["schema"]["properties"]["fetchNews"]["default"] == "false", "JupyterLab would ask about its news"

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            fetch(address, "api/status")
        except (urllib.error.URLError, ConnectionError):
            return
        time.sleep(0.2)
    pytest.fail("the server outlived the command")
