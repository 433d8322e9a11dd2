"""What each student has for each assignment, as the gradebook says."""

from dataclasses import dataclass

from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook

from idic_lab.grading import incomplete
from idic_lab.grading.incomplete import ANSWERS_MISSING, UNREADABLE

NOT_HANDED_IN, NOT_GRADED, WAITING, FINAL = "not handed in", "not graded", "waiting for a person", "final"
OPEN = (NOT_GRADED, WAITING, ANSWERS_MISSING, UNREADABLE)
"""Handed in, and the mark may still change: such marks are left out of what is exported."""


@dataclass(frozen=True)
class Mark:
    """What a student has for an assignment."""

    # `NOT_HANDED_IN`, `FINAL` or one of `OPEN`. `ANSWERS_MISSING` and `UNREADABLE` are 0 points of which a person has
    # to say whether they count
    state: str
    # Points earned, taken off for being late, and reachable
    raw: float
    penalty: float
    possible: float
    handed_in: object = None  # in UTC, without a zone
    waiting: int = 0  # how many parts a person has to mark

    @property
    def score(self):
        """Points after the late penalty, never below 0."""
        return max(0.0, self.raw - self.penalty)


def marks(gradebook, assignment, handed_in=()) -> dict[str, Mark]:
    """Return the marks of an assignment. By student, for everybody in the gradebook."""
    session = gradebook.db
    grades = (
        session.query(
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
    waiting, ungraded, missing, known = {}, set(), {}, incomplete.kept(session)
    for student, notebook, by_hand, auto, manual in grades:
        if by_hand:
            waiting[student] = waiting.get(student, 0) + 1
            if notebook in known:
                missing[student] = known[notebook]
        elif auto is None and manual is None:
            ungraded.add(student)
    found = {}
    for submission in assignment.submissions:
        student = submission.student_id
        state = missing.get(student, WAITING) if student in waiting else FINAL
        state = NOT_GRADED if student in ungraded else state
        penalty = submission.late_submission_penalty or 0.0
        found[student] = Mark(
            state, submission.score, penalty, assignment.max_score, submission.timestamp, waiting.get(student, 0)
        )
    for student in gradebook.students:
        if student.id not in found:
            state = NOT_GRADED if student.id in handed_in else NOT_HANDED_IN
            found[student.id] = Mark(state, 0.0, 0.0, assignment.max_score)
    return found
