"""Hand-ins as platforms and people make them, through ``idic-lab grade``: 12 points or a sentence, never silence."""

import gzip
import io
import json
import os
import shutil
import tarfile
from dataclasses import dataclass, field

import pytest
from nbgrader.api import MissingEntry

from idic_lab.course import class_work, report_page, status
from idic_lab.course.marks import OPEN, Stage, marks
from idic_lab.grading import grade
from idic_lab.grading.notes import NotebookNote, State
from tests.course.conftest import LAB, answers, answers_file, files, zipped
from tests.course.test_report import text

ANSWERS_MISSING, UNREADABLE = Stage.ANSWERS_MISSING, Stage.UNREADABLE
WAITING, FINAL = Stage.WAITING, Stage.FINAL
LATER = "2026-10-19T11:00:00+00:00"
NOTEBOOK, ANSWERS = f"{LAB}.ipynb", f"{LAB}.answers.json"
RECEIPT = json.dumps({"format": "idic-lab/receipt", "version": 1, "files": []}).encode()


@dataclass(frozen=True)
class HandIn:
    """What lies in a student's folder, and what must become of it."""

    contents: dict
    points: float = 12
    state: str = State.GRADED
    says: tuple = ()
    silent: tuple = field(default=("left aside", "provisional"))
    kept: str = WAITING  # trust-lab has tasks for a person


def tar(contents):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as made:
        for name, data in contents.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return held.getvalue()


def other_notebook(work):
    return work[NOTEBOOK].replace(f'AnswerBook(\\"{LAB}'.encode(), b'AnswerBook(\\"mine').replace(b'"grade_id"', b'"x"')


def with_cells(notebook, *cells):
    document = json.loads(notebook)
    document["cells"] += cells
    return json.dumps(document).encode()


def hand_ins(work):
    """Return the table, by the student who hands it in; `work` is notebook and answers of the reference."""
    notebook, right = work[NOTEBOOK], work[ANSWERS]
    kit = zipped({**work, "receipt.json": RECEIPT})
    earlier = answers_file(LAB, answers(LAB, "s-in-numerator"))
    later = answers_file(LAB, answers(LAB, "reference"), LATER)
    damaged = right[: len(right) // 2]
    found = {
        "plain": HandIn(work),
        "kit-zip": HandIn({f"{LAB}.zip": kit}),
        "kit-zip-and-notebook": HandIn({f"{LAB}.zip": kit, NOTEBOOK: notebook}),
        "kit-zip-and-saved-notebook": HandIn(
            {f"{LAB}.zip": kit, NOTEBOOK: notebook + b"\n"},
            state=State.REPAIRED,
            says=("2 different copies",),
            silent=(),
        ),
        "answers-in-a-zip": HandIn({NOTEBOOK: notebook, "answers.zip": zipped({ANSWERS: right})}),
        "kit-zip-and-another": HandIn(
            {f"{LAB}.zip": kit, "other.ipynb": other_notebook(work)},
            state=State.REPAIRED,
            says=("“other.ipynb” was left aside",),
            silent=(),
        ),
        "kit-zip-and-appendix": HandIn({f"{LAB}.zip": kit, "appendix.zip": zipped({"notes.txt": b"x"})}),
        "two-answers": HandIn(
            {NOTEBOOK: notebook, ANSWERS: earlier, "old/x.json": later},
            state=State.REPAIRED,
            says=(f"“{ANSWERS}” was left aside", "“old/x.json” has the latest save (2026-10-19 11:00)"),
            silent=(),
        ),
        "another-book": HandIn(
            {NOTEBOOK: notebook, ANSWERS: answers_file("four-companies", {})},
            0,
            ANSWERS_MISSING,
            ("belongs to another assignment, “four-companies”", NotebookNote.PROVISIONAL.value),
            (),
            ANSWERS_MISSING,
        ),
        "no-answers": HandIn(
            {NOTEBOOK: notebook},
            0,
            ANSWERS_MISSING,
            ("No answers file", NotebookNote.PROVISIONAL.value),
            (),
            ANSWERS_MISSING,
        ),
        "no-answers-but-rar": HandIn(
            {NOTEBOOK: notebook, f"{LAB}.rar": b"Rar!\x1a\x07\x01\x00"},
            0,
            ANSWERS_MISSING,
            ("No answers file", f"“{LAB}.rar” was left aside", "Hand in the notebook together"),
            (),
            ANSWERS_MISSING,
        ),
        "no-notebook": HandIn({ANSWERS: right}, state=State.REPAIRED, says=("No notebook came",)),
        "cut-off": HandIn(
            {NOTEBOOK: notebook, ANSWERS: damaged}, 0, ANSWERS_MISSING, ("could not be read",), (), ANSWERS_MISSING
        ),
        "cut-off-and-backup": HandIn(
            {NOTEBOOK: notebook, ANSWERS: damaged, f"{LAB}.answers.backup.json": right},
            state=State.REPAIRED,
            says=("its last good copy was counted",),
        ),
        "zip-zip": HandIn({f"{LAB}.zip.zip": kit}),
        "zip-in-zip": HandIn({"hand-in.zip": zipped({f"{LAB}.zip": kit, "readme.txt": b"hello"})}),
        "notebook.txt": HandIn(
            {f"{NOTEBOOK}.txt": notebook, ANSWERS: right}, state=State.REPAIRED, says=(f"“{NOTEBOOK}.txt”",)
        ),
        "checkpoints": HandIn(
            {
                f"{LAB}.zip": zipped(
                    {
                        **work,
                        f".ipynb_checkpoints/{LAB}-checkpoint.ipynb": b"{}",
                        f".ipynb_checkpoints/{LAB}.answers-checkpoint.json": earlier,
                        f"__MACOSX/._{NOTEBOOK}": b"\0\x05\x16\x07",
                        f"__MACOSX/{ANSWERS}": b"x",
                    }
                )
            },
            state=State.REPAIRED,
            says=("2 answers files of different content",),
            silent=("different copies",),
        ),
        "backup-folder": HandIn(
            {f"{LAB}.zip": zipped({NOTEBOOK: notebook, ANSWERS: later, f"backup/{ANSWERS}": earlier})},
            state=State.REPAIRED,
            says=(f"“{LAB}.zip/{ANSWERS}” has the latest save",),
            silent=(),
        ),
        "nbgraders-own": HandIn(
            {**work, "timestamp.txt": b"2026-10-19 10:00:00 UTC", "submission_secret.txt": b"secret"}
        ),
        "crowd": HandIn(
            {**work, **{f"node_modules/x{number}.js": b"x" for number in range(2_100)}}, state=State.REPAIRED, silent=()
        ),
        "essay-beside": HandIn(
            {**work, "essay.pdf": b"%PDF"}, state=State.REPAIRED, says=("“essay.pdf” was left aside",), silent=()
        ),
        "half-a-character": HandIn(
            {
                NOTEBOOK: with_cells(
                    notebook,
                    {
                        "cell_type": "markdown",
                        "source": "see \ud800",
                        "metadata": {},
                        "attachments": {"\ud800.png": {"image/png": "aaaa"}},
                    },
                    {"cell_type": "code", "source": "1", "metadata": None, "outputs": [], "execution_count": None},
                ),
                ANSWERS: right,
            }
        ),
        "nested": HandIn(
            {NOTEBOOK: b'{"cells": ' + b"[" * 200_000, ANSWERS: right},
            state=State.REPAIRED,
            says=("could not be read",),
        ),
        "utf-16": HandIn({NOTEBOOK: notebook, ANSWERS: right.decode().encode("utf-16")}),
    }
    names = [f"{LAB}.answers_1.json", f"{LAB}.answers - Copy.json", f"{LAB}.answers copy.json", "answers.json"]
    names += [f"{LAB}.answers (copia).json", f"{LAB}.answers – Kopie.json", f"{LAB}.answers-LAPTOP7.json"]
    names += [f"{LAB}_answers.json", "trust_lab.answers.json", "jane-answers.json", f"{ANSWERS}.txt", "回答.json", "x"]
    for number, name in enumerate(names):
        found[f"renamed-{number}"] = HandIn(
            {NOTEBOOK: notebook, name: right}, state=State.REPAIRED, says=(f"“{name}”",)
        )
    unreadable = {f"{LAB}.rar": b"Rar!\x1a\x07\x01\x00", f"{LAB}.7z": b"7z\xbc\xaf\x27\x1c", f"{LAB}.tar.gz": tar(work)}
    unreadable |= {f"{LAB}.pdf": b"%PDF-1.7", f"{LAB}.html": b"<html>answers", "screen.png": b"\x89PNG\r\n\x1a\n"}
    unreadable |= {"essay.docx": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})}
    unreadable |= {f"{ANSWERS}.gz": gzip.compress(right), "typed.txt": b"My answer is 2.43", "nothing": b""}
    unreadable |= {f"{LAB}.zip": b"PK\x03\x04 damaged"}
    for number, (name, data) in enumerate(unreadable.items()):
        found[f"unreadable-{number}"] = HandIn({name: data}, 0, State.REFUSED, (f"“{name}”",), (), UNREADABLE)
    found["empty"] = HandIn({}, 0, State.REFUSED, ("neither a notebook",), (), UNREADABLE)
    return found


def put(course, student, contents):
    folder = course.place("submitted", student, LAB)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def graded(course, capsys, *options, exit_status=None):
    capsys.readouterr()
    done = grade.main([LAB, "--course", str(course.root), "--jobs", "2", "--json", *options])
    assert exit_status in (None, done)
    return json.loads(capsys.readouterr().out)["submissions"]


def automatic(course, student):
    """Return the automatic points, as the gradebook has them."""
    with course.gradebook() as gradebook:
        try:
            found = gradebook.find_submission_notebook(LAB, LAB, student)
        except MissingEntry:
            return None
        return sum(each.auto_score or 0 for each in found.grades)


def test_the_whole_table(course, capsys):
    table = hand_ins(files(course, LAB, answers(LAB, "reference")))
    for student, each in table.items():
        put(course, student, each.contents)
    told = graded(course, capsys, exit_status=1)
    with course.gradebook() as gradebook:
        found = marks(gradebook, gradebook.find_assignment(LAB), set(table))
    columns = {column.name: column.cells for column in status.status(course)[1]}[LAB]
    for student, each in table.items():
        said = " ".join(told[student]["said"])
        assert told[student]["state"] == each.state, (student, said)
        assert automatic(course, student) == pytest.approx(each.points), (student, said)
        assert all(words in said for words in each.says), (student, said)
        assert not any(words in said for words in each.silent), (student, said)
        assert found[student].state == each.kept, student
        assert found[student].state in OPEN
        if each.kept != WAITING:
            assert found[student].waiting == 1, "one look settles it"
            assert columns[student].state == each.kept
    # Each kind has a page that says so, and the class report names whom it leaves out.
    looked_at = ("two-answers", "another-book", "no-answers-but-rar", "essay-beside", "unreadable-0", "empty")
    for student in looked_at:
        course.do("generate_feedback", LAB, student)
    klass = class_work.read(course, LAB)
    assert klass.empty == {student: each.kept for student, each in table.items() if each.kept != WAITING}
    assert {work.student for work in klass.work} == set(table) - set(klass.empty)
    page = text(report_page.page(klass, {}))
    assert all(f"{student} {table[student].kept.capitalize()}" in page for student in klass.empty)
    for student in looked_at:
        feedback = text((course.place("feedback", student, LAB) / f"{LAB}.html").read_text("utf-8"))
        assert all(words in feedback for words in table[student].says), student
    assert {each["state"] for each in graded(course, capsys).values()} == {State.UNCHANGED}
    # One look in formgrader settles it; work that comes after all is counted as always.
    course.mark("no-answers", LAB, 0)
    put(course, "unreadable-0", files(course, LAB, answers(LAB, "reference")))
    assert graded(course, capsys)["unreadable-0"]["state"] == State.GRADED
    with course.gradebook() as gradebook:
        found = marks(gradebook, gradebook.find_assignment(LAB))
    assert found["no-answers"].state == FINAL and found["no-answers"].score == 0
    assert found["unreadable-0"].state == WAITING and automatic(course, "unreadable-0") == pytest.approx(12)
    assert set(class_work.read(course, LAB).empty) == set(klass.empty) - {"unreadable-0"}
