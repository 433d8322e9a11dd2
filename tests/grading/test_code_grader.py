"""Classic notebooks as real courses have them: modules beside them, kernels of their own, what nbgrader refuses."""

import json
import shutil
import subprocess
import sys
from importlib._bootstrap_external import _code_to_hash_pyc

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from idic_lab.grading import code_grader, isolation, kernels
from idic_lab.grading.notes import NotebookNote, State
from tests.grading.conftest import NAME, build, cell, small_case
from tests.grading.rows import rows
from tests.grading.verb import run, states

needs_isolation = pytest.mark.skipif(bool(isolation.problem()), reason=isolation.problem())
HELPER = "def double(x):\n    return 2 * x\n"
FORGED = "class Anything:\n    def __eq__(self, other):\n        return True\ndouble = lambda x: Anything()\n"


def classic(*cells, kernel=None):
    """Return a classic notebook with an answer and a check that needs the helper module."""
    notebook = small_case(lane="code")
    notebook.cells = [
        *cells,
        cell("# YOUR CODE HERE", "answer", solution=True, locked=False),
        cell("import helper\nassert helper.double(21) == 42", "check", grade=True, points=2),
    ]
    if kernel:
        notebook.metadata.kernelspec = {"name": kernel, "display_name": kernel, "language": "python"}
    return notebook


def course_of(root, notebook, files=(("helper.py", HELPER),)):
    """Build a course with a notebook and what goes with it."""
    (root / "source" / NAME).mkdir(parents=True)
    for path, text in files:
        file = root / "source" / NAME / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    shutil.move(root / "source" / NAME, root / "beside")
    course = build(root, notebook)
    shutil.copytree(root / "beside", root / "source" / NAME, dirs_exist_ok=True)
    with open(root / "nbgrader_config.py", "a") as settings:
        settings.write("c.Execute.timeout = c.Execute.startup_timeout = c.Execute.iopub_timeout = 120\n")
    course.do("generate_assignment", NAME, force=True)
    return course


def answered(code, **files):
    """Return a change of a submission: the answer, and files beside it by their paths."""

    def change(folder):
        path = folder / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for each in notebook.cells:
            if each.metadata.get("nbgrader", {}).get("grade_id") == "answer":
                each.source = code
        nbformat.write(notebook, path)
        for name, data in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data if isinstance(data, bytes) else data.encode())

    return change


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return course_of(tmp_path_factory.mktemp("code-lane") / "course", classic())


@pytest.fixture
def course(released, tmp_path):
    from tests.grading.conftest import Course

    return Course(shutil.copytree(released.root, tmp_path / "course"))


def score(course, student, check="check"):
    return course.grades(student)[check][0]


def shown(course, student):
    """Return what the answer printed."""
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in course.graded(student).cells}
    return "".join(each.get("text", "") for each in cells["answer"].outputs)


@needs_isolation
def test_modules_beside_the_notebook_are_imported_and_nothing_gives_way_to_them(course):
    names = ["pandas", "json", "sitecustomize", "usercustomize", "ipykernel_launcher", "idic_lab/__init__"]
    shadows = {f"{name}.py": "raise SystemExit('the student ran')" for name in names}
    imports = "import pandas, json, sys, idic_lab.judging.checks, mine.deep\nassert mine.deep.x == 1"
    starts = "import subprocess\nassert subprocess.run([sys.executable, 'mine/script.py']).returncode == 0"
    own = {"mine/__init__.py": "", "mine/deep.py": "x = 1", "mine/script.py": "import deep", **shadows}
    course.submit("ann", change=answered("x = 1"))
    course.submit("own", change=answered(f"{imports}\n{starts}\nprint('all is well')", **own))
    told = run(course)
    assert states(told) == {"ann": State.GRADED, "own": State.GRADED}
    assert (score(course, "ann"), score(course, "own")) == (2, 2)
    assert shown(course, "own") == "all is well\n"


TAGS = f"cpython-{sys.version_info.major}{sys.version_info.minor}"


@needs_isolation
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("helper.py", True),
        ("helper/__init__.py", True),
        (f"helper.{TAGS}-x86_64-linux-gnu.so", True),
        ("helper.abi3.so", True),
        ("helper.pyc", False),  # nbgrader leaves compiled code aside
        (f"__pycache__/helper.{TAGS}.pyc", False),
    ],
)
def test_the_instructors_module_wins_over_a_students_of_its_name(course, path, told):
    data = FORGED if path.endswith(".py") else b"no library"
    if path.endswith(".pyc"):  # Python imports it without looking at the source beside it
        data = bytes(_code_to_hash_pyc(compile(FORGED, "helper.py", "exec"), b"\0" * 8, checked=False))
    course.submit("ann", change=answered("import helper\nprint(type(helper.double(1)))", **{path: data}))
    said = run(course)["submissions"]["ann"]
    assert score(course, "ann") == 2
    assert shown(course, "ann") == "<class 'int'>\n"
    expected = [f"Instead of your own {path}, that of the assignment was used."] if told else []
    assert said["said"] == expected


def test_what_takes_the_place_of_a_students_file():
    shipped = [("helper.py", b"1"), ("data/a.csv", b"2"), ("pack/__init__.py", b"3")]
    handed_in = {
        "helper.py": b"1",  # the same: no word about it
        "helper/notes.txt": b"",
        "helper.txt": b"",
        "pack/mine.py": b"",
        "data": b"a file in the folder's place",
        "helper.py.bak": b"",
        "data/a.csv": b"changed",
        "data/b.csv": b"",
        "mine/helper.py": b"",
    }
    kept, said = code_grader._beside(list(handed_in.items()), shipped)
    gone = {"data", "data/a.csv"}
    assert {path for path, _ in kept} == handed_in.keys() - gone
    assert len(said) == 2 and all(any(f" {path}," in str(each) for each in said) for path in gone)


@needs_isolation
def test_a_file_that_the_course_lets_students_change_is_theirs(course):
    with open(course.root / "nbgrader_config.py", "a") as settings:
        settings.write(f"c.Autograde.exclude_overwriting = {{{NAME!r}: ['helper.py']}}\n")
    course.submit("ann", change=answered("x = 1", **{"helper.py": "def double(x):\n    return x + x\nown = 1"}))
    course.submit("bob", change=answered("x = 1", **{"helper.py": "def double(x):\n    return 0"}))
    assert set(states(run(course)).values()) == {State.GRADED}
    assert (score(course, "ann"), score(course, "bob")) == (2, 0)
    assert "own" in (course.root / "autograded" / "ann" / NAME / "helper.py").read_text()


MISSING = "The notebook needs the kernel 'no-such-kernel', and this machine has none of that name"


@needs_isolation
def test_a_kernel_that_is_missing_refuses_the_assignment(tmp_path):
    course = course_of(tmp_path / "course", classic(kernel="no-such-kernel"))
    course.submit("ann")
    assert MISSING in run(course, status=2) and "nobody was graded" in run(course, status=2)
    assert not (course.root / "autograded").exists()
    assert rows(course.root, NAME)["submissions"] == set()
    kernel_of(
        tmp_path, "no-such-kernel", ["/nowhere/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        assert "starts /nowhere/bin/python, which is not on this machine" in run(course, status=2)
    assert rows(course.root, NAME)["submissions"] == set()


def kernel_of(folder, name, argv):
    """Describe a kernel where JUPYTER_PATH finds it."""
    place = folder / "jupyter" / "kernels" / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": name, "language": "python"}))


@needs_isolation
def test_a_kernel_of_the_graders_own_is_found_and_one_that_cannot_start_is_nobodys_fault(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    start = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel_of(tmp_path, "ours", start)
    course = course_of(tmp_path / "course", classic(kernel="ours"))
    course.submit("ann", change=answered("import os; print(os.environ['JUPYTER_PATH'])"))
    assert states(run(course)) == {"ann": State.GRADED}
    assert score(course, "ann") == 2 and shown(course, "ann") == f"{tmp_path / 'jupyter'}\n"
    kernel_of(tmp_path, "ours", [sys.executable, "-c", "raise SystemExit('no ipykernel here')"])
    told = run(course, "--regrade", "--apply", status=1)
    assert states(told) == {"ann": State.REFUSED}
    assert "The kernel 'ours' could not be started" in told["submissions"]["ann"]["said"][0]
    assert score(course, "ann") == 2, "an earlier mark stays"


@needs_isolation
def test_a_kernel_in_an_environment_of_its_own_is_shown_to_the_notebook(tmp_path, monkeypatch):
    own = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", own], check=True)
    site = next(own.glob("lib/python*/site-packages"))
    (site / "ours.pth").write_text(next(each for each in sys.path if each.endswith("site-packages")))
    (site / "only_here.py").write_text("x = 1")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    start = [str(own / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel_of(tmp_path, "ours", start)
    course = course_of(tmp_path / "course", classic(kernel="ours"))
    course.submit("ann", change=answered("import only_here; print(only_here.x)"))
    assert states(run(course)) == {"ann": State.GRADED}
    assert shown(course, "ann") == "1\n"


def test_a_kernel_outside_of_any_environment_is_refused_rather_than_its_folder_shown(tmp_path, monkeypatch):
    program = tmp_path / "home" / "bin" / "kernel"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    kernel_of(tmp_path, "ours", [str(program)])
    with pytest.raises(kernels.NoKernel, match="cannot be shown to students' code alone"):
        kernels.needed("ours")


@needs_isolation
def test_a_kernel_that_ends_on_the_way_keeps_what_was_run_before(course):
    course.submit("ann", change=answered("import os; os._exit(0)"))
    course.submit("bob", change=last_cell("import os; os.kill(os.getpid(), 9)"))
    told = run(course)
    assert states(told) == {"ann": State.REPAIRED, "bob": State.REPAIRED}
    sentence = NotebookNote.NOT_FINISHED.value.format(why=f" {code_grader.ENDED}")
    assert {tuple(each["said"]) for each in told["submissions"].values()} == {(sentence,)}
    assert (score(course, "ann"), score(course, "bob")) == (0, 2)


def last_cell(code):
    def change(folder):
        notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
        notebook.cells.append(new_code_cell(code))
        nbformat.write(notebook, folder / f"{NAME}.ipynb")

    return change


@needs_isolation
def test_what_nbgrader_would_refuse_is_told(course):
    course.submit("ann", change=answered("x = 1"))
    with course.gradebook as gradebook:
        gradebook.find_source_cell("check", NAME, NAME).checksum = "of another release"
        gradebook.db.commit()
    (trouble,) = [each for each in run(course)["troubles"] if "Inconsistent" in each["what"]]
    assert "“Inconsistent checksums for cell check”" in trouble["what"] and trouble["students"] == ["ann"]
    assert score(course, "ann") == 2


@needs_isolation
def test_the_hidden_tests_do_not_lie_beside_the_notebook(tmp_path):
    hidden = "### BEGIN HIDDEN TESTS\nassert helper.double(3) == 6  # the secret test\n### END HIDDEN TESTS"
    notebook = classic()
    notebook.cells[-1].source += f"\n{hidden}"
    course = course_of(tmp_path / "course", notebook)
    read = "import pathlib\nfor path in ['.', '/handed-in', '/tmp']:\n"
    read += "    for file in pathlib.Path(path).rglob('*'):\n"
    read += "        if file.is_file(): print(file.name, b'secret ' + b'test' in file.read_bytes())"
    course.submit("ann", change=answered(read))
    run(course)
    assert score(course, "ann") == 2
    assert f"{NAME}.ipynb False" in shown(course, "ann") and "True" not in shown(course, "ann")
