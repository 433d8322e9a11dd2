# ---
# idic_lab:
#   lane: answers
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Four companies and you

Amara takes her bicycle to Spoke and Chain. The man at the desk has never met her. Still, his screen shows the brakes
that the *other* branch repaired in March. He can see that she rides to work every day, so a day without a bicycle
costs her more than any repair. He sends one text message: “The rim is cracked. Repair today for 40, or a new wheel on
Thursday for 70?” She answers with one digit. In April she had told them that she cannot walk to work. Now a loan
bicycle waits for her each time, and nobody else has to ask for it.

The story is invented. It has all four steps in it: the shop **identified** her, **differentiated** her from
other customers, **interacted** with little effort on either side, and **customized** what it does.

Now it is your turn, with real companies that you have dealt with.
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

Find **four different companies** from your own life, one for each step:

1. **Identify**: one that knew it was you.
2. **Differentiate**: one that told you apart from its other customers, by what you need or by what you are worth to it.
3. **Interact**: one that made it easy, or even fun, to deal with it.
4. **Customize**: one that changed something for you.

A company can be a shop, a bank, an app, a clinic, a library or a public office. One company may do several of the
steps. Put it where its evidence is best, and take another company for the next step.

For each company, say **what happened**, in which **channel** (counter, telephone, app, e-mail …) and on which
**date**. If you no longer know the day, give the year and the month. Write so that somebody who was not there can see
it: what did you do, what did they do, and how could you notice the step?

**Privacy.** Leave out account numbers, addresses and the names of other people. If a company is too private, take
another one.
"""

# %% [markdown] role="read" grade_id="points"
"""
## Points and handing in

| what | points | who marks it |
|---|---|---|
| all four steps have a company | 1 | the computer |
| the four companies are different | 1 | the computer |
| Differentiate says by what: need or value | 1 | the computer |
| Customize says what it was like before and after, and these differ | 1 | the computer |
| each company has a channel and a date | 1 | the computer |
| your evidence for each step, 3 points each | 12 | a person |

The computer checks that everything is there and fits together: it gives half a point where only part is there.
*Kleenz Ltd.* and *kleenz* are one company to it. If two companies stand under one step, only the upper one counts.
Nobody can check that your story is true, and nobody will try. What is marked is whether it shows the step.

Ideas are marked, not grammar. Short, plain sentences are good sentences.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask
from idic_lab.questions import Field

book = AnswerBook("four-companies")

# %% [markdown] role="read" grade_id="your-companies"
"""
## Your four companies

Add a company, choose its step, and fill in its card. You can move a card to another step at any time.
"""

# %% role="ask" grade_id="companies"
ask.board(
    book,
    "companies",
    "Four companies that showed you the four steps",
    steps="all",
    distinct=True,
    fields=[
        Field("channel", "Channel", hint="counter, telephone, app, e-mail, website …"),
        Field("date", "Date", hint="2026-10-14; without the day: 2026-10", kind="date"),
        Field(
            "known_by",
            "How did they know you?",
            steps=("identify",),
            options={
                "group": "by a group I belong to: my age, my town, my income …",
                "person": "as this one person: by my account, card, number or face",
            },
        ),
        Field(
            "basis",
            "By what did they tell you apart?",
            steps=("differentiate",),
            options={
                "value": "by value: what I am worth to them",
                "product": "by a product that other companies do not have",
                "need": "by need: what I want from them",
            },
        ),
        Field(
            "easier",
            "What made dealing with them good?",
            steps=("interact",),
            options={
                "easy": "it took me less time or effort",
                "volume": "they contacted me more often than others do",
                "fun": "it was a pleasure",
            },
        ),
        Field(
            "changed",
            "What did they change for you?",
            steps=("customize",),
            options={
                "behaviour": "what they do",
                "name": "my name now stands in their messages",
                "offer": "what they offer me, or its price",
                "communication": "what they tell me, or when, or how",
            },
        ),
        Field("before", "Before: what was it like?", steps=("customize",)),
        Field("after", "After: what is it like now?", steps=("customize",)),
    ],
)

# %% [markdown] role="read" grade_id="check-yourself"
"""
## Check what is missing

Run the next three cells. They tell you whether something is still open. They do not tell you how many points you will
get.
"""

# %% role="test" grade_id="steps-check" points=2 title="All four steps, four different companies" lessons=["03-idic-map"] questions=["companies"]
steps_check(book)

# %% role="test" grade_id="basis-and-change-check" points=2 title="Differentiate: by need or by value. Customize: before and after" lessons=["06-differentiate-by-needs", "07-interact-and-customize"] questions=["companies"]
basis_and_change_check(book)

# %% role="test" grade_id="evidence-check" points=1 title="A channel and a date for each company" lessons=["03-idic-map"] questions=["companies"]
evidence_check(book)

# %% [markdown] role="read" grade_id="evidence-for-each-step"
"""
## Your evidence, marked by a person

The next four parts have nothing for you to fill in. They show where the marks for your evidence will stand. A grader
reads what you wrote on the four cards above. The best evidence says who did what, in which channel and when, and shows
that it was this step and not another one.
"""

# %% [markdown] role="task" grade_id="evidence-identify" questions=["companies"] lessons=["04-identify"]
"""
### Identify: how could you see that they knew it was you?
"""

# %% [markdown] role="task" grade_id="evidence-differentiate" questions=["companies"] lessons=["05-differentiate-by-value", "06-differentiate-by-needs"]
"""
### Differentiate: how could you see that they told you apart?
"""

# %% [markdown] role="task" grade_id="evidence-interact" questions=["companies"] lessons=["07-interact-and-customize"]
"""
### Interact: how could you see that it was easy, or fun?
"""

# %% [markdown] role="task" grade_id="evidence-customize" questions=["companies"] lessons=["07-interact-and-customize"]
"""
### Customize: what is different now, because of you?
"""

# %%
# Scratch paper: nothing in this cell is marked.

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- Each card under the four steps is filled in, and the questions above say *saved*.
- The notebook is saved.
- You would not mind if a grader read every word.
"""

# %% role="ask" grade_id="hand-in"
ask.hand_in(book)
