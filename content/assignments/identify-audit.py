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

# %% role="test" grade_id="organisations-check" points=2
# A. Four different organisations, three answers for each.
# Lesson: 04-identify
from idic_lab import checks

checks.complete(book, "audit", points=2)
### BEGIN HIDDEN TESTS
from idic_lab import checks, reading
from idic_lab.checks import Criterion, Result

PARTS = {"time": "over time", "touchpoints": "between touchpoints", "channels": "across channels"}
rows, named, nameless = {}, 0, 0
for row in checks.recorded(book, "audit", []):
    row = {field: text.strip() for field, text in row.items() if reading.words(text)}
    name = reading.company(row.get("organisation", ""))
    if name:
        named += 1
        rows.setdefault(name, row)  # of two rows with one organisation, the upper one counts
    nameless += bool(row) and not name

names = [row["organisation"] for row in rows.values()]
said = f"Recorded: {'; '.join(f'{name:.60}' for name in names) or 'no organisation with a name'}."
said += f" {named} rows name {len(names)} different ones: spellings of one name are one." if named > len(names) else ""
said += " A row without a name does not count." if nameless else ""
pairs = [(one, other) for one in names for other in names if one < other and reading.alike(one, other)]
said += "".join(f" Are {one:.60} and {other:.60} one? If not, nothing is wrong." for one, other in pairs[:1])
points = 1 if len(names) >= 4 else 0.5 if len(names) >= 2 else 0
different = Criterion("at least four organisations, all different", points, 1, said)

complete = [row for row in rows.values() if all(part in row for part in PARTS)]
missing = [
    f"{row['organisation']:.60} {', '.join(PARTS[part] for part in PARTS if part not in row)}"
    for row in rows.values()
    if row not in complete
]
said = f"Three answers stand beside {len(complete)} of your organisations."
said += f" Still open: {'; '.join(missing)}." if missing else ""
answers = sum(part in row for row in rows.values() for part in PARTS)
points = 1 if len(complete) >= 4 else 0.5 if answers >= 6 else 0
Result([different, Criterion("three answers for each", points, 1, said)])
### END HIDDEN TESTS

# %% role="test" grade_id="reasons-check" points=3
# A. Tactics, barriers, and known as one person.
# Lesson: 04-identify
from idic_lab import checks

checks.complete(book, "audit", points=3)
### BEGIN HIDDEN TESTS
from idic_lab import checks, reading
from idic_lab.checks import Criterion, Result

PARTS = {"time": "over time", "touchpoints": "between touchpoints", "channels": "across channels"}
NOTHING = {"none", "no", "yes", "nothing", "n a", "na", "unknown", "not known", "no idea", "idk", "tbd"}
NOTHING |= {f"{who}{verb} know" for who in ("", "i ", "we ") for verb in ("dont", "do not")} | {"not sure", "unsure"}
rows = {}
for row in checks.recorded(book, "audit", []):
    row = {field: text.strip() for field, text in row.items() if reading.words(text)}
    if reading.company(row.get("organisation", "")):
        rows.setdefault(reading.company(row["organisation"]), row)
rows = list(rows.values())
answers = sum(part in row for row in rows for part in PARTS)


def reasons(flag, what):
    """Judge what stands beside each answer of one kind."""
    asked = [(row, part) for row in rows for part in PARTS if row.get(part) == flag]
    blank = [(row, part) for row, part in asked if reading.company(row.get(f"{part}_why", "")) in {"", *NOTHING}]
    missing = "; ".join(f"{row['organisation']:.60} {PARTS[part]}" for row, part in blank)
    said = f"{len(asked) - len(blank)} of {len(asked)} answers “{flag}” have a {what}."
    said += f" Missing: {missing}." if missing else ""
    said = said if asked else f"No answer in your audit is “{flag}”. The task asks for at least one."
    enough = len(rows) >= 4 and answers >= 10
    said += " Half a point at most: too few organisations or answers." if asked and not enough else ""
    points = 1 if asked and not blank and enough else 0.5 if len(asked) >= 2 * len(blank) and answers >= 6 else 0
    return Criterion(f"a {what} for each {flag}", points if asked else 0, 1, said)


claimed = [row for row in rows if "yes" in (row.get(part) for part in PARTS)]
groups = [row["organisation"] for row in claimed if row.get("known_by") == "group"]
nobody = [row["organisation"] for row in claimed if row.get("known_by") == "nobody"]
open_rows = [row["organisation"] for row in rows if "known_by" not in row]
fits = len(rows) - len(groups) - len(nobody) - len(open_rows)
said = f"It fits for {fits} of your organisations."
said += f" You say yes, and that they know a group you belong to: {'; '.join(groups):.200}." if groups else ""
said += f" You say yes, and that they do not know you at all: {'; '.join(nobody):.200}." if nobody else ""
said += f" Nothing is chosen: {'; '.join(open_rows):.200}." if open_rows else ""
points = 1 if fits >= 4 and not groups and not nobody else 0.5 if fits >= 2 else 0
person = Criterion("known as one person", points, 1, said, "identify-is-demographics" if groups else "")
Result([reasons("yes", "tactic"), reasons("no", "barrier"), person])
### END HIDDEN TESTS

# %% [markdown] role="task" grade_id="tactics" points=4 questions=["audit"]
"""
## Your tactics, marked by a person

Nothing to fill in here: a grader reads what stands beside each *yes* above.

Lesson: 04-identify

=== BEGIN MARK SCHEME ===

Read what stands beside each **yes**, with *where you met them* beside it. Judge the two best organisations first.

- **4**: for at least **two** organisations the tactic is what lets them recognise *this one person* (a number, a card, a
  log-in, a plate, a shared file, a note that all can see), and the student says what there was to notice, in which
  place or channel. The tactic fits the question it stands under.
- **3**: as 4, for one organisation; or for two, with one tactic under the wrong question.
- **2**: right tactics, all generic: they could be said of any organisation (“they have my data”, “I have an account”).
- **1**: not recognition: what they know about a group (age, income), what they do with it (offers, a first name in a
  letter), or many messages. Or the answer is told again (“they knew me”).
- **0**: nothing, or nothing that can be understood.

Seen often: logging in is the student's own effort, and a full tactic where the text says what the organisation then
knew. A clerk who knows a face is a tactic of one clerk: full over time, none between touchpoints. A *yes* without its
tactic has cost its point already. Long and short texts are equal. Do not try to find out whether it is true.

=== END MARK SCHEME ===
"""

# %% [markdown] role="task" grade_id="barriers" points=3 questions=["audit"]
"""
## Your barriers, marked by a person

Nothing to fill in here: a grader reads what stands beside each *no* above.

Lesson: 04-identify

=== BEGIN MARK SCHEME ===

Read what stands beside each **no**, with *where you met them* beside it. Judge the two best barriers.

- **3**: at least **two** barriers are causes (lists that do not meet, a place that asks for no number, systems or owners
  that differ from branch to branch, buying without a name, a law or a choice not to know), and each is tied to
  something the student saw. What was seen and what is concluded can be told apart.
- **2**: as 3, for one; or causes that fit but are tied to nothing seen (“they have silos”).
- **1**: the symptom told again (“they did not know me”, “bad service”), or only one cause, and a generic one.
- **0**: nothing, or nothing that can be understood.

Seen often: “it is a small shop” is a cause where it says what follows from it. A barrier can be good: not knowing
patients by name in a waiting room protects them, and to say so is a strong answer. A guess that is called a guess
counts in full.

=== END MARK SCHEME ===
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

# %% role="test" grade_id="remedy-check" points=1
# B. The remedy answers one of your no.
# Lesson: 04-identify
from idic_lab import checks

checks.complete(book, "remedy", points=1)
### BEGIN HIDDEN TESTS
from idic_lab import checks, reading
from idic_lab.checks import Criterion, Result

PARTS = {"time": "over time", "touchpoints": "between touchpoints", "channels": "across channels"}
SLIPS = {"more": "identify-is-demographics", "name": "customize-is-first-name", "often": "interact-is-volume"}
rows = {}
for row in checks.recorded(book, "audit", []):
    row = {field: text.strip() for field, text in row.items() if reading.words(text)}
    if reading.company(row.get("organisation", "")):
        rows.setdefault(reading.company(row["organisation"]), row)
remedy = next(iter(checks.recorded(book, "remedy", [])), {})
remedy = {field: text.strip() for field, text in remedy.items() if reading.words(text)}
name, part, kind = (remedy.get(field, "") for field in ("organisation", "question", "kind"))
# A name that only looks like one of the audit is taken for it: a slip of the pen costs nothing.
known = [key for key in rows if key == reading.company(name)] + [key for key in rows if reading.alike(key, name)]
meant = known[0] if known else ""

if not name or not part:
    tied, said = False, "The remedy does not say which organisation and which question it is for."
elif not meant:
    tied, said = False, f"{name:.60} is not in your audit."
elif rows[meant].get(part) != "no":
    stands = rows[meant].get(part, "open")
    tied, said = False, f"In your audit, {rows[meant]['organisation']:.60} {PARTS[part]} is “{stands}”, and not “no”."
else:
    tied, said = True, f"It answers a “no”: {rows[meant]['organisation']:.60} {PARTS[part]}."
if kind in SLIPS:
    said += " What you chose does not let them see that it is you."
elif not kind:
    said += " Nothing is chosen for what it is at heart."
recognises = bool(kind) and kind not in SLIPS
said += "" if "action" in remedy else " What they should do is left blank."
points = (tied + recognises) / 2 if "action" in remedy else 0
Result([Criterion("the remedy answers one of your no", points, 1, said, SLIPS.get(kind, ""))])
### END HIDDEN TESTS

# %% [markdown] role="task" grade_id="remedy-marks" points=3 questions=["remedy", "audit"]
"""
## Your remedy, marked by a person

Nothing to fill in here: a grader marks your remedy above.

Lesson: 04-identify

=== BEGIN MARK SCHEME ===

Read the row *My remedy*, with the barrier that it answers beside it.

- **3**: it removes **this barrier**: one can see which number, list or screen changes and who changes it; what the
  student would notice follows from it; and what speaks against it is a real cost, effort, or a wish not to be known.
- **2**: as 3, with one of the three vague or missing (who, what is noticed, what speaks against it).
- **1**: a slogan (“improve the system”, “train the staff”, “use artificial intelligence”), or it does not touch the
  barrier.
- **0**: nothing, or more data about groups, more messages or a first name presented as recognition.

Seen often: “one app for everything” is 1 unless it says what the desk or the telephone then sees. “Nothing speaks
against it” is left blank for this purpose. A remedy that lets customers choose whether they are known is strong.

=== END MARK SCHEME ===
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
