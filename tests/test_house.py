"""The rules of the house: who may import whom, one set of packages told three times, and what a clone may hold."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from idic_lab import SHORT_NAMES
from idic_lab.questions import KINDS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "idic_lab"

# What each room may use besides itself; the subject stands on the engine, and no room of the engine on the subject.
ENGINE_OF_STUDENTS = {"words", "answers", "questions", "judging"}
ROOMS = {
    "words": set(),
    "answers": {"words"},
    "questions": {"words", "answers"},
    "judging": {"words", "answers", "questions"},
    "subject": ENGINE_OF_STUDENTS,
    "ask": ENGINE_OF_STUDENTS | {"subject"},
    "grading": ENGINE_OF_STUDENTS,
    "course": ENGINE_OF_STUDENTS | {"grading"},
    "lab": {"answers", "questions"},
    "cli": set(),
    "class_report": ENGINE_OF_STUDENTS | {"subject", "course"},  # what the subject adds for instructors
}
# Students do not get these.
INSTRUCTORS = {"grading", "course", "class_report"}
HEAVY = {"pandas", "numpy", "matplotlib", "networkx", "IPython", "ipywidgets", "anywidget", "ipykernel", "traitlets"}
# Only a live view imports widgets, and it cannot be without anywidget.
VIEWS = {"questions/views.py"}
POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}


def imported(path, package):
    """Yield (module, whether it is imported with the file) for every import in a file; `package` in dots."""

    def walk(node, at_once):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Import):
                yield from ((alias.name, at_once) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                parents = package.split(".")[: len(package.split(".")) - child.level + 1] if child.level else []
                module = ".".join([*parents, *([child.module] if child.module else [])])
                # `from idic_lab import reading` means the module, `from idic_lab.reading import number` a name.
                yield from (
                    (f"{module}.{alias.name}" if module == "idic_lab" else module, at_once) for alias in child.names
                )
            else:
                inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
                yield from walk(child, at_once and not inside)

    yield from walk(ast.parse(path.read_text("utf-8")), True)


def broken_rules(root):
    """Every import under the package `root` that breaks a rule, as a readable line."""
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root).with_suffix("")
        room, where = relative.parts[0], path.relative_to(root).as_posix()
        room = "class_report" if where == "subject/class_report.py" else room
        if room == "__init__":
            continue
        if room not in ROOMS:
            yield f"{where} stands in no room: name its room in tests/test_house.py"
            continue
        for name, at_once in imported(path, ".".join(["idic_lab", *relative.parent.parts])):
            top, _, inner = name.partition(".")
            if top == "idic_lab":
                target = SHORT_NAMES.get(name, name).split(".")[1] if inner else "answers"
                if target != room and target not in ROOMS[room]:
                    yield f"{where} imports {name}, which does not lie below it"
            elif room not in INSTRUCTORS:
                if top == "nbgrader":
                    yield f"{where} imports nbgrader, which students do not have"
                if at_once and top in POSIX_ONLY:
                    yield f"{where} imports {name}, which other systems lack"
                if at_once and top in HEAVY and where not in VIEWS:
                    yield f"{where} imports {name} at once; import it in the function that uses it"


def test_imports_go_down_only():
    assert list(broken_rules(PACKAGE)) == []


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("judging/checks.py", "from idic_lab import ask", "idic_lab.ask"),
        ("judging/checks.py", "def f():\n    from idic_lab.subject import trust", "idic_lab.subject"),
        ("judging/checks.py", "from idic_lab import trust", "idic_lab.trust"),
        ("questions/base.py", "from ..judging import checks", "idic_lab.judging"),
        ("grading/core.py", "from idic_lab import ask", "idic_lab.ask"),
        ("grading/core.py", "from idic_lab.course import status", "idic_lab.course"),
        ("subject/trust.py", "from idic_lab.grading import core", "idic_lab.grading"),
        ("lab/start.py", "from idic_lab.course import kit", "idic_lab.course"),
        ("subject/datasets.py", "import pandas as pd", "at once"),
        ("answers/storage.py", "try:\n    import fcntl\nexcept ImportError:\n    pass", "fcntl"),
        ("judging/checks.py", "def f():\n    import nbgrader.api", "nbgrader"),
        ("utils.py", "", "no room"),
    ],
)
def test_the_reading_of_imports_sees_each_kind_of_breach(tmp_path, path, code, said):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(code)
    assert said in "".join(broken_rules(tmp_path))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("judging/checks.py", "from idic_lab.questions import reading\nfrom idic_lab.answers import AnswerBook"),
        ("subject/datasets.py", "def f():\n    import pandas"),
        ("subject/datasets.py", "if TYPE_CHECKING:\n    import pandas"),
        ("questions/kinds/sort.py", "from ..base import Question\nfrom ...answers import AnswerBook"),
        ("grading/core.py", "import nbgrader, resource\nfrom idic_lab.judging.checks import Result"),
        ("course/status.py", "import nbgrader\nfrom idic_lab.grading import sanitize"),
    ],
)
def test_the_reading_of_imports_lets_the_rest_pass(tmp_path, path, code):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(code)
    assert list(broken_rules(tmp_path)) == []


def test_importing_the_package_loads_nothing_heavy_and_starts_nothing():
    code = (
        "import sys, threading, idic_lab\n"
        "from idic_lab import ask, checks, datasets, idic, trust\n"
        "print(threading.active_count(), *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert said[0] == "1"
    assert {"nbgrader", *HEAVY} & set(said) == set()


def test_no_two_files_of_the_package_have_one_name():
    names = Counter(path.name for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


def classes(path):
    """The names of the classes of a file, those inside functions and other classes too."""
    return [node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]


def test_no_two_classes_of_the_package_have_one_name():
    names = Counter(name for path in PACKAGE.rglob("*.py") for name in classes(path))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_of_the_package_is_too_long_for_one_sitting():
    kinds = (".py", ".js", ".css")
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in PACKAGE.rglob("*")
        if path.suffix in kinds and (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


def test_style_and_formatting():
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(["ruff", *command, "."], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "path", [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("assignments/source/*/*.ipynb")], ids=lambda path: path.stem
)
def test_a_committed_notebook_has_no_outputs(path):
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell["id"]


def requirements(lines):
    found = {}
    for line in lines:
        needed = Requirement(line)
        found[needed.name] = str(needed.specifier)
    return found


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def every_requirement():
    return requirements([*project()["dependencies"], *sum(project()["optional-dependencies"].values(), [])])


def test_conda_installs_the_same_packages_in_the_same_ranges():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    by_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    assert "--editable ." in by_pip
    by_conda = [entry for entry in listed if isinstance(entry, str) and entry != "pip"]
    found = requirements([*by_conda, *(entry for entry in by_pip if not entry.startswith("--"))])
    assert found.pop("python") == project()["requires-python"]
    assert found == every_requirement()


def locked():
    """Name to the versions pinned, and the text of each entry."""
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements.lock").read_text("utf-8").strip())
    found = {}
    for entry in entries:
        name, version = re.match(r"([a-z0-9-]+)(?:\[[^]]*\])?==(\S+)", entry).groups()
        found.setdefault(name, []).append((Version(version), entry))
    return found


def test_the_lock_pins_every_package_within_its_range():
    pins = locked()
    for name, specifier in every_requirement().items():
        for version, _ in pins[name]:
            assert version in Requirement(f"x{specifier}").specifier, f"{name} {version}: run make lock"


def test_the_lock_asks_for_nothing_the_project_does_not_name():
    asked = {name for name, pins in locked().items() if any("idic-lab (pyproject.toml)" in entry for _, entry in pins)}
    assert asked == set(every_requirement()), "run make lock"


def test_the_lock_is_for_every_system_and_names_hashes_only():
    pins = locked()
    assert all("--hash=sha256:" in entry for entries in pins.values() for _, entry in entries)
    assert {"pywinpty", "colorama", "appnope"} <= set(pins), "compile it with --universal"


@pytest.mark.parametrize(
    "name",
    ["requirements.lock", "environment.yml", "pyproject.toml", "Makefile", ".ci/run", "README.md", "CONTRIBUTING.md"],
)
def test_no_package_host_and_no_place_on_a_machine_is_named(name):
    text = (ROOT / name).read_text("utf-8")
    hosts = r"pypi|pythonhosted|anaconda\.|file://|index-url|find-links|/root/|/home/|/opt/|/work/"
    assert re.findall(hosts, text) == []
    if name == "requirements.lock":
        assert "://" not in text


def test_contributing_tells_every_kind_of_question():
    told = set(re.findall(r"^\| `ask\.(\w+)\(", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE))
    assert told == {*KINDS, "item"}


def test_every_verb_of_the_makefile_is_told_by_its_help_and_is_no_file():
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):(?!=)", text, re.MULTILINE))
    told = set(re.findall(r'echo "make ([a-z-]+)', text))
    assert targets == set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())
    assert targets - told == {"help", "setup", "chromium", "bubblewrap", "proxy"}, "these serve the others"


def test_ci_runs_what_anybody_can_run():
    script = ROOT / ".ci" / "run"
    assert re.search(r"^exec make .*lint test\b", script.read_text("utf-8"), re.MULTILINE)
    assert script.stat().st_mode & 0o111


def test_the_three_tiers_of_tests_are_told_wherever_somebody_looks_for_them():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all((ROOT / place).exists() for place in re.search(r"^FAST := (.*)$", makefile, re.MULTILINE)[1].split())
    for tier, part in (("check", "$(FAST)"), ("test", "--nbval-lax notebooks"), ("test-slow", "-m slow")):
        recipe = re.search(rf"^{tier}: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1]
        assert "$(PYTEST)" in recipe and part in recipe
        assert f"`make {tier}`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "--durations 15" in re.search(r"^PYTEST := (.*)$", makefile, re.MULTILINE)[1]
    assert re.search(r"^make check +# ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


def test_each_pin_and_exclusion_of_ruff_has_its_reason():
    settings = (ROOT / "pyproject.toml").read_text("utf-8").split("[tool.ruff.lint]")[1]
    for line in settings.split("[tool.pytest")[0].splitlines():
        if re.match(r'\s+"[A-Z]+\d+",?|\s+"D"', line):
            assert "#" in line, line
