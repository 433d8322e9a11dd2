import pytest

from idic_lab.questions import BadAnswer, Dial, Explore, Rate


def texts(notes, level):
    return [note.text for note in notes if note.level == level]


class TestRate:
    question = Rate(
        "map", "The journey", {"order": "order", "wait": "wait"}, {"is": "as it is", "be": "as it should be"}
    )
    whole = {"is": {"order": 4, "wait": 1}, "be": {"order": 4, "wait": 5}}

    def test_what_is_rated_is_counted_for_each_scale(self):
        assert texts(self.question.notes({"is": {"wait": 1}}), "open") == [
            "as it is: 1 of 2 rated",
            "as it should be: 0 of 2 rated",
        ]
        assert self.question.complete(self.whole)

    def test_the_widest_gap_is_the_students_own(self):
        assert texts(self.question.notes(self.whole), "hint") == ["widest gap: wait (4)"]

    @pytest.mark.parametrize(
        "value",
        [
            [],
            {"is": 3},
            {"was": {}},
            {"is": {"pay": 1}},
            {"is": {"wait": 9}},
            {"is": {"wait": "1"}},
            {"is": {"wait": True}},
        ],
    )
    def test_what_is_no_rating_is_refused(self, value):
        with pytest.raises(BadAnswer):
            self.question.check_shape(value)


class TestExplore:
    dials = (Dial("share", "threshold", values=[10, 20], unit="%"), Dial("who", "first", options={"hub": "person 1"}))
    frames = {"0,0": {"caption": "ten"}, "1,0": {"caption": "twenty"}}
    question = Explore("curve", "Turn", dials, "lines", {}, frames)

    def test_the_frame_of_a_setting_is_told_in_words(self):
        assert texts(self.question.notes({"share": 20, "who": "hub"}), "done") == ["twenty"]
        assert texts(self.question.notes({"share": 20}), "open") == ["not set yet: first"]

    def test_settings_are_named_as_people_read_them(self):
        assert [self.dials[0].named(20), self.dials[1].named("hub")] == ["20 %", "person 1"]

    @pytest.mark.parametrize(
        "value", [[], {"share": 15}, {"who": "leaf"}, {"speed": 1}, {"share": True}, {"share": [10]}]
    )
    def test_a_setting_that_is_not_there_is_refused(self, value):
        with pytest.raises(BadAnswer):
            self.question.check_shape(value)
