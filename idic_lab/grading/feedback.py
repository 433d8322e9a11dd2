"""The page a student gets back: what was recorded, what each criterion earned, and what a grader said.

nbgrader's own page prints hidden tests, their tracebacks and mark schemes; here they are taken out before it is drawn.
"""

import re
from datetime import UTC, datetime

from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from idic_lab.grading import clock, course_folder, hidden
from idic_lab.grading.notebook import NOTICE, REPEATED
from idic_lab.grading.preprocessors import OfCourse
from idic_lab.judging.known_mistakes import MISCONCEPTIONS
from idic_lab.judging.result import Result, results

NO_DETAILS = "This check says no more than its points."


class Strip(OfCourse, NbGraderPreprocessor):
    """Leave in a graded notebook what its student may see, and say what each cell is.

    Each cell gets ``metadata.idic_lab.kind``: notice, check, task, answer (a classic answer cell), recorded (an
    instructor's code cell, whose output is a question with its answer), prose or own (the student's).
    """

    def preprocess(self, nb, resources):
        """Strip the cells and list the marks in ``resources["idic_lab"]``."""
        self._drop_answers_file(resources)
        about = resources["nbgrader"]
        page, waiting = self._page(about)
        marks, regions = [], hidden.markers(self)
        nb.cells = [cell for cell in nb.cells if cell.metadata.get("idic_lab", {}).get("role") != REPEATED]
        for cell in nb.cells:
            kind = _kind(cell)
            cell.metadata["idic_lab"] = {"kind": kind}
            # In every cell, because a student may have come by the instructor's notebook.
            cell.source = "\n".join(hidden.parted(cell.source, regions)[0])
            if "score" in cell.metadata.get("nbgrader", {}):
                marks.append(_mark(cell, waiting))
            if kind == "check":
                cell.source, cell.outputs = "", [_criteria(cell)]
            if kind == "recorded":
                cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
                cell.source = "" if cell.metadata.get("jupyter", {}).get("source_hidden") else cell.source
        page["title"] = _take_title(nb.cells) or about["notebook"].replace("-", " ").capitalize()
        nb.cells = [cell for cell in nb.cells if cell.source.strip() or cell.get("outputs")]
        nb.metadata.pop("widgets", None)
        open_marks = [mark for mark in marks if mark["waiting"]]
        earned, stale = about["score"] + about["late_penalty"], sum(mark["score"] for mark in open_marks)
        # Taken off for what counts by now, and not for marks that were given to what was handed in before.
        penalty = about["late_penalty"] * (earned - stale) / earned if earned else 0
        page |= {
            "marks": marks,
            "score": earned - stale - penalty,
            "penalty": penalty,
            "open_points": sum(mark["points"] for mark in open_marks),
            "again": any(mark["again"] for mark in open_marks),
            "reread": _by_lesson(marks),
            "hidden": hidden.lines(page["released"], regions),
        }
        resources["idic_lab"] = page
        return nb, resources

    def _page(self, about):
        """Return who and when, and of the parts that wait for a person whether they had been marked before."""
        with Gradebook(about["db_url"], self._coursedir.course_id) as gradebook:
            notebook = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            released = [(cell.name, cell.source) for cell in notebook.notebook.source_cells]
            student, handed_in = notebook.student, notebook.assignment.timestamp
            name = " ".join(filter(None, (student.first_name, student.last_name)))
            waiting = {each.name: each.manual_score is not None for each in notebook.grades if each.needs_manual_grade}
        places = (self._coursedir.submitted_directory, self._coursedir.autograded_directory)
        folders = [self._folder(place, about["student"], about["assignment"]) for place in places]
        newest, graded = (self._came(folder) for folder in folders)
        return {
            "name": name or about["student"],
            "handed_in": handed_in and self._shown(handed_in),
            "newer": bool(newest and graded and newest > graded) and self._shown(newest),
            "released": released,
            "made": self._shown(datetime.now(UTC)),
        }, waiting

    def _came(self, folder):
        try:
            return self._coursedir.get_existing_timestamp(str(folder))
        except (ValueError, OverflowError, OSError):
            return None  # a timestamp.txt of the student's own

    def _shown(self, moment):
        return clock.shown(moment, clock.zone(self.config))

    def _drop_answers_file(self, resources):
        """Take back what nbgrader has copied beside the page: the page shows what was recorded."""
        about = resources["nbgrader"]
        folder = self._folder(self._coursedir.feedback_directory, about["student"], about["assignment"])
        for copy in folder.glob("*.answers*"):
            course_folder.remove(copy) if copy.is_dir() else copy.unlink()


def _kind(cell):
    about = cell.metadata.get("nbgrader", {})
    if cell.metadata.get("idic_lab", {}).get("role") == NOTICE:
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


def _is_check(cell):
    return cell.metadata["idic_lab"]["kind"] == "check"


def _judged(cell):
    """Return a check's criteria from the data of its Result, or nothing where it shows none."""
    return next(iter(results([cell]).values()), ())


def _criteria(cell):
    """Return a check's criteria as its one output, drawn anew."""
    judged = _judged(cell)
    return new_output("display_data", {"text/html": Result(judged).html()} if judged else {"text/markdown": NO_DETAILS})


def _mark(cell, waiting):
    """Return a line of the list of marks, and leave it with the cell."""
    about = cell.metadata.nbgrader
    named = [MISCONCEPTIONS[each.misconception].reread for each in _judged(cell) if each.misconception]
    lost = about["score"] < about["points"] and about["grade_id"] not in waiting
    mark = {
        "title": _title(cell),
        "anchor": about["grade_id"],
        "score": about["score"],
        "points": about["points"],
        "waiting": about["grade_id"] in waiting,
        "again": waiting.get(about["grade_id"], False),
        "comment": about.get("comment") or "",
        # A task names its lessons in the open.
        "lessons": [lesson for lesson in _lessons(cell) if lesson not in named] if lost and _is_check(cell) else [],
        "reread": sorted({*named, *_lessons(cell)}) if lost else [],
    }
    cell.metadata["idic_lab"].update(mark)
    return mark


def _take_title(cells):
    """Take the notebook's own heading out of the instructor's prose, and return it."""
    for cell in cells:
        found = re.search(r"^# (.+)$", cell.source, re.MULTILINE)
        if found and cell.metadata["idic_lab"]["kind"] == "prose":
            cell.source = cell.source.replace(found[0], "", 1)
            return found[1].strip()
    return ""


def _by_lesson(marks):
    """Return what to read again: by lesson, the marks for which it helps."""
    lessons = sorted({lesson for mark in marks for lesson in mark["reread"]})
    return [(lesson, [mark for mark in marks if lesson in mark["reread"]]) for lesson in lessons]


def title(grade_id: str, cell_type: str, source: str) -> str:
    """Return what people call a graded cell. Its heading, a check's first comment, or else its name with spaces."""
    headings = [line.lstrip("# ") for line in source.splitlines() if line.startswith("#")]
    if headings and (cell_type == "markdown" or source.startswith("# ")):
        return headings[0].rstrip(" .")
    return grade_id.replace("-", " ").capitalize()


def _title(cell):
    """Return the title of an instructor's cell; a student's own comment is none."""
    named = cell.cell_type == "markdown" or _is_check(cell)
    return title(cell.metadata.nbgrader["grade_id"], cell.cell_type, cell.source if named else "")


def _lessons(cell):
    """Return the lessons that the instructor names in a check's comment or a task (``# Lesson: 08-trust-equation``)."""
    told = re.search(r"^(?:# )?Lessons?: (.+)$", cell.source, re.MULTILINE)
    return re.findall(r"[\w-]+", told[1]) if told and cell.metadata["idic_lab"]["kind"] in ("check", "task") else []
