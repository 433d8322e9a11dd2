"""Lesson 11 says what its figures give: the price of a warning, and what Kleenz customers answered."""

from idic_lab.subject import datasets, items
from idic_lab.subject.analysis import survey
from tests.notebooks.test_lessons import ROOT, notebook, prose, says

NAME = "11-trustability"


def test_the_price_of_a_warning():
    want, forget, price, months = 150, 250, 10, 3
    (table,) = [text for text in prose(NAME) if "| want to stay |" in text]
    assert f"| want to stay | {want} | pay for 12 months |" in table
    assert f"| do not want it and forget | {forget} | pay for {months} months" in table
    assert f"A month costs {price} dollars" in table
    without, reminded = want * 12 * price + forget * months * price, want * 12 * price
    cost = without - reminded

    def spelled(amount):
        return f"{amount:,}".replace(",", " ")

    says(
        NAME,
        {
            "cost": f"{forget} × {months} × {price} = {spelled(cost)} dollars",
            "earned": f"earns {spelled(reminded)} and not {spelled(without)}, which is {100 * cost / without:.0f} %",
            "a month": f"brings {spelled(want * price)}. So {cost / (want * price):g} months make up for it",
        },
    )
    page = (ROOT / "content/instructor" / f"{NAME}.md").read_text(encoding="utf-8")
    assert f"= {spelled(without)} dollars. With it: {spelled(reminded)}" in page


def test_the_optional_cell_gives_the_same_sum():
    (code,) = [cell.source for cell in notebook(NAME).cells if cell.source.startswith("want, forget")]
    space = {}
    exec("import pandas as pd\n" + code.rsplit("\n", 1)[0] + "\ncost = without_reminder - with_reminder", space)
    assert space["cost"] == 7500


def test_kleenz_customers_with_and_without_an_extra():
    people = survey.clean(datasets.kleenz_practice())
    extra = people["addon_unrequested"]
    again = people["would_return"].eq("yes").groupby(extra).mean()
    assert again["yes"] < again["no"]
    says(
        NAME,
        {
            "how many": f"In the practice survey {extra.eq('yes').sum()} customers found such an extra on a bill, "
            f"and {extra.eq('no').sum()} did not",
            "without": f"Of 100 customers *without* one, {100 * again['no']:.0f}\nwould use Kleenz again",
        },
    )


def test_each_deck_is_asked_whole():
    sizes = {name: len(items.deck("vignettes", name)) for name in ("principles", "trustability", "markers")}
    assert sizes == {"principles": 12, "trustability": 10, "markers": 10}
    page = (ROOT / "content/instructor" / f"{NAME}.md").read_text(encoding="utf-8")
    assert "two questions, ten firms" in page
    assert "five markers, ten stories" in page
    assert "three principles, twelve stories" in page
