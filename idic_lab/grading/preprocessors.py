"""nbgrader's pipeline with recorded answers: the glue, and nothing that could be said without nbgrader."""

from dataclasses import dataclass, field
from pathlib import Path

from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades

from idic_lab.grading import (
    answers_grader,
    identity,
    incomplete,
    notes,
    repeated_answers,
    sanitize,
    source,
    submission,
    tasks,
)
from idic_lab.grading.course_folder import CourseFolder
from idic_lab.grading.program import Run
from idic_lab.grading.repair import repair
from idic_lab.grading.sandbox import workplace


@dataclass
class Graded:
    """What the lane found out, handed from one preprocessor to the next."""

    recorded: submission.Recorded = field(default_factory=submission.Recorded)
    runs: dict = field(default_factory=dict)


class OfCourse:
    """A preprocessor that knows the course it works in."""

    def released(self, resources):
        """Return what the instructor released of the notebook in hand."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"], self._coursedir.course_id) as gradebook:
            folder = self._folder(self._coursedir.source_directory, ".", about["assignment"])
            return source.load(folder, about["notebook"], about["assignment"], gradebook)

    def submitted(self, resources):
        """Return the folder of the submission in hand, as it was handed in."""
        about = resources["nbgrader"]
        return self._folder(self._coursedir.submitted_directory, about["student"], about["assignment"])

    @property
    def _coursedir(self):
        # An exporter runs the preprocessors, and one of nbgrader's converters owns the exporter.
        return self.parent.parent.coursedir

    def _folder(self, step, student, assignment):
        return Path(self._coursedir.format_path(step, student, assignment))


class Repair(OfCourse, NbGraderPreprocessor):
    """Bring the instructor's cells back before nbgrader looks for them."""

    def preprocess(self, nb, resources):
        """Repair, and keep in the notebook's metadata what was done."""
        if problem := identity.unusable(resources["nbgrader"]["student"]):
            raise ValueError(problem)
        nb.update(sanitize.encodable(nb))
        said = repair(nb, self.released(resources))
        for sentence in said:
            self.log.warning("%s: %s", sanitize.line(resources["nbgrader"]["student"]), sentence)
        nb.metadata["idic_lab"] = {"notices": said}
        return nb, resources


class AnswersLane(OfCourse, Execute):
    """Run the instructor's cells over recorded answers; notebooks of other lanes are left to nbgrader."""

    def preprocess(self, nb, resources, km=None):
        """Fill in what the instructor's cells show; no cell of the student's is run."""
        released = self.released(resources)
        if not released.answers_lane:
            return super().preprocess(nb, resources, km=km)
        folder = self.submitted(resources)
        recorded = submission.recorded(submission.read(folder, released.name))
        ready = answers_grader.prepare(released.lane_cells, released.files)
        with workplace(released.files, released.name, recorded.data) as place:
            runs = answers_grader.run(ready, place, keep_out=[folder, Path(resources["metadata"]["path"])])
        resources["idic_lab"] = Graded(recorded, runs)
        self._log(resources["nbgrader"]["student"], recorded, runs)
        for cell in nb.cells:
            if cell.cell_type == "code":
                run = runs.get(_grade_id(cell), Run())
                cell.outputs = [new_output(**output) for output in run.outputs]
        return nb, resources

    def _log(self, student, recorded, runs):
        # Reasons, tracebacks and warnings quote what students typed.
        student = sanitize.line(student)
        if recorded.reason:
            self.log.warning("%s: %s", student, sanitize.line(recorded.reason))
        for grade_id, run in runs.items():
            if run.error:
                self.log.error("%s: the cell %s raised\n%s", student, grade_id, sanitize.line(run.error))
            if run.stderr:
                self.log.warning("%s: the cell %s said\n%s", student, grade_id, sanitize.line(run.stderr))


class SaveGrades(OfCourse, SaveAutoGrades):
    """Keep the scores of what was shown to have run, and queue for a person what a person has to see."""

    def preprocess(self, nb, resources):
        """Write grades and comments; tell student and grader what was repaired or could not be read."""
        self.release = self.released(resources)
        self.graded = resources.get("idic_lab", Graded())
        nb, resources = super().preprocess(nb, resources)
        sanitize.notebook(nb, trusted_outputs=self.release.answers_lane)
        if self.release.answers_lane:
            repeated_answers.put(nb, self.release)
        said = [*nb.metadata.get("idic_lab", {}).get("notices", []), self.graded.recorded.note]
        notes.put(nb, [*said, *([incomplete.PROVISIONAL] if self._is_incomplete() else [])])
        self._note(resources["nbgrader"])
        return nb, resources

    def _note(self, about):
        """Keep what was graded, so that the status and the next grading know whether something newer has come."""
        from idic_lab.grading.assignment import Assignment

        course = CourseFolder.of(self._coursedir, self.config)
        with Gradebook(about["db_url"], self._coursedir.course_id) as gradebook:
            Assignment(course, gradebook, about["assignment"]).note(about["student"])

    def _is_incomplete(self):
        """Tell whether there are no answers to judge; if so, keep it beside the marks and let one of them wait."""
        missing, session = self.release.answers_lane and self.graded.recorded.data is None, self.gradebook.db
        found = self.gradebook.find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
        incomplete.keep(session, {found.id: incomplete.ANSWERS_MISSING if missing else ""})
        first = incomplete.first_part(self.release.cells) if missing else None
        for grade in found.grades:
            if grade.name == first:
                grade.needs_manual_grade = True
        session.commit()
        return missing

    def _add_score(self, cell, resources):
        if utils.is_solution(cell) or cell.cell_type != "code":
            super()._add_score(cell, resources)
        elif self.release.answers_lane:
            self._save(cell, resources, answers_grader.judge(self.graded.runs.get(_grade_id(cell)), self._points(cell)))
        elif cell.execution_count is None:
            # A cell without output has nbgrader's full marks, and a cell that never ran has no output.
            self._save(cell, resources, answers_grader.judge(None, self._points(cell)))
        else:
            self._add_printed_score(cell, resources)

    def _add_printed_score(self, cell, resources):
        """Leave a classic test cell to nbgrader, unless what it printed would stop the batch."""
        try:
            super()._add_score(cell, resources)
        except ValueError as problem:
            trouble = answers_grader.judge(Run(error=str(problem)), self._points(cell))
            self._save(cell, resources, trouble)

    def _points(self, cell):
        return self.release[_grade_id(cell)].points

    def _save(self, cell, resources, judgement):
        grade = self._find(self.gradebook.find_grade, cell)
        cell.outputs = [new_output(**judgement.output)]
        grade.auto_score = judgement.score
        grade.needs_manual_grade = grade.manual_score is not None or bool(judgement.trouble)
        self.gradebook.db.commit()
        if judgement.trouble:
            trouble = (sanitize.line(self.student_id), _grade_id(cell), sanitize.line(judgement.trouble))
            self.log.error("%s: the check %s %s", *trouble)

    def _add_comment(self, cell, resources):
        super()._add_comment(cell, resources)
        questions = self.release[_grade_id(cell)].questions
        if self.release.answers_lane and utils.is_task(cell) and questions:
            self._queue(cell, questions)

    def _queue(self, cell, questions):
        """Send a task to a person if there is something new to mark."""
        session = self.gradebook.db
        grade, comment = (self._find(find, cell) for find in (self.gradebook.find_grade, self.gradebook.find_comment))
        before = tasks.fingerprints(session, [grade]).get(grade.id)
        now = tasks.settle(grade, comment, self.graded.recorded.values, questions, before)
        tasks.keep_fingerprints(session, {grade.id: now})
        session.commit()

    def _find(self, find, cell):
        return find(_grade_id(cell), self.notebook_id, self.assignment_id, self.student_id)


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")
