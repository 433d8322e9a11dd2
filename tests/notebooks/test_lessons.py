"""Each lesson has its parts, reads plainly, runs, and says no figure that the data do not give."""

import ast
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from idic_lab.subject import datasets, idic, items, trust
from idic_lab.subject.analysis import survey as kleenz

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
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
# Verbs whose result somebody else can see: not "understand", "know" or "appreciate".
VERBS = {
    "answer", "apply", "argue", "assign", "check", "choose", "classify", "compare",
    "compute", "defend", "describe", "distinguish", "draft", "estimate", "explain", "find",
    "give", "justify", "list", "map", "mark", "measure", "name", "predict",
    "rank", "read", "recognise", "reopen", "rewrite", "set", "sort", "tell",
    "test",
}  # fmt: skip
KEPT = {"trust", "board", "sort", "table"}
LONGEST_PROSE = 120  # words in one cell
LONGEST_CODE = 9  # lines of code that a student is meant to read


@cache
def notebook(name):
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def prose(name):
    return [cell.source for cell in notebook(name).cells if cell.cell_type == "markdown"]


def hidden(cell):
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def sections(name):
    """Return the cells under each heading of the second level, by heading."""
    found, heading = {}, ""
    for cell in notebook(name).cells:
        if cell.cell_type == "markdown" and (title := re.match(r"## (.+)", cell.source)):
            heading = title[1]
        found.setdefault(heading, []).append(cell)
    return found


def section(name, part):
    return next((cells for heading, cells in sections(name).items() if heading.split(":")[0] == part), None)


def asked(cells):
    """Return (kind, id) of every question that the cells ask, in order."""
    found = []
    for cell in cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("ask."):
                found.append((node.func.attr, node.args[1].value))
    return found


def words(text):
    """Count the words a reader meets: no mark-up, no rules of tables, no addresses."""
    text = re.sub(r"\]\([^)]*\)|</?\w+>", " ", text)
    return len(re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text))


@pytest.mark.parametrize("name", LESSONS)
class TestEveryLesson:
    def test_has_its_parts_in_order(self, name):
        headings = [heading.split(":")[0] for heading in sections(name)]
        parts = [part for part in PARTS if part != "Warm-up" or name != "00-start-here"]
        assert [part for part in parts if part not in headings] == []
        places = [headings.index(part) for part in parts]
        assert places == sorted(places)

    def test_promises_what_can_be_seen(self, name):
        (cell,) = section(name, "What you will be able to do")
        objectives = re.findall(r"^\d\. (.+(?:\n {3}.+)*)", cell.source, re.MULTILINE)
        assert 2 <= len(objectives) <= 4
        for objective in objectives:
            verbs = [verb.split()[0].lower() for verb in re.findall(r"\*\*(.+?)\*\*", objective)]
            assert objective.startswith("**")
            assert set(verbs) <= VERBS
        (closing,) = section(name, "What you can now do")
        assert closing.source.count("\n- ") == len(objectives)

    def test_warms_up_with_earlier_lessons(self, name):
        if name == "00-start-here":
            return
        recalled = asked(section(name, "Warm-up"))
        assert 2 <= len(recalled) <= 3
        assert {kind for kind, _ in recalled} == {"item"}
        assert [id for _, id in recalled if items.bank()[id]["lesson"] >= name] == []

    def test_lets_the_student_predict_before_the_figure(self, name):
        cells = notebook(name).cells
        guesses = [(place, cell) for place, cell in enumerate(cells) if "guess" in dict(asked([cell]))]
        assert guesses
        assert any("Predict, then look" in heading for heading in sections(name))
        for place, _ in guesses:
            after = cells[place + 1]
            # What the figure says is folded away until the student has guessed.
            assert after.cell_type == "code" or after.source.startswith(("#", "<details>"))

    def test_keeps_the_answers_of_something_to_handle(self, name):
        kinds = {kind for kind, _ in asked(notebook(name).cells)}
        assert kinds & KEPT

    def test_asks_three_to_six_questions_of_the_bank(self, name):
        checks = asked(section(name, "Check yourself"))
        assert 3 <= len(checks) <= 6
        assert {kind for kind, _ in checks} == {"item"}

    def test_asks_only_what_is_there_and_each_once(self, name):
        ids = [id for _, id in asked(notebook(name).cells)]
        assert len(ids) == len(set(ids))
        assert [id for kind, id in asked(notebook(name).cells) if kind == "item" and id not in items.bank()] == []

    def test_has_five_minutes_for_kleenz(self, name):
        assert asked(section(name, "The Kleenz corner"))

    def test_draws_a_figure_and_shows_the_few_lines_behind_one(self, name):
        code = [cell for cell in notebook(name).cells if cell.cell_type == "code"]
        assert any("plots." in cell.source for cell in code)
        shown = [cell.source for cell in code if not hidden(cell)]
        assert shown
        assert [source for source in shown if len(source.splitlines()) > LONGEST_CODE] == []

    def test_needs_no_code_of_the_student(self, name):
        for cell in notebook(name).cells:
            if cell.cell_type == "code" and "ask." in cell.source:
                assert hidden(cell)

    def test_reads_plainly(self, name):
        for text in prose(name):
            assert words(text) <= LONGEST_PROSE, text
            assert not re.search(r"!(?!\[)", text), text
            assert "$" not in text, "a formula that needs MathJax is unreadable in a page without a network"
            assert not re.search(r"\b(TODO|FIXME|learners?|students?)\b", text), text

    def test_leads_to_the_glossary(self, name):
        assert "[glossary](glossary.ipynb)" in prose(name)[0]

    def test_has_a_page_for_the_instructor(self, name):
        page = (ROOT / "content/instructor" / f"{name}.md").read_text(encoding="utf-8")
        for part in ("## Minutes", "## Where students stumble", "## The discussion", "## Open slots"):
            assert part in page

    def test_runs_and_reveals_its_figures(self, name, tmp_path, monkeypatch):
        from idic_lab.subject import plots

        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("IDIC_LAB_VIEW", "static")
        space = {}
        for cell in notebook(name).cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, name, "exec"), space)
        book = space["book"]
        assert book.path.name == f"{name}.answers.json"
        assert list(book.questions) == [id for _, id in asked(notebook(name).cells)]
        for question in book.questions.values():
            assert words(question.prompt) <= 65
            if question.kind == "guess":
                for guess in (None, question.low, question.high):
                    question.check_shape(question.low)
                    assert len(plots.alt(question.reveal(guess))) > 40


def says(name, figures):
    text = " ".join(prose(name))
    missing = {what: figure for what, figure in figures.items() if figure not in text}
    assert not missing


def test_the_kleenz_studio_says_what_the_practice_survey_gives():
    raw = datasets.kleenz_practice()
    people = kleenz.clean(raw)
    people = people.assign(trust=kleenz.trust(people), **kleenz.components(people))
    troubled = people[people["problem"] == "yes"]
    damaged, late = people["damaged"] == "yes", people["late"] == "yes"
    top = people["spend_12m"] >= people["spend_12m"].quantile(0.8)
    extra = people["addon_unrequested"] == "yes"
    harbour = people["branch"] == "Harbour"
    told = troubled.groupby("told_first")["trust"].mean()
    told_at = troubled.groupby(["branch", "told_first"])["trust"].agg(["mean", "size"])
    ages = people.groupby("age_group")["trust"].mean()
    branches = people.groupby("branch")["trust"].mean()
    today, best = kleenz.trust_ratio_of_means(people), kleenz.best_group_values(people)["value"]
    above = people[["credibility", "reliability", "intimacy"]].mean().sum()
    assert (raw == 99).to_numpy().sum() == 1
    assert raw["respondent"].duplicated().sum() == 2
    assert len(people) == 420
    assert told_at.loc["Central", "mean"]["yes"] < told_at.loc["Central", "mean"]["no"]
    assert all(
        told_at.loc[branch, "mean"]["yes"] > told_at.loc[branch, "mean"]["no"]
        for branch in ("Harbour", "Hillside", "Station")
    )
    says(
        "14-kleenz-studio",
        {
            "late elsewhere": f"Outside Harbour, {100 * late[~harbour].mean():.0f} of 100",
            "late at Harbour": f"{100 * late[harbour].mean():.0f} of 100 at Harbour",
            "reliability when late": f"rate it\n{people['reliability'][late].mean():.2f}, the others "
            f"{people['reliability'][~late].mean():.2f}",
            "self-orientation with extras": f"{people['self_orientation'][extra].mean():.2f} against "
            f"{people['self_orientation'][~extra].mean():.2f}",
            "age": f"the gap is {ages.max() - ages.min():.2f}",
            "branches": f"it is {branches.max() - branches.min():.2f}",
            "problems": f"Among the {len(troubled)} customers with a problem",
            "told first": f"who were **told first** have a mean T of {told['yes']:.2f}, the others {told['no']:.2f}",
            "Harbour": f"shrinks to {told_at.loc['Harbour', 'mean']['yes'] - told_at.loc['Harbour', 'mean']['no']:.2f}",
            "tiny groups": f"{told_at['size'].min()} people, {told_at['size'].nsmallest(2).iloc[1]} people",
            "top spenders": f"of {people['trust'][top].mean():.2f}, the others {people['trust'][~top].mean():.2f}",
            "their extras": f"{100 * extra[top].mean():.0f} of 100 top spenders",
            "others' extras": f"{100 * extra[~top].mean():.0f} of 100 others",
            "today and target": f"from {today:.2f} to 1.4 times that: **{1.4 * today:.2f}**",
            "best self-orientation": f"Even at {best['self_orientation']:.2f}, the best that any group gives",
            "self-orientation alone": f"T reaches only {above / best['self_orientation']:.2f}",
            "damaged": f"`damaged`: {damaged.sum()} of 420 customers",
            "reliability when damaged": f"reliability {people['reliability'][damaged].mean():.2f}, the others "
            f"{people['reliability'][~damaged].mean():.2f}",
            "damaged and late": f"{(damaged & late).sum()} of them also had a late order",
            "share damaged": f"from {100 * damaged.mean():.0f} % to 4 %",
        },
    )


def test_the_trust_equation_says_what_the_equation_gives():
    first, second = trust.Profile(5, 3, 2, 8), trust.Profile(6, 6, 4, 4)
    gains = trust.sensitivity(second)
    rows = {}
    for visit, profile in (("first", first), ("second", second)):
        built, s = profile.built, profile.self_orientation
        # Half a hundredth rounds up, as people do it by hand: 13 / 8 is 1.625.
        moves = [
            f"{above} / {below} = {above / below + 1e-9:.2f}"
            for above, below in ((built, s), (built, s - 1), (built + 3, s))
        ]
        rows[visit] = f"| {visit} visit | {' | '.join(moves)} |"
    assert not trust.lowering_s_wins(first)
    assert trust.lowering_s_wins(second)
    assert int(gains["self_orientation"] / trust.sensitivity(first)["self_orientation"]) == 7
    says(
        "08-trust-equation",
        rows
        | {
            "credibility": f"**{trust.sensitivity(first)['credibility']:g}**",
            "self-orientation": f"**{trust.sensitivity(first)['self_orientation']:.2f}**",
            "second visit": f"That adds {gains['self_orientation']:.2f}, seven times",
            "scale to 10": "between {:g} and {:g}".format(*trust.trust_range()),
            "scale to 5": "between {:g} and {:g}".format(*trust.trust_range(1, 5)),
        },
    )


def test_the_idic_map_counts_its_deck_and_its_chain():
    deck = datasets.companies()
    assert len(deck) == 48
    assert deck["accepted"].str.contains(";").sum() == 3
    says("03-idic-map", {"chain": f"= {0.8**4:.2f}", "deck": "Three of the 48 fit two steps"})


def test_every_idea_of_the_course_has_one_line_in_the_glossary():
    rows = [row for text in prose("glossary") for row in re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)]
    terms = [term.lower() for term, _ in rows if term not in ("term", "---")]
    assert len(terms) == len(set(terms))
    for term, line in rows:
        assert words(line) <= 25, term
        assert term == "term" or line.endswith((".", "?")), term
    needed = [step.name for step in idic.STEPS] + [component.name for component in trust.COMPONENTS]
    needed += [principle.name for principle in idic.PRINCIPLES]
    assert [name for name in needed if name.lower() not in terms] == []
