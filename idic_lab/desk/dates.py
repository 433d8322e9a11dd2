"""When work is due: the instructor's clock on the screen, UTC in nbgrader's gradebook, more time for one student."""

import re
from datetime import UTC, datetime, time, timedelta

import sqlalchemy

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


class NoDate(ValueError):
    """Something that is no date, or has none; the message says what to write."""


def when(text):
    """Read a date and time on this machine's clock.

    Parameters
    ----------
    text : str
        ``2026-12-01`` (the end of that day), ``2026-12-01 17:00``, or with a zone ``2026-12-01T17:00+01:00``.

    Returns
    -------
    datetime.datetime
        In UTC, without a zone, as nbgrader keeps it.

    Raises
    ------
    NoDate
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NoDate(f"{text!r} is no date. Write it like 2026-12-01 or 2026-12-01 17:00.") from None
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text.strip()):
        moment = datetime.combine(moment.date(), END_OF_DAY)
    return moment.astimezone(UTC).replace(tzinfo=None)


def shown(moment):
    """Return a moment of the gradebook's on this machine's clock, with the zone's name."""
    return f"{moment.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M %Z}"


def set_due(gradebook, assignment, moment):
    """Set when an assignment is due, for everybody.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment : str
    moment : datetime.datetime
        As from :func:`when`.
    """
    gradebook.update_or_create_assignment(assignment, duedate=moment)


def extend(gradebook, assignment, student, moment):
    """Give one student until another moment.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    assignment, student : str
    moment : datetime.datetime
        As from :func:`when`.

    Raises
    ------
    NoDate
        When the assignment has no due date, or a later one.
    """
    due = gradebook.find_assignment(assignment).duedate
    if due is None:
        raise NoDate(f"{assignment} has no due date that could be extended. Set one for everybody first.")
    if moment < due:
        raise NoDate(f"{assignment} is due at {shown(due)} for everybody; {shown(moment)} is earlier.")
    session = gradebook.db
    _forget(session, assignment, student)
    session.execute(
        EXTENSIONS.insert().values(assignment=assignment, student=student, seconds=int((moment - due).total_seconds()))
    )
    session.commit()
    settle(gradebook)


def extensions(gradebook):
    """Return who has more time.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook

    Returns
    -------
    dict of (str, str) to datetime.timedelta
        By assignment and student.
    """
    kept = {
        (assignment.name, submission.student.id): submission.extension
        for assignment in gradebook.assignments
        for submission in assignment.submissions
        if submission.extension is not None
    }
    return waiting(gradebook.db) | kept


def waiting(session):
    """Return the extensions of students who have not handed in yet, in the form of :func:`extensions`.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
        Of the gradebook.
    """
    EXTENSIONS.create(session.connection(), checkfirst=True)
    rows = session.execute(sqlalchemy.select(EXTENSIONS)).all()
    return {(assignment, student): timedelta(seconds=seconds) for assignment, student, seconds in rows}


def settle(gradebook):
    """Hand extensions over to nbgrader for the submissions that have come in.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    """
    for (assignment, student), more in waiting(gradebook.db).items():
        submission = _submission(gradebook, assignment, student)
        if submission is not None:
            submission.extension = more
            _forget(gradebook.db, assignment, student)
    gradebook.db.commit()


def _forget(session, assignment, student):
    EXTENSIONS.create(session.connection(), checkfirst=True)
    mine = (EXTENSIONS.c.assignment == assignment) & (EXTENSIONS.c.student == student)
    session.execute(EXTENSIONS.delete().where(mine))


def _submission(gradebook, assignment, student):
    from nbgrader.api import MissingEntry

    try:
        return gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None
