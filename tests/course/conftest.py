"""A course made by ``idic-lab course new``, two of its assignments released, copied for each test that changes it."""

import io
import json
import logging
import shutil
import zipfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from idic_lab.course import new
from idic_lab.course.reseed import lay_first_tables
from idic_lab.grading.course_folder import CourseFolder
from tests.shared import once_a_run, quicken_gradebooks

quicken_gradebooks()

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "tests" / "fixtures" / "answer_books"
CASE, LAB = "kleenz-trust-case", "trust-lab"

ROSTER = """Student,ID,SIS User ID,SIS Login ID,Section,Four companies (501),Kleenz Trust Case (502),Current Score
    Points Possible,,,,,17,38,(read only)
"Ålund, Åsa",9001,S1,asa,A,,,
"Doe, Jane",9002,S2,jane,A,,,
"O'Neil, Anne-Marie",9003,S3,anne,B,,,
"=cmd|' /C calc'!A0, Eve",9004,S4,eve,B,,,
"Müller, Jürgen",9005,S5,juergen,B,,,
"""


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    def make(folder):
        (folder / "class.csv").write_text(ROSTER, "utf-8")
        due = {LAB: "2026-10-20 12:00+00:00"}
        course, _ = new.make(folder / "course", folder / "class.csv", due=due, percent=10, course_id="idic")
        lay_first_tables(course.root / "source")
        Course(course.root).do("generate_assignment", LAB)
        Course(course.root).do("generate_assignment", CASE)

    return once_a_run(tmp_path_factory, "desk", make) / "course"


@pytest.fixture
def course(_made, tmp_path):
    """The course, of one's own."""
    shutil.copytree(_made, tmp_path / "course")
    with (tmp_path / "course" / "nbgrader_config.py").open("a") as settings:
        settings.write(f"c.Exchange.root = {str(tmp_path / 'exchange')!r}\n")
    (tmp_path / "exchange").mkdir()
    return Course(tmp_path / "course")


class Course(CourseFolder):
    """A course and nbgrader's commands on it."""

    def do(self, verb, *names, **options):
        """Run one of nbgrader's verbs, which must succeed, and return its log."""
        from nbgrader.apps import NbGraderAPI

        again = CourseFolder(self.root)  # the settings may have changed
        done = getattr(NbGraderAPI(again.coursedir, config=again.config), verb)(*names, **options)
        assert done["success"], done.get("log", "") + done.get("error", "")
        return done.get("log", "")

    def run(self, app, *arguments):
        """Run one of nbgrader's own commands in this process, as typed in the course's folder; return its log."""
        from nbgrader import apps

        said = io.StringIO()
        handler = logging.StreamHandler(said)
        with chdir(self.root), redirect_stdout(said), redirect_stderr(said):
            command = getattr(apps, app)()
            command.log.addHandler(handler)
            try:
                command.initialize(list(arguments))
                command.start()
            finally:
                command.log.removeHandler(handler)
                command.reset()
        return said.getvalue()

    def submit(self, student, name, answers, stamp=None):
        """Lay a submission into the course as if it had been collected."""
        folder = self.place("submitted", student, name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.place("release", ".", name), folder)
        for path, data in files(self, name, answers).items():
            (folder / path).write_bytes(data)
        if stamp:
            (folder / "timestamp.txt").write_text(stamp)
        return folder

    def grade(self, student, name):
        """Grade one submission."""
        return self.do("autograde", name, student, force=True)

    def mark(self, student, name, points=None):
        """Give every open task of a submission its points, or all of them."""
        with self.gradebook() as gradebook:
            for grade in gradebook.find_submission_notebook(name, name, student).grades:
                if grade.needs_manual_grade:
                    grade.manual_score = grade.max_score if points is None else points
                    grade.needs_manual_grade = False
            gradebook.db.commit()


def answers(name, stem):
    """Return the recorded answers of a fixture."""
    return json.loads((BOOKS / name / f"{stem}.json").read_text("utf-8"))["answers"]


def files(course, name, given):
    """Return what a student's folder holds when work is done: the notebook and the answers file."""
    notebook = (course.place("release", ".", name) / f"{name}.ipynb").read_bytes()
    return {f"{name}.ipynb": notebook, f"{name}.answers.json": answers_file(name, given)}


def answers_file(name, given, saved_at="2026-10-19T10:00:00+00:00"):
    """Return the bytes of an answers file."""
    entries = {id: {"value": value, "saved_at": saved_at, "revision": 1} for id, value in given.items()}
    document = {"format": "idic-lab/answers", "version": 1, "book": name, "answers": entries}
    return json.dumps(document, ensure_ascii=False).encode()


def zipped(contents):
    """Return a zip of files by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return held.getvalue()
