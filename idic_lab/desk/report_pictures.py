"""The pictures of the class report, as SVG: they scale, follow the page's colours, and carry their own text."""

from html import escape

from idic_lab.desk.measures import quantile
from idic_lab.trust import COMPONENTS

WIDE = 640


def distribution(bars, mean_share, median_share):
    """Draw how the points are spread.

    Parameters
    ----------
    bars : list of idic_lab.desk.measures.Bar
    mean_share, median_share : float
        As parts of the maximum.

    Returns
    -------
    str
        SVG. Bars may differ in width; their area stands for the number of students.
    """
    left, bottom, top = 8, 190, 34
    across = WIDE - 2 * left
    # Students for each tenth of the points, so that a wide bar is not a high one.
    heights = [bar.count / (bar.high - bar.low) / 10 for bar in bars]
    scale = (bottom - top) / max(heights)
    drawn = []
    for bar, height in zip(bars, heights, strict=True):
        x, width, high = left + bar.low * across, (bar.high - bar.low) * across, height * scale
        if bar.count:
            drawn.append(
                f'<rect class="bar" x="{x + 1:.1f}" y="{bottom - high:.1f}" width="{width - 2:.1f}" '
                f'height="{high:.1f}" rx="3"/>'
                f'<text class="count" x="{x + width / 2:.1f}" y="{bottom - high - 6:.1f}">{bar.count}</text>'
            )
    ticks = "".join(
        f'<text class="tick" x="{left + part / 4 * across:.1f}" y="{bottom + 20}"{_anchor(part)}>{part * 25} %</text>'
        for part in range(5)
    )
    x = left + median_share * across
    anchor = "end" if median_share > 0.7 else "start"
    marker = (
        f'<line class="median" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 20}" y2="{bottom}"/>'
        f'<text class="label" x="{x + (-7 if anchor == "end" else 7):.1f}" y="{top - 20}" dy=".9em" '
        f'text-anchor="{anchor}">half have {median_share:.0%} or more</text>'
    )
    told = "; ".join(f"{bar.count} from {bar.low:.0%} to {bar.high:.0%}" for bar in bars if bar.count)
    title = f"Students by their part of the points: {told}. Mean {mean_share:.0%}, median {median_share:.0%}."
    line = f'<line class="axis" x1="{left}" x2="{WIDE - left}" y1="{bottom}" y2="{bottom}"/>'
    return _svg(WIDE, bottom + 30, title, "".join(drawn) + line + ticks + marker)


def _anchor(part):
    return {0: ' text-anchor="start"', 4: ' text-anchor="end"'}.get(part, "")


def trust_profiles(profiles):
    """Draw where a class has set the four components, as the fraction that they are.

    Parameters
    ----------
    profiles : list of dict
        Ratings by component, one for each student.

    Returns
    -------
    str
        SVG: for each component the median, the middle half of the class and the middle nine tenths; above the line what
        builds trust, below it what divides.
    """
    left, right, row = 150, 60, 42
    top_of_scale = 7 if all(rating <= 7 for profile in profiles for rating in profile.values()) else 10
    along = lambda rating: left + (rating - 1) / (top_of_scale - 1) * (WIDE - left - right)  # noqa: E731  one formula
    drawn, told = [], []
    for number, component in enumerate(COMPONENTS):
        y = 30 + number * row + (18 if number == 3 else 0)
        ratings = [profile[component.key] for profile in profiles]
        low, first, middle, third, high = (quantile(ratings, part) for part in (0.05, 0.25, 0.5, 0.75, 0.95))
        told.append(f"{component.name}: median {middle:g}, middle half {first:g} to {third:g}")
        drawn.append(
            f'<text class="name" x="0" y="{y}" dy=".35em">{escape(component.name)}</text>'
            f'<line class="rail" x1="{along(1):.1f}" x2="{along(top_of_scale):.1f}" y1="{y}" y2="{y}"/>'
            f'<line x1="{along(low):.1f}" x2="{along(high):.1f}" y1="{y}" y2="{y}" stroke="{component.colour}" '
            'stroke-width="4" stroke-linecap="round"/>'
            f'<line x1="{along(first):.1f}" x2="{along(third):.1f}" y1="{y}" y2="{y}" stroke="{component.colour}" '
            'stroke-width="14" stroke-linecap="round" stroke-opacity=".55"/>'
            f'<circle class="dot" cx="{along(middle):.1f}" cy="{y}" r="8" fill="{component.colour}"/>'
            f'<text class="value" x="{WIDE}" y="{y}" dy=".35em">{middle:.3g}</text>'
        )
    y = 30 + 2 * row + row / 2 + 9
    drawn.append(f'<line class="fraction" x1="0" x2="{WIDE}" y1="{y}" y2="{y}"/>')
    bottom = 30 + 3 * row + 18 + 34
    drawn += [
        f'<text class="tick" x="{along(rating):.1f}" y="{bottom}">{rating}</text>'
        for rating in range(1, top_of_scale + 1, 3)
    ]
    return _svg(WIDE, bottom + 8, f"Settings of {len(profiles)} students. {'; '.join(told)}.", "".join(drawn))


def share_bar(share, colour="var(--mark)"):
    """Return a small bar for a part of a whole, to stand beside its number.

    Parameters
    ----------
    share : float
        0 to 1.
    colour : str

    Returns
    -------
    str
    """
    return (
        '<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rail" width="100" height="10" rx="3"/>'
        f'<rect width="{100 * min(max(share, 0), 1):.1f}" height="10" rx="3" fill="{colour}"/></svg>'
    )


def _svg(width, height, title, inside):
    size = f'viewBox="0 0 {width} {height:.0f}"'
    return f'<svg class="picture" role="img" {size} aria-label="{escape(title)}">{inside}</svg>'
