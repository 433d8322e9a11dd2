"""What a task is about, right above it in a graded notebook, where the question itself stands further up."""

import re

from nbformat import from_dict

from idic_lab.grading.notebook import new_cell

ROLE = "recall"
# What students typed stands behind it, and escaped.
_QUESTION = re.compile(r'<div class="idic-static" data-question="([^"]*)"')


def put(notebook, source):
    """Show recorded answers once more above the tasks that a person marks."""
    asked, above, cells = {}, [], []
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if grade_id := about.get("grade_id"):
            missing = [each for each in source[grade_id].questions if each in asked and each not in _ids(above)]
            if missing:
                place = cells.index(above[0]) if above else len(cells)
                cells[place:place] = [_again(notebook, asked[each]) for each in missing]
            is_asking = cell.cell_type == "code" and about.get("locked") and not about.get("grade")
            above = [*above, cell] if is_asking else []
            asked |= dict(_shown(cell)) if is_asking else {}
        cells.append(cell)
    notebook.cells = cells


def _shown(cell):
    """Yield the questions that a cell shows, each with its output."""
    for output in cell.get("outputs", []):
        if found := _QUESTION.search(output.get("data", {}).get("text/html", "")):
            yield found[1], output


def _ids(cells):
    return {id for cell in cells for id, _ in _shown(cell)}


def _again(notebook, output):
    cell = new_cell("code", "# Recorded further up, shown here once more.")
    cell.metadata = {"idic_lab": {"role": ROLE}, "jupyter": {"source_hidden": True}}
    cell.outputs = [from_dict(output)]
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        del cell["id"]  # older notebooks know none
    return cell
