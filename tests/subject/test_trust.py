"""The trust equation: its value, its slopes, its break-even and its limits, each against an independent computation."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from idic_lab.subject import trust
from idic_lab.subject.trust import COMPONENTS, OffScale, Profile

BUILDING = ("credibility", "reliability", "intimacy")
ratings = st.floats(min_value=1, max_value=10, allow_nan=False)
profiles = st.builds(Profile, ratings, ratings, ratings, ratings)
# Halves are exact in binary, so ties of the break-even rule really are ties.
halves = st.integers(min_value=2, max_value=20).map(lambda n: n / 2)
half_profiles = st.builds(Profile, halves, halves, halves, halves)


def test_the_published_example_and_the_course_example():
    assert Profile(5, 3, 2, 8).trust == 1.25
    assert Profile(6, 7, 5, 2).trust == 9


@pytest.mark.parametrize(("low", "high", "lowest", "highest"), [(1, 10, 0.3, 30), (1, 5, 0.6, 15)])
def test_the_range_of_t(low, high, lowest, highest):
    assert trust.trust_range(low, high) == pytest.approx((lowest, highest))
    worst = Profile(low, low, low, high, low=low, high=high)
    best = Profile(high, high, high, low, low=low, high=high)
    assert (worst.trust, best.trust) == pytest.approx((lowest, highest))


@given(profiles)
def test_t_stays_in_its_range(profile):
    lowest, highest = trust.trust_range()
    assert lowest <= profile.trust <= highest


@given(profiles, st.floats(min_value=0.1, max_value=10))
def test_multiplying_all_four_leaves_t(profile, factor):
    scaled = Profile(
        **{key: value * factor for key, value in profile.ratings.items()}, low=0.5 * factor, high=11 * factor
    )
    assert scaled.trust == pytest.approx(profile.trust)


@given(profiles, st.floats(min_value=0.5, max_value=10))
def test_adding_to_all_four_changes_t_unless_t_is_three(profile, constant):
    assume(abs(profile.trust - 3) > 1e-6)
    moved = Profile(**{key: value + constant for key, value in profile.ratings.items()}, low=1, high=20)
    assert moved.trust != pytest.approx(profile.trust, rel=1e-9)
    assert (moved.trust > profile.trust) == (profile.trust < 3)


@given(profiles)
def test_sensitivity_is_the_finite_difference(profile):
    gains = trust.sensitivity(profile)
    total = profile.credibility + profile.reliability + profile.intimacy
    for key in BUILDING:
        expected = 1 / profile.self_orientation if getattr(profile, key) + 1 <= 10 else 0
        assert gains[key] == pytest.approx(expected)
    room = profile.self_orientation - 1 >= 1
    expected = total / (profile.self_orientation - 1) - total / profile.self_orientation if room else 0
    assert gains["self_orientation"] == pytest.approx(expected)


def test_sensitivity_takes_other_steps():
    assert trust.sensitivity(Profile(6, 6, 6, 4), step=2)["self_orientation"] == pytest.approx(18 / 2 - 18 / 4)


@given(profiles)
def test_elasticities_are_slopes_of_logarithms_and_balance(profile):
    small = 1e-6
    wide = replace(profile, low=0.5, high=11)
    for key, elasticity in trust.elasticities(profile).items():
        moved = replace(wide, **{key: getattr(wide, key) * (1 + small)})
        slope = (math.log(moved.trust) - math.log(wide.trust)) / math.log(1 + small)
        assert elasticity == pytest.approx(slope, abs=1e-4)
    assert sum(trust.elasticities(profile)[key] for key in BUILDING) == pytest.approx(1)


def test_ten_per_cent_less_s_and_ten_per_cent_more_of_the_rest():
    profile = Profile(6, 6, 6, 4)
    assert replace(profile, self_orientation=3.6).trust / profile.trust == pytest.approx(1.111, abs=0.001)
    risen = replace(profile, credibility=6.6, reliability=6.6, intimacy=6.6)
    assert risen.trust / profile.trust == pytest.approx(1.1)


@given(half_profiles)
def test_the_break_even_rule_is_the_direct_comparison(profile):
    assume(profile.self_orientation >= 2)
    total = profile.credibility + profile.reliability + profile.intimacy
    s = profile.self_orientation
    # Multiplied out, so that the comparison is exact: total / (s - 1) > (total + 3) / s.
    direct = total * s > (total + 3) * (s - 1)
    assert trust.lowering_s_wins(profile) is direct
    assert direct == (total / 3 > s - 1) or math.isclose(total / 3, s - 1)


@pytest.mark.parametrize(("ratings_", "wins"), [((2, 2, 2, 8), False), ((6, 6, 6, 4), True), ((7, 7, 7, 8), False)])
def test_break_even_examples_with_a_tie_counted_as_no_win(ratings_, wins):
    assert trust.lowering_s_wins(Profile(*ratings_)) is wins


@pytest.mark.parametrize("key", [component.key for component in COMPONENTS])
@pytest.mark.parametrize("value", [0.5, 11, -3, math.nan, math.inf, "7", None, True])
def test_a_rating_off_the_scale_is_refused_with_value_and_remedy(key, value):
    ratings_ = dict.fromkeys(Profile(5, 5, 5, 5).ratings, 5) | {key: value}
    name = next(component.name for component in COMPONENTS if component.key == key)
    with pytest.raises(OffScale) as error:
        Profile(**ratings_)
    assert name in str(error.value)
    shown = f"{value:g}" if isinstance(value, float | int) and not isinstance(value, bool) else repr(value)
    assert shown in str(error.value)
    assert "from 1 to 10" in str(error.value)


def test_self_orientation_zero_is_explained():
    with pytest.raises(OffScale, match="divides by self-orientation: at 0 it has no value"):
        Profile(9, 9, 9, 0)


@pytest.mark.parametrize(("low", "high"), [(0, 10), (-1, 5), (5, 5), (10, 1), ("1", 10), (1, math.inf)])
def test_a_scale_that_cannot_work_is_refused(low, high):
    with pytest.raises(OffScale, match="scale"):
        Profile(5, 5, 5, 5, low=low, high=high)


def test_another_scale_is_respected():
    assert Profile(7, 7, 7, 1, low=1, high=7).trust == 21
    with pytest.raises(OffScale, match="from 1 to 5"):
        Profile(7, 3, 3, 3, low=1, high=5)
    assert trust.sensitivity(Profile(5, 4, 4, 2, low=1, high=5))["credibility"] == 0


def test_s_explains_about_81_percent_of_log_t_on_a_uniform_grid():
    logs = [math.log(value) for value in range(1, 11)]
    mean = sum(logs) / 10
    of_s = sum((value - mean) ** 2 for value in logs) / 10
    sums = [math.log(c + r + i) for c in range(1, 11) for r in range(1, 11) for i in range(1, 11)]
    mean = sum(sums) / len(sums)
    of_rest = sum((value - mean) ** 2 for value in sums) / len(sums)
    # S is independent of the other three on the grid, so the variances of the two logarithms add up.
    assert of_s / (of_s + of_rest) == pytest.approx(0.81, abs=0.005)
