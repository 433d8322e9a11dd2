"""What student and grader are told at the top of a graded notebook."""

from nbformat.v4 import new_markdown_cell

from idic_lab.grading import sanitize

ABOUT = {"idic_lab": {"role": "notice"}}


def put(notebook, sentences):
    """Put a cell with sentences first in a notebook."""
    lines = [f"- {sanitize.markdown(sentence)}" for sentence in sentences if sentence]
    if not lines:
        return
    notebook.cells.insert(0, new_markdown_cell("\n".join(["**Please note**", "", *lines]), metadata=ABOUT))
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        del notebook.cells[0]["id"]  # older notebooks know none
