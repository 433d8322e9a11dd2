"""Class lists in the forms they come in."""

import io
import re

import openpyxl
import pytest

from idic_lab.course import roster
from idic_lab.grading import identity
from tests.course.conftest import ROOT

LISTS = ROOT / "tests" / "fixtures" / "rosters"

PLAIN = "student_id,first_name,last_name,email\nann,Ann,Berg,ann@uni.example\nbo,Bo,Åkesson,bo@uni.example\n"


def people(data):
    return [(each.id, each.first_name, each.last_name, each.email) for each in roster.read(data).people]


EXPECTED = [("ann", "Ann", "Berg", "ann@uni.example"), ("bo", "Bo", "Åkesson", "bo@uni.example")]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", ";").encode("utf-8-sig"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace(",", ";").encode("cp1252"),
        ("sep=;\r\n" + PLAIN.replace(",", ";").replace("\n", "\r\n")).encode(),
        PLAIN.replace("\n", "\n\n").encode(),
        PLAIN.replace(",", " , ").encode(),
        b"Benutzername;Vorname;Nachname;E-Mail-Adresse\nann;Ann;Berg;ann@uni.example\nbo;Bo;\xc3\x85kesson;bo@uni.example",
        "Username,Full name,Email address\nann,Ann Berg,ann@uni.example\nbo,Bo Åkesson,bo@uni.example".encode(),
        'Name,E-Mail,NetID\n"Berg, Ann",ann@uni.example,ann\n"Åkesson, Bo",bo@uni.example,bo'.encode(),
        # A letter with its accent as a character of its own, as macOS writes it.
        PLAIN.replace("Å", "A\u030a").encode(),
    ],
)
def test_the_same_people_in_every_form(data):
    assert people(data) == EXPECTED


def test_a_moodle_list_without_ids_goes_by_email():
    data = b"First name,Surname,Email address\nAnn,Berg,ann@uni.example\n"
    assert people(data) == [("ann@uni.example", "Ann", "Berg", "ann@uni.example")]


def test_a_canvas_gradebook_is_a_class_list():
    data = (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Four companies (501)\n"
        "    Points Possible,,,,,17\n"
        '"Berg, Ann",9001,S-1,ann,Group A,\n'
        '"Student, Test",9999,,abcdef,Group A,\n'
    ).encode()
    read = roster.read(data)
    assert read.platform == "canvas"
    (ann,) = read.people
    assert (ann.id, ann.platform_id, ann.first_name, ann.last_name) == ("ann", "9001", "Ann", "Berg")
    assert ann.row["Section"] == "Group A"


def test_an_id_keeps_its_zeros():
    assert people(b"student number,name\n007,James Bond\n")[0][0] == "007"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nobody"),
        (b"student_id,name\n", "nobody"),
        (b"colour,name\nred,Ann\n", "colour, name"),
        (b"id,name\nann,Ann\nbo,Bo\nANN,Anna\n", "lines 2 and 4 are both ANN"),
        (b"id,name\n,Ann\n", "line 2 has no id"),
        (b"id,name\n../../etc,Ann\n", "cannot name a folder"),
        (b"id,name\n=ann,Ann\n", "cannot name a folder"),
        (b"id,name\n.ann,Ann\n", "cannot name a folder"),
        (b"id,name\nbo,Bo\nr&d,Ann\n", "line 3: the id 'r&d' has &"),
        (b"id,name\nann#1,Ann\n", "has #"),
        (b"id,name\nbo,Bo\n" + b"a" * 200 + b",Ann\n", "… is longer than 120"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old form"),
        (b"<html><table>", "a web page"),
        (b"PK\x03\x04 no zip", "a zip, and no Excel"),
        (b"student_id,name\nann,Ann\n", "there is no column 'NetID'. There are: student_id, name"),
        (b"id,name\nann*,Ann\n", "cannot name a folder"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(data, said):
    with pytest.raises(roster.RosterProblem, match=re.escape(said)):
        roster.read(data, column="NetID" if "NetID" in said else None)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(roster.RosterProblem, match="cannot be opened"):
        roster.load(tmp_path / "none.csv")


def test_one_student_is_struck_out_and_all_else_stays():
    data = (PLAIN + '\n"cy","Cy\nJr","Day",\ndi,Di,Elm,\n').encode("utf-8-sig")
    left = roster.without(data, "cy").decode()
    assert left == PLAIN + "\ndi,Di,Elm,\n" or left == PLAIN + "di,Di,Elm,\n"
    assert roster.without(data, "nobody").decode() == data.decode("utf-8-sig")


def of(name):
    return roster.load(LISTS / name)


@pytest.mark.parametrize(
    ("name", "id", "ids"),
    [
        ("canvas-split-names.csv", "SIS Login ID", ["mia"]),
        ("canvas-no-login.csv", "Canvas number", ["9001"]),
        ("canvas-semicolons.csv", "SIS Login ID", ["mia"]),
        ("canvas-spanish.csv", "SIS Login ID", ["mia"]),
        ("canvas-one-without-login.csv", "SIS Login ID", ["ole"]),
        ("excel-de-name-vorname.csv", "Matrikelnummer", ["3142445", "3119772", "3151750", "3185319", "3106328"]),
        ("excel-cp1252.csv", "Matrikelnummer", ["3142445", "3119772", "3151750", "3185319"]),
        ("excel-title-row.csv", "Matrikelnummer", ["3142445", "3119772", "3151750"]),
        ("moodle-id-number.csv", "ID number", ["3142445", "3119772", "3151750", "3185319", "3106328"]),
        ("blackboard-utf16.csv", "Username", ["amuller", "blindstr", "cdubois", "drossi", "eyilmaz"]),
        ("brightspace.csv", "Username", ["amuller", "blindstr", "cdubois", "drossi", "eyilmaz"]),
    ],
)
def test_lists_as_platforms_and_people_make_them(name, id, ids):
    read = of(name)
    assert [person.id for person in read.people] == ids
    assert f"{len(ids)} student" in read.said()[0] and read.said()[0].endswith(f"id = {id}.")
    first = read.people[0]
    expected = ("Ole", "Lund") if "without" in name else ("Mia", "Holm") if "canvas" in name else ("Anna", "Müller")
    assert (first.first_name, first.last_name) == expected
    assert (read.platform, first.platform_id) == (("canvas", first.row["ID"]) if "canvas" in name else ("", ""))


def test_canvas_gives_number_and_columns_and_its_own_rows_are_nobody():
    read = of("canvas-split-names.csv")
    assert read.people[0].platform_id == "9001" and "Four companies (501)" in read.columns
    assert "1 test student of Canvas' left out." in read.said()


def test_who_has_no_id_is_named_with_the_remedy():
    (_, said, *_) = of("canvas-one-without-login.csv").said()
    assert "Mia Holm (line 3)" in said and "--id COLUMN" in said
    (_, said, *_) = of("moodle-id-number.csv").said()
    assert "2 without ID number" in said and "Gisela Brandt (line 2), Marco Feld (line 3)" in said


def test_teachers_of_a_list_without_roles_are_pointed_out_and_left_out_as_asked():
    said = " ".join(of("moodle-participants-with-teachers.csv").said())
    assert "--leave-out gisela.brandt@uni.example marco.feld@uni.example" in said
    teachers = ["Gisela.Brandt@uni.example", "marco.feld@uni.example"]
    read = roster.load(LISTS / "moodle-participants-with-teachers.csv", leave_out=teachers)
    assert len(read.people) == 5 and "2 left out: Gisela Brandt (line 2), Marco Feld (line 3)." in read.said()
    assert "In no group" not in " ".join(read.said())


@pytest.mark.parametrize(
    ("heading", "teacher", "student"),
    [
        ("Roles", "Non-editing teacher", "Student"),
        ("Rollen", "Trainer/in", "Teilnehmer/in"),
        ("Rôles", "Enseignant", "Étudiant"),
        ("Rol", "Profesor", "Estudiante"),
        ("Role", "TA", "Student"),
    ],
)
def test_roles_are_read(heading, teacher, student):
    data = f"username,name,{heading}\nt,Gisela Brandt,{teacher}\nann,Ann Berg,{student}\nbo,Bo Åkesson,\n"
    read = roster.read(data.encode())
    assert [person.id for person in read.people] == ["ann", "bo"] and "1 left out: Gisela Brandt" in read.said()[1]


def test_a_heading_that_can_mean_two_things_is_said():
    assert "“Name” is taken for the last name" in of("excel-de-name-vorname.csv").said()[1]


@pytest.mark.parametrize("name", ["class.xlsx", "class.csv"])
def test_excel_is_read_whatever_its_name(tmp_path, name):
    book = openpyxl.Workbook()
    for row in (
        ["Class of 2026"],
        [],
        ["Student ID", "First name", "Last name"],
        [3142445, "Anna", "Müller"],
        [7.0, "Bo", None],
    ):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    (tmp_path / name).write_bytes(held.getvalue())
    read = roster.load(tmp_path / name)
    assert [(each.id, each.first_name, each.last_name) for each in read.people] == [
        ("3142445", "Anna", "Müller"),
        ("7", "Bo", ""),
    ]


def test_addresses_are_ids_and_stay_as_they_are():
    data = b"First name,Surname,Email address\nJane,Doe,jane+uni@uni.example\nAnn,O'Neil,ann.o'neil@uni.example\n"
    assert [each[0] for each in people(data)] == ["jane+uni@uni.example", "ann.o'neil@uni.example"]


def test_in_a_course_its_ids_decide_on_column_and_capitals():
    data = b"username,student id,name,email\nann,007,Ann Berg,Ann@Uni.example\nbo,008,Bo Holm,bo@uni.example\n"
    assert [each.id for each in roster.read(data).people] == ["ann", "bo"]
    assert [each.id for each in roster.read(data, known=["007", "001"]).people] == ["007", "008"]
    assert [each.id for each in roster.read(data, known=["ann@uni.example"]).people][0] == "ann@uni.example"
    assert [each.id for each in roster.read(data, ["007"], "Email").people] == ["Ann@Uni.example", "bo@uni.example"]


def test_one_line_twice_is_one_person_and_said():
    read = roster.read(b"id,name,group\nann,Ann Berg,A\nann,Ann Berg,B\n")
    assert len(read.people) == 1 and "Ann Berg stands there twice (lines 2 and 3)." in read.said()


def test_names_are_made_harmless_and_keep_their_letters():
    data = 'id,first name,last name\nann,"<img src=x onerror=alert(1)>","Do""e\n\x1b[2JForged  line"\n'
    data += "bo,D’Arcy & Ünal,\u202eNguyễn\n"
    ann, bo = roster.read(data.encode()).people
    assert not set('<>"\n\x1b\u202e') & set(ann.first_name + ann.last_name + bo.last_name)
    assert (ann.first_name, ann.last_name) == ("‹img src=x onerror=alert(1)›", "Do”e [2JForged line")
    assert (bo.first_name, bo.last_name) == ("D’Arcy & Ünal", "Nguyễn")


def test_a_student_gets_another_id_in_the_list_and_all_else_stays():
    data = 'Last name;First name;Username\nann;ann;ann\n"Holm; Jr";Mia;mia\n'.encode("utf-8-sig")
    left = roster.renamed(data, "ann", "ann.berg@uni.example").decode()
    assert left == 'Last name;First name;Username\nann;ann;ann.berg@uni.example\n"Holm; Jr";Mia;mia\n'
    brightspace = roster.renamed((LISTS / "brightspace.csv").read_bytes(), "amuller", "anna").decode()
    assert "#3142445,#anna,Müller,Anna" in brightspace and len(brightspace.splitlines()) == 6


@pytest.mark.parametrize(
    "id", ["ann", "jane+uni@uni.example", "Ünal-7_x.y", "o'neil@uni.example", "学生", "7", "x" * 120]
)
def test_ids_that_work_everywhere(id):
    assert identity.problem(id) == ""


@pytest.mark.parametrize(
    "id", ["", "r&d", "ann#1", "a%41", "a/b", "..", "-x", "a\nb", "a\u202eb", "x" * 121, "é" * 61, "a\ud800"]
)
def test_ids_that_do_not(id):
    assert identity.problem(id)


def test_the_exchange_names_a_student_with_a_plus():
    name = "jane+uni@uni.example+trust-lab+2026-10-19 10:00:00.000000 UTC+c2VjcmV0"
    assert identity.sender(name)[:2] == ("jane+uni@uni.example", "trust-lab")
    assert identity.sender("zz+trust-lab") is None and identity.sender("++++") is None
