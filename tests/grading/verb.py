"""The verb ``idic-lab grade``, as tests give it."""

import json

import pytest

from idic_lab.grading import grade
from tests.grading.conftest import NAME


def run(course, *options, name=NAME, status=0):
    """Grade a course; return what is told, as data where there is any."""
    told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.print", lambda text, **_: told.append(text))
        assert grade.main([name, "--course", str(course.root), "--jobs", "1", "--json", *options]) == status, told
    return json.loads(told[-1]) if status < 2 else told[-1]


def states(told):
    """Return what became of each student's work."""
    return {student: each["state"] for student, each in told["submissions"].items()}
