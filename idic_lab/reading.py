"""Reading what a person typed: numbers in any common form, company names, words."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from math import isfinite

LEGAL_FORMS = frozenset(
    ("ab", "ag", "as", "asa", "bhd", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg")
    + ("limited", "llc", "llp", "ltd", "nv", "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "se", "spa", "srl")
)
LONGEST_NAME = 200  # characters; of marks that combine, normalising ten times as many takes a hundred times as long
LONGEST_COMPARED = 100  # characters; of two names of twice as many, comparing takes ten times as long
INVISIBLE = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(each) for each in range(0xFE00, 0xFE10)}
"""Characters of no form beside those of Unicode's own category for them."""

LOOKALIKES = str.maketrans(
    # Cyrillic
    "АВСЕНІЈКМОРЅТУХԌԚԜҮӀавсеһіјкмнпорѕтухгԁԛԝүӏь"
    # Greek and Armenian
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεηικνορτυχϲϳօսո",
    "ABCEHIJKMOPSTYXGQWYIabcehijkmhnopstyxrdqwylbABEZHIKMNOPTYXabyenikvoptuxcjoun",
)
"""Letters that are taken for Latin ones, as far as names can be written in them (from Unicode's confusables)."""


class Unreadable(ValueError):
    """A number that cannot be read, or can be read in two ways; the message names it and the remedy."""


def number(typed, percent=False):
    """Read a number as people write it.

    Parameters
    ----------
    typed : str, int or float
        ``0.25``, ``0,25``, ``25 %``, ``1/4``, ``1 234.5`` or ``1,234.5``, with spaces around it.
    percent : bool
        Whether the question asks for per cent. ``25 %`` then reads as 25, otherwise as 0.25.

    Returns
    -------
    float

    Raises
    ------
    Unreadable
        When the text is no number, or (as ``1,234``) could be two different ones.
    """
    if isinstance(typed, bool) or not isinstance(typed, str | int | float):
        raise Unreadable(f"{typed!r} is not a number. Write it in digits, for example 2.5.")
    if not isinstance(typed, str):
        value = float(typed)
        if not isfinite(value):
            raise Unreadable(f"{typed!r} is not a number that can be compared. Write it in digits, for example 2.5.")
        return value
    if len(typed) > LONGEST_NAME:
        raise Unreadable(f"“{_short(typed)}” cannot be read as a number. Write it in digits, for example 2.5 or 25 %.")
    text = (
        unicodedata.normalize("NFKC", typed).strip().replace("\N{MINUS SIGN}", "-").replace("\N{FRACTION SLASH}", "/")
    )
    has_percent_sign = text.endswith("%")
    digits = re.sub(r"[\s_'’]", "", text.removesuffix("%").strip())
    if digits.count("/") == 1:
        above, below = (_plain(part, typed) for part in digits.split("/"))
        if below == 0:
            raise Unreadable(f"“{_short(typed)}” divides by zero. Write the number in digits, for example 2.5.")
        value = above / below
    else:
        value = _plain(digits, typed)
    return value / 100 if has_percent_sign and not percent else value


def _plain(digits, typed):
    """Read digits with a point or a comma, refusing a comma that could mean thousands."""
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", digits):
        as_decimal, as_thousand = digits.replace(",", "."), digits.replace(",", "")
        raise Unreadable(
            f"“{_short(typed)}” can mean {as_decimal} or {as_thousand}. Write {as_decimal} or {as_thousand} instead."
        )
    if "," in digits and "." in digits:
        decimal = max(digits.rfind(","), digits.rfind("."))
        digits = re.sub("[,.]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    elif digits.count(",") == 1:
        digits = digits.replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", digits):
        digits = digits.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})", digits, re.ASCII):
        raise Unreadable(f"“{_short(typed)}” cannot be read as a number. Write it in digits, for example 2.5 or 25 %.")
    return float(digits)


def _short(text, limit=60):
    """Return a text short enough to be quoted in a message."""
    text = " ".join(str(text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def company(name):
    """Return a company's name in the form in which two spellings of one company are equal.

    Case, accents' encoding, punctuation, spaces and legal forms at the end (Ltd, Inc, LLC, GmbH, S.A. …) do not count,
    nor characters that nobody sees; a word of Cyrillic or Greek letters that look Latin is read as Latin.

    Parameters
    ----------
    name : str
        Of a long one only the beginning is brought into this form, and the rest stands as it is.

    Returns
    -------
    str
        Empty when the name holds no letter or digit.
    """
    name = str(name)
    return _company(name[:LONGEST_NAME]) + name[LONGEST_NAME:]


@lru_cache(2_000)  # a board compares each company with each other, again and again
def _company(name):
    text = unicodedata.normalize("NFKC", name)
    text = "".join(each for each in text if unicodedata.category(each) != "Cf" and each not in INVISIBLE)
    text = re.sub(r"[.'’`]", "", text).replace("&", " and ")
    parts = [_latin(each).casefold() for each in re.sub(r"[\W_]+", " ", text).split()]
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts.pop()
    return " ".join(parts)


def _latin(word):
    """Return a word in Latin letters if it looks as if it were; other Cyrillic and Greek words stay as they are."""
    read = word.translate(LOOKALIKES)
    return read if all(each < "\u0250" or not each.isalpha() for each in read) else word


def alike(one, other):
    """Tell whether two different names look like one company, so that a person is asked; never a reason to mark down.

    Parameters
    ----------
    one, other : str

    Returns
    -------
    bool
        False for names that are equal after :func:`company`, and for what is too long for a name.
    """
    return max(len(one), len(other)) <= LONGEST_COMPARED and _alike(company(one), company(other))


@lru_cache(2_000)
def _alike(first, second):
    if not first or not second or first == second:
        return False
    return SequenceMatcher(None, first.replace(" ", ""), second.replace(" ", "")).ratio() >= 0.84


def words(text):
    """Count the words of a text: runs of characters between white space that hold a letter or a digit.

    Parameters
    ----------
    text : str

    Returns
    -------
    int
    """
    return sum(any(character.isalnum() for character in run) for run in str(text).split())
