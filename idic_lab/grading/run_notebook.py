"""The program that runs a classic notebook with nbgrader's own execution, isolated from the grader.

``python -m idic_lab.grading.run_notebook NAME SETTINGS`` takes the notebook from its standard input, because the
working directory is the student's to read and the notebook holds the hidden tests. It prints what each code cell gave,
as JSON. The exit status is `KERNEL_ENDED` when the kernel ended on the way and `NO_KERNEL` when none could be started;
the last line of standard error says why.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from idic_lab.grading.imports import quick_imports

KERNEL_ENDED, NO_KERNEL = 3, 4
# The folder comes last, so that modules beside the notebook are found and nothing that is installed gives way to them.
# Whatever the notebook starts itself is as it would be outside.
AT_KERNEL_START = """import os, sys
sys.path[:] = [*(each for each in sys.path if each not in ("", os.getcwd())), os.getcwd()]
os.environ.pop("PYTHONSAFEPATH", None)
del os, sys
"""


def main(name, settings):
    """Run a notebook in the working directory and print what its code cells gave."""
    with quick_imports():
        import nbformat
        from nbclient.exceptions import DeadKernelError
        from nbgrader.preprocessors import Execute, IgnorePattern, LimitOutput
        from traitlets.config import Config

    config, printed, begun, status = Config(json.loads(settings)), sys.stdout, [], 0
    sys.stdout = sys.stderr  # whatever else prints, it is not to be taken for the result
    made = nbformat.reads(sys.stdin.buffer.read().decode(), as_version=4)
    resources = {"metadata": {"path": str(Path.cwd()), "name": name}, "nbgrader": {}}
    with tempfile.TemporaryDirectory() as profile:
        startup = Path(profile, "profile_default", "startup", "path.py")
        startup.parent.mkdir(parents=True)
        startup.write_text(AT_KERNEL_START)
        os.environ["IPYTHONDIR"] = profile
        try:
            Execute(config=config, on_notebook_start=lambda notebook: begun.append(notebook))(made, resources)
        except Exception as problem:
            if begun and not isinstance(problem, DeadKernelError):
                raise
            status = KERNEL_ENDED if begun else NO_KERNEL
            print(f"{type(problem).__name__}: {problem}".splitlines()[0], file=sys.stderr)
    for step in (IgnorePattern, LimitOutput):
        step(config=config)(made, resources)
    told = [
        {"outputs": cell.outputs, "execution_count": cell.execution_count}
        for cell in made.cells
        if cell.cell_type == "code"
    ]
    json.dump(told, printed)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
