"""Marks on their way out, as nbgrader's export plugins: for Canvas, for Moodle, and as a plain table.

``nbgrader export`` runs the one that the course's settings name; ``--exporter=idic_lab.desk.exports.MoodleExport`` is
another for once. A mark that is not final is left out where a learning platform would show it.
"""

import csv
from pathlib import Path

from nbgrader.plugins import ExportPlugin

from idic_lab.desk import late, roster
from idic_lab.desk.marks import FINAL, OPEN, marks
from idic_lab.grading import harmless

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score")
COLUMNS += ("late_submission_penalty", "score", "max_score")


class _Export(ExportPlugin):
    """Everything but the columns."""

    name = "marks.csv"
    encoding = "utf-8"

    def export(self, gradebook):
        """Write the table.

        Parameters
        ----------
        gradebook : nbgrader.api.Gradebook
        """
        for assignment, student, before, now in late.renew(gradebook, self.config):
            self.log.info("%s, %s: late penalty %g instead of %g", assignment, student, now, before)
        wanted = [str(each) for each in self.assignment]
        assignments = [each for each in gradebook.assignments if each.notebooks and (not wanted or each.name in wanted)]
        for missing in sorted(set(wanted) - {each.name for each in assignments}):
            self.log.warning("There is no released assignment %s.", missing)
        students = [each for each in gradebook.students if not self.student or each.id in map(str, self.student)]
        found = {each.name: marks(gradebook, each, self._handed_in(each.name)) for each in assignments}
        target = Path(self.to or self.name)
        with target.open("w", encoding=self.encoding, newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerows([_cell(field) for field in row] for row in self.rows(assignments, students, found))
        open_marks = sum(
            found[assignment.name][student.id].state in OPEN for assignment in assignments for student in students
        )
        if open_marks:
            self.log.warning(
                "%d marks are not final: something is to be graded or marked. %s", open_marks, self.said_of_open_marks
            )
        self.log.info("%d students and %d assignments are in %s", len(students), len(assignments), target)

    def _handed_in(self, assignment):
        """Return the students whose work has come in."""
        coursedir = self.parent.coursedir  # the plugin's parent is nbgrader's app, which knows where the course is
        folders = Path(coursedir.format_path(coursedir.submitted_directory, "*", assignment))
        return {folder.parent.name for folder in Path(coursedir.root).glob(str(folders.relative_to(coursedir.root)))}

    def class_list(self):
        """Return what the course's class list says of each student, by id, and its columns."""
        path = Path(self.parent.coursedir.root, "roster.csv")
        if not path.is_file():
            return {}, ()
        try:
            read = roster.load(path)
        except roster.RosterProblem as problem:
            self.log.warning("%s It is left aside.", problem)
            return {}, ()
        return {person.id: person for person in read.people}, read.columns


class PlainExport(_Export):
    """nbgrader's own columns and one more, ``state``: one line for each student and assignment.

    It begins with a byte-order mark, by which spreadsheet programs know that names with accents are UTF-8.
    """

    encoding = "utf-8-sig"
    said_of_open_marks = "The table gives what there is so far, and says so in the column state."

    def rows(self, assignments, students, found):
        """Yield the lines of the table."""
        yield (*COLUMNS, "state")
        for assignment in assignments:
            for student in students:
                mark = found[assignment.name][student.id]
                who = (student.id, student.last_name, student.first_name, student.email)
                points = (mark.raw, mark.penalty, mark.score, mark.possible)
                yield (assignment.name, assignment.duedate, mark.handed_in, *who, *points, mark.state)


class CanvasExport(_Export):
    """What the import of a Canvas gradebook reads: one line a student, one column an assignment.

    Where the class list is a Canvas gradebook, its own column of an assignment is used, so that Canvas knows it again.
    """

    name = "marks-canvas.csv"
    said_of_open_marks = "They are left empty, so that Canvas changes nothing there."

    def rows(self, assignments, students, found):
        """Yield the lines of the table."""
        listed, columns = self.class_list()
        known = {roster.slug(column.rpartition(" (")[0] or column): column for column in columns}
        titles = [known.get(each.name, each.name) for each in assignments]
        yield ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles)
        yield ("    Points Possible", "", "", "", "", *(each.max_score for each in assignments))
        for student in students:
            row = listed[student.id].row if student.id in listed else {}
            name = ", ".join(part for part in (student.last_name, student.first_name) if part)
            yield (
                row.get("Student") or name or student.id,
                student.lms_user_id or row.get("ID"),
                row.get("SIS User ID"),
                row.get("SIS Login ID", student.id),
                row.get("Section"),
                *(_if_final(found[each.name][student.id]) for each in assignments),
            )


class MoodleExport(_Export):
    """What Moodle's grade import reads: one line a student, one column an assignment.

    In Moodle, map ``Email address``, ``ID number`` or ``Username`` to the same field of the user, and each assignment
    to its grade item.
    """

    name = "marks-moodle.csv"
    said_of_open_marks = "They are left empty, so that Moodle changes nothing there."

    def rows(self, assignments, students, found):
        """Yield the lines of the table."""
        listed, columns = self.class_list()
        number = next((each for each in columns if roster.slug(each) in ("id-number", "idnumber")), None)
        yield ("Username", "ID number", "First name", "Surname", "Email address", *(each.name for each in assignments))
        for student in students:
            row = listed[student.id].row if student.id in listed else {}
            who = (student.id, row.get(number, ""), student.first_name, student.last_name, student.email)
            yield (*who, *(_if_final(found[each.name][student.id]) for each in assignments))


def _if_final(mark):
    return _number(mark.score) if mark.state == FINAL else ""


def _cell(field):
    """Return a field as text that a spreadsheet shows and does not compute."""
    if field is None:
        return ""
    return _number(field) if isinstance(field, float) else harmless.spreadsheet(str(field))


def _number(points):
    return f"{round(points, 4):.12g}"
