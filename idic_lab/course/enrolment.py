"""Who is in a course: the gradebook's students but those who left, and one name for each."""

import shutil
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy
from nbgrader.api import Student, SubmittedAssignment

from idic_lab.course import CourseProblem, forget, roster
from idic_lab.grading.identity import key, problem

# Whose work is kept, and who is in no export.
LEFT = sqlalchemy.Table(
    "idic_lab_left",
    sqlalchemy.MetaData(),
    sqlalchemy.Column("student", sqlalchemy.String(128), primary_key=True),
    sqlalchemy.Column("why", sqlalchemy.String(128), nullable=False),
)


class Absence(StrEnum):
    """Why somebody whom the gradebook has is not in the class; the gradebook keeps these words."""

    UNLISTED = "not in the class list"
    WITHDRAWN = "withdrawn"
    NO_STUDENT = "no student"


def left(gradebook) -> dict[str, Absence]:
    """Return who left, by id, and why."""
    if not sqlalchemy.inspect(gradebook.db.connection()).has_table(LEFT.name):
        return {}  # whoever only looks writes nothing
    return {student: Absence(why) for student, why in gradebook.db.execute(sqlalchemy.select(LEFT))}


def enrolled(gradebook) -> list[Student]:
    """Return the students who are in the course, in the gradebook's order: those that exports and status show."""
    gone = left(gradebook)
    return [student for student in gradebook.students if student.id not in gone]


def _set(session, student, why):
    """Record why somebody left, None for one who did not."""
    LEFT.create(session.connection(), checkfirst=True)
    session.execute(LEFT.delete().where(LEFT.c.student == student))
    if why:
        session.execute(LEFT.insert().values(student=student, why=why))


@dataclass(frozen=True)
class ClassChange:
    """What a class list changes in a course."""

    new: tuple = ()  # who is not in the course yet
    gone: tuple = ()  # who is in it and not in the list
    withdrawn: tuple = ()  # who was withdrawn and is in the list
    moved: tuple = ()  # who has another id in the list: the id in the course and the new one
    alike: tuple = ()  # who may be one person under two ids


def compare(gradebook, listed) -> ClassChange:
    """Compare a class list with a course; nothing is changed.

    A person whose e-mail address or platform's number is the same as before, and whose id is not, is the same person.
    The same name alone could be two people.
    """
    why, people = left(gradebook), {person.id: person for person in listed.people}
    students = {student.id: as_person(student) for student in gradebook.students}
    new = [person for id, person in people.items() if id not in students]
    away = {id for id, reason in why.items() if reason != Absence.UNLISTED} | {
        person.id for person in listed.rows[roster.ListRow.LEFT_OUT]
    }
    gone = [person for id, person in students.items() if id not in people and id not in away]
    moved, alike = [], []
    for person in new:
        for pairs, same in ((moved, _known_again), (alike, _same_name)):
            found = [each for each in gone if same(each, person)]
            rivals = [each for each in new if same(each, person)]
            if len(found) == len(rivals) == 1:
                pairs.append((found[0].id, person.id))
                break
    before, after = {id for id, _ in moved}, {id for _, id in moved}
    return ClassChange(
        tuple(each for each in new if each.id not in after),
        tuple(each for each in gone if each.id not in before),
        tuple(people[id] for id, reason in why.items() if reason == Absence.WITHDRAWN and id in people),
        tuple(moved),
        tuple(alike),
    )


def as_person(student):
    """Return a student of the gradebook in the form of a class list."""
    known = (student.first_name, student.last_name, student.email, student.lms_user_id)
    return roster.Person(student.id, *(each or "" for each in known))


def _known_again(one, other):
    return bool(
        (one.platform_id and one.platform_id == other.platform_id) or (one.email and key(one.email) == key(other.email))
    )


def _same_name(one, other):
    return bool(one.name) and key(one.name) == key(other.name)


def enrol(gradebook, listed):
    """Bring a course up to a class list; nobody is removed, and who is not in it any more counts as gone."""
    ids, why = {person.id for person in listed.people}, left(gradebook)
    for person in listed.people:
        known = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email}
        known["lms_user_id"] = person.platform_id
        gradebook.update_or_create_student(person.id, **{field: text for field, text in known.items() if text})
        if why.get(person.id) != Absence.WITHDRAWN:
            _set(gradebook.db, person.id, None)
    for student in gradebook.students:
        if student.id not in ids and student.id not in why:
            _set(gradebook.db, student.id, Absence.UNLISTED)
    for person in listed.rows[roster.ListRow.LEFT_OUT]:
        if person.id:
            _set(gradebook.db, person.id, Absence.NO_STUDENT)
    gradebook.db.commit()


def withdraw(gradebook, student: str, back: bool = False):
    """Take a student out of exports and status, or back in; all work is kept."""
    if student not in {each.id for each in gradebook.students}:
        raise CourseProblem(f"There is no student {student!r} in the course.")
    _set(gradebook.db, student, None if back else Absence.WITHDRAWN)
    gradebook.db.commit()


def rename(course, old: str, new: str) -> list[OSError]:
    """Give a student another id: work, marks, feedback, and what lies in downloads and exchange go with it.

    Return what could not be renamed in the exchange, which may be somebody else's to change.
    """
    found, there = forget.kept(course, old), forget.kept(course, new)
    if trouble := problem(new):
        raise CourseProblem(f"The id {new!r} {trouble}. Take one of letters, digits, and - _ . @ + inside.")
    if not found.in_gradebook:
        raise CourseProblem(f"There is no student {old!r} in the course.")
    if old == new:
        raise CourseProblem(f"{old!r} is the id already.")
    # On a disk that knows no capitals, both are one folder.
    taken = [folder for folder in there.folders if not any(folder.samefile(each) for each in found.folders)]
    if taken or there.marked:
        raise CourseProblem(
            f"{new!r} has work or marks in the course already: {', '.join(map(str, taken)) or 'marks'}."
        )
    path, troubles, moved = course.root / "roster.csv", [], []
    before = path.read_bytes() if path.is_file() else None
    try:
        for folder in found.folders:
            if folder.parent == course.exchange / "feedback":
                continue  # its name is made from the submission's secret
            target = folder.with_name(new + folder.name[len(old) :])
            try:
                shutil.move(folder, target)
                moved.append((folder, target))
            except OSError as error:
                if course.exchange not in folder.parents:
                    raise
                troubles.append(OSError(error.errno, error.strerror, str(folder)))
        if found.in_roster and before is not None:
            path.write_bytes(roster.renamed(before, old, new))
        with course.gradebook() as gradebook:
            _rename_in(gradebook, old, new)
    except BaseException as error:
        for folder, target in reversed(moved):
            shutil.move(target, folder)
        if before is not None:
            path.write_bytes(before)
        if isinstance(error, OSError):
            raise CourseProblem(f"{error.filename}: {error.strerror}. Nothing was renamed.") from None
        raise
    return troubles


def _rename_in(gradebook, old, new):
    session = gradebook.db
    student = Student.__table__
    kept, newer = (session.execute(student.select().where(student.c.id == id)).mappings().first() for id in (old, new))
    if newer:  # without work, as a newer class list makes it, which knows best
        session.execute(student.delete().where(student.c.id == new))
        _set(session, old, left(gradebook).get(new))
        kept = {**kept, **{field: text for field, text in newer.items() if text}}
    session.execute(student.insert().values(**{**kept, "id": new}))
    submitted = SubmittedAssignment.__table__
    session.execute(submitted.update().where(submitted.c.student_id == old).values(student_id=new))
    session.execute(student.delete().where(student.c.id == old))
    for table in forget.own_tables(session):
        if "student" in table.c:
            change = table.update().where(table.c.student == old).values(student=new)
            session.execute(change.prefix_with("OR REPLACE", dialect="sqlite"))
    session.commit()
