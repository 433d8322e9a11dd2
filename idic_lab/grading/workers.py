"""Who does the work: processes on this machine, or a cluster of many; both are told what to do in the same way."""

import concurrent.futures
import contextlib
import multiprocessing
import os
import threading
from concurrent.futures.process import BrokenProcessPool
from urllib.parse import urlsplit

from idic_lab.grading import core, deadline

AHEAD = 16  # submissions handed out for each worker, so that none waits while the gradebook is written
PATIENCE = 20  # seconds until a scheduler has to answer
HERE = ("127.0.0.1", "localhost", "::1")
OPEN = (
    "What is sent to {scheduler} holds hidden tests and students' work: everybody on the way could read it, and submit "
    "work too. Start scheduler and workers with certificates, name them in Dask's settings (distributed.comm.tls), and "
    "give the address as tls://HOST:PORT. Or reach the scheduler through a tunnel, as tcp://127.0.0.1:PORT."
)
IDLE = 1  # seconds without a result, after which what is there is saved
LOST = "The process that graded it ended twice without a word, as it does when memory runs out."
TOO_LONG = (
    f"Grading it took more than {deadline.COMPUTING} seconds of computing, or {deadline.ON_THE_CLOCK} seconds on the "
    "clock, and was ended. Look at what was handed in."
)


class Local:
    """Processes on this machine.

    Each has a queue of its own, so that when one ends it is known what it was at work on.
    """

    def __init__(self, jobs):
        self.ahead = AHEAD * jobs
        self._processes = [_Process() for _ in range(jobs)]

    def submit(self, work):
        """Hand out one submission and return its future."""
        return min(self._processes, key=lambda each: len(each.given)).submit(work)

    def recover(self, future):
        """Start a new process in place of the one that has lost a future."""
        return next(each for each in self._processes if future in each.given).restart()

    def close(self):
        """End the processes; what they have not begun is dropped."""
        for each in self._processes:
            each.drop()
        for each in self._processes:
            each.close()


class _Process:
    """One process; `given` are the futures of what it has not finished, in order."""

    def __init__(self):
        self._start()

    def _start(self):
        self._pool = concurrent.futures.ProcessPoolExecutor(1, initializer=_begin)
        self._running, self.given = None, {}

    def submit(self, work):
        try:
            future = self._pool.submit(_within_limits, core.grade, work)
            self._running = self._running or next(iter(self._pool._processes.values()))
        except Exception as problem:  # it has just ended, or there is no memory for a new one
            future = concurrent.futures.Future()
            future.set_exception(problem)
        self.given[future] = None
        future.add_done_callback(self._done)
        return future

    def _done(self, future):
        if not isinstance(future.exception(), BrokenProcessPool):
            self.given.pop(future, None)

    def restart(self):
        self._pool.shutdown()
        lost, ended = list(self.given), self._running and self._running.exitcode
        self._start()
        return lost, ended in deadline.SIGNS

    def drop(self):
        for future in list(self.given):
            future.cancel()

    def close(self):
        self._pool.shutdown(cancel_futures=True)  # waits: a second call, after one that does not wait, would not


def _within_limits(grade, work):
    with contextlib.nullcontext() if work.runs_students_code else deadline.kept():
        return grade(work)


class Cluster:
    """The workers of a Dask cluster."""

    def __init__(self, scheduler):
        if not scheduler.startswith("tls://") and urlsplit(f"//{scheduler.rpartition('://')[2]}").hostname not in HERE:
            raise ConnectionError(OPEN.format(scheduler=scheduler))
        try:
            from distributed import Client
        except ImportError:
            raise ConnectionError("A cluster needs Dask: install idic-lab[cluster].") from None
        try:
            self._client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as problem:  # the last is about certificates
            raise ConnectionError(f"There is no scheduler at {scheduler}: {problem}") from None
        self._executor = self._client.get_executor()
        self.ahead = AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, work):
        """Hand out one submission and return its future; the scheduler sees to workers that are lost."""
        return self._executor.submit(core.grade, work)

    def close(self):
        """Leave the cluster."""
        self._executor.shutdown(wait=False)
        self._client.close()


def graded(workers, works, idle=lambda: None):
    """Have submissions graded, and give back each outcome as soon as it is there."""
    waiting, suspects, works = {}, set(), iter(works)
    while True:
        while len(waiting) < workers.ahead and (work := next(works, None)):
            waiting[workers.submit(work)] = work
        if not waiting:
            return
        done = concurrent.futures.wait(waiting, IDLE, return_when=concurrent.futures.FIRST_COMPLETED).done
        if not done:
            idle()
        for future in done & waiting.keys():
            if future not in waiting:
                continue  # given out anew, with another that was lost
            try:
                outcome = future.result()
            except BrokenProcessPool:
                futures, too_long = workers.recover(future)
                culprit, *others = [waiting.pop(each) for each in futures]
                if too_long or culprit.student in suspects:
                    yield core.refused(culprit.student, TOO_LONG if too_long else LOST)
                else:  # it may have been killed by accident
                    suspects.add(culprit.student)
                    others.insert(0, culprit)
                waiting |= {workers.submit(work): work for work in others}
            except Exception as problem:
                yield core.refused(waiting.pop(future).student, problem)
            else:
                del waiting[future]
                yield outcome


def _begin():
    deadline.begin()
    _end_with_the_grader()


def _end_with_the_grader():
    """End this process when the grader's ends, even if nobody could tell it to."""
    grader = multiprocessing.parent_process()

    def watch():
        with contextlib.suppress(OSError):
            grader.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
