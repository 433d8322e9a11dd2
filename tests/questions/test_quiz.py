import pytest

from idic_lab import questions


def levels(notes):
    return [note.level for note in notes]


GRADED = questions.Choice("q", "Which?", ["one", "two"])
LESSON = questions.Choice(
    "q",
    "Which?",
    [questions.Option("a", "one", "No, because.", False), questions.Option("b", "two", "Yes, because.", True)],
)


def test_options_get_letters_or_keep_their_keys():
    assert [option.key for option in GRADED.options] == ["a", "b"]
    assert [option.key for option in questions.Choice("q", "", {"x": "one"}).options] == ["x"]


def test_the_page_in_the_browser_learns_no_key_and_no_feedback():
    assert LESSON.spec()["options"] == [{"key": "a", "text": "one"}, {"key": "b", "text": "two"}]
    number = questions.Number("n", "", known=[questions.KnownNumber(9, "Yes.", correct=True)])
    assert "known" not in number.spec()


def test_a_wrong_option_explains_itself_where_it_was_chosen():
    assert LESSON.notes("a") == (questions.Note("wrong", "No, because.", "a"),)
    assert LESSON.notes("b") == (questions.Note("right", "Yes, because.", "b"),)


def test_graded_work_says_nothing_about_right_and_wrong():
    assert GRADED.notes("a") == ()
    assert GRADED.complete("a")
    assert not GRADED.complete(None)


@pytest.mark.parametrize("value", ["z", 3, ["a"], {}])
def test_an_unknown_option_is_refused(value):
    with pytest.raises(questions.BadAnswer, match="Choose one of a, b"):
        GRADED.check_shape(value)


def test_several_choices_name_what_is_missing_without_naming_it():
    options = [questions.Option(key, key, f"about {key}", key != "c") for key in "abc"]
    question = questions.Choices("q", "", options)
    assert levels(question.notes(["a", "c"])) == ["right", "wrong", "hint"]
    assert levels(question.notes(["a", "b"])) == ["right", "right"]
    assert levels(question.notes([])) == ["unanswered"]
    for bad in ("a", ["a", "a"], ["z"]):
        with pytest.raises(questions.BadAnswer):
            question.check_shape(bad)


def test_a_number_that_cannot_be_read_is_kept_and_stays_open():
    question = questions.Number("n", "", low=1, high=10)
    question.check_shape("about nine")
    assert levels(question.notes("about nine")) == ["open"]
    assert "outside" in question.notes("11")[0].text
    assert question.notes("2,5")[0].text == "read as 2.5"
    assert question.notes(2.5) == ()
    assert question.complete("2,5")


def test_a_known_number_gets_its_own_feedback():
    known = [questions.KnownNumber(9, "Yes.", 0.05, True), questions.KnownNumber(18, "That is the sum.")]
    question = questions.Number("n", "", known=known)
    assert levels(question.notes("9.05")) == ["right"]
    assert question.notes(18)[-1].text == "That is the sum."
    assert levels(question.notes(4)) == ["wrong"]


def test_length_says_complete_and_never_good():
    question = questions.LongText("t", "", min_words=3, max_words=5)
    assert levels(question.notes("one two")) == ["open"]
    assert question.complete("one two three")
    assert not question.complete("one two three four five six")
    assert not question.complete("   ")


@pytest.mark.parametrize("value", [None, 3, ["text"], "x" * 100_001])
def test_a_text_is_a_text_of_bearable_length(value):
    with pytest.raises(questions.BadAnswer):
        questions.Text("t").check_shape(value)


def test_a_guess_is_a_number_whose_figure_stays_in_the_kernel():
    question = questions.Guess("g", "", unit="%", reveal=lambda guessed: None)
    assert "reveal" not in question.spec()
    assert question == questions.Guess("g", "", unit="%"), "running a cell again is the same question"
