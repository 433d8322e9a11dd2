"""The class report of this subject: where a class has set the components of the trust equation."""

from html import escape

from idic_lab.course import report_page
from idic_lab.course.measures import SMALLEST_GROUP, quantile
from idic_lab.subject.trust import COMPONENTS


def section(klass):
    """Return what the class has set in the trust equation, as a part of the class report."""
    found = [_of(work.answers) for work in klass.work]
    keys = sorted({key for each in found for key in each})
    drawn = []
    for question, name in keys:
        ratings = [each[question, name] for each in found if (question, name) in each]
        if len(ratings) < SMALLEST_GROUP:
            continue
        trusts = [_trust(each) for each in ratings]
        low, middle, high = (quantile(trusts, part) for part in (0.25, 0.5, 0.75))
        drawn.append(
            f"<h3>{escape(question.replace('-', ' ').capitalize())}: {escape(name)}</h3>"
            f"{_picture(ratings)}"
            f"<p>{len(ratings)} students. The T that follows: half of them from {low:.3g} to {high:.3g}, "
            f"the middle one {middle:.3g}.</p>"
        )
    if not drawn:
        return ""
    return (
        "<section><h2>The class's trust profiles</h2><p>Where students have set the four components. The dot is the "
        "middle student, the broad band the middle half of the class, the thin one nine of ten. Above the line stands "
        f"what builds trust, below it what divides.</p>{''.join(drawn)}</section>"
    )


def _trust(ratings):
    above = ratings["credibility"] + ratings["reliability"] + ratings["intimacy"]
    return above / ratings["self_orientation"]


def _of(answers):
    """Return the profiles among recorded answers, by question and name."""
    return {(id, name): ratings for id, value in answers.items() for name, ratings in profiles(value).items()}


def profiles(value: object) -> dict[str, dict[str, float]]:
    """Return the trust profiles in a recorded value."""
    if not isinstance(value, dict):
        return {}
    return {name: ratings for name, ratings in value.items() if _are_ratings(ratings)}


def _are_ratings(given):
    # The file is the student's: a rating outside every scale of the course would stretch the picture for all.
    return (
        isinstance(given, dict)
        and set(given) == {component.key for component in COMPONENTS}
        and all(
            not isinstance(each, bool) and isinstance(each, int | float) and 1 <= each <= 10 for each in given.values()
        )
    )


def _picture(profiles: list[dict]) -> str:
    """Draw where a class has set the four components, as the fraction that they are."""
    highest = 7 if all(rating <= 7 for profile in profiles for rating in profile.values()) else 10
    rows, told = [], []
    for component in COMPONENTS:
        ratings = [profile[component.key] for profile in profiles]
        low, first, middle, third, high = (quantile(ratings, part) for part in (0.05, 0.25, 0.5, 0.75, 0.95))
        told.append(f"{component.name}: median {middle:g}, middle half {first:g} to {third:g}")
        bands = "".join(
            f'<i class="{kind}" style="left:{_along(left, highest)}%;width:{_along(right - left + 1, highest)}%"></i>'
            for kind, left, right in (("most", low, high), ("half", first, third))
        )
        rail = f'<div class="rail">{bands}<i class="dot" style="left:{_along(middle, highest)}%"></i></div>'
        rows.append(
            f'<div class="row {component.key}" style="--colour:{component.colour}">'
            f"<span>{escape(component.name)}</span>{rail}<b>{middle:.3g}</b></div>"
        )
    ticks = "".join(
        f'<span style="left:{_along(rating, highest)}%">{rating}</span>' for rating in range(1, highest + 1, 3)
    )
    return (
        f'<div class="profile" role="img" aria-label="Settings of {len(profiles)} students. {"; ".join(told)}.">'
        f'{"".join(rows)}<div class="row"><span></span><div class="ticks">{ticks}</div><b></b></div></div>'
    )


def _along(rating, highest):
    return f"{100 * (rating - 1) / (highest - 1):.2f}"


report_page.SECTIONS.append(section)
