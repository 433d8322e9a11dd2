"""The words of the field: what the course names, in the order it names it.

The four steps (IDIC), the three principles of trustability and the characteristics of a relationship follow
D. Peppers and M. Rogers, *Managing Customer Experience and Relationships*, chapters 1 to 3. The wording is our own.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Step:
    """One of the four IDIC steps, with the one colour it has in every view and plot."""

    key: str
    name: str
    hint: str
    question: str
    pair: str
    colour: str
    for_page: ClassVar[tuple[str, ...]] = ("key", "name", "hint", "question", "pair", "colour")


@dataclass(frozen=True)
class Term:
    """A named idea: how answers store it, how people read it, and one plain sentence."""

    key: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Quadrant:
    """One combination of loyal behaviour and loyal feeling."""

    key: str
    name: str
    behavioural: bool
    emotional: bool
    meaning: str


STEPS = (
    Step(
        "identify",
        "Identify",
        "knows it is you, over time and across channels",
        "Which company recognised you, wherever you met it?",
        "analysis",
        "#0072B2",
    ),
    Step(
        "differentiate",
        "Differentiate",
        "treats you by what you need or are worth",
        "Which company sorted you by need or value?",
        "analysis",
        "#E69F00",
    ),
    Step(
        "interact",
        "Interact",
        "makes the exchange easy, cheap and useful",
        "Which company was easy, even fun, to deal with?",
        "action",
        "#009E73",
    ),
    Step(
        "customize",
        "Customize",
        "changes something for you",
        "What is different now, because of you?",
        "action",
        "#CC79A7",
    ),
)

PAIRS = {
    "analysis": "analysis: the company can do this alone",
    "action": "action: it takes two",
}

CHARACTERISTICS = (
    Term("mutual", "Mutual", "Both sides know that the other is there, and both take part."),
    Term("interactive", "Interactive", "Information goes both ways: each side speaks and each side answers."),
    Term("iterative", "Iterative", "Every exchange starts from what the earlier ones left behind."),
    Term("ongoing-benefit", "Ongoing benefit to both", "Each side gets more out of it than it costs to take part."),
    Term("change", "A change in behaviour", "Both sides act differently because of what they have learnt."),
    Term("unique", "Unique", "It is this relationship with this customer, and no two are alike."),
    Term("trust", "Trust", "It needs trust to begin, and it leaves more trust behind."),
)

LOYALTY = (
    Quadrant("both", "Behavioural and emotional", True, True, "Comes back, and would miss the firm."),
    Quadrant("behavioural", "Behavioural only", True, False, "Comes back from habit, price or lack of choice."),
    Quadrant("emotional", "Emotional only", False, True, "Likes the firm, and buys rarely or never."),
    Quadrant("neither", "Neither", False, False, "Neither buys nor cares."),
)

PRINCIPLES = (
    Term(
        "right_thing",
        "Do the right thing",
        "Choose what is best for the customer and for society, even when nobody is watching.",
    ),
    Term("things_right", "Do things right", "Be competent: keep promises, the same way every time."),
    Term(
        "proactive",
        "Be proactive",
        "See trouble coming, warn first, and solve it before the customer has to complain.",
    ),
)

# The first three are the course's sources; repair is added from R. J. Lewicki, B. Polin and R. B. Lount,
# "An Exploration of the Structure of Effective Apologies" (2016), where it came second after responsibility.
APOLOGY_ELEMENTS = (
    Term("forthright", "Forthright", "Says plainly what went wrong in this case, and that trust matters."),
    Term("responsibility", "Responsibility", "Says: this was our doing."),
    Term("prevention", "Prevention", "Says what was learnt, and what will keep it from happening again."),
    Term("repair", "Repair", "Offers something concrete that makes the harm good."),
)
