"""Every mistake the course knows by name is described well enough to help."""

import re

import pytest

from idic_lab.subject.misconceptions import MISCONCEPTIONS

TAGS = [
    "repeat-buying-is-relationship",
    "emotion-required",
    "identify-is-demographics",
    "differentiate-is-product",
    "differentiate-by-spend-only",
    "interact-is-volume",
    "customize-is-first-name",
    "high-s-is-good",
    "s-in-numerator",
    "components-averaged",
    "s-not-reversed",
    "ratio-means-confused",
    "intimacy-is-friendliness",
    "lowering-s-always-wins",
    "proactive-is-upselling",
    "relevance-is-trustability",
    "apology-is-compensation",
    "agent-is-cheapest",
    "disinformation-is-any-falsehood",
    "pareto-is-law",
    "percentages-add-up",
]

# The lessons of the course, from the list in content: a tag may not send a student to a page that will never exist.
LESSONS = [
    "00-start-here",
    "01-relationships",
    "02-loyalty",
    "03-idic-map",
    "04-identify",
    "05-differentiate-by-value",
    "06-differentiate-by-needs",
    "07-interact-and-customize",
    "08-trust-equation",
    "09-trust-equation-tested",
    "10-trusted-agent",
    "11-trustability",
    "12-customer-journey",
    "13-trust-and-the-internet",
    "14-kleenz-studio",
]


def test_the_list_is_the_course_list():
    assert sorted(MISCONCEPTIONS) == sorted(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_each_says_the_truth_in_one_plain_sentence_and_where_to_reread(tag):
    misconception = MISCONCEPTIONS[tag]
    assert misconception.tag == tag
    assert misconception.reread in LESSONS
    assert misconception.truth.endswith(".")
    assert len(re.findall(r"[.!?](?:\s|$)", misconception.truth)) == 1
    assert len(misconception.truth.split()) <= 25
    assert not misconception.name.endswith(".")
