"""The mistakes that the course knows by name. What each has to say is held by content/lint.py."""

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


def test_the_list_is_the_course_list():
    assert sorted(MISCONCEPTIONS) == sorted(TAGS)
