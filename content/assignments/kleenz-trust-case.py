# ---
# idic_lab:
#   lane: answers
#   files: [kleenz_survey.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Kleenz: what would make customers trust us?

On a Friday evening Ms Okoro stands at the counter of the Harbour branch of **Kleenz Dry Cleaners**. Her suit was
promised for today. It is not there. Nobody had told her. The clerk looks under the counter and says “Maybe Monday”.
Then he asks whether she would like the new waterproofing. When she pays on Monday, the waterproofing is on the bill.

Kleenz has four branches: Central, Station, Hillside and Harbour. It asked 420 customers what they think. The result is
hard to read for its managers: **customers do not really trust Kleenz.** Each manager has an explanation. One says that
it is the age of the customers, one says that it is the prices, and one says that people always complain.

You are asked to find out what the survey shows, and to say what Kleenz should do.

*Kleenz and its customers are invented, and the survey was drawn by a computer. The way of working is real.*
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

| part | what | points | who marks it |
|---|---|---|---|
| A | the survey in numbers: four components, T, three gaps, one suspicion | 10.5 | the computer |
| B | a target that can be reached | 3.5 | the computer |
| C | three recommendations, one for each principle of trustability | 12 | a person |
| D | your evidence, and what it cannot show | 4 | a person |
| E | cost and order of priority | 4 | a person |
| F | a letter of apology to Ms Okoro | 4 | a person |

**You need no programming.** The tables below hold all that you need, and a pocket calculator is enough. If you like to
program, there is a scratch cell, and three lines of pandas to start from.

**Numbers.** Give two decimals, and round only at the end. A mean or T counts as right within 0.02, a gap within 0.03.
You may type 2.5, 2,5 or 5/2.

**The computer** checks whether a number fits the survey and whether your parts fit together. It names well-known
mistakes and gives part of the points for some of them. **A person** marks your ideas, not your grammar. Short sentences
are good sentences. Nobody can check that a story is true; what counts is that it is clear and fits the survey.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask, checks, datasets, idic, reading, trust
from idic_lab.analysis import survey as scales
from idic_lab.questions import Column

book = AnswerBook("kleenz-trust-case")
survey = scales.clean(datasets.kleenz_survey(folder="."))

# %% [markdown] role="read" grade_id="the-survey"
"""
## The survey

Each customer answered three questions for each component of trust, from 1 (not at all) to 7 (completely).

| | |
|---|---|
| c1 | The staff know what they are talking about |
| c2 | I believe what Kleenz says about cleaning my clothes |
| c3 | What I am told at Kleenz is complete and true |
| r1 | My order is ready when it was promised |
| r2 | Kleenz does what it says |
| r3 | I can count on the same quality each time |
| i1 | I feel safe telling Kleenz what is wrong with a garment |
| i2 | Kleenz is careful with what it knows about me |
| i3 | Kleenz would deal with a complaint of mine kindly |
| s1 | Kleenz thinks of its own takings first |
| s2_rev | Kleenz puts my interest before its own |
| s3 | Kleenz tries to sell me things I do not need |
| trust_overall | All in all, I trust Kleenz |

A **component** is the mean of its three questions: credibility C, reliability R, intimacy I, self-orientation S. For
all customers, or for a group, you may take the mean of the three question means. **T = (C + R + I) / S.**

The file had some faults: two forms were entered twice, one answer was 99, and a few answers were missing. The repeated
forms and the 99 have been taken out for you. Missing answers stay missing.
"""

# %% [markdown] role="read" grade_id="table-questions-text"
"""
### Table 1: the mean of each question

The first row is all customers. The other rows are groups of customers. *told_first* (“Kleenz told me of the problem
before I found it”) was asked only where there had been a problem. The answers are **as the customers gave them**.
Look at the wording of each question before you use its mean.
"""

# %% role="ask" grade_id="table-questions"
import pandas as pd

questions = [*(item for items in scales.ITEMS.values() for item in items), "trust_overall"]
groups = {"all customers": survey}
for column in scales.GROUPINGS:
    among = survey[survey["problem"] == "yes"] if column == "told_first" else survey
    groups |= {f"{column}: {value}": members for value, members in among.groupby(column)}
means = {name: {"customers": len(group), **group[questions].mean().round(2)} for name, group in groups.items()}
pd.DataFrame(means).T.astype({"customers": int})

# %% [markdown] role="read" grade_id="table-facts-text"
"""
### Table 2: what happened to customers

In per cent of the customers of the row. *Told first* is in per cent of those who had a problem.
"""

# %% role="ask" grade_id="table-facts"
share_of_customers = survey["spend_12m"].rank(pct=True)
groups = {f"branch: {branch}": members for branch, members in survey.groupby("branch")}
groups |= {
    "top third by spending": survey[share_of_customers > 2 / 3],
    "the other two thirds": survey[share_of_customers <= 2 / 3],
}


def yes(answers):
    return round(100 * (answers.dropna() == "yes").mean())


pd.DataFrame(
    {
        name: {
            "customers": len(group),
            "order late": yes(group["late"]),
            "garment damaged": yes(group["damaged"]),
            "any problem": yes(group["problem"]),
            "told first": yes(group["told_first"]),
            "add-on not asked for": yes(group["addon_unrequested"]),
            "would return": yes(group["would_return"]),
        }
        for name, group in groups.items()
    }
).T

# %% [markdown] role="read" grade_id="table-apologies-text"
"""
### Table 3: apologies

How many of the four elements of an apology did the customer hear after a problem? They are: saying plainly what went
wrong, taking responsibility, preventing it in future, and making it good.
"""

# %% role="ask" grade_id="table-apologies"
problems = survey[survey["problem"] == "yes"]
heard = problems["apology_elements"].astype(int).rename("elements heard")
ratings = problems.groupby(heard)["trust_overall"]
pd.DataFrame({"customers": ratings.size(), "mean of trust_overall": ratings.mean().round(2)})

# %% [markdown] role="read" grade_id="with-pandas"
"""
### For those who like to program

The survey is in the variable `survey`. Three lines turn the reversed question round, make the component S, and compare
two groups:

```python
s = survey[["s1", "s2_rev", "s3"]].copy()
s["s2_rev"] = 8 - s["s2_rev"]
s.mean(axis=1).groupby(survey["addon_unrequested"]).mean()
```

Nothing in the next cell is marked. You can also use it as a calculator.
"""

# %%
(5 + 3 + 2) / 8

# %% [markdown] role="read" grade_id="part-a"
"""
# A. The survey in numbers

## A1. One question is worded the other way round (1 point)

Who agrees with s1 or s3 says that Kleenz looks after *itself*. Who agrees with s2_rev says the opposite. So turn each
answer to s2_rev round before you use it: the lowest answer becomes the highest, and the highest becomes the lowest.
"""

# %% role="ask" grade_id="one-customer"
told = survey[survey["s2_rev"].isin([1, 2])].dropna(subset=["s1", "s3"]).iloc[0]
ask.number(
    book,
    "one-customer",
    f"Customer {told['respondent']} answered s1 = {told['s1']:.0f}, s2_rev = {told['s2_rev']:.0f}, "
    f"s3 = {told['s3']:.0f}. What is this customer's self-orientation S?",
    low=1,
    high=7,
)

# %% role="ask" grade_id="turned-mean"
ask.number(
    book,
    "turned-mean",
    "What is the mean of the second S question for all customers, after it is turned round?",
    low=1,
    high=7,
)

# %% role="test" grade_id="reverse-check" points=1
# A1. One question is worded the other way round.
# Lesson: 09-trust-equation-tested
from idic_lab import checks

checks.complete(book, "one-customer", "turned-mean", points=1)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import survey as scales

data = scales.clean(datasets.kleenz_survey(folder="."))
one = data[data["s2_rev"].isin([1, 2])].dropna(subset=["s1", "s3"]).iloc[0]
key = (one["s1"] + scales.reverse(data["s2_rev"])[one.name] + one["s3"]) / 3
as_answered = (one["s1"] + one["s2_rev"] + one["s3"]) / 3
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
as_answered, key = data["s2_rev"].mean(), scales.reverse(data["s2_rev"]).mean()
turned = checks.number(
    checks.recorded(book, "turned-mean"),
    key,
    "mean of the reversed question",
    0.5,
    0.02,
    [
        (as_answered, "s-not-reversed", "That is the mean of s2_rev as it was answered."),
        (7 - as_answered, "", "You took 7 minus the mean. On a scale from 1 to 7 it is 8 minus the mean."),
    ],
    low=1,
    high=7,
)
customer + turned
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-a2"
"""
## A2. The four components (2 points)

Give the mean of each component for all customers.
"""

# %% role="ask" grade_id="component-means"
ask.table(
    book,
    "component-means",
    "Mean of each component, all customers",
    columns=[Column("mean", "Mean, from 1 to 7", kind="number", hint="two decimals")],
    rows={component.key: f"{component.name} ({component.letter})" for component in trust.COMPONENTS},
)

# %% role="test" grade_id="components-check" points=2
# A2. The four components.
# Lesson: 09-trust-equation-tested
from idic_lab import checks

checks.complete(book, "component-means", points=2)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets, trust
from idic_lab.analysis import survey as scales
from idic_lab.checks import Result

data = scales.clean(datasets.kleenz_survey(folder="."))
keys = scales.components(data).mean()
not_reversed = scales.components(data, reverse=False)["self_orientation"].mean()
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
result
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-a3"
"""
## A3. Trust, and how you computed it (2 points)

There are two ways to one T for all customers. Both are right, and they do not give the same number. Say which one you
took, and give the T that belongs to it. Table 1 is enough for one of the two.
"""

# %% role="ask" grade_id="trust-method"
ask.choice(
    book,
    "trust-method",
    "Which way did you take?",
    options={
        "mean_of_ratios": "mean of ratios: first T for each customer, then the mean of all these T",
        "ratio_of_means": "ratio of means: first the four means of all customers, then T once",
    },
)

# %% role="ask" grade_id="trust-score"
ask.number(book, "trust-score", "T for all customers", low=0)

# %% role="test" grade_id="trust-check" points=2
# A3. Trust, and how you computed it.
# Lesson: 09-trust-equation-tested
from idic_lab import checks

checks.complete(book, "trust-method", "trust-score", points=2)
### BEGIN HIDDEN TESTS
import math

from idic_lab import checks, datasets
from idic_lab.analysis import survey as scales

data = scales.clean(datasets.kleenz_survey(folder="."))
means = scales.components(data).mean()
above, below = means[["credibility", "reliability", "intimacy"]].sum(), means["self_orientation"]
right = {"ratio_of_means": scales.trust_ratio_of_means(data), "mean_of_ratios": scales.trust_mean_of_ratios(data)}
unreversed = [scales.trust_ratio_of_means(data, reverse=False), scales.trust_mean_of_ratios(data, reverse=False)]
method = checks.recorded(book, "trust-method")
said = f"you chose the {method.replace('_', ' ')}" if method in right else "you did not choose a way"
known = [
    (value, "ratio-means-confused" if method in right else "", f"That is the {way.replace('_', ' ')}, and {said}.", 1)
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
checks.number(checks.recorded(book, "trust-score"), key, "T that fits the way you took", 2, 0.02, known)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-a4"
"""
## A4. Branches and reliability (1.5 points)

Compare the four branches in reliability R.
"""

# %% role="ask" grade_id="lowest-branch"
ask.choice(
    book,
    "lowest-branch",
    "Which branch has the lowest reliability?",
    options={branch: branch for branch in sorted(survey["branch"].unique())},
)

# %% role="ask" grade_id="branch-gap"
ask.number(
    book,
    "branch-gap",
    "How many points is its R below the R of the branch with the highest reliability?",
    unit="points",
)

# %% role="test" grade_id="branch-check" points=1.5
# A4. Branches and reliability.
# Lesson: 14-kleenz-studio
from idic_lab import checks

checks.complete(book, "lowest-branch", "branch-gap", points=1.5)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import survey as scales

data = scales.clean(datasets.kleenz_survey(folder="."))
reliability = scales.group_means(data, "branch")["reliability"]
low, high = reliability.idxmin(), reliability.idxmax()
gap = scales.gap(data, "reliability", "branch", high, low)
elsewhere = scales.components(data)["reliability"][data["branch"] != low].mean()
r1 = data.groupby("branch")["r1"].mean()
wrong = {
    name: ("", f"You chose {name}. Another branch has a lower mean of r1, r2 and r3.") for name in reliability.index
}
branch = checks.choice(checks.recorded(book, "lowest-branch"), low, "branch with the lowest reliability", 0.5, wrong)
known = [
    (-gap, "", "The size is right. “How many points below” is a positive number.", 0.5),
    (3 * gap, "", "That is the gap in the sum of the three questions. A component is their mean.", 0.5),
    (elsewhere - reliability[low], "", "That is the gap to all other customers, not to the highest branch.", 0.5),
    (r1[high] - r1[low], "", "That is the gap in r1 alone.", 0.5),
]
branch + checks.number(checks.recorded(book, "branch-gap"), gap, "gap in reliability between branches", 1, 0.03, known)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-a5"
"""
## A5. Add-ons and self-orientation (1.5 points)

Some customers found a paid extra on the bill that they had not asked for (*addon_unrequested*). Compare the
self-orientation S that they see with the S that the other customers see.
"""

# %% role="ask" grade_id="add-on-gap"
ask.number(
    book,
    "add-on-gap",
    "S of customers with an add-on they had not asked for, minus S of the others",
    unit="points",
)

# %% role="ask" grade_id="add-on-meaning"
ask.choice(
    book,
    "add-on-meaning",
    "How do customers with such an add-on see Kleenz?",
    options={
        "more_raises": "as more self-oriented; that raises trust, because Kleenz shows that it cares about the sale",
        "less_raises": "as less self-oriented; that raises trust, because Kleenz thinks of what they may need",
        "more_lowers": "as more self-oriented; that lowers trust, because Kleenz seems to think of itself",
        "no_difference": "as equally self-oriented; an add-on changes the price, not the trust",
    },
)

# %% role="test" grade_id="add-on-check" points=1.5
# A5. Add-ons and self-orientation.
# Lessons: 08-trust-equation, 14-kleenz-studio
from idic_lab import checks

checks.complete(book, "add-on-gap", "add-on-meaning", points=1.5)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import survey as scales

data = scales.clean(datasets.kleenz_survey(folder="."))
gap = scales.gap(data, "self_orientation", "addon_unrequested", "yes", "no")
not_reversed = scales.gap(data, "self_orientation", "addon_unrequested", "yes", "no", reverse=False)
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
number + meaning
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-a6"
"""
## A6. Being told first (1.5 points)

Take only the customers who had a problem. Some of them were told by Kleenz before they found it themselves
(*told_first*). Compute T for both groups, the same way as in A3, and compare.
"""

# %% role="ask" grade_id="told-first-gap"
ask.number(
    book,
    "told-first-gap",
    "Among customers with a problem: T of those told first, minus T of those not told first",
)

# %% role="test" grade_id="told-first-check" points=1.5
# A6. Being told first.
# Lesson: 14-kleenz-studio
from idic_lab import checks

checks.complete(book, "told-first-gap", points=1.5)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import survey as scales

data = scales.clean(datasets.kleenz_survey(folder="."))
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
method = checks.recorded(book, "trust-method")
# Who chose no way in A3 has lost points for it there; here either way is right.
key = gaps.get(method, gaps["ratio_of_means"])
other = next(gap for gap in gaps.values() if gap != key)
if method in gaps:
    said = f"That gap belongs to the other way. In A3 you chose the {method.replace('_', ' ')}."
    known = [(other, "ratio-means-confused", said, 1), *mistakes]
else:
    known = [(other, "", "Right. Say in A3 which way you took.", 1.5), *mistakes]
checks.number(
    checks.recorded(book, "told-first-gap"), key, "gap in trust with and without being told first", 1.5, 0.03, known
)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-a7"
"""
## A7. One manager's suspicion: age (1 point)

“It is a matter of age”, says one manager. Customers also gave one answer of their own on trust, *trust_overall*. Use
it here, because you can read it from Table 1.

How large must a gap be before it means anything? The next cell deals out the ages among the customers at random, like
cards, 1000 times. Age can make no difference then. It shows which gap chance alone passed in only 50 of the deals.
"""

# %% role="ask" grade_id="chance-alone"
import numpy as np

rated = survey.dropna(subset=["age_group", "trust_overall"])
ages = rated["age_group"].astype("category").cat.codes.to_numpy()
deal = np.random.default_rng(1)


def largest_gap(ratings):
    means = np.bincount(ages, ratings) / np.bincount(ages)
    return means.max() - means.min()


by_chance = [largest_gap(deal.permutation(rated["trust_overall"].to_numpy())) for _ in range(1000)]
print(f"Between age groups, chance alone passed a gap of {np.quantile(by_chance, 0.95):.2f} in 50 of 1000 deals.")

# %% role="ask" grade_id="age-gap"
ask.number(
    book,
    "age-gap",
    "How large is the gap in trust_overall between the age group with the highest mean and the one with the lowest?",
    unit="points",
)

# %% role="ask" grade_id="age-meaning"
ask.choice(
    book,
    "age-meaning",
    "What does the survey say about age?",
    options={
        "younger": "Younger customers trust Kleenz clearly more than older ones",
        "nothing": "The gaps between age groups are no larger than chance alone makes",
        "older": "Older customers trust Kleenz clearly more than younger ones",
        "hidden": "Age lowers trust, but 420 customers are too few to show it",
    },
)

# %% role="test" grade_id="age-check" points=1
# A7. One manager's suspicion: age.
# Lesson: 14-kleenz-studio
from idic_lab import checks

checks.complete(book, "age-gap", "age-meaning", points=1)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import survey as scales

data = scales.clean(datasets.kleenz_survey(folder=".")).dropna(subset=["age_group", "trust_overall"])
means = data.groupby("age_group")["trust_overall"].mean()
gap = means.max() - means.min()
known = [
    (-gap, "", "The size is right. A gap between the highest and the lowest is positive."),
    (abs(means.iloc[0] - means.iloc[-1]), "", "That is the gap between the youngest and the oldest group."),
]
number = checks.number(checks.recorded(book, "age-gap"), gap, "largest gap between age groups", 0.5, 0.03, known)

# Between four groups of one population the spread stays below 7.81 / customers in 95 of 100 samples (chi-squared, 3 df).
of_group = data.groupby("age_group")["trust_overall"].transform("mean")
beyond_chance = of_group.var() / data["trust_overall"].var() > 7.81 / len(data)
key = "nothing" if not beyond_chance else "younger" if means.idxmax() == means.index[0] else "older"
said = f"The largest gap between age groups is {gap:.2f} points. Chance alone makes gaps of this size."
wrong = dict.fromkeys(("younger", "older", "nothing"), ("", said))
wrong["hidden"] = ("", f"{said} What a survey does not show cannot be claimed from it.")
number + checks.choice(checks.recorded(book, "age-meaning"), key, "what the survey says about age", 0.5, wrong)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-b"
"""
# B. A target that can be reached (3.5 points)

Where could Kleenz be in a year? Set the four sliders. The sliders stand for one profile, so measure T as the *ratio of
means* here, also if you took the other way in A3.

1. **High enough** (1 point): T of your target is at least **1.4 times** the T of today.
2. **Possible** (1.5 points): no component is better than the best value that some group of customers *already* gives
   it. For C, R and I that is the highest mean of a group in Table 1, for S the lowest. You need not compute all groups:
   look for the row where all three questions are good. Being 0.05 over the best value is allowed, for rounding.
3. **Tied to your plan** (1 point): each component that you move by more than 0.15 is the component of at least one of
   your three recommendations in part C. A wish without a plan does not count.

Points 2 and 3 are given only for a target of at least 1.2 times the T of today.

The sliders start at the means that you gave in A2. If they do not, run the next cell again. The target counts once you
have moved a slider.
"""


# %% role="ask" grade_id="target"
def own_mean(typed):
    try:
        return round(min(7, max(1, reading.number(typed, low=1, high=7))), 1)
    except reading.Unreadable:
        return 4.0


ask.trust(
    book,
    "target",
    "Kleenz in a year: your target",
    profiles=("target",),
    scale=(scales.LOW, scales.HIGH),
    step=0.1,
    start={row["row"]: own_mean(row.get("mean", "")) for row in checks.recorded(book, "component-means", [])},
)

# %% [markdown] role="read" grade_id="part-c"
"""
# C. Three recommendations (12 points)

Write exactly three, **one under each principle of trustability**:

- **Do the right thing**: what is best for the customer, also when nobody is watching.
- **Do things right**: competence, promises kept, the same every time.
- **Be proactive**: see trouble coming, warn first, solve it before the customer has to complain.

A recommendation is something that a manager can decide on Monday. “Improve the service” is not. Say for each:

- which **survey column** and which **number** it rests on
- which **component** it moves, and the **mechanism**: what changes *for the customer*, and why this moves the component
- the **action**, its **owner** (one role, not “everybody”) and the **deadline**
- the **measure**: how will Kleenz see in numbers that it worked?
- what it **costs** Kleenz, in money, time or lost sales. Doing what is right is seldom free.
- its **priority**: 1, 2 or 3, each used once

The survey is from October 2026. Take a deadline after that.
"""

# %% role="ask" grade_id="recommendations"
ask.table(
    book,
    "recommendations",
    "Three recommendations to the managers of Kleenz",
    rows={principle.key: principle.name for principle in idic.PRINCIPLES},
    columns=[
        Column(
            "survey_column",
            "Survey column",
            kind="choice",
            options={column: column for column in survey.columns if column != "respondent"},
        ),
        Column("statistic", "The number it rests on", hint="for example: … % of the customers of …, against …"),
        Column(
            "component",
            "Component it moves",
            kind="choice",
            options={component.key: component.name for component in trust.COMPONENTS},
        ),
        Column("mechanism", "Mechanism", kind="long", hint="The customer now …, and therefore …"),
        Column("action", "Action", kind="long", hint="From … on, Kleenz …"),
        Column("owner", "Owner", hint="one role"),
        Column("deadline", "Deadline", kind="date", hint="2027-03-31"),
        Column("measure", "Measure of success", hint="what is counted, from … to …"),
        Column("cost", "Cost to Kleenz", hint="money, time or lost sales"),
        Column("priority", "Priority", kind="choice", options={"1": "1, first", "2": "2", "3": "3, last"}),
    ],
)

# %% [markdown] role="read" grade_id="check-target"
"""
### Check what is missing in parts B and C
"""

# %% role="test" grade_id="target-check" points=3.5
# B. A target that can be reached.
# Lessons: 09-trust-equation-tested, 14-kleenz-studio
from idic_lab import checks

checks.complete(book, "target", "recommendations", points=3.5)
### BEGIN HIDDEN TESTS
from idic_lab import datasets
from idic_lab import trust as equation
from idic_lab.analysis import survey as scales
from idic_lab.checks import Criterion, Result

data = scales.clean(datasets.kleenz_survey(folder="."))
today, best = scales.components(data).mean(), scales.best_group_values(data)
names = {component.key: component.name for component in equation.COMPONENTS}
recorded = checks.recorded(book, "target", {}).get("target", {})
aim = {key: min(max(float(recorded.get(key, today[key])), scales.LOW), scales.HIGH) for key in names}
now = scales.trust_ratio_of_means(data)
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
    f"{names[key]} {aim[key]:g} (best {best.value[key]:.2f}, {best.column[key]} {best.group[key]})" for key in beyond
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
Result([high, possible, Criterion("tied to the recommendations", points, 1, too_low or said)])
### END HIDDEN TESTS

# %% [markdown] role="task" grade_id="recommendation-right-thing" points=4 questions=["recommendations"]
"""
### The first recommendation: do the right thing

Nothing to fill in here: a grader marks the row *Do the right thing* above.

Lesson: 11-trustability

=== BEGIN MARK SCHEME ===

Read the row **Do the right thing**.

- **4**: it is about integrity: what is best for the customer although it costs Kleenz something or nobody would notice;
  the mechanism says what changes *for the customer* and why that moves the named component; owner, date and measure
  are there and fit the action.
- **3**: as 4, with one of mechanism, owner, date or measure vague or not fitting.
- **2**: right principle, but a slogan ("be honest with customers"), or more than one of these missing.
- **1**: wrong principle (faster work is *things right*, warning first is *proactive*), or selling dressed up as care.
- **0**: nothing.

The survey offers: add-ons on the bill that nobody asked for (S higher by more than a point; the top spenders are hit
most). Refunding them unasked, or asking first, are strong answers. Others are as good when the survey carries them. A
wrong number is not judged here but under evidence. Long and short answers are equal.

Offers that fit the customer better are relevant, and 1 here. Name the mistake in your comment: “relevance is
trustability”.

=== END MARK SCHEME ===
"""

# %% [markdown] role="task" grade_id="recommendation-things-right" points=4 questions=["recommendations"]
"""
### The second recommendation: do things right

Nothing to fill in here: a grader marks the row *Do things right* above.

Lesson: 11-trustability

=== BEGIN MARK SCHEME ===

Read the row **Do things right**.

- **4**: it is about competence and promises kept; the action removes a cause (for example: promised times that follow
  what the Harbour branch can do, or a second van run), the mechanism says what changes *for the customer* and why that
  moves the named component; owner, date and measure are there and fit the action.
- **3**: as 4, with one of mechanism, owner, date or measure vague or not fitting.
- **2**: right principle, but a slogan ("deliver on time", "train the staff"), or more than one of these missing.
- **1**: wrong principle (an apology or a refund repairs, it does not do things right), or mere selling.
- **0**: nothing.

The survey offers: late orders at Harbour, and reliability that collapses where an order was late. A recommendation
for all branches alike misses where the trouble is: 3 at most.

=== END MARK SCHEME ===
"""

# %% [markdown] role="task" grade_id="recommendation-proactive" points=4 questions=["recommendations"]
"""
### The third recommendation: be proactive

Nothing to fill in here: a grader marks the row *Be proactive* above.

Lesson: 11-trustability

=== BEGIN MARK SCHEME ===

Read the row **Be proactive**.

- **4**: Kleenz acts before the customer finds the trouble: it tells first *and* brings a solution; the mechanism says
  what changes *for the customer* and why that moves the named component; owner, date and measure are there and fit.
- **3**: as 4, with one of mechanism, owner, date or measure vague or not fitting; or telling first without a solution.
- **2**: right principle, but a slogan ("communicate proactively"), or more than one of these missing.
- **1**: wrong principle, or **mere selling called proactive**: offers, reminders to buy, bundles, loyalty points "before
  the customer asks". Anticipating what Kleenz wants to sell is not anticipating trouble.
- **0**: nothing.

Near miss: a reminder that clothes are ready is good service; it is 2 or 3 here unless it warns of something. A
message about a bill already paid shows no memory, and is no 3.

Name the mistake in your comment, so that the student finds it again: “being proactive means selling more”.

=== END MARK SCHEME ===
"""

# %% [markdown] role="read" grade_id="part-d"
"""
# D. Your evidence, and what it cannot show (4 points)

Which numbers carry your recommendations? Name at least two, with their groups. Then say what these numbers **cannot**
show. Two questions may help: Were those who were told first customers of the same branches as the others? And what can
a survey at one point in time say about causes?
"""

# %% role="ask" grade_id="evidence"
ask.long_text(
    book,
    "evidence",
    "Which numbers carry your recommendations, and what can they not show?",
    min_words=60,
    max_words=300,
    frames=(
        "The survey shows that … is … among …, against … among …",
        "This supports the recommendation to …, because …",
        "It cannot show …, because …",
        "To find out, Kleenz would have to …",
    ),
)

# %% [markdown] role="task" grade_id="evidence-marks" points=4 questions=["evidence", "recommendations"]
"""
### Evidence

Nothing to fill in here: a grader marks your text above.

Lesson: 14-kleenz-studio

=== BEGIN MARK SCHEME ===

Read the text *evidence*, with the columns *survey column* and *the number it rests on* beside it.

- **4**: at least two right numbers with their groups, used for what they show; **and** at least one thing that they
  cannot show, with the reason. Good ones: told first is rarer at Harbour, so that part of the gap is the branch; one
  survey shows who differs, not what causes it; answers are opinions on a scale; those who left were not asked.
- **3**: right numbers; the limit is named but not explained, or is a general remark ("surveys can be wrong").
- **2**: right numbers only.
- **1**: one right number, or right numbers used for something that they do not show.
- **0**: none, or misread: self-orientation read upside down, age called a cause, figures not in the survey.

Right means: as in the tables, or as computed in part A, within rounding. A slip already marked in part A and carried on
consistently costs nothing here, unless it turns the reading round.

=== END MARK SCHEME ===
"""

# %% [markdown] role="read" grade_id="part-e"
"""
# E. Cost and order of priority (4 points)

What do your three recommendations cost Kleenz, and why are they worth it? And why in this order, if only one can begin
this month?
"""

# %% role="ask" grade_id="trade-off"
ask.long_text(
    book,
    "trade-off",
    "What does it cost, why is it worth the cost, and why in this order?",
    min_words=60,
    max_words=300,
    frames=(
        "It would cost Kleenz …, because …",
        "It is worth this, because …",
        "We begin with …, because …",
        "… can wait, because …",
    ),
)

# %% [markdown] role="task" grade_id="trade-off-marks" points=4 questions=["trade-off", "recommendations"]
"""
### Trade-off and priority

Nothing to fill in here: a grader marks your text above.

Lessons: 11-trustability, 14-kleenz-studio

=== BEGIN MARK SCHEME ===

Read the text *trade-off*, with the columns *cost* and *priority* beside it.

- **4**: a real cost to Kleenz is named (money, time, lost sales), the text says why it is worth paying, **and** the
  order is argued: by effect, by cause before symptom, by how soon it works, or by what the other steps need first.
- **3**: cost named and defended; the order is stated, with a weak reason.
- **2**: cost named.
- **1**: cost only touched ("it may cost something"), or an order without any cost.
- **0**: ignored, or the cost is denied ("it costs nothing and brings more sales").

Any order can be right. Forgone sales of add-ons count as a cost, and seeing them is a good sign.

=== END MARK SCHEME ===
"""

# %% [markdown] role="read" grade_id="part-f"
"""
# F. A letter to Ms Okoro (4 points)

You know her from the first page: the suit promised for Friday and ready on Monday, nobody had told her, and the
waterproofing on the bill that she had not asked for. She brings her clothes to Harbour and has done so for three years.
Write to her as the manager of the branch: a letter that she can believe.
"""

# %% role="ask" grade_id="apology"
ask.long_text(
    book,
    "apology",
    "Your letter to Ms Okoro",
    min_words=80,
    max_words=300,
    frames=("Dear Ms Okoro,", "On Friday …", "It was …", "From now on …", "We will …"),
)

# %% [markdown] role="task" grade_id="apology-marks" points=4 questions=["apology"]
"""
### The letter of apology

Nothing to fill in here: a grader marks your letter above.

Lesson: 10-trusted-agent

=== BEGIN MARK SCHEME ===

One point for each:

- **forthright and sincere about this case**: names what went wrong for *her* (late suit, not told, add-on on the bill;
  two of the three are enough) without excuses, and says why her trust matters
- **responsibility**: "we did this", without putting it on the system, the weather, the staff or the customer
- **prevention**: what was learnt, and what has been or will be changed so that it does not happen again
- **repair**: something concrete for the harm done (the waterproofing refunded without her asking, the bill reduced, the
  suit brought to her)

**0 in all** where it reads "if anyone was upset" or "we are sorry that you feel", or where it sells her something.
A voucher alone is repair at most. Name the mistake in your comment: “an apology is a payment”. Polished language earns
nothing extra.

=== END MARK SCHEME ===
"""

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- Each question says *saved*, and the check cells say *complete*.
- Each component that your target moves has a recommendation.
- The three priorities are 1, 2 and 3, each used once.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
def target_without_recommendation(book):
    start = book.questions["target"].start["target"]
    target = checks.recorded(book, "target", {}).get("target", start)
    planned = {row.get("component") for row in checks.recorded(book, "recommendations", [])}
    moved = [each for each in trust.COMPONENTS if abs(target[each.key] - start[each.key]) > 0.15]
    return [f"Your target moves {each.name}, but no recommendation does." for each in moved if each.key not in planned]


def priorities_used_twice(book):
    given = [row["priority"] for row in checks.recorded(book, "recommendations", []) if row.get("priority")]
    return ["Two recommendations have the same priority."] if len(set(given)) < len(given) else []


ask.hand_in(book, [target_without_recommendation, priorities_used_twice])
