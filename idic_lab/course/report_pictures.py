"""The pictures of the class report: boxes placed in per cent, so that they fit any width and words keep their size.

Each carries its own text for those who cannot see it.
"""


def distribution(bars, median: float) -> str:
    """Draw how the points are spread."""
    # Students for each part of the points that is equally wide, so that a wide bar is not a high one.
    heights = [bar.count / (bar.high - bar.low) for bar in bars]
    drawn = "".join(
        f'<i style="left:{100 * bar.low:.2f}%;width:{100 * (bar.high - bar.low):.2f}%;'
        f'height:{100 * height / max(heights):.2f}%"><b>{bar.count}</b></i>'
        for bar, height in zip(bars, heights, strict=True)
        if bar.count
    )
    ticks = "".join(f'<span style="left:{part}%">{part} %</span>' for part in (0, 25, 50, 75, 100))
    told = "; ".join(f"{bar.count} from {bar.low:.0%} to {bar.high:.0%}" for bar in bars if bar.count)
    side = "before" if median > 0.5 else "after"
    return (
        f'<div class="bars" role="img" aria-label="Students by their part of the points: {told}. '
        f'Half of them have {median:.0%} or more."><div class="median {side}" style="left:{100 * median:.2f}%">'
        f'<span>half have {median:.0%} or more</span></div><div class="field">{drawn}</div>'
        f'<div class="ticks">{ticks}</div></div>'
    )


def share_bar(share: float, kind: str = "") -> str:
    """Return a small bar for a part of a whole, to stand beside its number."""
    return (
        f'<span class="share {kind}" aria-hidden="true"><i style="width:{100 * min(max(share, 0), 1):.1f}%"></i></span>'
    )
