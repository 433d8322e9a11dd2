"""The class of the guide: its machine, set up word by word, and its people at their browsers."""

import contextlib
import random
import re
import shutil
import socket
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.browser.jupyterlab import PATIENCE, Lab, Notebook
from tests.docs.following import DOCS, blocks
from tests.hub.machine import ROOT, Machine

GUIDE = "jupyterhub.md"
TEACHER = "teacher"
PROGRAMS = "/srv/idic-lab"
SITE = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
PROXY = shutil.which("configurable-http-proxy")
# The packages are not installed a second time, which would take minutes: the students' environment looks for them where
# they are, and its programs are copies that name its own Python.
PACKAGES = f"""
cp -r {sys.prefix}/etc {PROGRAMS}/ && ln -s {sys.prefix}/share {PROGRAMS}/share
echo {sys.prefix}/{SITE} > {PROGRAMS}/{SITE}/packages.pth
for name in jupyter jupyter-labextension jupyterhub jupyterhub-singleuser nbgrader; do
  sed '1s|.*|#!{PROGRAMS}/bin/python|' {sys.prefix}/bin/$name > {PROGRAMS}/bin/$name && chmod +x {PROGRAMS}/bin/$name
done
"""
# What is typed in place of a line of the guide that begins so.
OTHERWISE = {
    "make student-kit": f"{sys.executable} -m hatchling build --target wheel --directory /srv/student-kit",
    "sudo python3 -m venv ": f"{sys.executable} -m venv --without-pip {PROGRAMS}",
    f"sudo {PROGRAMS}/bin/pip install --require-hashes ": PACKAGES,
    f"sudo {PROGRAMS}/bin/pip install --no-deps ": (
        f"{sys.executable} -m zipfile -e /srv/student-kit/*.whl {PROGRAMS}/{SITE}"
    ),
    "sudo npm install ": "true",  # `make test` has done so, in the environment
    "sudo cp docs/jupyterhub/idic-hub.service ": "true",  # no systemd runs here; what it would start is started
}


def free_ports(count):
    """Return ports nobody listens on, below those that the system itself hands out to kernels and the like."""
    found = set()
    while len(found) < count:
        port = random.randrange(20_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            found.add(port)
    return sorted(found)


class Classroom:
    """The machine with its JupyterHub running.

    Parameters
    ----------
    folder : pathlib.Path
        For what is kept aside.
    course : iterable of str
        What the instructor types to make the course, in the folder `term`.
    """

    def __init__(self, folder, course):
        self.folder, self.machine, self.contexts = folder, Machine(folder), []
        self.passwords = dict(re.findall(r"^(\w+):([^:]+):", blocks(GUIDE, "text")[0], re.MULTILINE))
        self.passwords[TEACHER] = "chalk-and-sponge"
        self.ports = free_ports(3)
        self.url = f"http://127.0.0.1:{self.ports[0]}/"
        try:
            self._set_up(course)
        except BaseException:
            self.close()
            raise

    def _set_up(self, course):
        do, home = self.machine.type, f"/home/{TEACHER}"
        do(f"echo '{TEACHER}:{self.passwords[TEACHER]}:::The Instructor:{home}:/bin/bash' | newusers")
        do(f"mkdir {home}/idic_lab && ln -s {sys.prefix} {home}/idic_lab/.venv")
        for line in course:
            do(f"PATH={home}/idic_lab/.venv/bin:$PATH; mkdir -p term; cd term; {line}", user=TEACHER)
        (self.folder / "accounts.txt").write_text(blocks(GUIDE, "text")[0])
        for line in "".join(blocks(GUIDE, "sh")).splitlines():
            # The list of accounts lies where the administrator is at that moment; the rest is said from the kit.
            place = self.folder if "accounts.txt" in line else ROOT
            do(f"cd {place}; {self._as_here(line)}")

    def _as_here(self, line):
        if line.startswith("sudo systemctl enable"):
            return self._start()
        return next((typed for begins, typed in OTHERWISE.items() if line.startswith(begins)), line)

    def _start(self):
        """Return what the service does when it starts, with ports that are free and a way for the tests to look in."""
        service = (DOCS / "jupyterhub" / "idic-hub.service").read_text("utf-8")
        place, command = (re.search(f"^{key}=(.*)$", service, re.M)[1] for key in ("WorkingDirectory", "ExecStart"))
        (self.folder / "own.py").write_text(
            f'c.JupyterHub.bind_url = "{self.url}"\nc.JupyterHub.hub_port = {self.ports[1]}\n'
            f'c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{self.ports[2]}"\n'
            'c.Spawner.args.append("--LabApp.expose_app_in_browser=True")\n'
        )
        path = ":".join([*(str(Path(found).parent) for found in (PROXY, shutil.which("node"))), "/usr/bin:/bin"])
        return (
            f"cd {place}; cat {self.folder}/own.py >> jupyterhub_config.py; "
            f"env -i PATH={path} {command} > {self.folder}/hub.log 2>&1 & true"
        )

    def wait(self):
        """Wait until JupyterHub answers."""
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline:
            try:
                return urlopen(f"{self.url}hub/health", timeout=5).close()
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"JupyterHub did not start:\n{self.log()}")

    def log(self):
        """Return the end of what JupyterHub and the servers it started have said."""
        return (self.folder / "hub.log").read_text("utf-8", "replace")[-5000:]

    def close(self):
        """Close everybody's browser, and end everything on the machine."""
        for context in self.contexts:
            context.close()
        self.machine.close()


class Person:
    """Somebody with an account, at a browser of the own.

    Parameters
    ----------
    room : Classroom
    name : str
    browser : playwright.sync_api.Browser
    pictures : pathlib.Path
        Where pictures of the page go.
    """

    def __init__(self, room, name, browser, pictures):
        self.room, self.name, self.pictures, self.taken = room, name, pictures, 0
        context = browser.new_context(viewport={"width": 1100, "height": 620}, reduced_motion="reduce")
        room.contexts.append(context)
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def log_in(self):
        """Log in, without waiting for the own server to start."""
        self.page.goto(self.room.url)
        self.page.get_by_label("Username").fill(self.name)
        self.page.get_by_label("Password").fill(self.room.passwords[self.name])
        self.take("log-in")
        self.page.get_by_role("button", name="Sign in").click()

    def take(self, name):
        """Keep a picture of the page."""
        self.taken += 1
        self.page.screenshot(path=self.pictures / f"{self.name}-{self.taken:02}-{name}.png")


class Instructor(Person):
    """Works in formgrader."""

    def press(self, column, then, row=None):
        """Press the button in a column of a row, wait for what it says, and agree."""
        (row or self.page.locator("tbody tr").first).locator(f"td.{column} a").click()
        said = self.page.locator(".modal.in")
        expect(said).to_contain_text(then, timeout=PATIENCE)
        said.get_by_role("button", name="OK").click()
        expect(self.page.locator(".modal-backdrop")).to_have_count(0, timeout=PATIENCE)

    def assignments(self):
        """Go to formgrader's first page."""
        self.page.goto(f"{self.room.url}user/{self.name}/formgrader")
        self.page.locator("td.num-submissions").first.wait_for()

    def submissions(self, assignment):
        """Go to the page of an assignment's submissions, and return the row of each student."""
        self.page.locator("tr", has_text=assignment).locator("td.num-submissions a").click()
        self.page.locator("td.student-id").first.wait_for()
        rows = self.page.locator("tbody tr")
        return {row.locator("td.student-id").inner_text(): row for row in rows.all()}

    def type(self, line):
        """Type a line into a terminal of the own JupyterLab, and wait until it has succeeded."""
        self.page.goto(f"{self.room.url}user/{self.name}/lab")
        self.page.locator(".jp-FileBrowser").wait_for()
        self.page.evaluate("() => { window.jupyterapp.commands.execute('terminal:create-new') }")
        self.page.locator(".xterm-helper-textarea").press_sequentially(f"{line} && touch ~/succeeded\n")
        waited = f"timeout {PATIENCE // 1000} sh -c 'until rm ~/succeeded 2>&-; do sleep 0.2; done'"
        self.room.machine.type(waited, user=self.name)

    def mark(self, row, assignment, marks):
        """Open the submission of a row, and type the points that a person gives."""
        row.locator("td.student-name a").click()
        self.page.get_by_role("link", name=assignment, exact=True).last.click()
        for task, given in marks.items():
            # The class comes with the marks so far, and goes when the new one is saved.
            waiting = self.page.locator(f"#{task}.needs_manual_grade")
            waiting.fill(str(given))
            waiting.press("Tab")
            expect(waiting).to_have_count(0, timeout=PATIENCE)


class Learner(Person):
    """Works in JupyterLab."""

    def assignment_list(self):
        """Open the list of assignments from the menu."""
        self.page.locator(".jp-FileBrowser").wait_for()
        self.page.locator(".lm-MenuBar-item", has_text="Nbgrader").click()
        entries = self.page.locator(".lm-Menu-item")
        entries.filter(has_text="Assignment List").wait_for()
        offered = entries.all_inner_texts()
        entries.filter(has_text="Assignment List").click()
        return [entry.strip() for entry in offered]

    def press(self, name, then):
        """Press a button of the list, and wait for what it brings."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.locator(".list_item", has_text=then).first.wait_for()

    def open(self, name):
        """Open a fetched notebook from the list."""
        self.page.locator(".assignment-notebooks-link", has_text=name).click()
        self.page.locator(".assignment-notebooks a", has_text=name).last.click()
        home = Path("/home", self.name)
        lab = Lab(f"{self.room.url}user/{self.name}/", "", home)
        return OpenNotebook(self.page, lab, home / name / f"{name}.ipynb")

    def feedback(self, name):
        """Open the feedback from the list, and return what stands at its head."""
        self.page.get_by_text("(view feedback)").click()
        self.page.locator(".jp-DirListing-item", has_text=f"{name}.html").dblclick()
        return self.page.frame_locator(".jp-HTMLViewer iframe").locator("header").inner_text()


class OpenNotebook(Notebook):
    """A notebook that somebody has opened with a click."""

    def open(self):
        self.ready()
