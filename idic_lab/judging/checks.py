"""Judging an answer: an answer and a rule in, a Result out. Pure, and without any key of its own."""

from idic_lab.judging.once import once, refuse_answers
from idic_lab.judging.result import MIME, Completeness, Criterion, Result
from idic_lab.questions import reading
from idic_lab.questions.kinds.rank import pairs_in_order
from idic_lab.words import say

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
    "rank",
    "recorded",
]


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


def problem(book, id):
    """Return why what is recorded for a question is no answer to it: a file edited by hand can hold anything.

    Parameters
    ----------
    book : idic_lab.AnswerBook
    id : str

    Returns
    -------
    str
        Empty when it is an answer, or when there is none.
    """
    return book.questions[id].problem(book.get(id))


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
            still_open = [note.text for note in question.notes(value) if note.level in ("open", "unanswered")]
            still_open = still_open or [say("notes.unanswered")]
        else:
            continue
        which = f"“{question.prompt.splitlines()[0]}” " if len(ids) > 1 and question.prompt else ""
        missing.append(which + "; ".join(still_open))
    message = "; ".join(missing) or say("judging.everything")
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
        return Result([Criterion(criterion, 0, points, say("judging.no_answer"))])
    try:
        values, _, says_per_cent = reading.parse(value, percent)
        has_point = isinstance(value, str) and "." in value
        given = values[0] if has_point and low is high is None else reading.number(value, percent, low, high)
    except reading.Unreadable as unreadable:
        return Result([Criterion(criterion, 0, points, str(unreadable))])
    if percent and not says_per_cent and 0 < given <= 1 < key:
        given *= 100
    record = say("judging.recorded", value=f"{given:g}")
    # Binary floating point must not refuse the last digit that the tolerance promises.
    if abs(given - key) <= tolerance + 1e-9:
        return Result([Criterion(criterion, points, points, record)])
    for wrong, misconception, message, *part in known:
        if abs(given - wrong) <= tolerance + 1e-9:
            told = f"{record} {message}"
            return Result([Criterion(criterion, *(part or [0]), points, told, misconception)])
    near = abs(given - key) <= 3 * tolerance
    why = say("judging.close", tolerance=f"{tolerance:g}") if near else say("judging.other_number")
    return Result([Criterion(criterion, 0, points, f"{record} {why}")])


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
        return Result([Criterion(criterion, 0, points, say("judging.no_answer"))])
    if value in keys:
        return Result([Criterion(criterion, points, points, say("judging.right"))])
    misconception, message, *part = (known or {}).get(value, ("", say("judging.other_option")))
    return Result([Criterion(criterion, *(part or [0]), points, message, misconception)])


def rank(value, right, criterion, points):
    """Compare an order with the right one, by the pairs of items of which the same one comes first.

    Parameters
    ----------
    value : list of str or None
        What is recorded: all keys.
    right : sequence of str
        The keys in the right order.
    criterion : str
    points : float
        Half of all pairs are right by chance and earn nothing; from there on points rise with the pairs, in quarters.

    Returns
    -------
    Result
    """
    if not value:
        return Result([Criterion(criterion, 0, points, say("judging.no_answer"))])
    fitting, pairs = pairs_in_order(value, right)
    earned = round(points * max(0.0, 2 * fitting / pairs - 1) * 4) / 4
    told = say("judging.pairs", fitting=fitting, pairs=pairs)
    return Result([Criterion(criterion, min(earned, points), points, told)])


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
        return Result([Criterion(criterion, 0, points, say("judging.no_answer"))])
    hits, slips = len(given & keys), sorted(given - keys)
    earned = round(max(0, hits - len(slips)) / len(keys) * points * 2) / 2
    recognised = [known[each] for each in slips if known and each in known]
    told = say("judging.choices", hits=hits, all=len(keys), count=len(slips))
    message = " ".join([told, *(text for _, text in recognised)])
    return Result(
        [Criterion(criterion, min(earned, points), points, message, next((tag for tag, _ in recognised), ""))]
    )
