"""Draw the purchases of who-matters. Instructor's side only: it tells which mistakes the numbers are made to show.

    python content/datasets/who_matters.py                          write the committed table again, byte for byte
    python content/datasets/who_matters.py --seed 8 --to FOLDER     draw a fresh one

A thousand customers of the CDNOW cohort, none of whom is in the 1/10 sample that the lessons use. The purchases are
real; which customers are in it is decided by the seed.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from idic_lab.course import draws
from idic_lab.subject import datasets
from idic_lab.subject.analysis import concentration

SEED = 1997
CUSTOMERS = 1000
END, CUT = "1998-06-30", "1997-09-30"
COUNTS = ("all spend", "repeat spend", "repeat buyers")
OF_THE_LESSON = (67.4, 84.4, 65.1)
"""The three shares of lesson 05, which must not be right here."""


def draw(seed: int) -> dict[str, pd.DataFrame]:
    """Draw the table.

    Parameters
    ----------
    seed : int
        0 to 2**32 - 1. The same seed always gives the same customers.

    Returns
    -------
    dict of str to DataFrame
        purchases.csv: every purchase of 1 000 customers.

    Raises
    ------
    SeedRefused
        If a known mistake would give a right number, or a customer that the questions need is missing.
    """
    cohort, outside = _cohort()
    # RandomState and not default_rng: NumPy promises that only its stream never changes between versions.
    random = np.random.RandomState(seed)

    def purchases() -> dict[str, pd.DataFrame]:
        chosen = random.choice(outside, CUSTOMERS, replace=False)
        return {"purchases.csv": cohort[cohort["customer_id"].isin(chosen)].reset_index(drop=True)}

    return draws.first_that_holds(purchases, demands, seed)


@cache
def _cohort() -> tuple[pd.DataFrame, np.ndarray]:
    """Return the whole cohort, and the numbers of those customers who are not in the lessons' sample."""
    cohort = datasets.cdnow_full()
    return cohort, np.setdiff1d(cohort["customer_id"].unique(), datasets.cdnow()["customer_id"].unique())


def demands(drawn: dict[str, pd.DataFrame]) -> list[tuple[str, float, float, float]]:
    """Measure what the questions rely on.

    Parameters
    ----------
    drawn : dict of str to DataFrame
        As `draw` returns it.

    Returns
    -------
    list of (str, float, float, float)
        What is measured, its size, and the least and the most it may be. Shares are in per cent.
    """
    purchases = drawn["purchases.csv"]
    spend = {count: concentration.spend_per_customer(purchases, END, count) for count in COUNTS}
    shares = {count: 100 * concentration.top_share(values) for count, values in spend.items()}
    tenths = {count: 100 * concentration.top_share(values, 0.1) for count, values in spend.items()}
    found = []
    for (count, share), of_the_lesson in zip(shares.items(), OF_THE_LESSON, strict=True):
        others = [shares[other] for other in COUNTS if other != count]
        found.append(draws.apart(f"the share, {count},", share, [*others, tenths[count], 80.0], 1.1))
        found.append(draws.apart(f"the share, {count},", share, [of_the_lesson], 0.6))

    table = concentration.rfm(purchases, END)
    segment = concentration.segments(table)
    lines, days = (purchases.groupby("customer_id")["date"].agg(how) for how in ("size", "nunique"))
    known = table[lines.between(5, 8) & days.between(3, lines - 1)]
    much = table["monetary_score"] >= 4
    money = 100 * table["monetary"][segment == "one-off"].sum() / table["monetary"].sum()
    people = 100 * (segment == "one-off").mean()
    before = concentration.spend_per_customer(purchases, CUT)
    after = concentration.spend_per_customer(purchases[purchases["date"] > CUT])
    after = after.reindex(before.index, fill_value=0)
    best = before.nlargest(len(before) // 5).index
    later, earlier = 100 * (1 - after[best].sum() / after.sum()), 100 * (1 - before[best].sum() / before.sum())
    again = after.nlargest(len(before) // 5).index.isin(best).mean()
    anything = float("inf")
    return [
        *found,
        ("repeat spend over all spend", shares["repeat spend"] - shares["all spend"], 5, anything),
        ("the distance of the one-day buyers from a half", abs((days == 1).mean() - 0.5), 0.01, 0.5),
        ("the number of customers whose lines fit", len(known), 1, anything),
        ("the number of big spenders slipping away", (much & (segment == "slipping away")).sum(), 2, anything),
        ("the number of big spenders who bought on two days", (much & (segment == "occasional")).sum(), 2, anything),
        draws.apart("the money of the one-offs", money, [people, 100 - money, 20], 1.1),
        draws.apart("the later money of the others", later, [100 - later, earlier, 100 - earlier, 20, 80], 1.1),
        ("the later money of the others", later, 22, 48),
        ("the share of the best who are it again", again, 0.3, 0.75),
    ]


if __name__ == "__main__":
    draws.main(draw, SEED, __doc__)
