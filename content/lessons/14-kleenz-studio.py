# %% [markdown]
"""
# The Kleenz studio

*50 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.

This lesson is the way into the graded case. It uses a *practice* survey. The graded case asks the same questions of
other numbers, so bring the method along and leave the figures here.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.analysis import survey
from idic_lab.questions import Column, Item

book = AnswerBook("14-kleenz-studio")
raw = datasets.kleenz_practice()
practice = survey.clean(raw)
scores = survey.components(practice)

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons, from memory first.
"""

# %% role="ask"
ask.item(book, "survey-reverse-code")

# %% role="ask"
ask.item(book, "trust-break-even")

# %% role="ask"
ask.item(book, "trustability-refund-unasked")

# %% [markdown]
"""
## The case: 420 customers of Kleenz

The owner of Kleenz puts a printout on the table. “We asked 420 customers. They come, they pay, and they do not really
trust us. I have heard four explanations this week:

- Harbour is the trouble.
- It is the extras on the bill.
- It is how we behave when something goes wrong.
- It is the young people, who trust nobody.

I have money for three changes. Which three, and why should I believe you?”

Kleenz is invented and the survey is **synthetic**: a computer drew the answers, and nobody was asked.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Read** a survey: state a mean or a gap, with how many people stand behind it.
2. **Distinguish** a gap from a cause, by comparing inside groups.
3. **Set** a target that is bold and still possible.
4. **Draft** one recommendation with all its parts, and **mark** two others by the rubric of the graded case.
"""

# %% [markdown]
"""
## The data

One row is one form. Each customer rated twelve sentences from 1 (not at all) to 7 (completely), three for each
component of trust. This is what the columns mean.
"""

# %% role="ask"
from IPython.display import Markdown

columns = datasets.dictionary().query("file == 'kleenz_practice.csv'")
lines = [f"| `{name}` | {meaning} |" for name, meaning in zip(columns["column"], columns["meaning"], strict=True)]
Markdown("\n".join(["| column | meaning |", "|---|---|", *lines]))

# %% [markdown]
"""
### First, look for faults

Real surveys come with faults, and so does this one. Two forms were entered twice. One rating is 99. Some fields are
empty, as they always are.

The kit keeps the first of two equal forms, blanks out the 99, and invents nothing for the empty fields.
"""

# %%
survey.faults(raw)

# %% [markdown]
"""
### One sentence is worded the other way round

`s2_rev` says: *Kleenz puts my interest before its own.* Who agrees sees a **low** self-orientation. So the answer is
turned round before it is averaged: 8 minus the answer. A 6 becomes a 2.

Whoever forgets this makes Kleenz look better than it is.
"""

# %% [markdown]
"""
## The dashboard: four means and one T

There are two honest ways to get one T for all customers. Take the mean of each component first, and compute T once:
the *ratio of means*. Or compute T for each customer, and take the mean of those: the *mean of ratios*.

They do not agree, because division is not linear. Say which one you report.

In lesson 08 you set four sliders to where you expected these means. If you did, your guess stands beside them.
"""

# %% role="ask"
guessed = AnswerBook("08-trust-equation").get("kleenz-profile", {}).get("Kleenz")
plots.show(plots.component_means(scores, guess=guessed))

# %%
# Under the hood (optional): T for all customers, both ways.
means = survey.components(practice).mean()
above = means["credibility"] + means["reliability"] + means["intimacy"]
print("T, ratio of means:", round(above / means["self_orientation"], 2))
print("T, mean of ratios:", round(survey.trust(practice).mean(), 2))

# %% [markdown]
"""
## Predict, then look: is Harbour the trouble?

Outside Harbour, 14 of 100 customers had a late order.
"""

# %% role="ask"
late = practice["late"].eq("yes").groupby(practice["branch"]).mean() * 100


def show_late(guess):
    return plots.shares(late, "Customers with a late order, of 100 (practice survey, synthetic)", guess=guess)


ask.guess(book, "late-harbour", "And at Harbour?", show_late, unit="of 100", low=0, high=100)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

37 of 100 at Harbour, far more than anywhere else. Late orders cost reliability: customers with a late order rate it
2.20, the others 4.72. So the first explanation has something to it. Harbour's reliability is low, and lateness is a
large part of the reason.

</details>
"""

# %% [markdown]
"""
## Predict, then look: the extras on the bill

About half of the customers found a paid extra on a bill that they had not asked for. The others rate the
self-orientation of Kleenz 3.84 on average.
"""


# %% role="ask"
def show_extras(guess):
    return plots.group_means(survey.group_means(practice, "addon_unrequested"), "self_orientation", guess=guess)


ask.guess(
    book,
    "s-with-extras",
    "What is the mean self-orientation among customers with an unrequested extra?",
    show_extras,
    low=1,
    high=7,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

5.67 against 3.84: nearly two points on a scale from 1 to 7. The customers can see whose interest an unasked extra serves. So the second
explanation holds as well.

</details>
"""

# %% [markdown]
"""
## Predict, then look: the young people

The fourth explanation is age. Compute the mean T of each of the four age groups. How far is the highest of them above
the lowest?

The figure shows the same kind of gap for six other columns as well. It is the dashboard of this lesson: which columns
matter, at a glance.
"""

# %% role="ask"
import pandas as pd

scored = practice.assign(trust=survey.trust(practice))
had_problem = scored[scored["problem"] == "yes"]


def gap_in_trust(column):
    groups = (had_problem if column == "told_first" else scored).groupby(column)["trust"]
    gap = groups.mean().max() - groups.mean().min()
    return {"survey column": column, "gap in trust": gap, "respondents": groups.size().sum()}


def show_gaps(guess):
    gaps = pd.DataFrame([gap_in_trust(column) for column in survey.GROUPINGS]).set_index("survey column")
    ax = plots.group_means(gaps.sort_values("gap in trust", ascending=False), "gap in trust", guess=guess)
    ax.set_xlabel("mean T of the highest group minus mean T of the lowest", loc="left")
    return ax


ask.guess(
    book,
    "age-gap",
    "How large is the gap in mean T between the age group that trusts most and the one that trusts least?",
    show_gaps,
    low=0,
    high=10,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

Between age groups the gap is 0.08. Between branches it is 1.83. The fourth explanation is simply wrong in this survey.
That is a finding too: it saves the money for a campaign.

A large gap is where to look next. It is not yet a cause.

</details>
"""

# %% [markdown]
"""
## Gap or cause? Look inside the groups

Among the 147 customers with a problem, those who were **told first** have a mean T of 3.14, the others 2.36. Does
telling first build trust?

Careful. Harbour seldom tells first, *and* Harbour is the worst branch anyhow. Part of the gap may belong to the branch.
So compare inside each branch.
"""


# %% role="ask"
def show_branches(guess):
    return plots.gap_within(had_problem, "trust", by="told_first", within="branch")


ask.guess(
    book,
    "told-first-harbour",
    "For all of them together the gap is about 0.8. How large is it inside Harbour?",
    show_branches,
    low=-10,
    high=10,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

At Harbour, where most untold customers are, the gap shrinks to 0.51. At Hillside and Station the told customers trust
more as well. At Central they do not. Some groups are tiny: 5 people, 8 people.

A fair sentence is: *the survey fits the idea that telling first builds trust. Part of the gap belongs to the branch. A
trial would tell more.*

</details>
"""

# %% [markdown]
"""
## Sort what you have seen

Five gaps, three verdicts. One of the gaps you have not seen yet: the fifth of customers who spend most have a mean T
of 2.54, the others 2.96. And 85 of 100 top spenders found an unrequested extra on a bill, against 42 of 100 others.
"""

# %% role="ask"
ask.sort(
    book,
    "verdicts",
    "What does each gap say?",
    items=(
        Item(
            "late",
            "Reliability is 2.20 with a late order and 4.72 without.",
            accept=("repair",),
            feedback={
                "repair": "A large gap, many people, and a plain mechanism: a promise was broken.",
                "mixed": "Other things may play in. But the gap is large, and lateness is just what reliability is about.",
                "nothing": "Two and a half points on a scale from 1 to 7 are not nothing.",
            },
        ),
        Item(
            "extras",
            "Self-orientation is 5.67 with an unrequested extra and 3.84 without.",
            accept=("repair",),
            feedback={
                "repair": "Customers see whose interest the extra serves. The mechanism is plain and the gap is large.",
                "mixed": "It could be that suspicious people notice extras more. Still, the gap is large and easy to explain.",
                "nothing": "Nearly two points on a scale from 1 to 7 are not nothing.",
            },
        ),
        Item(
            "told",
            "T is 3.14 for customers who were told first of a problem and 2.36 for those who were not.",
            accept=("mixed", "repair"),
            feedback={
                "repair": "Worth acting on. Add that part of the gap belongs to the branch, and how you know.",
                "mixed": "Part of it belongs to the branch. What is left may still be worth acting on.",
                "nothing": "Inside most branches a gap is left. It is smaller, and not gone.",
            },
        ),
        Item(
            "spenders",
            "T is 2.54 for the top fifth of spenders and 2.96 for the others.",
            accept=("mixed",),
            feedback={
                "repair": "What would you repair about spending? Look at what else happens to these customers.",
                "mixed": "They meet far more extras. Spending itself need not lower trust.",
                "nothing": "The gap is there. What else is different about these customers?",
            },
        ),
        Item(
            "age",
            "T lies between 2.83 and 2.91 in all four age groups.",
            accept=("nothing",),
            feedback={
                "repair": "A gap of less than a tenth comes and goes by chance.",
                "mixed": "There is hardly a gap that anything could be mixed into.",
                "nothing": "And saying so is useful: it stops a campaign that would fix nothing.",
            },
        ),
    ),
    categories={
        "repair": "a failure to repair",
        "mixed": "a gap with something else behind it",
        "nothing": "no finding",
    },
)

# %% [markdown]
"""
## A target that is possible

The owner wants T, as ratio of means, to rise from 2.59 to 1.4 times that: **3.63**.

Anybody can wish for a 7. So here is a limit: no component may be better than the best mean that some group of
customers *already* gives Kleenz. What one group sees today, the others can see tomorrow.
"""

# %%
best = survey.best_group_values(practice)
best.round(2)

# %% role="ask"
today = {component: round(value, 1) for component, value in scores.mean().items()}
ask.trust(
    book,
    "target",
    "The sliders stand at today's means. Move them until T reaches 3.63",
    profiles=("target",),
    scale=(1, 7),
    step=0.1,
    start=today,
)

# %% [markdown]
"""
Try self-orientation alone first. Even at 3.84, the best that any group gives, T reaches only 3.21. You need a second
component. And each step needs something that Kleenz *does*.

To check your target, click on the output below and press Shift and Enter.
"""

# %% role="ask"
limits = best["value"]
target = (book.get("target", None) or {}).get("target")
if target is None:
    print("Move the sliders above. Then click here and press Shift and Enter.")
else:
    total = sum(target[name] for name in ("credibility", "reliability", "intimacy")) / target["self_orientation"]
    signs = {name: -1 if name == "self_orientation" else 1 for name in limits.index}
    beyond = [name for name in limits.index if signs[name] * (target[name] - limits[name]) > 0.05]
    print(f"T = {total:.2f}: " + ("the target is reached." if total >= 3.63 else "3.63 is not reached yet."))
    print("Better than any group today: " + (", ".join(beyond).replace("_", "-") or "nothing, so it is possible."))

# %% [markdown]
"""
## What a recommendation is made of

| part | it answers |
|---|---|
| principle | Do the right thing, do things right, or be proactive? |
| evidence | Which column, which figure, how many people? |
| component and mechanism | What changes for the customer, and why does that move C, R, I or S? |
| action, owner, deadline | What happens, who does it, by when? |
| measure | How will Kleenz see that it works? |
| cost | What does it cost *Kleenz*, in money, time or sales? |

Read the two examples, and mark them before you look at our marks. The scale runs from 0 to 4.
"""

# %% [markdown]
"""
### Example A

> **Principle:** do things right. **Evidence:** `damaged`: 33 of 420 customers had a garment damaged. They rate
> reliability 2.90, the others 4.32. Only 33 people, and 11 of them also had a late order, so the gap is not all damage.
>
> **Mechanism:** care label and stains are photographed at the counter, with the customer. The cleaner sees the photo
> before starting. Fewer garments are harmed, and customers get back what they handed in, every time: reliability.
>
> **Action:** photo at every counter. **Owner:** the workshop manager. **Deadline:** 1 March 2027. **Measure:** damaged
> garments in the next survey, from 8 % to 4 %. **Cost:** four tablets, and two minutes a garment, so longer queues at
> noon for people who need speed.
"""

# %% role="ask"
ask.item(book, "kleenz-mark-example-a")

# %% [markdown]
"""
<details>
<summary><strong>After your mark: ours</strong></summary>

**Our mark for A: 4 of 4.** The principle fits: this is competence and a promise kept. The mechanism says what changes
for the customer and why that moves reliability. Owner, date and measure are there.

*Evidence, 4 of 4:* the numbers are right, and it says what they cannot show. *Trade-off:* the cost is named. To earn
the full mark there, it would still have to defend the queue at noon, and say why this comes before other steps.

</details>
"""

# %% [markdown]
"""
### Example B

> **Principle:** be proactive. **Evidence:** `trust_overall`: customers do not really trust us.
>
> **Mechanism:** if we are more proactive, customers will see that we care, and trust will go up.
>
> **Action:** offer every customer our stain protection before they ask. **Owner:** the team. **Deadline:** as soon as
> possible. **Measure:** more sales of stain protection. **Cost:** none.
"""

# %% role="ask"
ask.item(book, "kleenz-mark-example-b")

# %% [markdown]
"""
<details>
<summary><strong>After your mark: ours</strong></summary>

**Our mark for B: 1 of 4.** Kleenz acts first, but to sell. Being proactive means to see *trouble* coming and to protect
the customer from it. Unasked extras are just what raises self-orientation in this survey.

*Evidence, 0 of 4:* a column is named, but no figure, and the survey points the other way. *Trade-off, 0 of 4:* “none”
is not a cost. The owner, the date and the measure are there in name only.

</details>
"""

# %% [markdown]
"""
## Your draft

Now write one recommendation of your own. Nobody marks it. Take any principle and any finding of the practice survey,
except the damaged garments. The graded case asks for three, in the same form.
"""

# %% role="ask"
ask.table(
    book,
    "draft",
    "One recommendation to the managers of Kleenz",
    columns=(
        Column(
            "principle",
            "Principle",
            kind="choice",
            options={
                "right_thing": "do the right thing",
                "things_right": "do things right",
                "proactive": "be proactive",
            },
        ),
        Column(
            "survey_column",
            "Survey column",
            kind="choice",
            options={column: column for column in practice.columns if column != "respondent"},
        ),
        Column("statistic", "The number it rests on", hint="for example: 37 % of orders at …, against …"),
        Column(
            "component",
            "Component it moves",
            kind="choice",
            options={
                "credibility": "credibility",
                "reliability": "reliability",
                "intimacy": "intimacy",
                "self_orientation": "self-orientation",
            },
        ),
        Column("mechanism", "Mechanism", kind="long", hint="The customer now …, and therefore …"),
        Column("action", "Action", kind="long", hint="From … on, Kleenz …"),
        Column("owner", "Owner", hint="one role"),
        Column("deadline", "Deadline", kind="date", hint="2027-03-31"),
        Column("measure", "Measure of success", hint="what is counted, from … to …"),
        Column("cost", "Cost to Kleenz", hint="money, time or lost sales"),
    ),
    rows={"draft": "My draft"},
)

# %% [markdown]
"""
**Sentence frames**, if you want them:

- Kleenz should … by …, because the survey shows …
- For the customer this changes …, and that moves … because …
- … is responsible. We will see that it works when …
- It would cost Kleenz … I think it is worth that, because …
- The survey cannot show …

Then put your draft beside the two examples. Which mark would you give it?
"""

# %% [markdown]
"""
## How the graded case is marked

**A program checks** what can be computed: the component means, T with its method, gaps, the target, and whether the
parts fit each other. It never judges quality.

**A person marks** six things from 0 to 4:

| what | full marks for |
|---|---|
| each of three recommendations | the right principle, a mechanism, an owner, a date and a measure |
| evidence | the right numbers, and what they cannot show |
| trade-off and priority | a cost that is named and defended, an order that is argued |
| apology letter | plain words, responsibility, prevention, repair |

Ideas are marked, not grammar.
"""

# %% [markdown]
"""
### Where marks are lost

- A recommendation with one vague part gets 3. The right principle with a slogan gets 2. The wrong principle, or mere
  selling that is called proactive, gets 1.
- Numbers without their limits get 2 for evidence. A cost that is only named gets 2 for trade-off.
- In the letter each of the four elements is worth one point. “We are sorry *if* anyone was upset” loses all four: it
  apologises for the customer's feelings and not for what Kleenz did.

Repair is not in all the sources of this course. Research on apologies found it second only to responsibility.
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "kleenz-compare-within")

# %% role="ask"
ask.item(book, "kleenz-finding-not-there")

# %% role="ask"
ask.item(book, "kleenz-complete-recommendation")

# %% role="ask"
ask.item(book, "kleenz-responsibility-line")

# %% role="ask"
ask.item(book, "kleenz-survey-limit")

# %% [markdown]
"""
## The Kleenz corner

This whole lesson is about Kleenz, so the last five minutes go to its people. You meet the manager of the Harbour
branch. She has seen the printout and is worried about her job.

Tell her in two or three sentences what the survey shows, and what it does *not* show. Be fair: which part is hers?
"""

# %% role="ask"
ask.long_text(
    book,
    "to-the-branch-manager",
    "What do you say to her?",
    min_words=20,
    max_words=100,
    frames=("The survey shows that …", "It does not show …", "What I would try first is …"),
)

# %% [markdown]
"""
## Under the hood (optional)

These are the means behind the figure of the branches, with the number of people behind each of them.
"""

# %%
had_problem.groupby(["branch", "told_first"])["trust"].agg(["mean", "count"]).round(2).unstack()

# %% [markdown]
"""
## Discussion

**Which gaps are causes?**

Choose one gap from this lesson. One of you claims that it is a cause. The other names something else that could make
the same gap. Then think together: what would Kleenz have to *do* to find out? Who would have to be asked again, and
when?
"""

# %% [markdown]
"""
## What you can now do

- State a mean or a gap of a survey, with the number of people behind it.
- Tell a gap from a cause by comparing inside groups, and say what stays open.
- Set a target that some customers already make possible.
- Draft a recommendation with all its parts, and see where another one loses marks.

Next: the graded case, **kleenz-trust-case**.
"""

# %% [markdown]
"""
## Sources

- The three principles of trustability: D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*,
  chapters 1 to 3.
- The trust equation: D. H. Maister, C. H. Green and R. M. Galford, *The Trusted Advisor* (2000).
- Elements of an apology: R. J. Lewicki, B. Polin and R. B. Lount, “An Exploration of the Structure of Effective
  Apologies” (2016).
- The Kleenz practice survey is synthetic, drawn for this course.
"""
