"""What is asked, as frozen data: one file a kind, in `kinds`."""

from idic_lab.questions.base import BadAnswer, Field, Note, Option, Question
from idic_lab.questions.kinds import KINDS, register
from idic_lab.questions.kinds.choice import Choice, Choices
from idic_lab.questions.kinds.explore import Dial, Explore
from idic_lab.questions.kinds.rank import Rank
from idic_lab.questions.kinds.rate import Rate
from idic_lab.questions.kinds.sort import Category, Item, Sort, register_categories
from idic_lab.questions.kinds.table import Column, Table
from idic_lab.questions.kinds.text import Guess, KnownNumber, LongText, Number, Text

__all__ = [
    "KINDS",
    "BadAnswer",
    "Category",
    "Choice",
    "Choices",
    "Column",
    "Dial",
    "Explore",
    "Field",
    "Guess",
    "Item",
    "KnownNumber",
    "LongText",
    "Note",
    "Number",
    "Option",
    "Question",
    "Rank",
    "Rate",
    "Sort",
    "Table",
    "Text",
    "register",
    "register_categories",
]


def __getattr__(name):
    """Return the class of a kind that a subject has registered."""
    found = next((kind for kind in KINDS.values() if kind.__name__ == name), None)
    if found is None:
        raise AttributeError(f"module 'idic_lab.questions' has no attribute {name!r}")
    return found
