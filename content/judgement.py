"""An assignment's judgement, written into its cells: functions of ``checks.py``, mark schemes of ``rubrics.toml``.

A released source stands alone: what a check needs is copied into its hidden region, and nothing else.
"""

import ast
import textwrap
from collections.abc import Mapping, Sequence

WIDTH = 120


class Undefined(ValueError):
    """A cell calls a function that ``checks.py`` does not define."""


def defined(module: str) -> set[str]:
    """Return the names that a module binds itself, imports aside."""
    statements = ast.parse(module).body
    return {name for node in statements if not isinstance(node, ast.Import | ast.ImportFrom) for name in _binds(node)}


def inlined(module: str, call: str) -> str:
    """Return the hidden part of a test cell: the imports and definitions of `module` that `call` needs, and `call`."""
    lines = module.splitlines()
    statements = ast.parse(module).body[1:]  # the first is the docstring
    bound = {name: node for node in statements for name in _binds(node)}
    wanted, waiting = set(), _names(ast.parse(call))
    if isinstance(function := ast.parse(call).body[0].value, ast.Call) and function.func.id not in bound:
        raise Undefined(function.func.id)
    while waiting:
        name = waiting.pop()
        if name in bound and name not in wanted:
            wanted.add(name)
            waiting |= _names(bound[name])
    parts = [_import(node, wanted) for node in statements if isinstance(node, ast.Import | ast.ImportFrom)]
    imports = [line for line in parts if line]
    rest = [
        _text(lines, node)
        for node in statements
        if not isinstance(node, ast.Import | ast.ImportFrom) and wanted & set(_binds(node))
    ]
    return "\n\n\n".join(filter(None, ["\n".join(imports), *rest, call.strip()]))


def scheme(rubric: Mapping) -> str:
    """Return the mark scheme of a task as Markdown."""
    items = [f"- **{each['points']}**: {each['text']}" for each in rubric.get("levels", ())]
    items += [f"- **{each['name']}**: {each['text']}" for each in rubric.get("parts", ())]
    caps = [f"- **{each['at_most']} at most**: {each['text']}" for each in rubric.get("conditions", ())]
    each = "One point for each:" if "parts" in rubric else ""
    shown = ["\n".join(map(_wrapped, items)), "\n".join(map(_wrapped, caps))]
    paragraphs = [rubric.get("read", ""), each, *shown, *map(_wrapped, rubric.get("notes", ()))]
    return "\n\n".join(filter(None, paragraphs))


def points(rubric: Mapping) -> float:
    """Return what a task is worth: its highest level, or the sum of its parts."""
    return max((each["points"] for each in rubric.get("levels", ())), default=0) or sum(
        each["points"] for each in rubric["parts"]
    )


def lessons_line(lessons: Sequence[str]) -> str:
    """Return the line by which feedback sends a student back to a lesson."""
    return f"{'Lesson' if len(lessons) == 1 else 'Lessons'}: {', '.join(lessons)}"


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _binds(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [each.asname or each.name.partition(".")[0] for each in node.names]
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)]


def _import(node: ast.Import | ast.ImportFrom, wanted: set[str]) -> str:
    """Return an import with the names alone that are wanted; empty where none is."""
    kept = [each for each in node.names if (each.asname or each.name.partition(".")[0]) in wanted]
    if not kept:
        return ""
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(kept))
    return ast.unparse(ast.ImportFrom(node.module, kept, node.level))


def _text(lines: list[str], node: ast.stmt) -> str:
    """Return the lines of a statement, its decorators and the comment right above it included."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(each.lineno for each in decorators)]) - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return "\n".join(lines[first : node.end_lineno])


def _wrapped(text: str) -> str:
    indent = "  " if text.startswith("- ") else ""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
