"""What each student has for each assignment, as the gradebook says."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook

from idic_lab.grading import tasks
from idic_lab.grading.notes import Incomplete


class Stage(StrEnum):
    """How far a student is with an assignment, in the order of the work; exported tables have these words."""

    NOT_HANDED_IN = "not handed in"
    TO_COLLECT = "to collect"  # in the exchange, newer than what is here
    NOT_GRADED = "not graded"
    NEWER = "handed in again since it was graded"
    # 0 points, of which a person has to say whether they count.
    ANSWERS_MISSING = Incomplete.ANSWERS_MISSING.value
    UNREADABLE = Incomplete.UNREADABLE.value
    WAITING = "waiting for a person"
    FINAL = "final"
    FEEDBACK = "feedback"  # final, and the student has it in writing


OPEN = (Stage.NOT_GRADED, Stage.WAITING, Stage.ANSWERS_MISSING, Stage.UNREADABLE)
"""Handed in, and the mark may still change: such marks are left out of what is exported."""


@dataclass(frozen=True)
class StudentMark:
    """What a student has for an assignment."""

    state: Stage
    # Points earned, taken off for being late, and reachable
    raw: float
    penalty: float
    possible: float
    handed_in: datetime | None = None  # in UTC, without a zone
    waiting: int = 0  # how many parts a person has to mark

    @property
    def score(self):
        """Points after the late penalty, never below 0."""
        return max(0.0, self.raw - self.penalty)


def marks(gradebook, assignment, handed_in=()) -> dict[str, StudentMark]:
    """Return the marks of an assignment. By student, for everybody in the gradebook."""
    grades = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            SubmittedNotebook.id,
            Grade.needs_manual_grade,
            Grade.auto_score,
            Grade.manual_score,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
    )
    waiting, standings, missing = Counter(), {}, tasks.incomplete(gradebook.db)
    for student, notebook, by_hand, auto, manual in grades:
        if by_hand:
            waiting[student] += 1
            if standings.get(student) != Stage.NOT_GRADED and (notebook in missing or student not in standings):
                standings[student] = Stage(missing.get(notebook, Stage.WAITING))
        elif auto is None and manual is None:
            standings[student] = Stage.NOT_GRADED
    found = {
        each.student_id: StudentMark(
            standings.get(each.student_id, Stage.FINAL),
            each.score,
            each.late_submission_penalty or 0.0,
            assignment.max_score,
            each.timestamp,
            waiting[each.student_id],
        )
        for each in assignment.submissions
    }
    for student in gradebook.students:
        here = Stage.NOT_GRADED if student.id in handed_in else Stage.NOT_HANDED_IN
        found.setdefault(student.id, StudentMark(here, 0.0, 0.0, assignment.max_score))
    return found
