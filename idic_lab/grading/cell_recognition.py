"""Find the instructor's cells among those that have lost their names: by id, by text, by likeness, by place.

An answer is recognised where exactly one cell can be it. A student's text never becomes the answer to another question.
"""

from collections import Counter
from difflib import SequenceMatcher

from idic_lab.grading.repair import lines, released, words

IN_ORDER = 0.8  # how much of the instructor's cells stand in their order, so that a place can tell whose an answer is
# What nbgrader puts where an answer is to be written.
_PLACEHOLDERS = ("# YOUR CODE HERE", "raise NotImplementedError()", "YOUR ANSWER HERE")


def recognise(work) -> list[str]:
    """Claim cells for those of the instructor's that none stands for. The grade_ids that were found."""
    found = []

    def take(cell, each):
        work.claims[id(cell)] = each.grade_id
        found.append(each.grade_id)

    by_id = {cell.get("id"): cell for cell in reversed(work.unclaimed())}
    by_text = {words(cell.source): cell for cell in reversed(work.unclaimed())}
    for each in work.missing():
        same = (each.cell_id and by_id.get(each.cell_id)) or by_text.get(released(each))
        if same and id(same) not in work.claims and same.source.strip():
            take(same, each)
    for cell, each in _alike(work):
        take(cell, each)
    for between, answers in _gaps(work):
        # As many cells as answers, and of the same types: they are the answers, in their order.
        if [cell.cell_type for cell in between] == [each.cell_type for each in answers]:
            for cell, each in zip(between, answers, strict=True):
                take(cell, each)
        elif len(answers) == 1:  # the one cell that can be it
            like = [cell for cell in between if cell.cell_type == answers[0].cell_type and cell.source.strip()]
            if len(like) == 1:
                take(like[0], answers[0])
    return found


def _alike(work):
    """Return the cells that must be missing answers, each with its answer, by lines that were released there alone.

    A line like the head of a function stands in one cell of the release. Where exactly one cell of the student's has
    most of an answer's such lines, and none of another answer's, it is that answer, however much else is changed.
    """
    of_line = {}
    for each in work.source.cells:
        for line in {*lines(each.text)} - {*_PLACEHOLDERS}:
            of_line[line] = None if line in of_line else each  # None: in several
    of_line = {line: each.grade_id for line, each in of_line.items() if each and not each.locked}
    many, missing, found = Counter(of_line.values()), {each.grade_id for each in work.missing()}, {}
    for cell in work.unclaimed():
        of = Counter(of_line[line] for line in {*lines(cell.source)} & of_line.keys())
        for grade_id, count in of.items() if len(of) == 1 else ():
            if grade_id in missing and 2 * count > many[grade_id]:
                found.setdefault(grade_id, []).append(cell)
    return [(cells[0], work.source[grade_id]) for grade_id, cells in found.items() if len(cells) == 1]


def _gaps(work):
    """Yield, for each stretch between two of the instructor's cells, the student's cells there and the missing answers.

    Left out is a stretch that follows an answer and lacks what parted it from the next: its cells may go on with it.
    """
    plain, order = [(at, ("", words(text))) for at, text in work.source.plain], []
    for at, each in enumerate([*work.source.cells, None]):
        order += [(text, None) for before, text in plain if before == at]
        order += [(each.grade_id, each)] if each else []
    standing = [work.claims.get(id(cell)) or ("", words(cell.source)) for cell in work.cells]
    printed, times = Counter(text for _, text in plain), Counter(standing)
    marks = {key for key in standing if isinstance(key, str) or printed[key] == times[key] == 1}
    before, after = [key for key, _ in order if key in marks], [key for key in standing if key in marks]
    compared = SequenceMatcher(None, before, after, autojunk=False)
    if compared.ratio() < IN_ORDER:
        return
    kept = {key for start, _, count in compared.get_matching_blocks() for key in before[start : start + count]}
    start, answers, parted, after_answer = 0, [], True, False
    for key, each in [*order, ("", None)]:
        if not key or key in kept:
            stop = standing.index(key) if key else len(standing)
            if answers and parted:
                between = zip(work.cells[start:stop], standing[start:stop], strict=True)
                yield [cell for cell, key in between if not isinstance(key, str) and not printed[key]], answers
            start, answers, parted, after_answer = stop + 1, [], True, bool(each and not each.locked)
        elif each and not each.locked:
            answers.append(each)
        else:
            parted = not after_answer
