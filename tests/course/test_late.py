"""Late work: nbgrader's own plugin, extensions, and marks that a person gives afterwards."""

from datetime import UTC, timedelta
from types import SimpleNamespace

import pytest
from traitlets.config import Config

from idic_lab.course import dates, late
from tests.course.conftest import LAB, answers

DAY = 24 * 3600


@pytest.mark.parametrize(
    ("seconds", "lost"),
    [(1, 2), (DAY, 2), (DAY + 1, 4), (30 * DAY, 12)],
)
def test_a_part_of_what_was_earned_for_each_day_begun(seconds, lost):
    rule = late.LatePenalty(percent_a_day=10, at_most=60)
    assert rule.late_submission_penalty("ann", 20, seconds) == pytest.approx(lost)


def test_minutes_of_grace_do_not_count_and_then_the_first_day_does():
    rule = late.LatePenalty(percent_a_day=10, grace_minutes=15)
    assert rule.late_submission_penalty("ann", 20, 15 * 60) == 0
    assert rule.late_submission_penalty("ann", 20, 15 * 60 + 1) == pytest.approx(2)


def test_nothing_is_taken_off_unless_the_instructor_says_so():
    assert late.LatePenalty().late_submission_penalty("ann", 20, 10 * DAY) == 0


def test_it_is_taken_off_when_graded_and_again_when_a_person_has_marked(course):
    """Due on 20 October at noon; handed in 36 hours later; 10 % a day."""
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-22 00:00:00 UTC")
    course.grade("jane", LAB)

    def standing():
        with course.gradebook() as gradebook:
            submission = gradebook.find_submission(LAB, "jane")
            return submission.score, submission.late_submission_penalty

    score, penalty = standing()
    assert score == 12 and penalty == pytest.approx(2.4)
    course.mark("jane", LAB)
    assert standing()[1] == pytest.approx(2.4), "nbgrader keeps the penalty of the machine's marks"
    course.do("generate_feedback", LAB, "jane", force=True)
    score, penalty = standing()
    assert score == 18 and penalty == pytest.approx(3.6)
    page = (course.place("feedback", "jane", LAB) / f"{LAB}.html").read_text("utf-8")
    assert "3.6 points were taken off" in page


def test_more_time_given_before_anything_came_in_counts(course):
    with course.gradebook() as gradebook:
        dates.extend(gradebook, LAB, "jane", dates.when("2026-10-21 18:00+00:00", UTC))
    for student in ("jane", "asa"):
        course.submit(student, LAB, answers(LAB, "reference"), stamp="2026-10-21 17:00:00 UTC")
        course.grade(student, LAB)
    with course.gradebook() as gradebook:
        lost = {who: gradebook.find_submission(LAB, who).late_submission_penalty for who in ("jane", "asa")}
        assert (lost["jane"] or 0, lost["asa"]) == (0, pytest.approx(2.4))
        assert late.renew(gradebook, course.config) == [], "and still when they are worked out anew"
        assert gradebook.find_submission(LAB, "jane").extension == timedelta(hours=30), "now nbgrader knows too"
        assert dates.waiting(gradebook.db) == {}


def test_the_due_date_is_moved_afterwards(course):
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-22 00:00:00 UTC")
    course.grade("jane", LAB)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(LAB, duedate=dates.when("2026-10-23 00:00+00:00", UTC))
        assert late.renew(gradebook, course.config) == [(LAB, "jane", pytest.approx(2.4), 0)]


def test_an_instructors_own_rule_is_used():
    class All(late.LateSubmissionPlugin):
        def late_submission_penalty(self, student_id, score, total_seconds_late):
            return 1000

    config = Config()
    config.AssignLatePenalties.plugin_class = All
    notebook = SimpleNamespace(late_submission_penalty=None, score=7)
    student = SimpleNamespace(id="ann")
    submission = SimpleNamespace(student=student, notebooks=[notebook], total_seconds_late=5, late_submission_penalty=0)
    rule = late.AssignLatePenalties(config=config)
    rule.init_plugin()
    assert late._penalty(rule, submission, notebook) == 7, "never more than was earned, as in nbgrader"
