"""Run commands on a course as on a machine whose clock stands in another zone, and print what came of it as JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path


def elsewhere(zone, course, *steps):
    """Do something in a process with ``TZ`` set.

    Parameters
    ----------
    zone : str
        What ``TZ`` says there.
    course : idic_lab.grading.course_folder.CourseFolder
    *steps : list of str
        Each the words of an ``idic-lab`` command, or of one of nbgrader's apps by the name of its class.

    Returns
    -------
    dict
        ``said`` by all commands together, and of each submission ``late`` in seconds and ``penalty`` in points.
    """
    command = [sys.executable, "-m", "tests.course.elsewhere", str(course.root), json.dumps(steps)]
    done = subprocess.run(
        command, env=os.environ | {"TZ": zone}, cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _main(root, steps):
    from contextlib import redirect_stdout
    from io import StringIO

    from idic_lab import cli
    from tests.course.conftest import Course

    said, course = StringIO(), Course(root)
    for verb, *rest in steps:
        if verb[0].isupper():
            said.write(course.run(verb, *rest))
        else:
            with redirect_stdout(said):
                cli.main([verb, *rest, *(["--course", root] if rest[0] != "status" else [root])])
    with course.gradebook() as gradebook:
        found = [
            (each.student_id, each.total_seconds_late, each.late_submission_penalty, str(each.timestamp))
            for assignment in gradebook.assignments
            for each in assignment.submissions
        ]
        due = {each.name: str(each.duedate) for each in gradebook.assignments if each.duedate}
    late = {student: (seconds, points or 0, when) for student, seconds, points, when in found}
    print(json.dumps({"said": said.getvalue(), "late": late, "due": due}))


if __name__ == "__main__":
    _main(sys.argv[1], json.loads(sys.argv[2]))
