# %% [markdown]
"""
# Differentiate by needs

*40 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
import pandas as pd

from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.analysis import needs, survey
from idic_lab.questions import Category, Dial, Item

book = AnswerBook("06-differentiate-by-needs")
practice = survey.clean(datasets.kleenz_practice())

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "value-how-to-differentiate")

# %% role="ask"
ask.item(book, "identify-age-and-income")

# %% role="ask"
ask.item(book, "idic-differentiate-near-miss")

# %% [markdown]
"""
## The case: two guests worth the same

A small hotel by a lake has two guests who came six times last year. Each of them spent 900 dollars.

**Mr Adeyemi** arrives after dark and leaves at six. He wants a quiet room, a key, and nobody who speaks to him.

**Ms Lind** comes for the weekend. She wants the long breakfast, the owner's stories and the table by the window.

The hotel has a list of its best guests, and a plan for them: at seven in the evening, a glass of wine with the owner. Both
are on the list.

Ms Lind is delighted. Mr Adeyemi slips out by the back door, and next time he stays elsewhere.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Distinguish** what customers are worth, what they do, and what they need.
2. **Compute** who is served worse when a firm looks at value alone.
3. **Test** a guess about needs on data before it is acted on.
4. **Explain** what value decides and what needs decide.
"""

# %% [markdown]
"""
## Value, behaviour, needs

The hotel keeps notes on its guests. To *Differentiate* is to tell customers apart by three things: by what they are
worth, by what they do, and by what they need. Some notes are none of these: they describe a person, and the hotel can do
nothing with them.
"""

# %% role="ask"
ask.sort(
    book,
    "notes",
    "What does each note tell the hotel?",
    items=(
        Item(
            "spent",
            "“Spent 900 with us last year.”",
            accept=("value",),
            feedback={
                "value": "What this guest has been worth. Last year's, to be exact: revenue, and not yet profit.",
                "behaviour": "Spending is something one does. But the note is about how much it brought the hotel.",
                "needs": "Two guests with 900 can want opposite things.",
                "none": "The hotel can do a lot with it. What does it measure?",
            },
        ),
        Item(
            "six",
            "“Has to be on the road at six in the morning.”",
            accept=("needs",),
            feedback={
                "value": "An early guest can be worth much or little.",
                "behaviour": "He does leave at six. “Has to” says more: what must the hotel make possible?",
                "needs": "The hotel can act on it tonight: the bill ready, and coffee in a flask.",
                "none": "The hotel can do something for him with this note. What?",
            },
        ),
        Item(
            "thursdays",
            "“Always comes on Thursdays, and books by telephone.”",
            accept=("behaviour",),
            feedback={
                "value": "It does not say what he spends.",
                "behaviour": "What he does. It may hint at a need, and it does not say which.",
                "needs": "Why Thursdays? Why the telephone? The need is behind it, and you would have to find out.",
                "none": "It can be of use: the telephone line should know him.",
            },
        ),
        Item(
            "age",
            "“A woman of about thirty-five.”",
            accept=("none",),
            feedback={
                "value": "Guests of thirty-five spend this much and that much.",
                "behaviour": "It is not something that she does.",
                "needs": "What does a woman of thirty-five need in a hotel? You would have to guess.",
                "none": "It describes a group of many thousands. What would the hotel do with it?",
            },
        ),
        Item(
            "next-years",
            "“Her firm is building next door. She will bring us about twenty nights a year.”",
            accept=("value",),
            feedback={
                "value": "Value lies in the future too: what she may still bring.",
                "behaviour": "She has not done it yet. What will it be for the hotel?",
                "needs": "She will need a bed, like everybody. What is special in the note is what it brings.",
                "none": "Twenty nights a year are of interest to any hotel.",
            },
        ),
        Item(
            "noise",
            "“Cannot sleep when she hears the lift.”",
            accept=("needs",),
            feedback={
                "value": "Light sleepers can be worth much or little.",
                "behaviour": "She lies awake. What does she want from the hotel?",
                "needs": "A room at the far end costs the hotel nothing, and her a night's sleep if it is forgotten.",
                "none": "The next receptionist can do something with it. What?",
            },
        ),
    ),
    categories=(
        Category("value", "value", "what they are worth"),
        Category("behaviour", "behaviour", "what they do"),
        Category("needs", "needs", "what they want"),
        Category("none", "none", "it only describes a person"),
    ),
)

# %% [markdown]
"""
## Predict, then look: a reward for the best

Now to numbers. Kleenz, a dry cleaner, wants to reward the fifth of its customers who spend most. The idea: **express
service**, ready the same day, at no charge.

The practice survey knows what 419 of the 420 customers spend, and what matters most to them: speed, care, price or
convenience. Kleenz is invented, and the answers are synthetic.

84 customers would get express service.
"""


# %% role="ask"
def show_best(guess):
    counts = needs.best(practice, 20)["main_need"].value_counts()[list(needs.REWARDS)]
    title = "Main need of the 84 who spend most (synthetic survey)"
    return plots.amounts(counts, title, "customers", guess=guess)


ask.guess(
    book,
    "express",
    "To how many of these 84 does speed matter most?",
    show_best,
    unit="of 84",
    low=0,
    high=84,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

To 21, a quarter. The other 63 get something that is nice to have and is not what they came for.

And outside the list, speed matters most to 109 other customers. They get nothing.

Both groups are served worse than they could be, and for the same reason: the list knows what customers spend, and not
what they want.

</details>
"""

# %% [markdown]
"""
## Try it: can a better list help?

Perhaps the reward was wrong, or the list too long. You have two dials: what the reward is, and how many customers get it.

1. Find the setting in which the largest share of those who get it also need it.
2. Is there any setting in which it is half of them?
3. Set the list to 100 %: everybody gets it. What does the reward do now?
"""

# %% role="ask"
ask.explore(
    book,
    "rewards",
    "Who gets it, and who needs it?",
    dials=(
        Dial("reward", "The reward", options={need: f"{name} ({need})" for need, name in needs.REWARDS.items()}),
        Dial("share", "Goes to the top", values=needs.SHARES, unit="% of customers"),
    ),
    picture="lines",
    drawing={
        "x": {"label": "per cent of customers who get it, those who spend most", "low": 0, "high": 100},
        "y": {"label": "customers", "low": 0, "high": 420, "ticks": [0, 100, 200, 300, 400]},
    },
    frames=needs.frames(practice),
)

# %% role="ask"
ask.choice(
    book,
    "any-half",
    "Which setting serves at least half of those who get the reward?",
    {
        "short": "a very short list",
        "price": "a discount, because everybody likes to save",
        "long": "a long list",
        "none": "none that I could find",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After your answer: what you could have found</strong></summary>

None. The best is express service for the top 5 %: 9 of 21, which is 43 %. But a list as short as that leaves out 121 of
the 130 customers to whom speed matters most.

A longer list does no better, because in this survey spending hardly says anything about needs. There is another way,
and it costs no more: keep the list of 84, and give each of them what *this* customer needs. Then it is 84 of 84.

**Value says how much to care. Needs say what to do.**

</details>
"""

# %% [markdown]
"""
### Two by two

Eight customers of the survey, and express service for the top fifth. The border lies at 316.42 dollars in twelve months:
who spends as much gets it.

| | speed matters most | something else matters most |
|---|---|---|
| **at or above the border** | served | wasted |
| **below it** | missed | neither |
"""

# %% role="ask"
BORDER = needs.best(practice, 20)["spend_12m"].min()
people = practice.set_index("respondent")
places = {
    (True, True): "served",
    (True, False): "wasted",
    (False, True): "missed",
    (False, False): "neither",
}


def customer_card(name):
    spend, need = people.loc[name, "spend_12m"], people.loc[name, "main_need"]
    gets, fits = spend >= BORDER, need == "speed"
    said = f"{spend:,.2f} dollars is {'above' if gets else 'below'} the border".replace(",", " ")
    said = "Exactly on the border: she gets it" if spend == BORDER else said
    feedback = {
        place: f"{said}, and {'speed is what matters most' if fits else f'what matters most is {need}'}."
        if (other_gets, other_fits) == (gets, fits)
        else "Look again at the need."
        if other_gets == gets
        else "Look again at the border."
        for (other_gets, other_fits), place in places.items()
    }
    text = f"Spent {spend:,.2f} dollars. What matters most: {need}.".replace(",", " ")
    return Item(name, text, f"Customer {name}", (places[gets, fits],), feedback)


ask.sort(
    book,
    "two-by-two",
    "Express service for the top fifth: where does each customer stand?",
    items=[customer_card(name) for name in ("K004", "K252", "K022", "K377", "K350", "K080", "K006", "K240")],
    categories=(
        Category("served", "served", "gets it and needs it"),
        Category("wasted", "wasted", "gets it and needs something else"),
        Category("missed", "missed", "needs it and does not get it"),
        Category("neither", "neither", "needs something else and does not get it"),
    ),
)

# %% [markdown]
"""
Look at K377, K350 and K080. A few dollars decide who gets the reward, and nothing in the needs of the three has to do with
these dollars.
"""

# %% [markdown]
"""
## Predict, then look: those who want a low price

Customers spend 220 dollars a year on average. What about those to whom *price* matters most?
"""


# %% role="ask"
def show_spending(guess):
    spent = practice.groupby("main_need")["spend_12m"].mean()[list(needs.REWARDS)]
    title = "Mean spending by main need (synthetic survey)"
    return plots.amounts(spent, title, "US dollars in twelve months", guess=guess)


ask.guess(
    book,
    "price-spend",
    "What do customers spend on average, to whom price matters most?",
    show_spending,
    unit="dollars",
    low=0,
    high=1000,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

264 dollars, *more* than any other group. Most people expect less: who looks at the price must be a small customer. A
need is not a purse.

Have you already thought of a reason why they spend more? Be careful. The program that drew this survey drew needs and
spending *independently*. The gap is chance, and a good story can be told about any chance. In a real survey nobody would
tell you.

</details>
"""

# %% role="ask"
thirds = pd.qcut(practice["spend_12m"], 3, labels=["lowest third", "middle third", "highest third"])
counts = pd.crosstab(thirds, practice["main_need"])[list(needs.REWARDS)]
counts.index.name = None
plots.show(plots.parts(counts, "Main need by spending (synthetic survey)"))

# %% [markdown]
"""
This is needs by value: all four needs in every third. Whoever knows only what customers spend has to guess what they want.
"""

# %%
# Under the hood (optional): the same table as numbers of customers.
pd.crosstab(thirds, practice["main_need"])

# %% [markdown]
"""
## Predict, then look: the same failure, other harm

Does it matter what customers need, when something goes wrong? Take a late order. Customers to whom speed matters most
rate the reliability of Kleenz 4.68 on a scale from 1 to 7, as long as nothing was late. All the others: 4.74.

With a late order, the others rate it 2.35.
"""

# %% role="ask"
speed = practice["main_need"].eq("speed").map({True: "speed matters most", False: "something else"})
lateness = survey.components(practice).assign(late=practice["late"], need=speed)


def show_late(guess):
    return plots.gap_within(lateness, "reliability", by="late", within="need", guess=guess)


ask.guess(
    book,
    "late-speed",
    "And customers to whom speed matters most, with a late order?",
    show_late,
    low=1,
    high=7,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

1.88: lateness costs them 2.80 points, and the others 2.39. The same van, the same day, and more harm.

Only 28 of them had a late order, so do not build a house on the second digit. But the mechanism is plain. And it says
what to do on a bad day. Ten orders will be late, and there is time for five calls. Do not ask who spends most. Ask who
has to have the suit tonight.

</details>
"""

# %% [markdown]
"""
## Can needs be known without asking?

Behaviour hints at needs. Some Kleenz customers have their clothes fetched and returned by a van. Surely these are the
people who want *convenience*?
"""


# %% role="ask"
def show_channels(guess):
    share = practice["main_need"].eq("convenience").groupby(practice["channel"]).mean() * 100
    share = share.rename({"collection": "van (collection)"})
    return plots.shares(share, "Convenience as main need, by channel (synthetic survey)", guess=guess)


ask.guess(
    book,
    "van",
    "To how many of 100 customers of the van does convenience matter most?",
    show_channels,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

To 18 of 100, much as in the other channels. Here the obvious guess is no better than no guess. (In this invented survey channel
and need were drawn independently. In a real firm they might well go together. You would have to look.)

So behaviour gives a guess, and a guess has to be tested: on data, or by letting customers correct it with one tap. That
costs them less than a form.

</details>
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "needs-bank-two-ways")

# %% role="ask"
ask.item(book, "needs-or-description")

# %% role="ask"
ask.item(book, "needs-value-alone-fails")

# %% role="ask"
ask.item(book, "needs-equal-value")

# %% role="ask"
ask.item(book, "needs-without-asking")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. So far nobody gets express service. But Kleenz does treat its best customers differently
already: more often than others, they find a paid extra on the bill that they had not asked for.

Among the 84 who spend most, 28 have *price* as their main need.
"""


# %% role="ask"
def show_extras(guess):
    best = needs.best(practice, 20)
    share = best["addon_unrequested"].eq("yes").groupby(best["main_need"]).mean() * 100
    others = practice.drop(best.index)["addon_unrequested"].eq("yes").mean() * 100
    share = pd.concat([share[list(needs.REWARDS)], pd.Series({"all who spend less": others})])
    return plots.shares(share, "Unasked extra on the bill, the 84 who spend most by main need", guess=guess)


ask.guess(
    book,
    "price-extras",
    "How many of 100 of them found an unasked extra on the bill?",
    show_extras,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

89 of 100: 25 of 28 people. Those who look at the price, and bring most, get what they want least. Of the customers who
spend less, 42 of 100 found an extra.

That is value without needs: the list of the best customers was used to sell to them.

</details>
"""

# %% role="ask"
ask.long_text(
    book,
    "kleenz-needs",
    "What should Kleenz do for a top customer to whom price matters most, and how would it know?",
    min_words=15,
    max_words=80,
    frames=("For this customer Kleenz should …", "It would know the need from …", "It would cost …"),
)

# %% [markdown]
"""
## Discussion

**Can needs be known without asking?**

One of you says: people never know what they need, so watch what they do. The other says: watching is guessing, so ask.
Find a need that can be seen and one that cannot.

Then think of the two guests by the lake. What could the hotel have noticed about Mr Adeyemi, without a single question?
And when does noticing become watching?
"""

# %% role="ask"
ask.long_text(
    book,
    "without-asking",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("A need that can be seen is …", "A need that cannot be seen is …", "It becomes watching when …"),
)

# %% [markdown]
"""
## What you can now do

- Tell value, behaviour and needs apart, and leave out what only describes a person.
- Compute whom a reward by value serves, and whom it misses.
- Test a guess about needs, and say when a gap may be chance.
- Say what value decides (how much to care) and what needs decide (what to do).

Next: [07, Interact and Customize](07-interact-and-customize.ipynb).
"""

# %% [markdown]
"""
## Sources

- Differentiating by value, by behaviour and by needs: D. Peppers and M. Rogers, *Managing Customer Experience and
  Relationships*, chapters 1 to 3.
- The hotel, its guests and Kleenz are invented. The practice survey is synthetic, and the course's tests compute every
  figure of this page again.
"""
