"""How many readers are left after each message, when some kinds of messages drive readers off."""

KINDS = ("useful", "name_only", "goldfish")
STAYS = range(50, 101, 10)


def readers(kinds, stays):
    """Return how many of 100 readers are left at each message, the first of them 100.

    Parameters
    ----------
    kinds : sequence of str
        The messages in order: "useful", "name_only" or "goldfish".
    stays : mapping of str to float
        For each kind, the share of readers who read on after it, from 0 to 1; anything else raises ValueError.
    """
    left, found = 100.0, []
    for kind in kinds:
        if not 0 <= stays.get(kind, -1) <= 1:
            raise ValueError(f"After {kind!r} the share that reads on is {stays.get(kind)!r}. Give one from 0 to 1.")
        found.append(left)
        left *= stays[kind]
    return found


def frames(kinds, positions=STAYS):
    """Draw the readers of a row of messages for ``ask.explore``, one frame for each pair of shares that read on.

    A useful message drives nobody off here: that is the kindest assumption for those who send many.

    Parameters
    ----------
    kinds : sequence of str
        As for `readers`.
    positions : sequence of int
        Positions of both dials: of 100 readers, how many read on after a goldfish, and after a name-only message.
    """
    numbered = list(enumerate(kinds, start=1))
    useful = [number for number, kind in numbered if kind == "useful"]
    drawn = {}
    for place, after_goldfish in enumerate(positions):
        for at, after_name in enumerate(positions):
            stays = {"useful": 1, "goldfish": after_goldfish / 100, "name_only": after_name / 100}
            left = dict(zip((number for number, _ in numbered), readers(kinds, stays), strict=True))
            read, most = sum(left[number] for number in useful), 100 * len(useful)
            drawn[f"{place},{at}"] = {
                "lines": [
                    {"label": "all of them", "points": [[number, round(count, 2)] for number, count in left.items()]},
                    {"label": "useful only", "points": [[1, 100], [len(numbered), 100]]},
                ],
                "marks": [{"x": number, "y": round(left[number], 2), "label": ""} for number in useful],
                "caption": f"The last useful message is read by {left[useful[-1]]:.0f} of 100. All useful messages "
                f"together are read {read:.0f} times. Sent alone, they would be read {most} times.",
            }
    return drawn
