"""The stories of relationship-audit are new, give nothing away, and guessing earns little."""

import csv
import re

import pytest

from idic_lab import idic
from tests.assignments.books import ROOT, criteria, earned, fixture, total

NAME = "relationship-audit"
SORTERS = ("shown", "missing", "relationship", "loyalty")


@pytest.fixture
def stories(run):
    asked = run(NAME, {})["book"].questions
    return {item.key: item for id in SORTERS for item in asked[id].items}


def runs_of_words(text, length=7):
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_no_story_is_known_from_the_lessons(stories):
    with open(ROOT / "datasets/vignettes.csv", newline="", encoding="utf-8") as file:
        practised = {row["text"] for row in csv.DictReader(file)}
    for place in ("idic_lab/bank", "content/lessons"):
        practised |= {path.read_text("utf-8") for path in (ROOT / place).iterdir() if path.suffix in (".toml", ".py")}
    known = set().union(*map(runs_of_words, practised))
    assert {key: runs_of_words(item.text) & known for key, item in stories.items()} == dict.fromkeys(stories, set())


def test_no_story_says_where_it_belongs(stories):
    labels = {word for term in (*idic.CHARACTERISTICS, *idic.LOYALTY) for word in term.name.casefold().split()}
    told = labels - {"a", "in", "to", "both", "only", "and", "neither"} | {"relationship", "loyal", "habit", "captive"}
    for item in stories.values():
        assert not told & set(re.findall(r"[\w-]+", f"{item.title} {item.text}".casefold())), item.key


@pytest.mark.parametrize("place", [*(term.key for term in idic.CHARACTERISTICS), *(each.key for each in idic.LOYALTY)])
def test_one_place_for_all_earns_little(run, stories, place):
    """Less than a third of part A, and nothing where there are two answers or two halves of one."""
    values = run(NAME, {})["book"].questions
    constant = {
        id: dict.fromkeys((item.key for item in values[id].items), place)
        for id in SORTERS
        if place in [category.key for category in values[id].categories]
    }
    assert constant and total(run(NAME, constant)) <= 1.25


@pytest.mark.parametrize("place", ["yes", "no"])
def test_one_answer_for_all_in_part_b_earns_nothing(run, stories, place):
    keys = fixture(NAME, "reference")["answers"]["relationship"]
    assert total(run(NAME, {"relationship": dict.fromkeys(keys, place)})) == 0


@pytest.mark.parametrize("term", idic.CHARACTERISTICS, ids=lambda term: term.key)
def test_feedback_names_the_story_and_not_its_place(run, stories, term):
    right = fixture(NAME, "reference")["answers"]
    wrong = {id: dict.fromkeys(right[id], term.key) for id in ("shown", "missing")}
    for line in criteria(run(NAME, {**right, **wrong}))[:4]:
        first, second = line.criterion.split(" / ")
        assert first in line.message and second in line.message
        named = {each.name for each in idic.CHARACTERISTICS if each.name in line.message}
        assert named <= {term.name}


def test_a_close_second_earns_half_of_a_story(run):
    answers = fixture(NAME, "close-seconds")["answers"]
    assert set(earned(run(NAME, answers))["characteristics-check"].values()) == {0.25, 0.5}
    assert [line.message.count("a close second") for line in criteria(run(NAME, answers))[:4]] == [1, 2, 2, 2]
