"""What the grade imports of Moodle and Canvas do with a table, written anew from what is documented of them.

Moodle: https://docs.moodle.org/en/Grade_import, and the descriptions on its form. Canvas: "How do I import grades in
the Gradebook?" in its instructor guide. Only what a table can do to marks is here.
"""

import csv
import io
import re

CANVAS_OWN = re.compile(
    r"(Current|Final|Override) (Score|Points|Grade)|Override Status"  # and with "Unposted" before it
)


class CourseProblem(Exception):
    """The whole import is refused, and nothing has changed."""


class Moodle:
    """A Moodle course and its gradebook.

    Parameters
    ----------
    users : list of dict
        With ``username``, ``idnumber`` and ``email``.
    items : dict of str to (float or list of str)
        By name the maximum of a grade item, or the words of its scale.
    """

    highest = 100.0  # unless an administrator allows more

    def __init__(self, users, items):
        self.users, self.items = users, dict(items)
        self.grades = {}

    def take(self, data, column, field, grades):
        """Import a table.

        Parameters
        ----------
        data : bytes
        column, field : str
            The column by which students are found, and the field of theirs that it holds.
        grades : dict of str to str
            Which column goes to which item; one that is unknown is made, with a maximum of 100.
        """
        heading, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        heading = [name.strip() for name in heading]
        taken, who = {}, None
        for row in rows:
            if len(row) <= 1:
                continue
            told = row[heading.index(column)].strip()
            if told:  # a line with none goes to the student of the line before
                found = [user for user in self.users if user[field] == told]
                if not found:
                    raise CourseProblem(f"user mapping error, could not find user with {field} of {told}")
                who = found[0]["username"]
            if who is None:
                raise CourseProblem("user not found")
            for name, item in grades.items():
                taken[who, item] = self._grade(row[heading.index(name)].strip(), item)
        for (student, item), grade in taken.items():
            highest = self.items.setdefault(item, 100.0)
            self.grades[student, item] = grade if grade is None or isinstance(highest, list) else min(grade, highest)

    def _grade(self, text, item):
        if text in ("", "-"):
            return None  # no grade: what was there is gone
        if isinstance(words := self.items.get(item), list):
            if text not in words:
                raise CourseProblem("bad grade")
            return text
        try:
            grade = float(text.replace(",", "."))
        except ValueError:
            raise CourseProblem("bad grade") from None
        if grade > self.highest:
            raise CourseProblem(f"a grade is above {self.highest}")
        return grade


class Canvas:
    """A Canvas course and its gradebook.

    Parameters
    ----------
    students : dict of str to (str, str)
        By Canvas' number the log-in and the sortable name.
    assignments : dict of int to (str, float)
        By number the title and the points possible.
    """

    def __init__(self, students, assignments):
        self.students, self.assignments = students, dict(assignments)
        self.grades = {}
        self.asked_about, self.ignored = [], []

    def take(self, data):
        """Import a table, and return what the page shows as changes, which the instructor then confirms."""
        text = data.decode("utf-8")
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=_separator(text)) if any(row)]
        heading, *rows = rows
        columns = self._assignments(heading)
        taken, possible = [], {}
        for row in rows:
            if "Points Possible" in row[0]:
                possible = {at: row[at] for at in columns}
            elif any(not re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", field) for field in row):
                taken.append((self._student(heading, row), row))
        changes = {}
        for at, assignment in columns.items():
            if "read only" in possible.get(at, ""):
                continue
            for student, row in taken:
                now, new = self.grades.get((student, assignment), ""), row[at].strip()
                if now != new and (now == "" or new == "" or round(float(now), 2) != round(float(new), 2)):
                    changes[student, assignment] = new
            if possible.get(at) and float(possible[at]) != self.assignments[assignment][1]:
                changes[assignment] = float(possible[at])
        for where, new in changes.items():
            if isinstance(where, tuple):
                self.grades[where] = new  # an empty one is empty from now on
        return changes

    def _assignments(self, heading):
        if not ("Student" in heading[0] and "ID" in heading[1]) and heading[:3] != ["LastName", "FirstName", "ID"]:
            raise CourseProblem("invalid header row")
        first = heading.index("Section") + 1
        if first not in (3, 4, 5, 6):
            raise CourseProblem("invalid header row")
        columns = {}
        for at, title in enumerate(heading[first:], first):
            if CANVAS_OWN.search(title):
                self.ignored.append(title)
                continue
            numbered = re.fullmatch(r"(.*)\s\((\d+)\)", title)
            found = int(numbered[2]) if numbered and int(numbered[2]) in self.assignments else None
            found = found or next((id for id, (name, _) in self.assignments.items() if name == title), None)
            if found is None:
                self.asked_about.append(title)
                found = max(self.assignments, default=0) + 1
                self.assignments[found] = (title, 0.0)
            columns[at] = found
        return columns

    def _student(self, heading, row):
        about = dict(zip(heading, row, strict=False))
        if about["ID"] in self.students:
            return about["ID"]
        for id, (login, name) in self.students.items():
            if about.get("SIS Login ID") == login or row[0] == name:
                return id
        self.asked_about.append(row[0])
        return row[0]


def _separator(text):
    """Return what Canvas takes for the separator: the one that gives the first three lines more fields alike."""
    lines = text.splitlines()[:3]
    counts = {}
    for each in ";,":
        lengths = {len(row) for row in csv.reader(lines, delimiter=each)}
        counts[each] = lengths.pop() if len(lengths) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","
