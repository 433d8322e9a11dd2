"""Mistakes that have names: a subject registers them, checks and reports refer to them by their tags."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A mistake known by name.

    Attributes
    ----------
    tag : str
        How items, checks and reports refer to it.
    name : str
        The mistaken belief in a few words.
    truth : str
        What holds instead, in one plain sentence.
    reread : str
        The lesson that teaches it, by file name.
    """

    tag: str
    name: str
    truth: str
    reread: str


MISCONCEPTIONS: dict[str, Misconception] = {}


def register(*known):
    """Make mistakes known by their tags.

    Parameters
    ----------
    *known : Misconception
    """
    MISCONCEPTIONS.update({each.tag: each for each in known})
