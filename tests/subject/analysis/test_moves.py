import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab.subject import datasets
from idic_lab.subject.analysis import moves, survey
from idic_lab.subject.trust import OffScale, Profile, lowering_s_wins, sensitivity

RATING = st.integers(1, 10)


def test_the_grid_holds_every_profile_once_and_room_means_room():
    assert len(moves.grid()) == 10_000
    assert not moves.grid().duplicated().any()
    roomy = moves.grid(room=True)
    assert len(roomy) == 9**4
    assert roomy["self_orientation"].min() == 2
    assert roomy[["credibility", "reliability", "intimacy"]].to_numpy().max() == 9
    with pytest.raises(OffScale):
        moves.grid(0, 5)


@given(RATING, RATING, RATING, RATING)
def test_the_better_move_is_the_one_with_the_higher_t(c, r, i, s):
    (name,) = moves.better_move(pd.DataFrame([(c, r, i, s)], columns=moves.KEYS))
    # Multiplied out, so that S - 1 may be 0 and no rounding decides.
    lower, three = (c + r + i) * s, (c + r + i + 3) * (s - 1)
    assert name == (moves.LOWER_S if lower > three else moves.RAISE_THREE if lower < three else moves.EQUAL)
    assert (name == moves.LOWER_S) == lowering_s_wins(Profile(c, r, i, s))


@pytest.mark.parametrize("high", [5, 7, 10])
def test_where_both_moves_have_room_neither_side_wins(high):
    won = moves.better_move(moves.grid(high=high, room=True)).value_counts()
    assert won[moves.LOWER_S] == won[moves.RAISE_THREE]


def test_the_claim_holds_at_the_bottom_of_s_and_fails_at_the_top():
    profiles = moves.grid(room=True)
    wins = moves.better_move(profiles).eq(moves.LOWER_S).groupby(profiles["self_orientation"]).mean()
    assert wins.is_monotonic_decreasing
    assert wins[2] > 0.99
    assert wins[10] == 0


@pytest.mark.parametrize(("high", "share"), [(10, 0.8055), (7, 0.7946), (5, 0.7834)])
def test_s_explains_most_of_the_spread_of_log_t_on_an_even_grid(high, share):
    assert moves.explained_by_s(moves.grid(high=high)) == pytest.approx(share, abs=5e-5)


def test_it_is_half_where_the_other_three_move_together():
    together = moves.grid().query("credibility == reliability == intimacy")
    assert len(together) == 100
    assert moves.explained_by_s(together) == pytest.approx(0.5)


def test_on_the_practice_survey_the_two_parts_overlap():
    scores = survey.components(survey.clean(datasets.kleenz_practice()))
    assert 0.6 < moves.explained_by_s(scores) < 0.8
    above = scores[["credibility", "reliability", "intimacy"]].sum(axis=1)
    assert above.corr(scores["self_orientation"]) < -0.1


def test_the_frames_cross_where_the_mean_is_one_below_s():
    frames = moves.break_even_frames()
    assert len(frames) == 81
    even = [name for name, frame in frames.items() if "add the same" in frame["caption"]]
    # Dials start at a mean of 1 and at S = 2, so the same place on both is a mean of S - 1.
    assert even == [f"{place},{place}" for place in range(9)]
    for frame in frames.values():
        assert all(0 <= y <= moves.HIGHEST_GAIN for line in frame["lines"] for _, y in line["points"])
        assert [line["points"][-1][0] for line in frame["lines"]] == [10, 10]


@given(st.integers(1, 9), st.integers(2, 10))
def test_a_caption_says_what_the_equation_gives(mean, s):
    caption = moves.break_even_frames([mean], [s])["0,0"]["caption"]
    profile = Profile(mean, mean, mean, s)
    assert f"T is {profile.trust + 1e-9:.2f}." in caption
    assert f"S one lower adds {sensitivity(profile)['self_orientation'] + 1e-9:.2f}." in caption
    assert ("Lowering S adds more" in caption) == lowering_s_wins(profile)
