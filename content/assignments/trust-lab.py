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

# %% role="test" grade_id="numbers-check" points=2.5
# A. Trust in numbers.
# Lesson: 08-trust-equation
from idic_lab import checks

checks.complete(book, "one-trust", "most-trusted", "needed-s", points=2.5)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.checks import Result

data = datasets.read("agencies", folder=".").set_index("agency")
s = data["self_orientation"]
built = data.sum(axis=1) - s
scores = built / s

above, below, key = built.iloc[0], s.iloc[0], scores.iloc[0]
known = [(key / 3, "components-averaged", "C, R and I were averaged: that is a third of T.", 0.5)]
for value in (above + below, above - below, (above + below) / 4, above * below):
    known.append((value, "s-in-numerator", "S was added, subtracted or multiplied instead of dividing the sum."))
known.append((1 / key, "", "That is the fraction upside down: S stands below the line."))
result = checks.number(checks.recorded(book, "one-trust"), key, "T of one agency", 1, 0.02, known, low=0, high=100)

best, said = scores.idxmax(), "Compare what C + R + I gives when S divides it."
wrong = {agency: ("", f"You chose {agency}. {said}") for agency in data.index}
wrong[built.idxmax()] = ("", f"{built.idxmax()} has the highest C + R + I. Its S has been left out.")
wrong[(built + s).idxmax()] = ("s-in-numerator", f"{(built + s).idxmax()} has most points when S is added as well.")
wrong[s.idxmin()] = ("", f"{s.idxmin()} has the lowest S. C, R and I have been left out.")
result += checks.choice(checks.recorded(book, "most-trusted"), best, "the most trusted agency", 0.5, wrong)

above, below = built.iloc[1], s.iloc[1]
target = int(scores.iloc[1]) + 1
key = above / target
known = [
    (key / 3, "components-averaged", "C, R and I were averaged: their sum is divided by S.", 0.5),
    (below - key, "", "That is by how much S must fall. Asked was which S it would be.", 0.5),
    (1 / key, "", "That is the fraction upside down: S is the sum divided by T."),
    (above - target, "s-in-numerator", "S was subtracted. The sum is divided by S."),
    (target * below - above, "", "That is by how much C + R + I would have to rise. Asked was which S."),
]
Result([*result.criteria, *checks.number(checks.recorded(book, "needed-s"), key, "S for a T", 1, 0.02, known).criteria])
### END HIDDEN TESTS

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

# %% role="test" grade_id="scale-check" points=2
# B. A form that begins at 0.
# Lesson: 08-trust-equation
from idic_lab import checks

checks.complete(book, "zero-meaning", "renumbered", "lowest-t", "highest-t", points=2)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets

fourth = datasets.read("agencies", folder=".").iloc[3]
built = fourth["credibility"] + fourth["reliability"] + fourth["intimacy"]
top = datasets.read("forms", folder=".")["highest_answer"].iloc[0]
said = "Divide the sum by 1, by 0.1 and by 0.01: it grows without end, and at 0 there is no value."
wrong = {
    "sum": ("", f"The sum alone is what comes out for S = 1. {said}"),
    "highest": ("", f"30 belongs to ratings of 10 and an S of 1. {said}"),
    "zero": ("", f"0 divided by something gives 0, and not something divided by 0. {said}"),
}
result = checks.choice(checks.recorded(book, "zero-meaning"), "none", "what S = 0 does", 0.5, wrong)
known = [
    (built, "", "Only S was renumbered. Every box carries a number that is one higher: C, R and I as well."),
    (built + 1, "", "C + R + I holds three ratings, and each of them is one higher."),
    ((built + 3) / 3, "components-averaged", "C, R and I were averaged: that is a third of T."),
    (built + 4, "s-in-numerator", "S was added instead of dividing the sum."),
]
result += checks.number(
    checks.recorded(book, "renumbered"), built + 3, "T after renumbering", 0.5, 0.02, known, low=0, high=100
)
known = [
    (3, "", "That is T when all four ratings are equal. For the lowest T, C, R and I are low and S is high."),
    (0, "", "T is a fraction of numbers from 1 up: it cannot be 0."),
    (1 / top, "components-averaged", "C, R and I were averaged: that is a third of the lowest T."),
    (3 + top, "s-in-numerator", "S was added instead of dividing the sum."),
    (3 * top, "high-s-is-good", "That is the highest T. A high S makes T low."),
]
result += checks.number(
    checks.recorded(book, "lowest-t"), 3 / top, "lowest T of a scale", 0.5, 0.02, known, low=0, high=100
)
known = [
    (3, "", "That is T when all four ratings are equal, also at the top. For the highest T, S is low."),
    (top, "components-averaged", "C, R and I were averaged: that is a third of the highest T."),
    (3 * top + 1, "s-in-numerator", "S was added instead of dividing the sum."),
    (4 * top, "s-in-numerator", "S was added instead of dividing the sum."),
    (3 / top, "high-s-is-good", "That is the lowest T. A high S makes T low."),
]
result + checks.number(
    checks.recorded(book, "highest-t"), 3 * top, "highest T of a scale", 0.5, 0.02, known, low=0, high=100
)
### END HIDDEN TESTS

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

# %% role="test" grade_id="moves-check" points=3
# C. Which of two moves?
# Lesson: 09-trust-equation-tested
from idic_lab import checks

checks.complete(book, "better-move", "equal-s", "equal-s-two", "own-profile", points=3)
### BEGIN HIDDEN TESTS
from idic_lab import checks, datasets
from idic_lab.checks import Criterion, Result

data = datasets.read("agencies", folder=".").set_index("agency")
s = data["self_orientation"]
built = data.sum(axis=1) - s
gain = built / (s - 1) - (built + 3) / s
keys = {a: "equal" if abs(g) < 1e-9 else "lower_s" if g > 0 else "raise_three" for a, g in gain.items()}
given = checks.recorded(book, "better-move", {})
slips = [agency for agency in given if given[agency] != keys[agency]]
said = [f"{a}: {built[a] / (s[a] - 1):.3f} with the lower S, {(built[a] + 3) / s[a]:.3f} with the three" for a in slips]
always = len(given) > 4 and set(given.values()) == {"lower_s"}
part = (len(given) - len(slips)) / 4
slip = "lowering-s-always-wins" if always else ""
said = f"{len(given) - len(slips)} of 6 right. " + "; ".join(said) if given else "No answer was recorded."
result = Result([Criterion("the better move of six agencies", part, 1.5, said, slip)])

mean = built.iloc[2] / 3
known = [
    (mean, "", "That is the mean of C, R and I. The mean has to equal S - 1, not S.", 1 / 4),
    (mean - 1, "", "The mean has to equal S - 1. So S is one above it, not one below.", 1 / 4),
    (built.iloc[2] + 1, "", "You took the sum of C, R and I. It is their mean that counts."),
    (built.iloc[2], "", "That is the sum of C, R and I. Their mean has to equal S - 1."),
]
result += checks.number(checks.recorded(book, "equal-s"), mean + 1, "the S at which both are equal", 0.5, 0.02, known)
known = [
    (mean + 1, "", "That is the S for one point each. Two points make the other move stronger."),
    (2 * mean + 1, "", "Two points make the other move stronger, so S has to be lower now and not higher."),
    (mean / 2, "", "Nearly: solve (C + R + I) / (S - 1) = (C + R + I + 6) / S for S.", 1 / 4),
]
key = mean / 2 + 1
result += checks.number(checks.recorded(book, "equal-s-two"), key, "the same with two points each", 0.5, 0.02, known)

own = checks.recorded(book, "own-profile", {}).get("my agency")
below = own["self_orientation"] if own else 1
above = sum(own.values()) - below if own else 3
tie, score = above == 3 * (below - 1), above / below
said = f"Recorded: T = {score:.2f}; the mean of C, R and I is {above / 3:.2f}, and S - 1 is {below - 1:g}."
points = 0 if not tie else 0.5 if score >= 2.4 else 1 / 4
result + Result([Criterion("an agency of your own", points, 0.5, said if own else "No answer was recorded.")])
### END HIDDEN TESTS

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

# %% role="test" grade_id="reverse-check" points=2
# D. Eight forms.
# Lesson: 09-trust-equation-tested
from idic_lab import checks

checks.complete(book, "one-form", "mean-s", "forms-trust", points=2)
### BEGIN HIDDEN TESTS
import contextlib

from idic_lab import checks, datasets, reading
from idic_lab.analysis import survey as scales

data = datasets.read("forms", folder=".")
top = data["highest_answer"].iloc[0]
turned = data.assign(s2=scales.reverse(data["s2"], 1, top))
items = ["s1", "s2", "s3"]
own, as_answered = turned[items].mean(axis=1), data[items].mean(axis=1)
above = data[["c", "r", "i"]].sum(axis=1)
place = data.index[data["s2"] <= 2][0]

forgot = "s2 was used as it was answered. Who agrees with it sees a low self-orientation."
less = f"You took {top} minus the answer. From 1 to {top} it is {top + 1} minus the answer."
eight = f"You took 8 minus the answer. That belongs to answers from 1 to 7; here it is {top + 1} minus the answer."


def judged(id, key, wrong, criterion):
    known = [(wrong, "s-not-reversed", forgot), (key - 1 / 3, "", less), (key + (7 - top) / 3, "", eight)]
    known.append((3 * key, "", "That is the sum of the three sentences. S is their mean."))
    return checks.number(checks.recorded(book, id), key, criterion, 0.5, 0.02, known)


result = judged("one-form", own[place], as_answered[place], "S of one customer")
result += judged("mean-s", own.mean(), as_answered.mean(), "mean of S")

key = above.mean() / own.mean()
each = "That is the mean of everyone's own T. Asked was T from the four means."
known = [
    (above.mean() / as_answered.mean(), "s-not-reversed", "That is T with s2 used as it was answered.", 0.5),
    ((above / own).mean(), "ratio-means-confused", each, 0.5),
    ((above / as_answered).mean(), "s-not-reversed", f"s2 was used as it was answered. {each}"),
    (key / 3, "components-averaged", "C, R and I were averaged: that is a third of T.", 0.5),
    (above.mean() + own.mean(), "s-in-numerator", "S was added instead of dividing the sum."),
]
with contextlib.suppress(reading.Unreadable, ZeroDivisionError):  # a slip is taken off once
    carried = above.mean() / reading.number(checks.recorded(book, "mean-s", ""), low=0, high=100)
    known.append((carried, "", "That fits the mean of S that you gave, which is not right.", 0.5))
result + checks.number(checks.recorded(book, "forms-trust"), key, "T from the forms", 1, 0.02, known, low=0, high=100)
### END HIDDEN TESTS

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

# %% role="test" grade_id="salesperson-check" points=2.5
# E. Mr Brandt comes to the house.
# Lesson: 08-trust-equation
from idic_lab import checks

checks.complete(book, "moments", "older-policy", points=2.5)
### BEGIN HIDDEN TESTS
from idic_lab import checks
from idic_lab.checks import Criterion, Result

WORDS, ACTIONS, SAFETY, FOCUS = "credibility", "reliability", "intimacy", "self_orientation"
CAN_CHECK = {
    "hail": (WORDS, "Hail: what she could check on page 9 were his words."),
    "storms": (WORDS, "Storm claims: a statement of his turned out to be wrong. No promise to act was broken."),
    "monday": (ACTIONS, "Monday: something was promised, and it was done again."),
    "cellar": (
        ACTIONS,
        "The cellar: a promise to act was not kept, twice. What he says of the cellar is still to come.",
    ),
}
CAN_FEEL = {
    "rent": (SAFETY, "The rent: he makes it safe to have told him."),
    "stairs": (SAFETY, "On the stairs: what she tells him may be told on the next stairs."),
    "cake": (FOCUS, "The cake: he is friendly, and he follows his own interest."),
    "twice": (FOCUS, "Paying twice: he puts her interest before his own income."),
}
given = checks.recorded(book, "moments", {})
result = Result([])
for criterion, moments in (("words and actions", CAN_CHECK), ("safety and focus", CAN_FEEL)):
    slips = [moment for moment in moments if moment in given and given[moment] != moments[moment][0]]
    found = sum(given.get(moment) == component for moment, (component, _) in moments.items())
    said = [f"{found} of 4 fit.", *(moments[moment][1] for moment in slips)]
    friendly = "cake" in slips and given["cake"] == SAFETY
    said += ["Cake and a name are friendly, and make nothing safer to tell."] if friendly else []
    slip = "intimacy-is-friendliness" if friendly else ""
    said = " ".join(said) if given else "No answer was recorded."
    result += Result([Criterion(criterion, found / 4, 1, said, slip)])
wrong = {
    "up_up": (
        "high-s-is-good",
        "He gives up income of his own: S falls. And a higher S would lower T, because it divides.",
    ),
    "up_down": ("", "A higher S does lower T. But he gives up income of his own, so S falls."),
    "down_down": ("s-in-numerator", "S does fall. It stands below the line: divided by less, T rises."),
}
result + checks.choice(checks.recorded(book, "older-policy"), "down_up", "what it does to S and T", 0.5, wrong)
### END HIDDEN TESTS

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

# %% [markdown] role="task" grade_id="claim-marks" points=3 questions=["claim", "better-move"]
"""
### The claim

Nothing to fill in here: a grader marks your text above.

Lesson: 09-trust-equation-tested

=== BEGIN MARK SCHEME ===

- **3**: takes a position; one agency for which lowering S wins *and* one for which it does not (or the rule, applied to
  two agencies), each with right numbers; **and** one thing that the numbers cannot tell, with the reason: what either
  move costs, whether it can be done, that ratings are judgements on a scale, that customers who left were not asked.
- **2**: two agencies with right numbers, but no limit, or a limit without a reason; or the rule and a reasoned limit
  with only one agency.
- **1**: one agency, or a general statement ("it depends on the agency") without right numbers.
- **0**: nothing; the claim repeated; or S read upside down (a high S is good).

Both positions can earn 3: "no, because for two agencies the three together give more", and "yes as a reminder, although".
A slip of arithmetic that the computer has already marked costs nothing here, unless it turns the reading round.
"S divides, so it always weighs more" is the mistake that this part is made to find: 1 at most.

=== END MARK SCHEME ===
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

# %% [markdown] role="task" grade_id="advice-marks" points=3 questions=["advice", "moments"]
"""
### The advice

Nothing to fill in here: a grader marks your text above.

Lessons: 08-trust-equation, 10-trusted-agent

=== BEGIN MARK SCHEME ===

- **3**: one moment, one thing that he could *do* at the next visit; the right component, with the mechanism (what Ms
  Keller then sees, knows or dares, and why that moves it); and a real cost to him (a commission, time, a story he can
  no longer tell).
- **2**: concrete and right component, with either the mechanism or the cost missing or vague.
- **1**: a wish ("be more honest", "listen better"), or a concrete step with a wrong component, or several steps in a
  row without a mechanism.
- **0**: nothing; advice to sell more cleverly ("praise the cat first, then the policy"); a compensation such as a gift.

Any of the eight moments can be chosen, also one that went well ("do that again, in this way"), if it says what would be
different. Friendliness called intimacy is a wrong component: 1.

=== END MARK SCHEME ===
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
