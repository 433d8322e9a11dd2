"""What a student has named or copied misleads nobody who reads what the grader says."""

import pytest

from tests.grading.attacks.showing import SHOWINGS, outcome


@pytest.mark.parametrize("attack", SHOWINGS, ids=lambda attack: attack.name)
def test_it_comes_to_nothing(attack, tmp_path):
    assert outcome(tmp_path, attack, plain=False) == "not done"
