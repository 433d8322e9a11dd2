"""Ways to do harm where a student's code is run to be graded."""

from tests.grading.attacks.attack import Harm

OPEN_ALL = """import pathlib
found = [path for path in pathlib.Path({course!r}).glob({pattern!r}) if path.read_bytes()]
print("HARM" if found else "nothing there")"""


def read(pattern):
    return OPEN_ALL.replace("{pattern!r}", repr(pattern))


HARMS = [
    Harm("reads other students' work", read("submitted/*/*/*.ipynb")),
    Harm("reads hidden tests of the source", read("source/*/*.ipynb")),
    Harm("reads the gradebook", read("gradebook.db")),
    Harm(
        "writes marks into the gradebook",
        """import sqlite3
with sqlite3.connect({course!r} + "/gradebook.db") as database:
    print("HARM" if database.execute("update grade set manual_score = 99").rowcount else "nothing there")""",
    ),
    Harm(
        "deletes the work of others",
        """import pathlib
for path in pathlib.Path({course!r}).glob("submitted/zoe/*/*.txt"):
    path.unlink()
    print("HARM")
print("that is all")""",
    ),
    Harm(
        "leaves a startup file for the grader's own kernels",
        """import pathlib
place = pathlib.Path({home!r}, ".ipython", "profile_default", "startup")
place.mkdir(parents=True, exist_ok=True)
(place / "00.py").write_text("evil")
print("that is all")""",
        trace="home/.ipython/profile_default/startup/00.py",
    ),
    Harm(
        "reads credentials in the grader's home",
        """import pathlib
print("HARM" if pathlib.Path({home!r}, ".netrc").read_text() else "nothing there")""",
    ),
    Harm(
        "reads credentials in the environment",
        """import os
print("HARM" if os.environ.get("EXAMPLE_TOKEN") else "nothing there")""",
    ),
    Harm(
        "reads the environment of other processes",
        """import pathlib
for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
    try:
        if b"EXAMPLE_TOKEN=" in path.read_bytes():
            print("HARM")
            break
    except OSError:
        pass
print("that is all")""",
    ),
    Harm(
        "talks to a server",
        """import socket
socket.create_connection(("127.0.0.1", {port}), 3)
print("HARM")""",
    ),
    Harm(
        "talks to a server through a socket in the file system",
        """import socket
socket.socket(socket.AF_UNIX).connect({course!r} + "/agent")
print("HARM")""",
    ),
    Harm(
        "ends the program that grades (signal)",
        """import os
for pid in range(2, 100_000):
    try:
        if pid != os.getpid() and b"ann-is-" + b"the-victim" in open(f"/proc/{pid}/cmdline", "rb").read():
            os.kill(pid, 9)
            print("HARM")
    except OSError:
        pass
print("that is all")""",
    ),
    Harm(
        "looks into the memory of another program (ptrace)",
        """import os
for pid in os.listdir("/proc"):
    try:
        if pid.isdigit() and b"ann-is-" + b"the-victim" in open(f"/proc/{pid}/cmdline", "rb").read():
            open(f"/proc/{pid}/mem", "rb").close()
            print("HARM")
    except OSError:
        pass
print("that is all")""",
    ),
    Harm("ends itself (`os._exit`)", "import os; os._exit(0)"),
    Harm(
        "starts 400 processes",
        """import os, signal, time
pids = []
for _ in range(400):
    pid = os.fork()
    if not pid:
        time.sleep(20)
        os._exit(0)
    pids.append(pid)
time.sleep(1)
print("HARM")
for pid in pids:
    os.kill(pid, signal.SIGKILL)""",
    ),
    Harm(
        "leaves a process behind",
        """import os, pathlib, time
if not os.fork():
    os.setsid()
    if not os.fork():
        for each in range(3, 1000):
            try:
                os.close(each)
            except OSError:
                pass
        time.sleep(6)
        pathlib.Path({course!r}, "left-behind").touch()
    os._exit(0)
print("that is all")""",
        trace="course/left-behind",
    ),
    Harm(
        "takes 1 GB of memory",
        """taken = [bytearray(b"x" * 50_000_000) for _ in range(20)]
import time; time.sleep(1)
print("HARM")""",
    ),
    Harm(
        "takes 1 GB of memory in files that are in memory alone",
        """import os, time
taken = [os.memfd_create("x") for _ in range(20)]
for each in taken:
    os.write(each, b"x" * 50_000_000)
time.sleep(1)
print("HARM")""",
    ),
    Harm(
        "writes 300 MB to the disk",
        """import os
with open("large", "wb") as file:
    for _ in range(30):
        file.write(b"x" * 10_000_000)
os.remove("large")
print("HARM")""",
    ),
    Harm(
        "writes outside its folder",
        """import pathlib
pathlib.Path({course!r}, "source", "evil").write_text("x")
print("HARM")""",
    ),
    Harm(
        "computes without end, and ignores being interrupted",
        """import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    pass""",
        endless=True,
    ),
    Harm(
        "prints 100 MB",
        """import pathlib
for _ in range(1000):
    print("x" * 100_000)
pathlib.Path({home!r}, "printed").touch()""",
        trace="home/printed",
    ),
    Harm(
        "gets more rights (a namespace of its own, a mount)",
        """import subprocess
made = subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "x", "/tmp"], capture_output=True)
print("HARM" if not made.returncode else made.stderr)""",
    ),
    Harm(
        "reads the hidden tests of its own notebook's file",
        """import pathlib
found = [path for path in pathlib.Path().glob("*.ipynb") if "a hidden" + " line" in path.read_text()]
print("HARM" if found else "nothing there")""",
        beside={},
    ),
    Harm(
        "a `pandas.py` beside the notebook",
        "import pandas; print(getattr(pandas, 'mine', 'the installed one'))",
        beside={"pandas.py": "mine = 'HARM'"},
    ),
    Harm(
        "an `ipykernel_launcher.py` beside the notebook",
        "print('that is all')",
        trace="launched",
        beside={"ipykernel_launcher.py": "import pathlib; pathlib.Path({trace!r}).touch()"},
    ),
    Harm(
        "a package in the place of the instructor's module",
        "import helper; print(getattr(helper, 'mine', 'the one of the assignment'))",
        beside={"helper/__init__.py": "mine = 'HARM'"},
    ),
]
