import re

import pytest

from idic_lab.course import demo
from tests.grading.classroom import books, expected

RIGHT, HALF, HOSTILE = range(3)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The folder of a demo and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        printed = []
        patch.setattr("builtins.print", lambda *texts, **_: printed.append(" ".join(map(str, texts))))
        assert demo.main(["--folder", str(folder)]) == 0
    return folder, "\n".join(printed)


def test_the_table_gives_each_submission_what_its_answers_deserve(shown):
    _, printed = shown
    for name, stems in demo.SUBMISSIONS.items():
        deserved = [expected(books(name)[stem]) for stem in stems.values()]
        for check in deserved[RIGHT]:
            (line,) = re.findall(rf"^  {check} .*$", printed, re.MULTILINE)
            assert [float(each) for each in line.split()[2:]] == [each[check] for each in deserved]


def test_it_says_where_to_look_and_everything_is_there(shown):
    folder, printed = shown
    for place in ("release", "feedback", "gradebook.db"):
        assert f"{place}" in printed and (folder / place).exists()
    assert len(list(folder.glob("feedback/*/*/*.html"))) == 6
    assert not list(folder.parent.rglob("the-student-was-here"))


def test_it_replaces_an_earlier_demo_and_nothing_else(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "SUBMISSIONS", {})
    (tmp_path / "precious.txt").write_text("mine")
    assert demo.main(["--folder", str(tmp_path)]) == 1
    assert "holds other things" in capsys.readouterr().err
    assert (tmp_path / "precious.txt").read_text() == "mine"
    for _ in range(2):
        assert demo.main(["--folder", str(tmp_path / "demo")]) == 0


def test_it_needs_the_repository(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "BOOKS", tmp_path / "nowhere")
    assert demo.main([]) == 2
    assert "instructor" in capsys.readouterr().err
