"""What this grader does with every attack, and that the table in docs/attacks.md says so."""

import concurrent.futures
import shutil
import sys
from dataclasses import replace

import pytest
from nbgrader.api import MissingEntry

from idic_lab.grading import isolation
from idic_lab.grading.isolation import Limits
from idic_lab.grading.notes import State
from tests.grading.attacks import in_time, page, plain, reading, sending, showing
from tests.grading.attacks.answers_lane import ATTACKS, CHECKS
from tests.grading.attacks.attack import measured
from tests.grading.attacks.code_lane import HARMS
from tests.grading.attacks.held import HELD
from tests.grading.attacks.reading import READINGS
from tests.grading.attacks.sending import SENDINGS
from tests.grading.attacks.showing import SHOWINGS
from tests.grading.attacks.stopping import STOPPING, UNTRIED
from tests.grading.conftest import SETTINGS, Course, build, small_case
from tests.grading.in_memory import answers_of, hand_in
from tests.grading.verb import run

ASSIGNMENT = plain.ASSIGNMENT
# Small, so that nothing here troubles the machine, and wide enough for every harm to be done if nothing stopped it.
LIMITS = Limits(seconds=60, memory=500_000_000, disk=100_000_000, processes=100, output=20_000_000)
BRIEFLY = replace(LIMITS, seconds=8)
KINDS = {"answers": ATTACKS, "stopping": STOPPING, "reading": READINGS, "sending": SENDINGS, "showing": SHOWINGS}
KINDS |= {"times": in_time.FORGERIES, "code": HARMS}
ROWS = [(kind, attack) for kind, attacks in KINDS.items() for attack in attacks]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course, the report and the marks of a class in which everybody attacks, and one is honest."""
    folder = tmp_path_factory.mktemp("class")
    course = plain.release(folder / "course")
    (course.root / "nbgrader_config.py").write_text(SETTINGS)
    attackers = {f"a{number:02}": attack for number, attack in enumerate(ATTACKS + STOPPING)}
    full = answers_of(ASSIGNMENT, "reference")

    def work(student, answers):
        place = course.root / "submitted" / student / ASSIGNMENT
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        hand_in(place, ASSIGNMENT, answers)
        return place

    for student, attack in attackers.items():
        if attack.before:
            work(student, full)
    run(course, name=ASSIGNMENT)
    assert {plain.score(course, student) for student, attack in attackers.items() if attack.before} == {"5 of 5"}
    for student, attack in attackers.items():
        attack.change(work(student, {}), ASSIGNMENT, folder / f"mark-{student}")
    work("zoe", full)
    told = run(course, "--jobs", "2", name=ASSIGNMENT, status=1)
    return course, told["submissions"], {attack.name: student for student, attack in attackers.items()}


def test_nobody_gains_nothing_runs_and_the_honest_get_what_they_deserve(graded):
    course, report, students = graded
    known = measured()["answers"] | measured()["stopping"]
    for attack, student in students.items():
        try:
            grades = course.grades(student, ASSIGNMENT)
        except MissingEntry:  # it never was more than something that cannot be read
            grades = {}
        assert {grade[0] for check, grade in grades.items() if check in CHECKS} <= {0, None}, attack
        assert {grade[1] for grade in grades.values()} <= {None}, attack
        assert in_words(told_of(student, report)) == known[attack]["ours"], attack
        assert not (course.root.parent / f"mark-{student}").exists(), attack
    assert plain.score(course, "zoe") == "5 of 5"
    assert report["zoe"] == {"state": State.GRADED, "said": []}


def test_a_forged_time_counts_as_the_page_says(tmp_path):
    room = in_time.classroom(tmp_path)
    run(room.course, name=ASSIGNMENT)
    known = measured()["times"]
    assert in_time.counted(room.course) == {name: row["ours"] for name, row in known.items()}


def told_of(student, report):
    """Return what is told of an attacker, whose folder the attack may have named anew."""
    return next(told for name, told in report.items() if name.startswith(student))


def in_words(told):
    points = {
        State.GRADED: "0 of 5",
        State.REPAIRED: "0 of 5",
        State.ANSWERS_MISSING: "0 of 5, for a person to look at",
    }
    return points.get(told["state"], told["state"])


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """What becomes of every harm in isolation; two at a time, because most of them wait."""
    if isolation.problem():
        pytest.skip(isolation.problem())
    folder = tmp_path_factory.mktemp("harms")
    course, home, work = folder / "course", folder / "home", folder / "work"
    for path in (course / "source" / "case", course / "submitted" / "zoe" / "case", home, work):
        path.mkdir(parents=True)
    for path in (course / "source" / "case" / "case.ipynb", course / "submitted" / "zoe" / "case" / "notes.txt"):
        path.write_text("{}")
    (course / "gradebook.db").write_text("marks")
    (home / ".netrc").write_text("machine example.org")

    def isolated(harm):
        code = plain.filled(harm.code, course, home, port)
        return isolation.run([sys.executable, "-c", code], work, limits=BRIEFLY if harm.endless else LIMITS)

    harms = [harm for harm in HARMS if harm.beside is None]
    with plain.surroundings(course, home) as port, concurrent.futures.ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip([harm.name for harm in harms], pool.map(isolated, harms), strict=True))
    assert (course / "submitted" / "zoe" / "case" / "notes.txt").exists()
    assert [harm.name for harm in HARMS if harm.trace and (folder / harm.trace).exists()] == []
    return outcomes


def test_no_harm_is_done(done):
    assert [name for name, outcome in done.items() if b"HARM" in outcome.output] == []
    known = measured()["code"]
    assert {name: page.in_words(outcome) for name, outcome in done.items()} == {
        name: known[name]["ours"] for name in done
    }


@pytest.mark.parametrize("harm", [harm for harm in HARMS if harm.beside is not None], ids=lambda harm: harm.name)
def test_no_harm_is_done_by_what_lies_beside_a_notebook(harm, tmp_path):
    if isolation.problem():
        pytest.skip(isolation.problem())
    assert through_the_grader(harm, tmp_path) == measured()["code"][harm.name]["ours"] == "not done"


def through_the_grader(harm, folder):
    def grade(course, name):
        (course.root / "nbgrader_config.py").write_text(f"{plain.SETTINGS}c.CourseDirectory.course_id = 'small'\n")
        return bool(run(course, name=name))

    return plain.with_code(harm, folder, grade)


def test_the_page_is_what_was_measured():
    known = measured()
    for kind, attacks in KINDS.items():
        assert [attack.name for attack in attacks] == list(known[kind]), "run make attacks"
    assert page.PAGE.read_text("utf-8") == page.render(), "run make attacks"


def test_plain_nbgrader_is_shown_to_need_it():
    """Otherwise the attacks would prove nothing."""
    known = measured()
    assert sum(row["plain"].startswith("5 of 5") for row in known["answers"].values()) >= 5
    assert sum(row["plain"] == "done" for row in known["code"].values()) >= 10


@pytest.mark.parametrize("test", [test for _, _, test in HELD])
def test_what_is_named_in_the_place_of_a_row_is_there(test):
    file, name = test.split("::")
    assert f"def {name}(" in (page.PAGE.parents[1] / file).read_text("utf-8")


def test_there_are_enough_of_them():
    names = [attack.name for attack in ATTACKS + STOPPING + HARMS]
    assert len(set(names)) == len(names) >= 25


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "attack"), ROWS, ids=[f"{kind}: {each.name}" for kind, each in ROWS])
def test_plain_nbgrader_is_measured_anew(kind, attack, tmp_path, request):
    """Writes a row; what it says now differs from before only if nbgrader or the attack has changed."""
    row = MEASURE[kind](attack, tmp_path, request.getfixturevalue)
    shutil.rmtree(tmp_path)
    page.write({kind: [each.name for each in attacks] for kind, attacks in KINDS.items()}, kind, attack.name, row)


def beside_an_honest_one(attack, folder, fixture):
    """Measure what an attack on one folder does to a class."""
    _, report, students = fixture("graded")
    stock = UNTRIED.get(attack.name) or plain.with_answers(attack, fixture("released"), folder)
    return {"plain": stock, "ours": in_words(told_of(students[attack.name], report))}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course of plain nbgrader's with nothing handed in."""
    return plain.release(tmp_path_factory.mktemp("released") / "course")


def by_reading(attack, folder, fixture):
    """Measure an attack through the exchange or on a page."""
    ours = build(folder / "ours" / "course", small_case())
    stock = Course(shutil.copytree(ours.root, folder / "plain" / "course"), stock=True)
    return {who: reading.outcome(course, attack) for who, course in (("plain", stock), ("ours", ours))}


def by_sending(attack, folder, fixture):
    """Measure an attack through a learning platform."""
    course = build(folder / "ours" / "course", small_case())
    other = shutil.copytree(course.root, folder / "plain" / "course")
    return {"plain": sending.outcome(other, attack, True), "ours": sending.outcome(course.root, attack, False)}


def by_showing(attack, folder, fixture):
    """Measure an attack on who reads what the grader says."""
    return {who: showing.outcome(folder / who, attack, who == "plain") for who in ("plain", "ours")}


def by_forging_a_time(attack, folder, fixture):
    """Measure a forged time."""
    room = in_time.classroom(folder / "room")
    stock = Course(shutil.copytree(room.root, folder / "stock"), stock=True, course_id="idic")
    assert plain.autograde(stock, ASSIGNMENT) == 0
    run(room.course, name=ASSIGNMENT)
    return {who: in_time.counted(each)[attack.name] for who, each in (("plain", stock), ("ours", room.course))}


def by_code(harm, folder, fixture):
    """Measure what a student's code does."""
    (folder / "ours").mkdir()
    apart = harm.beside is None
    ours = page.in_words(fixture("done")[harm.name]) if apart else through_the_grader(harm, folder / "ours")
    return {"plain": plain.with_code(harm, folder), "ours": ours}


MEASURE = {"answers": beside_an_honest_one, "stopping": beside_an_honest_one, "reading": by_reading}
MEASURE |= {"sending": by_sending, "showing": by_showing, "times": by_forging_a_time, "code": by_code}
