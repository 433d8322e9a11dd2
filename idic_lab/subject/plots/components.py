"""Pictures of the trust equation's four components: the fraction, one point better, elasticities."""

from idic_lab.subject.plots.page import (
    HATCHES,
    INK,
    PAPER,
    canvas,
    describe,
    hints,
    label,
    listed,
    mark_guess,
    profiles_of,
    rows,
    style,
)
from idic_lab.subject.trust import COMPONENTS, Profile, elasticities, sensitivity, two_digits


def trust_bars(profiles, title="The four components", ax=None):
    """Draw the ratings of up to four profiles as the fraction they form: three above the line, S below it."""
    profiles = profiles_of(profiles)
    thick = 0.72 / len(profiles)
    with style():
        ax = canvas(ax, 1.5 + 0.3 * len(profiles) + 0.42 * 4 * max(1, len(profiles) * 0.6))
        rows(ax, 4)
        for row, component in enumerate(COMPONENTS):
            for place, (name, profile) in enumerate(profiles.items()):
                value = getattr(profile, component.key)
                middle = row + (place - (len(profiles) - 1) / 2) * thick
                ax.barh(middle, value, thick * 0.86, color=component.colour, hatch=HATCHES[place % 4])
                label(ax, _short(value) + (f"   {name}" if row == 0 and name else ""), (value, middle), (6, 0))
        ax.axhline(2.5, color=INK, linewidth=1.6)
        ax.set_yticks(range(4), [component.name for component in COMPONENTS])
        hints(ax, [component.hint for component in COMPONENTS])
        top = max(profile.high for profile in profiles.values())
        ax.set_xlim(0, top * 1.02)
        ax.set_xticks(range(0, int(top) + 1))
        sums = {name: _sum(profile) for name, profile in profiles.items()}
        alone = [f"{name}: {text}." if name else f"{text}." for name, text in sums.items()]
        ratings = [f"{name + ': ' if name else ''}{listed(_named(profile))}." for name, profile in profiles.items()]
        describe(
            ax, title, ratings + alone, "\n".join(f"{name}:  {text}" if name else text for name, text in sums.items())
        )
        ax.xaxis.label.set_color(INK)
    return ax


def component_means(scores, guess=None, ax=None):
    """Draw the four mean components of a survey, and the T they give: the ratio of means.

    Parameters
    ----------
    scores : pandas.DataFrame
        One row a respondent, the four components as columns, rated 1 to 7 (`analysis.survey.components`).
    guess : mapping or Profile, optional
        The ratings that the reader expected, by component.
    """
    means = scores.mean()
    profiles = {"survey": Profile(**{component.key: float(means[component.key]) for component in COMPONENTS}, high=7)}
    if guess:
        ratings = guess.ratings if isinstance(guess, Profile) else guess
        profiles["your guess"] = Profile(**ratings, high=7)
    return trust_bars(profiles, f"Mean ratings of {len(scores)} respondents, 1 to 7", ax)


def one_point_better(profiles, guess=None, ax=None):
    """Draw what one point better in each component alone would add to T."""
    profiles = profiles_of(profiles)
    heads = any(profiles)
    with style():
        ax = canvas(ax, 1.1 + (1.5 + 0.34 * heads) * len(profiles))
        row, ticks, labels, sentences = 0, [], [], []
        for name, profile in profiles.items():
            if heads:
                ax.text(0, row + 0.12, f"{name},  T = {two_digits(profile.trust)}", weight="bold", va="center")
                row += 1
            gains = sensitivity(profile)
            for component in sorted(COMPONENTS, key=lambda component: -gains[component.key]):
                gain = gains[component.key]
                ax.barh(row, gain, 0.62, color=component.colour)
                label(ax, f"+{two_digits(gain)}" if gain else "no room on the scale", (gain, row), (6, 0))
                ticks.append(row)
                labels.append(f"{component.name} {'−' if component.key == 'self_orientation' else '+'}1")
                row += 1
            sentences.append(f"{name or 'T'} {two_digits(profile.trust)}: {listed(_named(profile, gains))}.")
        rows(ax, row)
        ax.set_yticks(ticks, labels)
        ax.set_xlim(0, 1.12 * max(max(sensitivity(profile).values()) for profile in profiles.values()) or 1)
        describe(ax, "What one point better would add to T", sentences, "added to T")
        mark_guess(ax, guess)
    return ax


def elasticity(profile, ax=None):
    """Draw the elasticities as two bars of equal length: S alone, and C, R and I together."""
    weights = elasticities(profile)
    with style():
        ax = canvas(ax, 2.6)
        rows(ax, 2)
        start = 0.0
        for component in COMPONENTS:
            below = component.key == "self_orientation"
            weight = abs(weights[component.key])
            left = 0 if below else start
            ax.barh(int(below), weight, 0.6, left, color=component.colour, edgecolor=PAPER, linewidth=2)
            ax.text(
                left + weight / 2,
                below + 0.4,
                f"{component.name if weight > 0.17 else component.letter} {weight:.2f}",
                ha="center",
                va="top",
                fontsize=10,
            )
            start += weight
        ax.set_ylim(1.75, -0.5)
        ax.set_yticks([0, 1], ["each rises by 1 %", "falls by 1 %"])
        ax.set_xlim(0, 1.05)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
        sentences = [
            f"One per cent more moves T by {listed(_named(profile, weights))} per cent.",
            "Credibility, reliability and intimacy together weigh 1, as much as self-orientation alone.",
        ]
        describe(ax, "One per cent of each: S weighs as much as the other three", sentences, "T rises by … per cent")
    return ax


def _named(profile, values=None):
    values = values or profile.ratings
    return {component.name: values[component.key] for component in COMPONENTS}


def _sum(profile):
    c, r, i, s = map(_short, profile.ratings.values())
    return f"T = ({c} + {r} + {i}) / {s} = {two_digits(profile.trust)}"


def _short(value):
    return f"{value:g}" if value * 2 == int(value * 2) else two_digits(value)
