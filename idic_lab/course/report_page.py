"""The class report as one page of HTML that needs nothing else: no script, no file, no network.

Here are its numbers; `report.html.j2` has its words and its look, and escapes whatever came from a student.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from idic_lab.course import dates
from idic_lab.course.marks import Stage
from idic_lab.course.measures import SMALLEST_GROUP, bars, difficulty, discrimination, quantile, reading
from idic_lab.judging.known_mistakes import MISCONCEPTIONS

SECTIONS = []
"""What a subject adds to the report of a class that is large enough: functions from a ClassWork to a ReportSection."""


@dataclass(frozen=True)
class RatedRow:
    """One of the things that students have rated, with everybody's rating."""

    name: str
    colour: str  # of CSS
    ratings: list[float]
    below: bool = False  # whether a line is drawn above it, as in a fraction


@dataclass(frozen=True)
class RatingsPicture:
    """Where a class has put several ratings on one scale, which begins at 1."""

    heading: str
    rows: list[RatedRow]
    highest: int
    note: str


@dataclass(frozen=True)
class ReportSection:
    """A part of the report that a subject adds."""

    title: str
    text: str
    pictures: list[RatingsPicture]


def page(klass, lessons: dict[str, str]) -> str:
    """Return the report."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["percent"] = "{:.0%}".format
    templates.filters["signed"] = lambda number: f"{number + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
    templates.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    templates.filters["lesson"] = lambda name: f"{name[:2]} {lessons[name]}" if name in lessons else name
    templates.filters["on_the_clock"] = lambda moment: dates.shown(moment, klass.zone)
    shown = len(klass.work) >= SMALLEST_GROUP
    return templates.get_template("report.html.j2").render(
        klass=klass,
        smallest=SMALLEST_GROUP,
        quantile=quantile,
        made=datetime.now(klass.zone),
        waiting=sum(work.state == Stage.WAITING for work in klass.work),
        late=sum(work.late for work in klass.work),
        shares=[work.share for work in klass.work],
        bars=bars([work.share for work in klass.work]),
        parts=list(_parts(klass)) if shown else [],
        mistakes=_misconceptions(klass),
        sections=[found for section in SECTIONS if shown and (found := section(klass))],
        versions=list(_versions(klass)),
    )


def _parts(klass):
    """Yield what the marks say about each part; no numbers where so few were judged that one could be told."""
    whole = [part for part in klass.parts if all(part in work.earned for work in klass.work)]
    for part in klass.parts:
        judged = [work for work in klass.work if part in work.earned]
        if len(judged) < SMALLEST_GROUP or not part.possible:
            yield {"part": part, "judged": False}
            continue
        earned = [work.earned[part] for work in judged]
        # Without the points for this part itself, which would agree with themselves.
        others = [sum(work.earned[other] for other in whole if other != part) for work in judged]
        easy, telling = difficulty(earned, part.possible), discrimination(earned, others)
        about = reading(easy, telling, len(judged))
        yield {"part": part, "judged": True, "difficulty": easy, "discrimination": telling, "reading": about}


def _misconceptions(klass):
    """Return the mistakes of many with their numbers and lessons, and those of a few without."""
    seen = Counter(tag for work in klass.work for tag in work.misconceptions)
    often = {tag for tag, count in seen.items() if count >= SMALLEST_GROUP}
    # Without the seldom ones, whose number could be told from the difference.
    again = Counter(
        lesson for work in klass.work for lesson in {MISCONCEPTIONS[tag].reread for tag in work.misconceptions & often}
    )
    return {
        "often": [(MISCONCEPTIONS[tag], count) for tag, count in seen.most_common() if tag in often],
        "seldom": sorted(MISCONCEPTIONS[tag].name for tag in seen.keys() - often),
        "lessons": again.most_common(),
    }


def _versions(klass):
    """Yield each version of the assignment with its people, where there is more than one."""
    worked_on = {work.version for work in klass.work}
    if not klass.work or len(klass.releases) + (None in worked_on) < 2:
        return
    latest = klass.releases[-1] if klass.releases else None
    for number in sorted(worked_on, key=lambda each: -1 if each is None else each):
        release = None if number is None else klass.releases[number]
        yield {
            "people": sorted(work.student for work in klass.work if work.version == number),
            "release": release,
            "latest": release is not None and release is latest,
            "changes": latest.differs_from(release) if latest and release else (),
        }
