"""A real JupyterLab on a free port with a folder of its own, and Chromium to look at it."""

import json
import os
import secrets
import shutil
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from idic_lab.lab import server

PATIENCE = 180_000  # milliseconds until something is called absent; a busy machine may take its time

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # A view that is scrolled away stays in the page, as the tests expect to find it.
    "notebook-extension/tracker": {"windowingMode": "none"},
}


@dataclass
class Lab:
    """A running JupyterLab and the folder it shows."""

    url: str
    token: str
    folder: Path

    def write(self, name, *cells):
        """Write a notebook of code cells and return its path."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, path)
        return path

    def answers(self, path, book):
        """Return the values that the answer book beside a notebook holds on the disk."""
        file = path.parent / f"{book}.answers.json"
        answers = json.loads(file.read_text(encoding="utf-8"))["answers"] if file.exists() else {}
        return {id: answer["value"] for id, answer in answers.items()}

    def assert_answers(self, path, book, expected):
        """Wait until the disk holds these values and no others, because a view says "saved" of the value before too."""
        patience = time.monotonic() + PATIENCE / 1000
        while self.answers(path, book) != expected and time.monotonic() < patience:
            time.sleep(0.1)
        assert self.answers(path, book) == expected


class Notebook:
    """One notebook open in a page."""

    def __init__(self, page, lab, path):
        self.page, self.lab, self.path = page, lab, path
        self.open()

    def open(self):
        place = self.path.relative_to(self.lab.folder).as_posix()
        self.page.goto(f"{self.lab.url}doc/tree/{place}?token={self.lab.token}")
        self.ready()

    def theme(self, name):
        """Change to the "light" or "dark" theme; JupyterLab keeps it for the tests that follow."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name.title()}")
        self.page.wait_for_selector(f"body[data-jp-theme-light={str(name == 'light').lower()}]", state="attached")
        self.page.wait_for_load_state("networkidle")

    def sources(self):
        """Return the sources of all cells."""
        model = "window.jupyterapp.shell.currentWidget.model"
        return self.page.evaluate(f"() => Array.from({model}.cells).map((cell) => cell.sharedModel.getSource())")

    def reload(self):
        self.page.reload()
        self.ready()

    def ready(self):
        self.page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", timeout=PATIENCE)
        self.wait_for_kernel()

    def wait_for_kernel(self):
        session = "window.jupyterapp?.shell.currentWidget?.sessionContext"
        self.page.wait_for_function(
            f"{session}?.isReady && {session}.session?.kernel?.status === 'idle'"
            f" && {session}.session.kernel.connectionStatus === 'connected'",
            timeout=PATIENCE,
        )

    def command(self, name, **arguments):
        start = "([name, given]) => { window.jupyterapp.commands.execute(name, given) }"
        self.page.evaluate(start, [name, arguments])

    def run_all(self):
        """Run all cells, wait for the view of the last one, and fail with the message of a cell that fails."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        failed = self.page.locator("[data-mime-type='application/vnd.jupyter.stderr']")
        assert failed.count() == 0, failed.first.inner_text()
        self.page.locator(".jp-CodeCell").last.locator(".idic, .idic-hand-in").first.wait_for()
        self.wait_for_kernel()

    def append(self, source):
        """Add a cell at the end and select it."""
        self.page.locator(".jp-CodeCell").last.locator(".jp-InputArea-prompt").click()
        self.command("notebook:insert-cell-below")
        self.page.keyboard.press("Enter")
        self.page.keyboard.insert_text(source)

    def restart(self):
        self.command("notebook:restart-kernel")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.wait_for_kernel()

    def save(self):
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def card(self, question):
        return self.page.locator(f".idic[data-question='{question}']")

    def status(self, question):
        return self.card(question).locator(".status")


@contextmanager
def running_lab(home):
    """Start JupyterLab with all that is its own below `home`, and stop it at the end."""
    folder = home / "work"
    folder.mkdir(exist_ok=True)
    for name, settings in SETTINGS.items():
        path = home / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    token = secrets.token_hex(16)
    ours = ("JUPYTER", "JPY_", "IDIC_LAB", "NBGRADER")
    kept = {name: given for name, given in os.environ.items() if not name.startswith(ours)}
    places = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"),
        *(f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}"),
        "--LabApp.expose_app_in_browser=True",
    ]
    env = kept | {name: str(place) for name, place in places.items()}
    process, info = server.serve(command, home / "lab.log", env=env)
    try:
        assert info, f"JupyterLab did not start:\n{(home / 'lab.log').read_text()[-3000:]}"
        yield Lab(info["url"], token, folder)
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def running_browser():
    """Start Chromium without a screen."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
