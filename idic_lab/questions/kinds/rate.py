"""Ratings of items on one or more scales, drawn as lines: a journey as it is and as it should be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html
from idic_lab.questions.base import Note, Option, Question, check_one_of, keep, options, refuse
from idic_lab.words import say


@dataclass(frozen=True)
class Rate(Question):
    """One rating for each item and scale; the answer is ``{scale: {item: rating}}`` with what has been rated so far.

    Parameters
    ----------
    items : tuple of Option
        What is rated, in the order of the picture, for example the stages of a journey.
    scales : tuple of Option
        What it is rated for, for example as it is and as it should be.
    low, high, step : float
        Of the ratings.
    ends : tuple of str
        What the lowest and the highest rating mean.
    """

    items: tuple[Option, ...] | Mapping = ()
    scales: tuple[Option, ...] | Mapping = ()
    low: float = 1
    high: float = 5
    step: float = 1
    ends: tuple[str, str] = ("low", "high")
    kind: ClassVar[str] = "rate"
    asks: ClassVar[tuple[str, ...]] = ("items", "scales", "low", "high", "ends")
    for_page: ClassVar[tuple[str, ...]] = ("items", "scales", "low", "high", "step", "ends")

    def __post_init__(self):
        keep(self, items=options, scales=options, ends=tuple)

    def check_shape(self, value):
        if not isinstance(value, dict) or not all(isinstance(ratings, dict) for ratings in value.values()):
            raise refuse("rate", value)
        items = {item.key: item.text for item in self.items}
        scales = [scale.key for scale in self.scales]
        for scale, ratings in value.items():
            check_one_of(scales, "scale", scale)
            for item, rating in ratings.items():
                check_one_of(items, "item", item)
                if (
                    isinstance(rating, bool)
                    or not isinstance(rating, int | float)
                    or not self.low <= rating <= self.high
                ):
                    raise refuse("rating", rating, item=items[item], low=f"{self.low:g}", high=f"{self.high:g}")

    def notes(self, value):
        value = value or {}
        said = []
        for scale in self.scales:
            rated = len(value.get(scale.key, {}))
            done = rated == len(self.items)
            text = say("notes.all_rated" if done else "notes.rated", scale=scale.text, rated=rated, all=len(self.items))
            said.append(Note("done" if done else "open", text))
        return (*said, *self._widest(value))

    def _widest(self, value):
        """Return a note on the widest gap between the first two scales, once both are complete."""
        if len(self.scales) < 2 or any(len(value.get(scale.key, {})) < len(self.items) for scale in self.scales[:2]):
            return ()
        first, second = (value[scale.key] for scale in self.scales[:2])
        gaps = {item.text: abs(second[item.key] - first[item.key]) for item in self.items}
        widest = max(gaps.values())
        where = [text for text, gap in gaps.items() if gap == widest]
        return (Note("hint", say("notes.widest", items=", ".join(where), gap=f"{widest:g}")),) if widest else ()

    def offered(self):
        low, high = (f"{end:g} ({text})" for end, text in zip((self.low, self.high), self.ends, strict=True))
        named = ", ".join(scale.text for scale in self.scales)
        asked = say("static.to_rate", low=low, high=high, scales=named)
        return html.lines([*html.bullets(item.text for item in self.items), asked])

    def shown(self, value):
        header = ["", *(scale.text for scale in self.scales)]
        rows = [
            [item.text, *(f"{value.get(scale.key, {}).get(item.key, '–')}" for scale in self.scales)]
            for item in self.items
        ]
        return html.table(header, rows)
