import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab.analysis import payoff


def test_earnings_add_up_visit_by_visit():
    assert payoff.expected(10, 0.5, 2) == [10, 15, 17.5]
    assert payoff.expected(10, 0.5, 2, first=False) == [0, 5, 7.5]


def test_referring_catches_up_when_the_customer_comes_back():
    assert payoff.break_even(10, 0.2, 0.9) == 2
    assert payoff.break_even(10, 0.6, 0.6) is None


@given(st.floats(0, 0.95), st.floats(0, 0.999), st.floats(1, 100))
def test_the_long_run_condition_is_the_one_that_the_sums_obey(sold, referred, margin):
    needed = payoff.referred_needed(sold)
    if abs(referred - needed) < 0.01:
        return
    caught_up = payoff.break_even(margin, sold, referred, visits=8000)
    assert (caught_up is not None) == (referred > needed)


def test_without_any_return_after_a_sale_a_half_is_enough():
    assert payoff.referred_needed(0) == 0.5


@pytest.mark.parametrize(
    "call", [lambda: payoff.expected(1, 1.2, 3), lambda: payoff.expected(1, 0.5, -1), lambda: payoff.referred_needed(1)]
)
def test_what_cannot_be_is_refused(call):
    with pytest.raises(ValueError, match="Choose"):
        call()
