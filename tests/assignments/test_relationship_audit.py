"""The stories of relationship-audit are new, give nothing away, and guessing earns little."""

import ast
import csv
import io
import re
import tomllib

import pandas as pd
import pytest

from idic_lab.course import reseed
from idic_lab.subject import idic
from tests.assignments.books import ROOT, criteria, earned, fixture, total

NAME = "relationship-audit"
SORTERS = ("shown", "missing", "relationship", "loyalty")
POOL = tomllib.loads((ROOT / "content/graded/stories.toml").read_text("utf-8"))["story"]
LABELS = {word for term in (*idic.CHARACTERISTICS, *idic.LOYALTY) for word in term.name.casefold().split()}
TELLING = LABELS - {"a", "in", "to", "both", "only", "and", "neither"} | {"relationship", "loyal", "habit", "captive"}


@pytest.fixture(params=[None, 100, 101, 102], ids=lambda seed: f"seed {seed or 'of the books'}")
def drawn(request):
    """The stories of a year, as the table that students get."""
    return pd.read_csv(io.BytesIO(reseed.tables(NAME, request.param)["stories.csv"]))


def runs_of_words(text, length=7):
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_no_story_is_known_from_the_lessons():
    with open(ROOT / "datasets/vignettes.csv", newline="", encoding="utf-8") as file:
        practised = {row["text"] for row in csv.DictReader(file)}
    for place in ("idic_lab/subject/bank", "content/lessons"):
        practised |= {path.read_text("utf-8") for path in (ROOT / place).iterdir() if path.suffix in (".toml", ".py")}
    known = set().union(*map(runs_of_words, practised))
    assert {story["key"]: runs_of_words(story["text"]) & known for story in POOL} == {
        story["key"]: set() for story in POOL
    }


def test_no_story_says_where_it_belongs():
    for story in POOL:
        assert not TELLING & set(re.findall(r"[\w-]+", f"{story['title']} {story['text']}".casefold())), story["key"]


def test_the_hidden_tests_and_the_pool_agree_on_every_story():
    keys = {}
    for node in ast.walk(ast.parse((ROOT / "content/assignments" / NAME / "checks.py").read_text("utf-8"))):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "KEYS":
            keys |= ast.literal_eval(node.value)
    assert len({story["key"] for story in POOL} | {story["title"] for story in POOL}) == 2 * len(POOL)
    assert keys.keys() == {story["key"] for story in POOL}
    for story in POOL:
        key = keys[story["key"]]
        assert story["answer"] == (key if story["question"] == "loyalty" else key[0]), story["key"]
        assert story["question"] not in ("shown", "missing") or tuple(story.get("close", ())) == key[1], story["key"]


def test_a_year_has_the_stories_that_the_points_are_made_for(drawn):
    answers = {story["key"]: story["answer"] for story in POOL}
    assert list(drawn.groupby("question", sort=False).size().items()) == [
        ("shown", 4),
        ("missing", 4),
        ("relationship", 5),
        ("loyalty", 8),
    ]
    of = {question: [answers[key] for key in keys] for question, keys in drawn.groupby("question")["story"]}
    assert len(set(of["shown"])) == len(set(of["missing"])) == 4
    assert of["relationship"].count("yes") in (2, 3)
    assert all(of["loyalty"].count(quadrant.key) == 2 for quadrant in idic.LOYALTY)
    assert 4 <= (drawn["defend"] == "yes").sum() <= 9
    assert not {"answer", "close", "like", "first"} & set(drawn.columns)


def test_years_differ_in_more_than_half_of_the_stories_on_average():
    years = [set(pd.read_csv(io.BytesIO(reseed.tables(NAME, seed)["stories.csv"]))["story"]) for seed in range(2, 32)]
    kept = [len(one & other) for one in years for other in years if one is not other]
    assert sum(kept) / len(kept) < 21 * 0.45


@pytest.mark.parametrize("place", [*(term.key for term in idic.CHARACTERISTICS), *(each.key for each in idic.LOYALTY)])
def test_one_place_for_all_earns_little(run, drawn, place):
    """Less than a third of part A, and nothing where there are two answers or two halves of one."""
    tables = {"stories.csv": drawn}
    values = run(NAME, {}, tables)["book"].questions
    constant = {
        id: dict.fromkeys((item.key for item in values[id].items), place)
        for id in SORTERS
        if place in [category.key for category in values[id].categories]
    }
    assert constant and total(run(NAME, constant, tables)) <= 1.25


@pytest.mark.parametrize("place", ["yes", "no"])
def test_one_answer_for_all_in_part_b_earns_nothing(run, drawn, place):
    keys = drawn["story"][drawn["question"] == "relationship"]
    assert total(run(NAME, {"relationship": dict.fromkeys(keys, place)}, {"stories.csv": drawn})) == 0


@pytest.mark.parametrize("term", idic.CHARACTERISTICS, ids=lambda term: term.key)
def test_feedback_names_the_story_and_not_its_place(run, term):
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
