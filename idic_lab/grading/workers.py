"""Who does the work: processes on this machine, or a cluster of many; both are told what to do in the same way."""

import concurrent.futures
import contextlib
import multiprocessing
import os
import threading
from concurrent.futures.process import BrokenProcessPool
from urllib.parse import urlsplit

from idic_lab.grading import batch

AHEAD = 16  # submissions handed out for each worker, so that none waits while the gradebook is written
PATIENCE = 20  # seconds until a scheduler has to answer
HERE = ("127.0.0.1", "localhost", "::1")
OPEN = (
    "What is sent to {scheduler} holds hidden tests and students' work: everybody on the way could read it, and submit "
    "work too. Start scheduler and workers with certificates, name them in Dask's settings (distributed.comm.tls), and "
    "give the address as tls://HOST:PORT. Or reach the scheduler through a tunnel, as tcp://127.0.0.1:PORT."
)
LOST = "The process that graded it ended twice without a word, as it does when memory runs out."


class Local:
    """Processes on this machine.

    Parameters
    ----------
    jobs : int
        How many.
    """

    def __init__(self, jobs):
        self.ahead = AHEAD * jobs
        self._jobs, self._pool = jobs, None
        self.restart()

    def restart(self):
        """Start new processes in place of those that were lost."""
        self.close()
        self._pool = concurrent.futures.ProcessPoolExecutor(self._jobs, initializer=_end_with_the_grader)

    def submit(self, work):
        """Hand out one submission and return its future."""
        return self._pool.submit(batch.grade, work)

    def close(self):
        """End the processes; what they have not begun is dropped."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


class Cluster:
    """The workers of a Dask cluster.

    Parameters
    ----------
    scheduler : str
        Its address, for example ``tls://10.0.0.1:8786``.

    Raises
    ------
    ConnectionError
        When nobody answers there, or it is another machine without TLS, or Dask is not installed; the message says what
        to do.
    """

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
        return self._executor.submit(batch.grade, work)

    def restart(self):
        """Do nothing: a cluster looks after itself."""

    def close(self):
        """Leave the cluster."""
        self._executor.shutdown(wait=False)
        self._client.close()


def graded(workers, works):
    """Have submissions graded, and give back each outcome as soon as it is there.

    Parameters
    ----------
    workers : Local or Cluster
    works : iterable of idic_lab.grading.batch.Work
        Taken one by one, as they are needed.

    Yields
    ------
    idic_lab.grading.batch.Outcome
        Exactly one for each, in no particular order.
    """
    waiting, lost, works = {}, [], iter(works)
    while True:
        while not lost and len(waiting) < workers.ahead and (work := next(works, None)):
            try:
                waiting[workers.submit(work)] = work
            except BrokenProcessPool:
                lost.append(work)
        if not waiting and not lost:
            return
        for future in concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED).done:
            work = waiting.pop(future)
            try:
                outcome = future.result()
            except BrokenProcessPool:
                lost.append(work)
            except Exception as problem:
                yield batch.refused(work, f"{type(problem).__name__}: {problem}")
            else:
                yield outcome
        if lost and not waiting:
            yield from _one_by_one(workers, lost)
            lost = []


def _one_by_one(workers, lost):
    """Have each submission graded by itself: one of them ends whoever touches it, and alone it takes nobody with it."""
    for work in lost:
        workers.restart()
        try:
            yield workers.submit(work).result()
        except BrokenProcessPool:
            yield batch.refused(work, LOST)
    workers.restart()


def _end_with_the_grader():
    """End this process when the grader's ends, even if nobody could tell it to."""
    grader = multiprocessing.parent_process()

    def watch():
        with contextlib.suppress(OSError):
            grader.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
