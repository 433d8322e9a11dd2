"""``idic-lab course reseed``: the graded tables drawn anew, so that last year's numbers are worth nothing."""

import importlib.util
import sys
from functools import cache
from pathlib import Path

from idic_lab.course import draws

ROOT = Path(__file__).resolve().parents[2]
GENERATORS = {
    "relationship-audit": "relationship_audit",
    "trust-lab": "trust_lab",
    "who-matters": "who_matters",
    "journey-and-internet": "journey_and_internet",
    "kleenz-trust-case": "kleenz_survey",
}
"""The generator in ``content/datasets/`` behind each assignment whose tables are drawn."""

FURTHER = 200
"""How many seeds after a refused one are tried to name one that works."""


@cache
def generator(name: str):
    """Load the generator behind an assignment. With ``SEED`` and ``draw(seed)``."""
    path = ROOT / "content" / "datasets" / f"{GENERATORS[name]}.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader, path
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tables(name: str, seed: int | None = None) -> dict[str, bytes]:
    """Draw the tables of an assignment. CSV files by name."""
    drawn = generator(name).draw(generator(name).SEED if seed is None else seed)
    return {file: draws.csv(table).encode() for file, table in drawn.items()}


def lay_first_tables(source: Path):
    """Put the tables for which the answer books of the tests were written into a course, whichever year's it has."""
    for name in GENERATORS:
        folder = Path(source, name)
        for file, data in tables(name).items() if folder.is_dir() else ():
            (folder / file).write_bytes(data)


def reseed(seed: int) -> dict[Path, bool]:
    """Draw all graded tables of the repository anew, or none."""
    drawn = _drawn(seed)
    changed = {}
    for name, files in drawn.items():
        for file, data in files.items():
            # The first is what the build copies from, the second what nbgrader releases.
            for place in (Path("content/graded"), Path("assignments/source", name)):
                path = ROOT / place / file
                changed[place / file] = not path.is_file() or path.read_bytes() != data
                path.write_bytes(data)
    (ROOT / "content/graded" / draws.THIS_YEAR).write_text(f"{seed}\n", "utf-8")
    return changed


def _drawn(seed):
    try:
        return {name: tables(name, seed) for name in GENERATORS}
    except draws.SeedRefused as refused:
        following = next((each for each in range(seed + 1, seed + FURTHER) if _taken(each)), None)
        remedy = "no seed soon after it works" if following is None else f"the next seed that works is {following}"
        raise draws.SeedRefused(f"{refused} Nothing was changed; {remedy}.") from None


def _taken(seed):
    try:
        return all(tables(name, seed) for name in GENERATORS)
    except draws.SeedRefused:
        return False


def run(options):
    """Draw the graded tables anew, and say what changed."""
    seed = options.seed
    if not (ROOT / "content" / "datasets").is_dir():
        print("idic-lab course reseed needs the instructor's repository: run it in a clone.", file=sys.stderr)
        return 2
    if not 0 <= seed < 2**32:
        print(f"{seed} is no seed: name a whole number from 0 to {2**32 - 1}.", file=sys.stderr)
        return 2
    try:
        changed = reseed(seed)
    except draws.SeedRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"Not all tables could be written ({problem}). Mend that and run it again.", file=sys.stderr)
        return 1
    print(_told(seed, changed))
    return 0


def _told(seed, changed):
    """Say what was written, and what an instructor has to do now."""
    lines = [f"  {path.as_posix()}: {'drawn anew' if new else 'as it was'}" for path, new in changed.items()]
    released = [name for name in GENERATORS if (ROOT / "assignments" / "release" / name).exists()]
    if released:
        lines.append(f"Released here already, with the old tables: {', '.join(released)}.")
    return "\n".join(
        [
            f"Seed {seed}: the graded tables of {', '.join(sorted(GENERATORS))}.",
            *lines,
            "No key needs a change: the hidden tests work them out from these tables. Commit the files, then make the",
            "course of the new year (idic-lab course new) or release again (nbgrader generate_assignment). Work that",
            "was begun on the old tables would be marked on the new ones.",
        ]
    )
