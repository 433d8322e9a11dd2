# %% [markdown]
"""
# ${title}

*40 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, plots

book = AnswerBook("${name}")

# %% [markdown]
"""
## Warm-up

Two questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "${warm_up_1}")

# %% role="ask"
ask.item(book, "${warm_up_2}")

# %% [markdown]
"""
## The case: a shop you know

Here stands a case: one person, one company, and something that goes wrong. Tell it in ten lines, before any term.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Explain** ${idea} with an example of your own.
2. **Sort** cases by it.
"""

# %% [markdown]
"""
## Predict, then look

Commit yourself first. A wrong guess costs nothing.
"""


# %% role="ask"
def show_shares(guess):
    return plots.shares({"came again": 40, "did not": 60}, "Customers of the shop (invented)", guess=guess)


ask.guess(
    book,
    "guess",
    "Of 100 customers of the shop, how many came again?",
    show_shares,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

40 of 100 came again. The numbers are invented.

</details>
"""

# %% [markdown]
"""
## Practice: three cases

Put each case where it belongs.
"""

# %% role="ask"
ask.sort(
    book,
    "cases",
    "Does it show ${idea}?",
    {"first": "The first case.", "second": "The second case.", "third": "The third case."},
    {"yes": "yes", "no": "no"},
)

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "${slug}-first")

# %% role="ask"
ask.item(book, "${slug}-second")

# %% role="ask"
ask.item(book, "${slug}-third")

# %% [markdown]
"""
## The Kleenz corner

What does this mean for the dry cleaner?
"""

# %% role="ask"
ask.text(book, "kleenz", "Name one thing that Kleenz could do.")

# %% [markdown]
"""
## Under the hood (optional)

The next cell shows how the figure was made. Nothing that you change here can harm your answers.
"""

# %%
plots.show(plots.shares({"came again": 40, "did not": 60}, "Customers of the shop (invented)"))

# %% [markdown]
"""
## Discussion

Ask one open question here. Argue for two minutes, then change sides.
"""

# %% [markdown]
"""
## What you can now do

- Explain ${idea} with an example of your own.
- Sort cases by it.
"""

# %% [markdown]
"""
## Sources

The case and its numbers are invented.
"""
