"""What is said of a hand-in, to its student and to the grader: which message, and what it is about.

The program compares and passes on the members of :class:`Said`; the words stand here, and are put together when they
are shown.
"""

from dataclasses import dataclass, field
from enum import Enum

MOST_NAMED = 5  # files in one sentence


class Said(Enum):
    """The messages, each with its words. Those that begin with a small letter end a sentence about a file."""

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


@dataclass(frozen=True)
class Message:
    """A message and what it is about; files are named as they are shown, several of them in a list."""

    what: Said
    about: dict = field(default_factory=dict, hash=False)

    def __str__(self):
        return self.what.value.format(
            **{name: _were(value) if isinstance(value, list) else value for name, value in self.about.items()}
        )


def _were(files):
    """Return the names of files as the beginning of a sentence on all of them."""
    names = list(dict.fromkeys(files))
    shown = [*names[:MOST_NAMED], *([f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else [])]
    return f"{', '.join(shown[:-1])} and {shown[-1]} were" if len(shown) > 1 else f"{shown[0]} was"
