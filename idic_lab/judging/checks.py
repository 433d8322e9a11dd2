"""Judging an answer: an answer and a rule in, a Result out. Pure, and without any key of its own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape

from idic_lab.answers.recorded import problem
from idic_lab.judging.known_mistakes import MISCONCEPTIONS
from idic_lab.judging.once import once, refuse_answers
from idic_lab.questions import reading

__all__ = [
    "MIME",
    "Completeness",
    "Criterion",
    "Result",
    "choice",
    "choices",
    "complete",
    "number",
    "once",
    "problem",
    "recorded",
]

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
        rows = "".join(
            f'<tr><td style="{cell};white-space:nowrap">{_sign(each)} {each.earned:g} of {each.possible:g}</td>'
            f'<td style="{cell}"><strong>{escape(each.criterion)}</strong></td>'
            f'<td style="{cell};overflow-wrap:anywhere" dir="auto">'
            f"{escape(each.message)}{_reread(each.misconception)}</td></tr>"
            for each in self.criteria
        )
        return (
            f'<table class="idic-result" style="border-collapse:collapse"><caption style="text-align:left">'
            f"<strong>{self.earned:g} of {self.possible:g} points</strong></caption><tbody>{rows}</tbody></table>"
        )


class Completeness(Result):
    """What a student sees of a test cell before handing in: nbgrader reads points, people are shown none."""

    def html(self):
        """Return one paragraph: complete, or what is still open."""
        (line,) = self.criteria
        if line.earned < line.possible:
            told = f"<strong>○ Not complete yet.</strong> {escape(line.message)}"
        else:
            told = "<strong>✓ Complete.</strong> This says that everything is answered, not that it is right."
        return f'<p class="idic-complete" dir="auto" style="overflow-wrap:anywhere">{told}</p>'


def _sign(criterion):
    """Return a mark that needs no colour: full, some or none."""
    return "✓" if criterion.earned == criterion.possible else "◐" if criterion.earned else "✗"


def _reread(tag):
    if not tag:
        return ""
    known = MISCONCEPTIONS[tag]
    mistake = f"Known mistake: <em>“{escape(known.name)}”</em>."
    return f"<br>{mistake} {escape(known.truth)} Read again: lesson {escape(known.reread)}."


def recorded(book, id, default=None):
    """Return what is recorded for a question, if it has the shape of an answer to it.

    Parameters
    ----------
    book : idic_lab.AnswerBook
        Whose ``questions`` the notebook's ``ask`` cells have filled.
    id : str
    default : object, optional
        For a question without an answer, and for a file that was edited by hand into something else.

    Returns
    -------
    object
    """
    refuse_answers()
    return default if book.get(id) is None or problem(book, id) else book.get(id)


def complete(book, *ids, points):
    """Judge whether questions are answered completely, which says nothing about right or wrong.

    Parameters
    ----------
    book : idic_lab.AnswerBook
        Whose ``questions`` the notebook's ``ask`` cells have filled.
    *ids : str
        Questions that the test cell is about.
    points : float
        That the test cell is worth; nbgrader reads them when everything is complete.

    Returns
    -------
    Completeness
    """
    missing = []
    for id in ids:
        question, value = book.questions[id], recorded(book, id)
        if problem(book, id):
            still_open = [problem(book, id)]
        elif not question.complete(value):
            still_open = [note.text for note in question.notes(value) if note.level == "open"] or ["not answered yet"]
        else:
            continue
        which = f"“{question.prompt.splitlines()[0]}” " if len(ids) > 1 and question.prompt else ""
        missing.append(which + "; ".join(still_open))
    message = "; ".join(missing) if missing else "everything is answered, which does not say that it is right"
    return Completeness([Criterion("complete", 0 if missing else points, points, message)])


def number(value, key, criterion, points, tolerance=0.005, known=(), percent=False, low=None, high=None):
    """Compare a number, in whatever form it was typed, with a key.

    Parameters
    ----------
    value : str, int, float or None
        What is recorded.
    key : float
    criterion : str
    points : float
    tolerance : float
        Largest absolute difference that still counts.
    known : sequence of (value, misconception, message) or (value, misconception, message, points)
        Wrong numbers that are recognised, and what part of the points they earn (none unless told).
    percent : bool
        As in :func:`idic_lab.questions.reading.number`; and a share typed as a part of 1, without a per cent sign,
        counts too, where the key is above 1 %.
    low, high : float, optional
        The limits of the question, which decide what ``2,571`` is. Without them ``2.571`` is read with a decimal point
        and ``2,571`` is refused, as its card has told the student.

    Returns
    -------
    Result
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return Result([Criterion(criterion, 0, points, "No answer was recorded.")])
    try:
        values, _, says_per_cent = reading.parse(value, percent)
        has_point = isinstance(value, str) and "." in value
        given = values[0] if has_point and low is high is None else reading.number(value, percent, low, high)
    except reading.Unreadable as unreadable:
        return Result([Criterion(criterion, 0, points, str(unreadable))])
    if percent and not says_per_cent and 0 < given <= 1 < key:
        given *= 100
    # Binary floating point must not refuse the last digit that the tolerance promises.
    if abs(given - key) <= tolerance + 1e-9:
        return Result([Criterion(criterion, points, points, f"Recorded: {given:g}.")])
    for wrong, misconception, message, *part in known:
        if abs(given - wrong) <= tolerance + 1e-9:
            return Result(
                [Criterion(criterion, *(part or [0]), points, f"Recorded: {given:g}. {message}", misconception)]
            )
    near = abs(given - key) <= 3 * tolerance
    why = f"Close, but not within {tolerance:g}: look at the rounding." if near else "That is not what the data give."
    return Result([Criterion(criterion, 0, points, f"Recorded: {given:g}. {why}")])


def choice(value, key, criterion, points, known=None):
    """Compare one chosen option with a key.

    Parameters
    ----------
    value : str or None
    key : str or collection of str
        Option or options that count.
    criterion : str
    points : float
    known : mapping of str to (misconception, message) or (misconception, message, points), optional
        What to say about other options, and what part of the points they earn (none unless told).

    Returns
    -------
    Result
    """
    keys = {key} if isinstance(key, str) else set(key)
    if not isinstance(value, str) or not value:
        return Result([Criterion(criterion, 0, points, "No answer was recorded.")])
    if value in keys:
        return Result([Criterion(criterion, points, points, "Right.")])
    misconception, message, *part = (known or {}).get(value, ("", "This option does not fit."))
    return Result([Criterion(criterion, *(part or [0]), points, message, misconception)])


def choices(value, keys, criterion, points, known=None):
    """Compare several chosen options with the keys: each right one counts, each wrong one takes as much away.

    Parameters
    ----------
    value : list of str or None
    keys : collection of str
    criterion : str
    points : float
    known : mapping of str to (misconception, message), optional

    Returns
    -------
    Result
    """
    keys, given = set(keys), {each for each in value or [] if isinstance(each, str)}
    if not given:
        return Result([Criterion(criterion, 0, points, "No answer was recorded.")])
    hits, slips = len(given & keys), sorted(given - keys)
    earned = round(max(0, hits - len(slips)) / len(keys) * points * 2) / 2
    recognised = [known[each] for each in slips if known and each in known]
    message = f"{hits} of {len(keys)} that fit, {len(slips)} that {'does' if len(slips) == 1 else 'do'} not."
    message = " ".join([message, *(text for _, text in recognised)])
    return Result(
        [Criterion(criterion, min(earned, points), points, message, next((tag for tag, _ in recognised), ""))]
    )
