"""The one door for notebooks: show a question, keep its answer.

Every function takes the answer book, the question's id and its prompt, displays, and returns nothing. It always emits
the static view as an output of its own, so that a saved notebook shows the answers without a kernel; where there is
somebody to click, the live view comes below and hides it.
"""

import inspect
import os
import sys
from functools import cache
from html import escape

from idic_lab import (
    questions,
    subject,  # noqa: F401 (registers the kinds of the course)
)
from idic_lab.judging import checks
from idic_lab.questions import static_view

# A notebook opened without its kernel has no live view, only JupyterLab's words about a widget that it cannot find.
INSTEAD_OF_A_LOST_VIEW = (
    "<style>.jp-OutputArea:has(.idic-static) > .jp-OutputArea-child > .lm-Panel.jp-OutputArea-output:not(:has(*))"
    "{font-size:0}.jp-OutputArea:has(.idic-static) > .jp-OutputArea-child > .lm-Panel.jp-OutputArea-output:not(:has(*))"
    "::after{content:'Run this cell to answer.';font-size:13px;opacity:.75}</style>"
)
FRONT_ENDS = ("JPY_SESSION_NAME", "VSCODE_PID", "VSCODE_CWD", "COLAB_RELEASE_TAG")


def live():
    """Tell whether somebody can click: ``IDIC_LAB_VIEW`` says so, or a front end has started this kernel.

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        When ``IDIC_LAB_VIEW`` is neither ``live`` nor ``static``.
    """
    wanted = os.environ.get("IDIC_LAB_VIEW", "")
    if wanted not in ("", "live", "static"):
        raise ValueError(f"IDIC_LAB_VIEW is {wanted!r}. Set it to live or static, or remove it.")
    if wanted or os.environ.get("NBGRADER_EXECUTION"):
        return wanted == "live"
    return sys.platform == "emscripten" or any(name in os.environ for name in FRONT_ENDS)


def __getattr__(name):
    """Return the function that asks a question of a kind: ``ask.KIND(book, id, prompt, …)``."""
    if name not in questions.KINDS:
        raise AttributeError(f"There is no kind of question {name!r}. There are: {', '.join(sorted(questions.KINDS))}.")
    return _asking(questions.KINDS[name])


def __dir__():
    return sorted([*globals(), *questions.KINDS])


@cache
def _asking(kind):
    """Return a function that takes the answer book, the id, the prompt, and what the kind `asks`."""
    order = list(dict.fromkeys(["id", "prompt", *kind.asks]))
    of_class = inspect.signature(kind).parameters
    asked = inspect.Signature(
        [
            inspect.Parameter("book", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            *(of_class[name].replace(default=inspect.Parameter.empty) for name in order[:2]),
            *(of_class[name] for name in order[2:]),
        ]
    )

    def ask(*given, **named):
        bound = asked.bind(*given, **named)
        _show(
            kind(**{name: value for name, value in bound.arguments.items() if name != "book"}), bound.arguments["book"]
        )

    ask.__name__, ask.__doc__, ask.__signature__ = kind.kind, kind.__doc__, asked
    return ask


def item(book, item_id):
    """Ask a question of the item bank, which has something to say about every option."""
    from idic_lab.subject import items

    _show(items.load(item_id), book)


def hand_in(book, inconsistent=()):
    """Show what is answered, what is missing and what does not fit together, and make the zip to hand in.

    Parameters
    ----------
    book : AnswerBook
    inconsistent : sequence of callable
        Each takes the book and returns sentences about answers that do not fit together.
    """
    if os.environ.get("NBGRADER_EXECUTION"):
        return  # it has been handed in
    from IPython.display import display

    from idic_lab.answers import hand_in as desk

    def page():
        return desk.page(book, [sentence for rule in inconsistent for sentence in rule(book)])

    display({"text/plain": "Before you hand in", "text/html": page()}, raw=True)
    if live():
        from idic_lab.questions.hand_in_view import desk as button

        display(button(book, page))


def _show(question, book):
    """Emit the static view and, where there is somebody to click, the live one."""
    from IPython.display import display

    book.questions[question.id] = question
    for notice in book.notices:
        display({"text/plain": notice, "text/html": f"<p><strong>{escape(notice)}</strong></p>"}, raw=True)
    book.notices.clear()
    figure = _figure(question, book)
    if not live():
        display(_page(question, book, figure or _for_readers(question, book)), raw=True)
        return
    handle = display(_page(question, book, figure + INSTEAD_OF_A_LOST_VIEW), raw=True, display_id=True)
    from idic_lab.questions import views

    view = views.view(question, book)

    def after_saving():
        figure = _figure(question, book)
        view.picture = figure
        if handle is not None:  # None where no kernel shows anything
            handle.update(_page(question, book, figure + INSTEAD_OF_A_LOST_VIEW), raw=True)

    view.picture, view.on_saved = figure, [after_saving]
    display(view)


def _page(question, book, more):
    """Return the static view as an output, with more HTML at its end, such as the figure behind a guess."""
    answer = book.answer(question.id)
    page = static_view.view(question, answer, book.name)
    state = "no answer yet" if answer is None else f"answered, {static_view.state(answer)}"
    return {
        "text/plain": f"{question.prompt} [{state}]",
        "text/html": f"{page.removesuffix('</div>')}{more}</div>",
    }


def _figure(question, book):
    """Return the figure behind a guess as HTML, or nothing while there is no guess that can be read."""
    value = book.get(question.id) if question.kind == "guess" else None
    return _draw(question, question.read(value)) if question.complete(value) else ""


def _for_readers(question, book):
    """Return the figure that somebody sees who can neither guess nor turn a dial."""
    if question.kind == "guess":
        return f"<details><summary>Show the figure without a guess</summary>{_draw(question, None)}</details>"
    if question.kind == "explore" and not os.environ.get("NBGRADER_EXECUTION"):  # a grader reads where the dials stand
        from idic_lab.subject import plots

        value = checks.recorded(book, question.id)  # a file edited by hand can hold a position that no dial has
        middle = {dial.key: dial.positions[len(dial.positions) // 2] for dial in question.dials}
        return plots.picture(plots.frame(question, value if question.complete(value) else middle))
    return ""


def _draw(question, guessed):
    from idic_lab.subject import plots

    return plots.picture(question.reveal(guessed))
