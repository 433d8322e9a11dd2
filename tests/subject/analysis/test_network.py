import networkx
import pytest

from idic_lab.subject.analysis import network

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


FIRSTS = {"hub": HUB, "leaf": LEAF}


def test_tries_are_what_the_mean_is_made_of():
    tries = network.tries(CLUB, 0.3, samples=300, seed=6)
    table = network.reach(CLUB, 0.3, samples=300, seed=6)
    assert tries.shape == (300, 34)
    assert tries.to_numpy().min() >= 1
    assert tries.to_numpy().max() <= 34
    assert table.people.to_list() == pytest.approx(tries.mean().to_list())
    assert table.error[LEAF] == pytest.approx(tries[LEAF].std() / 300**0.5)


def test_the_table_over_contagion_holds_the_same_means():
    table = network.over_contagion(CLUB, FIRSTS, [0.05, 0.4], samples=300, seed=6)
    assert list(table.index) == [5, 40]
    assert list(table.columns) == ["hub", "leaf"]
    expected = network.reach(CLUB, 0.4, samples=300, seed=6).people
    assert table.loc[40].to_list() == [expected[HUB], expected[LEAF]]


def test_the_drawing_shows_everybody_apart_and_the_same_each_time():
    drawing = network.drawing(CLUB)
    assert drawing == network.drawing(CLUB)
    assert [node["label"] for node in drawing["nodes"]] == [str(number) for number in range(1, 35)]
    assert len(drawing["edges"]) == 78
    at = [node["at"] for node in drawing["nodes"]]
    assert all(0 <= place <= 1 for point in at for place in point)
    # In the live view the plane is 512 by 292 pixels and a person 22 pixels wide.
    gaps = [
        ((x - u) ** 2 * 512**2 + (y - v) ** 2 * 292**2) ** 0.5
        for number, (x, y) in enumerate(at)
        for u, v in at[:number]
    ]
    assert min(gaps) > 22


def test_a_frame_says_what_the_table_says():
    import json

    frames = network.frames(CLUB, list(FIRSTS.values()), [0.05, 0.4], samples=300, seed=6)
    table = network.over_contagion(CLUB, FIRSTS, [0.05, 0.4], samples=300, seed=6)
    assert set(frames) == {"0,0", "0,1", "1,0", "1,1"}
    for row, name in enumerate(FIRSTS):
        for column, contagion in enumerate(table.index):
            frame = frames[f"{row},{column}"]
            assert frame["shades"][frame["first"]] == 1
            assert sum(frame["shades"]) == pytest.approx(table.loc[contagion, name], abs=34 * 0.005)
            said = f"Person {FIRSTS[name] + 1} tells first, contagion {contagion} %"
            assert frame["caption"].startswith(said)
            assert f"{table.loc[contagion, name]:.1f} of 34" in frame["caption"]
    assert json.loads(json.dumps([frames, network.drawing(CLUB)])) == [frames, network.drawing(CLUB)]
