"""One assignment being graded: what was released and handed in, and where the results go."""

import hashlib
import json
import os
from pathlib import Path

import nbformat
from nbgrader.api import MissingEntry
from sqlalchemy.exc import OperationalError

from idic_lab.grading import clock, core, course_folder, identity, submission
from idic_lab.grading.core import Released, Source, SourceCell, Submission, refused
from idic_lab.grading.course_folder import NoCourse
from idic_lab.grading.files import loaded
from idic_lab.grading.gradebook_writer import Entry, GradebookWriter
from idic_lab.grading.notes import Refused, Trouble, note

NO_TEXT = "The folder's name is not UTF-8 text, and the gradebook cannot keep it. Give it another name."
RUNNING_CODE = ("Execute", "ExecutePreprocessor", "NotebookClient", "IgnorePattern", "LimitOutput")


class SourceProblem(Exception):
    """The course folder and the gradebook do not fit; the message says how to mend it."""


class Assignment:
    """An assignment of a course."""

    def __init__(self, course, gradebook, name, unsafe=False):
        self.name, self._course, self._unsafe, self._zone = name, course, unsafe, course.zone
        try:
            notebooks = gradebook.find_assignment(name).notebooks
        except MissingEntry:
            notebooks = []
        if not notebooks:
            raise NoCourse(
                f"The gradebook does not know {name!r}. Release it first: nbgrader generate_assignment {name}"
            )
        folder = course.place("source", ".", name)
        theirs = course.config.Autograde.get("exclude_overwriting", {}).get(name, ())
        self.sources = Released(load(folder, each.name, name, gradebook, theirs) for each in notebooks)
        self.release = _hash(part for each in self.sources for part in _of_release(each))
        self._writer = GradebookWriter(gradebook, name, self.release, course.config)
        self.graded = self._writer.graded()
        self.execution = {key: dict(course.config[key]) for key in RUNNING_CODE if key in course.config}
        self._in_hand, self._answers = {}, {}

    @property
    def runs_students_code(self):
        """Whether a notebook is of the code lane."""
        return not all(each.answers_lane for each in self.sources)

    def students(self):
        """Return who has handed in, in alphabetical order."""
        return self._course.students(self.name)

    def works(self, students, again: bool = False):
        """Read submissions, one by one as they are asked for."""
        for student in students:
            try:
                yield student, self._work(student, again)
            except Exception as problem:  # whatever lies in one folder, the others are graded
                yield student, refused(student, problem)

    def _work(self, student, again):
        try:
            student.encode()
        except UnicodeEncodeError:
            return refused(student, NO_TEXT)
        os.scandir(self._course.place("submitted", student, self.name)).close()  # says why when it cannot be opened
        submitted, others, time, handed_in = self._read(student)
        self._note_answers(student, submitted)
        if not again and self._is_graded(student, handed_in):
            return None
        self._in_hand[student] = handed_in, time
        return Submission(student, self.sources, submitted, others, self.execution, self._unsafe)

    def _note_answers(self, student, submitted):
        for each in submitted:
            data = each.answers[0].data if each.answers else None
            if data and b'"saved_at"' in data:  # with an answer in it, and so with times of saving
                self._answers.setdefault(_hash([data]), []).append(student)

    def same_answers(self):
        """Return groups of students who have handed in one and the same answers file, times of saving included."""
        return sorted({tuple(sorted(each)) for each in self._answers.values() if len(each) > 1})

    def _read(self, student):
        """Return what a student handed in: for each notebook, beside them, when, and a hash of all."""
        place = self._course.place("submitted", student, self.name)
        submitted = submission.read_all(place, {each.name: each for each in self.sources})
        others = self._others(student) if self.runs_students_code else ()
        time = loaded(place / "timestamp.txt", 1000).data
        return submitted, others, time, _hash(_of_submission(submitted, others, time))

    def _is_graded(self, student, handed_in):
        return self.graded.get(student, ("",))[0] == handed_in and bool(self.laid_out(student))

    def handed_in_again(self, student: str) -> bool | None:
        """Tell whether something else lies in ``submitted/`` than was graded, which the next grading will grade."""
        return None if student not in self.graded else not self._is_graded(student, self._read(student)[-1])

    def grade_and_write(self, student: str, notebook: str):
        """Grade one notebook of a submission for nbgrader's own command, which lays the files out itself."""
        if problem := identity.unusable(student):
            raise Refused(problem)
        work = self._work(student, again=True)
        source = next(each for each in self.sources if each.name == notebook)
        graded = core.grade_one(work, source)
        if graded.data is None:
            graded = core.ungraded(source, graded.notes)
        entry, trouble = self.entry(core.Outcome(student, (graded,)))
        self._writer.write([entry])
        return graded, [*graded.troubles, *([trouble] if trouble else [])]

    def _came(self, time):
        """Return the moment that a ``timestamp.txt`` tells, or None, and to the grader what is wrong with it."""
        if not (time or b"").strip():
            return None, None
        try:
            return clock.stamp(time.decode(), self._zone), None
        except Exception:  # a student may have written it, and dateutil raises much
            return None, note(Trouble.NO_TIME)

    def entry(self, outcome):
        """Return what is to be written of an outcome, once for each work."""
        handed_in, time = self._in_hand.pop(outcome.student)
        moment, trouble = self._came(time)
        return Entry(outcome, handed_in, moment), trouble

    def save(self, entries, report):
        """Write graded notebooks and then, in one transaction, the gradebook.

        In this order, so that whatever the gradebook calls graded is there to be seen. What was not written to the
        gradebook in the end is graded again by the next run, with the same result.
        """
        written = []
        for entry in entries:
            try:
                if entry.outcome.notebooks:
                    for sentence in self._lay_out(entry.outcome):
                        report.trouble(sentence, entry.outcome.student)
                    written.append(entry)
            except Exception as problem:
                if isinstance(problem, OSError) and problem.errno in course_folder.OF_THE_MACHINE:
                    raise
                report.add(refused(entry.outcome.student, problem))
        self._write(written, report)

    def _lay_out(self, outcome):
        handed_in, left_out = self._course.handed_in(outcome.student, self.name)
        files = {path: data for each in self.sources for path, data in each.files}
        notebooks = {each.name: each.data for each in outcome.notebooks if each.data}
        permissions = 0o664 if self._course.coursedir.groupshared else 0o444
        folder = self._autograded(outcome.student)
        return left_out + course_folder.lay_out(folder, notebooks, files, handed_in, permissions)

    def _write(self, entries, report):
        """Write entries into the gradebook, one by one where one of them cannot be."""
        try:
            self._writer.write(entries)
        except OperationalError:
            raise
        except Exception as problem:
            if len(entries) == 1:
                report.add(refused(entries[0].outcome.student, problem))
            for each in entries if len(entries) > 1 else ():
                self._write([each], report)

    def scores(self, student):
        """Return what the gradebook has, as :meth:`GradebookWriter.scores` does."""
        return self._writer.scores(student)

    def laid_out(self, student):
        """Return the graded notebooks that are there, by their names."""
        folder = self._autograded(student)
        paths = {each.name: folder / f"{each.name}.ipynb" for each in self.sources}
        return {name: path for name, path in paths.items() if path.is_file() and path.stat().st_size}

    def _autograded(self, student):
        return self._course.place("autograded", student, self.name)

    def _others(self, student):
        """Read what lies beside the notebooks, for students' code to find."""
        found, _ = self._course.handed_in(student, self.name)
        read = ((name, loaded(path, course_folder.LARGEST_FILE).data) for name, path in sorted(found.items()))
        return tuple((name, data) for name, data in read if data is not None)


def load(folder: Path, name: str, assignment: str, gradebook, theirs=()) -> Source:
    """Read what was released of a notebook; where students' code is run, they may hand in some files changed."""
    path = Path(folder, f"{name}.ipynb")
    if not path.is_file():
        # Without it nobody can tell the lane, and a guess could run a student's code.
        raise SourceProblem(f"{path} is missing. Grading needs the source notebook: put it back.")
    notebook = nbformat.read(path, as_version=4)
    known = gradebook.find_notebook(name, assignment)
    released = {cell.name: cell for cell in known.source_cells}
    cells, plain = [], []
    for cell in notebook.cells:
        if (grade_id := cell.metadata.get("nbgrader", {}).get("grade_id")) in released:
            cells.append(_cell(cell, released.pop(grade_id)))
        else:
            plain.append((len(cells), cell.source))
    if released:
        raise SourceProblem(
            f"{path} no longer has the released cell {sorted(released)[0]!r}. "
            f"Put it back; or, to take it away, release again: nbgrader generate_assignment {assignment} --force"
        )
    answers_lane = notebook.metadata.get("idic_lab", {}).get("lane") == "answers"
    kernel = json.loads(known.kernelspec or "null")
    files = tuple((path, data) for path, data in _files(Path(folder)) if answers_lane or path not in theirs)
    return Source(name, answers_lane, tuple(cells), files, kernel, tuple(plain))


def _cell(cell, released):
    """Join a cell of the source notebook with what the gradebook keeps of its release."""
    nbgrader = {**cell.metadata["nbgrader"], "locked": released.locked, "checksum": released.checksum}
    metadata = {**cell.metadata, "nbgrader": nbgrader}
    return SourceCell(released.name, released.cell_type, released.source, released.locked, metadata, cell.get("id", ""))


def _files(folder):
    """Read what lies beside the notebooks, but no answers file that an instructor's own try has left there."""
    return tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix != ".ipynb"
        and ".ipynb_checkpoints" not in path.parts
        and ".answers" not in path.name
    )


def _of_release(source):
    yield from (source.name, str(source.answers_lane))
    for cell in source.cells:
        yield from (cell.grade_id, cell.text, str(cell.points), str(cell.locked), *cell.questions)
    for name, data in source.files:
        yield from (name, data)


def _of_submission(submitted, others, time):
    yield time
    for each in submitted:
        yield from (each.name, each.notebook)
        for file in each.answers:
            yield from (file.name, file.data)
    for name, data in others:
        yield from (name, data)


def _hash(parts):
    """Return a hash of texts and bytes, told apart by their lengths."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part or b""
        whole.update(f"{len(data)}:".encode() + data)
    return whole.hexdigest()
