"""nbgrader's plug-in: its commands and formgrader's button grade with the core, and write with its writer."""

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from idic_lab.grading import sanitize
from idic_lab.grading.assignment import Assignment
from idic_lab.grading.course_folder import CourseFolder


class OfCourse:
    """A preprocessor that knows the course it works in."""

    @property
    def _coursedir(self):
        # An exporter runs the preprocessors, and one of nbgrader's converters owns the exporter.
        return self.parent.parent.coursedir

    def _folder(self, step, student, assignment):
        return Path(self._coursedir.format_path(step, student, assignment))


class Grade(OfCourse, NbGraderPreprocessor):
    """Grade a notebook in place of all of nbgrader's own steps, from the student's file to the gradebook."""

    def preprocess(self, nb, resources):
        """Return the graded notebook; its scores are in the gradebook then."""
        about = resources["nbgrader"]
        course = CourseFolder.of(self._coursedir, self.config)
        with Gradebook(about["db_url"], self._coursedir.course_id) as gradebook:
            # Whoever starts nbgrader's own command lets it run students' code; where it can be isolated, it is.
            assignment = Assignment(course, gradebook, about["assignment"], unsafe=True)
            graded, troubles = assignment.grade_and_write(about["student"], about["notebook"])
        # What is said and what went wrong quotes what students typed.
        student = sanitize.line(about["student"])
        for each in graded.notes:
            self.log.warning("%s: %s", student, sanitize.line(each))
        for each in troubles:
            self.log.error("%s: %s", student, sanitize.line(each))
        return nbformat.reads(graded.data, as_version=4), resources
