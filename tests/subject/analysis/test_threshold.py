"""The frames of the concentration curve say the shares of the course, for every setting."""

import json

import pytest

from idic_lab.questions import Dial, Explore
from idic_lab.subject import datasets
from idic_lab.subject.analysis.threshold import COUNTS, threshold_frames

THRESHOLDS = (5, 20, 50)
ENDS = {"1997-09-30": "September 1997", "1998-06-30": "June 1998"}


@pytest.fixture(scope="module")
def frames():
    return threshold_frames(datasets.cdnow(), THRESHOLDS, ENDS)


@pytest.fixture
def question(frames):
    dials = (Dial("count", "count", options=COUNTS), Dial("end", "end", options=ENDS), Dial("top", "top", THRESHOLDS))
    return Explore("x", "x", dials, "lines", {}, frames)


@pytest.mark.parametrize(
    ("count", "end", "customers", "share"),
    [
        ("all spend", "1998-06-30", 2357, 67.4),
        ("repeat spend", "1998-06-30", 2357, 84.4),
        ("repeat buyers", "1998-06-30", 1139, 65.1),
        ("all spend", "1997-09-30", 2357, 63.3),
        ("repeat spend", "1997-09-30", 2357, 87.5),
        ("repeat buyers", "1997-09-30", 946, 63.6),
    ],
)
def test_the_best_fifth_brings_what_was_published(question, count, end, customers, share):
    frame = question.frame({"count": count, "end": end, "top": 20})
    assert frame["caption"].startswith(f"The best 20 % of {customers} customers bring {share} %.")
    (mark,) = frame["marks"]
    assert (mark["x"], mark["y"]) == (20, share)


def test_there_is_a_frame_for_every_setting_and_its_mark_lies_on_its_curve(frames):
    assert len(frames) == 18
    for frame in frames.values():
        points = frame["lines"][0]["points"]
        assert points[0] == [0, 0]
        assert points[-1] == [100, 100]
        assert points == sorted(points)
        (mark,) = frame["marks"]
        assert dict(map(tuple, points))[mark["x"]] == pytest.approx(mark["y"], abs=0.3)


def test_all_frames_together_are_small_enough_for_a_page(frames):
    assert len(json.dumps(frames)) < 30_000
