"""Pictures of curves and spreads: trust over self-orientation, concentration of value, a distribution."""

from idic_lab.subject.plots.page import (
    DASHES,
    INK,
    LINE,
    MARKERS,
    PAPER,
    SERIES,
    SIGNS,
    SOFT,
    canvas,
    describe,
    label,
    mark_guess,
    profiles_of,
    style,
)
from idic_lab.subject.trust import two_digits

STEPS = 200  # points of a curve: more cannot be told apart on the page


def trust_curve(profiles, guess=None, ax=None):
    """Draw T over all of self-orientation while C, R and I stay, and mark where up to four profiles stand."""
    profiles = profiles_of(profiles)
    low, high = next((profile.low, profile.high) for profile in profiles.values())
    over = [low + (high - low) * step / STEPS for step in range(STEPS + 1)]
    top = max(profile.built for profile in profiles.values()) / low
    with style():
        ax = canvas(ax, 3.8)
        ax.grid(axis="x", visible=False)
        sentences, points = [], []
        for place, (name, profile) in enumerate(profiles.items()):
            sign, colour = place % 4, SERIES[1 - place] if place < 2 else SERIES[place % 4]
            ax.plot(over, [profile.built / s for s in over], linestyle=DASHES[sign], color=colour)
            s, trust = profile.self_orientation, profile.trust
            ax.plot(
                s, trust, MARKERS[sign], color=colour, markeredgecolor=PAPER, markersize=11, clip_on=False, zorder=6
            )
            points.append((s, trust, f"{name + ': ' if name else ''}T = {two_digits(trust)}"))
            sentences.append(
                f"{name or 'T'} falls from {two_digits(profile.built / low)} at self-orientation {low:g} "
                f"to {two_digits(profile.built / high)} at {high:g}; at {s:g} it is {two_digits(trust)}."
            )
        ax.set_xlim(low, high)
        ax.set_ylim(0, top * 1.14)
        if float(low).is_integer():
            ax.set_xticks(range(int(low), int(high) + 1))
        ax.yaxis.get_major_locator().set_params(integer=True, nbins=6)
        _above_all(ax, points, top)
        describe(ax, "Trust falls as self-orientation rises", sentences, "self-orientation S")
        ax.set_ylabel("trust T")
        mark_guess(ax, guess, upright=False)
    return ax


def concentration(curves, threshold=0.2, guess=None, ax=None):
    """Draw which share of the value the best customers bring, and read it off at a threshold.

    Parameters
    ----------
    curves : pandas.DataFrame or mapping
        customers and value, cumulated shares from 0 to 1, best customers first (`analysis.concentration.curve`); or
        up to four such curves by name.
    threshold : float
        The share of customers at which the curve is read, from 0 to 1.
    guess : float, optional
        A share of value in per cent.
    """
    from numpy import interp

    title = f"What the best {100 * threshold:g} % of customers bring"
    curves = {"": curves} if hasattr(curves, "columns") else dict(curves)
    sentences, points = [], []
    with style():
        ax = canvas(ax, 4.2)
        ax.plot([0, 100], [0, 100], color=SOFT, linewidth=1.2, linestyle=(0, (1, 2)))
        ax.text(62, 56, "if all brought the same", color=SOFT, fontsize=10)
        ax.axvline(100 * threshold, color=SOFT, linewidth=1.2)
        for place, (name, curve) in enumerate(curves.items()):
            sign = place % 4
            reached = 100 * float(interp(threshold, curve["customers"], curve["value"]))
            ax.plot(100 * curve["customers"], 100 * curve["value"], linestyle=DASHES[sign], color=SERIES[sign])
            ax.plot(100 * threshold, reached, MARKERS[sign], color=SERIES[sign], markeredgecolor=PAPER, markersize=11)
            text = f"{SIGNS[sign]}  {reached:.0f} %  {name}" if name else f"{reached:.0f} %"
            points.append((100 * threshold, reached, text))
            sentences.append(f"{name or 'They'}: {reached:.0f} per cent.")
        _below_all(ax, points)
        ax.set_xlim(0, 100)
        ax.set_ylim(0, 101)
        ax.set_xticks(sorted({0, 20, 40, 60, 80, 100, round(100 * threshold)}))
        describe(ax, title, sentences, "per cent of customers, best first")
        ax.set_ylabel("per cent of value")
        mark_guess(ax, guess, upright=False)
    return ax


def distribution(values, title, unit="", guess=None, bins=20, ax=None):
    """Draw how often values occur, with their mean and their median; missing ones are counted in the text."""
    kept = values.dropna()
    mean, median = float(kept.mean()), float(kept.median())
    with style():
        ax = canvas(ax, 3.4)
        ax.grid(axis="x", visible=False)
        ax.hist(kept, bins, color="#9fb3c8", edgecolor=PAPER, linewidth=1)
        high = ax.get_ylim()[1]
        ax.set_ylim(0, high * 1.34)
        # The lower one of the two is labelled higher up: its label passes over the other's line.
        lines = sorted([(mean, "mean", "-"), (median, "median", (0, (4, 2)))])
        for (value, name, dash), height in zip(lines, (1.24, 1.09), strict=True):
            ax.plot([value, value], [0, high * height], color=INK, linestyle=dash, linewidth=1.8)
            label(ax, f"{name} {value:.3g} {unit}".strip(), (value, high * height), (5, 0))
        ax.spines["bottom"].set_color(LINE)
        missing = f" {len(values) - len(kept)} missing." if len(kept) < len(values) else ""
        sentences = [
            f"{len(kept)} values from {kept.min():.4g} to {kept.max():.4g} {unit}".strip()
            + f"; mean {mean:.4g}, median {median:.4g}.{missing}"
        ]
        describe(ax, f"{title} (n = {len(kept)})", sentences, unit)
        ax.set_ylabel("how many")
        mark_guess(ax, guess)
    return ax


def _above_all(ax, points, top):
    """Write T above the highest curve at each point, so that no curve crosses a label, and lead a line down to it."""
    low, high = ax.get_xlim()
    taken = []
    for s, trust, text in sorted(points, reverse=True):
        near_end = s > low + 0.7 * (high - low)
        start = s - 0.3 * (high - low) if near_end else s
        place = max(top * low / start + 0.06 * top, trust)
        # `top` times `low` is the largest C + R + I: divided by S it is the highest curve.
        while any(abs(s - other) < 0.6 * (high - low) and abs(place - used) < 0.1 * top for other, used in taken):
            place += 0.02 * top
        taken.append((s, place))
        if place > trust + 0.02 * top:
            ax.plot([s, s], [trust, place], color=SOFT, linewidth=0.8, zorder=2)
        label(ax, text, (s, place), (4 if near_end else -2, 4), ha="right" if near_end else "left", weight="bold")


def _below_all(ax, points):
    """List the labels under the lowest curve, where a rising curve leaves room, each with the sign of its point."""
    points = sorted(points, key=lambda point: -point[1])
    place = max(points[-1][1] - 8, 8 * len(points))
    for (x, _, text), step in zip(points, range(len(points)), strict=True):
        label(ax, text, (x, place - 8 * step), (9, 0), weight="bold")
