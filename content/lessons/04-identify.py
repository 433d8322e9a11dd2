# %% [markdown]
"""
# Identify

*45 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.analysis import recognition
from idic_lab.questions import Column, Dial, Item

book = AnswerBook("04-identify")
railway = datasets.channels()

# %% [markdown]
"""
## Warm-up

Three questions from lessons 01 to 03. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "relationship-iterative")

# %% role="ask"
ask.item(book, "loyalty-programme-learns")

# %% role="ask"
ask.item(book, "idic-coffee-shop-customize")

# %% [markdown]
"""
## The case: the app knows you, the phone line does not

Rosa has had a season ticket with the same railway for eight years. Her app greets her with the train that she takes
every morning, and says how late it is.

She moves to another street, and this time she calls. She keys in her customer number, all ten digits. A person answers
and asks for the number. There is nothing under it. “For the new address,” he says, “we had better enter you as a new
customer.”

It is the same railway, the same woman, the same day.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Distinguish** recognising a customer from describing a group.
2. **Classify** meetings by how far the customer is recognised, and **find** the weakest channel.
3. **Compute** how often a customer is known all the way through several channels.
4. **List** for firms of your own by which means they recognise you, or what hinders them.
"""

# %% [markdown]
"""
## Predict: how good is this railway?

Before you read on, commit yourself.
"""

# %% role="ask"
ask.choice(
    book,
    "how-good",
    "In most channels the railway knows her well, in one it does not. What will she tell her friends about it?",
    {
        "most": "that it knows her, since most channels do",
        "app": "that it knows her, since she uses the app most",
        "phone": "the story of the phone call",
        "nothing": "nothing: one bad call is soon forgotten",
    },
)

# %% [markdown]
"""
## What Identify asks for

To identify is to recognise a customer as **one individual whom the firm can address**: Rosa herself, and not “women of
thirty in the north”. Then ask three things more.

| recognised … | ask |
|---|---|
| **over time** | Does the firm know on Friday what it knew on Monday? |
| **between touchpoints** | Does the refund desk know what the lost-property desk knows? |
| **across channels** | Does the phone line know what the app knows? |

A **touchpoint** is what she wants to have done: a refund, a new address. A **channel** is the way that she takes: app,
website, e-mail, phone, counter.
"""

# %% [markdown]
"""
## Twenty meetings

Here are twenty meetings of Rosa with her railway: four touchpoints, each tried in five channels. All of it is
invented.

Is she recognised? **Yes**: the railway knows who she is, and what it knows elsewhere. **Partly**: it knows something,
but less than another channel does. **No**: she begins as a stranger.
"""

# %% role="ask"
verdicts = {"yes": "yes", "partly": "partly", "no": "no"}


def meetings(*touchpoints):
    for row in railway[railway["touchpoint"].isin(touchpoints)].itertuples():
        said = {key: row.why if key == row.recognised else f"Look again. {row.why}" for key in verdicts}
        name = f"{row.touchpoint}-{row.channel}".replace(" ", "-")
        title = f"{row.channel.capitalize()}, {row.touchpoint}"
        yield Item(name, row.what_happens, title=title, accept=(row.recognised,), feedback=said)


first_ten = tuple(meetings("asking about a delay", "moving to another street"))
ask.sort(book, "delay-and-move", "A delay, and a new address: is she recognised?", first_ten, verdicts)

# %% role="ask"
last_ten = tuple(meetings("reporting a lost bag", "claiming a refund"))
ask.sort(book, "bag-and-refund", "A lost bag, and a refund: is she recognised?", last_ten, verdicts)

# %% [markdown]
"""
## Predict, then look: the manager's figure

The manager of the railway counts a *yes* as 1, a *partly* as one half and a *no* as 0, and reports the mean of all
twenty meetings. You have just seen all of them.
"""

# %% role="ask"
import pandas as pd

known = recognition.by_channel(railway)


def show_channels(guess):
    bars = pd.concat([pd.Series({"all twenty": known.mean()}), known])
    return plots.shares(bars, "How far she is recognised, of 100 (invented railway)", guess=guess)


ask.guess(
    book,
    "mean-of-twenty",
    "What does the manager report for all twenty meetings?",
    show_channels,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

65 of 100, which sounds fair. But no channel is like the mean. The app recognises her always, the phone hardly ever. Who
calls does not meet the mean. She meets the phone line.

</details>
"""

# %% [markdown]
"""
## Predict, then look: three channels in a row

Few errands stay in one channel. She looks in the app, calls, and ends at the counter. She is known *all the way* only
if every one of the three knows her fully.

There are ten ways to choose three channels of five, and four touchpoints, so 40 such errands. We count each of them
once. Real customers prefer some ways to others.
"""

# %% role="ask"
errands = {used: recognition.known_throughout(railway, used) for used in range(1, 6)}
all_the_way = pd.Series(
    {f"{used} channel{'s' * (used > 1)}": 100 * known / total for used, (known, total) in errands.items()}
)


def show_all_the_way(guess):
    return plots.shares(all_the_way, "Errands in which she is known all the way, of 100", guess=guess)


ask.guess(
    book,
    "known-all-the-way",
    "Of 100 errands through three channels, in how many is she known all the way?",
    show_all_the_way,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

5 of 40, so about 12 of 100. The mean said 65. With one channel she is fully known in 10 of 20 meetings. Each channel
more is one more place where the thread can break, and with all five it always breaks.

</details>
"""

# %% [markdown]
"""
## Try it: money for one channel

The railway can repair *one* channel, so that it recognises her everywhere. Turn the dials: which repair helps most,
and does that depend on how many channels she uses?
"""

# %% role="ask"
names = list(railway["channel"].unique())
dials = (
    Dial("repaired", "Repair", options={"nothing": "nothing", **{name: f"the {name}" for name in names}}),
    Dial("used", "Channels in one errand", values=(1, 2, 3, 4, 5)),
)
drawing = {
    "x": {"label": "channels in one errand", "low": 1, "high": 5, "ticks": [1, 2, 3, 4, 5]},
    "y": {"label": "known all the way, of 100", "low": 0, "high": 100, "ticks": [0, 25, 50, 75, 100]},
}
frames = recognition.repair_frames(railway)
ask.explore(book, "repair-one", "Known all the way, if one channel is repaired", dials, "lines", drawing, frames)

# %% [markdown]
"""
<details>
<summary><strong>After you have tried all five: which one?</strong></summary>

The phone, whenever she uses two channels or more. With three it lifts 5 of 40 errands to 15. The counter, the second
best, lifts them to 9. More polish on the app lifts nothing.

So recognition is as strong as its weakest channel. Compare with your prediction: which channel will she tell her
friends about?

</details>
"""

# %% [markdown]
"""
## Why the thread breaks

Nobody at this railway is stupid. The phone line has its own list of customers, and so has the counter. Such walls
inside a firm are called **silos**. Each department remembers well, and the firm as a whole forgets.

Then the customer says everything twice, and lesson 00 gave that a name: the *Goldfish Principle*. A firm that asks
again for what it has just been told does worse than one that never asked. It shows that it is not able, and that it
does not care enough to try.
"""

# %% [markdown]
"""
### What recognition is for

- **Relevance**: the firm remembers her from one transaction to the next, and answers to what *she* needs.
- **A frictionless experience**: nothing to fill in, nothing to repeat, because it is set up for this one customer.

Neither can begin before she is recognised. That is why Identify is the first of the four steps. And it is worth
nothing by itself: a firm that knows who she is, and then does nothing with it, has gained a name on a list.
"""

# %% [markdown]
"""
### A near miss: the file about everybody

One source describes Identify as a database of age, income and household. Another speaks of recognising this customer
again. These are two different things, so test both on the case.

Suppose that the railway buys, for each street in town, the mean age and the mean income. **What can the person on the
phone now do for her that he could not do before?**
"""

# %% role="ask"
ask.text(book, "street-file", "What could he do with the file about her street? One line is enough.")

# %% [markdown]
"""
## Information is lent

What a firm knows about its customers is an **asset**, like a building: it costs money once and serves for years. There
is one difference. The customer can stop giving it, and she gives it only where she **trusts**. So trust has been called
the currency of all commerce.

One source goes further: trust is the main aim of all four steps. Would you say so of the railway's app? It knows where
she was on every day of eight years.
"""

# %% [markdown]
"""
### Where do you draw the line?

Five ways to be recognised. There is no right answer here.
"""

# %% role="ask"
ask.sort(
    book,
    "the-line",
    "How would you like it?",
    items=(
        Item("card", "You show a card at the till, and the screen says what you bought last time.", title="A shop"),
        Item("camera", "A camera at the door knows your face, and the clerk says your name.", title="A shop"),
        Item("number", "The phone line knows your number, and skips the questions.", title="A clinic"),
        Item("phone", "The shop notices your phone as you walk past, and counts how often you come.", title="A shop"),
        Item(
            "trip",
            "The app offers a refund before you ask, since it knows that your train was late.",
            title="A railway",
        ),
    ),
    categories={"welcome": "welcome", "asked": "only if I was asked", "never": "no"},
)

# %% [markdown]
"""
## Your own audit

Take two organisations that should know you: a bank, a clinic, a shop, your university. In the graded assignment
*identify-audit* you will take four, so what you note here is a start.

For a *yes*, write the **means**: by what do they recognise you? For a *no*, write what **hinders** them. Leave out
account numbers, addresses and the names of other people.
"""

# %% role="ask"
yes_no = {"yes": "yes", "partly": "partly", "no": "no"}
ask.table(
    book,
    "my-audit",
    "Who recognises me, and how?",
    columns=(
        Column("organisation", "organisation", "text"),
        Column("time", "over time?", "choice", yes_no),
        Column("touchpoints", "between touchpoints?", "choice", yes_no),
        Column("channels", "across channels?", "choice", yes_no),
        Column("means", "by which means, or what hinders them", "long"),
    ),
    min_rows=2,
)

# %% [markdown]
"""
**Means** are, for example: a card, a log-in, a number, a face, a note in a file that all can read. **Hindrances** are,
for example: a silo, a form on paper, another firm that does the work, a law that forbids it, a customer who does not
want it.

Not every *no* is a failure. At some places you would rather be a stranger.
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "identify-age-and-income")

# %% role="ask"
ask.item(book, "identify-silo")

# %% role="ask"
ask.item(book, "identify-weakest-channel")

# %% role="ask"
ask.item(book, "identify-before-change")

# %% role="ask"
ask.item(book, "identify-what-is-needed")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Kleenz has four branches, an app, and a van that collects. Nobody has told you how
well they know their customers, so decide what *should* be: what must each place know about a regular customer before
she speaks?
"""

# %% role="ask"
ask.table(
    book,
    "kleenz-places",
    "What should they know before she speaks?",
    columns=(Column("know", "what it should know", "text"), Column("from", "from whom or what", "text")),
    rows={
        "own": "the counter of her own branch",
        "other": "the counter of another branch",
        "app": "the app",
        "van": "the driver of the van",
    },
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-weakest",
    "Which of the four is likely to be the weakest, and what would it take to repair it?",
    min_words=15,
    max_words=80,
    frames=("The weakest is …, because …", "Kleenz should …, so that the customer …", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the matrix of the twenty meetings, and the mean of each channel. Change the worth of a *partly* from 0.5 to 0:
then only full recognition counts.
"""

# %%
points = {"yes": 1, "partly": 0.5, "no": 0}
railway["points"] = railway["recognised"].map(points)
matrix = railway.pivot(index="touchpoint", columns="channel", values="points")
print(matrix.to_string())
matrix.mean().sort_values()

# %% [markdown]
"""
## Discussion

**Recognition or surveillance?**

Put side by side what you sorted above. In pairs, find the *three questions* that decide it. Some to begin with: Did I
start it, or did they? Can I see what they know? Can I make it stop? Who gains?

Then try them on one case of your own.
"""

# %% role="ask"
ask.long_text(
    book,
    "where-is-the-line",
    "Where is the line, after the discussion?",
    max_words=100,
    frames=("It is recognition as long as …", "It becomes surveillance when …"),
)

# %% [markdown]
"""
## What you can now do

- Tell recognising this customer from describing a group.
- Judge meetings by how far she is recognised, and find the weakest channel.
- Compute how often she is known all the way.
- Name means and hindrances for organisations of your own.

Next: [05, Differentiate by value](05-differentiate-by-value.ipynb).
"""

# %% [markdown]
"""
## Sources

- Identify, relevance, customer information as an asset, and trust as a currency: D. Peppers and M. Rogers, *Managing
  Customer Experience and Relationships*, chapters 1 to 3. The Goldfish Principle: the same.
- The count of errands is elementary: every set of channels, once for each touchpoint.
- The railway, its twenty meetings and Kleenz are invented for this course.
"""
