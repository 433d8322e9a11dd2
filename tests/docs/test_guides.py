"""Every command of the guides, typed in the order in which they stand, by one who follows them."""

import csv
import re
import shutil

import nbformat
import pytest

from idic_lab import AnswerBook
from tests.docs.following import DOCS, ROOT, Student, Terminal, blocks, clone_like, from_moodle, own_notebook
from tests.grading.classroom import books, expected

README = "../README.md"
# In this order: a guide may go on where another has led.
GUIDES = (README, "instructor.md", "grader.md", "own-questions.md", "privacy.md")
OURS = (*GUIDES, "student.md")
NAME, STRONG, WEAK = "four-companies", "reference", "plausible-but-weak"
OTHERWISE = {
    # It fetches packages, which is what has happened to the environment that runs this.
    "make setup": "make --dry-run setup",
    # tests/lab/test_lab.py starts what it starts, until it listens.
    "make lab": "make --dry-run lab | grep -q 'idic-lab lab'",
    # It runs this test too.
    "make test": "make --dry-run test | grep -q 'pytest'",
    "make check": "make --dry-run check | grep -q 'pytest'",
    # It runs until somebody stops it: here until it listens, with formgrader loaded.
    "jupyter lab": (
        "jupyter lab --no-browser --allow-root --ServerApp.port=0 >../lab.log 2>&1 & lab=$!; "
        "for i in $(seq 2000); do grep -q 'is running at' ../lab.log && break; sleep 0.3; done; "
        "kill $lab; wait $lab; grep -q 'is running at' ../lab.log && grep -q 'formgrader nbgrader' ../lab.log"
    ),
    "idic-lab course forget STUDENT": "echo ben | idic-lab course forget ben",
}
# Said within a sentence and typed in no guide: where it is run, or why it cannot be.
WITHIN_A_SENTENCE = {
    "make": "tests/docs/test_guides.py",
    "make demo": "tests/grading/test_demo.py",
    "idic-lab demo": "tests/grading/test_demo.py",
    "idic-lab lab": "tests/lab/test_lab.py",
    "make lock": "tests/test_house.py",
    "idic-lab course reseed --seed 2027": "tests/grading/test_course.py",
    "idic-lab course restore NAME": "tests/course/test_safety_nets.py",
    # conda fetches packages; the file is held against the other two lists of packages.
    "conda env create -f environment.yml": "tests/test_house.py",
    "conda activate idic-lab": "tests/test_house.py",
}
PROGRAMS = {"make", "idic-lab", "nbgrader", "jupyter", "conda", "python", "pip", "cd", "mkdir", "chmod", "rm", "source"}
# Where a guide begins: in the folder of the kit, or where the one before has led.
FIRST = {"grader.md": "cd ../../kit"}


def lines(guide):
    """Return what is typed in a guide, without remarks."""
    return [line.split(" #")[0].strip() for line in "".join(blocks(guide, "sh")).splitlines()]


class Class:
    """Three students, who do their part at the moment the guide counts on it."""

    def __init__(self, folder):
        self.term, self.course = folder / "term", folder / "term" / "my-course"
        self.handed_in = 0

    def before(self, guide, line):
        """Do what must have happened before a line of a guide is typed."""
        if "--roster roster.csv" in line:
            (self.term / "roster.csv").write_text(blocks("instructor.md", "csv")[0], "utf-8")
        if line == f"nbgrader collect {NAME}":
            self._submit("ada", STRONG)
            self._submit("ben", WEAK)
        if line == f"nbgrader zip_collect {NAME} --force":
            work = Student("chi", self.term).zip(NAME, books(NAME)["three-steps"]["answers"])
            from_moodle(self.course, NAME, {"Chi Nowak": work})
        if line.startswith("idic-lab course hand-in"):
            shutil.copy(
                Student("chi", self.term).zip(NAME, books(NAME)["three-steps"]["answers"]), self.term / "chi.zip"
            )
        if line == f"nbgrader collect {NAME} --update":
            self._submit("ben", "three-companies" if guide == "instructor.md" else STRONG)
        if line.startswith("rm -f source/my-week/"):
            nbformat.write(own_notebook(), self.course / "source" / "my-week" / "my-week.ipynb")
            AnswerBook("my-week", self.course / "source" / "my-week").record("shops", 3)
        if line == "nbgrader collect my-week":
            Student("ada", self.term).submit("my-week", {"shops": 14, "story": "The baker " * 6})

    def after(self, line):
        """Take out what the other way of handing in has brought: a class uses one."""
        if line == f"nbgrader zip_collect {NAME} --force" or line.startswith("idic-lab course hand-in"):
            (collected,) = self.course.glob(f"submitted/chi/{NAME}/{NAME}.answers.json")
            shutil.rmtree(collected.parents[1])
            shutil.rmtree(self.course / "downloaded" / NAME / "by-hand", ignore_errors=True)

    def _submit(self, student, book):
        Student(student, self.term).submit(NAME, books(NAME)[book]["answers"])


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder in which the guides were followed, and what each line said."""
    folder = tmp_path_factory.mktemp("guides")
    terminal, people, said = Terminal(clone_like(folder)), Class(folder), []
    for guide in GUIDES:
        terminal.type(FIRST.get(guide, "true"))
        for line in lines(guide):
            people.before(guide, line)
            # Three guides open JupyterLab in the same folder: it is enough to do that once.
            again = line == "jupyter lab" and any(line == typed for _, typed, _ in said)
            said.append((guide, line, terminal.type("pwd" if again else OTHERWISE.get(line, line))))
            people.after(line)
    yield folder, said
    terminal.close()
    shutil.rmtree(folder, ignore_errors=True)


def table(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_every_command_works_and_the_marks_are_what_the_answers_deserve(followed):
    folder, said = followed
    course = folder / "term" / "my-course"
    assert [line for _, line, _ in said] == [line for guide in GUIDES for line in lines(guide)]
    assert not [line for _, line, told in said if "ERROR" in told or "Traceback" in told]

    (status,) = [told for guide, line, told in said if guide == "grader.md" and line == "idic-lab course status"][-1:]
    assert re.search(r"ada .*to mark 4", status) and re.search(r"ben .*to mark 4", status)
    (own,) = [told for guide, line, told in said if line == "nbgrader release_assignment my-week"]
    assert "Released as: my-course my-week" in own
    assert not list((folder / "term" / "exchange").glob("my-course/outbound/*/*answers*"))

    marks = {(row["assignment"], row["student_id"]): row for row in table(course / "marks.csv")}
    assert float(marks[NAME, "ada"]["score"]) == sum(expected(books(NAME)[STRONG]).values())
    assert float(marks["my-week", "ada"]["score"]) == 2
    for made in (f"{NAME}-report.html", f"feedback/ada/{NAME}/{NAME}.html"):
        assert (course / made).stat().st_size
    exports = [told for _, line, told in said if line.startswith("nbgrader export --exporter=idic_lab")]
    assert len(exports) == 2 and all("no mark is final, and no table is written" in told for told in exports)
    assert (folder / "term" / "student-kit.zip").is_file()
    left = (course / "roster.csv").read_text("utf-8")
    assert "ada" in left and "ben" not in left and "chi" not in left


def test_the_students_guide_needs_no_terminal():
    assert re.findall(r"^```", (DOCS / "student.md").read_text("utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize("guide", OURS)
def test_a_command_within_a_sentence_is_run_too(guide):
    typed = {line for each in GUIDES for line in lines(each)}
    prose = re.sub(r"^```.*?^```$", "", (DOCS / guide).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for command in re.findall(r"`([^`\n]+)`", prose):
        if command.split()[0] in PROGRAMS:
            known = any(line == command or line.startswith(f"{command} ") for line in typed)
            assert known or (ROOT / WITHIN_A_SENTENCE[command]).is_file(), command


def test_no_guide_is_forgotten():
    typed_elsewhere = {"jupyterhub.md", "attacks.md", "readability.md", "architecture.md"}
    assert {path.name for path in DOCS.glob("*.md")} - typed_elsewhere == {*OURS} - {README}


@pytest.mark.parametrize("guide", sorted({README, *(path.name for path in DOCS.glob("*.md"))}))
def test_what_a_guide_shows_and_links_is_there(guide):
    page = (DOCS / guide).resolve()
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for shown, alt, link in re.findall(r"(!?)\[([^]]*)\]\(([^)]+)\)", text):
        if not re.match(r"https?:|#", link):
            assert (page.parent / link.split("#")[0]).exists(), link
        assert not shown or len(alt) > 20, f"{link} is shown without words for those who cannot see it"


@pytest.mark.parametrize("guide", OURS)
def test_a_guide_is_found_and_speaks_calmly(guide):
    text = (DOCS / guide).read_text("utf-8")
    assert "!" not in re.sub(r"!\[|```.*?```", "", text, flags=re.DOTALL)
    assert guide == README or f"docs/{guide}" in (ROOT / "README.md").read_text("utf-8")


def test_pictures_are_small_and_each_is_shown():
    shown = "".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    for picture in (DOCS / "pictures").glob("*.png"):
        assert picture.stat().st_size < 150_000, picture.name
        assert f"pictures/{picture.name}" in shown, picture.name


def test_each_step_of_the_instructors_guide_is_shown():
    steps = re.split(r"^## (?=\d)", (DOCS / "instructor.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    unseen = {step.splitlines()[0] for step in steps if "](pictures/" not in step}
    assert unseen == {"2. The class list"}, "its box shows all there is"
