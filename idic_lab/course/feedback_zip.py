"""``idic-lab feedback``: the pages for everybody, and one zip of them as Moodle and Canvas take it."""

import argparse
import os
import re
import sys
import zipfile
from pathlib import Path, PurePosixPath

from nbgrader.converters import GenerateFeedback
from nbgrader.utils import capture_log, temp_attrs
from traitlets.config import Config

from idic_lab.course import lms_file_names, packages
from idic_lab.course.roster import Person
from idic_lab.grading import sanitize
from idic_lab.grading.course_folder import CourseFolder, NoCourse
from idic_lab.grading.hidden import WouldShow

# What Canvas puts before the name of a file, by which it knows it again when it comes back.
_CANVAS = re.compile(r"(?:anon(?:_LATE)?_\w{5}|.+?_\d+)_\d+(?=_)", re.DOTALL)

UPLOAD = {
    "moodle": "In Moodle: View all submissions, Grading action, Upload multiple feedback files in a zip.",
    "canvas": "In Canvas: the assignment, Upload Submissions.",
}


class FeedbackOfAll(GenerateFeedback):
    """nbgrader's, which remembers whose pages could not be written, and why where we know it."""

    def __init__(self, **more):
        super().__init__(**more)
        self.unwritten = {}

    def init_destination(self, assignment_id, student_id):
        """Begin with a student."""
        self._student, self.unwritten[student_id] = student_id, None
        wanted = super().init_destination(assignment_id, student_id)
        if not wanted:
            del self.unwritten[student_id]
        return wanted

    def convert_single_notebook(self, notebook_filename):
        """Write a page."""
        try:
            super().convert_single_notebook(notebook_filename)
        except WouldShow as problem:
            self.unwritten[self._student] = problem
            raise

    def run_post_convert_hook(self):
        """End with a student."""
        super().run_post_convert_hook()
        del self.unwritten[self._student]


def main(argv):
    """Make the pages of an assignment, and the zip."""
    parser = argparse.ArgumentParser(prog="idic-lab feedback", description=__doc__)
    parser.add_argument("assignment", help="its name, for example four-companies")
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course folder (the one here)")
    parser.add_argument("--zip", choices=("moodle", "canvas"), help="one zip, named as this platform's download")
    options = parser.parse_args(argv)
    try:
        course = CourseFolder(options.course)
    except NoCourse as problem:
        print(problem, file=sys.stderr)
        return 1
    problems = make(course, options.assignment)
    found = pages(course, options.assignment)
    students = {student for student, _ in found}
    handed_in = course.students(options.assignment)
    for student in handed_in:
        if student not in students and student not in problems:
            problems[student] = f"{student} has no page: the work is not graded, or could not be."
    print(
        f"Feedback for {len(students)} of the {len(handed_in)} students who handed in is in "
        f"feedback/STUDENT/{options.assignment}/."
    )
    if options.zip and found:
        path, without = bundle(course, options.assignment, options.zip)
        print(f"{path} holds {len(students) - len(without)} of them. {UPLOAD[options.zip]}")
        if without:
            print(
                f"Not in the zip: {', '.join(map(sanitize.name, without))}. No file of theirs is in the download in "
                f"downloaded/{options.assignment}/archive, or more than one has the name. Send these pages one by one."
            )
    print("\n".join(map(sanitize.line, problems.values())), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems or not found else 0


def make(course: CourseFolder, assignment: str) -> dict[str, str]:
    """Write the pages anew. By student, what is to be said of those that could not be written."""
    one = temp_attrs(course.coursedir, assignment_id=assignment, student_id="*")
    with course.gradebook(), one:  # the gradebook finds the tools that nbgrader starts by name
        made = FeedbackOfAll(coursedir=course.coursedir, config=course.config)
        made.update_config(Config({"HTMLExporter": {"template_name": "feedback"}}))  # as its own pages do
        made.force = True
        capture_log(made)
    return {
        student: str(why or "")
        or (
            f"The feedback of {student} on {assignment} could not be made. This says why: "
            f"nbgrader generate_feedback {assignment} --student={student} --force --debug"
        )
        for student, why in made.unwritten.items()
    }


def pages(course: CourseFolder, assignment: str) -> list[tuple[str, Path]]:
    """Return the pages that are there. By student, in alphabetical order."""
    places = course.place("feedback", "*", assignment).relative_to(course.root).as_posix()
    return sorted((page.parts[-3], page) for page in course.root.glob(f"{places}/*.html"))


def bundle(course: CourseFolder, assignment: str, platform: str) -> tuple[Path, list[str]]:
    """Put all pages into one zip, under the names by which a platform finds their students."""
    known, without = _prefixes(course, assignment, platform), []
    path = course.root / f"feedback-{assignment}-{platform}.zip"
    unfinished = path.with_name(f".{path.name}.tmp")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as made:
        for student, page in pages(course, assignment):
            if student in known:
                made.write(page, known[student] + page.name)
            elif student not in without:
                without.append(student)
    os.replace(unfinished, path)
    return path, without


def _prefixes(course, assignment, platform):
    """Return what a platform puts before the name of each student's file, told by its download."""
    with course.gradebook() as gradebook:
        people = [
            Person(each.id, each.first_name or "", each.last_name or "", each.email or "", each.lms_user_id or "")
            for each in gradebook.students
        ]
    listed, found = lms_file_names.ClassList(people), {}
    archive = course.root / "downloaded" / assignment / "archive"
    # What cannot be read was said when it was collected.
    for path in (path for _, each in packages.downloads(archive, lms_file_names.sent, str) for path, *_ in each):
        file = lms_file_names.sent(path)
        person = listed.who(file) if file and file.platform == platform else None
        if person is None or person.id in found:
            continue
        if platform == "moodle":
            found[person.id] = f"{file.who}_{file.number}_assignsubmission_file_/"
        elif prefix := _CANVAS.match(PurePosixPath(path).name):
            found[person.id] = f"{prefix[0]}_"
    return found
