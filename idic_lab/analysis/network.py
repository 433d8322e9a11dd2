"""Spread of a story on a network, from a chosen first person and at a chosen contagion."""


def karate_club():
    """Return Zachary's karate club, a published graph of 34 people and 78 friendships.

    Returns
    -------
    networkx.Graph
        Nodes 0 to 33.

    References
    ----------
    Zachary, W. W. (1977). An information flow model for conflict and fission in small groups. Journal of
    Anthropological Research, 33(4), 452-473. The data ship with networkx.
    """
    import networkx

    return networkx.karate_club_graph()


def reached(graph, contagion, samples=1000, seed=0):
    """Estimate who hears a story that somebody tells first.

    Each friendship passes the story on with the same probability, once, independently of the others (an independent
    cascade). So a person is reached when a chain of passing friendships leads there from the first person.

    Parameters
    ----------
    graph : networkx.Graph
    contagion : float
        Probability, 0 to 1, that one friendship passes the story on.
    samples : int
        Monte Carlo samples. One seed gives the same random numbers at every contagion, so that more contagion never
        reaches fewer people.
    seed : int

    Returns
    -------
    numpy.ndarray of shape (people, people)
        Row: first person; column: the share of samples, 0 to 1, in which this person was reached.

    Raises
    ------
    ValueError
        When `contagion` is no probability.
    """
    return _closure(graph, contagion, samples, seed).mean(axis=0)


def reach(graph, contagion, samples=1000, seed=0):
    """Estimate how many people hear a story, the first person included.

    Parameters
    ----------
    graph, contagion, samples, seed
        As for :func:`reached`.

    Returns
    -------
    pandas.DataFrame
        One row a first person: ``people`` (mean number reached) and ``error`` (Monte Carlo standard error, in people).
    """
    import pandas as pd

    counts = _closure(graph, contagion, samples, seed).sum(axis=2)
    return pd.DataFrame(
        {"people": counts.mean(axis=0), "error": counts.std(axis=0, ddof=1) / samples**0.5}, index=list(graph)
    )


def _closure(graph, contagion, samples, seed):
    """Return an array (samples, people, people): whether a chain of passing friendships joins two people."""
    import numpy as np

    if not 0 <= contagion <= 1:
        raise ValueError(f"A contagion of {contagion} is no probability. Choose a number from 0 to 1.")
    place = {person: number for number, person in enumerate(graph)}
    ends = np.array([[place[one], place[other]] for one, other in graph.edges])
    passes = np.random.default_rng(seed).random((samples, len(ends))) < contagion
    joined = np.zeros((samples, len(place), len(place)), dtype=np.float32)
    joined[:, range(len(place)), range(len(place))] = 1
    joined[:, ends[:, 0], ends[:, 1]] = passes
    joined[:, ends[:, 1], ends[:, 0]] = passes
    # Squaring doubles the length of the chains that are seen; the longest possible chain visits everybody once.
    length = 1
    while length < len(place) - 1:
        joined = (joined @ joined > 0).astype(np.float32)
        length *= 2
    return joined > 0
