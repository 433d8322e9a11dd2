"""What four-companies does with an answer far longer than asked for."""

from tests.assignments.books import fixture, total


def test_a_very_long_text_changes_no_point(run):
    cards = fixture("four-companies", "reference")["answers"]["companies"]
    cards[0]["reason"] = "and then they knew me " * 800
    assert total(run("four-companies", {"companies": cards})) == 5


def test_one_company_in_four_spellings_is_one(run):
    cards = fixture("four-companies", "reference")["answers"]["companies"]

    def points(*names):
        return total(
            run("four-companies", {"companies": [{**c, "company": n} for c, n in zip(cards, names, strict=True)]})
        )

    plainly = points("Kleenz", "Kleenz", "Kleenz", "Kleenz")
    assert points("Kleenz", "Kl\u200beenz", "\u041aleenz", "Kl\u0435\u0435nz") == plainly < points("A", "B", "C", "D")
