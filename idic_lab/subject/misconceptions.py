"""Mistakes that have names: what a wrong answer shows, the truth in one sentence, and where to reread it."""

from idic_lab.judging.known_mistakes import MISCONCEPTIONS, Misconception, register

__all__ = ["MISCONCEPTIONS", "Misconception"]


_ALL = (
    Misconception(
        "repeat-buying-is-relationship",
        "buying again is a relationship",
        "A relationship needs both sides to know each other and take part; buying often is one-sided.",
        "01-relationships",
    ),
    Misconception(
        "emotion-required",
        "a relationship needs feelings",
        "A genuine relationship can be free of emotion, and emotion alone does not make one.",
        "01-relationships",
    ),
    Misconception(
        "identify-is-demographics",
        "Identify means demographics",
        "To identify is to recognise this one customer again, at any time and in any channel; age and income "
        "describe a group.",
        "04-identify",
    ),
    Misconception(
        "differentiate-is-product",
        "Differentiate means a different product",
        "In IDIC it is the customers who are told apart, by value, behaviour and needs, and not the products.",
        "03-idic-map",
    ),
    Misconception(
        "differentiate-by-spend-only",
        "Differentiate means ranking by spending",
        "Value says how much to care about a customer, needs say what to do: both are used to tell customers apart.",
        "06-differentiate-by-needs",
    ),
    Misconception(
        "interact-is-volume",
        "Interact means more messages",
        "Good interaction goes both ways and costs little; sending more of the same is not better.",
        "07-interact-and-customize",
    ),
    Misconception(
        "customize-is-first-name",
        "Customize means using the first name",
        "A name shows that you were recognised; to customize is to change what the firm does or offers for you.",
        "07-interact-and-customize",
    ),
    Misconception(
        "high-s-is-good",
        "high self-orientation is good",
        "Self-orientation is the firm's focus on itself: the higher it is, the lower the trust.",
        "08-trust-equation",
    ),
    Misconception(
        "s-in-numerator",
        "self-orientation is added",
        "Self-orientation stands below the line: it divides the sum of the other three.",
        "08-trust-equation",
    ),
    Misconception(
        "components-averaged",
        "credibility, reliability and intimacy are averaged",
        "The three are added, not averaged, before dividing by self-orientation.",
        "08-trust-equation",
    ),
    Misconception(
        "s-not-reversed",
        "a reversed question is used as it stands",
        "Where agreeing means low self-orientation, the score is turned round before it is averaged.",
        "09-trust-equation-tested",
    ),
    Misconception(
        "ratio-means-confused",
        "one way to average trust equals the other",
        "The mean of everyone's own T differs from T made of the mean ratings: say which one you report.",
        "09-trust-equation-tested",
    ),
    Misconception(
        "intimacy-is-friendliness",
        "intimacy means being friendly",
        "Intimacy is the safety to confide something, which a friendly manner alone does not give.",
        "08-trust-equation",
    ),
    Misconception(
        "lowering-s-always-wins",
        "lowering self-orientation is always best",
        "One point less self-orientation beats one point more in all three others only when their mean is above S - 1.",
        "09-trust-equation-tested",
    ),
    Misconception(
        "proactive-is-upselling",
        "being proactive means selling more",
        "Being proactive protects the customer before trouble comes; an offer the firm wants to sell does not.",
        "11-trustability",
    ),
    Misconception(
        "relevance-is-trustability",
        "relevance is trustability",
        "Relevance shows what fits the customer; trustability also protects the customer, even at a cost to the firm.",
        "11-trustability",
    ),
    Misconception(
        "apology-is-compensation",
        "an apology is a payment",
        "Repair is one part; an apology also says what went wrong, takes responsibility and says what will prevent it.",
        "10-trusted-agent",
    ),
    Misconception(
        "agent-is-cheapest",
        "a trusted agent is the cheapest",
        "A trusted agent acts in the customer's interest, even against its own for now; the price does not decide it.",
        "10-trusted-agent",
    ),
    Misconception(
        "disinformation-is-any-falsehood",
        "anything false is disinformation",
        "Disinformation is false on purpose; passing on something false in good faith is misinformation.",
        "13-trust-and-the-internet",
    ),
    Misconception(
        "pareto-is-law",
        "80/20 is a law",
        "How much the top 20 % bring depends on what is counted and over whom: measure it.",
        "05-differentiate-by-value",
    ),
    Misconception(
        "percentages-add-up",
        "reported percentages can be added",
        "One person can do several of the things reported, so the percentages overlap and have no meaningful sum.",
        "12-customer-journey",
    ),
)

register(*_ALL)
