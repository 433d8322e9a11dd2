"""The unit of work: the bytes of one submission in, scores and graded notebooks out.

Nothing here knows a course, a gradebook or a disk beyond a folder made for the purpose, so that it does not matter
which machine does it, nor whether it is done twice.
"""

import json
import os
import threading
from dataclasses import dataclass, replace

import nbformat
from nbformat.v4.rwbase import split_lines, strip_transient

from idic_lab.grading import (
    answers_grader,
    identity,
    incomplete,
    isolation,
    notebook,
    notes,
    repeated_answers,
    sanitize,
    submission,
    tasks,
)
from idic_lab.grading.messages import Said
from idic_lab.grading.program import Run
from idic_lab.grading.repair import repair
from idic_lab.grading.sandbox import workplace
from idic_lab.grading.source import Source

NOTHING = "There is neither a notebook “{name}.ipynb” nor an answers file that can be read."
LONGEST_REASON = 2_000  # characters

# The lane works in the process's own working directory and standard output, of which there is one.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Work:
    """One submission, to be graded anywhere."""

    student: str
    sources: tuple[Source, ...]  # what was released, all notebooks of the assignment
    submitted: tuple[submission.Submitted, ...]  # one for each of `sources`
    files: tuple[tuple[str, bytes], ...] = ()  # what else was handed in; only where students' code is run
    execution: dict | None = None  # nbgrader's settings for running students' code
    unsafe: bool = False  # whether students' code may run where it cannot be isolated

    @property
    def runs_students_code(self):
        """Whether a notebook is is graded by running students' code."""
        return not all(each.answers_lane for each in self.sources)


@dataclass(frozen=True)
class Mark:
    """What grading found out about one cell."""

    grade_id: str
    score: float | None = None  # None when a person has to mark
    review: bool = False  # whether a person has to look in any case
    comment: str | None = None
    # Whether nbgrader keeps a grade, and a comment, for the cell
    scored: bool = True
    commented: bool = False
    questions: tuple[str, ...] = ()  # those that a task is about; its score is settled by what is recorded for them


@dataclass(frozen=True)
class GradedNotebook:
    """What became of one notebook."""

    name: str
    data: bytes | None  # the graded notebook; None when none was handed in
    marks: tuple[Mark, ...]
    values: dict  # what is recorded for the questions of tasks
    said: tuple[str, ...] = ()  # to student and grader: what was repaired, and what could not be read
    troubles: tuple[str, ...] = ()  # to the grader alone
    incomplete: str = ""  # what was missing, as :mod:`idic_lab.grading.incomplete` has it; empty for a whole one


@dataclass(frozen=True)
class Outcome:
    """What became of a submission."""

    student: str
    # Of a refused submission only where nothing of it could be read: the released ones, with a note and no points
    notebooks: tuple[GradedNotebook, ...] = ()
    refused: str = ""  # why it could not be graded; empty when it was
    tamper_proof: bool = True  # whether no code of the student's had a part in it

    @property
    def incomplete(self):
        """What is missing, as :mod:`idic_lab.grading.incomplete` has it; empty for a whole submission."""
        return next((each.incomplete for each in self.notebooks if each.incomplete), "")


def refused(student: str, why, notebooks: tuple[GradedNotebook, ...] = ()) -> Outcome:
    """Return the outcome of a submission that could not be graded."""
    if isinstance(why, OSError):
        file = f" ({sanitize.name(os.path.basename(os.fsdecode(why.filename)))})" if why.filename else ""
        why = f"A file could not be read or written: {why.strerror}{file}."
    elif isinstance(why, Exception):
        why = f"{type(why).__name__}: {why}"
    return Outcome(student, notebooks, sanitize.line(why)[:LONGEST_REASON])


def grade(work: Work) -> Outcome:
    """Grade one submission. Whatever was handed in: nothing that a student can do raises here."""
    if problem := identity.unusable(work.student):
        return refused(work.student, problem)
    try:
        with _one_at_a_time:
            pairs = zip(work.sources, work.submitted, strict=True)
            graded = tuple(_graded(source, submitted, work) for source, submitted in pairs)
    except isolation.CannotRun as problem:
        return refused(work.student, str(problem))
    except Exception as problem:  # the grader's own mistake must not stop the others
        return refused(work.student, problem)
    if not any(each.data for each in graded):
        # What is said of a notebook alone goes on to how it was graded all the same.
        said = [each for each in graded[0].said if each not in (notebook.MISSING, notebook.UNREADABLE, notebook.EMPTY)]
        said = [NOTHING.format(name=work.sources[0].name), *said]
        return refused(work.student, " ".join(said), tuple(_released(each, said) for each in work.sources))
    return Outcome(work.student, graded, tamper_proof=not work.runs_students_code)


def _graded(source, submitted, work):
    recorded = submission.recorded(submitted)
    made, said = notebook.opened(submitted.notebook)
    said = [*submitted.said, *said]
    if not made.cells and (recorded.data is None or not source.answers_lane):
        # As nbgrader has it: a notebook that was not handed in has no points, and nobody need look for them.
        marks = [Mark(cell.grade_id, 0.0) for cell in source.cells if cell.points is not None]
        return GradedNotebook(source.name, None, tuple(marks), {}, tuple(said))
    said += repair(made, source)
    missing = incomplete.ANSWERS_MISSING if source.answers_lane and recorded.data is None else ""
    if source.answers_lane:
        said += [recorded.note, *([incomplete.PROVISIONAL] if missing else [])]
        runs, troubles = _answers(made, source, recorded)
        marks = _marks(
            made, source, lambda each, cell: answers_grader.judge(runs.get(each.grade_id), each.points), troubles
        )
    else:
        from idic_lab.grading import code_grader

        notes, troubles = code_grader.run(made, source, work)
        said += notes
        marks = _marks(made, source, code_grader.judge, troubles)
    sanitize.notebook(made, trusted_outputs=source.answers_lane)
    if source.answers_lane:
        repeated_answers.put(made, source)
    asked = {question for cell in source.cells for question in cell.questions}
    return GradedNotebook(
        source.name,
        _written(made, source, said),
        _provisional(marks, source) if missing else tuple(marks),
        {question: recorded.values[question] for question in asked if question in recorded.values},
        tuple(each for each in said if each),
        tuple(troubles),
        missing,
    )


def _released(source, said):
    """Return a notebook as it was released, for a submission of which nothing can be read: feedback is made of it."""
    made, _ = notebook.opened(None)
    repair(made, source)
    data = _written(made, source, [*said, incomplete.PROVISIONAL])
    marks = [Mark(cell.grade_id, 0.0) for cell in source.cells if cell.points is not None]
    return GradedNotebook(source.name, data, _provisional(marks, source), {}, incomplete=incomplete.UNREADABLE)


def _provisional(marks, source):
    first = incomplete.first_part(source.cells)
    return tuple(replace(mark, review=True) if mark.grade_id == first else mark for mark in marks)


def _answers(made, source, recorded):
    """Fill in what the instructor's cells show; no cell of the student's is run."""
    ready = answers_grader.prepare(source.lane_cells, source.files)
    with workplace(source.files, source.name, recorded.data) as place:
        runs = answers_grader.run(ready, place)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(output) for output in runs.get(_grade_id(cell), Run()).outputs]
    troubles = [recorded.reason] if recorded.reason and recorded.message.what is not Said.MISSING else []
    troubles += [f"the cell {grade_id} raised\n{run.error}" for grade_id, run in runs.items() if run.error]
    troubles += [f"the cell {grade_id} said\n{run.stderr}" for grade_id, run in runs.items() if run.stderr]
    return runs, troubles


def _marks(made, source, judge, troubles):
    """Return what nbgrader is to keep of each of the instructor's cells; a judged cell shows its judgement alone."""
    cells, marks = {_grade_id(cell): cell for cell in made.cells}, []
    for each in source.cells:
        cell = cells[each.grade_id]
        if each.is_("task"):
            questions = each.questions if source.answers_lane else ()
            marks.append(Mark(each.grade_id, scored=bool(questions), commented=True, questions=questions))
        elif each.is_("solution"):
            marks.append(_answer_mark(each, cell))
        elif each.is_("grade"):
            judgement = judge(each, cell)
            marks.append(Mark(each.grade_id, judgement.score, bool(judgement.trouble)))
            if judgement.output:
                cell.outputs = [nbformat.from_dict(judgement.output)]
            if judgement.trouble:
                troubles.append(f"the check {each.grade_id} {judgement.trouble}")
    return marks


def _answer_mark(each, cell):
    """Return what nbgrader keeps of a classic answer cell."""
    from nbgrader import utils  # takes a second, and no assignment that is answered through ask needs it

    score = utils.determine_grade(cell)[0] if each.is_("grade") else None
    untouched = each.metadata["nbgrader"].get("checksum") == utils.compute_checksum(cell)
    comment = tasks.NO_RESPONSE if untouched else None
    return Mark(each.grade_id, score, score is None, comment, scored=each.is_("grade"), commented=True)


def _written(made, source, said):
    """Return a notebook's bytes, with the notices in it, in one line, which takes a tenth of the time of nbformat's."""
    notes.put(made, said)
    if source.kernel:
        made.metadata["kernelspec"] = source.kernel
    nbformat.validate(made)
    return (
        json.dumps(strip_transient(split_lines(made)), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        + b"\n"
    )


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")
