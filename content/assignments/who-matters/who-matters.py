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
from idic_lab.checks import once
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
@once
def table_of_tenths():
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
    return pd.concat([table, table.sum().to_frame("together").T])


table_of_tenths()

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

# %% role="test" grade_id="concentration-check" points=4 title="A. What do the best 20 % bring?" lessons=["05-differentiate-by-value"] questions=["share-all", "share-repeat", "share-buyers", "the-law"]
concentration_check(book)

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
@once
def somebody():
    lines = purchases.groupby("customer_id").size()
    days = purchases.groupby("customer_id")["date"].nunique()
    return lines[lines.between(5, 8) & days.between(3, lines - 1)].index[0]


@once
def table_of_somebody():
    one = purchases[purchases["customer_id"] == somebody()].sort_values("date")
    return one.assign(date=one["date"].dt.strftime("%d %B %Y")).reset_index(drop=True)


someone = somebody()
table_of_somebody()

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

# %% role="test" grade_id="rfm-check" points=1.5 title="B. Recency, frequency, monetary value of one customer" lessons=["05-differentiate-by-value"] questions=["one-customer"]
rfm_check(book)

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
@once
def scores_and_segments():
    rfm = concentration.rfm(purchases, END)
    return rfm, concentration.segments(rfm)


@once
def table_of_limits():
    rfm, _ = scores_and_segments()
    recency, frequency, monetary = (rfm[f"{column}_score"] for column in ("recency", "frequency", "monetary"))
    limits = {
        "lately": f"{rfm.loc[recency >= 4, 'recency'].max()} days ago or less",
        "long ago": f"{rfm.loc[recency <= 2, 'recency'].min()} days ago or more",
        "often": f"on {rfm.loc[frequency >= 4, 'frequency'].min()} days or more",
        "much": f"{rfm.loc[monetary >= 4, 'monetary'].min():.2f} dollars or more",
    }
    return pd.Series(limits, name="limit").to_frame()


rfm, segment = scores_and_segments()
table_of_limits()


# %% role="ask" grade_id="six-customers"
def person(number):
    row = rfm.loc[number]
    often = "on one day" if row["frequency"] == 1 else f"on {row['frequency']:.0f} days"
    text = f"Last purchase {row['recency']:.0f} days ago. Bought {often}, for {row['monetary']:.2f} dollars in all."
    return Item(str(number), text, title=f"Customer {number}")


@once
def six_customers():
    best, slipping, steady, occasional, one_off = (segment == name for name in concentration.SEGMENTS)
    much = rfm["monetary_score"] >= 4
    wanted = (best, slipping & much, steady, occasional & much, occasional & ~much, one_off)
    six = sorted(rfm.index[among & (rfm.index != someone)][0] for among in wanted)
    return [person(number) for number in six]


ask.sort(
    book,
    "six-customers",
    "Which segment?",
    six_customers(),
    {name: name for name in concentration.SEGMENTS},
)

# %% [markdown] role="read" grade_id="table-segments-text"
"""
### Table 4: the segments of all customers
"""


# %% role="ask" grade_id="table-segments"
@once
def table_of_segments():
    money = rfm.groupby(segment)["monetary"].agg(customers="size", dollars="sum").loc[list(concentration.SEGMENTS)]
    return pd.concat([money, money.sum().to_frame("together").T]).round(0).astype(int)


table_of_segments()

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

# %% role="test" grade_id="segments-check" points=2.5 title="B. Segments" lessons=["05-differentiate-by-value"] questions=["six-customers", "one-off-money"]
segments_check(book)

# %% [markdown] role="read" grade_id="part-c"
"""
# C. What the list shows, and what it cannot say (3 points)

### Table 5: on how many days did they buy?
"""


# %% role="ask" grade_id="table-days"
@once
def table_of_days():
    bought = rfm["frequency"].map(
        lambda number: "10 or more" if number >= 10 else "5 to 9" if number >= 5 else f"{number}"
    )
    return (
        bought.value_counts()
        .loc[["1", "2", "3", "4", "5 to 9", "10 or more"]]
        .rename_axis("days")
        .to_frame("customers")
    )


table_of_days()

# %% [markdown] role="read" grade_id="table-fifths-text"
"""
### Table 6: the best of the first nine months, and the nine months after

The customers are sorted by what they spent until 30 September 1997, and cut into fifths. The last column counts how many
of a group were among the best fifth of the nine months *after*.
"""


# %% role="ask" grade_id="table-fifths"
@once
def table_of_fifths():
    before = concentration.spend_per_customer(purchases, CUT).sort_values(ascending=False, kind="stable")
    after = concentration.spend_per_customer(purchases[purchases["date"] > CUT]).reindex(before.index, fill_value=0)
    fifth = [n * 5 // len(before) for n in range(len(before))]
    names = ["best fifth", "second fifth", "third fifth", "fourth fifth", "last fifth"]
    best_after = after.index.isin(after.nlargest(len(before) // 5).index)
    table = pd.DataFrame(
        {"customers": 1, "dollars until then": before, "dollars after": after, "best after": best_after}
    )
    table = table.groupby(fifth).sum().set_axis(names)
    return pd.concat([table, table.sum().to_frame("together").T]).round(0).astype(int)


table_of_fifths()

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

# %% role="test" grade_id="limits-check" points=3 title="C. What the list shows, and what it cannot say" lessons=["05-differentiate-by-value", "06-differentiate-by-needs"] questions=["statements", "later-money", "the-plan"]
limits_check(book)

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

# %% [markdown] role="task" grade_id="answer-marks" questions=["answer"] lessons=["05-differentiate-by-value", "06-differentiate-by-needs"]
"""
### The answer

Nothing to fill in here: a grader marks your text above.
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
