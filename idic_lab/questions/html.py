"""Static views: every question and answer as plain HTML, readable without a kernel, a script or a stylesheet.

`tag` makes all of it, and escapes whatever is not made by `tag` itself.
"""

from datetime import datetime
from html import escape

from idic_lab.words import say, when

# Inline, because JupyterLab strips style elements from the outputs of a notebook it does not trust.
BOX = "border:1px solid #8a94a0;border-radius:8px;padding:10px 16px;margin:4px 0;max-width:60em"
CELL = "border:1px solid #8a94a0;padding:4px 8px;text-align:left;vertical-align:top;white-space:pre-wrap"
WIDE_CELL = f"{CELL};overflow-wrap:break-word;min-width:5em"
BARE_LIST = "list-style:none;padding-left:4px"
MARKS = {"done": "✓", "open": "○", "unanswered": "○", "right": "✓", "wrong": "✗", "hint": "→"}


class Html(str):
    """HTML that `tag` has made: it is not escaped again."""

    def __add__(self, other):
        return Html(f"{self}{escaped(other)}")


def escaped(content) -> Html:
    """Return a text, an element, or several of them as HTML; nothing for None."""
    if isinstance(content, Html):
        return content
    if isinstance(content, str):
        return Html(escape(content))
    return Html("" if content is None else "".join(map(escaped, content)))


def tag(name: str, *inside, **attributes) -> Html:
    """Return an element; ``_`` in the name of an attribute stands for ``-``, and at its end for nothing."""
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"' for key, text in attributes.items() if text is not None
    )
    return Html(f"<{name}{named}>{escaped(inside)}</{name}>")


def style_sheet(rules: str) -> Html:
    """Return CSS of our own as an element; a text in it must be written by `css_text`."""
    return Html(f"<style>{rules}</style>")


def css_text(text: str) -> str:
    """Return a text as a string of CSS that cannot end it, nor the element around it."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"'


def lines(texts):
    """Return texts as a list without bullets."""
    items = [tag("li", each) for each in texts]
    return tag("ul", items, style=BARE_LIST) if items else Html()


def text(value):
    """Return a text with its line breaks."""
    return tag("div", str(value), dir="auto", style="white-space:pre-wrap;overflow-wrap:anywhere")


def table(header, rows):
    """Return a table whose cells are text."""
    head = tag("tr", [tag("th", each, scope="col", style=CELL) for each in header])
    body = [tag("tr", [tag("td", each, dir="auto", style=WIDE_CELL) for each in row]) for row in rows]
    return tag("table", tag("thead", head), tag("tbody", body), style="border-collapse:collapse")


def bullets(texts):
    """Return texts with a bullet each."""
    return [f"• {each}" for each in texts]


def in_brackets(texts):
    """Return texts in round brackets, or nothing."""
    inside = ", ".join(texts)
    return f" ({inside})" if inside else ""


def chosen(options, key):
    """Return the text of a chosen option, or what was typed."""
    return next((option.text for option in options if option.key == key), key)


def view(question, answer, book: str = "", more=()) -> Html:
    """Show a question with what is recorded for it, and with `more` at its end, such as the figure behind a guess."""
    value = None if answer is None else answer.value
    at = "" if answer is None else tag("small", state(answer), style="opacity:.75")
    prompt = tag("p", tag("strong", question.prompt), " " if at else "", at) if question.prompt or at else ""
    inside = [prompt, recorded(question, value), _notes(question, value), more]
    return tag("div", inside, class_="idic-static", data_question=question.id, data_book=book, style=BOX)


def recorded(question, value) -> Html:
    """Return the recorded value alone; a value that does not fit the question is shown as it stands."""
    if value is None or value in ("", [], {}):
        return tag("p", tag("em", say("static.no_answer"))) + question.offered()
    if question.problem(value):
        return tag("p", tag("em", say("static.no_shape"))) + text(repr(value)[:2000])
    return question.shown(value)


def state(answer) -> str:
    """Return when an answer was saved, as people read it, or that it is not."""
    if answer.saved_at is None:
        return say("static.not_saved")
    return say("static.as_of", when=when(datetime.fromisoformat(answer.saved_at)))


def _notes(question, value):
    """Return the notes on an answer as a list; where there is none, that has been said."""
    if value is None or question.problem(value):
        return ""
    shown = [note for note in question.notes(value) if not note.where or question.notes_at_options]
    return lines(f"{MARKS[note.level]} {note.text}" for note in shown)
