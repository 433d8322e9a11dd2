import pandas as pd

from idic_lab.subject.analysis import journey

JOURNEY = pd.DataFrame(
    {
        "stage": ["order", "drop off", "wait", "collect"],
        "as_is": [4, 3, 1, 3],
        "to_be": [4, 4, 5, 4],
        "identified": ["yes", "yes", "no", "yes"],
    }
)


def test_gaps_are_ranked_and_ties_keep_the_order_of_the_journey():
    gaps = journey.gaps(JOURNEY)
    assert gaps.to_dict() == {"wait": 4, "drop off": 1, "collect": 1, "order": 0}
    assert list(gaps.index) == ["wait", "drop off", "collect", "order"]


def test_the_first_stranger_after_a_known_customer():
    assert journey.recognition_lost(JOURNEY) == ("drop off", "wait")
    assert journey.recognition_lost(JOURNEY.assign(identified="yes")) is None
    assert journey.recognition_lost(JOURNEY.assign(identified="no")) is None, "who was never known cannot be lost"
