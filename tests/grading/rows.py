"""What nbgrader's gradebook says, in a form in which two gradebooks can be compared."""

import sqlite3

GRADE = "auto_score, manual_score, extra_credit, needs_manual_grade"
COMMENT = "auto_comment, manual_comment"


def rows(course_root, assignment):
    """Return every row of submissions, grades and comments of an assignment, without ids that nbgrader draws."""
    with sqlite3.connect(course_root / "gradebook.db") as database:
        return {
            "submissions": set(
                database.execute(
                    "select s.student_id, s.timestamp, s.extension, n.name, sn.late_submission_penalty, sn.flagged"
                    " from submitted_assignment s join assignment a on a.id = s.assignment_id"
                    " join submitted_notebook sn on sn.assignment_id = s.id join notebook n on n.id = sn.notebook_id"
                    " where a.name = ?",
                    [assignment],
                )
            ),
            "grades": set(_of_cells(database, assignment, "grade", GRADE)),
            "comments": set(_of_cells(database, assignment, "comment", COMMENT)),
        }


def _of_cells(database, assignment, table, columns):
    return database.execute(
        f"select s.student_id, n.name, c.name, {columns} from {table} g"
        " join base_cell c on c.id = g.cell_id join submitted_notebook sn on sn.id = g.notebook_id"
        " join notebook n on n.id = sn.notebook_id join submitted_assignment s on s.id = sn.assignment_id"
        " join assignment a on a.id = s.assignment_id where a.name = ?",
        [assignment],
    )
