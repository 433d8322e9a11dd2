"""Damaged submissions of the real assignments: none stops the grader, none gains a point, readable answers count."""

import json
import random
import shutil
import time
from functools import cache

import pytest

from idic_lab.answers.file import RefusedFile, parse
from idic_lab.grading.notes import FileNote, NotebookNote
from tests.grading.classroom import BOOKS
from tests.grading.damages import TO_THE_ANSWERS, TO_THE_FOLDER, TO_THE_NOTEBOOK
from tests.grading.in_memory import SOURCES, answers_of, grade, hand_in, released

ASSIGNMENTS = sorted(folder.name for folder in SOURCES.iterdir() if (BOOKS / folder.name).is_dir())
KINDS = len(TO_THE_NOTEBOOK + TO_THE_FOLDER + TO_THE_ANSWERS)
TIMES = -(-500 // (KINDS * len(ASSIGNMENTS)))  # each of them, so that there are at least 500


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    """Return what an honest submission of some answers gets; each is graded once."""

    @cache
    def graded(name, book):
        folder = tmp_path_factory.mktemp("honest") / name
        hand_in(folder, name, answers_of(name, book))
        return grade(folder, name)

    return graded


def damaged(tmp_path, name, book, damage, number):
    """Return a damaged submission's folder."""
    folder = tmp_path / f"{damage.__name__}-{number}"
    hand_in(folder, name, answers_of(name, book))
    damage(random.Random(f"{name} {damage.__name__} {number}"), folder, name)
    return folder


def whole(graded, name):
    """Tell whether a graded notebook has each of the instructor's cells once, in order, as it was released."""
    cells = [cell for cell in graded.notebook.cells if "nbgrader" in cell.metadata]
    return [(cell.metadata.nbgrader.grade_id, cell.cell_type, cell.source) for cell in cells] == [
        (each.grade_id, each.cell_type, each.text) for each in released(name)[0].cells
    ]


@pytest.mark.parametrize("damage", TO_THE_NOTEBOOK + TO_THE_FOLDER, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_readable_answers_keep_their_score(name, damage, honest, tmp_path):
    shelf = sorted(path.stem for path in (BOOKS / name).glob("*.json"))
    for number in range(TIMES):
        book = random.Random(f"{name} {number}").choice(shelf) if number else "reference"
        graded = grade(damaged(tmp_path, name, book, damage, number), name)
        assert graded.scores == honest(name, book).scores, (book, number)
        assert whole(graded, name), number
        assert all(sentence.isprintable() for sentence in graded.said)


@pytest.mark.parametrize("damage", TO_THE_ANSWERS, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_answers_count_as_they_read_or_not_at_all(name, damage, honest, tmp_path):
    for number in range(TIMES):
        folder = damaged(tmp_path, name, "reference", damage, number)
        graded = grade(folder, name)
        assert whole(graded, name), number
        values = read_independently(folder / f"{name}.answers.json", name)
        if values is None:
            assert graded.scores == honest(name, "nothing-answered").scores, number
            assert any("nothing to count" in sentence for sentence in graded.said)
        else:
            as_read = tmp_path / f"as-read-{number}"
            hand_in(as_read, name, values)
            assert graded.scores == grade(as_read, name).scores, number
        assert all(graded.scores[check] <= full for check, full in honest(name, "reference").scores.items())


def read_independently(path, name):
    """Return the values of an answers file as a student's own answer book would read them, or None."""
    try:
        document = parse(path.read_bytes()) if path.is_file() and not path.is_symlink() else {"book": None}
    except RefusedFile:
        return None
    return {id: each["value"] for id, each in document["answers"].items()} if document["book"] == name else None


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_damage_to_both_files_stops_nobody(name, honest, tmp_path):
    for number, other in enumerate(TO_THE_ANSWERS):
        folder = damaged(tmp_path, name, "reference", other, number)
        damage = TO_THE_NOTEBOOK[-1 - number]
        damage(random.Random(number), folder, name)
        graded = grade(folder, name)
        assert graded.notebook is None or whole(graded, name)
        assert graded.total <= honest(name, "reference").total


def test_the_answers_alone_are_enough(tmp_path):
    name = ASSIGNMENTS[0]
    hand_in(tmp_path / "work", name, answers_of(name, "reference"))
    before = grade(tmp_path / "work", name)
    (tmp_path / "work" / f"{name}.ipynb").write_text("{")
    after = grade(tmp_path / "work", name)
    assert before.said == () and after.said == (
        "The notebook could not be read, so the recorded answers alone were graded.",
    )
    assert before.scores == after.scores and before.total > 0
    shutil.rmtree(tmp_path / "work")
    hand_in(tmp_path / "work", name, answers_of(name, "reference"))
    (tmp_path / "work" / f"{name}.answers.json").write_text("{")
    assert grade(tmp_path / "work", name).said == (FileNote.UNREADABLE.value, NotebookNote.PROVISIONAL.value)


def grown(value, text):
    """Return an answer with every text in it replaced."""
    if isinstance(value, dict):
        return {key: grown(each, text) for key, each in value.items()}
    if isinstance(value, list):
        return [grown(each, text) for each in value]
    return text if isinstance(value, str) else value


@pytest.mark.parametrize("unit", ["word ", "aB3, ", "1/", " "])
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_endless_texts_take_seconds(name, unit, tmp_path):
    """Nobody watches the clock on the answers lane, so that no answer may make the instructor's code slow."""
    answers = answers_of(name, "reference")
    texts = json.dumps(answers).count('"') / 2
    hand_in(tmp_path / "work", name, grown(answers, unit * int(2_000_000 / texts / len(unit))))
    start = time.process_time()
    grade(tmp_path / "work", name)
    assert time.process_time() - start < 10
