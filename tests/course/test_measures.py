"""What a class's marks say about the questions."""

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab.course.measures import SMALLEST_GROUP, bars, difficulty, discrimination, quantile, reading


@given(st.lists(st.floats(0, 1), max_size=200))
def test_no_bar_holds_a_few_and_none_is_lost(shares):
    found = bars(shares)
    if len(shares) < SMALLEST_GROUP:
        assert found == []
        return
    assert sum(bar.count for bar in found) == len(shares)
    assert all(bar.count == 0 or bar.count >= SMALLEST_GROUP for bar in found)
    assert found[0].low == 0 and found[-1].high == 1
    for left, right in zip(found, found[1:], strict=False):
        assert left.high == right.low and (left.count or right.count)
    for bar in found:
        inside = [share for share in shares if bar.low + 1e-6 < share < bar.high - 1e-6]
        assert len(inside) <= bar.count


def test_bars_are_where_the_shares_are():
    found = bars([0.05] * 6 + [0.95] * 7 + [1.0] * 2)
    assert [(bar.low, bar.high, bar.count) for bar in found] == [(0, 0.1, 6), (0.1, 0.9, 0), (0.9, 1, 9)]


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=50))
def test_quantiles_agree_with_the_standard_library(values):
    quarters = statistics.quantiles(values, n=4, method="inclusive")
    for part, expected in zip((0.25, 0.5, 0.75), quarters, strict=True):
        assert quantile(values, part) == pytest.approx(expected, abs=1e-9)


def test_difficulty_is_the_part_that_was_earned():
    assert difficulty([2, 1, 0, 1], 2) == 0.5


def test_discrimination_is_pearsons_correlation():
    draw = random.Random(1)
    earned = [draw.choice((0, 0.5, 1)) for _ in range(60)]
    others = [each * 3 + draw.gauss(5, 2) for each in earned]
    assert discrimination(earned, others) == pytest.approx(statistics.correlation(earned, others))
    assert discrimination(earned, [-each for each in others]) < 0


@pytest.mark.parametrize(
    ("earned", "others"), [([1, 1, 1, 1], [1, 2, 3, 4]), ([1, 2, 3, 4], [5, 5, 5, 5]), ([1, 2], [2, 1])]
)
def test_where_all_are_alike_nothing_is_told_apart(earned, others):
    assert discrimination(earned, others) is None


@pytest.mark.parametrize(
    ("easy", "telling", "count", "said", "calls"),
    [
        (0.6, -0.4, 100, "look at the key", True),
        (0.6, -0.05, 100, "Goes its own way", False),
        (0.3, 0.5, 100, "Few earn this", True),
        (0.99, None, 100, "Nearly everybody", False),
        (0.7, 0.5, 100, "", False),
        (0.7, None, 100, "", False),
    ],
)
def test_the_numbers_are_put_into_words(easy, telling, count, said, calls):
    found = reading(easy, telling, count)
    assert said in found.words and bool(found.words) == bool(said) and found.calls is calls
