"""What students typed, in a real formgrader and a real browser: it is read, and nothing of it runs."""

import contextlib
import json
import os
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from idic_lab.grading.sanitize import INVISIBLE
from tests.browser.jupyterlab import CHROMIUM, running_lab
from tests.grading.conftest import NAME, SETTINGS, build, cell, small_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: install your system's package named chromium"),
]

EVIL = "fetch('evil')"
PAYLOADS = [
    f"<script>{EVIL}</script>",
    f'<img src=x onerror="{EVIL}">',
    f"<svg/onload={EVIL}>",
    f'<iframe srcdoc="<script>{EVIL}</script>"></iframe>',
    f"<details open ontoggle={EVIL}>x</details>",
    f'"><body onload={EVIL}>',
    f"[click](javascript:{EVIL})",
    f'<a href="javascript:{EVIL}">click</a>',
    "![seen](evil.png)",
    "<img src=evil.png>",
    "<form action=evil><button>click</button></form>",
    f"</script></textarea></pre></div><script>{EVIL}</script>",
    "{{ 7*7 }} {% raw %} ${7*7}",
]
PAYLOAD_KERNEL = {"name": PAYLOADS[0], "display_name": PAYLOADS[0]}
STUDENT = f"<img src=x onerror={EVIL}>"
OUTPUTS = f"""from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
payloads = {PAYLOADS!r}
for payload in payloads:
    display(HTML(payload), Markdown(payload), Latex(payload), Javascript({EVIL!r}))
    display({{"image/svg+xml": payload, "text/plain": payload}}, raw=True)
    display({{"image/png": '">' + payload}}, raw=True)
    display({{"text/html": payload}}, raw=True, metadata={{"text/html": {{"isolated": True}}}})
    display({{"application/vnd.idic-lab.result+json": [{{"criterion": payload}}]}}, raw=True)
    print(payload)
raise ValueError(payloads)"""


def spoil(folder):
    """Put payloads wherever a student can type."""
    path = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_markdown_cell("# sum-check\n\nsum-check\n---"))
    for payload in PAYLOADS:
        notebook.cells.append(new_markdown_cell(f"{payload}\n\n`{payload}`\n\n```\n{payload}\n```\n\n# {payload}"))
        notebook.cells.append(new_raw_cell(payload, metadata={"raw_mimetype": "text/html", "tags": [payload]}))
        notebook.cells.append(new_code_cell(f"# {payload}"))
    attached = {"a.png": {"text/html": PAYLOADS[0]}, PAYLOADS[1]: {"image/svg+xml": PAYLOADS[2]}}
    notebook.cells.append(new_markdown_cell("![](attachment:a.png) ![](attachment:none.png)", attachments=attached))
    notebook.metadata |= {"title": PAYLOADS[0], "authors": [{"name": PAYLOADS[0]}]}
    state = {"application/vnd.jupyter.widget-state+json": {"state": PAYLOADS[-2], "version_major": 2}}
    notebook.metadata |= {"widgets": state, "language_info": {"name": PAYLOADS[0]}, "kernelspec": PAYLOAD_KERNEL}
    path.write_text(json.dumps(notebook), "utf-8")
    for payload in PAYLOADS:
        (folder / f"{payload.replace('/', '-')}.html").write_text(PAYLOADS[0])


def run_outputs(folder):
    """Let a student's code show payloads."""
    path = folder / "classic.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell(OUTPUTS))
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    home = tmp_path_factory.mktemp("formgrader")
    # Formgrader looks at the folder in which the server starts, and refuses one that has no course below the server's.
    (home / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.root = {str(home / 'work')!r}\n")
    with contextlib.chdir(home), running_lab(home) as lab:
        lab.course = course = build(lab.folder / "course", small_case())
        (course.root / "nbgrader_config.py").write_text(SETTINGS)
        classic = small_case(lane="code")
        classic.cells = [cell("own = 1", "sum-check", grade=True, points=1), *classic.cells[7:]]
        (course.root / "source" / "classic").mkdir()
        nbformat.write(classic, course.root / "source" / "classic" / "classic.ipynb")
        course.do("generate_assignment", "classic")
        for student in ("ann", STUDENT):
            course.submit(student, {"sum": PAYLOADS[0], "why": "\n".join(PAYLOADS)}, change=spoil)
        course.autograde("ann")
        course.feedback("ann")
        refused = course.api.autograde(NAME, STUDENT, force=True)
        assert not refused["success"] and "Give it another name" in refused["log"]
        # Plain nbgrader writes what students typed as it stands.
        course.submit("bob", {"sum": 10}, change=spoil)
        course.autograde("bob")
        raw = course.root / "autograded" / "bob" / NAME / f"{NAME}.ipynb"
        os.chmod(raw, 0o644)
        notebook = nbformat.read(course.root / "submitted" / "bob" / NAME / f"{NAME}.ipynb", as_version=4)
        notebook.cells = [each for each in notebook.cells if "attachments" not in each]
        nbformat.write(notebook, raw)
        course.submit("ann", name="classic", change=run_outputs)
        course.autograde("ann", "classic")
        course.feedback("ann", "classic")
        yield lab


@pytest.fixture
def seen(browser, lab):
    """Open an address, and return the page with what it did that a text cannot do."""
    context = browser.new_context()
    page = context.new_page()
    page.did = []
    page.on("dialog", lambda dialog: (page.did.append("dialog"), dialog.dismiss()))
    page.on(
        "request", lambda request: page.did.append(request.url) if request.url.endswith(("evil", "evil.png")) else None
    )
    page.route(re.compile(r"^https?://(?!localhost|127\.0\.0\.1)"), lambda route: route.abort())

    def open_page(address):
        if not address.startswith("file:"):
            page.goto(f"{lab.url}formgrader?path={lab.course.root}&token={lab.token}")
            page.did.clear()
            address = f"{lab.url}formgrader/{address}"
        page.goto(address, wait_until="load")
        # Once a picture that is missing has said so, any before it has too.
        page.evaluate("() => new Promise((failed) => Object.assign(new Image(), { onerror: failed, src: 'x' }))")
        return page

    yield open_page
    context.close()


def submission(lab, student, name=NAME):
    with lab.course.gradebook as gradebook:
        return f"submissions/{gradebook.find_submission_notebook(name, name, student).id}/"


def acts(page):
    """Return what on a page would run, load or lead somewhere when it is clicked or seen."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#notebook *, main *")].filter((each) =>
            each.matches("script:not([type]), iframe, object, embed, form, svg, style, base, meta, link") ||
            [...each.attributes].some((one) => one.name.startsWith("on") || /^\\s*javascript:/i.test(one.value)) ||
            (each.matches("img") && !each.src.startsWith("data:image/")) ||
            (each.id === "sum-check" && !each.matches("input, section"))
        ).map((each) => each.outerHTML.slice(0, 200))"""
    )


def test_plain_markdown_does_act(seen, lab):
    """Otherwise the tests after this one would prove nothing."""
    page = seen(submission(lab, "bob"))
    assert page.did and acts(page)


@pytest.mark.parametrize(("student", "name"), [("ann", NAME), ("ann", "classic")])
def test_a_grader_reads_it_and_nothing_runs(seen, lab, student, name):
    page = seen(submission(lab, student, name))
    assert (page.did, acts(page)) == ([], [])
    shown = page.locator("#notebook").first.inner_text().replace(INVISIBLE, "")
    for payload in PAYLOADS[:3]:
        assert shown.count(payload) >= 1, payload
    assert page.evaluate("$('#sum-check').parents('.nbgrader_cell').length") == 1, "the field for the score works"


@pytest.mark.parametrize(
    "address",
    ["manage_assignments", f"manage_submissions/{NAME}", f"gradebook/{NAME}", f"gradebook/{NAME}/{NAME}"]
    + ["manage_students", "manage_students/ann", "gradebook"],
)
def test_names_in_formgraders_lists_are_text(seen, lab, address):
    page = seen(address)
    assert page.did == []
    if address == "manage_students":
        assert STUDENT in page.locator("body").inner_text()


def test_the_feedback_page_runs_nothing(seen, lab):
    for student, name in (("ann", NAME), ("ann", "classic")):
        path = lab.course.root / "feedback" / student / name / f"{name}.html"
        page = seen(path.as_uri())
        assert (page.did, acts(page)) == ([], [])
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert PAYLOADS[0] in page.locator("main").inner_text().replace(INVISIBLE, "")
