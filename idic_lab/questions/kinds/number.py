"""A number, and a number to commit to before a figure is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import Note, Question, refuse, text_value, verdict
from idic_lab.words import say


@dataclass(frozen=True)
class KnownNumber:
    """A number that a lesson has something to say about, with the tolerance within which it is recognised."""

    value: float
    feedback: str
    tolerance: float = 0.0
    correct: bool = False
    misconception: str = ""


@dataclass(frozen=True)
class Number(Question):
    """A number, kept as it was typed, so that nothing is lost when it cannot be read."""

    unit: str = ""
    low: float | None = None
    high: float | None = None
    percent: bool = False
    known: tuple[KnownNumber, ...] = ()
    kind: ClassVar[str] = "number"
    module: ClassVar[str] = "text.js"
    uses: ClassVar[tuple[str, ...]] = ("reading.js",)
    words: ClassVar[tuple[str, ...]] = ("number", "reading")
    asks: ClassVar[tuple[str, ...]] = ("unit", "low", "high", "percent")
    notes_at_options: ClassVar[bool] = True

    def check_shape(self, value):
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise refuse("number", value)
        if isinstance(value, str):
            text_value(value)

    def read(self, value):
        """Return the number, or raise reading.Unreadable."""
        return reading.within(reading.number(value, self.percent, self.low, self.high), self.low, self.high)

    def notes(self, value):
        if not self._given(value):
            return super().notes(value)
        try:
            number = self.read(value)
        except reading.Unreadable as problem:
            return (Note("open", str(problem)),)
        told = reading.told(number)
        read_as = f"{told} {self.unit}".strip()
        said = () if str(value).strip() == told else (Note("done", say("number.read_as", number=read_as)),)
        for known in self.known:
            # A tolerance in binary floating point must not refuse the last digit it promises.
            if abs(number - known.value) <= known.tolerance + 1e-9:
                return (*said, verdict(known))
        return (*said, Note("wrong", say("notes.other_number"))) if self.known else said

    def offered(self):
        return html.lines([f"… {self.unit}"] if self.unit else [])

    def shown(self, value):
        written = f"{value:g}" if isinstance(value, float) else str(value)
        unit = "" if written.rstrip().endswith("%") else self.unit
        return html.text(f"{written} {unit}".strip())


@dataclass(frozen=True)
class Guess(Number):
    """A number to commit to before a figure is shown; `reveal` takes the guess and returns the figure's Axes."""

    reveal: Callable[[float], Any] | None = field(default=None, compare=False)
    kind: ClassVar[str] = "guess"
    asks: ClassVar[tuple[str, ...]] = ("reveal", "unit", "low", "high")
    for_page: ClassVar[tuple[str, ...]] = ("unit", "low", "high", "percent")
    words: ClassVar[tuple[str, ...]] = ("guess", "number", "reading")
