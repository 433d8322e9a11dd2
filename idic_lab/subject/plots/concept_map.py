"""A picture of the concept map: which lesson teaches how many ideas of which part of the course."""

from idic_lab.subject.plots.page import INK, PAPER, canvas, describe, style


def parts_map(counts, title, ax=None):
    """Draw how many ideas of each part (rows) each lesson (columns) teaches, the more the darker."""
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
