"""Run All of every lesson, live, against a notebook that imports pandas and matplotlib and draws one figure.

Kernels are started before the clock: what is compared is what the student waits for after pressing Run All. The memory
is the kernel's own resident set when all cells have run. On a busy machine the waiting spreads widely; the time on the
processor, which is printed beside it, does not.
"""

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import nbformat
from nbclient import NotebookClient

from tests.bench.measure import Sample, verdict

LESSONS = Path(__file__).parents[2] / "notebooks"
PLAIN = """import pandas as pd
import matplotlib.pyplot as plt
frame = pd.DataFrame({"x": range(50), "y": [n * n for n in range(50)]})
frame.plot(x="x", y="y");"""


def plain():
    """Return the notebook to compare with."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(PLAIN)])


def run(notebook, folder):
    """Run all cells in a fresh kernel.

    Returns
    -------
    seconds : float
    processor : float
        Seconds that the kernel has used of a processor.
    megabytes : float
        Resident set of the kernel at the end.
    """
    quiet = ["--IPKernelApp.log_level=40"]
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}, extra_arguments=quiet)
    with client.setup_kernel():
        pid = client.km.provisioner.process.pid
        started, used = perf_counter(), processor(pid)
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        seconds, used = perf_counter() - started, processor(pid) - used
        status = Path(f"/proc/{pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return seconds, used, int(resident.split()[1]) / 1024


def processor(pid):
    """Return the seconds that a process has used of a processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(runs=5):
    """Print a line for each lesson."""
    os.environ["IDIC_LAB_VIEW"] = "live"
    lessons = sorted(LESSONS.glob("*.ipynb"))
    measured = {path: [] for path in (None, *lessons)}
    with tempfile.TemporaryDirectory() as folder:
        for path in lessons:
            shutil.copy(path, folder)
        for turn in range(runs + 1):
            for path, kept in measured.items():
                notebook = plain() if path is None else nbformat.read(path, as_version=4)
                result = run(notebook, folder)
                if turn:
                    kept.append(result)
    of = {path: list(zip(*kept, strict=True)) for path, kept in measured.items()}
    floor, busy, least = Sample("plain notebook", of[None][0]), median(of[None][1]), min(of[None][2])
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"Run All, kernel already started, views live ({runs} runs each, in turn; load {load})")
    print(f"  {floor}; {busy:.2f} s of a processor; {least:.0f} MB")
    for path in lessons:
        seconds, used, megabytes = of[path]
        sample = Sample(path.stem, seconds)
        print(f"  {sample}; {median(used):.2f} s of a processor; {min(megabytes):.0f} MB")
        print(
            f"    time {verdict(sample.median / floor.median, 1.5)}, on the processor {median(used) / busy:.2f} times; "
            f"memory {verdict(min(megabytes) / least, 1.2)}"
        )


if __name__ == "__main__":
    main()
