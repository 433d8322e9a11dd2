"""The words of the interface: one catalogue, and nothing in it that nobody says."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from idic_lab import words

PACKAGE = Path(words.__file__).parent
STUDENTS = [
    *(path for room in ("answers", "questions", "judging") for path in sorted((PACKAGE / room).rglob("*.py"))),
    *(PACKAGE / name for name in ("ask.py", "words.py", "subject/board.py", "subject/trust_profile.py")),
]
VIEWS = sorted(PACKAGE.rglob("*.js"))
SAID = re.compile(r"""\bsay\(\s*f?["'`]([^"'`]+)["'`]""")
QUOTED = re.compile(r"""["'`]([a-z][\w.{}$():%]+)["'`]""")


def forms(text):
    return [text] if isinstance(text, str) else [text["one"], text["many"]]


def pattern(id):
    """Return an id as an expression, with what is filled in left open."""
    return r"\w+".join(map(re.escape, re.split(r"\$?\{[^}]*\}", id)))


def test_a_text_with_a_count_has_two_forms():
    assert words.say("long_text.words", count=1) == "1 word"
    assert words.say("long_text.words", count=0) == "0 words"
    assert words.say("number.or_more", low=3) == "3 or more"


def test_what_is_filled_in_is_not_read_as_a_text_of_the_catalogue():
    assert words.say("table.remove", row="{row} {id}") == "Remove {row} {id}"


@pytest.mark.parametrize("id", words.catalogue())
def test_both_forms_of_a_text_take_the_same_parameters(id):
    asked = [{name for _, name, *_ in Formatter().parse(form) if name} for form in forms(words.catalogue()[id])]
    assert all(names == asked[0] for names in asked)
    assert all(name.isidentifier() for name in asked[0]), "the page fills in names alone, without formats"


@pytest.mark.parametrize("path", [*STUDENTS, *VIEWS], ids=lambda path: path.name)
def test_what_is_said_is_in_the_catalogue(path):
    for id in SAID.findall(path.read_text("utf-8")):
        assert any(re.fullmatch(pattern(id), known) for known in words.catalogue()), id


def test_what_is_in_the_catalogue_is_said():
    said = {each for path in [*STUDENTS, *VIEWS] for each in QUOTED.findall(path.read_text("utf-8"))}
    patterns = re.compile("|".join(map(pattern, said - {"refused.{id}", "reading.${id}"})))
    names = {id: [id, id.removeprefix("refused."), id.removeprefix("reading.")] for id in words.catalogue()}
    assert [id for id, known in names.items() if not any(map(patterns.fullmatch, known))] == []


@pytest.mark.parametrize("path", STUDENTS, ids=lambda path: path.name)
def test_no_html_is_written_by_hand(path):
    if path.name == "html.py":
        return
    texts = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
    assert [node.lineno for node in texts if re.search(r"<(/?[a-z]+)[ >/]", str(node.value))] == []
