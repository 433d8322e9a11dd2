"""What another grading would change: whose score, by which criterion, by how much and why."""

import contextlib
import json
import pickle
import tempfile
from dataclasses import dataclass

from idic_lab.grading import tasks
from idic_lab.judging.checks import MIME


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
        earlier = _criteria(pages[graded.name].read_bytes()) if graded.name in pages else {}
        later = _criteria(graded.data) if graded.data else {}
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


def _criteria(data):
    """Return the lines of each judgement in a graded notebook, by grade_id."""
    found = {}
    for cell in json.loads(data)["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        for output in cell.get("outputs", ()):
            if MIME in output.get("data", {}):
                found[grade_id] = output["data"][MIME]
    return found


def _differing(earlier, later):
    before = {line["criterion"]: line for line in earlier}
    after = {line["criterion"]: line for line in later}
    return tuple(
        CriterionChange(name, one.get("earned"), other.get("earned"), other.get("message", ""))
        for name in {**before, **after}
        if (one := before.get(name, {})).get("earned") != (other := after.get(name, {})).get("earned")
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
