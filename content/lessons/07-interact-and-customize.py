# %% [markdown]
"""
# Interact and Customize

*45 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
import pandas as pd

from idic_lab import AnswerBook, ask, datasets, items, plots
from idic_lab.analysis import attention
from idic_lab.questions import Category, Dial, Item

book = AnswerBook("07-interact-and-customize")
week = datasets.messages().query("deck == 'week' and fits == 'yes'").reset_index(drop=True)

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "idic-interact-better")

# %% role="ask"
ask.item(book, "identify-weakest-channel")

# %% role="ask"
ask.item(book, "needs-without-asking")

# %% [markdown]
"""
## The case: twelve messages in one week

Lena Moreau comes home on Sunday evening and looks back over the week. Twelve firms have written to her. Her bank, her
gym and her dentist are among them, the railway, a hotel, the library and her newspaper. Six of them used her name.

One of the twelve saved her an hour. Another made her laugh, and not in the way that the sender had in mind.

The senders are invented. Each of them knew who she was.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Classify** messages as useful, as a goldfish's, or as a name on something made for everybody.
2. **Explain** what Interact and Customize ask for, and why each of them needs the other.
3. **Estimate** what unneeded messages do to the needed ones, and **test** the estimate.
4. **Rewrite** a message so that something in it depends on the customer.
"""

# %% [markdown]
"""
## Predict, then look: does her name help?

Six of the twelve messages say *Lena*. Six do not. Before you have read them: what do you expect?
"""


# %% role="ask"
def show_names(guess):
    named = week["text"].str.contains("Lena").map({True: "with her name", False: "without"})
    useful = week["option"].eq("useful").groupby(named).sum()
    return plots.amounts(useful, "Useful messages among the twelve (invented)", "of six", guess=guess)


ask.guess(
    book,
    "with-her-name",
    "How many of the six messages with her name are useful to her?",
    show_names,
    unit="of 6",
    low=0,
    high=6,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

One of six. Of the six without her name, three are useful.

Twelve messages are no proof, and these were written for a lesson. But they show what a name can do and what it cannot: it
proves that the sender knows who reads. It does not prove that the sender has done anything about it.

Now read them.

</details>
"""

# %% [markdown]
"""
## Sort Lena's week

Three heaps:

- **useful:** it uses what the sender knows about her, and she can do something with it;
- **goldfish:** the sender should know better;
- **name only:** her name stands on something that everybody gets.
"""

# %% role="ask"
ask.sort(
    book,
    "week",
    "Twelve messages in one week",
    items=items.deck("messages", "week"),
    categories=(
        Category("useful", "useful"),
        Category("goldfish", "goldfish"),
        Category("name_only", "name only"),
    ),
)

# %% [markdown]
"""
<details>
<summary><strong>After sorting: what the heaps have in common</strong></summary>

| | the sender remembers | something changes for her |
|---|---|---|
| **useful** | yes | yes |
| **goldfish** | no, or it does not matter | no |
| **name only** | who she is, and no more | no |

The supermarket is the hardest. It *has* noted that she does not eat meat, and offers steaks. **Memory without change is
still a goldfish. And a first name is not customizing.**

</details>
"""

# %% [markdown]
"""
## The Goldfish Principle

A firm without memory asks again for the number that you have just keyed in. It advertises what you have joined already. It
reminds you of what you have done.

That is worse than silence. Silence shows nothing. A goldfish's message shows two things: the firm cannot remember, and it
does not care enough to try.

The opposite has a name too. **Relevance** means to remember a customer from one exchange to the next, and to answer to
what is different about her.
"""

# %% role="ask"
ask.item(book, "goldfish-worse-than-silence")

# %% [markdown]
"""
## Predict, then look: what do eight messages cost?

“Those who do not want them need not read them,” says a manager. Suppose that all twelve messages came from *one* firm, in
this order. Let us be kind to the firm:

- after a useful message, all 100 readers read on;
- after a name-only message, 90 of 100 do;
- after a goldfish, 80 of 100 do.

These figures are invented. The eleventh message is the one about the switch that was left on.
"""

# %% role="ask"
stays = {"useful": 1, "name_only": 0.9, "goldfish": 0.8}
left = pd.Series(attention.readers(week["option"], stays), range(1, 13))


def show_readers(guess):
    lines = {"all twelve": left, "useful ones only": pd.Series(100.0, range(1, 13))}
    title = "Readers left at each message, of 100 (invented shares)"
    return plots.curves(lines, title, "message", "readers of 100", guess=guess, upright=False)


ask.guess(
    book,
    "readers-left",
    "Of 100 readers, how many are left at the eleventh message?",
    show_readers,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

30. Seven messages came in between that nobody needed: four goldfish, three with a name. So 0.8 four times and 0.9 three
times, which is 0.30.

Each of them did little harm. Together they have made the firm unable to warn seven of ten customers. The cost of an
unneeded message is not the message. It is the next one.

</details>
"""

# %% [markdown]
"""
## Try it: when is more worse?

Two dials: how many of 100 read on after a goldfish, and after a name-only message. The points are the four useful ones.

1. Find the setting in which the other eight messages cost nothing.
2. Find one in which about half of the useful reading is lost: 200 of 400.
3. Put the goldfish at 100: it drives nobody off. How low may name-only go, until half is lost all the same?
"""

# %% role="ask"
ask.explore(
    book,
    "more-or-worse",
    "Who is still reading?",
    dials=(
        Dial("goldfish", "Read on after a goldfish", values=attention.STAYS, unit="of 100"),
        Dial("name", "Read on after name-only", values=attention.STAYS, unit="of 100"),
    ),
    picture="lines",
    drawing={
        "x": {"label": "message", "low": 1, "high": 12, "ticks": list(range(1, 13))},
        "y": {"label": "readers of 100", "low": 0, "high": 105, "ticks": [0, 25, 50, 75, 100]},
    },
    frames=attention.frames(list(week["option"])),
)

# %% role="ask"
ask.long_text(
    book,
    "what-the-sum-leaves-out",
    "What have you found, and what does this sum leave out?",
    max_words=80,
    frames=("They cost nothing only if …", "Half is lost when …", "The sum leaves out …"),
)

# %% [markdown]
"""
## Interact: cheaper and more useful

Good interaction has two sides, and both have to hold:

- **more cost-efficient:** less time and money for the firm *and* for the customer;
- **more effective:** the exchange tells the firm something that it could not find out alone.

A new message to all is cheap, and it is no exchange: nobody can answer. A long form is an answer without an exchange:
nobody hears what comes of it. One source counts surveys as Interact. Another says that people like to be listened to, not
to be asked. Which of the twelve messages *listens*?
"""

# %% role="ask"
ask.item(book, "interact-two-gains")

# %% [markdown]
"""
## Customize: something changes

Interact without Customize is a form that nobody reads. Customize without Interact is a guess that nobody may correct. They
are the *action pair*: the customer has to take part.

What changes may be the offer, the service, the price, or what is *not* sent any more. A **frictionless** experience is not
the smoothest one for all. It is one that is set up for each different customer: in a hurry, or in need of advice.

In this sense, treating different customers differently takes the customer into the company.
"""

# %% [markdown]
"""
## The loop

The dentist's message is part of a loop. She said once that mornings suit her. The practice changed what it offers. She
answers with one word, and the next offer starts from there. Both sides behave differently because of it. That is a **Learning Relationship**.

Three things keep it turning, and one can stop it.

- What is known about customers is an **economic asset**, to be used for years.
- Customers give it only where they trust. One source calls trust the **currency** of all commerce.
- **Social media** are part of the loop: peers are believed, word spreads fast, and a network lends it its trust.
- A goldfish stops it. Why tell a firm anything, if it forgets?
"""

# %% role="ask"
ask.item(book, "idic-social-media-reasons")

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "goldfish-spot-them")

# %% role="ask"
ask.item(book, "customize-hello-name")

# %% role="ask"
ask.item(book, "customize-what-changes")

# %% role="ask"
ask.item(book, "interact-gym-messages")

# %% role="ask"
ask.item(book, "customize-frictionless")

# %% role="ask"
ask.item(book, "information-is-an-asset")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Ms Osei has used the Station branch for three years. What matters most to her is speed.
In March she complained about a paid extra that she had not asked for. This month she gets five messages from Kleenz.
"""

# %% role="ask"
ask.sort(
    book,
    "kleenz-messages",
    "Five messages to Ms Osei",
    items=(
        Item(
            "spring",
            "“Dear Ms Osei, spring is coming. Ten per cent off all curtains.” It went to all customers.",
            title="3 April",
            accept=("name_only",),
            feedback={
                "useful": "Has she ever brought curtains? It went to everybody.",
                "goldfish": "Nothing that she said was forgotten. It was made for nobody, with her name on top.",
                "name_only": "Her name, and everybody's curtains.",
            },
        ),
        Item(
            "early",
            "“Your grey suit is ready today, a day early. The side door at Station is open until eight.”",
            title="9 April",
            accept=("useful",),
            feedback={
                "useful": "It knows her branch and her need, and she can act on it tonight.",
                "goldfish": "It remembers her order, her branch and her hurry.",
                "name_only": "Her name is not even in it. What is in it that only she can use?",
            },
        ),
        Item(
            "which",
            "“To serve you better: which of our four branches do you use?”",
            title="15 April",
            accept=("goldfish",),
            feedback={
                "useful": "It would be, from a firm that cannot know. This one has three years of her receipts.",
                "goldfish": "Three years at Station, and Kleenz asks.",
                "name_only": "There is no name, and the trouble is another one: what does Kleenz know already?",
            },
        ),
        Item(
            "protect",
            "“Ms Osei, have you tried our stain protection? We have put it on your next order.”",
            title="20 April",
            accept=("goldfish",),
            feedback={
                "useful": "In March she complained about just that.",
                "goldfish": "Her complaint was heard and changed nothing. It even happens again.",
                "name_only": "The name is there, and something was changed, against her wish. What did she say in March?",
            },
        ),
        Item(
            "coat",
            "“The machine at Station stands still. Your coat will be a day late. Shall we bring it to your door tomorrow "
            "at no charge, or will you take it on Friday?”",
            title="27 April",
            accept=("useful",),
            feedback={
                "useful": "Bad news, told first, with a choice. Next time Kleenz will know what she prefers.",
                "goldfish": "It remembers her coat and her hurry.",
                "name_only": "No name, and a question that is hers alone.",
            },
        ),
    ),
    categories={"useful": "useful", "goldfish": "goldfish", "name_only": "name only"},
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-rewrite",
    "Rewrite one of the three bad ones, so that something in it depends on Ms Osei.",
    min_words=10,
    max_words=60,
    frames=("You told us in March that …", "From now on …", "Because you …, we …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the sum of the readers. `shift` moves each share down by one row, because a message costs readers of the *next*
one. Change a share and run the cell (Shift and Enter).
"""

# %%
share = {"useful": 1, "name_only": 0.9, "goldfish": 0.8}
reading_on = week["option"].map(share)
readers = 100 * reading_on.shift(fill_value=1).cumprod()
pd.DataFrame({"sender": week["title"], "kind": week["option"], "readers": readers.round(0)}, range(12))

# %% [markdown]
"""
## Discussion

**When is more worse?**

One source says that more interaction brings better understanding. Another calls it a myth that more customized contact is
better. Can both be right? Find a firm from which you would like to hear *more*, and one from which you would like to hear
less. What is the difference: the number, the content, or the day?
"""

# %% role="ask"
ask.long_text(
    book,
    "when-is-more-worse",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("More is better when …", "More is worse when …", "Both sources are right if …"),
)

# %% [markdown]
"""
## What you can now do

- Tell a useful message from a goldfish's, and both from a name on top.
- Say what Interact and Customize ask for, and why one without the other fails.
- Estimate what unneeded messages cost, and say what the estimate leaves out.
- Rewrite a message so that something changes for this customer.

Next: [08, the trust equation](08-trust-equation.ipynb).
"""

# %% [markdown]
"""
## Sources

- Interact, Customize, the Learning Relationship, the Goldfish Principle and relevance: D. Peppers and M. Rogers, *Managing
  Customer Experience and Relationships*, chapters 1 to 3, and the course's lecture.
- Lena's week, the shares of readers and Kleenz are invented for this course.
"""
