# %% [markdown]
"""
# The trust equation

*45 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from idic_lab import AnswerBook, ask

book = AnswerBook("08-trust-equation")

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "relationship-unemotional")

# %% role="ask"
ask.item(book, "loyalty-points-card")

# %% role="ask"
ask.item(book, "idic-missing-memory")

# %% [markdown]
"""
## The case: one sentence, two visits

An insurance salesperson sits at your kitchen table. She says: “Let me tell you what I would do in your place.”

On the **first visit** she says it after ten minutes. She came late. Another family's file lies open on top of her bag.
Then she names the dearest policy.

On the **second visit**, a month later, she says it after an hour. She came on time, asked, and listened. She put her
papers away before you spoke about money. Then she names a policy that pays her less, and tells you so.

The words are the same. What they do to you is not.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Compute** T from four ratings, and **explain** what each rating means.
2. **Assign** what a salesperson does to the component that it moves.
3. **Predict** which single step would raise T most, and **check** it by hand and by slider.
4. **Test** the claim that self-orientation is everything: find a case for it and a case against it.
"""

# %% [markdown]
"""
## What trust is

Trust is the confidence that somebody is **reliable**, **honest** and **able** to do what you expect, *every time*. Covey
puts it in two halves: **character**, what they intend, and **competence**, what they can do.

It is a summary word for whatever is good in a relationship. That does not make it *soft*. Who trusts decides faster and
stays longer. A firm that is trusted is said to gain loyal customers: they come back, are satisfied, take part and
recommend it. It is also said to gain an advantage over its rivals, and a business that lasts. One source sees trust as the aim of all four IDIC
steps.
"""

# %% role="ask"
ask.item(book, "trust-character-and-competence")

# %% role="ask"
ask.item(book, "trust-not-soft")

# %% [markdown]
"""
## Four words for trust

| component | the question behind it | think of |
|---|---|---|
| **Credibility** (C) | Can I believe what you say? | words |
| **Reliability** (R) | Can I depend on what you do? | actions |
| **Intimacy** (I) | Is it safe to tell you something? | safety |
| **Self-orientation** (S) | Whose interest do you follow? | focus |

Facts can settle the first two: they are called *rational*. The last two are felt: they are called *non-rational*.

Intimacy here is not friendliness. A cool, quiet doctor can be very safe to talk to.
"""

# %% role="ask"
from idic_lab.questions import Category, Item
from idic_lab.trust import COMPONENTS

ask.sort(
    book,
    "behaviours",
    "Which component does each behaviour move first, up or down?",
    items=(
        Item(
            "adviser",
            "A financial adviser names the risks of a fund, with figures that you can look up.",
            accept=("credibility",),
            feedback={
                "credibility": "Her words can be checked, and they hold.",
                "reliability": "Nothing was promised and kept here. It is what she says that can be checked.",
                "intimacy": "You may feel safe with her later. What you have so far are sound words.",
                "self_orientation": "Naming a risk may cost her a sale, so you may guess at her motive. The first thing "
                "that you can judge is whether her words are true.",
            },
        ),
        Item(
            "courier",
            "For the tenth time the courier comes on the day that was promised.",
            accept=("reliability",),
            feedback={
                "credibility": "The courier said little. Ten times, something was done.",
                "reliability": "Ten promises, ten actions.",
                "intimacy": "You need not confide anything to get a parcel.",
                "self_orientation": "Being on time serves both sides. Look at the deed, not at the motive.",
            },
        ),
        Item(
            "consultant",
            "A consultant tells nobody what you said about your own boss.",
            accept=("intimacy",),
            feedback={
                "credibility": "This is about what she does not say.",
                "reliability": "Close: she does it every time. What you gain by it is the safety to speak.",
                "intimacy": "It was safe to tell her.",
                "self_orientation": "She may well think of you first. What you notice is that your words are safe.",
            },
        ),
        Item(
            "bonus",
            "A seller wants your signature today, because his bonus ends tonight.",
            accept=("self_orientation",),
            feedback={
                "credibility": "He may well be telling the truth about the bonus. Whose interest is it?",
                "reliability": "No promise is broken. Whose interest is he following?",
                "intimacy": "He is being open, but with his own wish, not with your worry.",
                "self_orientation": "Up it goes: his focus is on himself, and you can see it.",
            },
        ),
        Item(
            "open-file",
            "Another family's file lies open on the salesperson's bag.",
            accept=("intimacy",),
            feedback={
                "credibility": "Her words may still be sound. What would happen to your file?",
                "reliability": "She kept no promise and broke none. What would happen to your file?",
                "intimacy": "Down it goes: what you tell her may lie open at the next kitchen table.",
                "self_orientation": "It looks careless more than selfish. What would happen to your file?",
            },
        ),
        Item(
            "pays-less",
            "She tells you what she earns with each policy, and names the one that pays her less.",
            accept=("self_orientation",),
            feedback={
                "credibility": "True words, certainly. The larger news is whose interest they serve.",
                "reliability": "One visit is no record yet. Whose interest does she follow?",
                "intimacy": "She confides something to you. The larger news is whose interest she follows.",
                "self_orientation": "Down it goes, and that is good: her focus is on you, at her own cost.",
            },
        ),
    ),
    categories=tuple(
        Category(component.key, component.name, component.hint, component.colour) for component in COMPONENTS
    ),
)

# %% [markdown]
"""
## One fraction

The three that build trust are added. Self-orientation divides them:

```text
     C + R + I
T = -----------
         S
```

On one line: T = (C + R + I) / S.

Take a scale from 1 to 10 and a new client who rates the first visit like this: C = 5, R = 3, I = 2, S = 8. Then
T = (5 + 3 + 2) / 8 = 1.25.

Every bit of “me first” that the customer can see makes the whole fraction smaller. A firm cannot buy its way out with
new software. Customer focus is a way of doing business, not a technology.
"""

# %% role="ask"
ask.item(book, "trust-score-number")

# %% [markdown]
"""
## Predict, then look: six people

These six people are invented. The ratings run from 1 to 10.
"""

# %% role="ask"
import pandas as pd

people = pd.DataFrame(
    [
        ("salesperson, first visit", 5, 3, 2, 8),
        ("salesperson, second visit", 6, 6, 4, 4),
        ("adviser with sound advice", 9, 6, 5, 4),
        ("courier who is always on time", 5, 9, 2, 4),
        ("consultant who keeps confidences", 7, 6, 8, 3),
        ("charming seller", 8, 6, 7, 9),
    ],
    columns=["who", "C", "R", "I", "S"],
).set_index("who")
people

# %% [markdown]
"""
The charming seller has the second-highest top of all: 8 + 6 + 7 = 21. Only the self-orientation is high as well.
"""

# %% role="ask"
from idic_lab import plots

ratings = people.rename(columns=dict(zip("CRIS", [component.key for component in COMPONENTS], strict=True)))


def show_people(guess):
    return plots.trust_scores(ratings, guess=guess)


ask.guess(book, "charming-seller", "Guess first: what is the charming seller's T?", show_people, low=0.3, high=30)

# %% [markdown]
"""
## Try it: the two visits side by side

The sliders start at the two visits of the case.

1. Set the first visit as *you* would have felt it.
2. Change the second visit until you would sign.
3. Look at the bars *one point better would add* while you do it.
"""

# %% role="ask"
ask.trust(
    book,
    "two-visits",
    "An insurance salesperson, two visits",
    profiles=("first visit", "second visit"),
    start={
        "first visit": {"credibility": 5, "reliability": 3, "intimacy": 2, "self_orientation": 8},
        "second visit": {"credibility": 6, "reliability": 6, "intimacy": 4, "self_orientation": 4},
    },
)

# %% [markdown]
"""
## One point better, by hand

How much would one point change? Take the first visit, T = 10 / 8 = 1.25.

- One point more credibility: 11 / 8 = 1.375. That adds **0.125**.
- One point more reliability or intimacy: the same.
- One point less self-orientation: 10 / 7 = 1.43. That adds **0.18**.

Now the second visit, T = 16 / 4 = 4. One point more above the line adds 17 / 4 - 4 = **0.25**. What does one point
less self-orientation add? Compute it, or guess.
"""


# %% role="ask"
def show_one_point(guess):
    return plots.one_point_better(ratings.iloc[:2], guess=guess)


ask.guess(
    book,
    "second-visit-lower-s",
    "Second visit: S falls from 4 to 3. How much is added to T?",
    show_one_point,
    low=0,
    high=30,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

From 4 to 3 the fraction goes from 4 to 16 / 3 = 5.33. That adds 1.33, seven times as much as the same point on the
first visit.

So the value of a point depends on where you stand. Lowering S pays most where S is low already and the top is high.

</details>
"""

# %% [markdown]
"""
## A claim to test: self-orientation is everything

You will hear it said that self-orientation weighs more than the other three together. Do not repeat it. Test it.

Take both visits once more. One firm can lower S by one point. Another can raise C, R **and** I by one point each. Which
gives the higher T? Compute, or guess.
"""

# %% role="ask"
ask.choice(
    book,
    "where-s-wins",
    "Where does lowering S by one point beat raising all three by one?",
    {
        "first": "on the first visit only (5, 3, 2 and 8)",
        "second": "on the second visit only (6, 6, 4 and 4)",
        "both": "on both visits",
        "neither": "on neither visit",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After your answer: the four results</strong></summary>

| | T today | S one lower | C, R and I all one higher |
|---|---|---|---|
| first visit | 10 / 8 = 1.25 | 10 / 7 = 1.43 | 13 / 8 = 1.63 |
| second visit | 16 / 4 = 4.00 | 16 / 3 = 5.33 | 19 / 4 = 4.75 |

On the first visit all three together win. On the second visit self-orientation wins. The claim holds in one case and
fails in the other.

</details>
"""

# %% [markdown]
"""
### Find two cases of your own

Set one profile where lowering S by one point beats raising all three by one, and one profile where it does not. Change
them as much as you like. Then click on the output below the sliders and press Shift and Enter: it compares both moves.
"""

# %% role="ask"
ask.trust(
    book,
    "for-and-against",
    "Two profiles of your own",
    profiles=("lowering S wins", "raising all three wins"),
    step=1,
)

# %% role="ask"
from IPython.display import display

from idic_lab import trust


def both_moves(settings):
    profile = trust.Profile(**settings)
    return {
        "T today": f"{profile.trust:.2f}",
        "S one lower": f"{profile.built / (profile.self_orientation - 1):.2f}" if profile.self_orientation > 1 else "–",
        "all three one higher": f"{(profile.built + 3) / profile.self_orientation:.2f}",
        "lowering S wins": "yes" if trust.lowering_s_wins(profile) else "no",
    }


found = {name: both_moves(settings) for name, settings in (book.get("for-and-against", None) or {}).items()}
if found:
    display(pd.DataFrame(found).T)
else:
    print("Move the sliders above. Then click here and press Shift and Enter.")

# %% [markdown]
"""
What do your two cases have in common with the two visits? Lesson 09 finds the exact rule.

There is another fair way to compare: in per cent. If S falls by 1 %, or if C, R and I each rise by 1 %, T rises by
nearly the same. For small equal *percentages* the four are in balance: S weighs exactly as much as the other three
together, and no more.
"""

# %% [markdown]
"""
## What T cannot tell you

- **Ratings are judgements.** Nobody promises that 8 is twice 4. Read T as a way to think, not as a measurement.
- **The scale matters.** From 1 to 10, T lies between 0.3 and 30. From 1 to 5 it lies between 0.6 and 15. Compare only
  values from the same scale.
- **S is never 0.** Nothing can be divided by 0, and near 0 the fraction explodes. That is why scales start at 1.
- **One source says that a relationship needs no trust,** and another that it needs trust and makes more of it. Keep the
  question open.
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "trust-definition")

# %% role="ask"
ask.item(book, "trust-score-choice")

# %% role="ask"
ask.item(book, "trust-intimacy-remark")

# %% role="ask"
ask.item(book, "trust-same-words")

# %% role="ask"
ask.item(book, "trust-best-single-move")

# %% role="ask"
ask.item(book, "trust-zero-self-orientation")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. This is what is said about Kleenz:

- At the Harbour branch, orders are often late.
- Paid extras appear on bills, though nobody asked for them.
- When something goes wrong, some customers hear of it first from Kleenz. Others find out at the counter.

The survey rates each component from 1 to 7. Where do you think the four *means* of all customers lie? Set the sliders.
Lesson 14 shows you the answer.
"""

# %% role="ask"
ask.trust(book, "kleenz-profile", "Your guess: Kleenz in the eyes of its customers", profiles=("Kleenz",), scale=(1, 7))

# %% role="ask"
ask.long_text(
    book,
    "kleenz-first-step",
    "Which component would you repair first, and how?",
    min_words=15,
    max_words=80,
    frames=("Kleenz should … because …", "This moves …, because the customer then …", "It would cost …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the figure of the six people. One line computes T for every row. The second line puts the highest first.
"""

# %%
people["T"] = (people["C"] + people["R"] + people["I"]) / people["S"]
people.sort_values("T", ascending=False).round(2)

# %% [markdown]
"""
## Discussion

**Is self-orientation really everything?**

Work in pairs. For three minutes one of you argues *yes* and the other *no*. Then change sides. Use numbers from this
lesson at least once on each side.

Some beginnings: “For a customer who …, the focus decides, because …” “With the profile …, it does not hold, since …”
"""

# %% role="ask"
ask.long_text(
    book,
    "is-s-everything",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("I think that … because …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Compute T from four ratings, and say in words what each of them means.
- Tell which component a behaviour moves, and in which direction.
- Predict which step raises T most, and check it by hand and by slider.
- Answer the claim that self-orientation is everything with a case for it and a case against it.

Next: [09, the trust equation, tested](09-trust-equation-tested.ipynb).
"""

# %% [markdown]
"""
## Sources

- The equation, its four components, and a new client rated 5, 3, 2 and 8: D. H. Maister, C. H. Green and R. M. Galford,
  *The Trusted Advisor* (2000).
- Character and competence: S. M. R. Covey, *The Speed of Trust* (2006).
- What trust is and brings, in the management of customer relationships: D. Peppers and M. Rogers, *Managing Customer
  Experience and Relationships*, chapters 1 to 3.
- The comparison of moves and of per cents is elementary mathematics on the formula. The salesperson, the six people
  and Kleenz are invented.
"""
