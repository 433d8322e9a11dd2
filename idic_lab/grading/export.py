"""Marks as a table for a spreadsheet: nbgrader's columns, each text in a cell of its own that computes nothing."""

import csv

from nbgrader.api import MissingEntry
from nbgrader.plugins import CsvExportPlugin

from idic_lab.grading.harmless import spreadsheet

COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score")
COLUMNS += ("late_submission_penalty", "score", "max_score")


class Marks(CsvExportPlugin):
    """Takes the place of its parent, which writes a comma or a formula in a name as it stands."""

    def export(self, gradebook):
        """Write one row for each assignment and student to ``--to``, or ``grades.csv``."""
        with open(self.to or "grades.csv", "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(COLUMNS)
            for assignment in gradebook.assignments:
                if self.assignment and assignment.name not in map(str, self.assignment):
                    continue
                for student in gradebook.students:
                    if not self.student or student.id in map(str, self.student):
                        table.writerow(_row(gradebook, assignment, student))


def _row(gradebook, assignment, student):
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
        penalty = submission.late_submission_penalty or 0.0
        timestamp, raw = submission.timestamp, submission.score
    except MissingEntry:  # nothing was handed in
        timestamp, raw, penalty = "", 0.0, 0.0
    about = [assignment.name, assignment.duedate, timestamp]
    about += [student.id, student.last_name, student.first_name, student.email]
    texts = [spreadsheet("" if each is None else str(each)) for each in about]
    return [*texts, raw, penalty, max(0.0, raw - penalty), assignment.max_score]
