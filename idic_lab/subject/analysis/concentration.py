"""How concentrated customers' value is, and the recency, frequency and monetary table behind segments.

Transactions have the columns customer_id, date and spend_usd, of which the days up to `until` ("1997-09-30") count.
Values are one number of 0 or more a customer. Spend is revenue, so none of this is profit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SCORES = 5
"""Recency, frequency and monetary value are each scored in fifths: 5 is the best fifth."""

SEGMENTS = {
    "best": "bought lately, often, and for much",
    "slipping away": "often or for much, but not lately",
    "steady": "often",
    "occasional": "more than once",
    "one-off": "on one day only",
}
"""Segments in the order in which they are tried: a customer belongs to the first that fits."""


def purchases(transactions: pd.DataFrame, until: str | None = None) -> pd.DataFrame:
    """Merge what a customer bought on one day into one purchase.

    Returns
    -------
    DataFrame
        customer_id, date, spend_usd, and repeat: False on the customer's first day, True on every later one.
    """
    counted = transactions if until is None else transactions[transactions["date"] <= until]
    merged = counted.groupby(["customer_id", "date"], as_index=False)["spend_usd"].sum()
    return merged.assign(repeat=merged["date"] > merged.groupby("customer_id")["date"].transform("min"))


def spend_per_customer(transactions: pd.DataFrame, until: str | None = None, count: str = "all spend") -> pd.Series:
    """Add up what each customer spent; whom and what to count is the question that decides the answer.

    Parameters
    ----------
    count : {"all spend", "repeat spend", "repeat buyers"}
        Everything; what was spent after the first day, with 0 for those who never came back; or the same among those
        who did. Anything else raises ValueError.

    Returns
    -------
    Series
        US dollars, indexed by customer_id, named "spend_usd".
    """
    merged = purchases(transactions, until)
    again = merged.loc[merged["repeat"]].groupby("customer_id")["spend_usd"].sum()
    if count == "repeat buyers":
        return again
    everything = merged.groupby("customer_id")["spend_usd"].sum()
    if count == "all spend":
        return everything
    if count == "repeat spend":
        return again.reindex(everything.index, fill_value=0.0)
    raise ValueError(f"count is {count!r}. Use 'all spend', 'repeat spend' or 'repeat buyers'.")


def top_share(values: pd.Series, fraction: float = 0.2) -> float:
    """Compute the share of the total, from 0 to 1, that the top fraction of customers brings.

    Parameters
    ----------
    values : Series
    fraction : float
        The part of the customers counted as the top, above 0 and up to 1; a whole number of customers, at least one.

    Raises
    ------
    ValueError
        If the fraction is not above 0 and up to 1, or the values have no share (none, negative, missing, all 0).
    """
    if not 0 < fraction <= 1:
        raise ValueError(f"The fraction is {fraction:g}. It must be above 0 and at most 1, for example 0.2.")
    ordered = _ordered(values)
    top = max(1, math.floor(fraction * len(ordered) + 0.5))
    return float(ordered.iloc[:top].sum() / ordered.sum())


def curve(values: pd.Series) -> pd.DataFrame:
    """Trace the concentration curve: customers from the best down against the share they bring together.

    Returns
    -------
    DataFrame
        customers and value, both cumulated shares: n + 1 rows, from (0, 0) to (1, 1). A Lorenz curve starts from the
        *poorest* customer; this one is the same curve turned by half a turn.
    """
    import pandas as pd

    ordered = _ordered(values)
    cumulated = [0.0, *(ordered.cumsum() / ordered.sum())]
    return pd.DataFrame({"customers": [n / len(ordered) for n in range(len(ordered) + 1)], "value": cumulated})


def rfm(transactions: pd.DataFrame, today: str | None = None) -> pd.DataFrame:
    """Build the table of recency, frequency and monetary value.

    Parameters
    ----------
    transactions : DataFrame
    today : str, optional
        The day from which recency is counted; later purchases are left out. By default the last day in the data.

    Returns
    -------
    DataFrame
        One row a customer: recency (days since the last purchase), frequency (days with a purchase), monetary (US
        dollars in all), and recency_score, frequency_score, monetary_score from 1 to 5, 5 the best fifth. Customers
        with equal values get the same score, the lower one, so the fifths need not be of equal size.
    """
    import pandas as pd

    merged = purchases(transactions, today)
    now = pd.Timestamp(today) if today is not None else merged["date"].max()
    customers = merged.groupby("customer_id")
    table = pd.DataFrame(
        {
            "recency": (now - customers["date"].max()).dt.days,
            "frequency": customers.size(),
            "monetary": customers["spend_usd"].sum(),
        }
    )
    for column in ("recency", "frequency", "monetary"):
        # "min" puts the many who bought once at the bottom and not in the middle, where a mean rank would.
        standing = table[column].rank(method="min", pct=True, ascending=column != "recency")
        table[f"{column}_score"] = (standing * SCORES).apply(math.ceil)
    return table


def segments(table: pd.DataFrame) -> pd.Series:
    """Name the segment of each customer, one of `SEGMENTS`, from a table of `rfm`.

    The limits are a convention (scores of 4 and 5 are high, 1 and 2 are low), not a law.
    """
    import pandas as pd

    lately, long_ago = table["recency_score"] >= 4, table["recency_score"] <= 2
    often, much = table["frequency_score"] >= 4, table["monetary_score"] >= 4
    fits = {
        "best": lately & often & much,
        "slipping away": long_ago & (often | much),
        "steady": often,
        "occasional": table["frequency"] > 1,
    }
    segment = pd.Series("one-off", index=table.index, name="segment")
    for name in reversed(fits):
        segment = segment.mask(fits[name], name)
    return segment


def _ordered(values: pd.Series) -> pd.Series:
    if values.empty:
        raise ValueError("There are no customers, so there is nothing to share out.")
    if values.isna().any():
        raise ValueError(f"{int(values.isna().sum())} customers have no value. Leave them out or give them 0.")
    if (values < 0).any():
        raise ValueError(f"The value {values.min():g} is negative. Shares need values of 0 or more.")
    if values.sum() == 0:
        raise ValueError("All values are 0, so there is nothing to share out.")
    return values.sort_values(ascending=False)
