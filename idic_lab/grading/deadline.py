"""A deadline for one submission, kept by the system: it ends a process that is over it, whatever that is doing."""

import contextlib
import math
import signal
import time

try:
    import resource
except ImportError:  # Windows has neither these limits nor these signals
    resource = None  # type: ignore[assignment]

COMPUTING = 60  # seconds; honest work takes well under one
ON_THE_CLOCK = 300  # seconds; a busy machine must not cost anybody a grade
SIGNS = (-signal.SIGXCPU, -signal.SIGALRM) if resource else ()
"""How a process ends that was over it."""


def begin():
    """Make a process ready: a program that has started it may have handed on answers of its own to these signals."""
    if resource:
        for each in SIGNS:
            signal.signal(-each, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@contextlib.contextmanager
def kept():
    """End this process if the block takes longer than it may."""
    if not resource:
        yield
        return
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(time.process_time()) + COMPUTING
    resource.setrlimit(resource.RLIMIT_CPU, (soft if most == resource.RLIM_INFINITY else min(soft, most), most))
    signal.setitimer(signal.ITIMER_REAL, ON_THE_CLOCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
