# ---
# idic_lab:
#   lane: answers
#   files: [purchases.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Who matters: a plan for the music shop

On Monday morning a plan lies on every desk of an online music shop. Tomasz Zielinski, who looks after the list of
customers, has written one sentence in large letters:

> **20 % of our customers bring 80 % of our money. That is a law. So from July on we write to these 20 % only.**

The owner, Ms Abara, reads it twice. Then she comes to you. “Is it so? And should we?”

*The shop's people are invented. The list is real: 1 000 people who first bought from the music shop CDNOW in early 1997,
followed until 30 June 1998. A computer drew them from the published list, and none of them is in the lessons.*
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

| part | what | points | who marks it |
|---|---|---|---|
| A | what the best 20 % bring, counted in three ways | 4 | the computer |
| B | recency, frequency, monetary value | 4 | the computer |
| C | what the list shows, and what it cannot say | 3 | the computer |
| D | your answer to Ms Abara | 3 | a person |

**You need no programming.** The tables hold all that you need, and a pocket calculator is enough. If you like to
program, the list is in the variable `purchases`, and there is a scratch cell.

**Numbers.** A share counts as right within 0.5 per cent, a recency within 1 day, an amount within 0.05 dollars. Write
shares in per cent: 67.4, 67,4 and 67.4 % are the same.

**The computer** names well-known mistakes. **A person** marks your ideas, not your grammar. Short sentences are good
sentences.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
import math
from itertools import pairwise

import pandas as pd

from idic_lab import AnswerBook, ask, datasets
from idic_lab.analysis import concentration
from idic_lab.questions import Column, Item

book = AnswerBook("who-matters")
purchases = datasets.read("purchases", folder=".")
END, CUT = "1998-06-30", "1997-09-30"

# %% [markdown] role="read" grade_id="the-list"
"""
## The list

Each line is a number of CDs that somebody paid for. These are the first lines. A customer may have several lines on
one day: they are *one* purchase, made of several parts.
"""

# %% role="ask" grade_id="first-lines"
purchases.head(5)

# %%
# Scratch paper: nothing in this cell is marked. All lines, and all dollars:
print(len(purchases), purchases["spend_usd"].sum().round(2))

# %% [markdown] role="read" grade_id="part-a"
"""
# A. What do the best 20 % bring? (4 points)

It depends on what you count, and over whom:

- **all spend**: everything that a customer paid
- **repeat spend**: only what a customer paid *after the first day*; it is 0 for those who never came back
- **repeat buyers**: only those customers who bought on a second day

### Table 1: dollars, by tenths of the customers

For each way of counting, the customers were sorted anew, the best first, and cut into ten groups of the same size.
*Best* means: highest in what is counted.
"""


# %% role="ask" grade_id="table-tenths"
def tenths(values):
    ordered = values.sort_values(ascending=False)
    ends = [math.floor(len(ordered) * n / 10 + 0.5) for n in range(11)]
    return [(end - start, round(ordered.iloc[start:end].sum())) for start, end in pairwise(ends)]


spend = {count: concentration.spend_per_customer(purchases, END, count) for count in ("all spend", "repeat spend")}
again = concentration.spend_per_customer(purchases, END, "repeat buyers")
rows = ["best tenth", "second tenth", "third tenth", *(f"{n}th tenth" for n in range(4, 11))]
table = {
    "customers": [size for size, _ in tenths(spend["all spend"])],
    "all spend": [dollars for _, dollars in tenths(spend["all spend"])],
    "repeat spend": [dollars for _, dollars in tenths(spend["repeat spend"])],
    "repeat buyers": [size for size, _ in tenths(again)],
    "their repeat spend": [dollars for _, dollars in tenths(again)],
}
table = pd.DataFrame(table, index=rows)
pd.concat([table, table.sum().to_frame("together").T])

# %% role="ask" grade_id="share-all"
ask.number(
    book,
    "share-all",
    "ALL SPEND: which share of it comes from the best 20 % of all customers?",
    unit="per cent",
    low=1,
    high=100,
    percent=True,
)

# %% role="ask" grade_id="share-repeat"
ask.number(
    book,
    "share-repeat",
    "REPEAT SPEND: which share of it comes from the best 20 % of all customers?",
    unit="per cent",
    low=1,
    high=100,
    percent=True,
)

# %% role="ask" grade_id="share-buyers"
ask.number(
    book,
    "share-buyers",
    "REPEAT BUYERS: which share of their repeat spend comes from the best 20 % of the repeat buyers?",
    unit="per cent",
    low=1,
    high=100,
    percent=True,
)

# %% role="ask" grade_id="the-law"
ask.choice(
    book,
    "the-law",
    "What do your three shares say about “20 % bring 80 %”?",
    options={
        "law": "It is a law: where a share is not 80 %, the list has faults or is too short",
        "never": "It is wrong: no way of counting comes anywhere near 80 %",
        "depends": "It is a claim: the share depends on what is counted and over whom",
        "choose": "It is right: one of the three comes near 80 %, so that is the one to report",
    },
)

# %% role="test" grade_id="concentration-check" points=4
# A. What do the best 20 % bring?
# Lesson: 05-differentiate-by-value
from idic_lab import checks

checks.complete(book, "share-all", "share-repeat", "share-buyers", "the-law", points=4)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import concentration
from idic_lab.checks import Result

data = datasets.read("purchases", folder=".")
ways = {"share-all": "all spend", "share-repeat": "repeat spend", "share-buyers": "repeat buyers"}
spend = {way: concentration.spend_per_customer(data, "1998-06-30", way) for way in ways.values()}
shares = {way: 100 * concentration.top_share(values) for way, values in spend.items()}
first_tenths = {way: 100 * concentration.top_share(values, 0.1) for way, values in spend.items()}
lesson = datasets.cdnow()
there = {way: concentration.spend_per_customer(lesson, "1998-06-30", way) for way in ways.values()}
elsewhere = {way: 100 * concentration.top_share(values) for way, values in there.items()}

result = Result([])
for id, way in ways.items():
    key = shares[way]
    known = [(other, "", f"That is the share for {each}.") for each, other in shares.items() if each != way]
    known += [
        (first_tenths[way], "", "That is the best tenth. 20 % are two tenths.", 0.5),
        (100 - key, "", "That is what all the others bring.", 0.5),
        (elsewhere[way], "", "That is the share of the lesson's customers. These are others."),
        (80, "pareto-is-law", "You gave the 80 % of the rule. Table 1 gives another share."),
    ]
    given = checks.recorded(book, id)
    result += checks.number(given, key, f"share of the best 20 %: {way}", 1, 0.5, known, percent=True, low=1, high=100)
near = min(shares, key=lambda way: abs(shares[way] - 80))
said = f"The three shares are {', '.join(f'{share:.1f} ({way})' for way, share in shares.items())}."
wrong = {
    "law": ("pareto-is-law", f"{said} All three are counted rightly from one list."),
    "never": ("", f"{said} It is no law, that is right. But {near} does come near 80.", 0.5),
    "choose": ("pareto-is-law", f"{said} Picking the way of counting that fits makes no law."),
}
result + checks.choice(checks.recorded(book, "the-law"), "depends", "what the three shares say", 1, wrong)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-b"
"""
# B. Recency, frequency, monetary value (4 points)

A sum over eighteen months hides *when* and *how often*. Counted on 30 June 1998:

- **recency**: how many days ago was the last purchase?
- **frequency**: on how many *different days* did the customer buy?
- **monetary value**: how many dollars in all?

### Table 2: all lines of one customer
"""

# %% role="ask" grade_id="table-customer"
lines = purchases.groupby("customer_id").size()
days = purchases.groupby("customer_id")["date"].nunique()
someone = lines[lines.between(5, 8) & days.between(3, lines - 1)].index[0]
one = purchases[purchases["customer_id"] == someone].sort_values("date")
one.assign(date=one["date"].dt.strftime("%d %B %Y")).reset_index(drop=True)

# %% role="ask" grade_id="one-customer"
ask.table(
    book,
    "one-customer",
    f"Customer {someone} on 30 June 1998",
    columns=[Column("number", "Number", kind="number")],
    rows={
        "recency": "Recency, in days",
        "frequency": "Frequency, in days with a purchase",
        "monetary": "Monetary value, in dollars",
    },
)

# %% role="test" grade_id="rfm-check" points=1.5
# B. Recency, frequency, monetary value of one customer.
# Lesson: 05-differentiate-by-value
from idic_lab import checks

checks.complete(book, "one-customer", points=1.5)
### BEGIN HIDDEN TESTS
import pandas as pd

from idic_lab import checks, datasets
from idic_lab.analysis import concentration

data = datasets.read("purchases", folder=".")
groups = data.groupby("customer_id")
lines, days = groups.size(), groups["date"].nunique()
one = data[data["customer_id"] == lines[lines.between(5, 8) & days.between(3, lines - 1)].index[0]]
row = concentration.rfm(data, "1998-06-30").loc[one["customer_id"].iloc[0]]
given = {each.get("row"): each.get("number", "") for each in checks.recorded(book, "one-customer", [])}

since = (pd.Timestamp("1998-06-30") - one["date"].min()).days
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
result + checks.number(given.get("monetary"), row["monetary"], "monetary value in dollars", 0.5, 0.05, known)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="segments-text"
"""
### Table 3: segments, and the limits of this list

| segment | rule: the first that fits |
|---|---|
| **best** | lately, often, and for much |
| **slipping away** | often or for much, but long ago |
| **steady** | often |
| **occasional** | on more than one day |
| **one-off** | on one day only |

What counts as *lately*, *long ago*, *often* and *much*? The shop has cut its customers into fifths. From these come the
limits:
"""

# %% role="ask" grade_id="table-limits"
rfm = concentration.rfm(purchases, END)
segment = concentration.segments(rfm)
recency, frequency, monetary = (rfm[f"{column}_score"] for column in ("recency", "frequency", "monetary"))
limits = {
    "lately": f"{rfm.loc[recency >= 4, 'recency'].max()} days ago or less",
    "long ago": f"{rfm.loc[recency <= 2, 'recency'].min()} days ago or more",
    "often": f"on {rfm.loc[frequency >= 4, 'frequency'].min()} days or more",
    "much": f"{rfm.loc[monetary >= 4, 'monetary'].min():.2f} dollars or more",
}
pd.Series(limits, name="limit").to_frame()


# %% role="ask" grade_id="six-customers"
def person(number):
    row = rfm.loc[number]
    often = "on one day" if row["frequency"] == 1 else f"on {row['frequency']:.0f} days"
    text = f"Last purchase {row['recency']:.0f} days ago. Bought {often}, for {row['monetary']:.2f} dollars in all."
    return Item(str(number), text, title=f"Customer {number}")


best, slipping, steady, occasional, one_off = (segment == name for name in concentration.SEGMENTS)
much = monetary >= 4
wanted = (best, slipping & much, steady, occasional & much, occasional & ~much, one_off)
six = sorted(rfm.index[among & (rfm.index != someone)][0] for among in wanted)
ask.sort(
    book,
    "six-customers",
    "Which segment?",
    [person(number) for number in six],
    {name: name for name in concentration.SEGMENTS},
)

# %% [markdown] role="read" grade_id="table-segments-text"
"""
### Table 4: the segments of all customers
"""

# %% role="ask" grade_id="table-segments"
money = rfm.groupby(segment)["monetary"].agg(customers="size", dollars="sum").loc[list(concentration.SEGMENTS)]
pd.concat([money, money.sum().to_frame("together").T]).round(0).astype(int)

# %% role="ask" grade_id="one-off-money"
ask.number(
    book,
    "one-off-money",
    "Which share of all dollars comes from the one-off customers?",
    unit="per cent",
    low=1,
    high=100,
    percent=True,
)

# %% role="test" grade_id="segments-check" points=2.5
# B. Segments.
# Lesson: 05-differentiate-by-value
from idic_lab import checks

checks.complete(book, "six-customers", "one-off-money", points=2.5)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import concentration
from idic_lab.checks import Criterion, Result

rfm = concentration.rfm(datasets.read("purchases", folder="."), "1998-06-30")
segment = concentration.segments(rfm)
given = {int(number): name for number, name in checks.recorded(book, "six-customers", {}).items()}
slips = [number for number in given if given[number] != segment[number]]
dazzled = [number for number in slips if given[number] == "best" and rfm["monetary_score"][number] >= 4]
said = f"{len(given) - len(slips)} of 6 right. " if given else "No answer was recorded."
said += "".join(f"Customer {number} is not {given[number]}. " for number in slips)
said += "Much money is not enough for best: it takes lately and often as well." if dazzled else ""
slip = "differentiate-by-spend-only" if dazzled else ""
part = (len(given) - len(slips)) / 4
result = Result([Criterion("segments of six customers", part, 1.5, said.strip(), slip)])

dollars, customers = rfm["monetary"].groupby(segment).sum(), segment.value_counts()
key = 100 * dollars["one-off"] / dollars.sum()
known = [
    (100 * customers["one-off"] / len(rfm), "", "That is their share of the customers, not of the dollars."),
    (100 - key, "", "That is what all the others bring.", 0.5),
    (dollars["one-off"] / customers["one-off"], "", "Those are the dollars of one of them."),
]
share = checks.recorded(book, "one-off-money")
result + checks.number(share, key, "share of the one-off customers", 1, 0.5, known, percent=True, low=1, high=100)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-c"
"""
# C. What the list shows, and what it cannot say (3 points)

### Table 5: on how many days did they buy?
"""

# %% role="ask" grade_id="table-days"
bought = rfm["frequency"].map(lambda number: "10 or more" if number >= 10 else "5 to 9" if number >= 5 else f"{number}")
bought.value_counts().loc[["1", "2", "3", "4", "5 to 9", "10 or more"]].rename_axis("days").to_frame("customers")

# %% [markdown] role="read" grade_id="table-fifths-text"
"""
### Table 6: the best of the first nine months, and the nine months after

The customers are sorted by what they spent until 30 September 1997, and cut into fifths. The last column counts how many
of a group were among the best fifth of the nine months *after*.
"""

# %% role="ask" grade_id="table-fifths"
before = concentration.spend_per_customer(purchases, CUT).sort_values(ascending=False, kind="stable")
after = concentration.spend_per_customer(purchases[purchases["date"] > CUT]).reindex(before.index, fill_value=0)
fifth = [n * 5 // len(before) for n in range(len(before))]
names = ["best fifth", "second fifth", "third fifth", "fourth fifth", "last fifth"]
best_after = after.index.isin(after.nlargest(len(before) // 5).index)
table = pd.DataFrame({"customers": 1, "dollars until then": before, "dollars after": after, "best after": best_after})
table = table.groupby(fifth).sum().set_axis(names)
pd.concat([table, table.sum().to_frame("together").T]).round(0).astype(int)

# %% role="ask" grade_id="statements"
ask.sort(
    book,
    "statements",
    "What does the list say about each sentence?",
    items={
        "profit": "The best fifth of the customers brings most of the shop's profit.",
        "once": "More than half of the customers bought on one day only.",
        "ten": "Those who bought on ten days or more have a relationship with the shop.",
        "again": "Whoever was in the best fifth of the first nine months was in it again in the nine months after.",
        "liked": "Those who came only once did not like what they got.",
        "concentrated": "Over all customers, repeat spend is more concentrated than all spend.",
    },
    categories={
        "shows": "the list shows it",
        "against": "the list shows the opposite",
        "silent": "the list cannot say",
    },
)

# %% role="ask" grade_id="later-money"
ask.number(
    book,
    "later-money",
    "Of all dollars AFTER September 1997: which share came from the four other fifths, whom Tomasz would not write to?",
    unit="per cent",
    low=1,
    high=100,
    percent=True,
)

# %% role="ask" grade_id="the-plan"
ask.choice(
    book,
    "the-plan",
    "Which answer to Tomasz's plan do the tables support?",
    options={
        "spend": "Do it: who spends most is who matters, and the list says who that is",
        "rule": "Do it: the rule of 80/20 holds for other shops, so it will hold for this one",
        "nothing": "Forget the list: what people spent says nothing about what they will spend",
        "first": "Not yet: much later money came from the others, and the list knows no needs",
    },
)

# %% role="test" grade_id="limits-check" points=3
# C. What the list shows, and what it cannot say.
# Lessons: 05-differentiate-by-value, 06-differentiate-by-needs
from idic_lab import checks

checks.complete(book, "statements", "later-money", "the-plan", points=3)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.analysis import concentration as c
from idic_lab.checks import Criterion, Result

data, cut = datasets.read("purchases", folder="."), "1997-09-30"
before, after = c.spend_per_customer(data, cut), c.spend_per_customer(data[data["date"] > cut])
best = before.sort_values(ascending=False, kind="stable").index[: len(before) // 5]
best_after = after.reindex(before.index, fill_value=0).nlargest(len(before) // 5).index
once = (c.rfm(data, "1998-06-30")["frequency"] == 1).mean() > 0.5
more = c.top_share(c.spend_per_customer(data, None, "repeat spend")) > c.top_share(c.spend_per_customer(data))
says = {
    "profit": ("silent", "Profit: the list knows what customers paid, and not what they cost."),
    "once": ("shows" if once else "against", "One day only: Table 5 has the number."),
    "ten": (
        "silent",
        "Ten days: buying often is not yet a relationship. Does the shop know them, and do they know it?",
    ),
    "again": ("shows" if set(best) <= set(best_after) else "against", "In it again: see the last column of Table 6."),
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

key = 100 * (1 - after.reindex(best, fill_value=0).sum() / after.sum())
known = [
    (100 - key, "", "That is the share of the best fifth. Asked was the share of the others.", 0.5),
    (100 * (1 - before[best].sum() / before.sum()), "", "That is their share of the dollars until September 1997."),
    (100 * before[best].sum() / before.sum(), "", "That is what the best fifth had brought until September 1997."),
]
share = checks.recorded(book, "later-money")
result += checks.number(share, key, "later money of the others", 1, 0.5, known, percent=True, low=1, high=100)
wrong = {
    "spend": ("differentiate-by-spend-only", f"{key:.0f} % of the later dollars came from the others."),
    "rule": ("pareto-is-law", "Other shops do not decide it. Your own shares in part A do."),
    "nothing": ("", "It says something: the best fifth brought far more than a fifth of the later dollars."),
}
result + checks.choice(checks.recorded(book, "the-plan"), "first", "an answer to the plan", 0.5, wrong)
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-d"
"""
# D. Your answer to Ms Abara (3 points)

“Is it so? And should we?” Answer her, in a text that she can read in a minute.

- Use **at least two shares**, and say of each *what* was counted and over *whom*.
- Say what the list **cannot** tell her, and why that matters for the plan.
- Say what the shop should do **before** July, or instead.
"""

# %% role="ask" grade_id="answer"
ask.long_text(
    book,
    "answer",
    "Your answer to Ms Abara",
    min_words=60,
    max_words=250,
    frames=(
        "Of …, the best 20 % bring …",
        "But of …, …",
        "The list cannot tell …, because …",
        "Before July the shop should …",
    ),
)

# %% [markdown] role="task" grade_id="answer-marks" points=3 questions=["answer"]
"""
### The answer

Nothing to fill in here: a grader marks your text above.

Lessons: 05-differentiate-by-value, 06-differentiate-by-needs

=== BEGIN MARK SCHEME ===

- **3**: at least two right shares, each with what was counted *and* over whom; one thing that the list cannot tell
  (costs and so profit, needs, why somebody left, what the others might still bring) *with* what follows from it for the
  plan; and something that the shop can do before or instead.
- **2**: right shares with what they count, but the limit is only named ("revenue is not profit") or nothing follows from
  it; or a good limit and a step, with one share only.
- **1**: figures without what they count, or a general warning without figures.
- **0**: nothing; or 80/20 repeated as a law.

To write to the best fifth only can be defended, too, if the text sees what it gives up: the later money of the others
(Table 6) is the figure for that. "The others are worth nothing" is 1 at most. Within rounding means as in the tables. A
slip already marked in parts A to C costs nothing here.

=== END MARK SCHEME ===
"""

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- Each question says *saved*.
- Your text in part D names two shares, and what each of them counts.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
ask.hand_in(book)
