"""``idic-lab course status``: how far each student is with each assignment, in one table."""

from dataclasses import dataclass
from datetime import UTC

from idic_lab.course import dates, enrolment
from idic_lab.course.first_hand_in import came, first, hand_ins
from idic_lab.course.folder import NoCourse
from idic_lab.course.marks import ANSWERS_MISSING, FINAL, NOT_GRADED, UNREADABLE, WAITING, marks
from idic_lab.grading import sanitize
from idic_lab.grading.assignment import Assignment
from idic_lab.grading.files import File, loaded
from idic_lab.grading.source import SourceProblem

# In the order of the work. What each means to the instructor is `LEGEND`.
NOTHING, TO_COLLECT, HANDED_IN, NEWER, TO_MARK, GRADED, FEEDBACK = (
    "-",
    "to collect",
    "to grade",
    "grade again",
    "to mark",
    "graded",
    "feedback",
)
LEGEND = {
    NOTHING: "nothing handed in",
    TO_COLLECT: "in the exchange, newer than what is here: nbgrader collect",
    HANDED_IN: "handed in and not graded yet",
    NEWER: "handed in again since it was graded",
    ANSWERS_MISSING: "only the notebook came: 0 points, until you have looked at the first part",
    UNREADABLE: "nothing that can be graded came: 0 points, until you have looked at the first part",
    TO_MARK: "graded, and so many parts wait for a person",
    GRADED: "all marks are there, feedback is not",
    FEEDBACK: "feedback is out, or ready to be handed out where there is no exchange",
}


@dataclass(frozen=True)
class Column:
    """An assignment."""

    # ``released`` says how far it is on the way to students
    name: str
    released: str
    due: object
    cells: dict  # by student one of the states above, `TO_MARK` with the number of parts


def status(course) -> tuple[dict[str, str], list[Column]]:
    """Return the state of a course. The students' names by id, and a column for each assignment."""
    columns = []
    with course.gradebook() as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        students = {student.id: _name(student) for student in enrolment.enrolled(gradebook)}
        gone = enrolment.left(gradebook)
        names = sorted(set(course.assignments()) | set(known), key=lambda name: (_due(known.get(name)), name))
        for name in names:
            submitted, autograded = course.holders("submitted", name), course.holders("autograded", name)
            to_collect = _to_collect(course, name)
            again = handed_in_again(course, gradebook, name, submitted & autograded)
            for stranger in (submitted | set(to_collect)) - set(students) - set(gone):
                students[stranger] = "not in the class list"
            found = marks(gradebook, known[name], submitted) if name in known else {}
            cells = {
                student: _state(course, name, student, found.get(student), submitted, autograded, to_collect, again)
                for student in students
            }
            columns.append(Column(name, _released(course, name), known[name].duedate if name in known else None, cells))
    return students, [
        Column(c.name, c.released, c.due, {s: c.cells.get(s, NOTHING) for s in students}) for c in columns
    ]


def text(students, columns, width: int | None = None, zone=UTC) -> str:
    """Return the state of a course as a table for a terminal."""
    heading = [["", *(column.name for column in columns)], ["released", *(column.released for column in columns)]]
    due = [dates.shown(column.due, zone)[:16] if column.due else "no date" for column in columns]
    rows = [*heading, ["due", *due]]
    for student in sorted(students):
        shown = f"{student} ({students[student]})" if students[student] else student
        rows.append([sanitize.name(shown)[:36], *(column.cells[student] for column in columns)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(columns) + 1)]
    lines = []
    for some in _side_by_side(widths, width):
        lines += ["  ".join(row[at].ljust(widths[at]) for at in (0, *some)).rstrip() for row in rows] + [""]
        lines.insert(-1 - len(students), "")
    used = [state for state in LEGEND if any(cell.startswith(state) for c in columns for cell in c.cells.values())]
    counts = [f"{len(students)} students"] + [
        f"{column.name}: {', '.join(counted)}" for column in columns if (counted := _counts(column))
    ]
    return "\n".join([*lines, *counts, "", *(f"{state:<17}{LEGEND[state]}" for state in used)])


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


def _counts(column):
    return [
        f"{number} {state}"
        for state in LEGEND
        if state != NOTHING and (number := sum(cell.startswith(state) for cell in column.cells.values()))
    ]


def handed_in_again(course, gradebook, assignment: str, students) -> set[str]:
    """Return whose work is other than what was graded, by the rule of ``idic-lab grade``."""
    try:
        released = Assignment(course, gradebook, assignment) if students else None
    except (NoCourse, SourceProblem):
        released = None
    again = {student: released and released.handed_in_again(student) for student in students}
    return {who for who, told in again.items() if told or (told is None and _newer(course, assignment, who))}


def _newer(course, assignment, student):
    """Tell by the times alone whether work came after what was graded: an earlier edition noted no more."""
    graded, here = (came(course.place(step, student, assignment), course.zone) for step in ("autograded", "submitted"))
    return bool(graded and here and here > graded)


def _state(course, name, student, mark, submitted, autograded, to_collect, again):
    if student in to_collect:
        here = came(course.place("submitted", student, name), course.zone)
        if student not in submitted or here is None or to_collect[student] > here:
            return TO_COLLECT
    if student not in submitted and student not in autograded:
        return NOTHING
    if student not in autograded or mark is None or mark.state == NOT_GRADED:
        return HANDED_IN
    if student in again:
        return NEWER
    if mark.state in (ANSWERS_MISSING, UNREADABLE):
        return mark.state
    if mark.state == WAITING:
        return f"{TO_MARK} {mark.waiting}"
    return FEEDBACK if mark.state == FINAL and _feedback_out(course, name, student) else GRADED


def _to_collect(course, name):
    """Return who has handed in through the exchange, and when last, as collecting counts it."""
    sent = hand_ins(course.exchange / "inbound", name, course.zone)
    return {student: first(mine)[0] for student, mine in sent.items()}


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
        secret = loaded(File(path.name, path), 1000).data.decode()
    except (AttributeError, ValueError):  # there is none, or it is nothing that nbgrader has written
        return bool(pages)  # it came without the exchange, and goes back without it
    return bool(pages) and all(
        (course.exchange / "feedback" / f"{notebook_hash(secret=secret, notebook_id=page.stem)}.html").is_file()
        for page in pages
    )


def _name(student):
    return " ".join(part for part in (student.first_name, student.last_name) if part)


def _due(assignment):
    return str(assignment.duedate) if assignment is not None and assignment.duedate else "9999"
