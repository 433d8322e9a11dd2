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
from idic_lab.checks import once
from idic_lab.questions import Column


@once
def survey_without_faults():
    return scales.clean(datasets.kleenz_survey(folder="."))


book = AnswerBook("kleenz-trust-case")
survey = survey_without_faults()

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


@once
def table_of_questions():
    questions = [*(item for items in scales.ITEMS.values() for item in items), "trust_overall"]
    groups = {"all customers": survey}
    for column in scales.GROUPINGS:
        among = survey[survey["problem"] == "yes"] if column == "told_first" else survey
        groups |= {f"{column}: {value}": members for value, members in among.groupby(column)}
    means = {name: {"customers": len(group), **group[questions].mean().round(2)} for name, group in groups.items()}
    return pd.DataFrame(means).T.astype({"customers": int})


table_of_questions()

# %% [markdown] role="read" grade_id="table-facts-text"
"""
### Table 2: what happened to customers

In per cent of the customers of the row. *Told first* is in per cent of those who had a problem.
"""


# %% role="ask" grade_id="table-facts"
@once
def table_of_facts():
    share_of_customers = survey["spend_12m"].rank(pct=True)
    groups = {f"branch: {branch}": members for branch, members in survey.groupby("branch")}
    groups |= {
        "top third by spending": survey[share_of_customers > 2 / 3],
        "the other two thirds": survey[share_of_customers <= 2 / 3],
    }

    def yes(answers):
        return round(100 * (answers.dropna() == "yes").mean())

    return pd.DataFrame(
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


table_of_facts()

# %% [markdown] role="read" grade_id="table-apologies-text"
"""
### Table 3: apologies

How many of the four elements of an apology did the customer hear after a problem? They are: saying plainly what went
wrong, taking responsibility, preventing it in future, and making it good.
"""


# %% role="ask" grade_id="table-apologies"
@once
def table_of_apologies():
    problems = survey[survey["problem"] == "yes"]
    heard = problems["apology_elements"].astype(int).rename("elements heard")
    ratings = problems.groupby(heard)["trust_overall"]
    return pd.DataFrame({"customers": ratings.size(), "mean of trust_overall": ratings.mean().round(2)})


table_of_apologies()

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
@once
def somebody():
    return survey[survey["s2_rev"].isin([1, 2])].dropna(subset=["s1", "s3"]).iloc[0]


told = somebody()
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

# %% role="test" grade_id="reverse-check" points=1 title="A1. One question is worded the other way round" lessons=["09-trust-equation-tested"] questions=["one-customer", "turned-mean"]
reverse_check(book)

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

# %% role="test" grade_id="components-check" points=2 title="A2. The four components" lessons=["09-trust-equation-tested"] questions=["component-means"]
components_check(book)

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

# %% role="test" grade_id="trust-check" points=2 title="A3. Trust, and how you computed it" lessons=["09-trust-equation-tested"] questions=["trust-method", "trust-score"]
trust_check(book)

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

# %% role="test" grade_id="branch-check" points=1.5 title="A4. Branches and reliability" lessons=["14-kleenz-studio"] questions=["lowest-branch", "branch-gap"]
branch_check(book)

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

# %% role="test" grade_id="add-on-check" points=1.5 title="A5. Add-ons and self-orientation" lessons=["08-trust-equation", "14-kleenz-studio"] questions=["add-on-gap", "add-on-meaning"]
add_on_check(book)

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

# %% role="test" grade_id="told-first-check" points=1.5 title="A6. Being told first" lessons=["14-kleenz-studio"] questions=["told-first-gap"]
told_first_check(book)

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


@once
def gap_by_chance():
    """Return the gap that chance alone passes in 50 of 1000 deals."""
    rated = survey.dropna(subset=["age_group", "trust_overall"])
    ages, ratings = rated["age_group"].astype("category").cat.codes.to_numpy(), rated["trust_overall"].to_numpy()
    deal, gaps = np.random.default_rng(1), []
    for _ in range(1000):
        means = np.bincount(ages, deal.permutation(ratings)) / np.bincount(ages)
        gaps.append(means.max() - means.min())
    return np.quantile(gaps, 0.95)


print(f"Between age groups, chance alone passed a gap of {gap_by_chance():.2f} in 50 of 1000 deals.")

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

# %% role="test" grade_id="age-check" points=1 title="A7. One manager's suspicion: age" lessons=["14-kleenz-studio"] questions=["age-gap", "age-meaning"]
age_check(book)

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

# %% role="test" grade_id="target-check" points=3.5 title="B. A target that can be reached" lessons=["09-trust-equation-tested", "14-kleenz-studio"] questions=["target", "recommendations"]
target_check(book)

# %% [markdown] role="task" grade_id="recommendation-right-thing" questions=["recommendations"] lessons=["11-trustability"]
"""
### The first recommendation: do the right thing

Nothing to fill in here: a grader marks the row *Do the right thing* above.
"""

# %% [markdown] role="task" grade_id="recommendation-things-right" questions=["recommendations"] lessons=["11-trustability"]
"""
### The second recommendation: do things right

Nothing to fill in here: a grader marks the row *Do things right* above.
"""

# %% [markdown] role="task" grade_id="recommendation-proactive" questions=["recommendations"] lessons=["11-trustability"]
"""
### The third recommendation: be proactive

Nothing to fill in here: a grader marks the row *Be proactive* above.
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

# %% [markdown] role="task" grade_id="evidence-marks" questions=["evidence", "recommendations"] lessons=["14-kleenz-studio"]
"""
### Evidence

Nothing to fill in here: a grader marks your text above.
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

# %% [markdown] role="task" grade_id="trade-off-marks" questions=["trade-off", "recommendations"] lessons=["11-trustability", "14-kleenz-studio"]
"""
### Trade-off and priority

Nothing to fill in here: a grader marks your text above.
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

# %% [markdown] role="task" grade_id="apology-marks" questions=["apology"] lessons=["10-trusted-agent"]
"""
### The letter of apology

Nothing to fill in here: a grader marks your letter above.
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
