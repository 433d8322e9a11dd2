"""The sorter: items into categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from idic_lab.questions import html
from idic_lab.questions.base import Note, Question, check_one_of, refuse
from idic_lab.words import say


@dataclass(frozen=True)
class Category:
    """Where an item can be sorted to."""

    key: str
    label: str
    hint: str = ""
    colour: str = ""
    for_page: ClassVar[tuple[str, ...]] = ("key", "label", "hint", "colour")


_SETS: dict[str, tuple[Category, ...]] = {}


def register_categories(name, categories):
    """Give a set of categories a name, by which questions can ask for it."""
    _SETS[name] = tuple(categories)


def known_categories(name):
    """Return the categories of a name, or raise a ValueError that lists the names."""
    if name not in _SETS:
        raise ValueError(f"There are no categories called {name!r}. There are: {', '.join(sorted(_SETS)) or 'none'}.")
    return _SETS[name]


@dataclass(frozen=True)
class Item:
    """A thing to be sorted; `accept` and `feedback` (by category) are for lessons and stay in the kernel."""

    key: str
    text: str
    title: str = ""
    accept: tuple[str, ...] = ()
    feedback: Mapping = field(default_factory=dict)
    for_page: ClassVar[tuple[str, ...]] = ("key", "text", "title")


@dataclass(frozen=True)
class Sort(Question):
    """Items into categories; the answer maps item to category. ``categories="steps"`` are the four IDIC steps."""

    items: tuple[Item, ...] = ()
    categories: tuple[Category, ...] | Mapping | str = "steps"
    kind: ClassVar[str] = "sort"
    asks: ClassVar[tuple[str, ...]] = ("items", "categories")

    def __post_init__(self):
        categories, items = self.categories, self.items
        if isinstance(categories, str):
            categories = known_categories(categories)
        elif isinstance(categories, Mapping):
            categories = [Category(key, label) for key, label in categories.items()]
        if isinstance(items, Mapping):
            items = [Item(key, text) for key, text in items.items()]
        object.__setattr__(self, "categories", tuple(categories))
        object.__setattr__(self, "items", tuple(replace(item, accept=tuple(item.accept)) for item in items))

    def check_shape(self, value):
        if not isinstance(value, dict):
            raise refuse("sort", value)
        items, categories = {item.key for item in self.items}, [category.key for category in self.categories]
        for key, category in value.items():
            check_one_of(items, "card", key)
            check_one_of(categories, "category", category)

    def notes(self, value):
        value = value or {}
        said = []
        for item in self.items:
            place = value.get(item.key)
            text = item.feedback.get(place, "")
            if place and item.accept:
                right = place in item.accept
                level = "right" if right else "wrong"
                said.append(Note(level, text or say(f"notes.sorted_{level}"), item.key))
            elif place and text:
                said.append(Note("hint", text, item.key))
        sorted_items = sum(item.key in value for item in self.items)
        done = sorted_items == len(self.items)
        text = say("notes.all_sorted" if done else "sort.sorted", done=sorted_items, all=len(self.items))
        return (*said, Note("done" if done else "open", text))

    def offered(self):
        named = ", ".join(category.label for category in self.categories)
        texts = (f"{item.title}: {item.text}" if item.title else item.text for item in self.items)
        return html.lines([*html.bullets(texts), say("static.to_sort", categories=named)])

    def shown(self, value):
        places = {category.key: category.label for category in self.categories}
        said = {note.where: f"{html.MARKS[note.level]} {note.text}" for note in self.notes(value) if note.where}
        columns = {
            "item": [item.title or item.text for item in self.items],
            "text": [item.text if item.title else "" for item in self.items],
            "sorted_to": [places.get(value.get(item.key), "–") for item in self.items],
            "remark": [said.get(item.key, "") for item in self.items],
        }
        filled = {name: cells for name, cells in columns.items() if any(cells)}
        return html.table([say(f"static.{name}") for name in filled], zip(*filled.values(), strict=True))
