import pytest

from idic_lab.grading.tasks import Standing, blank, fingerprint, standing

ANSWERED, EMPTY = {"why": "because"}, {"why": " "}


@pytest.mark.parametrize("value", [None, "", "  \n", [], {}, [{"company": "", "why": []}]])
def test_values_that_say_nothing(value):
    assert blank(value)


@pytest.mark.parametrize("value", [0, False, "x", [{"company": "", "why": "x"}], {"a": {"b": 0}}])
def test_values_that_say_something(value):
    assert not blank(value)


def test_a_fingerprint_speaks_for_the_named_questions_alone():
    values = {"why": {"b": 1, "a": 2}, "other": 1}
    assert fingerprint(values, ["why"]) == fingerprint({"why": {"a": 2, "b": 1}, "other": 2}, ["why"])
    assert fingerprint(values, ["why"]) != fingerprint({"why": {"a": 2, "b": 2}}, ["why"])
    assert fingerprint({}, ["why"]) != fingerprint({"why": ""}, ["why"])


@pytest.mark.parametrize(
    ("values", "marked", "waiting", "changed", "expected"),
    [
        (ANSWERED, False, True, False, Standing(None, True)),  # handed in for the first time
        (ANSWERED, True, False, False, Standing(None, False)),  # marked, and handed in again unchanged
        (ANSWERED, True, False, True, Standing(None, True)),  # marked, then changed
        (ANSWERED, True, True, False, Standing(None, True)),  # changed before, and still not looked at
        (ANSWERED, False, False, True, Standing(None, True)),  # blank at first, then answered
        (EMPTY, False, True, False, Standing(0.0, False)),  # nothing to mark
        ({}, False, True, False, Standing(0.0, False)),
        (EMPTY, True, False, True, Standing(0.0, True)),  # a mark by hand stays, and a person looks again
        (EMPTY, True, False, False, Standing(0.0, False)),
    ],
)
def test_what_waits_for_a_person(values, marked, waiting, changed, expected):
    assert standing(values, ["why"], marked, waiting, changed) == expected
