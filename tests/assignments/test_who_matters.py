"""What who-matters draws from, and how a share may be typed."""

import re

import pytest

from idic_lab.subject import datasets
from tests.assignments.books import fixture, total, written_for


@pytest.fixture(scope="module")
def purchases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("who-matters")
    for file, data in written_for("who-matters").items():
        (folder / file).write_bytes(data)
    return datasets.read("purchases", folder)


def test_the_customers_are_others_than_the_lessons_and_whole(purchases):
    assert purchases["customer_id"].nunique() == 1000
    assert not set(purchases["customer_id"]) & set(datasets.cdnow()["customer_id"])
    cohort = datasets.cdnow_full()
    assert len(cohort[cohort["customer_id"].isin(purchases["customer_id"])]) == len(purchases)


@pytest.mark.parametrize(
    ("typed", "earned"),
    [
        ("65.5", 1),
        ("65,5 %", 1),
        ("0.655", 1),
        ("131/200", 1),
        ("65.9", 1),
        ("66.1", 0),
        ("0.65 %", 0),
        ("0.6550 %", 0),
        ("6.55", 0),
    ]
    + [("65,512", 1), ("65.512", 1)],
)
def test_a_share_counts_however_it_is_typed(run, typed, earned):
    assert total(run("who-matters", {"share-all": typed})) == earned


def test_the_six_customers_stand_for_every_segment_and_the_trap_of_money(run):
    values = run("who-matters", {})
    table = values["namespace"]["rfm"].assign(segment=values["namespace"]["segment"])
    asked = table.loc[[int(item.key) for item in values["book"].questions["six-customers"].items]]
    assert set(asked["segment"]) == {"best", "slipping away", "steady", "occasional", "one-off"}
    assert ((asked["monetary_score"] >= 4) & (asked["segment"] != "best")).sum() >= 2


def test_the_tables_hold_dollars_and_no_shares(run):
    values = run("who-matters", {})
    shown = " ".join(values[f"table-{name}"].to_string() for name in ("tenths", "customer", "segments", "fifths"))
    assert "%" not in shown
    for answer in ("share-all", "share-repeat", "share-buyers", "one-off-money", "later-money"):
        share = fixture("who-matters", "reference")["answers"][answer]
        assert not re.search(rf"(?<![\d.]){re.escape(share)}(?![\d.])", shown), answer


def test_a_very_long_text_changes_no_point(run):
    answers = fixture("who-matters", "reference")["answers"]
    answers["answer"] = "and of all dollars the best fifth brings " * 550
    assert total(run("who-matters", answers)) == 11
