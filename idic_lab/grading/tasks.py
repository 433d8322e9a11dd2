"""What waits for a person: tasks, and hand-ins of which too little could be read.

nbgrader leaves a task's mark as it is when the recorded answer changes. So a fingerprint of what was marked is kept
beside the marks, and so is what was missing of a hand-in whose 0 points are provisional until somebody has looked. Both
have a table of our own in the gradebook, which nbgrader and its upgrades leave alone.
"""

import hashlib
import json
from dataclasses import dataclass

import sqlalchemy

from idic_lab.grading.core import NO_RESPONSE
from idic_lab.grading.notes import Incomplete

FINGERPRINTS = sqlalchemy.Table(
    "idic_lab_fingerprint",
    sqlalchemy.MetaData(),
    # nbgrader draws a new id whenever it makes a grade anew, so that a row never speaks for another grade.
    sqlalchemy.Column("grade_id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("fingerprint", sqlalchemy.String(64), nullable=False),
)
INCOMPLETE = sqlalchemy.Table(
    "idic_lab_incomplete",
    sqlalchemy.MetaData(),
    # As with grades: nbgrader draws a new id whenever it makes a submitted notebook anew.
    sqlalchemy.Column("submitted_notebook_id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("what", sqlalchemy.String(32), nullable=False),
)


@dataclass(frozen=True)
class Standing:
    """What becomes of a task's grade."""

    auto_score: float | None  # 0 when there is nothing to mark
    needs_manual_grade: bool


def fingerprint(values: dict, questions) -> str:
    """Return a hash of what is recorded for some questions, the same for equal values."""
    named = [[id, values.get(id)] for id in questions]
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()


def blank(value):
    """Tell whether a recorded value says nothing: empty text, or rows and fields of nothing else."""
    if isinstance(value, dict):
        return all(blank(each) for each in value.values())
    if isinstance(value, list):
        return all(blank(each) for each in value)
    return value is None or (isinstance(value, str) and not value.strip())


def standing(values: dict, questions, marked: bool, waiting: bool, changed: bool) -> Standing:
    """Decide what becomes of a task when it is graded again."""
    if all(blank(values.get(id)) for id in questions):
        return Standing(0.0, marked and (waiting or changed))
    return Standing(None, waiting or changed or not marked)


def settle(grade, comment, values: dict, questions, before: str | None) -> str:
    """Send a task to a person if there is something new to mark, and give it 0 if there is nothing."""
    now = fingerprint(values, questions)
    new = standing(
        values,
        questions,
        marked=grade.manual_score is not None,
        waiting=grade.needs_manual_grade,
        changed=before is not None and now != before,
    )
    grade.auto_score, grade.needs_manual_grade = new.auto_score, new.needs_manual_grade
    comment.auto_comment = None if new.auto_score is None else NO_RESPONSE
    return now


def fingerprints(session, grades) -> dict[str, str]:
    """Return what was recorded when grades were last looked at."""
    FINGERPRINTS.create(session.connection(), checkfirst=True)
    ids = [grade.id for grade in grades]
    rows = session.execute(sqlalchemy.select(FINGERPRINTS).where(FINGERPRINTS.c.grade_id.in_(ids)))
    return {row.grade_id: row.fingerprint for row in rows}


def replace_rows(session, table, ids, rows):
    """Note something in a table of our own, in place of what it has for some ids; the caller commits it."""
    (key,) = table.primary_key
    session.execute(table.delete().where(key.in_(ids)))
    if rows:
        session.execute(table.insert(), rows)


def keep_fingerprints(session, now: dict[str, str]):
    """Note what is recorded now."""
    rows = [{"grade_id": id, "fingerprint": fingerprint} for id, fingerprint in now.items()]
    replace_rows(session, FINGERPRINTS, list(now), rows)


def drop_fingerprints(session, grades):
    """Forget what was recorded for grades that are about to go."""
    FINGERPRINTS.create(session.connection(), checkfirst=True)
    replace_rows(session, FINGERPRINTS, [grade.id for grade in grades], [])


def keep_incomplete(session, found: dict[str, Incomplete | None]):
    """Note what is missing, by the ids of submitted notebooks."""
    INCOMPLETE.create(session.connection(), checkfirst=True)
    rows = [{"submitted_notebook_id": id, "what": what.value} for id, what in found.items() if what]
    replace_rows(session, INCOMPLETE, list(found), rows)


def incomplete(session) -> dict[str, Incomplete]:
    """Return what was noted to be missing, by the ids of submitted notebooks."""
    connection = session.connection()
    if not sqlalchemy.inspect(connection).has_table(INCOMPLETE.name):
        return {}
    return {id: Incomplete(what) for id, what in session.execute(sqlalchemy.select(INCOMPLETE))}
