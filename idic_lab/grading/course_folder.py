"""A course as nbgrader sees it: its settings, its folders, its gradebook."""

import contextlib
import fnmatch
import glob
import os
import re
import stat
import sys
import warnings
from pathlib import Path

from idic_lab.grading import clock, copies, sanitize

SETTINGS = "nbgrader_config.py"


class NoCourse(ValueError):
    """There is no course, or no such assignment in it; the message says what to do."""


class CourseFolder:
    """A course folder and what is in it."""

    def __init__(self, root):
        from nbgrader.coursedir import CourseDirectory

        self.root = Path(root).expanduser().resolve()
        if not (self.root / SETTINGS).is_file():
            raise NoCourse(f"{self.root} is no course: it has no {SETTINGS}. Name the folder of one with --course.")
        self.config = _settings(self.root)
        self.config.CourseDirectory.root = str(self.root)
        self.coursedir = CourseDirectory(config=self.config)

    @classmethod
    def of(cls, coursedir, config):
        """Return the course that one of nbgrader's commands works in."""
        course = cls.__new__(cls)
        course.root, course.coursedir, course.config = Path(coursedir.root).resolve(), coursedir, config
        return course

    @property
    def zone(self):
        """The time zone of its dates, see :mod:`idic_lab.grading.clock`."""
        try:
            return clock.zone(self.config)
        except clock.NoZone as problem:
            raise NoCourse(f"{self.root / SETTINGS}: {problem}") from None

    @property
    def course_id(self):
        """The name of the course in the exchange."""
        return self.coursedir.course_id

    @property
    def exchange(self):
        """The course's folder in the exchange; it may not exist."""
        from nbgrader.exchange.default import Exchange

        return Path(Exchange(config=self.config, coursedir=self.coursedir).root, self.course_id)

    @contextlib.contextmanager
    def gradebook(self):
        """Open the gradebook, of which a copy is kept before something is written; in a new course it is made."""
        from nbgrader.api import Gradebook

        refuse_to_begin_anew(self.coursedir)
        with _tools_on_path(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"nbgrader\..*")  # its gradebook warns about itself
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                copies.before_first_write(gradebook.engine, copies.database(self.coursedir.db_url))
                yield gradebook

    def place(self, step, student, assignment):
        """Return the folder of a submission at one of nbgrader's steps, for example ``submitted``."""
        return Path(self.coursedir.format_path(getattr(self.coursedir, f"{step}_directory"), student, assignment))

    def assignments(self):
        """Return the names of the assignments in ``source/``."""
        folders = (self.root / self.coursedir.source_directory).glob("*/")
        return sorted(folder.name for folder in folders if any(folder.glob("*.ipynb")))

    def holders(self, step, assignment):
        """Return the students who have a folder at a step, for example ``submitted``."""
        found = self.root.glob(self.place(step, "*", assignment).relative_to(self.root).as_posix())
        return {folder.parent.name for folder in found if folder.is_dir()}

    def students(self, assignment):
        """Return who has handed an assignment in, in alphabetical order."""
        left_out = self.coursedir.student_id_exclude.split(",")
        step = self.coursedir.submitted_directory
        pattern = self.coursedir.format_path(
            step, "(?P<student>[^/\\\\.][^/\\\\]*)", re.escape(assignment), escape=True
        )
        folder = self.place("submitted", "*", glob.escape(assignment)).relative_to(self.root)
        # Below a folder that cannot be entered nobody sees whether there is one: its student is named when it is read.
        below = assignment if folder.name == glob.escape(assignment) else ""
        closed = [each / below for each in self._found(folder.parent) if below and not os.access(each, os.X_OK)]
        found = [re.fullmatch(pattern, str(place)) for place in (*self._found(folder), *closed)]
        return sorted(each["student"] for each in found if each and each["student"] not in left_out)

    def handed_in(self, student, assignment):
        """Return the plain files of a submission, its notebooks aside, by their paths in its folder."""
        folder = self.place("submitted", student, assignment)
        found, problems = {}, []
        for here, folders, files in os.walk(folder, onerror=problems.append):
            folders[:] = sorted(each for each in folders if not self._ignored(each))
            for file in sorted(files):
                path = Path(here, file)
                if path.suffix == ".ipynb" or self._ignored(file):
                    continue
                try:
                    if stat.S_ISREG(path.lstat().st_mode):
                        found[path.relative_to(folder).as_posix()] = path
                except OSError as problem:
                    problems.append(problem)
        names = (sanitize.name(os.path.relpath(os.fsdecode(each.filename), folder))[:60] for each in problems)
        said = [f"“{n}” could not be looked at: {p.strerror}." for n, p in zip(names, problems, strict=True)]
        return found, said

    def _found(self, pattern):
        """Return the folders that a pattern names, whatever else is there."""
        found = (self.root / each for each in glob.glob(str(pattern), root_dir=self.root))
        return [each for each in found if os.path.isdir(each)]

    def _ignored(self, name):
        return any(fnmatch.fnmatch(name, pattern) for pattern in self.coursedir.ignore)


def refuse_to_begin_anew(coursedir):
    """Refuse a course with work in it whose gradebook has gone, before an empty one takes its place."""
    gradebook = copies.database(coursedir.db_url)
    steps = coursedir.autograded_directory, coursedir.submitted_directory
    graded, handed_in = (next(Path(coursedir.root, step).glob("*/*"), None) for step in steps)
    if not gradebook or not (graded or handed_in):
        return
    if gradebook.is_file() and (not graded or copies.asked(gradebook, "select 1 from notebook")):
        return
    remedy = (
        "Put a copy back: idic-lab course restore lists them."
        if copies.copies(gradebook)
        else "Put it back from a copy of your own. Without one, marks given by hand are lost: move {0} and {1} out of "
        "the course, release again, and move {1} back to grade it.".format(*steps)
    )
    state = "knows no released assignment" if gradebook.is_file() else "is missing"
    raise NoCourse(f"{gradebook} {state}, and there is work in the course: {graded or handed_in}. {remedy}")


def _settings(root):
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config, PyFileConfigLoader

    config = Config()
    for folder in [*reversed(jupyter_config_path()), str(root)]:
        if Path(folder, SETTINGS).is_file():
            try:
                config.merge(PyFileConfigLoader(SETTINGS, path=folder).load_config())
            except Exception as problem:  # the file is the instructor's and can raise anything
                raise NoCourse(f"{Path(folder, SETTINGS)} cannot be read: {problem}") from None
    return config


@contextlib.contextmanager
def _tools_on_path():
    """Let nbgrader find ``alembic``, which it starts by name when it makes a gradebook."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
