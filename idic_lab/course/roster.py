"""Class lists as universities hand them out: several column names, separators and encodings, read into one form."""

import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from idic_lab.course import columns, tables
from idic_lab.course.columns import RosterProblem, cell, plain, split_name
from idic_lab.grading import sanitize
from idic_lab.grading.identity import clean, key, problem

__all__ = ["Person", "Roster", "RosterProblem", "load", "read", "slug", "split_name", "without"]

TEST_STUDENTS = {"student test", "test student"}
HIGHEST_HEADING = 20  # lines that are looked through for the names of the columns


@dataclass(frozen=True)
class Person:
    """One student of a class list."""

    id: str  # the name by which nbgrader knows the student
    # Empty where the list has none
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    platform_id: str = ""  # the number by which Canvas knows the student, else empty
    row: dict | None = None  # everything the list says, by its own column names
    line: int = 0  # the last line of the file that is about the student

    @property
    def name(self):
        """First and last name."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)


@dataclass(frozen=True)
class Roster:
    """A class list."""

    people: tuple[Person, ...]
    columns: tuple[str, ...]  # the list's own column names
    platform: str = ""  # ``canvas`` for the export of a Canvas gradebook, else empty
    id_column: str = ""  # the column from which the ids are
    # Who has none, and who is a teacher or was left out as asked
    without_id: tuple[Person, ...] = ()
    left_out: tuple[Person, ...] = ()
    notes: tuple[str, ...] = ()  # what else the instructor should know, in sentences

    def said(self):
        """Return what became of the list, in sentences for the instructor."""
        column = "Canvas number" if self.platform and self.id_column.casefold() == "id" else self.id_column
        lines = [f"{len(self.people)} student{'s' * (len(self.people) != 1)}; id = {column}."]
        if self.left_out:
            lines.append(f"{len(self.left_out)} left out: {_shown(self.left_out)}.")
        if self.without_id:
            lines.append(
                f"{len(self.without_id)} without {column}, and so not in the course: {_shown(self.without_id)}. "
                "For a student fill it in and import the list again, or go by another column: --id COLUMN"
            )
        return [sanitize.name(line) for line in (*lines, *self.notes)]


def _cut(id):
    return repr(id) if len(id) <= 60 else f"{id[:60]}…"


def _shown(people):
    return ", ".join(f"{each.name or each.id or '?'} (line {each.line})" for each in people)


def load(path: Path, known=(), column=None, leave_out=()) -> Roster:
    """Read a class list from a file."""
    try:
        return read(Path(path).read_bytes(), known, column, leave_out)
    except OSError as error:
        raise RosterProblem(f"The class list {path} cannot be opened ({error.strerror}).") from None
    except RosterProblem as error:
        raise RosterProblem(f"{path}: {error}") from None


def read(data: bytes, known=(), column: str | None = None, leave_out=()) -> Roster:
    """Read a class list."""
    try:
        rows = tables.read(data)
    except tables.NoTable as error:
        raise RosterProblem(str(error)) from None
    top = _heading(rows)
    if len(rows) < top + 2:
        raise RosterProblem("there is nobody in it. A line with the names of the columns comes first, then the people.")
    names = tuple(name.strip() for name in rows[top][1])
    table = columns.Columns(names, rows[top + 1 :])
    table.choose(known, column)
    people, without_id, left_out, tests = [], [], [], 0
    asked = {key(id) for id in leave_out}
    for line, row in table.rows:
        person = _person(table, line, row)
        if table.canvas and not person.platform_id.isdigit():
            continue  # points possible, posting policies
        if table.canvas and person.name.casefold() in TEST_STUDENTS:
            tests += 1
        elif table.is_teacher(row) or key(person.id) in asked or key(person.email) in asked:
            left_out.append(person)
        else:
            (people if person.id else without_id).append(person)
    if not people and without_id:
        raise RosterProblem(f"line {without_id[0].line} has no {table.id_column}, nor has any other. Fill it in.")
    notes = [*table.notes, f"{tests} test student of Canvas' left out."] if tests else table.notes
    kept = {key(id): id for id in known}
    people = [replace(each, id=kept.get(key(each.id), each.id)) for each in _once(people, notes)]
    troubles = [f"line {each.line}: the id {_cut(each.id)} {found}" for each in people if (found := problem(each.id))]
    if troubles:
        raise RosterProblem(
            f"{'; '.join(troubles)}. It cannot name a folder. Use letters, digits, and - _ . @ + inside, or another "
            "column: --id COLUMN"
        )
    groupless = [each for each in people if "group" in table.where and not each.row[names[table.where["group"]]]]
    if 0 < len(groupless) < len(people) / 2 and "role" not in table.where:
        ids = shlex.join(each.id for each in groupless)
        notes.append(
            f"In no group, unlike the others: {_shown(groupless)}. If these are teachers, leave them out: "
            f"--leave-out {ids}"
        )
    platform = "canvas" if table.canvas else ""
    return Roster(tuple(people), names, platform, table.id_column, tuple(without_id), tuple(left_out), tuple(notes))


def _heading(rows):
    """Return the number of the row with the names of the columns: there may be a title above it."""
    names = {each for field in columns.COLUMNS.values() for each in field.split("|")}
    scores = [sum(plain(each) in names for each in row) for _, row in rows[:HIGHEST_HEADING]]
    return scores.index(max(scores)) if scores else 0


def _person(table, line, row):
    own = {name: cell(row, at) for at, name in enumerate(table.columns)}
    email, number = clean(table.field(row, "email")), cell(row, table.platform_id)
    return Person(table.id(row), *table.names(row), email, number, own, line)


def _once(people, notes):
    """Return the people without those who stand there twice."""
    seen, kept = {}, []
    for person in people:
        first = seen.setdefault(key(person.id), person)
        if first is person:
            kept.append(person)
        elif key(first.name) != key(person.name):
            raise RosterProblem(
                f"lines {first.line} and {person.line} are both {person.id}. Give each student an id of their own."
            )
        else:
            notes.append(f"{person.name or person.id} stands there twice (lines {first.line} and {person.line}).")
    return kept


def without(data: bytes, id: str) -> bytes:
    """Return a class list without one student, and every other line as it was. In UTF-8."""
    found = _find(data, id)
    return tables.with_row(data, found[0].line, None) if found else tables.decoded(tables.as_csv(data)).encode()


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a class list in which one student has another id, and every other line as it was. In UTF-8."""
    person, at = _find(data, old)
    row = list(dict(tables.read(data))[person.line])
    row[at] = f"#{new}" if row[at].startswith("#") else new
    return tables.with_row(data, person.line, row)


def _find(data, id):
    listed = read(data, known=(id,))
    return next(((each, listed.columns.index(listed.id_column)) for each in listed.people if each.id == id), None)


def slug(text):
    """Return a title as it could be an assignment's name."""
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-_")
