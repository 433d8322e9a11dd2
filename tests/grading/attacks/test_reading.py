"""Nothing is read, nobody gains, and whoever is honest has a mark and a page, whatever lies in the exchange."""

import time

import pytest

from tests.grading.attacks.reading import NOW, READINGS
from tests.grading.conftest import NAME
from tests.grading.test_preprocessors import RIGHT


@pytest.mark.parametrize("attack", READINGS, ids=lambda attack: attack.name)
def test_it_comes_to_nothing(course, attack):
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
    course.do("collect", NAME)
    course.api.autograde(NAME, "*", force=True)  # what was Mallory's may fail
    course.api.generate_feedback(NAME, force=True)
    assert time.process_time() - start < 30
    assert not attack.harm(course)
    assert (course.root / "feedback" / "zoe" / NAME / f"{NAME}.html").is_file()
