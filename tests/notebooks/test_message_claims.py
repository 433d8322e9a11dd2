"""Lesson 07 says what a name does and what unneeded messages cost: every number in it, computed again."""

import pytest

from idic_lab.subject import datasets
from idic_lab.subject.analysis import attention
from tests.notebooks.test_lessons import says

LESSON = "07-interact-and-customize"


@pytest.fixture(scope="module")
def week():
    return datasets.messages().query("deck == 'week' and fits == 'yes'").reset_index(drop=True)


def useful_readings(week, goldfish, name_only):
    kinds = week["option"]
    left = attention.readers(kinds, {"useful": 1, "goldfish": goldfish, "name_only": name_only})
    return sum(readers for readers, kind in zip(left, kinds, strict=True) if kind == "useful")


def test_a_name_is_no_sign_of_a_useful_message(week):
    named = week["text"].str.contains("Lena")
    useful = week["option"] == "useful"
    assert len(week) == 12
    assert (named.sum(), (named & useful).sum(), (~named & useful).sum()) == (6, 1, 3)
    says(LESSON, {"with": "One of six.", "without": "without her name, three are useful"})


def test_seven_unneeded_messages_leave_thirty_readers(week):
    before = week["option"][:10].value_counts()
    left = attention.readers(week["option"], {"useful": 1, "goldfish": 0.8, "name_only": 0.9})[10]
    assert week["title"][10] == "Saturday, the power company"
    assert (before["goldfish"], before["name_only"]) == (4, 3)
    assert left == pytest.approx(100 * 0.8**4 * 0.9**3)
    says(LESSON, {"left": f"{left:.0f}. Seven messages", "product": f"which is {left / 100:.2f}"})
    assert round((100 - left) / 10) == 7


def test_the_three_tasks_at_the_dials_have_answers(week):
    positions = [position / 100 for position in attention.STAYS]
    free = [(g, n) for g in positions for n in positions if useful_readings(week, g, n) == 400]
    assert free == [(1, 1)]
    near_half = [(g, n) for g in positions for n in positions if abs(useful_readings(week, g, n) - 200) < 6]
    assert {(0.8, 0.9), (0.9, 0.8)} <= set(near_half)
    alone = [n for n in positions if useful_readings(week, 1, n) >= 200]
    assert min(alone) == 0.7
