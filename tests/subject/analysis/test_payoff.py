import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab.subject.analysis import payoff


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


def test_the_frames_tell_later_from_never():
    frames = payoff.frames()
    assert len(frames) == 200
    said = {name: frame["caption"].split(". ", 1)[1] for name, frame in frames.items()}
    # 20 of 100 after a sale, 80 of 100 after a referral.
    assert said["2,16"] == "Referring has caught up at visit 2."
    assert frames["2,16"]["marks"] == [{"x": 2, "y": 14.4, "label": "caught up"}]
    # With 80 after a sale, 85 are enough, but not within ten visits; 80 are never enough.
    assert said["8,17"] == "Referring has not caught up within 10 visits. Later it will."
    assert said["8,16"] == "Referring never catches up."
    # Half is just not enough: it comes closer for ever.
    assert said["0,10"] == "Referring never catches up."


def test_each_frame_says_what_the_sums_give():
    for name, frame in payoff.frames(visits=4).items():
        sold, referred = (int(place) for place in name.split(","))
        sell, refer = payoff.expected(10, sold / 10, 4), payoff.expected(10, referred / 20, 4, first=False)
        assert f"selling has earned {sell[-1]:.2f} and referring {refer[-1]:.2f}." in frame["caption"]
        assert [y for _, y in frame["lines"][0]["points"]] == pytest.approx(sell, abs=0.005)
        assert ("has caught up at" in frame["caption"]) == bool(frame["marks"]) == (refer[-1] >= sell[-1])
        even = referred / 20 == payoff.referred_needed(sold / 10)  # there rounding alone would let it catch up
        if not frame["marks"] and not even:
            later = "Later it will" in frame["caption"]
            assert later == (payoff.break_even(10, sold / 10, referred / 20, visits=3000) is not None)
