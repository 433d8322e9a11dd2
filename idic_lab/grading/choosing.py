"""Which of the files that a student handed in count.

What a file is stands in it: answers name their format and their book, a notebook opens a book and its cells have names.
What a file is called only helps where nothing in it tells, and to say which one is meant.
"""

import hashlib
import json
import re
from datetime import UTC, datetime

from idic_lab.answers.file import RefusedFile, parse
from idic_lab.grading import sanitize

RECEIPT = "{} was made for other answers: these were saved again after it, or it is somebody else's."
HAND_IN = "Hand in the notebook together with its answers file, or the zip that the notebook makes of both."
HAND_IN_NOTEBOOK = "Hand in the notebook itself, the file that ends in .ipynb."

MOST_ANSWERS = 6  # that are sent on to be graded
MOST_NAMED = 5
# Formats that may be the work itself. Others lie beside a notebook by nature: tables, pictures, code.
INSTEAD_OF_WORK = (
    (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".pdf", ".html", ".htm", ".doc", ".docx", ".odt")
    + (".rtf", ".pages", ".webloc", ".url", ".lnk", ".gdoc")  # the last are links to work that lies elsewhere
)

_ANSWERS = re.compile(rb'"format"\s*:\s*"idic-lab\\?/answers"')
_NOTEBOOK = re.compile(rb'"(?:cells|worksheets)"\s*:\s*\[')
_BOOK = re.compile(rb"""AnswerBook\(\s*(?:\\"|')([^"'\\]+)""")
_CELL = re.compile(rb'"grade_id"\s*:\s*"([^"\\]+)"')


def choose(files, sources):
    """Choose what counts of all the files of a submission."""
    kinds = {"answers": [], "notebook": [], "other": []}
    for file in files:
        kinds[_kind(file)].append(file)
    answers, about_answers, answers_left = _answers(kinds["answers"], list(sources))
    notebooks, about_notebooks, notebooks_left = _notebooks(kinds["notebook"], sources, answers)
    whole = all(
        answers[name] if source and source.answers_lane else notebooks[name] for name, source in sources.items()
    )
    left = [*answers_left, *notebooks_left, *_left(kinds["other"], sources, whole)]
    left += _receipts(kinds["other"], kinds["answers"])
    found = {}
    for name in sources:
        found[name] = notebooks[name], answers[name], [*left, *about_answers.get(name, []), *about_notebooks[name]]
        left = []
    return found


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


def _answers(candidates, names):
    """Sort answers files by their books, the one to count first.

    Returns by name the files that go on to be graded and what is said of them, and a list of sentences on the others.
    """
    expected = {f"{name}.answers.json" for name in names}
    candidates = sorted(candidates, key=lambda file: (file.name not in expected, *_near(file)))
    if len(names) == 1 and len({file.data for file in candidates}) == 1:
        return {names[0]: candidates[:MOST_ANSWERS]}, {}, []  # copies of one file: nothing to choose
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
    found, said = {}, {}
    for name, contents in books.items():
        latest = sorted(contents, key=lambda content: _saves(contents[content][1], content), reverse=True)
        files = [contents[content][0] for content in latest]
        damaged = [file for file in broken if _owner(file.name, names) in (name, None)]
        found[name] = [*files[:1], *damaged, *(file for file, _ in strangers if not files)][:MOST_ANSWERS]
        if len(files) > 1:
            saved_at = max(answer["saved_at"] for answer in contents[latest[0]][1].values())[:16].replace("T", " ")
            said[name] = [
                f"There were {len(files)} answers files of different content. {files[0].shown} has the latest save "
                f"({saved_at}) and was counted. {_named(files[1:])} left aside."
            ]
        if files and files[0].name in expected:
            said.setdefault(name, []).extend(f"{file.shown} could not be read and was left aside." for file in damaged)
    left = [
        f"{file.shown} holds the answers of another assignment, “{sanitize.name(book[:60])}”, and was left aside."
        for file, book in strangers
        if any(books.values())
    ]
    return found, said, left[:MOST_NAMED]


def _saves(answers, content):
    """Return what tells of several answers files which was saved last; it is the same in whatever file they lie."""
    times = [datetime.fromisoformat(answer["saved_at"]) for answer in answers.values()]
    latest = max(times, default=datetime.fromtimestamp(0, UTC))
    return latest, sum(answer["revision"] for answer in answers.values()), len(answers), content


def _notebooks(candidates, sources, answers):
    """Choose the notebooks; what is returned is as from :func:`_answers`, with one file or None for each name."""
    exact = {f"{name}.ipynb": name for name in sources}
    names = [file.name for file in candidates]
    found, said, left = dict.fromkeys(sources), {name: [] for name in sources}, []
    if len(set(names)) == len(names) and exact.keys() >= set(names):
        found |= {exact[file.name]: file for file in candidates}
    else:
        about = {file: _told(file) for file in candidates}
        for name, source in sources.items():
            found[name] = _notebook(name, source, about, sources, answers[name], said[name])
        kept = {file.data for file in found.values() if file}
        named = " ".join(sentence for sentences in said.values() for sentence in sentences)
        left = [file for file in candidates if file.data not in kept and not file.hidden and file.shown not in named]
        left = [f"{_named(left)} left aside: no notebook of this assignment."] if left else []
    for name, file in found.items():
        if file and file.problem:
            said[name].append(f"{file.shown} {file.problem}.")
    return found, said, left


def _notebook(name, source, about, sources, answers, said):
    """Return which of several notebooks counts for a name, or None."""
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
        return None
    data = max(own, key=lambda data: (ranks.get(data, ()), data or b""))
    # Of equal copies the one that has kept its name, or lies nearest to the top.
    first = {each: min(own[each], key=lambda file: (file.name != f"{name}.ipynb", *_near(file))) for each in own}
    chosen = first.pop(data)
    others = [file for file in first.values() if not file.hidden]
    if others:
        beside = {file.place for file in own[data]} & places and not {file.place for file in others} & places
        said.append(
            f"There were {len(others) + 1} different copies of the notebook. {chosen.shown}, "
            f"{'the one beside the answers' if beside else 'the newest'}, was graded. {_named(others)} left aside."
        )
    elif chosen.name != f"{name}.ipynb":
        said.append(f"The notebook was named {chosen.shown} and was taken for “{name}.ipynb”.")
    return chosen


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
        file
        for file in others
        if not file.hidden
        and file.name not in released
        and b'"idic-lab/receipt"' not in (file.data or b"")
        and (not whole or file.problem or file.name.casefold().endswith(INSTEAD_OF_WORK))
    ]
    if not named:
        return []
    said = [f"{_named(named)} left aside: this kind of file cannot be graded."]
    if whole:
        return said
    records = any(not source or source.answers_lane for source in sources.values())
    return [*said, HAND_IN if records else HAND_IN_NOTEBOOK]


def _receipts(others, answers):
    """Return what is said of receipts that list none of the answers files beside them."""
    handed_in, said = {hashlib.sha256(file.data or b"").hexdigest() for file in answers}, []
    for file in others:
        document = _json(file.data) if b'"idic-lab/receipt"' in (file.data or b"") else {}
        listed = document.get("files")
        digests = {str(each.get("sha256")) for each in listed if isinstance(each, dict)} if type(listed) is list else ()
        if digests and answers and not handed_in & digests:
            said.append(RECEIPT.format(file.shown))
    return said[:MOST_NAMED]


def _named(files):
    """Return the names of files as the beginning of a sentence on all of them."""
    names = list(dict.fromkeys(file.shown for file in files))
    shown = [*names[:MOST_NAMED], *([f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else [])]
    return f"{', '.join(shown[:-1])} and {shown[-1]} were" if len(shown) > 1 else f"{shown[0]} was"
