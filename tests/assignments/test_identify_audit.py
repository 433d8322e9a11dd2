"""What is peculiar to identify-audit: names, half points, and what the student is told before handing in."""

import copy
import json

import pytest

from idic_lab import ask
from idic_lab.questions import hand_in_view
from tests.assignments.books import criteria, earned, fixture, total

NAME = "identify-audit"


@pytest.fixture
def answers():
    return copy.deepcopy(fixture(NAME, "reference")["answers"])


def messages(values):
    return {line.criterion: line.message for line in criteria(values)}


def test_names_that_look_alike_are_asked_about_and_cost_nothing(run):
    values = run(NAME, fixture(NAME, "names-that-look-alike")["answers"])
    assert total(values) == 6
    said = messages(values)["at least four organisations, all different"]
    assert "Are Lindenau Tax Adviser and Lindenau Tax Advisors one?" in said


@pytest.mark.parametrize("rows", range(5))
def test_each_organisation_counts(run, answers, rows):
    answers["audit"] = answers["audit"][:rows]
    cells = earned(run(NAME, answers))
    expected = 1 if rows == 4 else 0.5 if rows >= 2 else 0
    for cell in ("organisations-check", "reasons-check"):
        assert set(cells[cell].values()) == {expected}


def test_a_fifth_row_that_was_only_begun_costs_no_point_for_the_four(run, answers):
    answers["audit"].append({"organisation": "Kite & Sons Opticians"})
    assert total(run(NAME, answers)) == 6


def test_every_missing_reason_is_named_with_its_place(run):
    said = messages(run(NAME, fixture(NAME, "words-for-nothing")["answers"]))["a barrier for each no"]
    for place in ("Lindenau City Library across channels", "Okonjo Tax Advisers between touchpoints"):
        assert place in said
    assert "Harbour Street Bakery across channels" not in said


def test_long_names_do_not_flood_the_feedback(run, answers):
    for place, row in enumerate(answers["audit"]):
        row["organisation"] = f"{place}" + "x" * 5000
        row["known_by"] = "group"
    answers["remedy"][0]["organisation"] = "y" * 5000
    assert all(len(message) < 900 for message in messages(run(NAME, answers)).values())


def told(run, monkeypatch, answers):
    """Return the sentences about what does not fit together, as the last cell of the notebook shows them."""
    shown = []
    monkeypatch.setattr(ask, "hand_in", lambda book, rules=(): shown.extend(s for rule in rules for s in rule(book)))
    book = run(NAME, answers)["book"]
    assert "<script" not in hand_in_view.page(book, shown)
    return shown


def test_nothing_is_said_to_clash_where_nothing_does(run, monkeypatch, answers):
    assert told(run, monkeypatch, answers) == []
    assert told(run, monkeypatch, {}) == []


@pytest.mark.parametrize(
    ("stem", "part"),
    [
        ("one-organisation-in-four-spellings", "name one organisation: lindenau library"),
        ("group-not-person", "Tram 7 City Lines: you say yes, and"),
        ("known-by-nobody", "Harbour Street Bakery: you say yes, and"),
        ("remedy-for-a-yes", "not “no” in your audit"),
        ("remedy-elsewhere", "not “no” in your audit"),
    ],
)
def test_what_does_not_fit_is_told_before_handing_in(run, monkeypatch, stem, part):
    assert part in json.dumps(told(run, monkeypatch, fixture(NAME, stem)["answers"]), ensure_ascii=False)
