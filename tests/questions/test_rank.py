import pytest

from idic_lab.judging import checks
from idic_lab.questions import BadAnswer, Rank

STEPS = ("identify", "differentiate", "interact", "customize")
QUESTION = Rank("q", "In which order?", {key: key.title() for key in STEPS}, right=STEPS)


def levels(value):
    return [note.level for note in QUESTION.notes(value)]


def test_an_order_is_an_answer_only_once_it_was_given():
    assert levels(None) == ["open"] and not QUESTION.complete(None)
    assert levels(list(STEPS)) == ["right"] and QUESTION.complete(list(STEPS))
    assert levels([*STEPS[1:], STEPS[0]]) == ["wrong"]
    assert [note.level for note in Rank("q", "?", ["a", "b"]).notes(["b", "a"])] == ["done"]


def test_the_page_does_not_learn_the_right_order():
    spec = QUESTION.spec()
    assert spec.keys() == {"kind", "id", "prompt", "items", "top", "bottom"}
    assert spec["items"][0] == {"key": "identify", "text": "Identify"}


@pytest.mark.parametrize("value", ["identify", [*STEPS, "identify"], list(STEPS[:3]), [1, 2, 3, 4], {"a": 1}, [["a"]]])
def test_anything_but_all_keys_once_is_refused(value):
    with pytest.raises(BadAnswer):
        QUESTION.check_shape(value)


def test_a_right_order_must_name_every_item():
    with pytest.raises(ValueError, match="each of"):
        Rank("q", "?", ["x", "y"], right=("a",))


@pytest.mark.parametrize(
    ("order", "earned"),
    [
        (list(STEPS), 2),
        ([STEPS[1], STEPS[0], *STEPS[2:]], 1.25),  # 5 of 6 pairs
        ([STEPS[3], *STEPS[:3]], 0),  # half of the pairs, as by chance
        (list(reversed(STEPS)), 0),
        (None, 0),
    ],
)
def test_points_rise_with_the_pairs_beyond_chance(order, earned):
    assert checks.rank(order, STEPS, "order", 2).earned == earned
