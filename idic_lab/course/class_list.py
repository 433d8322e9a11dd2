"""The verbs of ``idic-lab course`` that are about who is in the class: roster, rename, withdraw."""

import shlex
import sys

from idic_lab.course import CourseProblem, enrolment, roster, tables
from idic_lab.grading import sanitize
from idic_lab.grading.course_folder import CourseFolder


def follow(options):
    """Bring a course up to a newer class list, after saying what that changes."""
    course = CourseFolder(options.course)
    with course.gradebook() as gradebook:
        known = [student.id for student in gradebook.students]
        before = [id for id, why in enrolment.left(gradebook).items() if why == enrolment.Absence.NO_STUDENT]
        listed = roster.load(options.file, known, options.id, [*options.leave_out, *before])
        change = enrolment.compare(gradebook, listed)
        gone = {id for id, why in enrolment.left(gradebook).items() if why == enrolment.Absence.UNLISTED}
    say(listed.said())
    if known and not set(known) & {each.id for each in listed.people} and not change.moved and options.id is None:
        raise CourseProblem(
            f"Nobody of the {len(known)} students in {course.root} is in this list, so nothing was changed. Is it the "
            "list of this class? If its ids are others, name their column: --id COLUMN"
        )
    say(_changes(change, gone))
    if options.dry_run:
        print("Nothing was changed.")
        return 0
    for old, new in change.moved:
        _say_what_stays(old, enrolment.rename(course, old, new))
    with course.gradebook() as gradebook:
        enrolment.enrol(gradebook, listed)
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


def rename(options):
    """Give a student another id."""
    troubles = enrolment.rename(CourseFolder(options.course), options.old, options.new)
    say([f"{options.old} is {options.new} now, with all work and marks."])
    _say_what_stays(options.old, troubles)
    if troubles:
        print("Collect these first, or ask whoever keeps the exchange to rename them.")
    return 0


def _say_what_stays(old, troubles):
    say(f"{each.filename} could not be renamed ({each.strerror}): it is still {old}'s." for each in troubles)


def withdraw(options):
    """Take a student out of the class, or back in."""
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
