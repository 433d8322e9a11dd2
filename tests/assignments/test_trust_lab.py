"""What trust-lab asks of the student's own profile, and what it does with odd answers."""

import pytest

from tests.assignments.books import fixture, total

KEYS = ("credibility", "reliability", "intimacy", "self_orientation")


@pytest.mark.parametrize(
    ("ratings", "earned"),
    [
        ((5, 4, 6, 6), 0.5),
        ((4, 4, 4, 5), 0.5),  # T = 2.4 exactly
        ((10, 10, 7, 10), 0.5),
        ((3, 3, 3, 4), 0.25),
        ((6, 6, 6, 6), 0),
        ((8, 8, 8, 2), 0),
        ((1, 1, 1, 10), 0),
    ],
)
def test_a_profile_of_ones_own_is_judged_by_the_rule(run, ratings, earned):
    own = {"own-profile": {"my agency": dict(zip(KEYS, ratings, strict=True))}}
    assert total(run("trust-lab", own)) == earned


def test_the_order_of_a_profiles_ratings_makes_no_difference(run):
    own = dict(zip(reversed(KEYS), (6, 6, 4, 5), strict=True))
    assert total(run("trust-lab", {"own-profile": {"my agency": own}})) == 0.5


def test_a_very_long_text_changes_no_point(run):
    answers = fixture("trust-lab", "reference")["answers"]
    answers["claim"] = "and so the mean is above S minus one " * 500
    assert total(run("trust-lab", answers)) == 12


def test_the_tables_show_no_answer(run):
    values = run("trust-lab", {})
    assert list(values["table-agencies"].columns) == [
        "Credibility (C)",
        "Reliability (R)",
        "Intimacy (I)",
        "Self-orientation (S)",
    ]


@pytest.mark.parametrize(("low", "high", "said"), [("18", "1/2", 1), ("0,5", "18", 0), ("?", "18", 0), ("3", "3", 1)])
def test_before_handing_in_ends_of_a_scale_that_do_not_fit_are_named(run, low, high, said):
    values = run("trust-lab", {"lowest-t": low, "highest-t": high})
    assert len(values["namespace"]["ends_of_the_scale"](values["book"])) == said
