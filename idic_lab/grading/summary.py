"""What became of every submission, for people and for programs."""

import bisect
import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field

from idic_lab.grading.notes import State
from idic_lab.grading.sanitize import line, name

NOT_TAMPER_PROOF = (
    "This assignment is graded by running students' code. Its marks are read from what that code leaves behind: "
    "they are not proof against tampering."
)


@dataclass
class Report:
    """What became of the submissions of an assignment."""

    assignment: str
    states: dict[str, State] = field(default_factory=dict)  # by student
    said: dict = field(default_factory=dict)  # by student: what was repaired, or why it could not be graded
    troubles: dict = field(default_factory=dict)  # students by what a grader should know
    # Groups of students who have handed in one and the same answers file
    same_answers: list = field(default_factory=list)
    earlier_release: int = 0  # how many of those graded before were graded by an earlier release
    # How many of those graded before were graded by which other version of this kit
    other_kits: Counter = field(default_factory=Counter)
    tamper_proof: bool = True
    changes: list | None = None  # None unless everything was graded again
    written: bool = True  # whether the gradebook was
    seconds: float = 0.0

    def add(self, outcome, *troubles):
        """Take note of an outcome."""
        said = tuple(each for graded in outcome.notebooks for each in graded.said)
        state = State.REPAIRED if said else State.GRADED
        state = State.ANSWERS_MISSING if outcome.incomplete else state
        self.states[outcome.student] = State.REFUSED if outcome.refused else state
        if said or outcome.refused:
            self.said[outcome.student] = (outcome.refused,) if outcome.refused else said
        for trouble in (*(each for graded in outcome.notebooks for each in graded.troubles), *troubles):
            self.trouble(str(trouble), outcome.student)

    def trouble(self, what, student):
        """Take note of something that a grader should know."""
        bisect.insort(self.troubles.setdefault(what, []), student)  # workers end in any order

    @property
    def complete(self):
        """Whether every submission has a grade."""
        return State.REFUSED not in self.states.values()

    def as_json(self):
        """Return the report for programs."""
        return json.dumps(
            {
                "assignment": self.assignment,
                "submissions": {
                    student: {"state": state, "said": self.said.get(student, ())}
                    for student, state in sorted(self.states.items())
                },
                "troubles": [{"what": what, "students": students} for what, students in self.troubles.items()],
                "same_answers_file": self.same_answers,
                "graded_by_an_earlier_release": self.earlier_release,
                "graded_by_another_kit": dict(self.other_kits),
                "tamper_proof": self.tamper_proof,
                "changes": None if self.changes is None else [asdict(change) for change in self.changes],
                "written": self.written,
                "seconds": round(self.seconds, 2),
            },
            indent=1,
        )

    def as_text(self):
        """Return the report for a terminal."""
        return "\n".join([*self._troubles(), *self._table()])

    def differences(self):
        """Return for a terminal what grading again changes, or would change."""
        return "\n".join(self._differences())

    def _table(self):
        count = Counter(self.states.values())
        nothing = "" if self.written else ", nothing written"
        yield f"{line(self.assignment)}: {_submissions(len(self.states))}, {self.seconds:.1f} seconds{nothing}"
        for state in State:
            if count[state] or state is State.GRADED:
                yield f"  {state:<22}{count[state]:>6}"
            for student in sorted(self.said) if state in (State.REPAIRED, State.ANSWERS_MISSING, State.REFUSED) else ():
                if self.states[student] == state:
                    yield f"    {name(student)}: {line(' '.join(self.said[student]))}"
        for students in self.same_answers:
            yield (
                f"{', '.join(map(name, students))} handed in one and the same answers file, to the second of each "
                "saving. No mark depends on it; look into it."
            )
        if self.earlier_release:
            yield f"{_submissions(self.earlier_release)} of those graded before had another release of the assignment."
        for kit, number in sorted(self.other_kits.items()):
            yield f"{_submissions(number)} of those graded before had another version of this kit: {line(kit)}."
        if self.earlier_release or self.other_kits:
            yield (
                "Their marks stay. To see which of them grading again would change, and write nothing: "
                f"idic-lab grade {line(self.assignment)} --regrade"
            )
        if not self.tamper_proof:
            yield NOT_TAMPER_PROOF

    def _troubles(self):
        for what, students in self.troubles.items():
            names = ", ".join(map(name, students[:5])) + (f" and {len(students) - 5} more" if len(students) > 5 else "")
            # It quotes what students typed; indented, none of it looks like a line of this report.
            yield f"{names}: {line(what)}".replace("\n", "\n    ")

    def _differences(self):
        students = {change.student for change in self.changes}
        for change in sorted(self.changes, key=lambda each: (each.student, each.notebook)):
            stays = "" if change.by_hand is None else f", and the mark given by hand stays: {change.by_hand:g}"
            what = f"{name(change.student)}  {line(change.grade_id)}"
            yield f"{what}: {_points(change.before)} → {_points(change.after)}{stays}"
            for each in change.criteria:
                what = f"{line(each.criterion)}: {_points(each.before)} → {_points(each.after)}"
                yield f"    {what}. {line(each.message)}"
        of = f"{len(students)} of {_submissions(len(self.states))}"
        yield f"{of} change." if self.written else f"{of} would change. Nothing is written without --apply."


def _points(points):
    return "none" if points is None else f"{points:g}"


def _submissions(count):
    return f"{count} submission{'' if count == 1 else 's'}"


class Progress:
    """A line on a terminal that tells how far the work is, and nothing anywhere else."""

    def __init__(self, stream, total):
        self._stream, self._total = stream, total
        self._shown = stream.isatty()
        self._start = self._last = time.monotonic()

    def show(self, done):
        """Tell how many are done."""
        now, ended = time.monotonic(), done == self._total
        if self._shown and (now - self._last > 0.1 or ended):
            self._last, self._shown = now, not ended
            filled = 30 * done // max(1, self._total)
            left = (now - self._start) / max(1, done) * (self._total - done)
            bar = f"{'█' * filled}{'░' * (30 - filled)} {done} of {self._total}"
            self._stream.write(f"\r{bar}" + (f"{'':<20}\n" if ended else f", {left:.0f} s left   "))
            self._stream.flush()
