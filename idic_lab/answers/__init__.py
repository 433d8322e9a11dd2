"""What a student answers: the book, its storage, the format of its file, and handing it in."""

from idic_lab.answers.book import AnswerBook, NoAnswer, NotSaved
from idic_lab.answers.file import read
from idic_lab.answers.format import MAX_BYTES, BrokenFile, NewerVersion, OtherBook, RefusedFile, parse
from idic_lab.answers.store import Answer

__all__ = [
    "MAX_BYTES",
    "Answer",
    "AnswerBook",
    "BrokenFile",
    "NewerVersion",
    "NoAnswer",
    "NotSaved",
    "OtherBook",
    "RefusedFile",
    "parse",
    "read",
]
