"""Draw the tables of journey-and-internet. Instructor's side only: it tells which mistakes they are made to show.

    python content/datasets/journey_and_internet.py                         write the committed tables again
    python content/datasets/journey_and_internet.py --seed 8 --to FOLDER    draw fresh ones

An invented journey, an invented network of friends, and six figures. Nobody was asked.
"""

from __future__ import annotations

import networkx
import numpy as np
import pandas as pd

from idic_lab.course import draws
from idic_lab.subject.analysis import journey, network, payoff

SEED = 11
STAGES = {
    "choosing a connection": ("website", "She compares three connections and types her new address."),
    "confirmation": ("e-mail", "A message names what she ordered and says that somebody will come."),
    "getting a date": ("text message", "A message names a day. She asks for another one by answering it."),
    "the technician's visit": (
        "at home",
        "A technician comes, drills a hole and leaves. The light on the box stays red.",
    ),
    "calling the helpline": (
        "telephone",
        "She says that the light is red. She is asked to press a button and to wait.",
    ),
    "writing in the chat": ("chat", "She writes that the light is still red, and what she has tried."),
    "going to the shop": ("counter", "She carries the box to the shop in town. It is exchanged."),
    "the first bill": ("letter", "The bill comes. It is for the whole month, red light included."),
    "being asked for her opinion": ("e-mail", "She is asked for stars, from one to five."),
}
CONTAGIONS = ((3, 4, 5), (15, 20), (30, 35, 40), (50, 55, 60), (85, 90, 95))
"""What each of the five contagions may be, in per cent."""

CLOSE, ADMIRERS = (5, 4), 6
FRIENDS = sum(CLOSE) + 1 + ADMIRERS


def draw(seed: int) -> dict[str, pd.DataFrame]:
    """Draw the three tables.

    Parameters
    ----------
    seed : int
        0 to 2**32 - 1. The same seed always gives the same tables.

    Returns
    -------
    dict of str to DataFrame
        journey.csv: nine stages. friendships.csv: who knows whom among sixteen people. figures.csv: what the questions
        ask about, by name.

    Raises
    ------
    SeedRefused
        If a known mistake would give a right number, or something is not to be seen that should be.
    """
    # RandomState and not default_rng: NumPy promises that only its stream never changes between versions.
    random = np.random.RandomState(seed)

    def stages() -> pd.DataFrame:
        return _stages(random)

    def friends() -> tuple[pd.DataFrame, dict[str, int]]:
        return _friends(random)

    def sums() -> dict[str, int]:
        return _sums(random)

    drawn = draws.first_that_holds(stages, demands_on_stages, seed, 4000)
    friendships, people = draws.first_that_holds(friends, demands_on_friends, seed, 400)
    numbers = draws.first_that_holds(sums, demands_on_sums, seed, 4000)
    figures = pd.DataFrame((people | numbers).items(), columns=["figure", "value"])
    return {"journey.csv": drawn, "friendships.csv": friendships, "figures.csv": figures}


def _stages(random: np.random.RandomState) -> pd.DataFrame:
    channels, stories = zip(*STAGES.values(), strict=True)
    known = random.random_sample(len(STAGES)) < 0.6
    known[0] = False  # a visitor whom nobody knows yet: nothing is lost there
    ratings = {"as_is": random.randint(12, 47, len(STAGES)) / 10, "to_be": random.randint(32, 50, len(STAGES)) / 10}
    return pd.DataFrame(
        {"stage": list(STAGES), "channel": channels, **ratings, "identified": np.where(known, "yes", "no")}
    ).assign(what_happens=stories)


def demands_on_stages(drawn: pd.DataFrame) -> list[tuple[str, float, float, float]]:
    """Measure what the questions on the journey rely on; see `draws.hold`."""
    gaps = journey.gaps(drawn)
    as_is, to_be = (drawn.set_index("stage")[column] for column in ("as_is", "to_be"))
    widest = gaps.index[0]
    known = drawn["identified"].eq("yes").tolist()
    losses = [place for place in range(1, len(known)) if known[place - 1] and not known[place]]
    lost = drawn["stage"][losses[0]] if losses else ""
    anything = float("inf")
    return [
        ("the number of losses of recognition", len(losses), 2, 3),
        ("the place of the first loss", losses[0] if losses else 0, 3, 6),
        ("the widest gap", gaps.iloc[0], 1.5, anything),
        ("the lead of the widest gap", gaps.iloc[0] - gaps.iloc[1], 0.3, anything),
        ("whether the widest gap is where most is expected", float(to_be.idxmax() == widest), 0, 0),
        ("whether the widest gap is where the rating is lowest", float(as_is.idxmin() == widest), 0, 0),
        ("the lead of the lowest rating", as_is.nsmallest(2).diff().iloc[-1], 0.2, anything),
        ("the lead of the highest expectation", -to_be.nlargest(2).diff().iloc[-1], 0.1, anything),
        ("whether recognition is lost at the widest gap", float(lost == widest), 0, 0),
        ("the narrowest gap", gaps.iloc[-1], -1.2, -0.3),
        ("the number of stages that are better than they should be", (gaps < 0).sum(), 1, 2),
        draws.apart(
            "the widest gap",
            gaps.iloc[0],
            [gaps[as_is.idxmin()], gaps[to_be.idxmax()], as_is[widest], to_be[widest], gaps.sum() / len(gaps)],
            0.12,
        ),
    ]


def _friends(random: np.random.RandomState) -> tuple[pd.DataFrame, dict[str, int]]:
    """Join two close circles and one popular person, most of whose friends know nobody else."""
    numbers = random.permutation(FRIENDS).tolist()
    first, second, popular = numbers[: CLOSE[0]], numbers[CLOSE[0] : sum(CLOSE)], numbers[sum(CLOSE)]
    graph = networkx.Graph()
    graph.add_nodes_from(range(FRIENDS))
    for circle in (first, second):
        for place in range(1, len(circle)):
            graph.add_edge(circle[place], circle[random.randint(place)])
            for other in circle[:place]:
                if random.random_sample() < 0.8:
                    graph.add_edge(circle[place], other)
    graph.add_edges_from((popular, admirer) for admirer in numbers[sum(CLOSE) + 1 :])
    for one, other in ((first, second), (first, second), (first, [popular]), (second, numbers[-2:])):
        graph.add_edge(one[random.randint(len(one))], other[random.randint(len(other))])
    edges = sorted(sorted((int(one) + 1, int(other) + 1)) for one, other in graph.edges)
    friendships = pd.DataFrame(edges, columns=["person", "friend"])
    return friendships, _people(friendships, random)


def _people(friendships: pd.DataFrame, random: np.random.RandomState) -> dict[str, int]:
    """Choose who tells first in the questions: best, popular, quiet and somebody else, in random order."""
    graph = graph_of(friendships)
    contagions = [int(random.choice(among)) for among in CONTAGIONS]
    contagion = contagions[random.randint(2, 4)]
    people = network.reach(graph, contagion / 100, 2000)["people"]
    degree = pd.Series(dict(graph.degree))
    chosen = [people.idxmax(), degree.idxmax(), people.idxmin()]
    chosen.append(random.choice([each for each in graph if each not in chosen]))
    chosen = random.permutation(chosen) + 1
    told = {f"starter_{number}": int(person) for number, person in enumerate(chosen, 1)}
    told |= {f"contagion_{number}": each for number, each in enumerate(contagions, 1)}
    return told | {"two_rounds": int(random.randint(FRIENDS)) + 1, "contagion": contagion}


def graph_of(friendships: pd.DataFrame) -> networkx.Graph:
    """Return the network; people are numbered from 1 in the table and from 0 here."""
    graph = networkx.Graph()
    graph.add_nodes_from(range(FRIENDS))
    graph.add_edges_from((friendships - 1).itertuples(index=False, name=None))
    return graph


def demands_on_friends(drawn: tuple[pd.DataFrame, dict[str, int]]) -> list[tuple[str, float, float, float]]:
    """Measure what the questions on the network rely on; see `draws.hold`."""
    friendships, told = drawn
    graph = graph_of(friendships)
    degree = pd.Series(dict(graph.degree))
    starters = [told[f"starter_{number}"] - 1 for number in range(1, 5)]
    anything = float("inf")
    if len(set(starters)) < 4:
        return [("the number of different people who tell first", len(set(starters)), 4, 4)]
    contagions = [told[f"contagion_{number}"] / 100 for number in range(1, 6)]
    people = network.over_contagion(graph, {each: each for each in starters}, contagions, 2000)
    head_start = people.max(axis=1) - people.min(axis=1)
    at = people.loc[told["contagion"]].sort_values(ascending=False)
    first = told["two_rounds"] - 1
    within = networkx.single_source_shortest_path_length(graph, first, cutoff=2)
    twice = 1 + degree[first] + sum(degree[friend] for friend in graph[first])
    drawing = [node["at"] for node in network.drawing(graph)["nodes"]]
    nearest = min(
        np.hypot(one[0] - other[0], one[1] - other[1]) for one in drawing for other in drawing if one is not other
    )
    return [
        ("the lead of the most popular person", degree.nlargest(2).diff().abs().iloc[-1], 1, anything),
        ("the lead of whoever reaches most", at.iloc[0] - at.iloc[1], 0.5, anything),
        ("whether the most popular person reaches most", float(degree.idxmax() == at.index[0]), 0, 0),
        ("the lead of the contagion that matters most", -head_start.nlargest(2).diff().iloc[-1], 0.4, anything),
        ("the contagion that matters most", head_start.idxmax(), 15, 60),
        ("the number of people within two rounds", len(within), 6, FRIENDS - 3),
        draws.apart("the number of people within two rounds", len(within), [degree[first] + 1, twice], 1.5),
        ("the smallest distance in the drawing", nearest, 0.085, 1),
    ]


def _sums(random: np.random.RandomState) -> dict[str, int]:
    sums = {
        "told_friends": int(random.randint(55, 90)),
        "looked_elsewhere": int(random.randint(50, 85)),
        "margin": int(random.choice([12, 15, 18, 20, 24, 25, 30])),
    }
    visit = random.randint(3, 7)  # each visit of break-even as likely as the others, whatever the figures make of it
    while True:
        sold, referred = int(random.randint(2, 10)) * 5, int(random.randint(12, 19)) * 5
        if payoff.break_even(1, sold / 100, referred / 100, 12) == visit:
            return sums | {"sold": sold, "referred": referred}


def demands_on_sums(drawn: dict[str, int]) -> list[tuple[str, float, float, float]]:
    """Measure what the questions on percentages and on referring rely on; see `draws.hold`."""
    told, looked, margin = drawn["told_friends"], drawn["looked_elsewhere"], drawn["margin"]
    sold, referred = drawn["sold"] / 100, drawn["referred"] / 100
    both = told + looked - 100
    selling, referring = payoff.expected(margin, sold, 12), payoff.expected(margin, referred, 12, first=False)
    ahead = [(refer - sell) / margin for sell, refer in zip(selling, referring, strict=True)]
    even = payoff.break_even(margin, sold, referred, 12)
    needed = 100 * payoff.referred_needed(sold)
    known = [3 * margin, margin * (1 + 2 * sold), margin * sold**2, selling[2] - margin, selling[1], selling[3]]
    anything = float("inf")
    return [
        draws.apart("how many did both", both, [told + looked, min(told, looked), told * looked / 100, 0], 3),
        ("how many did both", both, 12, 60),
        draws.apart("what selling has earned", selling[2], known, 0.15),
        ("the visit of break-even", even if even is not None else 99, 3, 6),
        ("the lead at break-even", ahead[even] if even is not None else -1, 0.03, anything),
        ("the lag before break-even", -ahead[even - 1] if even else -1, 0.03, anything),
        draws.apart("the share needed", needed, [100 * sold, 100 * (1 - sold), 50, 100 * referred], 1.5),
    ]


if __name__ == "__main__":
    draws.main(draw, SEED, __doc__)
