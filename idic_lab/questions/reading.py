"""Reading what a person typed: numbers in any common form, words, dates; company names are in `companies`."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from math import ceil
from typing import NamedTuple

from idic_lab.questions.companies import alike, company

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
    """Read a number as people write it; the page reads it in the same way (``widgets/reading.js``)."""
    values, texts, _ = parse(typed, percent)
    fitting = [value for value in values if (low is None or value >= low) and (high is None or value <= high)]
    if len(values) == 1 or len(fitting) == 1:
        return (fitting or values)[0]
    raise Unreadable(f"“{_short(typed)}” can mean {texts[0]} or {texts[1]}. Write {texts[0]}0 or {texts[1]} instead.")


def parse(typed: str | int | float, percent: bool = False) -> Typed:
    """Return all that a typed number can mean."""
    if isinstance(typed, bool) or not isinstance(typed, str | int | float):
        raise Unreadable(f"{_short(repr(typed))} is not a number. Write it in digits, for example 2.5.")
    if not isinstance(typed, str):
        if not abs(typed) < LARGEST:
            raise Unreadable(f"{_short(typed)} cannot be compared. Write a number in digits, for example 2.5.")
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
            raise Unreadable(f"“{_short(typed)}” divides by zero. Write the number in digits, for example 2.5.")
        value = float(whole) + float(above) / float(below)
        value = value / 100 if units == "%" and not percent else value
        values.append(-value if signs == "-" or opening else value)
    if not values or abs(values[-1]) >= LARGEST:
        raise Unreadable(f"“{_short(typed)}” cannot be read as a number. Write it in digits, for example 2.5 or 25 %.")
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
    """Count the words of a text, as the page does (``widgets/reading.js``).

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
