"""What grading has to say: states and messages that the program compares, and the words in which people read them."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum


class State(StrEnum):
    """What became of a submission, in the order of the report; the values are its words."""

    GRADED = "graded"
    REPAIRED = "graded with repairs"
    ANSWERS_MISSING = "answers missing"
    REFUSED = "could not be graded"
    UNCHANGED = "graded before"


class Incomplete(StrEnum):
    """What is missing of a hand-in whose 0 points are provisional; the values stand in the gradebook."""

    ANSWERS_MISSING = "answers missing"
    UNREADABLE = "cannot be read"


class FileNote(Enum):
    """What student and grader are told of the files of a hand-in; a small letter begins the end of a sentence."""

    UNREADABLE_FILE = "could not be read: {why}"
    TOO_LARGE = "is larger than {most} MB"
    NOT_LOOKED_INTO = "was not looked into"
    DAMAGED = "is damaged and could not be unpacked"
    TOO_DEEP = "lies in too many other zips"
    TOO_MANY_IN_ZIP = "holds more than {most} files"
    LEADS_OUTSIDE = "holds a file that would be written outside its folder: {file}"
    HOLDS_LINK = "holds {file}, which is a link or a device and not a file"
    PASSWORD = "is locked with a password"
    UNUSUALLY_PACKED = "is packed in an unusual way"

    LINKED_FOLDER = "The folder that was handed in is a link to another place, which was not followed."
    CLOSED_FOLDER = "{folder} could not be opened: {why}."
    TOO_MANY_ENTRIES = "There are more than {most} files. The others were not looked at."
    TOO_MUCH = (
        "There is more in this submission than can be looked into ({files} files, {most} MB). The rest, from {file} "
        "on, was left aside."
    )
    ZIP_REFUSED = "The zip {file} {problem}."

    SEVERAL_ANSWERS = (
        "There were {number} answers files of different content. {counted} has the latest save ({saved_at}) and was "
        "counted. {left} left aside."
    )
    BROKEN_ANSWERS = "{file} could not be read and was left aside."
    ANSWERS_OF_ANOTHER = "{file} holds the answers of another assignment, “{book}”, and was left aside."
    NEWEST_NOTEBOOK = (
        "There were {number} different copies of the notebook. {counted}, the newest, was graded. {left} left aside."
    )
    NOTEBOOK_BESIDE_ANSWERS = (
        "There were {number} different copies of the notebook. {counted}, the one beside the answers, was graded. "
        "{left} left aside."
    )
    RENAMED_NOTEBOOK = "The notebook was named {file} and was taken for “{name}.ipynb”."
    UNREADABLE_NOTEBOOK = "{file} {problem}."
    STRANGE_NOTEBOOKS = "{left} left aside: no notebook of this assignment."
    CANNOT_BE_GRADED = "{left} left aside: this kind of file cannot be graded."
    HAND_IN = "Hand in the notebook together with its answers file, or the zip that the notebook makes of both."
    HAND_IN_NOTEBOOK = "Hand in the notebook itself, the file that ends in .ipynb."
    RECEIPT = "{file} was made for other answers: these were saved again after it, or it is somebody else's."

    MISSING = "No answers file came with this submission, so there was nothing to count."
    UNREADABLE = "The answers file could not be read, so there was nothing to count."
    FROM_COPY = "The answers file could not be read, so its last good copy was counted."
    FROM_FILE = "The answers were taken from {file}."
    OTHER_BOOK = "The answers file belongs to another assignment, {book}, so there was nothing to count."


class NotebookNote(Enum):
    """What student and grader are told of a graded notebook; an error of the grader's own is in `Trouble`."""

    NOTHING = "There is neither a notebook “{name}.ipynb” nor an answers file that can be read."
    PROVISIONAL = "The points are provisional: your instructor looks at this before they count."

    NO_NOTEBOOK = "No notebook came with this submission, so the recorded answers alone were graded."
    UNREADABLE_NOTEBOOK = "The notebook could not be read, so the recorded answers alone were graded."
    EMPTY = "The notebook was empty. The assignment's cells were put back."
    CHARACTERS = "Some characters of the notebook could not be read. They are shown as \ufffd."
    OLDER = "The notebook was in an older format and was brought to the present one."
    LEFT_OUT = "Cells of the notebook that could not be read were left out."
    TOO_MANY = "The notebook has more than {most} cells. The others were left out."

    SETTINGS = "{cells} had other settings of nbgrader's than in the release; they were put back."
    EXCHANGED = "The names of cells had been exchanged; each cell counts as what it was."
    RECOGNISED = "{cells} had lost what tells {them} apart, and {were} recognised."
    STRANGE = "{cells} {were} of another assignment or release, and kept as your own."
    JOINED = "The cell “{cell}” was in {number} pieces; they were put together again."
    COPIES = "The cell “{cell}” was there {number} times. The last one counts; the others were kept as your own cells."
    COPIES_WORKED_ON = (
        "The cell “{cell}” was there {number} times. The last one that was worked on counts; "
        "the others were kept as your own cells."
    )
    RETYPED = "The cell “{cell}” had been made {was}; it is {now} again."
    MOVED = "Cells of the assignment had been moved; they were put back in their order."
    MISSING_CELLS = "{cells} {were} missing and {were} put back."

    INSTEAD = "Instead of your own {path}, that of the assignment was used."
    NOT_FINISHED = "The notebook did not run to its end, so checks that need it earn no points.{why}"


class Trouble(Enum):
    """What is told to the grader alone; it may quote hidden tests."""

    RAISED = "the cell {cell} raised\n{text}"
    WARNED = "the cell {cell} said\n{text}"
    CHECK = "the check {cell} {what}"
    NOT_FINISHED = "the notebook did not run to its end\n{text}"
    INCONSISTENT = (
        "nbgrader would refuse this, saying “Inconsistent checksums for cell {cell}”: the cell is no longer "
        "what the gradebook knows of its release. Run nbgrader generate_assignment again."
    )
    NO_TIME = "timestamp.txt cannot be read, so the gradebook keeps the time it had"


CELL_TYPES = {"code": "a code cell", "markdown": "a text cell", "raw": "a raw cell"}
MOST_NAMED = 5  # cells or files in one sentence


class Refused(Exception):
    """Something cannot be graded; the message is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Message:
    """A message and what it is about.

    `cells` is a list of grade_ids, any other list names files as they are shown; `was` and `now` are types of cells.
    """

    what: Enum
    about: dict = field(default_factory=dict, hash=False)

    def __str__(self):
        about = {
            name: _were(value) if isinstance(value, list) and name != "cells" else value
            for name, value in self.about.items()
        }
        about |= {each: CELL_TYPES.get(about[each], "something else") for each in ("was", "now") if each in about}
        if isinstance(cells := about.get("cells"), list):
            many = len(cells) > 1
            names = ", ".join(f"“{each}”" for each in cells[:MOST_NAMED])
            more = f" and {len(cells) - MOST_NAMED} more" if len(cells) > MOST_NAMED else ""
            about["cells"] = f"The cell{'s' if many else ''} {names}{more}"
            about |= {"were": "were" if many else "was", "them": "them" if many else "it"}
        return self.what.value.format(**about)


def note(what: Enum, /, **about) -> Message:
    """Return a message about something."""
    return Message(what, about)


def _were(files):
    """Return the names of files as the beginning of a sentence on all of them."""
    names = list(dict.fromkeys(files))
    shown = [*names[:MOST_NAMED], *([f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else [])]
    return f"{', '.join(shown[:-1])} and {shown[-1]} were" if len(shown) > 1 else f"{shown[0]} was"
