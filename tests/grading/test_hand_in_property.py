"""A right hand-in on its way through platforms and hands: whatever becomes of it, it gets its points or a sentence."""

import io
import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from idic_lab.answers.file import render
from idic_lab.grading import sanitize, submission
from idic_lab.grading.notes import FileNote, State
from tests.grading.conftest import NAME
from tests.grading.verb import run

RIGHT = {"sum": 10, "why": "Rows add up."}
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\:")
STEMS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.sampled_from(
        [NAME, NAME.replace("-", "_"), "answers", "Kopie von work", "x-BenOkafor_5_assignsubmission_file_"]
    ),
)
MARKS = st.sampled_from(
    ["", " (1)", "_1", " - Copy", " copy", " (copia)", "-Copy1", "-LAPTOP7", " – Kopie", ".answers"]
)
ENDINGS = st.sampled_from(["", ".json", ".txt", ".ipynb", ".zip", ".json.txt", ".JSON", ".pdf", ".html", ".backup"])


def answers(values, hour=10):
    saved_at = f"2026-11-01T{hour:02}:00:00+00:00"
    return render(NAME, {id: {"value": value, "saved_at": saved_at, "revision": 1} for id, value in values.items()})


@st.composite
def name(draw, taken=()):
    made = draw(STEMS) + draw(MARKS) + draw(ENDINGS)
    # Two names never are one, on any disk, and none is what a system or nbgrader leaves beside the work.
    used = {part.casefold() for path in taken for part in path.split("/")}
    made = f"0{made}".strip()[:60]
    while made.casefold() in used:
        made = f"1{made}"
    return made


def renamed(draw, files):
    path = draw(st.sampled_from(sorted(files)))
    folder = path.rpartition("/")[0]
    data = files.pop(path)
    new = draw(name([*files, path]))
    files[f"{folder}/{new}" if folder else new] = data


def nested(draw, files):
    folder = "/".join(draw(st.lists(name(files), min_size=1, max_size=2)))
    for path in sorted(files):
        files[f"{folder}/{path}"] = files.pop(path)


def zipped(draw, files):
    chosen = draw(st.lists(st.sampled_from(sorted(files)), min_size=1, unique=True))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for path in draw(st.permutations(chosen)):
            made.writestr(path, files.pop(path))
    files[draw(name(files))] = held.getvalue()


def copied(draw, files):
    files[draw(name(files))] = files[draw(st.sampled_from(sorted(files)))]


def with_an_older_copy(draw, files):
    files[draw(name(files))] = answers({"sum": 7, "why": "old"}, hour=9)


def with_a_stranger(draw, files):
    strange = [b"%PDF-1.7", b"Rar!\x1a\x07", b"", b"{", b"PK\x03\x04", b"[1, 2]", b'{"format": "idic-lab/receipt"}']
    strange += [render("another", {"a": {"value": 1, "saved_at": "2027-01-01T10:00:00+00:00", "revision": 9}})]
    strange += [json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "1", "metadata": {}}]}).encode()]
    files[draw(name(files))] = draw(st.sampled_from(strange))


def left_by_a_system(draw, files):
    path = draw(st.sampled_from(sorted(files))).rpartition("/")[2]
    place = draw(st.sampled_from(["__MACOSX/._", "._", ".ipynb_checkpoints/"]))
    files[f"{place}{len(files)}{path}"[:80]] = draw(st.sampled_from([b"\0\5\x16\7", answers({"sum": 1}, hour=8)]))


def saved_by_an_editor(draw, files):
    path = draw(st.sampled_from(sorted(files)))
    if files[path].startswith(b"{"):
        files[path] = files[path].decode().encode(draw(st.sampled_from(["utf-8-sig", "utf-16"])))


def packed_unreadably(draw, files):
    lost = draw(name(files))
    files.clear()
    files[lost] = b"Rar!\x1a\x07\x01\x00" + bytes(500)


QUICKLY = settings(deadline=None, suppress_health_check=list(HealthCheck))
WAYS = [renamed, renamed, nested, zipped, copied, with_an_older_copy, with_a_stranger, left_by_a_system]
WAYS += [saved_by_an_editor]


@st.composite
def hand_in(draw, notebook, lost=False):
    """Return files by their paths, after a way of up to six steps."""
    right = answers(RIGHT)
    files = {f"{NAME}.ipynb": notebook, f"{NAME}.answers.json": right}
    if draw(st.booleans()):
        files[f"{NAME}.answers.backup.json"] = right
    ways = draw(st.lists(st.sampled_from(WAYS), max_size=6))
    for way in [way for at, way in enumerate(ways) if way is not zipped or ways[:at].count(zipped) < 4]:
        way(draw, files)
    if lost:
        packed_unreadably(draw, files)
    return files


def laid_out(folder, files):
    for path, data in files.items():
        place = Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        os.utime(place, (1_793_000_000, 1_793_000_000))  # which of two was written later must not tell them apart


NOTEBOOK = json.dumps(
    {"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {}, "source": f'book = AnswerBook("{NAME}")'}]}
).encode()


@settings(QUICKLY, max_examples=600)
@given(hand_in(NOTEBOOK), st.randoms(use_true_random=False))
def test_a_right_hand_in_gets_its_points(files, chance):
    seen = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            laid_out(folder, files)
            submitted = submission.read(folder, NAME)
        recorded = submission.recorded(submitted)
        assert recorded.values == RIGHT, submitted.said
        assert submitted.notebook is not None
        assert all(sanitize.name(sentence) == sentence for sentence in (*submitted.said, recorded.note))
        seen.append(submitted)
        paths = list(files)
        chance.shuffle(paths)
        files = {path: files[path] for path in paths}
    assert seen[0].said == seen[1].said and seen[0].notebook == seen[1].notebook, "the order of the same files"


@settings(QUICKLY, max_examples=100)
@given(hand_in(NOTEBOOK, lost=True))
def test_what_is_lost_gets_a_sentence(files):
    with tempfile.TemporaryDirectory() as folder:
        laid_out(folder, files)
        submitted = submission.read(folder, NAME)
    recorded = submission.recorded(submitted)
    assert recorded.data is None and (submitted.said or recorded.note == FileNote.UNREADABLE.value)


def test_some_of_them_through_the_command(course):
    notebook = (course.root / "release" / NAME / f"{NAME}.ipynb").read_bytes()

    @seed(1)
    @settings(QUICKLY, max_examples=1, database=None, phases=[Phase.generate])
    @given(
        st.lists(hand_in(notebook), min_size=30, max_size=30), st.lists(hand_in(notebook, True), min_size=3, max_size=3)
    )
    def graded(right, lost):
        shutil.rmtree(course.root / "submitted", ignore_errors=True)
        for number, files in enumerate([*right, *lost]):
            laid_out(course.root / "submitted" / f"s{number:02}" / NAME, files)
        told = run(course, status=1)["submissions"]
        for number, student in enumerate(sorted(told)):
            if number < len(right):
                assert course.grades(student)["sum-check"][0] == 4, told[student]
                assert not course.grades(student)["sum-check"][2]
            else:
                assert told[student]["state"] in (State.REFUSED, State.ANSWERS_MISSING) and told[student]["said"]
                assert course.grades(student)["sum-check"][2], "a person looks"

    graded()
