"""Spread of a story on a network, from a chosen first person and at a chosen contagion.

Each friendship passes the story on with the same probability, the contagion (0 to 1), once, independently of the others
(an independent cascade). `samples` is how often that is tried. One seed gives the same random numbers at every
contagion, so that more contagion never reaches fewer people. A contagion that is no probability raises ValueError.
"""


def karate_club():
    """Return Zachary's karate club, a published graph of 34 people, numbered from 0, and 78 friendships.

    References
    ----------
    Zachary, W. W. (1977). An information flow model for conflict and fission in small groups. Journal of
    Anthropological Research, 33(4), 452-473. The data ship with networkx.
    """
    import networkx

    return networkx.karate_club_graph()


def friends(pairs):
    """Return the graph of a table of friendships.

    Parameters
    ----------
    pairs : DataFrame of int
        Two columns; the people of a friendship in each row, numbered from 1. Everybody up to the highest number is a
        node, numbered from 0.
    """
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(pairs.max().max()))
    graph.add_edges_from((pairs - 1).itertuples(index=False, name=None))
    return graph


def reached(graph, contagion, samples=1000, seed=0):
    """Estimate who hears a story that somebody tells first.

    Returns
    -------
    numpy.ndarray of shape (people, people)
        Row: first person; column: the share of samples, 0 to 1, in which this person was reached.
    """
    import numpy as np

    groups = _groups(graph, contagion, samples, seed)
    return np.array([np.count_nonzero(groups == group, axis=1) for group in groups]) / samples


def reach(graph, contagion, samples=1000, seed=0):
    """Estimate how many people hear a story, the first person included.

    Returns
    -------
    pandas.DataFrame
        One row a first person: ``people`` (mean number reached) and ``error`` (Monte Carlo standard error, in people).
    """
    import pandas as pd

    counts = tries(graph, contagion, samples, seed)
    return pd.DataFrame({"people": counts.mean(), "error": counts.std() / samples**0.5})


def tries(graph, contagion, samples=1000, seed=0):
    """Count how many people hear a story, one row a try, one column a first person: what a mean is made of."""
    import numpy as np
    import pandas as pd

    groups = _groups(graph, contagion, samples, seed)
    heard = np.array([np.count_nonzero(groups == group, axis=0) for group in groups])
    return pd.DataFrame(heard.T, columns=list(graph))


def over_contagion(graph, firsts, contagions, samples=2000, seed=0):
    """Estimate how many people hear a story, for several first persons and contagions.

    Parameters
    ----------
    firsts : mapping of str to node
        First persons by the name that their column gets.
    contagions : sequence of float

    Returns
    -------
    pandas.DataFrame
        One row a contagion in per cent, one column a first person: the mean number of people reached.
    """
    import pandas as pd

    people = {round(100 * each): reach(graph, each, samples, seed)["people"] for each in contagions}
    rows = {each: means[list(firsts.values())] for each, means in people.items()}
    return pd.DataFrame(rows).T.rename_axis("contagion").set_axis(list(firsts), axis=1)


def label(person):
    """Return the number of a person as it was published; there people are counted from 1."""
    return str(person + 1)


def drawing(graph):
    """Place the people of a small graph, nodes 0, 1, 2 and so on, on a plane, the same way each time.

    Returns
    -------
    dict
        ``nodes``: ``label`` and ``at`` (from the left and from the top, 0 to 1) of each person; ``edges``: pairs of
        places in that list.
    """
    import networkx

    # Of many seeds and distances this pair keeps the club's people furthest apart.
    axes = list(zip(*networkx.spring_layout(graph, k=0.3, seed=58, iterations=200, weight=None).values(), strict=True))
    lefts, tops = ([round(float((x - min(axis)) / (max(axis) - min(axis))), 3) for x in axis] for axis in axes)
    nodes = [{"label": label(each), "at": [x, y]} for each, x, y in zip(graph, lefts, tops, strict=True)]
    return {"nodes": nodes, "edges": [list(edge) for edge in graph.edges]}


def frames(graph, firsts, contagions, samples=2000, seed=0):
    """Compute what ``ask.explore`` shows for each first person at each contagion.

    Returns
    -------
    dict of str to dict
        By ``"0,3"``: the place of the first person and of the contagion. ``shades``: for each person the share of
        tries in which they hear of it; ``first``: the place of the first person; ``caption``: the mean in words.
    """
    places = list(graph)
    found = {}
    for column, contagion in enumerate(contagions):
        shades = reached(graph, contagion, samples, seed)
        for row, first in enumerate(firsts):
            heard = shades[places.index(first)]
            caption = (
                f"Person {label(first)} tells first, contagion {100 * contagion:g} %: "
                f"on average {heard.sum():.1f} of {len(places)} people hear of it."
            )
            shown = [round(float(share), 2) for share in heard]
            found[f"{row},{column}"] = {"shades": shown, "first": places.index(first), "caption": caption}
    return dict(sorted(found.items()))


def _groups(graph, contagion, samples, seed):
    """Return an array (people, samples): the lowest place of a person whom a chain of passing friendships joins."""
    import numpy as np

    if not 0 <= contagion <= 1:
        raise ValueError(f"A contagion of {contagion} is no probability. Choose a number from 0 to 1.")
    place = {person: number for number, person in enumerate(graph)}
    ends = [(place[one], place[other]) for one, other in graph.edges]
    passes = np.ascontiguousarray((np.random.default_rng(seed).random((samples, len(ends))) < contagion).T)
    groups = np.repeat(np.arange(len(place), dtype=np.int16)[:, None], samples, axis=1)
    # The lower number goes along every friendship that passes the story on, there and back, until none changes.
    before = None
    while before is None or not np.array_equal(before, groups):
        before = groups.copy()
        for number in [*range(len(ends)), *reversed(range(len(ends)))]:
            one, other = ends[number]
            lower = np.minimum(groups[one], groups[other])
            np.copyto(groups[one], lower, where=passes[number])
            np.copyto(groups[other], lower, where=passes[number])
    return groups
