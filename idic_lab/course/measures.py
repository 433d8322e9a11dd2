"""What a class's marks say about the questions: pure functions on lists of numbers.

Difficulty and discrimination are those of classical test theory (L. Crocker and J. Algina, *Introduction to Classical
and Modern Test Theory*, 1986, chapter 14). Groups that are too small to hide a person in are joined with their
neighbours or left out.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import correlation, fmean, quantiles

SMALLEST_GROUP = 5
"""Fewer students than this are never shown as a group of their own."""


@dataclass(frozen=True)
class Bar:
    """A part of a distribution."""

    # From and to, as parts of the maximum; the last one holds its upper end too
    low: float
    high: float
    count: int  # 0, or at least `SMALLEST_GROUP`

    @property
    def density(self):
        """How many students stand in a part of equal width."""
        return self.count / (self.high - self.low)


def bars(shares: Sequence[float]) -> list[Bar]:
    """Return a distribution in tenths of the points, joined until no bar holds fewer than a few students."""
    if len(shares) < SMALLEST_GROUP:
        return []
    counts = Counter(min(int(10 * min(max(share, 0.0), 1.0) + 1e-9), 9) for share in shares)
    found = [Bar(0.0, 0.0, 0)]
    for tenth in range(10):
        last, count = found[-1], counts[tenth]
        if 0 < last.count < SMALLEST_GROUP or last.high == 0 or last.count == count == 0:
            found.pop()
            found.append(Bar(last.low, (tenth + 1) / 10, last.count + count))
        else:
            found.append(Bar(last.high, (tenth + 1) / 10, count))
    while 0 < found[-1].count < SMALLEST_GROUP:  # too few at the upper end: they join what is below
        last, below = found.pop(), found.pop()
        found.append(Bar(below.low, 1.0, below.count + last.count))
    return found


def quantile(values: Sequence[float], part: float) -> float:
    """Return a quantile, between two values where it falls there; `part` is a multiple of 0.05."""
    return quantiles(values, n=20, method="inclusive")[round(20 * part) - 1]


def difficulty(earned: Sequence[float], possible: float) -> float:
    """Return how much of a criterion's points the class earned: 1 is very easy, 0 is very hard."""
    return fmean(earned) / possible


def discrimination(earned: Sequence[float], others: Sequence[float]) -> float | None:
    """Return how well a criterion tells strong work from weak work.

    The corrected item-total correlation: Pearson's, of the points for the criterion with the points for all others.
    """
    if len(earned) < 3 or max(earned) - min(earned) < 1e-9 or max(others) - min(others) < 1e-9:
        return None
    return correlation(earned, others)


class Reading(Enum):
    """What an instructor can make of difficulty and discrimination: words, and whether they call for a look."""

    CONTRARY = "Strong work loses points here that weak work earns: look at the key and at the wording.", True
    HARD = "Few earn this: teach it again, or look at the wording.", True
    EASY = "Nearly everybody earns this.", False
    APART = "Goes its own way: says little about the rest of the work.", False
    USUAL = "", False

    def __init__(self, words, calls):
        self.words, self.calls = words, calls


def reading(difficulty: float, discrimination: float | None, count: int) -> Reading:
    """Return what an instructor can make of the two numbers.

    The bounds are rules of thumb after R. L. Ebel, *Essentials of Educational Measurement* (1972), chapter 14.
    """
    if discrimination is not None and discrimination < -1 / math.sqrt(count):
        return Reading.CONTRARY
    if difficulty < 0.4:
        return Reading.HARD
    if difficulty > 0.95:
        return Reading.EASY
    if discrimination is not None and discrimination < 0.15:
        return Reading.APART
    return Reading.USUAL
