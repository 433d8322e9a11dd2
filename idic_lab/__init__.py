"""Coursework that can be trusted: questions that keep their answers, and marks that students' code never decides.

``AnswerBook`` keeps what a student answers, ``ask`` shows the questions, ``checks`` judges an answer. The subject of
this course, customer relationships, adds its vocabulary and mathematics (``idic``, ``trust``), tables (``datasets``),
``analysis`` and ``plots``.
"""

import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.util import spec_from_loader

__version__ = "0.2.0.dev0"
__all__ = ["AnswerBook", "analysis", "ask", "checks", "datasets", "idic", "plots", "questions", "trust"]

# Notebooks import these by their short names, also those that were handed out before the package had rooms.
SHORT_NAMES = {
    "idic_lab.analysis": "idic_lab.subject.analysis",
    "idic_lab.checks": "idic_lab.judging.checks",
    "idic_lab.concepts": "idic_lab.subject.concepts",
    "idic_lab.datasets": "idic_lab.subject.datasets",
    "idic_lab.desk": "idic_lab.course",  # in the settings of older courses
    "idic_lab.idic": "idic_lab.subject.idic",
    "idic_lab.items": "idic_lab.subject.items",
    "idic_lab.misconceptions": "idic_lab.subject.misconceptions",
    "idic_lab.plots": "idic_lab.subject.plots",
    "idic_lab.reading": "idic_lab.questions.reading",
    "idic_lab.trust": "idic_lab.subject.trust",
}


class _ShortNames(MetaPathFinder, Loader):
    """Give a module of a short name: the very module that has the long one."""

    def find_spec(self, fullname, path=None, target=None):
        short = next((each for each in SHORT_NAMES if f"{fullname}.".startswith(f"{each}.")), None)
        return short and spec_from_loader(fullname, self, origin=SHORT_NAMES[short] + fullname.removeprefix(short))

    def create_module(self, spec):
        module = import_module(spec.origin)
        self._spec = module.__spec__
        return module

    def exec_module(self, module):
        module.__spec__ = self._spec  # importing by the short name has put its own there


sys.meta_path.append(_ShortNames())


def __getattr__(name):
    """Import what is asked for when it is asked for, so that importing the package costs nothing."""
    if name == "AnswerBook":
        return import_module("idic_lab.answers").AnswerBook
    if name in __all__ or f"idic_lab.{name}" in SHORT_NAMES:
        return import_module(f"idic_lab.{name}")
    raise AttributeError(f"module 'idic_lab' has no attribute {name!r}")
