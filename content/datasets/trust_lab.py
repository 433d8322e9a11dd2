"""Draw the ratings of trust-lab. Instructor's side only: it tells which mistakes the numbers are made to show.

    python content/datasets/trust_lab.py                          write the committed tables again, byte for byte
    python content/datasets/trust_lab.py --seed 8 --to FOLDER     draw fresh ones

Six invented agencies, rated by whole numbers, and eight forms about one of them. Nobody was asked.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from idic_lab.course import draws

SEED = 3119
AGENCIES = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Rowan")
FORMS = 8
HIGHEST_ANSWERS = (6, 9)
"""Ends of the form's scale: none that a lesson uses, so that 8 minus the answer is a mistake of its own here."""

TRIES = 100_000


def draw(seed: int) -> dict[str, pd.DataFrame]:
    """Draw both tables.

    Parameters
    ----------
    seed : int
        0 to 2**32 - 1. The same seed always gives the same tables.

    Returns
    -------
    dict of str to DataFrame
        agencies.csv: six agencies, four ratings from 1 to 10. forms.csv: eight customers of the last agency.

    Raises
    ------
    SeedRefused
        If a known mistake would give a right number, or no agencies are found that show what they should.
    """
    # RandomState and not default_rng: NumPy promises that only its stream never changes between versions.
    random = np.random.RandomState(seed)

    def both() -> dict[str, pd.DataFrame]:
        return {"agencies.csv": _agencies(random, seed), "forms.csv": _forms(random)}

    return draws.first_that_holds(both, demands, seed)


def _agencies(random: np.random.RandomState, seed: int) -> pd.DataFrame:
    ratings = next((tried for tried in (random.randint(2, 10, (6, 4)) for _ in range(TRIES)) if _telling(tried)), None)
    if ratings is None:
        raise draws.SeedRefused(f"Seed {seed} is refused: no six agencies in {TRIES} tries show what they should.")
    agencies = pd.DataFrame(ratings, columns=["credibility", "reliability", "intimacy", "self_orientation"])
    agencies.insert(0, "agency", AGENCIES)
    return agencies


def _telling(ratings: np.ndarray) -> bool:
    """Tell whether both moves win somewhere and are equal once, and each wrong way to rank gives another first."""
    built, s = ratings[:, :3].sum(axis=1), ratings[:, 3]
    trust, lead = built / s, built - 3 * (s - 1)
    if (lead == 0).sum() != 1 or (lead > 0).sum() not in (2, 3):
        return False
    # The second has to lower S by something that can be seen; the mean of the third is no whole number and not near S.
    if not 1 <= built[1] / (int(trust[1]) + 1) <= s[1] - 0.3 or not built[2] % 3 or abs(lead[2]) < 2:
        return False
    if np.ptp(np.sort(trust)[-2:]) < 0.15:
        return False
    rankings = (built, built + s, -s)
    first = {int(np.argmax(ranking)) for ranking in rankings}
    tops = [np.sort(ranking)[-2:] for ranking in (trust, *rankings)]
    return np.argmax(trust) not in first and len(first) == 3 and all(one < two for one, two in tops)


def _forms(random: np.random.RandomState) -> pd.DataFrame:
    highest = random.choice(HIGHEST_ANSWERS)

    def answers(middle: float) -> np.ndarray:
        drawn = np.rint(middle * highest + random.normal(0, 0.17 * highest, FORMS))
        return np.clip(drawn, 1, highest).astype(int)

    felt = np.clip(random.normal(0.72, 0.16, FORMS), 0.25, 0.95)
    forms = {"customer": [f"F{number}" for number in range(1, FORMS + 1)], "highest_answer": highest}
    forms |= {"c": answers(0.62), "r": answers(0.55), "i": answers(0.48)}
    for column in ("s1", "s2", "s3"):
        answer = np.clip(np.rint(felt * highest + random.normal(0, 0.7, FORMS)), 1, highest).astype(int)
        forms[column] = highest + 1 - answer if column == "s2" else answer
    return pd.DataFrame(forms)


def demands(drawn: dict[str, pd.DataFrame]) -> list[tuple[str, float, float, float]]:
    """Measure what the questions rely on.

    Parameters
    ----------
    drawn : dict of str to DataFrame
        As `draw` returns it.

    Returns
    -------
    list of (str, float, float, float)
        What is measured, its size, and the least and the most it may be.
    """
    agencies, forms = drawn["agencies.csv"].set_index("agency"), drawn["forms.csv"]
    s = agencies["self_orientation"]
    built = agencies.sum(axis=1) - s
    trust = built / s
    one, two, three = AGENCIES[:3]
    target = int(trust[two]) + 1
    needed = built[two] / target
    equal = built[three] / 3 + 1

    highest = int(forms["highest_answer"].iloc[0])
    turned = forms.assign(s2=highest + 1 - forms["s2"])
    own, own_wrong = (table[["s1", "s2", "s3"]].mean(axis=1) for table in (turned, forms))
    above = forms[["c", "r", "i"]].sum(axis=1)
    score, score_wrong = above.mean() / own.mean(), above.mean() / own_wrong.mean()
    anything = float("inf")
    return [
        draws.apart("T", trust[one], [trust[one] / 3, 1 / trust[one], built[one] - s[one], built[one] + s[one]], 0.1),
        ("the lead of the most trusted agency", trust.nlargest(2).diff().abs().iloc[-1], 0.15, anything),
        ("the S that is needed", needed, 1, s[two] - 0.3),
        draws.apart(
            "the S that is needed",
            needed,
            [needed / 3, 1 / needed, s[two] - needed, built[two] - target, target * s[two] - built[two], target],
            0.1,
        ),
        draws.apart("the equal S", equal, [equal - 2, built[three], built[three] + 1, s[three]], 0.1),
        draws.apart("the equal S of two points", (equal + 1) / 2, [equal, 2 * equal - 1, equal - 1, equal + 1], 0.1),
        ("the number of forms with a low second answer", (forms["s2"] <= 2).sum(), 1, FORMS),
        draws.apart("the mean of S", own.mean(), [own_wrong.mean(), own.mean() - 1 / 3, 3 * own.mean()], 0.1),
        draws.apart(
            "T of the forms",
            score,
            [score_wrong, (above / own).mean(), (above / own_wrong).mean(), score / 3, above.mean()],
            0.05,
        ),
        ("the inflation of T when s2 is not reversed", score_wrong / score, 1.05, 3),
        ("T of the forms", score, 1, 6),
    ]


if __name__ == "__main__":
    draws.main(draw, SEED, __doc__)
