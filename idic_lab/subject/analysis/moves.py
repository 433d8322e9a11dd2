"""Where a claim about the trust equation holds: two moves compared over many profiles, and what makes T differ."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from idic_lab.subject.trust import COMPONENTS, trust_range, two_digits

if TYPE_CHECKING:
    import pandas as pd

KEYS = [component.key for component in COMPONENTS]
LOWER_S, RAISE_THREE, EQUAL = "lowering S", "raising all three", "no difference"
HIGHEST_GAIN = 2  # of the picture: at a low S the gain runs off every page


def grid(low: int = 1, high: int = 10, room: bool = False) -> pd.DataFrame:
    """List every profile of whole ratings on a scale, the four components as columns.

    Parameters
    ----------
    low, high : int
        The ends of the scale; `low` must be above 0.
    room : bool
        Keep only profiles in which S can fall by one point and C, R and I can rise by one.
    """
    import pandas as pd

    trust_range(low, high)
    above = range(low, high if room else high + 1)
    below = range(low + 1 if room else low, high + 1)
    return pd.DataFrame(list(product(above, above, above, below)), columns=KEYS)


def better_move(ratings: pd.DataFrame) -> pd.Series:
    """Tell for each profile whether "lowering S" by one, "raising all three" by one or "no difference" adds more to T.

    The first wins exactly when mean(C, R, I) > S - 1. Whether the scale has room for a move is not asked.
    """
    import numpy as np
    import pandas as pd

    built, bar = _built(ratings), 3 * (ratings["self_orientation"] - 1)
    equal = np.isclose(built, bar)  # thirds of a survey's means do not add up to the last digit
    names = np.where(equal, EQUAL, np.where(built > bar, LOWER_S, RAISE_THREE))
    return pd.Series(names, ratings.index, name="better move")


def explained_by_s(ratings: pd.DataFrame) -> float:
    """Return the share of the variance of log T that log S alone explains, from 0 to 1.

    The squared correlation of log T and log S. Where S is independent of C, R and I, as on `grid`, it is
    var(log S) / (var(log S) + var(log(C + R + I))). Rows with missing values are left out.
    """
    import numpy as np

    kept = ratings[KEYS].dropna()
    s = np.log(kept["self_orientation"])
    return float(np.corrcoef(np.log(_built(kept)) - s, s)[0, 1] ** 2)


def break_even_frames(means=range(1, 10), positions=range(2, 11)) -> dict:
    """Draw what both moves add to T over S for ``ask.explore``, a frame for each mean(C, R, I) and each S from 2 on."""
    over = [2 + step / 4 for step in range(33)]
    frames = {}
    for (place, mean), (at, s) in product(enumerate(means), enumerate(positions)):
        lower, three = _gain_lower(mean, s), 3 / s
        drawn = {
            "S one lower": [(x, _gain_lower(mean, x)) for x in over],
            "all three +1": [(x, 3 / x) for x in over],
        }
        frames[f"{place},{at}"] = {
            "lines": [
                {"label": name, "points": [[x, round(y, 3)] for x, y in points if y <= HIGHEST_GAIN]}
                for name, points in drawn.items()
            ],
            "marks": [{"x": s, "y": round(gain, 3), "label": ""} for gain in (lower, three) if gain <= HIGHEST_GAIN],
            "caption": _said(mean, s, lower, three),
        }
    return frames


def _built(ratings):
    return ratings["credibility"] + ratings["reliability"] + ratings["intimacy"]


def _gain_lower(mean, s):
    return 3 * mean / (s - 1) - 3 * mean / s


def _said(mean, s, lower, three):
    today = f"Mean of C, R and I {mean:g}, S {s:g}: T is {two_digits(3 * mean / s)}."
    gains = f"S one lower adds {two_digits(lower)}. All three one higher add {two_digits(three)}."
    if abs(lower - three) < 1e-9:
        return f"{today} {gains} Both moves add the same."
    return f"{today} {gains} {'Lowering S' if lower > three else 'Raising all three'} adds more."
