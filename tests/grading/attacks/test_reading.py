"""Nothing is read, nobody gains, and whoever is honest has a mark and a page, whatever lies in the exchange."""

import pytest

from tests.grading.attacks.reading import READINGS, happens
from tests.grading.conftest import NAME, Course


@pytest.mark.parametrize("attack", READINGS, ids=lambda attack: attack.name)
def test_it_comes_to_nothing(course, attack):
    assert happens(course, attack) < 30
    assert not attack.harm(course)
    assert attack.named in course.said
    assert (course.root / "feedback" / "zoe" / NAME / f"{NAME}.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("attack", [READINGS[0], READINGS[3], READINGS[4]], ids=lambda attack: attack.name)
def test_plain_nbgrader_follows_links(course, attack):
    """Otherwise the test before this one would prove nothing."""
    happens(stock := Course(course.root, stock=True), attack)
    assert attack.harm(stock)
