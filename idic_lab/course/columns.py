"""The columns of a class list: what each is called by platforms and people, and which of them has the ids."""

import re
import unicodedata

from idic_lab.course import Refused
from idic_lab.grading.identity import clean, key

# The first of a line's names that a class list has is taken: the name to log in with, then numbers.
COLUMNS = {
    "id": (
        "username|user name|login|login id|sis login id|netid|user id|uid|benutzername|kennung|nom d'utilisateur|"
        "nombre de usuario|gebruikersnaam|student id|id number|idnumber|id-nummer|numéro d'identification|número de id|"
        "student number|student no|matriculation number|matrikelnummer|matrikelnr|studentnummer|numéro étudiant|"
        "identifiant|orgdefinedid|sis user id|sis id|id"
    ),
    "first_name": "first name|firstname|first|given name|given names|forename|vorname|prénom|prenom|voornaam|nombre",
    "last_name": (
        "last name|lastname|last|surname|family name|nachname|familienname|nom|nom de famille|achternaam|"
        "apellidos|apellido(s)|apellido"
    ),
    "name": (
        "student|name|full name|fullname|student name|vollständiger name|naam|volledige naam|nom complet|"
        "nombre completo|estudiante|étudiant|studierende/r|studierende"
    ),
    "email": (
        "email|e-mail|email address|e-mail address|emailaddress|mail|e-mail-adresse|adresse de courriel|courriel|"
        "e-mailadres|correo|correo electrónico|dirección de correo|dirección email"
    ),
    "role": "roles|role|rolle|rollen|rôles|rôle|rol|roll",
    "group": "groups|group|gruppen|gruppe|groupes|groupe|grupos|grupo|groepen|groep",
}
# What Moodle, Canvas and Brightspace call somebody who is no student, in their languages.
TEACHERS = (
    "teach|lehr|trainer|tutor|instructor|assist|enseign|profes|docent|manager|designer|observer|grader|beobacht|"
    "leraar|gestor"
)


class RosterProblem(Refused):
    """A class list that cannot be read; the message says which line and what to do."""


class Columns:
    """What the columns of a class list mean."""

    def __init__(self, names, rows):
        self.columns, self.rows, self.notes = names, rows, []
        columns, names = names, [plain(each) for each in names]
        self.where = {}
        for field, known in COLUMNS.items():
            found = [names.index(each) for each in known.split("|") if each in names]
            self.where |= {field: found[0]} if found else {}
        self.candidates = [names.index(each) for each in COLUMNS["id"].split("|") if each in names]
        self.candidates += [self.where["email"]] if "email" in self.where else []
        numbered = any(re.search(r"\(\d+\)$", each) for each in columns)
        sis = any(each.startswith("sis ") for each in names)
        self.canvas = {"id", "section"} <= set(names) and (numbered or sis or "student" in names)
        self.platform_id = names.index("id") if self.canvas else None
        self.marked = "orgdefinedid" in names  # Brightspace puts a # before its ids
        if "name" in self.where and "first_name" in self.where and "last_name" not in self.where:
            self.where["last_name"] = self.where.pop("name")
            shown = columns[self.where["last_name"]], columns[self.where["first_name"]]
            self.notes.append("“{}” is taken for the last name, because there is “{}”.".format(*shown))

    def choose(self, known, column):
        """Choose the column with the ids: the one that is asked for, or has most known ids, or comes first."""
        if column is not None:
            fitting = [at for at, each in enumerate(self.columns) if plain(each) == plain(column)]
            if not fitting:
                raise RosterProblem(f"there is no column {column!r}. There are: {', '.join(self.columns)}.")
            self.at = fitting[0]
        else:
            known = {key(id) for id in known}
            filled = [at for at in self.candidates if any(self.id(row, at) for _, row in self.rows)]
            filled = filled or self.candidates
            if not filled:
                accepted = ", ".join(COLUMNS["id"].split("|")[:4])
                raise RosterProblem(
                    f"no column says who a student is. It has {', '.join(self.columns)}; name one of them "
                    f"{accepted} or email, or say which one it is: --id COLUMN"
                )
            # The first of the best.
            self.at = max(filled, key=lambda at: sum(key(self.id(row, at)) in known for _, row in self.rows))
        self.id_column = self.columns[self.at]

    def names(self, row):
        """Return first and last name."""
        first, last, name = (clean(self.field(row, each)) for each in ("first_name", "last_name", "name"))
        both = {"first_name", "last_name"} <= set(self.where)
        return (first, last) if both else split_name(first or last or name)

    def field(self, row, name):
        """Return what stands in the column for something, for example the email; empty where there is none."""
        return cell(row, self.where.get(name))

    def is_teacher(self, row):
        """Tell whether the list says that somebody has another role than that of a student."""
        words = re.findall(r"\w+", self.field(row, "role").casefold())
        return "ta" in words or any(re.match(TEACHERS, each) for each in words)

    def id(self, row, at=None):
        """Return the id in a row, or what stands in another column in its place."""
        at = self.at if at is None else at
        id = unicodedata.normalize("NFC", cell(row, at))
        return id.removeprefix("#") if self.marked else id


def cell(row, at):
    """Return a field of a row; empty where it ends before."""
    return row[at].strip() if at is not None and at < len(row) else ""


def plain(heading):
    """Return the name of a column without what programs make different."""
    return re.sub(r"[\s_.:]+", " ", heading).strip().casefold()


def split_name(name):
    """Return first and last name of "Last, First" or "First Last"."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return first, last
    first, _, last = name.strip().partition(" ")
    return first, last.strip()
