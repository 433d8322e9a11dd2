"""The course's tables: one loader a table, over one reader that holds each file against its dictionary.

Every table carries where it comes from in ``attrs["source"]`` and under which licence in ``attrs["licence"]``. All but
CDNOW are synthetic. A deck has one row for each item and option; ``items.deck(table, name)`` makes it ready to sort.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from idic_lab.judging.once import once

if TYPE_CHECKING:
    import pandas as pd

DICTIONARY = "dictionary.csv"
WANTED = {"date": "a date such as 1997-01-31", "integer": "a whole number", "number": "a number"}


class DatasetError(Exception):
    """A table that cannot be used as it is."""


class MissingDataset(DatasetError, FileNotFoundError):
    """A file that is not where it should be, or has nothing in it."""


class UnexpectedColumns(DatasetError, ValueError):
    """A file whose columns, or whose values in a column, are not those the dictionary describes."""


def cdnow() -> pd.DataFrame:
    """Load the CDNOW sample: 6 919 purchases by 2 357 customers, 1997-01-01 to 1998-06-30.

    Real; published by Fader and Hardie. customer_id, date, quantity (CDs), spend_usd.
    """
    return read("cdnow")


def cdnow_full() -> pd.DataFrame:
    """Load the whole CDNOW cohort: 69 659 purchases by 23 570 customers, with the columns of `cdnow`."""
    return read("cdnow_full")


def companies() -> pd.DataFrame:
    """Load the practice deck of the IDIC map: 48 touchpoints, the accepted steps, and a word on each wrong one."""
    return read("companies")


def kleenz_survey(folder: str | Path | None = None) -> pd.DataFrame:
    """Load the Kleenz survey of the graded case, 422 filled-in forms, with its faults.

    `folder` is where the CSV lies: "." in the assignment, by default the kit's own datasets.
    """
    return read("kleenz_survey", folder)


def kleenz_practice() -> pd.DataFrame:
    """Load the Kleenz survey of the lessons, 422 forms: the same questions, other answers."""
    return read("kleenz_practice")


def vignettes() -> pd.DataFrame:
    """Load the decks of short stories: characteristics, loyalty, principles, trustability, markers."""
    return read("vignettes")


def messages() -> pd.DataFrame:
    """Load the decks of things written: a week of messages, two letters of apology, posts."""
    return read("messages")


def scenarios() -> pd.DataFrame:
    """Load the decks of situations: an insurance salesperson on two visits, myths of trust, refer or sell."""
    return read("scenarios")


def touchpoints() -> pd.DataFrame:
    """Load the journey of one parcel: eight stages in order, rated as_is and to_be from 1 to 5."""
    return read("touchpoints")


def channels() -> pd.DataFrame:
    """Load one customer's dealings with a railway: four touchpoints in five channels each, recognised or not."""
    return read("channels")


def dictionary() -> pd.DataFrame:
    """Load the dictionary: one row for each column of each file; all text, empty where nothing applies."""
    return _dictionary().copy()


def read(name: str, folder: str | Path | None = None) -> pd.DataFrame:
    """Read one table and hold it against the dictionary.

    Parameters
    ----------
    name : str
        The file's name without its ending, for example "cdnow".
    folder : path, optional
        Where the file lies. By default the kit's own datasets.

    Returns
    -------
    DataFrame
        The file's columns in the dictionary's order: dates as datetime64, numbers as int64 or, where values are
        missing, float64, everything else as text. ``attrs`` holds "source" and "licence".

    Raises
    ------
    MissingDataset
        If the file is not there or is empty.
    UnexpectedColumns
        If a column is missing, unknown, or holds something the dictionary does not allow there.
    """
    return _table(name, folder).copy(deep=False)  # so that whoever changes a table does not change everybody's


@once
def _table(name, folder):
    import pandas as pd

    described = _described(name)
    file = described["file"].iloc[0]
    path = Path(folder if folder is not None else _folder()) / file
    again = "Fetch a fresh copy" if folder is not None else "Install the course's package again"
    if not path.is_file():
        raise MissingDataset(f"{file} is not in {path.parent.resolve()}. {again}, or correct the folder.")
    try:
        # utf-8-sig, because a spreadsheet that saved the file may have put a byte order mark in front.
        table = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    except pd.errors.EmptyDataError:
        raise MissingDataset(f"{file} in {path.parent.resolve()} is empty. {again}.") from None
    except (pd.errors.ParserError, UnicodeDecodeError, EOFError, OSError) as problem:
        reason = " ".join(str(problem).split())
        raise UnexpectedColumns(f"{file} cannot be read as a table ({reason}). {again}.") from None
    if not isinstance(table.index, pd.RangeIndex):
        # pandas takes the first values of longer rows for row names, and every column then holds its neighbour's.
        raise UnexpectedColumns(f"{file} has rows with more values than there are columns. {again}.")

    _compare_columns(file, list(table.columns), list(described["column"]), again)
    table = table[list(described["column"])]
    for column, kind, allowed in described[["column", "type", "allowed"]].itertuples(index=False):
        table[column] = _typed(table[column], kind, allowed, f"Column {column} of {file}", again)
    table.attrs = {"source": described["origin"].iloc[0], "licence": described["licence"].iloc[0]}
    return table


def _folder() -> Path:
    """Return the wheel's copy of the datasets, or the repository's folder in a clone."""
    package = Path(__file__).resolve().parents[1]
    candidates = [package / "_datasets", package.parent / "datasets"]
    for candidate in candidates:
        if (candidate / DICTIONARY).is_file():
            return candidate
    raise MissingDataset(
        f"{DICTIONARY} is neither in {candidates[0]} nor in {candidates[1]}. Install the course's package again."
    )


@cache
def _dictionary() -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(_folder() / DICTIONARY, dtype=str, encoding="utf-8", keep_default_na=False)


def _described(name: str) -> pd.DataFrame:
    files = _dictionary()["file"]
    described = _dictionary()[files.str.split(".").str[0] == name]
    if described.empty:
        known = ", ".join(sorted(set(files.str.split(".").str[0])))
        raise MissingDataset(f"There is no dataset {name!r}. Use one of: {known}.")
    return described


def _compare_columns(file: str, found: list[str], expected: list[str], again: str) -> None:
    missing = [column for column in expected if column not in found]
    unknown = [column for column in found if column not in expected]
    if missing or unknown:
        parts = [f"lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}"] if missing else []
        parts += [f"has the unexpected column{'s' * (len(unknown) > 1)} {', '.join(unknown)}"] if unknown else []
        raise UnexpectedColumns(f"{file} {' and '.join(parts)}. {again}, and keep changes in a file of your own.")


def _typed(values: pd.Series, kind: str, allowed: str, where: str, again: str) -> pd.Series:
    import pandas as pd

    if kind == "date":
        typed = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
    elif kind in ("integer", "number"):
        typed = pd.to_numeric(values, errors="coerce")
        if kind == "integer" and (typed.dropna() % 1 != 0).any():
            typed = typed.where(typed % 1 == 0)
    else:
        typed = values.where(values.isin(allowed.split(" | "))) if allowed else values
    if typed.count() < values.count():
        wrong = values.notna() & typed.isna()
        # The first line of a CSV is its header, and people count from 1.
        line = int(wrong.to_numpy().argmax()) + 2
        wanted = WANTED.get(kind, f"one of: {allowed.replace(' | ', ', ')}")
        raise UnexpectedColumns(f"{where} holds {values[wrong].iloc[0]!r} in line {line}, not {wanted}. {again}.")
    return typed
