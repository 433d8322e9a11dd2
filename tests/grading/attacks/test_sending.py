"""Nobody is somebody else, and nobody stops the collecting, whatever is sent through a learning platform."""

import pytest

from tests.grading.attacks.sending import SENDINGS, happens


@pytest.mark.parametrize("attack", SENDINGS, ids=lambda attack: attack.name)
def test_it_comes_to_nothing(course, attack):
    happens(course, attack)
    assert "Traceback" not in course.said
    assert attack.said in course.said, course.said
    assert not attack.harm(course), course.said
