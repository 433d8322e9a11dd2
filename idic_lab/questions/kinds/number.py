"""A number, and a number to commit to before a figure is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import BadAnswer, Note, Question, text_value, verdict


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
    asks: ClassVar[tuple[str, ...]] = ("unit", "low", "high", "percent")
    notes_at_options: ClassVar[bool] = True

    def check_shape(self, value):
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise BadAnswer(f"{value!r:.60} is not a number. Write it in digits, for example 2.5.")
        if isinstance(value, str):
            text_value(value)

    def read(self, value):
        """Return the number, or raise reading.Unreadable."""
        told, low, high = reading.told, self.low, self.high
        number = reading.number(value, self.percent, low, high)
        if (low is not None and number < low) or (high is not None and number > high):
            limits = (
                f"between {told(low)} and {told(high)}"
                if None not in (low, high)
                else (f"of at least {told(low)}" if high is None else f"of at most {told(high)}")
            )
            raise reading.Unreadable(f"{told(number)} is outside what can be. Write a number {limits}.")
        return number

    def notes(self, value):
        if not self._given(value):
            return super().notes(value)
        try:
            number = self.read(value)
        except reading.Unreadable as problem:
            return (Note("open", str(problem)),)
        told = reading.told(number)
        read_as = () if str(value).strip() == told else (Note("done", f"read as {told}{self._unit()}"),)
        for known in self.known:
            # A tolerance in binary floating point must not refuse the last digit it promises.
            if abs(number - known.value) <= known.tolerance + 1e-9:
                return (*read_as, verdict(known))
        return (
            (*read_as, Note("wrong", "Not this number. Go back to the figures and try again."))
            if self.known
            else read_as
        )

    def _unit(self):
        return f" {self.unit}" if self.unit else ""

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
