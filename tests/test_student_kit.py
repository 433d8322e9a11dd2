"""What a student gets holds the lessons, the datasets, the released assignments, the package: nothing else."""

import ast
import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml

from idic_lab.course import kit
from idic_lab.lab import start
from idic_lab.subject import items
from tests.shared import once_a_run

ROOT = Path(__file__).resolve().parents[1]
SECRET_PART = re.compile(
    r"### BEGIN HIDDEN TESTS(.*?)### END HIDDEN TESTS"
    r"|=== BEGIN MARK SCHEME ===(.*?)=== END MARK SCHEME ==="
    r"|### BEGIN SOLUTION(.*?)### END SOLUTION",
    re.DOTALL,
)
MARKERS = ("HIDDEN TESTS", "MARK SCHEME", "BEGIN SOLUTION", "END SOLUTION")
# Only the instructor's side names these markers, in the code that strips them.
NEVER_SHIPPED = ("content", "tests", "idic_lab/grading", "idic_lab/course")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The kit, built as `make student-kit` builds it, and its zip."""
    folder = once_a_run(tmp_path_factory, "out", lambda folder: kit.build(folder / "student-kit")) / "student-kit"
    return folder, folder.with_suffix(".zip")


def unpacked(name, data):
    """Every file in `data`, zips and wheels opened, by a path like ``student-kit.zip!/student-kit/LICENSE``."""
    yield name, data
    if name.endswith((".zip", ".whl")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from unpacked(f"{name}!/{member}", archive.read(member))


def everything(built):
    folder, archive = built
    for path in [archive, *(path for path in sorted(folder.rglob("*")) if path.is_file())]:
        yield from unpacked(path.relative_to(folder.parent).as_posix(), path.read_bytes())


def telling(text):
    """The lines of `text` that say something, without their indentation."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 25}


def secrets():
    """The lines that only instructors may see: hidden tests, mark schemes, solutions, generators."""
    found, open_to_all = set(), set()
    for source in (ROOT / "content" / "assignments").glob("*/*-*.py"):
        text = source.read_text("utf-8")
        for part in SECRET_PART.finditer(text):
            found |= telling(next(group for group in part.groups() if group is not None))
        open_to_all |= telling(SECRET_PART.sub("", text))
    for generator in [*(ROOT / "content").glob("datasets/*.py"), *(ROOT / "content").glob("graded/*.py")]:
        found |= telling(generator.read_text("utf-8"))
    # A rule that student code obeys too, such as an import, is no secret.
    for public in (path for path in (ROOT / "idic_lab").rglob("*.py") if not {"grading", "desk"} & {*path.parts}):
        open_to_all |= telling(public.read_text("utf-8"))
    return found - open_to_all


def as_written(name, data):
    """The text of a file; of a notebook the text of its cells, free of JSON's escapes."""
    text = data.decode("utf-8", "replace")
    if name.endswith(".ipynb"):
        return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"]) + text
    return text


def leaks(files):
    """What in `files` no student may have, as readable lines."""
    known = secrets()
    never = {
        path.read_bytes()
        for folder in NEVER_SHIPPED
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.name != "kit.html"
        and len(path.read_bytes()) > 100
        # A graded table is handed out beside its assignment; how it was drawn is not.
        and not path.match("content/graded/*.csv")
    }
    for name, data in files:
        if data in never:
            yield f"{name} is a file of the instructor's side"
        text = as_written(name, data)
        yield from (f"{name} holds {marker!r}" for marker in MARKERS if marker in text)
        yield from (f"{name} holds the line {line!r}" for line in sorted(telling(text) & known))
        if re.search(r"^def test_", text, re.MULTILINE):
            yield f"{name} holds a test"


def test_no_file_inside_holds_what_only_instructors_may_see(built):
    assert len(secrets()) > 30, "the secrets of the sources were not found, so nothing would be looked for"
    assert list(leaks(everything(built))) == []


@pytest.mark.parametrize(
    "smuggled",
    [
        "assignments/source/kleenz-trust-case/kleenz-trust-case.ipynb",
        "content/assignments/kleenz-trust-case/checks.py",
        "content/datasets/kleenz_survey.py",
        "content/datasets/relationship_audit.py",
        "content/graded/reference.py",
        "content/graded/stories.toml",
        "content/assignments/trust-lab/calibration.md",
        "tests/fixtures/answer_books/trust-lab/reference.json",
        "tests/test_student_kit.py",
        "idic_lab/grading/hidden.py",
        "idic_lab/course/exports.py",
    ],
)
def test_the_inspection_finds_what_is_smuggled_in(smuggled, tmp_path):
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as archive:
        archive.write(
            ROOT / smuggled, "student-kit/lessons/harmless.ipynb" if smuggled.endswith("ipynb") else "harmless"
        )
    assert list(leaks(unpacked("kit.zip", (tmp_path / "kit.zip").read_bytes())))


RELEASES = sorted(path.parent.name for path in (ROOT / "content" / "assignments").glob("*/checks.py"))


def released(built, name):
    """The cells of an assignment as the kit has it."""
    return nbformat.read(built[0] / "assignments" / name / f"{name}.ipynb", as_version=4).cells


@pytest.mark.parametrize("name", RELEASES)
def test_a_released_check_looks_for_completeness_and_nothing_else(built, name):
    cells = released(built, name)
    assert {key for cell in cells for key in cell.metadata} <= {
        *("nbgrader", "idic_lab", "jupyter", "tags"),
        *("editable", "deletable"),  # nbgrader locks its cells
    }
    assert {key for cell in cells for key in cell.metadata.get("idic_lab", {})} <= {"questions"}
    assert not any(cell.get("outputs") or cell.get("attachments") for cell in cells)
    checks = [cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert checks
    for source in checks:
        imported, call = ast.parse(source).body
        assert ast.unparse(imported) == "from idic_lab import checks"
        assert ast.unparse(call.value.func) == "checks.complete"
        assert ast.unparse(call.value.args[0]) == "book"
    everything = "\n".join(cell.source for cell in cells)
    assert set(re.findall(r"checks\.(\w+)", everything)) <= {"complete", "recorded"}
    assert not re.search(r"\b(Criterion|Result|KEYS?|misconception|correct)\b", everything)


@pytest.mark.parametrize("name", RELEASES)
def test_no_question_of_graded_work_knows_its_answer(built, tmp_path, monkeypatch, capsys, name):
    shutil.copytree(built[0] / "assignments" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path / name)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    namespace = {}
    for cell in released(built, name):
        about = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and about.get("locked") and not about.get("grade"):
            exec(cell.source, namespace)
    questions = namespace["book"].questions
    assert questions
    assert [id for id, question in questions.items() if known_to(dataclasses.asdict(question))] == []
    practised = {item["stem"] for item in items.bank().values()}
    assert [id for id, question in questions.items() if question.prompt in practised] == []


def known_to(question):
    """Whether anything in a question, as nested dicts, would tell right from wrong."""
    if isinstance(question, dict):
        telling = ("correct", "accept", "feedback", "misconception", "known")
        return any(
            value not in (None, "", (), {}) if key in telling else known_to(value) for key, value in question.items()
        )
    return isinstance(question, list | tuple) and any(map(known_to, question))


def test_a_question_of_the_lessons_does_know_its_answer():
    """Otherwise the test before this one would prove nothing."""
    assert [id for id, item in items.bank().items() if not known_to(dataclasses.asdict(items.load(id)))] == []


def test_no_file_inside_places_a_story_or_holds_one_of_another_year(built):
    pool = tomllib.loads((ROOT / "content/graded/stories.toml").read_text("utf-8"))["story"]
    asked = (built[0] / "assignments/relationship-audit/stories.csv").read_text("utf-8")
    assert asked.splitlines()[0] == "question,story,title,text,defend"
    others = [story for story in pool if f",{story['key']}," not in asked]
    assert len(others) == len(pool) - 21
    pairs = re.compile("|".join(rf"\b{story['key']}\W{{1,9}}{story['answer']}\b" for story in pool))
    for name, data in everything(built):
        text = as_written(name, data)
        assert not pairs.search(text), name
        assert [story["key"] for story in others if story["text"] in text] == [], name


def test_no_file_inside_holds_an_answer_that_graders_calibrate_on(built):
    books = (ROOT / "tests/fixtures/answer_books").glob("*/*.json")
    strings = {text for path in books for text in re.findall(r'": "([^"\\]{60,})', path.read_text("utf-8"))}
    answers = {text[:60] for text in strings if not text.startswith("=")}
    assert len(answers) > 70
    for name, data in everything(built):
        text = as_written(name, data)
        assert [answer for answer in answers if answer in text] == [], name


def test_the_kit_holds_these_files_and_no_other(built):
    folder, _ = built
    expected = {"LICENSE", "START-HERE.html", "requirements.lock"}
    expected |= {path.name for path in folder.glob("idic_lab-*-py3-none-any.whl")}
    expected |= {f"lessons/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    expected |= {f"datasets/{path.name}" for path in (ROOT / "datasets").iterdir()}
    for source in (ROOT / "content" / "assignments").glob("*/*-*.py"):
        heading = re.match(r"# ---\n((?:#.*\n)*?)# ---\n", source.read_text("utf-8"))[1]
        table = yaml.safe_load(re.sub(r"^# ?", "", heading, flags=re.MULTILINE))["idic_lab"]
        expected |= {f"assignments/{source.stem}/{name}" for name in [f"{source.stem}.ipynb", *table.get("files", [])]}
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == expected
    assert len([name for name in expected if name.endswith(".whl")]) == 1


def test_the_zip_is_the_folder(built):
    folder, archive = built
    with zipfile.ZipFile(archive) as members:
        inside = {name: members.read(name) for name in members.namelist()}
    assert inside == {
        path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The wheel, unpacked where Python finds it before the clone."""
    place = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(built[0].glob("*.whl"))) as wheel:
        wheel.extractall(place)
    return place


def run(installed, code, folder):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_the_wheel_has_no_grading_and_works_without_it(installed, built, tmp_path):
    top = {path.name for path in installed.iterdir()}
    assert {name.split("-")[0] for name in top} == {"idic_lab"}
    assert not (installed / "idic_lab" / "grading").exists()
    assert not (installed / "idic_lab" / "course").exists()
    found = run(
        installed,
        "import idic_lab; print(idic_lab.__file__); print(len(idic_lab.datasets.companies()))",
        tmp_path,
    )
    assert found.splitlines() == [str(installed / "idic_lab" / "__init__.py"), "48"]


def test_the_installed_kit_hands_over_its_lessons_and_assignments(installed, built, tmp_path):
    shutil.copytree(built[0], tmp_path / "kit")
    code = "from idic_lab.lab import start; print(*sorted(start.lessons() | start.released()), sep='\\n')"
    units = run(installed, code, tmp_path / "kit").splitlines()
    expected = set(start.lessons()) | {
        f"assignments/{path.parent.name}" for path in (ROOT / "content/assignments").glob("*/checks.py")
    }
    assert set(units) == expected


def test_the_lock_of_the_kit_pins_all_that_the_package_needs_and_no_tool_of_ours(built):
    lock = (built[0] / "requirements.lock").read_text("utf-8")
    (wheel,) = built[0].glob("*.whl")
    names = set(re.findall(r"^([a-z0-9][a-z0-9-]*)==", lock, re.MULTILINE))
    assert {"jupyterlab", "anywidget", "pandas", "numpy", "ipykernel", "pywinpty", "tzdata"} <= names
    assert not {"nbgrader", "pytest", "ruff", "playwright", "hatchling", "jupytext", "alembic"} & names
    assert f"./{wheel.name} --hash=sha256:" in lock
    whole = (ROOT / "requirements.lock").read_text("utf-8")
    assert set(re.findall(r"sha256:\w+", lock)) - set(re.findall(r"sha256:\w+", whole)) == set(
        re.findall(rf"{re.escape(wheel.name)} --hash=(\S+)", lock)
    )


def test_pins_follows_needs_to_the_end():
    lock = (
        "a==1 \\\n    --hash=sha256:aa\n    # via idic-lab (pyproject.toml)\n"
        "b==2 ; python_full_version < '3.12' \\\n    --hash=sha256:bb\n    # via a\n"
        "b==3 ; python_full_version >= '3.12' \\\n    --hash=sha256:b3\n    # via a\n"
        "c==1 \\\n    --hash=sha256:cc\n    # via\n    #   b\n    #   x\n"
        "x==1 \\\n    --hash=sha256:ee\n    # via idic-lab (pyproject.toml)\n"
    )
    assert re.findall(r"^(\w)==(\d)", kit.pins(lock, ["a"]), re.MULTILINE) == [
        ("a", "1"),
        ("b", "2"),
        ("b", "3"),
        ("c", "1"),
    ]
    assert kit.pins(lock, ["a", "x"]) == lock


def test_the_guide_names_the_commands_of_every_system(built):
    guide = (built[0] / "START-HERE.html").read_text("utf-8")
    for command in (r".venv\Scripts\idic-lab lab", ".venv/bin/idic-lab lab", "--require-hashes -r requirements.lock"):
        assert command in guide
    assert not re.search(r"(src|href)=\"(?!https://www\.python\.org)", guide), "the page must stand alone"


def test_a_folder_that_is_no_kit_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert kit.main(["--folder", str(tmp_path)]) == 1
    assert "no student kit" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_work_done_inside_a_kit_is_left_alone(tmp_path, capsys):
    (tmp_path / "START-HERE.html").touch()
    (tmp_path / "my-work").mkdir()
    assert kit.main(["--folder", str(tmp_path)]) == 1
    assert "my-work" in capsys.readouterr().err
    assert (tmp_path / "my-work").is_dir()


def test_an_assignment_that_nbgrader_refuses_is_named(tmp_path):
    (tmp_path / "source" / "broken").mkdir(parents=True)
    (tmp_path / "source" / "broken" / "broken.ipynb").write_text("no notebook")
    with pytest.raises(RuntimeError, match="broken"):
        kit.release(tmp_path / "release", tmp_path)
