"""The one door for notebooks: show a question, keep its answer.

Every function takes the answer book, the question's id and its prompt, displays, and returns nothing. It always emits
the static view as an output of its own, so that a saved notebook shows the answers without a kernel; where there is
somebody to click, the live view comes below and hides it.
"""

import os
import sys
from html import escape

from idic_lab import questions
from idic_lab.judging import checks
from idic_lab.questions import static

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


def choice(book, id, prompt, options):
    """Ask for one of several options, given as ``{key: text}`` or a list of texts (keys a, b, c …)."""
    _show(questions.Choice(id, prompt, options), book)


def choices(book, id, prompt, options):
    """Ask for any number of the options, given as ``{key: text}`` or a list of texts (keys a, b, c …)."""
    _show(questions.Choices(id, prompt, options), book)


def number(book, id, prompt, unit="", low=None, high=None, percent=False):
    """Ask for a number, which may be typed with a comma, a per cent sign or as a fraction."""
    _show(questions.Number(id, prompt, unit, low, high, percent), book)


def text(book, id, prompt):
    """Ask for a short text."""
    _show(questions.Text(id, prompt), book)


def long_text(book, id, prompt, min_words=0, max_words=None, frames=()):
    """Ask for a longer text; `frames` are beginnings of sentences to choose from."""
    _show(questions.LongText(id, prompt, min_words, max_words, frames), book)


def trust(book, id, prompt, profiles=("profile",), scale=(1, 10), step=0.5, start=None):
    """Ask for settings of the trust equation's four sliders, for one profile or several."""
    _show(questions.Trust(id, prompt, profiles, scale, step, start), book)


def board(book, id, prompt, steps="all", distinct=True, fields=()):
    """Ask for companies under the IDIC steps, with reasons and further fields (:class:`idic_lab.questions.Field`)."""
    _show(questions.Board(id, prompt, steps, distinct, fields), book)


def table(book, id, prompt, columns, rows=None, min_rows=1):
    """Ask for rows of a form, with columns (:class:`idic_lab.questions.Column`) and fixed or free rows."""
    _show(questions.Table(id, prompt, columns, rows, min_rows), book)


def sort(book, id, prompt, items, categories="steps"):
    """Ask for items to be sorted into categories, which are the four IDIC steps unless told."""
    _show(questions.Sort(id, prompt, items, categories), book)


def rate(book, id, prompt, items, scales, low=1, high=5, ends=("low", "high")):
    """Ask for a rating of every item on every scale, drawn as lines; items and scales are ``{key: text}``."""
    _show(questions.Rate(id, prompt, items, scales, low, high, ends=ends), book)


def explore(book, id, prompt, dials, picture, drawing, frames):
    """Let the student turn dials (:class:`idic_lab.questions.Dial`) and see the frame of each setting."""
    _show(questions.Explore(id, prompt, dials, picture, drawing, frames), book)


def item(book, item_id):
    """Ask a question of the item bank, which has something to say about every option."""
    from idic_lab.subject import items

    _show(items.load(item_id), book)


def guess(book, id, prompt, reveal, unit="", low=None, high=None):
    """Ask for a guess, and show a figure once it is made.

    Parameters
    ----------
    book : AnswerBook
    id, prompt : str
    reveal : callable
        Takes the guess (a float, or None where a reader has no kernel) and returns the figure's Axes.
    unit : str
    low, high : float, optional
        Limits of a guess that makes sense.
    """
    _show(questions.Guess(id, prompt, unit, low, high, reveal=reveal), book)


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
    page = static.view(question, answer, book.name)
    state = "no answer yet" if answer is None else f"answered, {static.state(answer)}"
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
