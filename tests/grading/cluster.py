"""A real Dask scheduler and its workers, each a process of its own."""

import contextlib
import json
import subprocess
import sys
import time

PATIENCE = 240  # seconds


@contextlib.contextmanager
def running(folder, workers, host, *about, settings=()):
    """Give the scheduler's address and the workers, once all of them are there; Dask's settings serve to ask only."""
    import dask
    from distributed import Client

    told = folder / "scheduler.json"
    common = ["--scheduler-file", str(told), "--no-dashboard", *about]
    commands = [["scheduler", *common, "--host", host, "--port", "0"]]
    commands += [["worker", *common, "--no-nanny", "--nthreads", "2", "--local-directory", str(folder)]] * workers
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [subprocess.Popen([sys.executable, "-m", "dask", *each], **quiet) for each in commands]
    try:
        end = time.monotonic() + PATIENCE
        while not told.exists() and time.monotonic() < end:
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        with dask.config.set(dict(settings)), Client(address, set_as_default=False, timeout=PATIENCE) as there:
            there.wait_for_workers(workers, timeout=PATIENCE)
        yield address, processes[1:]
    finally:
        for each in processes:
            each.kill()
            each.wait()
