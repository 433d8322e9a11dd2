"""Mistakes that have names: a subject registers them, checks and reports refer to them by their tags."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A mistake known by name."""

    tag: str  # how items, checks and reports refer to it
    name: str  # the mistaken belief in a few words
    truth: str  # what holds instead, in one plain sentence
    reread: str  # the lesson that teaches it, by file name


MISCONCEPTIONS: dict[str, Misconception] = {}


def register(*known):
    """Make mistakes known by their tags."""
    MISCONCEPTIONS.update({each.tag: each for each in known})
