"""What a person marks: which tasks wait for the grader, and which need not.

nbgrader leaves a task's mark as it is when the recorded answer changes. So a fingerprint of what was marked is kept
beside the marks, in a table of our own in the gradebook, which nbgrader and its upgrades leave alone.
"""

import hashlib
import json
from dataclasses import dataclass

import sqlalchemy

NO_RESPONSE = "No response."

FINGERPRINTS = sqlalchemy.Table(
    "idic_lab_fingerprint",
    sqlalchemy.MetaData(),
    # nbgrader draws a new id whenever it makes a grade anew, so that a row never speaks for another grade.
    sqlalchemy.Column("grade_id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("fingerprint", sqlalchemy.String(64), nullable=False),
)


@dataclass(frozen=True)
class Standing:
    """What becomes of a task's grade.

    Attributes
    ----------
    auto_score : float or None
        0 when there is nothing to mark.
    needs_manual_grade : bool
    """

    auto_score: float | None
    needs_manual_grade: bool


def fingerprint(values, questions):
    """Return a hash of what is recorded for some questions, the same for equal values.

    Parameters
    ----------
    values : dict
        Recorded values by question id.
    questions : sequence of str

    Returns
    -------
    str
    """
    named = [[id, values.get(id)] for id in questions]
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()


def blank(value):
    """Tell whether a recorded value says nothing: empty text, or rows and fields of nothing else.

    Examples
    --------
    >>> blank([{"company": " "}]), blank(0)
    (True, False)
    """
    if isinstance(value, dict):
        return all(blank(each) for each in value.values())
    if isinstance(value, list):
        return all(blank(each) for each in value)
    return value is None or (isinstance(value, str) and not value.strip())


def standing(values, questions, marked, waiting, changed):
    """Decide what becomes of a task when it is graded again.

    Parameters
    ----------
    values : dict
        Recorded values by question id.
    questions : sequence of str
        That the task is about.
    marked : bool
        Whether a person has given a mark, which always stays.
    waiting : bool
        Whether the task was waiting for a person.
    changed : bool
        Whether the recorded values differ from those of the last grading.

    Returns
    -------
    Standing
    """
    if all(blank(values.get(id)) for id in questions):
        return Standing(0.0, marked and (waiting or changed))
    return Standing(None, waiting or changed or not marked)


def last_fingerprint(session, grade):
    """Return what was recorded when a grade was last looked at, or None.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
    grade : nbgrader.api.Grade
    """
    FINGERPRINTS.create(session.connection(), checkfirst=True)
    query = sqlalchemy.select(FINGERPRINTS.c.fingerprint).where(FINGERPRINTS.c.grade_id == grade.id)
    return session.execute(query).scalar()


def keep_fingerprint(session, grade, value):
    """Note what is recorded now; the caller commits it together with the grade.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
    grade : nbgrader.api.Grade
    value : str
    """
    session.execute(FINGERPRINTS.delete().where(FINGERPRINTS.c.grade_id == grade.id))
    session.execute(FINGERPRINTS.insert().values(grade_id=grade.id, fingerprint=value))
