"""A class on one machine: the settings of JupyterHub. Put your own names into the first three lines."""

import sys
from pathlib import Path

from tornado.web import RedirectHandler

INSTRUCTOR = "teacher"  # the account that hands out, collects and grades
KIT = "/home/teacher/idic_lab"  # where `make setup` was run; it holds the keys, so only the instructor may read it
COURSE = "/home/teacher/term/my-course"  # made by `idic-lab course new`

c = get_config()  # noqa: F821  JupyterHub puts it there
students = Path(sys.prefix, "bin")  # the environment JupyterHub itself runs in has neither keys nor grading
instructors = Path(KIT, ".venv", "bin")

# Who has an account and a password on this machine may log in.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allow_all = True
c.JupyterHub.bind_url = "http://:8000"
# With a name for the machine and for everything before it (*.hub.example.org), each account has an address of its own,
# and a page that a student makes can do nothing in your name when you open it; see step 5 of the guide.
# c.JupyterHub.subdomain_host = "https://hub.example.org"

c.Spawner.cmd = [str(students / "jupyterhub-singleuser")]
c.Spawner.environment = {"PATH": f"{students}:/usr/local/bin:/usr/bin:/bin"}
# In a terminal a login shell would forget this PATH.
c.Spawner.args = ["--ServerApp.terminado_settings=shell_command=/bin/bash"]
# As in jupyter_server_config.py, which the instructor's environment does not read.
c.Spawner.args += ["--KernelManager.transport=ipc"]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 120


def instructors_own(spawner):
    """Start the instructor's JupyterLab in the course and with the whole kit."""
    if spawner.user.name == INSTRUCTOR:
        spawner.cmd = ["env", f"--chdir={COURSE}", str(instructors / "jupyterhub-singleuser")]
        spawner.environment = {"PATH": f"{instructors}:/usr/local/bin:/usr/bin:/bin"}
        spawner.notebook_dir = COURSE
        # JupyterHub lets no page show another inside it, which is how JupyterLab's menu would show formgrader.
        spawner.default_url = "/formgrader"


c.Spawner.pre_spawn_hook = instructors_own

# Formgrader's links to folders and notebooks leave out whose JupyterLab they mean.
c.JupyterHub.extra_handlers = [
    (r"/(?:tree|edit|notebooks)/(.*)", RedirectHandler, {"url": "/hub/user-redirect/lab/tree/{0}", "permanent": False})
]
