"""Ways to read what is the instructor's or a classmate's, through the exchange and on the page that comes back."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.grading.conftest import NAME

RIGHT = {"sum": 10, "why": "Rows add up."}

NOW = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
SECRET = "secret"


@dataclass(frozen=True)
class Reading:
    """An attack through the exchange or on a page.

    Parameters
    ----------
    name : str
        In a few words.
    change : callable
        Does it in the exchange: takes the course and the folder that Mallory has handed in there.
    harm : callable
        Tells of the course afterwards whether it has come off.
    named : str
        What collecting says of it; nothing that lies in the exchange is passed over.
    """

    name: str
    change: Callable
    harm: Callable
    named: str = ""


def link(course, work, target):
    (work / f"{NAME}.ipynb").unlink()
    (work / f"{NAME}.ipynb").symlink_to(target)


def to_the_source(course, work):
    link(course, work, course.root / "source" / NAME / f"{NAME}.ipynb")


def to_a_classmates_answers(course, work):
    (work / f"{NAME}.answers.json").unlink()
    (work / f"{NAME}.answers.json").symlink_to(honest(course) / f"{NAME}.answers.json")


def to_a_classmates_folder(course, work):
    renamed = work.rename(work.with_name("aside"))
    work.symlink_to(honest(course))
    assert renamed.exists()


def to_the_whole_course(course, work):
    (work / "all").symlink_to(course.root / "source")


def the_instructors_notebook(course, work):
    """As if a link had been followed once: the page must not show it all the same."""
    path, source = work / f"{NAME}.ipynb", nbformat.read(course.root / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    notebook = nbformat.read(path, as_version=4)
    for cell in source.cells:
        make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        notebook.cells.append(make(cell.source))
    nbformat.write(notebook, path)


def two_backslashes(course, work):
    path = work / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_markdown_cell("\\\\[" * 33_000))
    nbformat.write(notebook, path)


def a_pipe(course, work):
    os.mkfifo(work / "pipe")


def a_broken_name(course, work):
    for name in (f"zz+{NAME}+", f"zz+{NAME}+yesterday+x"):
        (work.parent / name).mkdir()


def a_time_that_lies_ahead(course, work):
    (work.parent / f"zoe+{NAME}+2099-01-01 00:00:00 UTC+x").mkdir()


def beside(name):
    """Return an attack by an empty folder beside the others' in the exchange."""

    def change(course, work):
        Path(os.fsdecode(os.fsencode(work.parent) + b"/" + os.fsencode(name))).mkdir()

    return change


def a_link_to_nowhere(course, work):
    (work.parent / f"cem+{NAME}+{NOW}+x").symlink_to("/nowhere")
    (work / "nowhere").symlink_to("/nowhere")


def a_pipe_for_a_folder(course, work):
    os.mkfifo(work.parent / f"pip+{NAME}+{NOW}+x")


def in_other_capitals(course, work):
    shutil.copytree(work, work.parent / f"ZOE+{NAME}+{NOW}+x")


def honest(course):
    (folder,) = course.inbound.glob(f"zoe+{NAME}+20[0-8]*")
    return folder


def points(course):
    """Tell whether Mallory, who answered nothing, has any."""
    folder = course.root / "autograded" / "mallory" / NAME
    return folder.exists() and sum(each[0] or 0 for each in course.grades("mallory").values()) > 0


def shown(course):
    """Tell whether Mallory is handed a hidden line: on a page or in a file that came with it."""
    folder = course.root / "feedback" / "mallory"
    return any(SECRET in path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


def stopped(course):
    """Tell whether collecting ended on the way, which costs whoever comes later in the folder, or Zoe her points."""
    return course.stopped or missing(course)


def missing(course):
    """Tell whether Zoe, who is honest, is without her points."""
    folder = course.root / "autograded" / "zoe" / NAME
    return not folder.exists() or sum(each[0] or 0 for each in course.grades("zoe").values()) != 6


def outside(course):
    """Tell whether something was written elsewhere than below the folder of what is collected."""
    return (course.root / NAME).exists()


def not_named(course):
    """Tell whether Zoe is without her points, or the terminal got what moves its cursor or forges a line."""
    forged = any(line.startswith("zoe: could not be graded") for line in course.said.splitlines())
    return stopped(course) or forged or "\x1b" in course.said


READINGS = [
    Reading("a link in the exchange to the instructor's notebook", to_the_source, shown),
    Reading("a link in the exchange to the folder of all sources", to_the_whole_course, shown),
    Reading("the instructor's cells in a notebook that is handed in", the_instructors_notebook, shown),
    Reading("a link in the exchange to a classmate's answers", to_a_classmates_answers, points),
    Reading("a link in the exchange in the place of a folder, to a classmate's", to_a_classmates_folder, points),
    Reading("a pipe in the exchange", a_pipe, stopped, "mallory handed in pipe, which is a pipe"),
    Reading(
        "names in the exchange that nbgrader never makes", a_broken_name, stopped, "“yesterday” in its name is no time"
    ),
    Reading("a submission in another's name, from the year 2099", a_time_that_lies_ahead, stopped, "lies ahead"),
    Reading("links in the exchange that lead nowhere", a_link_to_nowhere, stopped, "it is a link to /nowhere"),
    Reading("a pipe in the exchange in the place of a folder", a_pipe_for_a_folder, stopped, "it is no folder"),
    Reading(
        "a name in the exchange with a time of a hundred digits",
        beside(f"zz+{NAME}+{'9' * 100}+x"),
        stopped,
        "in its name is no time",
    ),
    Reading(
        "a name in the exchange with line breaks and escape sequences, which forge a line",
        beside(f"zz\nzoe: could not be graded\x1b[2J+{NAME}+{NOW}+x"),
        not_named,
        "zz\\nzoe: could not be graded\\x1b[2J",
    ),
    Reading(
        "a name in the exchange that is not UTF-8",
        beside(b"z\xff+%s+%s+x" % (NAME.encode(), NOW.encode())),
        stopped,
        "z\\udcff",
    ),
    Reading("a student called `..` in the exchange", beside(f"..+{NAME}+{NOW}+x"), outside),
    Reading("a classmate's name in other capitals, in the exchange", in_other_capitals, stopped),
    Reading("99 KB of `\\\\[` in a cell", two_backslashes, stopped),
]


def happens(course, attack):
    """Do an attack beside an honest submission, and tell how long collecting, grading and feedback took."""
    course.inbound = course.root.parent / "exchange" / "small" / "inbound"
    course.inbound.mkdir(parents=True)
    course.config.Exchange.root = str(course.inbound.parents[1])
    for student, answers in (("zoe", RIGHT), ("mallory", {})):
        folder = course.submit(student, answers)
        (folder / f"{NAME}.answers.json").touch()
        (folder / "timestamp.txt").write_text(NOW)
        folder.rename(course.inbound / f"{student}+{NAME}+{NOW}+Zm9v")
    attack.change(course, course.inbound / f"mallory+{NAME}+{NOW}+Zm9v")
    start = time.process_time()
    done = course.api.collect(NAME)
    course.said, course.stopped = done.get("log", ""), not done["success"]
    course.api.autograde(NAME, "*", force=True)  # what was Mallory's may fail
    course.api.generate_feedback(NAME, force=True)
    return time.process_time() - start


def outcome(course, attack):
    """Say in words whether an attack comes off."""
    logging.getLogger("traitlets").propagate = False  # pytest cannot hand on a name that is not UTF-8
    try:
        happens(course, attack)
    finally:
        logging.getLogger("traitlets").propagate = True
    return "done" if attack.harm(course) else "not done"
