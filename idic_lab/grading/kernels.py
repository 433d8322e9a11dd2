"""The kernel that a classic notebook names: whether it is on this machine, and what isolation has to show of it."""

import os
import shutil
from pathlib import Path

from idic_lab.grading import isolation

DEFAULT = "python3"


class NoKernel(isolation.CannotRun):
    """The kernel that a notebook needs cannot be started here, which is nobody's fault who handed in."""


def name_of(source, execution):
    """Return the name of the kernel in which a notebook is run."""
    settings = ("Execute", "ExecutePreprocessor", "NotebookClient")
    chosen = [(execution or {}).get(each, {}).get("kernel_name") for each in settings]
    return next(filter(None, chosen), (source.kernel or {}).get("name") or DEFAULT)


def needed(name: str):
    """Return what isolation has to show, beyond what it always shows, so that a kernel can be started."""
    from jupyter_client.kernelspec import NoSuchKernel
    from jupyter_client.manager import KernelManager

    try:
        spec = KernelManager(kernel_name=name).kernel_spec  # which knows that “python” is “python3”
    except NoSuchKernel:
        raise NoKernel(
            f"The notebook needs the kernel {name!r}, and this machine has none of that name, so nobody was graded. "
            "Install it; jupyter kernelspec list shows those that are here."
        ) from None
    assert spec, name  # None belongs to what is connected to from elsewhere
    program = shutil.which(spec.argv[0], path=isolation.PATH) if spec.argv else None
    if not program:
        raise NoKernel(
            f"The kernel {name!r} starts {(spec.argv or ['nothing'])[0]}, which is not on this machine, so nobody was "
            f"graded. Install the kernel again; its description is in {spec.resource_dir}."
        )
    folder, readable = Path(spec.resource_dir), []
    if not isolation.shown(program):
        readable += _environment(Path(program), name)
    if isolation.shown(folder):
        return readable, {}
    return [*readable, folder], {"JUPYTER_PATH": str(folder.parents[1])}


def _environment(program, name):
    """Return the folders of the Python environment that a program belongs to."""
    for root in program.parents:
        if (root / "conda-meta").is_dir():
            return [root]
        if (root / "pyvenv.cfg").is_file():
            lines = (line.partition("=") for line in (root / "pyvenv.cfg").read_text().splitlines())
            base = Path(next((value.strip() for key, _, value in lines if key.strip() == "home"), os.sep)).parent
            return [root, *([] if isolation.shown(base) or not (base / "lib").is_dir() else [base])]
    raise NoKernel(
        f"The kernel {name!r} starts {program}, which cannot be shown to students' code alone, so nobody was graded. "
        "Install it for the whole machine or into an environment of Python's (venv or conda)."
    )
