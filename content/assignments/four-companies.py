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

# %% role="test" grade_id="steps-check" points=2
# All four steps, four different companies.
# Lesson: 03-idic-map
from idic_lab import checks

checks.complete(book, "companies", points=2)
### BEGIN HIDDEN TESTS
from idic_lab import idic, reading
from idic_lab.checks import Criterion, Result

cards = {}
for card in checks.recorded(book, "companies", []):
    card = {field: text.strip() for field, text in card.items() if reading.words(text)}
    if reading.company(card.get("company", "")) and "step" in card:
        cards.setdefault(card["step"], card)  # of two under one step, the upper one counts
names = {step.name: cards[step.key]["company"] for step in idic.STEPS if step.key in cards}
recorded = "Recorded: " + ("; ".join(f"{step}: {name}" for step, name in names.items()) or "no company under a step")

# A step is not covered when the card itself leaves open what it was, or says that it was something else.
told = {"Identify": cards.get("identify", {}).get("known_by"), "Interact": cards.get("interact", {}).get("easier")}
fits = {"Identify": ("person",), "Interact": ("easy", "fun")}
open_steps = [s.name for s in idic.STEPS if s.name not in names or told.get(s.name) not in fits.get(s.name, (None,))]
slip, said = "", f" Not covered: {', '.join(open_steps)}." if open_steps else ""
for step in fits:
    said += f" Under {step}, nothing is chosen for what it was like." if step in names and not told[step] else ""
if told["Interact"] == "volume":
    slip, said = "interact-is-volume", f"{said} Under Interact you chose that the company contacted you more often."
if told["Identify"] == "group":
    slip, said = "identify-is-demographics", f"{said} Under Identify you chose that it knew a group you belong to."
points = 1 if not open_steps else 0.5 if len(open_steps) <= 2 else 0
steps = Criterion("all four steps have a company", points, 1, f"{recorded}.{said}", slip)

# Spellings of one company are one company. Names that only look alike are asked about and cost nothing.
different = len({reading.company(name) for name in names.values()})
pairs = [(one, other) for one in names.values() for other in names.values() if one < other]
alike = [f"{one} and {other}" for one, other in pairs if reading.alike(one, other)]
said = f" Spellings of one name are one company: {different} different." if different < len(names) else ""
said += f" Are {alike[0]} one company? If they are not, nothing is wrong." if alike else ""
points = {4: 1, 3: 0.5}.get(different, 0)
Result([steps, Criterion("the four companies are different", points, 1, f"{recorded}.{said}")])
### END HIDDEN TESTS

# %% role="test" grade_id="basis-and-change-check" points=2
# Differentiate: by need or by value. Customize: before and after.
# Lessons: 06-differentiate-by-needs, 07-interact-and-customize
from idic_lab import checks

checks.complete(book, "companies", points=2)
### BEGIN HIDDEN TESTS
from idic_lab import reading
from idic_lab.checks import Criterion, Result

cards = {}
for card in checks.recorded(book, "companies", []):
    card = {field: text.strip() for field, text in card.items() if reading.words(text)}
    if reading.company(card.get("company", "")) and "step" in card:
        cards.setdefault(card["step"], card)
differentiate, customize = cards.get("differentiate", {}), cards.get("customize", {})

basis, slip = differentiate.get("basis"), ""
if basis == "product":
    points, said, slip = 0, "You chose a product that others do not have.", "differentiate-is-product"
elif basis is None:
    points, said = 0, "Nothing is chosen: need or value?"
elif "reason" not in differentiate:
    points, said = 0.5, f"You chose {basis}, but the card does not say what the company did."
else:
    points, said = 1, f"Recorded: told apart by {basis}."
by_what = Criterion("Differentiate says by what", points, 1, said, slip)

before, after, changed = (customize.get(field, "") for field in ("before", "after", "changed"))
slip = ""
if changed == "name":
    points, said, slip = 0, "You chose that your name now stands in the messages.", "customize-is-first-name"
elif not before and not after:
    points, said = 0, "Neither before nor after is filled in."
elif not before or not after:
    points, said = 0.5, f"Only one side is there: “{(before or after):.60}”."
elif reading.company(before) == reading.company(after):  # capitals and punctuation make no difference
    points, said = 0, f"Before and after say the same: “{before:.60}”. Then nothing was changed for you."
elif not changed:
    points, said = 0.5, "Before and after differ, but nothing is chosen for what changed."
else:
    points, said = 1, f"Recorded: before and after differ, and {changed} changed."
Result([by_what, Criterion("Customize has a before and an after that differ", points, 1, said, slip)])
### END HIDDEN TESTS

# %% role="test" grade_id="evidence-check" points=1
# A channel and a date for each company.
# Lesson: 03-idic-map
from idic_lab import checks

checks.complete(book, "companies", points=1)
### BEGIN HIDDEN TESTS
from idic_lab import idic, reading
from idic_lab.checks import Criterion, Result

cards = {}
for card in checks.recorded(book, "companies", []):
    card = {field: text.strip() for field, text in card.items() if reading.words(text)}
    if reading.company(card.get("company", "")) and "step" in card:
        cards.setdefault(card["step"], card)

missing = []
for step in idic.STEPS:
    card = cards.get(step.key, {})
    if "channel" not in card:
        missing.append((step.name, "no channel"))
    if not reading.dated(card.get("date", "")):
        missing.append((step.name, f"“{card['date']:.40}” is no date with a year" if "date" in card else "no date"))
shown = 4 - len({step for step, _ in missing})
points = 1 if shown == 4 else 0.5 if shown >= 2 else 0
said = "; ".join(f"{step}: {what}" for step, what in missing) or "Each of the four has both"
Result([Criterion("each company has a channel and a date", points, 1, f"{said}.")])
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="evidence-for-each-step"
"""
## Your evidence, marked by a person

The next four parts have nothing for you to fill in. They show where the marks for your evidence will stand. A grader
reads what you wrote on the four cards above. The best evidence says who did what, in which channel and when, and shows
that it was this step and not another one.
"""

# %% [markdown] role="task" grade_id="evidence-identify" points=3 questions=["companies"]
"""
### Identify: how could you see that they knew it was you?

Lesson: 04-identify

=== BEGIN MARK SCHEME ===

Read the card under **Identify** (reason, channel, date, how they knew the student).

- **3**: this one customer was recognised; the card says in which channel and when, and by what the student noticed it
  (an earlier visit, order or conversation that was known again, best of all in another channel or branch).
- **2**: recognition, but generic: it could be said of any customer of that company ("they know me in the app").
- **1**: another step, or none: a form that asks for age and town (a group, not a person), a personal price
  (Differentiate or Customize), a friendly clerk who did not know the student.
- **0**: nothing, or nothing that can be understood.

Seen often: logging in is recognition by the *student's* effort. It is worth 2, and 3 where the card shows what the
company then knew. The same company under two steps is judged here for this step alone; the computer has already taken
the point for the repetition. Do not mark language. Do not try to find out whether the story is true.

=== END MARK SCHEME ===
"""

# %% [markdown] role="task" grade_id="evidence-differentiate" points=3 questions=["companies"]
"""
### Differentiate: how could you see that they told you apart?

Lessons: 05-differentiate-by-value, 06-differentiate-by-needs

=== BEGIN MARK SCHEME ===

Read the card under **Differentiate** (reason, channel, date, basis).

- **3**: the student was treated as different from *other customers*; the card names the need or the value, says from
  what the company knew it, and is dated and tied to a channel.
- **2**: right idea and basis, but generic ("gold members get more").
- **1**: another step, or product differentiation ("their coffee is better than other coffee"); or a basis that does
  not fit what is told (a need is claimed, a spending tier is described).
- **0**: nothing, or nothing that can be understood.

Seen often: a price for all students is a group the student *declares*; it is Differentiate by need where the company
draws something from it, and 2 at most when it is one price list. Spending tiers are a full answer for value. It costs
nothing that needs are left out, because the question asks for one basis.

=== END MARK SCHEME ===
"""

# %% [markdown] role="task" grade_id="evidence-interact" points=3 questions=["companies"]
"""
### Interact: how could you see that it was easy, or fun?

Lesson: 07-interact-and-customize

=== BEGIN MARK SCHEME ===

Read the card under **Interact** (reason, channel, date, what made it good).

- **3**: an exchange in both directions; the card says what the student did, what came back, what was saved (time,
  steps, repeating oneself) or enjoyed, in which channel and when.
- **2**: right, but generic ("their app is easy to use").
- **1**: another step, or one-way contact: newsletters, many messages, advertising, a nice shop window.
- **0**: nothing, or nothing that can be understood.

Seen often: fast delivery is a good service, and no interaction unless the exchange about it is described. Fun alone is
enough, with the exchange told.

=== END MARK SCHEME ===
"""

# %% [markdown] role="task" grade_id="evidence-customize" points=3 questions=["companies"]
"""
### Customize: what is different now, because of you?

Lesson: 07-interact-and-customize

=== BEGIN MARK SCHEME ===

Read the card under **Customize** (reason, channel, date, what changed, before, after).

- **3**: the company changed what it does, offers or says for *this* customer; before and after differ in the thing
  itself, the card says what the company had learnt from the student, and it is dated and tied to a channel.
- **2**: a change for this customer, but generic, or the reason for it stays in the dark.
- **1**: another step, or no change by the company: the student's name in an e-mail, a setting that the student made
  alone, a change made for all customers, a product with many options.
- **0**: nothing, or nothing that can be understood.

Seen often: "recommended for you" is a change (of communication) when the card shows that it differed from what others
saw or from what stood there before; otherwise 1.

=== END MARK SCHEME ===
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
