"""Another subject than the course's: first aid. Its own kind of question, its own mistakes with names."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.judging.known_mistakes import Misconception
from idic_lab.judging.known_mistakes import register as register_mistakes
from idic_lab.questions import BadAnswer, Category, Question, html, register, register_categories

BURNS = tuple(Category(f"degree-{number}", f"degree {number}") for number in (1, 2, 3))


@dataclass(frozen=True)
class Pulse(Question):
    """A pulse, in beats a minute."""

    kind: ClassVar[str] = "pulse"

    def check_shape(self, value):
        if isinstance(value, bool) or not isinstance(value, int) or not 20 <= value <= 240:
            raise BadAnswer(f"{value!r:.60} is no pulse. Give the beats a minute, from 20 to 240.")

    def shown(self, value):
        return html.text(f"{value} beats a minute")


register(Pulse)
register_categories("burns", BURNS)
register_mistakes(
    Misconception("butter-cools", "butter cools a burn", "Fat keeps the heat in; cool water takes it out.", "burns")
)
