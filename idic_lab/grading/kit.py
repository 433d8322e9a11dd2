"""Build what a student gets: the package, the lessons, the datasets, the released assignments, a guide."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "assignments"


def release(into):
    """Release every assignment of the repository through nbgrader, in a course made for the purpose.

    Parameters
    ----------
    into : pathlib.Path
        Holds the released assignments afterwards; must not exist.

    Raises
    ------
    RuntimeError
        When nbgrader refuses an assignment; the message ends in nbgrader's own words.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        course = Path(temporary)
        shutil.copytree(COURSE / "source", course / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        for settings in COURSE.glob("*.py"):
            shutil.copy(settings, course)
        # nbgrader starts alembic by name.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        for name in sorted(folder.name for folder in (course / "source").iterdir()):
            done = subprocess.run(
                [sys.executable, "-m", "nbgrader", "generate_assignment", name],
                cwd=course,
                env=os.environ | {"PATH": path},
                capture_output=True,
                text=True,
                stdin=subprocess.DEVNULL,
            )
            if done.returncode:
                raise RuntimeError(f"nbgrader could not release {name}: {done.stderr.strip().splitlines()[-1]}")
        shutil.move(course / "release", into)
