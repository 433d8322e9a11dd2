"""A picture with dials: every setting of the dials shows one frame that was computed beforehand.

Concentration with a threshold, payoff over time and spread on a network differ in their data, not in their mechanism.
The answer is where the student has left the dials.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from idic_lab.questions import html
from idic_lab.questions.base import Note, Option, Question, check_one_of, keep, options, refuse
from idic_lab.words import say


@dataclass(frozen=True)
class Dial:
    """Something to turn: a slider over `values`, or a choice between `options`.

    Parameters
    ----------
    key, label : str
    values : tuple of float
        Positions of a slider.
    options : tuple of Option
        A choice, instead of values.
    unit : str
    """

    key: str
    label: str
    values: tuple[float, ...] = ()
    options: tuple[Option, ...] = ()
    unit: str = ""
    for_page: ClassVar[tuple[str, ...]] = ("key", "label", "values", "options", "unit")

    def __post_init__(self):
        keep(self, values=tuple, options=options)

    @property
    def positions(self):
        """All settings, as a tuple of numbers or of option keys."""
        return self.values or tuple(option.key for option in self.options)

    def named(self, setting):
        """Return a setting as people read it."""
        if self.values:
            return f"{setting:g} {self.unit}".strip()
        return next((option.text for option in self.options if option.key == setting), str(setting))


@dataclass(frozen=True)
class Explore(Question):
    """A picture with dials.

    Parameters
    ----------
    dials : tuple of Dial
    picture : str
        ``"lines"`` or ``"network"``.
    drawing : mapping
        What all frames share: axis labels and limits, or the network's nodes and edges.
    frames : mapping of str to mapping
        One frame for each setting, its name the positions' numbers joined by commas (``"0,3"``): ``lines`` or
        ``shades``, ``marks`` and a ``caption`` that says in words what the picture shows.
    """

    dials: tuple[Dial, ...] = ()
    picture: str = "lines"
    drawing: Mapping[str, Any] = field(default_factory=dict, compare=False)
    frames: Mapping[str, Any] = field(default_factory=dict, compare=False)
    kind: ClassVar[str] = "explore"
    asks: ClassVar[tuple[str, ...]] = ("dials", "picture", "drawing", "frames")

    def __post_init__(self):
        keep(self, dials=tuple)

    def check_shape(self, value):
        if not isinstance(value, dict):
            raise refuse("explore", value)
        known = {dial.key: dial for dial in self.dials}
        for key, setting in value.items():
            check_one_of(known, "dial", key)
            if isinstance(setting, bool) or setting not in known[key].positions:
                raise refuse("setting", setting, dial=known[key].label, known=known[key].positions)

    def frame(self, value):
        """Return the frame of a complete setting."""
        return self.frames[",".join(str(dial.positions.index(value[dial.key])) for dial in self.dials)]

    def notes(self, value):
        missing = [dial.label for dial in self.dials if dial.key not in (value or {})]
        if missing:
            return (Note("open", say("notes.not_set", dials=", ".join(missing))),)
        return (Note("done", self.frame(value).get("caption") or say("notes.set")),)

    def offered(self):
        return html.lines([f"{dial.label}: {', '.join(map(dial.named, dial.positions))}" for dial in self.dials])

    def shown(self, value):
        return html.lines(f"{dial.label}: {dial.named(value[dial.key])}" for dial in self.dials if dial.key in value)
