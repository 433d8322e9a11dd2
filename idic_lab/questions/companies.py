"""Company names: which spellings are one company, and which look so much alike that a person is asked."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

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


def company(name: str) -> str:
    """Return a company's name in the form in which two spellings of one company are equal.

    Case, accents' encoding, punctuation, spaces and legal forms at the end (Ltd, Inc, LLC, GmbH, S.A. …) do not count,
    nor characters that nobody sees; a word of Cyrillic or Greek letters that look Latin is read as Latin.
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


def alike(one: str, other: str) -> bool:
    """Tell whether two different names look like one company: a person is asked, nobody is marked down."""
    return max(len(one), len(other)) <= LONGEST_COMPARED and _alike(company(one), company(other))


@lru_cache(2_000)
def _alike(first, second):
    if not first or not second or first == second:
        return False
    return SequenceMatcher(None, first.replace(" ", ""), second.replace(" ", "")).ratio() >= 0.84
