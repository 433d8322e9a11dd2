"""The vocabulary: complete, ordered, and fit to be stored and shown."""

import re
import subprocess
import sys

import pytest

from idic_lab.subject import idic
from idic_lab.subject.trust import COMPONENTS

LISTS = {
    "steps": idic.STEPS,
    "characteristics": idic.CHARACTERISTICS,
    "loyalty": idic.LOYALTY,
    "principles": idic.PRINCIPLES,
    "apology": idic.APOLOGY_ELEMENTS,
    "components": COMPONENTS,
}


def test_the_steps_spell_idic_and_the_first_two_are_the_analysis_pair():
    assert "".join(step.name[0] for step in idic.STEPS) == "IDIC"
    assert [step.pair for step in idic.STEPS] == ["analysis", "analysis", "action", "action"]
    assert set(idic.PAIRS) == {step.pair for step in idic.STEPS}


def test_the_numbers_of_the_course():
    assert len(idic.CHARACTERISTICS) == 7
    assert [principle.key for principle in idic.PRINCIPLES] == ["right_thing", "things_right", "proactive"]
    assert [element.key for element in idic.APOLOGY_ELEMENTS] == [
        "forthright",
        "responsibility",
        "prevention",
        "repair",
    ]
    assert {(quadrant.behavioural, quadrant.emotional) for quadrant in idic.LOYALTY} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }


@pytest.mark.parametrize("name", LISTS)
def test_keys_and_names_differ_and_keys_can_be_stored(name):
    records = LISTS[name]
    keys = [record.key for record in records]
    assert len(set(keys)) == len(keys) == len({record.name for record in records})
    assert all(re.fullmatch(r"[a-z]+([_-][a-z]+)*", key) for key in keys)


@pytest.mark.parametrize("records", [idic.STEPS, COMPONENTS], ids=["steps", "components"])
def test_colours_are_told_apart(records):
    colours = [record.colour for record in records]
    assert len(set(colours)) == len(colours)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)


def test_records_cannot_be_changed_by_a_notebook():
    with pytest.raises(AttributeError):
        idic.STEPS[0].name = "Ignore"


@pytest.mark.parametrize("module", ["idic", "trust", "misconceptions"])
def test_the_vocabulary_stands_on_the_standard_library(module):
    code = (
        f"import sys; import idic_lab.{module}; "
        "outside = {m.partition('.')[0] for m in sys.modules} - set(sys.stdlib_module_names); "
        "print(sorted(m for m in outside if m in ('pandas', 'numpy', 'matplotlib', 'ipywidgets', 'IPython')))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
