"""What each student's JupyterLab does when it starts on the machine of the class."""

import contextlib
from pathlib import Path

from idic_lab.lab import start

c = get_config()  # noqa: F821  Jupyter puts it there

# The lessons come into a folder of the student's; what is there already is never written over.
with contextlib.suppress(OSError):  # a full disk must not keep a student from the own work
    start.hand_over(start.lessons(), Path.home() / "lessons")

# A notebook nobody has open ends after an hour, a JupyterLab nobody uses after two. Answers are in files and stay.
c.MappingKernelManager.cull_idle_timeout = 3600
c.ServerApp.shutdown_no_activity_timeout = 7200

# A notebook and its kernel talk through files of the account's own. Otherwise they would talk through ports of the
# machine, where every account could listen to what a kernel shows.
c.KernelManager.transport = "ipc"
