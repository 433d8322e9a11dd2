# %% [markdown]
"""
# Relationships

*45 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, items, plots
from idic_lab.idic import CHARACTERISTICS
from idic_lab.questions import Category, Column, Item

book = AnswerBook("01-relationships")

# %% [markdown]
"""
## Warm-up

Two questions from lesson 00. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "start-encounter")

# %% role="ask"
ask.item(book, "start-saved-where")

# %% [markdown]
"""
## The case: a soda and two machines

**Dana** drinks the same soda every day. She buys it at a kiosk and pays in coins. One tin stands on her shelf, because
she likes the label so much. When friends say bad things about it, she defends it. Its maker has never heard of her.

**In the same town** a jam factory runs low on jars. Its computer orders new ones from the computer of a glass maker. In
spring a load was too high for the lift, so the glass maker now packs lower. The factory now orders a week earlier,
which suits the glass maker's ovens. Nobody feels anything.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Distinguish** an encounter, an affection and a relationship.
2. **Recognise** seven characteristics in short stories, and **name** the one that is missing.
3. **Compute** what it brings a customer to take part, when time and effort count as well.
4. **Explain** why a firm may spend more on a mistake than the order was worth.
"""

# %% [markdown]
"""
## Predict: which of the two?

Before you read on, commit yourself. Nothing is right or wrong yet.
"""

# %% role="ask"
ask.choice(
    book,
    "which-is-one",
    "Where do you see a relationship?",
    {
        "dana": "between Dana and the maker of her soda",
        "machines": "between the factory and the glass maker",
        "both": "in both cases",
        "neither": "in neither case",
    },
)

# %% [markdown]
"""
## Seven things to look for

An **encounter** has no before and no after. You buy water from a kiosk that you will never see again: it was a good
purchase, and it is over.

For a relationship between a customer and a firm, one textbook lists seven characteristics. They are a checklist to
look with. Whether you need all seven is a question to keep.
"""

# %% [markdown]
"""
| characteristic | what to look for |
|---|---|
| **mutual** | Both sides know that the other is there, and both take part. |
| **interactive** | Information goes both ways. |
| **iterative** | Each exchange starts from what the earlier ones left behind. |
| **ongoing benefit to both** | Each side gets more out of it than it costs to take part. |
| **a change in behaviour by both** | Each acts differently because of what it has learnt. |
| **unique** | It is this relationship with this customer, and no two are alike. |
| **trust** | It needs some trust to begin, and it leaves more behind. |

Feelings are not on the list. Is that a mistake in the list? Look at the two cases before you decide.
"""

# %% [markdown]
"""
## Back to the two cases

Go through the seven. Where do you find each of them?
"""

# %% role="ask"
ask.sort(
    book,
    "two-cases",
    "In which case is it there?",
    items=(
        Item(
            "mutual",
            "Both sides know that the other is there.",
            title="Mutual",
            accept=("machines",),
            feedback={
                "dana": "Dana knows the soda. Does its maker know that there is a Dana?",
                "machines": "Factory and glass maker know each other. Dana's maker has never heard of her.",
                "both": "In the first case one side knows the other, and one side does not.",
                "neither": "Two firms that order from each other know well that the other is there.",
            },
        ),
        Item(
            "interactive",
            "Information goes both ways.",
            title="Interactive",
            accept=("machines", "both"),
            feedback={
                "dana": "Her coins say something, to the kiosk. In the other case orders, answers and complaints go to "
                "and fro.",
                "machines": "An order, an answer, a note about a lift. Whatever Dana could say, the maker does not hear.",
                "both": "One can see it so: a purchase is an interaction. But hers is one with the kiosk, and the maker "
                "learns nothing about her.",
                "neither": "An order is answered, and a note about the lift was read. That goes both ways.",
            },
        ),
        Item(
            "iterative",
            "Each exchange starts from what the earlier ones left behind.",
            title="Iterative",
            accept=("machines",),
            feedback={
                "dana": "She buys every day, and every day the maker starts from nothing. Repeating is not building.",
                "machines": "After the trouble with the lift every load is packed another way.",
                "both": "Dana's purchases repeat. What does the hundredth know about the ninety-nine?",
                "neither": "Look at the lift: one bad load shapes all later ones.",
            },
        ),
        Item(
            "benefit",
            "Each side gets more out of it than it costs.",
            title="Ongoing benefit to both",
            accept=("both",),
            feedback={
                "dana": "Dana enjoys it and the maker earns. Do the two firms get nothing?",
                "machines": "They both gain. So do Dana, who likes her soda, and the maker, who sells it.",
                "both": "Dana enjoys her soda, the maker earns; the two firms gain as well. A benefit alone does not "
                "tell the cases apart.",
                "neither": "Each of the four goes on because it pays, in money or in pleasure.",
            },
        ),
        Item(
            "change",
            "Each acts differently because of what it has learnt.",
            title="A change in behaviour by both",
            accept=("machines",),
            feedback={
                "dana": "What would the maker have learnt, and from whom?",
                "machines": "One packs lower, the other orders earlier.",
                "both": "Dana may have changed her habits. The maker has changed nothing because of her.",
                "neither": "One of them packs lower since spring. What does the other do?",
            },
        ),
        Item(
            "unique",
            "It is this one, and no two are alike.",
            title="Unique",
            accept=("machines",),
            feedback={
                "dana": "To her it is special. For the maker she is one tin in a million.",
                "machines": "The height of the load and the week of the order hold for these two only.",
                "both": "Dana's feelings are her own. The way she is dealt with is the same for all.",
                "neither": "The height of the load is made for one lift, in one factory.",
            },
        ),
        Item(
            "trust",
            "It needs some trust, and leaves more behind.",
            title="Trust",
            accept=("machines", "both"),
            feedback={
                "dana": "She may trust the label. But a factory that orders earlier relies on somebody, too.",
                "machines": "To order a week earlier is to rely on the other. Each load that fits leaves more of it.",
                "both": "Dana trusts the label, one may say. Her trust cannot be answered by someone who does not know "
                "her.",
                "neither": "There is no warmth in it, but they rely on each other, and with good reason.",
            },
        ),
    ),
    categories={
        "dana": "Dana and the soda",
        "machines": "the two machines",
        "both": "both",
        "neither": "neither",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After you have sorted all seven: count</strong></summary>

The machines have all seven. Dana's soda has one for certain, the benefit, and two more if you read generously.

So a genuine relationship can be free of feelings, and feelings alone do not make one. What did you predict?

</details>
"""

# %% role="ask"
ask.item(book, "relationship-soda")

# %% [markdown]
"""
### Awareness, turned round

Firms measure *brand awareness*: how many people know us? Mutuality turns the question round. **How many of the people
who buy from us do we know?**

The maker of a soda sells to shops. What it sends out, it sends to everybody alike: posters, films, a letter to all.
Such *outbound messages* can make people fond of a tin. They build no relationship, however often they come, because
nobody can answer and nothing is learnt.
"""

# %% [markdown]
"""
## Practice: fourteen short stories

Each story turns on one of the seven. In the first seven stories it is **there**. Which one?

Each choice tells you why. Change it as often as you like.
"""

# %% role="ask"
stories = {story.key: story for story in items.deck("vignettes", "characteristics")}
seven = tuple(Category(term.key, term.name, term.meaning) for term in CHARACTERISTICS)

there = ["driving", "boots", "seaside", "baker", "flowers", "tools", "grocer"]
ask.sort(book, "there", "Which characteristic does the story show?", [stories[key] for key in there], seven)

# %% [markdown]
"""
### And what is missing?

In these seven stories one characteristic is missing. Look for the *first* thing that is missing, the one from which the
rest follows.
"""

# %% role="ask"
missing = ["clinic", "energy", "radio", "reader", "knee", "sleep", "bills"]
ask.sort(book, "missing", "Which characteristic is missing first?", [stories[key] for key in missing], seven)

# %% [markdown]
"""
## What does taking part cost?

A relationship goes on only while it brings each side more than it costs. Customers pay in **money**, in **time** and in
**effort**.

Here are five offers, all invented. *Money* is what the customer gets or saves in a year. The minutes are those that the
offer takes from the customer, and those that it saves.
"""

# %% role="ask"
import pandas as pd

offers = pd.DataFrame(
    [
        ("stamp card at a bakery", 1.20, 35, 0),
        ("points at a supermarket", 14.00, 60, 0),
        ("refill made ready by the pharmacy", 0.00, 10, 90),
        ("newsletter with discount codes", 5.00, 75, 0),
        ("florist who keeps your addresses", 0.00, 5, 25),
    ],
    columns=["offer", "money", "minutes taken", "minutes saved"],
).set_index("offer")
offers

# %% [markdown]
"""
## Predict, then look: free rolls

Count an hour of the customer's time as 12, so a minute as 0.20. The bakery gives two free rolls a year, worth 1.20
together. To get them you fill in four pages once, and show a card at every visit: 35 minutes.
"""

# %% role="ask"
benefit = offers["money"] + (offers["minutes saved"] - offers["minutes taken"]) * 12 / 60


def show_benefit(guess):
    return plots.amounts(
        benefit,
        "What each offer brings a customer in a year (invented figures)",
        "money, with an hour counted as 12",
        guess=guess,
        digits=2,
    )


ask.guess(
    book,
    "bakery-card",
    "What does the bakery's card bring in a year, with the minutes counted? It may be less than nothing.",
    show_benefit,
    low=-20,
    high=20,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

1.20 minus 35 × 0.20 = −5.80. The free rolls cost more than they are worth. Not everybody counts an hour as 12: for
whom could the card pay?

The best offer gives no money at all. The pharmacy saves 90 minutes. Convenience is a benefit like any other.

And the pharmacy gains as well: its customer comes back. The benefit has to be there for both, again and again.

</details>
"""

# %% [markdown]
"""
## Predict, then look: the first day and all days after

Why should a firm care about one spoilt order? These data are real. An online music shop kept every purchase of 2 357
people who bought there for the first time in early 1997, up to the end of June 1998.
"""

# %% role="ask"
datasets.cdnow().head(4)

# %% role="ask"
from idic_lab.analysis import concentration

purchases = concentration.purchases(datasets.cdnow())
spend = purchases.groupby("repeat")["spend_usd"].sum()
share = (100 * spend / spend.sum()).rename({False: "on the first day", True: "on a later day"})


def show_first_day(guess):
    return plots.shares(share, "Of 100 dollars spent, by 2 357 customers (CDNOW, real data)", guess=guess)


ask.guess(
    book,
    "first-day",
    "Of every 100 dollars, how many did people spend on the first day on which they bought?",
    show_first_day,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

The first day brought 32, and 68 came later. On average a customer spent 33 dollars on the first day and 71 after it. A
firm that spoils the first order puts the 71 at risk, so it can make sense to spend more than 33 on making it good.

Be careful. Spend is revenue, not profit. The mean hides that many never came back. And the shop's list says *who bought
again*, not who knew whom: a purchase is an interaction, and many purchases are not yet a relationship.

</details>
"""

# %% [markdown]
"""
### Why firms began to ask

The textbook gives a background. Customers are less and less satisfied. Complaints and boycotts are on the rise. And
managers are under pressure to show a profit every quarter. We pass this on as reported, without figures.

See how the last point works against the others. Making good a mistake costs money *this* quarter. What it saves comes
in over years.
"""

# %% [markdown]
"""
## One of your own

Take a firm that you have dealt with for at least a year: a shop, a bank, an app, a clinic. You need not name it. Go
through the seven, and write what shows it. *Partly* is a good answer if you can say which part.
"""

# %% role="ask"
ask.table(
    book,
    "my-seven",
    "A firm that I have dealt with for at least a year",
    columns=(
        Column("there", "is it there?", "choice", {"yes": "yes", "partly": "partly", "no": "no"}),
        Column("sign", "what shows it", "text", hint="what happened, when"),
    ),
    rows={term.key: term.name for term in CHARACTERISTICS},
)

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "relationship-unemotional")

# %% role="ask"
ask.item(book, "relationship-same-letter-for-all")

# %% role="ask"
ask.item(book, "relationship-both-change")

# %% role="ask"
ask.item(book, "relationship-why-recover")

# %% role="ask"
ask.item(book, "relationship-pick-characteristics")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Here are three things that customers tell about Kleenz. What does each of them take
away first?
"""

# %% role="ask"
ask.sort(
    book,
    "kleenz-missing",
    "Which characteristic is missing first?",
    items=(
        Item(
            "hillside",
            "She has brought her shirts to the Hillside branch for six years. At Station they ask whether she has ever "
            "been to Kleenz.",
            accept=("mutual",),
            feedback={
                "mutual": "At Station she does not exist. Nothing else can begin before that.",
                "iterative": "Six years of visits are lost, true. They are lost because nobody knows that it is she.",
                "benefit": "It costs her time, but what is the reason?",
                "trust": "It may cost trust later. What do they not know?",
            },
        ),
        Item(
            "buttons",
            "Each time she says that the third button is loose, and each time the ticket is written as if she had said "
            "nothing.",
            accept=("iterative",),
            feedback={
                "mutual": "They know her: her name is on the ticket. What is not on it?",
                "iterative": "Each visit starts from nothing, although she has told them.",
                "benefit": "She gets a clean shirt. What happens to the thing that she says?",
                "trust": "That follows, if it goes on. What is missing first is in the ticket.",
            },
        ),
        Item(
            "extra",
            "An extra for three dollars stands on the bill. She did not ask for it, and she cannot see what it is for.",
            accept=("benefit", "trust"),
            feedback={
                "mutual": "They know well whose bill it is.",
                "iterative": "It may even happen each time. Who gains by it?",
                "benefit": "Kleenz gains three dollars and she gains nothing.",
                "trust": "She will read the next bill line by line. One can also say that the benefit is all on one "
                "side.",
            },
        ),
    ),
    categories={
        "mutual": "mutual",
        "iterative": "iterative",
        "benefit": "ongoing benefit to both",
        "trust": "trust",
    },
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-know",
    "What should Kleenz know about a regular customer, and what would she get for telling it?",
    min_words=15,
    max_words=80,
    frames=("Kleenz should know … because …", "The customer would get …", "It would cost her …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the figure of the five offers. Change the worth of an hour from 12 to 2, and run the cell (Shift and Enter). For
whom does the bakery's card pay?
"""

# %%
hour = 12
minutes = offers["minutes saved"] - offers["minutes taken"]
offers["benefit"] = offers["money"] + minutes * hour / 60
offers.sort_values("benefit", ascending=False).round(2)

# %% [markdown]
"""
## Discussion

**Can one have a relationship with a brand?**

Work in pairs. One of you is Dana, who says yes. The other has the list of seven. Then change sides.

A second question, which the sources leave open: one says that a relationship needs trust *and* produces it. Another
says that trust is *not required*. Could both be right? Think of the factory on the first day and after ten years.
"""

# %% role="ask"
ask.long_text(
    book,
    "with-a-brand",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("One can … because …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Tell an encounter and an affection from a relationship: awareness has to run both ways.
- Recognise the seven characteristics, and name the one that is missing first.
- Compute what it brings a customer to take part, in money, time and effort.
- Explain by the value still to come why a mistake of today is worth repairing.

Next: [02, loyalty](02-loyalty.ipynb).
"""

# %% [markdown]
"""
## Sources

- The seven characteristics, mutuality and the background: D. Peppers and M. Rogers, *Managing Customer Experience and
  Relationships*, chapters 1 to 3.
- The music shop: CDNOW, 1/10 sample, published by P. S. Fader and B. G. S. Hardie for research and teaching; described
  in Fader, Hardie and Lee, *Journal of Marketing Research* 42 (2005), 415–430.
- Dana, the two machines, the fourteen stories, the five offers and Kleenz are invented for this course.
"""
