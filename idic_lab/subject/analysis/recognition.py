"""Recognition between channels: how well each knows the customer, and how often all of them do."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

POINTS = {"yes": 1.0, "partly": 0.5, "no": 0.0}


def by_channel(channels: pd.DataFrame) -> pd.Series:
    """Average recognition over the touchpoints of each channel, in per cent, a "partly" counted as half.

    The table has touchpoint, channel and recognised ("yes", "partly" or "no"), as `datasets.channels` returns it.
    """
    known = channels["recognised"].map(POINTS)
    return 100 * known.groupby(channels["channel"], sort=False).mean()


def known_throughout(channels: pd.DataFrame, used: int, repaired: str | None = None) -> tuple[int, int]:
    """Count the errands through `used` channels in which each recognises the customer in full, and all such errands.

    Each set of channels counts once at each touchpoint, as if customers used them all alike. A channel that is
    `repaired` is taken to recognise her everywhere.
    """
    known = total = 0
    for _, rows in channels.groupby("touchpoint", sort=False):
        full = {row.channel: row.recognised == "yes" or row.channel == repaired for row in rows.itertuples()}
        for errand in combinations(full, used):
            known += all(full[channel] for channel in errand)
            total += 1
    return known, total


def repair_frames(channels: pd.DataFrame) -> dict[str, dict]:
    """Draw what repairing one channel does to errands through one, two and more of them, for `ask.explore`.

    Returns
    -------
    dict
        One frame for "REPAIRED,USED": REPAIRED counts from 0 (nothing) through the channels in their order, USED from
        0 (one channel) on.
    """
    names = list(channels["channel"].unique())
    numbers = range(1, len(names) + 1)
    counts = {name: [known_throughout(channels, used, name) for used in numbers] for name in (None, *names)}
    frames = {}
    for place, (name, reached) in enumerate(counts.items()):
        drawn = {"today": counts[None]} if name is None else {"today": counts[None], "repaired": reached}
        lines = [
            {"label": label, "points": [[used, _share(*pair)] for used, pair in zip(numbers, pairs, strict=True)]}
            for label, pairs in drawn.items()
        ]
        for used, (known, total) in zip(numbers, reached, strict=True):
            before = counts[None][used - 1][0]
            after = f" With the {name} repaired: {known} of {total}." if name else ""
            frames[f"{place},{used - 1}"] = {
                "lines": lines,
                "marks": [{"x": used, "y": _share(known, total), "label": f"{known} of {total}"}],
                "caption": f"Errands through {used} channel{'s' * (used > 1)} in which she is known all the way, "
                f"today: {before} of {total}.{after}",
            }
    return frames


def _share(known: int, total: int) -> float:
    """Return a share in per cent, short enough for a page."""
    return round(100 * known / total, 1)
