import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic_lab import reading


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2.5", 2.5),
        (" 2,5 ", 2.5),
        ("25 %", 0.25),
        ("1/4", 0.25),
        ("0,123", 0.123),
        ("1 234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567),
        ("−3", -3),
        ("¼", 0.25),
        (".5", 0.5),
        (7, 7),
        (2.25, 2.25),
    ],
)
def test_a_number_is_read_in_every_form_that_people_write(typed, value):
    assert reading.number(typed) == pytest.approx(value)


def test_a_per_cent_sign_counts_once():
    assert reading.number("25 %", percent=True) == 25
    assert reading.number("25", percent=True) == 25


@pytest.mark.parametrize(
    "typed", ["", "abc", "1,234", "1/0", "1/2/3", "1e999", "nan", "inf", "0x10", "٣", True, None, []]
)
def test_what_cannot_be_read_is_refused_with_a_remedy(typed):
    with pytest.raises(reading.Unreadable, match="Write"):
        reading.number(typed)


def test_an_ambiguous_comma_names_both_readings():
    with pytest.raises(reading.Unreadable, match=r"1\.234 or 1234"):
        reading.number("1,234")


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
