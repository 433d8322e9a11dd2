"""The survey's arithmetic on a handful of invented forms small enough to check by hand."""

import pandas as pd
import pytest

from idic_lab.subject.analysis import survey as kleenz


def form(name, c=4, r=4, i=4, s=4, **more):
    """One form on which all items of a component have the same true value."""
    items = {"c": c, "r": r, "i": i, "s": s}
    row = {f"{letter}{number}": value for letter, value in items.items() for number in (1, 2, 3)}
    row["s2_rev"] = 8 - row.pop("s2")
    plain = dict.fromkeys(("branch", "channel", "main_need", "age_group"), "any")
    answers = dict.fromkeys(("addon_unrequested", "problem", "late"), "no")
    return {"respondent": name, **plain, **answers, "told_first": None, "trust_overall": 4, **row, **more}


def forms(*rows):
    return pd.DataFrame(list(rows))


def test_cleaning_keeps_the_first_of_a_repeated_form_and_blanks_an_impossible_rating():
    raw = forms(form("A"), form("B", i1=99), form("A", branch="other"), form("C", c1=None))
    before = raw.copy()
    cleaned = kleenz.clean(raw)
    assert list(cleaned["respondent"]) == ["A", "B", "C"]
    assert list(cleaned["branch"]) == ["any"] * 3
    assert cleaned["i1"].isna().tolist() == [False, True, False]
    assert cleaned["c1"].isna().tolist() == [False, False, True]
    pd.testing.assert_frame_equal(raw, before)
    pd.testing.assert_frame_equal(kleenz.clean(cleaned), cleaned)


def test_faults_are_listed_and_an_empty_told_first_is_one_only_after_a_problem():
    raw = forms(form("A"), form("B", i1=99), form("A"), form("C", c1=None), form("D", problem="yes"))
    found = kleenz.faults(raw)
    assert list(found[["respondent", "column", "fault"]].itertuples(index=False, name=None)) == [
        ("A", "respondent", "repeated"),
        ("D", "told_first", "missing"),
        ("C", "c1", "missing"),
        ("B", "i1", "outside the scale"),
    ]


def test_reversing_counts_from_the_other_end_and_refuses_what_is_off_the_scale():
    assert kleenz.reverse(pd.Series([1, 4, 7])).tolist() == [7, 4, 1]
    assert kleenz.reverse(pd.Series([1.0, None, 10.0]), 1, 10).tolist()[::2] == [10, 1]
    with pytest.raises(ValueError, match=r"s2_rev holds 99, outside 1 to 7.*clean"):
        kleenz.reverse(pd.Series([1, 99], name="s2_rev"))


def test_components_are_means_of_the_items_answered():
    scores = kleenz.components(forms(form("A", c=6, r=5, i=3, s=2), form("B", c1=None, c2=2, c3=5)))
    assert scores.loc[0].to_dict() == {"credibility": 6, "reliability": 5, "intimacy": 3, "self_orientation": 2}
    assert scores.loc[1, "credibility"] == 3.5


def test_forgetting_to_reverse_pulls_self_orientation_to_the_middle():
    survey = forms(form("A", s=6))
    assert kleenz.components(survey)["self_orientation"].item() == 6
    assert kleenz.components(survey, reverse=False)["self_orientation"].item() == pytest.approx(14 / 3)
    assert kleenz.trust_ratio_of_means(survey, reverse=False) > kleenz.trust_ratio_of_means(survey)


def test_the_two_means_of_trust_differ():
    survey = forms(form("A", c=6, r=6, i=6, s=1), form("B", c=4, r=4, i=4, s=5))
    assert kleenz.trust(survey).tolist() == [18, 2.4]
    assert kleenz.trust_mean_of_ratios(survey) == pytest.approx(10.2)
    assert kleenz.trust_ratio_of_means(survey) == pytest.approx(15 / 3)


def test_someone_who_left_out_a_whole_component_has_no_trust_score():
    survey = forms(form("A", c1=None, c2=None, c3=None), form("B", c=5, r=4, i=3, s=4))
    assert kleenz.trust(survey).isna().tolist() == [True, False]
    assert kleenz.trust_mean_of_ratios(survey) == 3


@pytest.mark.parametrize("function", [kleenz.components, kleenz.trust, kleenz.best_group_values])
def test_an_uncleaned_survey_is_refused(function):
    with pytest.raises(ValueError, match=r"i1 holds 99.*clean\(survey\)"):
        function(forms(form("A"), form("B", i1=99)))
    with pytest.raises(ValueError, match=r"Respondent A stands in the survey twice.*clean\(survey\)"):
        function(forms(form("A"), form("A")))


def test_a_gap_is_the_first_group_less_the_second():
    survey = forms(
        form("A", r=2, late="yes", trust_overall=1), form("B", r=5, trust_overall=5), form("C", r=6, trust_overall=None)
    )
    assert kleenz.gap(survey, "reliability", "late", "yes", "no") == -3.5
    assert kleenz.gap(survey, "trust", "late", "yes", "no") == pytest.approx(10 / 4 - 13.5 / 4)
    assert kleenz.gap(survey, "trust_overall", "late", "yes", "no") == -4


def test_a_gap_can_be_measured_as_by_someone_who_forgot_to_reverse():
    survey = forms(form("A", s=6, addon_unrequested="yes"), form("B", s=3))
    assert kleenz.gap(survey, "self_orientation", "addon_unrequested", "yes", "no") == 3
    forgot = kleenz.gap(survey, "self_orientation", "addon_unrequested", "yes", "no", reverse=False)
    assert forgot == pytest.approx(1)


def test_a_gap_with_an_unknown_group_names_those_there_are():
    with pytest.raises(ValueError, match="Nobody has late = 'maybe'. Use one of: no, yes."):
        kleenz.gap(forms(form("A"), form("B", late="yes")), "trust", "late", "maybe", "no")


def test_group_means_leave_out_those_without_a_group():
    means = kleenz.group_means(forms(form("A", c=6), form("B", c=2), form("C", branch=None)), "branch")
    assert means.loc["any"].to_dict() == {
        "credibility": 4,
        "reliability": 4,
        "intimacy": 4,
        "self_orientation": 4,
        "trust": 3,
        "respondents": 2,
    }


def test_the_best_groups_are_high_in_three_components_low_in_self_orientation_and_large_enough():
    survey = forms(
        *(form(f"A{n}", branch="good", c=6, s=5) for n in range(20)),
        *(form(f"B{n}", branch="plain", i=5, s=3) for n in range(20)),
        *(form(f"C{n}", branch="tiny", c=7, r=7, i=7, s=1) for n in range(19)),
        # told_first is asked only after a problem: answers without one are not counted.
        *(form(f"D{n}", branch="other", told_first="yes", r=6) for n in range(20)),
    )
    best = kleenz.best_group_values(survey)
    assert list(best.index) == ["credibility", "reliability", "intimacy", "self_orientation"]
    assert best.loc["credibility"].to_dict() == {"value": 6, "column": "branch", "group": "good", "respondents": 20}
    assert best.loc["reliability", ["value", "group"]].tolist() == [6, "other"]
    assert best.loc["self_orientation", ["value", "group"]].tolist() == [3, "plain"]
    assert "told_first" not in set(best["column"])
