"""The Kleenz survey: scales, the trust equation over respondents, gaps between groups.

All but `reverse` take a cleaned survey and raise ValueError for another; none changes what it is given. With
``reverse=False`` the reverse-worded item is not turned round. `faults` and `clean` can be had from here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from idic_lab.subject.analysis.cleaning import HIGH, ITEMS, LOW, REVERSED, refuse_outside, refuse_uncleaned
from idic_lab.subject.analysis.cleaning import clean as clean
from idic_lab.subject.analysis.cleaning import faults as faults

if TYPE_CHECKING:
    import pandas as pd

GROUPINGS = ("branch", "channel", "addon_unrequested", "told_first", "late", "main_need", "age_group")
"""The columns whose groups `best_group_values` compares."""

SMALLEST_GROUP = 20


def reverse(series: pd.Series, low: float = LOW, high: float = HIGH) -> pd.Series:
    """Turn a reverse-worded item round: `low + high - answer`. An answer outside the scale raises ValueError."""
    refuse_outside(series, low, high)
    return low + high - series


def components(survey: pd.DataFrame, reverse: bool = True) -> pd.DataFrame:
    """Score the four components of trust for each respondent, each from 1 to 7.

    A component is the mean of the items answered out of its three, so one missing item does not lose a respondent.
    """
    import numpy as np
    import pandas as pd

    refuse_uncleaned(survey)
    items = [item for names in ITEMS.values() for item in names]
    # One array for all four: every key of a graded survey starts here, for each submission.
    ratings = survey[items].to_numpy(dtype=float, copy=True)
    if reverse:
        turned = [items.index(item) for item in REVERSED]
        ratings[:, turned] = LOW + HIGH - ratings[:, turned]
    ratings = ratings.reshape(len(survey), len(ITEMS), len(items) // len(ITEMS))
    answered = (~np.isnan(ratings)).sum(axis=2)
    means = np.nansum(ratings, axis=2) / np.where(answered, answered, np.nan)
    return pd.DataFrame(means, index=survey.index, columns=list(ITEMS))


def trust(survey: pd.DataFrame, reverse: bool = True) -> pd.Series:
    """Compute T = (C + R + I) / S for each respondent, from 3/7 to 21; missing where a component is."""
    scores = components(survey, reverse)
    above = scores[["credibility", "reliability", "intimacy"]].sum(axis=1, skipna=False)
    return (above / scores["self_orientation"]).rename("trust")


def trust_mean_of_ratios(survey: pd.DataFrame, reverse: bool = True) -> float:
    """Compute T for each respondent first, then take the mean. Few people with a very low S weigh heavily in it."""
    return float(trust(survey, reverse).mean())


def trust_ratio_of_means(survey: pd.DataFrame, reverse: bool = True) -> float:
    """Take the mean of each component first, then compute T once: what an explorer set to the four means shows."""
    means = components(survey, reverse).mean()
    return float((means["credibility"] + means["reliability"] + means["intimacy"]) / means["self_orientation"])


def gap(survey: pd.DataFrame, value: str, by: str, a: object, b: object, reverse: bool = True) -> float:
    """Return mean(value in group a) - mean(value in group b), missing values left out.

    Parameters
    ----------
    value : str
        A component ("reliability"), "trust" (each respondent's own T), or a numeric column.
    by : str
        The column that makes the groups; `a` and `b` are two of its values. A group without respondents raises
        ValueError.
    """
    values = _values(survey, value, reverse)
    means = []
    for group in (a, b):
        members = values[survey[by] == group].dropna()
        if members.empty:
            known = ", ".join(str(known) for known in sorted(survey[by].dropna().unique()))
            raise ValueError(f"Nobody has {by} = {group!r}. Use one of: {known}.")
        means.append(float(members.mean()))
    return means[0] - means[1]


def group_means(survey: pd.DataFrame, by: str, reverse: bool = True) -> pd.DataFrame:
    """Average the four components and T (mean of ratios) in each group of a column, and count its respondents."""
    scores = components(survey, reverse).assign(trust=trust(survey, reverse))
    groups = scores.groupby(survey[by])
    return groups.mean().assign(respondents=groups.size())


def best_group_values(survey: pd.DataFrame) -> pd.DataFrame:
    """Find, for each component, the best mean that some group of customers already gives.

    Best is the highest group mean of C, R and I, and the lowest of S. Groups are the values of the `GROUPINGS`
    columns (told_first only among those with a problem) with at least 20 respondents.

    Returns
    -------
    DataFrame
        One row a component: value (1 to 7), column, group, respondents.
    """
    import pandas as pd

    best = {}
    for by in GROUPINGS:
        among = survey[survey["problem"] == "yes"] if by == "told_first" else survey
        means = group_means(among, by)
        for group, row in means[means["respondents"] >= SMALLEST_GROUP].iterrows():
            for component in ITEMS:
                sign = -1 if component == "self_orientation" else 1
                if component not in best or sign * row[component] > sign * best[component]["value"]:
                    best[component] = {
                        "value": float(row[component]),
                        "column": by,
                        "group": group,
                        "respondents": int(row["respondents"]),
                    }
    return pd.DataFrame.from_dict({component: best[component] for component in ITEMS}, orient="index")


def _values(survey: pd.DataFrame, value: str, reverse: bool) -> pd.Series:
    if value in ITEMS:
        return components(survey, reverse)[value]
    if value == "trust":
        return trust(survey, reverse)
    refuse_uncleaned(survey)
    return survey[value]
