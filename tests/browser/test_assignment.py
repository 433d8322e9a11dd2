"""The released assignments as a student does them in JupyterLab, and as they are graded afterwards."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.jupyterlab import Notebook
from tests.grading.classroom import Classroom, answer, books, expected

NAMES = ["four-companies", "trust-lab", "who-matters", "journey-and-internet", "kleenz-trust-case"]


@pytest.fixture(scope="module")
def room(term, tmp_path_factory):
    return Classroom(tmp_path_factory.mktemp("browser-term"), term)


def fill(control, text):
    """Fill in a field as a person does: choose, or type."""
    if control.evaluate("node => node.tagName") == "SELECT":
        control.select_option(text)
    else:
        control.fill(text)


class Student:
    """Answers questions in a page."""

    def __init__(self, notebook, questions):
        self.notebook, self.questions = notebook, questions

    def answer(self, id, value):
        getattr(self, self.questions[id].kind)(self.notebook.card(id), self.questions[id], value)
        expect(self.notebook.status(id)).to_contain_text("saved at")

    def choice(self, card, question, value):
        card.locator(f"input[value='{value}']").check()

    def number(self, card, question, value):
        card.get_by_role("textbox").fill(value)

    long_text = number

    def table(self, card, question, value):
        given = {row["row"]: row for row in value}
        for place, row in enumerate(question.rows):
            fields = card.locator("fieldset.entry").nth(place).locator(".field")
            for column_place, column in enumerate(question.columns):
                if text := given.get(row.key, {}).get(column.key, ""):
                    fill(fields.nth(column_place).locator("input, select, textarea"), text)

    def trust(self, card, question, value):
        (ratings,) = value.values()
        for component in question.components:
            slider = card.get_by_role("slider", name=component.name)
            steps = round((ratings[component.key] - float(slider.input_value())) / question.step)
            slider.focus()
            for _ in range(abs(steps)):
                slider.press("ArrowRight" if steps > 0 else "ArrowLeft")

    def sort(self, card, question, value):
        for place, item in enumerate(question.items):
            card.locator(".item").nth(place).locator(f"input[value='{value[item.key]}']").check()

    def explore(self, card, question, value):
        for dial in question.dials:
            control = card.get_by_label(dial.label, exact=True)
            if dial.options:
                control.select_option(value[dial.key])
            else:
                control.focus()
                for _ in range(dial.values.index(value[dial.key])):
                    control.press("ArrowRight")

    def board(self, card, question, value):
        """Add the cards and their fields without touching the mouse."""
        keys = self.notebook.page.keyboard
        names = {step.key: step.name for step in question.steps}
        for given in value:
            card.get_by_role("textbox", name="Company").last.focus()
            for text in (given["company"], given["reason"], names[given["step"]]):
                keys.type(text)
                keys.press("Tab")
            keys.press("Enter")
            company = card.get_by_role("group", name=given["company"])
            expect(company).to_be_visible()
            for field in question.fields_of(given["step"]):
                control = company.get_by_label(field.label)
                control.focus()
                chosen = next((option.text for option in field.options if option.key == given[field.key]), None)
                keys.type(chosen or given[field.key])
                keys.press("Tab")


@pytest.mark.parametrize("name", NAMES)
def test_an_assignment_from_the_release_to_the_expected_score(room, lab, page, name):
    folder = lab.folder / "released" / name
    shutil.copytree(room.root / "release" / name, folder)
    reference = books(name)["reference"]
    asked = answer(shutil.copytree(folder, room.folder / f"asked-{name}"), name, {})

    notebook = Notebook(page, lab, folder / f"{name}.ipynb")
    notebook.run_all()
    student = Student(notebook, asked)
    for id, value in reference["answers"].items():
        student.answer(id, value)
    path = folder / f"{name}.ipynb"
    assert lab.answers(path, name) == reference["answers"]

    notebook.save()
    notebook.reload()
    notebook.restart()
    notebook.run_all()
    for id in reference["answers"]:
        expect(notebook.status(id)).to_contain_text("saved at")
    assert lab.answers(path, name) == reference["answers"]
    notebook.save()

    shutil.copytree(folder, room.root / "submitted" / "ada" / name)
    room.course.autograde("ada", name)
    grades = room.course.grades("ada", name)
    assert {check: grades[check][0] for check in expected(reference)} == expected(reference)
