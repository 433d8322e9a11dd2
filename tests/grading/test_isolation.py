import os
import sys

import pytest

from idic_lab.grading import isolation
from idic_lab.grading.isolation import Limits, NotIsolated, command, run

needs_isolation = pytest.mark.skipif(bool(isolation.problem()), reason=isolation.problem())


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "submission"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "own.txt").write_text("mine")
    (folder / "idic_lab").mkdir()
    (folder / "idic_lab" / "__init__.py").write_text("raise SystemExit('the student ran')")
    return folder


def python(code, folder, **options):
    return run([sys.executable, "-c", code], folder, **options)


@needs_isolation
def test_a_program_works_on_a_copy_of_its_folder_and_its_output_comes_back(folder):
    done = python(
        "import os, sys\nprint(os.getcwd(), open('sub/own.txt').read())\nopen('sub/own.txt', 'w').write('x')\n"
        "print('oh', file=sys.stderr)\nsys.exit(3)",
        folder,
    )
    assert (done.returncode, done.output, done.errors, done.stopped) == (3, b"/submission mine\n", b"oh\n", "")
    assert (folder / "sub" / "own.txt").read_text() == "mine"


@needs_isolation
def test_our_package_is_not_taken_from_the_submission(folder):
    done = run([sys.executable, "-m", "idic_lab.subject.concepts"], folder)
    assert (done.returncode, done.errors) == (0, b"")


@needs_isolation
def test_the_programs_that_grade_are_there(folder):
    done = python("import nbgrader, pandas, idic_lab.subject.datasets as d\nprint(len(d.companies()))", folder)
    assert int(done.output) > 0, done.errors.decode()


@needs_isolation
def test_what_may_be_read_is_named(folder, tmp_path):
    (tmp_path / "other.csv").write_text("1")
    look = f"import os\nprint(os.path.exists({str(tmp_path / 'other.csv')!r}), os.environ.get('X'))"
    assert python(look, folder).output == b"False None\n"
    assert python(look, folder, readable=[tmp_path / "other.csv"], environment={"X": "1"}).output == b"True 1\n"


@needs_isolation
def test_an_honest_program_may_compute_and_start_others(folder):
    code = "import subprocess, sys\nprint(sum(range(10**6)), subprocess.run([sys.executable, '-c', 'print(2)']))"
    assert b"returncode=0" in python(code, folder).output


def test_without_isolation_nothing_runs_unless_it_is_allowed(folder, monkeypatch):
    monkeypatch.setattr(isolation, "problem", lambda: isolation.MISSING)
    with pytest.raises(NotIsolated, match="bubblewrap is not installed.*--unsafe"):
        python("open('ran', 'w')", folder)
    done = python("import os\nopen('ran', 'w')\nprint(os.listdir())", folder, unsafe=True)
    assert b"'ran'" in done.output and not (folder / "ran").exists()
    assert "after 0.5 seconds" in python("while 1: pass", folder, unsafe=True, limits=Limits(seconds=0.5)).stopped
    assert "printed more" in python("while 1: print('x' * 99)", folder, unsafe=True, limits=Limits(output=10)).stopped


def test_a_program_may_break_a_limit_and_be_gone(folder):
    assert "printed more" in python("print('x' * 99)", folder, unsafe=True, limits=Limits(output=10)).stopped


def test_what_is_missing_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isolation.problem.__wrapped__() == isolation.MISSING
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'no namespaces' >&2\nexit 1\n")
    broken.chmod(0o755)
    assert isolation.problem.__wrapped__() == "bubblewrap does not work here: no namespaces"


def test_the_graders_own_surroundings_stay_outside(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "secret")
    told = command(["true"], tmp_path)
    assert "--clearenv" in told and "secret" not in " ".join(told)
    assert os.path.expanduser("~") not in [told[at + 1] for at, each in enumerate(told) if each.startswith("--ro-bind")]
