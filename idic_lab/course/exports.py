"""Marks on their way out, as nbgrader's export plugins: for Canvas, for Moodle, and as a plain table.

``nbgrader export`` runs the one that the course's settings name; ``--exporter=idic_lab.course.exports.MoodleExport`` is
another for once. A table for a learning platform holds final marks of one assignment and nothing else: both platforms
take an empty field for a change, and erase the mark that stands there.
"""

import csv
import io
import re
from datetime import UTC
from pathlib import Path

from nbgrader.plugins import ExportPlugin

from idic_lab.answers.file import write
from idic_lab.course import enrolment, late, roster, status, tables
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
        wanted = [str(each) for each in self.assignment]
        assignments = [each for each in gradebook.assignments if each.notebooks and (not wanted or each.name in wanted)]
        for missing in sorted(set(wanted) - {each.name for each in assignments}):
            self.log.warning("There is no released assignment %s.", missing)
        students = [
            each for each in enrolment.enrolled(gradebook) if not self.student or each.id in map(str, self.student)
        ]
        if gone := enrolment.left(gradebook).keys() & {each.id for each in gradebook.students}:
            self.log.warning("Not in the class any more, and left out: %s.", ", ".join(sorted(gone)))
        self.people, self.columns, self.maxima = self._class_list([each.id for each in students])
        found = {each.name: self._states(gradebook, each) for each in assignments}
        self.write(assignments, students, found)

    def _states(self, gradebook, assignment):
        """Return by student the mark, and in which state it is: of work handed in again it is of the work before."""
        submitted, graded = (self.course.holders(step, assignment.name) for step in ("submitted", "autograded"))
        again = status.handed_in_again(self.course, gradebook, assignment.name, submitted & graded)
        found = marks(gradebook, assignment, submitted)
        newer = {who: Stage.NEWER for who in again & found.keys() if found[who].state == Stage.FINAL}
        return {who: (mark, newer.get(who, mark.state)) for who, mark in found.items()}

    def _class_list(self, known):
        """Return what the course's class list says: its people by id, its columns, and a Canvas gradebook's maxima."""
        path = self.course.root / "roster.csv"
        if not path.is_file():
            return {}, (), {}
        try:
            read = roster.load(path, known)
        except roster.RosterProblem as problem:
            self.log.warning("%s It is left aside.", problem)
            return {}, (), {}
        possible = next((row for _, row in tables.read(path.read_bytes()) if "Points Possible" in row[0]), ())
        people = {person.id.casefold(): person for person in read.people}
        return people, read.columns, dict(zip(read.columns, possible, strict=False))

    def listed(self, student):
        """Return what the class list says of a student, by its own column names."""
        person = self.people.get(student.id.casefold())
        return person.row if person else {}

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
        target = Path(self.to or self.name)
        self.put(target, self.rows(assignments, students, found))
        states = [found[assignment.name][student.id][1] for assignment in assignments for student in students]
        if count := sum(state not in (Stage.FINAL, Stage.NOT_HANDED_IN) for state in states):
            self.log.warning("%d marks are not final: what there is so far is given, see the column state.", count)
        self.log.info("%d students and %d assignments are in %s", len(students), len(assignments), target)

    def rows(self, assignments, students, found):
        """Yield the lines of the table."""
        yield (*COLUMNS, "state")
        for assignment in assignments:
            for student in students:
                mark, state = found[assignment.name][student.id]
                who = (student.id, student.last_name, student.first_name, student.email)
                points = (mark.raw, mark.penalty, mark.score, mark.possible)
                times = (self._time(assignment.duedate), self._time(mark.handed_in))
                yield (assignment.name, *times, *who, *points, state)

    def _time(self, moment):
        return moment and moment.replace(tzinfo=UTC).astimezone(self.zone).isoformat(" ", "seconds")


class _PlatformExport(_Export):
    """A table for a learning platform: one assignment, and who has a final mark for it."""

    def write(self, assignments, students, found):
        """Write one table an assignment, and say who is in none and why."""
        for assignment in assignments:
            states = {student: found[assignment.name][student.id] for student in students}
            left_out = {}
            for student, (_, state) in states.items():
                if state != Stage.FINAL:
                    left_out.setdefault(state, []).append(student)
            if left_out:
                why = "; ".join(f"{state}: {_ids(who)}" for state, who in left_out.items())
                self.log.warning(
                    "%s: left out, so that %s keeps what it has. %s.", assignment.name, self.platform, _capital(why)
                )
            scores = {student: mark.score for student, (mark, state) in states.items() if state == Stage.FINAL}
            if not scores:
                self.log.warning("%s: no mark is final, and no table is written.", assignment.name)
                continue
            target = self._target(assignment)
            self.put(target, self.rows(assignment, scores))
            self.log.info(
                "%s: the marks in %s are final. Students: %d, points: at most %g.",
                *(assignment.name, target, len(scores), assignment.max_score),
            )

    def _target(self, assignment):
        target = Path(self.to or self.name)
        # Where more than one can come, each has a file: in a common one, who has one final mark has empty fields.
        return target if len(self.assignment) == 1 else target.with_stem(f"{target.stem}-{assignment.name}")


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
            row = self.listed(student)
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
            "ID number": [_Exact(self.listed(student).get(number, "")) for student in scores],
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


def _capital(text):
    return text[:1].upper() + text[1:]
