"""The datasets against their dictionary, the cards against their rules, and what is said of a bad file."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from idic_lab.subject import datasets
from idic_lab.subject.misconceptions import MISCONCEPTIONS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "datasets"
# Graded tables lie beside their assignment and nowhere else, but they are described with the others.
GRADED = {path.name: path.parent for path in (ROOT / "content" / "graded").glob("*.csv")}
FILES = sorted(
    {path.name for path in FOLDER.iterdir() if path.name.endswith((".csv", ".csv.gz")) and path.stem != "dictionary"}
    | set(GRADED)
)


def read(file):
    return datasets.read(file.split(".")[0], GRADED.get(file))


STEPS = ("identify", "differentiate", "interact", "customize")


@pytest.fixture(scope="module")
def dictionary():
    return datasets.dictionary()


@pytest.fixture
def copy(tmp_path):
    """A student's copy of the graded survey, and a function that changes its text."""
    path = tmp_path / "kleenz_survey.csv"
    shutil.copy(FOLDER / path.name, path)

    def change(old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return change


def test_each_file_is_described_and_each_description_has_a_file(dictionary):
    assert sorted(set(dictionary["file"])) == FILES


@pytest.mark.parametrize("file", FILES)
def test_a_file_holds_what_the_dictionary_says(dictionary, file):
    table = read(file)
    described = dictionary[dictionary["file"] == file].set_index("column")
    assert (
        list(pd.read_csv(GRADED.get(file, FOLDER) / file, nrows=0).columns)
        == list(table.columns)
        == list(described.index)
    )
    for column, kind in described["type"].items():
        assert kind in {"text", "integer", "number", "date"}
        values = table[column].dropna()
        assert pd.api.types.is_datetime64_any_dtype(values) == (kind == "date"), column
        assert pd.api.types.is_numeric_dtype(values) == (kind in {"integer", "number"}), column
        if kind == "integer":
            assert (values % 1 == 0).all(), column


def test_each_description_is_complete(dictionary):
    for column in ("file", "column", "type", "meaning", "origin", "licence"):
        assert (dictionary[column] != "").all(), column
    assert not dictionary.duplicated(["file", "column"]).any()
    for column in ("origin", "licence"):
        assert (dictionary.groupby("file")[column].nunique() == 1).all(), column


@pytest.mark.parametrize("file", FILES)
def test_what_is_invented_says_so_and_what_is_real_names_its_source(dictionary, file):
    source = read(file).attrs["source"]
    listed = [line for line in (FOLDER / "SOURCES.md").read_text().splitlines() if line.startswith(f"| `{file}`")]
    assert len(listed) == 1
    if file.startswith(("cdnow", "purchases")):
        assert "Fader and Hardie" in source and "lifetimes" in source
        assert "synthetic" not in listed[0]
    else:
        assert source.startswith("synthetic")
        assert "**synthetic**" in listed[0]


@pytest.mark.parametrize(
    "path", sorted([*FOLDER.glob("*.csv"), *(GRADED[name] / name for name in GRADED)]), ids=lambda path: path.name
)
def test_files_are_plain_utf8_with_line_feeds(path):
    content = path.read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    content.decode("utf-8")


def test_cdnow_is_the_published_sample():
    cdnow = datasets.cdnow()
    assert (len(cdnow), cdnow["customer_id"].nunique()) == (6919, 2357)
    assert [str(day.date()) for day in (cdnow["date"].min(), cdnow["date"].max())] == ["1997-01-01", "1998-06-30"]
    assert cdnow.groupby("customer_id")["date"].min().max() < pd.Timestamp("1997-04-01")


def test_the_whole_cohort_holds_the_sample():
    full = datasets.cdnow_full()
    assert (len(full), full["customer_id"].nunique()) == (69659, 23570)
    same = full[full["customer_id"].isin(datasets.cdnow()["customer_id"])]
    order = ["customer_id", "date", "quantity", "spend_usd"]
    pd.testing.assert_frame_equal(
        same.sort_values(order, ignore_index=True), datasets.cdnow().sort_values(order, ignore_index=True)
    )


# The IDIC cards


@pytest.fixture(scope="module")
def cards():
    return datasets.companies()


def test_twelve_cards_a_step_with_three_near_misses_each(cards):
    assert cards["id"].is_unique and cards["company"].is_unique and cards["text"].is_unique
    assert cards["step"].value_counts().to_dict() == dict.fromkeys(STEPS, 12)
    assert cards[cards["near_miss"] == "yes"]["step"].value_counts().to_dict() == dict.fromkeys(STEPS, 3)


def test_the_accepted_steps_are_a_set_that_holds_the_intended_one(cards):
    accepted = cards["accepted"].str.split(";")
    assert all(step in chosen for step, chosen in zip(cards["step"], accepted, strict=True))
    assert all(chosen == [step for step in STEPS if step in chosen] for chosen in accepted)
    assert accepted.str.len().max() < len(STEPS)


def test_each_wrong_choice_explains_itself_and_no_right_one_does(cards):
    for card in cards.to_dict("records"):
        for step in STEPS:
            feedback = card[f"why_not_{step}"]
            assert pd.isna(feedback) == (step in card["accepted"].split(";")), (card["id"], step)
    said = pd.concat([cards["explanation"], *(cards[f"why_not_{step}"] for step in STEPS)]).dropna()
    assert said.is_unique
    assert said.str.split().str.len().between(8, 45).all()


def test_misconceptions_are_known_by_name(cards):
    tags = cards["misconception"].dropna()
    assert set(tags) <= set(MISCONCEPTIONS)
    assert {
        "identify-is-demographics",
        "customize-is-first-name",
        "interact-is-volume",
        "differentiate-is-product",
    } <= set(tags)


def test_no_card_uses_the_vocabulary_of_the_steps(cards):
    banned = re.compile(r"identif|recogni|differentiat|segment|interact|customi[sz]|personali|tailor", re.IGNORECASE)
    for text in [*cards["text"], *cards["company"]]:
        assert not banned.search(text), text


def test_no_frequent_word_and_no_length_gives_a_step_away(cards):
    words = cards["text"].str.lower().str.findall(r"[a-z']+").map(set)
    for word in set.union(*words):
        holding = cards.loc[words.map(lambda held, word=word: word in held), "step"]
        assert len(holding) < 4 or holding.nunique() > 1, word
    length = cards["text"].str.split().str.len().groupby(cards["step"]).mean()
    assert length.max() - length.min() < 4


def test_the_order_of_the_cards_says_nothing(cards):
    assert cards["id"].is_monotonic_increasing
    runs = (cards["step"] != cards["step"].shift()).cumsum().value_counts()
    assert runs.max() <= 4


# Bad files


def test_a_missing_file_names_the_file_the_folder_and_the_remedy(tmp_path):
    with pytest.raises(datasets.MissingDataset) as refusal:
        datasets.kleenz_survey(folder=tmp_path)
    message = str(refusal.value)
    assert message == f"kleenz_survey.csv is not in {tmp_path}. Fetch a fresh copy, or correct the folder."


def test_an_empty_file_counts_as_missing(tmp_path):
    (tmp_path / "kleenz_survey.csv").touch()
    with pytest.raises(datasets.MissingDataset, match=r"kleenz_survey\.csv .* is empty\. Fetch a fresh copy"):
        datasets.kleenz_survey(folder=tmp_path)


def test_an_unknown_name_lists_those_there_are():
    with pytest.raises(
        datasets.MissingDataset,
        match="no dataset 'kleen'. Use one of: agencies, cdnow, cdnow_full, channels, companies",
    ):
        datasets.read("kleen")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("s2_rev", "s2", r"lacks the column s2_rev and has the unexpected column s2\. Fetch"),
        (",branch,channel", ",branch,branch2", r"lacks the column channel and has the unexpected column branch2"),
        ("would_return\n", "would_return,notes,more\n", r"has the unexpected columns notes, more"),
        ("Harbour", "Harbor", r"branch of kleenz_survey\.csv holds 'Harbor' in line \d+, not one of: Harbour, Central"),
        (",81.39,", ",much,", r"spend_12m of kleenz_survey\.csv holds 'much' in line \d+, not a number"),
    ],
)
def test_an_unexpected_column_or_value_is_named_with_the_remedy(copy, old, new, message):
    with pytest.raises(datasets.UnexpectedColumns, match=message) as refusal:
        datasets.kleenz_survey(folder=copy(old, new))
    assert "Fetch a fresh copy" in str(refusal.value)


def test_a_fraction_is_no_whole_number_and_a_word_is_no_date(tmp_path):
    for row, wanted in (
        ("4,1997-01-01,1.5,9", "quantity .*'1.5' in line 2, not a whole number"),
        ("4,New Year,1,9", "a date such as"),
    ):
        (tmp_path / "cdnow.csv").write_text(f"customer_id,date,quantity,spend_usd\n{row}\n")
        with pytest.raises(datasets.UnexpectedColumns, match=wanted):
            datasets.read("cdnow", tmp_path)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\xff\xfe", b"a,b\n1,2,3\n4,5,6,7\n", b"a,b\n1,2,3\n"])
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, content):
    (tmp_path / "kleenz_survey.csv").write_bytes(content)
    with pytest.raises(datasets.UnexpectedColumns, match=r"kleenz_survey\.csv .*Fetch a fresh copy"):
        datasets.kleenz_survey(folder=tmp_path)


def test_a_file_saved_by_a_spreadsheet_still_reads(copy, tmp_path):
    folder = copy("respondent", "respondent")
    path = folder / "kleenz_survey.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(datasets.kleenz_survey(folder=folder), datasets.kleenz_survey())


def test_columns_in_another_order_are_put_back(tmp_path):
    with (
        (FOLDER / "kleenz_survey.csv").open(newline="") as source,
        (tmp_path / "kleenz_survey.csv").open("w", newline="") as out,
    ):
        csv.writer(out).writerows(reversed(row) for row in csv.reader(source))
    pd.testing.assert_frame_equal(datasets.kleenz_survey(folder=tmp_path), datasets.kleenz_survey())


def test_a_changed_table_does_not_change_the_next_reading():
    first = datasets.kleenz_practice()
    first.loc[:, "branch"] = "elsewhere"
    dictionary = datasets.dictionary()
    dictionary.loc[:, "meaning"] = ""
    assert "elsewhere" not in set(datasets.kleenz_practice()["branch"])
    assert (datasets.dictionary()["meaning"] != "").all()


def test_importing_the_loaders_does_not_import_pandas():
    modules = "idic_lab.subject.datasets, idic_lab.subject.analysis.survey, idic_lab.subject.analysis.concentration"
    code = f"import sys, {modules}; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
