"""How far everybody is, at every step of the way through the exchange and without it."""

import shutil

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import default as exchange
from traitlets.config import Config

from idic_lab.course import status, verbs
from idic_lab.course.marks import Stage
from tests.course.conftest import CASE, LAB, answers, files


def as_student(course, action, student, name, **settings):
    config = Config()
    config.Exchange.root = str(course.exchange.parent)
    config.Exchange.assignment_dir = str(course.root.parent / "students" / student)
    config.Exchange.cache = str(course.root.parent / "cache" / student)
    config.CourseDirectory.course_id = course.coursedir.course_id
    coursedir = CourseDirectory(config=config, student_id=student, assignment_id=name)
    action(coursedir=coursedir, authenticator=Authenticator(config=config), config=config, **settings).start()
    return course.root.parent / "students" / student / name


def submit_through_exchange(course, student, given=None):
    """Fetch the released lab, answer it, rightly by default, and submit it, as a student does."""
    folder = as_student(course, exchange.ExchangeFetchAssignment, student, LAB)
    for path, data in files(course, LAB, given or answers(LAB, "reference")).items():
        (folder / path).write_bytes(data)
    as_student(course, exchange.ExchangeSubmit, student, LAB)
    return folder


def states(course, name):
    _, columns = status.status(course)
    return {who: cell.state for who, cell in next(each for each in columns if each.name == name).cells.items()}


def test_every_step_through_the_exchange(course):
    def jane():
        return states(course, LAB)["jane"]

    course.do("release_assignment", LAB)
    assert jane() == Stage.NOT_HANDED_IN
    folder = submit_through_exchange(course, "jane")
    assert jane() == Stage.TO_COLLECT
    course.do("collect", LAB)
    assert jane() == Stage.NOT_GRADED
    course.grade("jane", LAB)
    assert jane() == Stage.WAITING and "to mark 2" in status.text(*status.status(course))
    course.mark("jane", LAB)
    assert jane() == Stage.FINAL
    course.do("generate_feedback", LAB, "jane")
    assert jane() == Stage.FINAL, "the page is made and not where Jane gets it"
    course.do("release_feedback", LAB, "jane")
    assert jane() == Stage.FEEDBACK
    as_student(course, exchange.ExchangeSubmit, "jane", LAB)
    assert jane() == Stage.FEEDBACK, "the same once more is nothing new"
    (folder / f"{LAB}.answers.json").write_bytes(
        files(course, LAB, answers(LAB, "s-in-numerator"))[f"{LAB}.answers.json"]
    )
    as_student(course, exchange.ExchangeSubmit, "jane", LAB)
    assert jane() == Stage.TO_COLLECT
    course.do("collect", LAB, update=True)
    assert jane() == Stage.NEWER
    assert states(course, LAB)["asa"] == Stage.NOT_HANDED_IN


def test_without_an_exchange_a_page_that_is_made_is_out(course):
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
    course.grade("jane", LAB)
    course.mark("jane", LAB)
    course.do("generate_feedback", LAB, "jane")
    assert states(course, LAB)["jane"] == Stage.FEEDBACK


def test_one_table_for_all(course, capsys):
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
    course.submit("stranger\x1b[2J", LAB, {})
    assert verbs.main(["status", str(course.root)]) == 0
    said = capsys.readouterr().out
    lines = {line.split("  ")[0]: line for line in said.splitlines()}
    assert said.splitlines()[0].split()[0] == LAB, "what is due first stands first"
    assert "2026-10-20" in lines["due"] and "no date" in lines["due"]
    assert lines["released"].split()[1:3] == ["made", "not"]
    assert lines["jane (Jane Doe)"].split()[3:5] == ["to", "grade"]
    assert "6 students" in said and f"{LAB}: 2 to grade" in said and "nothing handed in" in said
    assert "\x1b" not in said and "(not in the class list)"[:20] in said
    assert "handed in and not graded yet" in said


@pytest.mark.parametrize("step", ["release", "source"])
def test_a_folder_that_is_gone_breaks_nothing(course, step):
    shutil.rmtree(course.place(step, ".", LAB))
    assert set(states(course, LAB).values()) == {Stage.NOT_HANDED_IN}
    assert set(states(course, CASE).values()) == {Stage.NOT_HANDED_IN}


def test_the_table_fits_the_terminal():
    graded = status.StudentStatus(Stage.FINAL)
    columns = [status.AssignmentStatus(f"assignment-{number}", "made", None, {"ada": graded}) for number in range(7)]
    (wide, narrow) = (status.text({"ada": "Ada"}, columns, width) for width in (None, 60))
    assert "assignment-0  assignment-1  assignment-2  assignment-3  assignment-4" in wide
    assert max(map(len, narrow.splitlines())) <= 60 and narrow.count("ada (Ada)  graded") == 3
    assert all(f"assignment-{number}" in narrow for number in range(7))
