"""A part added to, changed in or taken from an assignment after some were graded: nobody's marks are lost."""

import copy
import filecmp
import shutil

import nbformat
import pytest

from idic_lab.course import status
from idic_lab.grading import grade
from tests import warm
from tests.course.conftest import CASE, LAB, answers


def notebook(course, name):
    return course.place("source", ".", name) / f"{name}.ipynb"


def at(cells, grade_id):
    return next(n for n, cell in enumerate(cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def edit(course, name, change):
    """Change the list of cells of a source notebook."""
    source = nbformat.read(notebook(course, name), as_version=4)
    change(source.cells)
    nbformat.write(source, notebook(course, name))


def again(like, grade_id, points):
    """Return a change that adds a part like another one."""

    def change(cells):
        new = copy.deepcopy(cells[at(cells, like)])
        new.id = new.metadata.nbgrader.grade_id = grade_id
        new.metadata.nbgrader.points = points
        cells.append(new)

    return change


def without(grade_id):
    return lambda cells: cells.pop(at(cells, grade_id))


def parts(course, name, kind):
    """Return the grade_ids of a kind in a source notebook."""
    cells = nbformat.read(notebook(course, name), as_version=4).cells
    return [cell.metadata.nbgrader.grade_id for cell in cells if cell.metadata.get("nbgrader", {}).get(kind)]


def marks(course, student, name):
    """Return what formgrader knows of a submission: by part, score, mark by hand, whether it waits, comment; totals."""
    with course.gradebook() as gradebook:
        found = gradebook.find_submission_notebook(name, name, student)
        comments = {each.name: each.comment for each in found.comments}
        each = {
            grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade, comments.get(grade.name))
            for grade in found.grades
        }
        return each, found.score, found.max_score


def release(course, name, *options):
    """Type nbgrader generate_assignment; return the exit status and what it said."""
    done = warm.run(["nbgrader", "generate_assignment", name, *options], course.root)
    return done.returncode, done.stderr


@pytest.fixture
def marked(course):
    """Jane and Åsa are graded, their tasks marked by hand with a comment; Anne has handed in."""
    for student in ("jane", "asa", "anne"):
        course.submit(student, CASE, answers(CASE, "reference"), "2026-10-19 10:00:00 UTC")
    assert grade.main([CASE, "--course", str(course.root), "--student", "jane", "asa", "--jobs", "1"]) == 0
    for student in ("jane", "asa"):
        course.mark(student, CASE)
    with course.gradebook() as gradebook:
        for each in gradebook.find_submission_notebook(CASE, CASE, "jane").comments:
            each.manual_comment = f"on {each.name}"
        gradebook.db.commit()
    return course


def test_a_new_part_is_open_and_everything_else_stays(marked, capsys):
    check, task = parts(marked, CASE, "grade")[0], parts(marked, CASE, "task")[0]
    before, score, possible = marks(marked, "jane", CASE)
    edit(marked, CASE, again(check, "new-check", 4))
    edit(marked, CASE, again(task, "new-task", 3))
    status_, said = release(marked, CASE, "--force")
    assert status_ == 0 and "new-check (4 points), new-task (3 points); open for those" in said
    after, now, most = marks(marked, "jane", CASE)
    assert after.pop("new-check") == (None, None, True, None) and after.pop("new-task")[:3] == (None, None, True)
    assert after == before and (now, most) == (score, possible + 7)

    assert grade.main([CASE, "--course", str(marked.root), "--jobs", "1"]) == 0
    assert "2 submissions of those graded before had another release" in capsys.readouterr().out
    assert marks(marked, "anne", CASE)[2] == possible + 7, "who is graded now has the new parts"
    assert marks(marked, "jane", CASE)[0].keys() == marks(marked, "anne", CASE)[0].keys()
    assert grade.main([CASE, "--course", str(marked.root), "--jobs", "1", "--regrade", "--apply"]) == 0
    after, _, most = marks(marked, "jane", CASE)
    assert after.pop("new-check")[0] is not None and after.pop("new-task")[1] is None
    assert after == before and most == possible + 7
    assert "to mark 1" in status.text(*status.status(marked))


def test_a_part_taken_away_leaves_the_total_and_its_marks_stay_in_a_copy(marked):
    task = parts(marked, CASE, "task")[0]
    before, score, possible = marks(marked, "jane", CASE)
    points = before[task][1]
    assert points
    edit(marked, CASE, without(task))
    status_, said = release(marked, CASE, "--force")
    (kept,) = sorted((marked.root / "backups").iterdir())[-1:]
    assert status_ == 0 and f"{task} (" in said and f"are kept in {kept}" in said
    after, now, most = marks(marked, "jane", CASE)
    assert task not in after and now == score - points and most < possible
    assert after == {part: each for part, each in before.items() if part != task}
    assert grade.main([CASE, "--course", str(marked.root), "--jobs", "1"]) == 0
    with marked.gradebook() as gradebook:
        rows = gradebook.db.connection().exec_driver_sql
        orphans = "where cell_id not in (select id from base_cell)"
        assert rows(f"select count(*) from grade {orphans}").scalar() == 0
        assert rows(f"select count(*) from comment {orphans}").scalar() == 0
    shutil.copy(kept, marked.root / "gradebook.db")
    assert marks(marked, "jane", CASE)[0] == before


def test_stock_nbgrader_goes_on_with_it(marked):
    check, task = parts(marked, CASE, "grade")[0], parts(marked, CASE, "task")[0]
    edit(marked, CASE, again(check, "new-check", 4))
    edit(marked, CASE, without(task))
    assert release(marked, CASE, "--force")[0] == 0
    by_hand = {part: each[1] for part, each in marks(marked, "jane", CASE)[0].items()}
    for student in ("jane", "anne"):
        marked.do("autograde", CASE, student, force=True)
    marked.do("generate_feedback", CASE, "jane")
    after, _, most = marks(marked, "jane", CASE)
    assert {part: each[1] for part, each in after.items()} == by_hand
    assert after["new-check"][0] is not None and marks(marked, "anne", CASE)[2] == most
    assert after.keys() == marks(marked, "anne", CASE)[0].keys()


def test_a_changed_part_keeps_its_marks(marked):
    task = parts(marked, CASE, "task")[0]
    before, score, possible = marks(marked, "jane", CASE)

    def more(cells):
        cells[at(cells, task)].metadata.nbgrader.points += 2
        cells[at(cells, task)].source = cells[at(cells, task)].source.replace("### ", "### Now: ", 1)

    edit(marked, CASE, more)
    assert release(marked, CASE, "--force")[0] == 0
    assert marks(marked, "jane", CASE) == (before, score, possible + 2)


BROKEN = {
    "hidden-tests-not-closed": "### BEGIN HIDDEN TESTS\n1",
    "mark-scheme-not-closed": "=== BEGIN MARK SCHEME ===\n1",
    "solution-not-closed": "### BEGIN SOLUTION\n1",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_release_that_fails_leaves_the_one_before_and_the_gradebook(marked, text):
    place = marked.place("release", ".", CASE)
    shutil.copytree(place, marked.root / "as-it-was")
    before = marks(marked, "jane", CASE)

    def spoil(cells):
        again(parts(marked, CASE, "grade")[0], "new-check", 4)(cells)
        cells[at(cells, "new-check")].source = text
        # A scheme is looked for in tasks, a solution in answers.
        kind = "task" if "SCHEME" in text else "solution" if "SOLUTION" in text else "grade"
        flags = {"grade": kind == "grade", "task": kind == "task", "solution": kind == "solution"}
        cells[at(cells, "new-check")].metadata.nbgrader.update(flags | {"locked": kind != "solution"})
        if kind == "task":
            cells[at(cells, "new-check")].cell_type = "markdown"

    edit(marked, CASE, spoil)
    status_, said = release(marked, CASE, "--force")
    assert status_ != 0 and "The release from before is still there" in said
    compared = filecmp.dircmp(marked.root / "as-it-was", place)
    assert compared.left_list == compared.same_files == compared.right_list, "as it was"
    assert marks(marked, "jane", CASE) == before
    assert [path.name for path in place.parent.iterdir() if path.name.startswith(".")] == []


def test_a_release_that_was_killed_is_found_again(course):
    place = course.place("release", ".", LAB)
    place.rename(place.with_name(f".{LAB}.before"))  # what a run that was killed leaves
    place.mkdir()
    edit(course, LAB, lambda cells: cells.append(nbformat.v4.new_code_cell("### BEGIN SOLUTION", id="spoilt")))
    edit(course, LAB, lambda cells: cells[-1].metadata.update(nbgrader={"grade_id": "spoilt", "solution": True}))
    assert release(course, LAB, "--force")[0] != 0
    assert (place / f"{LAB}.ipynb").is_file()


def test_without_force_a_release_that_is_there_is_left(course):
    place = course.place("release", ".", LAB) / f"{LAB}.ipynb"
    before = place.stat().st_mtime_ns
    edit(course, LAB, again(parts(course, LAB, "grade")[0], "new-check", 4))
    code, said = release(course, LAB)
    assert code == 0 and "Skipping existing" in said and place.stat().st_mtime_ns == before
