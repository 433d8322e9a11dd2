"""The Kleenz survey: scales, the trust equation over respondents, gaps between groups.

All but `reverse` take a cleaned survey and say so when they get another; none changes what it is given. `faults` and
`clean` can be had from here as well, because every analysis starts with them.
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
    """Turn a reverse-worded item round: `low + high - answer`.

    Parameters
    ----------
    series : Series
        Answers on the scale from `low` to `high`; missing ones stay missing.
    low, high : float
        The ends of the scale.

    Returns
    -------
    Series
        The same answers, counted from the other end.

    Raises
    ------
    ValueError
        If an answer lies outside the scale.
    """
    refuse_outside(series, low, high)
    return low + high - series


def components(survey: pd.DataFrame, reverse: bool = True) -> pd.DataFrame:
    """Score the four components of trust for each respondent.

    A component is the mean of the items answered out of its three, so one missing item does not lose a respondent.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.
    reverse : bool
        Turn `s2_rev` round first. False gives the scores of someone who forgot.

    Returns
    -------
    DataFrame
        Columns credibility, reliability, intimacy, self_orientation, each from 1 to 7, on the survey's index.

    Raises
    ------
    ValueError
        If the survey still holds a repeated respondent or a rating outside the scale.
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
    """Compute T = (C + R + I) / S for each respondent.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.
    reverse : bool
        As for `components`.

    Returns
    -------
    Series
        T, from 3/7 to 21, named "trust"; missing where a component is.
    """
    scores = components(survey, reverse)
    above = scores[["credibility", "reliability", "intimacy"]].sum(axis=1, skipna=False)
    return (above / scores["self_orientation"]).rename("trust")


def trust_mean_of_ratios(survey: pd.DataFrame, reverse: bool = True) -> float:
    """Compute T for each respondent first, then take the mean.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.
    reverse : bool
        As for `components`.

    Returns
    -------
    float
        The mean of the respondents' own T. Few people with a very low S weigh heavily in it.
    """
    return float(trust(survey, reverse).mean())


def trust_ratio_of_means(survey: pd.DataFrame, reverse: bool = True) -> float:
    """Take the mean of each component first, then compute T once.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.
    reverse : bool
        As for `components`.

    Returns
    -------
    float
        The T of the average profile: what a trust explorer set to the four means shows.
    """
    means = components(survey, reverse).mean()
    return float((means["credibility"] + means["reliability"] + means["intimacy"]) / means["self_orientation"])


def gap(survey: pd.DataFrame, value: str, by: str, a: object, b: object, reverse: bool = True) -> float:
    """Subtract the mean of one group from the mean of another.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.
    value : str
        What is averaged: a component ("reliability"), "trust" (each respondent's own T), or a numeric column.
    by : str
        The column that makes the groups.
    a, b : object
        The two groups: values of that column.
    reverse : bool
        As for `components`.

    Returns
    -------
    float
        mean(value in group a) - mean(value in group b), missing values left out.

    Raises
    ------
    ValueError
        If a group has no respondents.
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
    """Average the four components and T in each group of a column.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.
    by : str
        The column that makes the groups. Respondents with no value there are left out.
    reverse : bool
        As for `components`.

    Returns
    -------
    DataFrame
        One row a group: credibility, reliability, intimacy, self_orientation, trust (mean of ratios), respondents.
    """
    scores = components(survey, reverse).assign(trust=trust(survey, reverse))
    groups = scores.groupby(survey[by])
    return groups.mean().assign(respondents=groups.size())


def best_group_values(survey: pd.DataFrame) -> pd.DataFrame:
    """Find, for each component, the best mean that some group of customers already gives.

    Best is the highest group mean of C, R and I, and the lowest of S. Groups are the values of the `GROUPINGS`
    columns (told_first only among those with a problem) with at least 20 respondents.

    Parameters
    ----------
    survey : DataFrame
        A cleaned survey.

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
