"""Pieces of static views: everything that is given is escaped here."""

from html import escape

# Inline, because JupyterLab strips style elements from the outputs of a notebook it does not trust.
CELL = "border:1px solid #8a94a0;padding:4px 8px;text-align:left;vertical-align:top;white-space:pre-wrap"
MARKS = {"done": "✓", "open": "○", "right": "✓", "wrong": "✗", "hint": "→"}


def lines(texts):
    """Return texts as a list without bullets."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<ul style="list-style:none;padding-left:4px">{items}</ul>' if items else ""


def text(value):
    """Return a text with its line breaks."""
    return f'<div dir="auto" style="white-space:pre-wrap;overflow-wrap:anywhere">{escape(str(value))}</div>'


def table(header, rows):
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


def bullets(texts):
    """Return texts with a bullet each."""
    return [f"• {text}" for text in texts]


def in_brackets(texts):
    """Return texts in round brackets, or nothing."""
    inside = ", ".join(texts)
    return f" ({inside})" if inside else ""


def chosen(options, key):
    """Return the text of a chosen option, or what was typed."""
    return next((option.text for option in options if option.key == key), key)
