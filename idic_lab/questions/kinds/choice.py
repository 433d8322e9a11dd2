"""One option, or several."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html
from idic_lab.questions.base import Note, Option, Question, keep, options, refuse, verdict
from idic_lab.words import say


@dataclass(frozen=True)
class Choice(Question):
    """One option of several; the answer is the option's key."""

    options: tuple[Option, ...] = ()
    kind: ClassVar[str] = "choice"
    asks: ClassVar[tuple[str, ...]] = ("options",)
    notes_at_options: ClassVar[bool] = True
    signs: ClassVar[str] = "◉○"

    def __post_init__(self):
        keep(self, options=options)

    def option(self, key):
        """Return the option with this key, or raise BadAnswer."""
        for option in self.options:
            if option.key == key:
                return option
        raise refuse("choice", key, known=(option.key for option in self.options))

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
        return html.lines(
            [f"{here} ", html.tag("strong", option.text), f" ({say('static.chosen')})"]
            if option.key in chosen
            else f"{other} {option.text}"
            for option in self.options
        )


@dataclass(frozen=True)
class Choices(Choice):
    """Any number of the options; the answer is the list of their keys, in the order of the options."""

    kind: ClassVar[str] = "choices"
    module: ClassVar[str] = "choice.js"
    signs: ClassVar[str] = "☑☐"

    def check_shape(self, value):
        if not isinstance(value, list):
            raise refuse("choices", value)
        for key in value:
            self.option(key)
        if len(set(value)) < len(value):
            raise refuse("choices_twice", value)

    def notes(self, value):
        if not self._given(value):
            return Question.notes(self, value)
        said = tuple(verdict(option, option.key) for option in self.options if option.key in value and option.feedback)
        missed = [option for option in self.options if option.correct and option.key not in value]
        if said and missed:
            said += (Note("hint", say("notes.missed", count=len(missed))),)
        return said

    def shown(self, value):
        return self._listed(value)
