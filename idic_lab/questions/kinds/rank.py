"""Items put in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from idic_lab.questions import html
from idic_lab.questions.base import Note, Option, Question, keep, options, refuse
from idic_lab.words import say


@dataclass(frozen=True)
class Rank(Question):
    """Items to put in order; the answer is the list of all their keys, the first at the top.

    Parameters
    ----------
    items : tuple of Option
        In the order in which they are first shown, which is no answer yet.
    top, bottom : str
        What the two ends of the order mean.
    right : tuple of str
        In lessons only: the keys in the right order. The page in the browser does not learn it.
    """

    items: tuple[Option, ...] | Mapping = ()
    top: str = "first"
    bottom: str = "last"
    right: tuple[str, ...] = ()
    kind: ClassVar[str] = "rank"
    asks: ClassVar[tuple[str, ...]] = ("items", "top", "bottom", "right")
    for_page: ClassVar[tuple[str, ...]] = ("items", "top", "bottom")

    def __post_init__(self):
        keep(self, items=options, right=tuple)
        keys = [item.key for item in self.items]
        if self.right and sorted(self.right) != sorted(keys):
            raise ValueError(f"The right order {self.right!r} must name each of {keys} once.")

    def check_shape(self, value):
        keys = [item.key for item in self.items]
        if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
            raise refuse("rank", value)
        if sorted(value) != sorted(keys):
            raise refuse("order", value, known=keys)

    def notes(self, value):
        if not self._given(value):
            return (Note("open", say("notes.no_order")),)
        if not self.right:
            return (Note("done", say("notes.order")),)
        fitting, pairs = pairs_in_order(value, self.right)
        if fitting == pairs:
            return (Note("right", say("notes.right_order")),)
        return (Note("wrong", say("notes.pairs", fitting=fitting, pairs=pairs)),)

    def offered(self):
        asked = say("static.to_order", top=self.top, bottom=self.bottom)
        return html.lines([*html.bullets(item.text for item in self.items), asked])

    def shown(self, value):
        texts = {item.key: item.text for item in self.items}
        return html.lines(f"{place}. {texts[key]}" for place, key in enumerate(value, 1))


def pairs_in_order(order, right):
    """Count the pairs of items of which the same one comes first in both orders.

    Parameters
    ----------
    order, right : sequence of str
        The same keys.

    Returns
    -------
    tuple of int
        Pairs in the right order, and all pairs: n (n - 1) / 2 of n items.
    """
    place = {key: number for number, key in enumerate(order)}
    pairs = list(combinations(right, 2))
    return sum(place[first] < place[second] for first, second in pairs), len(pairs)
