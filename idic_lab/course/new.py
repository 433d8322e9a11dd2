"""``idic-lab course new``: a ready course in a new folder."""

import re
import shutil
from pathlib import Path

from idic_lab.course import CourseProblem, class_list, dates, enrolment, roster
from idic_lab.grading import clock, identity
from idic_lab.grading.course_folder import SETTINGS, CourseFolder

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "assignments" / "source"
CONFIG = '''"""The settings of this course for nbgrader. Change what you like; the rest has good defaults."""

from pathlib import Path

from idic_lab.course import plug_in

c = get_config()  # noqa: F821  nbgrader puts it there

# The name of the course where students fetch and hand in.
c.CourseDirectory.course_id = {course_id!r}

# What `nbgrader export` writes ("csv", "canvas" or "moodle"), and the time zone of all dates of this course.
plug_in(c, Path(__file__).parent, export={export!r}, zone={zone!r})

# Taken off for late work: percent of the earned points for each day begun, after so many minutes, at most so much.
c.LatePenalty.percent_a_day = {percent:g}
c.LatePenalty.grace_minutes = {grace:g}
c.LatePenalty.at_most = 100
{exchange}'''
EXCHANGE = """
# The folder on this machine, or a shared one, through which students fetch and hand in.
c.Exchange.root = {exchange!r}
"""


def make(
    folder: Path,
    roster_file: Path | None = None,
    due: dict[str, str] | None = None,
    course_id: str | None = None,
    export: str | None = None,
    percent: float = 0.0,
    grace: float = 0.0,
    exchange: Path | None = None,
    zone: str | None = None,
    listed=None,
) -> tuple[CourseFolder, list[str]]:
    """Make a course. The course, and its assignments."""
    folder = Path(folder).expanduser().resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseProblem(f"{folder} holds other things, and nothing is written over. Name a new folder.")
    names = sorted(path.parent.name for path in SOURCE.glob("*/*.ipynb") if path.stem == path.parent.name)
    for unknown in sorted(set(due or {}) - set(names)):
        raise CourseProblem(f"There is no assignment {unknown!r}. There are: {', '.join(names)}.")
    try:
        clock_zone = clock.named(zone) if zone else clock.of_machine()
    except clock.NoZone as problem:
        raise CourseProblem(str(problem)) from None
    if clock_zone is None:
        raise CourseProblem(
            "This machine does not tell in which time zone it stands. Name yours: --zone Europe/Berlin."
        )
    moments = {name: dates.when(text, clock_zone) for name, text in (due or {}).items()}
    listed = roster.load(roster_file) if roster_file and listed is None else listed
    id = course_id or re.sub(r"[^\w-]+", "-", folder.name).strip("-") or "idic"
    if identity.problem(id) or "+" in id:
        raise CourseProblem(f"{id!r} cannot name a course. Use letters, digits and hyphens: --course-id NAME.")

    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copytree(SOURCE / name, folder / "source" / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        (folder / "downloaded" / name / "archive").mkdir(parents=True)
    settings = CONFIG.format(
        course_id=id,
        export=export or (listed and listed.platform) or "csv",
        zone=clock_zone.key,
        percent=percent,
        grace=grace,
        exchange=EXCHANGE.format(exchange=str(Path(exchange).expanduser().resolve())) if exchange else "",
    )
    (folder / SETTINGS).write_text(settings, "utf-8")
    course = CourseFolder(folder)
    if roster_file:
        class_list.keep(course, Path(roster_file))
    with course.gradebook() as gradebook:
        for name in names:
            gradebook.update_or_create_assignment(name, **({"duedate": moments[name]} if name in moments else {}))
        if listed:
            enrolment.enrol(gradebook, listed)
    return course, names
