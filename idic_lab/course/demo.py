"""The whole life cycle of an assignment without a screen: release, three submissions, grading, feedback, marks."""

import argparse
import contextlib
import json
import os
import shutil
import sys
import time
import warnings
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from idic_lab.answers import AnswerBook
from idic_lab.course import reseed
from idic_lab.grading.course_folder import CourseFolder

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "tests" / "fixtures" / "answer_books"
MARKER = ".idic-lab-demo"

# Whose answers each of the three hands in, from the answer books that the checks are tested with.
SUBMISSIONS = {
    "four-companies": {"right": "reference", "half-right": "three-steps", "hostile": "nothing-answered"},
    "kleenz-trust-case": {"right": "reference", "half-right": "s2-not-reversed", "hostile": "nothing-answered"},
}

WRITE_THE_GRADEBOOK = """import pathlib, sqlite3
for folder in pathlib.Path.cwd().parents:
    if (folder / "gradebook.db").exists():
        (folder / "the-student-was-here").touch()
        with sqlite3.connect(folder / "gradebook.db") as database:
            database.execute("update grade set manual_score = 99, needs_manual_grade = 0")"""
RUN_NOTHING = """async def run_code(*args, **kwargs):
    return False
get_ipython().run_code = run_code"""
REWRITE_EVERY_CELL = """import ast
class Nothing(ast.NodeTransformer):
    def visit_Module(self, node):
        node.body = []
        return node
get_ipython().ast_transformers.append(Nothing())"""
EMPTY_EVERY_CELL = "get_ipython().input_transformers_cleanup.append(lambda lines: [])"
# Each of them gives full marks, or marks of the student's choice, where a student's notebook is run to be graded.
ATTACKS = (WRITE_THE_GRADEBOOK, RUN_NOTHING, REWRITE_EVERY_CELL, EMPTY_EVERY_CELL)
FAKE_KIT = """class AnswerBook(dict):
    def __init__(self, name): self.questions = {}
class Everything:
    def __getattr__(self, name): return lambda *args, **kwargs: None
ask = checks = Everything()"""


def attack(folder: Path):
    """Make a submission hostile: cells that attack before all others, and packages that stand in for real ones."""
    (path,) = folder.glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[:0] = [new_code_cell(source) for source in ATTACKS]
    nbformat.write(notebook, path)
    (folder / "pandas.py").write_text(WRITE_THE_GRADEBOOK)
    (folder / "idic_lab").mkdir()
    (folder / "idic_lab" / "__init__.py").write_text(f"{WRITE_THE_GRADEBOOK}\n{FAKE_KIT}")


def run(folder: Path):
    """Go through the life cycle in a course of its own."""
    if folder.exists():
        if any(folder.iterdir()) and not (folder / MARKER).exists():
            raise FileExistsError(f"{folder} holds other things. Name a new folder with --folder.")
        shutil.rmtree(folder)
    (folder / "exchange").mkdir(parents=True)
    (folder / MARKER).touch()
    shutil.copy(ROOT / "assignments" / "nbgrader_config.py", folder)
    shutil.copytree(
        ROOT / "assignments" / "source", folder / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints")
    )
    reseed.lay_first_tables(folder / "source")  # what is handed in was worked out from these
    course = CourseFolder(folder)
    course.config.Exchange.root = str(folder / "exchange")
    for name in SUBMISSIONS:
        with _step(f"{name}: release"):
            _do(course, "generate_assignment", name)
            if sys.platform != "win32":  # nbgrader's exchange refuses Windows; there a student gets the folder
                _do(course, "release_assignment", name)
        for student, stem in SUBMISSIONS[name].items():
            with _step(f"{name}: {student} hands in, is graded, and gets feedback"):
                _hand_in(folder, name, student, stem)
                _do(course, "autograde", name, student)
                _do(course, "generate_feedback", name, student)
    for name in SUBMISSIONS:
        print(f"\n{name}\n{_table(_marks(course, name))}")


def _hand_in(folder, name, student, stem):
    """Lay a ready-made submission into the course, as if it had been collected."""
    submission = folder / "submitted" / student / name
    shutil.copytree(folder / "release" / name, submission)
    book = AnswerBook(name, submission)
    for id, value in json.loads((BOOKS / name / f"{stem}.json").read_text("utf-8"))["answers"].items():
        book.record(id, value)
    if student == "hostile":
        attack(submission)


def _do(course, verb, *names):
    """Run one of nbgrader's verbs on an assignment or a submission."""
    from nbgrader.apps import NbGraderAPI

    done = getattr(NbGraderAPI(course.coursedir, config=course.config), verb)(*names)
    if not done["success"]:
        raise RuntimeError(f"nbgrader {verb} {' '.join(names)} did not work:\n{done.get('log', '')}{done['error']}")


def _marks(course, name):
    """Return a row for each part: its name, what it is worth, and what each of the three has."""
    with course.gradebook() as gradebook:
        submitted = [gradebook.find_submission_notebook(name, name, who) for who in SUBMISSIONS[name]]
        grades = [{grade.name: grade for grade in notebook.grades} for notebook in submitted]
        rows = [(part, grade.max_score, [_shown(each[part]) for each in grades]) for part, grade in grades[0].items()]
        return [*rows, ("so far", submitted[0].max_score, [f"{notebook.score:g}" for notebook in submitted])]


def _shown(grade):
    # A check waits as well where answers are missing; what it has is 0, provisionally.
    return "to be marked" if grade.needs_manual_grade and grade.auto_score is None else f"{grade.score:g}"


def _table(rows):
    lines = [("", "of", list(SUBMISSIONS["four-companies"])), *((part, f"{of:g}", shown) for part, of, shown in rows)]
    return "\n".join(f"  {part:<30}{of:>5}" + "".join(f"{each:>15}" for each in shown) for part, of, shown in lines)


@contextlib.contextmanager
def _step(what):
    """Say what is being done, and how long it took."""
    start = time.perf_counter()
    print(f"{what:<70}", end="", flush=True)
    try:
        yield
    except BaseException:
        print("failed")
        raise
    print(f"{time.perf_counter() - start:5.1f} s")


def main(argv):
    """Run the demo and say where to look."""
    parser = argparse.ArgumentParser(
        prog="idic-lab demo", description="Release, three submissions, grading, feedback and marks, without a screen."
    )
    parser.add_argument("--folder", type=Path, default=Path("demo"), help="where to build the course (demo)")
    folder = parser.parse_args(argv).folder.resolve()
    if not BOOKS.is_dir():
        print("idic-lab demo needs the instructor's repository with its tests: run it there.", file=sys.stderr)
        return 2
    # nbgrader starts alembic by name when it makes a gradebook, and commands that it starts do so too.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    warnings.filterwarnings("ignore", module=r"nbgrader\..*")  # its gradebook warns about itself
    start = time.perf_counter()
    try:
        run(folder)
    except (FileExistsError, RuntimeError) as problem:
        print(problem, file=sys.stderr)
        return 1
    shown = os.path.relpath(folder)
    print(
        f"\nDone in {time.perf_counter() - start:.0f} seconds. The hostile submission tried for full marks with"
        f" {len(ATTACKS)} cells and 2 packages of its own;\nit has what its recorded answers deserve. Where to look:\n"
        f"  what a student gets      {shown}/release/kleenz-trust-case/\n"
        f"  what a student gets back {shown}/feedback/half-right/kleenz-trust-case/kleenz-trust-case.html\n"
        f"  what a grader marks      cd {shown} && jupyter lab, then the menu Nbgrader, Formgrader\n"
        f"  the gradebook            {shown}/gradebook.db"
    )
    return 0
