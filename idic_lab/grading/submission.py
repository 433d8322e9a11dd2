"""What counts of all that a student handed in: read as data, never run.

What a file is stands in it: answers name their format and their book, a notebook opens a book and its cells have names.
What a file is called only helps where nothing in it tells, and to say which one is meant.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from idic_lab.answers.file import RefusedFile, parse, render
from idic_lab.grading import sanitize
from idic_lab.grading.files import File, gather
from idic_lab.grading.notes import MOST_NAMED, FileNote, Message

MOST_ANSWERS = 6  # files that are sent on to be graded
# Formats that may be the work itself. Others lie beside a notebook by nature: tables, pictures, code.
INSTEAD_OF_WORK = (
    (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".pdf", ".html", ".htm", ".doc", ".docx", ".odt")
    + (".rtf", ".pages", ".webloc", ".url", ".lnk", ".gdoc")  # the last are links to work that lies elsewhere
)

_ANSWERS = re.compile(rb'"format"\s*:\s*"idic-lab\\?/answers"')
_RECEIPT = b'"idic-lab/receipt"'
_NOTEBOOK = re.compile(rb'"(?:cells|worksheets)"\s*:\s*\[')
_BOOK = re.compile(rb"""AnswerBook\(\s*(?:\\"|')([^"'\\]+)""")
_CELL = re.compile(rb'"grade_id"\s*:\s*"([^"\\]+)"')


@dataclass(frozen=True)
class Submitted:
    """What a student handed in for one notebook: bytes, which can be sent anywhere to be graded."""

    name: str  # of the notebook
    notebook: bytes | None = None
    answers: tuple[File, ...] = ()  # answers files, the one to count first
    # To student and grader: which of several files was taken, and what was not read
    messages: tuple[Message, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """The messages in words."""
        return tuple(map(str, self.messages))


@dataclass(frozen=True)
class Recorded:
    """The answers of one submission."""

    data: bytes | None = None  # the answers file; None unless it was readable
    values: dict = field(default_factory=dict)  # recorded values by question id
    message: Message | None = None  # to student and grader, where it is not the file that was expected
    reason: str = ""  # for the grader's log: what was wrong

    @property
    def note(self) -> str:
        """The message in words; empty where there is none."""
        return str(self.message or "")


def read(place: Path, name: str, others=()) -> Submitted:
    """Read what a student handed in for a notebook."""
    return read_all(place, dict.fromkeys([name, *others]))[0]


def read_all(place: Path, sources) -> tuple[Submitted, ...]:
    """Read what a student handed in for every notebook of an assignment: by its name, with the source where known."""
    files, messages = gather(Path(place), [file for source in sources.values() if source for file in source.files])
    kinds: dict[str, list[File]] = {"answers": [], "notebook": [], "other": []}
    for file in files:
        kinds[_kind(file)].append(file)
    answers, about_answers, strange_answers = _choose_answers(kinds["answers"], list(sources))
    notebooks, about_notebooks, strange_notebooks = _choose_notebooks(kinds["notebook"], sources, answers)
    whole = all(
        answers[name] if source and source.answers_lane else notebooks[name] for name, source in sources.items()
    )
    # What belongs to no notebook is said with the first.
    messages += [*strange_answers, *strange_notebooks, *_left(kinds["other"], sources, whole)]
    messages += _receipts(kinds["other"], kinds["answers"])
    found = []
    for name in sources:
        messages += [*about_answers[name], *about_notebooks[name]]
        notebook = notebooks[name]
        found.append(Submitted(name, notebook and notebook.data, tuple(answers[name]), tuple(messages)))
        messages = []
    return tuple(found)


def recorded(submitted: Submitted) -> Recorded:
    """Understand the answers of a submission. Of the first answers file that can be read."""
    counted, document, problems = None, None, []
    for each in submitted.answers:
        if counted and each.data == counted.data:
            continue
        try:
            if each.data is None:
                raise RefusedFile(str(each.problem))
            answers = parse(each.data)
        except RefusedFile as problem:
            problems.append((Message(FileNote.UNREADABLE), f"{sanitize.name(each.name)}: {problem}"))
            continue
        if answers["book"] != submitted.name:
            book = f"“{sanitize.name(answers['book'][:60])}”"
            reason = f"{sanitize.name(each.name)} holds the answers of {book}"
            problems.append((Message(FileNote.OTHER_BOOK, {"book": book}), reason))
        elif not counted:
            counted, document = each, answers
    reason = "; ".join(reason for _, reason in problems)
    if counted and document:
        # Written anew rather than copied: only what was understood goes on.
        values = {id: answer["value"] for id, answer in document["answers"].items()}
        message = None
        if counted.name != f"{submitted.name}.answers.json":
            unread = any(problem.what is FileNote.UNREADABLE for problem, _ in problems)
            message = Message(FileNote.FROM_COPY) if unread else Message(FileNote.FROM_FILE, {"file": counted.shown})
        return Recorded(render(document["book"], document["answers"]), values, message, reason)
    if not problems:
        return Recorded(message=Message(FileNote.MISSING), reason=f"{submitted.name}.answers.json is missing")
    return Recorded(message=problems[0][0], reason=reason)


def _kind(file):
    """Tell what a file is: by what is in it, or for one that nothing can be read of by what it calls itself."""
    name, data = file.name.casefold(), file.data or b""
    answers, notebook = bool(_ANSWERS.search(data)), bool(_NOTEBOOK.search(data))
    if answers and notebook:  # one of them quotes the other
        answers = "format" in _json(data)
    if answers:
        return "answers"
    if notebook or ".ipynb" in name:
        return "notebook"
    return "answers" if "answers" in name and (file.problem or file.data is not None) else "other"


def _choose_answers(candidates, names):
    """Sort answers files by their books, the one to count first.

    Returns by name the files that go on to be graded and the messages on them, and the messages on all others.
    """
    expected, messages = {f"{name}.answers.json" for name in names}, {name: [] for name in names}
    candidates = sorted(candidates, key=lambda file: (file.name not in expected, *_near(file)))
    if len(names) == 1 and len({file.data for file in candidates}) == 1:
        return {names[0]: candidates[:MOST_ANSWERS]}, messages, []  # copies of one file: nothing to choose
    books, broken, strangers = {name: {} for name in names}, [], []
    for file in candidates:
        try:
            document = parse(file.data) if file.data is not None else None
        except RefusedFile:
            document = None
        if document is None:
            broken.append(file)
        elif document["book"] in books:
            content = json.dumps(document["answers"], sort_keys=True)
            books[document["book"]].setdefault(content, (file, document["answers"]))
        else:
            strangers.append((file, document["book"]))
    found = {}
    for name, contents in books.items():
        latest = sorted(contents, key=lambda content: _saves(contents[content][1], content), reverse=True)
        files = [contents[content][0] for content in latest]
        damaged = [file for file in broken if _owner(file.name, names) in (name, None)]
        found[name] = [*files[:1], *damaged, *(file for file, _ in strangers if not files)][:MOST_ANSWERS]
        if len(files) > 1:
            saved_at = max(answer["saved_at"] for answer in contents[latest[0]][1].values())[:16].replace("T", " ")
            about = {"number": len(files), "saved_at": saved_at, **_counted(files[0], files[1:])}
            messages[name].append(Message(FileNote.SEVERAL_ANSWERS, about))
        if files and files[0].name in expected:
            messages[name] += [Message(FileNote.BROKEN_ANSWERS, {"file": file.shown}) for file in damaged]
    left = [
        Message(FileNote.ANSWERS_OF_ANOTHER, {"file": file.shown, "book": sanitize.name(book[:60])})
        for file, book in strangers
        if any(books.values())
    ]
    return found, messages, left[:MOST_NAMED]


def _saves(answers, content):
    """Return what tells of several answers files which was saved last; it is the same in whatever file they lie."""
    times = [datetime.fromisoformat(answer["saved_at"]) for answer in answers.values()]
    latest = max(times, default=datetime.fromtimestamp(0, UTC))
    return latest, sum(answer["revision"] for answer in answers.values()), len(answers), content


def _choose_notebooks(candidates, sources, answers):
    """Choose the notebooks; returned is as from :func:`_choose_answers`, with one file or None for each name."""
    exact = {f"{name}.ipynb": name for name in sources}
    names = [file.name for file in candidates]
    found, messages, left = dict.fromkeys(sources), {name: [] for name in sources}, []
    if len(set(names)) == len(names) and exact.keys() >= set(names):
        found |= {exact[file.name]: file for file in candidates}
    else:
        about, named = {file: _told(file) for file in candidates}, set()
        for name, source in sources.items():
            found[name], others, beside = _notebook(name, source, about, sources, answers[name])
            named |= {file.data for file in (found[name], *others) if file}
            if others:
                what = FileNote.NOTEBOOK_BESIDE_ANSWERS if beside else FileNote.NEWEST_NOTEBOOK
                messages[name].append(Message(what, {"number": len(others) + 1, **_counted(found[name], others)}))
            elif found[name] and found[name].name != f"{name}.ipynb":
                messages[name].append(Message(FileNote.RENAMED_NOTEBOOK, {"file": found[name].shown, "name": name}))
        strange = [file.shown for file in candidates if file.data not in named and not file.hidden]
        left = [Message(FileNote.STRANGE_NOTEBOOKS, {"left": strange})] if strange else []
    for name, file in found.items():
        if file and file.problem:
            messages[name].append(Message(FileNote.UNREADABLE_NOTEBOOK, {"file": file.shown, "problem": file.problem}))
    return found, messages, left


def _notebook(name, source, about, sources, answers):
    """Return which of several notebooks counts for a name, the others, and whether it alone lies beside the answers."""
    ids = {cell.grade_id for cell in source.cells} if source else set()
    places = {file.place for file in answers if file.data == answers[0].data}
    own, ranks, strangers = {}, {}, {}
    for file, (books, cells, readable) in about.items():
        owner = _owner(file.name, sources)
        if name in books or (not books and (owner == name or (owner is None and ids & cells))):
            told = name in books or bool(ids & cells)
            numbers = [int(number) for number in re.findall(r"[0-9]+", file.name)]
            rank = (told, readable, not file.hidden, file.place in places, file.modified, owner == name, numbers)
        elif file.name == f"{name}.ipynb":
            rank = (False,)
        elif not books and owner is None:
            strangers.setdefault(file.data, []).append(file)
            continue
        else:
            continue
        own.setdefault(file.data, []).append(file)
        ranks[file.data] = max(rank, ranks.get(file.data, rank))
    own = own or (strangers if len(strangers) == 1 else {})
    if not own:
        return None, [], False
    data = max(own, key=lambda data: (ranks.get(data, ()), data or b""))
    # Of equal copies the one that has kept its name, or lies nearest to the top.
    first = {each: min(own[each], key=lambda file: (file.name != f"{name}.ipynb", *_near(file))) for each in own}
    chosen = first.pop(data)
    others = [file for file in first.values() if not file.hidden]
    beside = {file.place for file in own[data]} & places and not {file.place for file in others} & places
    return chosen, others, bool(beside)


def _counted(file, others):
    return {"counted": file.shown, "left": [each.shown for each in others]}


def _near(file):
    return file.hidden, file.place.count("/"), file.place, file.name


def _told(file):
    """Return what a notebook tells of itself: the books it opens, the names of its cells, and if it is readable."""
    data = file.data or b""
    books = {book.decode("utf-8", "replace") for book in _BOOK.findall(data)}
    return books, {cell.decode("utf-8", "replace") for cell in _CELL.findall(data)}, "cells" in _json(data)


def _owner(file, names):
    """Return which notebook a file's name speaks of, or None."""
    return max((name for name in names if name.casefold() in file.casefold()), key=len, default=None)


def _json(data):
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _left(others, sources, whole):
    """Return what is said of the files that are neither notebooks nor answers."""
    released = {path.rpartition("/")[2] for source in sources.values() if source for path, _ in source.files}
    named = [
        file.shown
        for file in others
        if not file.hidden
        and file.name not in released
        and _RECEIPT not in (file.data or b"")
        and (not whole or file.problem or file.name.casefold().endswith(INSTEAD_OF_WORK))
    ]
    if not named:
        return []
    records = any(not source or source.answers_lane for source in sources.values())
    remedy = Message(FileNote.HAND_IN if records else FileNote.HAND_IN_NOTEBOOK)
    return [Message(FileNote.CANNOT_BE_GRADED, {"left": named}), *([] if whole else [remedy])]


def _receipts(others, answers):
    """Return what is said of receipts that list none of the answers files beside them."""
    handed_in, said = {hashlib.sha256(file.data or b"").hexdigest() for file in answers}, []
    for file in others:
        document = _json(file.data) if _RECEIPT in (file.data or b"") else {}
        listed = document.get("files")
        digests = {str(each.get("sha256")) for each in listed if isinstance(each, dict)} if type(listed) is list else ()
        if digests and answers and not handed_in & digests:
            said.append(Message(FileNote.RECEIPT, {"file": file.shown}))
    return said[:MOST_NAMED]
