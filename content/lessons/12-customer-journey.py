# %% [markdown]
"""
# The customer journey

*50 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.analysis import journey, survey
from idic_lab.questions import Column, Item

book = AnswerBook("12-customer-journey")
touchpoints = datasets.touchpoints()

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "identify-weakest-channel")

# %% role="ask"
ask.item(book, "goldfish-worse-than-silence")

# %% role="ask"
ask.item(book, "trustability-two-reminders")

# %% [markdown]
"""
## The case: a parcel and eight touchpoints

A woman buys a lamp on the web. It arrives whole, and it works. Ask the shop, and the order went well: paid, sent,
delivered.

Ask her, and you get another story. Here it is, in eight stages. The shop and the lamp are invented.
"""

# %% role="ask"
from IPython.display import Markdown

story = touchpoints[["stage", "channel", "what_happens"]].itertuples(index=False)
lines = [f"| {number} | **{stage}** | {channel} | {what} |" for number, (stage, channel, what) in enumerate(story, 1)]
Markdown("\n".join(["| | stage | channel | what happens |", "|---|---|---|---|", *lines]))

# %% [markdown]
"""
## What you will be able to do

1. **Map** a journey as it is and as it should be, and **rank** its gaps.
2. **Find** the place where a customer who was known is a stranger again.
3. **Draft** the plan that lies between two maps.
4. **Explain** why reported percentages must not be added, and what can be said instead.
"""

# %% [markdown]
"""
## Draw the map

A journey has two maps: **as it is** and **as it should be**. Between them lies the **plan**.

Rate all eight stages twice, from 1 (bad) to 5 (very good), as *she* would. Not every stage has to be a 5: think of what
she may fairly expect. The picture follows you.
"""

# %% role="ask"
ask.rate(
    book,
    "map",
    "The journey of the lamp",
    items={stage: stage for stage in touchpoints["stage"]},
    scales={"as_is": "as it is", "to_be": "as it should be"},
    low=1,
    high=5,
    ends=("bad", "very good"),
)


# %% role="ask"
def show_journey(guess):
    return plots.journey(touchpoints, own=book.get("map", None), title="The journey of the lamp (invented)")


def show_gaps(guess):
    gaps = journey.gaps(touchpoints)
    title = f"The gaps: {(gaps >= 2).sum()} of {len(gaps)} stages have two points or more"
    return plots.amounts(gaps, title, "how it should be, less how it is")


# %% [markdown]
"""
## Predict, then look: the widest gap

The makers of this course have rated the journey too. A **gap** is how it should be, less how it is. You will see your
ratings beside theirs.
"""

# %% role="ask"
ask.guess(
    book,
    "widest-gap",
    "How wide is the widest gap on their map?",
    show_journey,
    unit="points",
    low=0,
    high=4,
)

# %% role="ask"
ask.guess(
    book,
    "wide-gaps",
    "And how many of the eight stages have a gap of two points or more?",
    show_gaps,
    unit="stages",
    low=0,
    high=8,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guesses: what the figures say</strong></summary>

The widest gap has 4 points, and it is not at the missed delivery and not at the counter. It is at *waiting for status*,
the stage in which nothing happens at all.

Four stages have a gap of two points or more.

Two stages are rated 1 today: waiting, and being asked for a rating. Only one has the widest gap, because she expects
little of the other. A gap needs both maps.

</details>
"""

# %% role="ask"
ask.long_text(
    book,
    "yours-and-theirs",
    "Where does your map differ most from theirs, and who is right?",
    min_words=12,
    max_words=80,
    frames=("I rated … lower than they did, because …", "She would say that …"),
)

# %% [markdown]
"""
<details>
<summary><strong>After your sentence: is there a right map?</strong></summary>

No. Ratings are judgements, and 4 points are not “twice” 2. The makers of this course are no
nearer to the lamp than you are.

What can be right or wrong is *whose* judgement it is. One has to ask her, and not the shop.

</details>
"""

# %% [markdown]
"""
## Why is it the waiting?

Think before you look: four days without a word, in an app that knows her name, her lamp and the promised day.
"""

# %% role="ask"
ask.choice(
    book,
    "why-waiting",
    "What would explain best why the waiting is so bad?",
    {
        "cost": "news would cost the shop too much",
        "known": "the shop does not know who she is in this stage",
        "owner": "nobody at the shop answers for this stage",
        "channel": "an app is a bad channel",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After your answer: three more columns of the map</strong></summary>

| stage | knows her | she feels | who answers for it |
|---|---|---|---|
| ordering | yes | hopeful | web shop |
| confirmation | yes | reassured | web shop |
| waiting for status | yes | anxious | **nobody** |
| missed delivery | yes | annoyed | courier |
| calling the helpline | yes | relieved | call centre |
| collecting at the counter | no | embarrassed | parcel shop |
| unpacking | no | pleased | warehouse |
| being asked for a rating | yes | ignored | marketing |

In this map the stage without an owner is the stage with the widest gap. One map is one case: it is a place to look
first in others, and no law.

</details>
"""

# %% [markdown]
"""
## Where is she a stranger again?

A second thing to look for on a map is *recognition*. Read the story once more, and decide for each stage whether the
firm, or whoever acts for it, knows who she is.
"""

# %% role="ask"
evidence = {
    "ordering": "Her address is filled in before she types: the website knows her.",
    "confirmation": "It names her lamp and her day, so it is about this one order.",
    "waiting for status": "The app shows her own parcel. It knows her, and has nothing to tell her.",
    "missed delivery": "Her name stands on the card.",
    "calling the helpline": "The agent sees her order before she has explained it.",
    "collecting at the counter": "She spells her name and begins again. Nothing of the call has arrived.",
    "unpacking": "“Dear customer” is what one writes to somebody one does not know.",
    "being asked for a rating": "It greets her by name. It knows who she is, though not how it went.",
}
known = dict(zip(touchpoints["stage"], touchpoints["identified"], strict=True))

ask.sort(
    book,
    "recognition",
    "Is she recognised?",
    items=[
        Item(stage, what, title=stage.capitalize(), accept=(known[stage],), feedback={"yes": told, "no": told})
        for (stage, told), what in zip(evidence.items(), touchpoints["what_happens"], strict=True)
    ],
    categories={"yes": "recognised", "no": "a stranger"},
)

# %% [markdown]
"""
<details>
<summary><strong>After sorting: where the thread breaks</strong></summary>

Recognition is first lost between *calling the helpline* and *collecting at the counter*. What was said on the phone
does not reach the parcel shop: a silo.

Compare this with the widest gap. While she waits, the firm knows her well, and leaves her alone. When she unpacks, it
does not know her, and she is happy. Recognition and experience are two questions, and a map should ask both.

</details>
"""

# %% [markdown]
"""
## The plan between the maps

Two maps change nothing. Choose **one** gap, and write how the shop gets from the one map to the other.

Not every gap is worth closing. What does it cost, and what does she gain?
"""

# %% role="ask"
ask.table(
    book,
    "plan",
    "One step of the plan",
    columns=(
        Column("stage", "Stage", kind="choice", options={stage: stage for stage in touchpoints["stage"]}),
        Column("today", "Today", kind="long", hint="What she meets now"),
        Column("then", "Then", kind="long", hint="From … on, she …"),
        Column("owner", "Who answers for it", hint="one role"),
        Column("deadline", "By when", kind="date", hint="2027-03-31"),
        Column("measure", "How we will see it", hint="what is counted, from … to …"),
        Column("cost", "What it costs the shop", hint="money, time or lost sales"),
    ),
    rows={"first": "The first step"},
)

# %% [markdown]
"""
## What people are reported to do

A slide in the sources of this course reports what people do after a poor experience *or when trust is low*:

| they … | as reported |
|---|---|
| block the number | 80 % |
| close the account | 84 % |
| unsubscribe | 84 % |
| delete the app | 82 % |
| unfollow | 86 % |

**As reported** means: passed on, and the original source is missing. We do not know who was asked, when, by whom, or
whether they *did* it or said that they would.

Someone adds the five: 416 %. What is wrong with that?
"""

# %% role="ask"
reported = {
    "block the number": 80,
    "close the account": 84,
    "unsubscribe": 84,
    "delete the app": 82,
    "unfollow": 86,
}


def show_reported(guess):
    at_least = max(0, sum(reported.values()) - 100 * (len(reported) - 1))
    bounds = {"all five, at least": at_least, "all five, at most": min(reported.values())}
    return plots.shares(reported | bounds, "As reported, source missing; the last two are computed", guess=guess)


# %% [markdown]
"""
## Predict, then look: people who do all five

Suppose that the figures hold, and that the same 100 people were asked all five questions.
"""

# %% role="ask"
ask.guess(
    book,
    "all-five",
    "How many of the 100 must do all five, at the very least?",
    show_reported,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what can be said, and what cannot</strong></summary>

Count those who do *not*: 20 do not block, 16 do not close, 16 do not unsubscribe, 18 do not delete, 14 do not unfollow.
That is 84 times “not”. Even if each falls on another person, 84 people leave one out. The other **16** do all five.

If the same people always say “not”, it can be as many as **80**. And between 86 and 100 do at least one.

So five percentages give a *range*. Their sum gives nothing: the same people stand in several of them.

</details>
"""

# %% [markdown]
"""
### Two more figures of this kind

- Executives *estimate* that 20 % of revenue is lost without a good, consistent experience: 400 million of 2 billion dollars.
  An estimate is a judgement by people who cannot see the customers that never came.
- 27 % of lost customers are said to be lost for good.

Such figures can open a discussion. They cannot close one.
"""

# %% role="ask"
ask.item(book, "journey-revenue-at-risk")

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "journey-three-maps")

# %% role="ask"
ask.item(book, "journey-largest-gap")

# %% role="ask"
ask.item(book, "journey-recognition-lost")

# %% role="ask"
ask.item(book, "journey-whose-map")

# %% role="ask"
ask.item(book, "journey-adding-reactions")

# %% role="ask"
ask.item(book, "journey-as-reported")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner, and for the journey of one coat. Rate it as a customer of the **Harbour** branch
might. You know this much: orders there are often late, extras that nobody asked for appear on bills, and not everybody
hears of a problem first from Kleenz.
"""

# %% role="ask"
ask.rate(
    book,
    "kleenz-map",
    "The journey of a coat through Kleenz",
    items={
        "handing-in": "handing it in",
        "waiting": "waiting for it",
        "problem": "hearing of a problem",
        "collecting": "collecting it",
        "bill": "reading the bill",
    },
    scales={"as_is": "as it is", "to_be": "as it should be"},
    low=1,
    high=5,
    ends=("bad", "very good"),
)

# %% role="ask"
people = survey.clean(datasets.kleenz_practice())
troubled = people[people["problem"] == "yes"]
told = troubled["told_first"].eq("yes").groupby(troubled["branch"]).mean() * 100


def show_told(guess):
    title = "Customers with a problem who heard of it first from Kleenz (practice survey, synthetic)"
    return plots.shares(told, title.replace(" (", "\n("), guess=guess)


ask.guess(
    book,
    "kleenz-told-first",
    "Of 100 Harbour customers with a problem, how many heard of it first from Kleenz?",
    show_told,
    unit="of 100",
    low=0,
    high=100,
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-waiting",
    "What should a customer of Kleenz hear while the coat is away, and from whom?",
    min_words=15,
    max_words=80,
    frames=("As soon as …, Kleenz should …, because …", "… answers for it.", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

The ranking of the gaps takes one subtraction. The third line puts the widest first. Change a rating and see what
happens to the ranking: write `stages.loc["unpacking", "to_be"] = 5` under the first line, and run the cell (Shift and
Enter).
"""

# %%
stages = datasets.touchpoints().set_index("stage")
stages["gap"] = stages["to_be"] - stages["as_is"]
stages.sort_values("gap", ascending=False)[["as_is", "to_be", "gap", "owner"]]

# %% [markdown]
"""
## Discussion

**Whose map is it: the firm's or the customer's?**

The shop's own map of the lamp would begin with the order and end with the delivery. Where does hers begin? Perhaps with
a dark corner in her living room. Where does it end?

One of you speaks for the shop: *we can only manage what is ours, and the courier is not*. One speaks for her: *I bought
from one shop, not from five firms*. Change sides after three minutes.
"""

# %% role="ask"
ask.long_text(
    book,
    "whose-map",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("The map belongs to …, because …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Map a journey as it is and as it should be, and rank its gaps.
- Find the first place where a known customer is a stranger again, and say why that is another question.
- Draft one step of the plan, with an owner, a date, a measure and a cost.
- Say what five reported percentages allow and what they do not.

Next: [13, trust and the internet](13-trust-and-the-internet.ipynb).
"""

# %% [markdown]
"""
## Sources

- Customers' experience, and trust at every touchpoint: D. Peppers and M. Rogers, *Managing Customer Experience and
  Relationships*, chapters 1 to 3.
- The five reactions, the 20 % and the 27 %: passed on in the lecture slides behind this course, **as reported**. Their
  original source is missing.
- The bounds on “all five” are elementary arithmetic, known as the inequality of Bonferroni or of Fréchet.
- The lamp, its eight stages and Kleenz are invented.
"""
