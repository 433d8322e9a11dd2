"""The sorter: items into categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from idic_lab.subject.idic import STEPS
from idic_lab.questions.base import BadAnswer, Note, Question


@dataclass(frozen=True)
class Category:
    """Where an item can be sorted to."""

    key: str
    label: str
    hint: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Item:
    """A thing to be sorted; `accept` and `feedback` (by category) are for lessons and stay in the kernel."""

    key: str
    text: str
    title: str = ""
    accept: tuple[str, ...] = ()
    feedback: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Sort(Question):
    """Items into categories; the answer maps item to category. ``categories="steps"`` are the four IDIC steps."""

    items: tuple[Item, ...] = ()
    categories: tuple[Category, ...] | Mapping | str = ()
    kind: ClassVar[str] = "sort"

    def __post_init__(self):
        categories, items = self.categories, self.items
        if categories == "steps":
            categories = [Category(step.key, step.name, step.hint, step.colour) for step in STEPS]
        elif isinstance(categories, Mapping):
            categories = [Category(key, label) for key, label in categories.items()]
        if isinstance(items, Mapping):
            items = [Item(key, text) for key, text in items.items()]
        object.__setattr__(self, "categories", tuple(categories))
        object.__setattr__(self, "items", tuple(replace(item, accept=tuple(item.accept)) for item in items))

    def check_shape(self, value):
        if not isinstance(value, dict):
            raise BadAnswer(f"A sorted deck is recorded as item and category, not as {value!r:.60}.")
        items, categories = {item.key for item in self.items}, [category.key for category in self.categories]
        for key, category in value.items():
            if key not in items:
                raise BadAnswer(f"There is no item {key!r:.60} in this deck.")
            if category not in categories:
                raise BadAnswer(f"{category!r:.60} is no category here. Choose one of {', '.join(categories)}.")

    def notes(self, value):
        value = value or {}
        said = []
        for item in self.items:
            place = value.get(item.key)
            text = item.feedback.get(place, "")
            if place and item.accept:
                right = place in item.accept
                said.append(Note("right" if right else "wrong", text or ("Yes." if right else "Look again."), item.key))
            elif place and text:
                said.append(Note("hint", text, item.key))
        sorted_items = sum(item.key in value for item in self.items)
        done = sorted_items == len(self.items)
        text = f"all {len(self.items)} sorted" if done else f"{sorted_items} of {len(self.items)} sorted"
        return (*said, Note("done" if done else "open", text))
