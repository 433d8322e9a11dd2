# %% [markdown]
"""
# Trustability

*55 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
import pandas as pd

from idic_lab import AnswerBook, ask, datasets, items, plots
from idic_lab.analysis import survey
from idic_lab.idic import PRINCIPLES
from idic_lab.questions import Category, Column, Item

book = AnswerBook("11-trustability")

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "goldfish-spot-them")

# %% role="ask"
ask.item(book, "trust-same-words")

# %% role="ask"
ask.item(book, "agent-used-to-sell")

# %% [markdown]
"""
## The case: two reminders

Tuesday, two messages on one telephone. Both firms know her name, her number and her account.

> **The electric company:** “Dear Ms Okafor, your payment of 42 dollars is due today.”

> **The film service:** “Dear Ms Okafor, your free month ends tomorrow. If you do nothing, you pay 10 dollars a month
> from then on. To stop it, press here.”

She paid her electric bill last Friday. She had forgotten the free month.

She keeps one of the messages and shows it to friends. The other one makes her angry. Both firms are invented.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Tell** relevance from trustability, and **recognise** each without the other.
2. **Sort** what firms do under three principles, and **give** one example of your own for each.
3. **Name** five markers of a trustable firm.
4. **Compute** what being proactive costs a firm, and what it would have to gain.
"""

# %% [markdown]
"""
## Predict: what makes the difference?

Both messages are reminders, both are polite, both are about money.
"""

# %% role="ask"
ask.long_text(
    book,
    "difference",
    "Why is one of them loved and the other hated? Say it in one or two sentences.",
    min_words=8,
    max_words=60,
    frames=("The first firm …, but the second …", "She is angry because …"),
)

# %% [markdown]
"""
## Two questions, ten firms

Here are two questions to ask of any firm:

- **Does it see what she sees?** It remembers her, and answers to what is different about her. You know this from lesson
  07: it is called *relevance*, and its contrary is the goldfish.
- **Is it on her side?** It protects her, also from itself, and even where that costs it money.

A firm can do one without the other. Sort these ten.
"""

# %% role="ask"
ask.sort(
    book,
    "trustability",
    "Does it see what the customer sees, and is it on the customer's side?",
    items=items.deck("vignettes", "trustability"),
    categories={
        "relevant_only": "sees, and no more",
        "trustable": "on their side, and no more",
        "both": "both",
        "neither": "neither",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After sorting: the name of the second question</strong></summary>

The second one is called **trustability**. In one line each:

- **Relevance** is seeing what the customer sees.
- **Trustability** is experiencing what the customer experiences.

The electric company did neither: it did not even see that she had paid. That reminder is a goldfish. The film service
knew what it is like to find money gone for something forgotten, and warned her against its own gain.

Compare this with your sentence above. Which of the two words did you have in it, without its name?

</details>
"""

# %% role="ask"
ask.item(book, "relevance-or-trustability")

# %% [markdown]
"""
## Trustworthy is not yet trustable

A **trustworthy** firm does what it says and breaks no law. That is much, and it used to be enough.

A **trustable** firm goes further. It protects the customer's interest *proactively*, unasked, even at a cost to itself.
What it tells is complete, accurate and objective. With such a firm nobody has to count the change.

Two old words stand behind it. **Empathy**: it feels what the customer feels. **Reciprocity**: people give back what
they have been given, and customers do it too.
"""

# %% role="ask"
ask.item(book, "trustability-counting-the-change")

# %% role="ask"
ask.item(book, "trustability-reciprocity")

# %% [markdown]
"""
### A question that the sources leave open

One source says that a trustworthy firm is *also* proactive. Another says that being proactive is just what a trustable
firm has *beyond* a trustworthy one. Both cannot be the meaning of one word.
"""

# %% role="ask"
ask.choice(
    book,
    "where-proactive-belongs",
    "Where would you draw the line? There is no key.",
    {
        "trustworthy": "who sees harm coming and keeps silent is not even trustworthy",
        "trustable": "who keeps promises and laws is trustworthy; warning unasked is more than that",
        "depends": "it depends on how great the harm is, or on what the firm knows",
    },
)

# %% [markdown]
"""
## Five markers

How can one see from outside that a firm is trustable? Five things to look for:

1. **Reviews**: what customers write is shown as it is, the bad with the good.
2. **Warranty**: it reminds you before the warranty runs out.
3. **Renewal**: it reminds you before something goes on and costs money.
4. **Advice**: it tells you when you are about to buy too much.
5. **Refund**: it gives back what it owes before you ask.

In each of these stories one marker is kept, or broken. Which one?
"""

# %% role="ask"
ask.sort(
    book,
    "markers",
    "Which of the five markers is the story about?",
    items=items.deck("vignettes", "markers"),
    categories={
        "reviews": "reviews",
        "warranty": "warranty",
        "renewal": "renewal",
        "advice": "advice",
        "refund": "refund",
    },
)

# %% [markdown]
"""
## Three principles

| principle | it means | for example |
|---|---|---|
| **Do the right thing** | integrity, even when no one is watching: what is best for customer, firm and society before what is convenient | dearer materials that do less harm |
| **Do things right** | competence: promises kept, the same way every time | software that works |
| **Be proactive** | see trouble coming, warn first, solve it before the complaint | news of a delay, with a way out |

All three together make trustability. Good will with bad work is not enough, and neither is good work with bad will.

*Looks like it and is not:* an offer before you ask. Being proactive means to act first **against trouble**, and not
first for a sale.
"""

# %% role="ask"
ask.sort(
    book,
    "principles",
    "Which principle does each story show best? Some show none.",
    items=items.deck("vignettes", "principles"),
    categories=(
        *(Category(principle.key, principle.name.lower()) for principle in PRINCIPLES),
        Category("none", "none of them"),
    ),
)

# %% [markdown]
"""
### One example of your own for each

Take firms that you have dealt with: a shop, a clinic, an app, an office. Nobody marks this table and nobody reads it but
you. It is a start for the graded case, where you recommend one step under each principle.

The last column is the hard one: why is it *this* principle and not its neighbour? Leave out the names of other people.
"""

# %% role="ask"
ask.table(
    book,
    "my-examples",
    "Three examples of mine, one for each principle",
    columns=(
        Column("company", "Company"),
        Column("did", "What it did, where and when", kind="long", hint="On …, at / in …, they …"),
        Column("why", "Why this principle", kind="long", hint="It is …, and not …, because …"),
    ),
    rows={principle.key: principle.name for principle in PRINCIPLES},
)

# %% [markdown]
"""
## What does a reminder cost?

Back to the film service. The figures are invented, and you can see all of them. One day the free month of 1 000 people ends:

| who | how many | without a reminder | with a reminder |
|---|---|---|---|
| cancel by themselves | 600 | pay nothing | pay nothing |
| want to stay | 150 | pay for 12 months | pay for 12 months |
| do not want it and forget | 250 | pay for 3 months, see it, and leave | pay nothing |

A month costs 10 dollars.
"""

# %% role="ask"
price = 10
staying = pd.Series({"without a reminder": 150 * 12 * price, "with a reminder": 150 * 12 * price})
forgetting = pd.Series({"without a reminder": 250 * 3 * price, "with a reminder": 0})
earned = staying + forgetting


def show_cost(guess):
    cost = earned["without a reminder"] - earned["with a reminder"]
    bars = {f"earned {name}": amount for name, amount in earned.items()} | {"what the reminder costs": cost}
    title = "The first year after 1 000 free months (invented figures)"
    return plots.amounts(bars, title, "dollars", guess=guess)


def show_months(guess):
    longer = pd.Index(range(13))
    lines = {
        "with a reminder": pd.Series([earned["with a reminder"] + 150 * price * each for each in longer], longer)
        / 1000,
        "without": pd.Series(earned["without a reminder"], longer) / 1000,
    }
    title = "Earned when those who want to stay, stay longer (invented figures)"
    return plots.curves(lines, title, "months longer", "thousand dollars", guess=guess)


# %% [markdown]
"""
## Predict, then look: the price of a warning
"""

# %% role="ask"
ask.guess(
    book,
    "reminder-cost",
    "How much does the reminder cost the film service in the first year? Compute it, or guess.",
    show_cost,
    unit="dollars",
    low=0,
    high=50000,
)

# %% role="ask"
ask.guess(
    book,
    "months-longer",
    "How many months longer would each of the 150 have to stay, for the reminder to pay for itself?",
    show_months,
    unit="months",
    low=0,
    high=12,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guesses: what the figures say</strong></summary>

Those who forgot pay 250 × 3 × 10 = 7 500 dollars. Without them the service earns 18 000 and not 25 500, which is 29 %
less.

Each month that the 150 stay longer brings 1 500. So 5 months make up for it.

Will they stay five months longer because of one honest message? Nobody knows. The cost is certain and in this year's
figures; the gain is a hope and in next year's. That is why so few firms write it.

</details>
"""

# %% [markdown]
"""
### What the sum leaves out

- The 250 tell somebody what happened to them. In which of the two cases would you like to read it?
- Some of the 250 come back one day to a firm that warned them. Hardly any come back to the other.
- A rival may begin to write reminders. Then the 7 500 are lost anyhow, and the good name is the rival's.

None of these is proved here. Each of them could be measured by a firm that wanted to know.
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "relevance-shoes")

# %% role="ask"
ask.item(book, "trustability-beyond-trustworthy")

# %% role="ask"
ask.item(book, "trustability-right-thing")

# %% role="ask"
ask.item(book, "trustability-things-right")

# %% role="ask"
ask.item(book, "trustability-refund-unasked")

# %% role="ask"
ask.item(book, "trustability-five-markers")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Kleenz puts paid extras on bills, such as a stain guard, before anybody asks. “We are
being proactive,” says the owner.

In the practice survey 212 customers found such an extra on a bill, and 208 did not. Of 100 customers *without* one, 73
would use Kleenz again.
"""

# %% role="ask"
people = survey.clean(datasets.kleenz_practice())
with_extra = people["addon_unrequested"].map({"yes": "an extra on the bill", "no": "no extra"})
again = people["would_return"].eq("yes").groupby(with_extra).mean() * 100


def show_again(guess):
    return plots.shares(again, "Would use Kleenz again (practice survey, synthetic)", guess=guess)


ask.guess(
    book,
    "kleenz-again",
    "And of 100 customers who found an extra on a bill?",
    show_again,
    unit="of 100",
    low=0,
    high=100,
)

# %% role="ask"
ask.sort(
    book,
    "kleenz-ideas",
    "Six ideas from the managers. Which principle does each of them serve?",
    items=(
        Item(
            "storm",
            "A storm will keep the van in on Thursday. On Tuesday all who expect a delivery are told, and may choose "
            "Wednesday or the counter.",
            accept=("proactive",),
            feedback={
                "right_thing": "It is decent, and more than that: look at the days.",
                "things_right": "Delivering on Thursday would be that, and it cannot be done.",
                "proactive": "Trouble is seen and told first, and there is a way out.",
                "none": "What would a customer know without it, and when?",
            },
        ),
        Item(
            "stain-guard",
            "Everybody who brings a coat is told of the new stain guard, before they ask.",
            accept=("none",),
            feedback={
                "right_thing": "For whom is it best? Nothing is known yet of what the coat needs.",
                "things_right": "No promise is kept by an offer.",
                "proactive": "It comes before they ask. From which trouble does it protect them?",
                "none": "It may be a fair offer. It is selling.",
            },
        ),
        Item(
            "solvent",
            "Kleenz changes to a dearer cleaning liquid that does less harm in the drains. No customer will see it.",
            accept=("right_thing",),
            feedback={
                "right_thing": "It costs money, and nobody is watching.",
                "things_right": "Shirts were clean before. What gets better is not the shirt.",
                "proactive": "It does prevent harm. But no customer is warned, and none was in trouble.",
                "none": "What would be the convenient thing to do, and who would know?",
            },
        ),
        Item(
            "second-look",
            "Before a garment goes back, a second person holds it against the light and the ticket.",
            accept=("things_right",),
            feedback={
                "right_thing": "It is care in the work, more than a question of conscience.",
                "things_right": "Competence made into a habit: what goes out is right, each time.",
                "proactive": "It stops faults before they reach her, so you are close. It is Kleenz doing its own job well.",
                "none": "What would happen to the tenth wrong coat?",
            },
        ),
        Item(
            "rounding",
            "For a month the till rounded every bill up to the next dollar, and nobody noticed. Kleenz pays it all back.",
            accept=("right_thing", "proactive"),
            feedback={
                "right_thing": "It gives back what it should not have taken. Doing it before anybody asks is more still.",
                "things_right": "A till that adds up correctly would have been that.",
                "proactive": "It acts before anybody complains. That it gives back at all is the first principle.",
                "none": "Read again who asked for the money.",
            },
        ),
        Item(
            "five-stars",
            "Whoever writes a review with five stars gets the next shirt free.",
            accept=("none",),
            feedback={
                "right_thing": "Readers of the reviews will not hear of the shirt.",
                "things_right": "No promise to a customer is kept by it.",
                "proactive": "It acts first, for its own name.",
                "none": "Bought stars break one of the five markers.",
            },
        ),
    ),
    categories=(
        *(Category(principle.key, principle.name.lower()) for principle in PRINCIPLES),
        Category("none", "none of them"),
    ),
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-instead",
    "What could Kleenz do instead of the extras, so that the word proactive would be true?",
    min_words=15,
    max_words=80,
    frames=("Kleenz should …, before …", "It protects the customer from …", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

The sum of the film service in four lines. Change `forget` or `months` and run the cell (Shift and Enter): when does the
reminder cost nothing?
"""

# %%
want, forget, price, months = 150, 250, 10, 3
without_reminder = want * 12 * price + forget * months * price
with_reminder = want * 12 * price
pd.Series({"cost": without_reminder - with_reminder, "months longer": forget * months / want})

# %% [markdown]
"""
## Discussion

**What may being proactive cost?**

You run the film service. The board sees the 7 500 dollars. Work in threes:

- One of you wants the reminder at once, whatever it costs.
- One wants it only if it pays, and says how that would be shown.
- One is against it: customers are adults and have signed.

Then change the figures. Would you still write if it cost 75 000? If the customers were children? If a month cost not 10
dollars but 1?
"""

# %% role="ask"
ask.long_text(
    book,
    "what-may-it-cost",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("Being proactive may cost …, because …", "I would stop where …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Tell relevance from trustability, and find a firm that has one without the other.
- Sort what firms do under the three principles, and defend an example of your own for each.
- Name the five markers, and see when one is broken.
- Compute the price of a warning, and say what it would have to bring.

Next: [12, the customer journey](12-customer-journey.ipynb).
"""

# %% [markdown]
"""
## Sources

- Trustability, its three principles, and relevance: D. Peppers and M. Rogers, *Managing Customer Experience and
  Relationships*, chapters 1 to 3, and the lecture slides behind this course.
- The two reminders, all firms in the decks, the figures of the film service and Kleenz are invented.
"""
