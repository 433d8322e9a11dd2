# %% [markdown]
"""
# The IDIC map

*50 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.idic import STEPS
from idic_lab.questions import Item

book = AnswerBook("03-idic-map")

# %% [markdown]
"""
## Warm-up

Three questions from lessons 01 and 02. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "relationship-soda")

# %% role="ask"
ask.item(book, "relationship-iterative")

# %% role="ask"
ask.item(book, "loyalty-only-bus")

# %% [markdown]
"""
## The case: one coffee shop, four memories of you

**Monday.** You pay by card at a branch where you have never been. The screen at the till knows that it is you.

**Tuesday.** In the back room the manager looks at her list. Some guests want to be out in a minute. Others want a
table and peace. She puts you with the first.

**Wednesday.** The app asks you one thing: “Ready at the side door at eight?” You answer with one tap, and it was quicker
than the queue.

**Thursday.** At eight your cup stands at the side door, without sugar. It is the only one there.
"""

# %% [markdown]
"""
The shop is invented. It remembered who you are, what kind of guest you are, what you said, and what to do about it.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Name** the four IDIC steps and **classify** what a company does under them.
2. **Explain** which two steps a company can take alone, and which two need you.
3. **Compute** what one weak step does to all the steps after it.
4. **Find** four companies of your own, one for each step, and **give reasons**.
"""

# %% [markdown]
"""
## Predict: who has to be there?

Before you read on, commit yourself.
"""

# %% role="ask"
ask.choices(
    book,
    "alone",
    "Which of the four days could the shop have managed without you noticing anything?",
    {
        "monday": "Monday: it knows that it is you",
        "tuesday": "Tuesday: it puts you with the guests in a hurry",
        "wednesday": "Wednesday: it asks, and you answer",
        "thursday": "Thursday: your cup stands at the side door",
    },
)

# %% [markdown]
"""
## Identify

**The company knows that it is you, again, over time, at every touchpoint and in every channel.**

Monday was Identify. You were in another branch, and still you were you.

*Looks like it and is not:* a form that asks for your age and your town. That describes a group. Identify means this one
person, so well that the company can write to her.

*What breaks it:* silos. The app knows you and the telephone line does not.
"""

# %% [markdown]
"""
## Differentiate

**The company tells its customers apart: by what they are worth to it, by what they do, and by what they need.**

Tuesday was Differentiate. You and the guest with the laptop pay the same, and you want opposite things.

*Looks like it and is not:* a drink that no rival sells. There the *product* is different. Here it is the customers.

*Half of it:* a list by spending alone. Value says how much to care about a customer. Needs say what to do.
"""

# %% [markdown]
"""
## Interact

**The company makes the exchange cheaper and more useful, for both sides.**

Wednesday was Interact. One question, one tap, and the shop knew something that it could not have found out alone.

*Looks like it and is not:* a newsletter every day. More messages in one direction are more noise.
"""

# %% [markdown]
"""
## Customize

**The company changes something for you: what it does, what it offers, or what it says.**

Thursday was Customize. The side door, the time, no sugar: all of that depends on what is known about you.

*Looks like it and is not:* your first name at the top of an e-mail that is otherwise the same for everybody. The name
shows that you were identified. Nothing was changed.
"""

# %% [markdown]
"""
## Two pairs

| pair | steps | who has to be there |
|---|---|---|
| **analysis** | Identify, Differentiate | the company alone, behind the scenes |
| **action** | Interact, Customize | the company and you |

Compare this with what you chose above. On Monday and Tuesday you could have noticed nothing. On Wednesday and Thursday
you were part of it.

When your answer changes what the company does, and that changes what you tell it next, the loop has a name: a
**Learning Relationship**. In this sense, treating different customers differently takes the customer *into* the
company.
"""

# %% [markdown]
"""
## Practice: twelve touchpoints

Here are twelve of the 48 invented touchpoints of this course. Put each under the step that it shows best. Some are near
misses. One of them fits two steps, and either is accepted.

Each choice tells you why. Change it as often as you like.
"""

# %% role="ask"
deck = datasets.companies().set_index("id").fillna("")
twelve = [
    "cafe",
    "toolhire",
    "clinic",
    "council",
    "pharmacy",
    "bakery",
    "water",
    "guesthouse",
    "bank",
    "garden",
    "chemist",
    "broadband",
]


def card(key):
    row = deck.loc[key]
    accepted = tuple(row["accepted"].split(";"))
    feedback = {step.key: row["explanation"] if step.key in accepted else row[f"why_not_{step.key}"] for step in STEPS}
    return Item(key, row["text"], title=row["company"], accept=accepted, feedback=feedback)


ask.sort(book, "practice-deck", "Which step does each of them show?", items=[card(key) for key in twelve])

# %% [markdown]
"""
### Under the hood (optional)

The whole deck is a table. This counts how many of the 48 touchpoints stand under each step. A semicolon joins two steps
that are both right.
"""

# %%
touchpoints = datasets.companies()
touchpoints["accepted"].value_counts()

# %% [markdown]
"""
Three of the 48 fit two steps. Real companies are less tidy than a deck of cards: one event often shows two or three
steps, because each step stands on the one before. Then ask where the *evidence* is best.
"""

# %% role="ask"
ask.item(book, "idic-hotel-three-steps")

# %% [markdown]
"""
## Predict, then look: a chain of four

Suppose that each step works for 8 of 10 customers. The shop knows 8 of 10. Of those it sorts 8 of 10 well. Of those it
asks 8 of 10 usefully, and for 8 of 10 of *those* it makes a change that fits.

These are invented figures, and one assumption is hidden in them: that the steps fail independently of each other. A real
shop might fail the same customers every time.
"""

# %% role="ask"
import pandas as pd

chain = pd.DataFrame({"step": [step.name for step in STEPS], "works for": [0.8, 0.8, 0.8, 0.8]})
chain["customers left of 100"] = chain["works for"].cumprod() * 100


def show_chain(guess):
    left = chain.set_index("step")["customers left of 100"]
    return plots.shares(left, "Customers left after each step, of 100 (invented figures)", guess=guess)


ask.guess(
    book,
    "cup-at-the-door",
    "Of 100 customers, for how many does the cup stand at the door?",
    show_chain,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

0.8 × 0.8 × 0.8 × 0.8 = 0.41. Each step looks good, and six of ten customers still see nothing of it. A company that
skips the first step cannot make it up with the last one: the best cup is of no use at the wrong door.

</details>
"""

# %% [markdown]
"""
## Which step was skipped?

Four shops, and in each of them one step is missing. It shows.
"""

# %% role="ask"
ask.sort(
    book,
    "skipped",
    "Which step is missing?",
    items=(
        Item(
            "nuts",
            "You told the bakery about your allergy to nuts. It thanked you kindly. Next week it recommends its nut cake.",
            title="A bakery",
            accept=("customize",),
            feedback={
                "identify": "It thanked you, and the recommendation reached you. It knows who you are.",
                "differentiate": "It was told how you differ from others. What did it do about it?",
                "interact": "You told it, and it heard. What happened then?",
                "customize": "It knows, and behaves as before. Memory without change is still a goldfish.",
            },
        ),
        Item(
            "steak",
            "“Just for you”: the butcher knows each customer by name, asks, listens, and sends all of them the same "
            "coupon for steak. Some of them do not eat beef.",
            title="A butcher",
            accept=("differentiate", "customize"),
            feedback={
                "identify": "He knows each of them by name. What does he not make of it?",
                "differentiate": "Nobody was told apart from anybody, so the coupon fits only by luck.",
                "interact": "He asks and listens. What is missing comes after that.",
                "customize": "That is where it shows: one coupon for all. What is missing behind it is telling customers "
                "apart.",
            },
        ),
        Item(
            "decaf",
            "From your habits the café concludes that you should sleep better. From now on you get coffee without "
            "caffeine, and there is no way to say no.",
            title="A café",
            accept=("interact",),
            feedback={
                "identify": "It knows well who you are. Did anybody ask you?",
                "differentiate": "It has told you apart, by your habits. Did anybody ask you?",
                "interact": "The shop changed something for you without giving you a say.",
                "customize": "It did change something for you. What should have come before?",
            },
        ),
        Item(
            "repair",
            "A repair shop asks good questions and has a plan for hurried and for careful customers. At the counter "
            "nobody can tell which of them you are.",
            title="A repair shop",
            accept=("identify",),
            feedback={
                "identify": "Without knowing who is who, the plan belongs to nobody.",
                "differentiate": "It has told two kinds of customers apart. It does not know which of them stands there.",
                "interact": "It asks good questions. To whom do the answers belong?",
                "customize": "It cannot change anything for you, but that is a result. Which step fails first?",
            },
        ),
    ),
)

# %% [markdown]
"""
## Your own companies

Now take companies that you have dealt with: a shop, a bank, an app, a clinic, a public office. Find a different one for
each step. Write what it did, where, and when. A good reason could only be about *you*.

Nobody marks this board and nobody reads it but you. In the graded assignment *four-companies* you do the same with more
evidence, so what you note here is a start. Leave out account numbers, addresses and the names of other people.
"""

# %% role="ask"
ask.board(book, "my-companies", "Four companies of mine, one for each step")

# %% [markdown]
"""
**Sentence frames**, if you want them:

- On … (date), at / in … (channel), they knew … because …
- They put me with customers who …, and I saw it when …
- It took me … instead of …, because …
- Before, they …. Since I …, they …

No program can check that a story is true. It can only check that all parts are there.
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "idic-analysis-pair")

# %% role="ask"
ask.item(book, "idic-missing-memory")

# %% role="ask"
ask.item(book, "idic-differentiate-near-miss")

# %% role="ask"
ask.item(book, "idic-interact-better")

# %% role="ask"
ask.item(book, "idic-learning-relationship")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Kleenz has four branches and a van. Here are five things that its survey asks about.
Under which step would each of them help a manager to think?
"""

# %% role="ask"
ask.sort(
    book,
    "kleenz-steps",
    "Five questions of the Kleenz survey",
    items=(
        Item(
            "main-need",
            "What matters most to this customer: speed, care, price or convenience?",
            accept=("differentiate",),
            feedback={
                "identify": "It says what kind of customer this is, and not which customer.",
                "differentiate": "By need. Two customers with the same bill may want opposite things.",
                "interact": "The survey asks it once. What it finds out is a need.",
                "customize": "Something could be changed because of it. The answer alone changes nothing.",
            },
        ),
        Item(
            "spend",
            "How much has this customer spent in the last twelve months?",
            accept=("differentiate",),
            feedback={
                "identify": "To add it up, Kleenz must know the customer already. The sum says something else.",
                "differentiate": "By value. It says how much to care, and not yet what to do.",
                "interact": "A sum is no exchange.",
                "customize": "A sum alone changes nothing for the customer.",
            },
        ),
        Item(
            "branch",
            "Which branch does this customer use most, and is she known in the other three?",
            accept=("identify",),
            feedback={
                "identify": "Recognition between branches is where a chain is tested.",
                "differentiate": "It does tell customers apart by branch. The second half of the question asks for more.",
                "interact": "Nothing is said or answered here. Is she known?",
                "customize": "Nothing is changed for her yet. Is she known?",
            },
        ),
        Item(
            "told-first",
            "Did Kleenz tell the customer of a problem before she found it?",
            accept=("interact", "customize"),
            feedback={
                "identify": "To call her, Kleenz had to know her. But the question is about the call.",
                "differentiate": "Customers with a problem are told apart. But the question is about the call.",
                "interact": "A call at the right moment saves her a walk, and leaves her a say.",
                "customize": "One can see it so: this customer gets a message that others do not. It is an exchange as well.",
            },
        ),
        Item(
            "extra",
            "Was a paid extra put on the bill that the customer had not asked for?",
            accept=("interact",),
            feedback={
                "identify": "Kleenz knows whose bill it is. What did it fail to do?",
                "differentiate": "Extras hit some customers more than others. But what was left out before the extra?",
                "interact": "The step that was skipped: nobody asked her.",
                "customize": "A near miss: her bill was changed, and not for her good. Nobody asked.",
            },
        ),
    ),
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-first-step",
    "Which step should Kleenz take first?",
    min_words=15,
    max_words=80,
    frames=("Kleenz should first …, because …", "A customer would notice it when …", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the chain of four. Change one of the shares, for example the first to 0.5 for a shop with silos, and run the
cell (Shift and Enter). How many cups are left?
"""

# %%
shares = pd.Series([0.8, 0.8, 0.8, 0.8], index=["Identify", "Differentiate", "Interact", "Customize"])
(shares.cumprod() * 100).round(0)

# %% [markdown]
"""
## Discussion

**Which step should a poor firm take first?**

A firm has money for one step only. Choose one, and defend it against somebody who chose another.

Then a question that the sources leave open: one of them counts a survey as *Interact*. Elsewhere we read that people do
not like to be asked, they like to be listened to. When is a survey an exchange, and when is it only a form?
"""

# %% [markdown]
"""
## What you can now do

- Name the four steps, and classify what a company does, near misses included.
- Explain which pair is analysis and which is action.
- Compute what one weak step does to the steps after it.
- Name four companies of your own, one for each step, with reasons.

Next: [04, Identify](04-identify.ipynb).
"""

# %% [markdown]
"""
## Sources

- The four steps, the two pairs and the Learning Relationship: D. Peppers and M. Rogers, *Managing Customer Experience
  and Relationships*, chapters 1 to 3.
- The coffee shop, the 48 touchpoints, the chain of four and Kleenz are invented for this course.
"""
