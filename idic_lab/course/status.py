"""``idic-lab course status``: how far each student is with each assignment, in one table."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from idic_lab.course import dates, enrolment
from idic_lab.course.first_hand_in import came, first, hand_ins
from idic_lab.course.marks import Stage, marks
from idic_lab.grading import sanitize
from idic_lab.grading.assignment import Assignment, SourceProblem
from idic_lab.grading.course_folder import NoCourse
from idic_lab.grading.files import loaded

# In the order of the legend: what stands in the table, and what it means to the instructor.
WORDS = {
    Stage.NOT_HANDED_IN: ("-", "nothing handed in"),
    Stage.TO_COLLECT: ("to collect", "in the exchange, newer than what is here: nbgrader collect"),
    Stage.NOT_GRADED: ("to grade", "handed in and not graded yet"),
    Stage.NEWER: ("grade again", "handed in again since it was graded"),
    Stage.ANSWERS_MISSING: (
        "answers missing",
        "only the notebook came: 0 points, until you have looked at the first part",
    ),
    Stage.UNREADABLE: (
        "cannot be read",
        "nothing that can be graded came: 0 points, until you have looked at the first part",
    ),
    Stage.WAITING: ("to mark", "graded, and so many parts wait for a person"),
    Stage.FINAL: ("graded", "all marks are there, feedback is not"),
    Stage.FEEDBACK: ("feedback", "feedback is out, or ready to be handed out where there is no exchange"),
}


class StudentStatus(NamedTuple):
    """How far one student is with one assignment."""

    state: Stage
    waiting: int = 0  # how many parts a person has to mark

    def __str__(self):
        words = WORDS[self.state][0]
        return f"{words} {self.waiting}" if self.state == Stage.WAITING else words


@dataclass(frozen=True)
class AssignmentStatus:
    """How far everybody is with an assignment."""

    name: str
    released: str  # how far it is on the way to students
    due: datetime | None
    cells: dict[str, StudentStatus]  # by student


def status(course) -> tuple[dict[str, str], list[AssignmentStatus]]:
    """Return the state of a course. The students' names by id, and a column for each assignment."""
    columns = []
    with course.gradebook() as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        due = {name: each.duedate for name, each in known.items() if each.duedate}
        students = {student.id: enrolment.as_person(student).name for student in enrolment.enrolled(gradebook)}
        gone = enrolment.left(gradebook)
        for name in sorted({*course.assignments(), *known}, key=lambda name: (due.get(name, datetime.max), name)):
            # Through the exchange: by student when it came last, as collecting counts it.
            sent = hand_ins(course.exchange / "inbound", name, course.zone)
            to_collect = {student: first(mine)[0] for student, mine in sent.items()}
            submitted, autograded = course.holders("submitted", name), course.holders("autograded", name)
            again = handed_in_again(course, gradebook, name, submitted & autograded)
            found = marks(gradebook, known[name], submitted) if name in known else {}
            strangers = {*submitted, *to_collect} - {*students, *gone}
            students |= dict.fromkeys(strangers, enrolment.Absence.UNLISTED.value)
            cells = {}
            for student in students:
                mark = found.get(student)
                if _newer(to_collect.get(student), _came(course, "submitted", student, name, submitted)):
                    state = Stage.TO_COLLECT
                elif student not in submitted | autograded:
                    state = Stage.NOT_HANDED_IN
                elif mark is None or student not in autograded:
                    state = Stage.NOT_GRADED
                elif student in again and mark.state != Stage.NOT_GRADED:
                    state = Stage.NEWER
                elif mark.state == Stage.FINAL and _feedback_out(course, name, student):
                    state = Stage.FEEDBACK
                else:
                    state = mark.state
                cells[student] = StudentStatus(state, mark.waiting if mark else 0)
            columns.append(AssignmentStatus(name, _released(course, name), due.get(name), cells))
    for column in columns:  # a later one may have brought strangers
        for student in students:
            column.cells.setdefault(student, StudentStatus(Stage.NOT_HANDED_IN))
    return students, columns


def text(students, columns, width: int | None = None, zone=UTC) -> str:
    """Return the state of a course as a table for a terminal."""
    rows = [
        ["", *(column.name for column in columns)],
        ["released", *(column.released for column in columns)],
        ["due", *(dates.shown(column.due, zone)[:16] if column.due else "no date" for column in columns)],
    ]
    for student in sorted(students):
        shown = f"{student} ({students[student]})" if students[student] else student
        rows.append([sanitize.name(shown)[:36], *(str(column.cells[student]) for column in columns)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(columns) + 1)]
    lines = []
    for some in _side_by_side(widths, width):
        lines += ["  ".join(row[at].ljust(widths[at]) for at in (0, *some)).rstrip() for row in rows] + [""]
        lines.insert(-1 - len(students), "")
    lines.append(f"{len(students)} students")
    counts = [Counter(cell.state for cell in column.cells.values()) for column in columns]
    for column, count in zip(columns, counts, strict=True):
        told = [f"{count[each]} {WORDS[each][0]}" for each in WORDS if count[each] and each != Stage.NOT_HANDED_IN]
        lines += [f"{column.name}: {', '.join(told)}"] if told else []
    legend = [f"{words:<17}{meaning}" for state, (words, meaning) in WORDS.items() if any(c[state] for c in counts)]
    return "\n".join([*lines, "", *legend])


def _side_by_side(widths, width):
    """Return groups of columns that fit beside the first one; a column wider than the terminal is alone."""
    groups, used = [[]], widths[0]
    for at, wide in enumerate(widths[1:], 1):
        if width and groups[-1] and used + 2 + wide > width:
            groups.append([])
            used = widths[0]
        groups[-1].append(at)
        used += 2 + wide
    return groups


def handed_in_again(course, gradebook, assignment: str, students) -> set[str]:
    """Return whose work is other than what was graded, by the rule of ``idic-lab grade``."""
    try:
        released = Assignment(course, gradebook, assignment) if students else None
    except (NoCourse, SourceProblem):
        released = None
    again = {student: released and released.handed_in_again(student) for student in students}
    for student in [student for student, told in again.items() if told is None]:
        # By the times alone: an earlier edition noted no more.
        graded, here = (_came(course, step, student, assignment, students) for step in ("autograded", "submitted"))
        again[student] = bool(graded and here and here > graded)
    return {student for student, told in again.items() if told}


def _came(course, step, student, assignment, holders):
    return came(course.place(step, student, assignment), course.zone) if student in holders else None


def _newer(sent, here):
    return sent is not None and (here is None or sent > here)


def _released(course, name):
    if (course.exchange / "outbound" / name).is_dir():
        return "in the exchange"
    return "made" if course.place("release", ".", name).is_dir() else "not yet"


def _feedback_out(course, name, student):
    """Tell whether feedback is where its student gets it; without an exchange, whether it is made."""
    from nbgrader.utils import notebook_hash

    folder = course.place("feedback", student, name)
    pages = list(folder.glob("*.html"))
    try:
        path = course.place("submitted", student, name) / "submission_secret.txt"
        secret = loaded(path, 1000).data.decode()
    except (AttributeError, ValueError):  # there is none, or it is nothing that nbgrader has written
        return bool(pages)  # it came without the exchange, and goes back without it
    return bool(pages) and all(
        (course.exchange / "feedback" / f"{notebook_hash(secret=secret, notebook_id=page.stem)}.html").is_file()
        for page in pages
    )
