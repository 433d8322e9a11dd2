"""Nothing is read, nobody gains, and whoever is honest has a mark and a page, whatever lies in the exchange."""

import time

import pytest

from tests.grading.attacks.reading import NOW, READINGS
from tests.grading.conftest import NAME, Course
from tests.grading.test_preprocessors import RIGHT


def happens(course, attack):
    """Do an attack beside an honest submission, and tell how long collecting, grading and feedback took."""
    course.inbound = course.root.parent / "exchange" / "small" / "inbound"
    course.inbound.mkdir(parents=True)
    course.config.Exchange.root = str(course.inbound.parents[1])
    for student, answers in (("zoe", RIGHT), ("mallory", {})):
        folder = course.submit(student, answers)
        (folder / f"{NAME}.answers.json").touch()
        (folder / "timestamp.txt").write_text(NOW)
        folder.rename(course.inbound / f"{student}+{NAME}+{NOW}+Zm9v")
    attack.change(course, course.inbound / f"mallory+{NAME}+{NOW}+Zm9v")
    start = time.process_time()
    course.api.collect(NAME)
    course.api.autograde(NAME, "*", force=True)  # what was Mallory's may fail
    course.api.generate_feedback(NAME, force=True)
    return time.process_time() - start


@pytest.mark.parametrize("attack", READINGS, ids=lambda attack: attack.name)
def test_it_comes_to_nothing(course, attack):
    assert happens(course, attack) < 30
    assert not attack.harm(course)
    assert (course.root / "feedback" / "zoe" / NAME / f"{NAME}.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("attack", [READINGS[0], READINGS[3], READINGS[4]], ids=lambda attack: attack.name)
def test_plain_nbgrader_follows_links(course, attack):
    """Otherwise the test before this one would prove nothing."""
    happens(stock := Course(course.root, stock=True), attack)
    assert attack.harm(stock)
