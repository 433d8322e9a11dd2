"""Refer or sell: what a customer is worth over several visits when trust decides whether they come back.

A sale earns `margin`. `sold` and `referred` are the probabilities that the customer comes again after being sold what
does not fit, and after an honest referral.
"""


def expected(margin, returning, visits, first=True):
    """Return the expected earnings from one customer, added up after visit 0 (today), 1, … `visits`.

    Parameters
    ----------
    margin : float
    returning : float
        Probability, 0 to 1, that the customer comes again after a visit; anything else raises ValueError.
    visits : int
        0 or more.
    first : bool
        Whether today's visit earns the margin (sell) or nothing (refer to a rival).
    """
    if not 0 <= returning <= 1:
        raise ValueError(f"{returning} is no probability. Choose a number from 0 to 1.")
    if visits < 0:
        raise ValueError(f"{visits} visits cannot be. Choose 0 or more.")
    total = margin if first else 0.0
    earned = [total]
    for visit in range(1, visits + 1):
        total += margin * returning**visit
        earned.append(total)
    return earned


def break_even(margin, sold, referred, visits=60):
    """Return the first visit by which referring has earned at least as much as selling, or None within `visits`."""
    sell, refer = expected(margin, sold, visits), expected(margin, referred, visits, first=False)
    return next((visit for visit in range(visits + 1) if refer[visit] >= sell[visit]), None)


def referred_needed(sold):
    """Return the probability of coming again after a referral at which the long run is even.

    Over endless visits selling earns margin / (1 - sold) and referring margin x referred / (1 - referred). They are
    equal at referred = 1 / (2 - sold); any higher probability makes the referral pay in the end. A `sold` that is not
    from 0 to below 1 raises ValueError.
    """
    if not 0 <= sold < 1:
        raise ValueError(f"{sold} cannot be used. Choose a probability from 0 to below 1.")
    return 1 / (2 - sold)


def frames(margin=10, visits=10, sold=range(0, 100, 10), referred=range(0, 100, 5)):
    """Draw both ways visit by visit for ``ask.explore``, one frame for each pair of shares (per cent) that come again.

    The caption tells "not within these visits" from "never".
    """
    drawn = {}
    for place, after_sale in enumerate(sold):
        for at, after_referral in enumerate(referred):
            sell = expected(margin, after_sale / 100, visits)
            refer = expected(margin, after_referral / 100, visits, first=False)
            caught_up = break_even(margin, after_sale / 100, after_referral / 100, visits)
            drawn[f"{place},{at}"] = {
                "lines": [
                    {"label": name, "points": [[visit, round(earned, 2)] for visit, earned in enumerate(line)]}
                    for name, line in (("sell", sell), ("refer", refer))
                ],
                "marks": []
                if caught_up is None
                else [{"x": caught_up, "y": round(refer[caught_up], 2), "label": "caught up"}],
                "caption": f"After {visits} visits selling has earned {sell[-1]:.2f} and referring {refer[-1]:.2f}. "
                + _said(after_sale / 100, after_referral / 100, visits, caught_up),
            }
    return drawn


def _said(sold, referred, visits, caught_up):
    if caught_up is not None:
        return f"Referring has caught up at visit {caught_up}."
    if referred > referred_needed(sold) + 1e-9:
        return f"Referring has not caught up within {visits} visits. Later it will."
    return "Referring never catches up."
