"""How who-matters is judged. What the tables alone decide is marked `once`."""

import pandas as pd

from idic_lab import checks, datasets
from idic_lab.analysis import concentration
from idic_lab.checks import Criterion, Result, once

LAST_DAY, CUT_DAY = "1998-06-30", "1997-09-30"
WAYS = {"share-all": "all spend", "share-repeat": "repeat spend", "share-buyers": "repeat buyers"}


@once
def the_purchases():
    """Return the list, a row a line of a purchase."""
    return datasets.read("purchases", folder=".")


@once
def scores():
    """Return recency, frequency and monetary value of each customer."""
    return concentration.rfm(the_purchases(), LAST_DAY)


@once
def segment_of_each():
    """Return the segment of each customer."""
    return concentration.segments(scores())


@once
def shares():
    """Return by way of counting the share in per cent of the best 20 %, of the best tenth, and that of the lesson."""
    spend = {way: concentration.spend_per_customer(the_purchases(), LAST_DAY, way) for way in WAYS.values()}
    there = {way: concentration.spend_per_customer(datasets.cdnow(), LAST_DAY, way) for way in WAYS.values()}
    return (
        {way: 100 * concentration.top_share(values) for way, values in spend.items()},
        {way: 100 * concentration.top_share(values, 0.1) for way, values in spend.items()},
        {way: 100 * concentration.top_share(values) for way, values in there.items()},
    )


def concentration_check(book):
    """A. What the best 20 % bring."""
    of_best, first_tenths, elsewhere = shares()
    result = Result([])
    for id, way in WAYS.items():
        key = of_best[way]
        known = [(other, "", f"That is the share for {each}.") for each, other in of_best.items() if each != way]
        known += [
            (first_tenths[way], "", "That is the best tenth. 20 % are two tenths.", 0.5),
            (100 - key, "", "That is what all the others bring.", 0.5),
            (elsewhere[way], "", "That is the share of the lesson's customers. These are others."),
            (80, "pareto-is-law", "You gave the 80 % of the rule. Table 1 gives another share."),
        ]
        given = checks.recorded(book, id)
        result += checks.number(
            given, key, f"share of the best 20 %: {way}", 1, 0.5, known, percent=True, low=1, high=100
        )
    near = min(of_best, key=lambda way: abs(of_best[way] - 80))
    said = f"The three shares are {', '.join(f'{share:.1f} ({way})' for way, share in of_best.items())}."
    wrong = {
        "law": ("pareto-is-law", f"{said} All three are counted rightly from one list."),
        "never": ("", f"{said} It is no law, that is right. But {near} does come near 80.", 0.5),
        "choose": ("pareto-is-law", f"{said} Picking the way of counting that fits makes no law."),
    }
    return result + checks.choice(checks.recorded(book, "the-law"), "depends", "what the three shares say", 1, wrong)


@once
def one_customer():
    """Return the lines of the customer that is asked about, and the three numbers."""
    data = the_purchases()
    groups = data.groupby("customer_id")
    lines, days = groups.size(), groups["date"].nunique()
    one = data[data["customer_id"] == lines[lines.between(5, 8) & days.between(3, lines - 1)].index[0]]
    return one, scores().loc[one["customer_id"].iloc[0]]


def rfm_check(book):
    """B. Recency, frequency, monetary value of one customer."""
    one, row = one_customer()
    given = {each.get("row"): each.get("number", "") for each in checks.recorded(book, "one-customer", [])}

    since = (pd.Timestamp(LAST_DAY) - one["date"].min()).days
    known = [
        (since, "", "That is counted from the first purchase. Recency is counted from the last one."),
        (since - row["recency"], "", "Those are the days between the first and the last purchase."),
    ]
    result = checks.number(given.get("recency"), row["recency"], "recency in days", 0.5, 1, known)
    known = [
        (len(one), "", "Those are the lines. Several lines on one day are one purchase."),
        (row["frequency"] - 1, "", "The first purchase counts as well."),
        (one["quantity"].sum(), "", "Those are the CDs. Frequency counts the days."),
    ]
    result += checks.number(given.get("frequency"), row["frequency"], "frequency in days", 0.5, 0.02, known)
    known = [
        (row["monetary"] / row["frequency"], "", "That is the mean of a purchase. Monetary value is the sum."),
        (row["monetary"] / len(one), "", "That is the mean of a line. Monetary value is the sum."),
    ]
    return result + checks.number(given.get("monetary"), row["monetary"], "monetary value in dollars", 0.5, 0.05, known)


@once
def one_off_share():
    """Return of the one-off customers: share of all dollars and of all customers, both in per cent, and the mean."""
    dollars, customers = scores()["monetary"].groupby(segment_of_each()).sum(), segment_of_each().value_counts()
    share = 100 * dollars["one-off"] / dollars.sum()
    return share, 100 * customers["one-off"] / len(scores()), dollars["one-off"] / customers["one-off"]


def segments_check(book):
    """B. Segments."""
    given = {int(number): name for number, name in checks.recorded(book, "six-customers", {}).items()}
    slips = [number for number in given if given[number] != segment_of_each()[number]]
    dazzled = [number for number in slips if given[number] == "best" and scores()["monetary_score"][number] >= 4]
    said = f"{len(given) - len(slips)} of 6 right. " if given else "No answer was recorded."
    said += "".join(f"Customer {number} is not {given[number]}. " for number in slips)
    said += "Much money is not enough for best: it takes lately and often as well." if dazzled else ""
    slip = "differentiate-by-spend-only" if dazzled else ""
    part = (len(given) - len(slips)) / 4
    result = Result([Criterion("segments of six customers", part, 1.5, said.strip(), slip)])

    key, of_customers, mean = one_off_share()
    known = [
        (of_customers, "", "That is their share of the customers, not of the dollars."),
        (100 - key, "", "That is what all the others bring.", 0.5),
        (mean, "", "Those are the dollars of one of them."),
    ]
    share = checks.recorded(book, "one-off-money")
    return result + checks.number(
        share, key, "share of the one-off customers", 1, 0.5, known, percent=True, low=1, high=100
    )


@once
def what_the_list_shows():
    """Return whether most bought once, the best stay the best, repeat spend is more concentrated; and three shares.

    The shares, in per cent, are of the four other fifths: of the later dollars, of the earlier ones, and what the best
    fifth had brought of these.
    """
    data = the_purchases()
    spend = concentration.spend_per_customer
    before, after = spend(data, CUT_DAY), spend(data[data["date"] > CUT_DAY])
    best = before.sort_values(ascending=False, kind="stable").index[: len(before) // 5]
    best_after = after.reindex(before.index, fill_value=0).nlargest(len(before) // 5).index
    once_only = (scores()["frequency"] == 1).mean() > 0.5
    share = concentration.top_share
    more = share(spend(data, None, "repeat spend")) > share(spend(data))
    later = 100 * (1 - after.reindex(best, fill_value=0).sum() / after.sum())
    earlier = 100 * before[best].sum() / before.sum()
    return bool(once_only), set(best) <= set(best_after), bool(more), later, 100 - earlier, earlier


def limits_check(book):
    """C. What the list shows, and what it cannot say."""
    once_only, again, more, key, of_earlier, best_earlier = what_the_list_shows()
    says = {
        "profit": ("silent", "Profit: the list knows what customers paid, and not what they cost."),
        "once": ("shows" if once_only else "against", "One day only: Table 5 has the number."),
        "ten": (
            "silent",
            "Ten days: buying often is not yet a relationship. Does the shop know them, and do they know it?",
        ),
        "again": (
            "shows" if again else "against",
            "In it again: see the last column of Table 6.",
        ),
        "liked": ("silent", "Came once: the list knows that they did not come back, and not why."),
        "concentrated": ("shows" if more else "against", "More concentrated: compare your first two shares in part A."),
    }
    given = checks.recorded(book, "statements", {})
    slips = [each for each in given if given[each] != says[each][0]]
    said = " ".join([f"{len(given) - len(slips)} of 6 right.", *(says[each][1] for each in slips)])
    slip = "repeat-buying-is-relationship" if given.get("ten") == "shows" else ""
    part = (len(given) - len(slips)) / 4
    said = said if given else "No answer was recorded."
    result = Result([Criterion("what the list says", part, 1.5, said, slip)])

    known = [
        (100 - key, "", "That is the share of the best fifth. Asked was the share of the others.", 0.5),
        (of_earlier, "", "That is their share of the dollars until September 1997."),
        (best_earlier, "", "That is what the best fifth had brought until September 1997."),
    ]
    share = checks.recorded(book, "later-money")
    result += checks.number(share, key, "later money of the others", 1, 0.5, known, percent=True, low=1, high=100)
    wrong = {
        "spend": ("differentiate-by-spend-only", f"{key:.0f} % of the later dollars came from the others."),
        "rule": ("pareto-is-law", "Other shops do not decide it. Your own shares in part A do."),
        "nothing": ("", "It says something: the best fifth brought far more than a fifth of the later dollars."),
    }
    return result + checks.choice(checks.recorded(book, "the-plan"), "first", "an answer to the plan", 0.5, wrong)
