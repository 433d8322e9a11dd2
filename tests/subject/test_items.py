"""The item bank covers the course, and its keys are what the equation gives. Its form is held by content/lint.py."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from idic_lab.subject.misconceptions import MISCONCEPTIONS
from idic_lab.subject.trust import Profile, lowering_s_wins

BANK = Path(__file__).parents[2] / "idic_lab" / "subject" / "bank"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["item"] for path in sorted(BANK.glob("*.toml"))}
ITEMS = {item["id"]: item for items in FILES.values() for item in items}
CONCEPTS = {
    "apology",
    "break-even",
    "channels-and-silos",
    "concentration",
    "customer-information",
    "customer-value",
    "customize",
    "differentiate",
    "elasticity",
    "evidence",
    "five-es",
    "goldfish",
    "identify",
    "idic",
    "interact",
    "internet-trust",
    "journey",
    "learning-relationship",
    "loyalty",
    "loyalty-programme",
    "mean-of-ratios",
    "misinformation",
    "needs",
    "pareto",
    "recommendation",
    "refer-or-sell",
    "relationship",
    "relationship-benefit",
    "relationship-characteristics",
    "relevance",
    "reported-figures",
    "reverse-coding",
    "rfm",
    "spread",
    "trust",
    "trust-components",
    "trust-equation",
    "trust-myths",
    "trust-scale",
    "trustability",
    "trustability-markers",
    "trustability-principles",
    "trusted-agent",
    "trusted-agent-conditions",
}


def known(item):
    """Return what the item has something to say about: its options or its known numbers."""
    return item["answer"] if item["kind"] == "number" else item["option"]


def test_the_bank_covers_the_course():
    assert len(ITEMS) >= 80
    assert {item["concept"] for item in ITEMS.values()} >= CONCEPTS
    assert {kind: count for kind, count in Counter(item["kind"] for item in ITEMS.values()).items() if count < 5} == {}
    named = {entry.get("misconception") for item in ITEMS.values() for entry in known(item)}
    assert named >= set(MISCONCEPTIONS)


@pytest.mark.parametrize(
    ("item_id", "ratings"),
    [
        ("trust-score-choice", (6, 7, 5, 2)),
        ("trust-score-number", (8, 6, 4, 3)),
        ("trust-lowest-on-five", (1, 1, 1, 5)),
    ],
)
def test_keys_of_trust_scores_are_what_the_equation_gives(item_id, ratings):
    key = next(entry for entry in known(ITEMS[item_id]) if entry.get("correct"))
    assert float(key.get("value", key.get("text"))) == pytest.approx(Profile(*ratings).trust)


def test_the_break_even_key_is_where_the_two_moves_are_equal():
    s = next(answer["value"] for answer in ITEMS["trust-break-even-number"]["answer"] if answer.get("correct"))
    assert Profile(4, 6, 5, s - 1).trust == Profile(5, 7, 6, s).trust
    assert not lowering_s_wins(Profile(4, 6, 5, s))
    assert lowering_s_wins(Profile(4, 6, 5, s - 0.1))


def test_an_answer_is_right_only_when_it_is_complete_and_still_an_answer():
    from idic_lab.subject import items

    assert items.right("start-encounter", "b")
    assert not items.right("start-encounter", "a")
    assert not items.right("start-encounter", "z")
    assert not items.right("start-encounter", None)
    both = [option.key for option in items.load("idic-social-media-reasons").options if option.correct]
    assert items.right("idic-social-media-reasons", both)
    assert not items.right("idic-social-media-reasons", both[:1])
    assert not items.right("idic-social-media-reasons", "abcde")
    assert items.right("trust-score-number", "6,0")
    assert not items.right("trust-score-number", "eighteen")
