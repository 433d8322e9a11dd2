"""The subject of this course, customer relationships: its kinds of questions, mistakes, tables and pictures."""

from idic_lab.questions import Category, register, register_categories
from idic_lab.subject import misconceptions  # noqa: F401 (registers the mistakes that have names)
from idic_lab.subject.board import Board
from idic_lab.subject.idic import STEPS
from idic_lab.subject.trust_profile import Trust

register(Board, Trust)
register_categories("steps", (Category(step.key, step.name, step.hint, step.colour) for step in STEPS))
