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


def hold(demands, seed):
    """Hold a draw against what is demanded of it.

    Parameters
    ----------
    demands : iterable of (str, float, float, float)
        What is measured, its size in this draw, and the least and the most it may be.
    seed : int
        For the message.

    Raises
    ------
    SeedRefused
        Naming the first demand that is not met, and what was drawn instead.
    """
    for what, size, low, high in demands:
        if not low <= size <= high:
            raise SeedRefused(f"Seed {seed} is refused: {what} is {size:.3f}, it must lie from {low:g} to {high:g}.")


def first_that_holds(draw, demands, seed, tries=40):
    """Draw again from the same stream of random numbers until everything demanded is met.

    Parameters
    ----------
    draw : callable
        Without arguments: one draw.
    demands : callable
        Takes a draw and returns what `hold` takes.
    seed, tries : int

    Returns
    -------
    object
        The first draw that holds.

    Raises
    ------
    SeedRefused
        With the demand that the last of the draws did not meet.
    """
    for _ in range(tries):
        drawn = draw()
        try:
            hold(demands(drawn), seed)
        except SeedRefused as refused:
            last = refused
        else:
            return drawn
    raise last


def apart(what, key, mistakes, least):
    """Demand that no known mistake gives a number that would count as the right one.

    Parameters
    ----------
    what : str
    key : float
    mistakes : iterable of float
    least : float
        More than twice the tolerance, so that no number can be read as both.

    Returns
    -------
    tuple
        A demand, for `hold`.
    """
    nearest = min(abs(key - mistake) for mistake in mistakes)
    return f"the distance of {what} from the nearest known mistake", nearest, least, float("inf")


def csv(table):
    """Return a table as the text that is committed, with line feeds on every system."""
    return table.to_csv(index=False, lineterminator="\n", float_format="%.2f")


def main(draw, seed, description, arguments=None):
    """Write the committed tables again, or with ``--seed`` and ``--to`` fresh ones into a folder.

    Parameters
    ----------
    draw : callable
        Takes a seed and returns DataFrames by file name.
    seed : int
        Of the tables before the first reseed.
    description : str
        The generator's docstring.
    arguments : list of str, optional
        The command line; by default that of the process.
    """
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
