"""What a check gives back: criteria with points and messages, which nbgrader, people and programs read."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

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
    """

    criterion: str
    earned: float
    possible: float
    message: str = ""
    misconception: str = ""

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
        object.__setattr__(self, "criteria", tuple(criteria))

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


def _sign(criterion):
    """Return a mark that needs no colour: full, some or none."""
    return "✓" if criterion.earned == criterion.possible else "◐" if criterion.earned else "✗"


def _reread(mistake):
    if not mistake:
        return ""
    known = MISCONCEPTIONS[mistake]
    told = say("judging.known_mistake", name=known.name, truth=known.truth, lesson=known.reread)
    return tag("div", told)
