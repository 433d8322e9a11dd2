"""The class report: right numbers, nobody singled out, one file, readable on any screen."""

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest

from idic_lab.course import class_work, report, report_page
from idic_lab.course.class_work import ClassWork, Part, StudentWork
from idic_lab.course.marks import Stage
from idic_lab.course.versions import Release
from idic_lab.subject import class_report
from tests.course.conftest import LAB, answers

EASY, HARD = Part("t-check", "T of one agency", 2), Part("s-check", "Mean of S", 2)
TASK = Part("claim-marks", "The claim", 4)
PROFILE = {"credibility": 6, "reliability": 7, "intimacy": 5, "self_orientation": 3}


def klass(count, **changes):
    """Return a class in which every second one is weak."""
    work = []
    for number in range(count):
        strong = number % 2
        one = StudentWork(f"s{number:02}", 0.5 + 0.4 * strong + number / 1000, Stage.FINAL)
        one.earned = {EASY: 2, HARD: 2 * strong, TASK: 1 + 2 * strong + number % 3 / 3}
        one.misconceptions = set() if strong else {"s-in-numerator"}
        one.answers = {"own-profile": {"my agency": PROFILE | {"intimacy": 1 + number % 9}}}
        one.version = 0
        work.append(one)
    given = {
        "possible": 8,
        "enrolled": count + 2,
        "ungraded": 0,
        "releases": [Release(datetime(2026, 10, 1), {"a": "1"})],
    }
    return ClassWork("trust-lab", work=work, **{**given, **changes})


def text(page):
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_it_says_what_the_class_has_done():
    said = text(report_page.page(klass(20), {"08-trust-equation": "The trust equation"}))
    assert "20 of 22 students" in said
    assert "T of one agency t-check, of 2 100% all alike Nearly everybody earns this." in said
    assert re.search(r"Mean of S s-check, of 2 50% 0\.9\d", said)
    assert "10 students, 50% Self-orientation is added" in said
    assert "Teach again: 08 The trust equation" in said
    assert "20 students. The T that follows" in said
    assert "Who worked on which version" not in said


def test_what_waits_and_what_is_not_graded_is_said():
    some = klass(12, ungraded=3)
    for work in some.work[:6]:
        work.state = Stage.WAITING
        del work.earned[TASK]
    said = text(report_page.page(some, {}))
    assert "6 students are still waiting for marks" in said and "3 students are handed in and not graded yet" in said
    assert "The claim claim-marks, of 4" in said


def test_a_part_that_few_are_judged_on_is_not_broken_out():
    some = klass(12)
    for work in some.work[4:]:
        del work.earned[TASK]
    assert "judged for fewer than 5 students so far" in text(report_page.page(some, {}))


@pytest.mark.parametrize("count", [0, 1, 4])
def test_too_few_are_not_shown_at_all(count):
    page = report_page.page(klass(count, ungraded=0), {})
    assert "Too few for more" in page
    assert not re.search(r"How the points|misunderstood|trust profiles|s0\d|mean<", page)


def test_a_mistake_of_few_has_no_number():
    some = klass(30)
    for number, work in enumerate(some.work):
        work.misconceptions = {"high-s-is-good"} if number < 4 else {"s-in-numerator"} if number < 14 else set()
    said = text(report_page.page(some, {}))
    assert "Also seen, each in fewer than 5 students: high self-orientation is good." in said
    assert "10 students, 33%" in said and not re.search(r"\b(4|14) students", said), "nor a difference that tells it"


def test_few_profiles_and_few_late_have_no_number():
    some = klass(30)
    for number, work in enumerate(some.work):
        work.late = number < 3
        work.answers = work.answers if number < 4 else {}
    page = report_page.page(some, {})
    assert "trust profiles" not in page and "late fewer than 5 of those graded" in text(page)


def test_no_student_is_named_beside_a_mark():
    page = report_page.page(klass(30), {})
    assert not re.search(r"\bs\d\d\b", text(page))


def test_what_students_typed_is_text():
    some = klass(6)
    for work in some.work:
        work.answers = {"own-profile": {"<script>alert(1)</script>": PROFILE}}
        work.version = None
        work.student = f"<img src=x onerror=alert({work.student})>"
    page = report_page.page(some, {})
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page and "&lt;img" in page


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [tag] if tag in ("script", "link", "img", "iframe", "object") else []
        self.found += [value for name, value in attrs if name in ("src", "href", "srcset", "data")]


def test_the_page_stands_alone():
    page = report_page.page(klass(20), {})
    links = Links()
    links.feed(page)
    assert links.found == [] and "url(" not in page and "@import" not in page and "http" not in page


def test_the_command_reads_a_real_course(course, tmp_path, capsys):
    stems = ["reference", "s-in-numerator", "components-averaged", "high-s-is-good", "nothing-answered", "other-forms"]
    for number, stem in enumerate(stems):
        course.submit(f"s{number}", LAB, answers(LAB, stem), stamp="2026-10-19 10:00:00 UTC")
        course.grade(f"s{number}", LAB)
        course.mark(f"s{number}", LAB, points=2)
    target = tmp_path / "report.html"
    assert report.main([LAB, "--course", str(course.root), "--to", str(target)]) == 0
    assert "5 of 11 students" in capsys.readouterr().out
    said = text(target.read_text("utf-8"))
    assert "T of one agency" in said and "The claim claim-marks, of 3" in said
    klass = class_work.read(course, LAB)
    with course.gradebook() as gradebook:
        scores = {each.student_id: each.score / 18 for each in gradebook.assignment_submissions(LAB)}
    assert scores.pop("s4") == 0 and klass.empty == {"s4": "nothing answered"}
    assert "s4 Nothing answered" in said and "1 student is not counted here" in said
    assert {work.student: work.share for work in klass.work} == pytest.approx(scores)
    for work in klass.work:
        assert sum(work.earned.values()) / 18 == pytest.approx(scores[work.student]), "the parts make the whole"
    mistakes = {work.student: work.misconceptions for work in klass.work}
    assert "s-in-numerator" in mistakes["s1"] and mistakes["s0"] == set()
    assert {work.version for work in klass.work} == {0}


@pytest.mark.parametrize("name", ["nothing", "four-companies"])
def test_an_assignment_that_is_not_released_is_told(course, capsys, name):
    assert report.main([name, "--course", str(course.root)]) == 1
    assert "is not released" in capsys.readouterr().err


def test_lessons_have_their_titles():
    assert report.lessons()["08-trust-equation"] == "The trust equation"


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "x",
        [],
        {"a": 1},
        {"my agency": PROFILE | {"intimacy": 1000}},
        {"my agency": PROFILE | {"intimacy": "5"}},
        {"my agency": PROFILE | {"more": 1}},
        {"my agency": PROFILE | {"intimacy": True}},
    ],
)
def test_a_value_that_is_no_profile_is_none(value):
    assert class_report.profiles(value) == {}


def test_a_profile_is_recognised():
    assert class_report.profiles({"my agency": PROFILE}) == {"my agency": PROFILE}
