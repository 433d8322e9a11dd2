"""``@once``: what depends on the tables alone is computed once for all submissions that have the same tables."""

import contextlib
import functools

_kept = None  # where the grader keeps results; nobody else keeps any


class Kept:
    """Results of functions marked `once`, for one set of tables.

    Attributes
    ----------
    results : dict
        By the function's code and arguments.
    shown : dict of int to (object, tuple)
        By ``id()`` of a result: the result itself, so that no other object gets its id, and how IPython shows it.
    computing : bool
        Whether such a function runs now.
    """

    def __init__(self):
        self.results, self.shown, self.computing = {}, {}, False

    def result(self, function, given, named):
        """Return what a function gives, computed the first time only."""
        code = function.__code__
        # Each submission defines the function anew, from the same compiled cell.
        key = (code.co_filename, code, given, *named.items())
        if key not in self.results:
            outer, self.computing = self.computing, True
            try:
                self.results[key] = function(*given, **named)
            finally:
                self.computing = outer
        return self.results[key]

    def show(self, value, format):
        """Return how a value is shown; for a result that is kept, worked out once."""
        if id(value) not in self.shown:
            if not any(value is each for each in self.results.values()):
                return format(value)
            self.shown[id(value)] = value, format(value)
        return self.shown[id(value)][1]


def once(function):
    """Mark a function whose result depends on the assignment's tables alone.

    Called plainly in a notebook and under nbgrader. `idic-lab grade` calls it once for each distinct set of tables,
    and every submission gets the same result, so whoever uses the result must not change it.

    Parameters
    ----------
    function : callable
        Takes values that can be hashed, or nothing; never an answer book.

    Returns
    -------
    callable

    Examples
    --------
    >>> @once
    ... def reliability():
    ...     return survey.group_means(data(), "branch")["reliability"]
    """

    @functools.wraps(function)
    def call(*given, **named):
        return function(*given, **named) if _kept is None else _kept.result(function, given, named)

    return call


def refuse_answers():
    """Raise where an answer would be read inside a function marked `once`.

    Raises
    ------
    RuntimeError
        Because everybody would then be judged by one student's answer.
    """
    if _kept is not None and _kept.computing:
        raise RuntimeError(
            "A function marked @once reads an answer. Its result is used for all students: "
            "read answers outside it, and give it tables alone."
        )


@contextlib.contextmanager
def keeping(kept):
    """Keep results for the time of a run.

    Parameters
    ----------
    kept : Kept
        Of the tables that are there now.
    """
    global _kept
    before, _kept = _kept, kept
    try:
        yield kept
    finally:
        _kept = before


def shown(value, format):
    """Return how a value is shown: as `format` says, and worked out once where the value is kept.

    Parameters
    ----------
    value : object
    format : callable
        IPython's, which returns data and metadata by MIME type.

    Returns
    -------
    tuple of dict and dict
    """
    return format(value) if _kept is None else _kept.show(value, format)
