"""Each lesson runs, and says no figure that the data do not give. Its parts and prose are held by content/lint.py."""

from functools import cache
from pathlib import Path

import nbformat
import pytest

import texts
from idic_lab.subject import datasets, plots, trust
from idic_lab.subject.analysis import survey as kleenz

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))


@cache
def notebook(name):
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def prose(name):
    return texts.prose(notebook(name))


def ran(name, tmp_path, monkeypatch):
    """Return what the cells of a lesson leave behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDIC_LAB_VIEW", "static")
    space = {}
    for cell in notebook(name).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, name, "exec"), space)
    return space


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_reveals_its_figures(name, tmp_path, monkeypatch):
    book = ran(name, tmp_path, monkeypatch)["book"]
    assert book.path.name == f"{name}.answers.json"
    assert list(book.questions) == [id for _, id in texts.asked(notebook(name).cells)]
    for question in book.questions.values():
        assert texts.words(question.prompt) <= 65
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
