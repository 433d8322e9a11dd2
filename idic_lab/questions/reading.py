"""Reading what a person typed: numbers in any common form, words, dates, and the names of companies."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import permutations
from math import ceil
from typing import NamedTuple

from idic_lab.words import say

__all__ = ["alike", "company", "dated", "number", "parse", "told", "words"]

# Unicode's White_Space, which the page asks for by name; Python's own idea of a space is another one.
SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
LONGEST_NUMBER = 100  # characters
LONGEST_DATE = 1000
LARGEST = 1e16
_FRACTION = "\N{FRACTION SLASH}"
_SAME = dict.fromkeys("’‘ʼ′`´＇", "'") | {"\N{MINUS SIGN}": "-", _FRACTION: "/", "٪": "%", "٬": "_", "،": ","}

# What may stand around the digits: brackets, signs, a currency (written $ here), per cent.
_AROUND = re.compile(
    r"(\(?) ?((?:[-+$%] ?)*)([\d.,'_٫/ ]*[\d.,](?:e[-+]?\d{1,2})?)((?: ?(?:[$%]|per ?cent|pct))*) ?(\)?) ?([$%]?)", re.A
)
_SEPARATORS = re.compile("[ '_,.٫]")
_LITERAL = re.compile(r"\d{1,15}\.?\d{0,15}|\.\d{1,15}", re.A)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d\d)+,\d{3}", re.A)  # the second as in India


class Unreadable(ValueError):
    """A number that cannot be read, or can be read in two ways; the message names it and the remedy."""


class Typed(NamedTuple):
    """What a typed number can mean: its values (two for ``1,234``), how to write each, and whether it says per cent."""

    values: tuple[float, ...]
    texts: tuple[str, ...]
    per_cent: bool


def number(
    typed: str | int | float, percent: bool = False, low: float | None = None, high: float | None = None
) -> float:
    """Read a number as people write it; the page reads it in the same way (``reading.js``)."""
    values, texts, _ = parse(typed, percent)
    fitting = [value for value in values if (low is None or value >= low) and (high is None or value <= high)]
    if len(values) == 1 or len(fitting) == 1:
        return (fitting or values)[0]
    raise Unreadable(say("reading.ambiguous", typed=_short(typed), one=texts[0], other=texts[1]))


def within(value: float, low: float | None, high: float | None) -> float:
    """Return a number, or raise Unreadable where it lies outside its limits."""
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    which = "least" if high is None else "most" if low is None else "between"
    limits = {"low": told(low or 0), "high": told(high or 0)}
    raise Unreadable(say(f"reading.at_{which}", value=told(value), **limits))


def parse(typed: str | int | float, percent: bool = False) -> Typed:
    """Return all that a typed number can mean."""
    if isinstance(typed, bool) or not isinstance(typed, str | int | float):
        raise Unreadable(say("refused.number", value=_short(repr(typed))))
    if not isinstance(typed, str):
        if not abs(typed) < LARGEST:
            raise Unreadable(say("notes.not_finite", typed=_short(typed)))
        return Typed((float(typed),), (), False)
    found = _AROUND.fullmatch(_ascii(typed)) if len(typed) <= LONGEST_NUMBER else None
    opening, before, body, after, closing, last = found.groups() if found else [""] * 6
    signs = re.sub("[^-+]", "", before)
    units = re.sub("per ?cent|pct", "%", re.sub("[-+]", "", before) + after + last).replace(" ", "")
    literals = _literals(body.strip())
    if len(units) > 1 or len(signs + opening) > 1 or len(opening) != len(closing):
        literals = []
    values = []
    for literal in literals:
        whole, above, below = literal
        if float(below) == 0:
            raise Unreadable(say("reading.by_zero", typed=_short(typed)))
        value = float(whole) + float(above) / float(below)
        value = value / 100 if units == "%" and not percent else value
        values.append(-value if signs == "-" or opening else value)
    if not values or abs(values[-1]) >= LARGEST:
        raise Unreadable(say("reading.unreadable", typed=_short(typed)))
    sign = "-" if signs == "-" or opening else ""
    return Typed(tuple(values), tuple(sign + above for _, above, _ in literals), units == "%")


def _ascii(typed):
    """Return what was typed with one sign for what people write in several ways; "!" for what is in no number."""
    text = "".join(map(_one_sign, typed))
    return re.sub(f"[{SPACE}]+", " ", text).strip(" ").lower()


def _one_sign(character):
    character = _SAME.get(character, character)
    plain, kind = unicodedata.normalize("NFKC", character), unicodedata.category(character)
    if kind == "No":  # 1½ is one and a half, 1² is not twelve
        return f" {plain.replace(_FRACTION, '/')}" if _FRACTION in plain else "!"
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    plain = _SAME.get(plain, plain)
    return {"Cf": "", "Sc": "$", "Pd": "-"}.get(kind, plain)


def _literals(body):
    """Return the readings of a bare number as (whole, above, below): one, or two, or none."""
    above, slash, below = (part.strip() for part in body.partition("/"))
    if slash:
        mixed = re.fullmatch(r"(\d{1,15}) (\d{1,2})", above, re.A)
        if mixed and re.fullmatch(r"\d{1,3}", below, re.A) and int(mixed[2]) < int(below):
            return [(mixed[1], mixed[2], below)]
        readings = [_decimals(above), _decimals(below)]
        return [("0", readings[0][0], readings[1][0])] if [len(each) for each in readings] == [1, 1] else []
    return [("0", each, "1") for each in _decimals(body)]


def _decimals(typed):
    """Return the readings of digits with separators as literals, the decimal one before the one with thousands."""
    digits, _, power = typed.partition("e")
    parts, separators = _SEPARATORS.split(digits), _SEPARATORS.findall(digits)
    last, before = "".join(separators[-1:]), set(separators[:-1])
    found = [] if last else [digits]
    has_whole = not before or (len(before) == 1 and last not in before and _THOUSANDS.fullmatch(",".join(parts[:-1])))
    if has_whole and (last in (".", ",", "٫") or (last == "'" and parts[0])):
        found = ["".join(parts[:-1]) + "." + parts[-1]]
    if last and last != "٫" and before <= {last} and _THOUSANDS.fullmatch(",".join(parts)):
        found = [*(found if last in ",." else []), "".join(parts)]
    if power and len(found) > 1:
        return []
    return [each + (power and f"e{power}") for each in found if _LITERAL.fullmatch(each)]


def told(value):
    """Return a number as it is told to a student: no more than six decimals, and all digits before them."""
    rounded = Decimal(value).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"


def _short(text, limit=60):
    """Return a text short enough to be quoted in a message."""
    text = re.sub(f"[{SPACE}]+", " ", str(text)).strip(" ")
    return text if len(text) <= limit else text[: limit - 1] + "…"


# Chinese and Japanese have no spaces: three of their signs are about two words (1.6 a word, as browsers part them).
# Thai, Lao, Khmer and Burmese have about four to a word.
_UNSPACED = (
    (re.compile("[々〆\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"), 1.5),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f]+"), 4),
)


def words(text: str) -> int:
    """Count the words of a text, as the page does (``reading.js``).

    Runs of characters between white space count where they hold a letter or a digit. What is written without spaces
    counts by its length.
    """
    text, count = str(text), 0
    for runs, each in _UNSPACED:
        count += sum(ceil(len(run) / each) for run in runs.findall(text))
        text = runs.sub(" ", text)
    spaced = re.split(f"[{SPACE}]+", text)
    return count + sum(any(unicodedata.category(character)[0] in "LN" for character in run) for run in spaced)


def dated(text: str) -> bool:
    """Tell whether a text holds a date with its year; the note on a card and the grader both ask this."""
    found = re.findall(r"\d+(?:[./-] ?\d+)*", _ascii(str(text)[:LONGEST_DATE]), re.A)
    return any(_is_date(re.split("[./-] ?", each)) for each in found)


def _is_date(parts):
    if len(parts) > 3:  # from one day to another
        return any(_is_date(parts[place : place + 3]) for place in range(len(parts) - 2))
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    years = [part for part in parts if re.fullmatch(r"[12]\d{3}", part)]
    if len(parts) == 1:
        return bool(years)
    if len(parts) == 2:  # a month of a year, or a year and the next
        others = [int(part) for part in parts if part not in years]
        return len(years) == 2 or (len(years) == 1 and (1 <= others[0] <= 12 or others[0] == (int(years[0]) + 1) % 100))
    return any(_is_day(*order) for order in permutations(parts))


def _is_day(year, month, day):
    if max(len(month), len(day)) > 2 or not re.fullmatch(r"[12]\d{3}|\d\d", year):
        return False
    try:
        return bool(date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))
    except ValueError:
        return False


# Company names: which spellings are one company, and which look so much alike that a person is asked.
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
