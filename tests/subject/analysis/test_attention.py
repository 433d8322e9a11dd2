import pytest

from idic_lab.subject.analysis import attention

WEEK = ["goldfish", "useful", "name_only", "useful"]


def test_a_message_drives_off_readers_of_the_next_one():
    assert attention.readers(WEEK, {"useful": 1, "name_only": 0.5, "goldfish": 0.8}) == [100, 80, 80, 40]


@pytest.mark.parametrize("stays", [{"useful": 1, "name_only": 1}, {"useful": 1, "name_only": 1, "goldfish": 80}])
def test_what_cannot_be_is_refused(stays):
    with pytest.raises(ValueError, match="from 0 to 1"):
        attention.readers(WEEK, stays)


def test_the_frames_count_what_the_useful_messages_lose():
    frames = attention.frames(WEEK, positions=(50, 80, 100))
    assert len(frames) == 9
    assert frames["1,0"]["caption"] == (
        "The last useful message is read by 40 of 100. All useful messages together are read 120 times. "
        "Sent alone, they would be read 200 times."
    )
    assert frames["1,0"]["marks"] == [{"x": 2, "y": 80, "label": ""}, {"x": 4, "y": 40, "label": ""}]
    # Only where nobody is ever driven off do the other messages cost nothing.
    lost = [name for name, frame in frames.items() if "read 200 times. Sent" not in frame["caption"]]
    assert sorted({*frames} - {*lost}) == ["2,2"]
