"""``idic-lab course``: make a course, see how far it is, and keep it."""

import argparse
import shutil
import sys
from pathlib import Path

from idic_lab.course import CourseProblem, by_hand, class_list, dates, enrolment, forget, new, reseed, roster, status
from idic_lab.grading import clock, copies, sanitize
from idic_lab.grading.course_folder import CourseFolder, NoCourse


def main(argv):
    """Run one of the verbs of ``idic-lab course``."""
    parser = argparse.ArgumentParser(prog="idic-lab course", description="Make a course, see how far it is, keep it.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, (run, what, *options) in VERBS.items():
        one = verbs.add_parser(verb, help=what)
        one.set_defaults(run=run)
        for names, how in options:
            one.add_argument(*names, **how)
    by_hand.add_verb(verbs)
    options = parser.parse_args(argv)
    try:
        return options.run(options)
    except (NoCourse, CourseProblem) as problem:
        print(sanitize.name(problem), file=sys.stderr)  # it may quote what a class list holds
        return 1


def _new(options):
    due = dict(each.split("=", 1) if "=" in each else _no_pair(each) for each in options.due)
    listed = roster.load(options.roster, (), options.id, options.leave_out) if options.roster else None
    if listed:
        class_list.say(listed.said())
    course, names = new.make(
        options.folder,
        options.roster,
        due,
        options.course_id,
        options.export,
        options.late_percent,
        options.late_grace,
        options.exchange,
        options.zone,
        listed,
    )
    with course.gradebook() as gradebook:
        count = len(gradebook.students)
        undated = [each.name for each in gradebook.assignments if each.duedate is None]
        doubtful = [dates.twice(each.duedate, course.zone) for each in gradebook.assignments if each.duedate]
    print(f"The course {course.course_id} is in {course.root}: {len(names)} assignments, {count} students.")
    print("\n".join(f"  {name}" for name in names))
    print(f"All dates are those of {clock.name_of(course.zone)}.", *filter(None, doubtful), sep="\n")
    if undated:
        print(f"Without a due date: {', '.join(undated)}. Set one: idic-lab course due ASSIGNMENT 2026-12-01")
    if not options.roster:
        print("Nobody is enrolled yet: idic-lab course roster FILE")
    print(
        f"Go there (cd {options.folder}) and release the first one: nbgrader generate_assignment {names[0]}\n"
        "idic-lab course status shows how far everybody is; idic-lab doctor checks this machine."
    )
    return 0


def _no_pair(text):
    raise CourseProblem(f"{text!r} names no assignment and date. Write --due four-companies=2026-12-01.")


def _status(options):
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    course = CourseFolder(options.folder)
    print(status.text(*status.status(course), width, course.zone))
    with course.gradebook() as gradebook:
        gone = {id: why for id, why in enrolment.left(gradebook).items() if why != enrolment.Absence.NO_STUDENT}
    if gone:
        class_list.say([f"Not shown, work kept: {', '.join(f'{id} ({why})' for id, why in sorted(gone.items()))}"])
    if said := clock.unnamed(course.config):
        print(f"\n{said}")
    return 0


def _due(options):
    course = CourseFolder(options.course)
    with course.gradebook() as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        if options.assignment is not None and options.assignment not in known:
            raise CourseProblem(
                f"There is no assignment {options.assignment!r}. There are: {', '.join(sorted(known))}."
            )
        if options.date is not None:
            moment = dates.when(options.date, course.zone)
            if options.student is None:
                gradebook.update_or_create_assignment(options.assignment, duedate=moment)
            elif options.student in {student.id for student in gradebook.students}:
                dates.extend(gradebook, options.assignment, options.student, moment, course.zone)
            else:
                raise CourseProblem(f"There is no student {options.student!r} in the course.")
            print("Late penalties are worked out anew with the next grading, feedback or export.")
            if doubtful := dates.twice(moment, course.zone):
                print(doubtful)
        more = dates.extensions(gradebook)
        for assignment in gradebook.assignments:
            due = dates.shown(assignment.duedate, course.zone) if assignment.duedate else "no due date"
            print(f"{assignment.name}: {due}")
            for (name, student), extension in sorted(more.items()):
                if name == assignment.name and assignment.duedate:
                    print(f"  {student}: {dates.shown(assignment.duedate + extension, course.zone)}")
    if said := clock.unnamed(course.config):
        print(f"\n{said}")
    return 0


def _forget(options):
    course = CourseFolder(options.course)
    found = forget.kept(course, options.student)
    if not found:
        print(f"The course keeps nothing of {options.student!r}. Ids are written as in idic-lab course status.")
        return 1
    print(f"Of {found.student}{f' ({found.name})' if found.name else ''} the course keeps:")
    print("\n".join(f"  {folder}" for folder in found.folders))
    if found.in_gradebook:
        print(f"  the gradebook: the name, and marks for {', '.join(found.marked) or 'nothing'}")
    if found.copies:
        print(f"  {found.copies[0].parent}: the same in {len(found.copies)} copies of the gradebook")
    if found.in_roster:
        print(f"  {course.root / 'roster.csv'}: a line")
    if not options.yes:
        try:
            answer = input("Delete all of it? It cannot be brought back. Type the student's id to go on: ")
        except EOFError:
            answer = ""
        if answer.strip() != found.student:
            print("Nothing was deleted.")
            return 1
    forget.forget(course, found)
    print("Deleted.")
    left = forget.mentions(course, (found.student, found.name))
    if left:
        print("These may still name the student among others. Delete the ones you no longer need:")
        print("\n".join(f"  {path}" for path in left))
    return 0


def _restore(options):
    course = CourseFolder(options.course)
    gradebook = copies.database(course.coursedir.db_url)
    there = {copy.stem.removeprefix("gradebook-"): (copy, when) for copy, when in copies.copies(gradebook).items()}
    if options.copy is None:
        for name, (copy, when) in there.items():
            marked = len(copies.asked(copy, "select 1 from grade where manual_score is not null"))
            graded = len(copies.asked(copy, "select 1 from submitted_assignment"))
            print(f"{name}  {dates.shown(when, course.zone)}: {graded} submissions graded, {marked} marks by hand")
        print("To go back to one: idic-lab course restore NAME" if there else f"There is no copy of {gradebook} yet.")
        return 0
    if options.copy not in there:
        raise NoCourse(f"There is no copy {options.copy!r}. There are: {', '.join(there) or 'none'}.")
    copy, when = there[options.copy]
    before = copies.restore(copy, gradebook)
    print(f"{gradebook} is as it was at {dates.shown(when, course.zone)}.")
    if before:
        print(f"As it was until now it is kept in {before}.")
    print("The graded work in autograded/ is newer: idic-lab grade ASSIGNMENT --regrade shows what differs.")
    return 0


def _number(highest, what):
    """Return a reader of a number on the command line, from 0 on."""

    def read(text):
        try:
            number = float(text)
        except ValueError:
            number = -1
        if not 0 <= number <= highest:
            raise argparse.ArgumentTypeError(f"{text!r} is no number of {what}")
        return number

    return read


def _option(*names, **how):
    return names, how


_COURSE = _option("--course", type=Path, default=Path(), metavar="DIR", help="the course (this folder)")
_LIST = (
    _option("--id", metavar="COLUMN", help="the column of the class list by which students are known"),
    _option("--leave-out", nargs="+", default=[], metavar="ID", help="who is no student, like teachers"),
)
_DUE = "when one is due, like four-companies=2026-12-01 or …='2026-12-01 17:00'; again for each"
VERBS = {
    "new": (
        _new,
        "make a ready course in a new folder; nothing is ever written over",
        _option("folder", type=Path, metavar="DIR"),
        _option("--roster", type=Path, help="the class list, CSV or Excel, from your platform or your own"),
        *_LIST,
        _option("--due", action="append", default=[], metavar="ASSIGNMENT=DATE", help=_DUE),
        _option(
            "--late-percent",
            type=_number(100, "percent, from 0 to 100"),
            default=0,
            metavar="N",
            help="taken off for each day begun (0)",
        ),
        _option(
            "--late-grace",
            type=_number(60 * 24 * 365, "minutes, from 0"),
            default=0,
            metavar="MINUTES",
            help="this late is not late (0)",
        ),
        _option("--course-id", help="the name students see (the folder's)"),
        _option("--export", choices=("csv", "canvas", "moodle"), help="what nbgrader export writes"),
        _option("--exchange", type=Path, help="the folder through which students fetch and hand in"),
        _option("--zone", help="time zone of all dates, like Europe/Berlin (this machine's)"),
    ),
    "status": (
        _status,
        "one table of students and assignments",
        _option("folder", type=Path, metavar="DIR", nargs="?", default=Path()),
    ),
    "due": (
        _due,
        "show or set due dates, give one student more time",
        _option("assignment", nargs="?"),
        _option("date", nargs="?", help="like 2026-12-01 or '2026-12-01 17:00'"),
        _option("--student", help="only this one gets until then"),
        _COURSE,
    ),
    "forget": (
        _forget,
        "delete everything the course keeps of one student",
        _option("student"),
        _option("--yes", action="store_true", help="do not ask"),
        _COURSE,
    ),
    "restore": (
        _restore,
        "list the copies of the gradebook, or go back to one",
        _option("copy", nargs="?", help="which, as the list names it"),
        _COURSE,
    ),
    "roster": (
        class_list.follow,
        "bring a course up to a newer class list; nobody's work is removed",
        _option("file", type=Path),
        _option("--dry-run", action="store_true", help="say what the list means, and change nothing"),
        *_LIST,
        _COURSE,
    ),
    "rename": (
        class_list.rename,
        "give a student another id; work, marks and feedback stay theirs",
        _option("old"),
        _option("new"),
        _COURSE,
    ),
    "withdraw": (
        class_list.withdraw,
        "leave a student out of exports and status; all work is kept",
        _option("student"),
        _option("--back", action="store_true", help="the student is in the class again"),
        _COURSE,
    ),
    "reseed": (
        reseed.run,
        "draw the graded tables of the repository anew for a new year",
        _option("--seed", type=int, required=True, help="any whole number from 0 on, for example the year"),
    ),
}
