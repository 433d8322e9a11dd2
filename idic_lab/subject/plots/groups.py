"""Pictures that compare groups: scores, shares, means, and gaps inside other groups."""

from idic_lab.subject.plots.page import (
    LINE,
    MARKERS,
    PAPER,
    SERIES,
    SOFT,
    canvas,
    describe,
    hints,
    label,
    listed,
    mark_guess,
    profiles_of,
    rows,
    style,
)
from idic_lab.subject.trust import COMPONENTS, two_digits

BAR = "#4b5b6e"  # for figures that belong to no component and no step
COMPONENT = {component.key: component for component in COMPONENTS}


def trust_scores(profiles, guess=None, ax=None):
    """Draw T for several profiles, the highest first, each with its sum."""
    profiles = dict(sorted(profiles_of(profiles).items(), key=lambda pair: -pair[1].trust))
    scores = {name: profile.trust for name, profile in profiles.items()}
    sums = ["({:g} + {:g} + {:g}) / {:g}".format(*profile.ratings.values()) for profile in profiles.values()]
    with style():
        ax = canvas(ax, 1.3 + 0.5 * len(scores))
        rows(ax, len(scores))
        ax.barh(range(len(scores)), list(scores.values()), 0.6, color=BAR)
        for row, score in enumerate(scores.values()):
            label(ax, two_digits(score), (score, row), (6, 0), weight="bold")
        ax.set_yticks(range(len(scores)), list(scores))
        hints(ax, sums)
        ax.set_xlim(0, max([*scores.values(), guess or 0]) * 1.1)
        describe(ax, "Trust T, the highest first", [f"{listed(scores)}."], "T = (C + R + I) / S")
        mark_guess(ax, guess)
    return ax


def shares(percentages, title, guess=None, ax=None):
    """Draw percentages by name as bars from 0 to 100; they need not add up."""
    values = {str(name): float(value) for name, value in percentages.items()}
    with style():
        ax = canvas(ax, 1.2 + 0.42 * len(values))
        rows(ax, len(values))
        ax.barh(range(len(values)), list(values.values()), 0.6, color=BAR)
        for row, value in enumerate(values.values()):
            label(ax, f"{value:.0f} %", (value, row), (6, 0), weight="bold")
        ax.set_yticks(range(len(values)), list(values))
        ax.set_xlim(0, 100)
        ax.set_xticks(range(0, 101, 20))
        describe(ax, title, [f"{name}: {value:.0f} per cent." for name, value in values.items()], "of 100")
        mark_guess(ax, guess)
    return ax


def group_means(means, column="trust", guess=None, title="", scale=None, ax=None):
    """Draw one statistic of each group as a dot, with the number of people behind it.

    Parameters
    ----------
    means : pandas.DataFrame
        One row a group, in the order drawn, with `column` and respondents (`analysis.survey.group_means`).
    column : str
        A component or "trust".
    scale : tuple of float, optional
        The ends of the axis: 1 to 7 for a component, 0 to a little above the highest mean otherwise. It does not
        shrink to the means, so that a small gap looks small.
    """
    values = means[column]
    component = COMPONENT.get(column)
    name, colour = (component.name, component.colour) if component else (column.replace("_", " ").capitalize(), BAR)
    name = "Trust T" if column == "trust" else name
    low, high = scale or ((1, 7) if component else (0, max([float(values.max()), guess or 0]) * 1.2))
    with style():
        ax = canvas(ax, 1.2 + 0.42 * len(values))
        rows(ax, len(values))
        ax.hlines(range(len(values)), low, values, color=colour, linewidth=2.2)
        ax.plot(values, range(len(values)), "o", color=colour, markersize=11, clip_on=False)
        for row, value in enumerate(values):
            label(ax, two_digits(value), (value, row), (10, 0), weight="bold")
        labels = [f"{group}  (n = {count})" for group, count in means["respondents"].items()]
        ax.set_yticks(range(len(values)), labels)
        ax.set_xlim(low, high)
        by = str(means.index.name or "group").replace("_", " ")
        sentences = [f"{group}: {two_digits(value)}." for group, value in zip(labels, values, strict=True)]
        describe(ax, title or f"{name} by {by}", sentences, f"mean {name[0].lower()}{name[1:]}")
        mark_guess(ax, guess)
    return ax


def gap_within(people, value, by, within, guess=None, ax=None):
    """Draw the gap between two groups for all people, and then inside each group of another column.

    A gap that shrinks inside the groups belonged partly to them.

    Parameters
    ----------
    people : pandas.DataFrame
        One row a person.
    value, by, within : str
        The column averaged, the column with the two groups to compare (more or fewer raise ValueError), and the column
        whose groups are held apart.
    """
    people = people.dropna(subset=[value, by, within])
    sides = sorted(people[by].unique())
    if len(sides) != 2:
        raise ValueError(f"“{by}” holds {len(sides)} groups ({', '.join(map(str, sides))}). Choose a column with two.")
    parts = {"all": people, **{str(name): part for name, part in people.groupby(within)}}
    sentences = []
    with style():
        ax = canvas(ax, 1.6 + 0.62 * len(parts))
        rows(ax, len(parts))
        for row, (name, part) in enumerate(parts.items()):
            groups = part.groupby(by)[value].agg(["mean", "size"])
            ax.plot(groups["mean"], [row] * len(groups), color=SOFT, linewidth=3, solid_capstyle="butt")
            for place, (side, group) in enumerate(groups.sort_values("mean").iterrows()):
                left = place == 0
                number = sides.index(side)
                ax.plot(
                    group["mean"],
                    row,
                    MARKERS[number],
                    markersize=10,
                    markeredgewidth=2,
                    color=SERIES[number],
                    markerfacecolor=PAPER if number == 0 else SERIES[number],
                )
                who = f"{by.replace('_', ' ')}: {side}\n" if row == 0 else ""
                count = f"(n = {group['size']:.0f})"
                offset = (-10 if left else 10, 0)
                label(ax, f"{who}{two_digits(group['mean'])} {count}", (group["mean"], row), offset, fontsize=10)
                sentences.append(
                    f"{name}, {by.replace('_', ' ')} {side}: {two_digits(group['mean'])}, {group['size']:.0f} people."
                )
        ax.axhline(0.5, color=LINE, linewidth=1.5)
        ax.set_yticks(range(len(parts)), list(parts))
        ax.margins(x=0.45)
        what = "trust T" if value == "trust" else value.replace("_", " ")
        title = f"Mean {what} by {by.replace('_', ' ')}, for all and inside each {within.replace('_', ' ')}"
        describe(ax, title, sentences, f"mean {what}")
        mark_guess(ax, guess)
    return ax
