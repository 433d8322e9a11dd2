"""Needs against value: who gets a reward that goes to the best customers, and who of them has a use for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

REWARDS = {
    "speed": "express service",
    "care": "finishing by hand",
    "price": "a discount",
    "convenience": "free collection",
}
SHARES = (5, 10, 20, 30, 40, 50, 75, 100)


def best(survey: pd.DataFrame, share: float) -> pd.DataFrame:
    """Return the `share` per cent of customers who spend most, the highest first.

    The survey is cleaned and has spend_12m and main_need; customers without one of them are left out. A share outside 0
    to 100 raises ValueError.
    """
    if not 0 <= share <= 100:
        raise ValueError(f"{share} per cent of customers cannot be. Choose a number from 0 to 100.")
    known = survey.dropna(subset=["spend_12m", "main_need"])
    ranked = known.sort_values("spend_12m", ascending=False, kind="stable")
    return ranked.head(round(len(ranked) * share / 100))


def reward(survey: pd.DataFrame, need: str, share: float) -> dict[str, int]:
    """Count what happens when the `share` per cent who spend most get something that serves one need.

    Returns
    -------
    dict
        get: customers who get it; fit: of those, the ones with this main need; missed: customers with this main need
        who do not get it.
    """
    return _count(best(survey, 100)["main_need"].to_numpy() == need, share)


def frames(survey: pd.DataFrame) -> dict:
    """Draw who gets a reward and who needs it for ``ask.explore``; the dials are `REWARDS` and `SHARES`."""
    drawn = {}
    ranked = best(survey, 100)["main_need"].to_numpy()
    for place, (need, name) in enumerate(REWARDS.items()):
        curve = {share: _count(ranked == need, share) for share in (0, *SHARES)}
        lines = [
            {"label": label, "points": [[share, count[key]] for share, count in curve.items()]}
            for label, key in (("get it", "get"), ("and need it", "fit"))
        ]
        for at, share in enumerate(SHARES):
            count = curve[share]
            who = "all customers" if share == 100 else f"the top {share} %"
            drawn[f"{place},{at}"] = {
                "lines": lines,
                "marks": [{"x": share, "y": count[key], "label": ""} for key in ("get", "fit")],
                "caption": f"{name[0].upper()}{name[1:]} for {who}: {count['get']} customers get it. "
                f"{count['fit']} of them, {100 * count['fit'] / count['get']:.0f} %, have {need} as their main need. "
                f"So have {count['missed']} others, who do not get it.",
            }
    return drawn


def _count(wanted, share):
    """Return what `reward` returns, from who has the need: all customers, those who spend most first."""
    get = round(len(wanted) * share / 100)
    fit = int(wanted[:get].sum())
    return {"get": get, "fit": fit, "missed": int(wanted.sum()) - fit}
