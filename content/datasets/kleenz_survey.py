"""Draw the synthetic Kleenz survey. Instructor's side only: it shows what is planted, so no student gets it.

    python content/datasets/kleenz_survey.py            write the two committed samples again, byte for byte
    python content/datasets/kleenz_survey.py --seed 8 --to FILE      draw fresh graded data

Every effect the lessons and the graded case rely on is *asserted* on the drawn sample, so a seed by which chance hid
one of them is refused. Nobody answered this survey and Kleenz is an invented firm.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from idic_lab.course import draws
from idic_lab.subject.analysis import survey as kleenz

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
SAMPLES = {"kleenz_survey.csv": 2043, "kleenz_practice.csv": 2057}

RESPONDENTS = 420
BRANCHES = {"Harbour": 0.28, "Central": 0.34, "Station": 0.22, "Hillside": 0.16}
CHANNELS = {"counter": 0.52, "app": 0.27, "collection": 0.21}
NEEDS = {"speed": 0.31, "care": 0.26, "price": 0.23, "convenience": 0.20}
AGES = {"18-29": 0.24, "30-44": 0.31, "45-59": 0.26, "60+": 0.19}
LATE_AT_HARBOUR, LATE_ELSEWHERE = 0.37, 0.14

SEED = SAMPLES["kleenz_survey.csv"]
SeedRefused = draws.SeedRefused


def draw(seed: int) -> dict[str, pd.DataFrame]:
    """Draw the graded survey by its file name, as every generator of graded tables does; see `generate`."""
    return {"kleenz_survey.csv": generate(seed)}


def generate(seed: int) -> pd.DataFrame:
    """Draw one survey and assert every planted effect.

    Parameters
    ----------
    seed : int
        0 to 2**32 - 1. The same seed always gives the same survey.

    Returns
    -------
    DataFrame
        422 rows: 420 respondents, two of them twice, with a few missing values and one impossible 99.

    Raises
    ------
    SeedRefused
        If the sample drawn does not show a planted effect, naming the effect and its size.
    """
    # RandomState and not default_rng: NumPy promises that only its stream never changes between versions.
    random = np.random.RandomState(seed)
    drawn = _customers(random)
    drawn = _experiences(drawn, random)
    drawn = _ratings(drawn, random)
    drawn.insert(3, "age_group", _ages(drawn, random))
    drawn = _faults(drawn, random)
    check(drawn, seed)
    return drawn


def _quota(shares: dict[str, float], random: np.random.RandomState) -> np.ndarray:
    """Values in fixed proportions, in random order: chance is kept for what is measured."""
    counts = [round(share * RESPONDENTS) for share in shares.values()]
    counts[0] += RESPONDENTS - sum(counts)
    return random.permutation(np.repeat(list(shares), counts))


def _customers(random: np.random.RandomState) -> pd.DataFrame:
    drawn = pd.DataFrame(
        {
            "respondent": [f"K{number:03d}" for number in range(1, RESPONDENTS + 1)],
            "branch": _quota(BRANCHES, random),
            "channel": _quota(CHANNELS, random),
            "main_need": _quota(NEEDS, random),
        }
    )
    drawn["spend_12m"] = np.exp(random.normal(5.1, 0.75, RESPONDENTS)).clip(15, 2400).round(2)
    standing = drawn["spend_12m"].rank(pct=True)
    chance = 0.2 + 0.52 * standing + 0.16 * (standing > 0.8)
    drawn["addon_unrequested"] = _yes(random.random_sample(RESPONDENTS) < chance)
    return drawn


def _experiences(drawn: pd.DataFrame, random: np.random.RandomState) -> pd.DataFrame:
    harbour = (drawn["branch"] == "Harbour").to_numpy()
    late = np.zeros(RESPONDENTS, dtype=bool)
    for members, share in ((harbour, LATE_AT_HARBOUR), (~harbour, LATE_ELSEWHERE)):
        late[random.choice(np.flatnonzero(members), round(share * members.sum()), replace=False)] = True
    damaged = random.random_sample(RESPONDENTS) < 0.06
    other = random.random_sample(RESPONDENTS) < 0.11
    problem = late | damaged | other
    # Harbour seldom tells first and is also the worst branch: part of the told-first gap belongs to the branch.
    told = random.random_sample(RESPONDENTS) < np.where(harbour, 0.24, 0.62)
    elements = random.binomial(4, np.where(harbour, 0.36, 0.48))
    drawn["problem"] = _yes(problem)
    drawn["late"] = _yes(late)
    drawn["damaged"] = _yes(damaged)
    drawn["told_first"] = pd.Series(_yes(told)).where(problem)
    drawn["apology_elements"] = pd.Series(elements, dtype="Int64").where(problem)
    return drawn


def _ratings(drawn: pd.DataFrame, random: np.random.RandomState) -> pd.DataFrame:
    def share(column: str, value: str) -> np.ndarray:
        return (drawn[column] == value).to_numpy().astype(float)

    problem, late, damaged = share("problem", "yes"), share("late", "yes"), share("damaged", "yes")
    told, addon = share("told_first", "yes"), share("addon_unrequested", "yes")
    elements = drawn["apology_elements"].fillna(0).to_numpy(dtype=float)
    harbour, hillside = share("branch", "Harbour"), share("branch", "Hillside")
    mood = random.normal(0, 0.35, RESPONDENTS)

    felt = {
        "credibility": 4.0 + 1.3 * hillside - 0.25 * harbour - 0.4 * problem + 0.22 * elements,
        "reliability": 4.7
        + 0.85 * hillside
        - 2.3 * late
        - 0.5 * late * share("main_need", "speed")
        - 0.9 * damaged
        - 0.3 * problem,
        "intimacy": 3.6
        + 1.4 * hillside
        - 0.3 * harbour
        + 0.3 * share("channel", "counter")
        - 0.2 * share("channel", "app")
        - 0.8 * problem
        + 1.0 * told
        + 0.3 * elements,
        "self_orientation": 3.9
        + 1.8 * addon
        + 0.3 * harbour
        - 0.25 * hillside
        + 0.35 * problem
        - 0.35 * told
        - 0.18 * elements,
    }
    sign = {"self_orientation": -1}
    for component, items in kleenz.ITEMS.items():
        level = felt[component] + sign.get(component, 1) * mood + random.normal(0, 0.65, RESPONDENTS)
        for item in items:
            answer = _rating(level + random.normal(0, 0.75, RESPONDENTS))
            drawn[item] = kleenz.LOW + kleenz.HIGH - answer if item in kleenz.REVERSED else answer

    score = kleenz.trust(drawn)
    drawn["trust_overall"] = _rating(1.1 + 0.95 * score + random.normal(0, 0.8, RESPONDENTS))
    chance = 1 / (1 + np.exp(-1.1 * (drawn["trust_overall"] - 3.1)))
    drawn["would_return"] = _yes(random.random_sample(RESPONDENTS) < chance)
    items = [*(item for names in kleenz.ITEMS.values() for item in names), "trust_overall"]
    return drawn.astype(dict.fromkeys(items, "Int64"))


def _ages(drawn: pd.DataFrame, random: np.random.RandomState) -> np.ndarray:
    """Deal the ages last and keep the flattest of forty deals: age does nothing, and chance must not say otherwise."""
    ratings = kleenz.components(drawn).assign(
        trust=kleenz.trust(drawn), trust_overall=drawn["trust_overall"].astype(float)
    )
    standard = (ratings - ratings.mean()) / ratings.std()

    def unevenness(ages: np.ndarray) -> float:
        means = standard.groupby(ages).mean()
        return (means.max() - means.min()).max()

    return min((_quota(AGES, random) for _ in range(40)), key=unevenness)


def _faults(drawn: pd.DataFrame, random: np.random.RandomState) -> pd.DataFrame:
    """Spoil the sample as real ones are: no respondent is hit twice, so each fault can be studied alone."""
    columns = ["c2", "r1", "i3", "s1", "s2_rev", "trust_overall", "age_group", "spend_12m"]
    hit = random.choice(RESPONDENTS, len(columns) + 3, replace=False)
    for row, column in zip(hit, columns, strict=False):
        drawn.loc[row, column] = None
    drawn.loc[hit[-3], "i2"] = 99
    later = [min(row + 37, RESPONDENTS) for row in sorted(hit[-2:])]
    for row, place in sorted(zip(sorted(hit[-2:]), later, strict=True), reverse=True):
        drawn = pd.concat([drawn[:place], drawn.loc[[row]], drawn[place:]])
    return drawn.reset_index(drop=True)


def check(raw: pd.DataFrame, seed: int) -> None:
    """Assert every planted effect on a drawn survey.

    Parameters
    ----------
    raw : DataFrame
        A survey as drawn, with its faults.
    seed : int
        The seed, for the message.

    Raises
    ------
    SeedRefused
        Naming the first effect that the sample does not show, and what it shows instead.
    """
    draws.hold(effects(raw), seed)


def effects(raw: pd.DataFrame) -> list[tuple[str, float, float, float]]:
    """Measure every planted effect.

    Parameters
    ----------
    raw : DataFrame
        A survey as drawn, with its faults.

    Returns
    -------
    list of (str, float, float, float)
        The effect, its size in this sample, and the least and the most it may be.
    """
    survey = kleenz.clean(raw)
    scored = survey.assign(trust=kleenz.trust(survey), **kleenz.components(survey))
    troubled = scored[scored["problem"] == "yes"]
    harbour = scored["branch"] == "Harbour"
    late = scored["late"] == "yes"
    addon = scored["addon_unrequested"] == "yes"
    top = scored["spend_12m"] >= scored["spend_12m"].quantile(0.8)
    overall, mean_of_ratios = kleenz.trust_ratio_of_means(survey), kleenz.trust_mean_of_ratios(survey)
    told_gap, told_within = _told_first_gaps(troubled)
    few, many = troubled["apology_elements"] <= 1, troubled["apology_elements"] >= 3
    faults = kleenz.faults(raw)["fault"].value_counts()
    all_best, three_best, only_s = _reachable(scored, overall)
    need = scored.groupby("main_need")["trust"].mean()
    anything = float("inf")
    return [
        ("the number of respondents", len(survey), RESPONDENTS, RESPONDENTS),
        ("the number of repeated rows", faults.get("repeated", 0), 2, 2),
        ("the number of ratings outside the scale", faults.get("outside the scale", 0), 1, 1),
        ("the number of missing values", faults.get("missing", 0), 8, 8),
        ("the share of late orders at Harbour", late[harbour].mean(), 0.36, 0.38),
        ("the share of late orders elsewhere", late[~harbour].mean(), 0.13, 0.15),
        ("the fall of reliability when late", -_gap(scored, "reliability", late), 2.0, anything),
        ("the fall of reliability at Harbour", -_gap(scored, "reliability", harbour), 0.4, anything),
        ("the rise of self-orientation with an add-on", _gap(scored, "self_orientation", addon), 1.1, anything),
        ("the number of respondents with a problem", len(troubled), 110, 190),
        ("the told-first gap in trust", told_gap, 0.35, anything),
        ("the told-first gap within branches", told_within, 0.15, anything),
        ("the part of the told-first gap that is the branch", 1 - told_within / told_gap, 0.08, 0.6),
        (
            "the rise of trust from few to many apology elements",
            _gap(troubled[few | many], "trust", many),
            0.3,
            anything,
        ),
        ("the correlation of apology elements and trust", _correlation(troubled, "apology_elements"), 0.15, 1),
        ("the rise of add-ons among top spenders", addon[top].mean() - addon[~top].mean(), 0.2, anything),
        ("the fall of trust among top spenders", -_gap(scored, "trust", top), 0.25, anything),
        ("the largest gap in trust between age groups", _spread(scored, "trust"), 0, 0.25),
        ("the largest gap in trust_overall between age groups", _spread(scored, "trust_overall"), 0, 0.3),
        ("the share of the variance of trust that age explains", _explained(scored, "age_group"), 0, 0.01),
        ("the largest gap in trust between main needs", need.max() - need.min(), 0, 0.6),
        (
            "the inflation of trust when s2 is not reversed",
            kleenz.trust_ratio_of_means(survey, False) / overall,
            1.04,
            2,
        ),
        ("the mean of ratios over the ratio of means", mean_of_ratios / overall, 1.03, 1.3),
        ("the correlation of trust and trust_overall", _correlation(scored, "trust_overall"), 0.5, 1),
        (
            "the rise of trust among those who would return",
            _gap(scored, "trust", scored["would_return"] == "yes"),
            0.3,
            9,
        ),
        ("overall trust, ratio of means", overall, 2.2, 3.2),
        ("the trust reached with every component at its best group", all_best, 1.5, anything),
        ("the trust reached with all but credibility at their best group", three_best, 1.4, anything),
        ("the trust reached with self-orientation alone at its best", only_s, 1.05, 1.35),
    ]


def _yes(flags: np.ndarray) -> np.ndarray:
    return np.where(flags, "yes", "no")


def _rating(level: np.ndarray | pd.Series) -> np.ndarray:
    return np.clip(np.rint(level), kleenz.LOW, kleenz.HIGH).astype(int)


def _gap(scored: pd.DataFrame, value: str, members: pd.Series) -> float:
    return float(scored.loc[members, value].mean() - scored.loc[~members, value].mean())


def _told_first_gaps(troubled: pd.DataFrame) -> tuple[float, float]:
    """Return the raw gap, and the mean of the branches' own gaps weighted by their respondents with a problem."""
    told = troubled["told_first"] == "yes"
    raw = _gap(troubled, "trust", told)
    branches = [members for _, members in troubled.groupby("branch")]
    within = [_gap(members, "trust", members["told_first"] == "yes") for members in branches]
    return raw, float(np.average(within, weights=[len(members) for members in branches]))


def _reachable(scored: pd.DataFrame, overall: float) -> tuple[float, float, float]:
    """T at the best group values over T today: all components moved, all but credibility, self-orientation alone.

    The second is what three recommendations can do, on the steps of the sliders.
    """
    best = kleenz.best_group_values(scored)["value"]
    above = ["credibility", "reliability", "intimacy"]
    today = scored[above].mean()
    step = best.round(1)
    three = today.round(1)["credibility"] + step["reliability"] + step["intimacy"]
    return (
        best[above].sum() / best["self_orientation"] / overall,
        three / step["self_orientation"] / overall,
        today.sum() / best["self_orientation"] / overall,
    )


def _correlation(scored: pd.DataFrame, other: str) -> float:
    return float(scored["trust"].corr(scored[other].astype(float)))


def _spread(scored: pd.DataFrame, value: str) -> float:
    means = scored.groupby("age_group")[value].mean()
    return float(means.max() - means.min())


def _explained(scored: pd.DataFrame, by: str) -> float:
    """Return the share of the variance of T between the groups (eta squared)."""
    known = scored.dropna(subset=[by, "trust"])
    group_mean = known.groupby(by)["trust"].transform("mean")
    return float(group_mean.var(ddof=0) / known["trust"].var(ddof=0))


def text(seed: int) -> str:
    """Render the survey of a seed as the CSV that is committed.

    Parameters
    ----------
    seed : int
        As for `generate`.

    Returns
    -------
    str
        The CSV, with line feeds on every system.
    """
    return draws.csv(generate(seed))


def main(arguments: list[str] | None = None) -> None:
    """Write the two committed samples, or one fresh sample to a file.

    Parameters
    ----------
    arguments : list of str, optional
        The command line; by default that of the process.
    """
    parser = argparse.ArgumentParser(description="Draw the synthetic Kleenz survey.")
    parser.add_argument("--seed", type=int, help="draw this seed instead of the two committed samples")
    parser.add_argument("--to", type=Path, help="the file to write; needed with --seed")
    options = parser.parse_args(arguments)
    if (options.seed is None) != (options.to is None):
        parser.error("--seed and --to belong together")
    wanted = (
        {DATASETS / name: seed for name, seed in SAMPLES.items()} if options.to is None else {options.to: options.seed}
    )
    for path, seed in wanted.items():
        path.write_bytes(text(seed).encode())
        print(f"{path}: seed {seed}")


if __name__ == "__main__":
    main()
