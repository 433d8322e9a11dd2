"""Class lists as universities hand them out: several column names, separators and encodings, read into one form."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

# The first of a line's names that a class list has is taken. Canvas calls its own number of a person ID.
COLUMNS = {
    "id": (
        "student id|student_id|username|user name|login|login id|sis login id|netid|user id|uid|benutzername|"
        "identifiant|gebruikersnaam|id number|idnumber|student number|student no|matriculation number|matrikelnummer|"
        "studentnummer|numéro étudiant|sis user id|sis id|id"
    ),
    "first_name": "first name|firstname|first|given name|given names|forename|vorname|prénom|prenom|voornaam|nombre",
    "last_name": (
        "last name|lastname|last|surname|family name|nachname|familienname|nom|nom de famille|achternaam|apellidos"
    ),
    "name": "student|name|full name|fullname|student name|naam|nom complet",
    "email": (
        "email|e-mail|email address|e-mail address|emailaddress|mail|e-mail-adresse|adresse de courriel|e-mailadres"
    ),
}
# What would lead out of a folder, mean something to a shell or to nbgrader's exchange, or not exist on some disk.
FORBIDDEN = set('/\\+*?[]{}:"<>|')


class RosterProblem(ValueError):
    """A class list that cannot be read; the message says which line and what to do."""


@dataclass(frozen=True)
class Person:
    """One student of a class list.

    Parameters
    ----------
    id : str
        The name by which nbgrader knows the student, as in the first of the known columns.
    first_name, last_name, email : str
        Empty where the list has none.
    platform_id : str
        The number by which Canvas knows the student, else empty.
    row : dict of str to str
        Everything the list says, by its own column names.
    line : int
        The last line of the file that is about the student.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    platform_id: str = ""
    row: dict | None = None
    line: int = 0


@dataclass(frozen=True)
class Roster:
    """A class list.

    Parameters
    ----------
    people : tuple of Person
    columns : tuple of str
        The list's own column names.
    platform : str
        ``canvas`` for the export of a Canvas gradebook, else empty.
    """

    people: tuple[Person, ...]
    columns: tuple[str, ...]
    platform: str = ""


def load(path):
    """Read a class list from a file.

    Parameters
    ----------
    path : path
        CSV with commas, semicolons or tabs, in UTF-8 (with or without a byte-order mark), UTF-16 or Windows-1252.

    Returns
    -------
    Roster

    Raises
    ------
    RosterProblem
        When it cannot be read.
    """
    try:
        return read(Path(path).read_bytes())
    except OSError as problem:
        raise RosterProblem(f"The class list {path} cannot be opened ({problem.strerror}).") from None
    except RosterProblem as problem:
        raise RosterProblem(f"{path}: {problem}") from None


def read(data):
    """Read a class list.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Roster

    Raises
    ------
    RosterProblem
    """
    rows = table(data)
    if len(rows) < 2:
        raise RosterProblem("there is nobody in it. A line with the names of the columns comes first, then the people.")
    columns = tuple(name.strip() for name in rows[0][1])
    where = _places(columns)
    canvas = {"student", "id", "section"} <= {name.casefold() for name in columns}
    if where["id"] is None:
        accepted = ", ".join(COLUMNS["id"].split("|")[:4])
        raise RosterProblem(
            f"no column says who a student is. It has {', '.join(columns)}; name one of them {accepted} or email."
        )
    people = [_person(line, row, columns, where, canvas) for line, row in rows[1:] if _is_person(row, canvas)]
    seen = {}
    for person in people:
        first = seen.setdefault(person.id.casefold(), person.line)
        if first != person.line:
            raise RosterProblem(
                f"lines {first} and {person.line} are both {person.id}. Give each student an id of their own."
            )
    return Roster(tuple(people), columns, "canvas" if canvas else "")


def without(data, id):
    """Return a class list without one student, and every other line as it was.

    Parameters
    ----------
    data : bytes
    id : str

    Returns
    -------
    bytes
        In UTF-8.
    """
    ends = [line for line, _ in table(data)]
    lines = io.StringIO(_text(data), newline="").readlines()
    for person in read(data).people:
        if person.id == id:
            begin = max((end for end in ends if end < person.line), default=0)
            lines[begin : person.line] = [""] * (person.line - begin)
    return "".join(lines).encode()


def table(data):
    """Read the lines of a table, whatever separates its columns.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    list of (int, list of str)
        The number of each line that is not empty, and its fields.
    """
    text = _text(data)
    separator = re.match(r"sep=(.)\r?\n", text)
    skipped = 1 if separator else 0
    text = text[separator.end() :] if separator else text
    heading = text.split("\n", 1)[0]
    found = (
        separator[1] if separator else max(",;\t", key=lambda each: len(next(csv.reader([heading], delimiter=each))))
    )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found)
    return [(reader.line_num + skipped, row) for row in reader if any(field.strip() for field in row)]


def _text(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _places(columns):
    """Return by what it holds which column is taken, None where there is none."""
    where = {
        field: next((at for name in names.split("|") if (at := _place(columns, name)) is not None), None)
        for field, names in COLUMNS.items()
    }
    return where if where["id"] is not None else where | {"id": where["email"]}


def _place(columns, name):
    known = [re.sub(r"[\s_]+", " ", each).strip().casefold() for each in columns]
    name = name.replace("_", " ")
    return known.index(name) if name in known else None


def _is_person(row, canvas):
    """Tell a student from the lines that Canvas adds: points possible, posting policies, its test student."""
    if not canvas:
        return True
    first = row[0].strip()
    return bool(first) and "Points Possible" not in first and first not in ("Student, Test", "Test Student")


def _person(line, row, columns, where, canvas):
    def field(name):
        at = where[name]
        return unicodedata.normalize("NFC", row[at].strip()) if at is not None and at < len(row) else ""

    platform_id = row[_place(columns, "id")].strip() if canvas else ""
    id = field("id") or platform_id
    if not id:
        raise RosterProblem(f"line {line} has no {columns[where['id']]}. Fill it in, or delete the line.")
    trouble = FORBIDDEN & set(id) or (id if id.startswith((".", "-", "=", "@")) or not id.isprintable() else "")
    if trouble:
        raise RosterProblem(
            f"line {line}: the id {id!r} cannot name a folder. Give the student one of letters, digits, - _ . and @."
        )
    first, last = field("first_name"), field("last_name")
    if not (first or last):
        first, last = split_name(field("name"))
    own = {name: row[at].strip() if at < len(row) else "" for at, name in enumerate(columns)}
    return Person(id, first, last, field("email"), platform_id, own, line)


def split_name(name):
    """Return first and last name of "Last, First" or "First Last".

    Examples
    --------
    >>> split_name("Doe, Jane"), split_name("Jane van Doe")
    (('Jane', 'Doe'), ('Jane', 'van Doe'))
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return first, last
    first, _, last = name.strip().partition(" ")
    return first, last.strip()


def slug(text):
    """Return a title as it could be an assignment's name.

    Examples
    --------
    >>> slug("Four companies")
    'four-companies'
    """
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-_")
