"""What the lessons on relationships, loyalty, recognition and value say in figures is what their data give."""

import pytest

from idic_lab.subject import datasets, items
from idic_lab.subject.analysis import concentration, recognition, survey, threshold
from tests.notebooks.test_lessons import ROOT, ran, says


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


def test_loyalty_counts_rides_returns_and_promises(tmp_path, monkeypatch):
    space = ran("02-loyalty", tmp_path, monkeypatch)
    riders, left, again, kleenz = space["riders"], space["left"], list(space["again"].values()), space["coming_back"]
    often = riders[riders["rides a week before"] >= 9]
    staying = riders["rides a week after"] > 2
    people = survey.clean(datasets.kleenz_practice())
    says(
        "02-loyalty",
        {
            "left": f"{left['all eight']:.0f} of 100. Three passengers stay",
            "came back": f"Of 100 first buyers, {again[0]:.0f} bought on a second day. A little more than half",
            "again": f"{again[1]:.0f} of\n100 came a third time, and of these {again[2]:.0f} of 100 a fourth time",
            "would return": f"{100 * people['would_return'].eq('yes').mean():.0f} of 100 customers say",
            "low trust": f"{kleenz['low: 1 to 3']:.0f} of 100 would come back with low trust, and "
            f"{kleenz['high: 5 to 7']:.0f} of 100 with high trust",
            "most days": f"came on {space['days'].max()} days",
        },
    )
    assert riders["rides a week before"].sum() == 68
    assert [staying.sum(), len(often), staying[often.index].sum()] == [3, 5, 1]
    assert (staying == (riders["would miss it"] >= 4)).all()
    assert again[:4] == sorted(again[:4])
    assert [(space["days"] > seen).sum() for seen in (0, 1, 2)] == [2357, 1139, 736]
    # The story that the discussion calls the second one.
    assert items.deck("vignettes", "loyalty")[1].key == "parents"


def test_identify_counts_the_errands_in_which_the_customer_is_known(tmp_path, monkeypatch):
    space = ran("04-identify", tmp_path, monkeypatch)
    railway = datasets.channels()
    known = recognition.by_channel(railway)
    errands = {used: recognition.known_throughout(railway, used) for used in range(1, 6)}
    fixed = {name: recognition.known_throughout(railway, 3, name)[0] for name in known.index}
    says(
        "04-identify",
        {
            "mean": f"{known.mean():.0f} of 100, which sounds fair",
            "three": f"{errands[3][0]} of 40, so about 12 of 100. The mean said 65.",
            "one": "in {} of {} meetings".format(*errands[1]),
            "phone": f"With three it lifts 5 of 40 errands to {fixed['phone']}",
            "counter": f"lifts them to {fixed['counter']}",
        },
    )
    assert len(known) == 5
    assert (railway.groupby("touchpoint").size() == 5).all()
    assert errands[5][0] == 0
    assert sorted(fixed, key=fixed.get)[-2:] == ["counter", "phone"]
    assert fixed["app"] == errands[3][0] == 5
    cards = [card for name in ("delay-and-move", "bag-and-refund") for card in space["book"].questions[name].items]
    assert len(cards) == 20
    assert all(set(card.feedback) == {"yes", "partly", "no"} for card in cards)
    page = (ROOT / "content/instructor/04-identify.md").read_text(encoding="utf-8")
    assert ", ".join(f"{name} {value:g}" for name, value in known.sort_values(ascending=False).items()) in page


def test_differentiate_by_value_reads_its_shares_from_the_list(tmp_path, monkeypatch):
    space = ran("05-differentiate-by-value", tmp_path, monkeypatch)
    cdnow = datasets.cdnow()
    ends = ("1998-06-30", "1997-09-30")
    shares = {
        count: [100 * concentration.top_share(concentration.spend_per_customer(cdnow, end, count)) for end in ends]
        for count in threshold.COUNTS
    }
    table, by_segment, later = space["table"], space["by_segment"], list(space["later"].values())
    came_back, spent = by_segment["came_back"], by_segment["spent_so_far"]
    before = space["before"]
    lower = before[space["lower_half"]].sum() / before.sum()
    kleenz = concentration.top_share(space["kleenz"]["spend_12m"])
    says(
        "05-differentiate-by-value",
        {
            "purchases": f"{len(cdnow):,} purchases by {len(table):,} people".replace(",", " "),
            "all spend": "| all spend, all customers | {:.1f} | {:.1f} |".format(*shares["all spend"]),
            "repeat spend": "| repeat spend, all customers | **{:.1f}** | **{:.1f}** |".format(*shares["repeat spend"]),
            "repeat buyers": "| repeat spend, repeat buyers only | {:.1f} | {:.1f} |".format(*shares["repeat buyers"]),
            "first clerk": f"{shares['all spend'][0]:.0f} of 100. The dotted line",
            "others": f"Find {shares['repeat spend'][0]:.1f} and {shares['repeat buyers'][0]:.1f}",
            "lately": f"lately: {table.loc[table['recency_score'] >= 4, 'recency'].max()} days or less",
            "long ago": f"long ago: {table.loc[table['recency_score'] <= 2, 'recency'].min()} days or more",
            "often": f"often: {table.loc[table['frequency_score'] >= 4, 'frequency'].min()} or more",
            "much": f"much: {table.loc[table['monetary_score'] >= 4, 'monetary'].min():.2f} dollars or more",
            "slipping away": f"{came_back['slipping away']:.0f} of 100, hardly more than of the one-offs",
            "occasional": f"{came_back['occasional']:.0f} of 100 came back",
            "still best": f"Only {later[0]:.0f} of 100",
            "others later": f"brought {later[1]:.0f} of every 100 dollars",
            "lower half": f"brought {100 * lower:.0f} of 100 in the first\nnine months, and {later[2]:.0f} of 100",
            "Kleenz": f"{100 * kleenz:.0f} of 100 against {shares['all spend'][0]:.0f}",
        },
    )
    assert 19 < max(each[0] for each in shares.values()) - min(each[0] for each in shares.values()) < 20
    assert sum(june > september for june, september in shares.values()) == 2
    assert shares["repeat spend"][0] < shares["repeat spend"][1]
    assert f"{spent['slipping away']:.0f} dollars each" in space["book"].questions["slipping-came-back"].prompt
    assert spent["one-off"] / spent["slipping away"] == pytest.approx(0.25, abs=0.01)
    assert came_back["one-off"] < came_back["slipping away"] < came_back["one-off"] + 3
    assert spent["occasional"] < spent["slipping away"]
    assert {card.accept for card in space["six"]} == {(name,) for name in concentration.SEGMENTS}
    # "On two days" is what "more than once" comes to, once all who came often are taken out.
    assert (table.loc[space["segment_of"] == "occasional", "frequency"] == 2).all()
    page = (ROOT / "content/instructor/05-differentiate-by-value.md").read_text(encoding="utf-8")
    for name in concentration.SEGMENTS:
        assert f"{name} {came_back[name]:.0f}" in page.replace("\n", " ")
