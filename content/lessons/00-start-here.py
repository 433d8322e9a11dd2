# %% [markdown]
"""
# Start here

*10 minutes. Nothing in this lesson is marked. A word you do not know? Look in the [glossary](glossary.ipynb).*

**Do this first:** open the menu **Run** at the top of the page and choose **Run All Cells**. The questions appear, and
you can answer them.

This course asks one thing in many ways: why do you trust one company and not another? Each lesson tells you a case,
asks you to guess, and then shows you data. You click, move sliders and write. You never have to write code. The
grey bars with three dots hide the code of the questions. Leave them closed.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask

book = AnswerBook("00-start-here")

# %% [markdown]
"""
## The case: a company that forgets

You call your bank. A voice asks you to key in your account number. You do, all twelve digits.

Then a person answers: “Could I have your account number, please?”

This happens so often that the course has a name for it: the *Goldfish Principle*. A company without a memory makes you
say everything twice. These notebooks try to do better. What you tell them, they keep.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Answer** a question in three ways, and **tell** whether the answer was saved.
2. **Reopen** a lesson and **find** your answers again.
3. **Name** what you hand in with graded work, and where to look for help.
"""

# %% [markdown]
"""
## A tour in three answers

### First, a choice

Click an answer. Then look at the upper right corner of the box.
"""

# %% role="ask"
ask.choice(
    book,
    "asked-twice",
    "When did a company last ask you for something that it already knew?",
    {
        "week": "within the last week",
        "year": "within the last year",
        "longer": "longer ago",
        "never": "never, as far as I know",
    },
)

# %% [markdown]
"""
### What the corner tells you

| you read | it means |
|---|---|
| *saving…* | Your answer is on its way. |
| *saved at 14:03* | Your answer is in a file beside this notebook. You may close the page. |
| *not saved: run this cell again* | Your last change is on this page only. |

After *not saved*, click the cell and press Shift and Enter together. Your earlier answers come back from the file, and
you can go on.
"""

# %% [markdown]
"""
### Second, four sliders

Think of one company that you use often. Move the sliders to where you see it today.

High is good for the first three. High is *bad* for the fourth: a self-oriented company thinks of itself first. Do not
worry about the number that appears. Lesson 08 is about nothing else.
"""

# %% role="ask"
ask.trust(book, "first-impression", "One company that you use often", profiles=("my company",))

# %% [markdown]
"""
### Third, a sentence

Short, plain sentences are good sentences. You can start from one of the beginnings offered, or from nothing.
"""

# %% role="ask"
ask.long_text(
    book,
    "remember",
    "What should a company remember about you?",
    min_words=5,
    frames=("A company I use should remember … because …", "I do not mind if it knows …"),
)

# %% [markdown]
"""
## Predict, then look

**Kleenz** is a chain of dry cleaners with four branches. You meet it in every lesson, and the graded case at the end is
about it. Kleenz is invented, and so are the 420 answers in its survey. Such data are called *synthetic*: a computer
drew them so that they behave like real ones.

In this course you guess before you look. A wrong guess costs nothing. It makes the true figure easier to keep in mind.
Here are the first three customers, and a few of the columns.
"""

# %% role="ask"
from idic_lab import datasets, plots
from idic_lab.analysis import survey

practice = survey.clean(datasets.kleenz_practice())
practice[["respondent", "branch", "channel", "spend_12m", "trust_overall", "would_return"]].head(3)

# %% role="ask"
returning = practice["would_return"].value_counts(normalize=True) * 100


def show_returning(guess):
    return plots.shares(
        returning.rename({"yes": "would use Kleenz again", "no": "would not"}),
        "Kleenz practice survey (synthetic)",
        guess=guess,
    )


ask.guess(
    book,
    "would-return",
    "Of 100 Kleenz customers, how many say that they would use Kleenz again?",
    show_returning,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
## Check yourself

In lessons each answer explains itself, the wrong ones too. Try a wrong one on purpose. In graded work you see only
whether your answer is complete.
"""

# %% role="ask"
ask.item(book, "start-saved-where")

# %% role="ask"
ask.item(book, "start-not-saved")

# %% role="ask"
ask.item(book, "start-encounter")

# %% [markdown]
"""
## Closing and reopening

Close this tab whenever you like. Next time:

1. Open the notebook again.
2. Choose **Run**, then **Run All Cells**.

Your answers are there. Try it now: choose **Kernel**, then **Restart Kernel and Run All Cells**.

The answers lie in a small file beside the notebook, here `00-start-here.answers.json`. Leave it where it is. Do not
edit it.
"""

# %% [markdown]
"""
## Without a mouse

| key | what it does |
|---|---|
| Tab, Shift + Tab | to the next or the last control, and out of a question |
| arrow keys | move a slider, change a choice |
| Space or Enter | presses a button, ticks a box |
| Ctrl + S (Cmd + S) | saves the notebook, also from inside a question |
| Shift + Enter | on a cell, outside the question: runs it and goes to the next one |
"""

# %% [markdown]
"""
## Handing in

Nobody collects the lessons. They are yours.

Graded work lies in a folder of its own for each assignment. When it is done:

1. Choose **Run All Cells** once more, and look through it: every question says *saved*.
2. Save the notebook.
3. Hand in the notebook **and** its answers file. Your instructor tells you how: with the *Submit* button of the
   assignment list, or as one zip of the folder.

Marks come from the answers that you recorded. What you write in other cells is scratch paper.
"""

# %% [markdown]
"""
## Where help is

- **A question does not react.** Run its cell again: Shift and Enter.
- **A click went wrong.** Click again to change it. Sliders, boards, decks and tables also have an
  *Undo* button.
- **The notebook says that a file could not be read.** Nothing is deleted. The file is set aside under a name with a
  date, and your last good answers are used.
- **A word is new.** Open the [glossary](glossary.ipynb).
- **Anything else.** Ask your instructor, and copy the whole message, not only its last line.
"""

# %% [markdown]
"""
## The Kleenz corner

Each lesson has five minutes for the dry cleaner, so that the graded case is half done when you come to it. Today one
line is enough.
"""

# %% role="ask"
ask.text(book, "best-coat", "What would make you trust a dry cleaner with your best coat?")

# %% [markdown]
"""
## Under the hood (optional)

Cells like the next one show how a figure was made. You can read them, change them, or pass them by. Nothing that you
change here can harm your answers.
"""

# %%
customers = survey.clean(datasets.kleenz_practice())  # one row a customer
customers["would_return"].value_counts(normalize=True).round(2)

# %% [markdown]
"""
## Discussion

A company could keep everything that you ever told it. **What should it forget?**

Name one thing that you want remembered and one that you want forgotten. Compare with a neighbour: do you draw the line
in the same place?
"""

# %% [markdown]
"""
## What you can now do

- Answer by clicking, sliding and writing, and tell saved from not saved.
- Close a lesson, open it again and find your answers.
- Name the two files that you hand in with graded work, and find help.

Next: [01, relationships](01-relationships.ipynb), or the lesson that your instructor names.
"""

# %% [markdown]
"""
## Sources

The Goldfish Principle: D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*, chapters 1 to 3. The
bank, Kleenz and its survey are invented.
"""
