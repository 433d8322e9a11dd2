# ---
# idic_lab:
#   lane: answers
#   files: [agencies.csv, forms.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Trust lab: the report that has to be right

Leyla Demir has worked at the consumer advice office for two weeks. On her desk lies a report that her predecessor left
half finished: *Whom can you trust with your insurance?* Six agencies, rated by their customers. It is to be printed on
Friday.

She reads the first page. “We have added up all ratings. The agency with most points is the most trusted one in town.”
She looks at the ratings behind it, and puts down her coffee.

You are asked to put the report in order: the numbers, the advice, and the story of one salesperson.

*The office, the agencies and the forms are invented. The ratings were drawn by a computer.*
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

| part | what | points | who marks it |
|---|---|---|---|
| A | trust in numbers | 2.5 | the computer |
| B | a form that begins at 0, and the ends of a scale | 2 | the computer |
| C | which of two moves to choose | 3 | the computer |
| D | eight forms, and one sentence worded the other way round | 2 | the computer |
| E | an insurance salesperson: which behaviour moves which component | 2.5 | the computer |
| F | a claim to judge | 3 | a person |
| G | advice for the salesperson | 3 | a person |

**You need no programming.** All numbers fit on paper, and a pocket calculator is enough. There is a scratch cell if you
like to use Python as one.

**Numbers.** Give two decimals, and round only at the end. A number counts as right within 0.02. You may type 2.5, 2,5
or 5/2.

**The computer** names well-known mistakes and gives part of the points for some of them. **A person** marks your ideas,
not your grammar. Short sentences are good sentences.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask, checks, datasets, reading, trust
from idic_lab.questions import Category

book = AnswerBook("trust-lab")
agencies = datasets.read("agencies", folder=".").set_index("agency")
forms = datasets.read("forms", folder=".").set_index("customer")
highest = int(forms["highest_answer"].iloc[0])

# %% [markdown] role="read" grade_id="table-agencies-text"
"""
## Table 1: six agencies

Each rating is what an agency's customers think of it, from 1 to 10.

- **C**, credibility: I can believe what it says.
- **R**, reliability: it does what it promised.
- **I**, intimacy: it is safe to tell it something.
- **S**, self-orientation: it follows its own interest.

**T = (C + R + I) / S.**
"""

# %% role="ask" grade_id="table-agencies"
agencies.rename(columns={component.key: f"{component.name} ({component.letter})" for component in trust.COMPONENTS})

# %%
# Scratch paper: nothing in this cell is marked. The example of the textbook, a new client:
(5 + 3 + 2) / 8

# %% [markdown] role="read" grade_id="part-a"
"""
# A. Trust in numbers (2.5 points)

The predecessor added up all four columns. What does the equation say?
"""

# %% role="ask" grade_id="one-trust"
ask.number(book, "one-trust", f"What is T of the agency {agencies.index[0]}?", low=0, high=100)

# %% role="ask" grade_id="most-trusted"
ask.choice(
    book,
    "most-trusted",
    "Which agency has the highest T?",
    options={agency: agency for agency in agencies.index},
)

# %% role="ask" grade_id="needed-s"
second = agencies.iloc[1]
target = int((second.sum() - second["self_orientation"]) / second["self_orientation"]) + 1
ask.number(
    book,
    "needed-s",
    f"C, R and I of {second.name} stay as they are. Which S would bring its T to exactly {target}?",
)

# %% role="test" grade_id="numbers-check" points=2.5 title="A. Trust in numbers" lessons=["08-trust-equation"] questions=["one-trust", "most-trusted", "needed-s"]
numbers_check(book)

# %% [markdown] role="read" grade_id="part-b"
"""
# B. A form that begins at 0 (2 points)

One bundle of forms is older. Its boxes were numbered from **0 to 10**. A customer of the fourth agency in Table 1 ticked
the same C, R and I that stand in the table. For S the customer ticked the box **0**: “not at all”.
"""

# %% role="ask" grade_id="zero-meaning"
fourth = agencies.iloc[3]
built = int(fourth.sum() - fourth["self_orientation"])
ask.choice(
    book,
    "zero-meaning",
    f"C + R + I is {built}, S is 0. What should the report give as this customer's T?",
    options={
        "sum": f"{built}, because with S = 0 nothing is left to divide the sum by",
        "highest": "30, the highest T of a form up to 10, because S cannot be lower",
        "none": "no T: on this form the equation has no value for this customer",
        "zero": "0, because everything that is divided by 0 gives 0",
    },
)

# %% [markdown] role="read" grade_id="renumbered-text"
"""
Leyla has the old form printed again. The boxes stay the same, but now they are numbered from **1 to 11**. The ticks are
copied box for box.
"""

# %% role="ask" grade_id="renumbered"
ask.number(book, "renumbered", "What is this customer's T on the renumbered form?", low=0, high=100)

# %% [markdown] role="read" grade_id="ends-text"
"""
The next bundle, in part D, is another form again. So she wants to know what T *can* be on it.
"""

# %% role="ask" grade_id="lowest-t"
ask.number(
    book,
    "lowest-t",
    f"All four ratings run from 1 to {highest}. What is the lowest T that can come out?",
    low=0,
    high=100,
)

# %% role="ask" grade_id="highest-t"
ask.number(book, "highest-t", f"And what is the highest T that can come out, from 1 to {highest}?", low=0, high=100)

# %% role="test" grade_id="scale-check" points=2 title="B. A form that begins at 0" lessons=["08-trust-equation"] questions=["zero-meaning", "renumbered", "lowest-t", "highest-t"]
scale_check(book)

# %% [markdown] role="read" grade_id="part-c"
"""
# C. Which of two moves? (3 points)

The report ends with advice: *“All agencies: lower your self-orientation.”* Leyla wants to know for whom that is good
advice.

An agency has time for one move: it lowers **S by one point**, or it raises **C, R and I by one point each**. Which move
gives the higher T? Use Table 1.
"""

# %% role="ask" grade_id="better-move"
names = {component.letter: component.key for component in trust.COMPONENTS}
ask.sort(
    book,
    "better-move",
    "Which move gives each agency the higher T?",
    items={
        agency: f"{agency}: " + ", ".join(f"{letter} = {row[key]}" for letter, key in names.items())
        for agency, row in agencies.iterrows()
    },
    categories=(
        Category("lower_s", "S one point lower"),
        Category("raise_three", "C, R and I one point higher each"),
        Category("equal", "both give the same T"),
    ),
)

# %% role="ask" grade_id="equal-s"
third = agencies.iloc[2]
three = ", ".join(f"{letter} = {third[key]}" for letter, key in names.items() if letter != "S")
ask.number(
    book,
    "equal-s",
    f"{third.name} has {three}. At which S would both moves give it the same T?",
)

# %% role="ask" grade_id="equal-s-two"
ask.number(
    book,
    "equal-s-two",
    f"Suppose {third.name} could raise C, R and I by TWO points each, or lower S by one. At which S is it the same now?",
)

# %% role="ask" grade_id="own-profile"
ask.trust(
    book,
    "own-profile",
    "Set an agency of your own for which both moves give the same T, and whose T is at least 2.4",
    profiles=("my agency",),
    step=1,
)

# %% role="test" grade_id="moves-check" points=3 title="C. Which of two moves?" lessons=["09-trust-equation-tested"] questions=["better-move", "equal-s", "equal-s-two", "own-profile"]
moves_check(book)

# %% [markdown] role="read" grade_id="part-d"
"""
# D. Eight forms (2 points)

The last agency in Table 1 has asked its customers with a form of its own. Eight came back. The lowest answer is 1 (not at
all). The highest stands above Table 2.

| | |
|---|---|
| c | What they tell me about insurance is right |
| r | They do what they have promised |
| i | I can tell them what worries me |
| s1 | They think of their commission first |
| s2 | They would rather lose a sale than sell me something I do not need |
| s3 | They steer me to what earns them more |

S of a customer is the mean of **s1, s2 and s3**. Read the three sentences before you average: one of them is worded the
other way round.
"""

# %% role="ask" grade_id="table-forms"
from IPython.display import display

print(f"Table 2: answers from 1 to {highest}")
display(forms.drop(columns="highest_answer"))

# %% role="ask" grade_id="one-form"
told = forms[forms["s2"] <= 2].iloc[0]
ask.number(
    book,
    "one-form",
    f"Customer {told.name} answered s1 = {told['s1']}, s2 = {told['s2']}, s3 = {told['s3']}. What is this customer's S?",
)

# %% role="ask" grade_id="mean-s"
ask.number(book, "mean-s", "What is the mean of S over all eight customers?")

# %% role="ask" grade_id="forms-trust"
ask.number(
    book,
    "forms-trust",
    "What is T of the agency, as ratio of means: first the means of C, R, I and S, then T once?",
    low=0,
    high=100,
)

# %% role="test" grade_id="reverse-check" points=2 title="D. Eight forms" lessons=["09-trust-equation-tested"] questions=["one-form", "mean-s", "forms-trust"]
reverse_check(book)

# %% [markdown] role="read" grade_id="part-e"
"""
# E. Mr Brandt comes to the house (2.5 points)

One customer, Ms Keller, wrote a letter instead of a form. Mr Brandt of the first agency has been her insurance
salesperson for a year. She describes eight moments.

Which component does each moment move **first**, up or down? Think of what *she* can see or check at that moment: words
(credibility), actions (reliability), safety (intimacy) or focus (self-orientation).
"""

# %% role="ask" grade_id="moments"
ask.sort(
    book,
    "moments",
    "Which component does each moment move first?",
    items={
        "hail": "“Hail is covered up to the full value,” he says. She looks it up in the terms that evening. It stands on "
        "page 9, in the same words.",
        "monday": "The papers would be in her letter box on Monday, he had said. On Monday they are there, like the last "
        "three times.",
        "cake": "He brings a cake, jokes, and asks after her cat by name. Whenever she begins to speak of a smaller policy, "
        "he turns the talk back to the large one.",
        "rent": "She lets out that she is two months behind with her rent. He lays the pen down and asks her whether this "
        "should stay between the two of them.",
        "storms": "She wants to know how many storm claims were paid last year. He gives her a figure. It turns out to be "
        "from another country.",
        "twice": "She would have to pay twice for the same risk, he points out, and he advises her to cancel the older "
        "policy. It is one on which he earns every year.",
        "stairs": "On the stairs he tells her which of the neighbours has had a break-in, and what was taken.",
        "cellar": "Twice he has promised to ring about the cellar before the weekend. Both weekends are over.",
    },
    categories=tuple(
        Category(component.key, component.name, component.hint, component.colour) for component in trust.COMPONENTS
    ),
)

# %% role="ask" grade_id="older-policy"
ask.choice(
    book,
    "older-policy",
    "He advises her to cancel the policy on which he earns every year. What does this do?",
    options={
        "up_up": "It raises his self-orientation, and a higher S raises T",
        "up_down": "It raises his self-orientation, and a higher S lowers T",
        "down_up": "It lowers his self-orientation, and a lower S raises T",
        "down_down": "It lowers his self-orientation, and a lower S lowers T",
    },
)

# %% role="test" grade_id="salesperson-check" points=2.5 title="E. Mr Brandt comes to the house" lessons=["08-trust-equation"] questions=["moments", "older-policy"]
salesperson_check(book)

# %% [markdown] role="read" grade_id="part-f"
"""
# F. A claim to judge (3 points)

The head of the office has read the last page. “Self-orientation is everything,” she says. “So we print one line for all
six: *work on your self-orientation*. Short and clear.”

Do you agree? Use **at least two agencies** of Table 1, with their numbers. Then say what your numbers **cannot** tell
the office.
"""

# %% role="ask" grade_id="claim"
ask.long_text(
    book,
    "claim",
    "Is one line for all six agencies good advice?",
    min_words=60,
    max_words=250,
    frames=(
        "For … the line is right, because …",
        "For … it is not, since … against …",
        "As a rule, …",
        "The numbers cannot tell …",
    ),
)

# %% [markdown] role="task" grade_id="claim-marks" questions=["claim", "better-move"] lessons=["09-trust-equation-tested"]
"""
### The claim

Nothing to fill in here: a grader marks your text above.
"""

# %% [markdown] role="read" grade_id="part-g"
"""
# G. Advice for Mr Brandt (3 points)

Mr Brandt has read Ms Keller's letter. He asks you: “What is the **one** thing that I should do differently next time?”

Choose one of the eight moments. Tell him what to do instead, which component that moves and **why** (what is different
for Ms Keller then), and what it **costs him**. “Be honest” and “think of the customer” are wishes, not advice.
"""

# %% role="ask" grade_id="advice"
ask.long_text(
    book,
    "advice",
    "Your advice for Mr Brandt",
    min_words=50,
    max_words=200,
    frames=(
        "Next time, when …, you …",
        "For Ms Keller this means that …",
        "So … rises (or falls), because …",
        "It costs you …",
    ),
)

# %% [markdown] role="task" grade_id="advice-marks" questions=["advice", "moments"] lessons=["08-trust-equation", "10-trusted-agent"]
"""
### The advice

Nothing to fill in here: a grader marks your text above.
"""

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- Each question says *saved*.
- Your text in part F names two agencies and their numbers.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
def ends_of_the_scale(book):
    try:
        low, high = (reading.number(checks.recorded(book, id, ""), low=0, high=100) for id in ("lowest-t", "highest-t"))
    except reading.Unreadable:
        return []
    return ["In part B your lowest T is not below your highest T."] if low >= high else []


ask.hand_in(book, [ends_of_the_scale])
