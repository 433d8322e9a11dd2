"""Pictures of a story that spreads: the network, and what a good start is worth."""

from idic_lab.subject.plots.page import (
    DASHES,
    INK,
    LINE,
    MARKERS,
    PAPER,
    SERIES,
    SOFT,
    canvas,
    describe,
    label,
    listed,
    mark_guess,
    style,
)

SHADE = (0, 114, 178)  # SERIES[0] as red, green and blue


def network(drawing, frame, ax=None):
    """Draw a network whose people are shaded by how often they hear a story, the first person marked.

    `drawing` and `frame` are what `analysis.network.drawing` and one of `analysis.network.frames` return.
    """
    nodes, shades = drawing["nodes"], frame["shades"]
    with style():
        ax = canvas(ax, 4.6)
        ax.grid(visible=False)
        # One line with gaps for all friendships: as many lines as friendships take a third of the time of the picture.
        gap = (float("nan"), float("nan"))
        ends = [end for one, other in drawing["edges"] for end in (nodes[one]["at"], nodes[other]["at"], gap)]
        ax.plot(*zip(*ends, strict=True), color="#b8c0ca", linewidth=0.9, zorder=1)
        for place, (node, share) in enumerate(zip(nodes, shades, strict=True)):
            first = place == frame["first"]
            fill = tuple((255 - (255 - part) * share) / 255 for part in SHADE)
            edge, width = (SERIES[1], 3.2) if first else (SOFT, 1)
            ax.plot(*node["at"], "s" if first else "o", markersize=20, color=fill, markeredgecolor=edge, mew=width)
            ink = PAPER if share > 0.45 else INK
            ax.text(*node["at"], node["label"], ha="center", va="center_baseline", fontsize=10, color=ink, zorder=4)
        ax.set_xlim(-0.04, 1.04)
        ax.set_ylim(1.05, -0.05)
        ax.set_axis_off()
        order = sorted(range(len(nodes)), key=lambda place: -shades[place])
        often = [f"{nodes[place]['label']} in {100 * shades[place]:.0f} of 100 tries" for place in order[:6]]
        sentences = [
            f"{len(nodes)} people, {len(drawing['edges'])} friendships. Most often reached: {', '.join(often)}."
        ]
        describe(ax, frame["caption"], sentences)
    return ax


def head_start(table, guess=None, ax=None):
    """Draw how many people more hear a story from the first column's person than from each other's.

    The table is one of `analysis.network.over_contagion`, with up to five columns; the guess is in per cent.
    """
    best = table.columns[0]
    ahead = -table.drop(columns=best).sub(table[best], axis=0)
    with style():
        ax = canvas(ax, 4.2)
        ax.axhline(0, color=LINE, linewidth=1.2)
        sentences = []
        for place, name in enumerate(ahead):
            line, sign = ahead[name], place % 4
            ax.plot(line.index, line, linestyle=DASHES[sign], color=SERIES[sign])
            peak = line.idxmax()
            ax.plot(peak, line[peak], MARKERS[sign], color=SERIES[sign], markeredgecolor=PAPER)
            label(ax, name, (peak, line[peak]), (0, 12), ha="center", weight="bold")
            shown = {f"{each} %": value for each, value in line.items()}
            sentences.append(f"Than from {name}: {listed(shown)}.")
        ax.set_xlim(0, 100)
        ax.set_ylim(-0.4, float(ahead.to_numpy().max()) * 1.15)
        ax.set_xticks(range(0, 101, 10))
        describe(ax, f"How many more people hear of it when {best} tells first, and not …", sentences, "contagion in %")
        ax.set_ylabel("people more")
        mark_guess(ax, guess)
    return ax
