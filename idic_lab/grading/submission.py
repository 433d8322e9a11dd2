"""A student's files, read as data: never imported, never run, never followed out of their folder."""

from dataclasses import dataclass, field
from pathlib import Path

from idic_lab.answers.file import RefusedFile, parse, render
from idic_lab.grading import choosing, identity, sanitize
from idic_lab.grading.files import File, gather

MISSING = "No answers file came with this submission, so there was nothing to count."
UNREADABLE = "The answers file could not be read, so there was nothing to count."
FROM_COPY = "The answers file could not be read, so its last good copy was counted."
OTHER_BOOK = "The answers file belongs to another assignment, {book}, so there was nothing to count."


@dataclass(frozen=True)
class Submitted:
    """What a student handed in for one notebook: bytes, which can be sent anywhere to be graded."""

    name: str  # of the notebook
    notebook: bytes | None = None
    answers: tuple[File, ...] = ()  # answers files, the one to count first
    # To student and grader, in plain sentences: which of several files was taken, and what was not read
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """The answers of one submission."""

    data: bytes | None = None  # the answers file; None unless it was readable
    values: dict = field(default_factory=dict)  # recorded values by question id
    note: str = ""  # to student and grader when the file could not be read; else empty
    reason: str = ""  # for the grader's log: what was wrong


def read(place: Path, name: str, others=()) -> Submitted:
    """Read what a student handed in for a notebook."""
    return read_all(place, dict.fromkeys([name, *others]))[0]


def read_all(place: Path, sources) -> tuple[Submitted, ...]:
    """Read what a student handed in for every notebook of an assignment."""
    files, said = gather(Path(place), [file for source in sources.values() if source for file in source.files])
    chosen = choosing.choose(files, sources)
    found = []
    for name in sources:
        notebook, answers, sentences = chosen[name]
        found.append(Submitted(name, notebook and notebook.data, tuple(answers), (*said, *sentences)))
        said = []  # what belongs to no notebook is said with the first
    return tuple(found)


def unusable(student: str) -> str:
    """Tell why the folder's name cannot be graded under: formgrader puts it into its pages as it stands."""
    if not (found := identity.problem(student)):
        return ""
    shown = sanitize.name(student)[:60]
    return f"The folder “{shown}” {found}. Give it another name, a student in the course by idic-lab course rename."


def recorded(submitted: Submitted) -> Recorded:
    """Understand the answers of a submission. Of the first answers file that can be read."""
    counted, document, problems = None, None, []
    for each in submitted.answers:
        if counted and each.data == counted.data:
            continue
        try:
            if each.data is None:
                raise RefusedFile(each.problem)
            read = parse(each.data)
        except RefusedFile as problem:
            problems.append((UNREADABLE, f"{sanitize.name(each.name)}: {problem}"))
            continue
        if read["book"] != submitted.name:
            book = f"“{sanitize.name(read['book'][:60])}”"
            problems.append((OTHER_BOOK.format(book=book), f"{sanitize.name(each.name)} holds the answers of {book}"))
        elif not counted:
            counted, document = each, read
    reason = "; ".join(reason for _, reason in problems)
    if counted and document:
        # Written anew rather than copied: only what was understood goes on.
        values = {id: answer["value"] for id, answer in document["answers"].items()}
        expected = counted.name == f"{submitted.name}.answers.json"
        note = "" if expected else f"The answers were taken from {counted.shown}."
        if not expected and any(problem == UNREADABLE for problem, _ in problems):
            note = FROM_COPY
        return Recorded(render(document["book"], document["answers"]), values, note, reason)
    if not problems:
        return Recorded(note=MISSING, reason=f"{submitted.name}.answers.json is missing")
    return Recorded(note=problems[0][0], reason=reason)


def read_answers(folder: Path, name: str) -> Recorded:
    """Read the answers of a submission; :func:`read` and :func:`recorded` in one."""
    return recorded(read(folder, name))
