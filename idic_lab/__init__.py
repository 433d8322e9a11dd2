"""Coursework on customer relationships: questions that keep their answers, and marks that can be trusted.

``AnswerBook`` keeps what a student answers, ``ask`` shows the questions, ``datasets`` loads the tables, ``idic`` and
``trust`` hold the field's vocabulary and mathematics, ``plots`` draws the pictures and ``checks`` judges an answer.
"""

from importlib import import_module

__version__ = "0.2.0.dev0"
__all__ = ["AnswerBook", "analysis", "ask", "checks", "datasets", "idic", "plots", "questions", "trust"]


def __getattr__(name):
    """Import what is asked for when it is asked for, so that importing the package costs nothing."""
    if name == "AnswerBook":
        return import_module("idic_lab.answers").AnswerBook
    if name in __all__:
        return import_module(f"idic_lab.{name}")
    raise AttributeError(f"module 'idic_lab' has no attribute {name!r}")
