"""``idic-lab report``: what a class has understood, as one page of HTML."""

import argparse
import json
import re
import sys
from pathlib import Path

from idic_lab.answers.file import write
from idic_lab.course import class_work, report_page
from idic_lab.grading import sanitize
from idic_lab.grading.course_folder import CourseFolder, NoCourse

LESSONS = Path(__file__).resolve().parents[2] / "notebooks"


def lessons():
    """Return the titles of the lessons by the names of their files."""
    found = {}
    for path in LESSONS.glob("*.ipynb"):
        first = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
        heading = re.search(r"^# (.+)$", first, re.MULTILINE)
        if heading:
            found[path.stem] = re.sub(r"^\d+\W+", "", heading[1])
    return found


def main(argv):
    """Write the report and say where it is."""
    parser = argparse.ArgumentParser(prog="idic-lab report", description="What the class has understood, as one page.")
    parser.add_argument("assignment")
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course (this folder)")
    parser.add_argument("--to", type=Path, help="the page to write (ASSIGNMENT-report.html in the course)")
    options = parser.parse_args(argv)
    try:
        course = CourseFolder(options.course)
        klass = class_work.read(course, options.assignment)
    except NoCourse as problem:
        print(problem, file=sys.stderr)
        return 1
    target = options.to or course.root / f"{options.assignment}-report.html"
    write(target, report_page.page(klass, lessons()).encode())
    print(f"The report on {len(klass.work)} of {klass.enrolled} students is in {target}.")
    for student, why in klass.unreadable.items():
        print(f"{sanitize.name(student)} is not in it, the work could not be read: {sanitize.name(why)}")
    return 1 if klass.unreadable else 0
