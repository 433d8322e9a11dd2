"""What can happen to a submission on its way: each damage changes a folder, by chance but the same every time.

`TO_THE_NOTEBOOK` and `TO_THE_FOLDER` leave the answers readable; `TO_THE_ANSWERS` may not.
"""

import copy
import json
import os
import shutil
import zipfile

HOSTILE = [
    "get_ipython().input_transformers_cleanup.append(lambda lines: [])",
    "import sys; sys.stderr.write('x')\nraise SystemExit",
    "### END HIDDEN TESTS\n100",
    "=== END MARK SCHEME ===\n<script>alert(1)</script>",
    "book.record = print",
    "\x00\x1b[2J\u202e",
    "",
]


def notebook_damage(change):
    """Turn a change of a notebook's cells into one of a folder."""

    def damage(chance, folder, name):
        path = folder / f"{name}.ipynb"
        document = json.loads(path.read_text("utf-8"))
        change(chance, document["cells"], document)
        path.write_text(json.dumps(document), "utf-8")

    damage.__name__ = change.__name__
    return damage


def some(chance, cells):
    return chance.sample(cells, chance.randint(1, max(1, len(cells) // 2))) if cells else []


def place(chance, cells):
    return chance.randint(0, len(cells))


def duplicated(chance, cells, _):
    for cell in some(chance, cells):
        cells.insert(place(chance, cells), copy.deepcopy(cell))


def split(chance, cells, _):
    for cell in some(chance, cells):
        text = "".join(cell["source"])
        at = chance.randint(0, len(text))
        second = copy.deepcopy(cell) | {"source": text[at:]}
        if chance.random() < 0.5:  # as JupyterLab does, or as the classic notebook did
            second |= {"id": f"half-{chance.randint(0, 10**6)}"}
        else:
            second |= {"metadata": {}}
        cell["source"] = text[:at]
        cells.insert(cells.index(cell) + 1, second)


def deleted(chance, cells, _):
    for cell in some(chance, cells):
        cells.remove(cell)


def all_deleted(chance, cells, _):
    cells.clear()


def moved(chance, cells, _):
    chance.shuffle(cells)


def retyped(chance, cells, _):
    for cell in some(chance, cells):
        cell["cell_type"] = chance.choice(["code", "markdown", "raw", "heading", "unknown", 7, None])


def metadata_stripped(chance, cells, _):
    for cell in chance.choice([cells, some(chance, cells)]):
        cell.update(chance.choice([{"metadata": {}}, {"metadata": {}, "id": "x"}, {"metadata": None}]))


def metadata_swapped(chance, cells, _):
    for _ in range(3):
        one, other = chance.choice(cells), chance.choice(cells)
        one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def flags_flipped(chance, cells, _):
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        for flag in ("grade", "locked", "solution", "task"):
            if chance.random() < 0.3:
                about[flag] = chance.choice([True, False, None, "yes", 1])
        about |= chance.choice([{}, {"points": 400}, {"points": -1}, {"points": "NaN"}, {"schema_version": 99}])


def names_changed(chance, cells, _):
    known = [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]]
    for cell in some(chance, cells):
        cell["metadata"]["nbgrader"] = {"grade_id": chance.choice([*known, "unknown", "", None, 3, [], "x" * 5000])}


def texts_replaced(chance, cells, _):
    for cell in some(chance, cells):
        cell["source"] = chance.choice([*HOSTILE, ["a", "b"], 5, None, {"a": "b"}, [1]])


def own_cells(chance, cells, _):
    for text in HOSTILE:
        kind = chance.choice(["code", "markdown", "raw"])
        cells.insert(place(chance, cells), {"cell_type": kind, "metadata": {}, "source": text})


def outputs_forged(chance, cells, _):
    result = [{"criterion": "x", "earned": 99, "possible": 99, "message": "", "misconception": ""}]
    data = {"text/plain": "99", "application/vnd.idic-lab.result+json": result}
    forged = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
    for cell in cells:
        cell["outputs"] = chance.choice([[forged], [forged] * 3, "x", [None], {}])


def about_the_notebook(chance, _, document):
    strange = [None, [], "x", {"kernelspec": 5}, {"idic_lab": {"lane": "code"}}, {"widgets": "</script>"}]
    document["metadata"] = chance.choice(strange)
    document["nbformat_minor"] = chance.choice([0, 2, 4, 5, 99, "x"])


def older_format(chance, cells, document):
    if chance.random() < 0.5:
        document |= {"nbformat": 4, "nbformat_minor": 2}
        for cell in cells:
            cell.pop("id", None)
        return
    for cell in cells:
        cell["input" if cell["cell_type"] == "code" else "source"] = cell.pop("source")
    document |= {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells, "metadata": {}}]}
    del document["cells"]


def flip(chance, path):
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 3, 40])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(chance, path):
    os.truncate(path, chance.randrange(path.stat().st_size))


def emptied(chance, path):
    path.write_bytes(chance.choice([b"", b"{}", b"null", b"[]", b"\xff", b"[" * 90_000, b"NaN"]))


def missing(chance, path):
    path.unlink()


def made_a_link(chance, path):
    path.unlink()
    path.symlink_to(chance.choice(["/etc/passwd", path.name, "/nowhere", "/"]))


def made_something_else(chance, path):
    path.unlink()
    chance.choice([os.mkdir, os.mkfifo])(path)


def of_notebook(change):
    def damage(chance, folder, name):
        change(chance, folder / f"{name}.ipynb")

    damage.__name__ = f"notebook_{change.__name__}"
    return damage


def of_answers(change):
    def damage(chance, folder, name):
        change(chance, folder / f"{name}.answers.json")

    damage.__name__ = f"answers_{change.__name__}"
    return damage


def renamed(chance, folder, name):
    mark = chance.choice([" (1)", "(2)", "-Copy1", " (17)"])
    (folder / f"{name}.ipynb").rename(folder / f"{name}{mark}.ipynb")
    if chance.random() < 0.7:
        own = chance.choice([f"{name}{mark}.answers.json", f"{name}.answers{mark}.json"])
        (folder / f"{name}.answers.json").rename(folder / own)


def named_otherwise(chance, folder, name):
    (folder / f"{name}.ipynb").rename(folder / chance.choice(["Final version.ipynb", "x\x1b[2J.IPYNB", "ü.ipynb"]))


def zipped(chance, folder, name):
    inside = chance.choice(["", "work/", "a/b/c/"])
    files = list(folder.iterdir())
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for file in files:
            made.write(file, f"{inside}{file.name}")
    for file in files:
        file.unlink()


def one_folder_down(chance, folder, name):
    below = folder / chance.choice(["work", name, "x y"])
    below.mkdir()
    for file in folder.iterdir():
        if file != below:
            shutil.move(file, below)


def strangers(chance, folder, name):
    for file in ("pandas.py", "sitecustomize.py", "idic_lab/__init__.py", ".ipython/profile_default/startup/x.py"):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("raise SystemExit")
    (folder / "timestamp.txt").write_text("1999-01-01 00:00:00 UTC")
    (folder / "link").symlink_to("/")
    os.mkfifo(folder / "pipe")


CELLS = [duplicated, split, deleted, all_deleted, moved, retyped, metadata_stripped, metadata_swapped, flags_flipped]
CELLS += [names_changed, texts_replaced, own_cells, outputs_forged, about_the_notebook, older_format]
FILES = [flip, cut, emptied, missing, made_a_link, made_something_else]


@notebook_damage
def several(chance, cells, document):
    for change in chance.sample(CELLS[:8], 3):
        if cells and all(isinstance(cell.get("metadata"), dict) for cell in cells):
            change(chance, cells, document)


TO_THE_NOTEBOOK = [*map(notebook_damage, CELLS), several, *map(of_notebook, FILES)]
TO_THE_FOLDER = [renamed, named_otherwise, zipped, one_folder_down, strangers]
TO_THE_ANSWERS = list(map(of_answers, FILES))
