"""A customer journey: gaps between how it is and how it should be, and where recognition is lost."""


def gaps(touchpoints):
    """Rank the stages of a journey by the gap between how it should be and how it is.

    Parameters
    ----------
    touchpoints : pandas.DataFrame
        With columns ``stage``, ``as_is`` and ``to_be`` (ratings on one scale).

    Returns
    -------
    pandas.Series
        To-be minus as-is, in points of the scale, by stage, the largest first.
    """
    frame = touchpoints.set_index("stage")
    return (frame["to_be"] - frame["as_is"]).sort_values(ascending=False, kind="stable").rename("gap")


def recognition_lost(touchpoints):
    """Find the first place where a customer who was recognised is a stranger again.

    Parameters
    ----------
    touchpoints : pandas.DataFrame
        In the order of the journey, with columns ``stage`` and ``identified`` (``"yes"`` or ``"no"``).

    Returns
    -------
    tuple of str or None
        The stage before and the stage where recognition is lost; None when it never is.
    """
    known = touchpoints["identified"].eq("yes").tolist()
    stages = touchpoints["stage"].tolist()
    for place in range(1, len(stages)):
        if known[place - 1] and not known[place]:
            return stages[place - 1], stages[place]
    return None
