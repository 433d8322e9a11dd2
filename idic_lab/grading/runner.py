"""IPython's shell without a kernel: cells in, notebook outputs out."""

import contextlib
import functools
import sys
import types

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from idic_lab.judging.once import shown


class _LastExpression(DisplayHook):
    """Collects the value of a cell's last expression."""

    outputs = []

    def __call__(self, result=None):
        if result is None:
            return
        data, metadata = shown(result, self.shell.display_formatter.format)
        self.outputs.append(
            {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": metadata}
        )


class _Displayed(DisplayPublisher):
    """Collects what ``display`` is given."""

    outputs, shown = [], {}

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        display_id = (transient or {}).get("display_id")
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        if update:
            self.shown.get(display_id, {}).update(output)
            return
        self.outputs.append(output)
        if display_id:
            self.shown[display_id] = output

    def clear_output(self, wait=False):
        self.outputs.clear()


class LaneShell(InteractiveShell):
    """A shell that keeps no history, reads no profile and prints nothing of its own."""

    displayhook_class = Type(_LastExpression)
    display_pub_class = Type(_Displayed)

    def __init__(self):
        main = sys.modules["__main__"]
        super().__init__(config=Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}}), user_ns={})
        sys.modules["__main__"] = main

    def init_profile_dir(self, profile_dir):
        """Do without: nothing is read from or written to the grader's own settings."""

    def init_virtualenv(self):
        """Do without: it would change the import path."""

    def showtraceback(self, *args, **kwargs):
        """Say nothing: the exception is in the result, and a traceback quotes hidden tests."""

    def showsyntaxerror(self, *args, **kwargs):
        """Say nothing, as in :meth:`showtraceback`."""

    def collect(self, outputs):
        """Collect what the next cell shows in a list; return the list from before."""
        before = self.displayhook.outputs
        self.displayhook.outputs = self.display_pub.outputs = outputs
        return before


# Made once a process: a new one for each submission would pile up exit handlers.
_shell = functools.cache(LaneShell)


@contextlib.contextmanager
def lent():
    """Lend the shell, its namespace new, as *the* shell that ``display`` and ``get_ipython`` find."""
    shell = _shell()
    main, before = types.ModuleType("__main__"), (InteractiveShell._instance, sys.modules["__main__"])
    shell.user_module, shell.user_ns = main, main.__dict__
    shell.init_user_ns()
    shell.display_pub.shown = {}
    InteractiveShell._instance, sys.modules["__main__"] = shell, main
    try:
        yield shell
    finally:
        InteractiveShell._instance, sys.modules["__main__"] = before
        shell.user_module, shell.user_ns = types.ModuleType("__main__"), {}
