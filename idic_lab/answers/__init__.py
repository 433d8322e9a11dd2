"""What a student answers: the book, where it keeps them, what is in its file, and handing it in."""

from idic_lab.answers.book import AnswerBook, NoAnswer, NotSaved
from idic_lab.answers.file import MAX_BYTES, BrokenFile, NewerVersion, OtherBook, RefusedFile, parse, read
from idic_lab.answers.storage import Answer, FileStorage, MemoryStorage, Storage

__all__ = [
    "MAX_BYTES",
    "Answer",
    "AnswerBook",
    "BrokenFile",
    "FileStorage",
    "MemoryStorage",
    "NewerVersion",
    "NoAnswer",
    "NotSaved",
    "OtherBook",
    "RefusedFile",
    "Storage",
    "parse",
    "read",
]
