"""What the lessons on relationships, loyalty, recognition and value say in figures is what their data give."""

from idic_lab import datasets
from idic_lab.analysis import concentration
from tests.notebooks.test_lessons import notebook, says


def ran(name, tmp_path, monkeypatch):
    """Return what the cells of a lesson leave behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IDIC_LAB_VIEW", "static")
    space = {}
    for cell in notebook(name).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, name, "exec"), space)
    return space


def test_relationships_counts_what_taking_part_costs_and_what_comes_later(tmp_path, monkeypatch):
    space = ran("01-relationships", tmp_path, monkeypatch)
    benefit, book = space["benefit"], space["book"]
    assert benefit.idxmax() == "refill made ready by the pharmacy"
    merged = concentration.purchases(datasets.cdnow())
    first, later = (merged.loc[merged["repeat"] == repeat, "spend_usd"].sum() for repeat in (False, True))
    customers = merged["customer_id"].nunique()
    says(
        "01-relationships",
        {
            "card": f"1.20 minus 35 × 0.20 = −{-benefit['stamp card at a bakery']:.2f}",
            "first day": f"The first day brought {100 * first / (first + later):.0f}, and "
            f"{100 * later / (first + later):.0f} came later",
            "per customer": f"{first / customers:.0f} dollars on the first day and {later / customers:.0f} after it",
        },
    )
    # "one for certain, the benefit, and two more if you read generously", and all seven for the machines
    accepted = [item.accept for item in book.questions["two-cases"].items]
    assert len(accepted) == sum("machines" in each or "both" in each for each in accepted) == 7
    assert [sum("both" in each for each in accepted), accepted.count(("both",))] == [3, 1]
    # Each of the seven once there and once missing.
    for deck in ("there", "missing"):
        stories = book.questions[deck]
        assert len({item.accept for item in stories.items}) == len(stories.categories) == 7
