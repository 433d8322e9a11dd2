"""What a reader of the guides does: type what stands in the boxes, and be one of the students in between."""

import json
import os
import re
import shlex
import sys
import zipfile
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default as exchange
from traitlets.config import Config

from idic_lab import AnswerBook
from idic_lab.answers import hand_in
from tests import warm
from tests.grading.classroom import answer
from tests.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def blocks(guide, language):
    """Return the boxes of a language in a guide, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / guide).read_text("utf-8"), re.MULTILINE | re.DOTALL)


class Terminal:
    """A shell that stays where it is led, as a reader's terminal does."""

    def __init__(self, folder):
        given = {
            name: text for name, text in os.environ.items() if not name.startswith(("JUPYTER", "JPY_", "NBGRADER"))
        }
        places = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
        self.env = given | places | {"JUPYTER_RUNTIME_DIR": str(folder / ".jupyter" / "runtime")}
        self.env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), self.env["PATH"]])
        self.shell = Shell(cwd=folder, env=self.env)

    def type(self, line):
        """Type a line, and return what it said; it must succeed."""
        ours = line.split()[0] in warm.COMMANDS
        said, status = self._warm(shlex.split(line)) if ours else self.shell.run(line)
        assert status == 0, f"{line} (status {status})\n{said}"
        return said

    def _warm(self, words):
        (place,) = self.shell.run("pwd")[0].split()
        done = warm.run(words, place, self.env, together=True)
        return done.stdout, done.returncode

    def close(self):
        """Close the terminal."""
        self.shell.process.stdin.close()
        self.shell.process.wait(10)


class Student:
    """Somebody who fetches from the exchange and hands in, with a folder of the own."""

    def __init__(self, name, term):
        self.name, self.term = name, term
        self.config = Config()
        self.config.Exchange.root = str(term / "exchange")
        self.config.Exchange.assignment_dir = str(term / "students" / name)
        self.config.Exchange.cache = str(term / "cache")
        self.config.CourseDirectory.course_id = "my-course"

    def work(self, assignment, answers):
        """Fetch, where that has not been done, and answer with the live views."""
        folder = self.term / "students" / self.name / assignment
        if not folder.exists():
            self._do(exchange.ExchangeFetchAssignment, assignment)
        answer(folder, assignment, answers)
        return folder

    def submit(self, assignment, answers):
        """Answer, and press Submit."""
        self.work(assignment, answers)
        self._do(exchange.ExchangeSubmit, assignment)

    def zip(self, assignment, answers):
        """Answer, and press the button that makes the zip; return its path."""
        folder = self.work(assignment, answers)
        return hand_in.pack(AnswerBook(assignment, folder)).path

    def _do(self, action, assignment):
        coursedir = CourseDirectory(config=self.config, student_id=self.name, assignment_id=assignment)
        action(coursedir=coursedir, authenticator=Authenticator(config=self.config), config=self.config).start()


def from_moodle(course, assignment, works):
    """Lay a download as Moodle makes it into the course: files by the students' full names."""
    target = course / "downloaded" / assignment / "archive" / f"{assignment}.zip"
    with zipfile.ZipFile(target, "w") as download:
        for number, (name, work) in enumerate(works.items(), start=4711):
            download.writestr(f"{name}_{number}_assignsubmission_file_/{work.name}", work.read_bytes())


KINDS = {
    "Read-only": {"locked": True},
    "Autograded tests": {"locked": True, "grade": True},
    "Manually graded task": {"locked": True, "task": True},
}


def own_notebook():
    """Return the notebook that a reader of own-questions.md has in the end, with the metadata that the view writes."""
    text = (DOCS / "own-questions.md").read_text("utf-8")
    about_notebook, about_task = (
        json.loads(f"{{{block.strip().rstrip(',')}}}") for block in blocks("own-questions.md", "json")
    )
    written = re.findall(
        r"^\*\*Cell \d\*\*(?P<said>.*?)^```(?P<language>python|markdown)\n(?P<source>.*?)\n```$",
        text,
        re.MULTILINE | re.DOTALL,
    )
    cells = []
    for said, language, source in written:
        kind, grade_id = re.search(r"Type\s\*(.+?)\*,\s+ID\s+`(.+?)`", said).groups()
        points = re.search(r"points (\d+)", said)
        about = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
        about |= {"grade_id": grade_id} | KINDS[kind] | ({"points": int(points[1])} if points else {})
        make = new_code_cell if language == "python" else new_markdown_cell
        cells.append(make(source, metadata={"nbgrader": about} | (about_task if about["task"] else {})))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel} | about_notebook)


def clone_like(folder):
    """Make a folder that looks like a clone to somebody who sets up there."""
    clone = folder / "kit"
    clone.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (clone / name).symlink_to(ROOT / name)
    (clone / ".venv").symlink_to(sys.prefix)
    return clone
