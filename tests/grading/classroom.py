"""The real assignments in a course of their own, with an exchange, students who answer, and nbgrader's own commands."""

import contextlib
import io
import json
import os
import shutil
from pathlib import Path

import nbclient
import nbformat
from nbformat.v4 import new_code_cell
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default as exchange
from traitlets.config import Config

from idic_lab.course import reseed
from idic_lab.questions import BadAnswer
from tests import warm
from tests.grading.conftest import Course

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "tests" / "fixtures" / "answer_books"
ASSIGNMENTS = sorted(path.name for path in (ROOT / "assignments" / "source").iterdir() if path.is_dir())


def books(name):
    """Return the answer books of an assignment by their names, each with its answers and the points it deserves."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((BOOKS / name).glob("*.json"))}


def expected(book):
    """Return what each check must give for a book."""
    return {check: sum(criteria.values()) for check, criteria in book["expected"].items()}


class Classroom:
    """A copy of the course, the exchange, and the folders of its students; or of one where all is released."""

    def __init__(self, folder, released=None):
        self.folder = Path(folder)
        self.root, self.exchange = self.folder / "course", self.folder / "exchange"
        if released:
            shutil.copytree(released, self.folder, dirs_exist_ok=True)
        else:
            self.exchange.mkdir(parents=True)
            self.root.mkdir()
            shutil.copy(ROOT / "assignments" / "nbgrader_config.py", self.root)
            shutil.copytree(ROOT / "assignments" / "source", self.root / "source")
            reseed.lay_first_tables(self.root / "source")
        self.course = Course(self.root, course_id="idic")
        self.course.config.Exchange.root = str(self.exchange)

    def nbgrader(self, *command):
        """Run one of nbgrader's commands as an instructor types it, with the course's own settings."""
        done = warm.run(["nbgrader", *command, f"--Exchange.root={self.exchange}"], self.root)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def _as_student(self, action, student, name):
        config = Config()
        config.Exchange.root = str(self.exchange)
        config.Exchange.assignment_dir = str(self.folder / "students" / student)
        config.Exchange.cache = str(self.folder / "cache")
        config.CourseDirectory.course_id = "idic"
        coursedir = CourseDirectory(config=config, student_id=student, assignment_id=name)
        app = action(coursedir=coursedir, authenticator=Authenticator(config=config), config=config)
        app.start()
        return Path(app.assignment_dir, name)

    def fetch(self, student, name):
        """Let a student fetch an assignment, and return the folder."""
        return self._as_student(exchange.ExchangeFetchAssignment, student, name)

    def submit(self, student, name):
        """Let a student hand an assignment in."""
        return self._as_student(exchange.ExchangeSubmit, student, name)

    def hand_in(self, student, name, answers, change=None):
        """Fetch, answer with the widgets, let `change` do something to the folder, and submit."""
        folder = self.fetch(student, name)
        answer(folder, name, answers)
        if change:
            change(folder)
        self.submit(student, name)


def asking_cells(notebook):
    """Return the code cells of a released notebook that set up and ask."""
    about = [(cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell, nbgrader in about if nbgrader.get("locked") and not nbgrader.get("grade")]


def answer(folder, name, answers):
    """Run the cells that ask, and set the live views' values as a student's clicks do.

    What a view refuses is written into the book, as somebody does who edits the file. Returns what was asked.
    """
    from idic_lab.questions import views

    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    namespace = {"__name__": "__main__"}
    with _live(), contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        for cell in asking_cells(notebook):
            exec(cell.source, namespace)
        book = namespace["book"]
        for id, value in answers.items():
            try:
                views.view(book.questions[id], book).value = value
            except (BadAnswer, KeyError):
                book.record(id, value)
    return book.questions


def answer_in_a_kernel(folder, name, answers):
    """Run all cells in a kernel of their own, answer with the live views, and run all again before saving."""
    path = folder / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    clicks = (
        f"import json\nfrom idic_lab.questions import views\n"
        f"for id, value in json.loads({json.dumps(json.dumps(answers))}).items():\n"
        f"    view = views.view(book.questions[id], book)\n"
        f"    view.value = value\n"
        f"    assert view.saved['at'] and not view.saved['error'], view.saved"
    )
    again = len(notebook.cells)
    notebook.cells += [new_code_cell(clicks), *nbformat.from_dict(notebook.cells)]
    with _live():
        nbclient.NotebookClient(
            notebook, timeout=600, iopub_timeout=600, resources={"metadata": {"path": str(folder)}}
        ).execute()
    notebook.cells = notebook.cells[again + 1 :]
    nbformat.write(notebook, path)
    return notebook


@contextlib.contextmanager
def _live():
    before = os.environ.get("IDIC_LAB_VIEW")
    os.environ["IDIC_LAB_VIEW"] = "live"
    try:
        yield
    finally:
        os.environ.pop("IDIC_LAB_VIEW")
        if before is not None:
            os.environ["IDIC_LAB_VIEW"] = before
