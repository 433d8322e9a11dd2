"""The classification board: companies placed under the four IDIC steps, with reasons."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import BadAnswer, Field, Note, Question, check_texts, row_values
from idic_lab.subject.idic import STEPS, Step


@dataclass(frozen=True)
class Board(Question):
    """Companies placed under the IDIC steps with reasons; the answer is a list of cards.

    Parameters
    ----------
    steps : tuple of str, or "all"
        Keys of the steps shown.
    distinct : bool
        Whether each step asks for a different company; spellings of one name count as one company.
    fields : tuple of Field
        What a card tells beyond company, step and reason.
    """

    steps: tuple[Step, ...] | str = "all"
    distinct: bool = True
    fields: tuple[Field, ...] = ()
    kind: ClassVar[str] = "board"
    asks: ClassVar[tuple[str, ...]] = ("steps", "distinct", "fields")

    def __post_init__(self):
        chosen = (
            STEPS if self.steps == "all" else [step for step in STEPS if step.key in self.steps or step in self.steps]
        )
        object.__setattr__(self, "steps", tuple(chosen))
        object.__setattr__(self, "fields", tuple(self.fields))

    def check_shape(self, value):
        places = [step.key for step in self.steps]
        fields = {field.key: [option.key for option in field.options] for field in self.fields}
        for card in row_values(value, "A board", "cards"):
            check_texts(card, {"company", "step", "reason", *fields}, "A card")
            if card.get("step") and card["step"] not in places:
                raise BadAnswer(f"{card['step']!r:.60} is not a step here. Choose one of {', '.join(places)}.")
            for key, keys in fields.items():
                if card.get(key) and keys and card[key] not in keys:
                    raise BadAnswer(f"{card[key]!r:.60} is no option of “{key}”. Choose one of {', '.join(keys)}.")

    def fields_of(self, step):
        """Return the fields that a card under this step has."""
        return tuple(field for field in self.fields if not field.steps or step in field.steps)

    def notes(self, value):
        cards = value or []
        said = []
        for position, card in enumerate(cards):
            asked = {"company": "company", "step": "step", "reason": "what it did"}
            asked |= {field.key: field.label for field in self.fields_of(card.get("step", ""))}
            blank = [label for key, label in asked.items() if not card.get(key, "").strip()]
            if card.get("company", "").strip() and not reading.company(card["company"]):
                blank = ["company (a name has letters or digits)", *blank]
            name = card.get("company", "").strip() or f"Card {position + 1}"
            if blank:
                said.append(Note("open", f"{name}: still blank: {', '.join(blank)}", str(position)))
            for field in self.fields_of(card.get("step", "")):
                text = card.get(field.key, "").strip()
                if field.kind == "date" and text and not reading.dated(text):
                    said.append(Note("open", f"{name}: “{text:.40}” is no date with a year", str(position)))
        placed = {card.get("step") for card in cards}
        empty = [step.name for step in self.steps if step.key not in placed]
        if empty:
            said.append(Note("open", f"{_list(empty)} {'is' if len(empty) == 1 else 'are'} open"))
        return (*self._sameness(cards), *said)

    def _sameness(self, cards):
        """Return notes on companies that are one, or may be."""
        names = [card["company"] for card in cards if reading.company(card.get("company", ""))]
        said = []
        for position, name in enumerate(names):
            twin = next((other for other in names[:position] if reading.company(other) == reading.company(name)), None)
            if self.distinct and twin is not None:
                said.append(Note("open", f"“{twin}” and “{name}” are one company: each step needs a different one"))
        if self.distinct and names and not said:
            said.append(Note("done", f"{len(names)} different {'company' if len(names) == 1 else 'companies'}"))
        for position, name in enumerate(names):
            for other in names[:position]:
                if reading.alike(name, other):
                    said.append(Note("hint", f"“{other}” and “{name}” look alike. Are they the same company?"))
        return said

    def offered(self):
        fields = ["company", "what it did", *(field.label for field in self.fields)]
        return html.lines(
            [*html.bullets(f"{step.name}: {step.question}" for step in self.steps), f"To tell: {', '.join(fields)}."]
        )

    def shown(self, value):
        names = {step.key: step.name for step in STEPS}
        order = [step.key for step in self.steps]
        cards = sorted(value, key=lambda card: order.index(card["step"]) if card.get("step") in order else len(order))
        rows = []
        for card in cards:
            details = [
                f"{field.label}{'' if field.label.endswith('?') else ':'} {html.chosen(field.options, card[field.key])}"
                for field in self.fields_of(card.get("step", ""))
                if card.get(field.key, "").strip()
            ]
            rows.append(
                [
                    names.get(card.get("step"), "no step yet"),
                    card.get("company", ""),
                    "\n".join([card.get("reason", ""), *details]),
                ]
            )
        return html.table(["step", "company", "what it did"], rows)


def _list(names):
    """Return names as people list them: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
