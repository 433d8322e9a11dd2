import pytest
from nbgrader.plugins.zipcollect import FileNameCollectorPlugin

from tests.grading.conftest import NAME, Course


@pytest.mark.parametrize("kind", ["answers", "answers.backup"])
def test_an_answers_file_of_the_instructors_overwrites_nobodys(course, kind):
    (course.root / "source" / NAME / f"{NAME}.{kind}.json").write_text("the instructor's own")
    course.submit("ann", {"sum": 10})
    course.autograde("ann")
    kept = course.root / "autograded" / "ann" / NAME / f"{NAME}.{kind}.json"
    assert '"value": 10' in kept.read_text()
    assert course.grades("ann")["sum-check"][0] == 4


@pytest.mark.parametrize(("file", "taken"), [("ipynb", True), ("answers.json", True), ("txt", False), ("py", False)])
def test_a_zip_brings_notebook_and_answers_and_nothing_else(course, file, taken):
    collector = FileNameCollectorPlugin(config=course.config, named_regexp=r".*/(?P<student_id>\w+?)_(?P<file_id>.+)")
    assert bool(collector.collect(f"/extracted/ann_{NAME}.{file}")) == taken


def test_the_course_stays_where_it_is(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    again = Course(course.root)
    again.submit("ann", {"sum": 10})
    again.autograde("ann")
    assert (course.root / "autograded" / "ann" / NAME).is_dir()
