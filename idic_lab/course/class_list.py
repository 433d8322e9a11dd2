"""The verbs of ``idic-lab course`` that are about who is in the class: roster, rename, withdraw."""

import shlex
import sys
from pathlib import Path

from idic_lab.course import Refused, enrolment, roster, tables
from idic_lab.grading import sanitize
from idic_lab.grading.course_folder import CourseFolder


def add_verbs(verbs):
    """Add the verbs to those of ``idic-lab course``."""
    listed = verbs.add_parser("roster", help="bring a course up to a newer class list; nobody's work is removed")
    listed.add_argument("file", type=Path)
    listed.add_argument("--dry-run", action="store_true", help="say what the list means, and change nothing")
    add_options(listed)
    listed.set_defaults(run=_roster)

    rename = verbs.add_parser("rename", help="give a student another id; work, marks and feedback stay theirs")
    rename.add_argument("old")
    rename.add_argument("new")
    rename.set_defaults(run=_rename)

    leave = verbs.add_parser("withdraw", help="leave a student out of exports and status; all work is kept")
    leave.add_argument("student")
    leave.add_argument("--back", action="store_true", help="the student is in the class again")
    leave.set_defaults(run=_withdraw)

    for verb in (listed, rename, leave):
        verb.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course (this folder)")


def add_options(parser):
    """Add what can be said about a class list."""
    parser.add_argument("--id", metavar="COLUMN", help="the column of the class list by which students are known")
    parser.add_argument("--leave-out", nargs="+", default=[], metavar="ID", help="who is no student, like teachers")


def _roster(options):
    course = CourseFolder(options.course)
    with course.gradebook() as gradebook:
        known = [student.id for student in gradebook.students]
        before = [id for id, why in enrolment.left(gradebook).items() if why == enrolment.Absence.NO_STUDENT]
        listed = roster.load(options.file, known, options.id, [*options.leave_out, *before])
        change = enrolment.compare(gradebook, listed.people, listed.left_out)
        gone = {id for id, why in enrolment.left(gradebook).items() if why == enrolment.Absence.UNLISTED}
    say(listed.said())
    if known and not set(known) & {each.id for each in listed.people} and not change.moved and options.id is None:
        raise Refused(
            f"Nobody of the {len(known)} students in {course.root} is in this list, so nothing was changed. Is it the "
            "list of this class? If its ids are others, name their column: --id COLUMN"
        )
    say(_changes(change, gone))
    if options.dry_run:
        print("Nothing was changed.")
        return 0
    for old, new in change.moved:
        say(enrolment.rename(course, old, new))
    with course.gradebook() as gradebook:
        enrolment.enrol(gradebook, listed.people, listed.left_out)
    keep(course, options.file)
    print("The course follows this list now.")
    return 0


def _changes(change, gone_before):
    """Yield what a class list changes, in sentences."""
    yield f"New: {_ids(change.new) or 'nobody'}."
    for old, new in change.moved:
        yield f"{old} is {new} now: the same person by e-mail or number. Work and marks go along."
    for old, new in change.alike:
        yield (
            f"{old} is not in the list, and {new} has the same name. If they are one person: "
            f"idic-lab course rename {shlex.quote(old)} {shlex.quote(new)}"
        )
    if gone := [each for each in change.gone if each.id not in gone_before]:
        yield (
            f"In the course and not in the list: {_ids(gone)}. Their work is kept, and exports leave them out from now "
            "on; idic-lab course forget deletes one."
        )
    if change.withdrawn:
        yield (
            f"Withdrawn, and in the list: {_ids(change.withdrawn)}. They stay out of exports until "
            "idic-lab course withdraw ID --back"
        )


def _ids(people):
    return ", ".join(person.id for person in people)


def keep(course, file):
    """Keep a class list as the course's own ``roster.csv``, from which exports have the platform's columns."""
    kept = course.root / "roster.csv"
    if file.resolve() != kept.resolve():
        kept.write_bytes(tables.as_csv(file.read_bytes()))


def _rename(options):
    troubles = enrolment.rename(CourseFolder(options.course), options.old, options.new)
    say([f"{options.old} is {options.new} now, with all work and marks.", *troubles])
    if troubles:
        print("Collect these first, or ask whoever keeps the exchange to rename them.")
    return 0


def _withdraw(options):
    with CourseFolder(options.course).gradebook() as gradebook:
        enrolment.withdraw(gradebook, options.student, options.back)
    if options.back:
        say([f"{options.student} is in exports and status again."])
    else:
        say([f"{options.student} is left out of exports and status. The work is kept; --back undoes it."])
    return 0


def say(sentences):
    """Print sentences, each on a line of its own whatever names it quotes, before anything else happens."""
    for sentence in sentences:
        print(sanitize.name(sentence))
    sys.stdout.flush()
