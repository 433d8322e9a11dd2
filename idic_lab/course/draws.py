"""What the generators of the graded tables have in common: demands on what was drawn, the form of a file, two options.

A generator in ``content/datasets/`` has ``SEED``, the seed of the tables that are committed, and ``draw(seed)``, which
returns tables by file name or raises `SeedRefused`.
"""

import argparse
from pathlib import Path

GRADED = Path(__file__).resolve().parents[2] / "content" / "graded"
THIS_YEAR = "SEED"
"""File among the graded tables that holds the seed of the last reseed; before the first there is none."""


class SeedRefused(ValueError):
    """A seed by which chance hid something that the course relies on."""


def hold(demands, seed: int):
    """Hold a draw against what is demanded of it."""
    for what, size, low, high in demands:
        if not low <= size <= high:
            raise SeedRefused(f"Seed {seed} is refused: {what} is {size:.3f}, it must lie from {low:g} to {high:g}.")


def first_that_holds(draw, demands, seed: int, tries: int = 40) -> object:
    """Draw again from the same stream of random numbers until everything demanded is met."""
    for _ in range(tries):
        drawn = draw()
        try:
            hold(demands(drawn), seed)
        except SeedRefused as refused:
            last = refused
        else:
            return drawn
    raise last


def apart(what: str, key: float, mistakes, least: float) -> tuple:
    """Demand that no known mistake gives a number that would count as the right one. A demand, for `hold`."""
    nearest = min(abs(key - mistake) for mistake in mistakes)
    return f"the distance of {what} from the nearest known mistake", nearest, least, float("inf")


def csv(table):
    """Return a table as the text that is committed, with line feeds on every system."""
    return table.to_csv(index=False, lineterminator="\n", float_format="%.2f")


def main(draw, seed: int, description: str, arguments: list[str] | None = None):
    """Write the committed tables again, or with ``--seed`` and ``--to`` fresh ones into a folder."""
    this_year = GRADED / THIS_YEAR
    seed = int(this_year.read_text("utf-8")) if this_year.is_file() else seed
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--seed", type=int, default=seed, help=f"what to draw ({seed})")
    parser.add_argument("--to", type=Path, default=GRADED, help="the folder to write to (content/graded)")
    options = parser.parse_args(arguments)
    if options.seed != seed and options.to == GRADED:
        parser.error("to draw the graded tables of the course anew, use idic-lab course reseed --seed N")
    for name, table in draw(options.seed).items():
        (options.to / name).write_bytes(csv(table).encode())
        print(f"{options.to / name}: seed {options.seed}")
