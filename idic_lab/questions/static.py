"""Every kind of question and answer as plain escaped HTML, readable without a kernel, a script or a stylesheet."""

from datetime import datetime
from html import escape

from idic_lab.subject.idic import STEPS
from idic_lab.subject.trust import COMPONENTS

MARKS = {"done": "✓", "open": "○", "right": "✓", "wrong": "✗", "hint": "→"}
# Inline, because JupyterLab strips style elements from the outputs of a notebook it does not trust.
BOX = "border:1px solid #8a94a0;border-radius:8px;padding:10px 16px;margin:4px 0;max-width:60em"
CELL = "border:1px solid #8a94a0;padding:4px 8px;text-align:left;vertical-align:top;white-space:pre-wrap"


def view(question, answer, book=""):
    """Show a question with what is recorded for it.

    Parameters
    ----------
    question : idic_lab.questions.Question
    answer : idic_lab.answers.Answer or None
        With ``value`` and ``saved_at``; None when nothing is recorded.
    book : str
        Name of the answer book.

    Returns
    -------
    str
        HTML in which everything that a student typed is escaped.
    """
    value = None if answer is None else answer.value
    when = "" if answer is None else f' <small style="opacity:.75">{escape(state(answer))}</small>'
    prompt = f"<p><strong>{escape(question.prompt)}</strong>{when}</p>" if question.prompt or when else ""
    return (
        f'<div class="idic-static" data-question="{escape(question.id)}" data-book="{escape(book)}" style="{BOX}">'
        f"{prompt}{recorded(question, value)}{_notes(question, value)}</div>"
    )


def recorded(question, value):
    """Return the recorded value alone as HTML; a value that does not fit the question is shown as it stands."""
    if value is None or value in ("", [], {}):
        return f"<p><em>No answer yet.</em></p>{_offer(question)}"
    try:
        question.check_shape(value)
    except ValueError:
        return f"<p><em>Recorded, but not readable as an answer to this question:</em></p>{_text(repr(value)[:2000])}"
    return _SHOWN[question.kind](question, value)


def state(answer):
    """Return when an answer was saved, as people read it, or that it is not.

    Parameters
    ----------
    answer : idic_lab.answers.Answer
        Its ``saved_at`` is None while the answer is only in memory.

    Returns
    -------
    str
    """
    if answer.saved_at is None:
        return "not saved: kept only while this notebook is open"
    return f"as of {datetime.fromisoformat(answer.saved_at):%H:%M on %d %B %Y}"


def _offer(question):
    """Return what can be answered, for a reader without a kernel."""
    if question.kind in ("choice", "choices"):
        return _options(question, ())
    return _list(line for line in _OFFERED.get(question.kind, lambda question: ())(question) if line)


def _offered_number(question):
    return [f"… {question.unit}" if question.unit else ""]


def _offered_long_text(question):
    least, most = question.min_words, question.max_words
    words = f"{least} to {most} words" if least and most else f"at most {most} words" if most else ""
    return [words or (f"at least {least} words" if least else ""), *(f"“{frame}”" for frame in question.frames)]


def _offered_trust(question):
    low, high = question.scale
    named = ", ".join(component.name for component in COMPONENTS)
    return [
        *_bullets(question.profiles if len(question.profiles) > 1 else ()),
        f"To set from {low:g} to {high:g}: {named}.",
    ]


def _offered_board(question):
    fields = ["company", "what it did", *(field.label for field in question.fields)]
    return [*_bullets(f"{step.name}: {step.question}" for step in question.steps), f"To tell: {', '.join(fields)}."]


def _offered_table(question):
    asked = [column.label + _in_brackets(option.text for option in column.options) for column in question.columns]
    return [*_bullets(row.text for row in question.rows or ()), f"To fill in: {', '.join(asked)}."]


def _offered_sort(question):
    named = ", ".join(category.label for category in question.categories)
    texts = (f"{item.title}: {item.text}" if item.title else item.text for item in question.items)
    return [*_bullets(texts), f"To sort into: {named}."]


def _offered_rate(question):
    low, high = (f"{end:g} ({text})" for end, text in zip((question.low, question.high), question.ends, strict=True))
    named = ", ".join(scale.text for scale in question.scales)
    return [*_bullets(item.text for item in question.items), f"To rate from {low} to {high}: {named}."]


def _offered_explore(question):
    return [f"{dial.label}: {', '.join(map(dial.named, dial.positions))}" for dial in question.dials]


_OFFERED = {
    "number": _offered_number,
    "guess": _offered_number,
    "long_text": _offered_long_text,
    "trust": _offered_trust,
    "board": _offered_board,
    "table": _offered_table,
    "sort": _offered_sort,
    "rate": _offered_rate,
    "explore": _offered_explore,
}


def _bullets(texts):
    return [f"• {text}" for text in texts]


def _in_brackets(texts):
    inside = ", ".join(texts)
    return f" ({inside})" if inside else ""


def _notes(question, value):
    """Return the notes on an answer as a list; where there is none, that has been said."""
    if value is None:
        return ""
    try:
        notes = question.notes(value)
    except (ValueError, TypeError, AttributeError):
        return ""  # not an answer to this question: recorded() has said so
    shown = [note for note in notes if not note.where or question.kind in ("choice", "choices", "number", "guess")]
    return _list(f"{MARKS[note.level]} {note.text}" for note in shown)


def _list(texts):
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<ul style="list-style:none;padding-left:4px">{items}</ul>' if items else ""


def _text(value):
    return f'<div dir="auto" style="white-space:pre-wrap;overflow-wrap:anywhere">{escape(str(value))}</div>'


def _table(header, rows):
    """Return a table whose cells are text."""
    head = "".join(f'<th scope="col" style="{CELL}">{escape(each)}</th>' for each in header)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td dir="auto" style="{CELL};overflow-wrap:break-word;min-width:5em">{escape(each)}</td>' for each in row
        )
        + "</tr>"
        for row in rows
    )
    return f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _options(question, chosen):
    """Return all options, the chosen ones marked."""
    signs = "◉○" if question.kind == "choice" else "☑☐"
    lines = [
        f"<li>{signs[0]} <strong>{escape(option.text)}</strong> (chosen)</li>"
        if option.key in chosen
        else f"<li>{signs[1]} {escape(option.text)}</li>"
        for option in question.options
    ]
    return f'<ul style="list-style:none;padding-left:4px">{"".join(lines)}</ul>'


def _number(question, value):
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    unit = "" if f"{shown}".rstrip().endswith("%") else question.unit
    return _text(f"{shown} {unit}".strip())


def _trust(question, value):
    rows = []
    for name in question.profiles:
        if name in value:
            ratings = [value[name][component.key] for component in COMPONENTS]
            trust = sum(ratings[:3]) / ratings[3]
            total = " + ".join(f"{rating:g}" for rating in ratings[:3])
            rows.append([name, *(f"{rating:g}" for rating in ratings), f"({total}) ÷ {ratings[3]:g} = {trust:.2f}"])
    return _table(["profile", *(component.name for component in COMPONENTS), "trust"], rows)


def _board(question, value):
    names = {step.key: step.name for step in STEPS}
    order = [step.key for step in question.steps]
    cards = sorted(value, key=lambda card: order.index(card["step"]) if card.get("step") in order else len(order))
    rows = []
    for card in cards:
        details = [
            f"{field.label}{'' if field.label.endswith('?') else ':'} {_chosen(field.options, card[field.key])}"
            for field in question.fields_of(card.get("step", ""))
            if card.get(field.key, "").strip()
        ]
        rows.append(
            [
                names.get(card.get("step"), "no step yet"),
                card.get("company", ""),
                "\n".join([card.get("reason", ""), *details]),
            ]
        )
    return _table(["step", "company", "what it did"], rows)


def _chosen(options, key):
    """Return the text of a chosen option, or what was typed."""
    return next((option.text for option in options if option.key == key), key)


def _form(question, value):
    """Return a table form as one small table a row: wide rows do not fit a page."""
    shown = []
    for _, label, row in question.labelled(value):
        lines = [[column.label, _chosen(column.options, row.get(column.key, ""))] for column in question.columns]
        shown.append(f"<p><strong>{escape(label)}</strong></p>{_table(['field', 'answer'], lines)}")
    return "".join(shown)


def _sort(question, value):
    places = {category.key: category.label for category in question.categories}
    said = {note.where: f"{MARKS[note.level]} {note.text}" for note in question.notes(value) if note.where}
    rows = [
        [
            item.title or item.text,
            *([item.text] if item.title else []),
            places.get(value.get(item.key), "–"),
            said.get(item.key, ""),
        ]
        for item in question.items
    ]
    titled = any(item.title for item in question.items)
    rows = [row if len(row) == 3 + titled else [row[0], "", *row[1:]] for row in rows]
    header = ["item", *(["text"] if titled else []), "sorted to", "remark"]
    if not any(row[-1] for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    return _table(header, rows)


def _rate(question, value):
    header = ["", *(scale.text for scale in question.scales)]
    rows = [
        [item.text, *(f"{value.get(scale.key, {}).get(item.key, '–')}" for scale in question.scales)]
        for item in question.items
    ]
    return _table(header, rows)


def _explore(question, value):
    return _list(f"{dial.label}: {dial.named(value[dial.key])}" for dial in question.dials if dial.key in value)


_SHOWN = {
    "choice": lambda question, value: _options(question, [value]),
    "choices": _options,
    "number": _number,
    "guess": _number,
    "text": lambda question, value: _text(value),
    "long_text": lambda question, value: _text(value),
    "trust": _trust,
    "board": _board,
    "table": _form,
    "sort": _sort,
    "rate": _rate,
    "explore": _explore,
}
