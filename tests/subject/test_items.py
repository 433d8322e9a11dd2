"""The item bank as text: its form, its fairness and its language. The files are read as they stand."""

import itertools
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from idic_lab.subject.misconceptions import MISCONCEPTIONS
from idic_lab.subject.trust import Profile, lowering_s_wins

BANK = Path(__file__).parents[2] / "idic_lab" / "subject" / "bank"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["item"] for path in sorted(BANK.glob("*.toml"))}
ITEMS = {item["id"]: item for items in FILES.values() for item in items}
FIELDS = {
    "choice": {"id", "lesson", "concept", "kind", "stem", "option"},
    "choices": {"id", "lesson", "concept", "kind", "stem", "option"},
    "number": {"id", "lesson", "concept", "kind", "stem", "answer", "unit", "low", "high", "percent"},
}
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
NEEDED = {"id", "lesson", "concept", "kind", "stem"}


def known(item):
    """Return what the item has something to say about: its options or its known numbers."""
    return item["answer"] if item["kind"] == "number" else item["option"]


def sentences(text):
    """Return the sentences of a text; a full stop inside a number or a quotation does not end one."""
    return [part for part in re.split(r"(?<=[.?!])[”)]?\s+(?=[“(]?[A-Z0-9])", text) if part]


def places(count):
    """Return for each choice with `count` options where its key stands, counted from 0."""
    single = [item["option"] for item in ITEMS.values() if item["kind"] == "choice" and len(item["option"]) == count]
    return Counter(next(place for place, option in enumerate(options) if option.get("correct")) for options in single)


def test_ids_are_telling_and_used_once():
    ids = [item["id"] for items in FILES.values() for item in items]
    assert [id for id, count in Counter(ids).items() if count > 1] == []
    assert [id for id in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", id)] == []


@pytest.mark.parametrize("stem", FILES)
def test_a_file_holds_the_items_of_its_lesson(stem):
    assert {item["lesson"] for item in FILES[stem]} == {stem}
    assert len(FILES[stem]) >= 3


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
class TestEveryItem:
    def test_has_the_fields_of_its_kind(self, item):
        assert set(item) >= NEEDED
        assert set(item) <= FIELDS[item["kind"]]
        for entry in known(item):
            content = {"value", "tolerance"} if item["kind"] == "number" else {"text"}
            assert set(entry) <= content | {"feedback", "correct", "misconception"}
            assert "feedback" in entry
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", item["concept"])

    def test_has_a_key_of_the_right_size(self, item):
        right = [entry for entry in known(item) if entry.get("correct")]
        if item["kind"] == "choice":
            assert len(right) == 1
            assert 3 <= len(item["option"]) <= 5
        elif item["kind"] == "choices":
            assert 2 <= len(right) < len(item["option"]) <= 6
        else:
            assert len(right) == 1
            assert len(item["answer"]) >= 3, "a number needs its usual slips beside its key"

    def test_says_something_of_its_own_about_every_option(self, item):
        feedback = [entry["feedback"] for entry in known(item)]
        assert len(set(feedback)) == len(feedback)
        for text in feedback:
            assert 1 <= len(sentences(text)) <= 2, text
            assert 3 <= len(text.split()) <= 40, text
            assert text.endswith((".", "?", ".”", "?”")), text

    def test_options_differ_and_none_speaks_of_the_others(self, item):
        texts = [option["text"].casefold() for option in item.get("option", [])]
        assert len(set(texts)) == len(texts)
        for text in texts:
            assert not re.search(
                r"\b(all|none|both|any) of (the|these|them)\b|\b(above|below) (options|answers)\b", text
            )

    def test_known_numbers_are_told_apart(self, item):
        numbers = [(answer["value"], answer.get("tolerance", 0)) for answer in item.get("answer", [])]
        for (one, near), (other, close) in itertools.combinations(numbers, 2):
            assert abs(one - other) > near + close

    def test_names_only_mistakes_that_are_known_and_never_for_the_key(self, item):
        for entry in known(item):
            assert entry.get("misconception") is None or entry["misconception"] in MISCONCEPTIONS
            assert not (entry.get("correct") and "misconception" in entry)

    def test_is_written_in_plain_words(self, item):
        texts = [item["stem"], *(entry["feedback"] for entry in known(item))]
        texts += [option["text"] for option in item.get("option", [])]
        assert not any("!" in text or "  " in text or text != text.strip() for text in texts)
        assert len(item["stem"].split()) <= 60
        longest = max((sentence for text in texts for sentence in sentences(text)), key=lambda one: len(one.split()))
        assert len(longest.split()) <= 26, longest


def test_the_bank_covers_the_course():
    assert len(ITEMS) >= 80
    assert {item["concept"] for item in ITEMS.values()} >= CONCEPTS
    assert {kind: count for kind, count in Counter(item["kind"] for item in ITEMS.values()).items() if count < 5} == {}
    named = {entry.get("misconception") for item in ITEMS.values() for entry in known(item)}
    assert named >= set(MISCONCEPTIONS)


def test_keys_are_spread_over_the_positions():
    four = places(4)
    total = sum(four.values())
    assert set(four) == {0, 1, 2, 3}
    assert max(four.values()) <= 0.35 * total, four


def test_the_key_does_not_give_itself_away_by_its_length():
    longest = []
    choices = [item for item in ITEMS.values() if item["kind"] == "choice"]
    for item in choices:
        key = next(option["text"] for option in item["option"] if option.get("correct"))
        if len(key) >= max(len(option["text"]) for option in item["option"]):
            longest.append(item["id"])
    assert len(longest) <= len(choices) / 3, longest


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
