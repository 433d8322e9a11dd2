"""Work that is handed in late through the exchange, and pretends to be in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.grading.attacks.plain import ASSIGNMENT
from tests.grading.classroom import Classroom
from tests.grading.in_memory import answers_of

FORGED = "2001-01-01 00:00:00 UTC"


@dataclass(frozen=True)
class Forgery:
    """A forged time, and the student who has tried it."""

    name: str
    student: str


FORGERIES = [
    Forgery("a forged `timestamp.txt` in the folder that is handed in", "before"),
    Forgery("a `timestamp.txt` forged in the exchange, after it was handed in", "after"),
]


def forge(folder):
    (folder / "timestamp.txt").write_text(FORGED)


def classroom(folder):
    """Return a classroom in which both ways have been tried, an hour after the end."""
    room = Classroom(folder)
    room.course.do("generate_assignment", ASSIGNMENT)
    room.course.do("release_assignment", ASSIGNMENT)
    with room.course.gradebook as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=datetime.utcnow() - timedelta(hours=1))
    full = answers_of(ASSIGNMENT, "reference")
    room.hand_in("before", ASSIGNMENT, full, change=forge)
    room.hand_in("after", ASSIGNMENT, full)
    (inbound,) = room.exchange.glob(f"*/inbound/after+{ASSIGNMENT}+*")
    forge(inbound)
    room.course.do("collect", ASSIGNMENT)
    return room


def counted(course):
    """Say of each way, once the course is graded, whether the work counts as late."""
    with course.gradebook as gradebook:
        late = {
            each.name: gradebook.find_submission(ASSIGNMENT, each.student).total_seconds_late > 0 for each in FORGERIES
        }
    return {name: "late" if was else "in time" for name, was in late.items()}
