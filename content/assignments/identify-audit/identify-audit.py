# ---
# idic_lab:
#   lane: answers
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Who knows that it is you?

Tariq wants to give back a drill. He had ordered it on the website of a hardware shop, with the customer number that he
has had for six years. “The receipt?” asks the woman at the desk. “It is in my account,” he says. “That is the website,”
she answers. “Here, we are the shop.”

He telephones. A voice lets him key in his customer number. Then a man picks up, friendly and awake, and asks for the
customer number.

At home, the website greets Tariq and asks how the drill is doing. The story is invented. Has this shop **identified**
him? It depends on where he stands.
"""

# %% [markdown] role="read" grade_id="three-questions"
"""
## Three questions

An organisation has identified you when it knows *this one person* again, and not only a group that you belong to. It
can fail in three ways, so there are three questions:

| question | what it means |
|---|---|
| **over time** | Does it know you the next time, and what there was between you before? |
| **between touchpoints** | Does it know you from one place or moment to the next: desk, delivery, repair, bill? |
| **across channels** | Does it know you whichever way you come: website, app, telephone, e-mail, counter? |

Where the answer is **yes**, something makes it possible: a *tactic*. Where it is **no**, something is in the way: a
*barrier*. This is how the hardware shop comes out:

| question | answer | tactic or barrier |
|---|---|---|
| over time | yes | The customer number keeps his orders of six years, and he signs in with it. |
| between touchpoints | no | The desk takes back goods by paper receipt. It has no screen that shows an order. |
| across channels | no | What he keys in reaches the telephone system, and not the man who picks up. |
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

Put the three questions to **at least four different organisations** that have you as a customer, patient, member,
reader or citizen. Take some that you have met more than once, in more than one place, and in more than one way. Choose
them so that your list has at least one *yes* and at least one *no*. A *sometimes* is a *no*.

| what | points | who marks it |
|---|---|---|
| at least four organisations, all different | 1 | the computer |
| three answers for each of them | 1 | the computer |
| a tactic for each *yes* | 1 | the computer |
| a barrier for each *no* | 1 | the computer |
| known as one person where you say *yes* | 1 | the computer |
| your remedy answers one of your *no* | 1 | the computer |
| your tactics | 4 | a person |
| your barriers | 3 | a person |
| your remedy | 3 | a person |

**The computer** looks at what is there and whether it fits together. It gives half a point where at least half of it
is there. For tactics and barriers it gives half a point at most when there are fewer than four organisations, or more
than two answers are open. *Kleenz Ltd.* and *kleenz* are one organisation to it; of two rows with one organisation only
the upper one counts. “None” and “I don't know” count as left blank.

**A person** marks whether your tactics and barriers are what makes recognition work or fail. You need not work there
to find out: say what you saw, and what you conclude from it. Ideas are marked, not grammar. Nobody can check that your
story is true, and nobody will try.

**Privacy.** Leave out account numbers, addresses, illnesses and the names of other people. If an organisation is too
private, take another one.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask, checks, reading
from idic_lab.questions import Column

book = AnswerBook("identify-audit")

# %% [markdown] role="read" grade_id="your-audit"
"""
# A. Your audit

One row for each organisation. You can add rows and remove them. *They know you at best* asks for the best that you have
met there: as this one person (by account, number, card or face), as one of a group, or not at all.
"""

# %% role="ask" grade_id="audit"
yes_or_no = {"yes": "yes", "no": "no"}
ask.table(
    book,
    "audit",
    "Which organisations know that it is you?",
    columns=[
        Column("organisation", "Organisation"),
        Column("met", "Where you met them, and when", hint="counter 2026-03, app 2026-10 …"),
        Column(
            "known_by",
            "They know you at best …",
            kind="choice",
            options={
                "group": "as one of a group: age, town, income",
                "person": "as this one person",
                "nobody": "not at all",
            },
        ),
        Column("time", "Over time: yes or no?", kind="choice", options=yes_or_no),
        Column("time_why", "Over time: the tactic or the barrier", kind="long"),
        Column("touchpoints", "Between touchpoints: yes or no?", kind="choice", options=yes_or_no),
        Column("touchpoints_why", "Between touchpoints: the tactic or the barrier", kind="long"),
        Column("channels", "Across channels: yes or no?", kind="choice", options=yes_or_no),
        Column("channels_why", "Across channels: the tactic or the barrier", kind="long"),
    ],
    min_rows=4,
)

# %% [markdown] role="read" grade_id="check-audit"
"""
### Check what is missing in your audit

The check cells tell you whether something is still open. They do not tell you how many points you will get.
"""

# %% role="test" grade_id="organisations-check" points=2 title="A. Four different organisations, three answers for each" lessons=["04-identify"] questions=["audit"]
organisations_check(book)

# %% role="test" grade_id="reasons-check" points=3 title="A. Tactics, barriers, and known as one person" lessons=["04-identify"] questions=["audit"]
reasons_check(book)

# %% [markdown] role="task" grade_id="tactics" questions=["audit"] lessons=["04-identify"]
"""
## Your tactics, marked by a person

Nothing to fill in here: a grader reads what stands beside each *yes* above.
"""

# %% [markdown] role="task" grade_id="barriers" questions=["audit"] lessons=["04-identify"]
"""
## Your barriers, marked by a person

Nothing to fill in here: a grader reads what stands beside each *no* above.
"""

# %% [markdown] role="read" grade_id="part-b"
"""
# B. One remedy

Choose **one *no*** from your audit. What should this organisation do, so that it becomes a *yes*? Say

- what it does, and **who** in the organisation does it
- what **you would notice** the next time
- what **speaks against it**: cost, effort, your privacy, or somebody who would rather not be known.
"""

# %% role="ask" grade_id="remedy"
ask.table(
    book,
    "remedy",
    "Your remedy for one “no”",
    rows={"remedy": "My remedy"},
    columns=[
        Column("organisation", "Organisation, as in your audit"),
        Column(
            "question",
            "Which of the three questions?",
            kind="choice",
            options={"time": "over time", "touchpoints": "between touchpoints", "channels": "across channels"},
        ),
        Column(
            "kind",
            "What is it at heart?",
            kind="choice",
            options={
                "more": "ask customers for more: age, income",
                "link": "bring together what two places know",
                "name": "put my first name into their messages",
                "recognise": "give them a way to see that it is me: a number, a card",
                "often": "write to me more often",
                "keep": "keep what they learnt for the next time",
            },
        ),
        Column("action", "What they do, and who does it", kind="long"),
        Column("notice", "What I would notice", kind="long"),
        Column("against", "What speaks against it", kind="long"),
    ],
)

# %% role="test" grade_id="remedy-check" points=1 title="B. The remedy answers one of your no" lessons=["04-identify"] questions=["remedy"]
remedy_check(book)

# %% [markdown] role="task" grade_id="remedy-marks" questions=["remedy", "audit"] lessons=["04-identify"]
"""
## Your remedy, marked by a person

Nothing to fill in here: a grader marks your remedy above.
"""

# %%
# Scratch paper: nothing in this cell is marked.

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- The questions above say *saved*, and the check cells say *complete*.
- Your list has at least one *yes* and one *no*, and your remedy answers one *no*.
- You would not mind if a grader read every word.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
def one_organisation_twice(book):
    names = [reading.company(row.get("organisation", "")) for row in checks.recorded(book, "audit", [])]
    twice = {name for name in names if name and names.count(name) > 1}
    return [f"Two rows name one organisation: {name:.60}." for name in sorted(twice)]


def known_and_not_known(book):
    rows = checks.recorded(book, "audit", [])
    claimed = [row for row in rows if "yes" in (row.get("time"), row.get("touchpoints"), row.get("channels"))]
    odd = [row.get("organisation", "") for row in claimed if row.get("known_by") in ("group", "nobody")]
    return [f"{name:.60}: you say yes, and that they do not know you as one person." for name in odd]


def remedy_without_a_no(book):
    answers = {
        reading.company(row.get("organisation", "")): row for row in reversed(checks.recorded(book, "audit", []))
    }
    remedy = next(iter(checks.recorded(book, "remedy", [])), {})
    row, question = answers.get(reading.company(remedy.get("organisation", "")), {}), remedy.get("question")
    off = question and row.get(question) != "no"
    return ["Your remedy is for something that is not “no” in your audit."] if off else []


ask.hand_in(book, [one_organisation_twice, known_and_not_known, remedy_without_a_no])
