"""How trust-lab is judged. What the tables alone decide is marked `once`."""

import contextlib

from idic_lab import checks, datasets, reading
from idic_lab.analysis import survey as scales
from idic_lab.checks import Criterion, Result, once


@once
def agencies_with_sum():
    """Return the agencies, a row each, with what they have earned: the sum of C, R and I."""
    data = datasets.read("agencies", folder=".").set_index("agency")
    return data.assign(built=data.sum(axis=1) - data["self_orientation"])


@once
def the_forms():
    """Return the eight forms as answered."""
    return datasets.read("forms", folder=".")


def numbers_check(book):
    """A. Trust in numbers."""
    data = agencies_with_sum()
    s, built = data["self_orientation"], data["built"]
    scores = built / s

    above, below, key = built.iloc[0], s.iloc[0], scores.iloc[0]
    known = [(key / 3, "components-averaged", "C, R and I were averaged: that is a third of T.", 0.5)]
    for value in (above + below, above - below, (above + below) / 4, above * below):
        known.append((value, "s-in-numerator", "S was added, subtracted or multiplied instead of dividing the sum."))
    known.append((1 / key, "", "That is the fraction upside down: S stands below the line."))
    result = checks.number(checks.recorded(book, "one-trust"), key, "T of one agency", 1, 0.02, known, low=0, high=100)

    best, said = scores.idxmax(), "Compare what C + R + I gives when S divides it."
    wrong = {agency: ("", f"You chose {agency}. {said}") for agency in data.index}
    wrong[built.idxmax()] = ("", f"{built.idxmax()} has the highest C + R + I. Its S has been left out.")
    wrong[(built + s).idxmax()] = ("s-in-numerator", f"{(built + s).idxmax()} has most points when S is added as well.")
    wrong[s.idxmin()] = ("", f"{s.idxmin()} has the lowest S. C, R and I have been left out.")
    result += checks.choice(checks.recorded(book, "most-trusted"), best, "the most trusted agency", 0.5, wrong)

    above, below = built.iloc[1], s.iloc[1]
    target = int(scores.iloc[1]) + 1
    key = above / target
    known = [
        (key / 3, "components-averaged", "C, R and I were averaged: their sum is divided by S.", 0.5),
        (below - key, "", "That is by how much S must fall. Asked was which S it would be.", 0.5),
        (1 / key, "", "That is the fraction upside down: S is the sum divided by T."),
        (above - target, "s-in-numerator", "S was subtracted. The sum is divided by S."),
        (target * below - above, "", "That is by how much C + R + I would have to rise. Asked was which S."),
    ]
    return Result(
        [*result.criteria, *checks.number(checks.recorded(book, "needed-s"), key, "S for a T", 1, 0.02, known).criteria]
    )


def scale_check(book):
    """B. A form that begins at 0."""
    built = agencies_with_sum()["built"].iloc[3]
    top = the_forms()["highest_answer"].iloc[0]
    said = "Divide the sum by 1, by 0.1 and by 0.01: it grows without end, and at 0 there is no value."
    wrong = {
        "sum": ("", f"The sum alone is what comes out for S = 1. {said}"),
        "highest": ("", f"30 belongs to ratings of 10 and an S of 1. {said}"),
        "zero": ("", f"0 divided by something gives 0, and not something divided by 0. {said}"),
    }
    result = checks.choice(checks.recorded(book, "zero-meaning"), "none", "what S = 0 does", 0.5, wrong)
    known = [
        (built, "", "Only S was renumbered. Every box carries a number that is one higher: C, R and I as well."),
        (built + 1, "", "C + R + I holds three ratings, and each of them is one higher."),
        ((built + 3) / 3, "components-averaged", "C, R and I were averaged: that is a third of T."),
        (built + 4, "s-in-numerator", "S was added instead of dividing the sum."),
    ]
    result += checks.number(
        checks.recorded(book, "renumbered"), built + 3, "T after renumbering", 0.5, 0.02, known, low=0, high=100
    )
    known = [
        (3, "", "That is T when all four ratings are equal. For the lowest T, C, R and I are low and S is high."),
        (0, "", "T is a fraction of numbers from 1 up: it cannot be 0."),
        (1 / top, "components-averaged", "C, R and I were averaged: that is a third of the lowest T."),
        (3 + top, "s-in-numerator", "S was added instead of dividing the sum."),
        (3 * top, "high-s-is-good", "That is the highest T. A high S makes T low."),
    ]
    result += checks.number(
        checks.recorded(book, "lowest-t"), 3 / top, "lowest T of a scale", 0.5, 0.02, known, low=0, high=100
    )
    known = [
        (3, "", "That is T when all four ratings are equal, also at the top. For the highest T, S is low."),
        (top, "components-averaged", "C, R and I were averaged: that is a third of the highest T."),
        (3 * top + 1, "s-in-numerator", "S was added instead of dividing the sum."),
        (4 * top, "s-in-numerator", "S was added instead of dividing the sum."),
        (3 / top, "high-s-is-good", "That is the lowest T. A high S makes T low."),
    ]
    return result + checks.number(
        checks.recorded(book, "highest-t"), 3 * top, "highest T of a scale", 0.5, 0.02, known, low=0, high=100
    )


def moves_check(book):
    """C. The better of two moves."""
    data = agencies_with_sum()
    s, built = data["self_orientation"], data["built"]
    gain = built / (s - 1) - (built + 3) / s
    keys = {a: "equal" if abs(g) < 1e-9 else "lower_s" if g > 0 else "raise_three" for a, g in gain.items()}
    given = checks.recorded(book, "better-move", {})
    slips = [agency for agency in given if given[agency] != keys[agency]]
    said = [
        f"{a}: {built[a] / (s[a] - 1):.3f} with the lower S, {(built[a] + 3) / s[a]:.3f} with the three" for a in slips
    ]
    always = len(given) > 4 and set(given.values()) == {"lower_s"}
    part = (len(given) - len(slips)) / 4
    slip = "lowering-s-always-wins" if always else ""
    said = f"{len(given) - len(slips)} of 6 right. " + "; ".join(said) if given else "No answer was recorded."
    result = Result([Criterion("the better move of six agencies", part, 1.5, said, slip)])

    mean = built.iloc[2] / 3
    known = [
        (mean, "", "That is the mean of C, R and I. The mean has to equal S - 1, not S.", 1 / 4),
        (mean - 1, "", "The mean has to equal S - 1. So S is one above it, not one below.", 1 / 4),
        (built.iloc[2] + 1, "", "You took the sum of C, R and I. It is their mean that counts."),
        (built.iloc[2], "", "That is the sum of C, R and I. Their mean has to equal S - 1."),
    ]
    result += checks.number(
        checks.recorded(book, "equal-s"), mean + 1, "the S at which both are equal", 0.5, 0.02, known
    )
    known = [
        (mean + 1, "", "That is the S for one point each. Two points make the other move stronger."),
        (2 * mean + 1, "", "Two points make the other move stronger, so S has to be lower now and not higher."),
        (mean / 2, "", "Nearly: solve (C + R + I) / (S - 1) = (C + R + I + 6) / S for S.", 1 / 4),
    ]
    key = mean / 2 + 1
    result += checks.number(
        checks.recorded(book, "equal-s-two"), key, "the same with two points each", 0.5, 0.02, known
    )

    own = checks.recorded(book, "own-profile", {}).get("my agency")
    below = own["self_orientation"] if own else 1
    above = sum(own.values()) - below if own else 3
    tie, score = above == 3 * (below - 1), above / below
    said = f"Recorded: T = {score:.2f}; the mean of C, R and I is {above / 3:.2f}, and S - 1 is {below - 1:g}."
    points = 0 if not tie else 0.5 if score >= 2.4 else 1 / 4
    return result + Result(
        [Criterion("an agency of your own", points, 0.5, said if own else "No answer was recorded.")]
    )


@once
def self_orientation_of_forms():
    """Return S of each form with and without turning s2 round, C + R + I, the asked form, and the highest answer."""
    data = the_forms()
    top = data["highest_answer"].iloc[0]
    turned = data.assign(s2=scales.reverse(data["s2"], 1, top))
    items = ["s1", "s2", "s3"]
    place = data.index[data["s2"] <= 2][0]
    own, as_answered = turned[items].mean(axis=1), data[items].mean(axis=1)
    return own, as_answered, data[["c", "r", "i"]].sum(axis=1), place, top


def reverse_check(book):
    """D. Eight forms."""
    own, as_answered, above, place, top = self_orientation_of_forms()
    forgot = "s2 was used as it was answered. Who agrees with it sees a low self-orientation."
    less = f"You took {top} minus the answer. From 1 to {top} it is {top + 1} minus the answer."
    eight = f"You took 8 minus the answer. That belongs to answers from 1 to 7; here it is {top + 1} minus the answer."

    def judged(id, key, wrong, criterion):
        known = [(wrong, "s-not-reversed", forgot), (key - 1 / 3, "", less), (key + (7 - top) / 3, "", eight)]
        known.append((3 * key, "", "That is the sum of the three sentences. S is their mean."))
        return checks.number(checks.recorded(book, id), key, criterion, 0.5, 0.02, known)

    result = judged("one-form", own[place], as_answered[place], "S of one customer")
    result += judged("mean-s", own.mean(), as_answered.mean(), "mean of S")

    key = above.mean() / own.mean()
    each = "That is the mean of everyone's own T. Asked was T from the four means."
    known = [
        (above.mean() / as_answered.mean(), "s-not-reversed", "That is T with s2 used as it was answered.", 0.5),
        ((above / own).mean(), "ratio-means-confused", each, 0.5),
        ((above / as_answered).mean(), "s-not-reversed", f"s2 was used as it was answered. {each}"),
        (key / 3, "components-averaged", "C, R and I were averaged: that is a third of T.", 0.5),
        (above.mean() + own.mean(), "s-in-numerator", "S was added instead of dividing the sum."),
    ]
    with contextlib.suppress(reading.Unreadable, ZeroDivisionError):  # a slip is taken off once
        carried = above.mean() / reading.number(checks.recorded(book, "mean-s", ""), low=0, high=100)
        known.append((carried, "", "That fits the mean of S that you gave, which is not right.", 0.5))
    return result + checks.number(
        checks.recorded(book, "forms-trust"), key, "T from the forms", 1, 0.02, known, low=0, high=100
    )


def salesperson_check(book):
    """E. Mr Brandt comes to the house."""
    WORDS, ACTIONS, SAFETY, FOCUS = "credibility", "reliability", "intimacy", "self_orientation"
    CAN_CHECK = {
        "hail": (WORDS, "Hail: what she could check on page 9 were his words."),
        "storms": (WORDS, "Storm claims: a statement of his turned out to be wrong. No promise to act was broken."),
        "monday": (ACTIONS, "Monday: something was promised, and it was done again."),
        "cellar": (
            ACTIONS,
            "The cellar: a promise to act was not kept, twice. What he says of the cellar is still to come.",
        ),
    }
    CAN_FEEL = {
        "rent": (SAFETY, "The rent: he makes it safe to have told him."),
        "stairs": (SAFETY, "On the stairs: what she tells him may be told on the next stairs."),
        "cake": (FOCUS, "The cake: he is friendly, and he follows his own interest."),
        "twice": (FOCUS, "Paying twice: he puts her interest before his own income."),
    }
    given = checks.recorded(book, "moments", {})
    result = Result([])
    for criterion, moments in (("words and actions", CAN_CHECK), ("safety and focus", CAN_FEEL)):
        slips = [moment for moment in moments if moment in given and given[moment] != moments[moment][0]]
        found = sum(given.get(moment) == component for moment, (component, _) in moments.items())
        said = [f"{found} of 4 fit.", *(moments[moment][1] for moment in slips)]
        friendly = "cake" in slips and given["cake"] == SAFETY
        said += ["Cake and a name are friendly, and make nothing safer to tell."] if friendly else []
        slip = "intimacy-is-friendliness" if friendly else ""
        said = " ".join(said) if given else "No answer was recorded."
        result += Result([Criterion(criterion, found / 4, 1, said, slip)])
    wrong = {
        "up_up": (
            "high-s-is-good",
            "He gives up income of his own: S falls. And a higher S would lower T, because it divides.",
        ),
        "up_down": ("", "A higher S does lower T. But he gives up income of his own, so S falls."),
        "down_down": ("s-in-numerator", "S does fall. It stands below the line: divided by less, T rises."),
    }
    return result + checks.choice(
        checks.recorded(book, "older-policy"), "down_up", "what it does to S and T", 0.5, wrong
    )
