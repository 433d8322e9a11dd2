"""What the benchmarks share: alternate what is compared, so that a noisy machine disturbs both alike."""

from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Sample:
    """Seconds of several runs of one thing."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self):
        """Median, in seconds."""
        return median(self.seconds)

    @property
    def p95(self):
        """95th percentile, in seconds."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1]

    def __str__(self):
        spread = f"{min(self.seconds) * 1000:.1f} to {max(self.seconds) * 1000:.1f}"
        middle = f"median {self.median * 1000:.1f} ms, p95 {self.p95 * 1000:.1f} ms"
        return f"{self.name}: {middle}, {len(self.seconds)} runs, {spread}"


def alternate(runs, **what):
    """Time callables in turn, `runs` times after one run that does not count.

    Parameters
    ----------
    runs : int
    **what : callable
        Name and thing to do.

    Returns
    -------
    dict of str to Sample
    """
    seconds = {name: [] for name in what}
    for turn in range(runs + 1):
        for name, call in what.items():
            started = perf_counter()
            call()
            if turn:
                seconds[name].append(perf_counter() - started)
    return {name: Sample(name.replace("_", " "), tuple(times)) for name, times in seconds.items()}


def verdict(ratio, aim):
    """Return a ratio with its aim, in words."""
    return f"{ratio:.2f} times (aim: at most {aim:g}): {'met' if ratio <= aim else 'missed'}"
