"""Names that no file system takes, in a download: they are one student's trouble, and the others are collected."""

from idic_lab.course import packages
from tests.course.conftest import LAB, answers, files
from tests.course.test_downloads import collected, hand_in, put

REFERENCE = answers(LAB, "reference")
EMOJI = "\N{GRINNING FACE}" * 100
MARKS = "a" + "\u0301\u0323" * 10_000


def test_names_of_any_length_stop_nobody(course):
    mine = files(course, LAB, REFERENCE)
    put(
        course,
        "canvas.zip",
        {
            f"ålundåsa_9001_1_{EMOJI}.ipynb": mine[f"{LAB}.ipynb"],
            f"ålundåsa_9001_2_{LAB}.answers.json": mine[f"{LAB}.answers.json"],
            f"müllerjürgen_9005_4_{MARKS}.ipynb": b"{}",
            f"doejane_9002_5_{LAB}.zip": hand_in(course),
        },
    )
    said = course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == collected(course, "asa")[0] == REFERENCE
    assert "has too long a name" in said


def test_work_that_cannot_be_laid_out_is_named_and_the_others_are_collected(course, monkeypatch):
    write = packages.write

    def fail_for_one(files, folder, moment):
        write(files, folder, moment)
        if folder.name == "asa":
            raise OSError("no such luck")

    monkeypatch.setattr(packages, "write", fail_for_one)
    mine = {f"{who}_5_{LAB}.zip": hand_in(course) for who in ("ålundåsa_9001", "doejane_9002")}
    put(course, "canvas.zip", mine)
    assert "asa: the work could not be collected (OSError: no such luck)" in course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == REFERENCE
    assert course.holders("submitted", LAB) == {"jane"}
