"""The class report of this subject: where a class has set the components of the trust equation."""

from idic_lab.course.measures import SMALLEST_GROUP, quantile
from idic_lab.course.report_page import SECTIONS, RatedRow, RatingsPicture, ReportSection
from idic_lab.subject.trust import COMPONENTS, Profile


def section(klass):
    """Return what the class has set in the trust equation, as a part of the class report."""
    found = [
        {(id, name): ratings for id, value in work.answers.items() for name, ratings in profiles(value).items()}
        for work in klass.work
    ]
    pictures = []
    for question, name in sorted({key for each in found for key in each}):
        ratings = [each[question, name] for each in found if (question, name) in each]
        if len(ratings) >= SMALLEST_GROUP:
            pictures.append(_picture(f"{question.replace('-', ' ').capitalize()}: {name}", ratings))
    if not pictures:
        return None
    return ReportSection(
        "The class's trust profiles",
        "Where students have set the four components. The dot is the middle student, the broad band the middle half of "
        "the class, the thin one nine of ten. Above the line stands what builds trust, below it what divides.",
        pictures,
    )


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


def _picture(heading, profiles):
    """Return the picture of one profile that the class has set, as the fraction that it is."""
    rows = [
        RatedRow(each.name, each.colour, [profile[each.key] for profile in profiles], each.key == "self_orientation")
        for each in COMPONENTS
    ]
    highest = 7 if all(rating <= 7 for row in rows for rating in row.ratings) else 10
    trusts = [Profile(**profile).trust for profile in profiles]
    low, middle, high = (quantile(trusts, part) for part in (0.25, 0.5, 0.75))
    note = (
        f"{len(profiles)} students. The T that follows: half of them from {low:.3g} to {high:.3g}, the middle one "
        f"{middle:.3g}."
    )
    return RatingsPicture(heading, rows, highest, note)


SECTIONS.append(section)
