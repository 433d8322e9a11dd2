"""Marks on their way out, as nbgrader's export plugins: for Canvas, for Moodle, and as a plain table.

``nbgrader export`` runs the one that the course's settings name; ``--exporter=idic_lab.course.exports.MoodleExport`` is
another for once. A table for a learning platform holds final marks of one assignment and nothing else: both platforms
take an empty field for a change, and erase the mark that stands there.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from nbgrader.plugins import ExportPlugin

from idic_lab.answers.file import write
from idic_lab.course import enrolment, late, roster, status
from idic_lab.course.marks import Stage, marks
from idic_lab.grading import clock, disk, sanitize
from idic_lab.grading.course_folder import CourseFolder, NoCourse

COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class _Export(ExportPlugin):
    """Everything but the tables."""

    name = "marks.csv"
    encoding = "utf-8"

    @disk.in_a_sentence
    def export(self, gradebook):
        """Write what is to be written.

        Parameters
        ----------
        gradebook : nbgrader.api.Gradebook
        """
        self.course = CourseFolder.of(self.parent.coursedir, self.config)  # the plugin's parent is nbgrader's app
        try:
            self._export(gradebook)
        except (NoCourse, OSError) as problem:
            self.log.error("%s", problem)
            self.parent.exit(1)

    def _export(self, gradebook):
        self.zone = self.course.zone
        if said := clock.unnamed(self.config):
            self.log.warning("%s", said)
        for assignment, student, before, now in late.renew(gradebook, self.config):
            self.log.info("%s, %s: late penalty %g instead of %g", assignment, student, now, before)
        wanted, only = {str(each) for each in self.assignment}, {str(each) for each in self.student}
        assignments = [each for each in gradebook.assignments if each.notebooks and (not wanted or each.name in wanted)]
        for missing in sorted(wanted - {each.name for each in assignments}):
            self.log.warning("There is no released assignment %s.", missing)
        students = [each for each in enrolment.enrolled(gradebook) if not only or each.id in only]
        if gone := enrolment.left(gradebook).keys() & {each.id for each in gradebook.students}:
            self.log.warning("Not in the class any more, and left out: %s.", ", ".join(sorted(gone)))
        self._read_class_list([each.id for each in students])
        self.write(assignments, students, {each.name: self._marks(gradebook, each) for each in assignments})

    def _marks(self, gradebook, assignment):
        """Return by student the mark; that of work handed in again is of the work before, and not final."""
        submitted, graded = (self.course.holders(step, assignment.name) for step in ("submitted", "autograded"))
        found = marks(gradebook, assignment, submitted)
        for student in status.handed_in_again(self.course, gradebook, assignment.name, submitted & graded):
            if student in found and found[student].state == Stage.FINAL:
                found[student] = replace(found[student], state=Stage.NEWER)
        return found

    def _read_class_list(self, known):
        """Read what the course's class list says: of people by id, in columns, and a Canvas gradebook's maxima."""
        self.listed, self.columns, self.maxima = {}, (), {}
        path = self.course.root / "roster.csv"
        if not path.is_file():
            return
        try:
            read = roster.load(path, known)
        except roster.RosterProblem as problem:
            self.log.warning("%s It is left aside.", problem)
            return
        self.listed = {person.id.casefold(): person.row for person in read.people}
        self.columns = read.columns
        others = [person.row for person in read.rows[roster.ListRow.NOBODY]]
        self.maxima = next((row for row in others if "Points Possible" in row[read.columns[0]]), {})

    def row(self, student):
        """Return what the class list says of a student, by its own column names."""
        return self.listed.get(student.id.casefold(), {})

    def put(self, target, rows):
        """Write a table, which is whole at every instant."""
        text = io.StringIO()
        # Quoted everywhere: a spreadsheet may take semicolons for separators, whatever stands between the fields.
        writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerows([_cell(field) for field in row] for row in rows)
        write(target, text.getvalue().encode(self.encoding))


class PlainExport(_Export):
    """nbgrader's own columns and one more, ``state``: one line for each student and assignment.

    It begins with a byte-order mark, by which spreadsheet programs know that names with accents are UTF-8.
    """

    encoding = "utf-8-sig"

    def write(self, assignments, students, found):
        """Write one table of everything."""
        target, open_marks = Path(self.to or self.name), 0
        rows = [(*COLUMNS, "state")]
        for assignment in assignments:
            for student in students:
                mark = found[assignment.name][student.id]
                who = (student.id, student.last_name, student.first_name, student.email)
                points = (mark.raw, mark.penalty, mark.score, mark.possible)
                times = (self._time(assignment.duedate), self._time(mark.handed_in))
                rows.append((assignment.name, *times, *who, *points, mark.state))
                open_marks += mark.state not in (Stage.FINAL, Stage.NOT_HANDED_IN)
        self.put(target, rows)
        if open_marks:
            self.log.warning("%d marks are not final: what there is so far is given, see the column state.", open_marks)
        self.log.info("%d students and %d assignments are in %s", len(students), len(assignments), target)

    def _time(self, moment):
        return moment and moment.replace(tzinfo=UTC).astimezone(self.zone).isoformat(" ", "seconds")


class _PlatformExport(_Export):
    """A table for a learning platform: one assignment, and who has a final mark for it."""

    def write(self, assignments, students, found):
        """Write one table an assignment, and say who is in none and why."""
        for assignment in assignments:
            by_state = {}
            for student in students:
                by_state.setdefault(found[assignment.name][student.id].state, []).append(student)
            final = by_state.pop(Stage.FINAL, [])
            if by_state:
                why = "; ".join(f"{state}: {_ids(who)}" for state, who in by_state.items())
                self.log.warning(
                    "%s: left out, so that %s keeps what it has. %s.",
                    *(assignment.name, self.platform, why[:1].upper() + why[1:]),
                )
            if not final:
                self.log.warning("%s: no mark is final, and no table is written.", assignment.name)
                continue
            target = Path(self.to or self.name)
            if len(self.assignment) != 1:
                # Each has a file: in a common one, who has one final mark has empty fields.
                target = target.with_stem(f"{target.stem}-{assignment.name}")
            scores = {student: found[assignment.name][student.id].score for student in final}
            self.put(target, self.rows(assignment, scores))
            self.log.info(
                "%s: the marks in %s are final. Students: %d, points: at most %g.",
                *(assignment.name, target, len(scores), assignment.max_score),
            )


class CanvasExport(_PlatformExport):
    """What the import of a Canvas gradebook reads.

    Where the class list is a Canvas gradebook, its own column of the assignment is used, such as
    ``Four companies (501)``, so that Canvas knows it again.
    """

    name = "marks-canvas.csv"
    platform = "Canvas"

    def rows(self, assignment, scores):
        """Yield the lines of the table."""
        title = self._title(assignment.name)
        possible = self._possible(title, assignment.max_score)
        yield ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", title)
        yield ("    Points Possible", "", "", "", "", possible)
        for student, score in scores.items():
            row = self.row(student)
            name = ", ".join(part for part in (student.last_name, student.first_name) if part)
            yield (
                row.get("Student") or name or student.id,
                student.lms_user_id or row.get("ID"),
                row.get("SIS User ID"),
                _Exact(row.get("SIS Login ID", "") if "ID" in row else student.id),
                row.get("Section"),
                score,
            )

    def _title(self, assignment):
        """Return the name of the assignment's column; Canvas' own columns have no number."""
        numbered = [column for column in self.columns if re.fullmatch(r".+ \(\d+\)", column)]
        known = [each for each in numbered if roster.slug(each.rpartition(" (")[0]) == roster.slug(assignment)]
        title = known[0] if len(known) == 1 else assignment
        if len(known) > 1:
            self.log.warning("%s: more than one column of the class list fits: %s.", assignment, ", ".join(known))
        if len(known) != 1:
            self.log.info("%s has no column in the class list: Canvas makes a new assignment of it.", assignment)
        if "final" in title.casefold() or re.search("(Current|Override) (Score|Points|Grade|Status)", title):
            self.log.warning(
                "Canvas can take %r for a column of its own, and then ignores it without a word. Rename the assignment "
                "in Canvas, and export the class list from there once more.",
                title,
            )
        return title

    def _possible(self, title, points):
        told = self.maxima.get(title, "").strip()
        try:
            differs = abs(float(told) - points) > 1e-9
        except ValueError:
            return points
        if differs:
            self.log.warning(
                "In Canvas %s has a maximum of %s points, in this course one of %g. Marks are points of this course: "
                "set the maximum in Canvas to %g before you import them.",
                *(title, told, points, points),
            )
        return told


class MoodleExport(_PlatformExport):
    """What Moodle's grade import reads.

    In Moodle, map ``Username``, ``ID number`` or ``Email address`` to the same field of the user, and the assignment to
    its grade item.
    """

    name = "marks-moodle.csv"
    platform = "Moodle"

    def rows(self, assignment, scores):
        """Yield the lines of the table."""
        number = next((each for each in self.columns if roster.slug(each) in ("id-number", "idnumber")), None)
        fields = {
            "Username": [_Exact(student.id) for student in scores],
            "ID number": [_Exact(self.row(student).get(number, "")) for student in scores],
            "First name": [student.first_name for student in scores],
            "Surname": [student.last_name for student in scores],
            "Email address": [_Exact(student.email or "") for student in scores],
        }
        for field in ("ID number", "Email address"):
            # By an empty one Moodle finds nobody, and the mark goes to the student of the line above.
            lacking = [student for student, given in zip(scores, fields[field], strict=True) if not given]
            if lacking:
                del fields[field]
            if 0 < len(lacking) < len(scores):
                self.log.warning("The table has no column %s: %s have none.", field, _ids(lacking))
        self.log.info(
            "Set the maximum grade of %s in Moodle to %g points: an item that an import makes has 100.",
            *(assignment.name, assignment.max_score),
        )
        yield (*fields, assignment.name)
        yield from zip(*fields.values(), scores.values(), strict=True)


class _Exact(str):
    """Text by which a platform finds a student: one that a spreadsheet could compute is left out, never changed."""


def _cell(field):
    """Return a field as text that a spreadsheet shows and does not compute."""
    if field is None:
        return ""
    if isinstance(field, float | int):
        return f"{round(field, 4):.12g}"
    shown = sanitize.spreadsheet(str(field))
    return "" if isinstance(field, _Exact) and shown != field else shown


def _ids(students):
    return ", ".join(sanitize.line(student.id) for student in students)
