# %% [markdown]
"""
# The trust equation, tested

*45 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
import pandas as pd

from idic_lab import AnswerBook, ask, datasets, plots
from idic_lab.analysis import moves, survey
from idic_lab.questions import Column, Dial, Item
from idic_lab.trust import Profile

book = AnswerBook("09-trust-equation-tested")
practice = survey.clean(datasets.kleenz_practice())
scores = survey.components(practice)

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "trust-two-advisers")

# %% role="ask"
ask.item(book, "customize-hello-name")

# %% role="ask"
ask.item(book, "pareto-three-shares")

# %% [markdown]
"""
## The case: a consultant who improves the wrong thing

A garage is in trouble. Its estimates seldom hold, cars are late, and nobody likes to leave the keys. Customers rate it
C = 4, R = 2, I = 3. And they think that the mechanics work for their bonus: S = 8. So T = 9 / 8 = 1.13.

A consultant comes. “Self-orientation is everything,” she says. “Stop the bonus.”

It takes a year. A good mechanic leaves. But it works: S falls from 8 to 7, and T rises to 9 / 7 = 1.29.

For the same year and the same money, the garage could have raised C, R and I by one point each.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Find** the rule that tells which of two repairs adds more to T, and **apply** it to real means.
2. **Test** a claim by counting where it holds and where it does not.
3. **Compute** what a question worded the other way round, and the order of dividing and averaging, do to T.
4. **Argue** whether ratings may be averaged at all.
"""

# %% [markdown]
"""
## Predict, then look: the other year

C, R and I one point higher each, S still at 8. Compute, or guess.
"""

# %% role="ask"
garage = {
    "garage today": Profile(4, 2, 3, 8),
    "S one lower": Profile(4, 2, 3, 7),
    "C, R and I one higher": Profile(5, 3, 4, 8),
}


def show_garage(guess):
    return plots.trust_scores(garage, guess=guess)


ask.guess(book, "garage-three", "What would the garage's T have been?", show_garage, low=0.3, high=30)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

12 / 8 = 1.50. That is more than 1.29. The consultant worked hard on the wrong thing.

Then a dentist asks for her advice. Customers rate the practice C = 7, R = 8, I = 6 and S = 3, so T = 7. Here lowering
S gives 21 / 2 = 10.5, and raising all three gives 24 / 3 = 8. The same sentence would have been good advice.

So what decides?

</details>
"""

# %% [markdown]
"""
## Try it: where do the two moves meet?

One line shows what **lowering S by one point** adds to T. The other shows what **raising C, R and I by one point each**
adds. Two points mark where a firm stands.

1. Set the mean of C, R and I to 3 and S to 8: that is the garage. Then a dentist: mean 7, S 3.
2. Set the mean to 2. Move S until the text says that both moves add the same. Write down that S.
3. Do it again for a mean of 4 and a mean of 7.
"""

# %% role="ask"
ask.explore(
    book,
    "two-moves",
    "Which move adds more to T?",
    dials=(
        Dial("mean", "Mean of C, R and I", values=range(1, 10)),
        Dial("s", "Self-orientation S today", values=range(2, 11)),
    ),
    picture="lines",
    drawing={
        "x": {"label": "self-orientation S today", "low": 2, "high": 10, "ticks": list(range(2, 11))},
        "y": {"label": "added to T", "low": 0, "high": moves.HIGHEST_GAIN, "ticks": [0, 0.5, 1, 1.5, 2]},
    },
    frames=moves.break_even_frames(),
)

# %% role="ask"
ask.table(
    book,
    "equal-at",
    "At which S do both moves add the same?",
    columns=(Column("s", "Both add the same at S =", kind="number"),),
    rows={"two": "mean of C, R and I = 2", "four": "mean of C, R and I = 4", "seven": "mean of C, R and I = 7"},
)

# %% [markdown]
"""
Look at your three numbers. Say the rule aloud, in your own words, before you open the next line.

<details>
<summary><strong>After your table: the rule</strong></summary>

The moves are equal at S = 3, 5 and 8: always one above the mean. So

> **Compare mean(C, R, I) with S - 1. If the mean is larger, lowering S by one point adds more. If it is smaller,
> raising all three adds more.**

Why? With A = C + R + I, lowering S wins when A / (S - 1) > (A + 3) / S. Multiply both sides by S and by S - 1. What is
left is A > 3 (S - 1), and a third of A is the mean.

</details>
"""

# %% [markdown]
"""
### What the rule leaves out

It takes for granted that both moves cost the same. A real firm has to ask what each of them costs, and whether it can
be done at all.

If the same money buys *two* points for each of the three, the mean has to beat 2 (S - 1). If it buys one point for
*only one* of the three, C + R + I has to beat S - 1, and in 97 of 100 profiles it does.

So the rule does not say what to do. It says what to compare before you choose.
"""

# %% [markdown]
"""
## Predict, then look: who wins most often?

“Self-orientation weighs more than the other three together.” Let us count. Take every profile of whole ratings from 1 to
10 in which there is room for both moves. There are 6 561.
"""


# %% role="ask"
def show_wins(guess):
    profiles = moves.grid(room=True)
    better = moves.better_move(profiles)
    s = "S = " + profiles["self_orientation"].astype(str)
    wins = better.eq("lowering S").groupby(s, sort=False).mean() * 100
    all_of_them = pd.Series({"all 6 561 profiles": better.eq("lowering S").mean() * 100})
    return plots.shares(pd.concat([all_of_them, wins]), "Profiles in which lowering S adds more, of 100", guess=guess)


ask.guess(
    book,
    "how-often",
    "In how many of 100 profiles does lowering S by one beat raising all three by one?",
    show_wins,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

In 48 of 100. Raising all three wins in exactly as many, and 4 of 100 are ties. On the whole grid it is a draw.

Look at the rows, though. At S = 2 lowering it nearly always wins, at S = 9 hardly ever, at S = 10 never. The claim is
not true and not false: it depends on where you stand. A firm that everybody thinks selfish has first to give people a
reason to believe it.

A grid is no town. Nobody's customers are spread evenly over all profiles.

</details>
"""

# %% [markdown]
"""
## Optional: count in per cent

A point is a large step on a low rating and a small one on a high rating. It is fairer to count in per cent: S falls by
some per cent, or C, R and I all rise by as many.

If C, R and I rise by 50 %, T rises by 50 % as well. That is quickly seen. And the other move?
"""


# %% role="ask"
def show_per_cent(guess):
    change = pd.Series(range(51), range(51))
    rise = {"S lower": 100 * change / (100 - change), "C, R and I higher": change}
    title = "What equal changes in per cent do to T"
    axis = "change of S, or of C, R and I, in per cent"
    return plots.curves(rise, title, axis, "T rises by … per cent", guess=guess, upright=False)


ask.guess(
    book,
    "half-of-s",
    "By how many per cent does T rise when S falls by 50 %?",
    show_per_cent,
    unit="per cent",
    low=0,
    high=200,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

By 100 %, against 50: who halves S doubles T. At 10 % it is 11.1 against 10. At 1 % the two are as good as equal.

So by small percentages S weighs exactly as much as the other three together. In the language of economics, the
**elasticity** of S is -1, and those of C, R and I add up to +1. S does pull ahead, but only where the changes are large.

</details>
"""

# %% [markdown]
"""
## Optional: the best case for the claim

Ask another question: why do some firms have a high T and others a low one? Let S alone explain it, as far as it can, and
count how much of the variance of log T it accounts for. (The logarithm turns the fraction into a difference.)

If all four ratings counted alike, it would be a quarter.
"""


# %% role="ask"
def show_explained(guess):
    full = moves.grid()
    explained = {
        "1 to 10, all four independent": moves.explained_by_s(full),
        "Kleenz practice survey": moves.explained_by_s(scores),
        "1 to 10, C, R and I always equal": moves.explained_by_s(full.query("credibility == reliability == intimacy")),
    }
    percent = {name: 100 * share for name, share in explained.items()}
    return plots.shares(percent, "Variance of log T that S alone accounts for, in per cent", guess=guess)


ask.guess(
    book,
    "explained",
    "All 10 000 profiles from 1 to 10: how many per cent does S account for?",
    show_explained,
    unit="per cent",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

81 %. This is the best defence of the claim. Where C, R and I have nothing to do with each other, their ups and downs
cancel out in the sum. S stands alone, so nothing cancels it.

But that is where it fails, too. Let C, R and I always rise and fall together, and the share drops to 50 %. In the
practice survey it is 72 %, and part of that is shared: customers who see more “me first” also rate the rest lower.

</details>
"""

# %% [markdown]
"""
## Scales: the same ticks, other numbers

Two firms, rated on one form. **A:** C = R = I = 2 and S = 1, so T = 6. **B:** C = R = I = 8 and S = 5, so T = 4.8. A is
ahead.

Now the form is printed again. The boxes stay, but their numbers start higher. Every rating gets the same number added,
and nobody has changed a tick.
"""

# %% role="ask"
added = pd.Series(range(41)) / 4
firms = {
    name: pd.Series(((3 * built + 3 * added) / (s + added)).to_numpy(), added)
    for name, built, s in (("firm A", 2, 1), ("firm B", 8, 5))
}


def show_scales(guess):
    return plots.curves(firms, "T when every rating gets the same number added", "added", "trust T", guess=guess)


ask.guess(book, "added", "How much has to be added until B has caught up with A?", show_scales, low=0, high=10)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

1 is enough: both stand at 4.5. With any more, B is ahead. Who comes first depended on how the boxes were numbered.

And if the boxes were numbered from 0? Then S of firm A would be 0, and its T would not exist. Just above 0 it explodes.
That is why the scales of this course start at 1.

*Multiplying* all four by one number is harmless: twice the top over twice the bottom is the same fraction.

</details>
"""

# %% [markdown]
"""
## A sentence worded the other way round

Now to the practice survey of Kleenz: 420 invented customers, synthetic answers from 1 to 7. Three sentences measure
self-orientation:

- `s1`: Kleenz thinks of its own takings first.
- `s2_rev`: Kleenz puts *my* interest before its own.
- `s3`: Kleenz tries to sell me things I do not need.

Who agrees with the second disagrees with the others. So its answer is turned round before the three are averaged: 8
minus the answer.
"""

# %%
# Three customers. Average the first one by hand: once as it stands, once with s2_rev turned round.
practice.set_index("respondent").loc[["K004", "K036", "K002"], ["s1", "s2_rev", "s3"]]

# %% [markdown]
"""
The first customer sees much self-orientation. As it stands the mean is (5 + 2 + 6) / 3 = 4.33. Turned round, it is
(5 + 6 + 6) / 3 = 5.67.

Done properly, T of all customers is 2.59, from the four mean ratings.
"""


# %% role="ask"
def profile_of(means):
    return Profile(**means.mean().round(2).to_dict(), high=7)


def show_reverse(guess):
    both = {"s2_rev turned round": scores, "s2_rev forgotten": survey.components(practice, reverse=False)}
    return plots.trust_scores({name: profile_of(means) for name, means in both.items()}, guess=guess)


ask.guess(book, "forgotten", "What T comes out if somebody forgets to turn it round?", show_reverse, low=0.5, high=21)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

2.92 instead of 2.59: Kleenz seems 13 % more trusted, and nobody has changed an answer. Nothing looks wrong. There is no
error message for it.

How could you notice? The three sentences ask for the same thing, so their answers should rise and fall together. The
next table shows how closely they do (1 is *exactly*, -1 is *exactly the other way*).

</details>
"""

# %%
# Optional: a minus sign gives the reversed sentence away.
practice[["s1", "s2_rev", "s3"]].corr().round(2)

# %% [markdown]
"""
## Predict, then look: one firm, two averages

2.59 is the **ratio of means**: average each component first, then divide once. You can also compute T for each customer
first, and average those: the **mean of ratios**.

Take only two customers, to see what may happen. Ana gives 6, 6, 6 and S = 2: her T is 9. Ben gives 3, 3, 3 and S = 6: his
T is 1.5.
"""


# %% role="ask"
def show_own_trust(guess):
    return plots.distribution(survey.trust(practice), "Everyone's own T (practice survey, synthetic)", guess=guess)


ask.guess(
    book,
    "mean-of-ratios",
    "The mean of everyone's own T, for all 420 customers: what is it, if the ratio of means is 2.59?",
    show_own_trust,
    low=0.5,
    high=21,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

2.87. A few customers with a very low S have a very high T, and they pull the mean up. The median, the customer in the
middle, has only 2.57.

Ana and Ben: the mean of 9 and 1.5 is 5.25. But their mean ratings are 4.5, 4.5, 4.5 and 4, which gives 13.5 / 4 = 3.38.

Both ways are honest. A figure without its method is not: two reports can differ though no customer has changed.

</details>
"""

# %% [markdown]
"""
## A test that people take about themselves

There is a well-known online test, the *Trust Quotient*. As reported, it has 20 questions, over 70 000 people have taken
it, and results run from 0 to 15 with a mean near 7.1. Reliability comes out highest most often.

Two things to think about before you quote it.
"""

# %% role="ask"
ask.item(book, "trust-lowest-on-five")

# %% role="ask"
ask.item(book, "survey-self-report")

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "trust-break-even-number")

# %% role="ask"
ask.item(book, "trust-weights-claim")

# %% role="ask"
ask.item(book, "trust-change-the-scale")

# %% role="ask"
ask.item(book, "survey-reverse-number")

# %% role="ask"
ask.item(book, "survey-which-average")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. The consultant wants to tell all four branches the same: lower S by one point. Here is
what the customers of each branch gave in the practice survey.

Compute mean(C, R, I) and S - 1 for each branch, and put it where it belongs.
"""

# %% role="ask"
branches = survey.group_means(practice, "branch").round(2)


def branch_card(name, row):
    mean = (row["credibility"] + row["reliability"] + row["intimacy"]) / 3
    bar = row["self_orientation"] - 1
    numbers = f"Mean of the three {mean:.2f}, S - 1 = {bar:.2f}."
    right = "lower" if mean > bar else "raise"
    no = f"{numbers} Which of the two is larger?"
    feedback = {"lower": no, "raise": no, right: f"{numbers} The {'first' if mean > bar else 'second'} is larger."}
    ratings = "C = {:.2f}, R = {:.2f}, I = {:.2f}, S = {:.2f}".format(*row.iloc[:4])
    return Item(name.lower(), f"{ratings} ({row['respondents']:.0f} customers)", name, (right,), feedback)


ask.sort(
    book,
    "kleenz-branches",
    "Which move adds more at this branch?",
    items=[branch_card(name, row) for name, row in branches.iterrows()],
    categories={"lower": "S one point lower", "raise": "C, R and I one point higher each"},
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-before-choosing",
    "What else must the manager of the odd branch know before she chooses?",
    min_words=15,
    max_words=80,
    frames=("The rule compares …", "It does not say …", "At this branch … stands out, because …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This counts, over all profiles with room, how often each move adds more. Change `points` to 2: what if the same money buys
two points for each of the three? (It no longer asks whether there is room for the second point.)
"""

# %%
points = 1
profiles = moves.grid(room=True)
above = profiles["credibility"] + profiles["reliability"] + profiles["intimacy"]
s = profiles["self_orientation"]
lower_s, raise_three = above / (s - 1), (above + 3 * points) / s
print("lowering S adds more in", round(100 * (lower_s > raise_three + 1e-9).mean()), "of 100 profiles")

# %% [markdown]
"""
## Discussion

**May one average ratings at all?**

A rating puts things in order: 8 is more than 4. Nobody promises that it is twice as much, nor that from 1 to 2 is as far
as from 9 to 10. Averaging takes equal steps for granted, and dividing takes a true zero for granted.

One of you forbids it. The other has to tell the manager *something* on Monday. What could you report instead of T? What
may be compared, and what may not?
"""

# %% role="ask"
ask.long_text(
    book,
    "may-one-average",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("One may average when …", "I would rather report …, because …", "From the scale example I learnt that …"),
)

# %% [markdown]
"""
## What you can now do

- Compare mean(C, R, I) with S - 1 before choosing what to repair, and say what that rule leaves out.
- Test a claim by counting, and say where it holds.
- Turn a reversed sentence round, and name the way in which a T was averaged.
- Argue for and against the averaging of ratings.

Next: [10, the trusted agent](10-trusted-agent.ipynb).
"""

# %% [markdown]
"""
## Sources

- The equation: D. H. Maister, C. H. Green and R. M. Galford, *The Trusted Advisor* (2000). The figures on the online
  test are as reported in the course's sources.
- The rule, the counts, the elasticities and the shares of variance are elementary mathematics on the formula; the
  course's tests compute them again.
- The garage, the dentist, firms A and B and Kleenz are invented. The practice survey is synthetic.
"""
