"""What journey-and-internet shows, what it leaves to the student, and what it says before handing in."""

import re

import pytest

from idic_lab.subject.concepts import concepts
from tests.assignments.books import cells, fixture, total

ASKED = {
    "customer journey": "widest-stage",
    "as-is map and to-be map": "widest-gap",
    "gap": "widest-gap",
    "lost recognition": "lost-stage",
    "percentages that overlap": "did-both",
    "spread": "two-rounds",
    "contagion": "matters-most",
    "misinformation": "posts",
    "disinformation": "posts",
    "refer or sell": "caught-up",
    "trusted agent": "agent",
    "harder and more important": "argument",
}
"""Where the assignment grades each idea of the concept map that names it."""


def test_the_concept_map_names_what_is_graded_here(run):
    assert set(ASKED) == {concept.name for concept in concepts() if "journey-and-internet" in concept.graded}
    graded = " ".join(
        f"{cell.source} {cell.metadata.get('idic_lab', '')}"
        for cell in cells("journey-and-internet")
        if cell.metadata.get("nbgrader", {}).get("points")
    )
    asked = run("journey-and-internet", {})["book"].questions
    assert [id for id in ASKED.values() if id not in asked or not re.search(f"[\"']{id}[\"']", graded)] == []


def test_the_dials_show_what_the_reference_has_read(run):
    values = run("journey-and-internet", {})
    answers = fixture("journey-and-internet", "reference")["answers"]
    spread, figures = values["book"].questions["spread"], values["namespace"]["figures"]
    frame = spread.frame({"first": answers["reaches-most"], "contagion": figures["contagion"]})
    assert f"on average {answers['reach']} of 16" in frame["caption"]


def test_where_the_dials_stand_makes_no_difference(run):
    answers = fixture("journey-and-internet", "reference")["answers"]
    spread = run("journey-and-internet", {})["book"].questions["spread"]
    other = {dial.key: dial.positions[0] for dial in spread.dials}
    assert other != answers["spread"]
    assert total(run("journey-and-internet", answers | {"spread": other})) == 10


def test_each_friendship_stands_with_both_friends(run):
    values = run("journey-and-internet", {})
    friends = {person: set(row.split(", ")) for person, row in values["table-friends"]["friends"].items()}
    assert all(str(person) in friends[int(friend)] for person, known in friends.items() for friend in known)
    assert sum(map(len, friends.values())) == 2 * len(values["namespace"]["friendships"])


def test_the_journey_shows_no_gap(run):
    values = run("journey-and-internet", {})
    shown = values["table-journey"].data
    assert "gap" not in shown and shown.count("\n") == 10


@pytest.mark.parametrize(
    ("stage", "gap", "said"),
    [("5", "2.4", 0), ("5", "-2,4", 0), ("5", "1.5", 1), ("2", "1.5", 0), (None, "2.4", 0), ("5", "wide", 0)],
)
def test_before_handing_in_a_gap_of_another_stage_is_named(run, stage, gap, said):
    answers = {"widest-gap": gap} | ({"widest-stage": stage} if stage else {})
    values = run("journey-and-internet", answers)
    assert len(values["namespace"]["gap_of_another_stage"](values["book"])) == said


@pytest.mark.parametrize(("typed", "earned"), [("62.5", 0.5), ("63", 0.5), ("62.5 %", 0.5), ("0,625", 0.5), ("64", 0)])
def test_enough_in_the_long_run_may_be_rounded(run, typed, earned):
    assert total(run("journey-and-internet", {"needed": typed})) == earned


def test_a_very_long_text_changes_no_point(run):
    answers = fixture("journey-and-internet", "reference")["answers"]
    answers["argument"] = "and at forty per cent the story goes on " * 500
    assert total(run("journey-and-internet", answers)) == 10
