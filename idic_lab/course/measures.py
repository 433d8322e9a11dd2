"""What a class's marks say about the questions: pure functions on lists of numbers.

Difficulty and discrimination are those of classical test theory (L. Crocker and J. Algina, *Introduction to Classical
and Modern Test Theory*, 1986, chapter 14). Groups that are too small to hide a person in are joined with their
neighbours or left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

SMALLEST_GROUP = 5
"""Fewer students than this are never shown as a group of their own."""


@dataclass(frozen=True)
class Bar:
    """A part of a distribution.

    Parameters
    ----------
    low, high : float
        From and to, as parts of the maximum; the last one holds its upper end too.
    count : int
        0, or at least `SMALLEST_GROUP`.
    """

    low: float
    high: float
    count: int


def bars(shares: Sequence[float], edges=11, smallest=SMALLEST_GROUP):
    """Return a distribution in which no bar holds fewer than a few students.

    Parameters
    ----------
    shares : sequence of float
        Points earned as parts of the maximum, 0 to 1.
    edges : int
        Of bars of equal width, before neighbours are joined.
    smallest : int

    Returns
    -------
    list of Bar
        Side by side from 0 to 1; empty when there are too few students for one.
    """
    if len(shares) < smallest:
        return []
    last = edges - 1
    counts = [0] * last
    for share in shares:
        counts[min(int(min(max(share, 0.0), 1.0) * last + 1e-9), last - 1)] += 1
    found, begin, held = [], 0, 0
    for at, count in enumerate(counts):
        held += count
        if held >= smallest or held == 0:
            found.append(Bar(begin / last, (at + 1) / last, held))
            begin, held = at + 1, 0
    while held and found:  # too few at the upper end: they join what is below
        below = found.pop()
        held, begin = held + below.count, round(below.low * last)
        if held >= smallest:
            found.append(Bar(begin / last, 1.0, held))
            held = 0
    return _joined(found)


def _joined(found):
    """Join neighbours that are empty."""
    joined = []
    for bar in found:
        if joined and not bar.count and not joined[-1].count:
            joined[-1] = Bar(joined[-1].low, bar.high, 0)
        else:
            joined.append(bar)
    return joined


def quantile(values: Sequence[float], part):
    """Return a quantile, between two values where it falls there.

    Parameters
    ----------
    values : sequence of float
        At least one.
    part : float
        0 to 1; 0.5 is the median.

    Returns
    -------
    float
    """
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def difficulty(earned: Sequence[float], possible: float):
    """Return how much of a criterion's points the class earned: 1 is very easy, 0 is very hard.

    Parameters
    ----------
    earned : sequence of float
        Points, one for each student; at least one.
    possible : float
        Points, above 0.

    Returns
    -------
    float
    """
    return fmean(earned) / possible


def discrimination(earned: Sequence[float], others: Sequence[float]):
    """Return how well a criterion tells strong work from weak work.

    The corrected item-total correlation: Pearson's, of the points for the criterion with the points for all others.

    Parameters
    ----------
    earned : sequence of float
        Points for the criterion, one for each student.
    others : sequence of float
        The same students' points for everything else.

    Returns
    -------
    float or None
        -1 to 1; None when all have the same, or for fewer than three students, where it means nothing.
    """
    if len(earned) < 3 or max(earned) - min(earned) < 1e-9 or max(others) - min(others) < 1e-9:
        return None
    mean, mean_others = fmean(earned), fmean(others)
    together = sum((one - mean) * (other - mean_others) for one, other in zip(earned, others, strict=True))
    spread = math.sqrt(sum((one - mean) ** 2 for one in earned) * sum((other - mean_others) ** 2 for other in others))
    return max(-1.0, min(1.0, together / spread))


def reading(difficulty, discrimination, count):
    """Return what an instructor can make of the two numbers.

    The bounds are rules of thumb after R. L. Ebel, *Essentials of Educational Measurement* (1972), chapter 14.

    Parameters
    ----------
    difficulty : float
    discrimination : float or None
    count : int
        Of students. A correlation of none is off by about 1 / √count by chance alone.

    Returns
    -------
    (str, bool)
        A plain sentence, empty when nothing stands out, and whether it calls for something to be done.
    """
    if discrimination is not None and discrimination < -1 / math.sqrt(count):
        return "Strong work loses points here that weak work earns: look at the key and at the wording.", True
    if difficulty < 0.4:
        return "Few earn this: teach it again, or look at the wording.", True
    if difficulty > 0.95:
        return "Nearly everybody earns this.", False
    if discrimination is not None and discrimination < 0.15:
        return "Goes its own way: says little about the rest of the work.", False
    return "", False
