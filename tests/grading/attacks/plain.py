"""What nbgrader does by itself with an attack, measured with its own command in a course of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell
from nbgrader.api import MissingEntry

from tests.grading.attacks.answers_lane import CHECKS
from tests.grading.conftest import NAME, Course, build, cell, small_case
from tests.grading.in_memory import answers_of, hand_in

ASSIGNMENT = "four-companies"
# Generous where a busy machine could cost points, short where an attack makes nbgrader wait.
SETTINGS = "c = get_config()\nc.Execute.timeout = 20\nc.Execute.iopub_timeout = c.Execute.startup_timeout = 120\n"
PATIENCE = 180  # seconds for two submissions


def autograde(course, name):
    """Run ``nbgrader autograde`` for everybody; return its exit status, None when it did not end."""
    (course.root / "nbgrader_config.py").write_text(f"{SETTINGS}c.CourseDirectory.course_id = {course.course_id!r}\n")
    command = [sys.executable, "-m", "nbgrader", "autograde", name, "--force"]
    with subprocess.Popen(
        command, cwd=course.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        try:
            return running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, 9)


def with_answers(attack, released, folder):
    """Let an attacker hand in nothing but the attack, and after her somebody honest; say what both get."""
    course = copy_of(released, folder)
    for student in ("ann", "zoe"):
        (course.root / "submitted" / student).mkdir(parents=True)
    full, work = answers_of(ASSIGNMENT, "reference"), course.root / "submitted" / "ann" / ASSIGNMENT
    if attack.before:
        hand_in(work, ASSIGNMENT, full)
        autograde(course, ASSIGNMENT)
        shutil.rmtree(work)
    hand_in(work, ASSIGNMENT, {})
    hand_in(course.root / "submitted" / "zoe" / ASSIGNMENT, ASSIGNMENT, full)
    mark = folder / "mark"
    attack.change(work, ASSIGNMENT, mark)
    ended = autograde(course, ASSIGNMENT)
    said = [score(course, "ann")]
    if score(course, "zoe") != "5 of 5":
        said.append(f"the honest student after it: {score(course, 'zoe')}")
    if ended is None:
        said.append("the command never ends")
    if mark.exists():
        said.append("its code ran with the grader's rights")
    return "; ".join(said)


def score(course, student):
    """Return what a student has of the points that are given automatically, as words."""
    graded = (course.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").exists()
    try:
        grades = course.grades(student, ASSIGNMENT)
    except MissingEntry:
        grades = {}
    by_hand = sum(grade[1] or 0 for grade in grades.values())
    automatic = sum(grades[check][0] or 0 for check in CHECKS if check in grades)
    points = f"{automatic + by_hand:g} of 5"
    return points if graded else f"not graded, and keeps {points}" if automatic + by_hand else "not graded"


def with_code(harm, folder, grade=autograde):
    """Run a harm in a classic notebook; say whether it was done."""
    root = folder / "course"
    notebook = small_case(lane="code")
    hidden = "assert True\n### BEGIN HIDDEN TESTS\nassert True  # a hidden line\n### END HIDDEN TESTS"
    notebook.cells = [new_code_cell("# your work", id="own"), cell(hidden, "check", grade=True, points=1)]
    course = build(root, notebook, stock=True)
    (root / "source" / NAME / "helper.py").write_text("")
    for student in ("ann", "zoe"):
        (course.submit(student) / "notes.txt").write_text("mine")
    home = folder / "home"
    home.mkdir()
    (home / ".netrc").write_text("machine example.org")
    path = root / "submitted" / "ann" / NAME / f"{NAME}.ipynb"
    for name, text in (harm.beside or {}).items():
        (path.parent / name).parent.mkdir(exist_ok=True)
        (path.parent / name).write_text(text.replace("{trace!r}", repr(str(folder / harm.trace))))
    submitted = nbformat.read(path, as_version=4)
    with surroundings(root, home) as port:
        submitted.cells[0].source = filled(harm.code, root, home, port)
        nbformat.write(submitted, path)
        ended = grade(course, NAME)
    graded = root / "autograded" / "ann" / NAME / f"{NAME}.ipynb"
    printed = graded.exists() and any(
        "HARM" in output.get("text", "")
        for each in nbformat.read(graded, as_version=4).cells
        for output in each.get("outputs", ())
    )
    if printed or trace(harm, folder):
        return "done"
    said = ["the command never ends" if ended is None else "not done"]
    said += [] if graded.exists() else ["the submission is not graded"]
    said += [] if (root / "autograded" / "zoe" / NAME).exists() else ["nor the honest one after it"]
    return "; ".join(said)


def trace(harm, folder):
    """Wait for the trace of a harm, and tell whether there is one."""
    for _ in range(40 if harm.trace else 0):
        if (folder / harm.trace).exists():
            return True
        time.sleep(0.2)
    return False


def filled(code, course, home, port):
    """Return the code of a harm with the places it is about."""
    for name, value in (("course", str(course)), ("home", str(home))):
        code = code.replace("{" + name + "!r}", repr(value))
    return code.replace("{port}", str(port))


@contextlib.contextmanager
def surroundings(course, home):
    """Provide what harms look for: a server, a socket, a program to end, secrets in the environment."""
    victim = [sys.executable, "-c", "import time; time.sleep(300)", "ann-is-the-victim"]
    before = os.environ.get("EXAMPLE_TOKEN"), os.environ.get("HOME")
    os.environ.update(EXAMPLE_TOKEN="secret", HOME=str(home))
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as agent,
        subprocess.Popen(victim, env=dict(os.environ)) as running,
    ):
        agent.bind(os.path.relpath(course / "agent"))
        agent.listen()
        try:
            yield server.getsockname()[1]
        finally:
            running.kill()
            for name, value in zip(("EXAMPLE_TOKEN", "HOME"), before, strict=True):
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


def release(folder):
    """Return a course with the assignment released and nothing handed in."""
    (folder / "source").mkdir(parents=True)
    source = Path(__file__).resolve().parents[3] / "assignments" / "source"
    shutil.copytree(source / ASSIGNMENT, folder / "source" / ASSIGNMENT)
    course = Course(folder, stock=True)
    course.do("generate_assignment", ASSIGNMENT)
    return course


def copy_of(released, folder):
    """Return a copy of a course."""
    shutil.copytree(released.root, folder / "course")
    return Course(folder / "course", stock=True)
