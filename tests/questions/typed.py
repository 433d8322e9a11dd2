"""What people type and how it is read, as the table in fixtures says; and the page's half, run by Node."""

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from idic_lab.questions.views import FOLDER
from idic_lab.words import for_page

TABLE = tomllib.loads((Path(__file__).parents[1] / "fixtures/typed.toml").read_text("utf-8"))
_ASK = """
const { numbers, texts, catalogue: given } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
Object.assign(catalogue, given);
const read = numbers.map(([typed, options]) => readNumber(typed, options));
const tell = ({ value }) => (value === undefined ? null : told(value));
process.stdout.write(JSON.stringify({ numbers: read, words: texts.map(words), told: read.map(tell) }));
"""


def page_reads(numbers=(), texts=()):
    """Return how the page reads numbers, each with its options, and counts the words of texts."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is missing: install nodejs to hold the page's reading against the kernel's")
    source = "".join((FOLDER / name).read_text("utf-8") for name in ("words.js", "reading.js")) + _ASK
    given = json.dumps({"numbers": list(numbers), "texts": list(texts), "catalogue": for_page("reading")})
    done = subprocess.run([node, "-e", source], input=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
