"""Who sent a file, told from the name that Moodle or Canvas gave it in a download."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

# "Jane Doe_4711_assignsubmission_file_/work.ipynb", before Moodle 3.1 and without folders "…_file_work.ipynb".
_MOODLE = re.compile(r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
# "doejane_LATE_4711_98765_work.ipynb": the sorted name without spaces, the person, the file; "…_4711_text.html" typed.
_CANVAS = re.compile(
    r"(?P<who>.+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>(?<=_)(?:text|link)\.html|\d+_.+)",
    re.DOTALL | re.IGNORECASE,
)
_CANVAS_ANONYMOUS = re.compile(r"(?P<who>anon)(?P<late>_LATE)?_(?P<number>\w{5})_(?P<file>\d+_.+)", re.DOTALL)


@dataclass(frozen=True)
class Sent:
    """A file as it lies in a download."""

    platform: str  # ``moodle`` or ``canvas``
    who: str  # the student's name, as the platform writes it
    number: str  # canvas' number of the person, Moodle's of the person in this one assignment
    file: str  # the name that the student gave it, with the folders in which it came
    late: bool = False  # whether Canvas calls it late
    other: str = ""  # on Canvas the person's number, if the one before it is the end of a name that somebody has taken


def sent(path: str) -> Sent | None:
    """Understand the path of a file in a download."""
    parts = PurePosixPath(unicodedata.normalize("NFC", path)).parts
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        moodle, canvas = _MOODLE.fullmatch(part), None
        if last:
            canvas = _CANVAS_ANONYMOUS.fullmatch(part) or _CANVAS.fullmatch(part)
        if moodle and not (canvas and canvas.start("number") < moodle.start("number")):
            file = (moodle["file"] or "") if last else "/".join(parts[at + 1 :])
            return Sent("moodle", moodle["who"], moodle["number"], file) if file else None
        if canvas:
            other = re.match(r"(\d+)_\d+_", canvas["file"])
            file = re.sub(r"^\d+_", "", canvas["file"])
            return Sent(
                "canvas", canvas["who"], canvas["number"], file, bool(canvas["late"]), other[1] if other else ""
            )
    return None


def plain_name(file: str, notebook: str) -> str:
    """Return the name of a file with the number of a second attempt in brackets, as browsers write it."""
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
    """The students of a course, to be found by what a platform says of them."""

    def __init__(self, people, gone=()):
        self.people, self.gone = list(people), set(gone)
        self.participants = {}

    def unclear(self, file):
        """Tell whether a file is one person's or another's: "doejane_9002_9004_5_…" is Jane's, or "Jane_9002"'s."""
        return any(each.platform_id == file.other != "" for each in self.people)

    def by_number(self, file):
        """Return who sent a file, as the platform's number says; None when the number is not known."""
        if file.platform == "moodle":
            return self.participants.get(file.number)
        return self._one(each for each in self.people if each.platform_id == file.number)

    def who(self, file: Sent):
        """Return who sent a file. None when nobody or more than one fits: nothing is guessed."""
        if self.unclear(file):
            return None
        if person := self.by_number(file):
            return person
        if file.platform == "canvas":
            return self._one(each for each in self.people if _squeezed(each) == _letters(file.who))
        # Moodle puts the name of a group and a hyphen before the person's.
        for begin in [0, *(at + 1 for at, letter in enumerate(file.who) if letter == "-")]:
            if self.named(file.who[begin:]):
                return self._one(self.named(file.who[begin:]))
        return None

    def named(self, name):
        """Return the people of a name."""
        wanted = _letters(name)
        return [
            each
            for each in self.people
            if wanted in (_letters(each.first_name + each.last_name), _letters(each.last_name + each.first_name))
            and wanted
        ]

    def _one(self, found):
        found = list(found)
        found = [each for each in found if each.id not in self.gone] or found
        return found[0] if len(found) == 1 else None


def _squeezed(person):
    """Return a person's name as Canvas puts it into a file's."""
    return _letters(person.last_name + person.first_name)


def _letters(name):
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name).casefold())
