"""Each check of four-companies and kleenz-trust-case bites, and says what it saw.

The cells are run here in this process, one after the other, as the answers lane runs them; the way through nbgrader is
tested with the grading.

A book in tests/fixtures/answer_books/ASSIGNMENT/ holds: why it is there, its answers, what each criterion of each test
cell must earn, which misconceptions must be named, and where graders calibrate on it, the manual marks by task cell.
"""

import ast
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from idic_lab import datasets
from idic_lab.analysis import survey as scales
from idic_lab.checks import Result
from idic_lab.misconceptions import MISCONCEPTIONS

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "tests/fixtures/answer_books"
POINTS = {"four-companies": (5, 12), "kleenz-trust-case": (14, 24)}
FIXTURES = [(name, path.stem) for name in POINTS for path in sorted((BOOKS / name).glob("*.json"))]


def fixture(name, stem):
    return json.loads((BOOKS / name / f"{stem}.json").read_text("utf-8"))


def cells(name):
    return nbformat.read(ROOT / "assignments/source" / name / f"{name}.ipynb", as_version=4).cells


def last_value(code, namespace):
    """Run a cell and return the value of its last line, as a notebook does."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), namespace)
    return None if last is None else eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Record answers in a folder like a student's and run the locked code cells; return their values by grade_id."""

    def run(name, answers, survey=None, hidden=True):
        folder = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(ROOT / "assignments/source" / name, folder)
        if survey is not None:
            survey.to_csv(folder / "kleenz_survey.csv", index=False)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        saved = {
            id: {"value": value, "saved_at": "2026-11-22T14:00:00+00:00", "revision": 1}
            for id, value in answers.items()
        }
        recorded = {"format": "idic-lab/answers", "version": 1, "book": name, "answers": saved}
        Path(f"{name}.answers.json").write_text(json.dumps(recorded), "utf-8")
        values, namespace = {}, {}
        for cell in cells(name):
            told = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and told.get("locked"):
                code = cell.source if hidden else re.sub("(?s)### BEGIN HIDDEN.*?### END HIDDEN TESTS", "", cell.source)
                values[told.grade_id] = last_value(code, namespace)
        values["book"] = namespace["book"]
        return values

    return run


def judged(values):
    return {grade_id: value for grade_id, value in values.items() if isinstance(value, Result)}


def criteria(values):
    return [criterion for result in judged(values).values() for criterion in result.criteria]


def earned(values):
    return {
        grade_id: {criterion.criterion: criterion.earned for criterion in result.criteria}
        for grade_id, result in judged(values).items()
    }


def total(values):
    return sum(result.earned for result in judged(values).values())


@pytest.mark.parametrize(("name", "stem"), FIXTURES)
def test_a_book_gets_exactly_what_it_deserves(run, name, stem):
    book = fixture(name, stem)
    values = run(name, book["answers"])
    assert earned(values) == book["expected"]
    assert sorted({each.misconception for each in criteria(values)} - {""}) == sorted(book["misconceptions"])
    for each in criteria(values):
        assert each.message, f"{each.criterion} says nothing"
    for grade_id, result in judged(values).items():
        html = result.html()
        assert "<script" not in html and "<img" not in html and "</div><h1>" not in html, grade_id
        for tag in {each.misconception for each in result.criteria} - {""}:
            assert MISCONCEPTIONS[tag].name in html and MISCONCEPTIONS[tag].reread in html


@pytest.mark.parametrize("name", POINTS)
def test_points_add_up(run, name):
    automatic, manual = POINTS[name]
    told = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader for cell in cells(name) if "nbgrader" in cell.metadata
    }
    assert sum(cell.points for cell in told.values() if cell.grade) == automatic
    assert sum(cell.points for cell in told.values() if cell.task) == manual
    full = run(name, fixture(name, "reference")["answers"])
    assert {grade_id: result.earned for grade_id, result in judged(full).items()} == {
        grade_id: cell.points for grade_id, cell in told.items() if cell.grade
    }
    assert total(run(name, {})) == 0
    # Without hidden tests, as in nbgrader validate, the cells judge completeness alone.
    assert total(run(name, fixture(name, "reference")["answers"], hidden=False)) == automatic
    assert total(run(name, {}, hidden=False)) == 0


@pytest.mark.parametrize("name", POINTS)
def test_every_criterion_tells_books_apart(name):
    books = [fixture(name, stem) for of, stem in FIXTURES if of == name]
    full = fixture(name, "reference")["expected"]
    answered = [book for book in books if sum(sum(cell.values()) for cell in book["expected"].values())]
    for grade_id, cell in full.items():
        for criterion, points in cell.items():
            seen = {book["expected"][grade_id][criterion] for book in answered}
            assert seen & {0, 0.5} and points in seen, f"{grade_id}: {criterion}"
        sums = {sum(book["expected"][grade_id].values()) for book in books}
        assert {0, sum(cell.values())} < sums, f"{grade_id}: no part of the points can be reached"


@pytest.mark.parametrize("name", POINTS)
def test_every_named_mistake_has_its_book(name):
    source = (ROOT / "content/assignments" / f"{name}.py").read_text("utf-8")
    used = {tag for tag in MISCONCEPTIONS if f'"{tag}"' in source}
    shown = {tag for of, stem in FIXTURES if of == name for tag in fixture(name, stem)["misconceptions"]}
    assert used == shown and used


@pytest.mark.parametrize("name", POINTS)
def test_each_wrong_book_loses_points_and_no_other_form_does(name):
    right = {
        "reference", "reference-mean-of-ratios", "other-forms", "other-scripts", "plausible-but-weak",
        "names-that-look-alike", "legal-forms-and-capitals", "dates-in-other-forms", "two-under-one-step",
    }  # fmt: skip
    if name == "four-companies":
        right.add("html-and-formulas")  # its texts are complete as texts; a person gives them nothing
    for of, stem in FIXTURES:
        if of == name:
            sums = sum(sum(cell.values()) for cell in fixture(name, stem)["expected"].values())
            assert (sums == POINTS[name][0]) == (stem in right), stem


def by_hand(table):
    """Return the answers that a pocket calculator gets out of Table 1 of the Kleenz case, two decimals all the way."""

    def component(row, letter):
        items = [f"{letter}1", "s2_rev" if letter == "s" else f"{letter}2", f"{letter}3"]
        return round(sum(8 - table[item][row] if item == "s2_rev" else table[item][row] for item in items) / 3, 2)

    def trust(row):
        return round(sum(component(row, letter) for letter in "cri") / component(row, "s"), 2)

    everybody = {letter: component("all customers", letter) for letter in "cris"}
    branches = {row: component(row, "r") for row in table.index if row.startswith("branch")}
    low = min(branches, key=branches.get)
    ages = [table["trust_overall"][row] for row in table.index if row.startswith("age_group")]
    return {
        "turned-mean": round(8 - table["s2_rev"]["all customers"], 2),
        "component-means": [
            {"row": key, "mean": f"{value}"} for key, value in zip(scales.ITEMS, everybody.values(), strict=True)
        ],
        "trust-method": "ratio_of_means",
        "trust-score": trust("all customers"),
        "lowest-branch": low.removeprefix("branch: "),
        "branch-gap": round(max(branches.values()) - branches[low], 2),
        "add-on-gap": round(component("addon_unrequested: yes", "s") - component("addon_unrequested: no", "s"), 2),
        "add-on-meaning": "more_lowers",
        "told-first-gap": round(trust("told_first: yes") - trust("told_first: no"), 2),
        "age-gap": round(max(ages) - min(ages), 2),
        "age-meaning": "nothing",
    }


def within_reach(survey):
    """Return a target that is possible: as good as the best groups, three components moved, on the sliders' steps."""
    today, best = scales.components(survey).mean().round(1), scales.best_group_values(survey)["value"].round(1)
    return {"target": {**best.to_dict(), "credibility": today["credibility"]}}


@pytest.mark.parametrize("seed", [None, 1, 3, 6])
def test_the_case_can_be_done_by_hand_with_any_data(run, seed, monkeypatch, capsys):
    monkeypatch.syspath_prepend(ROOT / "content/datasets")
    import kleenz_survey

    reference = fixture("kleenz-trust-case", "reference")["answers"]
    raw = None if seed is None else kleenz_survey.generate(seed)
    before = run("kleenz-trust-case", reference, raw)
    if seed is not None:
        # What stays is what every survey has planted; of the numbers, chance alone may leave one or two in tolerance.
        assert total(before) <= 9, earned(before)

    capsys.readouterr()
    survey = scales.clean(datasets.kleenz_survey() if raw is None else raw)
    one = survey[survey["s2_rev"].isin([1, 2])].dropna(subset=["s1", "s3"]).iloc[0]
    answers = {
        **by_hand(before["table-questions"]),
        "one-customer": f"{one['s1'] + 8 - one['s2_rev'] + one['s3']:.0f}/3",
        "target": within_reach(survey),
        "recommendations": reference["recommendations"],
    }
    after = run("kleenz-trust-case", answers, raw)
    assert total(after) == 14, [each for each in criteria(after) if each.earned < each.possible]
    shown = capsys.readouterr().out
    assert one["respondent"] in shown
    chance = float(re.search(r"passed a gap of (\d\.\d\d)", shown)[1])
    assert answers["age-gap"] < chance


def test_sliders_start_at_the_students_own_means(run):
    means = [
        {"row": "credibility", "mean": "4,05"},
        {"row": "reliability", "mean": "12"},
        {"row": "intimacy", "mean": "?"},
    ]
    started = run("kleenz-trust-case", {"component-means": means})["book"].questions["target"].start["target"]
    assert started == {"credibility": 4.0, "reliability": 7.0, "intimacy": 4.0, "self_orientation": 4.0}


def test_tables_show_questions_and_no_answers(run):
    """Components, T and turned answers are left to the student."""
    values = run("kleenz-trust-case", {})
    items = [item for names in scales.ITEMS.values() for item in names]
    assert list(values["table-questions"].columns) == ["customers", *items, "trust_overall"]
    shown = " ".join(values[table].to_string() for table in ("table-questions", "table-facts", "table-apologies"))
    assert not re.search("credibility|reliability|intimacy|self_orientation|trust$", shown)


def test_a_very_long_text_changes_no_point(run):
    cards = fixture("four-companies", "reference")["answers"]["companies"]
    cards[0]["reason"] = "and then they knew me " * 800
    assert total(run("four-companies", {"companies": cards})) == 5


@pytest.mark.parametrize("name", POINTS)
def test_graders_can_calibrate(name):
    strong, weak = (fixture(name, stem) for stem in ("reference", "plausible-but-weak"))
    page = (ROOT / "content/assignments/calibration" / f"{name}.md").read_text("utf-8")
    tasks = {
        cell.metadata.nbgrader.grade_id: cell for cell in cells(name) if cell.metadata.get("nbgrader", {}).get("task")
    }
    assert list(strong["manual"]) == list(weak["manual"]) == list(tasks)
    for task, cell in tasks.items():
        points = cell.metadata.nbgrader.points
        assert f"| {task} | {points} | {strong['manual'][task]} | {weak['manual'][task]} |" in page
        assert cell.source.count("=== BEGIN MARK SCHEME ===") == cell.source.count("=== END MARK SCHEME ===") == 1
        assert cell.metadata.idic_lab.questions
    assert sum(strong["manual"].values()) == POINTS[name][1]
    assert sum(strong["manual"].values()) - sum(weak["manual"].values()) >= (8 if name == "kleenz-trust-case" else 4)
    # What a grader calibrates on is what is recorded, word for word.
    plain = re.sub(r"\s+", " ", page.replace("\n>", "\n"))
    for book in (strong, weak):
        for text in texts(book["answers"]):
            assert re.sub(r"\s+", " ", text).strip() in plain


def texts(value):
    """Every text of some length in an answer, however deep it lies."""
    if isinstance(value, str):
        return [value] if len(value) > 30 else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in texts(each)]


@pytest.mark.parametrize("name", POINTS)
def test_the_hidden_parts_are_closed_and_hold_no_typed_key(name):
    for cell in cells(name):
        assert cell.source.count("### BEGIN HIDDEN TESTS") == cell.source.count("### END HIDDEN TESTS")
        if cell.metadata.get("nbgrader", {}).get("grade"):
            hidden = cell.source.split("### BEGIN HIDDEN TESTS")[1]
            assert len(hidden.splitlines()) <= 46, "a hidden test that nobody can read in one look"
            # Two decimals other than a tolerance or the chi-squared limit would be a key that somebody typed in.
            assert set(re.findall(r"(?<![\w.])\d+\.\d\d\b", hidden)) <= {"0.02", "0.03", "0.15", "0.05", "0.01", "7.81"}
