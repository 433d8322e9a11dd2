"""The formative questions: a bank of text files and decks of cards, each option with its own feedback."""

import tomllib
from functools import cache
from importlib.resources import files

from idic_lab.questions import BadAnswer, Choice, Choices, Item, KnownNumber, Number, Option
from idic_lab.subject import datasets


@cache
def bank() -> dict[str, dict]:
    """Return all items as ``{id: item}``, an item being what its text file says."""
    found = {}
    for path in sorted(files("idic_lab.subject").joinpath("bank").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("item", []):
            if item["id"] in found:
                raise ValueError(f"Two items are called {item['id']!r}; the second is in {path.name}. Rename one.")
            found[item["id"]] = item
    return found


def load(item_id: str) -> Choice | Choices | Number:
    """Return one item as a question that has something to say about every option."""
    if item_id not in bank():
        from difflib import get_close_matches

        close = ", ".join(get_close_matches(item_id, bank())) or "none"
        raise KeyError(f"There is no item {item_id!r} in the bank. Alike are: {close}.")
    item = bank()[item_id]
    if item["kind"] == "number":
        known = tuple(
            KnownNumber(
                answer["value"],
                answer["feedback"],
                answer.get("tolerance", 0.0),
                answer.get("correct", False),
                answer.get("misconception", ""),
            )
            for answer in item["answer"]
        )
        limits = {name: item[name] for name in ("unit", "low", "high", "percent") if name in item}
        return Number(item_id, item["stem"], known=known, **limits)
    options = tuple(
        Option(
            "abcdefgh"[place],
            option["text"],
            option["feedback"],
            option.get("correct", False),
            option.get("misconception", ""),
        )
        for place, option in enumerate(item["option"])
    )
    return (Choices if item["kind"] == "choices" else Choice)(item_id, item["stem"], options)


def right(item_id: str, value) -> bool:
    """Tell whether an answer to an item is right, and complete where several options are."""
    question = load(item_id)
    try:
        question.check_shape(value)
    except BadAnswer:
        return False
    levels = {note.level for note in question.notes(value)}
    return "right" in levels and levels <= {"right", "done"}


def deck(table: str, name: str) -> tuple[Item, ...]:
    """Return one deck of a dataset, ready to sort."""
    cards = datasets.read(table)
    if name not in set(cards["deck"]):
        raise KeyError(f"There is no deck {name!r} in {table}. There are: {', '.join(cards['deck'].unique())}.")
    found = []
    for key, rows in cards[cards["deck"] == name].groupby("item", sort=False):
        accepted = tuple(rows.loc[rows["fits"] == "yes", "option"])
        feedback = dict(zip(rows["option"], rows["feedback"], strict=True))
        found.append(Item(key, rows["text"].iloc[0], rows["title"].iloc[0], accepted, feedback))
    return tuple(found)
