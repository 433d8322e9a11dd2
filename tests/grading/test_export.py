import csv

from nbgrader.plugins import CsvExportPlugin

from idic_lab.grading.export import COLUMNS, Marks
from tests.grading.conftest import NAME
from tests.grading.test_preprocessors import RIGHT

NUMBERS = COLUMNS[-4:]


def exported(plugin, course, path, **options):
    """Return what a plugin writes, as (student, row)."""
    with course.gradebook as gradebook:
        plugin(to=str(path), **options).export(gradebook)
    with open(path, newline="", encoding="utf-8") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_names_are_text_and_numbers_are_those_of_nbgrader(course, tmp_path):
    course.submit("ann", RIGHT)
    course.autograde("ann")
    with course.gradebook as gradebook:
        gradebook.update_or_create_student("bob")
        gradebook.find_submission(NAME, "ann").notebooks[0].late_submission_penalty = 1
        gradebook.db.commit()
    plain, ours = (exported(plugin, course, tmp_path / "marks.csv") for plugin in (CsvExportPlugin, Marks))
    assert ours == plain
    with course.gradebook as gradebook:
        gradebook.update_or_create_student("ann", last_name="=HYPERLINK(1)", first_name="Ann, \n@Marie")
        gradebook.update_or_create_student("+eve", email="-1")
    named = exported(Marks, course, tmp_path / "marks.csv")
    assert [named["ann"][name] for name in NUMBERS] == [plain["ann"][name] for name in NUMBERS]
    assert (named["ann"]["last_name"], named["ann"]["first_name"]) == ("'=HYPERLINK(1)", "Ann, \n@Marie")
    assert named["'+eve"]["email"] == "'-1"
    assert list(exported(Marks, course, tmp_path / "marks.csv", student=["bob"])) == ["bob"]
    assert exported(Marks, course, tmp_path / "marks.csv", assignment=["other"]) == {}


def test_the_course_exports_this_way(course):
    assert course.config.ExportApp.plugin_class.endswith(f"export.{Marks.__name__}")
