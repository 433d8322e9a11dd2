"""The grading core: what was handed in and what was released go in, scores and graded notebooks come out.

``idic-lab grade``, ``nbgrader autograde`` and formgrader's button all grade with :func:`grade_one`. Nothing here knows
a course, a gradebook or a disk beyond a folder made for the purpose, so that it does not matter which machine does it,
nor whether it is done twice.
"""

import os
import pickle
import threading
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import nbformat

from idic_lab.grading import answers_grader, identity, notebook, sanitize
from idic_lab.grading import submission as hand_in
from idic_lab.grading.notes import FileNote, Incomplete, Message, NotebookNote, Refused, Trouble, note
from idic_lab.grading.repair import repair
from idic_lab.grading.sandbox import workplace

NO_RESPONSE = "No response."
LONGEST_REASON = 2_000  # characters

# The instructor's cells use the process's own working directory and standard output, of which there is one.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class SourceCell:
    """A cell of the instructor's: everything of it that nbgrader knows by a grade_id."""

    # As released; the text holds hidden tests and mark schemes
    grade_id: str
    cell_type: str
    text: str
    locked: bool  # whether a student's version of it is overwritten
    metadata: dict  # of the whole cell, nbgrader's part with the checksum of the release
    cell_id: str  # of the notebook format

    def is_(self, kind):
        """Tell whether nbgrader knows the cell as a "grade", "solution" or "task" cell."""
        return bool(self.metadata["nbgrader"].get(kind))

    @property
    def points(self):
        """What the cell is worth; None unless nbgrader keeps a grade for it."""
        return float(self.metadata["nbgrader"]["points"]) if self.is_("grade") or self.is_("task") else None

    @property
    def questions(self):
        """Ids of the questions that a task is about."""
        return tuple(self.metadata.get("idic_lab", {}).get("questions", ()))


@dataclass(frozen=True)
class Source:
    """A released notebook as the instructor has it."""

    name: str  # of the notebook
    answers_lane: bool  # whether it is graded from recorded answers alone
    cells: tuple[SourceCell, ...]  # in the instructor's order
    files: tuple[tuple[str, bytes], ...]  # that go with the notebook, by their paths
    kernel: dict | None = None  # the kernel's entry in the notebook's metadata
    # Texts of the cells that nbgrader does not know, each with how many of `cells` come before it
    plain: tuple[tuple[int, str], ...] = ()

    def __getitem__(self, grade_id):
        return next(cell for cell in self.cells if cell.grade_id == grade_id)

    @property
    def lane_cells(self):
        """The locked code cells, for :func:`idic_lab.grading.answers_grader.run`."""
        return tuple(
            answers_grader.Cell(cell.grade_id, cell.text)
            for cell in self.cells
            if cell.locked and cell.cell_type == "code"
        )


class Released(tuple[Source, ...]):
    """All notebooks of an assignment: they go with every submission, and a process understands them once."""

    @cached_property
    def _data(self):
        return pickle.dumps(tuple(self))

    def __reduce__(self):
        return _released, (self._data,)


@lru_cache(maxsize=8)
def _released(data):
    return Released(pickle.loads(data))


@dataclass(frozen=True)
class Submission:
    """One submission, to be graded anywhere."""

    student: str
    sources: tuple[Source, ...]  # what was released, all notebooks of the assignment
    submitted: tuple[hand_in.Submitted, ...]  # one for each of `sources`
    files: tuple[tuple[str, bytes], ...] = ()  # what else was handed in; only where students' code is run
    execution: dict | None = None  # nbgrader's settings for running students' code
    unsafe: bool = False  # whether students' code may run where it cannot be isolated

    @property
    def runs_students_code(self):
        """Whether a notebook is graded by running students' code."""
        return not all(each.answers_lane for each in self.sources)

    def of(self, source):
        """Return what was handed in for one of the notebooks."""
        return next(each for each in self.submitted if each.name == source.name)


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
    notes: tuple[Message, ...] = ()  # to student and grader: what was repaired, and what could not be read
    troubles: tuple[Message | str, ...] = ()  # to the grader alone
    incomplete: Incomplete | None = None  # what was missing; None for a whole one

    @property
    def said(self) -> tuple[str, ...]:
        """The notes in words."""
        return tuple(map(str, self.notes))


@dataclass(frozen=True)
class Outcome:
    """What became of a submission."""

    student: str
    # Of a refused submission only where nothing of it could be read: the released ones, with a note and no points
    notebooks: tuple[GradedNotebook, ...] = ()
    refused: str = ""  # why it could not be graded; empty when it was

    @property
    def incomplete(self):
        """What is missing; None for a whole submission."""
        return next((each.incomplete for each in self.notebooks if each.incomplete), None)


def refused(student: str, why, notebooks: tuple[GradedNotebook, ...] = ()) -> Outcome:
    """Return the outcome of a submission that could not be graded."""
    if isinstance(why, OSError):
        file = f" ({sanitize.name(os.path.basename(os.fsdecode(why.filename)))})" if why.filename else ""
        why = f"A file could not be read or written: {why.strerror}{file}."
    elif isinstance(why, Exception) and not isinstance(why, Refused):
        why = f"{type(why).__name__}: {why}"
    return Outcome(student, notebooks, sanitize.line(why)[:LONGEST_REASON])


def grade(submission: Submission) -> Outcome:
    """Grade a submission. Whatever was handed in: nothing that a student can do raises here."""
    if problem := identity.unusable(submission.student):
        return refused(submission.student, problem)
    try:
        graded = tuple(grade_one(submission, source) for source in submission.sources)
    except Exception as problem:  # the grader's own mistake must not stop the others
        return refused(submission.student, problem)
    if any(each.data for each in graded):
        return Outcome(submission.student, graded)
    # What is said of a notebook alone goes on to how it was graded all the same.
    about_notebook = (NotebookNote.NO_NOTEBOOK, NotebookNote.UNREADABLE_NOTEBOOK, NotebookNote.EMPTY)
    notes = [each for each in graded[0].notes if each.what not in about_notebook]
    notes.insert(0, note(NotebookNote.NOTHING, name=submission.sources[0].name))
    return refused(
        submission.student, " ".join(map(str, notes)), tuple(ungraded(each, notes) for each in submission.sources)
    )


def grade_one(submission: Submission, source: Source) -> GradedNotebook:
    """Grade one notebook of a submission: repair it, run the instructor's cells over the answers, read the scores."""
    submitted = submission.of(source)
    recorded = hand_in.recorded(submitted)
    made, notes = notebook.opened(submitted.notebook)
    notes = [*submitted.messages, *notes]
    if not made.cells and (recorded.data is None or not source.answers_lane):
        # As nbgrader has it: a notebook that was not handed in has no points, and nobody need look for them.
        return GradedNotebook(source.name, None, tuple(_no_points(source)), {}, tuple(notes))
    notes += repair(made, source)
    incomplete = Incomplete.ANSWERS_MISSING if source.answers_lane and recorded.data is None else None
    if source.answers_lane:
        notes += [each for each in (recorded.message, incomplete and note(NotebookNote.PROVISIONAL)) if each]
        judge, troubles = _answers(made, source, recorded, submission)
    else:
        from idic_lab.grading import code_grader

        judge, more, troubles = code_grader.run(made, source, submission)
        notes += more
    marks = list(_marks(made, source, judge, troubles))
    sanitize.notebook(made, trusted_outputs=source.answers_lane)
    if source.answers_lane:
        notebook.repeat_answers(made, source)
    asked = {question for cell in source.cells for question in cell.questions}
    return GradedNotebook(
        source.name,
        notebook.written(made, source, notes),
        tuple(_waiting(marks, source) if incomplete else marks),
        {question: recorded.values[question] for question in asked if question in recorded.values},
        tuple(notes),
        tuple(troubles),
        incomplete,
    )


def ungraded(source: Source, notes) -> GradedNotebook:
    """Return a notebook as it was released, for a submission of which nothing can be read: feedback is made of it."""
    made, _ = notebook.opened(None)
    repair(made, source)
    data = notebook.written(made, source, [*notes, note(NotebookNote.PROVISIONAL)])
    marks = _waiting(_no_points(source), source)
    return GradedNotebook(source.name, data, tuple(marks), {}, incomplete=Incomplete.UNREADABLE)


def _no_points(source):
    return [Mark(cell.grade_id, 0.0) for cell in source.cells if cell.points is not None]


def _waiting(marks, source):
    """Let one part of a notebook wait for a person: looking at one is enough to settle all of them."""
    checks = [cell.grade_id for cell in source.cells if cell.is_("grade")]
    parts = checks or [cell.grade_id for cell in source.cells if cell.points is not None]
    return [replace(mark, review=True) if parts and mark.grade_id == parts[0] else mark for mark in marks]


def _answers(made, source, recorded, submission):
    """Fill in what the instructor's cells show; no cell of the student's is run."""
    runs = {}
    if (submission.execution or {}).get("Execute", {}).get("enabled", True):
        with _one_at_a_time:
            ready = answers_grader.prepare(source.lane_cells, source.files)
            with workplace(source.files, source.name, recorded.data) as place:
                runs = answers_grader.run(ready, place)
    for cell in made.cells:
        if cell.cell_type == "code":
            run = runs.get(notebook.grade_id(cell))
            cell.outputs = [nbformat.from_dict(output) for output in run.outputs] if run else []
    troubles = [recorded.reason] if recorded.reason and recorded.message.what is not FileNote.MISSING else []
    troubles += [note(Trouble.RAISED, cell=grade_id, text=run.error) for grade_id, run in runs.items() if run.error]
    troubles += [note(Trouble.WARNED, cell=grade_id, text=run.stderr) for grade_id, run in runs.items() if run.stderr]
    return lambda each, cell: answers_grader.judge(runs.get(each.grade_id), each.points), troubles


def _marks(made, source, judge, troubles):
    """Yield what nbgrader is to keep of each of the instructor's cells; a judged cell shows its judgement alone."""
    cells = {notebook.grade_id(cell): cell for cell in made.cells}
    for each in source.cells:
        cell = cells[each.grade_id]
        if each.is_("task"):
            questions = each.questions if source.answers_lane else ()
            yield Mark(each.grade_id, scored=bool(questions), commented=True, questions=questions)
        elif each.is_("solution"):
            yield _answer_mark(each, cell)
        elif each.is_("grade"):
            judgement = judge(each, cell)
            yield Mark(each.grade_id, judgement.score, bool(judgement.trouble))
            if judgement.output:
                cell.outputs = [nbformat.from_dict(judgement.output)]
            if judgement.trouble:
                troubles.append(note(Trouble.CHECK, cell=each.grade_id, what=judgement.trouble))


def _answer_mark(each, cell):
    """Return what nbgrader keeps of a classic answer cell."""
    from nbgrader import utils  # takes a second, and no assignment that is answered through ask needs it

    score = utils.determine_grade(cell)[0] if each.is_("grade") else None
    untouched = each.metadata["nbgrader"].get("checksum") == utils.compute_checksum(cell)
    comment = NO_RESPONSE if untouched else None
    return Mark(each.grade_id, score, score is None, comment, scored=each.is_("grade"), commented=True)
