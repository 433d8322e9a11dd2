"""Concentration and segments: the published CDNOW shares, and small cases that can be checked by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab.subject import datasets
from idic_lab.subject.analysis import concentration

FULL, CALIBRATION = "1998-06-30", "1997-09-30"


@pytest.fixture(scope="module")
def cdnow():
    return datasets.cdnow()


@pytest.mark.parametrize(
    ("until", "count", "customers", "percent"),
    [
        (FULL, "all spend", 2357, 67.4),
        (FULL, "repeat spend", 2357, 84.4),
        (FULL, "repeat buyers", 1139, 65.1),
        (CALIBRATION, "all spend", 2357, 63.3),
        (CALIBRATION, "repeat spend", 2357, 87.5),
        (CALIBRATION, "repeat buyers", 946, 63.6),
    ],
)
def test_the_share_of_the_top_fifth_depends_on_what_is_counted_and_who(cdnow, until, count, customers, percent):
    spend = concentration.spend_per_customer(cdnow, until, count)
    assert len(spend) == customers
    assert f"{100 * concentration.top_share(spend, 0.2):.1f}" == f"{percent}"


def test_same_day_purchases_are_one(cdnow):
    merged = concentration.purchases(cdnow)
    assert not merged.duplicated(["customer_id", "date"]).any()
    assert len(merged) < len(cdnow)
    assert merged["spend_usd"].sum() == pytest.approx(cdnow["spend_usd"].sum())
    assert (~merged["repeat"]).sum() == cdnow["customer_id"].nunique()


def transactions(*rows):
    table = pd.DataFrame(list(rows), columns=["customer_id", "date", "spend_usd"])
    return table.assign(date=pd.to_datetime(table["date"]))


SMALL = transactions(
    (1, "1997-01-01", 10.0),
    (1, "1997-01-01", 5.0),
    (2, "1997-01-02", 20.0),
    (2, "1997-03-01", 30.0),
    (3, "1997-02-01", 1.0),
)


def test_what_is_counted_changes_the_spend():
    assert concentration.spend_per_customer(SMALL).to_dict() == {1: 15, 2: 50, 3: 1}
    assert concentration.spend_per_customer(SMALL, count="repeat spend").to_dict() == {1: 0, 2: 30, 3: 0}
    assert concentration.spend_per_customer(SMALL, count="repeat buyers").to_dict() == {2: 30}
    assert concentration.spend_per_customer(SMALL, until="1997-01-31").to_dict() == {1: 15, 2: 20}
    with pytest.raises(ValueError, match="count is 'profit'.*'repeat buyers'"):
        concentration.spend_per_customer(SMALL, count="profit")


def test_shares_of_a_small_shop():
    spend = pd.Series([50, 30, 15, 5, 0])
    assert concentration.top_share(spend, 0.2) == 0.5
    assert concentration.top_share(spend, 0.4) == 0.8
    assert concentration.top_share(spend, 0.01) == 0.5
    assert concentration.curve(spend)["value"].tolist() == pytest.approx([0, 0.5, 0.8, 0.95, 1, 1])


@pytest.mark.parametrize("part", [0, -0.2, 1.1, 20])
def test_a_part_outside_0_to_1_is_refused(part):
    with pytest.raises(ValueError, match=f"is {part:g}. It must be above 0 and at most 1"):
        concentration.top_share(pd.Series([1, 2]), part)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "no customers"),
        ([0, 0], "All values are 0"),
        ([3, -1], "-1 is negative"),
        ([3, None], "1 customers have no value"),
    ],
)
def test_values_that_cannot_be_shared_out_are_refused(values, message):
    with pytest.raises(ValueError, match=message):
        concentration.curve(pd.Series(values, dtype=float))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60).filter(any))
def test_the_curve_rises_from_0_to_1_over_the_diagonal(values):
    points = concentration.curve(pd.Series(values))
    assert points.iloc[0].tolist() == [0, 0]
    assert points.iloc[-1].tolist() == pytest.approx([1, 1])
    assert points["value"].is_monotonic_increasing
    assert (points["value"] >= points["customers"] - 1e-9).all()


def test_recency_frequency_and_monetary_value():
    table = concentration.rfm(SMALL, "1997-03-11")
    assert table.loc[2, ["recency", "frequency", "monetary"]].tolist() == [10, 2, 50]
    assert table.loc[1, ["recency", "frequency", "monetary"]].tolist() == [69, 1, 15]
    assert table["recency_score"].idxmax() == 2
    assert table.loc[1, "frequency_score"] == table.loc[3, "frequency_score"]
    assert concentration.rfm(SMALL)["recency"].min() == 0


def test_scores_run_from_1_to_5_and_rank_as_their_values_do(cdnow):
    table = concentration.rfm(cdnow)
    assert len(table) == 2357
    for column, sign in (("recency", -1), ("frequency", 1), ("monetary", 1)):
        assert set(table[f"{column}_score"]) <= {1, 2, 3, 4, 5}
        assert (
            sign * table.sort_values(f"{column}_score").groupby(f"{column}_score")[column].mean()
        ).is_monotonic_increasing


def row(recency, frequency, monetary, days=2):
    return {"recency_score": recency, "frequency_score": frequency, "monetary_score": monetary, "frequency": days}


@pytest.mark.parametrize(
    ("customer", "segment"),
    [
        (row(5, 4, 4), "best"),
        (row(5, 4, 3), "steady"),
        (row(3, 5, 5), "steady"),
        (row(2, 5, 1), "slipping away"),
        (row(1, 1, 5, days=1), "slipping away"),
        (row(5, 3, 3), "occasional"),
        (row(5, 2, 5, days=1), "one-off"),
    ],
)
def test_segments(customer, segment):
    assert concentration.segments(pd.DataFrame([customer])).tolist() == [segment]
    assert segment in concentration.SEGMENTS


def test_every_segment_has_customers_in_the_sample(cdnow):
    counts = concentration.segments(concentration.rfm(cdnow)).value_counts()
    assert set(counts.index) == set(concentration.SEGMENTS)
    assert counts.sum() == 2357
