# %% [markdown]
"""
# Loyalty

*40 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, items, plots
from idic_lab.idic import LOYALTY
from idic_lab.questions import Category, Column, Option

book = AnswerBook("02-loyalty")

# %% [markdown]
"""
## Warm-up

Three questions from lessons 00 and 01. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "relationship-worth-the-trouble")

# %% role="ask"
ask.item(book, "relationship-same-letter-for-all")

# %% role="ask"
ask.item(book, "start-not-saved")

# %% [markdown]
"""
## The case: the only bus to campus

Maya takes line 7 to campus every morning and home every night. It is late, it is full, and the driver does not wait.
She curses it daily. There is no other line, and she has no car.

The bus company looks at its figures. Ten rides a week, for three years, without a gap. In its list of most loyal
passengers Maya stands at the very top. She will get a letter of thanks.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Distinguish** what customers do from what they feel, and **classify** cases by both.
2. **Compute** how many customers came back, and **tell** what such a figure does not say.
3. **Predict** who stays when leaving becomes easy.
4. **Test** a loyalty programme: what would be left without the reward?
"""

# %% [markdown]
"""
## Predict: is Maya loyal?

Before you read on, commit yourself.
"""

# %% role="ask"
ask.choice(
    book,
    "maya-loyal",
    "Does Maya belong at the top of that list?",
    {
        "yes": "yes: nobody rides more than she does",
        "no": "no: she hates that bus",
        "half": "yes and no: it depends on what loyal means",
        "wait": "one cannot tell before there is another bus",
    },
)

# %% [markdown]
"""
## Two questions instead of one

*Loyal* hides two questions.

- **What does the customer do?** Come back, or not. That is *behavioural* loyalty.
- **What does the customer feel?** Would she miss the firm, or not? That is *emotional* loyalty.

Two questions with two answers each make four combinations.

| | would miss the firm | would not miss it |
|---|---|---|
| **comes back** | behavioural and emotional | behavioural only |
| **does not come back** | emotional only | neither |
"""

# %% [markdown]
"""
## Predict, then look: a tram opens

Here are eight passengers of line 7, all invented. Before the change they were asked how much they would miss the line,
from 1 (not at all) to 7 (very much).

In spring a tram opens. It is as quick as the bus and costs the same. From now on everybody can choose.
"""

# %% role="ask"
import pandas as pd

riders = pd.DataFrame(
    [
        ("Maya", 10, 1, 0),
        ("Tom", 10, 2, 1),
        ("Ada", 10, 2, 0),
        ("Eli", 10, 6, 9),
        ("Lin", 9, 3, 2),
        ("Sam", 8, 2, 1),
        ("Noor", 6, 7, 6),
        ("Ben", 5, 6, 5),
    ],
    columns=["passenger", "rides a week before", "would miss it", "rides a week after"],
).set_index("passenger")
riders[["rides a week before", "would miss it"]]

# %% role="ask"
rides = riders[["rides a week before", "rides a week after"]]
attached = riders["would miss it"] >= 4
groups = pd.DataFrame(
    {"all eight": rides.sum(), "would miss it": rides[attached].sum(), "would not": rides[~attached].sum()}
)
left = 100 * groups.loc["rides a week after"] / groups.loc["rides a week before"]


def show_left(guess):
    return plots.shares(left, "Rides left after the tram opened, of 100 before (invented)", guess=guess)


ask.guess(
    book,
    "rides-left",
    "Before, the eight took 68 rides a week. Of 100 such rides, how many are left with the tram there?",
    show_left,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

35 of 100. Three passengers stay, and they are not the ones who rode most: of the five with nine rides or more, one is
still there. What they *felt* told who would stay. What they *did* told little.

Coming back because there is no other way has a name: **captivity**. It looks like loyalty until the door opens.

The eight are invented, so they prove nothing about real passengers. They show what to ask of real ones.

</details>
"""

# %% [markdown]
"""
## Practice: twelve customers

Put each of them into one of the four fields. Ask the two questions separately. Each choice tells you why.
"""

# %% role="ask"
customers = items.deck("vignettes", "loyalty")
labels = {"both": "both", "behavioural": "behaviour only", "emotional": "feeling only", "neither": "neither"}
fields = tuple(Category(field.key, labels[field.key], field.meaning) for field in LOYALTY)
ask.sort(book, "two-by-two", "What do they do, and what do they feel?", customers, fields)

# %% [markdown]
"""
### What a firm can see

A firm sees behaviour: it stands in the list of purchases. Feelings do not. So firms are tempted to call behaviour
*loyalty*, and to stop asking.

Real data show how far one gets with behaviour alone. The music shop of lesson 01 kept every purchase of 2 357 people
who first bought in early 1997, for 15 months or more.
"""

# %% [markdown]
"""
## Predict, then look: who came back?

To buy twice on one day counts once here. Coming back means: buying on a later day, at any time to the end of June 1998.
"""

# %% role="ask"
from idic_lab.analysis import concentration

days = concentration.purchases(datasets.cdnow()).groupby("customer_id").size()
again = {
    f"bought on a {nth} day": 100 * (days > seen).sum() / (days >= seen).sum()
    for seen, nth in enumerate(("2nd", "3rd", "4th", "5th", "6th"), start=1)
}


def show_again(guess):
    return plots.shares(again, "Of 100 who had come so far (CDNOW, 2 357 customers, real data)", guess=guess)


ask.guess(
    book,
    "came-back",
    "Of 100 first buyers, how many bought on a second day? (The first bar.)",
    show_again,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

Of 100 first buyers, 48 bought on a second day. A little more than half never came back at all. Of those who did, 65 of
100 came a third time, and of these 72 of 100 a fourth time. Each bar counts only those who had come so far.

So the bars rise. Before you explain it, answer the next question.

</details>
"""

# %% role="ask"
ask.choice(
    book,
    "why-rising",
    "Why do the bars rise?",
    (
        Option(
            "grows",
            "Each purchase makes people more loyal",
            "That may be. But the bars would rise as well if nobody changed at all. Who is still counted in the last bar?",
            correct=False,
            misconception="repeat-buying-is-relationship",
        ),
        Option(
            "leaves",
            "Those who buy seldom drop out, and those who buy often are left",
            "That alone would make the bars rise. It does not show that nobody grew fonder of the shop as well.",
            correct=False,
        ),
        Option(
            "either",
            "It can be either, and the list of purchases cannot tell",
            "Two stories, one list. To tell them apart one would have to ask people, or to watch what they do when a "
            "rival opens.",
            correct=True,
        ),
        Option(
            "chance",
            "It is chance, since the groups get smaller",
            "The groups do get smaller: 2 357, then 1 139, then 736. Hundreds of people are too many for such steps to "
            "be chance.",
            correct=False,
        ),
    ),
)

# %% [markdown]
"""
## Loyalty programmes

A stamp card, points, miles: most programmes reward *behaviour*. So ask two things of each.

1. **What would be left without the reward?** Imagine that a rival gives the same points.
2. **What has the firm learnt, and what does it do with it?** Lesson 01 called that a change in behaviour by both.

Take a programme that you belong to, and ask.
"""

# %% role="ask"
ask.table(
    book,
    "my-programme",
    "A loyalty programme that I belong to, or know",
    columns=(Column("answer", "your answer", "long"),),
    rows={
        "left": "What would be left if the reward stopped?",
        "learnt": "What does the firm know about you by now, and what has it changed for you?",
    },
)

# %% [markdown]
"""
### An open question

**What belongs to a good loyalty programme?** The sources of this course ask it and do not answer it. We have no list
that we could stand behind, so this place is left open. Your instructor may fill it.

Until then, propose one part yourself. A part is good if you can say which of the two loyalties it moves, and why.
"""

# %% role="ask"
ask.long_text(
    book,
    "programme-part",
    "One part that a good programme should have",
    max_words=80,
    frames=("A good programme should … because …", "It moves behaviour / feeling, because the customer …"),
)

# %% [markdown]
"""
## Five words with E

**What are the five E's of the customer relationship?** That, too, the sources only ask. One published list is by James
Barnes. The five words are his. The questions beside them are our reading.

| word | a question to ask |
|---|---|
| **environment** | In which surroundings do we meet, the customer's and ours? |
| **expectations** | What does the customer think will happen? |
| **emotions** | What does the customer feel, before, during and after? |
| **experience** | What does the customer really go through? |
| **engagement** | Does the customer take part of her own will? |

Others may count other E's. Use the list to look with, not to recite.
"""

# %% role="ask"
ask.text(book, "five-es-bus", "For Maya on line 7: which of the five is in the worst state, and how do you know?")

# %% [markdown]
"""
## Four of your own

One firm or brand of yours for each field. The test for feeling: *what would I do if a rival opened next door, just as
good and just as cheap?*

Nobody reads this but you.
"""

# %% role="ask"
ask.table(
    book,
    "my-four",
    "One firm for each field",
    columns=(
        Column("firm", "firm or brand", "text"),
        Column("sign", "what shows it", "text", hint="and what if a rival opened next door?"),
    ),
    rows={field.key: field.name for field in LOYALTY},
)

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "loyalty-admired-shop")

# %% role="ask"
ask.item(book, "loyalty-points-card")

# %% role="ask"
ask.item(book, "loyalty-test-of-attachment")

# %% role="ask"
ask.item(book, "loyalty-programme-learns")

# %% role="ask"
ask.item(book, "loyalty-five-es-expectations")

# %% [markdown]
"""
## The Kleenz corner

In the practice survey (synthetic) 64 of 100 customers say that they would use Kleenz again. That is behaviour, or at
least a promise of it. The same people rated one more sentence from 1 (not at all) to 7 (completely): *All in all, I
trust Kleenz.*
"""

# %% role="ask"
from idic_lab.analysis import survey

practice = survey.clean(datasets.kleenz_practice()).dropna(subset="trust_overall")
level = practice["trust_overall"].map(
    lambda rating: "low: 1 to 3" if rating < 4 else "4" if rating == 4 else "high: 5 to 7"
)
coming_back = level[practice["would_return"] == "yes"].value_counts(normalize=True) * 100


def show_kleenz(guess):
    order = ["low: 1 to 3", "4", "high: 5 to 7"]
    return plots.shares(coming_back[order], "Trust in Kleenz among those who would return (synthetic)", guess=guess)


ask.guess(
    book,
    "return-without-trust",
    "Of 100 customers who would use Kleenz again, how many rate their trust 1, 2 or 3?",
    show_kleenz,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

29 of 100 would come back with low trust, and 42 of 100 with high trust. Trust is not the same as attachment, but a
manager who reads only the first answer sees 64 loyal customers of 100.

</details>
"""

# %% role="ask"
ask.long_text(
    book,
    "kleenz-captive",
    "Why might customers come back to Kleenz without trusting it, and what should Kleenz do before a rival opens?",
    min_words=15,
    max_words=80,
    frames=("They may come back because …", "Kleenz should … because …", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This counts on how many days each customer of the music shop bought. The most faithful one came on 44 days. The last
line is the first bar of the figure.
"""

# %%
purchases = concentration.purchases(datasets.cdnow())
days = purchases.groupby("customer_id").size()
print(days.value_counts().sort_index().head(6))
print("came back:", round(100 * (days > 1).mean(), 1), "of 100")

# %% [markdown]
"""
## Discussion

**Is habit loyalty?**

Take the man who has been with his parents' bank for eleven years (story two of the twelve). He is free to go, so he is
no captive. He would not miss it, so he is not attached.

Work in pairs, one for *yes* and one for *no*. Use one question more: what could a rival do to win him, and how much
would it cost?
"""

# %% role="ask"
ask.long_text(
    book,
    "is-habit-loyalty",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("Habit is / is not loyalty, because …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Tell behaviour from feeling, and put a customer into one of four fields.
- Compute how many came back, and say what that leaves open.
- Predict who stays when leaving is easy: ask who would miss you.
- Test a programme by taking the reward away.

Next: [03, the IDIC map](03-idic-map.ipynb).
"""

# %% [markdown]
"""
## Sources

- Behavioural and emotional loyalty: D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*, chapters
  1 to 3.
- The five words: J. G. Barnes, “Cultivating the Customer Connection: A Framework for Understanding Customer
  Relationships”.
- The music shop: CDNOW, 1/10 sample, published by P. S. Fader and B. G. S. Hardie for research and teaching; described
  in Fader, Hardie and Lee, *Journal of Marketing Research* 42 (2005), 415–430.
- Maya and line 7, the twelve customers and Kleenz are invented for this course. The survey is synthetic.
"""
