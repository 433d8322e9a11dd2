"""The generator of the Kleenz survey: the committed files, the planted effects, the seeds it refuses."""

import hashlib
import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from idic_lab.subject import datasets
from idic_lab.subject.analysis import survey as kleenz

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_HASH = "a58b2078d40ee12f7a028758f5093bbeb36d9c274beaf10c8cc44f51e3111324"
"""Last year's reports and the case's worked numbers were read from exactly this file."""


@pytest.fixture(scope="module")
def generator():
    path = REPOSITORY / "content" / "datasets" / "kleenz_survey.py"
    spec = importlib.util.spec_from_file_location("kleenz_survey", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_default_file_is_the_one_known():
    content = (REPOSITORY / "datasets" / "kleenz_survey.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == DEFAULT_HASH


def test_the_committed_files_are_written_again_byte_for_byte(generator, monkeypatch, tmp_path):
    monkeypatch.setattr(generator, "DATASETS", tmp_path)
    generator.main([])
    for name in ("kleenz_survey.csv", "kleenz_practice.csv"):
        assert (tmp_path / name).read_bytes() == (REPOSITORY / "datasets" / name).read_bytes(), name


@pytest.mark.parametrize("name", ["kleenz_survey", "kleenz_practice"])
def test_every_effect_is_still_there_in_the_file_a_student_reads(generator, name):
    generator.check(datasets.read(name), generator.SAMPLES[f"{name}.csv"])


def test_the_two_samples_hold_different_answers():
    graded, practice = datasets.kleenz_survey(), datasets.kleenz_practice()
    assert list(graded.columns) == list(practice.columns)
    for value, by, a, b in (("trust", "told_first", "yes", "no"), ("reliability", "branch", "Harbour", "Central")):
        gaps = [kleenz.gap(kleenz.clean(sample), value, by, a, b) for sample in (graded, practice)]
        assert abs(gaps[0] - gaps[1]) > 0.03


def test_most_seeds_are_accepted_and_give_different_surveys(generator):
    drawn = []
    for seed in range(8):
        try:
            drawn.append(generator.generate(seed))
        except generator.SeedRefused as refusal:
            assert f"Seed {seed} is refused" in str(refusal)
    assert len(drawn) >= 4
    assert len({sample.to_csv() for sample in drawn}) == len(drawn)


def test_a_fresh_sample_goes_where_it_is_asked_for(generator, tmp_path):
    target = tmp_path / "kleenz_survey.csv"
    seed = generator.SAMPLES["kleenz_practice.csv"]
    generator.main(["--seed", str(seed), "--to", str(target)])
    assert target.read_bytes() == (REPOSITORY / "datasets" / "kleenz_practice.csv").read_bytes()
    assert len(datasets.kleenz_survey(folder=tmp_path)) == 422


def without(column, otherwise):
    """Spoil one plant: give everybody the same mix of a column, in the order of the forms."""
    return lambda survey: survey.assign(**{column: [otherwise[n % len(otherwise)] for n in range(len(survey))]})


def asked_after_problems(column, otherwise):
    """Spoil one plant in a column that is empty where nothing went wrong."""

    def spoil(survey):
        mixed = without(column, otherwise)(survey.sort_values("branch"))
        return mixed.assign(**{column: mixed[column].where(mixed["problem"] == "yes")})

    return spoil


def level(column, by, value, shift):
    """Spoil one plant: undo the effect of a group on some items."""

    def spoil(survey):
        members = survey[by] == value
        return survey.assign(
            **{item: survey[item].mask(members, (survey[item] + shift).clip(1, 7)) for item in kleenz.ITEMS[column]}
        )

    return spoil


@pytest.mark.parametrize(
    ("spoil", "effect"),
    [
        (lambda survey: survey.drop_duplicates(), "repeated rows"),
        (lambda survey: survey.replace({"i2": {99: 4}}), "outside the scale"),
        (lambda survey: survey.fillna({"c2": 4}), "missing values"),
        (without("late", ["yes", "no", "no", "no"]), "late orders at Harbour"),
        (level("reliability", "late", "yes", 2), "reliability when late"),
        (without("addon_unrequested", ["yes", "no"]), "self-orientation with an add-on"),
        (lambda survey: survey.assign(s2_rev=8 - survey["s2_rev"]), "self-orientation"),
        (lambda survey: survey.assign(spend_12m=survey["spend_12m"].iloc[::-1].to_numpy()), "top spenders"),
        (level("credibility", "age_group", "60+", 3), "age groups"),
        (level("credibility", "branch", "Hillside", -2), "every component at its best group"),
        (asked_after_problems("told_first", ["yes", "no"]), "told-first gap"),
        (asked_after_problems("apology_elements", [0, 4, 2]), "apology elements"),
    ],
)
def test_a_lost_plant_is_noticed_by_name(generator, spoil, effect):
    spoilt = spoil(datasets.kleenz_survey())
    with pytest.raises(generator.SeedRefused, match=effect):
        generator.check(spoilt, 0)


def test_the_graded_target_can_be_reached_but_not_with_self_orientation_alone():
    survey = kleenz.clean(datasets.kleenz_survey())
    today, best = kleenz.components(survey).mean(), kleenz.best_group_values(survey)["value"]
    target = 1.4 * kleenz.trust_ratio_of_means(survey)
    above = ["credibility", "reliability", "intimacy"]
    assert best[above].sum() / best["self_orientation"] > 1.05 * target
    assert today[above].sum() / best["self_orientation"] < 0.95 * target
    assert best[above].sum() / today["self_orientation"] < target


def test_the_text_of_a_survey_reads_back_as_the_survey(generator, tmp_path):
    seed = generator.SAMPLES["kleenz_survey.csv"]
    drawn = generator.generate(seed)
    read = datasets.kleenz_survey()
    assert list(read.columns) == list(drawn.columns)
    pd.testing.assert_frame_equal(read, drawn, check_dtype=False)
