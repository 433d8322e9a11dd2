import json

import pytest

from idic_lab import questions
from idic_lab.judging import checks, result


class Book(dict):
    """A book as a check sees one: recorded values, and the questions that the notebook asks."""

    questions = {"q": questions.Choice("q", "Which?", ["one", "two"]), "n": questions.Number("n", "How many?")}


def bundle(result):
    return result._repr_mimebundle_()


def test_a_result_is_a_number_for_nbgrader_and_criteria_for_people_and_programs():
    result = checks.Result([checks.Criterion("sum", 1.5, 2, "<b>", "components-averaged"), checks.Criterion("T", 0, 1)])
    assert float(bundle(result)["text/plain"]) == 1.5 == result.earned
    assert result.possible == 3
    listed = json.loads(json.dumps(bundle(result)[checks.MIME]))
    assert listed[0] == {
        "criterion": "sum",
        "earned": 1.5,
        "possible": 2,
        "message": "<b>",
        "misconception": "components-averaged",
        "id": "sum",
    }
    assert "&lt;b&gt;" in bundle(result)["text/html"]
    assert "Read again: lesson 08-trust-equation" in bundle(result)["text/html"]


def test_results_add_up():
    one = checks.Result([checks.Criterion("a", 1, 1)])
    assert [each.criterion for each in (one + one).criteria] == ["a", "a"]
    assert [each.id for each in (one + one).criteria] == ["a", "a-2"]


def test_a_criterion_is_known_by_its_id_whatever_its_words_become():
    about = {"metadata": {"nbgrader": {"grade_id": "check", "grade": True}}}
    before = bundle(checks.Result([checks.Criterion("Mean of S", 1, 2), checks.Criterion("The claim", 0, 1)]))
    before[checks.MIME] = [{key: each[key] for key in each if key != "id"} for each in before[checks.MIME]]  # version 1
    after = bundle(checks.Result([checks.Criterion("Mean of S, reversed", 1, 2, id="mean-of-s")]))
    read = [result.results([{**about, "outputs": [{"data": data}]}])["check"] for data in (before, after)]
    assert [[each.id for each in criteria] for criteria in read] == [["mean-of-s", "the-claim"], ["mean-of-s"]]
    assert result.results([{"metadata": {}, "outputs": [{"data": before}]}]) == {}, "a student's own cell is no check"


@pytest.mark.parametrize("data", [[1], [{"criterion": "a"}], 3, [{"criterion": 1, "earned": 1, "possible": 1}]])
def test_what_are_no_criteria_is_refused(data):
    with pytest.raises(ValueError, match="no criteria"):
        result.parsed(data)


@pytest.mark.parametrize("given", [(2, 1), (-1, 1), (0, 1, "", "no-such-tag")])
def test_points_that_cannot_be_are_refused(given):
    with pytest.raises(ValueError, match="c:"):
        checks.Criterion("c", *given)


def test_completeness_says_what_is_missing_and_not_what_is_right():
    result = checks.complete(Book(q="b"), "q", "n", points=4)
    assert result.earned == 0
    assert result.criteria[0].message == "“How many?” not answered yet"
    whole = checks.complete(Book(q="a", n="2,5"), "q", "n", points=4)
    assert whole.earned == 4
    assert "does not say that it is right" in whole.criteria[0].message
    assert float(bundle(whole)["text/plain"]) == 4
    for shown in (bundle(result)["text/html"], bundle(whole)["text/html"]):
        assert "of 4" not in shown and "points" not in shown, "completeness would be taken for a score"
    assert "not answered yet" in bundle(result)["text/html"] and "Complete." in bundle(whole)["text/html"]


@pytest.mark.parametrize("value", ["z", 3, ["a"], {"a": 1}])
def test_what_is_no_answer_to_the_question_counts_as_none(value):
    assert checks.recorded(Book(q=value), "q", "nothing") == "nothing"
    assert checks.complete(Book(q=value), "q", points=1).earned == 0
    assert checks.recorded(Book(q="a"), "q") == "a"


class TestNumber:
    known = [(18, "components-averaged", "That is the sum."), (6, "", "Half way.", 1)]

    @pytest.mark.parametrize("value", [9, 9.0, "9", " 9,00 ", "18/2", "900 %", "9.005", "8.995"])
    def test_equal_answers_in_other_forms_count_the_same(self, value):
        assert checks.number(value, 9, "T", 2).earned == 2

    def test_a_known_mistake_is_named_and_may_earn_a_part(self):
        wrong = checks.number("18", 9, "T", 2, known=self.known).criteria[0]
        assert (wrong.earned, wrong.misconception) == (0, "components-averaged")
        assert wrong.message == "Recorded: 18. That is the sum."
        assert checks.number("6", 9, "T", 2, known=self.known).earned == 1

    @pytest.mark.parametrize(("typed", "said"), [("9.01", "look at the rounding"), ("9.1", "not what the data give")])
    def test_a_near_miss_is_told_from_a_miss(self, typed, said):
        (line,) = checks.number(typed, 9, "T", 2).criteria
        assert (line.earned, said in line.message) == (0, True)

    @pytest.mark.parametrize("value", [None, "", "nine", "1,234", 9.02, "nan", [], {}])
    def test_everything_else_earns_nothing_and_raises_nothing(self, value):
        assert checks.number(value, 9, "T", 2).earned == 0


def test_one_choice():
    known = {"b": ("s-in-numerator", "S divides.")}
    assert checks.choice("a", "a", "which", 1).earned == 1
    assert checks.choice("c", {"a", "c"}, "which", 1).earned == 1
    assert checks.choice("b", "a", "which", 1, known).criteria[0].misconception == "s-in-numerator"
    assert checks.choice("d", "a", "which", 1, {"d": ("", "Nearly.", 0.5)}).earned == 0.5
    for value in (None, "", 3, ["a"]):
        assert checks.choice(value, "a", "which", 1).earned == 0


def test_several_choices_earn_in_steps_of_half_a_point_and_ticking_all_earns_nothing():
    def earned(ticked):
        return checks.choices(list(ticked), "ab", "which", 2, {"c": ("percentages-add-up", "They overlap.")}).earned

    assert [earned(ticked) for ticked in ("ab", "a", "abc", "ac", "abcd", "")] == [2, 1, 1, 0, 0, 0]
    assert checks.choices(None, "ab", "which", 2).earned == 0
