"""One option, or several."""

from dataclasses import dataclass
from html import escape
from typing import ClassVar

from idic_lab.questions.base import BadAnswer, Note, Option, Question, options, verdict


@dataclass(frozen=True)
class Choice(Question):
    """One option of several; the answer is the option's key."""

    options: tuple[Option, ...] = ()
    kind: ClassVar[str] = "choice"
    asks: ClassVar[tuple[str, ...]] = ("options",)
    notes_at_options: ClassVar[bool] = True
    signs: ClassVar[str] = "◉○"

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
        return (verdict(chosen, chosen.key),) if chosen.feedback else ()

    def offered(self):
        return self._listed(())

    def shown(self, value):
        return self._listed([value])

    def _listed(self, chosen):
        """Return all options, the chosen ones marked."""
        here, other = self.signs
        lines = [
            f"<li>{here} <strong>{escape(option.text)}</strong> (chosen)</li>"
            if option.key in chosen
            else f"<li>{other} {escape(option.text)}</li>"
            for option in self.options
        ]
        return f'<ul style="list-style:none;padding-left:4px">{"".join(lines)}</ul>'


@dataclass(frozen=True)
class Choices(Choice):
    """Any number of the options; the answer is the list of their keys, in the order of the options."""

    kind: ClassVar[str] = "choices"
    module: ClassVar[str] = "choice.js"
    signs: ClassVar[str] = "☑☐"

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
        said = tuple(verdict(option, option.key) for option in self.options if option.key in value and option.feedback)
        missed = [option for option in self.options if option.correct and option.key not in value]
        if said and missed:
            said += (Note("hint", f"{len(missed)} more of the options would fit."),)
        return said

    def shown(self, value):
        return self._listed(value)
