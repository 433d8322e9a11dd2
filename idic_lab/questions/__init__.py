"""What is asked, as frozen data: one file for each family of questions."""

from idic_lab.questions.base import BadAnswer, Note, Option, Question
from idic_lab.subject.board import Board, Field
from idic_lab.questions.explore import Dial, Explore
from idic_lab.questions.quiz import Choice, Choices, Guess, KnownNumber, LongText, Number, Text
from idic_lab.questions.rate import Rate
from idic_lab.questions.sort import Category, Item, Sort
from idic_lab.questions.table import Column, Table
from idic_lab.subject.profile import Trust

QUIZ = (Choice, Choices, Number, Guess, Text, LongText)
KINDS = {kind.kind: kind for kind in (*QUIZ, Trust, Board, Table, Sort, Rate, Explore)}

__all__ = [
    "KINDS",
    "BadAnswer",
    "Board",
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
    "Rate",
    "Sort",
    "Table",
    "Text",
    "Trust",
]
