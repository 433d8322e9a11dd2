"""The columns of a class list: what each is called by platforms and people, and which of them has the ids."""

import re
import unicodedata

from idic_lab.course import CourseProblem
from idic_lab.grading.identity import clean, key

# The first of a line's names that a class list has is taken: the name to log in with, then numbers.
COLUMNS = {
    field: names.split("|")
    for field, names in {
        "id": "username|user name|login|login id|sis login id|netid|user id|uid|benutzername|kennung|"
        "nom d'utilisateur|nombre de usuario|gebruikersnaam|student id|id number|idnumber|id-nummer|"
        "numéro d'identification|número de id|student number|student no|matriculation number|matrikelnummer|"
        "matrikelnr|studentnummer|numéro étudiant|identifiant|orgdefinedid|sis user id|sis id|id",
        "first_name": "first name|firstname|first|given name|given names|forename|vorname|prénom|prenom|voornaam|"
        "nombre",
        "last_name": "last name|lastname|last|surname|family name|nachname|familienname|nom|nom de famille|achternaam|"
        "apellidos|apellido(s)|apellido",
        "name": "student|name|full name|fullname|student name|vollständiger name|naam|volledige naam|nom complet|"
        "nombre completo|estudiante|étudiant|studierende/r|studierende",
        "email": "email|e-mail|email address|e-mail address|emailaddress|mail|e-mail-adresse|adresse de courriel|"
        "courriel|e-mailadres|correo|correo electrónico|dirección de correo|dirección email",
        "role": "roles|role|rolle|rollen|rôles|rôle|rol|roll",
        "group": "groups|group|gruppen|gruppe|groupes|groupe|grupos|grupo|groepen|groep",
    }.items()
}
# What Moodle, Canvas and Brightspace call somebody who is no student, in their languages.
TEACHERS = (
    "teach|lehr|trainer|tutor|instructor|assist|enseign|profes|docent|manager|designer|observer|grader|beobacht|"
    "leraar|gestor"
)


class RosterProblem(CourseProblem):
    """A class list that cannot be read; the message says which line and what to do."""


class Columns:
    """What the columns of a class list mean."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        names = [plain(each) for each in columns]
        found = {field: [names.index(each) for each in known if each in names] for field, known in COLUMNS.items()}
        self.where = {field: places[0] for field, places in found.items() if places}
        self.candidates = found["id"] + found["email"][:1]
        numbered = any(re.search(r"\(\d+\)$", each) for each in columns)
        sis = any(each.startswith("sis ") for each in names)
        self.canvas = {"id", "section"} <= set(names) and (numbered or sis or "student" in names)
        self.marked = "orgdefinedid" in names  # Brightspace puts a # before its ids
        # The heading that could mean the whole name, where another one says that it means the last one.
        self.doubtful = "name" in self.where and "first_name" in self.where and "last_name" not in self.where
        if self.doubtful:
            self.where["last_name"] = self.where.pop("name")

    def choose(self, known, column):
        """Choose the column with the ids: the one that is asked for, or has most known ids, or comes first."""
        if column is not None:
            fitting = [at for at, each in enumerate(self.columns) if plain(each) == plain(column)]
            if not fitting:
                raise RosterProblem(f"there is no column {column!r}. There are: {', '.join(self.columns)}.")
            self.at = fitting[0]
            return
        known = {key(id) for id in known}
        filled = [at for at in self.candidates if any(self.id(row, at) for _, row in self.rows)] or self.candidates
        if not filled:
            raise RosterProblem(
                f"no column says who a student is. It has {', '.join(self.columns)}; name one of them "
                f"{', '.join(COLUMNS['id'][:4])} or email, or say which one it is: --id COLUMN"
            )
        # The first of the best.
        self.at = max(filled, key=lambda at: sum(key(self.id(row, at)) in known for _, row in self.rows))

    def names(self, row):
        """Return first and last name."""
        first, last, name = (clean(self.field(row, each)) for each in ("first_name", "last_name", "name"))
        if {"first_name", "last_name"} <= set(self.where):
            return first, last
        # "Last, First" or "First Last"
        before, comma, after = (part.strip() for part in (first or last or name).partition(","))
        return (after, before) if comma else tuple(part.strip() for part in before.partition(" ")[::2])

    def field(self, row, name):
        """Return what stands in the column for something, for example the email; empty where there is none."""
        return cell(row, self.where.get(name))

    def platform_id(self, row):
        """Return the number by which Canvas knows somebody; empty in the list of another platform."""
        return cell(row, [plain(each) for each in self.columns].index("id")) if self.canvas else ""

    def is_teacher(self, row):
        """Tell whether the list says that somebody has another role than that of a student."""
        words = re.findall(r"\w+", self.field(row, "role").casefold())
        return "ta" in words or any(re.match(TEACHERS, each) for each in words)

    def id(self, row, at=None):
        """Return the id in a row, or what stands in another column in its place."""
        id = unicodedata.normalize("NFC", cell(row, self.at if at is None else at))
        return id.removeprefix("#") if self.marked else id


def cell(row, at):
    """Return a field of a row; empty where it ends before."""
    return row[at].strip() if at is not None and at < len(row) else ""


def plain(heading):
    """Return the name of a column without what programs make different."""
    return re.sub(r"[\s_.:]+", " ", heading).strip().casefold()
