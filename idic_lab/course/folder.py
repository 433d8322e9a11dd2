"""A course as the desk sees it: what grading knows of it, and its place in the exchange."""

from pathlib import Path

from idic_lab.grading import course_folder
from idic_lab.grading.course_folder import SETTINGS, NoCourse

__all__ = ["SETTINGS", "CourseFolder", "NoCourse"]


class CourseFolder(course_folder.CourseFolder):
    """A course folder, see :class:`idic_lab.grading.course_folder.CourseFolder`."""

    @property
    def course_id(self):
        """The name of the course in the exchange."""
        return self.coursedir.course_id

    @property
    def exchange(self):
        """The course's folder in the exchange; it may not exist."""
        from nbgrader.exchange.default import Exchange

        return Path(Exchange(config=self.config, coursedir=self.coursedir).root, self.course_id)

    def assignments(self):
        """Return the names of the assignments in ``source/``."""
        folders = (self.root / self.coursedir.source_directory).glob("*/")
        return sorted(folder.name for folder in folders if any(folder.glob("*.ipynb")))

    def holders(self, step, assignment):
        """Return the students who have a folder at a step, for example ``submitted``."""
        found = self.root.glob(self.place(step, "*", assignment).relative_to(self.root).as_posix())
        return {folder.parent.name for folder in found if folder.is_dir()}
