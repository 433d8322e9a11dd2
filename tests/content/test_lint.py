"""The rules for the course's texts: the course keeps them, and each finds its breach."""

import pickle
from dataclasses import replace

import pytest

import build
import item_rules
import lint
import texts


@pytest.fixture(scope="module")
def files():
    return build.built()


@pytest.fixture(scope="module")
def course(files):
    return texts.load(files, build.ROOT)


@pytest.fixture(scope="module")
def kept(course):
    return pickle.dumps(course)


@pytest.fixture
def changed(kept):
    """The course, to be broken."""
    return pickle.loads(kept)


LESSON = "08-trust-equation"
CHOICE, CHOICES, NUMBER = "loyalty-only-bus", "idic-social-media-reasons", "trust-score-number"


def item(**changes):
    """Change the fields of an item; None takes one away."""
    return lambda course: _set(course.items[CHOICE], changes)


def option(place=0, id=CHOICE, **changes):
    return lambda course: _set(texts_of(course, id)[place], changes)


def texts_of(course, id):
    return item_rules.known(course.items[id])


def _set(table, changes):
    for field, value in changes.items():
        table.pop(field, None)
        if value is not None:
            table[field] = value


def prose(old, new, name=LESSON):
    """Write something else into every text cell of a notebook."""

    def change(course):
        cells = course.notebooks[name].cells
        assert any(old in cell.source for cell in cells)
        for cell in cells:
            cell.source = cell.source.replace(old, new)

    return change


def concept(place=0, **changes):
    def change(course):
        concepts = list(course.concepts)
        concepts[place] = replace(concepts[place], **changes)
        course.concepts = tuple(concepts)

    return change


def mistake(**changes):
    return lambda course: course.mistakes.update(
        {"high-s-is-good": replace(course.mistakes["high-s-is-good"], **changes)}
    )


def every(kind, change):
    def change_all(course):
        for each in course.items.values():
            if each["kind"] == kind:
                change(each)

    return change_all


def right_first(item):
    item["option"].sort(key=lambda option: not option.get("correct"))


def right_longest(item):
    for option in item["option"]:
        option["text"] = option["text"] * 9 if option.get("correct") else option["text"]


def all_right(course):
    for each in texts_of(course, CHOICES):
        each["correct"] = True


def show_the_code(course):
    for cell in course.notebooks[LESSON].cells:
        cell.metadata.pop("jupyter", None)


def drop(kind):
    """Take the cells away that hold something."""

    def change(course):
        notebook = course.notebooks[LESSON]
        assert any(kind in cell.source for cell in notebook.cells)
        notebook.cells = [cell for cell in notebook.cells if kind not in cell.source]

    return change


def keep(course, *kinds):
    """Keep the prose, and of the code what asks a question of some kinds."""
    notebook = course.notebooks[LESSON]
    asks = [{kind for kind, _ in texts.asked([cell])} & {*kinds} for cell in notebook.cells]
    notebook.cells = [cell for cell, kept in zip(notebook.cells, asks, strict=True) if kept or cell.cell_type != "code"]


BREACHES = [
    # the bank
    (item_rules.fields_of_items, item(unit="km"), "'unit' was unexpected"),
    (item_rules.fields_of_items, item(stem=None), "'stem' is a required property"),
    (item_rules.fields_of_items, item(kind="guess"), "'guess' is not one of"),
    (item_rules.fields_of_items, item(concept="Two Words"), "'Two Words' does not match"),
    (item_rules.fields_of_items, item(id="bus"), "an id is two words or more"),
    (item_rules.fields_of_items, item(stem="Where  to?"), "no double space"),
    (item_rules.fields_of_items, item(stem="Go!"), "no exclamation mark"),
    (item_rules.fields_of_items, item(stem=" Where to?"), "none at its ends"),
    (item_rules.fields_of_items, item(option=[]), "3 to 5 options, of which one is right"),
    (item_rules.fields_of_items, option(correct=None), "3 to 5 options, of which one is right"),
    (item_rules.fields_of_items, option(1, correct=True), "3 to 5 options, of which one is right"),
    (item_rules.fields_of_items, option(feedback=None), "'feedback' is a required property"),
    (item_rules.fields_of_items, option(feedback="It is so"), "a feedback ends in"),
    (item_rules.fields_of_items, option(hint="Look"), "'hint' was unexpected"),
    (item_rules.fields_of_items, option(misconception="high-s-is-good"), "a right answer can show no mistake"),
    (item_rules.fields_of_items, all_right, "two or more are right, and not all"),
    (item_rules.fields_of_items, lambda course: texts_of(course, NUMBER).clear(), "its usual slips beside it"),
    (item_rules.files_of_items, item(lesson="03-idic-map"), "names the lesson 03-idic-map"),
    (item_rules.files_of_items, lambda course: course.bank.update({"15-new": []}), "has 0 items"),
    (item_rules.files_of_items, item(id="loyalty-admired-shop"), "is used twice"),
    (item_rules.words_of_items, option(feedback="It is. " * 3), "1 or 2 sentences"),
    (item_rules.words_of_items, option(feedback="It is."), "3 to 40 words"),
    (item_rules.words_of_items, option(text="all of these"), "speaks of the others"),
    (item_rules.words_of_items, option(text="Emotional only"), "two answers have the text"),
    (item_rules.words_of_items, item(stem="so " * 61), "more than 60 words"),
    (item_rules.words_of_items, option(text="so " * 27), "more than 26 words"),
    (item_rules.numbers_of_items, option(0, NUMBER, tolerance=100), "cannot be told apart"),
    (item_rules.mistakes_of_items, option(1, misconception="no-such"), "there is no mistake 'no-such'"),
    (item_rules.keys_of_items, every("choice", right_first), "too often in one place"),
    (item_rules.keys_of_items, every("choice", right_longest), "the longest option"),
    # named mistakes
    (lint.mistakes, mistake(tag="other"), "is registered as other"),
    (lint.mistakes, mistake(reread="99-none"), "no lesson 99-none"),
    (lint.mistakes, mistake(truth="One. Two."), "one sentence"),
    (lint.mistakes, mistake(truth="so " * 26 + "."), "at most 25 words"),
    (lint.mistakes, mistake(name="It ends."), "ends in a full stop"),
    # the concept map
    (lint.references_of_concepts, concept(teach=()), "nothing under teach"),
    (lint.references_of_concepts, concept(practise=()), "nothing under practise"),
    (lint.references_of_concepts, concept(check=()), "nothing under check"),
    (lint.references_of_concepts, concept(teach=("99-none",)), "no lesson 99-none"),
    (lint.references_of_concepts, concept(says=("zebra",)), "does not speak of it"),
    (lint.references_of_concepts, concept(practise=("01-relationships/none",)), "no lesson asks 01-relationships/none"),
    (lint.references_of_concepts, concept(practise=("99-none/a",)), "no lesson asks 99-none/a"),
    (lint.references_of_concepts, concept(check=("no-such",)), "the item no-such is not in the bank"),
    (lint.references_of_concepts, lambda course: course.bank["02-loyalty"].clear(), "is not in the bank"),
    (lint.references_of_concepts, lambda course: course.notebooks.pop("concept-map"), "or nothing asks it"),
    (lint.references_of_concepts, concept(graded=("none",)), "no assignment none"),
    (lint.whole_of_concepts, concept(1, name="encounter"), "encounter stands there twice"),
    (lint.whole_of_concepts, concept(1, part="other"), "stands in two places"),
    (lint.whole_of_concepts, lambda course: course.assignments.update({"new": None}), "no concept names new"),
    (lint.whole_of_concepts, lambda course: course.notebooks.update({"15-new": None}), "no concept names 15-new"),
    (lint.whole_of_concepts, lambda course: setattr(course, "concepts", ()), "checked by the item start-encounter"),
    (lint.whole_of_concepts, concept(check=("start-encounter", "start-not-saved")), "is about the kit"),
    (lint.lines_of_the_glossary, prose("| mutual |", "| unique |", "glossary"), "unique stands there twice"),
    (lint.lines_of_the_glossary, prose("| One meeting", "| So" + " so" * 25, "glossary"), "more than 25 words"),
    (lint.lines_of_the_glossary, prose("without a before or an after.", "x", "glossary"), "end as a sentence"),
    (lint.lines_of_the_glossary, concept(name="zebra"), "zebra of concepts.toml has no line"),
    (lint.lines_of_the_glossary, prose("| reliability |", "| x |", "glossary"), "Reliability has no line"),
    # lessons
    (lint.parts_of_lessons, prose("## Discussion", "## Talk"), "its parts are"),
    (lint.parts_of_lessons, prose("## Warm-up", "## Discussion: first"), "its parts are"),
    (lint.parts_of_lessons, prose("[glossary](glossary.ipynb)", "glossary"), "leads to no"),
    (lint.parts_of_lessons, lambda course: course.instructor.pop(LESSON), "'## Minutes' is missing"),
    (lint.promises_of_lessons, prose("1. **", "1. "), "begins with a bold verb"),
    (lint.promises_of_lessons, prose("1. **", "1. **Know** and **"), "begins with a bold verb"),
    (lint.promises_of_lessons, prose("\n- ", "\n\n"), "not one line for each objective"),
    (lint.promises_of_lessons, prose("\n2. ", "\n2. **Name** it." * 3 + "\n2. "), "should have 2 to 4"),
    (lint.promises_of_lessons, prose("## What you can now do", "## Now"), "are one cell each"),
    (lint.questions_of_lessons, prose("## Warm-up", "## Warm-up and more"), "the warm-up asks 2 or 3"),
    (lint.questions_of_lessons, prose("## Check yourself", "## Check"), "asks 3 to 6 items"),
    (lint.questions_of_lessons, prose("## The Kleenz corner", "## Kleenz"), "asks nothing"),
    (lint.questions_of_lessons, prose("## Predict, then look", "## Look"), "no heading Predict, then look"),
    (lint.questions_of_lessons, prose("<details>", "Now you know."), "is to be folded"),
    (lint.questions_of_lessons, prose("trust-score-number", "trust-score-choice"), "trust-score-choice is asked twice"),
    (lint.questions_of_lessons, lambda course: course.bank.pop(LESSON), "no item trust-score-number"),
    (lint.questions_of_lessons, lambda course: keep(course, "item", "guess"), "nothing to handle"),
    (lint.code_of_lessons, drop("plots."), "no figure is drawn"),
    (lint.code_of_lessons, show_the_code, "a cell that asks shows its code"),
    (lint.code_of_lessons, lambda course: keep(course, "item"), "no code is shown"),
    (lint.code_of_lessons, show_the_code, "more than 9 lines"),
    (lint.prose_reads_plainly, prose("## Discussion", "## Discussion\n\n" + "so " * 121), "more than 120 words"),
    (lint.prose_reads_plainly, prose("## Discussion", "## Discuss!"), "'!' stands in"),
    (lint.prose_reads_plainly, prose("## Look back", "## TODO", "concept-map"), "'TODO' stands in"),
    (lint.prose_reads_plainly, prose("## Discussion", "$T$"), "MathJax"),
    (lint.prose_reads_plainly, prose("# Glossary", "$400 of $500", "glossary"), "write $400"),
    (lint.reading_is_easy, prose("## Discussion", "So " + "it is " * 15 + "."), "a sentence has more than 30 words"),
    (lint.reading_is_easy, prose("## Discussion", "So it is. " * 41), "more than 120"),
    (lint.reading_is_easy, item(stem="So it is. " * 17), "bank/02-loyalty.toml: a text has 51 words"),
    (lint.reading_is_easy, prose("the", "notwithstanding"), "its grade of reading"),
]


@pytest.mark.parametrize(("rule", "change", "said"), BREACHES, ids=[said for _, _, said in BREACHES])
def test_a_rule_finds_its_breach(changed, rule, change, said):
    change(changed)
    if rule is item_rules.fields_of_items:  # of all items it would take longer than all other rules together
        changed.bank = {name: changed.bank[name] for name in ("02-loyalty", "03-idic-map", LESSON)}
    found = list(rule(changed))
    assert any(said in line for line in found), found


def test_every_rule_is_seen_to_find_something():
    assert {rule for rule, _, _ in BREACHES} == set(lint.RULES)


def test_the_course_breaks_no_rule(course):
    assert lint.breaches(course) == []


def test_the_check_of_the_build_prints_the_breaches(files, monkeypatch, capsys):
    monkeypatch.setattr(build, "built", lambda: files)
    monkeypatch.setattr(lint, "RULES", (lambda course: ["a breach", "another"],))
    assert build.main(["--check"]) == 1
    assert "a breach\nanother\n2 breaches" in capsys.readouterr().out
