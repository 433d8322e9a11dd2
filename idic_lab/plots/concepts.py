"""Pictures of the concept map: which lesson teaches, practises and checks which idea."""

from idic_lab.plots.page import INK, LINE, PAPER, SOFT, canvas, describe, style

TAUGHT = "#bcd7ee"
LESSONS = tuple(f"{number:02}" for number in range(15))


def concept_map(rows, title, ax=None):
    """Draw ideas over lessons: a square where an idea is taught, a ring where practised, a dot where checked.

    Parameters
    ----------
    rows : mapping of str to mapping
        By idea: ``taught``, ``practised`` and ``checked`` (sets of lesson numbers such as ``"03"``) and ``graded``
        (names of assignments).
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    sentences = []
    with style():
        ax = canvas(ax, 1.25 + 0.28 * len(rows))
        ax.grid(visible=False)
        for row, (name, where) in enumerate(rows.items()):
            ax.axhline(row, color=LINE, linewidth=0.8, zorder=0)
            marks = (
                ("taught", "s", 13.5, TAUGHT, TAUGHT),
                ("practised", "o", 11, "none", INK),
                ("checked", "o", 4, INK, INK),
            )
            for what, sign, size, fill, edge in marks:
                at = [LESSONS.index(lesson) for lesson in where[what]]
                ax.plot(at, [row] * len(at), sign, markersize=size, markerfacecolor=fill, markeredgecolor=edge, mew=1.3)
            ax.text(len(LESSONS) - 0.2, row, "\n".join(where["graded"]), fontsize=8, color=SOFT, va="center")
            told = [f"{what} in {', '.join(sorted(where[what]))}" for what, *_ in marks if where[what]]
            told += [f"graded in {', '.join(where['graded'])}"] if where["graded"] else []
            sentences.append(f"{name}: {'; '.join(told)}.")
        ax.set_yticks(range(len(rows)), list(rows), fontsize=10)
        ax.set_ylim(len(rows) - 0.4, -0.7)
        ax.set_xticks([*range(len(LESSONS)), len(LESSONS) + 1.3], [*LESSONS, "graded in"], fontsize=9)
        ax.xaxis.tick_top()
        ax.set_xlim(-0.6, len(LESSONS) + 3.6)
        for side in ax.spines.values():
            side.set_visible(False)
        describe(ax, title, sentences, "square: taught, ring: practised, dot: checked")
    return ax


def parts_map(counts, title, ax=None):
    """Draw the parts of the course over its lessons, darker where a lesson teaches more ideas of a part.

    Parameters
    ----------
    counts : pandas.DataFrame
        How many ideas; rows: parts, columns: lesson numbers such as ``"03"``.
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    most = counts.to_numpy().max()
    with style():
        ax = canvas(ax, 1.3 + 0.34 * len(counts))
        ax.grid(visible=False)
        for row, part in enumerate(counts.index):
            for column, count in enumerate(counts.loc[part]):
                if count:
                    share = 0.2 + 0.8 * count / most
                    shade = tuple((255 - (255 - each) * share) / 255 for each in (0, 114, 178))
                    ax.plot(column, row, "s", markersize=22, color=shade, markeredgecolor=PAPER)
                    ink = PAPER if share > 0.5 else INK
                    ax.text(column, row, count, ha="center", va="center_baseline", fontsize=10, color=ink)
        ax.set_yticks(range(len(counts)), list(counts.index))
        ax.set_ylim(len(counts) - 0.4, -0.7)
        ax.set_xticks(range(len(counts.columns)), list(counts.columns))
        ax.xaxis.tick_top()
        ax.set_xlim(-0.6, len(counts.columns) - 0.4)
        for side in ax.spines.values():
            side.set_visible(False)
        told = [
            f"{part}: {', '.join(f'{count} in {lesson}' for lesson, count in counts.loc[part].items() if count)}."
            for part in counts.index
        ]
        describe(ax, title, told, "ideas taught, by lesson")
    return ax
