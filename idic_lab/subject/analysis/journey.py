"""A customer journey: gaps between how it is and how it should be, and where recognition is lost."""

from itertools import pairwise


def gaps(touchpoints):
    """Rank the stages of a journey by to_be minus as_is, in points of their scale, the largest first."""
    frame = touchpoints.set_index("stage")
    return (frame["to_be"] - frame["as_is"]).sort_values(ascending=False, kind="stable").rename("gap")


def recognition_lost(touchpoints):
    """Return the stage before and the stage where a customer who was recognised is a stranger; None when never.

    The touchpoints stand in the order of the journey, with ``stage`` and ``identified`` (``"yes"`` or ``"no"``).
    """
    stages = zip(touchpoints["stage"], touchpoints["identified"].eq("yes"), strict=True)
    return next(((before, after) for (before, known), (after, still) in pairwise(stages) if known and not still), None)
