"""The concept map: where each idea of the course is taught, practised and checked, and where it is graded."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Concept:
    """One idea of the course."""

    name: str  # as the glossary has it
    part: str  # the heading under which it stands on the map
    teach: tuple[str, ...]  # lessons, by file name, whose prose explains it
    practise: tuple[str, ...]  # ``"lesson/question"``: where it is worked with
    check: tuple[str, ...]  # items of the bank
    graded: tuple[str, ...] = ()  # assignments that ask for it
    says: tuple[str, ...] = ()  # words, or beginnings of words, one of which the prose of each teaching lesson has


@cache
def concepts() -> tuple[Concept, ...]:
    """Return all ideas of the course, part by part."""
    return read(files("idic_lab.subject").joinpath("concepts.toml").read_text(encoding="utf-8"))


def read(text: str) -> tuple[Concept, ...]:
    """Return the ideas that a text in the form of ``concepts.toml`` tells."""
    rows: list[dict] = tomllib.loads(text)["concept"]
    as_tuples = (
        {key: tuple(given) if isinstance(given, list) else given for key, given in row.items()} for row in rows
    )
    return tuple(Concept(**row) for row in as_tuples)  # type: ignore[arg-type]
