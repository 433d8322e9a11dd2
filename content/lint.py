"""What is wrong in the course's texts: one line for each breach of a rule, with its place.

``python content/build.py --check`` prints all of them. A rule is a function that takes the course and yields lines;
`RULES` at the end lists them. Those of the bank of questions are in ``item_rules.py``.
"""

import itertools
import re
from collections.abc import Iterator

import item_rules
import readability
from idic_lab.subject import idic, trust
from texts import Course, asked, glossary, hidden, prose, repeated, sections, words

START = "00-start-here"
PARTS = (
    "Warm-up",
    "The case",
    "What you will be able to do",
    "Check yourself",
    "The Kleenz corner",
    "Discussion",
    "What you can now do",
    "Sources",
)
PARTS_FOR_INSTRUCTORS = ("## Minutes", "## Where students stumble", "## The discussion", "## Open slots")
# Verbs whose result somebody else can see: not "understand", "know" or "appreciate".
VERBS = {
    "answer", "apply", "argue", "assign", "check", "choose", "classify", "compare",
    "compute", "defend", "describe", "distinguish", "draft", "estimate", "explain", "find",
    "give", "justify", "list", "map", "mark", "measure", "name", "predict",
    "rank", "read", "recognise", "reopen", "rewrite", "set", "sort", "tell",
    "test",
}  # fmt: skip
KEPT = {"trust", "board", "sort", "table"}  # kinds in which something is handled
LONGEST_CODE = 9  # lines of code that a student is meant to read
LONGEST_PROSE = 120  # words in one cell
LONGEST_SENTENCE = 30
LONGEST_STEM = 50
HIGHEST_GRADE = 6.0
LOOKED_UP = {"glossary"}  # a list of terms, of which nobody reads more than one at a time


def breaches(course: Course) -> list[str]:
    """Return every breach of every rule."""
    return [line for rule in RULES for line in rule(course)]


# The concept map and the glossary


def references_of_concepts(course: Course) -> Iterator[str]:
    """What the concept map says is taught, practised, checked and graded there, is."""
    questions = {name: {id for _, id in asked(each.cells)} for name, each in course.notebooks.items()}
    everywhere = set().union(*questions.values())
    texts = {
        name: " ".join(" ".join(prose(course.notebooks[name])).replace("*", "").split()).lower()
        for name in course.lessons
    }
    for concept in course.concepts:
        place = f"concepts.toml: {concept.name}"
        for field in ("teach", "practise", "check"):
            if not getattr(concept, field):
                yield f"{place} has nothing under {field}"
        told = [re.compile(rf"\b{re.escape(said.lower())}") for said in concept.says or (concept.name,)]
        for lesson in concept.teach:
            if lesson not in texts:
                yield f"{place}: there is no lesson {lesson}"
            elif not any(each.search(texts[lesson]) for each in told):
                yield f"{place}: lesson {lesson} does not speak of it"
        for where in concept.practise:
            lesson, _, question = where.partition("/")
            if lesson not in texts or question not in questions[lesson]:
                yield f"{place}: no lesson asks {where}"
        for item in concept.check:
            if item not in course.items or item not in everywhere:
                yield f"{place}: the item {item} is not in the bank, or nothing asks it"
        for name in concept.graded:
            if name not in course.assignments:
                yield f"{place}: there is no assignment {name}"


def whole_of_concepts(course: Course) -> Iterator[str]:
    """Names are used once, parts stand together, and no lesson, assignment or item is left out."""
    for name in repeated(concept.name.lower() for concept in course.concepts):
        yield f"concepts.toml: {name} stands there twice"
    parts = [part for part, _ in itertools.groupby(concept.part for concept in course.concepts)]
    for part in repeated(parts):
        yield f"concepts.toml: the part {part} stands in two places"
    for field, names in (("teach", course.lessons), ("graded", course.assignments)):
        used = {each for concept in course.concepts for each in getattr(concept, field)}
        for name in sorted(set(names) - used):
            yield f"concepts.toml: no concept names {name} under {field}"
    checked = {item for concept in course.concepts for item in concept.check}
    about_the_kit = {id for id, item in course.items.items() if item["concept"] == "working-with-the-kit"}
    for id in sorted(set(course.items) - checked - about_the_kit):
        yield f"concepts.toml: no concept is checked by the item {id}"
    for id in sorted(about_the_kit & checked):
        yield f"concepts.toml: the item {id} is about the kit, and checks no idea"


def lines_of_the_glossary(course: Course) -> Iterator[str]:
    """Every idea has one plain line."""
    rows = glossary(course)
    terms = {term.lower(): line for term, line in rows}
    for term in repeated(term.lower() for term, _ in rows):
        yield f"glossary: {term} stands there twice"
    for term, line in rows:
        if words(line) > 25 or not line.endswith((".", "?")):
            yield f"glossary: the line of {term} has more than 25 words, or does not end as a sentence"
    for concept in course.concepts:
        if words(terms.get(concept.name.lower(), "")) < 3:
            yield f"glossary: {concept.name} of concepts.toml has no line of 3 words or more"
    for each in (*idic.STEPS, *idic.PRINCIPLES, *trust.COMPONENTS):
        if each.name.lower() not in terms:
            yield f"glossary: {each.name} has no line"


# The lessons, and the mistakes that send back to them


def mistakes(course: Course) -> Iterator[str]:
    """Each named mistake says the truth in one plain sentence, and where to reread it."""
    for tag, each in course.mistakes.items():
        place = f"misconceptions.py: {tag}"
        if each.tag != tag:
            yield f"{place} is registered as {each.tag}"
        if each.reread not in course.lessons:
            yield f"{place}: there is no lesson {each.reread} to reread"
        one = each.truth.endswith(".") and len(re.findall(r"[.!?](?:\s|$)", each.truth)) == 1
        if not one or len(each.truth.split()) > 25:
            yield f"{place}: the truth is one sentence of at most 25 words"
        if each.name.endswith("."):
            yield f"{place}: the name ends in a full stop"


def parts_of_lessons(course: Course) -> Iterator[str]:
    """A lesson has its parts in order, leads to the glossary, and has its page for the instructor."""
    for name in course.lessons:
        parts = [part for part in PARTS if part != "Warm-up" or name != START]
        headings = [heading for heading in sections(course.notebooks[name]) if heading in parts]
        if headings != parts:
            yield f"{name}: its parts are {', '.join(headings)}, and should be {', '.join(parts)}"
        if "[glossary](glossary.ipynb)" not in prose(course.notebooks[name])[0]:
            yield f"{name}: the first cell leads to no [glossary](glossary.ipynb)"
        for part in PARTS_FOR_INSTRUCTORS:
            if part not in course.instructor.get(name, ""):
                yield f"content/instructor/{name}.md: the part {part!r} is missing"


def promises_of_lessons(course: Course) -> Iterator[str]:
    """What a lesson promises can be seen, and it comes back to each promise."""
    for name in course.lessons:
        parts = sections(course.notebooks[name])
        promised, kept = (parts.get(part, []) for part in ("What you will be able to do", "What you can now do"))
        if len(promised) != 1 or len(kept) != 1:
            yield f"{name}: what you will be able to do, and what you can now do, are one cell each"
            continue
        objectives = re.findall(r"^\d\. (.+(?:\n {3}.+)*)", promised[0].source, re.MULTILINE)
        if not 2 <= len(objectives) <= 4:
            yield f"{name}: it has {len(objectives)} objectives, and should have 2 to 4"
        if kept[0].source.count("\n- ") != len(objectives):
            yield f"{name}: what you can now do has not one line for each objective"
        for objective in objectives:
            verbs = {verb.split()[0].lower() for verb in re.findall(r"\*\*(.+?)\*\*", objective)}
            if not objective.startswith("**") or verbs - VERBS:
                yield f"{name}: an objective begins with a bold verb of VERBS in content/lint.py: {objective!r}"


def questions_of_lessons(course: Course) -> Iterator[str]:
    """A lesson asks what it should: from earlier lessons, from the bank, something to handle, a guess, Kleenz."""
    for name in course.lessons:
        notebook = course.notebooks[name]
        parts, everything = sections(notebook), asked(notebook.cells)
        warm_up, check = asked(parts.get("Warm-up", [])), asked(parts.get("Check yourself", []))
        earlier = [id for _, id in warm_up if course.items.get(id, {"lesson": name})["lesson"] < name]
        if name != START and not (2 <= len(earlier) <= 3 and len(earlier) == len(warm_up)):
            yield f"{name}: the warm-up asks 2 or 3 items of earlier lessons, and nothing else"
        if not 3 <= len(check) <= 6 or {kind for kind, _ in check} != {"item"}:
            yield f"{name}: Check yourself asks 3 to 6 items, and nothing else"
        if not {kind for kind, _ in everything} & KEPT:
            yield f"{name}: there is nothing to handle: one of {', '.join(sorted(KEPT))}"
        if not asked(parts.get("The Kleenz corner", [])):
            yield f"{name}: the Kleenz corner asks nothing"
        for id in repeated(id for _, id in everything):
            yield f"{name}: the question {id} is asked twice"
        for id in [id for kind, id in everything if kind == "item" and id not in course.items]:
            yield f"{name}: there is no item {id} in the bank"
        guesses = [place for place, cell in enumerate(notebook.cells) if "guess" in dict(asked([cell]))]
        if not guesses or "Predict, then look" not in parts:
            yield f"{name}: there is no guess, or no heading Predict, then look"
        for after in [notebook.cells[place + 1] for place in guesses]:
            # What the figure says is folded away until the student has guessed.
            if after.cell_type != "code" and not after.source.startswith(("#", "<details>")):
                yield f"{name}: what follows a guess is to be folded into <details>: {after.source[:40]!r}"


def code_of_lessons(course: Course) -> Iterator[str]:
    """A lesson draws a figure, shows the few lines behind one, and asks in hidden code alone."""
    for name in course.lessons:
        code = [cell for cell in course.notebooks[name].cells if cell.cell_type == "code"]
        if not any("plots." in cell.source for cell in code):
            yield f"{name}: no figure is drawn"
        shown = [cell.source for cell in code if not hidden(cell)]
        if not shown:
            yield f"{name}: no code is shown"
        for source in shown:
            if len(source.splitlines()) > LONGEST_CODE:
                yield f"{name}: a cell shows more than {LONGEST_CODE} lines of code: {source[:40]!r}"
            if "ask." in source:
                yield f"{name}: a cell that asks shows its code: {source[:40]!r}"


def prose_reads_plainly(course: Course) -> Iterator[str]:
    """Cells are short, and hold no exclamation mark, no formula in MathJax, and no word for the reader but you."""
    for name in [*course.lessons, "concept-map"]:
        for text in prose(course.notebooks[name]):
            if words(text) > LONGEST_PROSE:
                yield f"{name}: a cell has more than {LONGEST_PROSE} words: {text[:40]!r}"
            if found := re.search(r"!(?!\[)|\b(TODO|FIXME|learners?|students?)\b", text):
                yield f"{name}: {found[0]!r} stands in {text[:40]!r}"
            if "$" in text:
                yield f"{name}: a formula that needs MathJax is unreadable without a network: {text[:40]!r}"
    for name, notebook in {**course.notebooks, **course.assignments}.items():
        for text in prose(notebook):
            # JupyterLab takes what stands between two dollar signs for mathematics.
            if found := re.search(r"(?<![\\$])\$\d+", text):
                yield f"{name}: write {found[0]} as an amount of dollars in words"


def reading_is_easy(course: Course) -> Iterator[str]:
    """Sentences are short, and the grade of reading is low."""
    lessons = {name: readability.lesson(notebook.cells) for name, notebook in sorted(course.notebooks.items())}
    stems = {
        f"bank/{file}.toml": [readability.read(item["stem"]) for item in each] for file, each in course.bank.items()
    }
    for texts, longest in ((lessons, LONGEST_PROSE), (stems, LONGEST_STEM)):
        for name, each in texts.items():
            measured = readability.measured(each)
            if measured["grade"] > HIGHEST_GRADE:
                yield f"{name}: its grade of reading is {measured['grade']:.1f}, above {HIGHEST_GRADE}"
            if measured["longest text"] > longest and name not in LOOKED_UP:
                yield f"{name}: a text has {measured['longest text']} words, more than {longest}"
            for sentence in itertools.chain(*(text.sentences for text in each)):
                if len(readability.WORD.findall(sentence)) > LONGEST_SENTENCE:
                    yield f"{name}: a sentence has more than {LONGEST_SENTENCE} words: {sentence!r}"


RULES = (
    *item_rules.RULES,
    mistakes,
    references_of_concepts,
    whole_of_concepts,
    lines_of_the_glossary,
    parts_of_lessons,
    promises_of_lessons,
    questions_of_lessons,
    code_of_lessons,
    prose_reads_plainly,
    reading_is_easy,
)
