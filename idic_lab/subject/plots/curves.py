"""Pictures of named curves over one axis, and of wholes in their parts."""

from idic_lab.subject.plots.page import (
    DASHES,
    HATCHES,
    MARKERS,
    PAPER,
    SERIES,
    SIGNS,
    canvas,
    describe,
    label,
    mark_guess,
    rows,
    style,
)
from idic_lab.subject.plots.spread import network

# Four light tints that differ in grey as well; figures are written on them.
TINTS = ("#8fb8de", "#f3c98b", "#9fd8c3", "#e3bcd3")
APART = 0.085  # of the height: labels at the ends of curves stand no closer


def curves(lines, title, xlabel, ylabel, guess=None, upright=True, ax=None):
    """Draw up to four curves, each with its name and its last value at its end.

    Parameters
    ----------
    lines : mapping or pandas.DataFrame
        Name to pandas.Series: the values, indexed by x.
    upright : bool
        Whether the guess is an x (an upright line) or a y.
    """
    with style():
        ax = canvas(ax, 3.9)
        sentences, ends = [], []
        for place, (name, line) in enumerate(lines.items()):
            sign = place % 4
            x, y = line.index.to_numpy(float), line.to_numpy(float)
            ax.plot(x, y, linestyle=DASHES[sign], color=SERIES[sign], clip_on=False)
            end = {"color": SERIES[sign], "markeredgecolor": PAPER, "markersize": 10}
            ax.plot(x[-1], y[-1], MARKERS[sign], clip_on=False, zorder=6, **end)
            ends.append((y[-1], x[-1], f"{SIGNS[sign]}  {y[-1]:.3g}  {name}"))
            sentences.append(f"{name}: {y[0]:.3g} at {x[0]:g}, {y[len(y) // 2]:.3g} at {x[len(x) // 2]:g}, ")
            sentences[-1] += f"{y[-1]:.3g} at {x[-1]:g}."
        last = max(x for _, x, _ in ends)
        first = min(float(line.index[0]) for _, line in lines.items())
        ax.set_xlim(first, last)
        low = min(0, *(float(line.min()) for _, line in lines.items()))
        high = max([*(float(line.max()) for _, line in lines.items()), 0 if upright else guess or 0])
        ax.set_ylim(low, high * 1.06 if high > 0 else None)
        _label_ends(ax, ends)
        describe(ax, title, sentences, xlabel)
        ax.set_ylabel(ylabel)
        mark_guess(ax, guess, upright)
    return ax


def frame(question, settings, ax=None):
    """Draw what a picture with dials (`idic_lab.questions.Explore`) shows at one setting of them."""
    import pandas as pd

    shown, drawing = question.frame(settings), question.drawing
    if question.picture == "network":
        return network(drawing, shown, ax)
    lines = {line["label"]: pd.Series(dict(line["points"])) for line in shown["lines"]}
    ax = curves(lines, shown["caption"], drawing["x"]["label"], drawing["y"]["label"], ax=ax)
    if "ticks" in drawing["x"]:
        ax.set_xticks(drawing["x"]["ticks"])
    return ax


def parts(table, title, ax=None):
    """Draw each group (row) of a table of counts as one bar of 100 per cent, cut into up to four parts (columns)."""
    totals = table.sum(axis=1)
    with style():
        ax = canvas(ax, 1.6 + 0.5 * len(table))
        rows(ax, len(table))
        sentences = []
        for row, (group, counts) in enumerate(table.iterrows()):
            left, said = 0.0, []
            for place, (part, count) in enumerate(counts.items()):
                share = 100 * count / totals[group]
                look = {"color": TINTS[place % 4], "edgecolor": PAPER, "hatch": HATCHES[place % 4]}
                ax.barh(row, share, 0.66, left, **look)
                if row == 0:
                    label(ax, str(part), (left, -0.33), (2, 9), fontsize=10)
                if share >= 5:
                    label(ax, f"{share:.0f} %", (left + share / 2, row), (0, 0), ha="center", weight="bold")
                left += share
                said.append(f"{part} {share:.0f}")
            sentences.append(f"{group}, {totals[group]:g} people: {', '.join(said)} per cent.")
        ax.set_ylim(len(table) - 0.4, -0.85)
        ax.set_yticks(range(len(table)), [f"{group}  (n = {totals[group]:g})" for group in table.index])
        ax.set_xlim(0, 100)
        ax.set_xticks(range(0, 101, 20))
        describe(ax, title, sentences, "per cent")
    return ax


def _label_ends(ax, ends):
    """Name the curves to the right of their ends, moved apart where two end close together."""
    low, high = ax.get_ylim()
    taken = low - (high - low)
    for y, x, text in sorted(ends):
        taken = max(y, taken + APART * (high - low))
        label(ax, text, (x, taken), (10, 0), weight="bold", annotation_clip=False)
