"""``idic-lab course status``: how far each student is with each assignment, in one table."""

from dataclasses import dataclass
from pathlib import Path

from idic_lab.desk import dates
from idic_lab.desk.marks import FINAL, NOT_GRADED, WAITING, marks
from idic_lab.grading import harmless
from idic_lab.grading.files import File, loaded

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
    TO_MARK: "graded, and so many parts wait for a person",
    GRADED: "all marks are there, feedback is not",
    FEEDBACK: "feedback is out, or ready to be handed out where there is no exchange",
}


@dataclass(frozen=True)
class Column:
    """An assignment.

    Parameters
    ----------
    name, released : str
        ``released`` says how far it is on the way to students.
    due : datetime.datetime or None
    cells : dict of str to str
        By student one of the states above, `TO_MARK` with the number of parts.
    """

    name: str
    released: str
    due: object
    cells: dict


def status(course):
    """Return the state of a course.

    Parameters
    ----------
    course : idic_lab.desk.course_folder.CourseFolder

    Returns
    -------
    (dict of str to str, list of Column)
        The students' names by id, and a column for each assignment.
    """
    columns = []
    with course.gradebook() as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        students = {student.id: _name(student) for student in gradebook.students}
        names = sorted(set(course.assignments()) | set(known), key=lambda name: (_due(known.get(name)), name))
        for name in names:
            submitted, autograded = course.holders("submitted", name), course.holders("autograded", name)
            to_collect = _to_collect(course, name)
            for stranger in (submitted | set(to_collect)) - set(students):
                students[stranger] = "not in the class list"
            found = marks(gradebook, known[name], submitted) if name in known else {}
            cells = {
                student: _state(course, name, student, found.get(student), submitted, autograded, to_collect)
                for student in students
            }
            columns.append(Column(name, _released(course, name), known[name].duedate if name in known else None, cells))
    return students, [
        Column(c.name, c.released, c.due, {s: c.cells.get(s, NOTHING) for s in students}) for c in columns
    ]


def text(students, columns, width=None):
    """Return the state of a course as a table for a terminal.

    Parameters
    ----------
    students, columns
        As from :func:`status`.
    width : int, optional
        Characters in a line of the terminal: columns that do not fit beside the others stand below them.

    Returns
    -------
    str
    """
    heading = [["", *(column.name for column in columns)], ["released", *(column.released for column in columns)]]
    due = [dates.shown(column.due)[:16] if column.due else "no date" for column in columns]
    rows = [*heading, ["due", *due]]
    for student in sorted(students):
        shown = f"{student} ({students[student]})" if students[student] else student
        rows.append([harmless.name(shown)[:36], *(column.cells[student] for column in columns)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(columns) + 1)]
    lines = []
    for some in _side_by_side(widths, width):
        lines += ["  ".join(row[at].ljust(widths[at]) for at in (0, *some)).rstrip() for row in rows] + [""]
        lines.insert(-1 - len(students), "")
    used = [state for state in LEGEND if any(cell.startswith(state) for c in columns for cell in c.cells.values())]
    counts = [f"{len(students)} students"] + [
        f"{column.name}: {', '.join(counted)}" for column in columns if (counted := _counts(column))
    ]
    return "\n".join([*lines, *counts, "", *(f"{state:<12}{LEGEND[state]}" for state in used)])


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


def _state(course, name, student, mark, submitted, autograded, to_collect):
    if student in to_collect:
        here = _stamp(course.place("submitted", student, name))
        if student not in submitted or here is None or to_collect[student] > here:
            return TO_COLLECT
    if student not in submitted and student not in autograded:
        return NOTHING
    if student not in autograded or mark is None or mark.state == NOT_GRADED:
        return HANDED_IN
    graded_at, handed_in = _stamp(course.place("autograded", student, name)), None
    if student in submitted:
        handed_in = _stamp(course.place("submitted", student, name))
    if handed_in and graded_at and handed_in > graded_at:
        return NEWER
    if mark.state == WAITING:
        return f"{TO_MARK} {mark.waiting}"
    return FEEDBACK if mark.state == FINAL and _feedback_out(course, name, student) else GRADED


def _stamp(folder):
    """Return when work in a folder was handed in, as its timestamp says; None where there is none."""
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(loaded(File("timestamp.txt", Path(folder, "timestamp.txt")), 1000).data.decode().strip())
    except Exception:  # a student may have written it, and dateutil raises much
        return None


def _to_collect(course, name):
    """Return who has handed in through the exchange, and when last."""
    from nbgrader.utils import parse_utc

    found = {}
    for folder in course.exchange.glob(f"inbound/*+{name}+*"):
        student, _, stamp = folder.name.split("+")[:3]
        try:
            found[student] = max(found.get(student, parse_utc(stamp)), parse_utc(stamp))
        except Exception:  # a student may have named it, and dateutil raises much
            continue
    return found


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
