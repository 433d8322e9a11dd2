"""Grade an assignment: everybody's work, as fast as this machine or a cluster can, into nbgrader's gradebook."""

import argparse
import contextlib
import os
import sys
import time
from pathlib import Path

from idic_lab.answers.storage import alone
from idic_lab.grading.imports import quick_imports
from idic_lab.grading.notes import Refused, State
from idic_lab.grading.sanitize import line
from idic_lab.grading.summary import Progress, Report

TOGETHER = 25  # submissions in one transaction of the gradebook
AT_LEAST_EVERY = 5  # seconds
LAPSE = 5  # seconds
GO_ON = "What is in the gradebook is whole; run the same again to go on."
EXIT_STATUS = (
    "What was handed in, or handed in again, since the last time is graded. Marks given by hand stay. The exit status "
    "is 0 when every submission has a grade, 1 when one could not be graded, and 2 when nothing could be done."
)


class NotPossible(Exception):
    """Nothing can be graded; the message says what to do."""


def main(argv):
    """Grade an assignment and say what became of each submission."""
    parser = argparse.ArgumentParser(prog="idic-lab grade", description=__doc__, epilog=EXIT_STATUS)
    parser.add_argument("assignment", help="its name, for example four-companies")
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course folder (the one here)")
    parser.add_argument("--student", nargs="+", metavar="ID", help="grade these students alone")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), metavar="N", help="how many at a time (%(default)s)"
    )
    parser.add_argument("--scheduler", metavar="tls://HOST:PORT", help="grade on a Dask cluster")
    parser.add_argument("--regrade", action="store_true", help="grade all again, and show whose marks would change")
    parser.add_argument("--apply", action="store_true", help="with --regrade: write the changes")
    parser.add_argument("--unsafe", action="store_true", help="run students' code where it cannot be isolated")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    arguments = parser.parse_args(argv)
    if arguments.apply and not arguments.regrade:
        parser.error("--apply belongs to --regrade.")
    if arguments.jobs < 1:
        parser.error("--jobs takes a number from 1 on.")
    report = Report(arguments.assignment)
    try:
        grade(arguments, report)
    except NotPossible as problem:
        print(str(problem), file=sys.stderr)
        return 2
    except OSError as problem:
        where = f": {problem.filename}" if problem.filename else ""
        print(f"Stopped: {problem.strerror or problem}{where}. {GO_ON}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\nStopped. {GO_ON}", file=sys.stderr)
        return 130
    print(report.as_json() if arguments.json else report.as_text())
    return 0 if report.complete else 1


def grade(arguments, report: Report):
    """Grade what is to be graded."""
    start = time.perf_counter()
    with quick_imports():
        from nbgrader.api import InvalidEntry
        from sqlalchemy.exc import OperationalError

        from idic_lab.grading import workers
        from idic_lab.grading.assignment import Assignment, SourceProblem
        from idic_lab.grading.course_folder import CourseFolder, NoCourse
        from idic_lab.grading.sandbox import clear_left_behind
    clear_left_behind()
    with contextlib.ExitStack() as stack:
        try:
            course = CourseFolder(arguments.course)
            stack.enter_context(_alone(course.root))
            gradebook = stack.enter_context(course.gradebook())
            assignment = Assignment(course, gradebook, arguments.assignment, arguments.unsafe)
            chosen = _chosen(arguments.student, assignment.students())
            report.tamper_proof = not assignment.runs_students_code
            if not report.tamper_proof and not arguments.scheduler:
                from idic_lab.grading import code_grader

                code_grader.ready(assignment.sources, assignment.execution, arguments.unsafe)
            team = workers.Cluster(arguments.scheduler) if arguments.scheduler else workers.Local(arguments.jobs)
        except (NoCourse, SourceProblem, InvalidEntry, ConnectionError, Refused) as problem:
            raise NotPossible(problem) from None
        stack.callback(team.close)
        try:
            _grade(assignment, chosen, team, arguments, report)
        except OperationalError as problem:
            raise NotPossible(f"The gradebook could not be written ({problem.orig}). {GO_ON}") from None
    report.seconds = time.perf_counter() - start


def _grade(assignment, students, team, arguments, report):
    from idic_lab.grading import gradebook_writer, regrade, workers
    from idic_lab.grading.core import Outcome, refused

    def works():
        for student, work in assignment.works(students, again=arguments.regrade):
            if isinstance(work, Outcome):
                report.add(work)
            elif work:
                yield work
            else:
                report.states[student] = State.UNCHANGED
                _, release, kit = assignment.graded[student]
                report.earlier_release += release != assignment.release
                if kit != gradebook_writer.KIT:
                    report.other_kits[kit or "unknown"] += 1

    report.changes = [] if arguments.regrade else None
    report.written = arguments.apply or not arguments.regrade
    progress, saving = Progress(sys.stderr, len(students)), _Saving(assignment, report)
    with regrade.Spool() as spool:
        for outcome in workers.graded(team, works(), saving.finish):
            entry, trouble = assignment.entry(outcome)
            report.add(outcome, *([trouble] if trouble else []))
            if arguments.regrade:
                scores, pages = assignment.scores(outcome.student), assignment.laid_out(outcome.student)
                try:
                    report.changes += regrade.changes(outcome, scores, pages)
                    spool.put(entry)
                except Exception as problem:  # the page of the last grading is damaged
                    report.add(refused(outcome.student, problem))
            else:
                saving.add(entry)
            progress.show(len(report.states))
        if arguments.regrade and not arguments.json:
            print(report.differences())  # before any of it is written
        for entry in spool if arguments.apply else ():
            saving.add(entry)
    saving.finish()
    report.same_answers = assignment.same_answers()
    progress.show(len(students))


class _Saving:
    """Collects entries and saves them together, because each transaction waits for the disk."""

    def __init__(self, assignment, report):
        self._assignment, self._report = assignment, report
        self._entries, self._since = [], time.monotonic()

    def add(self, entry):
        self._entries.append(entry)
        if len(self._entries) >= TOGETHER or time.monotonic() - self._since > AT_LEAST_EVERY:
            self.finish()

    def finish(self):
        if self._entries:
            self._assignment.save(self._entries, self._report)
        self._entries, self._since = [], time.monotonic()


def _chosen(named, handed_in):
    """Return whose work is graded."""
    if named is None:
        return handed_in
    if missing := [student for student in named if student not in handed_in]:
        raise NotPossible(f"Nothing was handed in by {', '.join(map(line, missing))}.")
    return sorted(set(named))


@contextlib.contextmanager
def _alone(root):
    """Keep two graders out of one course: both would write what the other is about to write."""
    try:
        # A second grader with another account has to open it too.
        with alone(root / ".idic-lab-grade.lock", patience=0, stale=LAPSE, mode=0o664):
            yield
    except TimeoutError:
        raise NotPossible(f"Another idic-lab grade is at work in {root}.") from None
