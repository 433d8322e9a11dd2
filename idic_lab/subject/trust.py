"""The trust equation and what follows from it: T = (C + R + I) / S.

Source of the formula: D. H. Maister, C. H. Green and R. M. Galford, *The Trusted Advisor* (2000). The mathematics
built on it here (elasticities, break-even) is elementary calculus on that formula.

Ratings are people's judgements on a scale. The formula treats them as if 8 were twice 4, which no survey promises:
read T as a way to think, and compare only values that come from the same scale.
"""

import math
from dataclasses import dataclass, replace
from numbers import Real
from typing import ClassVar


class OffScale(ValueError):
    """A rating or a scale that the trust equation cannot use."""


@dataclass(frozen=True)
class Component:
    """One of the four terms of the trust equation, with the one colour it has in every view and plot."""

    key: str
    name: str
    letter: str
    hint: str
    rational: bool
    colour: str
    for_page: ClassVar[tuple[str, ...]] = ("key", "name", "letter", "hint", "rational", "colour")


COMPONENTS = (
    Component("credibility", "Credibility", "C", "words", True, "#56B4E9"),
    Component("reliability", "Reliability", "R", "actions", True, "#0072B2"),
    Component("intimacy", "Intimacy", "I", "safety", False, "#009E73"),
    Component("self_orientation", "Self-orientation", "S", "focus", False, "#D55E00"),
)
_BUILDING = ("credibility", "reliability", "intimacy")


@dataclass(frozen=True)
class Profile:
    """The four ratings of one firm or person, on one scale. High self-orientation is bad: it divides.

    Raises
    ------
    OffScale
        Naming the value that does not fit, and the remedy. `low` must be above 0.
    """

    credibility: float
    reliability: float
    intimacy: float
    self_orientation: float
    low: float = 1
    high: float = 10

    def __post_init__(self):
        trust_range(self.low, self.high)
        for component in COMPONENTS:
            _check_rating(component, getattr(self, component.key), self.low, self.high)

    @property
    def trust(self) -> float:
        """T = (C + R + I) / S, between 3 low / high and 3 high / low."""
        return self.built / self.self_orientation

    @property
    def built(self) -> float:
        """C + R + I, the top of the fraction."""
        return self.credibility + self.reliability + self.intimacy

    @property
    def ratings(self) -> dict[str, float]:
        """The four ratings by component key."""
        return {component.key: getattr(self, component.key) for component in COMPONENTS}


def trust_range(low: float = 1, high: float = 10) -> tuple[float, float]:
    """Return the lowest and the highest T that a scale allows: (3 low / high, 3 high / low).

    A scale that does not start above 0, or does not end above its start, raises `OffScale`.
    """
    if not (_is_number(low) and _is_number(high)):
        raise OffScale(f"A scale needs two numbers, such as 1 and 10. It was given {low!r} and {high!r}.")
    if low <= 0:
        raise OffScale(
            f"The scale starts at {low}. T divides by self-orientation, and nothing can be divided by 0. "
            "Use a scale that starts above 0, such as 1 to 10."
        )
    if high <= low:
        raise OffScale(f"The scale runs from {low} to {high}. Its highest value must be above its lowest.")
    return 3 * low / high, 3 * high / low


def sensitivity(profile: Profile, step: float = 1) -> dict[str, float]:
    """Return what one point better in each component alone would add to T.

    Better means `step` points up for credibility, reliability and intimacy, and down for self-orientation.
    Where the scale has no room for the whole step, the gain is 0.
    """
    gains = {}
    for component in COMPONENTS:
        better = getattr(profile, component.key) + (-step if component.key == "self_orientation" else step)
        if profile.low <= better <= profile.high:
            gains[component.key] = replace(profile, **{component.key: better}).trust - profile.trust
        else:
            gains[component.key] = 0.0
    return gains


def elasticities(profile: Profile) -> dict[str, float]:
    """Return by how many per cent T changes when a component rises by one per cent (for small changes).

    Self-orientation is always -1. The other three are their shares of C + R + I and add up to 1. So for equal small
    percentages self-orientation weighs exactly as much as the other three together, never more.
    """
    shares = {key: getattr(profile, key) / profile.built for key in _BUILDING}
    return {**shares, "self_orientation": -1.0}


def lowering_s_wins(profile: Profile) -> bool:
    """Tell whether lowering S by one point beats raising C, R and I by one point each.

    (C + R + I) / (S - 1) > (C + R + I + 3) / S holds exactly when mean(C, R, I) > S - 1. At equality the two moves
    are worth the same, and the answer is False. The rule asks the formula alone: whether the scale has room for either
    move is another question.
    """
    return profile.built > 3 * (profile.self_orientation - 1)


def two_digits(value: float) -> str:
    """Return a number with two digits, halves rounded up as in the live views, where Python would say 0.12 to 0.125."""
    return f"{value + 1e-9:.2f}"


def _is_number(value) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _check_rating(component: Component, value, low: float, high: float) -> None:
    if not _is_number(value):
        raise OffScale(f"{component.name} is {value!r}. Give a number from {low:g} to {high:g}.")
    if low <= value <= high:
        return
    why = ""
    if component.key == "self_orientation" and value < low:
        why = "T divides by self-orientation: at 0 it has no value, and close to 0 it grows without limit. "
    raise OffScale(
        f"{component.name} is {value:g}, outside the scale from {low:g} to {high:g}. {why}"
        f"Give a number from {low:g} to {high:g}, or say which scale you use with low= and high=."
    )
