"""Lesson 12 says what the map of the lamp gives, and what five percentages allow."""

from itertools import combinations

from idic_lab.subject import datasets
from idic_lab.subject.analysis import journey, survey
from tests.notebooks.test_lessons import ROOT, prose, says

NAME = "12-customer-journey"
REPORTED = {"block the number": 80, "close the account": 84, "unsubscribe": 84, "delete the app": 82, "unfollow": 86}


def test_the_lesson_says_what_the_map_gives():
    stages = datasets.touchpoints()
    gaps = journey.gaps(stages)
    before, lost = journey.recognition_lost(stages)
    words = ["None", "One", "Two", "Three", "Four", "Five"]
    assert gaps.index[0] == "waiting for status"
    assert stages.set_index("stage")["owner"].eq("nobody").to_dict()[gaps.index[0]]
    assert stages["owner"].eq("nobody").sum() == 1
    rated_one = stages.loc[stages["as_is"] == 1, "stage"]
    assert list(rated_one) == ["waiting for status", "being asked for a rating"]
    assert gaps[rated_one.iloc[1]] == 2
    unpacked = stages.set_index("stage").loc["unpacking"]
    assert (unpacked["identified"], gaps["unpacking"], unpacked["emotion"]) == ("no", 0, "pleased")
    says(
        NAME,
        {
            "widest": f"The widest gap has {gaps.iloc[0]} points",
            "where": f"It is at *{gaps.index[0]}*",
            "wide": f"{words[(gaps >= 2).sum()]} stages have a gap of two points or more",
            "lost": f"between *{before}* and *{lost}*",
        },
    )


def test_the_folded_table_is_the_dataset():
    (text,) = [text for text in prose(NAME) if "who answers for it |" in text]
    for row in datasets.touchpoints().itertuples():
        owner = "**nobody**" if row.owner == "nobody" else row.owner
        assert f"| {row.stage} | {row.identified} | {row.emotion} | {owner} |" in text


def test_five_percentages_allow_a_range_and_no_sum():
    nots = [100 - each for each in REPORTED.values()]
    least = max(0, 100 - sum(nots))
    says(
        NAME,
        {name: f"| {name} | {share} % |" for name, share in REPORTED.items()}
        | {
            "sum": f"Someone adds the five: {sum(REPORTED.values())} %",
            "nots": f"That is {sum(nots)} times “not”",
            "least": f"The other **{least}** do all five",
            "most": f"as many as **{min(REPORTED.values())}**",
            "one": f"between {max(REPORTED.values())} and 100 do at least one",
        },
    )
    # Both ends can happen: the “not”s fall on different people, or on the same ones.
    apart, place = [], 0
    for share in nots:
        apart.append(set(range(place, place + share)))
        place += share
    assert all(not one & other for one, other in combinations(apart, 2))
    assert 100 - len(set().union(*apart)) == least
    nested = [set(range(share)) for share in nots]
    assert 100 - len(set().union(*nested)) == min(REPORTED.values())


def test_the_instructors_page_says_what_lesson_and_data_say():
    page = (ROOT / "content/instructor" / f"{NAME}.md").read_text(encoding="utf-8")
    assert "all five: at least 16 % (416 - 400), at most 80 %" in page
    assert sum(REPORTED.values()) / 5 == 83.2
    people = survey.clean(datasets.kleenz_practice())
    told = people[people["problem"] == "yes"].groupby("branch")["told_first"].apply(lambda each: each.eq("yes").mean())
    assert told.idxmin() == "Harbour"
