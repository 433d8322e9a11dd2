"""The notebook of a submission: its bytes understood as far as they can be, and the graded one written.

It is built anew from what was understood, so that nothing unseen goes on: no outputs, no metadata but the names of the
assignment's cells.
"""

import json
import re
import secrets

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import nbformat as FORMAT
from nbformat.v4 import nbformat_minor as FORMAT_MINOR
from nbformat.v4.rwbase import split_lines, strip_transient

from idic_lab.grading import sanitize
from idic_lab.grading.notes import NotebookNote, note

MOST_CELLS = 2_000
# Roles of the cells that grading adds: what is told, and an answer that is shown once more
NOTICE, REPEATED = "notice", "recall"

_KEPT = ("grade", "solution", "locked", "task", "points")
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def opened(data: bytes | None):
    """Read a notebook from its bytes, whoever wrote them."""
    if data is None:
        return _notebook(), [note(NotebookNote.NO_NOTEBOOK)]
    found: set[NotebookNote] = set()
    document = _document(data, found)
    cells = _cells(document, found) if isinstance(document, dict) else []
    if not cells:
        readable = isinstance(document, dict) and NotebookNote.LEFT_OUT not in found
        return _notebook(), [note(NotebookNote.EMPTY if readable else NotebookNote.UNREADABLE_NOTEBOOK)]
    if len(cells) > MOST_CELLS:
        found.add(NotebookNote.TOO_MANY)
    seen: set[str] = set()
    kept = [_cell(cell, kind, text, seen) for cell, kind, text in cells[:MOST_CELLS]]
    return _notebook(kept), [note(each, most=MOST_CELLS) for each in NotebookNote if each in found]


def written(made, source, notes) -> bytes:
    """Return the bytes of a graded notebook, in one line, which takes a tenth of the time of nbformat's own."""
    if notes:
        lines = [f"- {sanitize.markdown(str(each))}" for each in notes]
        cell = new_cell("markdown", "\n".join(["**Please note**", "", *lines]))
        cell.metadata = NotebookNode(idic_lab={"role": NOTICE})
        made.cells.insert(0, cell)
    if source.kernel:
        made.metadata["kernelspec"] = source.kernel
    nbformat.validate(made)
    text = json.dumps(strip_transient(split_lines(made)), ensure_ascii=False, sort_keys=True)
    return text.encode("utf-8", "replace") + b"\n"


def repeat_answers(made, source):
    """Show recorded answers once more right above the tasks that a person marks, where they stand further up."""
    asked, above, cells = {}, [], []
    for cell in made.cells:
        if name := grade_id(cell):
            shown = {question for each in above for question in _shown(each)}
            missing = [each for each in source[name].questions if each in asked and each not in shown]
            if missing:
                place = cells.index(above[0]) if above else len(cells)
                cells[place:place] = [_once_more(asked[each]) for each in missing]
            about = cell.metadata["nbgrader"]
            is_asking = cell.cell_type == "code" and about.get("locked") and not about.get("grade")
            above = [*above, cell] if is_asking else []
            asked |= _shown(cell) if is_asking else {}
        cells.append(cell)
    made.cells = cells


def grade_id(cell) -> str | None:
    """Return by which name nbgrader knows a cell."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _shown(cell):
    """Return the outputs that show a question, by its id; `ask` leaves it with the output."""
    about = ((output.get("metadata", {}).get("idic_lab", {}), output) for output in cell.get("outputs", []))
    return {each["question"]: output for each, output in about if "question" in each}


def _once_more(output):
    cell = new_cell("code", "# Recorded further up, shown here once more.")
    cell.metadata = NotebookNode(idic_lab={"role": REPEATED}, jupyter={"source_hidden": True})
    cell.outputs = [nbformat.from_dict(output)]
    return cell


def _notebook(cells=()):
    return NotebookNode(nbformat=FORMAT, nbformat_minor=FORMAT_MINOR, metadata=NotebookNode(), cells=list(cells))


def new_cell(kind: str, text: str, identity: str | None = None) -> NotebookNode:
    """Return a cell; nbformat's own functions check against a schema, which takes longer than all else."""
    more = {"execution_count": None, "outputs": []} if kind == "code" else {}
    identity = identity or secrets.token_hex(4)
    return NotebookNode(id=identity, cell_type=kind, metadata=NotebookNode(), source=text, **more)


def _document(data, found):
    """Return what the JSON holds, or None."""
    try:
        try:
            document = json.loads(data)
        except UnicodeDecodeError:
            found.add(NotebookNote.CHARACTERS)
            document = json.loads(data.decode("utf-8", "replace"))
        if _HALF.search(data):  # half a character cannot be written again
            document = json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
        return document
    except (ValueError, RecursionError):
        return None


def _cells(document, noted):
    """Return (cell, type, text) of every cell, in notebooks of any format since the first."""
    cells = document.get("cells")
    if not isinstance(cells, list) and isinstance(document.get("worksheets"), list):
        noted.add(NotebookNote.OLDER)
        sheets = [each.get("cells") for each in document["worksheets"] if isinstance(each, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    found = []
    for cell in cells if isinstance(cells, list) else [None]:
        text = _text(cell)
        if text is None:
            noted.add(NotebookNote.LEFT_OUT)
            continue
        kind = cell.get("cell_type")
        if kind == "heading":  # until format 3
            level = cell.get("level")
            kind, text = "markdown", f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 1)} {text}"
        found.append((cell, kind if kind in ("code", "markdown") else "raw", text))
    return found


def _text(cell):
    """Return a cell's text as UTF-8 can hold it; None for what is no cell."""
    text = cell.get("source", cell.get("input", "")) if isinstance(cell, dict) else None
    if isinstance(text, list) and all(isinstance(each, str) for each in text):
        text = "".join(text)
    return text.encode("utf-8", "replace").decode() if isinstance(text, str) else None


def _cell(cell, kind, text, seen):
    identity = cell.get("id")
    usable = isinstance(identity, str) and _ID.fullmatch(identity) and identity not in seen
    made = new_cell(kind, text, identity if usable else None)
    seen.add(made.id)
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(about, dict) and isinstance(about.get("grade_id"), str):
        kept = {key: about[key] for key in _KEPT if isinstance(about.get(key), (bool, int, float))}
        made.metadata["nbgrader"] = NotebookNode(kept, grade_id=about["grade_id"])
    if kind == "markdown" and (pictures := sanitize.attachments(cell.get("attachments"))):
        made["attachments"] = pictures
    return made
