"""The concept map: where each idea of the course is taught, practised and checked, and where it is graded."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Concept:
    """One idea of the course.

    Attributes
    ----------
    name : str
        As the glossary has it.
    part : str
        The heading under which it stands on the map.
    teach : tuple of str
        Lessons, by file name, whose prose explains it.
    practise : tuple of str
        ``"lesson/question"``: where it is worked with.
    check : tuple of str
        Items of the bank.
    graded : tuple of str
        Assignments that ask for it.
    says : tuple of str
        Words, or beginnings of words, one of which the prose of each teaching lesson has.
    """

    name: str
    part: str
    teach: tuple[str, ...]
    practise: tuple[str, ...]
    check: tuple[str, ...]
    graded: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


@cache
def concepts():
    """Return all ideas of the course, part by part.

    Returns
    -------
    tuple of Concept
    """
    text = files("idic_lab.subject").joinpath("concepts.toml").read_text(encoding="utf-8")
    return tuple(
        Concept(**{key: given if isinstance(given, str) else tuple(given) for key, given in row.items()})
        for row in tomllib.loads(text)["concept"]
    )
