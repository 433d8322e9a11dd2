"""Whatever happens to those who do the work, each submission comes back once."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from idic_lab.grading import core, deadline, workers


@dataclass(frozen=True)
class Task:
    """Stands for a submission in what is tested here."""

    student: int
    fatal: bool = False
    endless: str = ""
    runs_students_code: bool = False


# What no signal to Python can end: both stay below the interpreter, the first computing, the second waiting.
ENDLESS = {"computing": lambda: 9**9**9**9, "waiting": lambda: ctypes.PyDLL(None).pause()}


def work(task):
    time.sleep(0.01)
    if task.endless:
        ENDLESS[task.endless]()
    if task.fatal:
        os._exit(1)
    return core.Outcome(task.student)


@pytest.fixture
def team(monkeypatch):
    """Two processes that do the tasks above."""
    monkeypatch.setattr(core, "grade", work)
    local = workers.Local(2)
    yield local
    local.close()


def students(outcomes):
    return sorted(outcome.student for outcome in outcomes)


def test_everything_comes_back_once_and_no_more_is_read_than_is_needed(team):
    read = []

    def tasks():
        for number in range(200):
            read.append(number)
            yield Task(number)

    outcomes = workers.graded(team, tasks())
    first = next(outcomes)
    assert len(read) <= team.ahead
    assert students([first, *outcomes]) == list(range(200))


def test_a_process_that_is_killed_loses_nothing(team):
    def tasks():
        for number in range(100):
            if number == 60:
                os.kill(team._processes[0]._running.pid, signal.SIGKILL)
            yield Task(number)

    assert students(workers.graded(team, tasks())) == list(range(100))


def test_a_submission_that_ends_whoever_touches_it_takes_nobody_with_it(team):
    outcomes = list(workers.graded(team, (Task(number, fatal=number in (7, 50)) for number in range(60))))
    assert students(outcomes) == list(range(60))
    refused = {outcome.student: outcome.refused for outcome in outcomes if outcome.refused}
    assert refused == {7: workers.LOST, 50: workers.LOST}


def test_whoever_is_over_the_deadline_is_ended_at_once_and_the_others_go_on(team, monkeypatch):
    monkeypatch.setattr(deadline, "COMPUTING", 1)
    monkeypatch.setattr(deadline, "ON_THE_CLOCK", 2)
    saved, endless = [], {7: "computing", 50: "waiting"}
    tasks = (Task(number, endless=endless.get(number, "")) for number in range(60))
    outcomes = list(workers.graded(team, tasks, lambda: saved.append(True)))
    assert students(outcomes) == list(range(60))
    assert {outcome.student: outcome.refused for outcome in outcomes if outcome.refused} == dict.fromkeys(
        endless, workers.TOO_LONG
    )
    assert saved, "what is there is saved while nothing else comes"


def test_the_limit_is_for_each_submission_and_not_for_all_that_a_process_does(team, monkeypatch):
    monkeypatch.setattr(deadline, "COMPUTING", 1)
    monkeypatch.setattr(core, "grade", compute)
    outcomes = list(workers.graded(team, (Task(number) for number in range(16))))
    assert [outcome.refused for outcome in outcomes] == [""] * 16


def compute(task):
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass
    return core.Outcome(task.student)


def test_what_cannot_be_sent_is_told(team):
    (outcome,) = workers.graded(team, [Task(lambda: None)])
    assert "pickle" in outcome.refused.lower()


def test_processes_end_with_the_grader(tmp_path):
    script = (
        "import os, sys, time\n"
        "from idic_lab.grading import workers\n"
        "team = workers.Local(2)\n"
        "futures = [each._pool.submit(time.sleep, 0.2) for each in team._processes * 2]\n"
        "[each.result() for each in futures]\n"
        "print(*(pid for each in team._processes for pid in each._pool._processes), flush=True)\n"
        "time.sleep(60)\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in grader.stdout.readline().split()]
    grader.kill()
    grader.wait()
    grader.stdout.close()
    end = time.monotonic() + 120
    while (alive := [pid for pid in pids if _is_alive(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert pids and not alive


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"  # ended, and not collected yet
    except OSError:
        return False
