"""The concept map as the student sees it. That what it says is true is held by content/lint.py."""

import re

from idic_lab import AnswerBook
from idic_lab.subject import idic, items, plots, trust
from idic_lab.subject.concepts import concepts
from tests.notebooks.test_lessons import LESSONS, notebook

CONCEPTS = concepts()


def test_nothing_that_the_package_names_is_missing():
    known = {concept.name.lower() for concept in CONCEPTS}
    needed = [each.name for each in (*idic.STEPS, *idic.PRINCIPLES, *idic.APOLOGY_ELEMENTS, *trust.COMPONENTS)]
    characteristics = {"ongoing-benefit": "ongoing benefit", "change": "change in behaviour", "trust": "trust"}
    needed += [characteristics.get(each.key, each.name) for each in idic.CHARACTERISTICS]
    assert [name for name in needed if name.lower() not in known] == []


class TestTheNotebookOfTheMap:
    def run(self, folder, monkeypatch):
        shown = []
        monkeypatch.chdir(folder)
        monkeypatch.setenv("IDIC_LAB_VIEW", "static")
        monkeypatch.setattr(plots, "show", lambda ax: None)
        monkeypatch.setattr("IPython.display.display", lambda output, **_: shown.append(output))
        space = {}
        for cell in notebook("concept-map").cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, "concept-map", "exec"), space)
        return shown, space

    def test_shows_every_idea_with_its_lessons(self, tmp_path, monkeypatch):
        shown, _ = self.run(tmp_path, monkeypatch)
        page = " ".join(output.data for output in shown if hasattr(output, "data"))
        rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
        told = [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in rows if row]
        assert told == [
            [
                concept.name,
                ", ".join(name[:2] for name in concept.teach),
                ", ".join(sorted({place[:2] for place in concept.practise})),
                ", ".join(sorted({items.bank()[each]["lesson"][:2] for each in concept.check})),
                ", ".join(concept.graded),
            ]
            for concept in CONCEPTS
        ]
        assert set(re.findall(r'href="([^"]+)\.ipynb"', page)) == set(LESSONS)

    def test_counts_what_is_answered_right_beside_it(self, tmp_path, monkeypatch):
        _, space = self.run(tmp_path, monkeypatch)
        assert set(space["seen"]) == {0}
        book = AnswerBook("01-relationships", tmp_path)
        book.record("start-encounter", "a")
        _, space = self.run(tmp_path, monkeypatch)
        assert set(space["seen"]) == {0}, "a wrong answer does not count"
        book.record("start-encounter", "b")
        _, space = self.run(tmp_path, monkeypatch)
        assert space["seen"].iloc[0] > 0
        assert set(space["seen"].iloc[1:]) == {0}
