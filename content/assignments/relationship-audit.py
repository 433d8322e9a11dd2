# ---
# idic_lab:
#   lane: answers
#   files: [stories.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# Is it a relationship?

A chain of garden centres has a new manager for its customers, Femi. On his first day he is shown a screen with one
large number: **41 306 relationships**. “What is in there?” he asks. Everybody who ever gave an e-mail address, he
hears. A woman who comes every Saturday and wants to be left alone. A man who won a rake. A landscape gardener who
tells them in March which hedges he will need, so that they order less and he gets them all. Three schools that have
closed.

Femi prints a hundred rows and begins to read. He wants to know two things of each. Is it a relationship? And is it
loyalty, and if so, which kind?

Femi and the chain are invented, and so are all the stories below. You will do what he does.
"""

# %% [markdown] role="read" grade_id="what-is-asked"
"""
## What is asked

| part | what | points | who marks it |
|---|---|---|---|
| A | eight stories: which characteristic of a relationship do they show, or lack? | 4 | the computer |
| B | five stories: is it a relationship? | 1 | the computer |
| C | eight stories: which kind of loyalty? | 4 | the computer |
| D | you defend one of your answers | 3 | a person |

Lessons 01 and 02 have all that you need. Take each story as it is told, and add nothing to it.

**Part A.** Each story earns half a point. Most have a close second, which is true of the story, but not what it turns
on. A close second earns a quarter.

**Part B.** All five right earn the point, four right earn half of it. There are two places only, so three right could
be a guess.

**Part C.** Your answers are read twice. Does the customer come back? Would the customer miss the firm? With eight
stories, four would be right by guessing. So each one that is right beyond four earns half a point, for each of the two
questions.

**Part D.** Ideas are marked, not grammar. Short, plain sentences are good sentences.

**Handing in.** Your answers save themselves in a small file beside this notebook; each question shows when. Save the
notebook too (Ctrl+S, or Cmd+S on a Mac), and then hand it in as your course asks.
"""

# %% role="setup" grade_id="set-up"
from idic_lab import AnswerBook, ask, checks, datasets, idic, reading
from idic_lab.questions import Category, Item

book = AnswerBook("relationship-audit")
stories = datasets.read("stories", folder=".").set_index("story")
seven = [Category(term.key, term.name, term.meaning) for term in idic.CHARACTERISTICS]
labels = {"both": "both", "behavioural": "behaviour only", "emotional": "feeling only", "neither": "neither"}
four = [Category(quadrant.key, labels[quadrant.key], quadrant.meaning) for quadrant in idic.LOYALTY]


def stories_of(question):
    asked = stories[stories["question"] == question]
    return tuple(Item(key, row["text"], title=row["title"]) for key, row in asked.iterrows())


# %% [markdown] role="read" grade_id="part-a"
"""
# A. The seven characteristics (4 points)

In the first four stories one characteristic **is there**, and the story turns on it. Which one?

A characteristic can fit several stories or none.
"""

# %% role="ask" grade_id="shown"
ask.sort(
    book,
    "shown",
    "Which characteristic does the story show?",
    items=stories_of("shown"),
    categories=seven,
)

# %% [markdown] role="read" grade_id="part-a-missing"
"""
In these four stories one characteristic is **missing**. Look for the *first* thing that is missing, the one from which
the rest follows.
"""

# %% role="ask" grade_id="missing"
ask.sort(
    book,
    "missing",
    "Which characteristic is missing first?",
    items=stories_of("missing"),
    categories=seven,
)

# %% [markdown] role="read" grade_id="check-part-a"
"""
### Check what is missing in part A

The check cells tell you whether something is still open. They do not tell you how many points you will get.
"""

# %% role="test" grade_id="characteristics-check" points=4
# A. The seven characteristics.
# Lesson: 01-relationships
from idic_lab import checks

checks.complete(book, "shown", "missing", points=4)
### BEGIN HIDDEN TESTS
from idic_lab import checks, idic
from idic_lab.checks import Criterion, Result

NAMES = {term.key: term.name for term in idic.CHARACTERISTICS}
# Of each story: what it turns on, its close seconds, and what to look at again.
KEYS = {
    "parking": ("unique", (), "What would happen if two customers changed places?"),
    "tuner": ("iterative", ("unique",), "What is the card for?"),
    "copier": ("ongoing-benefit", ("mutual",), "Why do both sign again?"),
    "diary": ("trust", ("iterative",), "What lets the publisher hand him more each time?"),
    "windows": ("unique", ("change",), "What would happen if the nephew mixed up two of the sheets?"),
    "singing": ("iterative", ("unique",), "Where does each lesson begin?"),
    "carrots": ("ongoing-benefit", ("mutual",), "Why do they go on each autumn?"),
    "watch": ("trust", ("iterative",), "What lets her leave more each time?"),
    "lock": ("mutual", ("interactive",), "Each sees the other coming. What do the two of them do then?"),
    "list": ("mutual", ("interactive",), "Who would notice if one of the two stopped?"),
    "hearing": ("interactive", ("iterative",), "Who asks here, and who answers?"),
    "bill": ("interactive", ("mutual",), "Which way does information go here?"),
    "beans": ("change", ("interactive",), "What does each of the two do now that it did not do before?"),
    "movers": ("change", ("iterative",), "Compare this year with the year before, on either side."),
    "courier": ("change", ("trust",), "Of the two who agreed on something, who does it?"),
    "theatre": ("interactive", ("change",), "Which way does information go here, and which way can it not go?"),
    "pen": ("mutual", ("interactive",), "Before anybody could answer her: what would they have to know?"),
    "wine": ("unique", ("change",), "They talk, and each is known. Does one member's box differ from another's?"),
    "pool": ("change", ("iterative", "interactive"), "They ask and they answer. What happens then?"),
    "heating": ("interactive", ("mutual",), "Which way does information go here, and which way can it not go?"),
    "tides": ("mutual", ("interactive",), "Before anybody could answer him: what would they have to know?"),
    "language": ("unique", ("change",), "They talk, and she is known. Does her page differ from anybody else's?"),
    "helpline": ("iterative", ("change",), "Where does each call begin?"),
    "sheet": ("iterative", ("unique",), "What is left of the last visit when the next one begins?"),
    "barrels": ("ongoing-benefit", (), "Do the sum for each of the two."),
    "island": ("ongoing-benefit", (), "Who pays for the boat?"),
    "houses": ("trust", (), "Why is every delivery counted twice?"),
    "gauge": ("trust", ("iterative",), "After all these years, what has not grown?"),
}
# Who finds these two present in the story has taken something else for them.
SLIPS = {"theatre": "interact-is-volume", "heating": "interact-is-volume", "wine": "customize-is-first-name"}
titles = {item.key: item.title for id in ("shown", "missing") for item in book.questions[id].items}
chosen = checks.recorded(book, "shown", {}) | checks.recorded(book, "missing", {})


def judge(*stories):
    halves, said, slip = 0, [], ""
    for story in stories:
        key, close, look = KEYS[story]
        place = chosen.get(story)
        halves += 2 if place == key else 1 if place in close else 0
        told = f"{titles[story]}: {NAMES.get(place, 'not sorted')}"
        if place == key:
            said.append(f"{told}, and that fits.")
        else:
            said.append(f"{told}, a close second. {look}" if place in close else f"{told}. {look if place else ''}")
            slip = slip or (SLIPS.get(story, "") if place and place not in close else "")
    return Criterion(" / ".join(titles[story] for story in stories), halves / 4, 1, " ".join(said), slip)


asked = list(titles)
Result([judge(*asked[place : place + 2]) for place in range(0, len(asked), 2)])
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-b"
"""
# B. Relationship or not? (1 point)

A story need not be perfect to be a relationship. It is one when both sides know each other, and when what passed
between them shapes what they do next.
"""

# %% role="ask" grade_id="relationship"
ask.sort(
    book,
    "relationship",
    "Is it a relationship between the two?",
    items=stories_of("relationship"),
    categories={"yes": "yes, a relationship", "no": "no, something essential is missing"},
)

# %% role="test" grade_id="relationship-check" points=1
# B. Relationship or not?
# Lesson: 01-relationships
from idic_lab import checks

checks.complete(book, "relationship", points=1)
### BEGIN HIDDEN TESTS
from idic_lab import checks
from idic_lab.checks import Criterion, Result

# Of each story: what it is, which mistake the other answer shows, and what to look at again.
KEYS = {
    "ferry": ("no", "repeat-buying-is-relationship", "What does the line know about him after eleven years?"),
    "laundry": ("yes", "emotion-required", "Nobody feels anything. What has each of the two learnt and done?"),
    "shoes": ("no", "emotion-required", "She feels a great deal. Who at the brand could know of her?"),
    "bees": ("yes", "emotion-required", "They are not friendly. What does each do because of the other?"),
    "hotel": ("no", "customize-is-first-name", "Her name is everywhere. What became of what she said?"),
    "carwash": ("no", "repeat-buying-is-relationship", "What did the car wash know about him after fourteen years?"),
    "windfarm": ("yes", "emotion-required", "Nobody feels anything. What has each of the two learnt and done?"),
    "singer": ("no", "emotion-required", "He feels a great deal. Who there could know of him?"),
    "locksmith": ("yes", "emotion-required", "They are not friendly. What does each do because of the other?"),
    "chemist": ("no", "customize-is-first-name", "His name is on the receipt. What became of what he said?"),
    "quarry": ("yes", "emotion-required", "They have never met. What does each do because of the other?"),
}
titles = {item.key: item.title for item in book.questions["relationship"].items}
chosen = checks.recorded(book, "relationship", {})
wrong = [story for story in titles if chosen.get(story) not in (None, KEYS[story][0])]
open_stories = [titles[story] for story in titles if story not in chosen]
right = 5 - len(wrong) - len(open_stories)
said = [f"{right} of 5 fit.", *(f"{titles[story]}: {KEYS[story][2]}" for story in wrong)]
said += [f"Not sorted: {', '.join(open_stories)}."] if open_stories else []
slip = KEYS[wrong[0]][1] if wrong else ""
points = {5: 1, 4: 0.5}.get(right, 0)
Result([Criterion("relationship or not", points, 1, " ".join(said), slip)])
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-c"
"""
# C. Which kind of loyalty? (4 points)

Take two questions to each story. Does this customer come back? And would this customer miss the firm? The place follows
from the two answers.
"""

# %% role="ask" grade_id="loyalty"
ask.sort(
    book,
    "loyalty",
    "Which kind of loyalty does the customer show towards the firm?",
    items=stories_of("loyalty"),
    categories=four,
)

# %% role="test" grade_id="loyalty-check" points=4
# C. Which kind of loyalty?
# Lesson: 02-loyalty
from idic_lab import checks

checks.complete(book, "loyalty", points=4)
### BEGIN HIDDEN TESTS
from idic_lab import checks, idic
from idic_lab.checks import Criterion, Result

KEYS = {
    "uniform": "behavioural",
    "butcher": "emotional",
    "trees": "both",
    "electricity": "neither",
    "coffee": "behavioural",
    "tent": "both",
    "van": "neither",
    "motorcycle": "emotional",
    "petrol": "behavioural",
    "puppets": "emotional",
    "hair": "both",
    "phonecard": "neither",
    "account": "behavioural",
    "grand": "emotional",
    "paint": "both",
    "stairs": "neither",
    "railway": "behavioural",
    "storm": "emotional",
    "nighttrain": "both",
    "freemonth": "neither",
}
quadrants = {quadrant.key: quadrant for quadrant in idic.LOYALTY}
titles = {item.key: item.title for item in book.questions["loyalty"].items}
chosen = checks.recorded(book, "loyalty", {})
open_stories = [titles[story] for story in titles if story not in chosen]


def judge(criterion, side, if_denied, if_claimed, slip):
    """Compare one half of the answers; four of eight are right by guessing and earn nothing."""
    told = {story: getattr(quadrants[place], side) for story, place in chosen.items()}
    truth = {story: getattr(quadrants[KEYS[story]], side) for story in titles}
    wrong = {story: told[story] for story in truth if told.get(story) is (not truth[story])}
    right = len(titles) - len(wrong) - len(open_stories)
    said = [f"{right} of 8 fit."]
    for claimed, look in ((False, if_denied), (True, if_claimed)):
        names = "; ".join(titles[story] for story in wrong if wrong[story] is claimed)
        said += [f"{names}: {look}"] if names else []
    said += [f"Not sorted: {', '.join(open_stories)}."] if open_stories else []
    slip = slip if any(wrong.get(story) for story in titles if KEYS[story] == "behavioural") else ""
    return Criterion(criterion, max(0, right - 4) / 2, 2, " ".join(said), slip)


returns = ("you say that the customer does not come back.", "you say that the customer comes back. Who bought again?")
attached = (
    "you say that the customer would not miss the firm. What did it take to go there, or to speak for it?",
    "you say that the customer would miss the firm. What else could explain what this customer does?",
)
behaviour = judge("does the customer come back?", "behavioural", *returns, "")
feeling = judge("would the customer miss the firm?", "emotional", *attached, "repeat-buying-is-relationship")
Result([behaviour, feeling])
### END HIDDEN TESTS

# %% [markdown] role="read" grade_id="part-d"
"""
# D. Defend one of your answers (3 points)

A colleague of Femi has sorted the same stories and has put one of them elsewhere. Choose the story, and convince her:

1. **What in the story decides?** Quote a few words of it, and say what they mean for a relationship or for loyalty.
2. **Which other answer comes closest?** Say why it is not that one.
3. **What would have to be different?** Change one fact, so that her answer would be the right one.
"""

# %% role="ask" grade_id="defended"
parts = {"shown": "A", "missing": "A", "relationship": "B", "loyalty": "C"}
ask.choice(
    book,
    "defended",
    "Which story do you take?",
    options={
        key: f"{row['title']} (part {parts[row['question']]})"
        for key, row in stories[stories["defend"] == "yes"].iterrows()
    },
)

# %% role="ask" grade_id="defence"
ask.long_text(
    book,
    "defence",
    "Where did you put it, and why is that right?",
    min_words=60,
    max_words=250,
    frames=(
        "I put this story under …, because it says “…”. This means that …",
        "The answer that comes closest is …, because …",
        "It is not that one, because …",
        "If …, her answer would be right, because then …",
    ),
)

# %% [markdown] role="task" grade_id="defence-marks" points=3 questions=["defended", "defence"]
"""
### Your defence

Nothing to fill in here: a grader marks your text above.

Lessons: 01-relationships, 02-loyalty

=== BEGIN MARK SCHEME ===

Read the text *defence*, with the story that was chosen beside it. What is marked is the argument. The computer has
already judged where the story was put.

- **3**: all three parts. Words or facts **of this story** are tied to what the term means; the closest other answer is
  named and ruled out **with a reason**; one fact is changed, and the other answer would then really be right.
- **2**: words of the story are tied to the term, and one of the other two parts is missing or does not hold: a rival
  ruled out without a reason, a change that turns nothing, several facts changed at once.
- **1**: the story is told again or the term is defined, and the two are not tied together; or only one of the three
  parts is there.
- **0**: nothing, or nothing that can be understood.

A place other than the expected one can earn 3, when the argument holds for the story as it is told. An argument that
rests on a mistake of the course earns 1 at most: buying often is a relationship, feelings are needed for one, a name is
a change. Facts that the story does not tell are no evidence. Long and short texts are equal. Do not mark language.

Seen often: *iterative* for a story about trust (each step does start from the last; what the steps leave behind is
trust); *trust* for one that lacks a change in behaviour (it may suffer; what is missing first is that both act); *both*
for a customer of many years who has no choice; *neither* for one who speaks up for a firm and buys nothing.

=== END MARK SCHEME ===
"""

# %%
# Scratch paper: nothing in this cell is marked.

# %% [markdown] role="read" grade_id="before-you-hand-in"
"""
## Before you hand in

- The questions above say *saved*, and the check cells say *complete*.
- Your text names the place that your story has in your own answer above.
- The notebook is saved.
"""


# %% role="ask" grade_id="hand-in"
def defended_but_not_sorted(book):
    story = checks.recorded(book, "defended")
    placed = [key for id in ("shown", "missing", "relationship", "loyalty") for key in checks.recorded(book, id, {})]
    return ["You defend a story that you have not sorted yet."] if story and story not in placed else []


def defence_without_a_story(book):
    written, story = reading.words(checks.recorded(book, "defence", "")), checks.recorded(book, "defended")
    return ["Your defence does not say which story it is about: choose the story."] if written and not story else []


ask.hand_in(book, [defended_but_not_sorted, defence_without_a_story])
