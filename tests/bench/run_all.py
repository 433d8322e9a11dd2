"""Run All of every lesson, live, against a notebook that imports pandas and matplotlib and draws one figure.

Kernels are started before the clock: what is compared is what the student waits for after pressing Run All. The memory
is the kernel's own resident set when all cells have run.
"""

import os
import shutil
import tempfile
from pathlib import Path
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
    megabytes : float
        Resident set of the kernel at the end.
    """
    quiet = ["--IPKernelApp.log_level=40"]
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}, extra_arguments=quiet)
    with client.setup_kernel():
        started = perf_counter()
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        seconds = perf_counter() - started
        pid = client.km.provisioner.process.pid
        status = Path(f"/proc/{pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return seconds, int(resident.split()[1]) / 1024


def main(runs=5):
    """Print a line for each lesson."""
    os.environ["IDIC_LAB_VIEW"] = "live"
    lessons = sorted(LESSONS.glob("*.ipynb"))
    times, memory = {None: []} | {path: [] for path in lessons}, {None: []} | {path: [] for path in lessons}
    with tempfile.TemporaryDirectory() as folder:
        for path in lessons:
            shutil.copy(path, folder)
        for turn in range(runs + 1):
            for path in times:
                notebook = plain() if path is None else nbformat.read(path, as_version=4)
                seconds, megabytes = run(notebook, folder)
                if turn:
                    times[path].append(seconds)
                    memory[path].append(megabytes)
    floor, least = Sample("plain notebook", tuple(times[None])), min(memory[None])
    print(f"Run All, kernel already started, views live ({runs} runs each, in turn)\n  {floor}; {least:.0f} MB")
    for path in lessons:
        sample = Sample(path.stem, tuple(times[path]))
        used = min(memory[path])
        print(f"  {sample}; {used:.0f} MB")
        print(f"    time {verdict(sample.median / floor.median, 1.5)}; memory {verdict(used / least, 1.2)}")


if __name__ == "__main__":
    main()
