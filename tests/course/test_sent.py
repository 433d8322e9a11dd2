"""Whose a file is, told from the names that Moodle and Canvas give."""

import pytest

from idic_lab.course.lms_file_names import ClassList, Sent, plain_name, sent
from idic_lab.course.roster import Person

PEOPLE = [
    Person("asa", "Åsa", "Ålund", "asa@uni.example", "9001"),
    Person("jane", "Jane", "Doe", "jane@uni.example", "9002"),
    Person("anne", "Anne-Marie", "O'Neil", "anne@uni.example", "9003"),
    Person("john1", "John", "Smith", "j1@uni.example", "9004"),
    Person("john2", "John", "Smith", "j2@uni.example", "9005"),
    Person("juergen", "Jürgen", "Müller", "jm@uni.example", "9006"),
]


@pytest.mark.parametrize(
    ("path", "who", "number", "file", "late"),
    [
        ("Jane Doe_4711_assignsubmission_file_/work.ipynb", "Jane Doe", "4711", "work.ipynb", False),
        ("Jane Doe_4711_assignsubmission_file/work.ipynb", "Jane Doe", "4711", "work.ipynb", False),
        ("Jane Doe_4711_assignsubmission_file_/inside/work.ipynb", "Jane Doe", "4711", "inside/work.ipynb", False),
        ("Jane Doe_4711_assignsubmission_onlinetext_/onlinetext.html", "Jane Doe", "4711", "onlinetext.html", False),
        ("doejane_LATE_9002_text.html", "doejane", "9002", "text.html", True),
        # What a student called a file stands behind what the platform wrote.
        (
            "holmeve_6_7_x-BenOkafor_5_assignsubmission_file_w.ipynb",
            "holmeve",
            "6",
            "x-BenOkafor_5_assignsubmission_file_w.ipynb",
            False,
        ),
        ("Eve Holm_6_assignsubmission_file_/okaforben_5_1_w.ipynb", "Eve Holm", "6", "okaforben_5_1_w.ipynb", False),
        ("Eve Holm_6_assignsubmission_file_okaforben_5_1_w.ipynb", "Eve Holm", "6", "okaforben_5_1_w.ipynb", False),
        (
            "Eve Holm_6_assignsubmission_file_/Ben Okafor_5_assignsubmission_file_/w.ipynb",
            "Eve Holm",
            "6",
            "Ben Okafor_5_assignsubmission_file_/w.ipynb",
            False,
        ),
        ("Jane Doe_4711_assignsubmission_file_work.ipynb", "Jane Doe", "4711", "work.ipynb", False),
        ("download/Group A-Jane Doe_4711_assignsubmission_file_/w.zip", "Group A-Jane Doe", "4711", "w.zip", False),
        ("A_B Doe_4711_assignsubmission_file_/w.zip", "A_B Doe", "4711", "w.zip", False),
        ("doejane_9002_98765_work.ipynb", "doejane", "9002", "work.ipynb", False),
        ("doejane_LATE_9002_98765_work.ipynb", "doejane", "9002", "work.ipynb", True),
        ("doejane_late_9002_98765_my_1_2_work.ipynb", "doejane", "9002", "my_1_2_work.ipynb", True),
        ("submissions/ålundåsa_9001_98766_work.answers.json", "ålundåsa", "9001", "work.answers.json", False),
        ("anon_aB3x9_98766_work.ipynb", "anon", "aB3x9", "work.ipynb", False),
    ],
)
def test_a_name_is_understood(path, who, number, file, late):
    found = sent(path)
    assert (found.who, found.number, found.file, found.late) == (who, number, file, late)


@pytest.mark.parametrize("path", ["work.ipynb", "readme.txt", "Jane Doe_4711_assignsubmission_file_", "a/b/c.zip"])
def test_anything_else_is_nobodys(path):
    assert sent(path) is None


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("trust-lab.ipynb", "trust-lab.ipynb"),
        ("trust-lab-2.ipynb", "trust-lab (2).ipynb"),
        ("trust-lab (1)-2.ipynb", "trust-lab (21).ipynb"),
        ("trust-lab.answers-1.json", "trust-lab.answers (1).json"),
        ("trust-lab (1).answers-1.json", "trust-lab.answers (11).json"),
        ("other-1.ipynb", "other-1.ipynb"),
    ],
)
def test_a_second_attempt_is_named_as_browsers_do(given, plain):
    assert plain_name(given, "trust-lab") == plain


def moodle(who, number="1"):
    return Sent("moodle", who, number, "work.ipynb")


def canvas(who, number):
    return Sent("canvas", who, number, "work.ipynb")


@pytest.mark.parametrize(
    ("file", "id"),
    [
        (moodle("Jane Doe"), "jane"),
        (moodle("Doe Jane"), "jane"),
        (moodle("A\u030asa A\u030alund"), "asa"),
        (moodle("JÜRGEN MÜLLER"), "juergen"),
        (moodle("Anne-Marie ONeil"), "anne"),
        (moodle("Group A-Jane Doe"), "jane"),
        (moodle("Tutorial-3-Anne-Marie O'Neil"), "anne"),
        (moodle("John Smith"), None),
        (moodle("Participant"), None),
        (moodle(""), None),
        (canvas("whatever", "9001"), "asa"),
        (canvas("doejane", "1"), "jane"),
        (canvas("ålundåsa", "1"), "asa"),
        (canvas("smithjohn", "9005"), "john2"),
        (canvas("smithjohn", "1"), None),
        (canvas("anon", "aB3x9"), None),
    ],
)
def test_it_is_one_person_or_nobody(file, id):
    found = ClassList(PEOPLE).who(file)
    assert (found and found.id) == id
