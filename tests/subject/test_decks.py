"""The decks behind the sorters: complete, fair, and read back as items that explain themselves."""

import re

import pytest

from idic_lab import AnswerBook, ask
from idic_lab.questions import Sort, views
from idic_lab.subject import datasets, items
from idic_lab.subject.analysis import journey
from idic_lab.subject.idic import APOLOGY_ELEMENTS, CHARACTERISTICS, LOYALTY, PRINCIPLES
from idic_lab.subject.misconceptions import MISCONCEPTIONS
from idic_lab.subject.trust import COMPONENTS

OPTIONS = {
    ("vignettes", "characteristics"): [each.key for each in CHARACTERISTICS],
    ("vignettes", "loyalty"): [each.key for each in LOYALTY],
    ("vignettes", "principles"): [*(each.key for each in PRINCIPLES), "none"],
    ("vignettes", "trustability"): ["relevant_only", "trustable", "both", "neither"],
    ("vignettes", "markers"): ["reviews", "warranty", "renewal", "advice", "refund"],
    ("messages", "week"): ["useful", "goldfish", "name_only"],
    ("messages", "apology-strong"): [*(each.key for each in APOLOGY_ELEMENTS), "none"],
    ("messages", "apology-weak"): [*(each.key for each in APOLOGY_ELEMENTS), "none"],
    ("messages", "misinformation"): ["true", "misinformation", "disinformation", "opinion"],
    ("scenarios", "insurance"): [each.key for each in COMPONENTS],
    ("scenarios", "myths"): ["myth", "truth"],
    ("scenarios", "refer"): ["refer", "sell", "find_out"],
}
SIZES = {
    "characteristics": 14,
    "loyalty": 12,
    "principles": 12,
    "trustability": 10,
    "markers": 10,
    "week": 12,
    "apology-strong": 10,
    "apology-weak": 10,
    "misinformation": 8,
    "insurance": 10,
    "myths": 8,
    "refer": 6,
}
NAMES = {name: table for table, name in OPTIONS}
FIELDS = ["deck", "item", "title", "text", "option", "fits", "feedback", "misconception"]

# Words that say where an item belongs; the quotations of what a firm wrote are not asked to avoid them.
TELLING = {
    "characteristics": r"mutual|interactive|iterat|ongoing|benefit|change|unique|trust",
    "loyalty": r"loyal|behavio|emotion|neither",
    "principles": r"\bright\b|proactive|promise|warn|trust",
    "trustability": r"relevan|trust|protect|both|neither",
    "markers": r"review|warrant|guarantee|renew|advi[cs]|refund|remind",
    "week": r"useful|goldfish|memory|forg[eo]t",
    "insurance": r"credib|reliab|intima|self-orient|trust|safe",
    "apology-strong": r"forthright|responsib|prevent|repair",
    "apology-weak": r"forthright|responsib|prevent|repair",
    "misinformation": r"\btrue|\bfalse|information|opinion|deceiv|\blie",
    "myths": r"myth|truth|\btrue|\bfalse",
    "refer": r"\brefer|find out",
}


@pytest.fixture(scope="module", params=NAMES)
def rows(request):
    table = datasets.read(NAMES[request.param])
    return table[table["deck"] == request.param]


def name_of(rows):
    return rows["deck"].iloc[0]


def texts(rows):
    return rows.drop_duplicates("item")


def test_each_deck_is_known_and_each_known_deck_is_there():
    for table in sorted(set(NAMES.values())):
        cards = getattr(datasets, table)()
        assert list(cards.columns) == FIELDS
        assert list(cards["deck"].unique()) == [name for name, held in NAMES.items() if held == table]


def test_every_item_has_every_option_in_one_order_with_feedback(rows):
    expected = OPTIONS[NAMES[name_of(rows)], name_of(rows)]
    assert rows["item"].nunique() == SIZES[name_of(rows)]
    # The rows of an item stand together: 14 items of 7 options are 14 runs, and no more.
    assert (rows["item"] != rows["item"].shift()).sum() == rows["item"].nunique()
    for _, item in rows.groupby("item"):
        assert list(item["option"]) == expected
        assert item["text"].nunique() == item["title"].nunique() == 1
    assert rows["feedback"].notna().all()


def test_something_fits_each_item_and_never_everything(rows):
    fitting = (rows["fits"] == "yes").groupby(rows["item"]).sum()
    assert fitting.between(1, max(1, rows["option"].nunique() // 2)).all()
    assert (fitting > 1).mean() <= 0.25


def test_texts_and_feedback_are_not_repeated(rows):
    assert texts(rows)["text"].is_unique
    assert rows["feedback"].is_unique


def test_language_is_plain(rows):
    for text in texts(rows)["text"]:
        assert 7 <= len(text.split()) <= 45, text
    for feedback in rows["feedback"]:
        assert 3 <= len(feedback.split()) <= 30, feedback
        assert feedback.endswith((".", "?")), feedback
    for text in [*rows["text"], *rows["title"], *rows["feedback"]]:
        assert not re.search(r"!|  |^\s|\s$|[\"']{2}", text), text
        assert max(len(part.split()) for part in re.split(r"[.?:;]”?(?:\s|$)", text)) <= 26, text


def test_misconceptions_are_known_and_never_tagged_to_what_fits(rows):
    tagged = rows[rows["misconception"].notna()]
    assert set(tagged["misconception"]) <= set(MISCONCEPTIONS)
    assert (tagged["fits"] == "no").all()


def test_no_text_names_its_category(rows):
    told = re.compile(TELLING[name_of(rows)], re.IGNORECASE)
    for text in [*texts(rows)["text"], *texts(rows)["title"]]:
        assert not told.search(text), text


def test_no_length_gives_a_category_away(rows):
    fitting = rows[rows["fits"] == "yes"]
    length = fitting["text"].str.split().str.len().groupby(fitting["option"]).mean()
    assert length.max() - length.min() <= 6, length


# A weak letter is one that lacks most of the elements.
@pytest.mark.parametrize("deck", [name for name in NAMES if name != "apology-weak"])
def test_keys_are_spread_over_the_options_and_the_order_says_nothing(deck):
    rows = datasets.read(NAMES[deck])
    rows = rows[rows["deck"] == deck]
    fitting = rows[rows["fits"] == "yes"]
    counts = fitting["option"].value_counts()
    assert set(counts.index) == set(rows["option"])
    assert counts.max() - counts.min() <= 1, counts
    single = fitting.drop_duplicates("item")["option"]
    assert (single != single.shift()).cumsum().value_counts().max() <= 2


def test_a_deck_becomes_items_with_something_to_say_about_every_option(rows):
    deck = items.deck(NAMES[name_of(rows)], name_of(rows))
    assert [item.key for item in deck] == list(texts(rows)["item"])
    for item in deck:
        its = rows[rows["item"] == item.key].set_index("option")
        assert (item.text, item.title) == (its["text"].iloc[0], its["title"].iloc[0])
        assert item.accept == tuple(its.index[its["fits"] == "yes"])
        assert item.feedback == its["feedback"].to_dict()


def test_an_unknown_deck_names_those_there_are():
    with pytest.raises(KeyError, match="no deck 'loyal' in vignettes. There are: characteristics, loyalty"):
        items.deck("vignettes", "loyal")


def test_a_deck_asked_live_says_what_is_right_and_why_not(tmp_path, monkeypatch):
    monkeypatch.setenv("IDIC_LAB_VIEW", "live")
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda output, **more: shown.append(output))
    deck = items.deck("vignettes", "loyalty")
    categories = {each.key: each.name for each in LOYALTY}
    book = AnswerBook("lesson", tmp_path)
    ask.sort(book, "loyalty", "Which loyalty is it?", deck, categories)
    view = next(output for output in shown if isinstance(output, views.View))
    assert deck[0].feedback["both"] not in str(view.question), "no key and no feedback in the page"
    view.value = {deck[0].key: "both", deck[1].key: "both"}
    said = {note["where"]: (note["level"], note["text"]) for note in view.saved["notes"]}
    assert said[deck[0].key] == ("right", deck[0].feedback["both"])
    assert said[deck[1].key] == ("wrong", deck[1].feedback["both"])


def test_all_of_a_deck_sorted_right_is_done():
    deck = items.deck("messages", "week")
    question = Sort("week", "", deck, dict.fromkeys(OPTIONS["messages", "week"], ""))
    notes = question.notes({item.key: item.accept[0] for item in deck})
    assert [note.level for note in notes] == ["right"] * len(deck) + ["done"]


# The journey


def test_waiting_for_status_has_the_largest_gap_and_is_not_alone_at_the_bottom():
    touchpoints = datasets.touchpoints()
    assert len(touchpoints) == 8
    assert touchpoints[["as_is", "to_be"]].stack().between(1, 5).all()
    gaps = journey.gaps(touchpoints)
    assert gaps.index[0] == "waiting for status"
    assert gaps.iloc[0] > gaps.iloc[1]
    lowest = touchpoints[touchpoints["as_is"] == touchpoints["as_is"].min()]
    assert len(lowest) > 1, "the worst rating alone does not find the largest gap"


def test_recognition_is_lost_between_phone_and_counter():
    touchpoints = datasets.touchpoints()
    lost = journey.recognition_lost(touchpoints)
    assert list(touchpoints.set_index("stage").loc[list(lost), "channel"]) == ["phone", "counter"]


# The channels


def test_each_touchpoint_is_tried_in_each_channel_once():
    channels = datasets.channels()
    assert len(channels) == 20
    assert (channels["touchpoint"].nunique(), channels["channel"].nunique()) == (4, 5)
    assert not channels.duplicated(["touchpoint", "channel"]).any()
    assert channels["what_happens"].is_unique and channels["why"].is_unique
    assert channels[["what_happens", "why"]].notna().all(axis=None)


def test_one_channel_is_weakest_and_the_average_hides_it():
    channels = datasets.channels()
    strength = channels["recognised"].map({"yes": 2, "partly": 1, "no": 0})
    by_channel = strength.groupby(channels["channel"]).mean().sort_values()
    assert by_channel.index[0] == "phone"
    assert by_channel.iloc[0] < by_channel.iloc[1] < strength.mean() < by_channel.iloc[2]
    assert by_channel["app"] == 2


# The two letters


def test_the_strong_letter_has_each_element_twice_and_the_weak_one_a_single_one():
    messages = datasets.messages()
    fitting = messages[messages["fits"] == "yes"].groupby("deck")["option"]
    elements = {each.key for each in APOLOGY_ELEMENTS}
    assert fitting.get_group("apology-strong").value_counts().to_dict() == dict.fromkeys([*elements, "none"], 2)
    assert set(fitting.get_group("apology-weak")) & elements == {"prevention"}
