# %% [markdown]
"""
# The trusted agent

*50 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
import pandas as pd

from idic_lab import AnswerBook, ask, datasets, idic, items, plots
from idic_lab.analysis import payoff, survey
from idic_lab.questions import Category, Column, Dial

book = AnswerBook("10-trusted-agent")

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "trust-break-even")

# %% role="ask"
ask.item(book, "interact-gym-messages")

# %% role="ask"
ask.item(book, "needs-equal-value")

# %% [markdown]
"""
## The case: the shop across the road

You want a lamp to read by. The clerk has one in the window, and you reach for your purse.

“Is it for reading in bed?” she asks. “Then it will be too dim. The shop across the road has the right one. It is next to
the door, and it costs less than ours.”

You cross the road and buy it there. Her shop has earned nothing. Her manager has seen it all through the glass, and he
is waiting for her.
"""

# %% [markdown]
"""
The clerk acted as a **trusted agent**: in the customer's interest, even against her own for the moment. To people who
think that the two interests are opposed, pointing to a rival's product is **corporate heresy**.

It is no act of charity. A trusted agent helps the customer to choose better, and expects that what she learns about this
customer will pay over many years.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Compute** what selling and referring earn over several visits, and **find** when referring wins and when it does not.
2. **Distinguish** a trusted agent from a cheap shop and from a friendly face.
3. **Tell** five myths of trust from what is true.
4. **Mark** which sentence of an apology does which work, and **name** what many apologies leave out.
"""

# %% [markdown]
"""
## Predict, then look: the manager's sum

The manager counts. A visit brings 10 dollars. Sell her the dim lamp and you have 10 today. Of 100 customers who were
sold the wrong thing, 20 come again after each visit. Refer her, and you have nothing today. Of 100 who were sent across
the road, 80 come again after each visit.

These figures are invented, and later you will change them.
"""

# %% role="ask"
earned = {
    "sell": pd.Series(payoff.expected(10, 0.2, 10)),
    "refer": pd.Series(payoff.expected(10, 0.8, 10, first=False)),
}


def show_earned(guess):
    title = "Earned with one customer, on average, in dollars"
    return plots.curves(earned, title, "visits after today", "dollars so far", guess=guess)


ask.guess(
    book,
    "caught-up",
    "At which visit after today has referring caught up with selling?",
    show_earned,
    unit="visits after today",
    low=0,
    high=10,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

| | today | visit 1 | visit 2 |
|---|---|---|---|
| sell | 10 | 10 + 2 = 12 | 12 + 0.40 = 12.40 |
| refer | 0 | 8 | 8 + 6.40 = 14.40 |

At visit 2 already. After ten visits it is 12.50 against 35.71.

The manager who looks at *today* is right about today. So the clerk wins, and the course is over? Not so fast: she won
because 80 of 100 came again. Try other figures.

</details>
"""

# %% [markdown]
"""
## Try it: when does the long run win?

Two dials: how many of 100 customers come again after each visit, once they were *sold* what does not fit, and once they
were *referred*.

1. Leave the first dial at 0: nobody comes again after a bad sale. Raise the second dial until the text no longer says
   *never*. Write down where that is.
2. Do the same with the first dial at 50, and at 80.
3. When would you send the customer across the road, and when not?
"""

# %% role="ask"
ask.explore(
    book,
    "refer-or-sell",
    "Refer or sell?",
    dials=(
        Dial("sold", "Come again when sold", values=range(0, 100, 10), unit="of 100"),
        Dial("referred", "Come again when referred", values=range(0, 100, 5), unit="of 100"),
    ),
    picture="lines",
    drawing={
        "x": {"label": "visits after today", "low": 0, "high": 10, "ticks": [0, 2, 4, 6, 8, 10]},
        "y": {"label": "dollars earned so far", "low": 0, "high": 80, "ticks": [0, 20, 40, 60, 80]},
    },
    frames=payoff.frames(),
)

# %% role="ask"
ask.table(
    book,
    "enough",
    "From where on is referring ahead in the end?",
    columns=(Column("referred", "Come again when referred, of 100", kind="number"),),
    rows={
        "none": "sold: 0 of 100 come again",
        "fifty": "sold: 50 of 100 come again",
        "eighty": "sold: 80 of 100 come again",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After your table: what is behind it</strong></summary>

On the dial it is 55, 70 and 85. Exactly, referring wins in the end when

> **more than 1 / (2 - sold)** of the referred customers come again after each visit.

With 0 that is 0.50, with 0.50 it is 0.67, with 0.80 it is 0.83.

Why? Added up without end, selling earns 10 / (1 - sold), and referring 10 × referred / (1 - referred). The rule says
where these two are equal.

So even where a bad sale drives everybody away, more than *half* must come back. And it is not enough that more come back
after a referral than after a sale: at 80 and 80, honesty never pays itself back.

</details>
"""

# %% [markdown]
"""
### Where it does not pay, and what the sum leaves out

- **Captive customers** come again anyway, like the riders of the only bus. Then there is little to win back.
- **Once in a lifetime:** whoever buys one wedding ring does not come again. But she may tell others.
- **A manager paid by the quarter** never sees visit 2.
- **The sum leaves out** friends who hear of it, customers who stay with the rival, and money that is worth more today.

And it leaves out whether it is *right*. A trusted agent who refers only where the sum says so is no trusted agent.
Customers feel it when trust is used to sell.
"""

# %% [markdown]
"""
## When do the dials move?

Three conditions make the trusted agent competitive, say the sources. Each of them turns one of your two dials.

- **Transparency.** Customers can compare everything. Who was sold the wrong lamp finds out the same evening.
- **Commoditization.** All lamps are much alike. What differs is whom one can believe.
- **Needs before products.** Customers want light to read by, and not one certain lamp. Advice is worth a second visit.

Which condition turns which dial, and in which direction? Talk about it, or write it down.
"""

# %% role="ask"
ask.long_text(
    book,
    "which-dial",
    "Which condition turns which dial?",
    max_words=80,
    frames=("Transparency lowers …, because …", "Where products are alike, …", "Who wants a need met …"),
)

# %% [markdown]
"""
## What would a trusted agent do?

It is not always *refer*. Nor is it always *the cheapest*. Put yourself behind the counter.
"""

# %% role="ask"
ask.sort(
    book,
    "counter",
    "Refer, sell, or find out first?",
    items=items.deck("scenarios", "refer"),
    categories={"refer": "refer to another", "sell": "sell yours", "find_out": "find out more first"},
)

# %% [markdown]
"""
## Three stories

**The wrong number.** Somebody dials a shoe shop by mistake and wants a pizza. The clerk orders one for her, and
remembers the order when she calls again. The same shop sends callers to a rival when a size is missing.

**The empty hands.** Another shop knows who has the item, and could even have it sent. It says: “Sold out.”

**The school.** A woman calls an online school. The adviser sees who is calling, and which courses would interest her.
She asks by when the certificate is needed. Then she says: “Wait three weeks. The course will be cheaper, and I will
write to you on that day.”

All three are retold without names.
"""

# %% role="ask"
ask.choices(
    book,
    "school-steps",
    "Which of the four IDIC steps can you find in the call to the school?",
    {step.key: step.name for step in idic.STEPS},
)

# %% [markdown]
"""
<details>
<summary><strong>After your answer: the call, step by step</strong></summary>

All four. She is recognised (*Identify*). Her interests are told apart from those of others (*Differentiate*). She is
asked one useful question (*Interact*). And she gets an offer, a date and a promise that nobody else gets today
(*Customize*).

The school earns less on this course. It has shown whose interest it follows, and that is the S of the trust equation.

</details>
"""

# %% [markdown]
"""
## Five myths

About trust many things are said with great confidence. Sort these eight sentences before you read on.
"""

# %% role="ask"
ask.sort(
    book,
    "myths",
    "Myth, or nearer to the truth?",
    items=items.deck("scenarios", "myths"),
    categories={"myth": "a myth", "truth": "nearer to the truth"},
)

# %% [markdown]
"""
<details>
<summary><strong>After sorting: the five myths in a table</strong></summary>

| myth | nearer to the truth |
|---|---|
| Intimacy needs time and nearness. | It can come at once, and online. |
| Trust takes time. | Some of it does. Not all. |
| More customized contact is better. | Content and context decide. |
| People trust companies. | Mostly they trust people. |
| People like to be asked. | They like to be listened to. |

The sources do not always agree with themselves. One says that more interaction brings better understanding. Another
counts surveys as *Interact*. Which of the myths do these two sentences come close to?

</details>
"""

# %% [markdown]
"""
## When the trust is broken

Customers give information only where they trust. A physiotherapy practice has shown its patients' names and complaints
to other patients, on its booking page. It writes a letter.

A *prompt* apology restores trust best. But what belongs in it? Read the letter sentence by sentence:

- **Forthright:** says plainly what went wrong in this case, and that trust matters.
- **Responsibility:** says “this was our doing”.
- **Prevention:** says what was learnt, and what will keep it from happening again.
- **Repair:** offers something concrete that makes the harm good.
"""

# %% role="ask"
parts_of_an_apology = (
    *(Category(term.key, term.name, term.meaning) for term in idic.APOLOGY_ELEMENTS),
    Category("none", "None of these", "Polite, off the point, or an excuse."),
)
ask.sort(
    book,
    "letter-one",
    "The first letter: what does each sentence do?",
    items=items.deck("messages", "apology-strong"),
    categories=parts_of_an_apology,
)

# %% [markdown]
"""
## Predict, then look: the second letter

Another practice has done the same, and writes a letter of ten sentences too. It begins: “The protection of your privacy
has always been our highest priority.”

In the first letter, eight of ten sentences carry a part of the apology. Guess for the second, then mark it.
"""

# %% role="ask"
letters = datasets.messages().query("fits == 'yes' and option != 'none'")
working = {
    "first letter": letters["deck"].eq("apology-strong").sum(),
    "second letter": letters["deck"].eq("apology-weak").sum(),
}


def show_letters(guess):
    return plots.amounts(working, "Sentences that carry a part of the apology", "of ten", guess=guess)


ask.guess(
    book,
    "second-letter",
    "In the second letter, how many of ten sentences carry a part of the apology?",
    show_letters,
    unit="of 10",
    low=0,
    high=10,
)

# %% role="ask"
ask.sort(
    book,
    "letter-two",
    "The second letter: what does each sentence do?",
    items=items.deck("messages", "apology-weak"),
    categories=parts_of_an_apology,
)

# %% [markdown]
"""
<details>
<summary><strong>After marking: which one it is</strong></summary>

One of ten: the dry sentence about the monthly test. All the others are polite, and would fit any letter about anything.

*We regret it if anyone has been upset* apologises for the customer's feelings. *Certain details may have been visible*
leaves open what happened. *An outside firm* passes the blame on.

</details>
"""

# %% [markdown]
"""
## What the sources leave out

Our main source asks an apology for three things. It should be sincere and forthright about the wrong and say again why
trust matters. It should accept responsibility. It should say what was learnt and what will prevent a repeat.

In the first letter, sentences 7 and 9 are none of these. They are a fourth thing.
"""

# %% role="ask"
ask.item(book, "apology-repair-left-out")

# %% [markdown]
"""
## Predict, then look: apologies at Kleenz

In the practice survey, 147 of 420 invented customers had a problem, and remember how many of the four elements the
apology had. Customers who remember *none* have a mean T of 2.37.
"""


# %% role="ask"
def show_apologies(guess):
    people = survey.clean(datasets.kleenz_practice()).query("problem == 'yes'")
    people = people.astype({"apology_elements": int})
    title = "Trust T by elements remembered (practice survey, synthetic)"
    return plots.group_means(survey.group_means(people, "apology_elements"), guess=guess, title=title)


ask.guess(
    book,
    "three-elements",
    "What is the mean T of customers who remember three elements?",
    show_apologies,
    low=0.5,
    high=21,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

3.36, one point more than with none. From none to three, each further element goes with more trust.

Then comes a surprise: with all four it is only 2.70. Look at the number of people before you look for a reason. It is
four customers. Four people show nothing, in either direction.

And does the apology raise trust? It may be. It may also be that customers who trust remember more kindly. A survey at
one point in time cannot tell.

</details>
"""

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "agent-names-a-rival")

# %% role="ask"
ask.item(book, "agent-refer-or-sell")

# %% role="ask"
ask.item(book, "agent-when-it-pays")

# %% role="ask"
ask.item(book, "agent-used-to-sell")

# %% role="ask"
ask.item(book, "myth-companies-or-people")

# %% role="ask"
ask.item(book, "apology-what-is-missing")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Putting an unasked extra on the bill is a sale against the customer's interest. Of those
who found one, 55 of 100 say that they would use Kleenz again.

Leave the extra off, and Kleenz earns less today. Let us be hard on honesty, and say that it costs a *whole* visit. Then
your rule of above gives the share that would have to come again.
"""

# %% role="ask"
practice = survey.clean(datasets.kleenz_practice())
again = practice["would_return"].eq("yes").groupby(practice["addon_unrequested"]).mean()


def show_again(guess):
    percent = {
        "unasked extra: would return": 100 * again["yes"],
        "no extra: needed in the long run": 100 * payoff.referred_needed(again["yes"]),
        "no extra: would return": 100 * again["no"],
    }
    return plots.shares(percent, "Would use Kleenz again (practice survey, synthetic)", guess=guess)


ask.guess(
    book,
    "kleenz-needed",
    "How many of 100 would have to come again, so that leaving the extra off wins in the end?",
    show_again,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

1 / (2 - 0.55) = 0.69, and 73 of 100 customers without an extra say that they would return. So leaving it off wins, if
people do what they say. That is a large *if*: saying is not coming, and the two groups may differ in other ways.

</details>
"""

# %% role="ask"
ask.long_text(
    book,
    "kleenz-two-sentences",
    "A guest of a wedding got her dress from Kleenz a day late, and found out at the counter. Write the two sentences "
    "that most letters leave out: responsibility and repair.",
    min_words=15,
    max_words=80,
    frames=("It was our fault that …", "We had promised … and did not …", "To make it good, we …"),
)

# %% [markdown]
"""
## Under the hood (optional)

This is the manager's sum. 0.2 and 0.8 are the shares that come again, and `**` raises them to the power of the visit.
Change them, and run the cell (Shift and Enter).
"""

# %%
visits = pd.Series(range(11))
sell = 10 * 0.2**visits
refer = 10 * 0.8**visits
refer[0] = 0
pd.DataFrame({"sell": sell.cumsum(), "refer": refer.cumsum()}).round(2)

# %% [markdown]
"""
## Discussion

**Would you refer a rival?**

One of you owns the lamp shop. The other is the clerk. Each has two minutes. The owner must use a number; the clerk may
not say “because it is right” before she has used one too.

Then turn to the people of the shop: how would you have to pay a clerk who is to send customers away?
"""

# %% role="ask"
ask.long_text(
    book,
    "refer-a-rival",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("I would refer when …", "I would not when …, because …", "I would pay the clerk for …"),
)

# %% [markdown]
"""
## What you can now do

- Compute the short and the long run of selling and referring, and say what must be true for the long run to win.
- Tell a trusted agent from somebody who is only cheap or friendly.
- Answer five myths of trust.
- Say what each sentence of an apology does, and ask for the repair that is missing.

Next: [11, trustability](11-trustability.ipynb).
"""

# %% [markdown]
"""
## Sources

- The trusted agent, its conditions, the stories behind our three, the myths, and the first three parts of an apology:
  D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*, chapters 1 to 3, and the course's lecture.
- Repair, and 755 people asked: R. J. Lewicki, B. Polin and R. B. Lount, “An Exploration of the Structure of Effective
  Apologies” (2016).
- The sum is a geometric series; the course's tests compute it again. The lamp shop, the school, the letters and Kleenz
  are invented, and the practice survey is synthetic.
"""
