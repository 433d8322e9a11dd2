"""How four-companies is judged. What the tables alone decide is marked `once`."""

from idic_lab import checks, idic, reading
from idic_lab.checks import Criterion, Result


def cards_by_step(book):
    """Return the card that counts under each step: of two, the upper one; empty fields are left out."""
    cards = {}
    for card in checks.recorded(book, "companies", []):
        card = {field: text.strip() for field, text in card.items() if reading.words(text)}
        if reading.company(card.get("company", "")) and "step" in card:
            cards.setdefault(card["step"], card)
    return cards


def steps_check(book):
    """All four steps, four different companies."""
    cards = cards_by_step(book)
    names = {step.name: cards[step.key]["company"] for step in idic.STEPS if step.key in cards}
    recorded = "Recorded: " + (
        "; ".join(f"{step}: {name}" for step, name in names.items()) or "no company under a step"
    )

    # A step is not covered when the card itself leaves open what it was, or says that it was something else.
    told = {"Identify": cards.get("identify", {}).get("known_by"), "Interact": cards.get("interact", {}).get("easier")}
    fits = {"Identify": ("person",), "Interact": ("easy", "fun")}
    open_steps = [
        s.name for s in idic.STEPS if s.name not in names or told.get(s.name) not in fits.get(s.name, (None,))
    ]
    slip, said = "", f" Not covered: {', '.join(open_steps)}." if open_steps else ""
    for step in fits:
        said += f" Under {step}, nothing is chosen for what it was like." if step in names and not told[step] else ""
    if told["Interact"] == "volume":
        slip, said = "interact-is-volume", f"{said} Under Interact you chose that the company contacted you more often."
    if told["Identify"] == "group":
        slip, said = "identify-is-demographics", f"{said} Under Identify you chose that it knew a group you belong to."
    points = 1 if not open_steps else 0.5 if len(open_steps) <= 2 else 0
    steps = Criterion("all four steps have a company", points, 1, f"{recorded}.{said}", slip)

    # Spellings of one company are one company. Names that only look alike are asked about and cost nothing.
    different = len({reading.company(name) for name in names.values()})
    pairs = [(one, other) for one in names.values() for other in names.values() if one < other]
    alike = [f"{one} and {other}" for one, other in pairs if reading.alike(one, other)]
    said = f" Spellings of one name are one company: {different} different." if different < len(names) else ""
    said += f" Are {alike[0]} one company? If they are not, nothing is wrong." if alike else ""
    points = {4: 1, 3: 0.5}.get(different, 0)
    return Result([steps, Criterion("the four companies are different", points, 1, f"{recorded}.{said}")])


def basis_and_change_check(book):
    """Differentiate: by need or by value. Customize: before and after."""
    cards = cards_by_step(book)
    differentiate, customize = cards.get("differentiate", {}), cards.get("customize", {})

    basis, slip = differentiate.get("basis"), ""
    if basis == "product":
        points, said, slip = 0, "You chose a product that others do not have.", "differentiate-is-product"
    elif basis is None:
        points, said = 0, "Nothing is chosen: need or value?"
    elif "reason" not in differentiate:
        points, said = 0.5, f"You chose {basis}, but the card does not say what the company did."
    else:
        points, said = 1, f"Recorded: told apart by {basis}."
    by_what = Criterion("Differentiate says by what", points, 1, said, slip)

    before, after, changed = (customize.get(field, "") for field in ("before", "after", "changed"))
    slip = ""
    if changed == "name":
        points, said, slip = 0, "You chose that your name now stands in the messages.", "customize-is-first-name"
    elif not before and not after:
        points, said = 0, "Neither before nor after is filled in."
    elif not before or not after:
        points, said = 0.5, f"Only one side is there: “{(before or after):.60}”."
    elif reading.company(before) == reading.company(after):  # capitals and punctuation make no difference
        points, said = 0, f"Before and after say the same: “{before:.60}”. Then nothing was changed for you."
    elif not changed:
        points, said = 0.5, "Before and after differ, but nothing is chosen for what changed."
    else:
        points, said = 1, f"Recorded: before and after differ, and {changed} changed."
    return Result([by_what, Criterion("Customize has a before and an after that differ", points, 1, said, slip)])


def evidence_check(book):
    """A channel and a date for each company."""
    cards = cards_by_step(book)

    missing = []
    for step in idic.STEPS:
        card = cards.get(step.key, {})
        if "channel" not in card:
            missing.append((step.name, "no channel"))
        if not reading.dated(card.get("date", "")):
            missing.append((step.name, f"“{card['date']:.40}” is no date with a year" if "date" in card else "no date"))
    shown = 4 - len({step for step, _ in missing})
    points = 1 if shown == 4 else 0.5 if shown >= 2 else 0
    said = "; ".join(f"{step}: {what}" for step, what in missing) or "Each of the four has both"
    return Result([Criterion("each company has a channel and a date", points, 1, f"{said}.")])
