# ---
# idic_lab:
#   lane: answers
#   files: [patients.csv]
# ---

# %% [markdown] role="read" grade_id="the-case"
"""
# A kitchen, four patients
"""

# %% role="setup" grade_id="set-up"
import csv
from pathlib import Path

from idic_lab import AnswerBook, ask
from idic_lab.questions import Column, Item

book = AnswerBook("burns-and-breaks")
patients = list(csv.DictReader(Path("patients.csv").read_text("utf-8").splitlines()))

# %% role="ask" grade_id="first-steps"
ask.rank(
    book, "order", "What do you do first?", {"safe": "make it safe", "call": "call for help", "cool": "cool the burn"}
)
ask.choice(book, "cooling", "What cools a burn?", {"water": "cool water", "butter": "butter", "ice": "ice"})
ask.choices(
    book, "signs", "Which are signs of shock?", {"pale": "pale skin", "fast": "a fast pulse", "hungry": "hunger"}
)
ask.sort(book, "burns", "Which degree?", [Item("red", "red skin"), Item("blister", "blisters")], "burns")
ask.pulse(book, "pulse", "The pulse of the first patient")

# %% role="ask" grade_id="numbers"
ask.number(book, "minutes", "For how many minutes do you cool?", unit="minutes")
ask.rate(book, "pain", "How much does it hurt?", {"a": "at once", "b": "after cooling"}, {"pain": "pain"}, 0, 10)
ask.table(book, "report", "Report", [Column("what", "What you saw")], rows={"first": "first patient"})

# %% role="ask" grade_id="words"
ask.text(book, "number", "Whom do you call?")
ask.long_text(book, "why", "Why not butter?", min_words=5)

# %% role="test" grade_id="steps-check" points=4 title="First steps" lessons=["burns"] questions=["order", "cooling"]
steps_check(book)

# %% role="test" grade_id="numbers-check" points=3 title="Numbers" lessons=["burns"] questions=["pulse", "minutes"]
numbers_check(book)

# %% [markdown] role="task" grade_id="why-marks" lessons=["burns"] questions=["why"]
"""
### Why not butter
"""
