"""The package does not grow: what `make size` prints stays below what was reached before."""

import subprocess
import sys


def test_no_number_is_larger_than_what_was_reached():
    # In a process of its own: which modules work on an answer depends on what earlier tests have made ready.
    done = subprocess.run([sys.executable, "-m", "tests.bench.size"], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0, f"a ceiling in tests/bench/size.py is lowered only:\n{done.stdout}"
