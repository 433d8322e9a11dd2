"""A submitted notebook's bytes, understood as far as they can be.

The notebook is built anew from what was understood, so that nothing unseen goes on: no outputs, no metadata but the
names of the assignment's cells.
"""

import json
import re
import secrets

from nbformat import NotebookNode
from nbformat.v4 import nbformat as FORMAT
from nbformat.v4 import nbformat_minor as FORMAT_MINOR

from idic_lab.grading import sanitize

MOST_CELLS = 2_000

MISSING = "No notebook came with this submission, so the recorded answers alone were graded."
UNREADABLE = "The notebook could not be read, so the recorded answers alone were graded."
EMPTY = "The notebook was empty. The assignment's cells were put back."
OLDER = "The notebook was in an older format and was brought to the present one."
CHARACTERS = "Some characters of the notebook could not be read. They are shown as \ufffd."
LEFT_OUT = "Cells of the notebook that could not be read were left out."
TOO_MANY = f"The notebook has more than {MOST_CELLS} cells. The others were left out."

_KEPT = ("grade", "solution", "locked", "task", "points")
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def opened(data: bytes | None):
    """Read a notebook from its bytes, whoever wrote them."""
    if data is None:
        return _notebook(), [MISSING]
    said = []
    document = _document(data, said)
    if not isinstance(document, dict):
        return _notebook(), [UNREADABLE]
    cells, seen = _cells(document, said), set()
    if not cells:
        return _notebook(), [UNREADABLE if LEFT_OUT in said else EMPTY]
    if len(cells) > MOST_CELLS:
        said.append(TOO_MANY)
    kept = [_cell(cell, kind, text, seen) for cell, kind, text in cells[:MOST_CELLS]]
    return _notebook(kept), said


def _notebook(cells=()):
    return NotebookNode(nbformat=FORMAT, nbformat_minor=FORMAT_MINOR, metadata=NotebookNode(), cells=list(cells))


def new_cell(kind: str, text: str, identity: str | None = None) -> NotebookNode:
    """Return a cell; nbformat's own functions check against a schema, which takes longer than all else."""
    more = {"execution_count": None, "outputs": []} if kind == "code" else {}
    identity = identity or secrets.token_hex(4)
    return NotebookNode(id=identity, cell_type=kind, metadata=NotebookNode(), source=text, **more)


def _document(data, said):
    """Return what the JSON holds, or None."""
    try:
        try:
            document = json.loads(data)
        except UnicodeDecodeError:
            said.append(CHARACTERS)
            document = json.loads(data.decode("utf-8", "replace"))
        if _HALF.search(data):  # half a character cannot be written again
            document = json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
        return document
    except (ValueError, RecursionError):
        return None


def _cells(document, said):
    """Return (cell, type, text) of every cell, in notebooks of any format since the first."""
    cells = document.get("cells")
    if not isinstance(cells, list) and isinstance(document.get("worksheets"), list):
        said.append(OLDER)
        sheets = [each.get("cells") for each in document["worksheets"] if isinstance(each, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    found = []
    for cell in cells if isinstance(cells, list) else [None]:
        text = _text(cell)
        if text is None:
            said[:] = [*said, *([] if LEFT_OUT in said else [LEFT_OUT])]
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
