"""The end of graded work: what is answered and what is missing, and the button that makes the zip to hand in."""

from datetime import datetime

from idic_lab.answers import hand_in
from idic_lab.questions.html import BARE_LIST, style_sheet, tag
from idic_lab.words import say, when

# Once the button has looked again, what the cell said when it ran is old.
OLD_IS_HIDDEN = style_sheet(
    ".jp-OutputArea:has(.jupyter-widgets .idic-hand-in) .idic-hand-in:not(.jupyter-widgets *){display:none}"
)


def page(book, inconsistent=()) -> str:
    """Return the state of the work as HTML, with sentences about answers that do not fit together."""
    state = hand_in.lines(book)
    missing = [line for line in state if not line.answered]
    shown = [
        tag("li", "○ ", tag("strong", line.prompt), ": ", "; ".join(line.open) or say("notes.unanswered"))
        for line in missing
    ]
    shown += [tag("li", "→ ", sentence) for sentence in inconsistent]
    head = say("hand_in.answered", done=len(state) - len(missing), count=len(state))
    if not shown:
        head = f"{head} {say('hand_in.nothing_missing')}"
    inside = [
        tag("p", tag("strong", head), " ", say("hand_in.no_verdict")),
        tag("ul", shown, style=BARE_LIST),
        tag("p", _saved(book)),
    ]
    return OLD_IS_HIDDEN + tag("div", inside, class_="idic-hand-in")


def receipt_page(receipt) -> str:
    """Return a receipt as HTML."""
    rows = [
        tag(
            "tr",
            tag("td", name),
            tag("td", say("hand_in.bytes", count=size, size=f"{size:,}")),
            tag("td", tag("code", f"{digest[:16]}…")),
        )
        for name, size, digest in receipt.files
    ]
    made = when(datetime.fromisoformat(receipt.made_at))
    return tag("p", say("hand_in.ready", file=receipt.path.name, when=made)) + tag("table", rows)


def _saved(book):
    """Return when the notebook itself was last saved, and whether that was before the last answer."""
    notebook = hand_in.notebook_of(book)
    if notebook is None:
        return say("hand_in.no_notebook", name=book.name)
    saved = datetime.fromtimestamp(notebook.stat().st_mtime).astimezone()
    told = say("hand_in.last_saved", when=when(saved))
    stale = any(datetime.fromisoformat(answer.saved_at) > saved for answer in book.saved().values())
    return f"{told} {say('hand_in.stale')}" if stale else told


def desk(book, page):
    """Return the button and the place where its outcome is told."""
    import ipywidgets

    layout = ipywidgets.Layout(width="auto", align_self="flex-start")
    button = ipywidgets.Button(description=say("hand_in.button"), layout=layout)
    outcome = ipywidgets.HTML()

    def pressed(_):
        try:
            told = receipt_page(hand_in.pack(book))
        except OSError as problem:
            told = tag("p", tag("strong", say("hand_in.no_zip")), " ", str(problem))
        outcome.value = page() + told

    button.on_click(pressed)
    return ipywidgets.VBox([button, outcome])
