"""`idic-lab lab`: the student's copy is never written over, and JupyterLab really starts."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from idic_lab import cli
from idic_lab.lab import server, start

LESSON = "08-trust-equation.ipynb"


def lesson(text):
    return {LESSON: {"": text.encode()}}


def case(notebook, table):
    return {"assignments/case": {"case.ipynb": notebook.encode(), "data/survey.csv": table.encode()}}


def test_the_first_time_everything_is_copied(tmp_path):
    folder = tmp_path / "my work" / "über"
    assert start.hand_over(lesson("one") | case("n", "t"), folder) == []
    assert (folder / LESSON).read_text() == "one"
    assert (folder / "assignments/case/data/survey.csv").read_text() == "t"


def test_what_the_student_did_stays_and_nothing_is_said(tmp_path):
    start.hand_over(lesson("one") | case("n", "t"), tmp_path)
    (tmp_path / LESSON).write_text("mine")
    (tmp_path / "assignments/case/case.ipynb").write_text("mine too")
    before = sorted(tmp_path.rglob("*"))
    assert start.hand_over(lesson("one") | case("n", "t"), tmp_path) == []
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / LESSON).read_text() == "mine"
    assert (tmp_path / "assignments/case/case.ipynb").read_text() == "mine too"


def test_a_newer_lesson_stands_beside_the_students_once(tmp_path):
    start.hand_over(lesson("one"), tmp_path)
    (tmp_path / LESSON).write_text("mine")
    (notice,) = start.hand_over(lesson("two"), tmp_path)
    assert LESSON in notice and "08-trust-equation-v2.ipynb" in notice
    assert (tmp_path / LESSON).read_text() == "mine"
    assert (tmp_path / "08-trust-equation-v2.ipynb").read_text() == "two"
    assert start.hand_over(lesson("two"), tmp_path) == []
    start.hand_over(lesson("three"), tmp_path)
    assert (tmp_path / "08-trust-equation-v2.ipynb").read_text() == "two"
    assert (tmp_path / "08-trust-equation-v3.ipynb").read_text() == "three"


def test_a_newer_assignment_takes_the_answers_along(tmp_path):
    start.hand_over(case("one", "t"), tmp_path)
    mine = tmp_path / "assignments/case"
    (mine / "case.answers.json").write_text("{}")
    (notice,) = start.hand_over(case("one", "u"), tmp_path)
    newer = tmp_path / "assignments/case-v2"
    assert "case-v2" in notice
    assert (newer / "data/survey.csv").read_text() == "u"
    assert (newer / "case.answers.json").read_text() == "{}"
    assert (mine / "data/survey.csv").read_text() == "t"


def test_a_lesson_the_student_deleted_comes_back(tmp_path):
    start.hand_over(lesson("one"), tmp_path)
    (tmp_path / LESSON).unlink()
    assert start.hand_over(lesson("one"), tmp_path) == []
    assert (tmp_path / LESSON).read_text() == "one"


@pytest.mark.parametrize("memory", [None, "", "{", "[]", '{"units": 3}'])
def test_without_a_readable_memory_nothing_is_lost(tmp_path, memory):
    start.hand_over(lesson("one") | case("n", "t"), tmp_path)
    (tmp_path / LESSON).write_text("mine")
    (tmp_path / start.HANDED_OVER).unlink()
    if memory is not None:
        (tmp_path / start.HANDED_OVER).write_text(memory)
    (notice,) = start.hand_over(lesson("one") | case("n", "t"), tmp_path)
    assert LESSON in notice
    assert (tmp_path / LESSON).read_text() == "mine"
    assert not (tmp_path / "assignments/case-v2").exists(), "an untouched assignment needs no second copy"


def test_a_kit_offers_its_released_assignments_only(tmp_path):
    for path in ("case/case.ipynb", "case/survey.csv", "case/.ipynb_checkpoints/case.ipynb", "source/case/case.ipynb"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    assert {unit: set(files) for unit, files in start.assignments(tmp_path).items()} == {
        "assignments/case": {"case.ipynb", "survey.csv"}
    }


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path, monkeypatch, capsys):
    (tmp_path / "taken").write_text("a file where the folder should be")
    monkeypatch.setattr(start, "released", dict)
    assert start.main(["--folder", str(tmp_path / "taken"), "--no-browser"]) == 1
    said = capsys.readouterr().err
    assert str(tmp_path / "taken") in said and "--folder" in said


def test_an_assignment_that_cannot_be_released_does_not_stop_the_lessons(tmp_path, monkeypatch, capsys):
    def broken():
        raise RuntimeError("nbgrader could not release case")

    monkeypatch.setattr(start, "released", broken)
    monkeypatch.setattr(start, "start", lambda *_: (subprocess.Popen([sys.executable, "-c", ""]), "http://here/"))
    assert start.main(["--folder", str(tmp_path)]) == 0
    assert "could not release case" in capsys.readouterr().out
    assert (tmp_path / start.FIRST_LESSON).is_file()


def test_without_a_display_no_browser_is_looked_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not start.has_browser()


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


@contextmanager
def starting(folder, runtime):
    """Start a real `idic-lab lab`; yields the process."""
    command = [sys.executable, "-m", "idic_lab.cli", "lab", "--no-browser", "--folder", str(folder)]
    env = os.environ | {"JUPYTER_RUNTIME_DIR": str(runtime)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        process.stdout.close()


def told(process):
    """Return what is said until JupyterLab runs."""
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Stop it"):
            break
    return said


@pytest.fixture
def running(tmp_path):
    """A real `idic-lab lab`, what it said, and the working folder."""
    with starting(tmp_path / "my-work", tmp_path / "runtime") as process:
        yield process, told(process), tmp_path / "my-work"


def fetch(address, path):
    base, token = address.split("lab/tree/")[0], address.split("token=")[1]
    with urllib.request.urlopen(f"{base}{path}?token={token}", timeout=60) as answer:
        return json.load(answer)


def test_a_real_start(running):
    process, said, folder = running
    (line,) = [line for line in said if "http" in line]
    assert line.startswith("Open this address in your browser: http")
    address = line.split()[-1]
    assert "/lab/tree/00-start-here.ipynb?token=" in address
    assert "started" in fetch(address, "api/status")
    assert {entry["name"] for entry in fetch(address, "api/contents")["content"]} >= {start.FIRST_LESSON, "assignments"}

    news = fetch(address, "lab/api/settings/@jupyterlab/apputils-extension:notification")
    assert news["schema"]["properties"]["fetchNews"]["default"] == "false", "JupyterLab would ask about its news"

    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    with pytest.raises((urllib.error.URLError, ConnectionError)):  # or pytest's own patience ends
        while fetch(address, "api/status"):
            time.sleep(0.1)


def test_starts_at_the_same_moment_get_a_port_each(tmp_path):
    with ExitStack() as all_of_them:
        started = [all_of_them.enter_context(starting(tmp_path / name, tmp_path / f"{name}-runtime")) for name in "abc"]
        addresses = [line.split()[-1] for process in started for line in told(process) if "http" in line]
        assert len({address.split("/lab/")[0] for address in addresses}) == 3
        assert all("started" in fetch(address, "api/status") for address in addresses)


LATE = """
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        ours = self.headers["Authorization"] == "token " + sys.argv[1]
        self.send_response(200 if ours else 403)
        self.end_headers()
attempts = Path(os.environ["JUPYTER_RUNTIME_DIR"], "attempts")
attempts.write_text(attempts.read_text() + "x" if attempts.exists() else "x")
asked = attempts.with_name("asked")
asked.touch()
before = asked.stat().st_size
announced = {"url": sys.argv[2], "token": sys.argv[1]}
if len(sys.argv) == 4 and len(attempts.read_text()) >= int(sys.argv[3]):
    server = HTTPServer(("127.0.0.1", 0), Answer)
    announced["url"] = f"http://127.0.0.1:{server.server_port}/"
Path(os.environ["JUPYTER_RUNTIME_DIR"], f"jpserver-{os.getpid()}.json").write_text(json.dumps(announced))
if "server" in globals():
    server.serve_forever()
while asked.stat().st_size == before:
    time.sleep(0.02)  # it sees that the port is taken, and ends; here not before that has been found out
"""


@pytest.fixture
def other(tmp_path):
    """Somebody else's server, who refuses whoever does not know its token."""

    class Refuse(BaseHTTPRequestHandler):
        def do_GET(self):
            with (tmp_path / "asked").open("a") as asked:
                asked.write("x")
            self.send_response(403)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Refuse) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{other.server_port}/"
        other.shutdown()
        thread.join()


def late(tmp_path, other, *attempts):
    env = os.environ | {"JUPYTER_RUNTIME_DIR": str(tmp_path)}
    return server.serve([sys.executable, "-c", LATE, "secret", other, *attempts], tmp_path / "log", env=env)


def test_a_server_whose_port_another_took_is_started_again(tmp_path, other):
    process, info = late(tmp_path, other, "3")
    try:
        assert info["url"] not in ("", other) and (tmp_path / "attempts").read_text() == "xxx"
    finally:
        process.terminate()
        process.wait(60)


def test_a_server_that_finds_no_port_at_all_is_given_up(tmp_path, other):
    process, info = late(tmp_path, other)
    assert info == {} and process.wait(60) == 0
    assert len((tmp_path / "attempts").read_text()) == server.ATTEMPTS


def test_a_server_that_cannot_start_is_tried_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(start, "released", dict)
    assert (
        start.main(["--folder", str(tmp_path), "--no-browser", "--", "--no-such-option-of-jupyter=1", "nowhere.ipynb"])
        == 1
    )
    assert "JupyterLab did not start" in capsys.readouterr().err
