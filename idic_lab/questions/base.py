"""What every kind of question has in common, as frozen data.

A question knows the shape of its answer, what is still open in it, and (in lessons only) what to say about it. It knows
neither widgets nor marks.
"""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import ClassVar

from idic_lab.words import for_page, say

LONGEST_TEXT = 100_000  # characters; forty times the longest essay asked for, and still quick to save

MOST_ROWS = 60  # cards on a board or rows of a table: more is a mistake or an attack


class BadAnswer(ValueError):
    """An answer that cannot be recorded; the message names the value and the remedy."""


@dataclass(frozen=True)
class Note:
    """One remark on an answer.

    Parameters
    ----------
    level : str
        ``"done"``, ``"open"`` or ``"unanswered"`` (complete or not), ``"right"`` or ``"wrong"`` (lessons only),
        ``"hint"``.
    text : str
    where : str
        The option, item or row that it belongs to; empty for the whole question.
    """

    level: str
    text: str
    where: str = ""


@dataclass(frozen=True)
class Option:
    """One option of a choice; `correct` is None in graded work, where the package knows no key."""

    key: str
    text: str
    feedback: str = ""
    correct: bool | None = None
    misconception: str = ""
    for_page: ClassVar[tuple[str, ...]] = ("key", "text")


def options(given):
    """Turn ``{key: text}``, a list of texts (keys a, b, c …) or a list of Option into a tuple of Option."""
    if isinstance(given, Mapping):
        return tuple(Option(str(key), str(text)) for key, text in given.items())
    given = tuple(given)
    if len(given) > len(ascii_lowercase):
        raise ValueError(
            f"{len(given)} options are more than there are letters. Give them as a mapping of key to text instead."
        )
    return tuple(
        option if isinstance(option, Option) else Option(ascii_lowercase[position], str(option))
        for position, option in enumerate(given)
    )


def keep(frozen, **how):
    """Put into fields of frozen data what functions make of that which was given."""
    for name, made in how.items():
        object.__setattr__(frozen, name, made(getattr(frozen, name)))


@dataclass(frozen=True)
class Field:
    """A further field of a card, for all steps or for some; `options` make it a choice, `kind` "date" a date."""

    key: str
    label: str
    steps: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    hint: str = ""
    kind: str = "text"
    for_page: ClassVar[tuple[str, ...]] = ("key", "label", "steps", "options", "hint", "kind")

    def __post_init__(self):
        keep(self, steps=tuple, options=options)


def refuse(id: str, value=None, **named) -> BadAnswer:
    """Return the error of a value, its sentence from the catalogue's `refused`; `known` lists what is allowed."""
    if "known" in named:
        named["known"] = ", ".join(map(str, named["known"]))
    return BadAnswer(say(f"refused.{id}", value=f"{value!r:.60}", **named))


def check_one_of(known, id: str, value, **named):
    """Raise BadAnswer unless a value is one of those known; `id` is that of the sentence."""
    if value not in known:
        raise refuse(id, value, known=known, **named)


def text_value(value, what=""):
    """Return `value` if it is a text of bearable length, or raise BadAnswer."""
    what = what or say("refused.answer")
    if not isinstance(value, str):
        raise refuse("text", value, what=what)
    if len(value) > LONGEST_TEXT:
        raise refuse("long_text", what=what, length=len(value), most=LONGEST_TEXT)
    return value


@dataclass(frozen=True)
class Question(ABC):
    """What all kinds have in common.

    Parameters
    ----------
    id : str
        Under which the answer book keeps the answer.
    prompt : str
        The question in plain text.
    """

    id: str
    prompt: str = ""
    kind: ClassVar[str] = ""
    asks: ClassVar[tuple[str, ...]] = ()  # what `ask` takes after the prompt, in this order
    for_page: ClassVar[tuple[str, ...] | None] = None  # what the page in the browser may know; by default, `asks`
    module: ClassVar[str] = ""  # the file beside this one that draws it; by default KIND.js
    uses: ClassVar[tuple[str, ...]] = ()  # further modules that the drawing stands on
    words: ClassVar[tuple[str, ...]] = ()  # tables of the catalogue that its view speaks from; by default that of KIND
    notes_at_options: ClassVar[bool] = False  # whether the static view lists notes that belong to one option

    def spec(self):
        """Return what a view needs, as JSON data: what the kind allows the page to know, and nothing else."""
        allowed = self.asks if self.for_page is None else self.for_page
        shown = {name: allowed_value(getattr(self, name)) for name in ("id", "prompt", *allowed)}
        return {"kind": self.kind, **shown}

    @classmethod
    def page_words(cls):
        """Return the texts of the catalogue that the view of this kind may show."""
        return for_page("card", *(cls.words or (cls.kind,)))

    @classmethod
    def script(cls):
        """Return the path of the module that draws this kind in the browser."""
        return Path(inspect.getfile(cls)).with_name(cls.module or f"{cls.kind}.js")

    def offered(self):
        """Return what can be answered as HTML, for a reader without a kernel."""
        return ""

    @abstractmethod
    def shown(self, value):
        """Return an answer of the right shape as HTML, everything typed escaped."""

    @abstractmethod
    def check_shape(self, value):
        """Raise BadAnswer when `value` is not an answer to this kind of question."""

    def problem(self, value) -> str:
        """Return why a value is no answer to this question; empty when it is one, or is missing."""
        try:
            if value is not None:
                self.check_shape(value)
        except ValueError as refused:
            return str(refused)
        return ""

    def notes(self, value):
        """Return a tuple of Note: what is done, what is open, and in lessons what is right."""
        return () if self._given(value) else (Note("unanswered", say("notes.unanswered")),)

    def complete(self, value):
        """Tell whether an answer is there and nothing in it is open; says nothing about right or wrong."""
        return self._given(value) and not any(note.level == "open" for note in self.notes(value))

    @staticmethod
    def _given(value):
        return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})


def allowed_value(value):
    """Return frozen dataclasses and tuples as JSON data, of each dataclass what its `for_page` allows."""
    if isinstance(value, tuple):
        return [allowed_value(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: allowed_value(getattr(value, name)) for name in value.for_page}
    return value


def verdict(known, where=""):
    """Return the note of an option or a known number."""
    return Note("hint" if known.correct is None else "right" if known.correct else "wrong", known.feedback, where)


def row_values(value, shape: str):
    """Return `value` if it is a bearable list of mappings, or raise BadAnswer; `shape` is a text of the catalogue."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise refuse(shape, value)
    if len(value) > MOST_ROWS:
        raise refuse("too_many_rows", length=len(value), most=MOST_ROWS)
    return value


def check_texts(row, known):
    """Raise BadAnswer unless all fields are known and hold text."""
    for key, text in row.items():
        check_one_of(sorted(known), "field", key)
        text_value(text, say("refused.of_field", field=key))
