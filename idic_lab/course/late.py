"""Marks taken off for late work, through nbgrader's own plugin for it."""

import math
from datetime import timedelta

from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float

from idic_lab.course import dates

DAY = timedelta(days=1).total_seconds()


class LatePenalty(LateSubmissionPlugin):
    """Take off a part of what was earned for each day begun.

    Of what was earned and not of the maximum: so late work never falls below zero, and marks that a person adds later
    count the same.
    """

    percent_a_day = Float(0, min=0, max=100, help="percent of the earned points, for each day begun").tag(config=True)
    grace_minutes = Float(0, min=0, help="this late is not late yet").tag(config=True)
    at_most = Float(100, min=0, max=100, help="percent of the earned points, however late").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Return the points to take off."""
        late = total_seconds_late - self._more_time(student_id)
        if late <= 60 * self.grace_minutes:
            return 0.0
        return score * min(self.percent_a_day * math.ceil(late / DAY), self.at_most) / 100

    def _more_time(self, student):
        """Return the seconds of an extension that nbgrader has not been told of yet."""
        # nbgrader's preprocessor is the parent, and knows the gradebook while it works.
        gradebook = getattr(self.parent, "gradebook", None)
        if gradebook is None:
            return 0
        more = dates.waiting(gradebook.db).get((self.parent.assignment_id, student))
        return more.total_seconds() if more else 0


class RenewLatePenalty(AssignLatePenalties):
    """Work out the late penalty anew before feedback is written: since grading, a person may have given marks."""

    def preprocess(self, nb, resources):
        """Hand over extensions, then do as nbgrader does after grading."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            dates.settle(gradebook)
        return super().preprocess(nb, resources)


def renew(gradebook: Gradebook, config):
    """Work out every late penalty anew."""
    dates.settle(gradebook)
    rule = AssignLatePenalties(config=config)
    rule.init_plugin()
    changed = []
    for assignment in gradebook.assignments:
        for submission in assignment.submissions:
            for notebook in submission.notebooks:
                before, now = notebook.late_submission_penalty or 0.0, _penalty(rule, submission, notebook)
                if abs(before - now) > 1e-9:
                    notebook.late_submission_penalty = now
                    changed.append((assignment.name, submission.student.id, before, now))
    gradebook.db.commit()
    return changed


def _penalty(rule, submission, notebook):
    late = submission.total_seconds_late
    if late <= 0:
        return 0.0
    penalty = rule.plugin_inst.late_submission_penalty(submission.student.id, notebook.score, late)
    return min(max(penalty or 0.0, 0.0), notebook.score)
