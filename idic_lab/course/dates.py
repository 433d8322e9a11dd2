"""When work is due: the course's clock on the screen, UTC in nbgrader's gradebook, more time for one student."""

import contextlib
import re
from datetime import UTC, datetime, time, timedelta

import sqlalchemy
from nbgrader.api import MissingEntry

from idic_lab.course import CourseProblem
from idic_lab.grading.clock import name_of, shown

# nbgrader keeps an extension with the submission alone, and formgrader would show a submission made for the purpose as
# handed in. So an extension waits here until there is something to be late with.
EXTENSIONS = sqlalchemy.Table(
    "idic_lab_extension",
    sqlalchemy.MetaData(),
    sqlalchemy.Column("assignment", sqlalchemy.String(128), primary_key=True),
    sqlalchemy.Column("student", sqlalchemy.String(128), primary_key=True),
    sqlalchemy.Column("seconds", sqlalchemy.Integer, nullable=False),
)
END_OF_DAY = time(23, 59)


def when(text: str, zone) -> datetime:
    """Read a date and time on the course's clock. In UTC, without a zone, as nbgrader keeps it."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip()):
            moment = datetime.combine(moment.date(), END_OF_DAY)
        given = moment if moment.tzinfo else _on_the_clock(moment, zone)
        return given.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as problem:
        if isinstance(problem, CourseProblem):
            raise
        raise CourseProblem(f"{text!r} is no date. Write it like 2026-12-01 or 2026-12-01 17:00.") from None


def _on_the_clock(moment, zone):
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() < second.utcoffset():
        instead = first.astimezone(UTC).astimezone(zone)
        raise CourseProblem(
            f"There is no {moment:%Y-%m-%d %H:%M} in {name_of(zone)}: the clocks are put forward over it. Write "
            f"{instead:%Y-%m-%d %H:%M}, or an earlier time."
        )
    return second


def twice(moment: datetime, zone) -> str:
    """Return what to say of a due date in the hour that comes twice when clocks are put back; else nothing."""
    later = moment.replace(tzinfo=UTC).astimezone(zone)
    earlier = later.replace(fold=0)
    if not later.fold or earlier.utcoffset() == later.utcoffset():
        return ""
    return (
        f"{later:%Y-%m-%d %H:%M} comes twice in {name_of(zone)}, and the later one counts. For the earlier one write "
        f"{earlier.isoformat(timespec='minutes')}."
    )


def extend(gradebook, assignment: str, student: str, moment: datetime, zone=UTC):
    """Give one student until another moment."""
    due = gradebook.find_assignment(assignment).duedate
    if due is None:
        raise CourseProblem(f"{assignment} has no due date that could be extended. Set one for everybody first.")
    if moment < due:
        raise CourseProblem(
            f"{assignment} is due at {shown(due, zone)} for everybody; {shown(moment, zone)} is earlier."
        )
    EXTENSIONS.create(gradebook.db.connection(), checkfirst=True)
    row = {"assignment": assignment, "student": student, "seconds": int((moment - due).total_seconds())}
    gradebook.db.execute(EXTENSIONS.insert().prefix_with("OR REPLACE").values(row))
    settle(gradebook)


def extensions(gradebook) -> dict[tuple[str, str], timedelta]:
    """Return who has more time. By assignment and student."""
    kept = {
        (assignment.name, submission.student_id): submission.extension
        for assignment in gradebook.assignments
        for submission in assignment.submissions
        if submission.extension is not None
    }
    return waiting(gradebook.db) | kept


def waiting(session) -> dict[tuple[str, str], timedelta]:
    """Return the extensions of students who have not handed in yet, in the form of :func:`extensions`."""
    EXTENSIONS.create(session.connection(), checkfirst=True)
    rows = session.execute(sqlalchemy.select(EXTENSIONS))
    return {(assignment, student): timedelta(seconds=seconds) for assignment, student, seconds in rows}


def settle(gradebook):
    """Hand extensions over to nbgrader for the submissions that have come in."""
    for (assignment, student), more in waiting(gradebook.db).items():
        with contextlib.suppress(MissingEntry):
            gradebook.find_submission(assignment, student).extension = more
            mine = (EXTENSIONS.c.assignment == assignment) & (EXTENSIONS.c.student == student)
            gradebook.db.execute(EXTENSIONS.delete().where(mine))
    gradebook.db.commit()
