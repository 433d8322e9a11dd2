"""A second grader with an account of the own works in the course as grader.md sets it up."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.course.old_course import NAME, by_hand, unpack

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "grader.md").read_text("utf-8")
OWNER, SECOND, GRADERS = 4001, 4002, 4500
# The environment may lie where only its owner can read: to read is allowed to them here, to write is not.
AS_ANOTHER = "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("setpriv"), reason="takes root to be two others"
)


def test_two_accounts_grade_one_course():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        course = unpack(Path(folder))
        before = by_hand(course)
        for account in (OWNER, SECOND):
            Path(folder, str(account)).mkdir()
            os.chown(Path(folder, str(account)), account, account)

        def type_as(account, line, group=GRADERS):
            who = ["setpriv", f"--reuid={account}", f"--regid={account}", f"--groups={group}", *AS_ANOTHER]
            path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
            env = {"HOME": str(Path(folder, str(account))), "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
            return subprocess.run([*who, "sh", "-c", line], cwd=course.root, env=env, capture_output=True, text=True)

        subprocess.run(["chown", "-R", f"{OWNER}:{GRADERS}", str(course.root)], check=True)
        (section,) = re.findall(r"## A second grader\n.*?```sh\n(.*?)```", GUIDE, re.DOTALL)
        *once, umask = section.splitlines()
        for line in once:
            done = type_as(OWNER, line)
            assert done.returncode == 0, done.stderr
        for account, line in (
            (OWNER, f"idic-lab grade {NAME} --jobs 1"),
            (SECOND, f"idic-lab grade {NAME} --jobs 1 --regrade --apply"),
            (SECOND, f"idic-lab course due {NAME} 2026-12-05"),
            (OWNER, f"idic-lab course due {NAME} 2026-12-06"),
            (SECOND, f"nbgrader generate_feedback {NAME} --force"),
            (OWNER, f"nbgrader generate_feedback {NAME} --force"),
            (SECOND, f"nbgrader generate_assignment {NAME} --force"),
            (OWNER, f"nbgrader generate_assignment {NAME} --force"),
            (SECOND, f"idic-lab grade {NAME} --jobs 1 --regrade --apply"),
        ):
            done = type_as(account, f"{umask} && {line}")
            assert done.returncode == 0, (line, done.stdout, done.stderr)
        assert by_hand(course) == before

        stranger = type_as(4009, f"idic-lab grade {NAME} --course {course.root}", group=4009)
        assert stranger.returncode != 0 and "Traceback" not in stranger.stderr
        assert "Permission denied" in stranger.stderr
