"""Live views: one widget a question, drawn in the browser, every change saved in the answer book by the kernel.

The page sends a value, the kernel checks its shape, records it and answers with what is now on the disk; only that
answer makes a view say "saved". Setting ``view.value`` from Python goes the same way. One view stays open for each
question of a book, so that running a cell again brings back the same one.
"""

from functools import cache

from idic_lab.questions.view import FOLDER, View

__all__ = ["View", "source", "view"]

_open = {}


def source(kind):
    """Return the text of the browser module that draws a kind, with what it stands on."""
    return _class_of(kind.script(), kind.uses)._esm


@cache  # a class for each module, because the page keeps one module and one stylesheet for every class
def _class_of(script, uses):
    parts = [*(FOLDER / name for name in ("saving.js", "shared.js", *uses)), script]
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
