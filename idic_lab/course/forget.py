"""``idic-lab course forget``: delete what the course keeps of one student."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy
from nbgrader.api import Gradebook, Student, SubmittedAssignment

from idic_lab.answers.file import write
from idic_lab.course import roster
from idic_lab.grading import copies, identity

STEPS = ("submitted", "autograded", "feedback", "solution")


@dataclass(frozen=True)
class PersonalData:
    """What a course keeps of a student."""

    student: str
    # Work, graded work, feedback, what was taken out of downloads, what lies in the exchange
    folders: tuple[Path, ...]
    marked: tuple[str, ...]  # assignments for which the gradebook has something
    name: str  # as the gradebook has it
    in_gradebook: bool
    in_roster: bool
    copies: tuple[Path, ...] = ()  # of the gradebook, that hold the student

    def __bool__(self):
        return bool(self.folders or self.in_gradebook or self.in_roster or self.copies)


def kept(course, student: str) -> PersonalData:
    """Find what a course keeps of a student."""
    if not student or set(student) & set("/\\*?[]") or student.startswith("."):
        return PersonalData(student, (), (), "", False, False)  # no id, and not to be joined to a path
    folders = [course.root / getattr(course.coursedir, f"{step}_directory") / student for step in STEPS]
    for step in ("extracted", "by-hand"):
        folders += (course.root / "downloaded").glob(f"*/{step}/{student}")
    inbound = course.exchange.glob("inbound/*+*")
    folders += [each for each in inbound if (identity.sender(each.name) or ("",))[0] == student]
    folders += _released_feedback(course, student)
    with course.gradebook() as gradebook:
        known = next((each for each in gradebook.students if each.id == student), None)
        marked = tuple(sorted(each.assignment.name for each in known.submissions)) if known else ()
        name = " ".join(part for part in (known.first_name, known.last_name) if part) if known else ""
    listed = any(person.id == student for person in _listed(course, student))
    there = tuple(sorted(folder for folder in folders if folder.exists()))
    in_copies = tuple(
        copy
        for copy in copies.copies(copies.database(course.coursedir.db_url))
        if copies.asked(copy, "select 1 from student where id = ?", student)
    )
    return PersonalData(student, there, marked, name, known is not None, listed, in_copies)


def forget(course, found: PersonalData):
    """Delete what was found."""
    for place in found.folders:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()
    with course.gradebook() as gradebook:
        submissions = _remove(gradebook, found.student)
    file = copies.database(course.coursedir.db_url)
    for copy in copies.copies(file):  # also the one just made
        try:
            with Gradebook(f"sqlite:///{copy}", course.course_id) as gradebook:
                _remove(gradebook, found.student, submissions)
        except sqlalchemy.exc.DatabaseError:
            copy.unlink()  # nobody can read it, and nobody can say whom it holds
    for left in file.parent.glob(f"{copies.FOLDER}/.*"):  # by a command that was killed
        left.unlink()
    if found.in_roster:
        path = course.root / "roster.csv"
        write(path, roster.without(path.read_bytes(), found.student))


def mentions(course, words) -> list[Path]:
    """Return the files of the course's top folder, for example exports, and the downloads that name somebody."""
    wanted = [word.casefold() for word in words if word]
    tables = [
        path for kind in ("csv", "html", "txt", "json", "xlsx", "damaged") for path in course.root.glob(f"*.{kind}")
    ]
    named = [path for path in tables if any(word in _readable(path) for word in wanted)]
    return sorted([*named, *(course.root / "downloaded").glob("*/archive/*")])


def _readable(path):
    return path.read_bytes().decode("utf-8", "replace").casefold()


def _remove(gradebook, student, submissions=frozenset()):
    """Delete a student, and in a copy who had the same submissions under another id; return these submissions."""
    session = gradebook.db
    same = SubmittedAssignment.id.in_(submissions)
    wanted = sqlalchemy.select(Student).where((Student.id == student) | Student.submissions.any(same))
    people = session.scalars(wanted).all()
    names, ids, found = {student, *(person.id for person in people)}, set(), set()
    for person in people:
        for submission in person.submissions:
            found.add(submission.id)
            ids |= {submission.id, *(notebook.id for notebook in submission.notebooks)}
            ids |= {grade.id for notebook in submission.notebooks for grade in notebook.grades}
    for table in own_tables(session):
        for column in table.columns:
            # nbgrader draws its ids at random, so that they are about nothing else in whatever column they stand.
            session.execute(table.delete().where(column.in_(names if column.name == "student" else ids)))
    for person in people:
        gradebook.remove_student(person.id)
    session.commit()
    # Deleted rows stay in the file until it is written anew.
    with gradebook.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sqlalchemy.text("VACUUM"))
    return found


def own_tables(session):
    """Yield the tables that this kit has added to nbgrader's."""
    connection = session.connection()
    for name in sqlalchemy.inspect(connection).get_table_names():
        if name.startswith("idic_lab_"):
            yield sqlalchemy.Table(name, sqlalchemy.MetaData(), autoload_with=connection)


def _released_feedback(course, student):
    """Return the pages in the exchange, whose names only the student's secret tells."""
    from nbgrader.utils import notebook_hash

    for page in (course.root / course.coursedir.feedback_directory / student).glob("*/*.html"):
        secrets = {
            (folder / "submission_secret.txt").read_text("utf-8")
            for folder in (page.parent, course.place("submitted", student, page.parent.name))
            if (folder / "submission_secret.txt").is_file()
        }
        for secret in secrets:
            yield course.exchange / "feedback" / f"{notebook_hash(secret=secret, notebook_id=page.stem)}.html"


def _listed(course, student):
    path = course.root / "roster.csv"
    try:
        return roster.load(path, known=(student,)).people if path.is_file() else ()
    except roster.RosterProblem:
        return ()
