"""Every command of the guides, typed in the order in which they stand, by one who follows them."""

import csv
import re
import shutil

import nbformat
import pytest

from idic_lab import AnswerBook
from tests.docs.following import DOCS, ROOT, Student, Terminal, blocks, clone_like, from_moodle, own_notebook
from tests.grading.classroom import books, expected

GUIDES = ("instructor.md", "grader.md", "own-questions.md")
NAME, STRONG, WEAK = "four-companies", "reference", "plausible-but-weak"
OTHERWISE = {
    # It fetches packages, which is what has happened to the environment that runs this.
    "make setup": "make --dry-run setup",
    # It runs until somebody stops it: here until it listens, with formgrader loaded.
    "jupyter lab": (
        "jupyter lab --no-browser --allow-root --ServerApp.port=0 >../lab.log 2>&1 & lab=$!; "
        "for i in $(seq 200); do grep -q 'is running at' ../lab.log && break; sleep 0.3; done; "
        "kill $lab; wait $lab; grep -q 'is running at' ../lab.log && grep -q 'formgrader nbgrader' ../lab.log"
    ),
}
# Guides that begin where another has led: back to the folder of the term, or to the course in it.
FIRST = {"grader.md": "cd ..", "own-questions.md": "true"}


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
        if line == f"nbgrader zip_collect {NAME}":
            work = Student("chi", self.term).zip(NAME, books(NAME)["three-steps"]["answers"])
            from_moodle(self.course, NAME, {"Chi Nowak": work})
        if line == f"nbgrader collect {NAME} --update":
            self._submit("ben", "three-companies" if guide == "instructor.md" else STRONG)
        if line.startswith("rm -f source/my-week/"):
            nbformat.write(own_notebook(), self.course / "source" / "my-week" / "my-week.ipynb")
            AnswerBook("my-week", self.course / "source" / "my-week").record("shops", 3)
        if line == "nbgrader collect my-week":
            Student("ada", self.term).submit("my-week", {"shops": 14, "story": "The baker " * 6})

    def after(self, line):
        """Take out what the other way of handing in has brought: a class uses one."""
        if line == f"nbgrader zip_collect {NAME}":
            (collected,) = self.course.glob(f"submitted/chi/{NAME}/{NAME}.answers.json")
            shutil.rmtree(collected.parents[1])

    def _submit(self, student, book):
        Student(student, self.term).submit(NAME, books(NAME)[book]["answers"])


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder in which the guides were followed, and what each line said."""
    folder = tmp_path_factory.mktemp("guides")
    terminal, people, said = Terminal(clone_like(folder)), Class(folder), []
    for guide in GUIDES:
        terminal.type(FIRST.get(guide, "true"))
        for line in "".join(blocks(guide, "sh")).splitlines():
            people.before(guide, line)
            said.append((guide, line, terminal.type(OTHERWISE.get(line, line))))
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
    assert len(said) == sum(len("".join(blocks(guide, "sh")).splitlines()) for guide in GUIDES)
    assert all("ERROR" not in told for _, line, told in said if not line.startswith("nbgrader autograde")), said

    (status,) = [told for guide, line, told in said if guide == "grader.md" and line == "idic-lab course status"][-1:]
    assert re.search(r"ada .*to mark 4", status) and re.search(r"ben .*to mark 4", status)
    (own,) = [told for guide, line, told in said if line == "nbgrader release_assignment my-week"]
    assert "Released as: my-course my-week" in own
    assert not list((folder / "term" / "exchange").glob("my-course/outbound/*/*answers*"))

    marks = {(row["assignment"], row["student_id"]): row for row in table(course / "marks.csv")}
    assert float(marks[NAME, "ada"]["score"]) == sum(expected(books(NAME)[STRONG]).values())
    assert float(marks["my-week", "ada"]["score"]) == 2
    for made in ("moodle.csv", "canvas.csv", f"{NAME}-report.html", f"feedback/ben/{NAME}/{NAME}.html"):
        assert (course / made).stat().st_size
    assert (folder / "term" / "student-kit.zip").is_file()
    assert "chi" not in (course / "roster.csv").read_text("utf-8")


def test_the_students_guide_needs_no_terminal():
    assert re.findall(r"^```", (DOCS / "student.md").read_text("utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize(
    "guide", sorted(path.name for path in DOCS.glob("*.md") if path.name in (*GUIDES, "student.md"))
)
def test_what_a_guide_shows_and_links_is_there(guide):
    text = (DOCS / guide).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (DOCS / link).resolve().is_file(), link
    assert "!" not in re.sub(r"!\[|```.*?```", "", text, flags=re.DOTALL)
    assert f"docs/{guide}" in (ROOT / "README.md").read_text("utf-8")


def test_pictures_are_small_and_each_is_shown():
    shown = "".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    for picture in (DOCS / "pictures").glob("*.png"):
        assert picture.stat().st_size < 150_000, picture.name
        assert f"pictures/{picture.name}" in shown, picture.name
