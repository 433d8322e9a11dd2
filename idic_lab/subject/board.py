"""The classification board: companies placed under the four IDIC steps, with reasons."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import Field, Note, Question, check_one_of, check_texts, keep, row_values
from idic_lab.subject.idic import STEPS, Step
from idic_lab.words import say


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
        keep(self, fields=tuple)

    def check_shape(self, value):
        places = [step.key for step in self.steps]
        fields = {field.key: [option.key for option in field.options] for field in self.fields}
        for card in row_values(value, "board"):
            check_texts(card, {"company", "step", "reason", *fields})
            if card.get("step"):
                check_one_of(places, "step", card["step"])
            for key, keys in fields.items():
                if card.get(key) and keys:
                    check_one_of(keys, "option", card[key], label=key)

    def fields_of(self, step):
        """Return the fields that a card under this step has."""
        return tuple(field for field in self.fields if not field.steps or step in field.steps)

    def notes(self, value):
        cards = value or []
        said = []
        for position, card in enumerate(cards):
            asked = {key: say(f"board.field.{key}") for key in ("company", "step", "reason")}
            asked |= {field.key: field.label for field in self.fields_of(card.get("step", ""))}
            blank = [label for key, label in asked.items() if not card.get(key, "").strip()]
            if card.get("company", "").strip() and not reading.company(card["company"]):
                blank = [say("board.notes.no_name"), *blank]
            name = card.get("company", "").strip() or say("board.notes.card", number=position + 1)
            if blank:
                said.append(Note("open", say("notes.blank", where=name, fields=", ".join(blank)), str(position)))
            for field in self.fields_of(card.get("step", "")):
                text = card.get(field.key, "").strip()
                if field.kind == "date" and text and not reading.dated(text):
                    problem = say("board.notes.no_date", company=name, text=f"{text:.40}")
                    said.append(Note("open", problem, str(position)))
        placed = {card.get("step") for card in cards}
        empty = [step.name for step in self.steps if step.key not in placed]
        if empty:
            said.append(Note("open", say("board.notes.open", count=len(empty), steps=_list(empty))))
        return (*self._sameness(cards), *said)

    def _sameness(self, cards):
        """Return notes on companies that are one, or may be."""
        names = [card["company"] for card in cards if reading.company(card.get("company", ""))]
        said = []
        for position, name in enumerate(names):
            twin = next((other for other in names[:position] if reading.company(other) == reading.company(name)), None)
            if self.distinct and twin is not None:
                said.append(Note("open", say("board.notes.twins", one=twin, other=name)))
        if self.distinct and names and not said:
            said.append(Note("done", say("board.notes.different", count=len(names))))
        for position, name in enumerate(names):
            for other in names[:position]:
                if reading.alike(name, other):
                    said.append(Note("hint", say("board.notes.alike", one=other, other=name)))
        return said

    def offered(self):
        named = [say("board.field.company"), say("board.field.reason"), *(field.label for field in self.fields)]
        asked = say("board.notes.to_tell", fields=", ".join(named))
        return html.lines([*html.bullets(f"{step.name}: {step.question}" for step in self.steps), asked])

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
                    names.get(card.get("step")) or say("board.notes.no_step"),
                    card.get("company", ""),
                    "\n".join([card.get("reason", ""), *details]),
                ]
            )
        return html.table([say(f"board.field.{key}") for key in ("step", "company", "reason")], rows)


def _list(names):
    """Return names as people list them: a, b and c."""
    return names[0] if len(names) == 1 else say("notes.and", some=", ".join(names[:-1]), last=names[-1])
