"""The student kit holds the assignments of the course one stands in: own, corrected and reseeded ones."""

import shutil

import nbformat
import pytest

from idic_lab import AnswerBook, cli
from idic_lab.course import kit
from idic_lab.course import reseed as reseeding
from tests.course.conftest import LAB
from tests.course.test_changed_questions import again, edit, parts
from tests.docs.following import own_notebook


@pytest.fixture
def changed(course):
    """A course with an assignment of its own, a corrected one, fresh tables, and one that was never wanted."""
    own = course.root / "source" / "my-week"
    own.mkdir()
    nbformat.write(own_notebook(), own / "my-week.ipynb")
    AnswerBook("my-week", own).record("shops", 3)  # the instructor's own try
    edit(course, LAB, again(parts(course, LAB, "grade")[0], "new-check", 4))
    for file, data in reseeding.tables(LAB, 2027).items():
        (course.root / "source" / LAB / file).write_bytes(data)
    shutil.rmtree(course.root / "source" / "who-matters")
    return course


def test_it_is_built_from_the_course(changed, monkeypatch, capsys):
    before = (changed.root / "gradebook.db").read_bytes()
    monkeypatch.chdir(changed.root)
    assert cli.main(["kit"]) == 0
    said = capsys.readouterr().out
    built = changed.root.parent / "student-kit"
    assert f"with the assignments of {changed.root}" in said and built.with_suffix(".zip").is_file()
    names = {folder.name for folder in (built / "assignments").iterdir()}
    assert names == set(changed.assignments()) and "my-week" in names and "who-matters" not in names
    text = (built / "assignments" / LAB / f"{LAB}.ipynb").read_text("utf-8")
    assert '"new-check"' in text and "HIDDEN" not in text
    for file, data in reseeding.tables(LAB, 2027).items():
        assert (built / "assignments" / LAB / file).read_bytes() == data
    assert sorted(path.name for path in (built / "assignments" / "my-week").iterdir()) == ["my-week.ipynb"]
    own = nbformat.read(built / "assignments" / "my-week" / "my-week.ipynb", as_version=4)
    assert not any("14" in cell.source for cell in own.cells)  # the key; a cell's id may hold these signs by chance
    # What students would hand in is graded by what the course has released.
    assert f"Changed since the course released them: {LAB}." in said
    assert f"nbgrader generate_assignment {LAB} --force" in said
    assert (changed.root / "gradebook.db").read_bytes() == before


def test_a_release_of_today_is_no_change(course, tmp_path):
    kit.release(tmp_path / "released", course.root)
    assert kit.changed_since(course.root, tmp_path / "released") == []


def test_a_settings_file_that_names_its_gradebook_leaves_it_alone(course, tmp_path):
    with (course.root / "nbgrader_config.py").open("a") as settings:
        settings.write(f"\nc.CourseDirectory.db_url = 'sqlite:///{course.root}/gradebook.db'\n")
        settings.write(f"c.CourseDirectory.root = {str(course.root)!r}\n")
    before = (course.root / "gradebook.db").read_bytes()
    shutil.rmtree(course.root / "release")
    kit.release(tmp_path / "released", course.root)
    assert (course.root / "gradebook.db").read_bytes() == before and not (course.root / "release").exists()
    assert (tmp_path / "released" / LAB).is_dir()
