"""The course's clock: every date is typed, read, compared and shown in one zone, whatever this machine is set to."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

EXAMPLE = "Write one like Europe/Berlin or America/New_York."


LONGEST = 80  # characters of a time


class NoZone(ValueError):
    """Something that names no time zone; the message says what to write."""


def zone(config):
    """Return the zone of a course. This machine's for a course that names none."""
    name = config.get("CourseClock", {}).get("zone")
    if name:
        return named(name)
    if found := of_machine():
        return found
    from dateutil.tz import tzlocal

    return tzlocal()


def named(name: str) -> ZoneInfo:
    """Return the zone of a name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        raise NoZone(f"{name!r} is no time zone. {EXAMPLE}") from None


def of_machine():
    """Return the zone of this machine, or None where its clock is set to none that has a name."""
    import tzlocal

    try:
        found = named(tzlocal.get_localzone_name() or "")
    except (KeyError, NoZone):
        return None
    now = datetime.now(UTC)
    # A TZ such as CET-1CEST has no name, and tzlocal then tells the one below it.
    seasons = (now, now + timedelta(days=182))
    return found if all(at.astimezone(found).utcoffset() == at.astimezone().utcoffset() for at in seasons) else None


def name_of(zone):
    """Return what to call a zone in a sentence."""
    return getattr(zone, "key", "this machine's zone")


def unnamed(config):
    """Return what to say of a course that names no zone; empty when it names one."""
    if config.get("CourseClock", {}).get("zone"):
        return ""
    found = zone(config)
    return (
        f"This course names no time zone, so its dates are read and shown in {name_of(found)}. So that they mean the "
        f"same on every machine, write zone={getattr(found, 'key', 'Europe/Berlin')!r} into plug_in(…) in "
        "nbgrader_config.py."
    )


def shown(moment: datetime, zone) -> str:
    """Return a moment of the gradebook's on the course's clock, with the zone's name."""
    return f"{moment.replace(tzinfo=UTC).astimezone(zone):%Y-%m-%d %H:%M %Z}"


def local(moment: datetime, zone) -> datetime:
    """Return the moment of a time at which something came, read on the course's clock.

    In doubt for the student: of an hour that comes twice, the earlier.
    """
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone, fold=0)).astimezone(UTC)


def stamp(text: str, zone) -> datetime:
    """Read when work was handed in, as nbgrader notes it in ``timestamp.txt`` and in the exchange."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError(f"{text[:60]!r}… is no time")
    given = re.fullmatch(r"(.*\d)\s*([A-Za-z][A-Za-z/_+-]*)", text, re.DOTALL)
    time, name = given.groups() if given and given[2].upper() not in ("AM", "PM") else (text, "UTC")
    try:
        moment = _read(time)
        if moment.tzinfo is None:
            moment = _in(moment, name, zone)
        return moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, ArithmeticError, TypeError):
        raise ValueError(f"{text[:60]!r} is no time") from None


def _read(text):
    from dateutil import parser

    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parser.parse(text)


def _in(moment, name, zone):
    if name.upper() in ("UTC", "GMT", "Z"):
        return moment.replace(tzinfo=UTC)
    for fold in (0, 1):
        own = moment.replace(tzinfo=zone, fold=fold)
        if own.tzname() == name:
            return own
    return moment.replace(tzinfo=named(name))
