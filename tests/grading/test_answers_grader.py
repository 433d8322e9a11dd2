import os
import sys
from pathlib import Path

import pytest

from idic_lab.grading import answers_grader
from idic_lab.grading.answers_grader import Cell
from idic_lab.grading.sandbox import workplace
from idic_lab.judging.checks import MIME


def run(*sources, folder=None, **options):
    """Run cells named 0, 1, 2 … in an empty workplace and return their runs in order."""
    ready = answers_grader.prepare(tuple(Cell(str(number), source) for number, source in enumerate(sources)), ())
    if folder is not None:
        return list(answers_grader.run(ready, folder, **options).values())
    with workplace(()) as place:
        return list(answers_grader.run(ready, place, **options).values())


RESULT = "from idic_lab.judging.checks import Criterion, Result\nResult([Criterion('sum', {0}, 4, 'said')])"


def test_outputs_come_in_the_order_they_were_shown():
    (done,) = run(
        "from IPython.display import HTML, display\nprint('one')\ndisplay(HTML('<b>two</b>'))\nprint('three')\n4"
    )
    assert [output["output_type"] for output in done.outputs] == ["stream", "display_data", "stream", "execute_result"]
    assert done.outputs[1]["data"]["text/html"] == "<b>two</b>"
    assert done.outputs[3]["data"]["text/plain"] == "4"


def test_an_updated_display_replaces_what_it_showed():
    (done,) = run("from IPython.display import display\nh = display('old', display_id=True)\nh.update('new')")
    assert [output["data"]["text/plain"] for output in done.outputs] == ["'new'"]


def test_cells_share_a_namespace_and_submissions_do_not():
    first = run("x = 1", "x + 1")
    assert first[1].outputs[0]["data"]["text/plain"] == "2"
    (second,) = run("'x' in globals()")
    assert second.outputs[0]["data"]["text/plain"] == "False"


def test_a_cell_that_raises_does_not_stop_the_next_and_shows_no_traceback():
    runs = run("secret_key = 42\n1 / 0", "import sys; sys.exit(3)", "def broken(:", "'still here'")
    assert "ZeroDivisionError" in runs[0].error and "SystemExit" in runs[1].error and "SyntaxError" in runs[2].error
    assert [each.outputs for each in runs[:3]] == [[], [], []]
    assert runs[3].outputs and not runs[3].error


def test_a_grader_who_interrupts_is_obeyed():
    with pytest.raises(KeyboardInterrupt):
        run("raise KeyboardInterrupt")


def test_stderr_goes_to_the_log_and_cost_nothing():
    (done,) = run("import sys\nprint('look out', file=sys.stderr)\n" + RESULT.format(3))
    assert "look out" in done.stderr
    assert answers_grader.judge(done, 4).score == 3


def test_surroundings_are_put_back(monkeypatch):
    monkeypatch.setenv("IDIC_LAB_VIEW", "live")
    before = os.getcwd(), dict(os.environ), list(sys.path), sys.modules["__main__"], sys.stdout
    (done,) = run(
        "import os, sys\nos.environ['LEFT'] = '1'\nsys.path.append('/left')\n"
        "(os.environ['NBGRADER_EXECUTION'], os.environ.get('IDIC_LAB_VIEW'))"
    )
    assert done.outputs[0]["data"]["text/plain"] == "('autograde', None)"
    assert (os.getcwd(), dict(os.environ), list(sys.path), sys.modules["__main__"], sys.stdout) == before


def test_nothing_is_imported_from_the_submission(tmp_path, monkeypatch):
    for name in ("colorsys.py", "strangers.py"):
        (tmp_path / name).write_text("raise SystemExit('the student ran')")
    (tmp_path / "idic_lab").mkdir()
    (tmp_path / "idic_lab" / "__init__.py").write_text("raise SystemExit('the student ran')")
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path), str(tmp_path / "idic_lab" / ".."), *sys.path])
    ours, stranger = run("import colorsys, idic_lab\ncolorsys.__file__", "import strangers", folder=tmp_path)
    assert not ours.error and str(tmp_path) not in ours.outputs[0]["data"]["text/plain"]
    assert "ModuleNotFoundError" in stranger.error


def test_folders_named_by_the_caller_are_kept_out_too(tmp_path, monkeypatch):
    (tmp_path / "strangers.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    (stranger,) = run("import strangers", keep_out=[tmp_path])
    assert "ModuleNotFoundError" in stranger.error


def test_the_workplace_holds_the_instructors_files_and_the_answers_alone():
    with workplace([("data.csv", b"1"), ("deep/more.csv", b"2")], "case", b"recorded") as place:
        assert {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()} == {
            "data.csv": b"1",
            str(Path("deep", "more.csv")): b"2",
            "case.answers.json": b"recorded",
        }
    assert not place.exists()


@pytest.mark.parametrize(
    ("source", "score", "trouble"),
    [
        (RESULT.format(3), 3, ""),
        (RESULT.format(0), 0, ""),
        ("1 / 0", 0, "raised"),
        ("x = 1", 0, "no Result"),
        ("4", 0, "no Result"),
        (RESULT.format(3) + ";", 0, "no Result"),
    ],
)
def test_a_score_is_what_a_result_says_and_nothing_else(source, score, trouble):
    (done,) = run(source)
    judgement = answers_grader.judge(done, 4)
    assert judgement.score == score
    assert trouble in judgement.trouble and bool(trouble) == bool(judgement.trouble)
    assert float(judgement.output["data"]["text/plain"]) == score
    assert judgement.output["data"][MIME]


def test_a_score_stays_within_what_the_cell_is_worth():
    (done,) = run(RESULT.format(4))
    judgement = answers_grader.judge(done, 2)
    assert (judgement.score, judgement.output["data"]["text/plain"]) == (2, "2")
    assert "4 of 2" in judgement.trouble


def test_a_number_that_is_none_scores_nothing():
    (done,) = run(RESULT.format(3))
    for odd in ("nan", "-1", "inf"):
        done.outputs[0]["data"]["text/plain"] = odd
        judgement = answers_grader.judge(done, 4)
        assert judgement.score == (4 if odd == "inf" else 0) and judgement.trouble


def test_a_cell_that_did_not_run_says_so():
    judgement = answers_grader.judge(None, 4)
    assert judgement.score == 0 and answers_grader.NOT_RUN in judgement.output["data"]["text/html"]
