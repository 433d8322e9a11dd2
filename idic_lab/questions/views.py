"""Live views: one widget a question, drawn in the browser, every change saved in the answer book by the kernel.

The page sends a value, the kernel checks its shape, records it and answers with what is now on the disk; only that
answer makes a view say "saved". Setting ``view.value`` from Python goes the same way. One view stays open for each
question of a book, so that running a cell again brings back the same one.
"""

from idic_lab.questions.live import FOLDER, View

__all__ = ["FOLDER", "MODULES", "View", "source", "view"]

# Which browser module draws which kind of question.
MODULES = {
    "choice": "choice.js",
    "choices": "choice.js",
    "number": "field.js",
    "guess": "field.js",
    "text": "field.js",
    "long_text": "field.js",
    "trust": "trust.js",
    "board": "board.js",
    "table": "table.js",
    "sort": "sort.js",
    "rate": "rate.js",
    "explore": "explore.js",
}

_open = {}


def source(name):
    """Return the text of a browser module, with what it stands on."""
    parts = ("saving.js", "shared.js", *(["reading.js"] if name == "field.js" else []), name)
    return "\n".join((FOLDER / part).read_text(encoding="utf-8") for part in parts)


# A class each, because the page keeps one module and one stylesheet for every class.
_VIEWS = {
    name: type(
        f"{name.removesuffix('.js').title()}View",
        (View,),
        {"_esm": source(name), "__module__": __name__},
    )
    for name in set(MODULES.values())
}


def view(question, book):
    """Return the live view of a question: the one that is open already, or a new one.

    Parameters
    ----------
    question : idic_lab.questions.Question
    book : idic_lab.answers.AnswerBook

    Returns
    -------
    View
    """
    place = (book.path, question.id)
    of_kind = _VIEWS[MODULES[question.kind]]
    found = _open.get(place)
    if isinstance(found, of_kind) and found.comm is not None:
        found.ask(question, book)
        return found
    if found is not None:
        found.close()
    _open[place] = of_kind(question, book)
    return _open[place]
