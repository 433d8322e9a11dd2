# ---
# idic_lab:
#   lane: answers
#   files: [journey.csv, friendships.csv, figures.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# A red light and a screenshot

Ms Ito has moved. She orders an internet connection from **Tidewire**, and three weeks later the light on her box is
still red. She has called, she has written, and she has waited. On Friday night a last answer comes: “Your case is closed.
Is there anything else we can do for you?”

She takes a screenshot, and sends it to her friends.

On Monday Tidewire's head of service prints it out and pins it to the wall. “One customer”, says one of the managers.
“By Friday it is forgotten.” Is it? You are asked to look at the journey, at the spread, at what is being said, and at
one clerk in the shop.

*Tidewire, its customers and their friends are invented, and the figures were drawn by a computer.*
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

| part | what | points | who marks it |
|---|---|---|---|
| A | the journey: the widest gap, recognition lost, percentages | 2.5 | the computer |
| B | the screenshot: how far a story goes | 3 | the computer |
| C | what is being said: true, mistaken, or meant to deceive | 1.5 | the computer |
| D | the clerk: refer or sell | 3 | the computer |
| E | one argued paragraph | 5 | a person |

**You need no programming.** A pocket calculator is enough. There is a scratch cell if you like to use Python as one.

**Numbers.** Each question says how exact a number has to be. You may type 2.5, 2,5 or 5/2.

**The computer** names well-known mistakes and gives part of the points for some of them. **A person** marks your ideas,
not your grammar. Short sentences are good sentences.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
import pandas as pd

from idic_lab import AnswerBook, ask, checks, datasets, reading
from idic_lab.analysis import network
from idic_lab.checks import once
from idic_lab.questions import Dial

book = AnswerBook("journey-and-internet")
stages = datasets.read("journey", folder=".").set_index("stage")
friendships = datasets.read("friendships", folder=".")
figures = datasets.read("figures", folder=".").set_index("figure")["value"].astype(int)

# %% [markdown] role="read" grade_id="part-a"
"""
# A. The journey (2.5 points)

### Table 1: nine stages

Forty new customers rated each stage from 1 (bad) to 5 (very good): **as it is**, and **as it should be**, for what they
may fairly expect. The table shows the means. *Knew her* says whether Tidewire, or whoever acted for it, knew at that
stage who Ms Ito was and what had been before.
"""

# %% role="ask" grade_id="table-journey"
from IPython.display import Markdown

head = ["stage", "channel", "what happens", "as it is", "as it should be", "knew her"]
lines = [
    [stage, row["channel"], row["what_happens"], f"{row['as_is']:.1f}", f"{row['to_be']:.1f}", row["identified"]]
    for stage, row in stages.iterrows()
]
Markdown("\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *lines]))

# %%
# Scratch paper: nothing in this cell is marked.
4.5 - 1.5

# %% role="ask" grade_id="widest-stage"
ask.choice(
    book,
    "widest-stage",
    "At which stage is the gap widest: how it should be, less how it is?",
    options={str(number): stage for number, stage in enumerate(stages.index, 1)},
)

# %% role="ask" grade_id="widest-gap"
ask.number(book, "widest-gap", "How wide is that widest gap? (exact to 0.05)", unit="points")

# %% role="test" grade_id="gap-check" points=1 title="A. The widest gap" lessons=["12-customer-journey"] questions=["widest-stage", "widest-gap"]
gap_check(book)

# %% role="ask" grade_id="lost-stage"
ask.choice(
    book,
    "lost-stage",
    "Follow the thread of recognition from the beginning. At which stage is it lost for the FIRST time?",
    options={str(number): stage for number, stage in enumerate(stages.index, 1)},
)

# %% [markdown] role="read" grade_id="percentages-text"
"""
### After a poor experience

Tidewire asked 100 customers who had waited for more than two weeks. The same 100 people answered both questions.
"""

# %% role="ask" grade_id="did-both"
told, looked = figures["told_friends"], figures["looked_elsewhere"]
ask.number(
    book,
    "did-both",
    f"{told} of the 100 told their friends, and {looked} of the 100 looked for another provider. "
    "How many of the 100 did BOTH, at the very least? (a whole number)",
    unit="of 100",
    percent=True,
)

# %% role="test" grade_id="thread-check" points=1.5 title="A. Recognition lost, and percentages" lessons=["12-customer-journey"] questions=["lost-stage", "did-both"]
thread_check(book)

# %% [markdown] role="read" grade_id="part-b"
"""
# B. The screenshot (3 points)

Ms Ito's friends and their friends are sixteen people. They have numbers only. A friendship goes both ways.

### Table 2: who is friends with whom
"""


# %% role="ask" grade_id="table-friends"
@once
def table_of_friends():
    graph = network.friends(friendships)
    friends = {person + 1: ", ".join(str(each + 1) for each in sorted(graph[person])) for person in graph}
    return pd.Series(friends, name="friends").rename_axis("person").to_frame()


table_of_friends()

# %% role="ask" grade_id="two-rounds"
first = figures["two_rounds"]
ask.number(
    book,
    "two-rounds",
    f"Suppose that everybody passes the story on. Person {first} tells it to all friends, and they tell it to all of "
    f"theirs. How many people know it then, person {first} included? (a whole number)",
    unit="people",
)

# %% [markdown] role="read" grade_id="spread-text"
"""
### When not everybody passes it on

**Contagion** is the chance that one friendship passes the story on. Each friendship gets one chance. The computer has let
the story spread 2 000 times for each setting, and the text below the picture gives the mean.

Turn both dials, and note what you read. Where you leave them makes no difference to your points.
"""

# %% role="ask" grade_id="spread"
starters = [figures[f"starter_{number}"] for number in range(1, 5)]
contagions = [figures[f"contagion_{number}"] for number in range(1, 6)]


@once
def spread_of_the_story():
    graph = network.friends(friendships)
    frames = network.frames(graph, [person - 1 for person in starters], [each / 100 for each in contagions])
    return network.drawing(graph), frames


drawing, frames = spread_of_the_story()
ask.explore(
    book,
    "spread",
    "The story among sixteen people",
    dials=(
        Dial("first", "tells first", options={str(person): f"person {person}" for person in starters}),
        Dial("contagion", "contagion", values=[int(each) for each in contagions], unit="%"),
    ),
    picture="network",
    drawing=drawing,
    frames=frames,
)

# %% role="ask" grade_id="reaches-most"
contagion = figures["contagion"]
ask.choice(
    book,
    "reaches-most",
    f"Contagion {contagion} %: from whom does the story reach most people on average?",
    options={str(person): f"person {person}" for person in sorted(starters)},
)

# %% role="ask" grade_id="reach"
ask.number(
    book,
    "reach",
    f"And how many people does it reach then, at contagion {contagion} %? (exact to 0.3)",
    unit="people",
)

# %% role="ask" grade_id="matters-most"
ask.choice(
    book,
    "matters-most",
    "At which contagion does it matter most WHO tells first: the most people reached, less the fewest?",
    options={str(each): f"{each} %" for each in contagions},
)

# %% role="test" grade_id="spread-check" points=3 title="B. The screenshot" lessons=["13-trust-and-the-internet"] questions=["two-rounds", "reaches-most", "reach", "matters-most"]
spread_check(book)

# %% [markdown] role="read" grade_id="part-c"
"""
# C. What is being said (1.5 points)

By Friday people write about Tidewire everywhere. Six posts. Each is one of these:

- **true**: it can be checked, and it holds
- **misinformation**: false, and whoever passes it on believes it
- **disinformation**: false, and whoever puts it out knows that
- **opinion**: no check could settle it
"""

# %% role="ask" grade_id="posts"
ask.sort(
    book,
    "posts",
    "What is each post?",
    items={
        "outage": "A baker writes that all of Lime Street has been offline since seven. Tidewire's own page has said the "
        "same since twenty past seven.",
        "price": "A retired teacher warns her choir that the connection will cost 60 from May. She took the figure from "
        "the list for firms. Nobody in the choir notices.",
        "addresses": "Under four names the owner of a telephone shop writes that Tidewire sells its customers' addresses. "
        "The idea came to him on Sunday, over coffee.",
        "box": "“The ugliest box that ever stood on a shelf,” says a decorator. Two thousand people agree by evening.",
        "queue": "To show how much the new shop is liked, Tidewire's own advertising man posts a photo of a long queue. He "
        "took it at a concert, last year.",
        "headaches": "A nurse shares a warning that the boxes cause headaches, with a study. She does not know that its "
        "authors withdrew it, because the figures were wrong.",
    },
    categories={
        "true": "true",
        "misinformation": "misinformation",
        "disinformation": "disinformation",
        "opinion": "opinion",
    },
)

# %% role="test" grade_id="posts-check" points=1.5 title="C. What is being said" lessons=["13-trust-and-the-internet"] questions=["posts"]
posts_check(book)

# %% [markdown] role="read" grade_id="part-d"
"""
# D. The clerk (3 points)

In Tidewire's shop stands a man who lives at the edge of the town. The line there is slow. The cable of a rival lies in
his house already. The clerk can **sell** him the slow line, or **refer** him to the rival.

Customers come again for other things: a telephone, a repair, a second line. Take these figures:

- Each visit at which something is sold earns the shop the same **margin**. A visit that ends in a referral earns nothing.
- A customer who was *sold* what does not fit comes again with one probability after each visit. A customer who was
  *referred* comes again with another one, and buys then.
"""

# %% role="ask" grade_id="table-clerk"
margin, sold, referred = figures["margin"], figures["sold"], figures["referred"]
pd.Series(
    {
        "margin of a visit": f"{margin} dollars",
        "come again after each visit, once sold what does not fit": f"{sold} of 100",
        "come again after each visit, once referred": f"{referred} of 100",
    },
    name="figure",
).to_frame()

# %% [markdown] role="read" grade_id="clerk-how-text"
"""
An example of how to count, with a margin of 10 and 50 of 100: today 10, visit 1 after today 10 × 0.5 = 5 on average,
visit 2 after today 10 × 0.5 × 0.5 = 2.50. So by visit 2 it is 17.50 in all.
"""

# %% role="ask" grade_id="selling"
ask.number(
    book,
    "selling",
    "SELL: how much has one customer brought on average by visit 2 after today, today included? (exact to 0.05)",
    unit="dollars",
)

# %% role="ask" grade_id="caught-up"
ask.number(
    book,
    "caught-up",
    "REFER: at which visit after today has referring brought at least as much as selling? (a whole number)",
    unit="visits after today",
)

# %% role="test" grade_id="clerk-check" points=2 title="D. The clerk: sell or refer" lessons=["10-trusted-agent"] questions=["selling", "caught-up"]
clerk_check(book)

# %% role="ask" grade_id="needed"
ask.number(
    book,
    "needed",
    f"Leave selling at {sold} of 100. From how many of 100 on is referring ahead in the long run? (exact to 0.5)",
    unit="of 100",
    percent=True,
)

# %% role="ask" grade_id="agent"
ask.choice(
    book,
    "agent",
    "Which sentence of a clerk is that of a trusted agent?",
    options={
        "today": "“If you sign today, the first three months cost you nothing.”",
        "cheapest": "“Nobody in town is cheaper than we are, so you need not compare.”",
        "fits": "“With us it would be slow at your place. Take the cable that you have.”",
        "sister": "“I tell you what I would tell my own sister: take the large box.”",
    },
)

# %% role="test" grade_id="agent-check" points=1 title="D. The long run, and a trusted agent" lessons=["10-trusted-agent"] questions=["needed", "agent"]
agent_check(book)

# %% [markdown] role="read" grade_id="part-e"
"""
# E. One paragraph (5 points)

> **Since the internet, trust is harder to foster, and more important than ever.**

Do you agree? Write **one paragraph** of 100 to 220 words for Tidewire's managers. Five things are asked for:

1. your **position**, with a reason
2. a **figure from the journey** (part A), used for what it shows
3. a **figure from the network** (part B), with the condition under which it holds
4. the best thing that can be said **against** you, and your answer
5. **one step** that Tidewire should take: who does it, by when, and what it costs
"""

# %% role="ask" grade_id="argument"
ask.long_text(
    book,
    "argument",
    "Is trust harder to foster, and more important than ever?",
    min_words=100,
    max_words=220,
    frames=(
        "I think that … because …",
        "On Ms Ito's journey, …",
        "If contagion is …, then … Otherwise …",
        "Against this it can be said that … But …",
        "So Tidewire should …; it costs …",
    ),
)

# %% [markdown] role="task" grade_id="argument-marks" questions=["argument"] lessons=["12-customer-journey", "13-trust-and-the-internet"]
"""
### The paragraph

Nothing to fill in here: a grader marks your text above.
"""

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- Each question says *saved*.
- Your paragraph has all five things in it.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
def gap_of_another_stage(book):
    chosen = checks.recorded(book, "widest-stage")
    try:
        given = reading.number(checks.recorded(book, "widest-gap", ""), low=-100, high=100)
    except reading.Unreadable:
        return []
    if chosen is None:
        return []
    row = stages.iloc[int(chosen) - 1]
    fits = abs(abs(given) - abs(row["to_be"] - row["as_is"])) <= 0.051
    return [] if fits else ["In part A the gap that you gave is not the gap of the stage that you chose."]


ask.hand_in(book, [gap_of_another_stage])
