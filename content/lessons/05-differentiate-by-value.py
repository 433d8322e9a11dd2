# %% [markdown]
"""
# Differentiate by value

*45 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.analysis import concentration, threshold
from idic_lab.questions import Column, Dial, Item

book = AnswerBook("05-differentiate-by-value")
cdnow = datasets.cdnow()

# %% [markdown]
"""
## Warm-up

Three questions from lessons 02 to 04. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "loyalty-test-of-attachment")

# %% role="ask"
ask.item(book, "idic-differentiate-near-miss")

# %% role="ask"
ask.item(book, "identify-before-change")

# %% [markdown]
"""
## The case: who really pays for the shop?

The owner of an online music shop asks three clerks the same question. “Which share of our money comes from the best
fifth of our customers?”

All three have the same list of purchases. None of them makes a mistake. They come back with three different figures,
and the largest is nearly twenty points above the smallest.

“One of you must be wrong,” says the owner. Is she right?
"""

# %% [markdown]
"""
The clerks are invented. The list is real: 6 919 purchases by 2 357 people who first bought from the music shop CDNOW in
early 1997, kept until the end of June 1998. These are its first lines.
"""

# %% role="ask"
cdnow.head(4)

# %% [markdown]
"""
## What you will be able to do

1. **Compute** the share that the best customers bring, and **read** it from a curve.
2. **Explain** why one list gives several true shares, and **test** a famous rule on it.
3. **Classify** customers by recency, frequency and monetary value.
4. **Argue** for or against dropping customers of low value, with figures.
"""

# %% [markdown]
"""
## Predict, then look: the best fifth

You may have heard that *20 % of the customers bring 80 % of the revenue*. It is called the Pareto rule. Treat it as a
claim about a list, and test it on this one.

Sort the 2 357 people by what they spent, the largest first. Take the first 20 %, that is 471 people.
"""

# %% role="ask"
spend = concentration.spend_per_customer(cdnow)


def show_curve(guess):
    return plots.concentration(concentration.curve(spend), guess=guess)


ask.guess(
    book,
    "best-fifth",
    "Of every 100 dollars spent, how many came from the best 20 % of the customers?",
    show_curve,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

67 of 100. The dotted line shows what would be if all spent the same: 20 of 100. The further the curve stands away
from it, the more the money comes from a few. That is called **concentration**.

So one clerk said 67. What did the others do?

</details>
"""

# %% [markdown]
"""
## Try it: find the other clerks

The dials change three things: *what* is counted and over *whom*, until *when*, and how many per cent count as the best.

- **All spend** is everything. **Repeat spend** leaves out each customer's first day.
- **All customers** are 2 357. **Repeat buyers** are only those who bought on a second day.

Find 84.4 and 65.1.
"""

# %% role="ask"
tops = (5, 10, 15, 20, 25, 30, 40, 50)
ends = {"1998-06-30": "the end of June 1998", "1997-09-30": "the end of September 1997"}
dials = (
    Dial("count", "Counted", options=threshold.COUNTS),
    Dial("end", "Until", options=ends),
    Dial("top", "The best", values=tops, unit="%"),
)
drawing = {
    "x": {"label": "per cent of customers, best first", "low": 0, "high": 100, "ticks": [0, 20, 40, 60, 80, 100]},
    "y": {"label": "per cent of what is counted", "low": 0, "high": 100, "ticks": [0, 20, 40, 60, 80, 100]},
}
frames = threshold.threshold_frames(cdnow, tops, ends)
ask.explore(book, "three-clerks", "What do the best customers bring?", dials, "lines", drawing, frames)

# %% [markdown]
"""
### Write down what you found

Set *the best* to 20 %, and read the six shares.
"""

# %% role="ask"
ask.table(
    book,
    "six-shares",
    "Share of the best 20 %, in per cent",
    columns=(
        Column("june", "until June 1998", "number"),
        Column("september", "until September 1997", "number"),
    ),
    rows=threshold.COUNTS,
)

# %% [markdown]
"""
<details>
<summary><strong>After you have written them down: the six shares</strong></summary>

| counted | until June 1998 | until September 1997 |
|---|---|---|
| all spend, all customers | 67.4 | 63.3 |
| repeat spend, all customers | **84.4** | **87.5** |
| repeat spend, repeat buyers only | 65.1 | 63.6 |

All six are true. More than half of the 2 357 have a repeat spend of 0. Whoever counts them puts a long flat end on the
curve. Whoever leaves them out sees a shop that is far from 80/20.

So the owner is wrong: nobody made a mistake. Each clerk left out one half of the sentence, *what* is counted and over
*whom*.

</details>
"""

# %% [markdown]
"""
### Law or list?

Others have counted as well. In consumer goods the best 20 % brought 73 % of sales, in the mean over many brands. Over
339 firms outside consumer goods it was 67 %. A research institute says that 60/20 is nearer the truth than 80/20, and
that the share depends on how long one looks.

Even the direction is open. In your table above two of the three shares grow with time, and one shrinks.
"""

# %% role="ask"
ask.item(book, "pareto-top-share")

# %% [markdown]
"""
## Three questions about each customer

A sum over eighteen months hides *when* and *how often*. So firms ask three questions, called **RFM**.

| | question | for this shop |
|---|---|---|
| **R**ecency | How long ago was the last purchase? | lately: 441 days or less; long ago: 486 days or more; between: neither |
| **F**requency | On how many days? | often: 3 or more |
| **M**onetary value | For how much in all? | much: 59.26 dollars or more |

The limits come from fifths: *often*, for example, is what the upper two fifths of customers reach. They are a
convention, and another shop needs others.
"""

# %% [markdown]
"""
| segment | rule: the first that fits |
|---|---|
| **best** | lately, often, and for much |
| **slipping away** | often or for much, but long ago |
| **steady** | often |
| **occasional** | on two days |
| **one-off** | on one day only |

Here are six real customers of the list, as of the end of June 1998. Put them into their segments.
"""

# %% role="ask"
table = concentration.rfm(cdnow)
segment_of = concentration.segments(table)
why = {
    "best": "All three hold: lately, often and for much.",
    "slipping away": "Often or for much, and then nothing for 486 days or more.",
    "steady": "Three days or more, and none of the rules above fits.",
    "occasional": "Two days, and none of the rules above fits.",
    "one-off": "One day, and none of the rules above fits.",
}
why_not = {
    "best": "Best takes all three: lately, often and for much. Check each of them.",
    "slipping away": "For this the last purchase must be long ago, and it must have been often or for much before.",
    "steady": "Steady takes three days or more. And look first whether a rule above it fits already.",
    "occasional": "Occasional is two days. And look first whether a rule above it fits already.",
    "one-off": "One-off is one day. And look first whether a rule above it fits already.",
}


def person(number):
    row, right = table.loc[number], segment_of[number]
    often = "on one day" if row["frequency"] == 1 else f"on {row['frequency']:.0f} days"
    text = f"Last purchase {row['recency']:.0f} days ago. Bought {often}, for {row['monetary']:.2f} dollars in all."
    said = why_not | {right: why[right]}
    return Item(f"customer-{number}", text, title=f"Customer {number}", accept=(right,), feedback=said)


six = [person(number) for number in (12804, 1663, 5855, 15460, 3743, 4486)]
ask.sort(book, "six-customers", "Which segment?", six, {name: name for name in concentration.SEGMENTS})

# %% [markdown]
"""
## Predict, then look: who comes back?

Go back in time, to the end of September 1997. Sort all customers into the same five segments by what was known *then*.
The sums on the right are means of what they had spent so far.
"""

# %% role="ask"
cut = "1997-09-30"
then = concentration.rfm(cdnow, cut)
then["segment"] = concentration.segments(then)
bought_later = set(cdnow.loc[cdnow["date"] > cut, "customer_id"])
then["came back"] = then.index.isin(bought_later) * 100
by_segment = then.groupby("segment").agg(
    customers=("monetary", "size"), spent_so_far=("monetary", "mean"), came_back=("came back", "mean")
)
by_segment = by_segment.loc[list(concentration.SEGMENTS)]
by_segment[["customers", "spent_so_far"]].round(0).astype(int)


# %% role="ask"
def show_came_back(guess):
    return plots.shares(
        by_segment["came_back"], "Bought again by June 1998, of 100 in each segment (CDNOW)", guess=guess
    )


ask.guess(
    book,
    "slipping-came-back",
    "Those slipping away had spent 97 dollars each. Of 100 of them, how many bought again in the nine months after?",
    show_came_back,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

16 of 100, hardly more than of the one-offs, who had spent a quarter as much. Of the occasional ones, who had spent less
than those slipping away, 38 of 100 came back.

A sum alone takes the first for more valuable. *When* they last came says more about what will be. The list still does
not say *why*: slipping away is a description, and no verdict on anybody.

</details>
"""

# %% [markdown]
"""
## Predict, then look: are the best still the best?

The best fifth of the first nine months were 471 people. Look at the nine months after, and find the best fifth again.
"""

# %% role="ask"
before = concentration.spend_per_customer(cdnow, cut)
after = concentration.spend_per_customer(cdnow[cdnow["date"] > cut]).reindex(before.index, fill_value=0)
best = before.nlargest(471).index
lower_half = before.nsmallest(1178).index
later = {
    "best fifth before who are it again": 100 * after.nlargest(471).index.isin(best).mean(),
    "later spend from the other 80 %": 100 * (1 - after[best].sum() / after.sum()),
    "later spend from the lower half": 100 * after[lower_half].sum() / after.sum(),
}


def show_later(guess):
    return plots.shares(later, "The nine months after (CDNOW, to June 1998)", guess=guess)


ask.guess(
    book,
    "still-best",
    "Of 100 in the best fifth of the first nine months, how many are in the best fifth of the next nine?",
    show_later,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

Only 50 of 100. And the other four fifths brought 34 of every 100 dollars. The lower half brought 13 of 100 in the first
nine months, and 13 of 100 again in the next.

A list of today's best is a guess about tomorrow's. It is a good guess: 50 of 100 is far above the 20 that luck would
give. It is not a fact about people.

</details>
"""

# %% [markdown]
"""
## Value is not spend

- **Spend is revenue.** What a customer costs in returns, calls and discounts is not in the list. Revenue is not profit.
- **Value lies ahead.** What counts is what a customer may still bring. The past is only our best clue.
- **Value says how much to care.** What to *do* for a customer is said by her needs, and the list knows none. That is
  lesson 06.

So there are three ways to tell customers apart: by value, by behaviour such as RFM, and by needs.
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "pareto-three-shares")

# %% role="ask"
ask.item(book, "value-revenue-not-profit")

# %% role="ask"
ask.item(book, "rfm-recency")

# %% role="ask"
ask.item(book, "value-drop-the-rest")

# %% role="ask"
ask.item(book, "value-how-to-differentiate")

# %% [markdown]
"""
## The Kleenz corner

The practice survey (synthetic) asks what each customer spent at Kleenz in twelve months. A dry cleaner is no music shop:
shirts get dirty every week. Is the money as concentrated as at CDNOW?
"""

# %% role="ask"
from idic_lab.analysis import survey

kleenz = survey.clean(datasets.kleenz_practice()).dropna(subset="spend_12m")


def show_kleenz(guess):
    curves = {
        "Kleenz (synthetic)": concentration.curve(kleenz["spend_12m"]),
        "CDNOW, all spend": concentration.curve(spend),
    }
    return plots.concentration(curves, guess=guess)


ask.guess(
    book,
    "kleenz-best-fifth",
    "Of every 100 dollars spent at Kleenz, how many came from the best 20 % of the customers?",
    show_kleenz,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

46 of 100 against 67. That may be the shirts. It may also be *who was counted*: CDNOW lists everybody who ever bought,
those who never came back included. A survey reaches people who are still there.

</details>
"""

# %% role="ask"
ask.long_text(
    book,
    "kleenz-best-customers",
    "Kleenz wants to treat its best fifth better. What should it find out first, and what could go wrong?",
    min_words=15,
    max_words=80,
    frames=("Kleenz should first find out …, because …", "What could go wrong is …", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the first clerk's figure in four lines. Change 0.2 to 0.1, and run the cell (Shift and Enter): what does the best
tenth bring?
"""

# %%
per_customer = cdnow.groupby("customer_id")["spend_usd"].sum()
per_customer = per_customer.sort_values(ascending=False)
top = round(0.2 * len(per_customer))
print(round(100 * per_customer.head(top).sum() / per_customer.sum(), 1))

# %% [markdown]
"""
## Discussion

**Drop the customers of low value?**

“The lower half brings us 13 of 100 dollars,” says the manager. “Let us stop serving them.” Work in pairs, one for and
one against. Each side uses at least two figures of this lesson.

Beginnings: “Of the best fifth, only … are …” “The list does not say …” “It would cost …”
"""

# %% role="ask"
ask.long_text(
    book,
    "drop-them",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("I would … because …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Compute the share of the best customers, and read it from the curve.
- Say what is counted and over whom, and answer the 80/20 rule with figures.
- Classify customers by recency, frequency and monetary value.
- Argue about customers of low value with what came after.

Next: [06, Differentiate by needs](06-differentiate-by-needs.ipynb).
"""

# %% [markdown]
"""
## Sources

- CDNOW, 1/10 sample, published by P. S. Fader and B. G. S. Hardie for research and teaching; described in Fader, Hardie
  and Lee, *Journal of Marketing Research* 42 (2005), 415–430.
- 73 %: B. J. Kim, V. Singh and R. S. Winer, *Marketing Letters* 28 (2017), 491–507. 67 % over 339 firms: D. M. McCarthy
  and R. S. Winer, “The Pareto Rule in Marketing Revisited” (2018).
- 60/20: B. Sharp, J. Romaniuk and C. Graham, “Marketing's 60/20 Pareto Law”, Ehrenberg-Bass Institute (2019).
- Differentiate by value: D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*, chapters 1 to 3.
- The clerks and Kleenz are invented; the Kleenz survey is synthetic.
"""
