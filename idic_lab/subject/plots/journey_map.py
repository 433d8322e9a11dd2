"""The picture of a journey: how each stage is and how it should be."""

from idic_lab.subject.plots.page import DASHES, INK, MARKERS, PAPER, SERIES, SOFT, canvas, describe, label, style

SCALES = {"as_is": "as it is", "to_be": "as it should be"}
COLOURS = {"as_is": SERIES[1], "to_be": SERIES[0]}  # as in the live view of the same ratings


def journey(touchpoints, own=None, title="The journey, as it is and as it should be", ax=None):
    """Draw as_is and to_be (1 to 5) over the stages of a journey, and mark where they lie furthest apart.

    `own` are the reader's ratings, ``{"as_is": {stage: rating}, "to_be": …}``, as far as given; drawn as hollow signs.
    """
    stages, sentences = list(touchpoints["stage"]), []
    gaps = (touchpoints["to_be"] - touchpoints["as_is"]).to_list()
    widest = gaps.index(max(gaps))
    with style():
        ax = canvas(ax, 4.2)
        ax.grid(axis="x", visible=False)
        for place, (scale, name) in enumerate(SCALES.items()):
            ratings, colour = touchpoints[scale].to_list(), COLOURS[scale]
            ax.plot(range(len(stages)), ratings, linestyle=DASHES[place], color=colour)
            ax.plot(range(len(stages)), ratings, MARKERS[place], color=colour, markeredgecolor=PAPER, markersize=10)
            label(ax, name, (len(stages) - 1, ratings[-1]), (24, 0), color=colour, weight="bold")
            told = [f"{stage} {rating:g}" for stage, rating in zip(stages, ratings, strict=True)]
            sentences.append(f"{name.capitalize()}: {', '.join(told)}.")
            mine = {stages.index(stage): rating for stage, rating in ((own or {}).get(scale) or {}).items()}
            if mine:
                beside = [at + 0.24 for at in mine]
                ax.plot(beside, list(mine.values()), MARKERS[place], color=PAPER, mec=colour, mew=1.8, markersize=8)
                sentences.append(f"You: {', '.join(f'{stages[stage]} {rating:g}' for stage, rating in mine.items())}.")
        ends = touchpoints.loc[touchpoints.index[widest], ["as_is", "to_be"]]
        ax.plot([widest, widest], ends, color=SOFT, linewidth=1.2, zorder=1)
        label(ax, f"widest gap: {max(gaps):g}", (widest, ends["as_is"] + 0.62 * max(gaps)), (8, 0), weight="bold")
        if own:
            ax.text(1, 1.02, "hollow: your ratings", transform=ax.transAxes, ha="right", fontsize=10, color=INK)
        ax.set_xticks(range(len(stages)), stages, rotation=24, ha="right", rotation_mode="anchor")
        ax.set_xlim(-0.4, len(stages) + 1.2)
        ax.set_ylim(0.7, 5.3)
        ax.set_yticks(range(1, 6), ["1 bad", "2", "3", "4", "5 very good"])
        describe(ax, title, [*sentences, f"Widest gap: {stages[widest]}, {max(gaps):g}."])
    return ax
