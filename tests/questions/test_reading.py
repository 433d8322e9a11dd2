import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab import questions
from idic_lab.questions import reading
from tests.questions.typed import TABLE, page_reads

NUMBERS, WORDS, DATES = TABLE["numbers"], TABLE["words"], TABLE["dates"]


def limited(line):
    typed, limits = line.split(" from ")
    low, high = map(float, limits.split(" to "))
    return typed, {"low": low, "high": high}


def kernel_reads(typed, low=None, high=None, percent=False):
    """Return the number or the sentence, as the question's notes have it."""
    try:
        return {"value": questions.Number("q", low=low, high=high, percent=percent).read(typed)}
    except reading.Unreadable as problem:
        return {"problem": str(problem)}


@pytest.mark.parametrize(("typed", "value"), [*NUMBERS["read"].items(), (7, 7), (2.25, 2.25)])
def test_a_number_is_read_in_every_form_that_people_write(typed, value):
    assert reading.number(typed) == pytest.approx(value)


@pytest.mark.parametrize(("typed", "texts"), NUMBERS["asked"].items())
def test_what_can_be_two_numbers_is_asked_about_with_a_remedy_that_is_one(typed, texts):
    with pytest.raises(reading.Unreadable) as asked:
        reading.number(typed)
    first, second = texts
    assert f"can mean {first} or {second}. Write {first}0 or {second} instead." in str(asked.value)
    assert [reading.number(f"{first}0"), reading.number(second)] == [float(first), float(second)]


@pytest.mark.parametrize("typed", [*NUMBERS["refused"], True, None, []])
def test_what_cannot_be_read_is_refused_with_a_remedy(typed):
    with pytest.raises(reading.Unreadable, match="Write"):
        reading.number(typed)


@pytest.mark.parametrize(("line", "value"), NUMBERS["limits"].items())
def test_the_limits_decide_where_one_reading_alone_is_possible(line, value):
    typed, limits = limited(line)
    assert kernel_reads(typed, **limits).get("value", "") == value


def test_comma_and_point_are_read_alike():
    for typed in [*NUMBERS["read"], *NUMBERS["asked"], *NUMBERS["refused"]]:
        other = typed.translate({ord(","): ".", ord("."): ","})
        found, swapped = kernel_reads(typed), kernel_reads(other)
        assert found.get("value") == swapped.get("value"), typed


def test_the_page_reads_the_table_as_the_kernel_does():
    asked = [(typed, {}) for typed in [*NUMBERS["read"], *NUMBERS["asked"], *NUMBERS["refused"]]]
    asked += [(typed, {"percent": True}) for typed in NUMBERS["read"]] + [limited(line) for line in NUMBERS["limits"]]
    page = page_reads(asked, WORDS)
    assert page["numbers"] == [kernel_reads(typed, **options) for typed, options in asked]
    assert page["words"] == list(WORDS.values()) == [reading.words(text) for text in WORDS]


def test_page_and_kernel_read_whatever_is_typed_alike():
    dice = random.Random(20261130)
    digits = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) == "Nd"]
    signs = [
        *"0123456789" * 4,
        *".,'_/%$€+-()e ½¼²٫٬–−’\u00a0\u0085\u001c\ufeff\u180e\u200b",
        "per cent",
        "x",
        "好",
        "ค",
    ]
    typed = ["".join(dice.choices(signs, k=dice.randint(1, 9))) for _ in range(20_000)] + digits
    typed += ["".join(dice.choices("0123456789,.'", k=dice.randint(1, 8))) for _ in range(10_000)]
    options = [{"percent": dice.random() < 0.3, "low": dice.choice([None, 0, -5.5]), "high": dice.choice([None, 100])}]
    asked = [(text, dice.choice([{}, *options])) for text in typed]
    page = page_reads(asked, typed)
    for (text, limits), found, told, count in zip(asked, page["numbers"], page["told"], page["words"], strict=True):
        expected = kernel_reads(text, **limits)
        assert found == expected and count == reading.words(text), f"{text!a} {limits}"
        assert told == (reading.told(expected["value"]) if "value" in expected else None), f"{text!a}"


@pytest.mark.parametrize("text", DATES["dated"])
def test_a_date_with_its_year(text):
    assert reading.dated(text)


@pytest.mark.parametrize("text", DATES["undated"])
def test_no_date_is_told_on_the_card_as_the_grader_takes_it(text):
    assert not reading.dated(text)
    board = questions.Board("firms", fields=[questions.Field("when", "Date", kind="date")])
    card = {"company": "Kleenz", "step": "identify", "reason": "It greets me.", "when": text}
    notes = [note.text for note in board.notes([card])]
    assert any(f"“{text}” is no date with a year" in note for note in notes) == bool(text)


def test_a_per_cent_sign_counts_once():
    assert reading.number("25 %", percent=True) == 25
    assert reading.number("25", percent=True) == 25


@given(st.text(max_size=40))
def test_any_text_is_a_finite_number_or_refused(text):
    try:
        assert abs(reading.number(text)) < 1e31
    except reading.Unreadable as problem:
        assert len(str(problem)) < 200


@given(st.floats(-1e6, 1e6))
def test_a_decimal_comma_is_a_decimal_point(value):
    text = f"{value:.2f}"
    assert reading.number(text.replace(".", ",")) == reading.number(text)


@pytest.mark.parametrize(
    "spelling", ["kleenz", "Kleenz Ltd.", "  KLEENZ, Inc ", "Kleenz S.A.", "The Kleenz", "kleenz GmbH & Co. KG"]
)
def test_spellings_of_one_company_are_one(spelling):
    assert reading.company(spelling).removesuffix(" and") in ("kleenz", "kleenz gmbh")


def test_different_companies_stay_different():
    assert reading.company("Harbour Café") != reading.company("Harbour Bank")
    assert reading.company("Co") == "co", "a name is never emptied by its legal form"
    assert reading.company(" … ") == ""


def test_near_matches_are_asked_about():
    assert reading.alike("Campus Library", "Campus Libary")
    assert not reading.alike("Campus Library", "campus library ltd")
    assert not reading.alike("Campus Library", "Harbour Bank")


def test_words_hold_a_letter_or_a_digit():
    assert reading.words("Two  words — and\n3 more …") == 5


@pytest.mark.parametrize(
    "spelling",
    [
        "Kl\u200beenz",  # zero width space
        "Kleenz\u2060\ufeff",
        "Kl\u00adeenz",  # soft hyphen
        "Kleenz\ufe0f",  # variation selector
        "Kleenz\u3164",  # Hangul filler
        "\u041aleenz",  # Cyrillic Ka
        "Kl\u0435\u0435nz",  # Cyrillic ie
        "KLEE\u039d\u0396",  # Greek capitals Nu, Zeta
        "\uff2b\uff4c\uff45\uff45\uff4e\uff5a",  # full width
    ],
)
def test_a_spelling_that_looks_the_same_is_the_same_company(spelling):
    assert reading.company(spelling) == "kleenz"


def test_names_of_other_scripts_stay_what_they_are():
    assert (
        reading.company("\u0412\u043e\u0434\u0430")
        == reading.company("\u0432\u043e\u0434\u0430")
        == "\u0432\u043e\u0434\u0430"
    )
    assert reading.company("\u0395\u03bb\u03bb\u03ac\u03b4\u03b1") != reading.company("\u0395\u03bb\u03bb\u03b1\u03c2")
    assert reading.company("\u5317\u4eac") == "\u5317\u4eac"


def test_names_of_any_length_are_compared_at_once():
    marks = "a" + "\u0301\u0323" * 600_000
    start = time.process_time()
    assert reading.company(f"{marks}1") != reading.company(f"{marks}2"), "also what is beyond the limit counts"
    assert not reading.alike(f"{marks}1", f"{marks}2")
    with pytest.raises(reading.Unreadable):
        reading.number(marks)
    assert time.process_time() - start < 1
