"""The concentration curve read at a threshold, for every way of counting: the frames of one picture with dials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from idic_lab.subject.analysis.concentration import curve, spend_per_customer, top_share

if TYPE_CHECKING:
    import pandas as pd

POINTS = 40
"""Points of a drawn curve: more cannot be told apart on the page."""

COUNTS = {
    "all spend": "all spend, all customers",
    "repeat spend": "repeat spend, all customers",
    "repeat buyers": "repeat spend, repeat buyers only",
}
"""What `concentration.spend_per_customer` can count, as people read it."""


def threshold_frames(transactions: pd.DataFrame, thresholds: tuple[int, ...], ends: dict[str, str]) -> dict[str, dict]:
    """Draw what the best customers bring, for `ask.explore`.

    Parameters
    ----------
    thresholds : tuple of int
        The best 5, 10, 20 … per cent of the customers.
    ends : dict of str to str
        The last day counted, for example "1997-09-30", and how people read it.

    Returns
    -------
    dict
        One frame for "COUNT,END,THRESHOLD", the places in `COUNTS`, `ends` and `thresholds`.
    """
    frames = {}
    for count_place, (count, counted) in enumerate(COUNTS.items()):
        for end_place, (end, until) in enumerate(ends.items()):
            values = spend_per_customer(transactions, end, count)
            lines = [
                {"label": "these", "points": _thinned(curve(values))},
                {"label": "if all equal", "points": [[0, 0], [100, 100]]},
            ]
            for place, threshold in enumerate(thresholds):
                share = 100 * top_share(values, threshold / 100)
                frames[f"{count_place},{end_place},{place}"] = {
                    "lines": lines,
                    "marks": [{"x": threshold, "y": round(share, 1), "label": f"{share:.1f} %"}],
                    "caption": f"The best {threshold} % of {len(values)} customers bring {share:.1f} %. "
                    f"Counted: {counted}, until {until}.",
                }
    return frames


def _thinned(traced: pd.DataFrame) -> list[list[float]]:
    """Return points of a curve in per cent, evenly spaced."""
    from numpy import interp, linspace

    at = linspace(0, 1, POINTS + 1)
    reached = interp(at, traced["customers"], traced["value"])
    return [[round(100 * x, 1), round(100 * y, 1)] for x, y in zip(at.tolist(), reached.tolist(), strict=True)]
