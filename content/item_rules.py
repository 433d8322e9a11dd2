"""Rules for the questions of the bank. Their fields are said in ``items.schema.yaml``."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

from texts import Course, repeated

SCHEMA = yaml.safe_load(Path(__file__).with_name("items.schema.yaml").read_text("utf-8"))
KINDS = {
    kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})
    for kind in ("choice", "choices", "number", "item")
}


def known(item: dict) -> list[dict]:
    """Return what an item has something to say about: its options or its known numbers."""
    return item.get("answer", []) if item["kind"] == "number" else item.get("option", [])


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a full stop inside a number or a quotation does not end one."""
    return [part for part in re.split(r"(?<=[.?!])[”)]?\s+(?=[“(]?[A-Z0-9])", text) if part]


def fields_of_items(course: Course) -> Iterator[str]:
    """Each item has the fields of its kind."""
    for file, items in course.bank.items():
        for number, item in enumerate(items, start=1):
            place = f"bank/{file}.toml: {item.get('id', f'item {number}')}"
            kind = item.get("kind") if item.get("kind") in KINDS else "item"
            for error in KINDS[kind].iter_errors(item):
                where = ".".join(map(str, error.absolute_path)) or kind
                # A missing field or a field too many is named by the message, any other breach by its rule.
                named = error.validator in ("required", "unevaluatedProperties", "type", "enum")
                rule = error.message if named else error.schema.get("description", error.message)
                yield f"{place}: {where}: {rule}"


def files_of_items(course: Course) -> Iterator[str]:
    """A file holds the items of its lesson, three or more, and no id is used twice."""
    for file, items in course.bank.items():
        for item in items:
            if item["lesson"] != file:
                yield f"bank/{file}.toml: {item['id']} names the lesson {item['lesson']}"
        if len(items) < 3:
            yield f"bank/{file}.toml has {len(items)} items; a lesson has 3 or more"
    for id in repeated(item["id"] for items in course.bank.values() for item in items):
        yield f"bank: the id {id} is used twice"


def words_of_items(course: Course) -> Iterator[str]:
    """Each answer has feedback of its own, in one or two sentences, and no option gives itself or another away."""
    for id, item in course.items.items():
        feedback = [entry["feedback"] for entry in known(item)]
        options = [option["text"] for option in item.get("option", [])]
        for text in repeated(feedback) + repeated(option.casefold() for option in options):
            yield f"{id}: two answers have the text {text!r}"
        for text in feedback:
            if not (1 <= len(sentences(text)) <= 2 and 3 <= len(text.split()) <= 40):
                yield f"{id}: a feedback has 1 or 2 sentences and 3 to 40 words: {text!r}"
        for text in options:
            if re.search(
                r"\b(all|none|both|any) of (the|these|them)\b|\b(above|below) (options|answers)\b", text.casefold()
            ):
                yield f"{id}: the option {text!r} speaks of the others"
        if len(item["stem"].split()) > 60:
            yield f"{id}: the stem has more than 60 words"
        for sentence in itertools.chain(*map(sentences, [item["stem"], *feedback, *options])):
            if len(sentence.split()) > 26:
                yield f"{id}: a sentence has more than 26 words: {sentence!r}"


def numbers_of_items(course: Course) -> Iterator[str]:
    """No number is two of the known ones."""
    for id, item in course.items.items():
        numbers = [(answer["value"], answer.get("tolerance", 0)) for answer in item.get("answer", [])]
        for (one, near), (other, close) in itertools.combinations(numbers, 2):
            if abs(one - other) <= near + close:
                yield f"{id}: the numbers {one} and {other} cannot be told apart"


def mistakes_of_items(course: Course) -> Iterator[str]:
    """Tags name known mistakes."""
    for id, item in course.items.items():
        for tag in {entry["misconception"] for entry in known(item) if "misconception" in entry} - set(course.mistakes):
            yield f"{id}: there is no mistake {tag!r} in idic_lab/subject/misconceptions.py"


def keys_of_items(course: Course) -> Iterator[str]:
    """Neither its place nor its length gives a key away."""
    choices = [item for item in course.items.values() if item["kind"] == "choice"]
    places = {item["id"]: [bool(option.get("correct")) for option in item["option"]].index(True) for item in choices}
    four = Counter(places[item["id"]] for item in choices if len(item["option"]) == 4)
    if set(four) != {0, 1, 2, 3} or max(four.values()) > 0.35 * four.total():
        yield f"bank: the keys of choices with four options stand too often in one place: {dict(four)}"
    longest = [
        item["id"]
        for item in choices
        if len(item["option"][places[item["id"]]]["text"]) >= max(len(option["text"]) for option in item["option"])
    ]
    if len(longest) > len(choices) / 3:
        yield f"bank: the key is the longest option in more than a third of the choices: {', '.join(longest)}"


RULES = (fields_of_items, files_of_items, words_of_items, numbers_of_items, mistakes_of_items, keys_of_items)
