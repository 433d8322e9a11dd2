"""Hand-ins of which too little could be read: their 0 points are provisional until a person has looked.

What was missing is kept beside the marks, in a table of our own in the gradebook, which nbgrader leaves alone.
"""

import sqlalchemy

ANSWERS_MISSING, UNREADABLE = "answers missing", "cannot be read"
PROVISIONAL = "The points are provisional: your instructor looks at this before they count."

INCOMPLETE = sqlalchemy.Table(
    "idic_lab_incomplete",
    sqlalchemy.MetaData(),
    # nbgrader draws a new id whenever it makes a submitted notebook anew, so that a row never speaks for another one.
    sqlalchemy.Column("submitted_notebook_id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("what", sqlalchemy.String(32), nullable=False),
)


def first_part(cells) -> str | None:
    """Return the part of a notebook that waits for a person: looking at one is enough to settle all of them."""
    checks = [cell.grade_id for cell in cells if cell.is_("grade")]
    return next(iter(checks or [cell.grade_id for cell in cells if cell.points is not None]), None)


def keep(session, found: dict[str, str]):
    """Note what is missing; the caller commits it together with the marks."""
    INCOMPLETE.create(session.connection(), checkfirst=True)
    session.execute(INCOMPLETE.delete().where(INCOMPLETE.c.submitted_notebook_id.in_(list(found))))
    if rows := [{"submitted_notebook_id": id, "what": what} for id, what in found.items() if what]:
        session.execute(INCOMPLETE.insert(), rows)


def kept(session):
    """Return what was noted, by the ids of submitted notebooks."""
    connection = session.connection()
    if not sqlalchemy.inspect(connection).has_table(INCOMPLETE.name):
        return {}
    return dict(session.execute(sqlalchemy.select(INCOMPLETE)).all())
