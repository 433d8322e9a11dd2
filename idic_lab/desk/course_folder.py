"""A course as nbgrader sees it: its folder, its settings, its gradebook, its place in the exchange."""

import contextlib
import os
import sys
import warnings
from pathlib import Path

SETTINGS = "nbgrader_config.py"


class NoCourse(ValueError):
    """There is no course where one was expected; the message says what to do."""


class CourseFolder:
    """A course folder and what is in it.

    Parameters
    ----------
    root : path

    Attributes
    ----------
    root : pathlib.Path
    config : traitlets.config.Config
        Of the machine and of the course, in nbgrader's order.
    coursedir : nbgrader.coursedir.CourseDirectory

    Raises
    ------
    NoCourse
        When there are no settings of nbgrader's in the folder, or they cannot be read.
    """

    def __init__(self, root):
        from nbgrader.coursedir import CourseDirectory

        self.root = Path(root).expanduser().resolve()
        if not (self.root / SETTINGS).is_file():
            raise NoCourse(
                f"{self.root} is no course: it has no {SETTINGS}. Name the folder of one, or make one: "
                "idic-lab course new DIR"
            )
        self.config = _settings(self.root)
        self.config.CourseDirectory.root = str(self.root)
        self.coursedir = CourseDirectory(config=self.config)

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
        """Open the gradebook, which is made when there is none."""
        from nbgrader.api import Gradebook

        with tools_on_path(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"nbgrader\..*")  # its gradebook warns about itself
            with Gradebook(self.coursedir.db_url, self.course_id) as gradebook:
                yield gradebook

    def assignments(self):
        """Return the names of the assignments in ``source/``."""
        folders = (self.root / self.coursedir.source_directory).glob("*/")
        return sorted(folder.name for folder in folders if any(folder.glob("*.ipynb")))

    def place(self, step, student, assignment):
        """Return the folder of a submission at one of nbgrader's steps, for example ``submitted``."""
        return Path(self.coursedir.format_path(getattr(self.coursedir, f"{step}_directory"), student, assignment))

    def holders(self, step, assignment):
        """Return the students who have a folder at a step."""
        found = self.root.glob(self.place(step, "*", assignment).relative_to(self.root).as_posix())
        return {folder.parent.name for folder in found if folder.is_dir()}


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
def tools_on_path():
    """Let nbgrader find ``alembic``, which it starts by name when it makes a gradebook."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
