"""Every kind of question and answer as plain escaped HTML, readable without a kernel, a script or a stylesheet."""

from datetime import datetime
from html import escape

from idic_lab.questions import html

# Inline, because JupyterLab strips style elements from the outputs of a notebook it does not trust.
BOX = "border:1px solid #8a94a0;border-radius:8px;padding:10px 16px;margin:4px 0;max-width:60em"


def view(question, answer, book: str = "") -> str:
    """Show a question with what is recorded for it. HTML in which everything that a student typed is escaped."""
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
        return f"<p><em>No answer yet.</em></p>{question.offered()}"
    try:
        question.check_shape(value)
    except ValueError:
        return (
            f"<p><em>Recorded, but not readable as an answer to this question:</em></p>{html.text(repr(value)[:2000])}"
        )
    return question.shown(value)


def state(answer) -> str:
    """Return when an answer was saved, as people read it, or that it is not."""
    if answer.saved_at is None:
        return "not saved: kept only while this notebook is open"
    return f"as of {datetime.fromisoformat(answer.saved_at):%H:%M on %d %B %Y}"


def _notes(question, value):
    """Return the notes on an answer as a list; where there is none, that has been said."""
    if value is None:
        return ""
    try:
        notes = question.notes(value)
    except (ValueError, TypeError, AttributeError):
        return ""  # not an answer to this question: recorded() has said so
    shown = [note for note in notes if not note.where or question.notes_at_options]
    return html.lines(f"{html.MARKS[note.level]} {note.text}" for note in shown)
