"""Lesson 13 says what the network gives, and its rule holds where it says so and fails where it says so."""

import pytest

from idic_lab.subject.analysis import network
from tests.notebooks.test_lessons import ROOT, says

NAME = "13-trust-and-the-internet"
FIRSTS = {"34": 33, "1": 0, "32": 31, "31": 30, "6": 5, "12": 11}
CONTAGIONS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9)


@pytest.fixture(scope="module")
def people():
    return network.over_contagion(network.karate_club(), FIRSTS, CONTAGIONS)


def test_the_lesson_says_what_the_network_gives(people):
    club = network.karate_club()
    assert {name: club.degree[number] for name, number in FIRSTS.items()} == {
        "34": 17, "1": 16, "32": 6, "31": 4, "6": 4, "12": 1
    }  # fmt: skip
    tries = network.tries(club, 0.5, samples=2000)[FIRSTS["12"]]
    shares = [(tries == 1).mean(), tries.between(10, 20).mean(), (tries > 20).mean()]
    alone, between, most = (round(100 * share) for share in shares)
    ahead = people["34"] - people["12"]
    times = people["34"] / people["12"]
    five = people.loc[20].map("{:.1f}".format)
    says(
        NAME,
        {
            "34 at 20 %": f"About {people.loc[20, '34']:.0f} people when person 34 tells first",
            "31 and 6 at 20 %": f"{five['31']} people hear of it from one and {five['6']} from",
            "largest": f"it is largest at {ahead.idxmax()} %: {ahead.max():.0f} people",
            "both at 20 %": f"person 34 reaches {five['34']} people and person 12 reaches {five['12']}",
            "times": f"{five['12']}: {times[20]:.1f} *times*",
            "at 90 %": f"at 90 % both reach {people.loc[90, '34']:.1f} people",
            "the thread": f"{people.loc[90, '12']:.1f} people are reached and not {people.loc[90, '34']:.1f}",
            "two hubs": f"at most {(people['34'] - people['1']).max():.1f} people apart",
            "mean of 12": f"person 12 reaches {tries.mean():.0f} people on average",
            "two fates": f"In {between} of 100. In {alone} of 100 tries nobody else hears of it",
        },
    )
    assert alone + between + most == 100


def test_the_rule_holds_and_fails_where_the_lesson_says(people):
    ahead = -people.drop(columns="34").sub(people["34"], axis=0)
    times = people["34"] / people["12"]
    assert ahead["12"].idxmax() == 50
    assert ahead["12"][40] == pytest.approx(ahead["12"][50], abs=0.5)
    assert ahead.loc[2].max() < 1
    assert list(ahead[["31", "6"]].idxmax()) == [30, 30]
    assert ahead["1"].max() < 0.5
    assert times.idxmax() == 20
    assert times[50] == pytest.approx(2, abs=0.1)
    assert ahead.loc[90, ["1", "32", "31", "6"]].max() < 0.1
    assert ahead.loc[90, "12"] > 3


def test_the_instructors_table_is_the_one_of_the_lesson(people):
    page = (ROOT / "content/instructor" / f"{NAME}.md").read_text(encoding="utf-8")
    for contagion, row in people.iterrows():
        assert f"| {contagion} % | {' | '.join(f'{each:.1f}' for each in row)} |" in page
    errors = [network.reach(network.karate_club(), each, 2000).error.max() for each in CONTAGIONS]
    assert max(errors) < 0.35
