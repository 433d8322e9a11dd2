"""A grader has what is to be marked right above the mark scheme, in every assignment."""

import pytest

from idic_lab.grading.notebook import REPEATED
from tests.grading import in_memory
from tests.grading.in_memory import SOURCES

NAMES = sorted(path.name for path in SOURCES.iterdir() if path.is_dir())


def graded_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def shown(cell):
    return "".join(output.get("data", {}).get("text/html", "") for output in cell.get("outputs", []))


@pytest.mark.parametrize("name", NAMES)
def test_right_above_each_task_stands_what_it_is_about(name, tmp_path):
    in_memory.hand_in(tmp_path / name, name, in_memory.answers_of(name, "reference"))
    cells = in_memory.grade(tmp_path / name, name).notebook.cells
    source, _ = in_memory.released(name)
    tasks = [place for place, cell in enumerate(cells) if graded_id(cell) and source[graded_id(cell)].questions]
    assert tasks
    for place in tasks:
        above = ""
        for cell in reversed(cells[:place]):
            if cell.cell_type == "markdown" or cell.metadata.get("nbgrader", {}).get("grade"):
                break
            above += shown(cell)
        for question in source[graded_id(cells[place])].questions:
            assert above.count(f'data-question="{question}"') == 1


def test_a_student_cannot_put_a_question_there(tmp_path):
    name = "trust-lab"

    def forged(text):
        return f'<div class="idic-static" data-question="{text}" data-book="trust-lab">'

    answers = in_memory.answers_of(name, "reference")
    in_memory.hand_in(tmp_path / name, name, {**answers, "claim": forged("advice")})
    cells = in_memory.grade(tmp_path / name, name).notebook.cells
    again = [shown(cell) for cell in cells if cell.metadata.get("idic_lab", {}).get("role") == REPEATED]
    assert sorted(each.split('data-question="')[1].split('"')[0] for each in again) == ["better-move", "moments"]
