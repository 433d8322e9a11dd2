"""Values that can be kept and copied: plain data and tables, nothing that knows more than it shows."""

import datetime
import functools
import sys
import types

from idic_lab.grading.statements import PURE_MODULES

_UNCHANGING = (
    *(type(None), bool, int, float, complex, str, bytes, range, slice, type(...)),
    *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone),
)
_CONTAINERS = (list, tuple, dict, set, frozenset)


class Opaque(Exception):
    """Raised by :func:`parts` for a value that is not plain."""


def parts(value):
    """Return everything in a value that could be changed, so that two values share nothing when their parts differ.

    Parameters
    ----------
    value : object

    Returns
    -------
    dict of int to object
        By ``id()``; empty for a value that cannot change.

    Raises
    ------
    Opaque
        For anything but data of the plain kinds, pandas' tables and numpy's arrays, and functions that only compute.
    """
    found = {}
    _gather(value, found)
    return found


def _gather(value, found):
    if id(value) in found or _unchanging(value):
        return
    kind = type(value)
    if kind in _CONTAINERS:
        if kind not in (tuple, frozenset):
            found[id(value)] = value
        for each in value.items() if kind is dict else value:
            if kind is dict:
                _gather(each[0], found)
                _gather(each[1], found)
            else:
                _gather(each, found)
    elif _is_table(value):
        if any(not _unchanging(cell) for cell in _objects(value)):
            raise Opaque
        found[id(value)] = value
    else:
        raise Opaque


def _unchanging(value):
    kind = type(value)
    if kind in _UNCHANGING:
        return True
    module = (getattr(value, "__module__", None) if kind in (types.FunctionType, type) else kind.__module__) or ""
    if kind in (types.FunctionType, type):
        return any(f"{module}.".startswith(f"{pure}.") for pure in PURE_MODULES)
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy and isinstance(value, numpy.generic):
        return not isinstance(value, numpy.void)
    return bool(pandas) and isinstance(value, (pandas.Timestamp, pandas.Timedelta, pandas.Index, type(pandas.NA)))


def _is_table(value):
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if pandas and type(value) in (pandas.DataFrame, pandas.Series):
        return _copies_on_write()
    # An array that looks into another one changes with it.
    return bool(numpy) and type(value) is numpy.ndarray and value.base is None


def _objects(table):
    """Yield what stands in a table by reference; a copy of the table does not copy it."""
    for column in [table] if not hasattr(table, "columns") else [column for _, column in table.items()]:
        if column.dtype == object:
            yield from (column.ravel() if hasattr(column, "ravel") else column)


def gives_copies(value):
    """Tell whether what is taken out of a plain value can be changed without changing the value."""
    if type(value) in (list, dict, set):
        return len(parts(value)) == 1
    return not _is_table(value) or hasattr(value, "index")


def same(one, other):
    """Tell whether two plain values say the same."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if hasattr(one, "equals") and hasattr(one, "index"):
        return one.equals(other) and one.index.identical(other.index) and one.attrs == other.attrs
    if hasattr(one, "tobytes") and hasattr(one, "dtype"):
        return one.dtype == other.dtype and one.shape == other.shape and (one.tobytes() == other.tobytes())
    return one == other or one != one


class Copies:
    """Copies of plain values that share among them what the values share, and nothing with the values."""

    def __init__(self):
        self._made = {}

    def of(self, value):
        """Return the copy of a value, always the same one."""
        if id(value) in self._made:
            return self._made[id(value)][1]
        kind = type(value)
        if kind is dict:
            copy = self._keep(value, {})
            copy.update({key: self.of(each) for key, each in value.items()})
        elif kind is list:
            copy = self._keep(value, [])
            copy.extend(map(self.of, value))
        elif kind is tuple:
            copy = tuple(map(self.of, value))
        elif kind is set:
            copy = self._keep(value, set(value))  # its members cannot change
        elif _is_table(value):
            copy = self._keep(value, _copied(value))
        else:
            copy = value
        return copy

    def _keep(self, value, copy):
        # The value as well: while it lives, no other one gets its id.
        self._made[id(value)] = value, copy
        return copy


def _copied(table):
    return table.copy(deep=False) if hasattr(table, "index") else table.copy()


@functools.cache
def _copies_on_write():
    """Tell whether pandas copies a table's data by itself before one of two that share it is changed."""
    return int(sys.modules["pandas"].__version__.split(".")[0]) >= 3
