import pytest

from idic_lab import AnswerBook, ask, questions


@pytest.fixture
def shown(monkeypatch):
    """Collect what a cell would display, without a front end."""
    for name in (*ask.FRONT_ENDS, "NBGRADER_EXECUTION", "IDIC_LAB_VIEW"):
        monkeypatch.delenv(name, raising=False)
    outputs = []
    monkeypatch.setattr("IPython.display.display", lambda output, **more: outputs.append(output))
    return outputs


@pytest.fixture
def book(tmp_path):
    return AnswerBook("lesson", tmp_path)


def test_a_question_emits_its_static_view_and_returns_nothing(shown, book):
    assert ask.choice(book, "q", "Which?", ["one", "two"]) is None
    assert len(shown) == 1
    assert 'data-question="q"' in shown[0]["text/html"]
    assert book.questions["q"] == questions.Choice("q", "Which?", ["one", "two"])


def test_the_recorded_answer_is_shown(shown, book):
    book.record("q", "b")
    ask.choice(book, "q", "Which?", ["one", "two"])
    assert "<strong>two</strong> (chosen)" in shown[0]["text/html"]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"JPY_SESSION_NAME": "a.ipynb"}, True),
        ({"JPY_SESSION_NAME": "a.ipynb", "NBGRADER_EXECUTION": "autograde"}, False),
        ({"JPY_SESSION_NAME": "a.ipynb", "IDIC_LAB_VIEW": "static"}, False),
        ({"NBGRADER_EXECUTION": "autograde", "IDIC_LAB_VIEW": "live"}, True),
    ],
)
def test_live_only_where_somebody_can_click(shown, monkeypatch, environment, expected):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ask.live() is expected


def test_an_unknown_view_is_refused_by_name(shown, monkeypatch):
    monkeypatch.setenv("IDIC_LAB_VIEW", "loud")
    with pytest.raises(ValueError, match="'loud'"):
        ask.live()


def test_a_live_question_adds_one_widget(shown, book, monkeypatch):
    monkeypatch.setenv("IDIC_LAB_VIEW", "live")
    ask.number(book, "n", "How many?")
    assert len(shown) == 2
    shown[1].value = "2,5"
    assert book["n"] == "2,5"


def test_the_figure_waits_for_a_guess(shown, book):
    from matplotlib import pyplot

    drawn = []

    def reveal(guessed):
        drawn.append(guessed)
        return pyplot.subplots()[1]

    ask.guess(book, "g", "How many?", reveal, low=0, high=100)
    assert "<details>" in shown[0]["text/html"], "a reader without a kernel can open it"
    book.record("g", "30")
    ask.guess(book, "g", "How many?", reveal, low=0, high=100)
    assert "<details>" not in shown[1]["text/html"]
    assert drawn == [None, 30]


@pytest.mark.parametrize("settings", [None, {"x": 10}, {"x": 11}])  # the last is what no dial can be set to
def test_a_picture_with_dials_is_there_for_a_reader_who_cannot_turn_them(shown, book, settings):
    frames = {
        place: {"lines": [{"label": "share", "points": [[0, 0], [100, 9]]}], "caption": f"frame {place}"}
        for place in "01"
    }
    if settings:
        book.record("curve", settings)
    drawing = {"x": {"label": "customers, %"}, "y": {"label": "revenue, %"}}
    ask.explore(book, "curve", "Turn", [questions.Dial("x", "threshold", values=[10, 20])], "lines", drawing, frames)
    assert f'alt="frame {0 if settings == {"x": 10} else 1}' in shown[0]["text/html"]


def test_a_notice_of_the_book_is_told_once(shown, book):
    book.notices.append("The answers file was broken <b>and set aside.")
    ask.text(book, "q", "Say it")
    ask.text(book, "r", "Say it again")
    assert "&lt;b&gt;" in shown[0]["text/html"]
    assert len(shown) == 3
