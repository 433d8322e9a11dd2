"""The build: the committed notebooks are what the sources stand for, and a source that would be misread is refused."""

import json
import re
from pathlib import Path

import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_output

import build
import judgement
from tests import warm

ROOT = Path(__file__).resolve().parents[2]

ASSIGNMENT = '''# ---
# idic_lab:
#   lane: answers
#   files: [survey.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# A case

It said “no”.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask

book = AnswerBook("case")

# %% role="ask" grade_id="why"
ask.text(book, "reason", "Why?")

# %% tags=["scratch"]
1 + 1

# %% role="test" grade_id="why-check" points=5 title="Why" lessons=["01-one"] questions=["reason"]
why_check(book)

# %% [markdown] role="task" grade_id="argument" questions=["reason"] lessons=["01-one", "02-two"]
r"""
Read $\\frac{1}{2}$.
"""
'''


CHECKS = '''"""How the case is judged."""

import math

from idic_lab import checks
from idic_lab.checks import Result, once

UNUSED = 1


# Measured twice.
@once
def key():
    """Return the key."""
    return math.pi


def why_check(book):
    """Why."""
    return checks.number(checks.recorded(book, "reason"), key(), "why", 5)
'''
RUBRICS = {
    "argument": {
        "read": "Read the text.",
        "levels": [{"points": 3, "text": "a reason"}, {"points": 0, "text": "none"}],
        "conditions": [{"at_most": 1, "text": "no number"}],
        "notes": ["Seen often."],
    }
}


def assignment():
    return build.notebook(ASSIGNMENT, "case.py", CHECKS, RUBRICS)


def notebook(*cells, graded=True):
    return build.notebook("\n\n".join(cells) + "\n", "case.py", CHECKS if graded else None, RUBRICS)


def test_regenerating_changes_no_byte():
    assert build.differences(build.built()) == {}, "run make build and commit what it writes"


def test_the_same_source_gives_the_same_bytes():
    first, second = (build.as_bytes(assignment()) for _ in range(2))
    assert first == second
    assert first.endswith(b"}\n") and b"\r" not in first


def test_each_role_says_what_nbgrader_needs():
    cells = {cell.id: cell for cell in assignment().cells}
    told = {
        cell_id: {key for key in ("grade", "locked", "solution", "task") if cell.metadata.nbgrader[key]}
        for cell_id, cell in cells.items()
        if "nbgrader" in cell.metadata
    }
    assert told == {
        "the-case": {"locked"},
        "set-up": {"locked"},
        "why": {"locked"},
        "why-check": {"grade", "locked"},
        "argument": {"locked", "task"},
    }
    assert [
        cell.metadata.nbgrader.points for cell in cells.values() if "points" in cell.metadata.get("nbgrader", {})
    ] == [5, 3]
    assert all(cell.metadata.nbgrader.grade_id == cell_id for cell_id, cell in cells.items() if cell_id in told)
    hidden = {cell_id for cell_id, cell in cells.items() if cell.metadata.get("jupyter", {}).get("source_hidden")}
    assert hidden == {"set-up", "why"}
    assert cells["argument"].metadata.idic_lab == {"questions": ["reason"]}
    assert cells["argument"].source == (
        "Read $\\frac{1}{2}$.\n\nLessons: 01-one, 02-two\n\n=== BEGIN MARK SCHEME ===\n\nRead the text.\n\n"
        "- **3**: a reason\n- **0**: none\n\n- **1 at most**: no number\n\nSeen often.\n\n=== END MARK SCHEME ==="
    )
    assert cells["the-case"].source == "# A case\n\nIt said “no”."
    assert cells["cell-004"].metadata == {"tags": ["scratch"]}


def test_a_check_stands_alone_with_what_it_needs_and_nothing_else():
    cell = next(cell for cell in assignment().cells if cell.id == "why-check")
    shown, hidden = cell.source.split("### BEGIN HIDDEN TESTS\n")
    assert shown == (
        '# Why.\n# Lesson: 01-one\nfrom idic_lab import checks\n\nchecks.complete(book, "reason", points=5)\n'
    )
    assert hidden.startswith("import math\nfrom idic_lab import checks\nfrom idic_lab.checks import once\n")
    assert "# Measured twice.\n@once\ndef key():" in hidden and "UNUSED" not in hidden
    assert hidden.endswith("\n\n\nwhy_check(book)\n### END HIDDEN TESTS")


def test_a_task_is_worth_its_highest_level_or_the_sum_of_its_parts():
    parts = {"parts": [{"points": 1, "name": "position", "text": "a reason"}] * 5}
    assert judgement.points(parts) == 5
    assert judgement.scheme(parts).startswith("One point for each:\n\n- **position**: a reason\n")


def test_the_notebook_carries_its_lane_and_nothing_of_jupytext():
    made = assignment()
    assert made.metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "idic_lab": {"lane": "answers"},
    }
    written = build.as_bytes(made).decode()
    for trace in ("jupytext", "cell_marker", "lines_to_next_cell", "role"):
        assert trace not in written


def test_a_lesson_hides_code_and_tells_nbgrader_nothing():
    made = notebook('# %% role="ask"\nask.text(book, "a", "?")', "# %%\n1", graded=False)
    hidden = {"jupyter": {"source_hidden": True}, "transient": {"remove_source": True}}
    assert [cell.metadata for cell in made.cells] == [hidden, {}]
    assert [cell.id for cell in made.cells] == ["cell-001", "cell-002"]


def test_a_lesson_as_a_page_shows_its_questions_and_not_the_code_that_asks_them():
    made = notebook('# %% role="ask"\nask.text(book, "a", "?")', "# %%\nmean = 1", graded=False)
    made.cells[0].outputs = [new_output("display_data", {"text/html": "<p>Why do they stay?</p>"})]
    text = re.sub(r"<[^>]*>", "", HTMLExporter().from_notebook_node(made)[0])
    assert "Why do they stay?" in text
    assert "mean = 1" in text
    assert "ask.text" not in text


def test_nbgrader_releases_what_the_build_makes(tmp_path):
    path = tmp_path / "source" / "case" / "case.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(build.as_bytes(assignment()))
    done = warm.run(["nbgrader", "generate_assignment", "case"], tmp_path)
    assert done.returncode == 0, done.stderr
    released = json.loads((tmp_path / "release" / "case" / "case.ipynb").read_text("utf-8"))
    locked = {cell["id"]: cell["metadata"].get("editable") is False for cell in released["cells"]}
    assert locked.pop("cell-004") is False
    assert len(locked) == 5 and all(locked.values())
    assert released["metadata"]["idic_lab"] == {"lane": "answers"}


PROSE = '# %% [markdown]\n"""\n{}\n"""'
TEST = 'points=2 title="T" lessons=["1"] questions=["q"]'
TASK = '\n\n# %% [markdown] role="task" grade_id="{}" questions=[{}] lessons=["1"]\n"""\nArgue.\n"""'
ASK = '# %% role="ask" grade_id="q"\nask.text(book, "q", "?")'


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (PROSE.format('He wrote """ here.'), '""" inside'),
        (PROSE.format('She said "no"'), 'ends in "'),
        ('# %% [markdown]\n"""\nNever closed.\n\n# %%\n1', 'between """ and """'),
        ("# %% [markdown]\n# prose as comments", 'between """ and """'),
        ("import this\n\n# %%\n1", "before the first cell"),
        ("# %% ask\n1", "title"),
        ('# %% role="answer" grade_id="q"\n1', "'answer'"),
        ('# %% role="test" grade_id="q"\nwhy_check(book)', "needs points"),
        (f'# %% role="test" grade_id="q" {TEST}\nother_check(book)', "other_check"),
        (f'# %% role="ask" grade_id="q"\nkey = 1\n\n# %% role="test" grade_id="t" {TEST}\nwhy_check(book)', "'key'"),
        ('# %% role="ask" grade_id="q" points=2\n1', "no points"),
        ('# %% role="ask"\n1', "no grade_id"),
        ("# %% points=2\n1", "no role"),
        ('# %% role="task" grade_id="q" points=2 questions=["q"]\n1', "markdown cell"),
        (ASK + '\n\n# %% [markdown] role="task" grade_id="t" lessons=["1"]\n"""\nArgue.\n"""', "needs questions"),
        (ASK + TASK.format("t", '"q"'), "no table [t]"),
        (ASK + TASK.format("argument", '"p"'), "'p'"),
        (ASK + "\n\n" + ASK, "used twice"),
        ('# %% role="ask" grade_id="what is it"\n1', "letters, digits"),
        ('# %% [raw]\n"""\nraw\n"""', "raw cell"),
        ("# ---\n# idic_lab: {lanes: answers}\n# ---\n\n# %%\n1", "lanes"),
    ],
)
def test_what_would_be_misread_is_refused_with_the_file_and_the_reason(source, said):
    with pytest.raises(build.SourceError) as refusal:
        notebook(source)
    assert str(refusal.value).startswith("case.py: ")
    assert said in str(refusal.value)


@pytest.mark.parametrize("given", ["points=2", 'questions=["q"]'])
def test_a_lesson_can_have_no_points_and_no_task(given):
    with pytest.raises(build.SourceError, match="assignments"):
        notebook(f'# %% role="ask" {given}\n1', graded=False)


def course(root):
    for path, text in {
        "content/lessons/01-one.py": "# %%\n1\n",
        "content/assignments/case/case.py": ASSIGNMENT,
        "content/assignments/case/checks.py": CHECKS,
        "content/assignments/case/rubrics.toml": '[[argument.levels]]\npoints = 3\ntext = "a reason"\n',
        "datasets/survey.csv": "a,b\r\n1,2\r\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())


def test_lessons_assignments_and_their_files_go_to_their_places(tmp_path):
    course(tmp_path)
    files = build.built(tmp_path)
    assert {path.as_posix() for path in files} == {
        "notebooks/01-one.ipynb",
        "assignments/source/case/case.ipynb",
        "assignments/source/case/survey.csv",
    }
    assert files[Path("assignments/source/case/survey.csv")] == b"a,b\r\n1,2\r\n"


def test_a_graded_table_wins_over_one_that_students_have(tmp_path):
    course(tmp_path)
    (tmp_path / "content/graded").mkdir()
    (tmp_path / "content/graded/survey.csv").write_bytes(b"a,b\n3,4\n")
    assert build.built(tmp_path)[Path("assignments/source/case/survey.csv")] == b"a,b\n3,4\n"
    (tmp_path / "datasets/survey.csv").unlink()
    assert build.built(tmp_path)[Path("assignments/source/case/survey.csv")] == b"a,b\n3,4\n"


def test_a_file_that_is_nowhere_is_named_with_the_places(tmp_path):
    course(tmp_path)
    (tmp_path / "datasets" / "survey.csv").unlink()
    with pytest.raises(build.SourceError, match=r"assignments/case.*survey\.csv.*content/graded.*datasets"):
        build.built(tmp_path)


def test_the_comparison_sees_what_is_missing_changed_or_left_over(tmp_path):
    course(tmp_path)
    files = build.built(tmp_path)
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert build.differences(files, tmp_path) == {}
    (tmp_path / "notebooks/01-one.ipynb").unlink()
    (tmp_path / "assignments/source/case/survey.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "assignments/source/case/case.answers.json").touch()
    assert {path.as_posix(): what for path, what in build.differences(files, tmp_path).items()} == {
        "notebooks/01-one.ipynb": "missing",
        "assignments/source/case/survey.csv": "differs",
        "assignments/source/case/case.answers.json": "left over",
    }
