"""What grading found out, written into nbgrader's gradebook: by one writer, in batches, each whole or not at all."""

import functools
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import sqlalchemy
from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy.orm import selectinload

from idic_lab.grading import tasks
from idic_lab.grading.core import Outcome

GRADED = sqlalchemy.Table(
    "idic_lab_graded",
    sqlalchemy.MetaData(),
    # nbgrader draws a new id whenever it makes a submission anew, so that a row never speaks for another one.
    sqlalchemy.Column("submission_id", sqlalchemy.String(32), primary_key=True),
    sqlalchemy.Column("handed_in", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("released", sqlalchemy.String(64), nullable=False),
    sqlalchemy.Column("kit", sqlalchemy.String(64)),  # empty where a version graded that did not note it
)
"""Which bytes were graded last for each submission, by which release and which version of this kit; written together
with the scores."""
KIT = version("idic_lab")


@dataclass(frozen=True)
class Entry:
    """A submission to be written."""

    outcome: Outcome
    handed_in: str  # hash of what was handed in
    timestamp: datetime | None = None  # when, in UTC; None leaves what the gradebook has


class GradebookWriter:
    """Writes the submissions of one assignment."""

    def __init__(self, gradebook, assignment, released, config):
        self._session, self._released = gradebook.db, released
        known = gradebook.find_assignment(assignment)
        self._assignment = known.id
        self._notebooks = {each.name: each.id for each in known.notebooks}
        self._scored = {each.id: _ids(*each.grade_cells, *each.task_cells) for each in known.notebooks}
        self._commented = {each.id: _ids(*each.solution_cells, *each.task_cells) for each in known.notebooks}
        self._rule = gradebook, assignment, config
        _make_table(self._session.connection())
        self._session.commit()

    @functools.cached_property
    def _late(self):
        """The rule for late work, below nbgrader's preprocessor, from which it may read the gradebook."""
        from nbgrader.preprocessors import AssignLatePenalties  # slow, and not needed when nobody is late

        gradebook, assignment, config = self._rule
        late = AssignLatePenalties(config=config)
        late.gradebook, late.assignment_id = gradebook, assignment
        late.init_plugin()
        return late

    def graded(self):
        """Return by student what was graded last: the hash of what was handed in, that of the release, the version."""
        rows = self._session.execute(
            sqlalchemy.select(SubmittedAssignment.student_id, GRADED.c.handed_in, GRADED.c.released, GRADED.c.kit)
            .join(GRADED, GRADED.c.submission_id == SubmittedAssignment.id)
            .where(SubmittedAssignment.assignment_id == self._assignment)
        )
        return {row.student_id: (row.handed_in, row.released, row.kit) for row in rows}

    def scores(self, student):
        """Return what the gradebook has for a student."""
        names = {id: (name, cell) for name, each in self._notebooks.items() for cell, id in self._scored[each].items()}
        return {
            names[grade.cell_id]: (grade.auto_score, grade.manual_score)
            for submission in self._known([student]).values()
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.cell_id in names
        }

    def write(self, entries):
        """Write a batch of submissions: all of them, or none when it raises."""
        session = self._session
        try:
            known = self._known([entry.outcome.student for entry in entries])
            for submission in known.values():
                self._complete(submission)
            known |= self._new([entry.outcome.student for entry in entries], known)
            grades = [grade for each in known.values() for notebook in each.notebooks for grade in notebook.grades]
            with session.no_autoflush:  # so that new rows are written once, with all that is in them
                before, now = tasks.fingerprints(session, grades), {}
                for entry in entries:
                    submission = known[entry.outcome.student]
                    submission.timestamp = entry.timestamp or submission.timestamp
                    self._keep(entry, submission, before, now)
            session.flush()
            for entry in entries:
                self._penalise(known[entry.outcome.student])
            tasks.keep_fingerprints(session, now)
            self._note([(known[entry.outcome.student].id, entry) for entry in entries])
            tasks.keep_incomplete(session, dict(self._missing(entries, known)))
            session.commit()
        finally:
            session.rollback()
            session.expunge_all()  # memory stays flat however many there are

    def _known(self, students):
        """Load the submissions of students that the gradebook has, with all that hangs on them."""
        found = self._session.scalars(
            sqlalchemy.select(SubmittedAssignment)
            .where(SubmittedAssignment.assignment_id == self._assignment, SubmittedAssignment.student_id.in_(students))
            .options(
                selectinload(SubmittedAssignment.notebooks).options(
                    # nbgrader's grades compute much about themselves when they are loaded.
                    selectinload(SubmittedNotebook.grades).load_only(
                        Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade
                    ),
                    selectinload(SubmittedNotebook.comments).load_only(Comment.cell_id, Comment.auto_comment),
                )
            )
        )
        return {submission.student_id: submission for submission in found}

    def _new(self, students, known):
        """Make the submissions of students who have none, with all that hangs on them, as nbgrader does."""
        new = [student for student in students if student not in known]
        there = set(self._session.scalars(sqlalchemy.select(Student.id).where(Student.id.in_(new))))
        self._session.add_all(Student(id=student) for student in new if student not in there)
        made = {
            student: SubmittedAssignment(
                assignment_id=self._assignment,
                student_id=student,
                notebooks=[
                    SubmittedNotebook(
                        notebook_id=id,
                        late_submission_penalty=None,
                        grades=[_grade(cell) for cell in self._scored[id].values()],
                        comments=[Comment(cell_id=cell) for cell in self._commented[id].values()],
                    )
                    for id in self._notebooks.values()
                ],
            )
            for student in new
        }
        self._session.add_all(made.values())
        return made

    def _complete(self, submission):
        """Make the grades and comments of cells that were released since."""
        for notebook in submission.notebooks:
            for rows, make, cells in (
                (notebook.grades, _grade, self._scored[notebook.notebook_id]),
                (notebook.comments, lambda id: Comment(cell_id=id), self._commented[notebook.notebook_id]),
            ):
                present = {row.cell_id for row in rows}
                rows += [make(id) for id in cells.values() if id not in present]

    def _keep(self, entry, submission, before, now):
        """Write scores and comments; what a person has given stays."""
        notebooks = {notebook.notebook_id: notebook for notebook in submission.notebooks}
        for graded in entry.outcome.notebooks:
            notebook = notebooks[self._notebooks[graded.name]]
            grades = _by_name(notebook.grades, self._scored[notebook.notebook_id])
            comments = _by_name(notebook.comments, self._commented[notebook.notebook_id])
            for mark in graded.marks:
                grade, comment = grades.get(mark.grade_id), comments.get(mark.grade_id)
                if mark.questions:
                    now[grade.id] = tasks.settle(grade, comment, graded.values, mark.questions, before.get(grade.id))
                    grade.needs_manual_grade = grade.needs_manual_grade or mark.review
                elif mark.scored:
                    grade.auto_score = mark.score
                    marked = grade.manual_score is not None and graded.data is not None
                    grade.needs_manual_grade = marked or mark.review
                if mark.commented and not mark.questions:
                    comment.auto_comment = mark.comment

    def _missing(self, entries, known):
        for entry in entries:
            what = {self._notebooks[each.name]: each.incomplete for each in entry.outcome.notebooks}
            for notebook in known[entry.outcome.student].notebooks:
                if notebook.notebook_id in what:  # nbgrader's command may have graded one alone
                    yield notebook.id, what[notebook.notebook_id]

    def _penalise(self, submission):
        """Take marks off for late work by the course's rule, as nbgrader's own step does."""
        late = submission.total_seconds_late
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            if late > 0:
                self._session.refresh(notebook, ["score"])
                penalty = self._late.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, late)
                if penalty is not None:
                    notebook.late_submission_penalty = self._late._check_late_penalty(notebook, penalty)

    def _note(self, written):
        """Note what was graded."""
        rows = [
            {"submission_id": id, "handed_in": entry.handed_in, "released": self._released, "kit": KIT}
            for id, entry in written
        ]
        tasks.replace_rows(self._session, GRADED, [id for id, _ in written], rows)


def _make_table(connection):
    """Make our table, or give it what later versions have added."""
    GRADED.create(connection, checkfirst=True)
    if "kit" not in {column["name"] for column in sqlalchemy.inspect(connection).get_columns(GRADED.name)}:
        connection.execute(sqlalchemy.text(f"ALTER TABLE {GRADED.name} ADD COLUMN kit VARCHAR(64)"))


def _grade(cell):
    """Return a new grade as nbgrader makes it, but with its id before it is written."""
    return Grade(id=new_uuid(), cell_id=cell, needs_manual_grade=True)


def _ids(*cells):
    return {cell.name: cell.id for cell in cells}


def _by_name(rows, ids):
    by_id = {row.cell_id: row for row in rows}
    return {name: by_id[id] for name, id in ids.items()}
