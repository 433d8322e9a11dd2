"""``idic-lab course hand-in``: work that came by e-mail, or of which only the instructor knows whose it is."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from idic_lab.course import CourseProblem, dates, downloads, first_hand_in, packages
from idic_lab.grading import sanitize
from idic_lab.grading.course_folder import CourseFolder


def add_verb(verbs):
    """Add the verb to those of ``idic-lab course``."""
    verb = verbs.add_parser("hand-in", help="hand in for a student what came by e-mail, or what nobody was found for")
    verb.add_argument("assignment")
    verb.add_argument("student")
    verb.add_argument("file", type=Path, nargs="+", help="files, a zip, or a folder of downloaded/ASSIGNMENT/nobody")
    verb.add_argument(
        "--at", metavar="DATE", help="when it came, like '2026-12-01 17:00' (the time of the newest file)"
    )
    verb.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course (this folder)")
    verb.set_defaults(run=_run)


def _run(options):
    course = CourseFolder(options.course)
    moment = dates.when(options.at, course.zone).replace(tzinfo=UTC) if options.at else None
    moment, said = hand_in(course, options.assignment, options.student, options.file, moment)
    with course.gradebook() as gradebook:
        due = downloads.due_dates(gradebook, options.assignment)(options.student)
    shown = dates.shown(moment.astimezone(UTC).replace(tzinfo=None), course.zone)
    late = " That is after the due date." if due and moment > due else ""
    print(f"Handed in for {options.student}: it came at {shown}.{late} If that is wrong, say it with --at")
    for sentence in said:
        print(sanitize.name(sentence))
    return 0


def hand_in(
    course: CourseFolder, assignment: str, student: str, files: list[Path], moment: datetime | None = None
) -> tuple[datetime, list[str]]:
    """Put work into a student's submitted folder.

    It is kept in ``downloaded/ASSIGNMENT/by-hand`` as well, so that the next ``zip_collect`` knows it.
    """
    notebooks = sorted(path.stem for path in course.place("source", ".", assignment).glob("*.ipynb"))
    if assignment not in course.assignments():
        raise CourseProblem(f"There is no assignment {assignment!r}. There are: {', '.join(course.assignments())}.")
    with course.gradebook() as gradebook:
        if student not in {each.id for each in gradebook.students}:
            raise CourseProblem(f"There is no student {student!r} in the course. idic-lab course status shows all.")
    found = {path: path.parent if path.is_file() else path for path in files}
    inside = [(each, root) for path, root in found.items() for each in [path, *path.rglob("*")] if each.is_file()]
    if missing := [str(path) for path in files if not path.exists()]:
        raise CourseProblem(f"There is no {missing[0]}.")
    if not inside:
        raise CourseProblem(f"There is no file in {', '.join(map(str, files))}.")
    moment = moment or datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC).replace(microsecond=0)

    place, said = course.root / "downloaded" / assignment / "by-hand" / student, []
    target = course.place("submitted", student, assignment)
    before = _moment(target, course.zone)
    package = _kept(place, moment)
    for path, root in inside:
        packages.put(package, path.relative_to(root).as_posix(), path.stat().st_size, path.read_bytes, said.append)
    os.utime(package, (moment.timestamp(), moment.timestamp()))
    if before is not None and before > moment:
        return moment, [
            *said,
            f"What is there already came later ({before:%Y-%m-%d %H:%M} UTC) and counts: nothing else was changed.",
        ]
    if target.exists() and before is not None:
        # Nothing that was handed in is lost, wherever it came from.
        older = _kept(place, before)
        shutil.rmtree(older)
        shutil.move(target, older)
        os.utime(older, (before.timestamp(), before.timestamp()))
        said.append(f"What was there before is kept in {older}.")
    chosen, _, sentences = packages.chosen(package, notebooks)
    packages.write(chosen | {"timestamp.txt": f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}".encode()}, target, moment)
    return moment, [*said, *sentences]


def _kept(place, moment):
    """Make the folder for what came at a moment."""
    name, number = f"{moment.astimezone(UTC):%Y-%m-%d %H-%M-%S}", 1
    folder = place / name
    while folder.exists():
        number += 1
        folder = place / f"{name} {number}"
    folder.mkdir(parents=True)
    return folder


def _moment(folder, zone):
    """Return when what lies in a submitted folder came; None when there is none."""
    if not folder.is_dir():
        return None
    if told := first_hand_in.came(folder, zone):
        return told.replace(tzinfo=UTC)
    return datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(microsecond=0)
