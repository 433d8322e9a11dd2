"""Names that no file system takes, in a download: they are one student's trouble, and the others are collected."""

from idic_lab.course import downloads
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
    lay_out = downloads.Download._lay_out

    def fail_for_one(self, folder, *rest):
        if folder.name == "asa":
            raise OSError("no such luck")
        lay_out(self, folder, *rest)

    monkeypatch.setattr(downloads.Download, "_lay_out", fail_for_one)
    mine = {f"{who}_5_{LAB}.zip": hand_in(course) for who in ("ålundåsa_9001", "doejane_9002")}
    put(course, "canvas.zip", mine)
    assert "asa: the work could not be collected: no such luck" in course.run("ZipCollectApp", LAB)
    assert collected(course, "jane")[0] == REFERENCE
    assert course.holders("submitted", LAB) == {"jane"}
