"""A notebook that asks one question of every kind, with feedback as in a lesson."""

SETUP = """
from idic_lab import AnswerBook, ask, questions
book = AnswerBook("lesson")
"""
CELLS = {
    "visit": 'ask.trust(book, "visit", "Insurance salesperson", profiles=("first visit", "second visit"))',
    "firms": """
fields = [
    questions.Field("basis", "On what basis?", steps=("differentiate",), options={"need": "need", "value": "value"}),
    questions.Field("after", "What is different now?", steps=("customize",), hint="for you alone"),
]
ask.board(book, "firms", "Four companies that know you\\nA different one for each step.", fields=fields)
""",
    "quiz": """
options = [
    questions.Option("a", "6", "A third of the sum: they are added, not averaged.", correct=False),
    questions.Option("b", "18", "18 is the sum. What does self-orientation do to it?", correct=False),
    questions.Option("c", "9", "Yes: 18 divided by 2.", correct=True),
]
ask.choice(book, "quiz", "C = 6, R = 7, I = 5, S = 2. What is T?", options)
""",
    "pair": 'ask.choices(book, "pair", "Which two are the analysis pair?", ["Identify", "Interact", "Differentiate"])',
    "share": 'ask.number(book, "share", "What share do the top 20 % bring?", unit="%", low=0, high=100, percent=True)',
    "guess": """
from idic_lab import plots

def reveal(guess):
    return plots.amounts({"the best 20 %": 67, "all others": 33}, "Who brings the revenue", unit="%", guess=guess)

ask.guess(book, "guess", "What share do the best 20 % bring?", reveal, unit="%", low=0, high=100)
""",
    "name": 'ask.text(book, "name", "Which company has surprised you lately?")',
    "letter": """
frames = ["Kleenz should …", "because the survey shows …"]
ask.long_text(book, "letter", "What should Kleenz tell its customers?", min_words=5, max_words=40, frames=frames)
""",
    "plan": """
columns = [
    questions.Column("action", "Action", "long", hint="what Kleenz does"),
    questions.Column("by", "By when", "date"),
    questions.Column("moves", "Component it moves", "choice", {"c": "credibility", "s": "self-orientation"}),
    questions.Column("cost", "Cost in euro", "number"),
]
ask.table(book, "plan", "Two recommendations", columns, rows={"first": "Do things right", "second": "Be proactive"})
""",
    "audit": """
columns = [questions.Column("firm", "Organisation"), questions.Column("how", "By which tactic?")]
ask.table(book, "audit", "Who recognises you?", columns, min_rows=1)
""",
    "deck": """
items = [
    questions.Item("desk", "The desk greets you by name.", "Hotel", ("identify",), {"customize": "What changed?"}),
    questions.Item("coat", "The coat is cut to the measures it kept.", "Tailor", ("customize",)),
]
ask.sort(book, "deck", "Which step is it?", items, "steps")
""",
    "order": 'ask.rank(book, "order", "Which comes first?", ["Identify", "Interact", "Customize"], "first", "last")',
    "traits": """
categories = {key: key for key in "mutual interactive iterative beneficial changing unique trusting".split()}
ask.sort(book, "traits", "What is missing?", {"soda": "A soda, drunk daily."}, categories)
""",
    "map": """
stages = {"order": "Ordering", "wait": "Waiting for news", "door": "At the door"}
ask.rate(book, "map", "The journey of a parcel", stages, {"now": "as it is", "then": "as it should be"})
""",
    "curve": """
dials = [questions.Dial("best", "best customers", values=[10, 20, 30], unit="%")]
curve = {"label": "share of revenue", "points": [[0, 0], [20, 67], [100, 100]]}
drawing = {"x": {"label": "customers, %", "low": 0, "high": 100}, "y": {"label": "revenue, %", "low": 0, "high": 100}}
frames = {
    str(place): {"lines": [curve], "marks": [], "caption": f"The best {share} % of customers bring most."}
    for place, share in enumerate([10, 20, 30])
}
ask.explore(book, "curve", "Who pays for the shop?", dials, "lines", drawing, frames)
""",
    "club": """
dials = [
    questions.Dial("first", "tells first", options={"ada": "Ada", "bo": "Bo"}),
    questions.Dial("contagion", "contagion", values=[20, 90], unit="%"),
]
drawing = {"nodes": [{"label": "1", "at": [0, 0]}, {"label": "2", "at": [1, 1]}], "edges": [[0, 1]]}
frames = {
    f"{first},{place}": {
        "shades": [1, share] if first == 0 else [share, 1],
        "first": first,
        "caption": f"{'Bo' if first else 'Ada'} tells first: the other hears of it in {100 * share:.0f} of 100 tries.",
    }
    for first in (0, 1)
    for place, share in enumerate([0.2, 0.9])
}
ask.explore(book, "club", "Who tells first?", dials, "network", drawing, frames)
""",
}
ANSWERS = {
    "visit": {"first visit": {"credibility": 5, "reliability": 3, "intimacy": 2, "self_orientation": 8}},
    "firms": [
        {"company": "Library", "step": "identify", "reason": "The desk greets me with my loans."},
        {"company": "library", "step": "differentiate", "reason": "It knows what I read.", "basis": "need"},
        {"company": "Bakery", "step": "customize", "reason": ""},
    ],
    "quiz": "b",
    "pair": ["a", "c"],
    "share": "67,4",
    "guess": "70",
    "name": "The bicycle shop",
    "letter": "Kleenz should write first.",
    "plan": [{"row": "first", "action": "Stop add-ons.", "by": "2027-03-31", "moves": "s", "cost": "40 000"}],
    "audit": [{"firm": "Library", "how": "card and login"}, {"firm": "Gym"}],
    "deck": {"desk": "customize", "coat": "customize"},
    "order": ["c", "a", "b"],
    "traits": {"soda": "mutual"},
    "map": {"now": {"order": 4, "wait": 1, "door": 3}, "then": {"order": 5, "wait": 4}},
    "curve": {"best": 20},
    "club": {"first": "ada", "contagion": 90},
}


def cells(*names):
    """Return the set-up cell and the cells that ask these questions, all of them by default."""
    return [SETUP.strip(), *(CELLS[name].strip() for name in names or CELLS)]
