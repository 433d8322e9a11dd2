"""Class lists in the forms they come in."""

import pytest

from idic_lab.desk import roster

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
        (b"id,name\nann*,Ann\n", "cannot name a folder"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(data, said):
    with pytest.raises(roster.RosterProblem, match=said.replace("+", r"\+").replace("*", r"\*")):
        roster.read(data)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(roster.RosterProblem, match="cannot be opened"):
        roster.load(tmp_path / "none.csv")


def test_one_student_is_struck_out_and_all_else_stays():
    data = (PLAIN + '\n"cy","Cy\nJr","Day",\ndi,Di,Elm,\n').encode("utf-8-sig")
    left = roster.without(data, "cy").decode()
    assert left == PLAIN + "\ndi,Di,Elm,\n" or left == PLAIN + "di,Di,Elm,\n"
    assert roster.without(data, "nobody").decode() == data.decode("utf-8-sig")
