"""A student's files, read as data: never imported, never followed out of their folder."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from idic_lab import answer_file
from idic_lab.answer_format import OtherBook, RefusedFile, render

MISSING = "No answers file came with this submission, so there was nothing to count."
UNREADABLE = "The answers file could not be read, so there was nothing to count."
FROM_COPY = "The answers file could not be read, so its last good copy was counted."
OTHER_BOOK = "The answers file belongs to another assignment, so there was nothing to count."


@dataclass(frozen=True)
class Recorded:
    """The answers of one submission.

    Parameters
    ----------
    data : bytes or None
        The answers file; None unless it was readable.
    values : dict
        Recorded values by question id.
    note : str
        To student and grader when the file could not be read; else empty.
    reason : str
        For the grader's log: what was wrong.
    """

    data: bytes | None = None
    values: dict = field(default_factory=dict)
    note: str = ""
    reason: str = ""


def read_answers(folder, name):
    """Read the answers file of a submission.

    Parameters
    ----------
    folder : path
        Of the submission.
    name : str
        Of the notebook, whose answers are in ``NAME.answers.json``.

    Returns
    -------
    Recorded
        Whatever the file is: nothing that a student can hand in raises here.
    """
    path, copy = Path(folder, f"{name}.answers.json"), Path(folder, f"{name}.answers.backup.json")
    try:
        return _understood(answer_file.read(path, book=name))
    except FileNotFoundError:
        note, reason = MISSING, f"{path} is missing"
    except OtherBook as problem:
        return Recorded(note=OTHER_BOOK, reason=str(problem))
    except (RefusedFile, OSError) as problem:
        note, reason = UNREADABLE, str(problem)
    try:
        # An answer book opens from this copy as well when its file is damaged or gone.
        return _understood(answer_file.read(copy, book=name), note=FROM_COPY, reason=reason)
    except (RefusedFile, OSError):
        return Recorded(note=note, reason=reason)


def _understood(document, **said):
    # Written anew rather than copied: only what was understood goes on.
    values = {id: answer["value"] for id, answer in document["answers"].items()}
    return Recorded(render(document["book"], document["answers"]), values, **said)


def disarm(assignment, student, notebooks):
    """Replace links, pipes and the like in a submission by a text that names them: nbgrader's copying follows them.

    nbgrader calls this before it copies a submission (``Autograde.pre_convert_hook``).

    Parameters
    ----------
    assignment, student : str
        As nbgrader was asked, possibly ``*``.
    notebooks : list of str
        Paths of the submission's notebooks.
    """
    for folder in {os.path.dirname(notebook) for notebook in notebooks}:
        for here, _, files in os.walk(folder):
            for file in files:
                path = os.path.join(here, file)
                if not stat.S_ISREG(os.lstat(path).st_mode):
                    where = f" to {os.readlink(path)}" if os.path.islink(path) else ""
                    os.remove(path)
                    Path(path).write_text(f"This was not a plain file but a link or a device{where}.\n", "utf-8")
