"""What another grading would change: whose score, by which criterion, by how much and why."""

import contextlib
import json
import pickle
import tempfile
from dataclasses import dataclass

from idic_lab.grading import tasks
from idic_lab.judging.result import results


@dataclass(frozen=True)
class CriterionChange:
    """A line of a judgement that earns something else than before."""

    criterion: str
    # Points; None where there is no such line
    before: float | None
    after: float | None
    message: str  # of the later judgement, to the student


@dataclass(frozen=True)
class Change:
    """A score that would change."""

    student: str
    notebook: str
    grade_id: str
    # Automatic score; None where there is none: before the first grading, and where a person marks
    before: float | None
    # Automatic score; None where there is none: before the first grading, and where a person marks
    after: float | None
    by_hand: float | None  # a mark given by a person, which stays whatever the automatic score becomes
    criteria: tuple[CriterionChange, ...]  # empty where a check does not tell its criteria


def changes(outcome, scores, pages) -> list[Change]:
    """Compare a new grading of a submission with the last one."""
    found = []
    for graded in outcome.notebooks:
        earlier = _results(pages[graded.name].read_bytes()) if graded.name in pages else {}
        later = _results(graded.data) if graded.data else {}
        for mark in graded.marks:
            if not mark.scored:
                continue
            before, by_hand = scores.get((graded.name, mark.grade_id), (None, None))
            after = mark.score
            if mark.questions:
                after = tasks.standing(graded.values, mark.questions, False, True, False).auto_score
            criteria = _differing(earlier.get(mark.grade_id, []), later.get(mark.grade_id, []))
            if before != after or (criteria and scores):
                change = (outcome.student, graded.name, mark.grade_id, before, after, by_hand, criteria)
                found.append(Change(*change))
    return found


def _results(data):
    return results(json.loads(data)["cells"])


def _differing(earlier, later):
    before, after = ({line.id: line for line in lines} for lines in (earlier, later))
    pairs = [(before.get(id), after.get(id)) for id in {**before, **after}]
    return tuple(
        CriterionChange(
            (other or one).criterion, one and one.earned, other and other.earned, other.message if other else ""
        )
        for one, other in pairs
        if (one and one.earned) != (other and other.earned)
    )


class Spool(contextlib.AbstractContextManager):
    """Entries that wait on disk until somebody has seen what they would change."""

    def __init__(self):
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed when the spool is
        self._count = 0

    def __exit__(self, *problem):
        self._file.close()

    def put(self, entry):
        """Add an entry."""
        pickle.dump(entry, self._file)
        self._count += 1

    def __iter__(self):
        self._file.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._file)
