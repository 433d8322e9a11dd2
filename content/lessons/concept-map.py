# %% [markdown]
"""
# The concept map

Where does each idea of the course live? This page shows it, and lets you look back before graded work. A word you do
not know? Look in the [glossary](glossary.ipynb).

Open the menu **Run** and choose **Run All Cells**.
"""

# %% role="setup"
import pandas as pd
from IPython.display import HTML, display

from idic_lab import AnswerBook, ask, items, plots
from idic_lab.concepts import concepts

book = AnswerBook("concept-map")
parts = {}
for concept in concepts():
    parts.setdefault(concept.part[0].upper() + concept.part[1:], []).append(concept)

# %% [markdown]
"""
## The course at a glance

Each row is a part of the course, each column a lesson. The number says how many ideas of that part the lesson teaches.
"""

# %% role="ask"
taught = pd.DataFrame([(part, name[:2]) for part, ideas in parts.items() for idea in ideas for name in idea.teach])
counts = pd.crosstab(taught[0], taught[1]).reindex(index=list(parts), columns=sorted(set(taught[1])), fill_value=0)
plots.show(plots.parts_map(counts, "Ideas of the course, by part and lesson"))

# %% [markdown]
"""
## Idea by idea

Where an idea is **taught**, you can read about it. Where it is **practised**, you work with it: sort, move, compute,
write. Where it is **checked**, a question asks for it. The last column names the **graded** assignments.

A number opens its lesson.
"""


# %% role="ask"
def linked(names):
    return ", ".join(f'<a href="{name}.ipynb">{name[:2]}</a>' for name in sorted(set(names)))


def where(idea):
    return {
        "idea": idea.name,
        "taught in": linked(idea.teach),
        "practised in": linked(place.split("/")[0] for place in idea.practise),
        "checked in": linked(items.bank()[each]["lesson"] for each in idea.check),
        "graded in": ", ".join(idea.graded),
    }


for part, ideas in parts.items():
    table = pd.DataFrame(map(where, ideas)).to_html(index=False, escape=False, border=0, justify="left")
    display(HTML(f"<h3>{part}</h3>{table}".replace("<td>", '<td style="text-align: left">')))

# %% [markdown]
"""
## How far have you come?

This figure reads the answers that lie beside your notebooks. An idea counts when one of the questions that check it is
answered right, in any lesson or below on this page. Run the cell again after you have answered more (Shift and Enter).

Nobody else sees it, and nothing here is marked.
"""

# %% role="ask"
names = sorted({item["lesson"] for item in items.bank().values()})
books = [book, *map(AnswerBook, names)]


def answered_right(item):
    return any(items.right(item, each[item]) for each in books if item in each)


right = {part: [any(map(answered_right, idea.check)) for idea in ideas] for part, ideas in parts.items()}
seen = pd.Series({f"{part} ({len(ideas)})": 100 * sum(ideas) / len(ideas) for part, ideas in right.items()})
plots.show(plots.shares(seen, "Ideas on which you have answered a question right"))

# %% [markdown]
"""
## Look back

No lesson asks these questions. Answer from memory first, and look into the lesson only where you were wrong.
"""

# %% [markdown]
"""
### Lesson 01
"""

# %% role="ask"
ask.item(book, "relationship-purchase")
ask.item(book, "relationship-convenience")
ask.item(book, "relationship-why-now")

# %% [markdown]
"""
### Lessons 02 and 03
"""

# %% role="ask"
ask.item(book, "loyalty-repeat-share")
ask.item(book, "idic-different-customers")

# %% [markdown]
"""
### Lessons 04 and 07
"""

# %% role="ask"
ask.item(book, "identify-clinic-phone")
ask.item(book, "goldfish-account-number")
ask.item(book, "information-only-with-trust")

# %% [markdown]
"""
### Lessons 08 and 09
"""

# %% role="ask"
ask.item(book, "trust-rational-pair")
ask.item(book, "trust-salesperson-calls-back")
ask.item(book, "trust-database-bought")
ask.item(book, "survey-two-means")
ask.item(book, "trust-one-per-cent")

# %% [markdown]
"""
### Lesson 10
"""

# %% role="ask"
ask.item(book, "agent-shoe-shop")
ask.item(book, "agent-heresy")
ask.item(book, "myth-asked-or-heard")
ask.item(book, "myth-intimacy-needs-nearness")
ask.item(book, "myth-trust-takes-time")
ask.item(book, "apology-data-leak")

# %% [markdown]
"""
### Lesson 13
"""

# %% role="ask"
ask.item(book, "internet-recall-forwarded")
ask.item(book, "internet-mouldy-loaf")
ask.item(book, "internet-secret-plan")

# %% [markdown]
"""
### Lesson 14
"""

# %% role="ask"
ask.item(book, "kleenz-gap-not-cause")
ask.item(book, "kleenz-mechanism")
ask.item(book, "kleenz-which-is-proactive")
