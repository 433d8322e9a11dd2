"""The kinds of questions, a file each, with the module beside it that draws the kind in the browser.

A file that is put here is a kind; a subject adds its own with `register`.
"""

from importlib import import_module
from pkgutil import iter_modules

from idic_lab.questions.base import Question

KINDS: dict[str, type[Question]] = {}


def register(*kinds):
    """Make kinds of questions known to `ask`, by their `kind`.

    Parameters
    ----------
    *kinds : type
        Subclasses of Question.

    Raises
    ------
    ValueError
        When another class has a kind of that name.
    """
    for kind in kinds:
        if KINDS.setdefault(kind.kind, kind) is not kind:
            raise ValueError(f"There are two kinds called {kind.kind!r}: {KINDS[kind.kind]} and {kind}. Rename one.")


for _found in iter_modules(__path__):
    _module = import_module(f"{__name__}.{_found.name}")
    _own = (each for each in vars(_module).values() if getattr(each, "__module__", "") == _module.__name__)
    register(*(each for each in _own if isinstance(each, type) and issubclass(each, Question)))
