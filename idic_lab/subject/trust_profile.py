"""Sliders for the trust equation: one or more profiles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html
from idic_lab.questions.base import Note, Question, check_one_of, keep, refuse
from idic_lab.subject.trust import COMPONENTS, Component
from idic_lab.words import say


@dataclass(frozen=True)
class Trust(Question):
    """One or more profiles of the trust equation; the answer holds the profiles that the student has set.

    Parameters
    ----------
    profiles : tuple of str
    scale : tuple of float
        Lowest and highest rating, the same for all four components.
    step : float
        Of the sliders.
    start : mapping, optional
        Where the sliders stand before the first move: ratings for all, or ``{profile: ratings}``. Not an answer.
    """

    profiles: tuple[str, ...] = ("profile",)
    scale: tuple[float, float] = (1, 10)
    step: float = 0.5
    start: Mapping | None = None
    components: tuple[Component, ...] = COMPONENTS
    kind: ClassVar[str] = "trust"
    module: ClassVar[str] = "trust_profile.js"
    asks: ClassVar[tuple[str, ...]] = ("profiles", "scale", "step", "start")
    for_page: ClassVar[tuple[str, ...]] = ("profiles", "scale", "step", "start", "components")

    def __post_init__(self):
        keys = [component.key for component in COMPONENTS]
        middle = dict.fromkeys(keys, round(sum(self.scale) / 2 / self.step) * self.step)
        start = dict(self.start or {})
        one_for_all = bool(start) and set(start) <= set(keys)
        starts = {name: {**middle, **(start if one_for_all else start.get(name, {}))} for name in self.profiles}
        object.__setattr__(self, "start", starts)
        keep(self, profiles=tuple, scale=tuple)

    def check_shape(self, value):
        if not isinstance(value, dict):
            raise refuse("trust", value)
        for name, ratings in value.items():
            check_one_of(self.profiles, "profile", name)
            keys = [component.key for component in COMPONENTS]
            if not isinstance(ratings, dict) or set(ratings) != set(keys):
                raise refuse("ratings", name=name, known=keys)
            for component in COMPONENTS:
                self._check_rating(component, ratings[component.key])

    def _check_rating(self, component, rating):
        low, high = self.scale
        named = {"component": component.name, "low": f"{low:g}", "high": f"{high:g}"}
        if isinstance(rating, bool) or not isinstance(rating, int | float):
            raise refuse("component", rating, **named)
        if component.key == "self_orientation" and rating < low:
            raise refuse("self_orientation", rating=f"{rating:g}", **named)
        if not low <= rating <= high:
            raise refuse("off_scale", rating=f"{rating:g}", **named)

    def notes(self, value):
        missing = [name for name in self.profiles if name not in (value or {})]
        if len(self.profiles) == 1 and missing:
            return (Note("open", say("trust.notes.not_set")),)
        return tuple(Note("open", say("trust.notes.profile_not_set", profile=name)) for name in missing)

    def offered(self):
        low, high = self.scale
        named = ", ".join(component.name for component in COMPONENTS)
        asked = say("trust.notes.to_set", low=f"{low:g}", high=f"{high:g}", components=named)
        return html.lines([*html.bullets(self.profiles if len(self.profiles) > 1 else ()), asked])

    def shown(self, value):
        rows = []
        for name in self.profiles:
            if name in value:
                ratings = [value[name][component.key] for component in COMPONENTS]
                trust = sum(ratings[:3]) / ratings[3]
                total = " + ".join(f"{rating:g}" for rating in ratings[:3])
                rows.append([name, *(f"{rating:g}" for rating in ratings), f"({total}) ÷ {ratings[3]:g} = {trust:.2f}"])
        head = [say("trust.notes.profile"), *(component.name for component in COMPONENTS), say("trust.trust")]
        return html.table(head, rows)
