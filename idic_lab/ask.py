"""The one door for notebooks: show a question, keep its answer.

Every function takes the answer book, the question's id and its prompt, displays, and returns nothing. It always emits
the static view as an output of its own, so that a saved notebook shows the answers without a kernel; where there is
somebody to click, the live view comes below and hides it.
"""

import inspect
import os
import sys
from functools import cache
from importlib.util import find_spec

from idic_lab import (
    questions,
    subject,  # noqa: F401 (registers the kinds of the course)
)
from idic_lab.judging import checks
from idic_lab.questions import html
from idic_lab.words import say

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
    from idic_lab.questions import hand_in_view

    def page():
        return hand_in_view.page(book, [sentence for rule in inconsistent for sentence in rule(book)])

    _display({"text/plain": say("hand_in.title"), "text/html": page()}, raw=True)
    if live():
        _display(hand_in_view.desk(book, page))


def _display(output, **options):
    """Show an output as IPython does; where there is none, as in a browser's plain Python, print it as text."""
    try:
        from IPython.display import display
    except ModuleNotFoundError:
        print(output["text/plain"])
        return None
    return display(output, **options)


@cache
def _instead_of_a_lost_view():
    """Return CSS for a notebook opened without its kernel, where JupyterLab says that it cannot find a widget."""
    lost = ".jp-OutputArea:has(.idic-static) > .jp-OutputArea-child > .lm-Panel.jp-OutputArea-output:not(:has(*))"
    instead = f"content:{html.css_text(say('static.run_cell'))};font-size:13px;opacity:.75"
    return html.style_sheet(f"{lost}{{font-size:0}}{lost}::after{{{instead}}}")


def _show(question, book):
    """Emit the static view and, where there is somebody to click, the live one."""
    book.questions[question.id] = question
    for notice in book.notices:
        _display({"text/plain": notice, "text/html": html.tag("p", html.tag("strong", notice))}, raw=True)
    book.notices.clear()
    figure = _figure(question, book)
    about = {"idic_lab": {"question": question.id}}  # by which grading finds it among the outputs
    if not live():
        _display(_page(question, book, figure or _for_readers(question, book)), raw=True, metadata=about)
        return
    page = _page(question, book, [figure, _instead_of_a_lost_view()])
    handle = _display(page, raw=True, metadata=about, display_id=True)
    from idic_lab.questions import views

    view = views.view(question, book)

    def after_saving():
        figure = _figure(question, book)
        view.picture = figure
        if handle is not None:  # None where no kernel shows anything
            handle.update(_page(question, book, [figure, _instead_of_a_lost_view()]), raw=True)

    view.picture, view.on_saved = figure, [after_saving]
    _display(view)


def _page(question, book, more):
    """Return the static view as an output, with more HTML at its end, such as the figure behind a guess."""
    answer = book.answer(question.id)
    state = say("static.open") if answer is None else say("static.answered", state=html.state(answer))
    return {
        "text/plain": f"{question.prompt} [{state}]",
        "text/html": html.view(question, answer, book.name, more),
    }


def _figure(question, book):
    """Return the figure behind a guess as HTML, or nothing while there is no guess that can be read."""
    value = book.get(question.id) if question.kind == "guess" else None
    return _draw(lambda: question.reveal(question.read(value))) if question.complete(value) else ""


def _for_readers(question, book):
    """Return the figure that somebody sees who can neither guess nor turn a dial."""
    if question.kind == "guess" and (figure := _draw(lambda: question.reveal(None))):
        return html.tag("details", html.tag("summary", say("static.show_figure")), figure)
    if question.kind == "explore" and not os.environ.get("NBGRADER_EXECUTION"):  # a grader reads where the dials stand
        value = checks.recorded(book, question.id)  # a file edited by hand can hold a position that no dial has
        middle = {dial.key: dial.positions[len(dial.positions) // 2] for dial in question.dials}
        return _draw(lambda: _plots().frame(question, value if question.complete(value) else middle))
    return ""


def _plots():
    from idic_lab.subject import plots

    return plots


def _draw(axes):
    """Return what a function draws as HTML; nothing where there is no matplotlib, as in a browser's plain Python."""
    if find_spec("matplotlib") is None:
        return ""
    return html.Html(_plots().picture(axes()))
