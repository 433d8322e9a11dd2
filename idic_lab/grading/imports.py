"""Importing nbgrader in a fifth of the time."""

import contextlib
import gc
import sys
from types import ModuleType


class _LeftOut(ModuleType):
    """Stands in for a module: whatever is imported from it is None."""

    def __getattr__(self, name):
        return None


@contextlib.contextmanager
def quick_imports():
    """Import nbgrader without what takes longer than all else together and grades nothing.

    That are the formats of text that jsonschema can do without, among them a grammar of addresses, and what nbgrader
    imports with itself: its pages for Jupyter's server, its talk to JupyterHub, and the unpacking of zips. It is two
    seconds of the two and a half that the import takes otherwise.
    """
    formats = ("rfc3987_syntax", "rfc3986_validator", "rfc3339_validator", "isoduration", "uri_template", "webcolors")
    pages = ("assignment_list", "course_list", "validate_assignment", "formgrader")
    names = [f"nbgrader.server_extensions.{page}" for page in pages]
    names += ["nbgrader.auth.jupyterhub", "setuptools", "setuptools.archive_util"]
    left_out = {name: _LeftOut(name) for name in names} | dict.fromkeys(formats)
    # Who has nbgrader already, as the tests have, saves nothing any more.
    left_out = {name: each for name, each in left_out.items() if not {name, "nbgrader"} & sys.modules.keys()}
    sys.modules.update(left_out)
    gc.disable()  # nothing that is imported is garbage, and looking through it takes a tenth of the time
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        for name in left_out:
            del sys.modules[name]
