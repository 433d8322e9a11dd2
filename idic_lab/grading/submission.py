"""A student's files, read as data: never imported, never run, never followed out of their folder."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from idic_lab.answer_format import MAX_BYTES, RefusedFile, parse, render
from idic_lab.grading import harmless, identity
from idic_lab.grading.files import File, in_folder, in_zip, loaded

MISSING = "No answers file came with this submission, so there was nothing to count."
UNREADABLE = "The answers file could not be read, so there was nothing to count."
FROM_COPY = "The answers file could not be read, so its last good copy was counted."
OTHER_BOOK = "The answers file belongs to another assignment, so there was nothing to count."

LARGEST_NOTEBOOK = 20_000_000
MOST_ANSWERS = 6  # copies of the answers file that are tried
# What a browser adds to the name of a second download, and JupyterLab to that of a copy.
_COPY = r"(?: ?\((\d{1,3})\)|-Copy(\d{1,3}))?"
_NOTEBOOK, _ANSWERS = rf"{_COPY}\.ipynb", rf"{_COPY}\.answers(?:\.backup)?{_COPY}\.json"


@dataclass(frozen=True)
class Submitted:
    """What a student handed in for one notebook: bytes, which can be sent anywhere to be graded.

    Parameters
    ----------
    name : str
        Of the notebook.
    notebook : bytes or None
    answers : tuple of File
        Answers files, the one to count first.
    said : tuple of str
        To student and grader, in plain sentences: which of several files was taken, and what was not read.
    """

    name: str
    notebook: bytes | None = None
    answers: tuple[File, ...] = ()
    said: tuple[str, ...] = ()


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


def read(place, name, others=()):
    """Read what a student handed in for a notebook.

    Parameters
    ----------
    place : path
        Of the submission: a folder, or a zip. A folder that holds the work only as a zip is looked into.
    name : str
        Of the notebook.
    others : collection of str
        Names of the assignment's other notebooks, which are not taken for a renamed one.

    Returns
    -------
    Submitted
        Whatever lies there: nothing that a student can hand in raises here.
    """
    place, said = Path(place), []
    files = in_zip(place, said) if place.is_file() else in_folder(place, lambda file: _wanted(file, name))
    if all(_is(each.name, ".zip") for each in files):
        newest = sorted(files, key=lambda each: each.modified, reverse=True)
        files = next((found for each in newest if each.path and (found := in_zip(each.path, said))), [])
    notebooks = {each: copy for each in files if (copy := _copy(each.name, name, _NOTEBOOK))}
    if not notebooks:
        strangers = [each for each in files if _is(each.name, ".ipynb")]
        if len(strangers) == 1 and Path(strangers[0].name).stem not in others:
            notebooks = {strangers[0]: ("", 0)}
    chosen = max(notebooks, key=lambda each: (not each.problem, each.modified, notebooks[each][1]), default=None)
    own = notebooks[chosen][0] if chosen else ""
    if chosen:
        shown = harmless.name(chosen.name)
        if len(notebooks) > 1:
            said.append(f"There were {len(notebooks)} copies of the notebook. The newest, “{shown}”, was graded.")
        elif chosen.name != f"{name}.ipynb":
            said.append(f"The notebook was named “{shown}” and was taken for “{name}.ipynb”.")
        chosen = loaded(chosen, LARGEST_NOTEBOOK)
        said += [f"“{shown}” {chosen.problem}."] if chosen.problem else []
    answers = {each: copy for each in files if (copy := _copy(each.name, name, _ANSWERS))}

    def order(each):
        mark, number = answers[each]
        return mark != own, -each.modified if mark != own else 0, -number, ".backup" in each.name

    tried = tuple(loaded(each, MAX_BYTES) for each in sorted(answers, key=order)[:MOST_ANSWERS])
    return Submitted(name, chosen.data if chosen else None, tried, tuple(said))


def unusable(student):
    """Tell why a student cannot be graded under the name of the folder: formgrader puts it into its pages as it stands.

    Parameters
    ----------
    student : str

    Returns
    -------
    str
        A sentence for the grader; empty for a name that is fine.
    """
    if not (found := identity.problem(student)):
        return ""
    shown = harmless.name(student)[:60]
    return f"The folder “{shown}” {found}. Give it another name, a student in the course by idic-lab course rename."


def recorded(submitted):
    """Understand the answers of a submission.

    Parameters
    ----------
    submitted : Submitted

    Returns
    -------
    Recorded
        Of the first answers file that can be read.
    """
    problems = []
    for each in submitted.answers:
        try:
            if each.data is None:
                raise RefusedFile(each.problem)
            document = parse(each.data)
        except RefusedFile as problem:
            problems.append((UNREADABLE, f"{each.name}: {problem}"))
            continue
        if document["book"] != submitted.name:
            problems.append((OTHER_BOOK, f"{each.name} holds the answers of {document['book'][:60]!r}"))
            continue
        # Written anew rather than copied: only what was understood goes on.
        values = {id: answer["value"] for id, answer in document["answers"].items()}
        data = render(document["book"], document["answers"])
        expected = each.name == f"{submitted.name}.answers.json"
        counted = "" if expected else f"The answers were taken from “{each.name}”."
        return Recorded(data, values, FROM_COPY if problems else counted, "; ".join(reason for _, reason in problems))
    if not problems:
        return Recorded(note=MISSING, reason=f"{submitted.name}.answers.json is missing")
    return Recorded(note=problems[0][0], reason="; ".join(reason for _, reason in problems))


def read_answers(folder, name):
    """Read the answers of a submission; :func:`read` and :func:`recorded` in one.

    Parameters
    ----------
    folder : path
        Of the submission.
    name : str
        Of the notebook.

    Returns
    -------
    Recorded
    """
    return recorded(read(folder, name))


def _copy(file, name, pattern):
    """Return which copy a file is: its mark and number, ("", 0) for the original, None for something else."""
    found = re.fullmatch(f"{re.escape(name)}{pattern}", file, re.IGNORECASE)
    if not found:
        return None
    mark = next((each for each in found.groups() if each), "")
    return mark, int(mark or 0)


def _is(file, ending):
    return file.casefold().endswith(ending)


def _wanted(file, name):
    return _is(file, ".ipynb") or _is(file, ".zip") or _copy(file, name, _ANSWERS)
