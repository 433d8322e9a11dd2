# %% [markdown]
"""
# Trust and the internet

*50 minutes. A word you do not know? Look in the [glossary](glossary.ipynb).*

Open the menu **Run** and choose **Run All Cells**. The questions appear, with the answers that you have given before.
"""

# %% role="setup"
from functools import cache

from idic_lab import AnswerBook, ask, items, plots
from idic_lab.analysis import network
from idic_lab.questions import Column, Dial, Item

book = AnswerBook("13-trust-and-the-internet")

# %% [markdown]
"""
## Warm-up

Three questions from earlier lessons. Answer from memory first: the effort is what makes it stay.
"""

# %% role="ask"
ask.item(book, "idic-social-media-reasons")

# %% role="ask"
ask.item(book, "trustability-beyond-trustworthy")

# %% role="ask"
ask.item(book, "journey-as-reported")

# %% [markdown]
"""
## The case: one screenshot on a Friday night

Friday, half past ten. A woman asks a furniture shop in its chat where her sofa is. The answer: “Read your contract. We
go home at six.”

She takes a screenshot and sends it to her choir. On Monday the shop opens its mail and finds four hundred messages.

The same evening a man gets the same answer. He takes a screenshot too, and sends it to one colleague. Nobody ever hears
of it.

One shop, one sentence, two screenshots. Why did only one of them travel? The shop is invented.
"""

# %% [markdown]
"""
## What you will be able to do

1. **Predict** how many people a story reaches, and **check** it on a real network.
2. **Find** when it matters who tells first, and **name** where that rule fails.
3. **Tell** misinformation from disinformation, and both from opinion.
4. **Argue** for or against: trust is harder to foster and more important than ever.
"""

# %% [markdown]
"""
## Predict: what makes a story travel?

Before you read on, commit yourself. You will come back to it.
"""

# %% role="ask"
ask.choice(
    book,
    "why-it-travels",
    "What decides most how far a story travels?",
    {
        "story": "the story itself: how much it makes people want to pass it on",
        "first": "who tells it first",
        "luck": "luck",
        "depends": "it depends, and I could say on what",
    },
)

# %% [markdown]
"""
## Thirty-four people

These are the members of a karate club at a university. Wayne Zachary watched them from 1970 to 1972 and noted
who met whom outside the club. The network is real and published; the people have numbers only. The stories that we let
loose on it are invented.

There are 78 friendships among them. So a person has between four and five, on average. Before you see who knows whom,
guess.
"""

# %% role="ask"
club = network.karate_club()
drawing = network.drawing(club)


def show_club(guess):
    yours = "" if guess is None else f" Your guess: {guess:g}."
    quiet = {"first": -1, "shades": [0] * 34, "caption": f"The club: person 34 has 17 friends.{yours}"}
    return plots.network(drawing, quiet)


ask.guess(
    book,
    "most-friends",
    "One of the 34 has more friends in the club than anybody else. How many?",
    show_club,
    unit="friends",
    low=1,
    high=33,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

Each line is a friendship. **Person 34** has 17 friends, half of the club. **Person 1** has 16. **Person 12** has one.
Find the three in the figure: they will meet you again.

</details>
"""

# %% [markdown]
"""
### How a story spreads here

Somebody tells first. Each of their friendships gets *one* chance to pass the story on. Whoever hears it tells their own
friends in the same way, until nobody new hears of it.

**Contagion** is that chance. At a contagion of 20 %, a friendship passes the story on in 20 of 100 cases.

The computer tries it 2 000 times and counts. It throws the same dice for every first person, so that differences are no
luck of the draw.
"""

# %% role="ask"
firsts = {"person 34": 33, "person 1": 0, "person 32": 31, "person 31": 30, "person 6": 5, "person 12": 11}
contagions = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9)
friends = {name: club.degree[number] for name, number in firsts.items()}


@cache
def people():
    return network.over_contagion(club, firsts, contagions)


def show_reach(guess):
    told = {f"{name} ({friends[name]} friend{'s' * (friends[name] > 1)})": people().loc[20, name] for name in firsts}
    title = "Contagion 20 %: how many hear of it, by who tells first"
    return plots.amounts(told, title, "people, of 34", guess=guess, digits=1)


def show_head_start(guess):
    return plots.head_start(people().drop(columns="person 32"), guess=guess)


def show_tries(guess):
    number = network.tries(club, 0.5, samples=2000)[firsts["person 12"]]
    title = "How far person 12's story gets at 50 %"
    return plots.distribution(number, title, "people", bins=range(1, 36))


# %% [markdown]
"""
## Predict, then look: one friendship in five
"""

# %% role="ask"
ask.guess(
    book,
    "reach-34",
    "Person 34 has 17 friends and tells first. The contagion is 20 %. How many of the 34 people hear of it on average, "
    "person 34 included?",
    show_reach,
    unit="people",
    low=1,
    high=34,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

About 9 people when person 34 tells first, and 2 or 3 when person 12 does.

Look at persons 31 and 6. Each has four friends, and yet 5.8 people hear of it from one and 3.9 from the other. The
friends of person 6 mostly know each other, in a corner of the network. So it counts whom your friends know.

</details>
"""

# %% [markdown]
"""
## Try it: who tells first, and how catching

Choose the first person, and move the contagion. The darker a person, the more often the story gets there.

1. Stay with person 34, and go through all nine settings.
2. Do the same with person 12.
3. Look for a setting where the choice of the first person matters much, and for one where it hardly does.
4. Note three settings in the table below the picture.
"""

# %% role="ask"
ask.explore(
    book,
    "spread",
    "A story on Zachary's karate club",
    dials=(
        Dial("first", "tells first", options={name.replace(" ", "-"): name for name in firsts}),
        Dial("contagion", "contagion", values=[round(100 * each) for each in contagions], unit="%"),
    ),
    picture="network",
    drawing=drawing,
    frames=network.frames(club, firsts.values(), contagions),
)

# %% role="ask"
ask.table(
    book,
    "readings",
    "What you read: people who hear of it, on average",
    columns=(
        Column("from_34", "person 34 tells first", kind="number"),
        Column("from_12", "person 12 tells first", kind="number"),
    ),
    rows={"5": "contagion 5 %", "50": "contagion 50 %", "90": "contagion 90 %"},
)

# %% [markdown]
"""
## Predict, then look: when does it matter most?

Take the people who hear of it from person 34, less those who hear of it from person 12. You can look for the answer with
the dials above, or guess.
"""

# %% role="ask"
ask.guess(
    book,
    "largest-difference",
    "At which contagion is that difference largest?",
    show_head_start,
    unit="%",
    low=2,
    high=90,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

Between person 34 and person 12 it is largest at 50 %: 14 people. At 40 % it is nearly the same. At 2 % it is less than
one person, because the story dies at once, whoever tells it. Towards 90 % it shrinks again.

Compared with persons 31 and 6, the difference is largest at 30 %. Compared with person 1 it is never even half a person.

</details>
"""

# %% [markdown]
"""
### Say it as a rule

One sentence is enough. You have the figures for it.
"""

# %% role="ask"
ask.long_text(
    book,
    "the-rule",
    "When does it matter who tells first, and when not?",
    min_words=8,
    max_words=60,
    frames=("It matters most when …, because …", "It hardly matters when …, because …"),
)

# %% [markdown]
"""
<details>
<summary><strong>After your sentence: one way to put it</strong></summary>

*Who tells first matters most when contagion is middling. When it is low, the story dies anyway. When it is high, anyone
will do.*

That is a good rule. Now try to break it.

</details>
"""

# %% role="ask"
ask.choices(
    book,
    "where-it-fails",
    "Which of these hold on this network? Check them with the dials or in the figure.",
    {
        "hubs": "Between person 34 and person 1 it hardly matters at any contagion.",
        "leaf": "At 90 %, person 12 still reaches fewer people than the others.",
        "times": "Counted in times and not in people, person 34 is furthest ahead of person 12 at 20 %.",
        "middle": "At 90 %, person 31 still reaches far fewer people than person 34.",
    },
)

# %% [markdown]
"""
<details>
<summary><strong>After your answer: which of them hold</strong></summary>

The first three hold. The fourth does not: at 90 % both reach 33.8 people.

- **Two hubs are alike.** 34 or 1: at most 0.4 people apart.
- **“Anyone will do” has an exception.** Person 12 hangs by one thread. At 90 % the thread fails in 10 of 100 tries, so
  30.4 people are reached and not 33.8.
- **Middling depends on how you count.** At 20 % person 34 reaches 9.1 people and person 12 reaches 2.5: 3.6 *times* as
  many. At 50 % it is 14 people more, but only twice as many.

</details>
"""

# %% [markdown]
"""
## Predict, then look: what a mean hides

At a contagion of 50 %, person 12 reaches 14 people on average.
"""

# %% role="ask"
ask.guess(
    book,
    "near-the-mean",
    "In how many of 100 tries does the story that person 12 tells reach between 10 and 20 people?",
    show_tries,
    unit="of 100",
    low=0,
    high=100,
)

# %% [markdown]
"""
<details>
<summary><strong>After your guess: what the figure says</strong></summary>

In 1 of 100. In 53 of 100 tries nobody else hears of it. In nearly all the others more than 20 people do.

There are two fates, and the mean lies between them, where hardly any story ends.

So look again at the two screenshots, and at what you answered before. Three things had a part in it: who told first,
how catching the story was, and luck. From the outside the three cannot be told apart.

</details>
"""

# %% [markdown]
"""
### What this network leaves out

- All friendships count the same here. People believe one friend and smile at another.
- Every friendship gets one chance. On a telephone a story comes back ten times.
- The story stays the same. Real stories grow on the way, and somebody may answer them.
- It has 34 people from before the internet. A post can be seen by a million who are nobody's friend.

So read the *pattern*, and no single number.
"""

# %% [markdown]
"""
## From the club to the company

Whatever a company does can now be known **at once, everywhere, and for good**. A screenshot needs no permission, and a
copy stays.

**Social media** belong to the loop between a company and its customers, for three reasons:

- People prefer the word of their **peers**, who have nothing to sell.
- That word spreads fast.
- Whoever belongs to your network borrows some of the trust that you have in it.

So networks have become easier to build, and credibility easier to lose. That is what people mean who say that trust is
harder to foster than it was, and more important.
"""

# %% role="ask"
ask.item(book, "internet-harder-and-more-important")

# %% [markdown]
"""
## Words for what is not true

| word | what it means | ask |
|---|---|---|
| **misinformation** | false, and passed on in good faith | Do they believe it? |
| **disinformation** | false, made or spread in order to deceive | Do they know better? |
| **fake news** | false, dressed up as a news report | Is there a newsroom behind it? |
| **conspiracy theory** | a secret plan explains all, and doubt counts as proof | What would prove it wrong? |
| **sensationalism** | louder than the facts, in order to be noticed | What exactly happened? |

One sentence can be disinformation when it is made and misinformation when your aunt forwards it. **Artificial
intelligence** makes it cheap to write any of them, and to write it in your aunt's voice.
"""

# %% role="ask"
ask.sort(
    book,
    "misinformation",
    "Eight posts from one town. What is each of them?",
    items=items.deck("messages", "misinformation"),
    categories={
        "true": "true",
        "misinformation": "misinformation",
        "disinformation": "disinformation",
        "opinion": "opinion",
    },
)

# %% role="ask"
ask.sort(
    book,
    "four-stories",
    "Four stories about one bakery. Which word fits each of them best?",
    items=(
        Item(
            "poison",
            "“Reporter finds poison in flour,” says a page that looks like a newspaper. There is no such paper.",
            accept=("fake_news",),
            feedback={
                "fake_news": "False, and in the clothes of a report.",
                "conspiracy": "Nobody is said to be hiding anything. Look at how the page is dressed.",
                "sensationalism": "Nothing true was made louder here. All of it is made up.",
                "machine": "A program may have written it. The story does not say so.",
            },
        ),
        Item(
            "inspectors",
            "“The inspectors find nothing, every single time. So you see how deep they are in it.”",
            accept=("conspiracy",),
            feedback={
                "fake_news": "It does not look like news. Look at what counts as proof.",
                "conspiracy": "That nothing was found counts as proof of the plan. What could ever speak against it?",
                "sensationalism": "It is loud, but not about something that happened.",
                "machine": "A program may have written it. The story does not say so.",
            },
        ),
        Item(
            "queue",
            "On Saturday eleven people stood in line. “Chaos at the bakery,” writes the local paper.",
            accept=("sensationalism",),
            feedback={
                "fake_news": "The paper is real, and so was the line.",
                "conspiracy": "Nobody is said to have planned anything.",
                "sensationalism": "True, and told louder than it was.",
                "machine": "A program may have written it. The story does not say so.",
            },
        ),
        Item(
            "voice",
            "The baker's own voice on the telephone, asking regulars for their card numbers. He never made that call.",
            accept=("machine",),
            feedback={
                "fake_news": "It is false, but it does not look like news.",
                "conspiracy": "No secret plan is told of. Whose voice was it, if it was not his?",
                "sensationalism": "Nothing is made louder. Something is made up, in somebody's own voice.",
                "machine": "What used to prove that it was he no longer does. It is disinformation as well.",
            },
        ),
    ),
    categories={
        "fake_news": "fake news",
        "conspiracy": "conspiracy theory",
        "sensationalism": "sensationalism",
        "machine": "made by artificial intelligence",
    },
)

# %% [markdown]
"""
## Check yourself
"""

# %% role="ask"
ask.item(book, "internet-who-tells-first")

# %% role="ask"
ask.item(book, "internet-why-peers")

# %% role="ask"
ask.item(book, "internet-disinformation-case")

# %% role="ask"
ask.item(book, "internet-invented-paper")

# %% role="ask"
ask.item(book, "internet-friday-night")

# %% role="ask"
ask.item(book, "internet-artificial-reviews")

# %% [markdown]
"""
## The Kleenz corner

Five minutes for the dry cleaner. Friday night: a customer of the Harbour branch posts a photo of her coat with a burn
on the sleeve. Below it stands the answer that she got at the counter: “It came like that.” By ten o'clock sixty people
have passed it on.

Here are five ideas from the managers. Which of them would you let pass?
"""

# %% role="ask"
ask.sort(
    book,
    "kleenz-friday",
    "Five ideas for Friday night",
    items=(
        Item(
            "answer-tonight",
            "Answer under the photo tonight: “This is our branch. We will look at the coat tomorrow at nine, and we "
            "will write here what we found.”",
            accept=("trust",),
            feedback={
                "trust": "It is quick, in the open, and promises only what Kleenz can keep.",
                "silence": "Nothing is bought here and nobody is asked to be quiet.",
                "deceive": "Nothing false is said: it does not even claim to know whose fault it was.",
            },
        ),
        Item(
            "vouchers",
            "Send everybody who passed the photo on a voucher, if they take it down.",
            accept=("silence",),
            feedback={
                "trust": "The sixty get money. What does the woman with the coat get?",
                "silence": "It pays for quiet and mends nothing, and the offer itself can be photographed.",
                "deceive": "It says nothing false. It hides something true.",
            },
        ),
        Item(
            "family",
            "Ask staff and their families to write happy reviews over the weekend, under other names.",
            accept=("deceive",),
            feedback={
                "trust": "Readers trust reviews because they come from customers. Do these?",
                "silence": "It does not ask anybody to be quiet. It does something worse.",
                "deceive": "Made in order to deceive: that is disinformation, however small.",
            },
        ),
        Item(
            "tell-the-others",
            "Eleven coats went through the same press that day. Call their owners before they see the post.",
            accept=("trust",),
            feedback={
                "trust": "Here Kleenz is the one who tells first.",
                "silence": "It does the contrary: eleven more people know of it.",
                "deceive": "It tells the truth to people who had not asked for it.",
            },
        ),
        Item(
            "blame",
            "Write that the photo is a fake. Nobody can prove anything, and nobody at Kleenz has looked at the coat.",
            accept=("deceive",),
            feedback={
                "trust": "If it is no fake, there are two stories on Saturday.",
                "silence": "It attacks more than it silences. Does Kleenz know that what it says is true?",
                "deceive": "It claims what nobody at Kleenz knows, in order to be believed.",
            },
        ),
    ),
    categories={
        "trust": "may build trust",
        "silence": "buys or asks for silence",
        "deceive": "deceives",
    },
)

# %% role="ask"
ask.long_text(
    book,
    "kleenz-first-hour",
    "What should Kleenz write in the first hour? Write the post, as Kleenz.",
    min_words=20,
    max_words=90,
    frames=("This is our …", "What we know is … What we do not know yet is …", "By … we will …"),
)

# %% [markdown]
"""
## Under the hood (optional)

These lines let one story loose. Change the contagion to 0.02 or 0.9 and run the cell (Shift and Enter). The column
`error` says how far the mean would wander if the dice were thrown again.
"""

# %%
table = network.reach(network.karate_club(), 0.2, samples=2000)
table.index = table.index + 1  # people are numbered from 1
table.sort_values("people", ascending=False).round(2).head(8)

# %% [markdown]
"""
## Discussion

**Trust is harder to foster than ever, and more important than ever. Do you agree?**

Two claims hide in one sentence. Take them apart:

- *Harder*: than when? Was a village easier? Who could be heard in it, and who could not?
- *More important*: for whom? What do you do today without seeing whom you deal with?

One of you defends the sentence, one attacks “harder”, one attacks “more important”. Use at least one figure from the
network.
"""

# %% role="ask"
ask.long_text(
    book,
    "harder-and-more-important",
    "Where do you stand after the discussion?",
    max_words=100,
    frames=("I agree with … but not with …, because …", "The best case against me is …"),
)

# %% [markdown]
"""
## What you can now do

- Predict how far a story travels, and check it against 2 000 tries.
- Say when it matters who tells first, and give a case where the rule fails.
- Tell misinformation from disinformation by what the sender knows, and both from opinion.
- Take a big sentence about trust apart, and argue for or against each half.

Next: [14, the Kleenz studio](14-kleenz-studio.ipynb).
"""

# %% [markdown]
"""
## Sources

- The network: W. W. Zachary, “An Information Flow Model for Conflict and Fission in Small Groups”, *Journal of
  Anthropological Research* 33 (1977). The data ship with networkx.
- Trust, peers and the internet: D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*, chapters 1
  to 3.
- One chance for each friendship is known as the independent cascade: D. Kempe, J. Kleinberg and É. Tardos, “Maximizing
  the Spread of Influence through a Social Network” (2003).
- The furniture shop, the town and Kleenz are invented.
"""
