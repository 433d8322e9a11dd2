"""Draw the stories of relationship-audit. Instructor's side only: it reads where each of them belongs.

    python content/datasets/relationship_audit.py                         write the committed table again
    python content/datasets/relationship_audit.py --seed 8 --to FOLDER    draw fresh ones

The stories stand in content/graded/stories.toml; what is drawn is which of them are asked, and in which order.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd

from idic_lab.course import draws

SEED = 1
POOL = Path(__file__).resolve().parents[1] / "graded/stories.toml"
QUESTIONS = ("shown", "missing", "relationship", "loyalty")
Story = dict[str, object]


def draw(seed: int) -> dict[str, pd.DataFrame]:
    """Draw the stories of a year, without their places.

    Parameters
    ----------
    seed : int
        0 to 2**32 - 1. The same seed always gives the same stories. SEED gives those of the first year.

    Returns
    -------
    dict of str to DataFrame
        stories.csv: 21 stories, by question.

    Raises
    ------
    SeedRefused
        If one answer for all stories would earn more than a little, or too few can be defended.
    """
    pool = tomllib.loads(POOL.read_text("utf-8"))["story"]
    random = np.random.RandomState(seed)
    if seed == SEED:
        chosen = [story for story in pool if story.get("first")]
    else:
        chosen = draws.first_that_holds(lambda: _year(pool, random), demands, seed)
    rows = [
        (story["question"], story["key"], story["title"], story["text"], "yes" if story.get("defend") else "no")
        for story in chosen
    ]
    return {"stories.csv": pd.DataFrame(rows, columns=["question", "story", "title", "text", "defend"])}


def _year(pool: list[Story], random: np.random.RandomState) -> list[Story]:
    """Take four characteristics in each half of part A, two or three relationships of five, two of each loyalty."""

    def some(among: list, count: int) -> list:
        return [among[place] for place in random.permutation(len(among))[:count]]

    def of(question: str, column: str, value: str) -> list[Story]:
        return [story for story in pool if story["question"] == question and story[column] == value]

    def values(question: str, column: str) -> list[str]:
        return sorted({story[column] for story in pool if story["question"] == question})

    chosen = []
    for question in ("shown", "missing"):
        for answer in some(values(question, "answer"), 4):
            chosen += some(of(question, "answer", answer), 1)
    yes = 2 + random.randint(2)
    related = some(of("relationship", "answer", "yes"), yes)
    for like in some(sorted({story["like"] for story in of("relationship", "answer", "no")}), 5 - yes):
        related += some(of("relationship", "like", like), 1)
    chosen += some(related, 5)
    chosen += some(
        [story for quadrant in values("loyalty", "answer") for story in some(of("loyalty", "answer", quadrant), 2)], 8
    )
    return chosen


def demands(chosen: list[Story]) -> list[tuple[str, float, float, float]]:
    """Measure what the questions rely on; see `draws.hold`."""
    part_a = [story for story in chosen if story["question"] in ("shown", "missing")]
    places = {place for story in part_a for place in (story["answer"], *story.get("close", ()))}
    by_one_answer = {
        place: sum(2 * (story["answer"] == place) + (place in story.get("close", ())) for story in part_a) / 4
        for place in places
    }
    return [
        ("what one answer for all stories of part A earns", max(by_one_answer.values()), 0, 1.25),
        ("the number of stories that can be defended", sum(bool(story.get("defend")) for story in chosen), 4, 9),
    ]


if __name__ == "__main__":
    draws.main(draw, SEED, __doc__)
