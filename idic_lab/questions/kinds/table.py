"""The table form: fixed or free rows with columns of several kinds."""

from dataclasses import dataclass
from typing import ClassVar

from idic_lab.questions import html, reading
from idic_lab.questions.base import Note, Option, Question, check_one_of, check_texts, keep, options, refuse, row_values
from idic_lab.words import say


@dataclass(frozen=True)
class Column:
    """A column of a table form: `kind` is text, long, choice, date or number."""

    key: str
    label: str
    kind: str = "text"
    options: tuple[Option, ...] = ()
    hint: str = ""
    for_page: ClassVar[tuple[str, ...]] = ("key", "label", "kind", "options", "hint")

    def __post_init__(self):
        keep(self, options=options)

    def problem(self, text):
        """Return what is wrong with a filled field, or an empty string."""
        if self.kind == "date" and not reading.dated(text):
            return say("notes.no_date", column=self.label, text=f"{text:.40}")
        if self.kind == "number":
            try:
                reading.number(text)
            except reading.Unreadable as unreadable:
                return say("notes.of", where=self.label, problem=unreadable)
        return ""


@dataclass(frozen=True)
class Table(Question):
    """A form with several rows; the answer is a list of rows, each a mapping from column to text.

    Parameters
    ----------
    columns : tuple of Column
    rows : mapping of str to str, optional
        Fixed rows, key to label; each row of the answer then names its key under ``"row"``. Without it rows are free.
    min_rows : int
        How many rows are asked for where they are free.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[Option, ...] | None = None
    min_rows: int = 1
    kind: ClassVar[str] = "table"
    asks: ClassVar[tuple[str, ...]] = ("columns", "rows", "min_rows")

    def __post_init__(self):
        keep(self, columns=tuple)
        if self.rows is not None:
            keep(self, rows=options)

    def check_shape(self, value):
        choices = {column.key: [option.key for option in column.options] for column in self.columns}
        labels = {column.key: column.label for column in self.columns}
        places = [row.key for row in self.rows or ()]
        seen = set()
        for row in row_values(value, "table"):
            check_texts(row, {*choices, "row"} if places else set(choices))
            if places and (row.get("row") not in places or row["row"] in seen):
                raise refuse("row", row.get("row"), known=places)
            seen.add(row.get("row"))
            for key, keys in choices.items():
                if row.get(key) and keys:
                    check_one_of(keys, "option", row[key], label=labels[key])

    def labelled(self, value):
        """Return (key, label, row) for every row that is shown; fixed rows are there even when nothing is filled in."""
        given = value or []
        if self.rows is None:
            return [(str(place), say("table.row", number=place + 1), row) for place, row in enumerate(given)]
        by_key = {row.get("row"): row for row in given}
        return [(row.key, row.text, by_key.get(row.key, {})) for row in self.rows]

    def notes(self, value):
        said = []
        for where, label, row in self.labelled(value):
            blank = [column.label for column in self.columns if not row.get(column.key, "").strip()]
            if blank:
                said.append(Note("open", say("notes.blank", where=label, fields=", ".join(blank)), where))
            filled = [column for column in self.columns if row.get(column.key, "").strip()]
            problems = [problem for column in filled if (problem := column.problem(row[column.key]))]
            said += [Note("open", say("notes.of", where=label, problem=problem), where) for problem in problems]
            if not blank and not problems:
                said.append(Note("done", say("notes.complete", where=label), where))
        if self.rows is None and len(value or []) < self.min_rows:
            said.append(Note("open", say("notes.rows", given=len(value or []), count=self.min_rows)))
        return tuple(said)

    def offered(self):
        asked = [column.label + html.in_brackets(option.text for option in column.options) for column in self.columns]
        fields = say("static.to_fill_in", fields=", ".join(asked))
        return html.lines([*html.bullets(row.text for row in self.rows or ()), fields])

    def shown(self, value):
        """Return a table form as one small table a row: wide rows do not fit a page."""
        shown = []
        for _, label, row in self.labelled(value):
            lines = [[column.label, html.chosen(column.options, row.get(column.key, ""))] for column in self.columns]
            head = [say("static.field"), say("static.answer")]
            shown += [html.tag("p", html.tag("strong", label)), html.table(head, lines)]
        return html.escaped(shown)
