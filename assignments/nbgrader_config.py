"""The course for nbgrader: its name, and recorded answers plugged into grading and feedback."""

from pathlib import Path

from idic_lab.course import plug_in

c = get_config()  # noqa: F821  nbgrader puts it there

c.CourseDirectory.course_id = "idic"
plug_in(c, Path(__file__).parent)
