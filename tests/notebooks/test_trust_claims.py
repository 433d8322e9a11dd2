"""Lessons 09 and 10 say where claims about trust hold: every number in them, computed again."""

import pandas as pd
import pytest

from idic_lab.subject import datasets
from idic_lab.subject.analysis import moves, payoff, survey
from idic_lab.subject.trust import Profile, lowering_s_wins, trust_range
from tests.notebooks.test_lessons import says

TESTED = "09-trust-equation-tested"


@pytest.fixture(scope="module")
def people():
    return survey.clean(datasets.kleenz_practice())


def two(value):
    return f"{value + 1e-9:.2f}"  # halves rounded up, as people do it by hand


def test_the_consultant_helps_the_dentist_and_not_the_garage():
    garage, dentist = Profile(4, 2, 3, 8), Profile(7, 8, 6, 3)
    assert not lowering_s_wins(garage)
    assert lowering_s_wins(dentist)
    says(
        TESTED,
        {
            "today": f"T = 9 / 8 = {two(garage.trust)}",
            "lower": f"9 / 7 = {two(garage.built / 7)}",
            "three": f"12 / 8 = {two((garage.built + 3) / 8)}",
            "dentist": f"so T = {dentist.trust:g}",
            "dentist's S": f"21 / 2 = {dentist.built / 2:g}",
            "dentist's three": f"24 / 3 = {(dentist.built + 3) / 3:g}",
        },
    )


def test_the_moves_meet_one_above_the_mean():
    meet = [s for mean in (2, 4, 7) for s in range(2, 11) if 3 * mean / (s - 1) == (3 * mean + 3) / s]
    says(TESTED, {"readings": "equal at S = {}, {} and {}".format(*meet)})


def test_with_other_prices_the_bar_moves():
    profiles = moves.grid(room=True)
    above = profiles[["credibility", "reliability", "intimacy"]].sum(axis=1)
    s = profiles["self_orientation"]
    for points in (1, 2, 4):
        wins = above * s > (above + 3 * points) * (s - 1)  # multiplied out: no rounding decides
        assert (wins == (above / 3 > points * (s - 1) + 1e-9)).all()
    one_of_them = above * s > (above + 1) * (s - 1)
    assert (one_of_them == (above > s - 1)).all()
    says(TESTED, {"only one": f"in {100 * one_of_them.mean():.0f} of 100 profiles it does"})


def test_the_count_over_all_profiles_is_a_draw():
    profiles = moves.grid(room=True)
    better = moves.better_move(profiles)
    percent = better.value_counts(normalize=True) * 100
    by_s = better.eq(moves.LOWER_S).groupby(profiles["self_orientation"]).mean() * 100
    assert better.eq(moves.LOWER_S).sum() == better.eq(moves.RAISE_THREE).sum()
    assert by_s[2] > 99.5
    assert 0 < by_s[9] < 2
    assert by_s[10] == 0
    says(
        TESTED,
        {
            "room": f"There are {len(profiles):,}.".replace(",", " "),
            "wins": f"In {percent[moves.LOWER_S]:.0f} of 100",
            "ties": f"{percent[moves.EQUAL]:.0f} of 100 are ties",
        },
    )


def test_equal_per_cents_start_level_and_part_later():
    def from_s(percent):
        return 100 * percent / (100 - percent)

    assert from_s(1) == pytest.approx(1, abs=0.02)
    says(
        TESTED,
        {"ten": f"At 10 % it is {from_s(10):.1f} against 10.", "half": f"By {from_s(50):g} %, against 50"},
    )


def test_s_explains_as_much_as_the_lesson_says_and_no_more(people):
    full = moves.grid()
    together = full.query("credibility == reliability == intimacy")
    says(
        TESTED,
        {
            "grid": f"{100 * moves.explained_by_s(full):.0f} %. This is the best defence",
            "together": f"the share drops to {100 * moves.explained_by_s(together):.0f} %",
            "survey": f"practice survey it is {100 * moves.explained_by_s(survey.components(people)):.0f} %",
        },
    )


def test_the_order_of_two_firms_hangs_on_the_numbering():
    def t(built, s, added):
        return (built + 3 * added) / (s + added)

    assert t(6, 1, 0.9) > t(24, 5, 0.9)
    assert t(6, 1, 1) == t(24, 5, 1)
    assert t(6, 1, 1.1) < t(24, 5, 1.1)
    assert t(2 * 6, 2 * 1, 0) == t(6, 1, 0)
    says(
        TESTED,
        {"A": f"so T = {t(6, 1, 0):g}.", "B": f"so T = {t(24, 5, 0):g}.", "both": f"both stand at {t(6, 1, 1):g}"},
    )


def test_forgetting_to_turn_one_sentence_round_flatters_kleenz(people):
    right, wrong = survey.trust_ratio_of_means(people), survey.trust_ratio_of_means(people, reverse=False)
    first = people.set_index("respondent").loc["K004"]
    stands, turned = first[["s1", "s2_rev", "s3"]], [first["s1"], 8 - first["s2_rev"], first["s3"]]
    assert people[["s1", "s2_rev", "s3"]].corr().loc["s2_rev", ["s1", "s3"]].max() < -0.5
    says(
        TESTED,
        {
            "as it stands": "({:.0f} + {:.0f} + {:.0f}) / 3 = {:.2f}".format(*stands, stands.mean()),
            "turned round": "\n({:.0f} + {:.0f} + {:.0f}) / 3 = {:.2f}".format(*turned, sum(turned) / 3),
            "both": f"{wrong:.2f} instead of {right:.2f}: Kleenz seems {100 * (wrong / right - 1):.0f} % more trusted",
        },
    )


def test_two_honest_averages_differ(people):
    own = survey.trust(people)
    pair = pd.DataFrame([(6, 6, 6, 2), (3, 3, 3, 6)], columns=moves.KEYS)
    each = pair.iloc[:, :3].sum(axis=1) / pair["self_orientation"]
    means = pair.mean()
    says(
        TESTED,
        {
            "ratio of means": f"{survey.trust_ratio_of_means(people):.2f} is the **ratio of means**",
            "mean of ratios": f"{own.mean():.2f}. A few customers",
            "median": f"has only {own.median():.2f}",
            "Ana": f"her T is {each[0]:g}",
            "Ben": f"his\nT is {each[1]:g}",
            "both": f"the mean of {each[0]:g} and {each[1]:g} is {each.mean():g}",
            "their means": f"13.5 / 4 = {means.iloc[:3].sum() / means.iloc[3] + 1e-9:.2f}",
        },
    )
    assert trust_range(1, 5)[0] == pytest.approx(0.6)


def test_one_branch_of_kleenz_is_the_odd_one(people):
    odd = [
        name
        for name, row in survey.group_means(people, "branch").iterrows()
        if row[["credibility", "reliability", "intimacy"]].mean() < row["self_orientation"] - 1
    ]
    assert odd == ["Harbour"]


AGENT = "10-trusted-agent"


def test_the_clerk_catches_up_at_the_second_visit():
    sell, refer = payoff.expected(10, 0.2, 10), payoff.expected(10, 0.8, 10, first=False)
    assert payoff.break_even(10, 0.2, 0.8) == 2
    says(
        AGENT,
        {
            "sell": f"| 10 | 10 + 2 = {sell[1]:g} | 12 + 0.40 = {sell[2]:.2f} |",
            "refer": f"| 0 | {refer[1]:g} | 8 + 6.40 = {refer[2]:.2f} |",
            "ten visits": f"it is {sell[10]:.2f} against {refer[10]:.2f}",
        },
    )


def test_the_readings_of_the_dials_are_those_of_the_rule():
    never = "Referring never catches up."
    frames = payoff.frames()
    read = [
        next(5 * at for at in range(20) if not frames[f"{sold // 10},{at}"]["caption"].endswith(never))
        for sold in (0, 50, 80)
    ]
    needed = [payoff.referred_needed(sold / 100) for sold in (0, 50, 80)]
    says(
        AGENT,
        {
            "dial": "it is {}, {} and {}".format(*read),
            "rule": "With 0 that is {:.2f}, with 0.50 it is {:.2f}, with 0.80 it is {:.2f}.".format(*needed),
        },
    )
    assert frames["8,16"]["caption"].endswith(never)  # "at 80 and 80"


def test_referring_needs_more_than_half_and_more_than_selling_keeps():
    for sold in range(0, 100):
        needed = payoff.referred_needed(sold / 100)
        assert needed >= 0.5
        assert needed > sold / 100


def test_an_apology_with_three_elements_goes_with_more_trust_and_four_people_show_nothing(people):
    troubled = people[people["problem"] == "yes"]
    means = survey.group_means(troubled, "apology_elements")
    assert means.loc[:3, "trust"].is_monotonic_increasing
    assert means.loc[4, "respondents"] == 4
    says(
        AGENT,
        {
            "troubled": f"{len(troubled)} of 420 invented customers",
            "none": f"*none* have a mean T of {means.loc[0, 'trust']:.2f}",
            "three": f"{means.loc[3, 'trust']:.2f}, one point more than with none",
            "four": f"with all four it is only {means.loc[4, 'trust']:.2f}",
        },
    )
    assert means.loc[3, "trust"] - means.loc[0, "trust"] == pytest.approx(1, abs=0.05)


def test_one_letter_apologises_and_the_other_does_not():
    letters = datasets.messages().query("fits == 'yes' and option != 'none'").groupby("deck")["item"].nunique()
    assert letters["apology-strong"] == 8
    assert letters["apology-weak"] == 1
    says(AGENT, {"first": "eight of ten", "second": "One of ten"})


def test_at_kleenz_leaving_the_extra_off_clears_the_bar(people):
    again = people["would_return"].eq("yes").groupby(people["addon_unrequested"]).mean()
    needed = payoff.referred_needed(again["yes"])
    assert again["no"] > needed
    says(
        AGENT,
        {
            "extra": f"{100 * again['yes']:.0f} of 100 say that they would use Kleenz again",
            "needed": f"1 / (2 - {again['yes']:.2f}) = {needed:.2f}, and {100 * again['no']:.0f} of 100",
        },
    )
