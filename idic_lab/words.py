"""What the interface says to students: every text of kernel and page, read once from ``words.toml``."""

import tomllib
from functools import cache
from pathlib import Path

Text = str | dict[str, str]  # in two forms: "one" for one thing, "many" for none or several


@cache
def catalogue() -> dict[str, Text]:
    """Return every text by its id: the names of its tables and its own, joined by points."""
    return dict(_flat(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")), ""))


def _flat(table, before):
    for name, entry in table.items():
        if isinstance(entry, dict) and "many" not in entry:
            yield from _flat(entry, f"{before}{name}.")
        else:
            yield f"{before}{name}", entry


def say(id: str, /, **named) -> str:
    """Return a text with its parameters filled in; `count` decides between one and many."""
    text = catalogue()[id]
    if isinstance(text, dict):
        text = text["one" if named["count"] == 1 else "many"]
    return text.format_map(named)


def for_page(*tables: str) -> dict[str, Text]:
    """Return the texts of some tables, for a view in the browser."""
    return {id: text for id, text in catalogue().items() if id.rpartition(".")[0] in tables}


def clock(moment) -> str:
    """Return the time of a datetime."""
    return f"{moment:%H:%M}"


def day(moment) -> str:
    """Return the day of a datetime in words."""
    month = say(f"date.month.{moment:%m}")
    return say("date.day", day=moment.day, month=month, year=moment.year)


def when(moment) -> str:
    """Return a datetime as people say it: the time and the day."""
    return say("date.when", time=clock(moment), day=day(moment))
