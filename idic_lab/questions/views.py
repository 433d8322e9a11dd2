"""Live views: one widget a question, drawn in the browser, every change saved in the answer book by the kernel.

The page sends a value, the kernel checks its shape, records it and answers with what is now on the disk; only that
answer makes a view say "saved". Setting ``view.value`` from Python goes the same way. One view stays open for each
question of a book, so that running a cell again brings back the same one.
"""

import logging
import threading
from contextlib import suppress
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import anywidget
import ipywidgets
import traitlets
from anywidget.experimental import command

from idic_lab.answers import NoAnswer, NotSaved
from idic_lab.questions import BadAnswer
from idic_lab.words import clock, say, when

FOLDER = Path(__file__).parent

_log = logging.getLogger(__name__)
_open = {}


class View(anywidget.AnyWidget):
    """The live view of one question."""

    question = traitlets.Dict().tag(sync=True)
    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    picture = traitlets.Unicode("").tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    _css = (FOLDER / "style.css").read_text(encoding="utf-8")

    def __init__(self, question, book):
        self._lock = threading.RLock()  # a save arrives on another thread while a cell runs
        self._is_reading = True  # the book's own value is not saved again
        self.on_saved = []
        self._asked, self._book = question, book
        super().__init__(question=question.spec(), words=question.page_words(), layout=_layout(), **self._state())
        self._is_reading = False

    def ask(self, question, book):
        """Show this question, as it now stands in this book; for a cell that is run again."""
        with self._lock:
            self._asked, self._book = question, book
            self.words = question.page_words()
            self.question = question.spec()
            self._refresh()

    def _state(self, error=""):
        """Return value and saved as the book has them."""
        answer = self._book.answer(self._asked.id)
        value = None if answer is None else answer.value
        return {
            "value": value,
            "saved": {
                "revision": 0 if answer is None else answer.revision,
                "at": None if answer is None else _time(answer.saved_at),
                "notes": _notes(self._asked, value),
                "error": error,
                "place": sha256(str(self._book.path).encode()).hexdigest()[:12],
            },
        }

    def _refresh(self, error=""):
        """Take over what the book holds, without saving it again."""
        self._is_reading = True
        try:
            for name, state in self._state(error).items():
                setattr(self, name, state)
        finally:
            self._is_reading = False

    @traitlets.validate("value")
    def _check(self, proposal):
        return proposal.value if self._is_reading else self._checked(proposal.value)

    def _checked(self, value):
        """Return a value that is an answer to this question, or raise BadAnswer."""
        if value is not None:
            self._asked.check_shape(value)
        return value

    @traitlets.observe("value")
    def _record(self, change):
        if not self._is_reading:
            self._keep(change.new)

    def _keep(self, value):
        """Record a value that has the right shape; what cannot be saved stays in the book's memory and says so."""
        error = ""
        try:
            if value is None:
                with suppress(NoAnswer):
                    self._book.clear(self._asked.id)
            else:
                self._book.record(self._asked.id, value)
        except NotSaved as problem:
            error = problem.why
        self._refresh(error)
        if not error:
            self._call_back()

    def _call_back(self):
        for callback in self.on_saved:
            try:
                callback()
            except Exception:  # the answer is saved, whatever else fails
                _log.exception("After saving %s", self._asked.id)

    @command
    def _save(self, message, buffers):
        value = message["value"]
        # ipykernel gives the page's next message to the thread that spoke last, so the view speaks once, at the end.
        with self._lock, self.hold_sync():
            try:
                if value == self.value:  # a trait calls nobody when nothing changes
                    self._keep(self._checked(value))
                else:
                    self.value = value
            except BadAnswer as problem:
                return {**self.saved, "notes": [], "error": str(problem)}, buffers
            return self.saved, buffers

    @command
    def _undo(self, message, buffers):
        with self._lock, self.hold_sync():
            try:
                self._book.undo(self._asked.id)
            except NotSaved as problem:
                self._refresh(problem.why)
            except LookupError:
                hint = {"level": "hint", "text": say("notes.no_more_undo"), "where": ""}
                return {**self.saved, "notes": [*self.saved["notes"], hint]}, buffers
            else:
                self._refresh()
                self._call_back()
            return self.saved, buffers

    @command
    def _ping(self, message, buffers):
        return self.saved["revision"], buffers


@cache
def _layout():
    """Return the layout of all views; one of its own for each would double what Run All sends to the page."""
    return ipywidgets.Layout()


def _notes(question, value):
    """Return the notes as JSON; on a value that is no answer to this question any more, why it is none."""
    if problem := question.problem(value):
        return [{"level": "open", "text": problem, "where": ""}]
    return [{"level": note.level, "text": note.text, "where": note.where} for note in question.notes(value)]


def _time(saved_at):
    """Return when something was saved as people say it, with the day where that is not today."""
    if saved_at is None:
        return None
    saved = datetime.fromisoformat(saved_at)
    if saved.date() == datetime.now(saved.tzinfo).date():
        return clock(saved)
    return when(saved)


def source(kind):
    """Return the text of the browser module that draws a kind, with what it stands on."""
    return _class_of(kind.script(), kind.uses)._esm


@cache  # a class for each module, because the page keeps one module and one stylesheet for every class
def _class_of(script, uses):
    parts = [*(FOLDER / name for name in ("words.js", "saving.js", "shared.js", *uses)), script]
    module = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    return type(f"{script.stem.title()}View", (View,), {"_esm": module, "__module__": __name__})


def view(question, book) -> View:
    """Return the live view of a question: the one that is open already, or a new one."""
    place = (book.path, question.id)
    of_kind = _class_of(question.script(), question.uses)
    found = _open.get(place)
    if isinstance(found, of_kind) and found.comm is not None:
        found.ask(question, book)
        return found
    if found is not None:
        found.close()
    _open[place] = of_kind(question, book)
    return _open[place]
