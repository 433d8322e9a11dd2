"""Recognition between channels, on a table small enough to count by hand and on the railway's."""

import pandas as pd
import pytest

from idic_lab.questions import Dial, Explore
from idic_lab.subject import datasets
from idic_lab.subject.analysis import recognition

TWO = pd.DataFrame(
    [("a", "app", "yes"), ("a", "phone", "no"), ("b", "app", "yes"), ("b", "phone", "partly")],
    columns=["touchpoint", "channel", "recognised"],
)


def test_partly_counts_half():
    assert recognition.by_channel(TWO).to_dict() == {"app": 100, "phone": 25}


def test_one_channel_that_knows_her_in_part_breaks_the_errand():
    assert recognition.known_throughout(TWO, 1) == (2, 4)
    assert recognition.known_throughout(TWO, 2) == (0, 2)
    assert recognition.known_throughout(TWO, 2, "phone") == (2, 2)
    assert recognition.known_throughout(TWO, 2, "app") == (0, 2)


def test_repairing_the_weakest_channel_helps_most_wherever_an_errand_takes_two():
    railway = datasets.channels()
    weakest = recognition.by_channel(railway).idxmin()
    assert weakest == "phone"
    for used in range(2, 6):
        reached = {name: recognition.known_throughout(railway, used, name)[0] for name in railway["channel"].unique()}
        assert max(reached, key=reached.get) == weakest
        assert sorted(reached.values())[-2] < reached[weakest]


def test_there_is_a_frame_for_every_setting_and_it_says_what_it_shows():
    railway = datasets.channels()
    frames = recognition.repair_frames(railway)
    names = list(railway["channel"].unique())
    dials = (
        Dial("repair", "repaired", options={"nothing": "nothing", **{name: name for name in names}}),
        Dial("used", "channels", values=(1, 2, 3, 4, 5)),
    )
    question = Explore("x", "x", dials, "lines", {}, frames)
    assert len(frames) == 30
    (note,) = question.notes({"repair": "phone", "used": 3})
    assert note.text.endswith("today: 5 of 40. With the phone repaired: 15 of 40.")
    assert "repaired" not in question.frame({"repair": "nothing", "used": 3})["caption"]
    for frame in frames.values():
        assert [line["points"][0][0] for line in frame["lines"]] == [1] * len(frame["lines"])
        assert frame["marks"][0]["y"] == pytest.approx(
            dict(map(tuple, frame["lines"][-1]["points"]))[frame["marks"][0]["x"]]
        )
