"""What a check gives back: criteria with points and messages, which nbgrader, people and programs read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace

from idic_lab.judging.known_mistakes import MISCONCEPTIONS
from idic_lab.questions.html import tag
from idic_lab.words import say

MIME = "application/vnd.idic-lab.result+json"


@dataclass(frozen=True)
class Criterion:
    """One line of a judgement.

    Parameters
    ----------
    criterion : str
        What was asked, in a few words.
    earned, possible : float
        Points.
    message : str
        To the student: what was recorded, and what is off.
    misconception : str
        Tag of a recognised mistake (:mod:`idic_lab.subject.misconceptions`), or empty.
    id : str
        What the criterion is known by within its check, whatever its words become. Made from the words where none is
        given, so give the old one when you change the words of a check that has been used.
    """

    criterion: str
    earned: float
    possible: float
    message: str = ""
    misconception: str = ""
    id: str = field(default="", compare=False)

    def __post_init__(self):
        if not 0 <= self.earned <= self.possible:
            raise ValueError(f"{self.criterion}: {self.earned} points earned of {self.possible} cannot be")
        if self.misconception and self.misconception not in MISCONCEPTIONS:
            raise ValueError(f"{self.criterion}: there is no misconception {self.misconception!r}")


@dataclass(frozen=True)
class Result:
    """What a test cell shows: nbgrader reads the number, people the criteria, programs the JSON."""

    criteria: tuple[Criterion, ...]

    def __init__(self, criteria: Sequence[Criterion]):
        object.__setattr__(self, "criteria", tuple(_with_ids(criteria)))

    def __add__(self, other):
        return Result((*self.criteria, *other.criteria))

    @property
    def earned(self):
        """Points earned over all criteria."""
        return round(sum(criterion.earned for criterion in self.criteria), 6)

    @property
    def possible(self):
        """Points possible over all criteria."""
        return round(sum(criterion.possible for criterion in self.criteria), 6)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {
            "text/plain": f"{self.earned:g}",
            "text/html": self.html(),
            MIME: [asdict(criterion) for criterion in self.criteria],
        }

    def html(self):
        """Return the criteria as an escaped table, a recognised mistake with its name and what to read again."""
        cell = "padding:4px 10px;text-align:left;vertical-align:top;border-bottom:1px solid #8a94a0"
        rows = []
        for each in self.criteria:
            points = say("judging.of", earned=f"{each.earned:g}", possible=f"{each.possible:g}")
            message = [each.message, _reread(each.misconception)]
            cells = [
                tag("td", f"{_sign(each)} {points}", style=f"{cell};white-space:nowrap"),
                tag("td", tag("strong", each.criterion), style=cell),
                tag("td", message, style=f"{cell};overflow-wrap:anywhere", dir="auto"),
            ]
            rows.append(tag("tr", cells))
        points = say("judging.points", earned=f"{self.earned:g}", possible=f"{self.possible:g}", count=self.possible)
        caption = tag("caption", tag("strong", points), style="text-align:left")
        return tag("table", caption, tag("tbody", rows), class_="idic-result", style="border-collapse:collapse")


class Completeness(Result):
    """What a student sees of a test cell before handing in: nbgrader reads points, people are shown none."""

    def html(self):
        """Return one paragraph: complete, or what is still open."""
        (line,) = self.criteria
        if line.earned < line.possible:
            told = [tag("strong", "○ ", say("judging.not_complete")), " ", line.message]
        else:
            told = [tag("strong", "✓ ", say("judging.complete")), " ", say("judging.no_verdict")]
        return tag("p", told, class_="idic-complete", dir="auto", style="overflow-wrap:anywhere")


def results(cells: Iterable[dict]) -> dict[str, tuple[Criterion, ...]]:
    """Return what the checks of a graded notebook have judged, by grade_id; feedback, regrade and reports read it here.

    Raises
    ------
    ValueError
        Where something stands in the place of criteria that are none.
    """
    found = {}
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade") and not about.get("solution"):  # what a student's own code shows may look like one
            shown = [output["data"][MIME] for output in cell.get("outputs", ()) if MIME in output.get("data", {})]
            found |= {about["grade_id"]: parsed(shown[0])} if shown else {}
    return found


def parsed(data: Sequence[dict]) -> tuple[Criterion, ...]:
    """Return criteria from their JSON, that of earlier versions too; a mistake that is no longer known has no name."""
    try:
        criteria = [Criterion(**{**each, "misconception": _known(each.get("misconception", ""))}) for each in data]
    except (AttributeError, TypeError) as problem:
        raise ValueError(f"These are no criteria: {problem}") from None
    if not all(isinstance(text, str) for each in criteria for text in (each.criterion, each.message, each.id)):
        raise ValueError("These are no criteria: they hold something else than text.")
    return Result(criteria).criteria


def _known(tag):
    return tag if tag in MISCONCEPTIONS else ""


def _with_ids(criteria):
    """Yield criteria with ids that no two of them share."""
    seen = set()
    for each in criteria:
        id = first = each.id or re.sub(r"\W+", "-", each.criterion.casefold()).strip("-")
        number = 1
        while id in seen:
            number += 1
            id = f"{first}-{number}"
        seen.add(id)
        yield each if each.id == id else replace(each, id=id)


def _sign(criterion):
    """Return a mark that needs no colour: full, some or none."""
    return "✓" if criterion.earned == criterion.possible else "◐" if criterion.earned else "✗"


def _reread(mistake):
    if not mistake:
        return ""
    known = MISCONCEPTIONS[mistake]
    told = say("judging.known_mistake", name=known.name, truth=known.truth, lesson=known.reread)
    return tag("div", told)
