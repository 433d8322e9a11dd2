"""A course as nbgrader sees it: its settings, its gradebook, its folders and what is laid out in them."""

import contextlib
import errno
import fnmatch
import glob
import os
import re
import stat
import sys
import warnings
from pathlib import Path, PurePosixPath

from idic_lab.grading import clock, copies, sanitize
from idic_lab.grading.files import loaded

SETTINGS = "nbgrader_config.py"
MOST_FILES = 2_000  # of a student's own
LARGEST_FILE = 50_000_000  # bytes
LARGEST_TOGETHER = 200_000_000
# Names that the file system takes are not too long for it; what goes beyond them must not be either.
TEMPORARY = ".idic-lab.tmp"
OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


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


def lay_out(folder: Path, notebooks, files, handed_in, permissions: int) -> list[str]:
    """Make a folder hold some files and no others; each of them is whole at every instant."""
    ours = {**files, **{f"{name}.ipynb": data for name, data in notebooks.items()}}
    graded_before = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    kept, left_out = _copy(folder, handed_in, ours, permissions)
    for path, data in ours.items():
        _write(folder, path, data, permissions)
    if graded_before:
        _remove(folder, keep={folder / path for path in (*kept, *ours)})
    return left_out


def remove(folder):
    """Remove a folder of graded work, as nbgrader does when a submission cannot be graded."""
    if folder.is_dir():
        _remove(folder, keep=set())
        folder.rmdir()


def _copy(folder, handed_in, ours, permissions):
    """Copy what a student handed in beside the notebooks; return the paths, and sentences about what was not."""
    taken = {*ours, *(str(above) for path in ours for above in PurePosixPath(path).parents)}
    kept, left_out, together = [], [], 0
    for path, source in handed_in.items():
        name = f"“{sanitize.name(path)[:60]}”"
        if path in ours:
            continue  # the instructor's own, as the student had it
        if path in taken or any(str(above) in ours for above in PurePosixPath(path).parents):
            left_out.append(f"{name} is in the place of a file of the assignment, and was left out.")
            continue
        if len(kept) >= MOST_FILES:
            left_out.append(f"There are more than {MOST_FILES} files. {name} and those after it were left out.")
            break
        file = loaded(source, LARGEST_FILE)
        together += len(file.data or b"")
        problem = "is too much beside the other files" if together > LARGEST_TOGETHER else file.problem
        try:
            if not problem:
                _write(folder, path, file.data, permissions)
                kept.append(path)
        except OSError as error:
            if error.errno in OF_THE_MACHINE:
                raise
            problem = f"could not be copied: {error.strerror}"
        left_out += [f"{name} {problem}, and was left out."] if problem else []
    return kept, left_out


def _write(folder, path, data, permissions):
    target = folder / path
    for above in reversed(target.relative_to(folder).parents[:-1]):
        if (folder / above).is_symlink() or (folder / above).is_file():
            (folder / above).unlink()  # of an earlier grading
    if target.is_dir() and not target.is_symlink():
        remove(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder, where nothing is a student's, and under one name: the next run replaces what a killed one left.
    temporary = folder.with_name(TEMPORARY)
    temporary.unlink(missing_ok=True)
    temporary.write_bytes(data)
    temporary.chmod(permissions)
    os.replace(temporary, target)


def _remove(folder, keep):
    folders_kept = {above for path in keep for above in path.parents}
    for here, folders, files in os.walk(folder, topdown=False):
        for name in files:
            if Path(here, name) not in keep:
                Path(here, name).unlink()
        for name in folders:
            path = Path(here, name)
            if path.is_symlink():
                path.unlink()
            elif path not in folders_kept:
                path.rmdir()
