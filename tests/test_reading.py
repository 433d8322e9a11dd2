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
