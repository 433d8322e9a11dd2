"""Ways to raise a score where answers are recorded, or to spoil the grading for others.

Each is done to a submission of four-companies in which nothing is answered: whatever it gets was not earned.
"""

import json
import os
import stat
import zipfile

import nbformat
from nbformat.v4 import new_code_cell, new_output

from idic_lab.course import demo
from tests.grading.attacks.attack import Attack

CHECKS = ("steps-check", "basis-and-change-check", "evidence-check")
LEAVE_A_MARK = "import pathlib; pathlib.Path({mark!r}).touch()"
FORGED_RESULT = [{"criterion": "x", "earned": 9, "possible": 9, "message": "", "misconception": ""}]
DISPLAY_HOOK = """class Full:
    def __call__(self, result=None): pass
import sys
get_ipython().display_formatter.format = lambda result, *args, **kwargs: ({"text/plain": "1"}, {})"""
LYING_EQUALITY = """class Liar(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__
    strip = lambda self: self
from idic_lab import checks, idic
fields = ("company", "reason", "known_by", "easier", "before", "after", "channel", "date")
checks.recorded = lambda *args: [
    {"step": step.key} | {field: Liar(f"{field} {step.key} 2021") for field in fields} for step in idic.STEPS
]"""
PATCHED_CHECKS = """from idic_lab import checks
from idic_lab.checks import Criterion, Result
Result.__init__ = lambda self, criteria: object.__setattr__(self, "criteria", (Criterion("x", 1, 1),))
checks.complete = lambda *args, points=0, **kwargs: Result(())"""
PATCHED_BUILTINS = """import builtins
builtins.max = builtins.sum = builtins.min = lambda *args, **kwargs: 1
builtins.round = lambda *args: 1"""
THROUGH_NBGRADER = """import pathlib
from nbgrader.api import Gradebook
for folder in pathlib.Path.cwd().parents:
    if (folder / "gradebook.db").exists():
        with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
            for grade in gradebook.db.query(__import__("nbgrader.api").api.Grade):
                grade.manual_score = 99
            gradebook.db.commit()"""
# For a file that something imports while the notebook runs.
FROM_AN_IMPORT = f"from IPython import get_ipython\n{demo.EMPTY_EVERY_CELL}"


def cells(*sources, at=0):
    """Return an attack by cells of the student's own."""

    def change(folder, name, mark):
        with changed(folder, name) as notebook:
            notebook.cells[at:at] = [
                new_code_cell(f"{LEAVE_A_MARK.format(mark=str(mark))}\n{each}") for each in sources
            ]

    return change


class changed:
    """A notebook, open to be changed."""

    def __init__(self, folder, name):
        self.path = folder / f"{name}.ipynb"

    def __enter__(self):
        self.notebook = nbformat.read(self.path, as_version=4)
        return self.notebook

    def __exit__(self, *problem):
        self.path.write_text(json.dumps(self.notebook), "utf-8")


def each_check(alter):
    """Return an attack that alters every test cell."""

    def change(folder, name, mark):
        with changed(folder, name) as notebook:
            for cell in list(notebook.cells):
                if cell.metadata.get("nbgrader", {}).get("grade_id") in CHECKS:
                    alter(notebook, cell, mark)

    return change


def forge_outputs(notebook, cell, mark):
    data = {"text/plain": "9", "application/vnd.idic-lab.result+json": FORGED_RESULT}
    cell.outputs, cell.execution_count = [new_output("execute_result", data, execution_count=1)], 1


def flip_flags(notebook, cell, mark):
    cell.metadata.nbgrader.update(grade=False, locked=False, solution=True)


def raise_points(notebook, cell, mark):
    cell.metadata.nbgrader.points = 400


def rewrite(notebook, cell, mark):
    cell.source = f"{LEAVE_A_MARK.format(mark=str(mark))}\n9"
    cell.metadata.nbgrader.update(locked=False, checksum="0" * 32)


def duplicate(notebook, cell, mark):
    notebook.cells.append(nbformat.from_dict({**cell, "id": f"{cell.id}-2"}))


def retype(notebook, cell, mark):
    cell.cell_type = "raw"
    del cell["outputs"], cell["execution_count"]


def remove(notebook, cell, mark):
    notebook.cells.remove(cell)


def change_lane(folder, name, mark):
    with changed(folder, name) as notebook:
        notebook.metadata["idic_lab"] = {"lane": "code"}
    cells(demo.EMPTY_EVERY_CELL)(folder, name, mark)


def beside(*paths, text=FROM_AN_IMPORT):
    """Return an attack by files beside the notebook."""

    def change(folder, name, mark):
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(f"{LEAVE_A_MARK.format(mark=str(mark))}\n{text}")

    return change


def pandas_beside(folder, name, mark):
    beside("pandas.py")(folder, name, mark)
    with changed(folder, name) as notebook:
        notebook.cells.insert(0, new_code_cell("import pandas as pd"))


def answers(data):
    """Return an attack by the bytes of the answers file."""

    def change(folder, name, mark):
        (folder / f"{name}.answers.json").write_bytes(data)

    return change


def answers_of_another(folder, name, mark):
    (folder / f"{name}.answers.json").unlink()
    (folder / f"{name}.answers.json").symlink_to(f"../../zoe/{name}/{name}.answers.json")


def answers_of_100_mb(folder, name, mark):
    os.truncate(folder / f"{name}.answers.json", 100_000_000)


def answers_from_a_pipe(folder, name, mark):
    (folder / f"{name}.answers.json").unlink()
    os.mkfifo(folder / f"{name}.answers.json")


def notebook_is_a_link(folder, name, mark):
    (folder / f"{name}.ipynb").unlink()
    (folder / f"{name}.ipynb").symlink_to(f"../../zoe/{name}/{name}.ipynb")


def notebook_without_sense(folder, name, mark):
    (folder / f"{name}.ipynb").write_text('{"cells": ')


def no_json_at_all(folder, name, mark):
    notebook_without_sense(folder, name, mark)
    (folder / f"{name}.answers.json").write_bytes(b"{")


def only_a_zip(*members):
    """Return an attack by a zip in the place of the files."""

    def change(folder, name, mark):
        for file in list(folder.iterdir()):
            file.unlink()
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as made:
            for path, data in members:
                made.writestr(path.format(name=name) if isinstance(path, str) else path, data)

    return change


def a_link_in_a_zip():
    info = zipfile.ZipInfo("four-companies.answers.json")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info, "../../zoe/four-companies/four-companies.answers.json"


BOMB = b'{"format": "idic-lab/answers", "version": 1, "book": "four-companies", "answers": %s}'
ENTRY = b'{"companies": {"value": %s, "saved_at": "2026-11-01T10:00:00+01:00", "revision": 1}}'

ATTACKS = [
    Attack("a cell empties every cell after it (input transformer)", cells(demo.EMPTY_EVERY_CELL)),
    Attack("a cell rewrites every cell after it (AST transformer)", cells(demo.REWRITE_EVERY_CELL)),
    Attack("a cell replaces `run_code`", cells(demo.RUN_NOTHING)),
    Attack("a cell replaces the display of results", cells(DISPLAY_HOOK)),
    Attack("answers that are equal to everything (a lying `__eq__`)", cells(LYING_EQUALITY)),
    Attack("a cell replaces the kit's checks", cells(PATCHED_CHECKS)),
    Attack("a cell replaces `max`, `sum` and `round`", cells(PATCHED_BUILTINS)),
    Attack("a cell writes marks into the gradebook (SQL)", cells(demo.WRITE_THE_GRADEBOOK)),
    Attack("a cell writes marks into the gradebook (nbgrader's API)", cells(THROUGH_NBGRADER)),
    Attack("a cell ends the kernel", cells("import os; os._exit(0)")),
    Attack("a cell never ends", cells("while True: pass")),
    Attack("outputs of the checks, forged in the file", each_check(forge_outputs)),
    Attack("flags of the checks flipped: not graded, not locked", each_check(flip_flags)),
    Attack("checks said to be worth 400 points", each_check(raise_points)),
    Attack("texts of the checks replaced by a number", each_check(rewrite)),
    Attack("checks there twice", each_check(duplicate)),
    Attack("checks made raw cells", each_check(retype)),
    Attack("checks deleted", each_check(remove)),
    Attack("the notebook says that it belongs to the code lane", change_lane),
    Attack("a `pandas.py` beside the notebook, which a cell imports", pandas_beside),
    Attack(
        "an `idic_lab/` beside the notebook", beside("idic_lab/__init__.py", text=f"{FROM_AN_IMPORT}\n{demo.FAKE_KIT}")
    ),
    Attack("a `sitecustomize.py` beside the notebook", beside("sitecustomize.py", "usercustomize.py")),
    Attack(
        "a startup file in a submitted `.ipython`",
        beside(".ipython/profile_default/startup/00.py", "ipython_config.py", "startup.py"),
    ),
    Attack("settings for nbgrader and Jupyter beside the notebook", beside("nbgrader_config.py", "jupyter_config.py")),
    Attack("answers that are a link to another student's", answers_of_another),
    Attack("answers with NaN", answers(BOMB % ENTRY % b"NaN")),
    Attack("answers with 1e999", answers(BOMB % ENTRY % b"[1e999]")),
    Attack("answers with a number of 100 000 digits", answers(BOMB % ENTRY % (b"9" * 100_000))),
    Attack("answers nested 100 000 deep", answers(BOMB % ENTRY % (b"[" * 100_000 + b"]" * 100_000))),
    Attack("answers of 100 MB", answers_of_100_mb),
    Attack("answers from a pipe that never ends", answers_from_a_pipe),
    Attack("the notebook is a link to another student's", notebook_is_a_link),
    Attack("the notebook is no JSON", notebook_without_sense),
    Attack("a second submission without the checks", each_check(remove), before=True),
    Attack("a second submission with the flags of the checks flipped", each_check(flip_flags), before=True),
    Attack("a second submission whose answers cannot be read", answers(b"{"), before=True),
    Attack("a second submission that is no JSON", no_json_at_all, before=True),
    Attack("a second submission without a notebook", only_a_zip(), before=True),
    Attack("a zip bomb", only_a_zip(("{name}.ipynb", b"\0" * 150_000_000))),
    Attack("a zip with a path that leads out", only_a_zip(("../../zoe/{name}/{name}.answers.json", b"{}"))),
    Attack("a zip with a link to another student's answers", only_a_zip(a_link_in_a_zip())),
]
