"""Before handing in: what is answered and what is missing; and one zip with a receipt."""

import hashlib
import io
import json
import os
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from idic_lab.answers.storage import rendered
from idic_lab.words import say


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
        refused = question.problem(book.get(id))
        value = None if refused else book.get(id)
        notes = [note.text for note in question.notes(value) if note.level in ("open", "unanswered")]
        answer = book.answer(id)
        if answer is not None and answer.saved_at is None:
            notes.append(say("hand_in.not_saved"))
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


def zipped(book, notebook: bytes) -> tuple[bytes, Receipt]:
    """Return the zip to hand in and its receipt, wherever the answers are kept."""
    saved = book.saved()
    if not saved:
        raise FileNotFoundError(say("hand_in.nothing_answered"))
    contents = {f"{book.name}.ipynb": notebook, book.path.name: rendered(book.name, saved)}
    files = tuple((name, len(data), hashlib.sha256(data).hexdigest()) for name, data in contents.items())
    made_at = datetime.now().astimezone().isoformat(timespec="seconds")
    receipt = Receipt(book.path.parent / f"{book.name}.zip", made_at, files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
        archive.writestr("receipt.json", receipt.text())
    return made.getvalue(), receipt


def pack(book) -> Receipt:
    """Put notebook and answers into one zip beside them, with a receipt."""
    notebook = notebook_of(book)
    if notebook is None:
        raise FileNotFoundError(say("hand_in.no_notebook_here", name=book.name, folder=book.path.parent))
    data, receipt = zipped(book, notebook.read_bytes())
    unfinished = receipt.path.with_suffix(".zip.part")
    unfinished.write_bytes(data)
    unfinished.replace(receipt.path)  # a zip that is there is whole
    return receipt
