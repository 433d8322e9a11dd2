"""What a class has done for one assignment: read from the graded notebooks, the answers and the gradebook."""

import json
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from idic_lab.course import enrolment, versions
from idic_lab.course.marks import Stage, marks
from idic_lab.grading import submission, tasks
from idic_lab.grading.course_folder import NoCourse
from idic_lab.grading.files import LARGEST_FILE, loaded
from idic_lab.grading.tasks import blank
from idic_lab.judging.result import results


@dataclass(frozen=True)
class Part:
    """Something that earns points: a criterion of a check, or a task that a person marks."""

    grade_id: str  # of its cell
    title: str = field(compare=False)  # the criterion in words, or the heading of the task
    possible: float  # points
    criterion: str = ""  # its id; empty for a task


@dataclass
class StudentWork:
    """What one student has done."""

    student: str
    share: float = 0.0  # points after the late penalty, as a part of the maximum
    state: Stage = Stage.FINAL
    earned: dict = field(default_factory=dict)  # parts that wait for a person are missing
    misconceptions: set = field(default_factory=set)  # tags
    # Recorded values by question; anything may stand there, the file is the student's
    answers: dict = field(default_factory=dict)
    version: int | None = None  # which of the releases it was done on; None when it is none of them
    late: bool = False


@dataclass(frozen=True)
class ClassWork:
    """What a class has done."""

    assignment: str
    possible: float  # points
    enrolled: int
    work: list  # graded work alone
    ungraded: int  # handed in and not graded yet
    releases: list  # of the assignment's first notebook, the oldest first
    # What is the matter, by students of whose work there is nothing to say: no part of the statistics
    empty: dict = field(default_factory=dict)
    zone: tzinfo = UTC  # in which dates are shown
    unreadable: dict = field(default_factory=dict)  # students whose work could not be read, and why

    @property
    def parts(self):
        """Every part that somebody was judged on, in the notebook's order."""
        return list({part: None for work in self.work for part in work.earned})


def read(course, assignment: str) -> ClassWork:
    """Read what a class has done."""
    with course.gradebook() as gradebook:
        known = {each.name: each for each in gradebook.assignments}
        if assignment not in known or not known[assignment].notebooks:
            raise NoCourse(
                f"{assignment!r} is not released in {course.root}. There are: {', '.join(sorted(known)) or 'none'}."
            )
        names = [notebook.name for notebook in known[assignment].notebooks]
        gone = enrolment.left(gradebook)
        found = marks(gradebook, known[assignment], course.holders("submitted", assignment))
        found = {student: mark for student, mark in found.items() if student not in gone}
        by_hand = _marked_by_hand(known[assignment])
        released = versions.releases(gradebook.db, assignment, names[0])
        empty = _incomplete(gradebook.db, known[assignment])
        empty = {student: why for student, why in empty.items() if student in found}
        late = {each.student_id for each in known[assignment].submissions if each.total_seconds_late > 0}
        possible = known[assignment].max_score
    work, unreadable = [], {}
    for student, mark in found.items():
        if mark.state not in (Stage.FINAL, Stage.WAITING) or student in empty:
            continue
        try:
            one = _work(course, assignment, student, names, released, empty)
        except Exception as problem:  # whatever one has handed in, the others are reported on
            unreadable[student] = f"{type(problem).__name__}: {problem}"
            continue
        if one is None:
            continue
        one.share, one.state = mark.score / possible if possible else 0.0, mark.state
        one.late, one.earned = student in late, one.earned | by_hand.get(student, {})
        work.append(one)
    ungraded = sum(mark.state == Stage.NOT_GRADED for mark in found.values())
    return ClassWork(assignment, possible, len(found), work, ungraded, released, empty, course.zone, unreadable)


def _work(course, assignment, student, names, released, empty):
    """Return what is in a student's files; None where nothing is answered, which is then noted in `empty`."""
    submitted = submission.read_all(course.place("submitted", student, assignment), dict.fromkeys(names))
    answers = [recorded.values for each in submitted if (recorded := submission.recorded(each)).data is not None]
    if answers and blank(answers):
        empty[student] = "nothing answered"
        return None
    one = StudentWork(student)
    for name in names:
        page = course.place("autograded", student, assignment) / f"{name}.ipynb"
        _add_criteria(one, _cells(loaded(page, LARGEST_FILE).data))
    one.answers = {id: value for values in answers for id, value in values.items()}
    one.version = versions.worked_on(versions.checksums(_cells(submitted[0].notebook)), released)
    return one


def _incomplete(session, assignment):
    """Return by student what was missing of the work."""
    kept = tasks.incomplete(session)
    sent = [(each.student_id, notebook.id) for each in assignment.submissions for notebook in each.notebooks]
    return {student: kept[notebook] for student, notebook in sent if notebook in kept}


def _marked_by_hand(assignment):
    """Return by student what a person gave for each task, 0 included where there was nothing to mark."""
    from nbgrader.api import TaskCell

    from idic_lab.grading.feedback import title

    found = {}
    titles = {
        each.name: title(each.name, each.cell_type, each.source)
        for notebook in assignment.notebooks
        for each in notebook.source_cells
    }
    for sent in assignment.submissions:
        for notebook in sent.notebooks:
            for grade in notebook.grades:
                if isinstance(grade.cell, TaskCell) and not grade.needs_manual_grade:
                    part = Part(grade.cell.name, titles[grade.cell.name], grade.cell.max_score)
                    found.setdefault(sent.student_id, {})[part] = grade.score
    return found


def _cells(data):
    """Return the cells of a notebook with the metadata that they have; nothing else of it is trusted."""
    try:
        cells = [cell for cell in json.loads(data or b"{}")["cells"] if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return [{**cell, "metadata": cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}} for cell in cells]


def _add_criteria(work, cells):
    for grade_id, criteria in results(cells).items():
        for each in criteria:
            part = Part(grade_id, each.criterion[:1].upper() + each.criterion[1:], each.possible, each.id)
            work.earned[part] = each.earned
            work.misconceptions |= {each.misconception} - {""}
