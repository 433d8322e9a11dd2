"""Who sent a file, told from the name that Moodle or Canvas gave it in a download."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from idic_lab.desk import roster
from idic_lab.grading import clock

# "Jane Doe_4711_assignsubmission_file_/work.ipynb", before Moodle 3.1 and without folders "…_file_work.ipynb".
_MOODLE = re.compile(r"(?P<who>.+)_(?P<number>\d+)_assignsubmission_file(?:_(?P<file>.*))?", re.DOTALL)
# "doejane_LATE_4711_98765_work.ipynb": the sorted name without spaces, the person, the file.
_CANVAS = re.compile(r"(?P<who>.+?)(?P<late>_LATE)?_(?P<number>\d+)_\d+_(?P<file>.+)", re.DOTALL | re.IGNORECASE)
_CANVAS_ANONYMOUS = re.compile(r"(?P<who>anon)(?P<late>_LATE)?_(?P<number>\w{5})_\d+_(?P<file>.+)", re.DOTALL)
_PARTICIPANT = re.compile(r"\D*(\d+)")


@dataclass(frozen=True)
class Sent:
    """A file as it lies in a download.

    Parameters
    ----------
    platform : str
        ``moodle`` or ``canvas``.
    who : str
        The student's name, as the platform writes it.
    number : str
        Canvas' number of the person, Moodle's of the person in this one assignment.
    file : str
        The name that the student gave it.
    late : bool
        Whether Canvas calls it late.
    """

    platform: str
    who: str
    number: str
    file: str
    late: bool = False


def sent(path):
    """Understand the path of a file in a download.

    Parameters
    ----------
    path : str
        With slashes.

    Returns
    -------
    Sent or None
        None for anything else, for example a text typed into Moodle.
    """
    parts = PurePosixPath(unicodedata.normalize("NFC", path)).parts
    for at, part in enumerate(parts):
        found = _MOODLE.fullmatch(part)
        if found:
            file = parts[-1] if at < len(parts) - 1 else found["file"] or ""
            return Sent("moodle", found["who"], found["number"], file) if file else None
    found = _CANVAS_ANONYMOUS.fullmatch(parts[-1]) or _CANVAS.fullmatch(parts[-1])
    if found:
        return Sent("canvas", found["who"], found["number"], found["file"], bool(found["late"]))
    return None


def plain_name(file, notebook):
    """Return the name of a file with the number of a second attempt in brackets, as browsers write it.

    Parameters
    ----------
    file : str
        As it was sent; Canvas adds ``-1`` to the name of a file sent again.
    notebook : str
        The name that it may belong to.

    Returns
    -------
    str

    Examples
    --------
    >>> plain_name("trust-lab-1.ipynb", "trust-lab"), plain_name("trust-lab.answers-1.json", "trust-lab")
    ('trust-lab (1).ipynb', 'trust-lab.answers (1).json')
    """
    found = re.fullmatch(
        rf"({re.escape(notebook)})((?:\.answers)?)(?: ?\((\d)\))?((?:\.answers)?)-(\d\d?)(\.ipynb|\.json)",
        file,
        re.IGNORECASE,
    )
    if not found:
        return file
    name, before, copy, after, attempt, ending = found.groups()
    return f"{name}{before}{after} ({int(attempt) * 10 + int(copy) if copy else int(attempt)}){ending}"


class ClassList:
    """The students of a course, to be found by what a platform says of them.

    Parameters
    ----------
    people : iterable of idic_lab.desk.roster.Person
    zone : datetime.tzinfo
        In which a worksheet tells times: the course's.
    """

    def __init__(self, people, zone=UTC):
        self._people, self._zone = list(people), zone
        self._participants = {}
        self.times = {}

    def add_worksheet(self, data):
        """Read Moodle's grading worksheet, which says who each participant is and when the work came.

        Parameters
        ----------
        data : bytes

        Returns
        -------
        bool
            Whether it was one.
        """
        from dateutil import parser

        rows = [fields for _, fields in roster.table(data)]
        heading = {name.strip().casefold(): at for at, name in enumerate(rows[0])} if rows else {}
        if "identifier" not in heading:
            return False
        for row in rows[1:]:
            about = {name: row[at].strip() if at < len(row) else "" for name, at in heading.items()}
            number = _PARTICIPANT.fullmatch(about["identifier"])
            if not number:
                continue
            known = {about.get(each, "").casefold() for each in ("id number", "username", "email address")} - {""}
            people = [each for each in self._people if {each.id.casefold(), each.email.casefold()} & known]
            people = people or self._named(about.get("full name", ""))
            if len(people) == 1:
                self._participants[number[1]] = people[0]
            try:
                moment = parser.parse(about.get("last modified (submission)", ""))
                self.times[number[1]] = clock.local(moment, self._zone) if isinstance(moment, datetime) else None
            except (ValueError, OverflowError):
                continue
        return True

    def who(self, file):
        """Return who sent a file.

        Parameters
        ----------
        file : Sent

        Returns
        -------
        idic_lab.desk.roster.Person or None
            None when nobody or more than one fits: nothing is guessed.
        """
        if file.platform == "moodle":
            # Moodle puts the name of a group and a hyphen before the person's.
            names = [file.who, *(file.who[at + 1 :] for at, letter in enumerate(file.who) if letter == "-")]
            found = [self._participants[file.number]] if file.number in self._participants else []
            for name in names:
                found = found or self._named(name)
        else:
            found = [each for each in self._people if each.platform_id == file.number]
            found = found or [each for each in self._people if _squeezed(each) == _letters(file.who)]
        return found[0] if len(found) == 1 else None

    def _named(self, name):
        wanted = _letters(name)
        return [
            each
            for each in self._people
            if wanted in (_letters(each.first_name + each.last_name), _letters(each.last_name + each.first_name))
            and wanted
        ]


def _squeezed(person):
    """Return a person's name as Canvas puts it into a file's."""
    return _letters(person.last_name + person.first_name)


def _letters(name):
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name).casefold())
