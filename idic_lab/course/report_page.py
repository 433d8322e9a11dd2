"""The class report as one page of HTML that needs nothing else: no script, no file, no network."""

from collections import Counter
from datetime import datetime
from html import escape
from importlib.resources import files
from statistics import fmean

from idic_lab.course import dates, report_pictures
from idic_lab.course.marks import WAITING
from idic_lab.course.measures import SMALLEST_GROUP, bars, difficulty, discrimination, quantile, reading
from idic_lab.judging.known_mistakes import MISCONCEPTIONS

SECTIONS = []
"""What a subject adds to the report of a class that is large enough: functions from a ClassWork to HTML."""

TOO_FEW = f"fewer than {SMALLEST_GROUP}"


def page(klass, lessons: dict[str, str]) -> str:
    """Return the report. Everything that came from a student is escaped."""
    title = klass.assignment.replace("-", " ").capitalize()
    parts = [_numbers(klass)]
    if len(klass.work) < SMALLEST_GROUP:
        parts.append(
            f"<section><h2>Too few for more</h2><p>{_students(len(klass.work))} graded. From {SMALLEST_GROUP} on, this "
            "page shows how the class has done; with fewer it would show how one person has done.</p></section>"
        )
    else:
        parts += [_distribution(klass), _parts(klass), _misconceptions(klass, lessons)]
        parts += [section(klass) for section in SECTIONS]
    parts += [_versions(klass), _empty(klass)]
    made = f"{datetime.now(klass.zone):%d %B %Y, %H:%M}"
    css = files("idic_lab.course").joinpath("report.css").read_text("utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Class report: {escape(title)}</title><style>{css}</style></head><body><main>"
        f"<header><p>Class report</p><h1>{escape(title)}</h1><p>Made on {made} from the gradebook.</p></header>"
        f"{''.join(parts)}"
        f"<footer><p>Groups of {TOO_FEW} students are joined with others or left out. Only the parts on versions and "
        "on what could not be graded name students, and they say nothing about marks.</p></footer></main></body>"
        "</html>\n"
    )


def _numbers(klass):
    shares = [work.share for work in klass.work]
    waiting, late = sum(work.state == WAITING for work in klass.work), sum(work.late for work in klass.work)
    tiles = [("graded", f"{len(klass.work)}", f"of {klass.enrolled} students")]
    if len(klass.work) >= SMALLEST_GROUP:
        points = klass.possible
        tiles.append(("mean", f"{fmean(shares) * points:.3g}", f"of {points:g} points, {fmean(shares):.0%}"))
        half = f"{quantile(shares, 0.25) * points:.3g} – {quantile(shares, 0.75) * points:.3g}"
        tiles.append(("middle half", half, "points"))
        tiles.append(("late", f"{late}" if late == 0 or late >= SMALLEST_GROUP else TOO_FEW, "of those graded"))
    shown = "".join(f"<div><dt>{name}</dt><dd>{number}<small>{what}</small></dd></div>" for name, number, what in tiles)
    said = ""
    if waiting:
        said += f"{_students(waiting)} still waiting for marks from a person: what follows counts the points so far. "
    if klass.ungraded:
        said += f"{_students(klass.ungraded)} handed in and not graded yet, and not counted here. "
    if klass.empty:
        said += f"{_students(len(klass.empty))} not counted here, because there was nothing to grade: see below."
    return f'<dl class="tiles">{shown}</dl>' + (f'<p class="alert">{said}</p>' if said else "")


def _distribution(klass):
    shares = [work.share for work in klass.work]
    picture = report_pictures.distribution(bars(shares), quantile(shares, 0.5))
    return (
        "<section><h2>How the points are spread</h2><p>The number on a bar is how many students are in it. Where fewer "
        f"than {SMALLEST_GROUP} would stand alone, neighbouring bars are joined.</p>{picture}</section>"
    )


def _parts(klass):
    whole = [part for part in klass.parts if all(part in work.earned for work in klass.work)]
    totals = {id(work): sum(work.earned[part] for part in whole) for work in klass.work}
    rows = []
    for part in klass.parts:
        judged = [work for work in klass.work if part in work.earned]
        of = f"<small>{escape(part.grade_id)}, of {part.possible:g}</small>"
        heading = f'<tr><th scope="row">{escape(part.title)}{of}</th>'
        if len(judged) < SMALLEST_GROUP or not part.possible:
            rows.append(f'{heading}<td colspan="3">judged for {TOO_FEW} students so far</td></tr>')
            continue
        earned = [work.earned[part] for work in judged]
        # Without the points for this part itself, which would agree with themselves.
        others = [totals[id(work)] - (work.earned[part] if part in whole else 0) for work in judged]
        easy, telling = difficulty(earned, part.possible), discrimination(earned, others)
        rows.append(
            f'{heading}<td data-label="earned"><span class="amount">{report_pictures.share_bar(easy)} {easy:.0%}</span>'
            f'</td><td class="number" data-label="tells apart">{_signed(telling)}</td>'
            f'<td class="told">{_reading(easy, telling, len(judged))}</td></tr>'
        )
    return (
        "<section><h2>What was easy, what was hard</h2><p>“Earned” is how much of its points the class has. “Tells "
        "apart” is how well a part goes with the rest of the work: from about 0.3 on, who does well here does well "
        "elsewhere; near 0 it says nothing about the rest; below 0 something is odd.</p>"
        '<table class="parts"><thead><tr><th scope="col">part</th><th scope="col">earned</th>'
        '<th scope="col">tells apart</th><th scope="col">what stands out</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></section>"
    )


def _signed(number):
    return "all alike" if number is None else f"{number + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _reading(easy, telling, count):
    said, calls = reading(easy, telling, count)
    return f"<strong>{said}</strong>" if calls else said


def _misconceptions(klass, lessons):
    seen = Counter(tag for work in klass.work for tag in work.misconceptions)
    often = [(tag, count) for tag, count in seen.most_common() if count >= SMALLEST_GROUP]
    seldom = sorted(MISCONCEPTIONS[tag].name for tag, count in seen.items() if count < SMALLEST_GROUP)
    if not seen:
        return (
            "<section><h2>What was misunderstood</h2><p>No mistake was made that the checks know by name.</p></section>"
        )
    again, shown = Counter(), {tag for tag, _ in often}
    for work in klass.work:
        # Without the seldom ones, whose number could be told from the difference.
        again.update({MISCONCEPTIONS[tag].reread for tag in work.misconceptions & shown})
    total = len(klass.work)
    lines = "".join(
        f"<li><span>{escape(_lesson(name, lessons))}</span>{_amount(count, total)}</li>"
        for name, count in again.most_common()
    )
    cards = "".join(
        f"<li>{_amount(count, total)}<p><strong>{escape(_capital(MISCONCEPTIONS[tag].name))}</strong></p>"
        f"<p>{escape(MISCONCEPTIONS[tag].truth)}</p>"
        f'<p class="again">Teach again: {escape(_lesson(MISCONCEPTIONS[tag].reread, lessons))}</p></li>'
        for tag, count in often
    )
    rest = f"<p>Also seen, each in {TOO_FEW} students: {escape('; '.join(seldom))}.</p>" if seldom else ""
    return (
        "<section><h2>What was misunderstood</h2><p>Mistakes that the checks know by name, by the number of students "
        "who made them at least once.</p>"
        + (f"<h3>Lessons to teach again</h3><ul class='lessons'>{lines}</ul>" if lines else "")
        + (f'<h3>The mistakes</h3><ul class="cards">{cards}</ul>' if cards else "")
        + f"{rest}</section>"
    )


def _amount(count, total):
    share = report_pictures.share_bar(count / total, "wrong")
    return f'<span class="amount">{share} {count} students, {count / total:.0%}</span>'


def _lesson(name, lessons):
    return f"{name[:2]} {lessons[name]}" if name in lessons else name


def _versions(klass):
    if not klass.work or len(klass.releases) + any(work.version is None for work in klass.work) < 2:
        return ""
    latest = len(klass.releases) - 1
    rows = []
    for number in sorted({work.version for work in klass.work}, key=lambda each: -1 if each is None else each):
        people = sorted(work.student for work in klass.work if work.version == number)
        if number is None:
            what = "None that was released from here: the notebook is missing or cannot be recognised."
        else:
            what = f"Released on {dates.shown(klass.releases[number].made_at, klass.zone)}" + (
                ", the latest." if number == latest else "."
            )
            what += _changes(klass.releases[number], klass.releases[latest]) if number != latest else ""
        who = ""
        if number != latest:
            who = f'<details><summary>Who</summary><p class="people">{escape(", ".join(people))}</p></details>'
        rows.append(f'<tr><th scope="row">{len(people)}</th><td>{what}{who}</td></tr>')
    return (
        "<section><h2>Who worked on which version</h2><p>The assignment was released more than once. Everybody was "
        "judged by the latest version; who worked on an earlier one may not have seen what is new.</p>"
        '<table><thead><tr><th scope="col">students</th><th scope="col">version</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></section>"
    )


def _empty(klass):
    if not klass.empty:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(student)}</th><td>{escape(_capital(what))}</td></tr>'
        for student, what in sorted(klass.empty.items())
    )
    return (
        "<section><h2>What could not be graded</h2><p>These hand-ins are left out of every number on this page. Where "
        "something is missing or cannot be read, the points are open: hand in again, or settle them in formgrader.</p>"
        f'<table><thead><tr><th scope="col">student</th><th scope="col">what is the matter</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _changes(earlier, latest):
    new, changed, gone = latest.differs_from(earlier)
    parts = [("not there yet", new), ("still with the old text", changed), ("since removed", gone)]
    told = "; ".join(f"{what}: {', '.join(ids)}" for what, ids in parts if ids)
    return f" {escape(_capital(told))}." if told else ""


def _students(count):
    return f"{count} student is" if count == 1 else f"{count} students are"


def _capital(text):
    return text[:1].upper() + text[1:]
