# ---
# idic_lab:
#   lane: answers
#   files: [touchpoints.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# ${title}

Here stands the case. The table `touchpoints.csv` lies beside this notebook.

| what | points | who marks it |
|---|---|---|
| which of the three | 1 | the computer |
| how many touchpoints | 1 | the computer |
| your reason | 3 | a person |

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask

book = AnswerBook("${name}")

# %% role="ask" grade_id="which"
ask.choice(
    book,
    "which",
    "Which of the three is a relationship?",
    {
        "both": "both sides know each other, and come back to what was",
        "often": "one side buys often",
        "advert": "one side has seen an advertisement",
    },
)

# %% role="ask" grade_id="how-many"
ask.number(book, "how-many", "How many touchpoints does the table hold?", low=0, high=100)

# %% role="test" grade_id="answers-check" points=2 title="Which, and how many" lessons=["${lesson}"] questions=["which", "how-many"]
answers_check(book)

# %% role="ask" grade_id="why"
ask.long_text(book, "why", "Why is it a relationship, and the other two are not?", min_words=20, max_words=200)

# %% [markdown] role="task" grade_id="why-marks" questions=["why"] lessons=["${lesson}"]
"""
### Your reason

Nothing to fill in here: a grader marks your text above.
"""

# %%
# Scratch paper: nothing in this cell is marked.

# %% role="ask" grade_id="hand-in"
ask.hand_in(book)
