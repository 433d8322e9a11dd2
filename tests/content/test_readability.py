"""What measures the prose counts as a person would. How long it may be is held by content/lint.py."""

from pathlib import Path
from statistics import median

import pytest

import readability
from lint import HIGHEST_GRADE

ROOT = Path(__file__).resolve().parents[2]
# Counted by hand.
SYLLABLES = {
    1: "firm trust asked sides friends bought though guess clothes",
    2: "business people something every sometimes loyal being going houses apple unique quiet patients science",
    3: "customer behaviour everything loyalty idea salesperson average curious serious competence",
    4: "relationship everybody experience identify variety society situation appreciate actually convenience",
    5: "differentiate characteristics recommendation orientation trustability",
    6: "reliability responsibility self-orientation",
}
TEXT = """
## The case: a lamp

She *orders* a lamp. “Is it here?” she asks! It
costs 2 357 dollars, or `price` dollars.

- the first point
- The second point ends.

| word | meaning |
|---|---|
| **lamp** | It gives light. |

<details>
<summary>After it</summary>

$$T = \\frac{a}{b}$$

</details>
"""


@pytest.mark.parametrize(("count", "words"), SYLLABLES.items())
def test_syllables_are_those_that_one_hears(count, words):
    counted = {word: readability.syllables(word) for word in words.split()}
    assert {word: number for word, number in counted.items() if number != count} == {}


def test_headings_labels_and_formulas_are_no_sentences():
    assert readability.read(TEXT).sentences == (
        "She orders a lamp.",
        "“Is it here?” she asks!",
        "It costs 2 357 dollars, or code dollars.",
        "The second point ends.",
        "It gives light.",
    )


def test_all_words_of_a_cell_are_counted():
    assert readability.read("## Two words\n\nThree more words.\n\n| a | b |\n|---|---|\n| one | two |").words == 9


def test_the_grade_is_that_of_the_published_formula():
    sentences = ["The firm keeps its word and so we trust it.", "Customers remember everything."]
    words, syllables = 13, 10 + 9
    assert readability.grade(sentences) == pytest.approx(0.39 * words / 2 + 11.8 * syllables / words - 15.59)


def test_the_page_tells_the_present_state():
    page = (ROOT / "docs" / "readability.md").read_text("utf-8")
    told = [line for line in page.splitlines() if line.startswith("| **all**")]
    rows = [readability.measured(sum(texts.values(), [])) for texts in (readability.lessons(), readability.stems())]
    for line, row in zip(told, rows, strict=True):
        grade = float(line.strip("| ").split("|")[-1])
        assert grade == pytest.approx(row["grade"], abs=0.3), "paste what `make readability` prints"
    assert median(row["grade"] for row in rows) < HIGHEST_GRADE
