# ---
# idic_lab:
#   lane: answers
#   files: [stories.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Is it a relationship?

A chain of garden centres has a new manager for its customers, Femi. On his first day he is shown a screen with one
large number: **41 306 relationships**. “What is in there?” he asks. Everybody who ever gave an e-mail address, he
hears. A woman who comes every Saturday and wants to be left alone. A man who won a rake. A landscape gardener who
tells them in March which hedges he will need, so that they order less and he gets them all. Three schools that have
closed.

Femi prints a hundred rows and begins to read. He wants to know two things of each. Is it a relationship? And is it
loyalty, and if so, which kind?

Femi and the chain are invented, and so are all the stories below. You will do what he does.
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

| part | what | points | who marks it |
|---|---|---|---|
| A | eight stories: which characteristic of a relationship do they show, or lack? | 4 | the computer |
| B | five stories: is it a relationship? | 1 | the computer |
| C | eight stories: which kind of loyalty? | 4 | the computer |
| D | you defend one of your answers | 3 | a person |

Lessons 01 and 02 have all that you need. Take each story as it is told, and add nothing to it.

**Part A.** Each story earns half a point. Most have a close second, which is true of the story, but not what it turns
on. A close second earns a quarter.

**Part B.** All five right earn the point, four right earn half of it. There are two places only, so three right could
be a guess.

**Part C.** Your answers are read twice. Does the customer come back? Would the customer miss the firm? With eight
stories, four would be right by guessing. So each one that is right beyond four earns half a point, for each of the two
questions.

**Part D.** Ideas are marked, not grammar. Short, plain sentences are good sentences.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask, checks, datasets, idic, reading
from idic_lab.questions import Category, Item

book = AnswerBook("relationship-audit")
stories = datasets.read("stories", folder=".").set_index("story")
seven = [Category(term.key, term.name, term.meaning) for term in idic.CHARACTERISTICS]
labels = {"both": "both", "behavioural": "behaviour only", "emotional": "feeling only", "neither": "neither"}
four = [Category(quadrant.key, labels[quadrant.key], quadrant.meaning) for quadrant in idic.LOYALTY]


def stories_of(question):
    asked = stories[stories["question"] == question]
    return tuple(Item(key, row["text"], title=row["title"]) for key, row in asked.iterrows())


# %% [markdown] role="read" grade_id="part-a"
"""
# A. The seven characteristics (4 points)

In the first four stories one characteristic **is there**, and the story turns on it. Which one?

A characteristic can fit several stories or none.
"""

# %% role="ask" grade_id="shown"
ask.sort(
    book,
    "shown",
    "Which characteristic does the story show?",
    items=stories_of("shown"),
    categories=seven,
)

# %% [markdown] role="read" grade_id="part-a-missing"
"""
In these four stories one characteristic is **missing**. Look for the *first* thing that is missing, the one from which
the rest follows.
"""

# %% role="ask" grade_id="missing"
ask.sort(
    book,
    "missing",
    "Which characteristic is missing first?",
    items=stories_of("missing"),
    categories=seven,
)

# %% [markdown] role="read" grade_id="check-part-a"
"""
### Check what is missing in part A

The check cells tell you whether something is still open. They do not tell you how many points you will get.
"""

# %% role="test" grade_id="characteristics-check" points=4 title="A. The seven characteristics" lessons=["01-relationships"] questions=["shown", "missing"]
characteristics_check(book)

# %% [markdown] role="read" grade_id="part-b"
"""
# B. Relationship or not? (1 point)

A story need not be perfect to be a relationship. It is one when both sides know each other, and when what passed
between them shapes what they do next.
"""

# %% role="ask" grade_id="relationship"
ask.sort(
    book,
    "relationship",
    "Is it a relationship between the two?",
    items=stories_of("relationship"),
    categories={"yes": "yes, a relationship", "no": "no, something essential is missing"},
)

# %% role="test" grade_id="relationship-check" points=1 title="B. Relationship or not?" lessons=["01-relationships"] questions=["relationship"]
relationship_check(book)

# %% [markdown] role="read" grade_id="part-c"
"""
# C. Which kind of loyalty? (4 points)

Take two questions to each story. Does this customer come back? And would this customer miss the firm? The place follows
from the two answers.
"""

# %% role="ask" grade_id="loyalty"
ask.sort(
    book,
    "loyalty",
    "Which kind of loyalty does the customer show towards the firm?",
    items=stories_of("loyalty"),
    categories=four,
)

# %% role="test" grade_id="loyalty-check" points=4 title="C. Which kind of loyalty?" lessons=["02-loyalty"] questions=["loyalty"]
loyalty_check(book)

# %% [markdown] role="read" grade_id="part-d"
"""
# D. Defend one of your answers (3 points)

A colleague of Femi has sorted the same stories and has put one of them elsewhere. Choose the story, and convince her:

1. **What in the story decides?** Quote a few words of it, and say what they mean for a relationship or for loyalty.
2. **Which other answer comes closest?** Say why it is not that one.
3. **What would have to be different?** Change one fact, so that her answer would be the right one.
"""

# %% role="ask" grade_id="defended"
parts = {"shown": "A", "missing": "A", "relationship": "B", "loyalty": "C"}
ask.choice(
    book,
    "defended",
    "Which story do you take?",
    options={
        key: f"{row['title']} (part {parts[row['question']]})"
        for key, row in stories[stories["defend"] == "yes"].iterrows()
    },
)

# %% role="ask" grade_id="defence"
ask.long_text(
    book,
    "defence",
    "Where did you put it, and why is that right?",
    min_words=60,
    max_words=250,
    frames=(
        "I put this story under …, because it says “…”. This means that …",
        "The answer that comes closest is …, because …",
        "It is not that one, because …",
        "If …, her answer would be right, because then …",
    ),
)

# %% [markdown] role="task" grade_id="defence-marks" questions=["defended", "defence"] lessons=["01-relationships", "02-loyalty"]
"""
### Your defence

Nothing to fill in here: a grader marks your text above.
"""

# %%
# Scratch paper: nothing in this cell is marked.

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- The questions above say *saved*, and the check cells say *complete*.
- Your text names the place that your story has in your own answer above.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
def defended_but_not_sorted(book):
    story = checks.recorded(book, "defended")
    placed = [key for id in ("shown", "missing", "relationship", "loyalty") for key in checks.recorded(book, id, {})]
    return ["You defend a story that you have not sorted yet."] if story and story not in placed else []


def defence_without_a_story(book):
    written, story = reading.words(checks.recorded(book, "defence", "")), checks.recorded(book, "defended")
    return ["Your defence does not say which story it is about: choose the story."] if written and not story else []


ask.hand_in(book, [defended_but_not_sorted, defence_without_a_story])
