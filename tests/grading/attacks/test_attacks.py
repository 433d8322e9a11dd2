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
from tests.grading.attacks import in_time, page, plain, reading
from tests.grading.attacks.answers_lane import ATTACKS, CHECKS
from tests.grading.attacks.attack import measured
from tests.grading.attacks.code_lane import HARMS
from tests.grading.attacks.reading import READINGS
from tests.grading.attacks.stopping import STOPPING, UNTRIED
from tests.grading.conftest import SETTINGS, Course, build, small_case
from tests.grading.in_memory import answers_of, hand_in
from tests.grading.verb import run

ASSIGNMENT = plain.ASSIGNMENT
# Small, so that nothing here troubles the machine, and wide enough for every harm to be done if nothing stopped it.
LIMITS = Limits(seconds=60, memory=500_000_000, disk=100_000_000, processes=100, output=20_000_000)
BRIEFLY = replace(LIMITS, seconds=8)


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
    assert [attack.name for attack in ATTACKS] == list(known["answers"]), "run make attacks"
    assert [attack.name for attack in STOPPING] == list(known["stopping"]), "run make attacks"
    assert [attack.name for attack in READINGS] == list(known["reading"]), "run make attacks"
    assert [harm.name for harm in HARMS] == list(known["code"]), "run make attacks"
    assert page.PAGE.read_text("utf-8") == page.render(), "run make attacks"


def test_there_are_enough_of_them():
    names = [attack.name for attack in ATTACKS + STOPPING + HARMS]
    assert len(set(names)) == len(names) >= 25


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_plain_nbgrader_is_measured_anew(tmp_path, graded, done):
    """Writes the page; what it says now differs from what it said before only if nbgrader or an attack has changed."""
    released = plain.release(tmp_path / "released")
    found = {"answers": {}, "stopping": {}, "reading": {}, "times": {}, "code": {}}
    for kind, attacks in (("answers", ATTACKS), ("stopping", STOPPING)):
        for number, attack in enumerate(attacks):
            folder = tmp_path / f"{kind}-{number}"
            folder.mkdir()
            ours = in_words(told_of(graded[2][attack.name], graded[1]))
            stock = UNTRIED.get(attack.name) or plain.with_answers(attack, released, folder)
            found[kind][attack.name] = {"plain": stock, "ours": ours}
            shutil.rmtree(folder)
    for number, attack in enumerate(READINGS):
        ours = build(tmp_path / f"reading-{number}" / "ours" / "course", small_case())
        other = shutil.copytree(ours.root, tmp_path / f"reading-{number}" / "plain" / "course")
        rows = {"plain": Course(other, stock=True), "ours": ours}
        found["reading"][attack.name] = {who: reading.outcome(course, attack) for who, course in rows.items()}
    room = in_time.classroom(tmp_path / "room")
    stock = Course(shutil.copytree(room.root, tmp_path / "stock"), stock=True, course_id="idic")
    assert plain.autograde(stock, ASSIGNMENT) == 0
    run(room.course, name=ASSIGNMENT)
    ours = in_time.counted(room.course)
    found["times"] = {name: {"plain": word, "ours": ours[name]} for name, word in in_time.counted(stock).items()}
    for number, harm in enumerate(HARMS):
        folder = tmp_path / f"harm-{number}"
        (folder / "ours").mkdir(parents=True)
        ours = page.in_words(done[harm.name]) if harm.beside is None else through_the_grader(harm, folder / "ours")
        found["code"][harm.name] = {"plain": plain.with_code(harm, folder), "ours": ours}
        shutil.rmtree(folder)
    page.write(found)
    # Otherwise the attacks would prove nothing.
    assert sum(row["plain"].startswith("5 of 5") for row in found["answers"].values()) >= 5
    assert sum(row["plain"] == "done" for row in found["code"].values()) >= 10
