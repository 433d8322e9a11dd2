"""The quiz kinds: one choice, several choices, a number, a guess, a short text and a long text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from idic_lab.questions import reading
from idic_lab.questions.base import BadAnswer, Note, Option, Question, options, text_value


@dataclass(frozen=True)
class KnownNumber:
    """A number that a lesson has something to say about, with the tolerance within which it is recognised."""

    value: float
    feedback: str
    tolerance: float = 0.0
    correct: bool = False
    misconception: str = ""


@dataclass(frozen=True)
class Choice(Question):
    """One option of several; the answer is the option's key."""

    options: tuple[Option, ...] = ()
    kind: ClassVar[str] = "choice"

    def __post_init__(self):
        object.__setattr__(self, "options", options(self.options))

    def option(self, key):
        """Return the option with this key, or raise BadAnswer."""
        for option in self.options:
            if option.key == key:
                return option
        known = ", ".join(option.key for option in self.options)
        raise BadAnswer(f"{key!r:.60} is not an option of this question. Choose one of {known}.")

    def check_shape(self, value):
        if value is not None:
            self.option(value)

    def notes(self, value):
        if not self._given(value):
            return super().notes(value)
        chosen = self.option(value)
        return (_verdict(chosen, chosen.key),) if chosen.feedback else ()


def _verdict(known, where=""):
    """Return the note of an option or a known number."""
    return Note("hint" if known.correct is None else "right" if known.correct else "wrong", known.feedback, where)


@dataclass(frozen=True)
class Choices(Choice):
    """Any number of the options; the answer is the list of their keys, in the order of the options."""

    kind: ClassVar[str] = "choices"

    def check_shape(self, value):
        if not isinstance(value, list):
            raise BadAnswer(f"Several options are recorded as a list of their keys, not as {value!r:.60}.")
        for key in value:
            self.option(key)
        if len(set(value)) < len(value):
            raise BadAnswer(f"An option is named twice in {value!r:.60}. Name each once.")

    def notes(self, value):
        if not self._given(value):
            return Question.notes(self, value)
        said = tuple(_verdict(option, option.key) for option in self.options if option.key in value and option.feedback)
        missed = [option for option in self.options if option.correct and option.key not in value]
        if said and missed:
            said += (Note("hint", f"{len(missed)} more of the options would fit."),)
        return said


@dataclass(frozen=True)
class Number(Question):
    """A number, kept as it was typed, so that nothing is lost when it cannot be read."""

    unit: str = ""
    low: float | None = None
    high: float | None = None
    percent: bool = False
    known: tuple[KnownNumber, ...] = ()
    kind: ClassVar[str] = "number"
    kept_back: ClassVar[tuple[str, ...]] = ("known",)

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
                return (*read_as, _verdict(known))
        return (
            (*read_as, Note("wrong", "Not this number. Go back to the figures and try again."))
            if self.known
            else read_as
        )

    def _unit(self):
        return f" {self.unit}" if self.unit else ""


@dataclass(frozen=True)
class Guess(Number):
    """A number to commit to before a figure is shown; `reveal` takes the guess and returns the figure's Axes."""

    reveal: Callable[[float], Any] | None = field(default=None, compare=False)
    kind: ClassVar[str] = "guess"
    kept_back: ClassVar[tuple[str, ...]] = ("known", "reveal")


@dataclass(frozen=True)
class Text(Question):
    """A short text on one line."""

    kind: ClassVar[str] = "text"

    def check_shape(self, value):
        text_value(value)


@dataclass(frozen=True)
class LongText(Text):
    """A text of some length, with a word count and sentence frames to begin from. Length says complete, never good."""

    min_words: int = 0
    max_words: int | None = None
    frames: tuple[str, ...] = ()
    kind: ClassVar[str] = "long_text"

    def __post_init__(self):
        object.__setattr__(self, "frames", tuple(self.frames))

    def notes(self, value):
        if not self._given(value):
            return super().notes(value)
        count = reading.words(value)
        if count < self.min_words:
            return (Note("open", f"{count} words so far; at least {self.min_words} are asked for"),)
        if self.max_words and count > self.max_words:
            return (Note("open", f"{count} words; at most {self.max_words} are asked for, so shorten it"),)
        return (Note("done", f"{count} words"),)
