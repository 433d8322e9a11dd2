import networkx
import pytest

from idic_lab.analysis import network

CLUB = network.karate_club()
HUB = max(CLUB.degree, key=lambda pair: pair[1])[0]
LEAF = min(CLUB.degree, key=lambda pair: pair[1])[0]


def test_the_club_is_the_published_one():
    assert (len(CLUB), CLUB.number_of_edges()) == (34, 78)
    assert (CLUB.degree[HUB], CLUB.degree[LEAF]) == (17, 1)


def by_walking(start, contagion, samples, seed):
    """Spread a story person by person: another way to the same number."""
    import random

    chance = random.Random(seed)
    total = 0
    for _ in range(samples):
        told, telling = {start}, [start]
        while telling:
            person = telling.pop()
            for friend in CLUB[person]:
                if friend not in told and chance.random() < contagion:
                    told.add(friend)
                    telling.append(friend)
        total += len(told)
    return total / samples


@pytest.mark.parametrize("contagion", [0.05, 0.2, 0.5])
def test_two_ways_of_spreading_agree_within_their_error(contagion):
    table = network.reach(CLUB, contagion, samples=4000, seed=1)
    for start in (HUB, LEAF):
        other = by_walking(start, contagion, 4000, 2)
        assert table.people[start] == pytest.approx(other, abs=5 * 2**0.5 * table.error[start])


def test_a_chain_of_three_is_exact():
    chain = networkx.path_graph(3)
    table = network.reach(chain, 0.5, samples=20000, seed=3)
    assert table.people[0] == pytest.approx(1 + 0.5 + 0.25, abs=5 * table.error[0])
    assert table.people[1] == pytest.approx(2, abs=5 * table.error[1])


def test_the_ends_of_the_scale_need_no_chance():
    assert set(network.reach(CLUB, 0, samples=5).people) == {1}
    assert set(network.reach(CLUB, 1, samples=5).people) == {34}


def test_more_contagion_never_reaches_fewer():
    reached = [network.reach(CLUB, contagion, samples=200, seed=4).people for contagion in (0.1, 0.2, 0.3, 0.6)]
    for less, more in zip(reached, reached[1:], strict=False):
        assert (more >= less).all()


def test_who_tells_first_matters_most_when_contagion_is_middling():
    def advantage(contagion):
        table = network.reach(CLUB, contagion, samples=2000, seed=5)
        return table.people[HUB] - table.people[LEAF]

    low, middle, high = advantage(0.01), advantage(0.2), advantage(0.95)
    assert middle > 8 * max(low, 0.5)
    assert high < 0.25 * middle


def test_a_contagion_that_is_no_probability_is_refused():
    with pytest.raises(ValueError, match=r"1\.5"):
        network.reach(CLUB, 1.5)
