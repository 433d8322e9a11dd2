"""A short text on one line, and a long one."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import Note, Question, text_value


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
            return (Note("open", f"{count} words so far; at least {self.min_words} are asked for"),)
        if self.max_words and count > self.max_words:
            return (Note("open", f"{count} words; at most {self.max_words} are asked for, so shorten it"),)
        return (Note("done", f"{count} words"),)

    def offered(self):
        least, most = self.min_words, self.max_words
        words = f"{least} to {most} words" if least and most else f"at most {most} words" if most else ""
        asked = words or (f"at least {least} words" if least else "")
        return html.lines(filter(None, [asked, *(f"“{frame}”" for frame in self.frames)]))
