"""What is asked, as frozen data: one file for each family of questions."""

from idic_lab.questions.base import BadAnswer, Note, Option, Question
from idic_lab.questions.board import Board, Field
from idic_lab.questions.quiz import Choice, Choices, Guess, KnownNumber, LongText, Number, Text
from idic_lab.questions.sort import Category, Item, Sort
from idic_lab.questions.table import Column, Table
from idic_lab.questions.trust import Trust

KINDS = {kind.kind: kind for kind in (Choice, Choices, Number, Guess, Text, LongText, Trust, Board, Table, Sort)}

__all__ = [
    "KINDS",
    "BadAnswer",
    "Board",
    "Category",
    "Choice",
    "Choices",
    "Column",
    "Field",
    "Guess",
    "Item",
    "KnownNumber",
    "LongText",
    "Note",
    "Number",
    "Option",
    "Question",
    "Sort",
    "Table",
    "Text",
    "Trust",
]
