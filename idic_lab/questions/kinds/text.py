"""What is typed: a number, a number to commit to before a figure is shown, a short text and a long one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import Note, Question, keep, refuse, text_value, verdict
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


@dataclass(frozen=True)
class Text(Question):
    """A short text on one line."""

    kind: ClassVar[str] = "text"
    uses: ClassVar[tuple[str, ...]] = ("reading.js",)

    def check_shape(self, value):
        text_value(value)

    def shown(self, value):
        return html.text(value)


@dataclass(frozen=True)
class LongText(Text):
    """A text of some length, with a word count and sentence frames to begin from. Length says complete, never good."""

    min_words: int = 0
    max_words: int | None = None
    frames: tuple[str, ...] = ()
    kind: ClassVar[str] = "long_text"
    module: ClassVar[str] = "text.js"
    asks: ClassVar[tuple[str, ...]] = ("min_words", "max_words", "frames")

    def __post_init__(self):
        keep(self, frames=tuple)

    def notes(self, value):
        if not self._given(value):
            return super().notes(value)
        count = reading.words(value)
        if count < self.min_words:
            return (Note("open", say("notes.words.too_few", count=count, least=self.min_words)),)
        if self.max_words and count > self.max_words:
            return (Note("open", say("notes.words.too_many", count=count, most=self.max_words)),)
        return (Note("done", say("long_text.words", count=count)),)

    def offered(self):
        limits = {"between": self.min_words and self.max_words, "most": self.max_words, "least": self.min_words}
        limit = next((name for name, is_set in limits.items() if is_set), None)
        count = self.max_words if limit == "most" else self.min_words
        asked = limit and say(f"static.words.{limit}", least=self.min_words, most=self.max_words, count=count)
        return html.lines(filter(None, [asked, *(f"“{frame}”" for frame in self.frames)]))
