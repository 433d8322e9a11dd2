"""Class lists as universities hand them out: several column names, separators and encodings, read into one form."""

import re
import shlex
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from idic_lab.course import columns, tables
from idic_lab.course.columns import RosterProblem, cell, plain
from idic_lab.grading import sanitize
from idic_lab.grading.identity import clean, key, problem

TEST_STUDENTS = {"student test", "test student"}
HIGHEST_HEADING = 20  # lines that are looked through for the names of the columns


class ListRow(Enum):
    """What a row of a class list became."""

    STUDENT = auto()
    AGAIN = auto()  # of a student who stands in another row already
    WITHOUT_ID = auto()
    LEFT_OUT = auto()  # a teacher, or as asked
    TEST_STUDENT = auto()  # of Canvas'
    NOBODY = auto()  # points possible, posting policies


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

    rows: dict[ListRow, tuple[Person, ...]]
    columns: tuple[str, ...]  # the list's own column names
    platform: str  # ``canvas`` for the export of a Canvas gradebook, else empty
    id_column: str  # the column from which the ids are
    name_columns: tuple[str, ...]  # which were taken for last and first name, where that is not certain
    groupless: tuple[Person, ...]  # few who are in no group; they may be teachers

    @property
    def people(self):
        """The students, each once."""
        return self.rows[ListRow.STUDENT]

    def said(self):
        """Return what became of the list, in sentences for the instructor."""
        column = "Canvas number" if self.platform and self.id_column.casefold() == "id" else self.id_column
        lines = [f"{len(self.people)} student{'s' * (len(self.people) != 1)}; id = {column}."]
        if left_out := self.rows[ListRow.LEFT_OUT]:
            lines.append(f"{len(left_out)} left out: {_shown(left_out)}.")
        if without := self.rows[ListRow.WITHOUT_ID]:
            lines.append(
                f"{len(without)} without {column}, and so not in the course: {_shown(without)}. "
                "For a student fill it in and import the list again, or go by another column: --id COLUMN"
            )
        if self.name_columns:
            lines.append("“{}” is taken for the last name, because there is “{}”.".format(*self.name_columns))
        if tests := self.rows[ListRow.TEST_STUDENT]:
            lines.append(f"{len(tests)} test student of Canvas' left out.")
        first = {key(each.id): each.line for each in self.people}
        for each in self.rows[ListRow.AGAIN]:
            lines.append(f"{each.name or each.id} stands there twice (lines {first[key(each.id)]} and {each.line}).")
        if self.groupless:
            ids = shlex.join(each.id for each in self.groupless)
            lines.append(
                f"In no group, unlike the others: {_shown(self.groupless)}. If these are teachers, leave them out: "
                f"--leave-out {ids}"
            )
        return [sanitize.name(line) for line in lines]


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
    """Read a class list. Ids are written as in `known`; who is in `leave_out` by id or address is no student."""
    try:
        lines = tables.read(data)
    except tables.NoTable as error:
        raise RosterProblem(str(error)) from None
    top = _heading(lines)
    if len(lines) < top + 2:
        raise RosterProblem("there is nobody in it. A line with the names of the columns comes first, then the people.")
    table = columns.Columns(tuple(name.strip() for name in lines[top][1]), lines[top + 1 :])
    table.choose(known, column)
    rows, seen = {kind: [] for kind in ListRow}, {}
    written, asked = {key(id): id for id in known}, {key(id) for id in leave_out}
    for line, row in table.rows:
        person = _person(table, line, row, written)
        kind = _kind(table, row, person, asked)
        if kind == ListRow.STUDENT:
            first = seen.setdefault(key(person.id), person)
            if key(first.name) != key(person.name):
                raise RosterProblem(
                    f"lines {first.line} and {line} are both {person.id}. Give each student an id of their own."
                )
            kind = ListRow.STUDENT if first is person else ListRow.AGAIN
        rows[kind].append(person)
    people, unknown, id_column = rows[ListRow.STUDENT], rows[ListRow.WITHOUT_ID], table.columns[table.at]
    if not people and unknown:
        raise RosterProblem(f"line {unknown[0].line} has no {id_column}, nor has any other. Fill it in.")
    troubles = [f"line {each.line}: the id {_cut(each.id)} {found}" for each in people if (found := problem(each.id))]
    if troubles:
        raise RosterProblem(
            f"{'; '.join(troubles)}. It cannot name a folder. Use letters, digits, and - _ . @ + inside, or another "
            "column: --id COLUMN"
        )
    group = table.where.get("group")
    groupless = [each for each in people if group is not None and not each.row[table.columns[group]]]
    return Roster(
        {kind: tuple(each) for kind, each in rows.items()},
        table.columns,
        "canvas" if table.canvas else "",
        id_column,
        tuple(table.columns[table.where[each]] for each in ("last_name", "first_name") if table.doubtful),
        tuple(groupless if len(groupless) < len(people) / 2 and "role" not in table.where else ()),
    )


def _heading(rows):
    """Return the number of the row with the names of the columns: there may be a title above it."""
    names = {each for known in columns.COLUMNS.values() for each in known}
    scores = [sum(plain(each) in names for each in row) for _, row in rows[:HIGHEST_HEADING]]
    return scores.index(max(scores)) if scores else 0


def _person(table, line, row, written):
    own = {name: cell(row, at) for at, name in enumerate(table.columns)}
    id = table.id(row)
    email = clean(table.field(row, "email"))
    return Person(written.get(key(id), id), *table.names(row), email, table.platform_id(row), own, line)


def _kind(table, row, person, asked):
    if table.canvas and not person.platform_id.isdigit():
        return ListRow.NOBODY
    if table.canvas and person.name.casefold() in TEST_STUDENTS:
        return ListRow.TEST_STUDENT
    if table.is_teacher(row) or key(person.id) in asked or key(person.email) in asked:
        return ListRow.LEFT_OUT
    return ListRow.STUDENT if person.id else ListRow.WITHOUT_ID


def _cut(id):
    return repr(id) if len(id) <= 60 else f"{id[:60]}…"


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
