"""How identify-audit is judged. What the tables alone decide is marked `once`."""

from idic_lab import checks, reading
from idic_lab.checks import Criterion, Result

PARTS = {"time": "over time", "touchpoints": "between touchpoints", "channels": "across channels"}
NOTHING = {"none", "no", "yes", "nothing", "n a", "na", "unknown", "not known", "no idea", "idk", "tbd"}
NOTHING |= {f"{who}{verb} know" for who in ("", "i ", "we ") for verb in ("dont", "do not")}
NOTHING |= {"not sure", "unsure"}
SLIPS = {"more": "identify-is-demographics", "name": "customize-is-first-name", "often": "interact-is-volume"}


def filled(row):
    """Return the fields of a row in which something stands."""
    return {field: text.strip() for field, text in row.items() if reading.words(text)}


def organisations(book):
    """Return the rows of the audit by organisation: of two rows with one organisation, the upper one counts."""
    rows = {}
    for row in map(filled, checks.recorded(book, "audit", [])):
        if name := reading.company(row.get("organisation", "")):
            rows.setdefault(name, row)
    return rows


def organisations_check(book):
    """A. Four different organisations, three answers for each."""
    rows = organisations(book)
    recorded = [filled(row) for row in checks.recorded(book, "audit", [])]
    named = sum(bool(reading.company(row.get("organisation", ""))) for row in recorded)
    nameless = sum(bool(row) for row in recorded) - named

    names = [row["organisation"] for row in rows.values()]
    said = f"Recorded: {'; '.join(f'{name:.60}' for name in names) or 'no organisation with a name'}."
    said += (
        f" {named} rows name {len(names)} different ones: spellings of one name are one." if named > len(names) else ""
    )
    said += " A row without a name does not count." if nameless else ""
    pairs = [(one, other) for one in names for other in names if one < other and reading.alike(one, other)]
    said += "".join(f" Are {one:.60} and {other:.60} one? If not, nothing is wrong." for one, other in pairs[:1])
    points = 1 if len(names) >= 4 else 0.5 if len(names) >= 2 else 0
    different = Criterion("at least four organisations, all different", points, 1, said)

    complete = [row for row in rows.values() if all(part in row for part in PARTS)]
    missing = [
        f"{row['organisation']:.60} {', '.join(PARTS[part] for part in PARTS if part not in row)}"
        for row in rows.values()
        if row not in complete
    ]
    said = f"Three answers stand beside {len(complete)} of your organisations."
    said += f" Still open: {'; '.join(missing)}." if missing else ""
    answers = sum(part in row for row in rows.values() for part in PARTS)
    points = 1 if len(complete) >= 4 else 0.5 if answers >= 6 else 0
    return Result([different, Criterion("three answers for each", points, 1, said)])


def reasons_check(book):
    """A. Tactics, barriers, and known as one person."""
    rows = list(organisations(book).values())
    answers = sum(part in row for row in rows for part in PARTS)

    def reasons(flag, what):
        """Judge what stands beside each answer of one kind."""
        asked = [(row, part) for row in rows for part in PARTS if row.get(part) == flag]
        blank = [(row, part) for row, part in asked if reading.company(row.get(f"{part}_why", "")) in {"", *NOTHING}]
        missing = "; ".join(f"{row['organisation']:.60} {PARTS[part]}" for row, part in blank)
        said = f"{len(asked) - len(blank)} of {len(asked)} answers “{flag}” have a {what}."
        said += f" Missing: {missing}." if missing else ""
        said = said if asked else f"No answer in your audit is “{flag}”. The task asks for at least one."
        enough = len(rows) >= 4 and answers >= 10
        said += " Half a point at most: too few organisations or answers." if asked and not enough else ""
        points = 1 if asked and not blank and enough else 0.5 if len(asked) >= 2 * len(blank) and answers >= 6 else 0
        return Criterion(f"a {what} for each {flag}", points if asked else 0, 1, said)

    claimed = [row for row in rows if "yes" in (row.get(part) for part in PARTS)]
    groups = [row["organisation"] for row in claimed if row.get("known_by") == "group"]
    nobody = [row["organisation"] for row in claimed if row.get("known_by") == "nobody"]
    open_rows = [row["organisation"] for row in rows if "known_by" not in row]
    fits = len(rows) - len(groups) - len(nobody) - len(open_rows)
    said = f"It fits for {fits} of your organisations."
    said += f" You say yes, and that they know a group you belong to: {'; '.join(groups):.200}." if groups else ""
    said += f" You say yes, and that they do not know you at all: {'; '.join(nobody):.200}." if nobody else ""
    said += f" Nothing is chosen: {'; '.join(open_rows):.200}." if open_rows else ""
    points = 1 if fits >= 4 and not groups and not nobody else 0.5 if fits >= 2 else 0
    person = Criterion("known as one person", points, 1, said, "identify-is-demographics" if groups else "")
    return Result([reasons("yes", "tactic"), reasons("no", "barrier"), person])


def remedy_check(book):
    """B. The remedy answers one of your no."""
    rows = organisations(book)
    remedy = filled(next(iter(checks.recorded(book, "remedy", [])), {}))
    name, part, kind = (remedy.get(field, "") for field in ("organisation", "question", "kind"))
    # A name that only looks like one of the audit is taken for it: a slip of the pen costs nothing.
    known = [key for key in rows if key == reading.company(name)] + [key for key in rows if reading.alike(key, name)]
    meant = known[0] if known else ""

    if not name or not part:
        tied, said = False, "The remedy does not say which organisation and which question it is for."
    elif not meant:
        tied, said = False, f"{name:.60} is not in your audit."
    elif rows[meant].get(part) != "no":
        stands = rows[meant].get(part, "open")
        tied, said = (
            False,
            f"In your audit, {rows[meant]['organisation']:.60} {PARTS[part]} is “{stands}”, and not “no”.",
        )
    else:
        tied, said = True, f"It answers a “no”: {rows[meant]['organisation']:.60} {PARTS[part]}."
    if kind in SLIPS:
        said += " What you chose does not let them see that it is you."
    elif not kind:
        said += " Nothing is chosen for what it is at heart."
    recognises = bool(kind) and kind not in SLIPS
    said += "" if "action" in remedy else " What they should do is left blank."
    points = (tied + recognises) / 2 if "action" in remedy else 0
    return Result([Criterion("the remedy answers one of your no", points, 1, said, SLIPS.get(kind, ""))])
