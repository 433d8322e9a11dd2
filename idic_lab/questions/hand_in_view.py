"""The button at the end of graded work: look at the state again, and make the zip to hand in."""

from html import escape

import ipywidgets

from idic_lab.answers import hand_in


def desk(book, page):
    """Return the button and the place where its outcome is told."""
    button = ipywidgets.Button(
        description="Check again and make the zip", layout=ipywidgets.Layout(width="auto", align_self="flex-start")
    )
    outcome = ipywidgets.HTML()

    def pressed(_):
        try:
            told = hand_in.receipt_page(hand_in.pack(book))
        except OSError as problem:
            told = f"<p><strong>No zip was made.</strong> {escape(str(problem))}</p>"
        outcome.value = page() + told

    button.on_click(pressed)
    return ipywidgets.VBox([button, outcome])
