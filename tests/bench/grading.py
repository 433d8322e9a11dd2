"""Grading a class: ``idic-lab grade`` against ``nbgrader autograde``, against the floor, and its memory.

Every measurement is a program of its own from start to end, start-up included, on a fresh copy of the course. The
class is made of the answer books that the checks are tested with, taken in turn. nbgrader, without the kit's plug-in,
is timed on 1 and on 20 submissions and extended from there. The floor reads the answers and runs the checks, on as many
processes, and nothing else: no notebook, no repair, no gradebook. What is compared takes turns.
"""

import argparse
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
from time import perf_counter

from idic_lab import AnswerBook
from idic_lab.grading import source
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
from idic_lab.grading import lane, submission
from idic_lab.grading.workplace import workplace
released = pickle.loads(Path(sys.argv[2]).read_bytes())
def judge(folder):
    recorded = submission.recorded(submission.read(folder, released.name))
    with workplace(released.files, released.name, recorded.data) as place:
        lane.run(lane.prepare(released.lane_cells, released.files), place)
with ProcessPoolExecutor(int(sys.argv[3])) as pool:
    list(pool.map(judge, sorted(Path(sys.argv[1]).glob(f"submitted/*/{released.name}"))))
"""
# A process of its own for each measurement, because what children use is only told of all of them together.
WATCH = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(ended.returncode)
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
    megabytes : float
        Of its largest process.
    output : str
    """

    seconds: float
    cpu: float
    megabytes: float
    output: str


def measure(*command, cwd=None):
    """Run a program to its end."""
    wrapped = [sys.executable, "-c", WATCH, sys.executable, *map(str, command)]
    start = perf_counter()
    done = subprocess.run(wrapped, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    seconds = perf_counter() - start
    assert done.returncode == 0, done.stderr
    cpu, kilobytes = map(float, done.stderr.strip().splitlines()[-1].split())
    return Measured(seconds, cpu, kilobytes / 1024, done.stdout)


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
        self._root, self._pickled = folder / "course", folder / "source.pickle"
        room = Classroom(folder / "room")
        room.course.do("generate_assignment", name)
        self._released, self._shelf = room.root, list(books(name).values())
        with room.course.gradebook as gradebook:
            self._pickled.write_bytes(pickle.dumps(source.load(room.root / "source" / name, name, name, gradebook)))

    def hand_in(self, size):
        """Make a fresh course in which `size` students have handed in."""
        shutil.rmtree(self._root, ignore_errors=True)
        shutil.copytree(self._released, self._root)
        for number in range(size):
            place = self._root / "submitted" / f"s{number:04}" / self._name
            shutil.copytree(self._root / "release" / self._name, place)
            book = AnswerBook(self._name, place)
            for id, value in self._shelf[number % len(self._shelf)]["answers"].items():
                book.record(id, value)

    def grade(self):
        """Measure the grader on the class."""
        shutil.copy(self._released / "gradebook.db", self._root)
        shutil.rmtree(self._root / "autograded", ignore_errors=True)
        options = ["--course", self._root, "--jobs", self._jobs, "--json"]
        measured = measure("-m", "idic_lab.cli", "grade", self._name, *options)
        states = {each["state"] for each in json.loads(measured.output)["submissions"].values()}
        assert states <= {"graded", "graded with repairs"}, states
        return measured

    def floor(self):
        """Measure the floor on the class."""
        return measure("-c", FLOOR, self._root, self._pickled, self._jobs)

    def stock(self):
        """Measure nbgrader as it is on the class."""
        (self._root / "nbgrader_config.py").write_text(STOCK_SETTINGS)
        return measure("-m", "nbgrader", "autograde", self._name, cwd=self._root)


def main(argv=None):
    """Print times, ratios and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--assignments", nargs="+", default=ASSIGNMENTS)
    options = parser.parse_args(argv)
    jobs = os.cpu_count()
    for name in options.assignments:
        print(f"Grading {name}, {jobs} processes, {options.runs} runs in turn, start-up included")
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), name, jobs)
            stock = {size: [] for size in TIMED}
            for size in TIMED:
                bench.hand_in(size)
                stock[size].append(bench.stock())
            one, many = (median(each.seconds for each in stock[size]) for size in TIMED)
            each = (many - one) / (TIMED[1] - TIMED[0])
            print(f"  nbgrader autograde: {one:.1f} s for 1, {many:.1f} s for {TIMED[1]}: {each:.2f} s for each more")
            for size in options.sizes:
                _compare(bench, size, one + each * (size - 1), options.runs)


def _compare(bench, size, stock, runs):
    bench.hand_in(size)
    grades, floors = [], []
    for _ in range(runs):
        grades.append(bench.grade())
        floors.append(bench.floor())
    seconds, floor = (sorted(each.seconds for each in kind) for kind in (grades, floors))
    cpu = median(each.cpu for each in grades)
    ratio = stock / median(seconds)
    aim = f" (aim: {AIM}): {'met' if ratio >= AIM else 'missed'}" if size == 200 else ""
    print(
        f"  {size} submissions: median {median(seconds):.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f}), "
        f"{1000 * cpu / size:.1f} ms of computing each, {max(each.megabytes for each in grades):.0f} MB\n"
        f"    nbgrader, extended: {stock:.0f} s: {ratio:.0f} times as long{aim}\n"
        f"    floor: {median(floor):.2f} s ({floor[0]:.2f} to {floor[-1]:.2f}): "
        f"grading takes {median(seconds) / median(floor):.2f} times as long",
        flush=True,
    )


if __name__ == "__main__":
    main()
