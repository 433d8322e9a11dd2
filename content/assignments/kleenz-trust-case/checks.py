"""How kleenz-trust-case is judged. What the tables alone decide is marked `once`."""

import math

from idic_lab import checks, datasets, trust
from idic_lab.analysis import survey as scales
from idic_lab.checks import Criterion, Result, once


@once
def customers():
    """Return the survey without its faults."""
    return scales.clean(datasets.kleenz_survey(folder="."))


@once
def component_means(reverse=True):
    """Return the mean of each component over all customers."""
    return scales.components(customers(), reverse=reverse).mean()


@once
def reversed_question():
    """Return S of one customer and the mean of s2_rev, each with and without turning s2_rev round."""
    data = customers()
    one = data[data["s2_rev"].isin([1, 2])].dropna(subset=["s1", "s3"]).iloc[0]
    turned = scales.reverse(data["s2_rev"])
    key = (one["s1"] + turned[one.name] + one["s3"]) / 3
    as_answered = (one["s1"] + one["s2_rev"] + one["s3"]) / 3
    return key, as_answered, turned.mean(), data["s2_rev"].mean()


def reverse_check(book):
    """A1. One question is worded the other way round."""
    key, as_answered, turned_mean, mean_as_answered = reversed_question()
    customer = checks.number(
        checks.recorded(book, "one-customer"),
        key,
        "self-orientation of one customer",
        0.5,
        0.02,
        [
            (as_answered, "s-not-reversed", "s2_rev was used as it was answered."),
            (key - 1 / 3, "", "You took 7 minus the answer. On a scale from 1 to 7 it is 8 minus the answer."),
        ],
        low=1,
        high=7,
    )
    turned = checks.number(
        checks.recorded(book, "turned-mean"),
        turned_mean,
        "mean of the reversed question",
        0.5,
        0.02,
        [
            (mean_as_answered, "s-not-reversed", "That is the mean of s2_rev as it was answered."),
            (7 - mean_as_answered, "", "You took 7 minus the mean. On a scale from 1 to 7 it is 8 minus the mean."),
        ],
        low=1,
        high=7,
    )
    return customer + turned


def components_check(book):
    """A2. The four components."""
    keys, not_reversed = component_means(), component_means(False)["self_orientation"]
    recorded = {row.get("row"): row.get("mean", "").strip() for row in checks.recorded(book, "component-means", [])}
    result = Result([])
    for component in trust.COMPONENTS:
        # Three questions added up instead of averaged is the slip of the hand that is seen most.
        known = [(3 * keys[component.key], "", "That is the sum of the three questions. A component is their mean.")]
        if component.key == "self_orientation":
            known.append((not_reversed, "s-not-reversed", "s2_rev was used as it was answered."))
        result += checks.number(
            recorded.get(component.key), keys[component.key], f"mean of {component.name.lower()}", 0.5, 0.02, known
        )
    return result


@once
def trust_by_way(reverse=True):
    """Return T for all customers by the way in which it is computed."""
    ways = {"ratio_of_means": scales.trust_ratio_of_means, "mean_of_ratios": scales.trust_mean_of_ratios}
    return {way: compute(customers(), reverse=reverse) for way, compute in ways.items()}


def trust_check(book):
    """A3. Trust, and how you computed it."""
    means = component_means()
    above, below = means[["credibility", "reliability", "intimacy"]].sum(), means["self_orientation"]
    right, unreversed = trust_by_way(), trust_by_way(False).values()
    method = checks.recorded(book, "trust-method")
    said = f"you chose the {method.replace('_', ' ')}" if method in right else "you did not choose a way"
    known = [
        (
            value,
            "ratio-means-confused" if method in right else "",
            f"That is the {way.replace('_', ' ')}, and {said}.",
            1,
        )
        for way, value in right.items()
        if way != method
    ]
    for as_answered in unreversed:
        known.append((as_answered, "s-not-reversed", "That is T with s2_rev used as it was answered.", 1))
    for value in right.values():
        known.append((value / 3, "components-averaged", "C, R and I were averaged: that is a third of T.", 0.5))
    for value in (above + below, (above + below) / 4, above * below, above / 3 * below):
        known.append((value, "s-in-numerator", "S was added or multiplied instead of dividing the sum."))
    # Nothing equals NaN: without a method no number can be the right one for it.
    key = right.get(method, math.nan)
    return checks.number(checks.recorded(book, "trust-score"), key, "T that fits the way you took", 2, 0.02, known)


@once
def reliability_of_branches():
    """Return mean reliability by branch, and the gaps of the lowest branch: to the highest, to all others, in r1."""
    data = customers()
    reliability = scales.group_means(data, "branch")["reliability"]
    low, high = reliability.idxmin(), reliability.idxmax()
    gap = scales.gap(data, "reliability", "branch", high, low)
    elsewhere = scales.components(data)["reliability"][data["branch"] != low].mean()
    r1 = data.groupby("branch")["r1"].mean()
    return reliability, gap, elsewhere - reliability[low], r1[high] - r1[low]


def branch_check(book):
    """A4. Branches and reliability."""
    reliability, gap, gap_to_others, gap_in_r1 = reliability_of_branches()
    low = reliability.idxmin()
    wrong = {
        name: ("", f"You chose {name}. Another branch has a lower mean of r1, r2 and r3.") for name in reliability.index
    }
    branch = checks.choice(
        checks.recorded(book, "lowest-branch"), low, "branch with the lowest reliability", 0.5, wrong
    )
    known = [
        (-gap, "", "The size is right. “How many points below” is a positive number.", 0.5),
        (3 * gap, "", "That is the gap in the sum of the three questions. A component is their mean.", 0.5),
        (gap_to_others, "", "That is the gap to all other customers, not to the highest branch.", 0.5),
        (gap_in_r1, "", "That is the gap in r1 alone.", 0.5),
    ]
    return branch + checks.number(
        checks.recorded(book, "branch-gap"), gap, "gap in reliability between branches", 1, 0.03, known
    )


@once
def add_on_gap(reverse=True):
    """Return S of customers with an add-on they had not asked for, minus S of the others."""
    return scales.gap(customers(), "self_orientation", "addon_unrequested", "yes", "no", reverse=reverse)


def add_on_check(book):
    """A5. Add-ons and self-orientation."""
    gap, not_reversed = add_on_gap(), add_on_gap(False)
    known = [
        (not_reversed, "s-not-reversed", "s2_rev was used as it was answered, and most of the gap is gone.", 0.5),
        (-gap, "", "The size is right, but the groups are subtracted the other way round.", 0.5),
        (3 * gap, "", "That is the gap in the sum of the three questions. A component is their mean.", 0.5),
    ]
    number = checks.number(
        checks.recorded(book, "add-on-gap"), gap, "gap in self-orientation with and without add-on", 1, 0.03, known
    )
    meaning = checks.choice(
        checks.recorded(book, "add-on-meaning"),
        "more_lowers" if gap > 0 else "less_raises",
        "what the gap means for trust",
        0.5,
        {
            "more_raises": ("high-s-is-good", "You chose that a higher S raises trust."),
            "less_raises": ("", "You chose less self-oriented. Compare s1 and s3 in the two groups."),
            "no_difference": ("", "You chose no difference. Compare s1 and s3 in the two groups."),
        },
    )
    return number + meaning


@once
def told_first_gaps():
    """Return the gap in T with and without being told first, by way, and the known mistakes."""
    data = customers()
    told, not_told = (data[data["told_first"] == answer] for answer in ("yes", "no"))
    others = data[data["told_first"] != "yes"]
    ways = {"ratio_of_means": scales.trust_ratio_of_means, "mean_of_ratios": scales.trust_mean_of_ratios}
    gaps = {way: compute(told) - compute(not_told) for way, compute in ways.items()}
    mistakes = []
    for way, compute in ways.items():
        not_turned = compute(told, reverse=False) - compute(not_told, reverse=False)
        to_all_others = compute(told) - compute(others)
        mistakes += [
            (-gaps[way], "", "The size is right, but the groups are subtracted the other way round.", 0.5),
            (not_turned, "s-not-reversed", "s2_rev was used as it was answered.", 0.5),
            (to_all_others, "", "You compared with all other customers, also those without a problem.", 0.5),
            (gaps[way] / 3, "components-averaged", "C, R and I were averaged: that is a third of the gap.", 0.5),
        ]
    return gaps, mistakes


def told_first_check(book):
    """A6. Being told first."""
    gaps, mistakes = told_first_gaps()
    method = checks.recorded(book, "trust-method")
    # Who chose no way in A3 has lost points for it there; here either way is right.
    key = gaps.get(method, gaps["ratio_of_means"])
    other = next(gap for gap in gaps.values() if gap != key)
    if method in gaps:
        said = f"That gap belongs to the other way. In A3 you chose the {method.replace('_', ' ')}."
        known = [(other, "ratio-means-confused", said, 1), *mistakes]
    else:
        known = [(other, "", "Right. Say in A3 which way you took.", 1.5), *mistakes]
    return checks.number(
        checks.recorded(book, "told-first-gap"), key, "gap in trust with and without being told first", 1.5, 0.03, known
    )


@once
def trust_by_age():
    """Return the mean of trust_overall by age group, and whether their spread is more than chance."""
    data = customers().dropna(subset=["age_group", "trust_overall"])
    groups = data.groupby("age_group")["trust_overall"]
    # Between four groups of one population the spread stays below 7.81 / customers in 95 of 100 samples
    # (chi-squared, 3 degrees of freedom).
    beyond_chance = groups.transform("mean").var() / data["trust_overall"].var() > 7.81 / len(data)
    return groups.mean(), bool(beyond_chance)


def age_check(book):
    """A7. One manager's suspicion: age."""
    means, beyond_chance = trust_by_age()
    gap = means.max() - means.min()
    known = [
        (-gap, "", "The size is right. A gap between the highest and the lowest is positive."),
        (abs(means.iloc[0] - means.iloc[-1]), "", "That is the gap between the youngest and the oldest group."),
    ]
    number = checks.number(checks.recorded(book, "age-gap"), gap, "largest gap between age groups", 0.5, 0.03, known)

    key = "nothing" if not beyond_chance else "younger" if means.idxmax() == means.index[0] else "older"
    said = f"The largest gap between age groups is {gap:.2f} points. Chance alone makes gaps of this size."
    wrong = dict.fromkeys(("younger", "older", "nothing"), ("", said))
    wrong["hidden"] = ("", f"{said} What a survey does not show cannot be claimed from it.")
    return number + checks.choice(
        checks.recorded(book, "age-meaning"), key, "what the survey says about age", 0.5, wrong
    )


@once
def best_groups():
    """Return for each component the best value that some group of customers gives it."""
    return scales.best_group_values(customers())


def target_check(book):
    """B. A target that can be reached."""
    today, best = component_means(), best_groups()
    names = {component.key: component.name for component in trust.COMPONENTS}
    recorded = checks.recorded(book, "target", {}).get("target", {})
    aim = {key: min(max(float(recorded.get(key, today[key])), scales.LOW), scales.HIGH) for key in names}
    now = trust_by_way()["ratio_of_means"]
    then = (aim["credibility"] + aim["reliability"] + aim["intimacy"]) / aim["self_orientation"]
    upward = {key: -1 if key == "self_orientation" else 1 for key in names}
    moved = [key for key in names if abs(aim[key] - today[key]) > 0.15]
    beyond = [key for key in moved if (aim[key] - best["value"][key]) * upward[key] > 0.05 + 1e-9]
    planned = {row.get("component") for row in checks.recorded(book, "recommendations", [])}
    wished = [key for key in moved if key not in planned]

    slip = "lowering-s-always-wins" if moved == ["self_orientation"] else ""
    slip = "high-s-is-good" if aim["self_orientation"] > today["self_orientation"] + 0.15 else slip
    share = (then + 0.01) / now if recorded else 0
    said = f"Your target gives T = {then:.2f}. Today T is {now:.2f}, and 1.4 times that is {1.4 * now:.2f}."
    said += " Your target raises self-orientation, and that lowers T." if slip == "high-s-is-good" else ""
    points = 1 if share >= 1.4 else 0.5 if share >= 1.2 else 0
    too_low = "Not given: the target is missing, or less than 1.2 times the T of today." if share < 1.2 else ""
    said = said if recorded else checks.problem(book, "target") or "No target was recorded."
    high = Criterion("high enough", points, 1, said, slip if points < 1 else "")

    over = [
        f"{names[key]} {aim[key]:g} (best {best.value[key]:.2f}, {best.column[key]} {best.group[key]})"
        for key in beyond
    ]
    said = f"Better than any group: {'; '.join(over)}." if over else "No component is better than its best group."
    said += "" if share >= 1.4 else " Full points need a target that is high enough."
    partly = not beyond or (len(beyond) == 1 and len(moved) > 1)
    points = 0 if share < 1.2 else 1.5 if share >= 1.4 and not beyond else 0.5 if partly else 0
    possible = Criterion("possible", points, 1.5, too_low or said, slip if beyond else "")

    missing = ", ".join(names[key] for key in wished)
    said = f"No recommendation moves {missing}." if missing else "Each change has its recommendation."
    said += " A target that moves self-orientation alone is only half a plan." if moved == ["self_orientation"] else ""
    some = len(wished) < len(moved)
    points = 0 if share < 1.2 or not some else 1 if not wished and len(moved) > 1 else 0.5
    return Result([high, possible, Criterion("tied to the recommendations", points, 1, too_low or said)])
