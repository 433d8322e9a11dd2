"""What every kind of question has in common, as frozen data.

A question knows the shape of its answer, what is still open in it, and (in lessons only) what to say about it. It knows
neither widgets nor marks.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

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
        ``"done"`` or ``"open"`` (complete or not), ``"right"`` or ``"wrong"`` (lessons only), ``"hint"``.
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


def options(given):
    """Turn ``{key: text}``, a list of texts (keys a, b, c …) or a list of Option into a tuple of Option."""
    if isinstance(given, Mapping):
        return tuple(Option(str(key), str(text)) for key, text in given.items())
    return tuple(
        option if isinstance(option, Option) else Option("abcdefghijklmnopqrstuvwxyz"[position], str(option))
        for position, option in enumerate(given)
    )


def text_value(value, what="An answer"):
    """Return `value` if it is a text of bearable length, or raise BadAnswer."""
    if not isinstance(value, str):
        raise BadAnswer(f"{what} must be text, not {value!r:.60}. Put it in quotation marks.")
    if len(value) > LONGEST_TEXT:
        raise BadAnswer(f"{what} has {len(value)} characters; at most {LONGEST_TEXT} can be kept. Shorten it.")
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
    kept_back: ClassVar[tuple[str, ...]] = ()  # what the page in the browser has no need to know

    def spec(self):
        """Return what a view needs, as JSON data: no key and no feedback."""
        shown = {
            each.name: _plain(getattr(self, each.name)) for each in fields(self) if each.name not in self.kept_back
        }
        return {"kind": self.kind, **shown}

    @abstractmethod
    def check_shape(self, value):
        """Raise BadAnswer when `value` is not an answer to this kind of question."""

    def notes(self, value):
        """Return a tuple of Note: what is done, what is open, and in lessons what is right."""
        return () if self._given(value) else (Note("open", "not answered yet"),)

    def complete(self, value):
        """Tell whether an answer is there and nothing in it is open; says nothing about right or wrong."""
        return self._given(value) and not any(note.level == "open" for note in self.notes(value))

    @staticmethod
    def _given(value):
        return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})


def _plain(value):
    """Return frozen dataclasses and tuples as JSON data, leaving out what only the kernel may know."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        hidden = {"feedback", "correct", "misconception", "accept"}
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in hidden}
    return value


def row_values(value, what, of):
    """Return `value` if it is a bearable list of mappings, or raise BadAnswer."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise BadAnswer(f"{what} is recorded as a list of {of}, not as {value!r:.60}.")
    if len(value) > MOST_ROWS:
        raise BadAnswer(f"{len(value)} {of} are more than the {MOST_ROWS} that can be kept. Remove some.")
    return value


def check_texts(row, known, what):
    """Raise BadAnswer unless all fields are known and hold text."""
    for key, text in row.items():
        if key not in known:
            raise BadAnswer(f"{what} has no field {key!r:.60}. It has {', '.join(sorted(known))}.")
        text_value(text, f"{what}'s {key}")
