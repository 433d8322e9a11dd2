"""Grading a class: ``idic-lab grade`` against ``nbgrader autograde``, against the floor, and its memory.

Every measurement is a program of its own from start to end, start-up included, on a fresh copy of the course. The
class is made of the answer books that the checks are tested with, taken in turn. nbgrader, without the kit's plug-in,
is timed on 1 and on 20 submissions and extended from there. The floor reads the answers and runs the checks, on as many
processes, and nothing else: no notebook, no repair, no gradebook. What is compared takes turns.
"""

import argparse
import itertools
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from idic_lab import AnswerBook
from idic_lab.grading import assignment
from idic_lab.grading.notes import State
from tests.grading.classroom import Classroom, books

ASSIGNMENTS = ("four-companies", "kleenz-trust-case")
SIZES = (20, 200, 1000)
TIMED = (1, 20)  # submissions on which nbgrader is timed
AIM = 100  # times faster, at 200 submissions
STOCK_SETTINGS = """c = get_config()
c.CourseDirectory.course_id = "idic"
c.Execute.iopub_timeout = c.Execute.startup_timeout = c.Execute.timeout = 300
"""
FLOOR = """
import pickle, sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
sys.modules["rfc3987_syntax"] = None
from idic_lab.grading import answers_grader, submission
from idic_lab.grading.sandbox import workplace
released = pickle.loads(Path(sys.argv[2]).read_bytes())
def judge(folder):
    recorded = submission.recorded(submission.read(folder, released.name))
    with workplace(released.files, released.name, recorded.data) as place:
        answers_grader.run(answers_grader.prepare(released.lane_cells, released.files), place)
with ProcessPoolExecutor(int(sys.argv[3])) as pool:
    list(pool.map(judge, sorted(Path(sys.argv[1]).glob(f"submitted/*/{released.name}"))))
"""
# A process of its own for each measurement, because what children use is only told of all of them together.
WATCH = """
import os, resource, subprocess, sys, time
def peak(pid):
    try:
        lines = open(f"/proc/{pid}/status").read().splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0
def children(pid):
    try:
        return open(f"/proc/{pid}/task/{pid}/children").read().split()
    except OSError:
        return []
start, main, worker = time.perf_counter(), 0, 0
running = subprocess.Popen(sys.argv[1:])
while running.poll() is None:
    main, worker = max(main, peak(running.pid)), max([worker, *map(peak, children(running.pid))])
    try:
        running.wait(0.05)
    except subprocess.TimeoutExpired:
        pass
seconds, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, used.ru_utime + used.ru_stime, main / 1024, worker / 1024, file=sys.stderr)
sys.exit(running.returncode)
"""


@dataclass(frozen=True)
class Measured:
    """One run of a program.

    Parameters
    ----------
    seconds : float
        On the clock.
    cpu : float
        Seconds of computing, in all its processes.
    main, worker : float
        Most megabytes that it held, and that the largest of its own processes did.
    output : str
    """

    seconds: float
    cpu: float
    main: float
    worker: float
    output: str


def measure(*command, cwd=None):
    """Run a program to its end."""
    wrapped = [sys.executable, "-c", WATCH, sys.executable, *map(str, command)]
    done = subprocess.run(wrapped, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return Measured(*map(float, done.stderr.strip().splitlines()[-1].split()), done.stdout)


class Bench:
    """An assignment, and classes of any size that hand it in.

    Parameters
    ----------
    folder : pathlib.Path
    name : str
        Of the assignment.
    jobs : int
    """

    def __init__(self, folder, name, jobs):
        self._name, self._jobs = name, str(jobs)
        self._folder, self._pickled, self._places = folder, folder / "source.pickle", itertools.count()
        room = Classroom(folder / "room")
        room.course.do("generate_assignment", name)
        self._released, self._shelf = room.root, list(books(name).values())
        with room.course.gradebook as gradebook:
            self._pickled.write_bytes(pickle.dumps(assignment.load(room.root / "source" / name, name, name, gradebook)))

    def hand_in(self, size):
        """Make a fresh course in which `size` students have handed in."""
        self._root = self._new_place()
        shutil.copytree(self._released, self._root)
        for number in range(size):
            place = self._root / "submitted" / f"s{number:04}" / self._name
            shutil.copytree(self._root / "release" / self._name, place)
            book = AnswerBook(self._name, place)
            for id, value in self._shelf[number % len(self._shelf)]["answers"].items():
                book.record(id, value)

    def _new_place(self):
        # Nothing is deleted meanwhile: a file system may be slow to make files where it has just deleted others.
        return self._folder / str(next(self._places))

    def grade(self):
        """Measure the grader on the class."""
        shutil.copy(self._released / "gradebook.db", self._root)
        if (self._root / "autograded").exists():
            (self._root / "autograded").rename(self._new_place())
        options = ["--course", self._root, "--jobs", self._jobs, "--json"]
        measured = measure("-m", "idic_lab.cli", "grade", self._name, *options)
        states = {each["state"] for each in json.loads(measured.output)["submissions"].values()}
        # One of the books holds no answer, and then there is no file of them.
        assert states <= {"graded", "graded with repairs", State.ANSWERS_MISSING}, states
        return measured

    def floor(self):
        """Measure the floor on the class."""
        return measure("-c", FLOOR, self._root, self._pickled, self._jobs)

    def stock(self):
        """Measure nbgrader as it is on the class."""
        (self._root / "nbgrader_config.py").write_text(STOCK_SETTINGS)
        return measure("-m", "nbgrader", "autograde", self._name, cwd=self._root)


@dataclass(frozen=True)
class Extended:
    """What nbgrader takes for a class of any size, from what it took for two small ones.

    Parameters
    ----------
    few, many : list of Measured
        On `TIMED` submissions.
    """

    few: list
    many: list

    def of(self, size, what):
        """Return seconds on the clock, or of computing, for a class."""
        low, high = (median(getattr(each, what) for each in runs) for runs in (self.few, self.many))
        return low + (high - low) / (TIMED[1] - TIMED[0]) * (size - TIMED[0])


def main(argv=None):
    """Print times, ratios and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--assignments", nargs="+", default=ASSIGNMENTS)
    options = parser.parse_args(argv)
    for name in options.assignments:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Bench(Path(folder), name, os.cpu_count()), name, options)


def _measure(bench, name, options):
    print(f"{name}, {os.cpu_count()} processes, {options.runs} runs in turn, start-up included. {_load()}")
    stock = {size: [] for size in TIMED}
    for _ in range(options.runs):
        for size, runs in stock.items():
            bench.hand_in(size)
            runs.append(bench.stock())
    stock = Extended(*stock.values())
    each = stock.of(2, "seconds") - stock.of(1, "seconds")
    print(f"  nbgrader autograde, {TIMED[1]} submissions: {_spread(stock.many)}, and {each:.2f} s for each more")
    for size in options.sizes:
        bench.hand_in(size)
        grades, floors = [], []
        for _ in range(options.runs):
            grades.append(bench.grade())
            floors.append(bench.floor())
        _tell(size, grades, floors, stock)
    print(f"  {_load()}\n", flush=True)


def _tell(size, grades, floors, stock):
    ratio = stock.of(size, "seconds") / median(each.seconds for each in grades)
    computing = stock.of(size, "cpu") / median(each.cpu for each in grades)
    over = median(each.seconds for each in grades) / median(each.seconds for each in floors)
    aim = f" (aim: {AIM}: {'met' if ratio >= AIM else 'missed'})" if size == 200 else ""
    extended = ", extended" if size not in TIMED else ""
    print(
        f"  {size} submissions: {_spread(grades)}; at most {max(each.main for each in grades):.0f} MB, "
        f"a worker {max(each.worker for each in grades):.0f} MB\n"
        f"    nbgrader takes {ratio:.0f} times as long{extended}{aim}, and {computing:.0f} times the computing\n"
        f"    the floor: {_spread(floors)}; grading takes {over:.2f} times as long",
        flush=True,
    )


def _spread(runs):
    seconds = sorted(each.seconds for each in runs)
    computing = median(each.cpu for each in runs)
    return f"{median(seconds):.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f}; computing {computing:.2f} s)"


def _load():
    return f"Load of the machine: {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
