"""The page a student gets back: what was recorded, what each criterion earned, and what a grader said.

nbgrader's own page prints hidden tests, their tracebacks and mark schemes; here they are taken out before it is drawn.
"""

from html import escape
from pathlib import Path

from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor

from idic_lab.checks import MIME, Criterion, Result
from idic_lab.grading import harmless
from idic_lab.grading.preprocessors import OfCourse

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE = "idic_feedback"
NO_DETAILS = "This check says no more than its points."


class Strip(OfCourse, NbGraderPreprocessor):
    """Leave in a graded notebook what its student may see, and say what each cell is.

    Each cell gets ``metadata.idic_lab.kind``: notice, check, task, answer (a classic answer cell), recorded (an
    instructor's code cell, whose output is a question with its answer), prose or own (the student's).
    """

    def preprocess(self, nb, resources):
        """Strip the cells and list the marks in ``resources["idic_lab"]``."""
        self._drop_answers_file(resources)
        self.parent.register_filter("untrusted", harmless.html)
        waiting = self._waiting(resources["nbgrader"])
        marks = []
        for cell in nb.cells:
            kind = _kind(cell)
            cell.metadata["idic_lab"] = {"kind": kind}
            if kind not in ("own", "answer", "notice"):
                # Only in the instructor's cells: a student may write anything that looks like a region.
                ClearHiddenTests(parent=self)._remove_hidden_test_region(cell)
                ClearMarkScheme(parent=self)._remove_mark_scheme_region(cell)
            if kind == "check":
                cell.source, cell.outputs = "", [_criteria(cell)]
            if kind == "recorded":
                cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
                cell.source = "" if cell.metadata.get("jupyter", {}).get("source_hidden") else cell.source
            if "score" in cell.metadata.get("nbgrader", {}):
                marks.append(_mark(cell, waiting))
        nb.cells = [cell for cell in nb.cells if cell.source.strip() or cell.get("outputs")]
        nb.metadata.pop("widgets", None)
        resources["idic_lab"] = {"marks": marks, "waiting": bool(waiting)}
        return nb, resources

    def _waiting(self, about):
        """Return the grade_ids that a person has not looked at yet."""
        with Gradebook(about["db_url"], self._coursedir.course_id) as gradebook:
            submitted = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            return {grade.name for grade in submitted.grades if grade.needs_manual_grade and grade.manual_score is None}

    def _drop_answers_file(self, resources):
        """Take back what nbgrader has copied beside the page: the page shows what was recorded."""
        about = resources["nbgrader"]
        folder = self._folder(self._coursedir.feedback_directory, about["student"], about["assignment"])
        for copy in folder.glob("*.answers*"):
            copy.unlink()


def _kind(cell):
    about = cell.metadata.get("nbgrader", {})
    if cell.metadata.get("idic_lab", {}).get("role") == "notice":
        return "notice"
    if utils.is_task(cell):
        return "task"
    if utils.is_solution(cell):
        return "answer"
    if utils.is_grade(cell):
        return "check"
    if about.get("grade_id"):
        return "recorded" if cell.cell_type == "code" else "prose"
    return "own"


def _criteria(cell):
    """Return a check's criteria as its one output, drawn anew from the data of its Result."""
    data = next((output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})), None)
    html = Result([Criterion(**each) for each in data]).html() if data else f"<p>{escape(NO_DETAILS)}</p>"
    return new_output("display_data", {"text/html": html})


def _mark(cell, waiting):
    """Return a line of the list of marks, and leave it with the cell."""
    about = cell.metadata.nbgrader
    mark = {
        "title": _title(cell),
        "anchor": about["grade_id"],
        "score": about["score"],
        "points": about["points"],
        "waiting": about["grade_id"] in waiting,
        "comment": about.get("comment") or "",
    }
    cell.metadata["idic_lab"].update(mark)
    return mark


def _title(cell):
    """Return what a student calls the cell: its heading, or its name with spaces."""
    headings = [line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")]
    if cell.cell_type == "markdown" and headings:
        return headings[0].rstrip()
    return cell.metadata.nbgrader["grade_id"].replace("-", " ").capitalize()
