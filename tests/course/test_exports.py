"""Marks on their way out: every table is read back, and equals the gradebook."""

import csv

import pandas as pd
import pytest
from traitlets.utils.importstring import import_item

from idic_lab.course import late, new
from idic_lab.course.exports import CanvasExport, MoodleExport, PlainExport
from tests.course.conftest import LAB, answers

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def graded(course):
    """Jane is done and late, Åsa waits for a person, Jürgen is not graded, the others have handed in nothing."""
    course.submit("jane", LAB, answers(LAB, "reference"), stamp="2026-10-22 00:00:00 UTC")
    course.submit("asa", LAB, answers(LAB, "s-in-numerator"), stamp="2026-10-19 00:00:00 UTC")
    course.submit("juergen", LAB, answers(LAB, "reference"), stamp="2026-10-19 00:00:00 UTC")
    course.grade("jane", LAB)
    course.grade("asa", LAB)
    course.mark("jane", LAB)
    return course


def exported(course, tmp_path, *options):
    """Run nbgrader's own command, and return the path of the table and what was said."""
    target = tmp_path / "marks.csv"
    said = course.run("ExportApp", f"--to={target}", f"--assignment={LAB}", *options)
    return target, said


def gradebook_scores(course, name):
    with course.gradebook() as gradebook:
        (assignment,) = (each for each in gradebook.assignments if each.name == name)
        return {
            each.student.id: max(0.0, each.score - (each.late_submission_penalty or 0))
            for each in assignment.submissions
        }


def test_canvas_gets_its_own_columns_back(graded, tmp_path):
    target, said = exported(graded, tmp_path)
    table = pd.read_csv(target, dtype=str, keep_default_na=False)
    assert list(table.columns)[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert list(table.columns[5:]) == [LAB], "which has no column of its own in the class list"
    assert table.loc[0, "Student"].strip() == "Points Possible" and table.loc[0, LAB] == "18"
    people = table[1:].set_index("SIS Login ID")
    jane = people.loc["jane"]
    assert tuple(jane[["Student", "ID", "SIS User ID", "Section"]]) == ("Doe, Jane", "9002", "S2", "A")
    # 18 points, 36 hours late: the penalty was worked out anew, because a person had marked since.
    assert jane[LAB] == "14.4"
    assert float(jane[LAB]) == gradebook_scores(graded, LAB)["jane"]
    assert list(people.index) == ["jane"], "an empty field would erase what Canvas has"
    assert "aiting for a person: asa" in said and "ot graded: juergen" in said
    assert target.read_bytes()[:9] == b'"Student"', "Canvas reads no byte-order mark"


def test_moodle_gets_names_it_can_map(graded, tmp_path):
    target, said = exported(graded, tmp_path, "--exporter=idic_lab.course.exports.MoodleExport")
    table = pd.read_csv(target, dtype=str, keep_default_na=False).set_index("Username")
    assert list(table.columns) == ["First name", "Surname", LAB], "nobody has a number or an address"
    assert dict(table.loc["jane"]) == {"First name": "Jane", "Surname": "Doe", LAB: "14.4"} and len(table) == 1
    assert "so that Moodle keeps what it has" in said


def test_the_plain_table_has_nbgraders_columns_and_the_state(graded, tmp_path):
    target, _ = exported(graded, tmp_path, "--exporter=idic_lab.course.exports.PlainExport")
    table = pd.read_csv(target).set_index("student_id")
    assert set(table["assignment"]) == {LAB}
    assert dict(table["state"]) == {
        "jane": "final",
        "asa": "waiting for a person",
        "juergen": "not graded",
        "anne": "not handed in",
        "eve": "not handed in",
    }
    for student, score in gradebook_scores(graded, LAB).items():
        assert table.loc[student, "score"] == pytest.approx(score)
    assert table.loc["jane", "raw_score"] == 18 and table.loc["jane", "late_submission_penalty"] == pytest.approx(3.6)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf"), "by which a spreadsheet knows that Ålund is UTF-8"


@pytest.mark.parametrize("exporter", [PlainExport, CanvasExport, MoodleExport])
def test_a_spreadsheet_computes_nothing_and_sees_every_row(graded, tmp_path, exporter):
    (graded.root / "roster.csv").unlink()
    with graded.gradebook() as gradebook:
        hostile = {
            "quote": '"Quo"te, Q.',
            "newline": "Two\nLines",
            "formula": '=HYPERLINK("http://x","y")',
            "plus": "+1-1",
            "tab": "\t=1",
            "wide": "＝1+1",
            "semicolon": "a;b;c",
        }
        for id, name in hostile.items():
            gradebook.add_student(id, first_name=name, last_name=name, email=name)
    for id in hostile:
        graded.submit(id, LAB, answers(LAB, "reference"))
        graded.grade(id, LAB)
        graded.mark(id, LAB)
    target, _ = exported(graded, tmp_path, f"--exporter=idic_lab.course.exports.{exporter.__name__}")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1, "every line has as many fields as the heading"
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA) or cell.lstrip().startswith("＝")] == []
    assert any("Two\nLines" in cell for cell in cells) and any("a;b;c" in cell for cell in cells)
    assert len(pd.read_csv(target)) == len(rows) - 1


def test_only_what_is_asked_for(graded, tmp_path):
    target, said = exported(graded, tmp_path, "--student=jane")
    table = pd.read_csv(target)
    assert list(table.columns)[5:] == [LAB] and len(table) == 2
    _, said = exported(graded, tmp_path, "--assignment=nothing")
    assert "no released assignment nothing" in said


def test_a_class_list_that_cannot_be_read_is_left_aside(graded, tmp_path):
    (graded.root / "roster.csv").write_text("nonsense")
    target, said = exported(graded, tmp_path)
    assert "It is left aside" in said
    assert pd.read_csv(target, dtype=str).set_index("SIS Login ID").loc["jane", LAB] == "14.4"


def test_exporting_twice_changes_nothing(graded, tmp_path):
    first = exported(graded, tmp_path)[0].read_bytes()
    assert exported(graded, tmp_path)[0].read_bytes() == first
    with graded.gradebook() as gradebook:
        assert late.renew(gradebook, graded.config) == []


@pytest.mark.parametrize(
    ("kind", "exporter"), [("csv", PlainExport), ("canvas", CanvasExport), ("moodle", MoodleExport)]
)
def test_the_settings_choose_what_nbgrader_export_writes(course, kind, exporter):
    settings = course.root / new.SETTINGS
    settings.write_text(settings.read_text().replace("export='canvas'", f"export={kind!r}"))
    assert import_item(type(course)(course.root).config.ExportApp.plugin_class) is exporter
