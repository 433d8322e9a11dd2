"""A class on one machine, set up by following its guide: two students and an instructor at their browsers."""

import re
import shutil

import pytest

from tests.browser.jupyterlab import PATIENCE
from tests.browser.test_assignment import Student
from tests.docs.following import DOCS
from tests.grading.classroom import answer, books, expected
from tests.hub import machine
from tests.hub.classroom import GUIDE, PROGRAMS, PROXY, TEACHER, Classroom, Instructor, Learner

NAME = "four-companies"
HANDED_IN = {"ada": "reference", "ben": "three-steps"}
COURSE = [
    "printf 'id,first_name,last_name\\nada,Ada,Lindgren\\nben,Ben,Okafor\\n' > roster.csv",
    f"idic-lab course new my-course --roster roster.csv --due {NAME}=2099-12-01",
]
EXCHANGE = "/usr/local/share/nbgrader/exchange"


@pytest.fixture
def room(tmp_path):
    if why := machine.problem():
        pytest.skip(why)
    if not (PROXY and shutil.which("node")):
        pytest.skip("JupyterHub's proxy is missing: make test installs it where there is npm")
    (tmp_path / "machine").mkdir()
    room = Classroom(tmp_path / "machine", COURSE)
    yield room
    print(room.log())
    room.close()


@pytest.fixture
def asked(tmp_path):
    """What the assignment asks."""
    folder = tmp_path / "asked" / NAME
    return answer(shutil.copytree(machine.ROOT / "assignments" / "source" / NAME, folder), NAME, {})


@pytest.mark.browser
def test_a_class_from_logging_in_to_the_marks(browser, room, asked, tmp_path):
    teacher = Instructor(room, TEACHER, browser, tmp_path)
    ada, ben = students = [Learner(room, name, browser, tmp_path) for name in HANDED_IN]
    room.wait()
    for person in (teacher, *students):
        person.log_in()

    teacher.page.locator("tr", has_text=NAME).wait_for()
    teacher.press("assign", "Successfully created")
    with teacher.page.context.expect_page() as opened:
        teacher.page.locator("td.preview a").first.click()
    opened.value.wait_for_url(f"**/user/{TEACHER}/lab/tree/release/{NAME}", timeout=PATIENCE)
    opened.value.close()
    teacher.press("release", "Successfully released")

    for student in students:
        offered = student.assignment_list()
        assert [entry for entry in offered if entry] == ["Assignment List"]
        student.press("Fetch", "Submit")
        student.take("fetched")
    for student in students:
        notebook = student.open(NAME)
        notebook.run_all()
        given = books(NAME)[HANDED_IN[student.name]]["answers"]
        for id, value in given.items():
            Student(notebook, asked).answer(id, value)
        student.take("answered")
        notebook.save()
        student.assignment_list()
        student.press("Submit", "Fetch Feedback")
        student.take("handed-in")

    nobody_reads_what_others_handed_in(room, ben)
    nobody_hears_what_anothers_kernel_says(room, ben)

    teacher.press("collect", "Successfully collected")
    teacher.take("collected")
    rows = teacher.submissions(NAME)
    assert set(rows) == {"ada", "ben"}
    teacher.press("autograde", "Successfully autograded", rows["ada"])
    teacher.type(f"idic-lab grade {NAME} --student ben")
    teacher.assignments()
    rows = teacher.submissions(NAME)
    teacher.take("graded")
    teacher.mark(rows["ada"], NAME, books(NAME)[HANDED_IN["ada"]]["manual"])
    teacher.take("marked")
    teacher.assignments()
    scores = {name: row.locator("td.score").inner_text() for name, row in teacher.submissions(NAME).items()}
    assert scores == {"ada": f"{points('ada') + 12:g} / 17", "ben": f"{points('ben'):g} / 17"}

    teacher.assignments()
    teacher.press("generate-feedback", "Successfully generated")
    teacher.press("release-feedback", "Successfully released")
    for student in students:
        student.assignment_list()
        student.press("Fetch Feedback", "(view feedback)")
        student.take("feedback-fetched")
        earned = points(student.name) + (12 if student is ada else 0)
        read = student.feedback(NAME)
        student.take("feedback")
        assert f"{earned:g} of 17 points" in read
        assert ("A person still has to mark" in read) == (student is ben)


def points(student):
    """Return what the computer gives for what a student handed in."""
    return sum(expected(books(NAME)[HANDED_IN[student]]).values())


def nobody_reads_what_others_handed_in(room, student):
    """Try what a curious student would, in a terminal and in the browser."""
    handed_in = room.machine.type(f"ls {EXCHANGE}/my-course/inbound")
    assert all(f"{name}+{NAME}+" in handed_in for name in HANDED_IN)
    for place in (f"{EXCHANGE}/my-course/inbound", "/home/ada", f"/home/{TEACHER}", "/srv/jupyterhub"):
        assert "Permission denied" in room.machine.refused(f"ls {place}", student.name)
    name = next(each for each in handed_in.splitlines() if each.startswith(f"ada+{NAME}+"))
    moved = f"cd {EXCHANGE}/my-course/inbound && mv '{name}' mine"
    assert "not permitted" in room.machine.refused(moved, student.name)  # although the name is known
    assert "not permitted" in room.machine.refused(f"mv {EXCHANGE}/my-course {EXCHANGE}/mine", student.name)
    for module in ("desk", "grading"):
        assert "ModuleNotFound" in room.machine.refused(
            f"{PROGRAMS}/bin/python -c 'import idic_lab.{module}'", student.name
        )
    page = student.page.context.new_page()
    assert page.goto(f"{room.url}user/ada/lab", timeout=PATIENCE).status == 403
    page.close()


def nobody_hears_what_anothers_kernel_says(room, student):
    runtime = "/home/ada/.local/share/jupyter/runtime"
    told = room.machine.type(f"cat {runtime}/kernel-*.json")
    assert '"transport": "ipc"' in told and '"tcp"' not in told
    assert "Permission denied" in room.machine.refused(f"ls {runtime}", student.name)


def test_the_guide_leads_nowhere_that_is_not_there():
    text = (DOCS / GUIDE).read_text("utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)", text) + [
        f"../{path}" for path in re.findall(r"docs/jupyterhub/\S+\.\w+", text)
    ]
    assert len(named) > 6 and all((DOCS / path).is_file() for path in named), named
    made = re.search(r"^PROXY := (\S+)$", (machine.ROOT / "Makefile").read_text("utf-8"), re.M)[1]
    assert f"configurable-http-proxy@{made}\n" in text
