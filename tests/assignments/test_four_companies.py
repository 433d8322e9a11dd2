"""What four-companies does with an answer far longer than asked for."""

from tests.assignments.books import fixture, total


def test_a_very_long_text_changes_no_point(run):
    cards = fixture("four-companies", "reference")["answers"]["companies"]
    cards[0]["reason"] = "and then they knew me " * 800
    assert total(run("four-companies", {"companies": cards})) == 5
