"""The one style of all pictures, and how a picture reaches the page."""

import base64
import io
import sys
import textwrap
from html import escape

from idic_lab.subject.trust import COMPONENTS, Profile, two_digits

INK, SOFT, LINE, PAPER = "#1c2430", "#5a6675", "#dfe3e8", "#ffffff"
# Okabe and Ito's colours in an order in which neighbours also differ in grey; always beside a second sign.
SERIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
DASHES = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 2, 1, 2)))
MARKERS = ("o", "s", "D", "^")
SIGNS = ("●", "■", "◆", "▲")  # the markers as letters
HATCHES = ("", "////", "....", "xxxx")
WIDTH = 7.2  # inches; 720 pixels on the page
SHARPNESS = 2  # pixels drawn for each pixel shown
STYLE = {
    "figure.facecolor": PAPER,
    "figure.dpi": 100,
    "figure.titlesize": 12.5,
    "figure.titleweight": "bold",
    "figure.constrained_layout.w_pad": 0.12,
    "figure.constrained_layout.h_pad": 0.1,
    "axes.facecolor": PAPER,
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.labelcolor": SOFT,
    "axes.labelsize": 11,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.titlesize": 12.5,
    "axes.titleweight": "bold",
    "grid.color": LINE,
    "grid.linewidth": 0.8,
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "hatch.linewidth": 0.9,
    "hatch.color": PAPER,
    "lines.linewidth": 2.2,
    "lines.markersize": 9,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


def style():
    """Return a context in which matplotlib draws in the style of the course."""
    from matplotlib import rc_context

    return rc_context(STYLE)


def alt(ax):
    """Return the text that stands for a picture where it cannot be seen."""
    return ax.get_gid() or ax.get_title(loc="left") or ax.get_title() or "A figure without a description."


def picture(ax):
    """Return the picture that holds `ax` as one ``<img>`` with its text; the image is inside it."""
    figure = ax.figure
    image = io.BytesIO()
    # Without the metadata the bytes do not depend on matplotlib's version number.
    figure.savefig(image, format="png", dpi=100 * SHARPNESS, metadata={"Software": None})
    if "matplotlib.pyplot" in sys.modules:  # or the notebook would show a figure made with pyplot a second time
        sys.modules["matplotlib.pyplot"].close(figure)
    data = base64.b64encode(image.getvalue()).decode()
    return (
        f'<img src="data:image/png;base64,{data}" alt="{escape(alt(ax))}" width="{100 * figure.get_figwidth():.0f}" '
        'style="max-width:100%;height:auto;background:#fff">'
    )


def show(ax):
    """Show the picture in a notebook, with its text."""
    from IPython.display import display

    display({"text/plain": alt(ax), "text/html": picture(ax)}, raw=True)


def canvas(ax, height):
    """Return `ax`, or the Axes of a new figure of this height in inches; pyplot is not needed and not loaded."""
    if ax is not None:
        return ax
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height), layout="constrained").add_subplot()


def rows(ax, count):
    """Prepare `ax` for rows numbered from 0 at the top, without lines between them."""
    ax.set_ylim(count - 0.4, -0.6)
    ax.grid(axis="y", visible=False)
    ax.spines["left"].set_visible(False)


def describe(ax, title, sentences, xlabel=""):
    """Give a picture its title and its text; a picture of its own has the title at the left edge of the paper."""
    if len(ax.figure.axes) == 1:
        ax.figure.suptitle(textwrap.fill(title, 62), x=0.015, ha="left")
    else:
        ax.set_title(title)
    ax.set_xlabel(xlabel, loc="left")
    ax.set_gid(" ".join([f"{title}.", *sentences]))


def label(ax, text, point, offset=(8, 0), **how):
    """Write `text` beside a point, in front of lines that cross it."""
    from matplotlib.patheffects import withStroke

    how = {"va": "center", "ha": "right" if offset[0] < 0 else "left", "zorder": 5, **how}
    halo = [withStroke(linewidth=4, foreground=PAPER)]
    ax.annotate(text, point, offset, textcoords="offset points", path_effects=halo, **how)


def hints(ax, texts):
    """Write a small grey text under the name of each row."""
    for row, text in enumerate(texts):
        where = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "va": "top"}
        ax.annotate(text, (0, row), (-4, -8), fontsize=10, color=SOFT, **where)


def mark_guess(ax, guess, upright=True):
    """Draw the reader's guess, if there is one, as a dashed line with a label, and say it in the text."""
    if guess is None:
        return
    line = ax.axvline if upright else ax.axhline
    # A label beyond the end of the axis would push the whole picture off the paper.
    low, high = sorted(ax.get_xlim() if upright else ax.get_ylim())
    if not low <= guess <= high:
        room = 0.05 * (max(high, guess) - min(low, guess))
        limits = (guess - room, high) if guess < low else (low, guess + room)
        (ax.set_xlim if upright else ax.set_ylim)(limits)
    line(guess, color=INK, linestyle=(0, (3, 3)), linewidth=1.4, zorder=3)
    text = f"your guess: {guess:g}"
    if upright:
        label(ax, text, (guess, 1), (0, 9), ha="center", fontsize=10, xycoords=ax.get_xaxis_transform())
    else:
        label(ax, text, (1, guess), (-2, 9), fontsize=10, xycoords=ax.get_yaxis_transform())
    ax.set_gid(f"{alt(ax)} Your guess was {guess:g}.")


def profiles_of(given):
    """Return ``{name: Profile}`` from a Profile, a mapping, or a table with one row a profile, rated 1 to 10."""
    if isinstance(given, Profile):
        return {"": given}
    if hasattr(given, "iterrows"):
        keys = [component.key for component in COMPONENTS]
        return {str(name): Profile(**{key: float(row[key]) for key in keys}) for name, row in given.iterrows()}
    return dict(given)


def listed(values):
    """Return a mapping of names to numbers as one part of a sentence: ``a 1.25, b 4.00``."""
    return ", ".join(f"{name or 'T'} {two_digits(value)}" for name, value in values.items())
