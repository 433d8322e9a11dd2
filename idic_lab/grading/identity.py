"""Who a student is to nbgrader: one rule for ids at every door, and names that its pages can show.

An id names folders, stands in addresses and scripts of formgrader's pages, and comes first in the names of the
exchange. nbgrader escapes it nowhere.
"""

import re
import unicodedata

from idic_lab.grading import sanitize

# What leads out of a folder, means something in a pattern, in an address, on a page or to a shell.
FORBIDDEN = set('/\\*?[]{}:"<>|#&%')
LONGEST = 120  # bytes: a name in the exchange has an assignment, a time and a secret as well, and 255 in all
_BIDI = re.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Shown like what they stand for, and part of no tag.
_HTML = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d"})


def problem(id: str) -> str:
    """Tell why an id cannot be used. The rest of a sentence that begins with the id; empty for a good one."""
    found = sorted(FORBIDDEN & set(id))
    if found:
        return f"has {' '.join(found)} in it, which means something else in folders, addresses and pages"
    if not id or id != id.strip() or not id.isprintable() or _BIDI.search(id):
        return "is empty, or has characters that cannot be seen"
    if id.startswith((".", "-", "=", "@", "+")):
        return f"begins with {id[0]}, which means something else to programs"
    if len(id.encode("utf-8", "surrogatepass")) > LONGEST:
        return f"is longer than {LONGEST} characters"
    return ""


def unusable(student: str) -> str:
    """Tell why the folder's name cannot be graded under: formgrader puts it into its pages as it stands."""
    if not (found := problem(student)):
        return ""
    shown = sanitize.name(student)[:60]
    return f"The folder “{shown}” {found}. Give it another name, a student in the course by idic-lab course rename."


def key(id):
    """Return what two ids of one person have in common: capitals and the form of accents make no difference."""
    return unicodedata.normalize("NFC", id).casefold()


def clean(name):
    """Return a name or an address from a class list as one line that formgrader's pages can show."""
    text = _BIDI.sub("", unicodedata.normalize("NFC", name)).translate(_HTML)
    text = "".join(" " if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") else each for each in text)
    return " ".join(text.split())


def sender(folder: str) -> tuple[str, ...] | None:
    """Return student, assignment and time from the name of a folder in the exchange. None when it is no such name."""
    parts = folder.rsplit("+", 3)
    return tuple(parts[:3]) if len(parts) == 4 and all(parts) else None
