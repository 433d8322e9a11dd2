"""A short text on one line, and a long one."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import Note, Question, text_value
from idic_lab.words import say


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
        object.__setattr__(self, "frames", tuple(self.frames))

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
