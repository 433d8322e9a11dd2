"""The Kleenz survey as a form: its items and their scale, what is wrong with the forms filled in, and cleaning them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

LOW, HIGH = 1, 7
"""The ends of the survey's rating scale."""

ITEMS = {
    "credibility": ("c1", "c2", "c3"),
    "reliability": ("r1", "r2", "r3"),
    "intimacy": ("i1", "i2", "i3"),
    "self_orientation": ("s1", "s2_rev", "s3"),
}
"""The three items behind each component of trust."""

REVERSED = ("s2_rev",)
"""Items worded the other way round: a high answer means a *low* self-orientation."""

RATED = (*(item for items in ITEMS.values() for item in items), "trust_overall")


def faults(survey: pd.DataFrame) -> pd.DataFrame:
    """List what is wrong with a raw survey.

    Returns
    -------
    DataFrame
        One row a fault: respondent, column, value, fault ("repeated", "outside the scale" or "missing"). An empty
        told_first or apology_elements is none where there was no problem. Repeated rows are not searched further.
    """
    import pandas as pd

    repeated = survey["respondent"].duplicated()
    found = [(name, "respondent", name, "repeated") for name in survey.loc[repeated, "respondent"]]
    kept = survey[~repeated]
    for column in survey.columns:
        values = kept[column]
        missing = values.isna()
        if column in ("told_first", "apology_elements"):
            missing &= kept["problem"] == "yes"
        found += [(name, column, None, "missing") for name in kept.loc[missing, "respondent"]]
        if column in RATED:
            wrong = values.notna() & ~values.between(LOW, HIGH)
            found += [
                (name, column, value, "outside the scale")
                for name, value in zip(kept.loc[wrong, "respondent"], values[wrong], strict=True)
            ]
    return pd.DataFrame(found, columns=["respondent", "column", "value", "fault"])


def clean(survey: pd.DataFrame) -> pd.DataFrame:
    """Return a new survey with one row a respondent, the first, in which impossible ratings are missing.

    Missing values stay missing, because inventing answers would be worse than having fewer. Rows are renumbered from 0.
    """
    kept = survey.drop_duplicates("respondent").reset_index(drop=True)
    for item in RATED:
        if item in kept:
            kept[item] = kept[item].where(kept[item].between(LOW, HIGH))
    return kept


def refuse_uncleaned(survey: pd.DataFrame) -> None:
    """Raise ValueError for a survey with a repeated respondent or a rating outside the scale."""
    repeated = survey.loc[survey["respondent"].duplicated(), "respondent"]
    if not repeated.empty:
        raise ValueError(f"Respondent {repeated.iloc[0]} stands in the survey twice. Use clean(survey) first.")
    rated = [item for item in RATED if item in survey]
    # All at once, because every analysis starts here; a missing answer is neither below nor above.
    ratings = survey[rated].to_numpy(dtype=float)
    if ((ratings < LOW) | (ratings > HIGH)).any():
        for item in rated:
            refuse_outside(survey[item], LOW, HIGH)


def refuse_outside(series: pd.Series, low: float, high: float) -> None:
    """Raise ValueError, naming the value and the remedy, for an answer outside the scale."""
    outside = series[series.notna() & ~series.between(low, high)]
    if not outside.empty:
        raise ValueError(
            f"{series.name or 'The series'} holds {outside.iloc[0]:g}, outside {low:g} to {high:g}. "
            "Use clean(survey) first, which blanks such answers out."
        )
