"""Moodle's grading worksheet: who each participant of an assignment is, and when the work came.

Its headings and dates are in the site's language and form. What is sought is known by what stands in the columns:
numbers of participants, addresses, dates with a time.
"""

import re

from idic_lab.course import tables
from idic_lab.grading import clock
from idic_lab.grading.identity import key

# "Participant 101", "Teilnehmer/in101", "Participante101"; an id like s101 is none.
_PARTICIPANT = re.compile(r"([^\W\d][^\d@]{5,}|[^\x00-\x7f]+)(\d+)")
_NUMERIC = re.compile(r"\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\b")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")


def read(data: bytes, listed, zone):
    """Read a grading worksheet."""
    try:
        rows = [row for _, row in tables.read(data)]
    except tables.NoTable:
        return None
    columns = list(zip(*(row + [""] * (max(map(len, rows)) - len(row)) for row in rows[1:]), strict=True))
    at = next((at for at, cells in enumerate(columns) if _all(cells, _PARTICIPANT.fullmatch)), None)
    if at is None:
        return None
    numbers = [found and found[2] for found in map(_PARTICIPANT.fullmatch, map(str.strip, columns[at]))]
    others = [cells for place, cells in enumerate(columns) if place != at]
    for number, *cells in zip(numbers, *others, strict=True):
        people = _known(listed, cells)
        if number and len(people) == 1:
            listed.participants[number] = people[0]
    when = next((cells for cells in others if any(map(_is_time, cells))), ())
    order, times, troubles = _order(when), {}, []
    for number, text in zip(numbers, when, strict=False):
        if number and _CLOCK.search(text):
            moment = _moment(text, order or "DMY")
            if moment is None:
                troubles.append(f"The time {text!r} of participant {number} is not understood.")
            else:
                times[number] = clock.local(moment, zone)
    if order is None and times:
        shown = next(each for each in when if _NUMERIC.match(each))
        troubles.append(f"Its dates could have the month first. They are read with the day first: {shown!r}.")
    return times, troubles


def _is_time(text):
    return _CLOCK.search(text) and re.search(r"\d{4}|\d[./-]\d", text)


def _all(cells, matches):
    filled = [each.strip() for each in cells if each.strip()]
    return bool(filled) and all(map(matches, filled))


def _known(listed, cells):
    """Return the people whose id or address stands in a row, or else whose name does."""
    words = {key(each.strip()) for each in cells} - {""}
    found = [each for each in listed.people if {key(each.id), key(each.email)} & words]
    return found or next((people for each in cells if (people := listed.named(each))), [])


def _order(dates):
    """Return in which order the numbers of a column's dates are; None when there are such and it cannot be told."""
    found = [tuple(map(int, match.groups())) for each in dates if (match := _NUMERIC.match(each))]
    if any(first > 31 for first, _, _ in found):
        return "YMD"
    if any(second > 12 for _, second, _ in found):
        return "MDY"
    return "DMY" if not found or any(first > 12 for first, _, _ in found) else None


def _moment(text, order):
    import dateparser  # takes a second

    # Named only so that it does not ask for the machine's zone, which may have no name: no time is changed by it.
    settings = {"DATE_ORDER": order, "TIMEZONE": "UTC", "RETURN_AS_TIMEZONE_AWARE": False}
    return dateparser.parse(text, settings=settings)
