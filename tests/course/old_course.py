"""A course as the first version left it: two graded, with marks and comments by hand, and one who waits."""

import zipfile
from pathlib import Path

from tests.course.conftest import Course

KEPT = Path(__file__).resolve().parents[1] / "fixtures" / "course-0.1" / "course.zip"
NAME = "four-companies"


def unpack(folder):
    """Lay the course out in a folder, and return it."""
    with zipfile.ZipFile(KEPT) as kept:
        kept.extractall(folder)
    return Course(folder / "course")


def by_hand(course):
    """Return every mark, extra credit and comment that a person gave, by student and part."""
    with course.gradebook() as gradebook:
        return {
            (submission.student.id, type(row).__name__, row.name): (
                getattr(row, "manual_score", None),
                getattr(row, "extra_credit", None),
                getattr(row, "manual_comment", None),
            )
            for submission in gradebook.assignment_submissions(NAME)
            for notebook in submission.notebooks
            for row in (*notebook.grades, *notebook.comments)
            if any(getattr(row, field, None) for field in ("manual_score", "extra_credit", "manual_comment"))
        }
