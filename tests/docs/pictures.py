"""Take the pictures of the guides, in a real JupyterLab: ``python -m tests.docs.pictures [NAME …]``.

A course is made by the instructor's guide, line by line; on the way an instructor, a grader and a student look at it.
"""

import contextlib
import io
import json
import os
import random
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from PIL import Image
from playwright.sync_api import expect

from idic_lab import AnswerBook
from idic_lab.lab.server import serve
from tests.browser.jupyterlab import PATIENCE, SETTINGS, Lab, Notebook, running_browser
from tests.course.generated_class import work
from tests.docs.following import DOCS, Student, Terminal, blocks, clone_like, own_notebook
from tests.grading.classroom import books

NAME = "four-companies"
WIDTH, HEIGHT = 860, 700
CROWDED = 1100  # where the property inspector needs its place beside the notebook
# The reader's folders have short names in the pictures, and nothing of this machine is seen.
HOUSE = (
    "bwrap --dev-bind / / --tmpfs /home --bind {folder} /home/maria --chdir /home/maria/{place} "
    "--setenv HOME /home/maria --setenv PATH {path} --setenv PS1 '$ ' "
    "--unsetenv JUPYTER_DATA_DIR --unsetenv JUPYTER_RUNTIME_DIR bash --norc"
)
# A terminal draws with WebGL where it can, and nothing comes of it without a graphics card.
NO_GPU = """const context = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith("webgl") ? null : context.call(this, kind, ...more);
};"""
TAB = "window.jupyterapp.shell.currentWidget"


@contextlib.contextmanager
def lab(folder, home):
    """Start JupyterLab in a folder, as the guides say, with all that is its own in `home`."""
    for name, settings in SETTINGS.items():
        path = home / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    token = secrets.token_hex(16)
    places = {"CONFIG_DIR": "config", "DATA_DIR": "data", "RUNTIME_DIR": "runtime"}
    env = {f"JUPYTER_{name}": str(home / place) for name, place in places.items()}
    env |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    env |= {"SHELL": "/bin/sh"}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += [f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"]
    server, info = serve(command, home / "lab.log", cwd=folder, env=os.environ | env)
    try:
        yield Lab(info["url"], token, folder)
    finally:
        server.terminate()
        server.wait(60)


class Camera:
    """A page, and what is kept of it."""

    def __init__(self, browser, wanted):
        self.page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2, reduced_motion="reduce"
        )
        self.page.set_default_timeout(30_000)
        self.page.add_init_script(NO_GPU)
        self.wanted = wanted

    def open(self, lab, place="lab", files=False):
        """Open JupyterLab, with the list of files or without."""
        self.page.goto(f"{lab.url}{place}?token={lab.token}&reset")
        self.page.wait_for_selector("#jp-main-dock-panel", timeout=PATIENCE)
        self.page.wait_for_function(f"{TAB} !== undefined && {TAB} !== null")
        self.files(files)

    def files(self, shown):
        """Show the list of files, or hide it."""
        visible = self.page.locator("#jp-left-stack").is_visible()
        if visible != shown:
            self.command("application:toggle-left-area")

    def command(self, name):
        """Do what a menu's entry does."""
        self.page.evaluate("(name) => { window.jupyterapp.commands.execute(name) }", name)

    def menu(self, *names):
        """Choose from the menus, as a reader does."""
        self.page.locator(".lm-MenuBar-item", has_text=names[0]).click()
        for at, name in enumerate(names[1:], 2):
            entry = self.page.locator(".lm-Menu-item:not(.lm-mod-hidden)", has_text=name).last
            entry.hover() if at < len(names) else entry.click()

    def terminal(self, lab, name, house, line):
        """Type a line into a terminal of JupyterLab, and keep what it says."""
        if self.wanted and name not in self.wanted:
            return
        self.open(lab)
        self.command("terminal:create-new")
        self.page.add_style_tag(content=".xterm-link-layer { display: none }")  # without WebGL it hides some letters
        self._prompt("#", "$")  # as the shell of this machine has it
        self.page.keyboard.type(f"clear; {house}\n")
        self._prompt("$")
        self.page.keyboard.type(f"{line}\n")
        said = f"line => ({SAID})()[0] === line && ({SAID})().length > 2"
        self.page.wait_for_function(said, arg=f"$ {line}", timeout=PATIENCE)
        self._prompt("$")
        screen = self.page.locator(".jp-Terminal .xterm-screen").last.bounding_box()
        said, rows = self.page.evaluate(f"() => [({SAID})().length, {TAB}.content._term.rows]")
        place = {"x": screen["x"] - 8, "y": screen["y"] - 6, "width": screen["width"] + 12}
        self.take(name, clip=place | {"height": screen["height"] / rows * (said - 1) + 6})

    def _prompt(self, *prompts):
        self.page.wait_for_function(f"prompts => prompts.includes(({SAID})().at(-1))", arg=prompts, timeout=PATIENCE)

    def take(self, name, of=None, clip=None, top=0, height=HEIGHT):
        """Keep a picture of the page or of a part of it, in few colours."""
        if self.wanted and name not in self.wanted:
            return
        self.page.wait_for_timeout(700)  # what is still being drawn
        if of is not None:
            data = of.screenshot()
        else:
            whole = {"x": 0, "y": top, "width": self.page.viewport_size["width"], "height": height}
            data = self.page.screenshot(clip=clip or whole)
        picture = Image.open(io.BytesIO(data)).convert("RGB")
        target = DOCS / "pictures" / f"{name}.png"
        for colours in (128, 64, 32):
            picture.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
            if target.stat().st_size < 150_000:
                break
        print(f"{name}: {picture.width}x{picture.height}, {target.stat().st_size // 1000} kB", flush=True)


IDLE = f"() => {TAB}.sessionContext?.session?.kernel?.status === 'idle'"
# The lines of the terminal that is open, up to the last one with something in it.
SAID = f"""() => {{
    const buffer = {TAB}.content?._term?.buffer.active;
    const lines = [];
    for (let at = 0; buffer && at < buffer.length; at++) lines.push(buffer.getLine(at).translateToString(true).trim());
    while (lines.length && !lines.at(-1)) lines.pop();
    return lines;
}}"""


class Walk:
    """The way through the guides; each method is a stage, and stages build on those before them."""

    def __init__(self, browser, folder, wanted):
        self.browser, self.folder, self.wanted = browser, folder, wanted
        self.camera = Camera(browser, wanted)
        self.page = self.camera.page
        self.shell = Terminal(clone_like(folder))
        self.term, self.course = folder / "term", folder / "term" / "my-course"
        self.lines = iter("".join(blocks("instructor.md", "sh")).splitlines())

    def type_until(self, last):
        """Type the lines of the instructor's guide, up to one; what cannot be seen here is left out."""
        for line in self.lines:
            if "--roster roster.csv" in line:
                (self.term / "roster.csv").write_text(blocks("instructor.md", "csv")[0], "utf-8")
            if not line.startswith(
                ("make", "source", "idic-lab kit", "jupyter", "nbgrader zip_collect", "idic-lab course hand-in")
            ):
                self.shell.type(line)
            if line == last:
                return

    def _house(self, place):
        return HOUSE.format(folder=self.folder, place=place, path=f"{Path(sys.executable).parent}:/usr/bin:/bin")

    def from_the_start(self, instructors):
        """Look at the machine, the new course and the first release."""
        camera, page = self.camera, self.page
        camera.terminal(instructors, "doctor", self._house("kit"), "idic-lab doctor")
        camera.terminal(instructors, "status", self._house("term/my-course"), "idic-lab course status")
        self.type_until(f"nbgrader generate_assignment {NAME}")
        self._size(CROWDED)
        camera.open(instructors)
        camera.menu("Nbgrader", "Formgrader")
        page.frame_locator("iframe").first.get_by_text(NAME, exact=True).first.wait_for()
        camera.take("assignments", height=560)
        self._size()
        notebook = Notebook(page, instructors, self.course / f"release/{NAME}/{NAME}.ipynb")
        notebook.run_all()
        self._part("release", notebook.card("companies"), 400)
        self.type_until(f"nbgrader release_assignment {NAME}")

    def as_a_student(self, students, folder):
        """Fetch, answer, hand in."""
        camera, page = self.camera, self.page
        self._assignment_list(students)
        fetch = page.get_by_text("Fetch", exact=True).first
        fetch.wait_for()
        camera.take("fetch", height=330)
        fetch.click()
        page.get_by_text("Submit", exact=True).first.wait_for()
        notebook = Notebook(page, students, folder / NAME / f"{NAME}.ipynb")
        camera.files(False)
        page.locator(".lm-MenuBar-item", has_text="Run").click()
        page.locator(".lm-Menu-item", has_text="Run All Cells").first.hover()
        camera.take("run-all", height=360)
        page.keyboard.press("Escape")
        notebook.run_all()
        answers = books(NAME)["reference"]["answers"]
        AnswerBook(NAME, folder / NAME).record("companies", answers["companies"])
        notebook.restart()
        notebook.run_all()
        self._size(CROWDED)
        card = notebook.card("companies")
        self._top(card)
        field = card.get_by_role("textbox").first
        for typed in ("Lindgren", "Lindgren Pharmacy"):
            field.fill(typed)
            field.press("Tab")
        expect(notebook.status("companies")).to_contain_text("saved at")
        page.mouse.move(2, 2)
        page.evaluate("() => document.activeElement.blur()")
        self._part("saved", card, 360)
        page.evaluate("() => { window.jupyterapp.serviceManager.sessions.shutdownAll() }")
        field.fill("Lindgren Pharmacies")
        field.press("Tab")
        expect(notebook.status("companies")).to_contain_text("not saved")
        self._part("not-saved", card, 150)
        self._size()
        notebook.reload()
        notebook.run_all()
        notebook.save()
        page.wait_for_function(f"() => !{TAB}.context.model.dirty")
        notebook.run_all()
        page.get_by_role("button", name="make the zip").scroll_into_view_if_needed()
        self._part("hand-in", page.locator(".jp-CodeCell").last, 700)
        page.get_by_role("button", name="make the zip").click()
        page.get_by_text("is ready, made at").wait_for()
        camera.open(students, f"lab/tree/{NAME}/{NAME}.ipynb", files=True)
        files = page.locator("#jp-left-stack").bounding_box()
        edge = files["x"] + files["width"] + 2
        page.mouse.move(edge, 400)
        page.mouse.down()
        page.mouse.move(edge + 120, 400, steps=4)
        page.mouse.up()
        packed = page.locator(".jp-DirListing-item", has_text=".zip")
        packed.click(button="right", position={"x": 180, "y": 10})
        page.locator(".lm-Menu-item", has_text="Download").first.hover()
        camera.take("download", clip={"x": 0, "y": 0, "width": 600, "height": 345})
        page.keyboard.press("Escape")
        self._assignment_list(students)
        page.wait_for_timeout(2000)  # the list is drawn twice, and a click in between is lost
        page.get_by_role("button", name="Submit").click()
        page.locator("#submitted_assignments_list").get_by_text(NAME).first.wait_for()
        page.mouse.move(2, 2)
        camera.take("submitted", height=360)

    def _assignment_list(self, students):
        self.camera.open(students)
        self.camera.menu("Nbgrader", "Assignment List")
        self.page.locator(".list_item").first.wait_for()

    def _size(self, width=WIDTH, height=HEIGHT):
        self.page.set_viewport_size({"width": width, "height": height})

    def _top(self, part):
        part.evaluate("(part) => part.scrollIntoView({block: 'start'})")

    def _part(self, name, part, height, bar=0):
        """Keep the upper part of something, which a bar at the top of the page must not cover."""
        self.page.wait_for_timeout(1500)  # formgrader moves while it loads
        self._top(part)
        self.page.evaluate("(bar) => window.scrollBy(0, -bar)", bar)
        box = part.bounding_box()
        self.camera.take(name, clip={**box, "height": min(height, box["height"])})

    def grading(self, instructors):
        """Collect, grade, mark, and look at what comes out."""
        camera, page = self.camera, self.page
        Student("ben", self.term).submit(NAME, books(NAME)["plausible-but-weak"]["answers"])
        self.type_until(f"nbgrader collect {NAME}")
        camera.terminal(instructors, "collected", self._house("term/my-course"), "idic-lab course status")
        self.type_until(f"idic-lab grade {NAME}")
        form = f"{instructors.url}formgrader"
        self._size(CROWDED)
        page.goto(f"{form}/manage_submissions/{NAME}?token={instructors.token}")
        page.get_by_text("ada", exact=True).first.wait_for()
        camera.take("submissions", height=470)
        for number in ("#1", "#2"):  # in any order
            page.goto(f"{form}/gradebook/{NAME}/{NAME}")
            page.get_by_text(f"Submission {number}").first.wait_for()
            if number == "#1":
                camera.take("manual-grading", height=430)
            page.get_by_text(f"Submission {number}").first.click()
            page.wait_for_url("**/submissions/**")
            page.wait_for_load_state("networkidle")
            weak = page.get_by_text("when I log in").count() > 0
            if weak:
                self._part("recorded", page.locator(".idic-static").first, 420, 70)
            for part in ("customize", "interact", "differentiate", "identify"):
                box = page.locator(f"#evidence-{part}")
                box.fill(str({"identify": 2}.get(part, 1) if weak else 3))
                box.press("Tab")
            note = page.locator("#evidence-identify-comment")
            note.fill("What did they know about you, beside the log-in?" if weak else "I see it before me.")
            note.press("Tab")
            page.wait_for_load_state("networkidle")
            page.evaluate("() => document.activeElement.blur()")
            if weak:
                self._size(CROWDED, 1000)
                self._part("marking", page.locator(".nbgrader_cell", has=box), 620, 70)
        self._size()

    def results(self, instructors, students):
        """Look at the feedback, the marks and the report, which says something from five students on."""
        camera, page = self.camera, self.page
        export = f"nbgrader export --exporter=idic_lab.course.exports.MoodleExport --assignment={NAME} --to=moodle.csv"
        self.type_until(export)
        self._assignment_list(students)
        page.wait_for_timeout(2000)
        page.get_by_role("button", name="Fetch Feedback").click()
        page.get_by_text("(view feedback)").first.wait_for()
        page.mouse.move(2, 2)
        camera.take("fetch-feedback", height=360)
        page.goto((self.course / f"feedback/ben/{NAME}/{NAME}.html").as_uri())
        camera.take("feedback", height=445)
        self._size(1020)
        camera.open(instructors, "lab/tree/moodle.csv")
        page.wait_for_selector(".jp-CSVViewer")
        camera.take("marks", height=220)
        self._size()
        crowd = [f"s{number}" for number in range(1, 25)]
        for student, answers in work(NAME, crowd).items():
            folder = self.course / "submitted" / student / NAME
            shutil.copytree(self.course / "release" / NAME, folder)
            book = AnswerBook(NAME, folder)
            for question, value in answers.items():
                book.record(question, value)
        self.shell.type(f"idic-lab grade {NAME}")
        draw = random.Random(1)
        with Gradebook(f"sqlite:///{self.course / 'gradebook.db'}") as gradebook:
            for submission in gradebook.assignment_submissions(NAME):
                for grade in submission.notebooks[0].grades:
                    if grade.needs_manual_grade:
                        grade.manual_score = draw.choice((0, 1, 2, 2, 3, 3))
                        grade.needs_manual_grade = False
            gradebook.db.commit()
        self.shell.type(f"idic-lab report {NAME}")
        page.goto((self.course / f"{NAME}-report.html").as_uri())
        camera.take("report", height=640)

    def own_questions(self, instructors):
        """Look at an assignment of one's own while it is written."""
        camera, page = self.camera, self.page
        (self.course / "source" / "my-week").mkdir()
        nbformat.write(own_notebook(), self.course / "source" / "my-week" / "my-week.ipynb")
        self._size(CROWDED)
        camera.open(instructors, "lab/tree/source/my-week/my-week.ipynb")
        page.wait_for_selector(".jp-Cell")
        page.locator(".jp-SideBar .lm-TabBar-tab", has_text="Create Assignment").click()
        page.locator(".jp-Cell").nth(3).locator(".cm-content").click()
        page.wait_for_selector(".nbgrader-CellWidget.nbgrader-mod-active")
        page.wait_for_function(IDLE, timeout=PATIENCE)
        page.locator(".nbgrader-mod-active").evaluate("(box) => box.scrollIntoView({block: 'center'})")
        camera.take("create-assignment", height=560)
        fresh = new_notebook(cells=[new_code_cell()], metadata={"kernelspec": own_notebook().metadata.kernelspec})
        nbformat.write(fresh, self.course / "source" / "fresh.ipynb")
        camera.open(instructors, "lab/tree/source/fresh.ipynb")
        page.wait_for_function(IDLE, timeout=PATIENCE)  # it writes into the metadata too
        camera.menu("View", "Property Inspector")
        page.get_by_text("Advanced Tools").click()
        page.locator(".jp-NotebookMetadataEditor .cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.press("ArrowRight")
        page.keyboard.insert_text(f"\n    {blocks('own-questions.md', 'json')[0].strip()}")
        panel = page.locator("#jp-right-stack").bounding_box()
        camera.take("metadata", clip={**panel, "width": CROWDED - panel["x"], "height": 400})


def main(wanted):
    """Build a course by the instructor's guide, with two students, and look at it."""
    with tempfile.TemporaryDirectory(prefix="guide-") as temporary, running_browser() as browser:
        folder = Path(temporary)
        walk = Walk(browser, folder, wanted)
        walk.type_until("idic-lab course status")
        homes = [folder / home for home in ("instructor", "student")]
        mine = folder / "ada"
        for home in (*homes, mine, homes[1] / "config"):
            home.mkdir()
        (homes[1] / "config" / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.Exchange.root = {str(walk.term / 'exchange')!r}\n"
            f"c.Exchange.cache = {str(homes[1] / 'cache')!r}\n"
            "c.CourseDirectory.course_id = 'my-course'\nc.CourseDirectory.student_id = 'ada'\n"
        )
        with lab(walk.course, homes[0]) as instructors:
            walk.from_the_start(instructors)
            with lab(mine, homes[1]) as students:
                walk.as_a_student(students, mine)
                walk.grading(instructors)
                walk.results(instructors, students)
            walk.own_questions(instructors)
        walk.shell.close()


if __name__ == "__main__":
    main(sys.argv[1:])
