"""Ways to stop the grading of a whole class, or to hang it, by what lies in one folder.

Each is done to a submission of four-companies in which nothing is answered, as in `answers_lane`.
"""

import json
import os

from tests.grading.attacks.attack import Attack
from tests.grading.in_memory import answers_file

LONG_NAME = "\N{CJK UNIFIED IDEOGRAPH-6587}" * 83 + "ab.txt"  # 255 bytes, which is all that a file system takes
TERABYTE = "a file of 1 TB that takes no room on the disk"
UNTRIED = {TERABYTE: "not tried: it copies the file until the disk is full"}


def write(path, text="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def beside(*paths):
    """Return an attack by files beside the notebook."""

    def change(folder, name, mark):
        for path in paths:
            write(folder / path.format(name=name))

    return change


def in_place_of(file):
    """Return an attack by a folder, with a file in it, in the place of a file."""

    def change(folder, name, mark):
        path = folder / file.format(name=name)
        path.unlink(missing_ok=True)
        write(path / "x.txt")

    return change


def pipe(file):
    """Return an attack by a pipe, which whoever reads it waits for."""

    def change(folder, name, mark):
        path = folder / file.format(name=name)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return change


def time_of_a_hundred_digits(folder, name, mark):
    write(folder / "timestamp.txt", f"{'9' * 100}.99999 h")  # dateutil asks decimal, which raises its own


def terabyte(folder, name, mark):
    write(folder / "data.csv")
    os.truncate(folder / "data.csv", 10**12)


def name_that_is_no_text(folder, name, mark):
    folder.parent.rename(os.fsdecode(os.fsencode(folder.parent) + b"\xff"))


def many_files(folder, name, mark):
    for number in range(2_500):
        write(folder / f"{number}.txt")


def notebook(change):
    """Return an attack by a change of the notebook's JSON."""

    def attack(folder, name, mark):
        path = folder / f"{name}.ipynb"
        document = json.loads(path.read_text("utf-8"))
        change(document)
        path.write_text(json.dumps(document), "utf-8")

    return attack


@notebook
def no_metadata(document):
    for each in (document, *document["cells"]):
        each["metadata"] = None


@notebook
def half_a_character(document):
    cell = next(cell for cell in document["cells"] if cell["cell_type"] == "markdown")
    cell["attachments"] = {"\ud83d.png": {"image/png": "AAAA"}}


def brackets(folder, name, mark):
    (folder / f"{name}.ipynb").write_text("[" * 200_000 + "]" * 200_000)


def combining_marks(folder, name, mark):
    """1.2 MB of names, made of marks whose order has to be found out."""
    names = (f"{number}a" + "\u0301\u0323" * 5_000 for number in range(60))
    cards = [{"company": each, "step": "identify", "reason": "x"} for each in names]
    (folder / f"{name}.answers.json").write_bytes(answers_file(name, {"companies": cards}))


STOPPING = [
    Attack("a file name of 255 bytes", beside(LONG_NAME)),
    Attack("a folder named like a temporary file of the grader", beside(".{name}.ipynb.tmp/x.txt", ".idic-lab.tmp/x")),
    Attack("a folder in the notebook's place", in_place_of("{name}.ipynb")),
    Attack("a folder in the notebook's place, in a second submission", in_place_of("{name}.ipynb"), before=True),
    Attack("a folder in the answers' place", in_place_of("{name}.answers.json")),
    Attack("a `timestamp.txt` with a number of a hundred digits", time_of_a_hundred_digits),
    Attack("a `timestamp.txt` that is a folder", in_place_of("timestamp.txt")),
    Attack("a `timestamp.txt` that is a pipe", pipe("timestamp.txt")),
    Attack("a pipe beside the notebook", pipe("data.csv")),
    Attack("a notebook that is a pipe", pipe("{name}.ipynb")),
    Attack(TERABYTE, terabyte),
    Attack("a student folder whose name is not UTF-8", name_that_is_no_text),
    Attack("2 500 files beside the answers", many_files),
    Attack("metadata that are null, of the notebook and of every cell", no_metadata),
    Attack("an attachment named with half a character", half_a_character),
    Attack("a notebook of 200 000 nested brackets", brackets),
    Attack("1.2 MB of company names of combining marks", combining_marks),
]
