"""The Kleenz case can be done with a pocket calculator, with any survey that the generator accepts."""

import re

import pytest

from idic_lab.subject import datasets
from idic_lab.subject.analysis import survey as scales
from tests.assignments.books import ROOT, criteria, earned, fixture, total


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


@pytest.mark.parametrize("seed", [None, 1, 3, 12])
def test_the_case_can_be_done_by_hand_with_any_data(run, seed, monkeypatch, capsys):
    monkeypatch.syspath_prepend(ROOT / "content/datasets")
    import kleenz_survey

    reference = fixture("kleenz-trust-case", "reference")["answers"]
    raw = None if seed is None else kleenz_survey.generate(seed)
    tables = None if raw is None else {"kleenz_survey.csv": raw}
    before = run("kleenz-trust-case", reference, tables)
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
    after = run("kleenz-trust-case", answers, tables)
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
