"""Importing the kit against importing the libraries that it stands on, each in a fresh interpreter."""

import subprocess
import sys

from tests.bench.measure import alternate, verdict


def fresh(code):
    """Return a callable that runs `code` in a fresh interpreter."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def main(runs=15):
    """Print both ratios."""
    times = alternate(
        runs,
        ipywidgets_and_anywidget=fresh("import ipywidgets, anywidget"),
        idic_lab=fresh("import idic_lab"),
        ask=fresh("from idic_lab import AnswerBook, ask"),
    )
    print("Import, in a fresh interpreter")
    for sample in times.values():
        print(f"  {sample}")
    floor = times["ipywidgets_and_anywidget"].median
    print(f"  import idic_lab: {verdict(times['idic_lab'].median / floor, 1.3)}")
    print(f"  from idic_lab import ask: {verdict(times['ask'].median / floor, 1.3)}")


if __name__ == "__main__":
    main()
