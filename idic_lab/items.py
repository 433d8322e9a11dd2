"""The bank of formative questions: text files in ``bank/``, each option with its own feedback."""

import tomllib
from functools import cache
from importlib.resources import files

from idic_lab.questions import Choice, Choices, KnownNumber, Number, Option


@cache
def bank():
    """Return all items as ``{id: item}``, an item being what its text file says.

    Returns
    -------
    dict of str to dict

    Raises
    ------
    ValueError
        When two items have one id.
    """
    found = {}
    for path in sorted(files("idic_lab").joinpath("bank").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        for item in tomllib.loads(path.read_text(encoding="utf-8")).get("item", []):
            if item["id"] in found:
                raise ValueError(f"Two items are called {item['id']!r}; the second is in {path.name}. Rename one.")
            found[item["id"]] = item
    return found


def load(item_id):
    """Return one item as a question that has something to say about every option.

    Parameters
    ----------
    item_id : str

    Returns
    -------
    Choice, Choices or Number

    Raises
    ------
    KeyError
        Naming the ids that are most alike.
    """
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
