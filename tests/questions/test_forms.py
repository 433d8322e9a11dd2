import pytest

from idic_lab import questions
from idic_lab.questions import BadAnswer, Board, Column, Field, Item, Sort, Table, Trust


def texts(notes, level="open"):
    return [note.text for note in notes if note.level == level]


def card(step, company, **more):
    return {"company": company, "step": step, "reason": "did something", **more}


FOUR = [
    card(step, name) for step, name in zip(("identify", "differentiate", "interact", "customize"), "ABCD", strict=True)
]


class TestBoard:
    question = Board(
        "companies", "Four companies", fields=[Field("basis", "basis", ["differentiate"], ["need", "value"])]
    )

    def test_four_different_companies_are_complete(self):
        value = [{**each, "basis": "a"} if each["step"] == "differentiate" else each for each in FOUR]
        self.question.check_shape(value)
        assert self.question.complete(value)
        assert texts(self.question.notes(value), "done") == ["4 different companies"]

    def test_an_extra_field_belongs_to_its_step_only(self):
        assert texts(self.question.notes(FOUR)) == ["B: still blank: basis"]

    def test_two_spellings_of_one_company_are_named(self):
        value = [card("identify", "Kleenz Ltd."), card("interact", "kleenz")]
        assert "“Kleenz Ltd.” and “kleenz” are one company: each step needs a different one" in texts(
            self.question.notes(value)
        )

    def test_near_matches_are_a_question_and_no_obstacle(self):
        value = [card("identify", "Campus Library"), card("interact", "Campus Libary")]
        assert "Are they the same company?" in texts(self.question.notes(value), "hint")[0]

    @pytest.mark.parametrize("name", ["", "   ", "…"])
    def test_an_empty_company_is_named(self, name):
        assert "company" in texts(self.question.notes([card("identify", name)]))[0]

    @pytest.mark.parametrize(
        "value",
        [
            "text",
            [card("sell", "A")],
            [card("identify", 3)],
            [{**FOUR[0], "colour": "red"}],
            FOUR * 20,
            [card("differentiate", "A", basis="price")],
        ],
    )
    def test_what_is_no_board_is_refused(self, value):
        with pytest.raises(BadAnswer):
            self.question.check_shape(value)

    def test_steps_may_be_few(self):
        assert [step["key"] for step in Board("b", steps=["interact", "identify"]).spec()["steps"]] == [
            "identify",
            "interact",
        ]


class TestTrust:
    question = Trust("trust", "Two visits", profiles=("first", "second"))
    ratings = {"credibility": 5, "reliability": 3, "intimacy": 2, "self_orientation": 8}

    def test_every_profile_is_asked_for(self):
        assert self.question.complete({"first": self.ratings, "second": self.ratings})
        assert texts(self.question.notes({"first": self.ratings})) == [
            "“second” is not set yet: move at least one slider"
        ]

    @pytest.mark.parametrize(
        ("key", "rating", "says"),
        [
            ("self_orientation", 0, "divides by it"),
            ("credibility", 12, "Credibility 12 is outside the scale"),
            ("intimacy", "high", "not a number"),
            ("reliability", float("nan"), "outside"),
            ("reliability", True, "not a number"),
        ],
    )
    def test_a_rating_off_the_scale_is_named_with_the_remedy(self, key, rating, says):
        with pytest.raises(BadAnswer, match=says) as refused:
            self.question.check_shape({"first": {**self.ratings, key: rating}})
        assert "from 1 to 10" in str(refused.value)

    @pytest.mark.parametrize("value", [[], {"third": {}}, {"first": {"credibility": 3}}, {"first": 3}])
    def test_what_is_no_profile_is_refused(self, value):
        with pytest.raises(BadAnswer):
            self.question.check_shape(value)

    def test_the_start_is_on_the_sliders_grid_and_no_answer(self):
        start = Trust("t", scale=(1, 7), step=1).start["profile"]
        assert set(start.values()) == {4}
        assert Trust("t", profiles=("a",), start={"credibility": 3}).start["a"]["credibility"] == 3


class TestTable:
    columns = (
        Column("who", "Owner"),
        Column("when", "Deadline", "date"),
        Column("part", "Component", "choice", {"c": "C"}),
    )
    fixed = Table("r", "", columns, rows={"one": "First", "two": "Second"})
    free = Table("r", "", columns, min_rows=2)
    row = {"who": "Ana", "when": "2027-03-31", "part": "c"}

    def test_blank_fields_are_named_by_row(self):
        notes = self.fixed.notes([{"row": "one", **self.row}])
        assert texts(notes, "done") == ["First is complete"]
        assert texts(notes) == ["Second: still blank: Owner, Deadline, Component"]

    def test_free_rows_are_counted(self):
        assert "1 of at least 2 rows" in texts(self.free.notes([self.row]))
        assert self.free.complete([self.row, self.row])

    def test_a_date_that_is_none_is_named_and_kept(self):
        value = [{**self.row, "when": "soon"}, self.row]
        self.free.check_shape(value)
        assert texts(self.free.notes(value)) == [
            "Row 1: Deadline: “soon” is not a date with a year. Write year-month-day, for example 2027-03-31."
        ]

    @pytest.mark.parametrize(
        "value",
        [
            {"row": "one"},
            [{"row": "three"}],
            [{"row": "one"}, {"row": "one"}],
            [{"row": "one", "part": "z"}],
            [{"row": "one", "who": 3}],
        ],
    )
    def test_what_is_no_row_is_refused(self, value):
        with pytest.raises(BadAnswer):
            self.fixed.check_shape(value)


class TestSort:
    deck = Sort(
        "deck",
        "",
        [
            Item("1", "knows you", accept=["identify"], feedback={"interact": "No message was exchanged."}),
            Item("2", "asks you"),
        ],
        "steps",
    )

    def test_a_wrong_place_explains_itself_at_the_item(self):
        notes = self.deck.notes({"1": "interact"})
        assert notes[0] == questions.Note("wrong", "No message was exchanged.", "1")
        assert notes[-1].text == "1 of 2 sorted"
        assert self.deck.notes({"1": "identify"})[0].level == "right"

    def test_complete_when_all_are_sorted_rightly_or_not(self):
        assert self.deck.complete({"1": "interact", "2": "interact"})
        assert not self.deck.complete({"1": "interact"})

    def test_the_browser_learns_no_key(self):
        assert self.deck.spec()["items"][0] == {"key": "1", "text": "knows you", "title": ""}

    @pytest.mark.parametrize("value", [[], {"9": "identify"}, {"1": "sell"}])
    def test_what_is_no_sorting_is_refused(self, value):
        with pytest.raises(BadAnswer):
            self.deck.check_shape(value)
