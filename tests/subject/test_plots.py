"""The pictures: what they draw is what they were given, and everybody can read them."""

import base64
import html
import io
import re
import subprocess
import sys

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure

from idic_lab.subject import plots
from idic_lab.subject.plots.page import DASHES, HATCHES, MARKERS, SERIES, two_digits
from idic_lab.subject.trust import COMPONENTS, Profile

ONE = Profile(6, 6, 6, 4)
TWO = {"first visit": Profile(5, 3, 2, 8), "second visit": Profile(6, 6, 4, 4)}
TABLE = pd.DataFrame({name: profile.ratings for name, profile in TWO.items()}).T
SCORES = pd.DataFrame(
    {"credibility": [4, 5], "reliability": [3.5, 4.5], "intimacy": [2, 6], "self_orientation": [5, 3]}
)
MEANS = pd.DataFrame(
    {"trust": [2.88, 2.83, 2.91], "reliability": [4.2, 3.6, 5.1], "respondents": [101, 129, 80]},
    index=pd.Index(["18-29", "30-44", "60+"], name="age_group"),
)
PEOPLE = pd.DataFrame(
    {
        "trust": [2.0, 3.0, 2.5, 4.0, 1.0, 1.5, 2.2],
        "told_first": ["no", "yes", "no", "yes", "no", "no", "yes"],
        "branch": ["Central", "Central", "Harbour", "Harbour", "Harbour", "Mill", None],
    }
)
CURVE = pd.DataFrame({"customers": [0, 0.2, 0.5, 1], "value": [0, 0.6, 0.9, 1]})
FLAT = pd.DataFrame({"customers": [0, 1], "value": [0, 1]})
NODES = {"nodes": [{"label": "1", "at": [0, 0]}, {"label": "2", "at": [1, 0.4]}], "edges": [[0, 1]]}
FRAME = {
    "first": 1,
    "shades": [0.2, 1.0],
    "caption": "Person 2 tells first, contagion 20 %: 1.2 of 2 people hear of it.",
}
PARTS = pd.DataFrame({"03": [14, 0], "04": [0, 6]}, index=["The four steps", "Loyalty"])
JOURNEY = pd.DataFrame({"stage": ["order", "wait", "unpack"], "as_is": [4, 1, 4], "to_be": [5, 5, 4]})
OWN = {"as_is": {"wait": 2}, "to_be": {}}
SPREAD = pd.DataFrame({"person 34": [1.4, 9.1, 33.8], "person 12": [1, 2.5, 30.4]}, index=[2, 20, 90])
LINES = {
    "sell": pd.Series([10, 12, 12.4, 12.5]),
    "refer": pd.Series([0, 8, 14.4, 19.5]),
    "wait": pd.Series([0, 8, 14, 19]),
}
COUNTS = pd.DataFrame({"speed": [53, 31], "care": [37, 39], "price": [24, 42]}, index=["low", "high"])

DRAWN = {
    "trust_curve of one": lambda ax=None: plots.trust_curve(ONE, ax=ax),
    "trust_curve of two, with a guess": lambda ax=None: plots.trust_curve(TWO, guess=7, ax=ax),
    "trust_bars of one": lambda ax=None: plots.trust_bars(ONE, ax=ax),
    "trust_bars of two": lambda ax=None: plots.trust_bars(TWO, ax=ax),
    "component_means": lambda ax=None: plots.component_means(SCORES, guess=SCORES.iloc[0].to_dict(), ax=ax),
    "one_point_better": lambda ax=None: plots.one_point_better(TWO, guess=0.5, ax=ax),
    "elasticity": lambda ax=None: plots.elasticity(Profile(10, 1, 1, 4), ax=ax),
    "one_point_better, with a guess far off": lambda ax=None: plots.one_point_better(TWO, guess=30, ax=ax),
    "trust_scores": lambda ax=None: plots.trust_scores(TABLE, guess=3, ax=ax),
    "amounts above and below zero": lambda ax=None: plots.amounts(
        {"points card": -5.8, "refill": 16, "nothing": -0.001}, "What it brings", "a year", guess=1, digits=1, ax=ax
    ),
    "shares": lambda ax=None: plots.shares({"yes": 92.4, "no": 7.6}, "Would return", guess=50, ax=ax),
    "group_means of trust": lambda ax=None: plots.group_means(MEANS, guess=2, ax=ax),
    "group_means of a component": lambda ax=None: plots.group_means(MEANS, "reliability", ax=ax),
    "gap_within": lambda ax=None: plots.gap_within(PEOPLE, "trust", by="told_first", within="branch", guess=2, ax=ax),
    "concentration": lambda ax=None: plots.concentration({"spend": CURVE, "nothing": FLAT}, guess=80, ax=ax),
    "parts_map": lambda ax=None: plots.parts_map(PARTS, "Ideas, by part and lesson", ax=ax),
    "journey": lambda ax=None: plots.journey(JOURNEY, OWN, ax=ax),
    "network": lambda ax=None: plots.network(NODES, FRAME, ax=ax),
    "head_start": lambda ax=None: plots.head_start(SPREAD, guess=30, ax=ax),
    "curves": lambda ax=None: plots.curves(LINES, "Earned", "visits after today", "dollars", guess=1.5, ax=ax),
    "curves, with a guess of a value": lambda ax=None: plots.curves(
        LINES, "Earned", "visits after today", "dollars", guess=40, upright=False, ax=ax
    ),
    "parts": lambda ax=None: plots.parts(COUNTS, "Main need by spending", ax=ax),
    "distribution": lambda ax=None: plots.distribution(PEOPLE["trust"], "Trust", "points", guess=3, ax=ax),
}


@pytest.fixture(params=DRAWN.values(), ids=DRAWN)
def draw(request):
    return request.param


def test_each_has_a_text_with_its_numbers_and_reaches_the_page_as_one_image(draw):
    ax = draw()
    text = plots.alt(ax)
    assert len(re.findall(r"\d", text)) >= 4
    assert text.endswith(".")
    page = plots.picture(ax)
    assert page.count("<") == 1
    assert html.unescape(re.search(r'alt="([^"]*)"', page)[1]) == text
    image = base64.b64decode(re.search(r'src="data:image/png;base64,([^"]*)"', page)[1])
    assert image.startswith(b"\x89PNG")
    assert len(image) < 200_000


def test_each_keeps_all_its_words_on_the_paper(draw):
    ax = draw()
    figure = ax.figure
    figure.savefig(io.BytesIO(), format="png")
    ticks = [
        tick.label1
        for axis in (ax.xaxis, ax.yaxis)
        for tick in axis.get_major_ticks()
        if min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    ]
    assert len(ticks) >= 4
    for text in (*ax.texts, *figure.texts, ax.xaxis.label, ax.yaxis.label, *ticks):
        if text.get_text():
            box, paper = text.get_window_extent(), figure.bbox
            assert -1 <= box.x0 < box.x1 <= paper.x1 + 1, text.get_text()
            assert -1 <= box.y0 < box.y1 <= paper.y1 + 1, text.get_text()


def test_each_draws_where_it_is_told_and_leaves_the_settings_alone(draw):
    before = dict(matplotlib.rcParams)
    mine = Figure().subplots(1, 2)[0]
    assert draw(mine) is mine
    assert mine.get_title(loc="left") or mine.get_title()
    assert dict(matplotlib.rcParams) == before


def test_pictures_need_no_pyplot_and_are_the_same_each_time():
    code = (
        "import sys, hashlib; from idic_lab import plots; from idic_lab.subject.trust import Profile; "
        "page = plots.picture(plots.trust_curve(Profile(6, 6, 6, 4))); "
        "print('matplotlib.pyplot' in sys.modules, hashlib.sha256(page.encode()).hexdigest())"
    )
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout for _ in range(2)}
    assert len(runs) == 1
    assert runs.pop().startswith("False ")


def test_show_displays_one_output_with_image_and_text(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append((data, raw)))
    ax = plots.trust_curve(ONE)
    plots.show(ax)
    assert shown == [({"text/plain": plots.alt(ax), "text/html": plots.picture(ax)}, True)]


def test_a_name_that_looks_like_html_stays_text():
    page = plots.picture(plots.trust_scores({'<b onclick="x()">': ONE}))
    assert page.count("<") == 1
    assert 'onclick="' not in page


def test_a_figure_of_ones_own_is_shown_once_and_has_a_text():
    from matplotlib import pyplot

    _, ax = pyplot.subplots()
    assert plots.alt(ax) == "A figure without a description."
    ax.set_title("Mine")
    assert 'alt="Mine"' in plots.picture(ax)
    assert not pyplot.fignum_exists(ax.figure.number)


def test_the_curve_marks_each_profile_at_its_own_trust():
    ax = plots.trust_curve(TWO)
    points = {(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if len(line.get_xdata()) == 1}
    assert points == {(8, 1.25), (4, 4)}
    curve = ax.lines[0]
    assert all(x * y == pytest.approx(10) for x, y in zip(curve.get_xdata(), curve.get_ydata(), strict=True))
    assert (curve.get_xdata()[0], curve.get_xdata()[-1]) == (1, 10)


def test_bars_are_as_long_as_the_ratings_and_differ_without_colour():
    ax = plots.trust_bars(TWO)
    bars = [(bar.get_width(), bar.get_hatch()) for bar in ax.patches]
    assert [width for width, _ in bars] == [5, 6, 3, 6, 2, 4, 8, 4]
    assert {hatch for _, hatch in bars[::2]}.isdisjoint({hatch for _, hatch in bars[1::2]})
    assert ax.patches[0].get_facecolor() == matplotlib.colors.to_rgba(COMPONENTS[0].colour)


def test_component_means_give_the_ratio_of_means():
    assert "T = (4.5 + 4 + 4) / 4 = 3.13" in plots.alt(plots.component_means(SCORES))


def test_one_point_better_shows_the_gains_and_says_where_there_is_no_room():
    ax = plots.one_point_better(Profile(10, 2, 2, 8))
    assert sorted(bar.get_width() for bar in ax.patches) == pytest.approx([0, 0.125, 0.125, 0.25])
    texts = [text.get_text() for text in ax.texts]
    assert "no room on the scale" in texts
    assert "+0.13" in texts


def test_elasticities_make_two_bars_of_one_length():
    bars = plots.elasticity(Profile(7, 3, 5, 4)).patches
    assert sum(bar.get_width() for bar in bars[:3]) == pytest.approx(bars[3].get_width()) == pytest.approx(1)


def test_scores_come_highest_first_from_a_table_or_a_mapping():
    for given in (TABLE, TWO):
        ax = plots.trust_scores(given)
        assert [bar.get_width() for bar in ax.patches] == [4, 1.25]
        assert [label.get_text() for label in ax.get_yticklabels()] == ["second visit", "first visit"]


def test_a_small_gap_looks_small():
    low, high = plots.group_means(MEANS).get_xlim()
    assert low == 0
    assert high > 2.91
    assert plots.group_means(MEANS, "reliability").get_xlim() == (1, 7)
    assert plots.shares({"a": 12, "b": 13}, "Late").get_xlim() == (0, 100)


def test_groups_keep_their_order_and_tell_how_many_they_are():
    labels = [label.get_text() for label in plots.group_means(MEANS).get_yticklabels()]
    assert labels == ["18-29  (n = 101)", "30-44  (n = 129)", "60+  (n = 80)"]


def test_a_gap_inside_groups_counts_only_people_with_all_three_answers():
    text = plots.alt(plots.gap_within(PEOPLE, "trust", by="told_first", within="branch"))
    assert "all, told first no: 1.75, 4 people." in text
    assert "all, told first yes: 3.50, 2 people." in text
    assert "Harbour, told first no: 1.75, 2 people." in text
    assert "Mill, told first yes" not in text


def test_a_gap_needs_two_groups():
    with pytest.raises(ValueError, match="3 groups .*Choose a column with two"):
        plots.gap_within(PEOPLE, "trust", by="branch", within="told_first")


def test_the_concentration_is_read_off_at_the_threshold():
    assert "They: 60 per cent." in plots.alt(plots.concentration(CURVE))
    text = plots.alt(plots.concentration({"spend": CURVE, "nothing": FLAT}, threshold=0.35))
    assert "spend: 75 per cent. nothing: 35 per cent." in text


def test_the_distribution_tells_mean_median_and_what_is_missing():
    ax = plots.distribution(pd.Series([1.0, 1, 1, 9, None]), "Spend", "dollars")
    assert plots.alt(ax) == "Spend (n = 4). 4 values from 1 to 9 dollars; mean 3, median 1. 1 missing."
    assert sum(bar.get_height() for bar in ax.patches) == 4


def test_a_guess_is_drawn_and_said_and_no_guess_is_not():
    with_guess, without = plots.group_means(MEANS, guess=2.5), plots.group_means(MEANS)
    assert plots.alt(with_guess) == plots.alt(without) + " Your guess was 2.5."
    assert [line.get_xdata()[0] for line in with_guess.lines if line.get_xdata()[0] == 2.5] == [2.5]
    assert len(with_guess.lines) == len(without.lines) + 1


def test_series_differ_in_more_than_colour():
    assert len({str(dash) for dash in DASHES}) == len(set(MARKERS)) == len(set(HATCHES)) == len(set(SERIES)) == 4


@pytest.mark.parametrize(("value", "text"), [(0.125, "0.13"), (1.005, "1.01"), (4, "4.00"), (0.1666, "0.17")])
def test_halves_are_rounded_up_as_in_the_live_views(value, text):
    assert two_digits(value) == text


def test_the_network_marks_the_first_person_by_more_than_shade():
    ax = plots.network(NODES, FRAME)
    markers = [line.get_marker() for line in ax.lines if line.get_marker() in ("o", "s")]
    assert markers == ["o", "s"]
    assert "Most often reached: 2 in 100 of 100 tries, 1 in 20 of 100 tries." in plots.alt(ax)


def test_the_head_start_is_the_first_column_less_each_other_and_marked_where_it_is_largest():
    ax = plots.head_start(SPREAD)
    line, peak = [line for line in ax.lines if line.get_label().startswith("_child") and len(line.get_xdata()) != 2]
    assert list(line.get_ydata()) == pytest.approx([0.4, 6.6, 3.4])
    assert (peak.get_xdata()[0], peak.get_ydata()[0]) == (20, pytest.approx(6.6))


def test_the_journey_marks_the_widest_gap_and_keeps_the_readers_ratings_apart():
    ax = plots.journey(JOURNEY, OWN)
    said = "As it is: order 4, wait 1, unpack 4. You: wait 2. As it should be: order 5, wait 5, unpack 4."
    assert plots.alt(ax).endswith(f"{said} Widest gap: wait, 4.")
    assert "widest gap: 4" in [text.get_text() for text in ax.texts]
    hollow = [line for line in ax.lines if line.get_markersize() == 8]
    assert [(line.get_xdata()[0] > 1, list(line.get_ydata())) for line in hollow] == [(True, [2])]
    assert "You" not in plots.alt(plots.journey(JOURNEY))


def test_the_map_of_the_parts_says_in_words_how_many_ideas_stand_where():
    assert "The four steps: 14 in 03." in plots.alt(plots.parts_map(PARTS, "Ideas, by part and lesson"))
