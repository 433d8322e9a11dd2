"""Turn the sources in ``content/`` into the notebooks of the course.

``content/lessons/NAME.py`` becomes ``notebooks/NAME.ipynb`` and ``content/assignments/NAME/`` becomes
``assignments/source/NAME/NAME.ipynb`` together with the files its header names, from ``content/graded/`` or
``datasets/``; its ``checks.py`` and ``rubrics.toml`` are written into the hidden regions.

The same sources always give the same bytes, so that a test can hold what is committed against what is
written here.

Run ``python content/build.py`` to write, ``python content/build.py --check`` to compare without writing, and to read
what breaks a rule of ``content/lint.py``.
"""

import argparse
import ast
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import jupytext
import nbformat
import yaml

import judgement
import lint
import texts

ROOT = Path(__file__).resolve().parent.parent
CELL_LINE = re.compile(r"^# %%(?P<options>.*)$", re.MULTILINE)
HEADER = re.compile(r"\A# ---\n(?P<yaml>(?:#.*\n)*?)# ---\n")
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Graded tables first: a survey drawn anew for this year wins over the one that students have among their datasets.
TABLES = ("content/graded", "datasets")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# What nbgrader is told about a cell of each role; grade_id and points are the author's.
NBGRADER = {
    "setup": {"grade": False, "locked": True, "solution": False, "task": False},
    "ask": {"grade": False, "locked": True, "solution": False, "task": False},
    "read": {"grade": False, "locked": True, "solution": False, "task": False},
    "test": {"grade": True, "locked": True, "solution": False, "task": False},
    "task": {"grade": False, "locked": True, "solution": False, "task": True},
}
CELL_TYPE = {"setup": "code", "ask": "code", "test": "code", "read": "markdown", "task": "markdown"}
ROLES_OF_A_LESSON = ("setup", "ask")
HIDDEN_CODE = ("setup", "ask")
EARNS_POINTS = ("test", "task")
AUTHORED = {"role", "grade_id", "points", "questions", "tags", "title", "lessons"}
# Which roles have an option besides grade_id; each of them must have it. A task's points stand in rubrics.toml.
OPTIONS = {"points": ("test",), "title": ("test",), "questions": EARNS_POINTS, "lessons": EARNS_POINTS}
# Left behind by jupytext when it reads a file; none of it is the author's.
READING_TRACES = {"cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker"}


class SourceError(ValueError):
    """A source cannot become a notebook; the message names the file, the line and the remedy."""


def header(text, name):
    """Split a source, called `name` in errors, into the ``idic_lab`` table of its header and the text of its cells."""
    found = HEADER.match(text)
    if not found:
        return {}, text
    lines = (line.removeprefix("#").removeprefix(" ") for line in found["yaml"].splitlines())
    data = yaml.safe_load("\n".join(lines)) or {}
    table = data.get("idic_lab", data.get("jupyter", {}).get("idic_lab", {}))
    unknown = set(table) - {"lane", "files"}
    if unknown:
        raise SourceError(f"{name}: the header's idic_lab table has {sorted(unknown)}; it knows lane and files.")
    return table, text[found.end() :].lstrip("\n")


def refuse_pitfalls(text, name):
    """Refuse prose that jupytext would read as something else.

    A triple quote inside prose swallows the rest of the file, and prose that ends in a double quote ends one
    character early.
    """
    starts = [*CELL_LINE.finditer(text)]
    if starts and text[: starts[0].start()].strip():
        raise SourceError(f"{name}: there is text before the first cell; begin it with a line `# %%`.")
    for start, end in zip(starts, [*(s.start() for s in starts[1:]), len(text)], strict=True):
        if "[markdown]" not in start["options"]:
            continue
        line = text.count("\n", 0, start.start()) + 1
        body = text[start.end() : end].strip()
        prose = re.fullmatch(r'r?"""(.*)"""', body, re.DOTALL)
        if not prose:
            raise SourceError(f'{name}: the prose of cell line {line} must stand between """ and """.')
        if '"""' in prose[1]:
            raise SourceError(f'{name}: the prose of cell line {line} has """ inside; write it another way.')
        if prose[1].rstrip().endswith('"'):
            raise SourceError(f'{name}: the prose of cell line {line} ends in "; let it end otherwise.')


def cell_metadata(cell, name, graded):
    """Expand a cell's role into the metadata that nbgrader and JupyterLab read; `graded` is False for a lesson."""
    given = {key: value for key, value in cell.metadata.items() if key not in READING_TRACES}
    role = given.get("role")

    def refuse(why):
        raise SourceError(f"{name}: the cell beginning {cell.source.strip()[:40]!r} {why}")

    if unknown := set(given) - AUTHORED:
        refuse(f'carries {sorted(unknown)}; write role="…" and, where it has them, grade_id, points, questions, tags.')
    metadata = {"tags": given["tags"]} if "tags" in given else {}
    if role is None:
        if extra := set(given) - {"tags"}:
            refuse(f"has {sorted(extra)} but no role.")
        return metadata
    if role not in (NBGRADER if graded else ROLES_OF_A_LESSON):
        refuse(f"has the role {role!r}; here it can be {', '.join(NBGRADER if graded else ROLES_OF_A_LESSON)}.")
    if cell.cell_type != CELL_TYPE[role]:
        refuse(f"has the role {role!r}, which belongs on a {CELL_TYPE[role]} cell.")
    if role in HIDDEN_CODE:
        metadata["jupyter"] = {"source_hidden": True}
    if not graded:
        if role in HIDDEN_CODE:  # nbconvert does not read source_hidden, and a page without a kernel needs no code
            metadata["transient"] = {"remove_source": True}
        if extra := set(given) & {"points", "questions", "title", "lessons"}:
            refuse(f"has {sorted(extra)}, which belong to assignments.")
        return metadata
    if "grade_id" not in given:
        refuse(f"has the role {role!r} but no grade_id.")
    metadata["nbgrader"] = {"schema_version": 3, "grade_id": given["grade_id"], **NBGRADER[role]}
    for option, roles in OPTIONS.items():
        if (role in roles) != (option in given):
            refuse(f"has the role {role!r}: it {'needs' if role in roles else 'can have no'} {option}.")
    if role == "test":
        metadata["nbgrader"]["points"] = given["points"]
    if role == "task":
        metadata["idic_lab"] = {"questions": given["questions"]}
    return metadata


def judged(cell, read, checks, rubrics, name):
    """Write the judgement into `cell`, which earns points and was read by jupytext as `read`."""
    given, grade_id = read.metadata, cell.id
    lessons = judgement.lessons_line(given["lessons"])
    if given["role"] == "test":
        questions = ", ".join(f'"{question}"' for question in given["questions"])
        try:
            hidden = judgement.inlined(checks, read.source)
        except judgement.Undefined as missing:
            raise SourceError(f"{name}: {grade_id!r} calls {missing}, which checks.py does not define.") from None
        title = given["title"].removesuffix("?")
        title += "?" if title != given["title"] else "."
        cell.source = (
            f"# {title}\n# {lessons}\nfrom idic_lab import checks\n\n"
            f"checks.complete(book, {questions}, points={given['points']})\n"
            f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        )
        return
    if grade_id not in rubrics:
        raise SourceError(f"{name}: rubrics.toml has no table [{grade_id}].")
    rubric = rubrics[grade_id]
    cell.metadata["nbgrader"]["points"] = judgement.points(rubric)
    marks = judgement.scheme(rubric)
    cell.source = f"{read.source}\n\n{lessons}\n\n=== BEGIN MARK SCHEME ===\n\n{marks}\n\n=== END MARK SCHEME ==="


def asked(cells):
    """Every text that stands alone in quotes in the code of `cells`: the ids of questions are among them."""
    return {
        node.value
        for cell in cells
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def notebook(text, name, checks=None, rubrics=None):
    """Make the notebook of one source: valid, without outputs, with the same cell ids every time.

    Parameters
    ----------
    text : str
        The source, jupytext py:percent.
    name : str
        What to call the file in an error.
    checks : str, optional
        The text of an assignment's ``checks.py``; None for a lesson.
    rubrics : dict, optional
        An assignment's ``rubrics.toml``.

    Raises
    ------
    SourceError
        When a cell cannot be what its author meant.
    """
    table, body = header(text, name)
    refuse_pitfalls(body, name)
    cells, graded = [], checks is not None
    for position, read in enumerate(jupytext.reads(body, fmt="py:percent").cells, start=1):
        if read.cell_type not in ("code", "markdown"):
            raise SourceError(f"{name}: cell {position} is a {read.cell_type} cell; use code or [markdown].")
        make = nbformat.v4.new_code_cell if read.cell_type == "code" else nbformat.v4.new_markdown_cell
        cell_id = read.metadata.get("grade_id", f"cell-{position:03}")
        if not CELL_ID.fullmatch(cell_id):
            raise SourceError(f"{name}: the grade_id {cell_id!r} may hold letters, digits, - and _ only, at most 64.")
        cell = make(read.source, id=cell_id, metadata=cell_metadata(read, name, graded))
        if read.metadata.get("role") in EARNS_POINTS:
            judged(cell, read, checks, rubrics or {}, name)
        cells.append(cell)
    twice = [cell_id for cell_id, count in Counter(cell.id for cell in cells).items() if count > 1]
    if twice:
        raise SourceError(f"{name}: the grade_id {twice[0]!r} is used twice.")
    # Under nbgrader all cells share one namespace, and a test cell must not take a name that a later cell reads.
    others = "\n".join(cell.source for cell in cells if cell.cell_type == "code" and "jupyter" in cell.metadata)
    if both := judgement.defined(checks or "") & judgement.defined(others):
        raise SourceError(f"{name}: checks.py and a cell both define {sorted(both)[0]!r}; rename the one in checks.py.")
    known = asked(cell for cell in cells if cell.cell_type == "code" and "jupyter" in cell.metadata)
    for cell in cells:
        for question in cell.metadata.get("idic_lab", {}).get("questions", ()):
            if question not in known:
                raise SourceError(f"{name}: the task {cell.id!r} names the question {question!r}, which no cell asks.")
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    if "lane" in table:
        metadata["idic_lab"] = {"lane": table["lane"]}
    made = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    made.nbformat_minor = 5
    nbformat.validate(made)
    return made


def built(root=ROOT):
    """Return the files of ``notebooks/`` and ``assignments/source/`` for the sources under `root`, by path."""
    files = {}
    for source in sorted(root.glob("content/lessons/*.py")):
        made = notebook(source.read_text("utf-8"), f"{source.parent.name}/{source.name}")
        files[Path("notebooks") / f"{source.stem}.ipynb"] = as_bytes(made)
    for folder in sorted(path.parent for path in root.glob("content/assignments/*/checks.py")):
        source, target = folder / f"{folder.name}.py", Path("assignments/source") / folder.name
        name, text = f"assignments/{folder.name}", source.read_text("utf-8")
        rubrics = tomllib.loads((folder / "rubrics.toml").read_text("utf-8"))
        made = notebook(text, name, (folder / "checks.py").read_text("utf-8"), rubrics)
        files[target / f"{folder.name}.ipynb"] = as_bytes(made)
        for extra in header(text, name)[0].get("files", ()):
            table = next((path for place in TABLES if (path := root / place / extra).is_file()), None)
            if table is None:
                raise SourceError(f"{name}: the header names {extra!r}, which is neither in {' nor in '.join(TABLES)}.")
            files[target / extra] = table.read_bytes()
    return files


def as_bytes(made):
    """The notebook as it is committed: sorted keys, one line feed at the end, the same on every system."""
    return (nbformat.writes(made, version=4) + "\n").encode("utf-8")


def differences(files, root=ROOT):
    """Return what is committed under `root` but "differs" from `files`, is "missing" or "left over", by path."""
    found = {
        path: "differs" if (root / path).exists() else "missing"
        for path, data in files.items()
        if not (root / path).exists() or (root / path).read_bytes() != data
    }
    # A stray file in assignments/source is released to every student with the assignment.
    for path in [*root.glob("notebooks/*.ipynb"), *root.glob("assignments/source/**/*")]:
        relative = path.relative_to(root)
        if path.is_file() and ".ipynb_checkpoints" not in relative.parts and relative not in files:
            found[relative] = "left over"
    return found


def main(argv=None):
    """Write what the sources stand for, or with ``--check`` say what differs and which rules are broken."""
    parser = argparse.ArgumentParser(description="Turn content/ into notebooks/ and assignments/source/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 for any difference or breach")
    check = parser.parse_args(argv).check
    try:
        files = built()
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    changed = differences(files)
    for path, what in sorted(changed.items()):
        if not check and what != "left over":
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_bytes(files[path])
            what = "written"
        print(f"{what}: {path}" + (" (no source makes it; remove it)" if what == "left over" else ""))
    print(f"{len(files)} files stand for the sources in content/, {len(changed)} of them changed.")
    if not check:
        return int("left over" in changed.values())
    broken = lint.breaches(texts.load(files, ROOT))
    print(*broken, f"{len(broken)} breaches of the rules in content/lint.py.", sep="\n")
    return int(bool(changed or broken))


if __name__ == "__main__":
    sys.exit(main())
