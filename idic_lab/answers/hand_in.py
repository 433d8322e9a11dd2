"""Before handing in: what is answered, what is missing, what does not fit together; and one zip with a receipt."""

import hashlib
import json
import os
import zipfile
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from idic_lab.answers.recorded import problem

# Once the button has looked again, what the cell said when it ran is old.
OLD_IS_HIDDEN = (
    "<style>.jp-OutputArea:has(.jupyter-widgets .idic-hand-in) .idic-hand-in:not(.jupyter-widgets *)"
    "{display:none}</style>"
)


@dataclass(frozen=True)
class Line:
    """The state of one question: answered when nothing in it is open."""

    prompt: str
    answered: bool
    open: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """What was put into the zip."""

    path: Path  # of the zip
    made_at: str  # ISO-8601 with zone
    files: tuple[tuple[str, int, str], ...]

    def text(self):
        """Return the receipt as it lies in the zip: JSON that people can read too."""
        files = [{"name": name, "bytes": size, "sha256": digest} for name, size, digest in self.files]
        document = {"format": "idic-lab/receipt", "version": 1, "made_at": self.made_at, "files": files}
        return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def lines(book) -> list[Line]:
    """Return the state of every question that the notebook asks, in its order; nothing is said about right or wrong."""
    found = []
    for id, question in book.questions.items():
        refused = problem(book, id)
        value = None if refused else book.get(id)
        notes = [note.text for note in question.notes(value) if note.level == "open"]
        answer = book.answer(id)
        if answer is not None and answer.saved_at is None:
            notes.append("not saved: run its cell again, then answer it again")
        answered = question.complete(value) and not refused and not notes
        found.append(Line(question.prompt.splitlines()[0] or id, answered, tuple([refused] if refused else notes)))
    return found


def notebook_of(book) -> Path | None:
    """Return the notebook that the book lies beside."""
    running = Path(os.environ.get("JPY_SESSION_NAME", "")).name
    for name in (f"{book.name}.ipynb", running):
        place = book.path.parent / name
        if name.endswith(".ipynb") and place.is_file():
            return place
    return None


def pack(book) -> Receipt:
    """Put notebook and answers into one zip, with a receipt."""
    notebook = notebook_of(book)
    if notebook is None:
        raise FileNotFoundError(
            f"There is no {book.name}.ipynb in {book.path.parent}, where your answers are. Save the notebook there."
        )
    if not book.path.is_file():
        raise FileNotFoundError("Nothing has been answered yet, so there is nothing to hand in.")
    contents = {f"{book.name}.ipynb": notebook.read_bytes(), book.path.name: book.path.read_bytes()}
    files = tuple((name, len(data), hashlib.sha256(data).hexdigest()) for name, data in contents.items())
    made_at = datetime.now().astimezone().isoformat(timespec="seconds")
    receipt = Receipt(book.path.parent / f"{book.name}.zip", made_at, files)
    unfinished = receipt.path.with_suffix(".zip.part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
        archive.writestr("receipt.json", receipt.text())
    unfinished.replace(receipt.path)  # a zip that is there is whole
    return receipt


def page(book, inconsistent=()) -> str:
    """Return the state of the work as HTML. Everything that a student typed is escaped."""
    state = lines(book)
    missing = [line for line in state if not line.answered]
    shown = "".join(
        f"<li>○ <strong>{escape(line.prompt)}</strong>: {escape('; '.join(line.open) or 'not answered yet')}</li>"
        for line in missing
    )
    shown += "".join(f"<li>→ {escape(sentence)}</li>" for sentence in inconsistent)
    head = f"{len(state) - len(missing)} of {len(state)} questions are answered."
    head += " Nothing is missing." if not missing and not inconsistent else ""
    return (
        f'{OLD_IS_HIDDEN}<div class="idic-hand-in"><p><strong>{escape(head)}</strong> '
        "This says nothing about right or wrong.</p>"
        f'<ul style="list-style:none;padding-left:4px">{shown}</ul><p>{escape(_saved(book))}</p></div>'
    )


def receipt_page(receipt):
    """Return a receipt as HTML."""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{size:,} bytes</td><td><code>{digest[:16]}…</code></td></tr>"
        for name, size, digest in receipt.files
    )
    made_at = f"{datetime.fromisoformat(receipt.made_at):%H:%M on %d %B %Y}"
    return (
        f"<p><strong>{escape(receipt.path.name)}</strong> is ready, made at {made_at}. It lies beside this notebook: "
        f"hand it in as your course asks. In it are, besides this receipt:</p><table>{rows}</table>"
    )


def _saved(book):
    """Return when the notebook itself was last saved, and whether that was before the last answer."""
    notebook = notebook_of(book)
    if notebook is None:
        return f"There is no notebook {book.name}.ipynb beside your answers: save it under this name."
    saved = datetime.fromtimestamp(notebook.stat().st_mtime).astimezone()
    answered = [answer.saved_at for id in book if (answer := book.answer(id)) and answer.saved_at]
    stale = any(datetime.fromisoformat(at) > saved for at in answered)
    later = " You have answered since then: save it (Ctrl+S, or Cmd+S on a Mac)." if stale else ""
    return f"The notebook was last saved at {saved:%H:%M on %d %B %Y}.{later}"
