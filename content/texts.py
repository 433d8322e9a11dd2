"""The course as its rules see it: notebooks, items, concepts and mistakes, and how their texts are read."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from idic_lab.subject.concepts import Concept
from idic_lab.subject.concepts import read as read_concepts
from idic_lab.subject.misconceptions import MISCONCEPTIONS, Misconception


@dataclass
class Course:
    """Everything the rules look at."""

    notebooks: dict[str, NotebookNode]  # the lessons, the glossary and the concept map, by name
    assignments: dict[str, NotebookNode]
    bank: dict[str, list[dict]]  # items by the lesson whose file they stand in
    concepts: tuple[Concept, ...]
    mistakes: dict[str, Misconception]
    instructor: dict[str, str]  # the page for each lesson

    @property
    def lessons(self) -> list[str]:
        """The names of the numbered lessons, in order."""
        return sorted(name for name in self.notebooks if re.match(r"\d\d-", name))

    @property
    def items(self) -> dict[str, dict]:
        """All items by id."""
        return {item["id"]: item for items in self.bank.values() for item in items}


def load(files: dict[Path, bytes], root: Path) -> Course:
    """Read the course under `root`, whose notebooks `build.built` has made."""
    made = {
        path: nbformat.reads(data.decode("utf-8"), as_version=4)
        for path, data in files.items()
        if path.suffix == ".ipynb"
    }
    subject = root / "idic_lab" / "subject"
    banks = sorted(subject.glob("bank/*.toml"))
    return Course(
        {path.stem: each for path, each in made.items() if path.parent.name == "notebooks"},
        {path.stem: each for path, each in made.items() if path.parent.name != "notebooks"},
        {path.stem: tomllib.loads(path.read_text("utf-8")).get("item", []) for path in banks},
        read_concepts((subject / "concepts.toml").read_text("utf-8")),
        MISCONCEPTIONS,
        {path.stem: path.read_text("utf-8") for path in root.glob("content/instructor/*.md")},
    )


def prose(notebook: NotebookNode) -> list[str]:
    """Return the text cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def words(text: str) -> int:
    """Count the words a reader meets: no mark-up, no rules of tables, no addresses."""
    text = re.sub(r"\]\([^)]*\)|</?\w+>", " ", text)
    return len(re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text))


def asked(cells: list[NotebookNode]) -> list[tuple[str, str]]:
    """Return (kind, id) of every question that the cells ask, in order."""
    return [
        (node.func.attr, node.args[1].value)  # type: ignore[attr-defined]
        for cell in cells
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("ask.")
    ]


def hidden(cell: NotebookNode) -> bool:
    """Tell whether the code of a cell is folded away."""
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def sections(notebook: NotebookNode) -> dict[str, list[NotebookNode]]:
    """Return the cells under each heading of the second level, by the heading up to its colon."""
    found, heading = {}, ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (title := re.match(r"## (.+)", cell.source)):
            heading = title[1].split(":")[0]
        found.setdefault(heading, []).append(cell)
    return found


def glossary(course: Course) -> list[tuple[str, str]]:
    """Return each term of the glossary with its line."""
    text = "\n\n".join(prose(course.notebooks["glossary"]))
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)
    return [row for row in rows if row not in (("term", "in plain words"), ("---", "---"))]


def repeated(values: Iterable) -> list:
    """Return what stands more than once among the values."""
    return [value for value, count in Counter(values).items() if count > 1]
