"""What is computed once must be what every submission would have computed for itself."""

import pytest

from idic_lab.answer_format import render
from idic_lab.grading import lane
from idic_lab.grading.program import Cell, Known
from idic_lab.grading.workplace import workplace
from tests.grading.classroom import ROOT, books

TABLE = ("table.csv", b"group,rating\na,1\na,2\nb,7\nb,\n")
BOOK = "from idic_lab import AnswerBook\nbook = AnswerBook('case')\nanswer = book.get('n')"
DATA = "import pandas as pd\ntable = pd.read_csv('table.csv')"

NUMBERS = "import numpy as np\nnumbers = np.zeros(3)"


def lane_of(*cells):
    return lane.prepare(tuple(Cell(str(number), source) for number, source in enumerate(cells)), (TABLE,))


def answered(n):
    return None if n is None else render("case", {"n": {"value": n, "saved_at": "2026-01-01T00:00:00Z", "revision": 1}})


def runs(ready, n):
    with workplace((TABLE,), "case", answered(n)) as place:
        return lane.run(ready, place)


def run_for_each(ready):
    """Run for several submissions, as one process does, folded and plain."""
    unfolded = lane.Lane(ready.plain, ready.plain)
    for n in (3, None, [1], 3, {"a": 1}):
        folded, plain = runs(ready, n), runs(unfolded, n)
        assert folded == plain, n
        assert not any(run.error for run in plain.values())


def executed(ready):
    """Return how many statements are left to run for each submission, those that import aside."""
    steps = [step for each in ready.folded for step in each.steps]
    return sum(not isinstance(step, Known) and not step.tools for step in steps)


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        # A table and everything computed from it, whatever comes after.
        ([DATA, "means = table.groupby('group').rating.mean()\nmeans"], 0),
        ([BOOK, DATA, "best = table.rating.max()\n(best, answer)"], 4),
        (
            [
                BOOK,
                DATA,
                "groups = {}\nfor g, m in table.groupby('group'):\n    groups |= {g: len(m)}\n(groups, answer)",
            ],
            4,
        ),
        ([DATA, "def share(x):\n    return len(x) / 4\nprint(share(table))\nshare(table)"], 0),
        ([DATA, "import numpy as np\ndeal = np.random.default_rng(1)\n[float(x) for x in deal.random(3)]"], 0),
        # A variable that a loop leaves behind is not needed by the next loop.
        ([BOOK, "for n in [1, 2]:\n    print(n)", "for n in [answer]:\n    print(n)"], 4),
    ],
)
def test_what_knows_no_answer_is_computed_once(cells, left):
    ready = lane_of(*cells)
    run_for_each(ready)
    assert executed(ready) == left


@pytest.mark.parametrize(
    "cells",
    [
        # An answer changes what was computed before, in all the ways there are.
        ["known = []", "known.append(answer)", "count = len(known)\n(count, known)"],
        ["known = []", "def note(x):\n    known.append(x)", "note(answer)", "count = len(known)\n(count, known)"],
        ["known = []\nalias = known", "alias.append(answer)", "count = len(known)\ncount"],
        ["known = []\npair = (known, 1)", "known.append(answer)", "count = len(pair[0])\n(count, pair)"],
        ["known = []", "box = {'inner': known}", "known.append(answer)", "size = len(box['inner'])\n(size, box)"],
        ["known = []", "known += [answer]", "count = len(known)\ncount"],
        ["known = []", "change = lambda x: known.append(x)", "change(answer)", "count = len(known)\ncount"],
        ["change = lambda x: known.append(x)", "known = []", "change(answer)", "count = len(known)\ncount"],
        ["known = []", "class Box:\n    inner = known", "Box.inner.append(answer)", "count = len(known)\ncount"],
        ["known = [3, 1]", "known.sort() if answer else None", "first = known[0]\nfirst"],
        ["known = {}", "known[str(answer)] = 1", "count = len(known)\n(count, known)"],
        ["known = {'a': [1]}", "known['a'].append(answer)", "count = len(known['a'])\ncount"],
        ["known = [1, 2]", "del known[0 if answer else 1]", "first = known[0]\nfirst"],
        [DATA, "table['new'] = str(answer)", "last = table.columns[-1]\nvalue = table.iloc[0, -1]\n(last, value)"],
        [DATA, "table.loc[0, 'rating'] = 5 if answer else 6", "total = table.rating.sum()\nfloat(total)"],
        [DATA, "table.drop(columns='rating' if answer else 'group', inplace=True)", "left = list(table)\nleft"],
        [DATA, "rows = [table]", "rows[0]['x'] = str(answer)", "left = list(table)\nleft"],
        [DATA, "table.insert(0, 'x', str(answer))", "left = list(table)\nleft"],
        [DATA, "here = table.loc", "here[0, 'rating'] = 5 if answer else 6", "total = table.rating.sum()\nint(total)"],
        [NUMBERS, "part = numbers[:2]", "part[0] = bool(answer)", "x = numbers.sum()\nx"],
        # An answer decides what a name means.
        ["limit = 1", "limit = answer", "double = [limit, limit]\ndouble"],
        ["if answer:\n    limit = 1\nelse:\n    limit = 2", "double = 2 * limit\ndouble"],
        ["limit = 1", "if answer:\n    limit = 2", "double = 2 * limit\ndouble"],
        ["limit = answer", "for limit in []:\n    pass", "[limit]"],
        ["limit = answer", "if 1 > 2:\n    limit = 1", "[limit]"],
        ["def set_limit(x):\n    global limit\n    limit = x", "limit = 1", "set_limit(answer)", "y = [limit]\ny"],
        ["limit = 1", "globals()['limit'] = answer", "y = [limit]\ny"],
        ["limit = 1", "exec('limit = answer')", "y = [limit]\ny"],
        ["len = lambda x: answer", "size = len([1, 2])\nsize"],
        ["sizes = [(limit := answer) for _ in range(1)]", "y = [limit]\ny"],
        ["from itertools import *\nimport math as answer_module", "y = [answer]\ny"],
        # What computes asks something that does not.
        ["import json\nx = json.dumps(str(open('case.answers.json').read())) if book.answered() else 0\nx"],
        ["x = AnswerBook('case').get('n')\n[x]"],
        ["class Counter:\n    seen = answer", "x = [Counter.seen]\nx"],
        # What is drawn by chance goes on where it was.
        [NUMBERS, "rng = np.random.default_rng(1)", "first = rng.random()", "(first, rng.random(), answer)"],
        [NUMBERS, "np.random.seed(1)\nx = np.random.rand()", "y = np.random.rand()\n(x, y, answer)"],
        # What a block leaves in the folder is there for the others.
        [DATA, "table.to_csv('copy.csv')", "print(open('copy.csv').read())\nanswer"],
        # Outputs stay in one piece.
        ["print('one')", "print('two', end='')\nprint(answer)\nprint('three')"],
        ["x = 1\nx;", "answer;"],
    ],
    ids=lambda cells: cells[-2][:60] if len(cells) > 1 else cells[0][:60],
)  # fmt: skip
def test_what_may_know_an_answer_is_not(cells):
    run_for_each(lane_of(BOOK, *cells))


def test_answers_never_reach_what_is_kept():
    ready = lane_of(
        BOOK, DATA, "kept = {'rows': [1, 2]}\nx = len(kept['rows'])", "kept['rows'].append(answer)\n(x, kept)"
    )
    for n in ("first", "second"):
        shown = runs(ready, n)["3"].outputs[0]["data"]["text/plain"]
        assert shown == f"(2, {{'rows': [1, 2, '{n}']}})"
    assert "first" not in repr([step.bound for each in ready.folded for step in each.steps if isinstance(step, Known)])


def test_an_exception_for_one_submission_is_that_submissions_alone():
    cells = ["low = 1", "1 / (answer or 0)\nlow = 2", "double = 2 * low\ndouble"]
    ready = lane_of(BOOK, *cells)
    plain = lane.Lane(ready.plain, ready.plain)
    for n in (None, 3, 0, 4):
        folded = runs(ready, n)
        assert [run.outputs for run in folded.values()] == [run.outputs for run in runs(plain, n).values()]
        assert bool(folded["2"].error) == (not n)


def test_an_exception_for_everybody_is_everybodys():
    ready = lane_of(BOOK, "x = 1\ny = [0][1]\nx = 2", "z = x\nz")
    assert "IndexError" in runs(ready, 3)["1"].error
    assert runs(ready, 3)["2"].outputs[0]["data"]["text/plain"] == "1"


def test_a_traceback_quotes_the_line():
    assert "answer / 0" in runs(lane_of(BOOK, "x = 1\nanswer / 0"), 3)["1"].error


def assignments():
    return sorted(path.name for path in (ROOT / "tests" / "fixtures" / "answer_books").iterdir())


@pytest.mark.parametrize("name", assignments())
def test_every_book_gets_the_same_outputs(name, released_sources):
    source = released_sources(name)
    ready = lane.prepare(source.lane_cells, source.files)
    plain = lane.Lane(ready.plain, ready.plain)
    for stem, book in books(name).items():
        about = {"saved_at": "2026-11-01T12:00:00+00:00", "revision": 1}
        data = render(name, {id: {"value": value, **about} for id, value in book["answers"].items()})
        shown = []
        for each in (ready, plain):
            with workplace(source.files, name, data) as place:
                shown.append(lane.run(each, place))
        assert shown[0] == shown[1], stem
