"""A small course, built cell by cell, that goes through the real nbgrader."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from idic_lab import AnswerBook
from idic_lab.grading import plug_in
from tests.shared import once_a_run, quicken_gradebooks

quicken_gradebooks()
NAME = "small-case"
SETTINGS = """from pathlib import Path
from idic_lab.grading import plug_in
c = get_config()
c.CourseDirectory.course_id = "small"
plug_in(c, Path(__file__).parent)
"""
FLAGS = {"grade": False, "locked": True, "solution": False, "task": False, "schema_version": 3}

SET_UP = 'from idic_lab import AnswerBook, ask\nbook = AnswerBook("small-case")'
ASK_NUMBER = 'ask.number(book, "sum", "What is the sum of the column?")'
ASK_WHY = 'ask.long_text(book, "why", "Why?")'
CHECK_SUM = """from idic_lab import checks
checks.complete(book, "sum", points=4)
### BEGIN HIDDEN TESTS
from pathlib import Path
key = sum(int(line) for line in Path("column.csv").read_text().split())  # secret key
checks.number(book.get("sum"), key, "the sum", 4, known=[(7, "s-in-numerator", "That is the last row.", 1)])
### END HIDDEN TESTS"""
CHECK_WHY = """from idic_lab import checks
checks.complete(book, "why", points=2)"""
TASK = """### Why it matters

=== BEGIN MARK SCHEME ===
3: says that rows add up (secret scheme)
=== END MARK SCHEME ==="""


def cell(source, grade_id, **flags):
    """Return an instructor's cell."""
    make = new_markdown_cell if flags.get("task") or flags.pop("prose", False) else new_code_cell
    about = {"nbgrader": {**FLAGS, "grade_id": grade_id, **flags}}
    if grade_id.startswith(("set-up", "ask-")):
        about["jupyter"] = {"source_hidden": True}
    if questions := about["nbgrader"].pop("questions", None):
        about["idic_lab"] = {"questions": questions}
    return make(source, metadata=about, id=grade_id)


def small_case(lane="answers"):
    """Return the source notebook of the small course."""
    cells = [
        cell("# A small case", "story", prose=True),
        cell(SET_UP, "set-up"),
        cell(ASK_NUMBER, "ask-sum"),
        cell(ASK_WHY, "ask-why"),
        new_code_cell("# scratch paper", id="scratch"),
        cell(CHECK_SUM, "sum-check", grade=True, points=4),
        cell(CHECK_WHY, "why-check", grade=True, points=2),
        cell(TASK, "why-task", task=True, points=3, questions=["why"]),
        cell("Thank you.", "end", prose=True),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "idic_lab": {"lane": lane}}
    return new_notebook(cells=cells, metadata=metadata)


class Course:
    """A course folder and the nbgrader commands on it."""

    def __init__(self, root, stock=False, course_id="small"):
        self.root, self.course_id = Path(root), course_id
        config = Config()
        config.CourseDirectory.course_id = course_id
        if stock:
            config.CourseDirectory.root = str(self.root)
            # A busy machine must not cost a correct submission its points.
            config.Execute.iopub_timeout = config.Execute.startup_timeout = config.Execute.timeout = 600
        else:
            plug_in(config, self.root)
        self.config = config
        self.coursedir = CourseDirectory(config=config)
        self.api = NbGraderAPI(self.coursedir, config=config)

    @property
    def gradebook(self):
        """A new connection to the gradebook, to be used with ``with``."""
        return Gradebook(f"sqlite:///{self.root}/gradebook.db", self.course_id)

    def do(self, verb, *names, **options):
        """Run one of nbgrader's verbs, which must succeed; return its log."""
        done = getattr(self.api, verb)(*names, **options)
        assert done["success"], done.get("log", "") + done.get("error", "")
        return done.get("log", "")

    def submit(self, student, answers=None, name=NAME, change=None):
        """Lay a submission into the course: the released folder, answers recorded, and whatever `change` does to it."""
        folder = self.root / "submitted" / student / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.root / "release" / name, folder)
        for id, value in (answers or {}).items():
            AnswerBook(name, folder).record(id, value)
        if change:
            change(folder)
        return folder

    def autograde(self, student, name=NAME):
        """Grade one submission, again if need be, and return nbgrader's log."""
        return self.do("autograde", name, student, force=True)

    def feedback(self, student, name=NAME):
        """Generate one page of feedback and return it."""
        self.do("generate_feedback", name, student, force=True)
        return (self.root / "feedback" / student / name / f"{name}.html").read_text()

    def graded(self, student, name=NAME):
        """Return the graded notebook."""
        return nbformat.read(self.root / "autograded" / student / name / f"{name}.ipynb", as_version=4)

    def grades(self, student, name=NAME):
        """Return by grade_id (auto score, manual score, waiting for a person, comment)."""
        with self.gradebook as gradebook:
            notebook = gradebook.find_submission_notebook(name, name, student)
            comments = {comment.name: comment.comment for comment in notebook.comments}
            return {
                grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade, comments.get(grade.name))
                for grade in notebook.grades
            }

    def mark(self, student, grade_id, points, name=NAME):
        """Give a mark by hand, as formgrader does."""
        with self.gradebook as gradebook:
            grade = gradebook.find_grade(grade_id, name, name, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.db.commit()


def build(root, notebook, stock=False):
    """Write a source notebook with its file into a new course and generate the release."""
    source = Path(root, "source", NAME)
    source.mkdir(parents=True)
    nbformat.write(notebook, source / f"{NAME}.ipynb")
    (source / "column.csv").write_text("1\n2\n7\n")
    Path(root, "nbgrader_config.py").write_text(SETTINGS)
    course = Course(root, stock)
    course.do("generate_assignment", NAME)
    return course


@pytest.fixture(scope="session")
def _built(tmp_path_factory):
    return once_a_run(tmp_path_factory, "small-course", lambda folder: build(folder, small_case()))


@pytest.fixture
def course(_built, tmp_path):
    """The small course, released, of one's own."""
    shutil.copytree(_built, tmp_path / "course")
    return Course(tmp_path / "course")
