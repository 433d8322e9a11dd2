"""Moodle's grading worksheet, in the languages and forms of date in which sites write it."""

from zoneinfo import ZoneInfo

import pytest

from idic_lab.course import roster, worksheet
from idic_lab.course.lms_file_names import ClassList, Sent
from tests.course.conftest import ROOT

SHEETS = ROOT / "tests" / "fixtures" / "worksheets"
BERLIN = ZoneInfo("Europe/Berlin")
DUTCH = (
    "Identificatie,Volledige naam,E-mailadres,Status,Cijfer,Laatst gewijzigd (inzending)\n"
    'Deelnemer 101,Mia Holm,mia@uni.example,Ingeleverd,,"woensdag, 21 oktober 2026, 14:49"\n'
)


def class_list():
    return ClassList(roster.load(SHEETS / "class-list.csv").people)


def shown(moment):
    return f"{moment.astimezone(BERLIN):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "en-numeric-dates"])
def test_it_tells_who_and_when_in_any_language(language):
    listed = class_list()
    times, troubles = worksheet.read((SHEETS / f"moodle-{language}.csv").read_bytes(), listed, BERLIN)
    who = {number: person.id for number, person in listed.participants.items()}
    assert who == {"101": "mia", "102": "ole", "103": "ana", "104": "ana2"}
    mia = "2026-11-05 14:49" if "numeric" in language else "2026-10-21 14:49"
    assert [shown(times[each]) for each in who] == [mia, *["2026-10-19 09:00"] * 3]
    assert troubles == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_dutch_and_other_encodings_and_separators(encoding):
    listed = class_list()
    times, _ = worksheet.read(DUTCH.encode(encoding), listed, BERLIN)
    assert shown(times["101"]) == "2026-10-21 14:49" and listed.participants["101"].id == "mia"


@pytest.mark.parametrize(
    ("dates", "first", "said"),
    [
        (["5/11/2026, 14:49", "19/10/26, 09:00"], "2026-11-05 14:49", False),
        (["5/11/2026, 2:49 PM", "10/19/26, 9:00 AM"], "2026-05-11 14:49", False),
        (["2026-11-05 14:49"], "2026-11-05 14:49", False),
        (["05.11.2026 14:49"], "2026-11-05 14:49", True),
        (["5 November 2026, 14:49"], "2026-11-05 14:49", False),
    ],
)
def test_which_number_is_the_month_is_told_by_the_whole_column(dates, first, said):
    rows = [f'Participant {number},Mia Holm,"{date}"' for number, date in enumerate(dates)]
    times, troubles = worksheet.read("\n".join(["Identifier,Full name,When", *rows]).encode(), class_list(), BERLIN)
    assert shown(times["0"]) == first
    assert bool(troubles) is said


def test_a_time_that_is_none_is_told_and_the_others_are_read():
    data = DUTCH + 'Deelnemer 102,Ole Lund,ole@uni.example,,,"99 xyz 2026, 77:99"\nDeelnemer 103,Ana Roca,,,,-\n'
    listed = class_list()
    times, troubles = worksheet.read(data.encode(), listed, BERLIN)
    assert set(times) == {"101"} and len(troubles) == 1 and "102" in troubles[0]
    assert "103" not in listed.participants, "two have this name"


@pytest.mark.parametrize(
    "data",
    [b"name,grade\nMia,1\n", b"", b"id,name\ns101,Mia Holm\n", b"%PDF-1.7", (SHEETS / "class-list.csv").read_bytes()],
)
def test_another_table_is_no_worksheet(data):
    assert worksheet.read(data, class_list(), BERLIN) is None


def test_moodles_number_finds_whom_the_name_does_not():
    listed = class_list()
    worksheet.read((SHEETS / "moodle-de.csv").read_bytes(), listed, BERLIN)
    assert listed.who(Sent("moodle", "Teilnehmer/in", "104", "w.ipynb")).id == "ana2"
    assert listed.who(Sent("moodle", "Ana Roca", "103", "w.ipynb")).id == "ana"
