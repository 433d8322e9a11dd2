"""Reseeding a clone: all graded tables are drawn anew, or none, and the build and the answer books still fit."""

import importlib.util
import shutil
from functools import cache

import pytest

from idic_lab import cli
from idic_lab.course import draws, reseed, verbs

ROOT = reseed.ROOT


@pytest.fixture(scope="module", autouse=True)
def drawn_once():
    """Draw the tables of a seed once for all tests here: to find one that is taken, dozens are drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reseed, "tables", cache(reseed.tables))
        yield


def taken(seed):
    try:
        return all(reseed.tables(name, seed) for name in reseed.GENERATORS)
    except draws.SeedRefused:
        return False


@pytest.fixture(scope="module")
def seeds():
    """A seed that all generators take, and one before it that some generator refuses."""
    refused = next(seed for seed in range(1000) if not taken(seed))
    return next(seed for seed in range(refused + 1, 1000) if taken(seed)), refused


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A repository with what reseeding needs."""
    for place in ("content", "assignments/source", "datasets"):
        shutil.copytree(
            ROOT / place, tmp_path / place, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        )
    monkeypatch.setattr(reseed, "ROOT", tmp_path)
    return tmp_path


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_seed_draws_the_tables_of_every_assignment_and_touches_nothing_else(clone, seeds, capsys):
    before = everything(clone)
    assert cli.main(["course", "reseed", "--seed", str(seeds[0])]) == 0
    after = everything(clone)
    changed = {path.as_posix() for path in after if before.get(path) != after[path]}
    files = {name: reseed.tables(name, seeds[0]) for name in reseed.GENERATORS}
    assert changed == {
        "content/graded/SEED",
        *(f"assignments/source/{name}/{file}" for name, drawn in files.items() for file in drawn),
        *(f"content/graded/{file}" for drawn in files.values() for file in drawn),
    }
    assert (clone / "content/graded/SEED").read_text() == f"{seeds[0]}\n"
    for name, drawn in files.items():
        for file, data in drawn.items():
            assert (clone / "assignments/source" / name / file).read_bytes() == data
    said = capsys.readouterr().out
    assert all(path in said for path in changed - {"content/graded/SEED"})
    assert "as it was" not in said


def test_what_it_writes_is_what_the_build_makes(clone, seeds):
    reseed.reseed(seeds[0])
    spec = importlib.util.spec_from_file_location("build", ROOT / "content/build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    tables = {path: data for path, data in build.built(clone).items() if path.suffix == ".csv"}
    assert len(tables) == sum(len(reseed.tables(name)) for name in reseed.GENERATORS)
    assert all((clone / path).read_bytes() == data for path, data in tables.items())


def test_the_same_seed_again_changes_nothing_and_says_so(clone, seeds, capsys):
    verbs.main(["reseed", "--seed", str(seeds[0])])
    before = everything(clone)
    capsys.readouterr()
    assert verbs.main(["reseed", "--seed", str(seeds[0])]) == 0
    assert everything(clone) == before
    assert "drawn anew" not in capsys.readouterr().out


def test_a_refused_seed_changes_nothing_and_names_the_next_that_works(clone, seeds, capsys):
    before = everything(clone)
    assert verbs.main(["reseed", "--seed", str(seeds[1])]) == 1
    assert everything(clone) == before
    said = capsys.readouterr().err
    assert f"Seed {seeds[1]} is refused" in said and f"the next seed that works is {seeds[0]}." in said


@pytest.mark.parametrize("seed", ["-1", "4294967296"])
def test_what_is_no_seed_is_said_to_be_none(clone, seed, capsys):
    assert verbs.main(["reseed", f"--seed={seed}"]) == 2
    assert f"{seed} is no seed" in capsys.readouterr().err


def test_outside_a_clone_it_says_where_it_works(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(reseed, "ROOT", tmp_path)
    assert verbs.main(["reseed", "--seed", "1"]) == 2
    assert "clone" in capsys.readouterr().err


def test_what_was_released_with_the_old_tables_is_named(clone, seeds, capsys):
    (clone / "assignments/release/who-matters").mkdir(parents=True)
    verbs.main(["reseed", "--seed", str(seeds[0])])
    assert "Released here already, with the old tables: who-matters." in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_named(clone, seeds, capsys):
    path = clone / "assignments/source/who-matters/purchases.csv"
    path.unlink()
    path.mkdir()
    assert verbs.main(["reseed", "--seed", str(seeds[0])]) == 1
    assert "purchases.csv" in capsys.readouterr().err
