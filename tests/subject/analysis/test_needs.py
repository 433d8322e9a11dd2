import pandas as pd
import pytest

from idic_lab.subject import datasets
from idic_lab.subject.analysis import needs, survey

PEOPLE = pd.DataFrame(
    {
        "respondent": list("abcdef"),
        "spend_12m": [50, 400, None, 300, 100, 200],
        "main_need": ["speed", "price", "speed", "speed", "speed", None],
    }
)


@pytest.fixture(scope="module")
def practice():
    return survey.clean(datasets.kleenz_practice())


def test_the_best_come_first_and_the_unknown_are_left_out():
    assert list(needs.best(PEOPLE, 100)["respondent"]) == ["b", "d", "e", "a"]
    assert list(needs.best(PEOPLE, 50)["respondent"]) == ["b", "d"]
    with pytest.raises(ValueError, match="Choose a number"):
        needs.best(PEOPLE, 120)


def test_a_reward_by_value_is_counted_for_those_who_get_it_and_those_who_miss_it():
    assert needs.reward(PEOPLE, "speed", 50) == {"get": 2, "fit": 1, "missed": 2}
    assert needs.reward(PEOPLE, "price", 25) == {"get": 1, "fit": 1, "missed": 0}
    assert needs.reward(PEOPLE, "care", 0) == {"get": 0, "fit": 0, "missed": 0}


def test_no_cut_by_value_serves_half_of_those_it_reaches(practice):
    for need in needs.REWARDS:
        for share in needs.SHARES:
            count = needs.reward(practice, need, share)
            assert count["fit"] < count["get"] / 2


def test_every_setting_has_a_frame_that_says_its_counts(practice):
    frames = needs.frames(practice)
    assert len(frames) == len(needs.REWARDS) * len(needs.SHARES)
    count = needs.reward(practice, "speed", 20)
    assert frames["0,2"]["caption"] == (
        f"Express service for the top 20 %: {count['get']} customers get it. "
        f"{count['fit']} of them, {100 * count['fit'] / count['get']:.0f} %, have speed as their main need. "
        f"So have {count['missed']} others, who do not get it."
    )
    for frame in frames.values():
        assert [line["points"][0] for line in frame["lines"]] == [[0, 0], [0, 0]]
        assert all(
            mark["y"] in dict(line["points"]).values()
            for mark, line in zip(frame["marks"], frame["lines"], strict=True)
        )
