"""What is drawn: the committed tables, the seeds refused, and a reference that earns full points with any tables."""

import importlib.util
import io

import pandas as pd
import pytest

from idic_lab.course import draws, reseed
from tests.assignments.books import ROOT, criteria, earned, fixture, promised, total

DRAWN = sorted(reseed.GENERATORS)
SEED = ROOT / "content/graded" / draws.THIS_YEAR
# Last year's numbers may be right again by chance, and some parts of an assignment are no numbers.
LEFT = {
    "journey-and-internet": 6,
    "kleenz-trust-case": 9,
    "relationship-audit": 3,
    "trust-lab": 7.5,
    "who-matters": 6,
}


@pytest.fixture(scope="module")
def reference():
    """The instructor's module that works the answers out."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "content/graded/reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def lay(tmp_path):
    """Lay the tables of an assignment into a folder of their own."""

    def lay(name, seed=None):
        folder = tmp_path / f"{name}-{seed}"
        folder.mkdir()
        for file, data in reseed.tables(name, seed).items():
            (folder / file).write_bytes(data)
        return folder

    return lay


def frames(name, seed):
    return {file: pd.read_csv(io.BytesIO(data)) for file, data in reseed.tables(name, seed).items()}


def accepted(name, count, start=1):
    """The first seeds from `start` on that a generator takes."""
    found, seed = [], start
    while len(found) < count:
        try:
            reseed.tables(name, seed)
            found.append(seed)
        except draws.SeedRefused as refused:
            assert f"Seed {seed} is refused" in str(refused)
        seed += 1
        assert seed < start + 30 * count, f"{name} refuses nearly every seed"
    return found


@pytest.mark.parametrize("name", DRAWN)
def test_the_committed_tables_are_those_of_their_seed(name):
    seed = int(SEED.read_text()) if SEED.exists() else None
    for file, data in reseed.tables(name, seed).items():
        for place in (ROOT / "assignments/source" / name, ROOT / "content/graded", ROOT / "datasets"):
            if place.name == name or (place / file).exists() and not (SEED.exists() and place.name == "datasets"):
                assert (place / file).read_bytes() == data, place / file


@pytest.mark.parametrize("name", DRAWN)
def test_graded_tables_are_not_among_the_students_datasets(name):
    """The survey of the case is the exception: lessons and tests have read it from there since the first year."""
    files = set(reseed.tables(name)) - {"kleenz_survey.csv"}
    assert not [file for file in files if (ROOT / "datasets" / file).exists()]


def agree(one, other):
    """Whether two answers are the same, rounding aside."""
    if isinstance(one, dict):
        return set(one) == set(other) and all(agree(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(agree, one, other))
    try:
        return abs(float(one) - float(other)) < 0.015
    except ValueError:
        return one == other


@pytest.mark.parametrize("name", DRAWN)
def test_the_reference_book_holds_what_is_worked_out_from_the_tables(reference, lay, name):
    answers = fixture(name, "reference")["answers"]
    for id, worked_out in reference.ANSWERS[name](lay(name)).items():
        if id != "target":  # where Kleenz could be in a year has many right answers
            assert agree(worked_out, answers[id]), id


def still_asked(answers, stories):
    """Keep of last year's answers what fits the stories of this year: somebody who copies would, too."""
    keys = set(stories["story"])
    return {
        id: {key: place for key, place in value.items() if key in keys} if isinstance(value, dict) else value
        for id, value in answers.items()
    }


@pytest.mark.parametrize("name", DRAWN)
def test_the_reference_is_right_with_any_tables_and_last_years_numbers_are_not(run, reference, lay, name):
    answers = fixture(name, "reference")["answers"]
    full = promised(name)[0]
    for seed in accepted(name, 3, start=100):
        tables = frames(name, seed)
        copied = still_asked(answers, tables["stories.csv"]) if "stories.csv" in tables else answers
        before = run(name, copied, tables)
        assert total(before) <= LEFT[name], (seed, earned(before))
        after = run(name, answers | reference.ANSWERS[name](lay(name, seed)), frames(name, seed))
        assert total(after) == full, (seed, [each for each in criteria(after) if each.earned < each.possible])


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", DRAWN)
def test_the_reference_is_right_with_twenty_tables(run, reference, lay, name):
    answers = fixture(name, "reference")["answers"]
    short = {}
    for seed in accepted(name, 20, start=200):
        after = run(name, answers | reference.ANSWERS[name](lay(name, seed)), frames(name, seed))
        if total(after) != promised(name)[0]:
            short[seed] = [each for each in criteria(after) if each.earned < each.possible]
    assert short == {}


@pytest.mark.parametrize("name", DRAWN)
def test_one_seed_always_gives_the_same_tables_and_two_give_others(name):
    one, other = accepted(name, 2)
    assert reseed.tables(name, one) == reseed.tables(name, one)
    assert all(data != reseed.tables(name, other)[file] for file, data in reseed.tables(name, one).items())


def test_what_is_demanded_is_named_with_its_size():
    with pytest.raises(draws.SeedRefused, match=r"Seed 4 is refused: the gap is 0\.100, it must lie from 0\.2 to inf"):
        draws.hold([("the lead", 1.0, 0, 2), ("the gap", 0.1, 0.2, float("inf"))], 4)
    what, nearest, least, most = draws.apart("T", 2.0, [3.0, 1.95], 0.1)
    assert (round(nearest, 6), least, most) == (0.05, 0.1, float("inf"))


def test_a_generator_writes_the_tables_of_this_year_unless_told_otherwise(tmp_path, monkeypatch):
    generator = reseed.generator("trust-lab")
    monkeypatch.setattr(draws, "GRADED", tmp_path)
    for seed in (None, *accepted("trust-lab", 1, start=50)):
        if seed is not None:
            (tmp_path / draws.THIS_YEAR).write_text(f"{seed}\n")
        draws.main(generator.draw, generator.SEED, generator.__doc__, ["--to", str(tmp_path)])
        assert {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")} == reseed.tables("trust-lab", seed)


def test_a_generator_writes_fresh_tables_where_it_is_told_and_nowhere_else(tmp_path, capsys):
    generator = reseed.generator("trust-lab")
    (seed,) = accepted("trust-lab", 1, start=7)
    draws.main(generator.draw, generator.SEED, generator.__doc__, ["--seed", str(seed), "--to", str(tmp_path)])
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == reseed.tables("trust-lab", seed)
    with pytest.raises(SystemExit):
        draws.main(generator.draw, generator.SEED, generator.__doc__, ["--seed", str(seed)])
    assert "reseed" in capsys.readouterr().err
