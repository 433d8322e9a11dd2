"""The commands nbgrader and idic-lab, each in a copy of a process that has imported them: to start takes seconds."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path

from tests.shared import quicken_gradebooks

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {"nbgrader": ("nbgrader.apps.nbgraderapp", "main"), "idic-lab": ("idic_lab.cli", "main")}
ALSO = ("idic_lab.course.report", "idic_lab.grading.grade", "idic_lab.grading.preprocessors", "pandas")


def run(words, folder, env=None, together=False):
    """Run a command in a folder without input, as its entry point on the disk does; `together` joins what it says."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary, "out")
        err = out if together else Path(temporary, "err")
        job = (list(words), str(folder), dict(os.environ if env is None else env), str(out), str(err))
        server = _server()
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        said = [path.read_text("utf-8", "replace") for path in (out, err)]
        return subprocess.CompletedProcess(words, status, said[0], "" if together else said[1])


@cache
def _server():
    """Start the process that is copied; it ends with this one, which closes its input."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-m", "tests.warm"], cwd=ROOT, text=True, **pipes)


def _serve():
    for module in (*(module for module, _ in COMMANDS.values()), *ALSO):
        import_module(module)
    quicken_gradebooks()
    while line := sys.stdin.readline():
        if not (copy := os.fork()):
            sys.exit(_be(*json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)


def _be(words, folder, env, out, err):
    """Be one command."""
    for path, number in ((os.devnull, 0), (out, 1), (err, 2)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    module, function = COMMANDS[words[0]]
    return getattr(import_module(module), function)()


if __name__ == "__main__":
    _serve()
